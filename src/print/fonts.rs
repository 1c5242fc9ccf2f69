//! The shipped faces, parsed once.
//!
//! Only these are used, never a font of the machine: the same form gives the
//! same bytes everywhere. Every face has 1000 units to the em.

use rustybuzz::ttf_parser::cmap::Subtable;
use rustybuzz::{Direction, Face as Shaper, Script, ShapePlan, script};
use std::sync::OnceLock;

/// A face of the shipped fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Noto Sans.
    Regular,
    /// Noto Sans Bold.
    Bold,
    /// Arrows, ticks and mathematical signs: where the others have no glyph.
    Symbols,
}

/// Height of capital letters in thousandths of an em.
pub const CAP_HEIGHT: f32 = 714.0;

impl Face {
    /// All faces.
    pub const ALL: [Self; 3] = [Self::Regular, Self::Bold, Self::Symbols];

    /// Returns the font file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
            Self::Bold => include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"),
            Self::Symbols => include_bytes!("../../assets/fonts/Symbols.ttf"),
        }
    }

    /// Returns the name a PDF gives the font.
    pub fn name(self) -> &'static str {
        match self {
            Self::Regular => "NotoSans-Regular",
            Self::Bold => "NotoSans-Bold",
            Self::Symbols => "PartnershipDeskSymbols",
        }
    }

    /// Returns the parsed face.
    pub(crate) fn shaper(self) -> &'static Shaper<'static> {
        static FACES: OnceLock<[Shaper<'static>; 3]> = OnceLock::new();
        let faces = FACES.get_or_init(|| {
            Self::ALL.map(|face| Shaper::from_slice(face.bytes(), 0).expect("a shipped font can be parsed"))
        });
        &faces[self as usize]
    }

    /// Returns what shaping needs to know of the face and the nearest script it has, worked out once.
    pub(crate) fn plan(self, script: Script) -> (Script, &'static ShapePlan) {
        static PLANS: [OnceLock<ShapePlan>; 9] = [const { OnceLock::new() }; 9];
        let (place, script) = match script {
            script::GREEK => (1, script),
            script::CYRILLIC => (2, script),
            _ => (0, script::LATIN),
        };
        let plan = PLANS[self as usize * 3 + place]
            .get_or_init(|| ShapePlan::new(self.shaper(), Direction::LeftToRight, Some(script), None, &[]));
        (script, plan)
    }

    /// Tells whether the face has a glyph for the character.
    pub fn has(self, c: char) -> bool {
        static KNOWN: [OnceLock<Vec<u64>>; 3] = [const { OnceLock::new() }; 3];
        let known = KNOWN[self as usize].get_or_init(|| self.characters());
        let code = c as usize;
        known.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }

    /// Returns a bit for each character, set where the face has a glyph: every letter of every text is asked for.
    fn characters(self) -> Vec<u64> {
        let mut known = Vec::new();
        let subtables = self.shaper().tables().cmap.iter().flat_map(|cmap| cmap.subtables);
        for subtable in subtables.filter(Subtable::is_unicode) {
            subtable.codepoints(|code| {
                if subtable.glyph_index(code).is_none_or(|glyph| glyph.0 == 0) {
                    return;
                }
                let place = usize::try_from(code / 64).unwrap_or(usize::MAX);
                if known.len() <= place {
                    known.resize(place + 1, 0);
                }
                known[place] |= 1_u64 << (code % 64);
            });
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::coverage::{is_inkless, is_printable};
    use std::collections::BTreeSet;

    /// Returns every character a face has a glyph for.
    fn characters(face: Face) -> BTreeSet<char> {
        let mut found = BTreeSet::new();
        for subtable in face.shaper().tables().cmap.unwrap().subtables.into_iter().filter(Subtable::is_unicode) {
            subtable.codepoints(|code| {
                let has = |c: &char| face.shaper().glyph_index(*c).is_some_and(|glyph| glyph.0 != 0);
                found.extend(char::from_u32(code).filter(has));
            });
        }
        found
    }

    #[test]
    fn the_table_of_printable_characters_is_that_of_the_fonts() {
        let symbols = characters(Face::Symbols);
        for first in [Face::Regular, Face::Bold] {
            let known: BTreeSet<char> = characters(first).union(&symbols).copied().collect();
            let spacing = |c: char| matches!(c, '\n' | '\t') || is_inkless(c);
            for c in ('\0'..=char::MAX).filter(|c| !spacing(*c)) {
                assert_eq!(is_printable(c), known.contains(&c), "{c:?}");
                assert_eq!(first.has(c) || Face::Symbols.has(c), known.contains(&c), "{c:?}");
            }
        }
    }

    #[test]
    fn every_face_has_a_thousand_units_to_the_em() {
        assert!(Face::ALL.iter().all(|face| face.shaper().units_per_em() == 1000));
    }
}
