//! A procedure on its way to other machines: all files of a pack, inside a PDF that says what it is.

use super::package::Extent;
use super::read::{NotTaken, altered};
use crate::model::id::Digest;
use crate::model::moment::Moment;
use crate::model::revision::canonical_json;
use crate::print::pdf::attach::{Attachment, attach};
use crate::print::pdf::read::attachments;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The newest format of a procedure's file this program reads, and the one it writes.
const FORMAT: u32 = 1;

/// How the name of a procedure begins among the files of a PDF; its digest follows.
const NAME: &str = "partnership-desk-procedure-";

/// The most files of one procedure, and the most bytes of all their texts.
const MOST_FILES: usize = 500;
const MOST_BYTES: usize = 8 << 20;

/// The files of a procedure: name relative to its folder, and text.
pub type Files = BTreeMap<String, String>;

/// The procedure as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u32,
    made: Moment,
    /// The digest of the pack's text, which the records name it by.
    pack: Digest,
    pages: Extent,
    files: Files,
}

/// Puts the files of a procedure, which has a digest as a whole, into the PDF that says what it is.
pub fn write(pages: &[u8], files: &Files, pack: &Digest, made: &Moment) -> Vec<u8> {
    let written = Written {
        format: FORMAT,
        made: made.clone(),
        pack: pack.clone(),
        pages: Extent::of(pages),
        files: files.clone(),
    };
    let bytes = canonical_json(&written);
    let file = Attachment {
        name: name(&bytes),
        media_type: "application/json".to_owned(),
        description: "A procedure, for Partnership Desk".to_owned(),
        bytes,
    };
    attach(pages, &[file], made.day())
}

/// Takes the files of a procedure out of a PDF, with the digest that they are to have as a whole.
///
/// # Errors
///
/// [`NotTaken`] says why it is refused; [`NotTaken::NoRecord`] if it holds no procedure.
pub fn read(pdf: &[u8]) -> Result<(Files, Digest), NotTaken> {
    let mut files = attachments(pdf)?;
    let at = files.iter().position(|file| file.name.starts_with(NAME)).ok_or(NotTaken::NoRecord)?;
    let file = files.swap_remove(at);
    if file.name != name(&file.bytes) {
        return Err(altered("it does not fit its name"));
    }
    if !files.is_empty() {
        return Err(altered("there is a file it does not name"));
    }
    let written = parse(&file.bytes)?;
    if !written.pages.begins(pdf) {
        return Err(NotTaken::PagesAltered);
    }
    Ok((written.files, written.pack))
}

/// Does a PDF bring a procedure, sound or not?
pub fn is_there(pdf: &[u8]) -> bool {
    attachments(pdf).is_ok_and(|files| files.iter().any(|file| file.name.starts_with(NAME)))
}

/// Returns the name of a procedure among the files: a bit of it that flips on its way no longer fits.
fn name(bytes: &[u8]) -> String {
    format!("{NAME}{}.json", &Digest::of(bytes).as_str()[..32])
}

fn parse(bytes: &[u8]) -> Result<Written, NotTaken> {
    let unreadable = || altered("it cannot be read");
    let value: Value = serde_json::from_slice(bytes).map_err(|_why| unreadable())?;
    match value.get("format").and_then(Value::as_u64) {
        Some(format) if format > u64::from(FORMAT) => return Err(NotTaken::Newer),
        Some(format) if format == u64::from(FORMAT) => {}
        Some(_) | None => return Err(unreadable()),
    }
    let written: Written = serde_json::from_value(value).map_err(|_why| unreadable())?;
    if canonical_json(&written) != bytes {
        return Err(altered("it is not written as it should be"));
    }
    if written.files.len() > MOST_FILES || written.files.values().map(String::len).sum::<usize>() > MOST_BYTES {
        return Err(altered("it holds more than any procedure does"));
    }
    if !written.files.keys().all(|name| is_sound(name)) {
        return Err(altered("a file in it has a name that no procedure uses"));
    }
    Ok(written)
}

/// May a file of a pack be called so? A copy of it is written under that name: it must stay in its folder.
fn is_sound(name: &str) -> bool {
    let plain = name.strip_prefix("forms/").unwrap_or(name);
    let letters = plain.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    letters && plain.len() <= 100 && plain.starts_with(|c: char| c.is_ascii_alphanumeric()) && !plain.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_stays_in_its_folder() {
        for name in ["pack.toml", "forms/appendix-c.toml", "logo.svg"] {
            assert!(is_sound(name), "{name}");
        }
        for name in ["../pack.toml", "forms/../../x", "/etc/x", "C:\\x", "forms/", "", ".hidden", "a/b.toml", "x."] {
            assert!(!is_sound(name), "{name}");
        }
    }
}
