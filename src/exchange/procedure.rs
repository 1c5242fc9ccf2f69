//! A procedure on its way to other machines: all files of a pack, inside a PDF that says what it is.

use super::enclosed::{self, Enclosed};
use super::package::Extent;
use super::read::{NotTaken, altered};
use crate::model::id::Digest;
use crate::model::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

impl Enclosed for Written {
    const NAME: &'static str = "partnership-desk-procedure-";
    const DESCRIPTION: &'static str = "A procedure, for Partnership Desk";
    const FORMAT: u32 = 1;

    fn pages(&self) -> &Extent {
        &self.pages
    }
}

/// Puts the files of a procedure, which has a digest as a whole, into the PDF that says what it is.
pub fn write(pages: &[u8], files: &Files, pack: &Digest, made: &Moment) -> Vec<u8> {
    let written = Written {
        format: Written::FORMAT,
        made: made.clone(),
        pack: pack.clone(),
        pages: Extent::of(pages),
        files: files.clone(),
    };
    enclosed::write(pages, &written, made.day())
}

/// Takes the files of a procedure out of a PDF, with the digest that they are to have as a whole.
///
/// # Errors
///
/// [`NotTaken`] says why it is refused; [`NotTaken::NoRecord`] if it holds no procedure.
pub fn read(pdf: &[u8]) -> Result<(Files, Digest), NotTaken> {
    let (Written { files, pack, .. }, _) = enclosed::read(pdf)?;
    if files.len() > MOST_FILES || files.values().map(String::len).sum::<usize>() > MOST_BYTES {
        return Err(altered("it holds more than any procedure does"));
    }
    if !files.keys().all(|name| is_sound(name)) {
        return Err(altered("a file in it has a name that no procedure uses"));
    }
    Ok((files, pack))
}

/// Does a PDF bring a procedure, sound or not?
pub fn is_there(pdf: &[u8]) -> bool {
    enclosed::is_there::<Written>(pdf)
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
