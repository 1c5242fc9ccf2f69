//! What somebody who edits a pack without programming is told of a slip of the pen.
//!
//! Each `[[mistake]]` of `packs/mistakes` changes one place of one pack of the program: in `file`, the first `find`
//! becomes `put`. A finding must name that file (or the file `at`) and say the words of `says`; with `line = true`
//! it must stand on the changed line. With `renamed`, the file has another name instead.

use crate::fixture::{files_under, name_of, none, read, root};
use partnership_desk::app::check_pack_folder;
use partnership_desk::pack::finding::PackFinding;
use partnership_desk::pack::{builtin, check, load};
use serde::Deserialize;

/// How an editor saves a text.
type Saved = dyn Fn(&str) -> Vec<u8>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistake {
    name: String,
    pack: String,
    file: String,
    #[serde(default)]
    find: String,
    #[serde(default)]
    put: String,
    /// The name that the file is given.
    renamed: Option<String>,
    says: String,
    #[serde(default)]
    line: bool,
    /// The file that is named, where it is another's.
    at: Option<String>,
}

#[derive(Deserialize)]
struct Mistakes {
    mistake: Vec<Mistake>,
}

fn mistakes() -> Vec<Mistake> {
    let paths = files_under(&root().join("tests/packs/mistakes"), ".toml");
    let of = |path: &std::path::PathBuf| {
        toml::from_str::<Mistakes>(&read(path)).unwrap_or_else(|e| panic!("{}: {e}", name_of(path))).mistake
    };
    paths.iter().flat_map(of).collect()
}

impl Mistake {
    /// Returns the changed line, and what is found once the change is made.
    fn findings(&self) -> (usize, Vec<PackFinding>) {
        let mut files = builtin::files(&self.pack).unwrap();
        let mut text = files.remove(&self.file).unwrap();
        let at = text.find(&self.find).unwrap_or_else(|| panic!("{}: “{}” is not there", self.name, self.find));
        let line = text.get(..at).unwrap().matches('\n').count() + 1;
        text.replace_range(at..at + self.find.len(), &self.put);
        files.insert(self.renamed.as_ref().unwrap_or(&self.file).clone(), text);
        (line, check(&files).err().unwrap_or_default())
    }

    fn file_named(&self) -> &str {
        self.at.as_deref().unwrap_or(&self.file)
    }

    fn helps(&self, line: usize, found: &[PackFinding]) -> bool {
        found.iter().any(|finding| {
            finding.file == self.file_named()
                && finding.message.contains(&self.says)
                && (!self.line || finding.line == line)
        })
    }
}

#[test]
fn mistakes_of_an_editor_are_found_and_explained() {
    let all = mistakes();
    assert!(all.len() >= 170, "{} mistakes", all.len());
    let mut failures = Vec::new();
    for mistake in &all {
        let (line, found) = mistake.findings();
        if !mistake.helps(line, &found) {
            let said: Vec<String> = found.iter().map(ToString::to_string).collect();
            failures.push(format!("{}: changed line {line}; “{}” is not in {said:#?}", mistake.name, mistake.says));
        }
    }
    none(&failures);
}

/// What cannot be meant is told to whoever changes a pack; records made with it are read all the same.
#[test]
fn advice_keeps_nobody_from_the_records() {
    for name in ["remind-text", "risk-order", "band-order", "band-role", "date-wrong", "language", "date-slashes"] {
        let all = mistakes();
        let mistake = all.iter().find(|mistake| mistake.name == name).unwrap();
        let mut files = builtin::files(&mistake.pack).unwrap();
        let text = files.get_mut(&mistake.file).unwrap();
        *text = text.replacen(&mistake.find, &mistake.put, 1);
        assert!(check(&files).is_err(), "{name} is told");
        assert!(load(&files).is_ok(), "{name} can be used");
    }
}

/// Editors of Windows save in several ways; each is read, and a name with .txt behind it is told.
#[test]
fn files_saved_by_other_editors_are_read() {
    let wide = |text: &str| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let marked = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    let older = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let ways: [(&str, &Saved); 3] = [("wide", &wide), ("marked", &marked), ("older", &older)];
    for (way, saved) in ways {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("forms")).unwrap();
        for (name, text) in builtin::files("wiltshire-frs").unwrap() {
            std::fs::write(folder.path().join(name), saved(&text)).unwrap();
        }
        let found = check_pack_folder(folder.path()).unwrap().err().unwrap_or_default();
        assert!(found.is_empty(), "{way}: {found:#?}");
        std::fs::rename(folder.path().join("lists.toml"), folder.path().join("lists.toml.txt")).unwrap();
        let found = check_pack_folder(folder.path()).unwrap().err().unwrap_or_default();
        let named = found.iter().any(|found| found.file == "lists.toml.txt" && found.message.contains("take .txt off"));
        assert!(named, "{way}: {found:#?}");
    }
}
