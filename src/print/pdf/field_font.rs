//! The font of fields: a simple TrueType font with `WinAnsiEncoding` and its own table of characters.
//!
//! A viewer must be able to write with it what a person types, so it is not cut
//! to the glyphs of one document. `assets/fonts/FieldSans.ttf` is the shipped
//! Noto Sans cut once, with fontTools, to the characters of that encoding:
//!
//! ```text
//! pyftsubset assets/fonts/NotoSans-Regular.ttf --output-file=assets/fonts/FieldSans.ttf \
//!   --unicodes="U+0020-007E,U+00A0-00FF,U+20AC,U+201A,U+0192,U+201E,U+2026,U+2020,U+2021,U+02C6,U+2030,U+0160,\
//!   U+2039,U+0152,U+017D,U+2018,U+2019,U+201C,U+201D,U+2022,U+2013,U+2014,U+02DC,U+2122,U+0161,U+203A,U+0153,\
//!   U+017E,U+0178" --layout-features= --no-hinting --name-IDs=
//! ```

use super::name;
use crate::print::number::whole;
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use rustybuzz::ttf_parser::Face;

const FONT: &[u8] = include_bytes!("../../../assets/fonts/FieldSans.ttf");
/// A name with the tag of a subset, as the format asks.
const BASE_FONT: &str = "FIELDS+NotoSans-Regular";
const FIRST: u8 = 32;

/// The characters of the codes 0x80 to 0x9f; `None` where the encoding has none.
const MIDDLE: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

/// Returns the character of a code.
fn character(code: u8) -> Option<char> {
    match code {
        0x80..=0x9f => MIDDLE[usize::from(code - 0x80)],
        0x7f | 0..=0x1f => None,
        _ => Some(char::from(code)),
    }
}

/// Adds the font.
pub(super) fn add(file: &mut Document) -> ObjectId {
    let face = Face::parse(FONT, 0).expect("a shipped font can be parsed");
    let width = |code: u8| {
        let glyph = character(code).and_then(|c| face.glyph_index(c));
        i64::from(glyph.and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or(0))
    };
    let widths: Vec<Object> = (FIRST..=u8::MAX).map(|code| Object::Integer(width(code))).collect();
    let bounds = face.global_bounding_box();
    let corners = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
    let kind = dictionary! { "Length1" => whole(FONT.len()) };
    let program = file.add_object(Stream::new(kind, FONT.to_vec()));
    let descriptor = file.add_object(dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name(BASE_FONT),
        "Flags" => 32,
        "FontBBox" => corners.map(|corner| Object::Integer(i64::from(corner))).to_vec(),
        "ItalicAngle" => 0,
        "Ascent" => i64::from(face.ascender()),
        "Descent" => i64::from(face.descender()),
        "CapHeight" => i64::from(face.capital_height().unwrap_or(714)),
        "StemV" => 80,
        "FontFile2" => program,
    });
    file.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "TrueType",
        "BaseFont" => name(BASE_FONT),
        "FirstChar" => i64::from(FIRST),
        "LastChar" => 255,
        "Widths" => widths,
        "FontDescriptor" => descriptor,
        "Encoding" => "WinAnsiEncoding",
    })
}

/// Writes a text in the encoding; what it has no code for becomes a question mark.
pub(super) fn encoded(text: &str) -> Vec<u8> {
    text.chars().map(|c| (FIRST..=u8::MAX).find(|code| character(*code) == Some(c)).unwrap_or(b'?')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_encoding_has_a_glyph_and_a_width() {
        let face = Face::parse(FONT, 0).unwrap();
        for c in (FIRST..=u8::MAX).filter_map(character) {
            assert!(face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0), "{c:?}");
        }
        assert_eq!(face.units_per_em(), 1000);
        assert_eq!(encoded("£1 – café Ł"), b"\xa31 \x96 caf\xe9 ?");
    }
}
