//! Pictures, each once in the file however often it is drawn, as a square of one by one to be placed.

use crate::model::picture::{Content, Picture, Shape, Step};
use crate::print::layout::pages::{Draw, Pages};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject, XObjectId};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Returns the name of a picture among the resources.
pub(super) fn id(picture: &Picture) -> XObjectId {
    XObjectId(format!("P{}", &picture.digest.as_str()[..12]))
}

/// Returns each picture that occurs, once.
pub(super) fn used(pages: &Pages) -> impl Iterator<Item = &Picture> {
    let draws = pages.pages.iter().flat_map(|page| &page.groups).flat_map(|group| &group.draws);
    let mut found = BTreeMap::new();
    for draw in draws {
        if let Draw::Picture { picture, .. } = draw {
            found.insert(picture.digest.as_str(), picture.as_ref());
        }
    }
    found.into_values()
}

/// Returns a picture as the file holds it.
pub(super) fn stored(picture: &Picture) -> XObject {
    let (dict, content) = match &picture.content {
        Content::Pixels { width, height, rgb } => (pixels(*width, *height), rgb.clone()),
        Content::Shapes(shapes) => (form(), outlines(picture, shapes).into_bytes()),
    };
    let dict = dict.into_iter().map(|(key, item)| (key.to_owned(), item)).collect();
    let stream = ExternalStream { dict, content, compress: true };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}

fn pixels(width: u32, height: u32) -> Vec<(&'static str, DictItem)> {
    vec![
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(width.into())),
        ("Height", DictItem::Int(height.into())),
        ("BitsPerComponent", DictItem::Int(8)),
        ("ColorSpace", name("DeviceRGB")),
        ("Interpolate", DictItem::Bool(false)),
    ]
}

fn form() -> Vec<(&'static str, DictItem)> {
    let square = [0, 0, 1, 1].map(DictItem::Int).to_vec();
    vec![("Type", name("XObject")), ("Subtype", name("Form")), ("BBox", DictItem::Array(square))]
}

/// Writes the outlines into the square, y upwards.
fn outlines(picture: &Picture, shapes: &[Shape]) -> String {
    let at = |[x, y]: [f32; 2]| format!("{:.5} {:.5}", x / picture.width, 1.0 - y / picture.height);
    let mut text = String::new();
    let mut put = |line: String| {
        let written = writeln!(text, "{line}");
        debug_assert!(written.is_ok(), "writing to a text cannot fail");
    };
    for shape in shapes {
        let [red, green, blue] = shape.colour.map(|part| f32::from(part) / 255.0);
        put(format!("{red:.3} {green:.3} {blue:.3} rg"));
        for step in &shape.steps {
            put(match step {
                Step::Move(to) => format!("{} m", at(*to)),
                Step::Line(to) => format!("{} l", at(*to)),
                Step::Cubic(first, second, to) => format!("{} {} {} c", at(*first), at(*second), at(*to)),
                Step::Close => "h".to_owned(),
            });
        }
        put(if shape.even_odd { "f*" } else { "f" }.to_owned());
    }
    text
}
