//! Fonts: embedded, with the widths the page relies on, and with a text for every code shown.

use super::Rule;
use super::content::Shown;
use super::file::{File, as_dict, name, plain};
use lopdf::{Dictionary, Document, Object, ObjectId};
use rustybuzz::ttf_parser::{Face, GlyphId, PlatformId};
use std::collections::{BTreeMap, BTreeSet};

/// The conditions of this file.
pub(super) const RULES: &[Rule] = &[
    Rule::new("10-001", "a code shown has no text", no_text),
    Rule::new("31-004", "CIDToGIDMap is neither a stream nor Identity", odd_map),
    Rule::new("31-005", "CIDToGIDMap is missing", no_map),
    Rule::new("31-006", "a CMap is neither listed nor embedded", unknown_cmap),
    Rule::new("31-009", "the font program is not embedded", not_embedded),
    Rule::new("31-010", "the font program lacks a glyph that is shown", lacks_glyph),
    Rule::new("31-013", "CIDSet does not list the glyphs of the program", wrong_set),
    Rule::new("31-015", "a width differs from the font program's", wrong_width),
    Rule::new("31-018", "a font that is not symbolic has no Encoding", no_encoding),
    Rule::new("31-020", "an Encoding is neither MacRoman nor WinAnsi", odd_encoding),
    Rule::new("31-023", "a symbolic TrueType font has an Encoding", symbolic_encoding),
    Rule::new("31-027", "ToUnicode is missing", no_to_unicode),
    Rule::new("31-028", "a text in ToUnicode is zero", zero_text),
    Rule::new("31-029", "a text in ToUnicode is U+FEFF or U+FFFE", mark_text),
    Rule::new("31-030", "a code shown is .notdef", not_defined),
    Rule::new("A3-6.2.11.2", "the font is of no kind that PDF knows", unknown_kind),
    Rule::new("A3-6.2.11.4", "the name of a font differs from its descendant's or descriptor's", other_name),
];

/// A font that text is shown in.
pub(super) struct Font {
    pub label: String,
    pub dict: Dictionary,
    kind: String,
    /// The font that holds the glyphs: the descendant, or itself.
    inner: Dictionary,
    descriptor: Dictionary,
    program: Option<Vec<u8>>,
    texts: Option<BTreeMap<u32, Vec<u16>>>,
    widths: BTreeMap<u32, f32>,
    usual_width: f32,
    set: Option<Vec<u8>>,
}

impl Font {
    /// Reads a font; what is missing is left to the conditions.
    pub(super) fn read(doc: &Document, id: ObjectId) -> Self {
        let dict = doc.get_dictionary(id).cloned().unwrap_or_default();
        let below = dict.get(b"DescendantFonts").and_then(|object| doc.dereference(object)).ok();
        let below = below.and_then(|(_, object)| object.as_array().ok()?.first());
        let inner = below.and_then(|object| as_dict(doc, object)).unwrap_or(&dict).clone();
        let descriptor = inner.get(b"FontDescriptor").ok().and_then(|object| as_dict(doc, object)).cloned();
        let descriptor = descriptor.unwrap_or_default();
        let files: [&[u8]; 3] = [b"FontFile2", b"FontFile3", b"FontFile"];
        let program = files.iter().find_map(|key| plain(doc, descriptor.get(key).ok()?));
        let texts = dict.get(b"ToUnicode").ok().and_then(|object| plain(doc, object)).map(|cmap| texts_of(&cmap));
        Font {
            label: name(&dict, b"BaseFont"),
            kind: name(&dict, b"Subtype"),
            widths: widths_of(doc, &dict, &inner),
            usual_width: inner.get(b"DW").and_then(Object::as_float).unwrap_or(1000.0),
            set: descriptor.get(b"CIDSet").ok().and_then(|object| plain(doc, object)),
            dict,
            inner,
            descriptor,
            program,
            texts,
        }
    }

    fn is_composite(&self) -> bool {
        self.kind == "Type0"
    }

    fn is_symbolic(&self) -> bool {
        self.descriptor.get(b"Flags").and_then(Object::as_i64).unwrap_or(0) & 4 != 0
    }

    /// Returns the codes of a string.
    pub(super) fn codes(&self, bytes: &[u8]) -> Vec<u32> {
        if self.is_composite() {
            return bytes
                .chunks(2)
                .map(|pair| pair.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
                .collect();
        }
        bytes.iter().map(|byte| u32::from(*byte)).collect()
    }

    fn face(&self) -> Option<Face<'_>> {
        Face::parse(self.program.as_ref()?, 0).ok()
    }

    /// Returns the glyph of a code: of Identity-H the code, of a simple font by its letter.
    fn glyph(&self, face: &Face, code: u32) -> Option<GlyphId> {
        if self.is_composite() {
            let glyph = GlyphId(u16::try_from(code).ok()?);
            return (glyph.0 < face.number_of_glyphs()).then_some(glyph);
        }
        let letter = letter_of(u8::try_from(code).ok()?)?;
        let subtables = face.tables().cmap?.subtables.into_iter();
        subtables
            .filter(|table| table.platform_id != PlatformId::Macintosh)
            .find_map(|table| table.glyph_index(u32::from(letter)))
    }
}

/// The letters of `WinAnsi` from 0x80 to 0x9f; the rest is as in Latin 1.
const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Reads a code of `WinAnsi`.
fn letter_of(code: u8) -> Option<char> {
    match code {
        0x80..=0x9f => HIGH.chars().nth(usize::from(code - 0x80)),
        0x20..=0x7e | 0xa0..=0xff => Some(char::from(code)),
        _ => None,
    }
}

fn widths_of(doc: &Document, dict: &Dictionary, inner: &Dictionary) -> BTreeMap<u32, f32> {
    let array = |dict: &Dictionary, key: &[u8]| {
        let found = dict.get(key).and_then(|object| doc.dereference(object)).ok();
        found.and_then(|(_, object)| object.as_array().ok().cloned()).unwrap_or_default()
    };
    let number = |object: &Object| object.as_float().unwrap_or(0.0);
    let mut widths = BTreeMap::new();
    let first = dict.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
    for (at, width) in (u32::try_from(first).unwrap_or(0)..).zip(array(dict, b"Widths")) {
        widths.insert(at, number(&width));
    }
    let all = array(inner, b"W");
    let mut rest = all.as_slice();
    while let [start, second, after @ ..] = rest {
        let start = u32::try_from(start.as_i64().unwrap_or(0)).unwrap_or(0);
        match doc.dereference(second) {
            Ok((_, Object::Array(each))) => {
                widths.extend((start..).zip(each.iter().map(number)));
                rest = after;
            }
            _ => {
                let end = u32::try_from(second.as_i64().unwrap_or(0)).unwrap_or(0);
                let width = after.first().map_or(0.0, number);
                widths.extend((start..=end.min(0xffff)).map(|code| (code, width)));
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    widths
}

/// Reads the texts of a `ToUnicode` `CMap`, in UTF-16.
fn texts_of(cmap: &[u8]) -> BTreeMap<u32, Vec<u16>> {
    let text = String::from_utf8_lossy(cmap).into_owned();
    let mut texts = BTreeMap::new();
    for (begin, end, group) in [("beginbfchar", "endbfchar", 2), ("beginbfrange", "endbfrange", 3)] {
        for part in text.split(begin).skip(1) {
            let words = hex_words(part.split(end).next().unwrap_or_default());
            for word in words.chunks_exact(group) {
                let code = |at: usize| word[at].iter().fold(0_u32, |code, unit| code << 16 | u32::from(*unit));
                let to = &word[group - 1];
                for (step, code) in (code(0)..=code(group - 2).min(0xffff)).enumerate() {
                    let mut to = to.clone();
                    if let Some(last) = to.last_mut() {
                        *last = last.wrapping_add(u16::try_from(step).unwrap_or(0));
                    }
                    texts.insert(code, to);
                }
            }
        }
    }
    texts
}

fn hex_words(text: &str) -> Vec<Vec<u16>> {
    let words = text.split('<').skip(1).map(|word| word.split('>').next().unwrap_or_default());
    words
        .map(|word| {
            let digits: Vec<char> = word.chars().filter(char::is_ascii_hexdigit).collect();
            let unit = |digits: &[char]| u16::from_str_radix(&digits.iter().collect::<String>(), 16).unwrap_or(0);
            digits.chunks(4).map(unit).collect()
        })
        .collect()
}

/// Looks at each font once.
fn each_font(file: &File, fault: impl Fn(&Font) -> bool) -> Vec<String> {
    file.fonts.values().filter(|font| fault(font)).map(|font| font.label.clone()).collect()
}

/// Looks at each code shown, once for each font.
fn each_code(file: &File, fault: impl Fn(&Font, u32, &Shown) -> bool) -> Vec<String> {
    let mut found = BTreeSet::new();
    for shown in &file.shown {
        let Some(font) = file.fonts.get(&shown.font) else { continue };
        if fault(font, shown.code, shown) {
            found.insert(format!("code {} of {}", shown.code, font.label));
        }
    }
    found.into_iter().collect()
}

fn no_text(file: &File) -> Vec<String> {
    each_code(file, |font, code, shown| {
        let known = font
            .texts
            .as_ref()
            .map_or(!font.is_composite(), |texts| texts.get(&code).is_some_and(|text| !text.is_empty()));
        !known && !shown.has_text
    })
}

fn has_truetype(font: &Font) -> bool {
    name(&font.inner, b"Subtype") == "CIDFontType2"
}

fn no_map(file: &File) -> Vec<String> {
    each_font(file, |font| has_truetype(font) && !font.inner.has(b"CIDToGIDMap"))
}

fn odd_map(file: &File) -> Vec<String> {
    each_font(file, |font| match font.inner.get(b"CIDToGIDMap") {
        Ok(Object::Name(name)) => name != b"Identity",
        Ok(object) => plain(&file.doc, object).is_none(),
        Err(_) => false,
    })
}

fn unknown_cmap(file: &File) -> Vec<String> {
    each_font(file, |font| {
        let own = name(&font.dict, b"Encoding");
        font.is_composite()
            && !["Identity-H", "Identity-V"].contains(&own.as_str())
            && font.dict.get(b"Encoding").ok().and_then(|object| plain(&file.doc, object)).is_none()
    })
}

fn not_embedded(file: &File) -> Vec<String> {
    let used: BTreeSet<ObjectId> = file.shown.iter().filter(|one| one.visible).map(|one| one.font).collect();
    let bare = used.iter().filter_map(|id| file.fonts.get(id)).filter(|font| font.program.is_none());
    bare.filter(|font| font.kind != "Type3").map(|font| font.label.clone()).collect()
}

fn lacks_glyph(file: &File) -> Vec<String> {
    each_code(file, |font, code, shown| {
        font.program.is_some() && shown.visible && font.face().is_none_or(|face| font.glyph(&face, code).is_none())
    })
}

fn wrong_set(file: &File) -> Vec<String> {
    each_font(file, |font| {
        let (Some(set), Some(face)) = (&font.set, font.face()) else { return false };
        let listed = |glyph: u16| {
            let byte = set.get(usize::from(glyph / 8)).copied().unwrap_or(0);
            byte & (0x80 >> (glyph % 8)) != 0
        };
        !(0..face.number_of_glyphs()).all(listed)
    })
}

fn wrong_width(file: &File) -> Vec<String> {
    each_code(file, |font, code, _| {
        let Some(face) = font.face() else { return false };
        let Some(glyph) = font.glyph(&face, code) else { return false };
        let em = f32::from(face.units_per_em());
        let real = f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * 1000.0 / em;
        let said = font.widths.get(&code).copied().unwrap_or(font.usual_width);
        (real - said).abs() > 1.0
    })
}

fn is_simple(font: &Font) -> bool {
    font.kind == "TrueType"
}

fn no_encoding(file: &File) -> Vec<String> {
    each_font(file, |font| is_simple(font) && !font.is_symbolic() && !font.dict.has(b"Encoding"))
}

fn odd_encoding(file: &File) -> Vec<String> {
    let known = ["MacRomanEncoding", "WinAnsiEncoding"];
    each_font(file, |font| {
        let encoding = font.dict.get(b"Encoding").and_then(|object| file.doc.dereference(object));
        let said = match encoding {
            Ok((_, Object::Dictionary(dict))) => name(dict, b"BaseEncoding"),
            Ok((_, object)) => String::from_utf8_lossy(object.as_name().unwrap_or_default()).into_owned(),
            Err(_) => return false,
        };
        is_simple(font) && !font.is_symbolic() && !known.contains(&said.as_str())
    })
}

fn symbolic_encoding(file: &File) -> Vec<String> {
    each_font(file, |font| is_simple(font) && font.is_symbolic() && font.dict.has(b"Encoding"))
}

fn no_to_unicode(file: &File) -> Vec<String> {
    each_font(file, |font| font.texts.is_none() && font.is_composite())
}

fn has_unit(font: &Font, units: &[u16]) -> bool {
    font.texts.iter().flat_map(BTreeMap::values).flatten().any(|unit| units.contains(unit))
}

fn zero_text(file: &File) -> Vec<String> {
    each_font(file, |font| has_unit(font, &[0]))
}

fn mark_text(file: &File) -> Vec<String> {
    each_font(file, |font| has_unit(font, &[0xfeff, 0xfffe]))
}

fn not_defined(file: &File) -> Vec<String> {
    each_code(file, |font, code, _| font.is_composite() && code == 0)
}

fn unknown_kind(file: &File) -> Vec<String> {
    let known = ["Type0", "TrueType", "Type1", "MMType1", "Type3"];
    each_font(file, |font| {
        let inner = name(&font.inner, b"Subtype");
        !known.contains(&font.kind.as_str())
            || font.is_composite() && !["CIDFontType0", "CIDFontType2"].contains(&inner.as_str())
    })
}

fn other_name(file: &File) -> Vec<String> {
    each_font(file, |font| {
        let (inner, described) = (name(&font.inner, b"BaseFont"), name(&font.descriptor, b"FontName"));
        font.label.is_empty() || inner != font.label || described != font.label && font.kind != "Type3"
    })
}
