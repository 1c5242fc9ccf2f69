//! Fields of a form to be filled in on screen: one widget each, with an appearance for every state.
//!
//! Every option has a box of its own, not a radio button: boxes work alike in
//! every viewer, and a tick made by mistake can be taken out again. Two ticks
//! where one is asked for are told of when the form is taken in. There are no
//! scripts, and nothing that asks the viewer to draw fields anew.

use super::structure::{corners, field_key};
use super::{catalog, field_font, name};
use crate::print::document::{Input, InputKind, Orientation};
use crate::print::layout::pages::{Pages, PlacedInput, Rect};
use crate::print::number::{MM_PER_PT, whole};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};
use std::collections::BTreeMap;

/// How a viewer writes what is typed.
const APPEARANCE: &str = "/FF 9 Tf 0.09 0.11 0.14 rg";
/// The same on several lines and in the cells of tables.
const SMALL_APPEARANCE: &str = "/FF 8 Tf 0.09 0.11 0.14 rg";

const READ_ONLY: i64 = 1;
const REQUIRED: i64 = 1 << 1;
const MULTILINE: i64 = 1 << 12;
const COMBO: i64 = 1 << 17;
const EDIT: i64 = 1 << 18;

/// Adds the fields to their pages, and the form they make up; nothing if there are none.
pub(super) fn add(file: &mut Document, pages: &Pages, sheets: &[ObjectId], widgets: &[ObjectId]) {
    if pages.inputs.is_empty() {
        return;
    }
    let font = field_font::add(file);
    let mut looks = Looks { font, made: BTreeMap::new() };
    let mut annotations: Vec<Vec<Object>> = vec![Vec::new(); sheets.len()];
    for (at, (placed, id)) in pages.inputs.iter().zip(widgets).enumerate() {
        let orientation = pages.pages[placed.page].orientation;
        let mut widget = widget(placed, orientation, sheets[placed.page], field_key(pages, at));
        looks.dress(file, &mut widget, placed);
        file.set_object(*id, widget);
        annotations[placed.page].push(Object::Reference(*id));
    }
    for (sheet, annotations) in sheets.iter().zip(annotations).filter(|(_, found)| !found.is_empty()) {
        file.get_dictionary_mut(*sheet).expect("a page is a dictionary").set("Annots", annotations);
    }
    let form = dictionary! {
        "Fields" => widgets.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>(),
        "DR" => dictionary! { "Font" => dictionary! { "FF" => font } },
        "DA" => Object::string_literal(APPEARANCE),
    };
    let form = file.add_object(form);
    catalog(file).set("AcroForm", form);
}

/// Makes field and widget in one.
fn widget(placed: &PlacedInput, orientation: Orientation, sheet: ObjectId, key: i64) -> Dictionary {
    let Input { name: field, asks, kind, required } = &placed.input;
    let mut widget = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "Rect" => corners(placed.place, orientation),
        "F" => 4,
        "P" => sheet,
        "T" => text_string(field),
        "TU" => text_string(asks),
        "StructParent" => key,
    };
    let mut flags = if *required { REQUIRED } else { 0 };
    let mut words = |appearance: &str| {
        widget.set("FT", name("Tx"));
        widget.set("DA", Object::string_literal(appearance));
    };
    match kind {
        InputKind::Text(most) => {
            words(APPEARANCE);
            widget.set("MaxLen", whole(*most));
        }
        InputKind::LongText(most) => {
            words(SMALL_APPEARANCE);
            widget.set("MaxLen", whole(*most));
            flags |= MULTILINE;
        }
        InputKind::Said(text) => {
            words(SMALL_APPEARANCE);
            widget.set("V", text_string(text));
            flags |= READ_ONLY;
        }
        InputKind::Tick => {
            widget.set("FT", name("Btn"));
            widget.set("V", name("Off"));
            widget.set("AS", name("Off"));
        }
        InputKind::Choice(options, typed) => {
            widget.set("FT", name("Ch"));
            widget.set("DA", Object::string_literal(SMALL_APPEARANCE));
            let option = |(code, label): &(String, String)| Object::Array(vec![text_string(code), text_string(label)]);
            widget.set("Opt", options.iter().map(option).collect::<Vec<_>>());
            flags |= COMBO | if *typed { EDIT } else { 0 };
        }
    }
    if flags != 0 {
        widget.set("Ff", flags);
    }
    widget
}

/// Appearances made so far: fields of one size share them.
struct Looks {
    font: ObjectId,
    made: BTreeMap<(i64, i64, String), ObjectId>,
}

impl Looks {
    /// Gives a widget its appearances.
    fn dress(&mut self, file: &mut Document, widget: &mut Dictionary, placed: &PlacedInput) {
        let Rect { width, height, .. } = placed.place;
        let size = [hundredths(width), hundredths(height)];
        let normal = match &placed.input.kind {
            InputKind::Tick => {
                let (on, off) = (self.look(file, size, &tick(size)), self.look(file, size, ""));
                Object::Dictionary(dictionary! { "Yes" => on, "Off" => off })
            }
            InputKind::Said(text) => Object::Reference(self.look(file, size, &said(text, size))),
            InputKind::Text(_) | InputKind::LongText(_) | InputKind::Choice(..) => {
                Object::Reference(self.look(file, size, "/Tx BMC EMC"))
            }
        };
        widget.set("AP", dictionary! { "N" => normal });
    }

    fn look(&mut self, file: &mut Document, size: [i64; 2], content: &str) -> ObjectId {
        let key = (size[0], size[1], content.to_owned());
        if let Some(made) = self.made.get(&key) {
            return *made;
        }
        let [width, height] = size.map(points);
        let kind = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), Object::Real(width), Object::Real(height)],
            "Resources" => dictionary! { "Font" => dictionary! { "FF" => self.font } },
        };
        let made = file.add_object(Stream::new(kind, content.as_bytes().to_vec()));
        self.made.insert(key, made);
        made
    }
}

/// Returns a length in hundredths of a point.
#[expect(clippy::cast_possible_truncation, reason = "a length on a page is far below 2^31 hundredths")]
fn hundredths(mm: f32) -> i64 {
    (mm / MM_PER_PT * 100.0).round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "a length on a page is far below 2^24 hundredths")]
fn points(hundredths: i64) -> f32 {
    hundredths as f32 / 100.0
}

/// Draws a tick in a box of that size.
fn tick(size: [i64; 2]) -> String {
    let [width, height] = size.map(points);
    let at = |x: f32, y: f32| format!("{:.2} {:.2}", width * x, height * (1.0 - y));
    let (start, bend, end) = (at(0.2, 0.53), at(0.42, 0.76), at(0.82, 0.24));
    format!("q 1.3 w 0.09 0.11 0.14 RG {start} m {bend} l {end} l S Q")
}

/// Writes a text that stands in a field for good.
fn said(text: &str, size: [i64; 2]) -> String {
    let hex = field_font::encoded(text).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let base = points(size[1]) / 2.0 - 2.8;
    format!("/Tx BMC q BT {SMALL_APPEARANCE} 2 {base:.2} Td <{hex}> Tj ET Q EMC")
}
