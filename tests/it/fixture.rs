//! What tests made of files share: finding the files, and telling of every failure by name.

use partnership_desk::form::reading::{Signed, Surroundings};
use partnership_desk::model::day::Day;
use partnership_desk::model::fact::Facts;
use partnership_desk::model::id::{QuestionId, RowId};
use partnership_desk::pack::condition::World;
use partnership_desk::pack::{Files, Pack, builtin, load};
use partnership_desk::print::compose::About;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Returns the folder of the package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every file under a folder whose name ends so, in order.
pub(crate) fn files_under(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is part of the sources") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(files_under(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Returns a path relative to the package, with `/`.
pub(crate) fn name_of(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// Reads a text file.
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Should expectations be written anew? `UPDATE_EXPECT=1`; the difference is reviewed like code.
pub(crate) fn updates() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1")
}

/// Fails with every failure, not the first alone.
#[track_caller]
pub(crate) fn none(failures: &[String]) {
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// Returns the small pack that fixtures stand in, with one form in the place of `forms/case.toml`.
pub(crate) fn base_with(file: &str, text: String) -> Files {
    let folder = root().join("tests/packs/base");
    let mut files: Files = files_under(&folder, ".toml")
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&folder).expect("it was found there").to_string_lossy().replace('\\', "/");
            (name, read(&path))
        })
        .collect();
    files.insert(file.to_owned(), text);
    files
}

/// Returns what stands around a draft of which nothing else is known.
pub(crate) fn around(today: Day) -> Surroundings {
    Surroundings {
        today,
        me: None,
        register: BTreeMap::new(),
        others: BTreeMap::new(),
        last: BTreeMap::new(),
        last_title: String::new(),
        facts: Facts::default(),
        world: World::default(),
        done: BTreeMap::new(),
        signed: BTreeMap::new(),
        partnerships: Arc::default(),
        rules: partnership_desk::rules::results,
    }
}

/// Says nothing beside the answers of a form on paper.
pub(crate) fn about(signed: &BTreeMap<(QuestionId, RowId), Signed>) -> About<'_> {
    About {
        partnership: "",
        reference: "",
        period: "",
        revision: None,
        draft: false,
        made: Day::new(2026, 4, 3).unwrap(),
        facts: &[],
        parts: &[],
        signed,
    }
}

/// Loads a pack that has no mistakes.
#[track_caller]
pub(crate) fn loaded(files: &Files) -> Pack {
    load(files).unwrap_or_else(|findings| {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("the pack has mistakes:\n{}", lines.join("\n"))
    })
}

/// Loads the pack that is the default of the program.
pub(crate) fn shipped() -> Pack {
    loaded(&builtin::files("wiltshire-frs").expect("it is part of the program"))
}

/// Writes the pack of Rochford to a folder, as it is or in an edition that changes one form: a question is taken away,
/// one is new, one has other words, and an option is gone.
pub(crate) fn copy_of_rochford(folder: &Path, second: bool) {
    let mut files = builtin::files("rochford-dc").unwrap();
    if second {
        let form = files.get_mut("forms/key-partnership.toml").unwrap();
        let from = form.find("[[page.question]]\nid     = \"rk_definition\"").unwrap();
        let to = from + 1 + form[from + 1..].find("[[page.question]]").unwrap();
        let asked = "[[page.question]]\nid = \"rk_meets\"\nask = \"How often does it meet?\"\nkind = \"text\"\nrequired = true\nsource = \"Ours\"\n\n";
        form.replace_range(from..to, asked);
        *form = form.replacen("What is it for?", "What does it do for the district?", 1);
        let lists = files.get_mut("lists.toml").unwrap();
        let gone = "  { code = \"hpt\", label = \"HPT: Head of Planning and Transportation\" },\n";
        assert!(lists.contains(gone));
        *lists = lists.replacen(gone, "", 1);
    }
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}
