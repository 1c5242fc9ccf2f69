//! Files read out of a PDF that may come from anywhere.
//!
//! Nothing is believed: sizes are limited before anything is unpacked, and a
//! PDF that cannot be read is an answer, not a failure.

use super::attach::Attachment;
use lopdf::{Dictionary, Document, LoadOptions, Object};

/// The largest PDF that is looked into, in bytes.
pub const MAX_PDF: usize = 40 << 20;
/// The most that one file inside may unpack to, in bytes.
pub const MAX_FILE: usize = 32 << 20;
/// The most that structures of the PDF itself may unpack to, each, in bytes.
const MAX_STRUCTURE: usize = 8 << 20;
/// The most files inside one PDF.
pub const MAX_FILES: usize = 200;

/// Why no files could be read out of a PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRead {
    /// It does not begin as a PDF does.
    #[error("it is not a PDF")]
    NotAPdf,
    /// It is larger than [`MAX_PDF`].
    #[error("it is too large: at most 40 MB can be taken in")]
    TooLarge,
    /// Its structure is damaged, or made to mislead.
    #[error("it is damaged or was cut off on its way")]
    Damaged,
    /// A file inside is larger than [`MAX_FILE`], or there are more than [`MAX_FILES`].
    #[error("a file inside it is too large to be taken in")]
    FileTooLarge,
}

/// Returns the files inside a PDF; none if it has none.
///
/// # Errors
///
/// [`NotRead`] says what is wrong with it.
pub fn attachments(pdf: &[u8]) -> Result<Vec<Attachment>, NotRead> {
    let file = open(pdf)?;
    let catalog = file.catalog().map_err(|_none| NotRead::Damaged)?;
    let Ok(listed) = catalog.get(b"AF") else { return Ok(vec![]) };
    let listed = file.dereference(listed).and_then(|(_, list)| list.as_array()).map_err(|_no_list| NotRead::Damaged)?;
    if listed.len() > MAX_FILES {
        return Err(NotRead::FileTooLarge);
    }
    let mut room = MAX_FILE;
    listed.iter().map(|spec| attachment(&file, spec, &mut room)).collect()
}

/// Returns where each state of a PDF ends that later updates were appended to, the whole last.
pub fn states(pdf: &[u8]) -> Vec<usize> {
    const END: &[u8] = b"%%EOF";
    let ends =
        (0..pdf.len().saturating_sub(END.len() - 1)).filter(|at| pdf[*at] == b'%' && pdf[*at..].starts_with(END));
    let with_line = |at: usize| at + END.len() + usize::from(pdf.get(at + END.len()) == Some(&b'\n'));
    ends.map(with_line).collect()
}

/// Reads the structure of a PDF within limits.
pub(super) fn open(pdf: &[u8]) -> Result<Document, NotRead> {
    if pdf.len() > MAX_PDF {
        return Err(NotRead::TooLarge);
    }
    if !pdf.starts_with(b"%PDF-") {
        return Err(NotRead::NotAPdf);
    }
    let options = LoadOptions { max_decompressed_size: Some(MAX_STRUCTURE), ..LoadOptions::default() };
    let read = std::panic::catch_unwind(|| Document::load_mem_with_options(pdf, options));
    match read {
        Ok(Ok(file)) if !file.is_encrypted() => Ok(file),
        Ok(Ok(_) | Err(_)) | Err(_) => Err(NotRead::Damaged),
    }
}

/// Reads one file; what it unpacks to is taken from the room left.
fn attachment(file: &Document, spec: &Object, room: &mut usize) -> Result<Attachment, NotRead> {
    let dictionary = |object: &Object| -> Result<Dictionary, NotRead> {
        let found = file.dereference(object).and_then(|(_, found)| found.as_dict().cloned());
        found.map_err(|_none| NotRead::Damaged)
    };
    let spec = dictionary(spec)?;
    let embedded = dictionary(spec.get(b"EF").map_err(|_none| NotRead::Damaged)?)?;
    let stream = embedded.get(b"F").and_then(|stream| file.dereference(stream)).and_then(|(_, it)| it.as_stream());
    let stream = stream.map_err(|_none| NotRead::Damaged)?;
    let bytes = match stream.filters().unwrap_or_default().as_slice() {
        [] if stream.content.len() > *room => return Err(NotRead::FileTooLarge),
        [] => stream.content.clone(),
        [b"FlateDecode"] => {
            let unpack = || stream.decompressed_content_with_limit(*room + 1).map_err(|_why| NotRead::FileTooLarge);
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(unpack)).map_err(|_panic| NotRead::Damaged)??
        }
        // Filters upon filters are no way to write a file honestly.
        _ => return Err(NotRead::Damaged),
    };
    *room = room.checked_sub(bytes.len()).ok_or(NotRead::FileTooLarge)?;
    let said =
        |key: &[u8]| spec.get(key).ok().and_then(|text| lopdf::decode_text_string(text).ok()).unwrap_or_default();
    let media_type = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
    Ok(Attachment {
        name: said(b"UF"),
        media_type: String::from_utf8_lossy(media_type).into_owned(),
        description: said(b"Desc"),
        bytes,
    })
}
