//! The architecture as a test: who may use whom, where libraries may be named, and what sources must not hold.

use crate::fixture::{files_under, name_of, none, read, root};
use crate::source::{Source, take_apart};
use partnership_desk::pack::{builtin, load};
use std::collections::BTreeSet;
use std::path::Path;

/// Each module, what it may use, and what to do instead of using another.
const DIRECTIONS: &[(&str, &[&str], &str)] = &[
    ("model", &[], "model stands at the bottom: move the code up"),
    ("pack", &["model"], "move what both need down to `model`"),
    ("form", &["model", "pack"], "let the caller give the value in `Surroundings`"),
    ("rules", &["model", "pack", "form"], "let the caller give a fact"),
    ("print", &["model", "pack", "form"], "let the caller give the value"),
    ("store", &["model"], "let `app` work it out and hand it over"),
    ("exchange", &["model", "print"], "let `app` hand it over"),
    ("report", &["model", "pack", "print"], "let `app` hand over rows"),
    (
        "app",
        &["model", "pack", "form", "rules", "print", "store", "exchange", "report"],
        "the window calls the app, never the other way",
    ),
    ("cli", &["app", "model", "pack", "form"], "go through `app`"),
    ("gui", &["app", "model", "pack", "form", "print"], "go through `app`"),
];

/// Each library or clock that only some files may name.
const PLACES: &[(&[&str], &[&str], &str)] = &[
    (&["rusqlite"], &["src/store/"], "only `store` knows SQL"),
    (&["egui", "eframe", "rfd"], &["src/gui/", "src/main.rs"], "only `gui` knows the window"),
    (&["printpdf", "lopdf"], &["src/print/pdf/"], "only `print/pdf` knows PDF"),
    (&["cel"], &["src/pack/condition/"], "only `pack/condition` knows expressions"),
    (&["qrcodegen"], &["src/print/layout/proof.rs"], "only `print/layout/proof` draws QR codes"),
    (&["png", "usvg", "base64"], &["src/pack/picture.rs"], "only `pack/picture` reads pictures"),
    (&["rust_xlsxwriter", "icalendar"], &["src/report/"], "only `report` writes tables and calendars"),
    (
        &["csv"],
        &["src/report/", "src/app/report/", "src/exchange/sheet/"],
        "only `report` writes separated text, and `exchange/sheet` reads it",
    ),
    (&["fax"], &["src/print/pdf/images.rs"], "only `print/pdf/images` unpacks scans in a PDF"),
    (
        &["calamine", "encoding_rs", "quick_xml", "zip"],
        &["src/exchange/sheet/"],
        "only `exchange/sheet` reads spreadsheets",
    ),
    (&["image", "rqrr", "tiff"], &["src/app/scan.rs"], "only `app/scan` reads pictures"),
];

/// Calls that read the clock, and the only files that may.
const CLOCKS: &[&str] = &["Utc::now", "Local::now", "SystemTime::now", "Instant::now"];
const CLOCK_PLACES: &[&str] = &["src/cli.rs", "src/gui/worker.rs"];

/// The most lines of a file.
const MAX_LINES: usize = 500;

fn sources() -> Vec<(String, Source)> {
    let files = files_under(&root().join("src"), ".rs");
    files.iter().map(|path| (name_of(path), take_apart(&read(path)))).collect()
}

/// Returns the module a file of src belongs to; `None` for lib.rs and main.rs.
fn module_of(file: &str) -> Option<&str> {
    let first = file.strip_prefix("src/")?.split('/').next()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    DIRECTIONS.iter().map(|(module, ..)| *module).find(|module| *module == name)
}

/// Returns the words of code that begin after `marker`, as in `crate::store`.
fn words_after<'a>(code: &'a str, marker: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices(marker) {
        let rest = &code[at + marker.len()..];
        let group = rest.strip_prefix('{').map(|group| group.split_once("};").map_or(group, |(group, _)| group));
        let heads = group.map_or(vec![rest], outer_items);
        found.extend(heads.into_iter().map(|head| {
            let head = head.trim_start();
            head.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
        }));
    }
    found
}

/// Splits `a::{b, c}, d` at the commas that stand in no inner braces.
fn outer_items(group: &str) -> Vec<&str> {
    let mut depth = 0;
    group
        .split(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        })
        .collect()
}

/// Does code name a library, as a whole word before `::`?
fn names(code: &str, library: &str) -> bool {
    code.match_indices(library).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + library.len()..];
        let whole = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':');
        whole && (after.starts_with("::") || after.starts_with(';'))
    })
}

#[test]
fn modules_use_only_what_lies_below_them() {
    let mut failures = Vec::new();
    for (file, source) in sources() {
        let Some(module) = module_of(&file) else { continue };
        let (_, allowed, cure) = DIRECTIONS.iter().find(|(name, ..)| *name == module).expect("it was found there");
        let marker = if module == "cli" { "partnership_desk::" } else { "crate::" };
        for used in words_after(&source.code, marker) {
            let known = DIRECTIONS.iter().any(|(name, ..)| *name == used);
            if known && used != module && !allowed.contains(&used) {
                failures.push(format!("`{}` mentions `{used}`; {cure}", file.trim_start_matches("src/")));
            }
        }
    }
    none(&failures);
}

#[test]
fn libraries_and_clocks_are_named_in_their_places_alone() {
    let mut failures = Vec::new();
    for (file, source) in sources() {
        for (libraries, places, why) in PLACES {
            let here = places.iter().any(|place| file.starts_with(place));
            for library in libraries.iter().filter(|library| !here && names(&source.code, library)) {
                failures.push(format!("`{file}` names the library `{library}`; {why}"));
            }
        }
        for clock in CLOCKS.iter().filter(|clock| source.code.contains(**clock)) {
            if !CLOCK_PLACES.contains(&file.as_str()) {
                failures.push(format!("`{file}` reads the clock with `{clock}`; take the moment as a parameter"));
            }
        }
    }
    none(&failures);
}

#[test]
fn every_source_file_says_what_it_is_and_stays_short() {
    let mut failures = Vec::new();
    for folder in ["src", "tests/it"] {
        for path in files_under(&root().join(folder), ".rs") {
            let text = read(&path);
            if !text.starts_with("//!") {
                failures.push(format!("`{}` does not open with `//!`; say what it deals with", name_of(&path)));
            }
            let lines = text.lines().count();
            let name = name_of(&path);
            if lines > MAX_LINES {
                failures.push(format!("`{name}` has {lines} lines; divide it, {MAX_LINES} is the most"));
            }
        }
    }
    none(&failures);
}

#[test]
fn no_question_and_no_form_is_named_in_the_program() {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for pack in builtin::ids() {
        let pack = load(&builtin::files(pack).unwrap()).unwrap();
        for form in &pack.forms {
            ids.insert(form.id.to_string());
            ids.extend(form.questions().map(|(_, question)| question.id.to_string()));
        }
    }
    let mut failures = Vec::new();
    for (file, source) in sources().into_iter().filter(|(file, _)| file != "src/pack/builtin.rs") {
        // The tests inside a source file may take an id for an example.
        let tests =
            source.code.find("#[cfg(test)]").map_or(usize::MAX, |at| source.code[..at].matches('\n').count() + 1);
        for (line, words) in source.words.iter().filter(|(line, _)| *line < tests) {
            let named = words.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
            for id in named.filter(|word| ids.contains(*word)) {
                failures.push(format!("`{file}:{line}` names “{id}” of a pack; let the rule read a fact"));
            }
        }
    }
    none(&failures);
}

#[test]
fn every_file_of_a_pack_is_part_of_the_program() {
    let folder = root().join("assets/packs");
    let mut failures = Vec::new();
    for path in files_under(&folder, ".toml") {
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        let (pack, file) = name.split_once('/').unwrap();
        let embedded = builtin::files(pack).is_some_and(|files| files.get(file) == Some(&read(&path)));
        let shown = file.strip_prefix("demo/").map(|file| (file.to_owned(), read(&path)));
        let demonstrated = shown.is_some_and(|shown| builtin::demo(pack).contains(&shown));
        if !embedded && !demonstrated {
            failures
                .push(format!("`assets/packs/{name}` is not in the program; `touch src/pack/builtin.rs` builds it in"));
        }
    }
    none(&failures);
}

#[test]
fn every_test_file_is_run() {
    let mut failures = Vec::new();
    let tests = root().join("tests/it");
    for path in files_under(&tests, ".rs").into_iter().filter(|path| *path != tests.join("main.rs")) {
        let folder = path.parent().unwrap();
        let above = if folder == tests { tests.join("main.rs") } else { folder.with_extension("rs") };
        let stem = path.file_stem().unwrap().to_string_lossy();
        let listed = format!("mod {stem};");
        // A file beside main.rs may also belong to the one its name begins with: print_compose to print.
        let owner = stem.rsplit_once('_').map(|(owner, _)| folder.join(format!("{owner}.rs")));
        let path_of_it = format!("#[path = \"{stem}.rs\"]");
        let elsewhere = owner.is_some_and(|owner| owner.is_file() && read(&owner).contains(&path_of_it));
        if !elsewhere && !read(&above).lines().any(|line| line.trim_start_matches("pub(crate) ") == listed) {
            failures.push(format!("`{}` is not run; write `{listed}` in `{}`", name_of(&path), name_of(&above)));
        }
    }
    none(&failures);
}

/// Returns the files git keeps; without git, every file outside the build's folder.
fn tracked() -> Vec<String> {
    let git = std::process::Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    match git {
        Ok(done) if done.status.success() => String::from_utf8_lossy(&done.stdout)
            .split('\0')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        Ok(_) | Err(_) => ["src", "tests", "assets", "packaging"]
            .iter()
            .map(|folder| root().join(folder))
            .filter(|folder| folder.is_dir())
            .flat_map(|folder| files_under(&folder, ""))
            .map(|path| name_of(&path))
            .collect(),
    }
}

#[test]
fn no_file_names_the_folders_of_one_machine() {
    let machines = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/tm", "p/w")];
    let mut failures = Vec::new();
    for name in tracked() {
        let Ok(bytes) = std::fs::read(root().join(&name)) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for (at, line) in text.lines().enumerate() {
            if let Some(folder) = machines.iter().find(|folder| line.contains(**folder)) {
                failures
                    .push(format!("`{name}:{}` names `{folder}` of one machine; write a path of the project", at + 1));
            }
        }
    }
    none(&failures);
}

#[test]
fn every_departure_from_a_lint_has_its_reason() {
    let mut failures = Vec::new();
    let files = ["src", "tests/it"].map(|folder| files_under(&root().join(folder), ".rs"));
    for path in files.iter().flatten() {
        let code = take_apart(&read(path)).code;
        for attribute in ["[allow(", "[expect("] {
            for (at, _) in code.match_indices(attribute) {
                let rest = &code[at..];
                let inside = rest.split_once(']').map_or(rest, |(inside, _)| inside);
                if !inside.contains("reason") {
                    let line = code[..at].matches('\n').count() + 1;
                    failures.push(format!("`{}:{line}` departs from a lint; give its reason", name_of(path)));
                }
            }
        }
    }
    none(&failures);
}

#[test]
fn the_rules_of_this_file_would_be_noticed_if_broken() {
    let used = words_after("use crate::{model::{a, b}, store::Store};\ncrate::form::read()", "crate::");
    assert_eq!(used.into_iter().collect::<Vec<_>>(), ["form", "model", "store"]);
    assert!(names("use rusqlite::Connection;", "rusqlite") && !names("parcel::open()", "cel"));
    assert_eq!(module_of("src/cli/out.rs"), Some("cli"));
    assert_eq!(module_of("src/lib.rs"), None);
    assert!(Path::new(root()).join("src/lib.rs").is_file());
}
