//! One written thing inside a PDF whose pages say what it is: a register copy, a procedure.

use super::package::Extent;
use super::read::{NotTaken, altered};
use crate::model::day::Day;
use crate::model::id::Digest;
use crate::model::revision::canonical_json;
use crate::print::pdf::attach::{Attachment, attach};
use crate::print::pdf::read::attachments;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What is put into a PDF, with its format under `format`.
pub(super) trait Enclosed: Serialize + DeserializeOwned {
    /// How its name begins among the files of the PDF; its digest follows.
    const NAME: &'static str;
    /// What the file is, for who lists the files of the PDF.
    const DESCRIPTION: &'static str;
    /// The newest format this program reads, and the one it writes.
    const FORMAT: u32;

    /// Returns the pages it is put into.
    fn pages(&self) -> &Extent;

    /// Says what is wrong before it is known to be of this type.
    fn check(_value: &Value) -> Result<(), NotTaken> {
        Ok(())
    }
}

/// Puts it into the PDF that says what it is.
pub(super) fn write<T: Enclosed>(pages: &[u8], written: &T, day: Day) -> Vec<u8> {
    let bytes = canonical_json(written);
    let file = Attachment {
        name: name::<T>(&bytes),
        media_type: "application/json".to_owned(),
        description: T::DESCRIPTION.to_owned(),
        bytes,
    };
    attach(pages, &[file], day)
}

/// Takes it out of a PDF, with its digest, if it is there as it was written and the pages are its own.
pub(super) fn read<T: Enclosed>(pdf: &[u8]) -> Result<(T, Digest), NotTaken> {
    let mut files = attachments(pdf)?;
    let at = files.iter().position(|file| file.name.starts_with(T::NAME)).ok_or(NotTaken::NoRecord)?;
    let file = files.swap_remove(at);
    if file.name != name::<T>(&file.bytes) {
        return Err(altered("it does not fit its name"));
    }
    if !files.is_empty() {
        return Err(altered("there is a file it does not name"));
    }
    let written: T = parse(&file.bytes)?;
    if !written.pages().begins(pdf) {
        return Err(NotTaken::PagesAltered);
    }
    Ok((written, Digest::of(&file.bytes)))
}

/// Is one in a PDF, sound or not?
pub(super) fn is_there<T: Enclosed>(pdf: &[u8]) -> bool {
    attachments(pdf).is_ok_and(|files| files.iter().any(|file| file.name.starts_with(T::NAME)))
}

/// Returns its name among the files: a bit of it that flips on its way no longer fits.
fn name<T: Enclosed>(bytes: &[u8]) -> String {
    format!("{}{}.json", T::NAME, &Digest::of(bytes).as_str()[..32])
}

fn parse<T: Enclosed>(bytes: &[u8]) -> Result<T, NotTaken> {
    let unreadable = || altered("it cannot be read");
    let value: Value = serde_json::from_slice(bytes).map_err(|_why| unreadable())?;
    match value.get("format").and_then(Value::as_u64) {
        Some(format) if format > u64::from(T::FORMAT) => return Err(NotTaken::Newer),
        Some(format) if format == u64::from(T::FORMAT) => {}
        Some(_) | None => return Err(unreadable()),
    }
    T::check(&value)?;
    let written: T = serde_json::from_value(value).map_err(|_why| unreadable())?;
    if canonical_json(&written) == bytes { Ok(written) } else { Err(altered("it is not written as it should be")) }
}
