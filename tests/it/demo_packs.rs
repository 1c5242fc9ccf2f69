//! Every other pack of the program: walked from its first form to its reports, and each paper valid.

use crate::fixture::none;
use crate::ua;
use partnership_desk::pack::{builtin, load};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const TODAY: &str = "2026-11-24";

fn pdesk(pack: &str, folder: &Path, words: &[&str]) -> String {
    let records = folder.join("records");
    let mut call = Command::new(env!("CARGO_BIN_EXE_pdesk"));
    call.args(["--today", TODAY, "--pack", pack, "--data"]).arg(records).args(words);
    let run = call.output().unwrap();
    assert!(run.status.success(), "{pack} {words:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// The forms of a pack that its demonstration leaves out, papers that are not valid, and reports that cannot be made.
fn failures_of(id: &str) -> Vec<String> {
    let pack = load(&builtin::files(id).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    pdesk(id, folder.path(), &["demo", folder.path().to_str().unwrap()]);
    let papers: Vec<_> = crate::fixture::files_under(folder.path(), ".pdf");
    let names: BTreeSet<String> =
        papers.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    let printed = |form: &str| names.iter().any(|name| name.starts_with("P-") && name.contains(form));
    let forms = pack.forms.iter().filter(|form| !printed(form.id.as_str()));
    let mut failures: Vec<String> = forms.map(|form| format!("{id}: no paper of {}", form.id)).collect();
    for path in &papers {
        let found = ua::findings(&std::fs::read(path).unwrap());
        failures.extend(found.into_iter().map(|finding| format!("{id} {}: {finding}", path.display())));
    }
    for report in &pack.reports {
        let out = folder.path().join(format!("{}.csv", report.id));
        let of = if report.of_one { vec!["--partnership", "P-0001"] } else { vec![] };
        pdesk(id, folder.path(), &[&["report", report.id.as_str(), "--out", out.to_str().unwrap()][..], &of].concat());
        let is_there = crate::fixture::files_under(folder.path(), ".csv")
            .iter()
            .any(|path| path.file_stem().is_some_and(|name| name.to_string_lossy().starts_with(report.id.as_str())));
        failures.extend((!is_there).then(|| format!("{id}: no file of the report {}", report.id)));
    }
    failures
}

#[test]
fn every_pack_works_from_its_first_form_to_its_reports() {
    let others = builtin::ids().skip(1);
    none(&others.flat_map(failures_of).collect::<Vec<_>>());
}
