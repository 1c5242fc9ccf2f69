//! Files put into a finished PDF, by an update that is appended: every byte before it stays as it was.
//!
//! What was issued for signing can so be told from what was added later: the
//! issued bytes are the beginning of every copy of them.

use super::{catalog, name};
use crate::model::day::Day;
use crate::print::number::whole;
use lopdf::{Document, IncrementalDocument, Object, ObjectId, Stream, dictionary, text_string};

/// A file that travels inside a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// File name, unique within the PDF.
    pub name: String,
    /// Media type, such as "application/json".
    pub media_type: String,
    /// What it is, for people.
    pub description: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Appends an update that makes `files` the files of a PDF of ours, in the place of those it had.
///
/// `made` is the date they bear inside. The same input gives the same bytes.
pub fn attach(pdf: &[u8], files: &[Attachment], made: Day) -> Vec<u8> {
    let before = Document::load_mem(pdf).expect("a PDF written here can be read");
    let root = before.trailer.get(b"Root").and_then(Object::as_reference).expect("a PDF of ours names its catalog");
    let old = old_files(&before);
    let mut update = IncrementalDocument::create_from(pdf.to_vec(), before);
    update.opt_clone_object_to_new_document(root).expect("a PDF of ours has a catalog");
    let file = &mut update.new_document;
    "1.7".clone_into(&mut file.version);
    file.binary_mark = super::BINARY_MARK.to_vec();
    // What is no file of the document any more must not look like one.
    for id in old {
        file.set_object(id, Object::Null);
    }
    let mut sorted: Vec<&Attachment> = files.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let specs: Vec<ObjectId> = sorted.iter().map(|one| specify(file, one, made)).collect();
    let pairs = sorted.iter().zip(&specs).flat_map(|(one, spec)| [text_string(&one.name), Object::Reference(*spec)]);
    let names: Vec<Object> = pairs.collect();
    let catalog = catalog(file);
    catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    catalog.set("AF", specs.into_iter().map(Object::Reference).collect::<Vec<_>>());
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).expect("writing to memory cannot fail");
    bytes.push(b'\n');
    bytes
}

/// Returns the objects of the files that a PDF has.
fn old_files(pdf: &Document) -> Vec<ObjectId> {
    let listed = pdf.catalog().and_then(|catalog| catalog.get(b"AF")).and_then(Object::as_array);
    let specs: Vec<ObjectId> = listed.into_iter().flatten().filter_map(|spec| spec.as_reference().ok()).collect();
    let stream = |spec: &ObjectId| {
        let files = pdf.get_dictionary(*spec).and_then(|spec| spec.get(b"EF")).and_then(Object::as_dict);
        files.and_then(|files| files.get(b"F")).and_then(Object::as_reference).ok()
    };
    let streams: Vec<ObjectId> = specs.iter().filter_map(stream).collect();
    specs.into_iter().chain(streams).collect()
}

/// Adds one file and what names it.
fn specify(file: &mut Document, one: &Attachment, made: Day) -> ObjectId {
    let params = dictionary! { "Size" => whole(one.bytes.len()), "ModDate" => super::archive::pdf_date(made) };
    let kind = dictionary! { "Type" => "EmbeddedFile", "Subtype" => name(&one.media_type), "Params" => params };
    let mut stream = Stream::new(kind, one.bytes.clone());
    // A file that is compressed already, such as a photograph, stays as it is.
    stream.compress().expect("bytes can be compressed");
    let stream = file.add_object(stream);
    file.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text_string(&one.name),
        "UF" => text_string(&one.name),
        "Desc" => text_string(&one.description),
        "AFRelationship" => "Source",
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    })
}
