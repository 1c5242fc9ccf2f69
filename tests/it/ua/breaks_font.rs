//! What is broken in fonts, and in what is shown in them.

use super::breaks::{Break, content, dict, name, replace};
use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// One break for each condition on fonts.
pub(super) const BREAKS: &[Break] = &[
    Break::new("10-001", &[], |file| {
        let texts = reference(file, composite(file), "ToUnicode");
        let set = file.get_object(texts).unwrap().as_stream().unwrap().get_plain_content().unwrap();
        let text = String::from_utf8(set).unwrap();
        let last = text.lines().rfind(|line| line.starts_with('<')).unwrap().to_owned();
        replace(file, texts, &last, "");
    }),
    Break::new("31-004", &[], |file| descendant(file).set("CIDToGIDMap", name("Other"))),
    Break::new("31-005", &[], |file| {
        descendant(file).remove(b"CIDToGIDMap");
    }),
    Break::new("31-006", &[], |file| {
        let font = composite(file);
        dict(file, font).set("Encoding", name("Own-H"));
    }),
    Break::new("31-009", &[], |file| {
        for key in ["FontFile2", "FontFile3"] {
            descriptor(file).remove(key.as_bytes());
        }
    }),
    Break::new("31-010", &["10-001"], |file| show(file, &[0x7f, 0xff])),
    Break::new("31-013", &[], |file| {
        let set = file.add_object(Stream::new(Dictionary::new(), vec![0x80]));
        descriptor(file).set("CIDSet", set);
    }),
    Break::new("31-015", &[], |file| {
        let font = descendant(file);
        font.remove(b"W");
        font.set("DW", 3);
    }),
    Break::new("31-018", &[], |file| {
        let font = simple(file);
        dict(file, font).remove(b"Encoding");
    }),
    Break::new("31-020", &[], |file| {
        let font = simple(file);
        dict(file, font).set("Encoding", name("StandardEncoding"));
    }),
    Break::new("31-023", &[], |file| {
        let descriptor = reference(file, simple(file), "FontDescriptor");
        dict(file, descriptor).set("Flags", 4);
    }),
    Break::new("31-027", &["10-001"], |file| {
        let font = composite(file);
        dict(file, font).remove(b"ToUnicode");
    }),
    Break::new("31-028", &[], |file| first_text(file, "0000")),
    Break::new("31-029", &[], |file| first_text(file, "FEFF")),
    Break::new("31-030", &["10-001", "31-015"], |file| show(file, &[0, 0])),
    Break::new("A3-6.2.11.2", &[], |file| descendant(file).set("Subtype", name("CIDFontType9"))),
    Break::new("A3-6.2.11.4", &[], |file| descriptor(file).set("FontName", name("Other"))),
];

/// Returns the first font of a kind.
fn font(file: &Document, kind: &[u8]) -> ObjectId {
    let is_it = |object: &Object| {
        object
            .as_dict()
            .is_ok_and(|dict| dict.has_type(b"Font") && super::file::name(dict, b"Subtype").as_bytes() == kind)
    };
    *file.objects.iter().find(|(_, object)| is_it(object)).unwrap().0
}

fn composite(file: &Document) -> ObjectId {
    font(file, b"Type0")
}

/// Returns the font of the field.
fn simple(file: &Document) -> ObjectId {
    font(file, b"TrueType")
}

fn reference(file: &Document, id: ObjectId, key: &str) -> ObjectId {
    file.get_dictionary(id).unwrap().get(key.as_bytes()).unwrap().as_reference().unwrap()
}

fn descendant(file: &mut Document) -> &mut Dictionary {
    let font = composite(file);
    let below = file.get_dictionary(font).unwrap().get(b"DescendantFonts").unwrap();
    match below.as_array().unwrap()[0].as_reference() {
        Ok(id) => dict(file, id),
        Err(_) => {
            let below = dict(file, font).get_mut(b"DescendantFonts").unwrap();
            below.as_array_mut().unwrap()[0].as_dict_mut().unwrap()
        }
    }
}

fn descriptor(file: &mut Document) -> &mut Dictionary {
    let id = descendant(file).get(b"FontDescriptor").unwrap().as_reference().unwrap();
    dict(file, id)
}

/// Shows one more code in the first font of the first page.
fn show(file: &mut Document, code: &[u8]) {
    let code = Object::string_literal(code);
    content(file, |all| {
        let at = all.iter().position(|operation| operation.operator == "TJ" || operation.operator == "Tj").unwrap();
        all.insert(at, Operation::new("Tj", vec![code]));
    });
}

/// Gives a code that is never shown a text.
fn first_text(file: &mut Document, text: &str) {
    let texts = reference(file, composite(file), "ToUnicode");
    replace(file, texts, "endcmap", &format!("1 beginbfchar\n<7000> <{text}>\nendbfchar\nendcmap"));
}

/// Adds a simple font with its letters, as fields have it.
pub(super) fn add_simple(file: &mut Document) -> ObjectId {
    let bytes = include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf");
    let face = rustybuzz::ttf_parser::Face::parse(bytes, 0).unwrap();
    let width = |code: u8| {
        let glyph = face.glyph_index(char::from(code)).unwrap();
        Object::Integer(i64::from(face.glyph_hor_advance(glyph).unwrap()) * 1000 / i64::from(face.units_per_em()))
    };
    let program =
        file.add_object(Stream::new(dictionary! { "Length1" => i64::try_from(bytes.len()).unwrap() }, bytes.to_vec()));
    let descriptor = file.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => "NotoSans-Regular", "Flags" => 32, "FontFile2" => program,
    });
    file.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "NotoSans-Regular", "Encoding" => "WinAnsiEncoding",
        "FirstChar" => 32, "LastChar" => 126, "Widths" => (32..=126).map(width).collect::<Vec<_>>(),
        "FontDescriptor" => descriptor,
    })
}
