//! What makes the file archival: metadata, colour profile, identity, attachment.

use super::{Attachment, catalog, name};
use crate::model::day::Day;
use crate::print::document::Document;
use crate::print::number::whole;
use lopdf::{Object, ObjectId, Stream, StringFormat, dictionary, text_string};
use sha2::{Digest as _, Sha256};

const PRODUCER: &str = concat!("Partnership Desk ", env!("CARGO_PKG_VERSION"));
const SRGB: &[u8] = include_bytes!("srgb.icc");

/// Adds metadata, colour profile, identity and attachment.
pub(super) fn add(file: &mut lopdf::Document, document: &Document, attachment: Option<Attachment>) {
    let metadata = metadata(file, document);
    let intent = output_intent(file);
    let file_spec = attachment.map(|attachment| attach(file, attachment, document.made));
    let catalog = catalog(file);
    catalog.set("Lang", text_string(&document.language));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![Object::Reference(intent)]);
    if let (Some(spec), Some(attachment)) = (file_spec, attachment) {
        let names = vec![text_string(attachment.name), Object::Reference(spec)];
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
        catalog.set("AF", vec![Object::Reference(spec)]);
    }
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
    let identity = identity(document, attachment);
    file.trailer.set("ID", vec![identity.clone(), identity]);
    "1.7".clone_into(&mut file.version);
    file.binary_mark = vec![0xe2, 0xe3, 0xcf, 0xd3];
}

/// Returns an id that depends on nothing but what is printed.
fn identity(document: &Document, attachment: Option<Attachment>) -> Object {
    let mut digest = Sha256::new();
    digest.update(PRODUCER);
    digest.update(format!("{document:?}"));
    digest.update(attachment.map_or(&[][..], |attachment| attachment.bytes));
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

fn attach(file: &mut lopdf::Document, attachment: Attachment, made: Day) -> ObjectId {
    let params = dictionary! { "Size" => whole(attachment.bytes.len()), "ModDate" => pdf_date(made) };
    let kind = dictionary! { "Type" => "EmbeddedFile", "Subtype" => name(attachment.media_type), "Params" => params };
    let stream = file.add_object(Stream::new(kind, attachment.bytes.to_vec()));
    file.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text_string(attachment.name),
        "UF" => text_string(attachment.name),
        "Desc" => text_string(attachment.description),
        "AFRelationship" => "Source",
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    })
}

fn pdf_date(day: Day) -> Object {
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
