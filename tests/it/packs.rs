//! What a pack's author is told: each fixture says on which line the loader finds what.
//!
//! A file of `packs/invalid` stands in the place of `forms/case.toml` of `packs/base`, or of the file
//! it names with `# file:`. Its first lines hold every finding, `# expect: 12: sentence`, and the
//! name that must be suggested, `# suggests: name`.

use crate::fixture::{base_with, files_under, loaded, name_of, none, read, root, updates};
use partnership_desk::pack::form::{Form, Kind, Question};
use partnership_desk::pack::{Pack, builtin, load};
use std::path::Path;

/// What one fixture says of itself.
struct Fixture {
    /// The file it stands for.
    file: String,
    expected: Vec<String>,
    suggests: Option<String>,
    text: String,
}

/// The form in whose place a fixture stands, unless it names another file.
const PLAIN: &str = "id = \"case\"\ntitle = \"Case\"\n\n[[page]]\nid = \"p1\"\ntitle = \"Page\"\n";

fn fixture(path: &Path) -> Fixture {
    let text = read(path);
    let head = |name: &str| {
        let mark = format!("# {name}:");
        let lines = text.lines().take_while(|line| line.starts_with('#'));
        lines.filter_map(|line| line.strip_prefix(&mark)).map(|rest| rest.trim().to_owned()).collect::<Vec<_>>()
    };
    Fixture {
        file: head("file").pop().unwrap_or_else(|| "forms/case.toml".to_owned()),
        expected: head("expect").into_iter().filter(|line| !line.is_empty()).collect(),
        suggests: head("suggests").pop(),
        text,
    }
}

/// Returns what the loader finds: line and sentence, with the file's name where it is another's.
fn findings(fixture: &Fixture, text: &str) -> Vec<String> {
    let mut files = base_with(&fixture.file, text.to_owned());
    files.entry("forms/case.toml".to_owned()).or_insert_with(|| PLAIN.to_owned());
    let found = load(&files).err().unwrap_or_default();
    let line = |finding: &partnership_desk::pack::finding::PackFinding| {
        let place = if finding.file == fixture.file { String::new() } else { format!("{}:", finding.file) };
        format!("{place}{}: {}", finding.line, finding.message)
    };
    found.iter().map(line).collect()
}

/// Writes the findings into the fixture's first lines. They move the rest, so it is loaded again until they fit.
fn rewrite(path: &Path, fixture: &Fixture) {
    let rest: Vec<&str> = fixture.text.lines().filter(|line| !line.starts_with("# expect:")).collect();
    let mut found = findings(fixture, &fixture.text);
    for _ in 0..3 {
        let expect = found.iter().map(|line| format!("# expect: {line}"));
        let lines: Vec<String> = expect.chain(rest.iter().map(|line| (*line).to_owned())).collect();
        let text = format!("{}\n", lines.join("\n"));
        found = findings(fixture, &text);
        std::fs::write(path, text).unwrap();
    }
}

#[track_caller]
fn check(path: &Path, failures: &mut Vec<String>) {
    let fixture = fixture(path);
    if updates() {
        return rewrite(path, &fixture);
    }
    let found = findings(&fixture, &fixture.text);
    let name = name_of(path);
    if found.is_empty() {
        failures.push(format!("{name}: nothing was found wrong"));
    } else if found != fixture.expected {
        failures.push(format!("{name}\n  expected {:#?}\n  found    {found:#?}", fixture.expected));
    }
    if let Some(wanted) = fixture.suggests {
        let offered = [format!("“{wanted}”?"), format!("“{wanted}”; write"), format!("\"{wanted}\"")];
        if !found.iter().any(|line| offered.iter().any(|words| line.contains(words))) {
            failures.push(format!("{name}: “{wanted}” is not suggested:\n  {}", found.join("\n  ")));
        }
    }
}

#[test]
fn every_mistake_of_a_pack_is_found_on_its_line() {
    let paths = files_under(&root().join("tests/packs/invalid"), ".toml");
    assert!(paths.len() >= 60, "{} cases", paths.len());
    let mut failures = Vec::new();
    for path in &paths {
        check(path, &mut failures);
    }
    none(&failures);
}

#[test]
fn packs_without_mistakes_load() {
    for path in files_under(&root().join("tests/packs/valid"), ".toml") {
        loaded(&base_with("forms/case.toml", read(&path)));
    }
}

#[test]
fn a_missing_file_is_named() {
    for file in ["pack.toml", "lists.toml", "policy.toml"] {
        let mut files = base_with("forms/case.toml", PLAIN.to_owned());
        files.remove(file);
        let found = load(&files).err().unwrap_or_default();
        assert_eq!(
            found.first().map(ToString::to_string),
            Some(format!("{file}:1: the file {file} is missing; put it back into the folder"))
        );
    }
}

/// A screen reader, and a list of what is missing, tell questions apart by their words alone.
#[test]
fn questions_of_a_page_are_told_apart_by_their_words() {
    let mut failures = Vec::new();
    for id in builtin::ids() {
        let pack = loaded(&builtin::files(id).unwrap());
        for page in pack.forms.iter().flat_map(|form| &form.pages) {
            let asked = page.questions.iter().filter(|question| question.takes_answer());
            let mut words: Vec<String> = asked.map(|question| question.ask.words()).collect();
            words.sort();
            let twice = words.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]);
            failures.extend(twice.map(|ask| format!("{id}, page {}: “{ask}” is asked twice", page.id)));
        }
    }
    none(&failures);
}

/// Each sentence of a pack of the program is looked at once here: that it ends as its kind does.
#[test]
fn sentences_of_the_packs_end_as_they_should() {
    let mut failures = Vec::new();
    for id in builtin::ids() {
        let pack = loaded(&builtin::files(id).unwrap());
        for (_, question) in pack.forms.iter().flat_map(Form::questions) {
            let (ask, help) = (question.ask.words(), question.help.words());
            // A note is a sentence, and so is a statement to be rated.
            let says = matches!(question.kind, Kind::Note | Kind::Rating(_));
            if ask.is_empty() || ask.ends_with('.') != says || ask.ends_with(' ') {
                failures.push(format!("{id} {}: “{ask}” ends in a stop, or says nothing", question.id));
            }
            if !help.is_empty() && !help.ends_with(['.', '…', '?']) {
                failures.push(format!("{id} {}: help “{help}” is no sentence", question.id));
            }
            for check in &question.checks {
                if check.says.words().is_empty() || check.says.words().ends_with('.') {
                    failures.push(format!(
                        "{id} {}: “{}” ends in a stop, or says nothing",
                        question.id,
                        check.says.words()
                    ));
                }
            }
        }
    }
    none(&failures);
}

fn columns_of(question: &Question) -> &[Question] {
    if let Kind::Table(table) = &question.kind { &table.columns } else { &[] }
}

/// Is what a clause names as its answer in the pack, or a rule or report of the program?
fn is_there(pack: &Pack, by: &str) -> bool {
    let (kind, name) = by.split_once(':').unwrap_or((by, ""));
    match kind {
        "due" => pack.dues.iter().any(|due| due.id == name),
        "form" => pack.form(&name.into()).is_some(),
        "report" => pack.report(name).is_some(),
        "stage" => pack.stages.iter().any(|stage| stage.id == name),
        "state" => pack.states.iter().any(|state| state.id == name),
        "watch" => pack.watches.iter().any(|watch| watch.id == name),
        "rule" => name.strip_prefix("R-").is_some_and(|number| (1..=17).contains(&number.parse().unwrap_or(0))),
        _ => false,
    }
}

#[test]
fn every_clause_of_a_pack_is_answered_by_a_question_or_by_what_it_names() {
    let mut failures = Vec::new();
    for id in builtin::ids() {
        let pack = loaded(&builtin::files(id).unwrap());
        let asked: Vec<&str> = pack
            .forms
            .iter()
            .flat_map(|form| {
                let questions = form.questions().flat_map(move |(_, question)| {
                    std::iter::once(question).chain(columns_of(question)).map(|asked| asked.clause.as_str())
                });
                questions.chain(form.pages.iter().map(|page| page.clause.as_str())).chain([form.clause.as_str()])
            })
            .collect();
        let answered = |clause: &&partnership_desk::pack::Clause| !clause.by.is_empty() || asked.contains(&&*clause.id);
        failures.extend(
            pack.clauses.iter().filter(|clause| !answered(clause)).map(|clause| format!("{id}: {}", clause.id)),
        );
        let named = |clause: &&partnership_desk::pack::Clause| !is_there(&pack, &clause.by);
        let said = |clause: &partnership_desk::pack::Clause| format!("{id}: {} names “{}”", clause.id, clause.by);
        failures.extend(pack.clauses.iter().filter(|clause| !clause.by.is_empty()).filter(named).map(said));
    }
    none(&failures);
}
