//! What is broken in the file itself and in what it says of itself.

use super::breaks::{Break, content, dict, first, name, operation, page, replace, root};
use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

/// One break for each condition on the file.
pub(super) const BREAKS: &[Break] = &[
    Break::new("06-001", &[], |file| {
        file.catalog_mut().unwrap().remove(b"Metadata");
    }),
    Break::new("06-002", &[], |file| xmp(file, "<pdfuaid:part>1</pdfuaid:part>", "")),
    Break::new("06-003", &["A3-6.6.3"], |file| xmp(file, "Appendix Z: Trial &amp; error", "")),
    Break::new("07-001", &[], |file| {
        file.catalog_mut().unwrap().remove(b"ViewerPreferences");
    }),
    Break::new("07-002", &[], |file| {
        file.catalog_mut().unwrap().set("ViewerPreferences", dictionary! { "DisplayDocTitle" => false });
    }),
    Break::new("11-001", &["11-002", "11-003", "11-006"], |file| {
        file.catalog_mut().unwrap().remove(b"Lang");
    }),
    // The language of content may stand on its elements; then outline and metadata still have none.
    Break::new("11-003", &["11-006"], |file| {
        file.catalog_mut().unwrap().remove(b"Lang");
        first(file, "Document").set("Lang", text_string("en-GB"));
    }),
    Break::new("11-006", &[], |file| {
        file.catalog_mut().unwrap().remove(b"Lang");
        file.catalog_mut().unwrap().remove(b"Outlines");
        first(file, "Document").set("Lang", text_string("en-GB"));
    }),
    Break::new("11-002", &["11-003", "11-006"], |file| {
        file.catalog_mut().unwrap().remove(b"Lang");
        tag_content(file);
    }),
    Break::new("A3-6.6.2.1", &[], |file| xmp(file, "<?xpacket end=\"w\"?>", "")),
    Break::new("A3-6.6.2.3", &[], |file| xmp(file, "pdfaSchema:prefix>pdfuaid", "pdfaSchema:prefix>other")),
    Break::new("A3-6.6.3", &[], |file| info(file).set("Title", text_string("Another"))),
    Break::new("A3-6.6.3", &[], |file| info(file).set("CreationDate", Object::string_literal("D:20200101000000Z"))),
    Break::new("A3-6.6.4", &[], |file| xmp(file, "<pdfaid:part>3", "<pdfaid:part>1")),
    Break::new("A3-6.7.4", &[], |file| first(file, "P").set("Lang", text_string("British English"))),
    Break::new("32000-12.3.3", &[], |file| {
        let id = root(file, "Outlines");
        dict(file, id).set("Count", 99);
    }),
    Break::new("32000-12.3.3", &[], |file| {
        let id = first_entry(file);
        dict(file, id).remove(b"Dest");
    }),
    Break::new("20-001", &[], |file| {
        let named = dictionary! { "Name" => text_string("Layers") };
        let configs = vec![Object::Dictionary(Dictionary::new())];
        let layers = dictionary! { "OCGs" => Vec::<Object>::new(), "D" => named, "Configs" => configs };
        file.catalog_mut().unwrap().set("OCProperties", layers);
    }),
    Break::new("20-002", &[], |file| layers(file, Dictionary::new())),
    Break::new("20-003", &[], |file| {
        layers(file, dictionary! { "Name" => text_string("Layers"), "AS" => Vec::<Object>::new() });
    }),
    Break::new("25-001", &[], |file| {
        let form = file.catalog_mut().unwrap().get_mut(b"AcroForm").unwrap().as_dict_mut().unwrap();
        form.set("XFA", Vec::<Object>::new());
    }),
    Break::new("30-001", &[], |file| form(file, &dictionary! { "Ref" => Dictionary::new() })),
    Break::new("30-002", &["01-005", "32000-14.7.4", "32000-14.7.4.4"], |file| {
        let marked = b"/P <</MCID 800>> BDC EMC".to_vec();
        let id = file.add_object(Stream::new(dictionary! { "Type" => "XObject", "Subtype" => "Form" }, marked));
        draw(file, id);
        draw(file, id);
    }),
    Break::new("A3-6.1.3", &[], |file| {
        file.trailer.remove(b"ID");
    }),
    Break::new("A3-6.1.3", &[], |file| {
        let (owner_password, user_password, permissions) = ("owner", "", Permissions::all());
        let version =
            EncryptionVersion::V2 { document: file, owner_password, user_password, key_length: 128, permissions };
        let state = EncryptionState::try_from(version).unwrap();
        file.encrypt(&state).unwrap();
    }),
    Break::new("A3-6.1.7.1", &[], |file| {
        file.add_object(Stream::new(dictionary! { "F" => text_string("other.bin") }, vec![]));
    }),
    Break::new("A3-6.1.7.2", &[], |file| {
        file.add_object(Stream::new(dictionary! { "Filter" => "LZWDecode" }, vec![0x80, 0x0b, 0x60, 0x50]));
    }),
    Break::new("A3-6.1.13", &[], |file| {
        content(file, |all| {
            all.splice(0..0, vec![operation("q", vec![]); 29]);
            all.extend(vec![operation("Q", vec![]); 29]);
        });
    }),
    Break::new("A3-6.2.2", &[], |file| content(file, |all| all.push(operation("XX", vec![])))),
    Break::new("A3-6.2.2", &[], |file| content(file, |all| all.push(operation("gs", vec![name("None")])))),
    Break::new("A3-6.2.3", &[], |file| {
        file.catalog_mut().unwrap().remove(b"OutputIntents");
    }),
    Break::new("A3-6.2.4.3", &[], |file| {
        content(file, |all| all.push(operation("k", [0, 0, 0, 1].map(Object::Integer).to_vec())));
    }),
    Break::new("A3-6.2.5", &[], |file| state(file, &dictionary! { "TR" => "Identity" })),
    Break::new("A3-6.2.8", &[], |file| {
        file.add_object(Stream::new(dictionary! { "Subtype" => "Image", "Interpolate" => true }, vec![]));
    }),
    Break::new("A3-6.2.9", &[], |file| form(file, &dictionary! { "Subtype2" => "PS" })),
    Break::new("A3-6.2.10", &[], |file| state(file, &dictionary! { "BM" => "Odd" })),
    Break::new("A3-6.5.1", &[], |file| {
        let script = dictionary! { "S" => "JavaScript", "JS" => text_string("app.alert(1)") };
        file.catalog_mut().unwrap().set("OpenAction", script);
    }),
    Break::new("A3-6.5.2", &[], |file| page(file).set("AA", Dictionary::new())),
    Break::new("A3-6.10", &[], |file| page(file).set("PresSteps", Dictionary::new())),
    Break::new("A3-6.11", &[], |file| file.catalog_mut().unwrap().set("Requirements", Vec::<Object>::new())),
];

fn xmp(file: &mut Document, from: &str, to: &str) {
    let id = root(file, "Metadata");
    replace(file, id, from, to);
}

fn info(file: &mut Document) -> &mut Dictionary {
    let id = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    dict(file, id)
}

fn first_entry(file: &Document) -> ObjectId {
    file.get_dictionary(root(file, "Outlines")).unwrap().get(b"First").unwrap().as_reference().unwrap()
}

fn layers(file: &mut Document, usual: Dictionary) {
    let layers = dictionary! { "OCGs" => Vec::<Object>::new(), "D" => usual };
    file.catalog_mut().unwrap().set("OCProperties", layers);
}

/// Gives every element that holds text its language, figures aside.
fn tag_content(file: &mut Document) {
    for object in file.objects.values_mut() {
        let Ok(element) = object.as_dict_mut() else { continue };
        if element.has_type(b"StructElem") && element.has(b"Pg") && !element.has(b"Alt") {
            element.set("Lang", text_string("en-GB"));
        }
    }
}

fn form(file: &mut Document, more: &Dictionary) {
    let mut head = dictionary! { "Type" => "XObject", "Subtype" => "Form" };
    head.extend(more);
    file.add_object(Stream::new(head, vec![]));
}

fn state(file: &mut Document, more: &Dictionary) {
    let mut head = dictionary! { "Type" => "ExtGState" };
    head.extend(more);
    file.add_object(head);
}

/// Draws a form `XObject` on the first page, as furniture.
fn draw(file: &mut Document, id: ObjectId) {
    let mut resources = page(file).get(b"Resources").cloned().unwrap();
    if let Ok(id) = resources.as_reference() {
        resources = Object::Dictionary(dict(file, id).clone());
    }
    resources.as_dict_mut().unwrap().set("XObject", dictionary! { "X1" => id });
    page(file).set("Resources", resources);
    content(file, |all| {
        all.push(operation("BMC", vec![name("Span")]));
        all.push(operation("Do", vec![name("X1")]));
        all.push(operation("EMC", vec![]));
    });
}
