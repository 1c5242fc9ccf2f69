//! What stands in the fields of a PDF that another program may have written.
//!
//! Nothing in such a file is trusted: sizes are limited, rings of fields end,
//! and what cannot be read is left out. Whatever the bytes are, reading them
//! gives values or nothing.

use crate::form::place::{FormCode, HeadPlace};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 20 * 1024 * 1024;
/// The most that a long text kept as a stream may unpack to.
const MAX_STREAM: usize = 1024 * 1024;
/// So deep may fields stand within fields.
const MAX_DEPTH: usize = 16;
/// The most fields that are read.
const MAX_FIELDS: usize = 20_000;

/// A field with what was put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledField {
    /// Its whole name.
    pub name: String,
    /// What stands in it.
    pub value: FieldValue,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// Words.
    Text(String),
    /// A tick.
    Ticked,
}

/// A form of ours that was to be filled in on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledForm {
    /// Which form it is.
    pub code: FormCode,
    /// The fields in which anything stands, in the order of the file.
    pub fields: Vec<FilledField>,
}

/// Reads a form of ours; `None` for any other file.
pub fn filled_form(bytes: &[u8]) -> Option<FilledForm> {
    if bytes.len() > MAX_FILE {
        return None;
    }
    let file = super::read::open(bytes).ok()?;
    let mut reader = Reader { file: &file, seen: BTreeSet::new(), found: Vec::new() };
    reader.form();
    reader.widgets();
    let mut fields = reader.found;
    let at = fields.iter().position(|field| field.name == HeadPlace::Form.name())?;
    let FieldValue::Text(code) = fields.remove(at).value else { return None };
    Some(FilledForm { code: FormCode::parse(&code)?, fields })
}

/// What a field takes from those it stands within.
#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    kind: Option<&'a [u8]>,
    value: Option<&'a Object>,
}

struct Reader<'a> {
    file: &'a Document,
    seen: BTreeSet<ObjectId>,
    found: Vec<FilledField>,
}

impl<'a> Reader<'a> {
    /// Reads the fields that the form lists.
    fn form(&mut self) {
        let form = self.file.catalog().ok().and_then(|catalog| self.dictionary(catalog.get(b"AcroForm").ok()?));
        let fields = form.and_then(|form| self.array(form.get(b"Fields").ok()?));
        for field in fields.into_iter().flatten() {
            self.field(field, "", Inherited::default(), 0);
        }
    }

    /// Reads the fields that stand on pages although the form does not list them.
    fn widgets(&mut self) {
        for page in self.file.get_pages().into_values() {
            let annotations =
                self.file.get_dictionary(page).ok().and_then(|page| self.array(page.get(b"Annots").ok()?));
            for annotation in annotations.into_iter().flatten() {
                let Some(widget) = self.dictionary(annotation) else { continue };
                if widget.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Widget")
                    && !widget.has(b"Parent")
                {
                    self.field(annotation, "", Inherited::default(), 0);
                }
            }
        }
    }

    fn field(&mut self, object: &'a Object, above: &str, inherited: Inherited<'a>, depth: usize) {
        if let Ok(id) = object.as_reference()
            && !self.seen.insert(id)
        {
            return;
        }
        let Some(field) = self.dictionary(object).filter(|_| depth < MAX_DEPTH && self.found.len() < MAX_FIELDS) else {
            return;
        };
        let own = field.get(b"T").ok().and_then(|name| text(self.resolved(name))).unwrap_or_default();
        let name = match (above, own.as_str()) {
            ("", own) => own.to_owned(),
            (above, "") => above.to_owned(),
            (above, own) => format!("{above}.{own}"),
        };
        let kind = field.get(b"FT").ok().and_then(|kind| self.resolved(kind).as_name().ok()).or(inherited.kind);
        let value = field.get(b"V").ok().map(|value| self.resolved(value)).or(inherited.value);
        let inherited = Inherited { kind, value };
        let kids = field.get(b"Kids").ok().and_then(|kids| self.array(kids)).unwrap_or_default();
        let named = kids.iter().any(|kid| self.dictionary(kid).is_some_and(|kid| kid.has(b"T")));
        if named {
            for kid in kids {
                self.field(kid, &name, inherited, depth + 1);
            }
            return;
        }
        self.seen.extend(kids.iter().filter_map(|kid| kid.as_reference().ok()));
        let value = if kind == Some(b"Btn") {
            self.tick(field, kids, value)
        } else {
            value.and_then(|value| self.words(value))
        };
        self.found.extend(value.map(|value| FilledField { name, value }));
    }

    /// A box is ticked if its value names a state that is not "Off"; without a value, its own state counts.
    fn tick(&self, field: &'a Dictionary, kids: &'a [Object], value: Option<&'a Object>) -> Option<FieldValue> {
        let state = |field: &'a Dictionary| field.get(b"AS").and_then(Object::as_name).ok();
        let said = value.and_then(|value| value.as_name().or_else(|_| value.as_str()).ok());
        let shown = || {
            state(field).or_else(|| kids.iter().filter_map(|kid| state(self.dictionary(kid)?)).find(|s| *s != b"Off"))
        };
        said.or_else(shown).filter(|state| *state != b"Off" && !state.is_empty()).map(|_| FieldValue::Ticked)
    }

    /// Returns the words of a value: a text, a list of texts, or a long text kept as a stream.
    fn words(&self, value: &Object) -> Option<FieldValue> {
        let said = if let Object::Array(all) = value {
            let all: Vec<String> = all.iter().filter_map(|one| text(self.resolved(one))).collect();
            all.join("\n")
        } else if let Object::Stream(stream) = value {
            let plain = stream.decompressed_content_with_limit(MAX_STREAM);
            decoded(&plain.unwrap_or_else(|_packed| stream.content.clone()))
        } else {
            text(value)?
        };
        let said = said.replace("\r\n", "\n").replace('\r', "\n");
        (!said.trim().is_empty()).then_some(FieldValue::Text(said))
    }

    /// Follows references, though not for ever.
    fn resolved(&self, object: &'a Object) -> &'a Object {
        self.file.dereference(object).map_or(object, |(_, object)| object)
    }

    fn dictionary(&self, object: &'a Object) -> Option<&'a Dictionary> {
        self.resolved(object).as_dict().ok()
    }

    fn array(&self, object: &'a Object) -> Option<&'a [Object]> {
        self.resolved(object).as_array().ok().map(Vec::as_slice)
    }
}

/// Returns a text or name as words.
fn text(object: &Object) -> Option<String> {
    if let Object::String(bytes, _) | Object::Name(bytes) = object {
        return Some(decoded(bytes));
    }
    let whole = object.as_i64().ok().map(|number| number.to_string());
    whole.or_else(|| object.as_float().ok().map(|number| number.to_string()))
}

/// Reads words in the encodings of PDF: UTF-16 in either order, UTF-8 where it is marked, else its own.
fn decoded(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => without_language(&wide(rest, u16::from_be_bytes)),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Line ends and tabs have no code in the library's table.
        other => other.split_inclusive(|byte| matches!(byte, b'\t' | b'\n' | b'\r')).map(own_encoding).collect(),
    }
}

/// Reads a stretch in PDF's own encoding, which may end in a line end or a tab.
fn own_encoding(bytes: &[u8]) -> String {
    let (words, end) = match bytes {
        [words @ .., end @ (b'\t' | b'\n' | b'\r')] => (words, Some(char::from(*end))),
        words => (words, None),
    };
    let literal = Object::string_literal(words.to_vec());
    let said = lopdf::decode_text_string(&literal);
    said.unwrap_or_else(|_none| String::from_utf8_lossy(words).into_owned()).chars().chain(end).collect()
}

/// Leaves out the marks of language that a text may begin with: a code between two escape signs.
fn without_language(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    // Every second stretch is a code.
    parts.skip(1).step_by(2).fold(first, |words, part| words + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_every_encoding_of_the_format() {
        let wide: Vec<u8> = [0xfeff].into_iter().chain("Łódź Llŷr".encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&wide), "Łódź Llŷr");
        let little: Vec<u8> = [0xfeff].into_iter().chain("Łódź".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&little), "Łódź");
        assert_eq!(decoded(b"\xef\xbb\xbfLl\xc5\xb7r"), "Llŷr");
        assert_eq!(decoded(b"\xa31,250 \x85 caf\xe9 \xa0"), "£1,250 – café €");
        assert_eq!(without_language("\u{1b}enGB\u{1b}Hello"), "Hello");
        assert_eq!(decoded(b"one\r\ntwo\ttab"), "one\r\ntwo\ttab");
        assert_eq!(decoded(b""), "");
        assert_eq!(decoded(b"\xfe\xff\x00"), "");
    }
}
