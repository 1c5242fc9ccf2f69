//! What makes the file archival: metadata, colour profile, identity.

use super::catalog;
use crate::model::day::Day;
use crate::print::document::Document;
use lopdf::{Object, ObjectId, Stream, StringFormat, dictionary, text_string};
use sha2::{Digest as _, Sha256};

const PRODUCER: &str = concat!("Partnership Desk ", env!("CARGO_PKG_VERSION"));
const SRGB: &[u8] = include_bytes!("srgb.icc");

/// Adds metadata, colour profile and identity.
pub(super) fn add(file: &mut lopdf::Document, document: &Document) {
    let metadata = metadata(file, document);
    let intent = output_intent(file);
    let catalog = catalog(file);
    catalog.set("Lang", text_string(&document.language));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![Object::Reference(intent)]);
    let info = dictionary! {
        "Title" => text_string(&document.title),
        "Author" => text_string(&document.body),
        "Producer" => text_string(PRODUCER),
        "CreationDate" => pdf_date(document.made),
        "ModDate" => pdf_date(document.made),
    };
    if let Ok(old) = file.trailer.get(b"Info").and_then(Object::as_reference) {
        file.objects.remove(&old);
    }
    let info = file.add_object(info);
    file.trailer.set("Info", info);
    let identity = identity(document);
    file.trailer.set("ID", vec![identity.clone(), identity]);
    "1.7".clone_into(&mut file.version);
    file.binary_mark = super::BINARY_MARK.to_vec();
}

/// Returns an id that depends on nothing but what is printed.
fn identity(document: &Document) -> Object {
    let mut digest = Sha256::new();
    digest.update(PRODUCER);
    digest.update(format!("{document:?}"));
    Object::String(digest.finalize()[..16].to_vec(), StringFormat::Hexadecimal)
}

fn output_intent(file: &mut lopdf::Document) -> ObjectId {
    let profile = file.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
    file.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text_string("sRGB"),
        "Info" => text_string("sRGB"),
        "DestOutputProfile" => profile,
    })
}

/// Writes a date as PDF does, at its first second.
pub(super) fn pdf_date(day: Day) -> Object {
    Object::string_literal(format!("D:{}000000Z", day.iso().replace('-', "")))
}

/// Adds the metadata as XMP, never compressed: archives read it without a PDF reader.
fn metadata(file: &mut lopdf::Document, document: &Document) -> ObjectId {
    let xmp = format!(
        include_str!("metadata.xml"),
        title = escaped(&document.title),
        author = escaped(&document.body),
        language = escaped(&document.language),
        producer = escaped(PRODUCER),
        date = document.made.iso(),
    );
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    file.add_object(Stream::new(kind, xmp.into_bytes()).with_compression(false))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
