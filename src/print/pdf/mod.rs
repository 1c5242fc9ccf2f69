//! Pages of boxes as PDF bytes: tagged (PDF/UA-1), archival (PDF/A-3a), reproducible.
//!
//! `printpdf` writes page content and fonts; all it does not know (the tree of
//! meaning, metadata, colour profile, outline, files inside) is added through
//! `lopdf`. Only this folder knows either.

mod archive;
pub mod attach;
mod content;
mod field_font;
mod fields;
mod fonts;
pub mod images;
mod links;
mod outline;
mod pack;
mod picture;
pub mod read;
pub mod read_fields;
mod structure;

use crate::print::document::Document;
use crate::print::layout::pages::Pages;
use lopdf::{Object, ObjectId, SaveOptions};
use printpdf::{PdfDocument, PdfSaveOptions};

/// Bytes over 127 under the first line: the sign that a file is no plain text.
const BINARY_MARK: [u8; 4] = [0xe2, 0xe3, 0xcf, 0xd3];

/// Writes the pages of a document. The same input gives the same bytes.
pub fn write(document: &Document, pages: &Pages) -> Vec<u8> {
    let faces = fonts::used(pages);
    let mut pdf = PdfDocument::new(&document.title);
    for (face, subset) in &faces {
        pdf.resources.fonts.map.insert(fonts::id(*face), subset.font.clone());
    }
    for logo in picture::used(pages) {
        pdf.resources.xobjects.map.insert(picture::id(logo), picture::stored(logo));
    }
    pdf.pages = pages.pages.iter().map(|page| content::page(page, &faces)).collect();
    let mut warnings = Vec::new();
    let mut file = printpdf::to_lopdf_doc(&pdf, &PdfSaveOptions::default(), &mut warnings);
    assert!(warnings.is_empty(), "page content must be free of faults: {warnings:?}");
    let sheets: Vec<ObjectId> = file.get_pages().into_values().collect();
    let widgets: Vec<ObjectId> = pages.inputs.iter().map(|_| file.new_object_id()).collect();
    let elements = structure::add(&mut file, pages, &sheets, &widgets);
    fields::add(&mut file, pages, &sheets, &widgets);
    links::add(&mut file, pages, &sheets, &elements);
    outline::add(&mut file, pages, &sheets);
    archive::add(&mut file, document);
    pack::pack(&mut file, &faces);
    save(file)
}

fn save(mut file: lopdf::Document) -> Vec<u8> {
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .compression_level(1)
        .max_objects_per_stream(200)
        .build();
    let mut bytes = Vec::new();
    file.save_with_options(&mut bytes, options).expect("writing to memory cannot fail");
    bytes.push(b'\n');
    bytes
}

/// Returns the catalog, which every file of ours has.
fn catalog(file: &mut lopdf::Document) -> &mut lopdf::Dictionary {
    file.catalog_mut().expect("printpdf writes a catalog")
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}
