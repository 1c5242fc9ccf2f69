//! Subsets of the shipped faces: only the glyphs a document uses.

use crate::print::fonts::Face;
use crate::print::layout::pages::{Draw, Pages};
use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub};
use rustybuzz::ttf_parser::GlyphId;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use subsetter::GlyphRemapper;

/// A face cut to the glyphs used.
pub(super) struct Subset {
    /// The font as printpdf takes it.
    pub font: PdfFont,
    /// By glyph of the shipped font: the glyph in the subset, its width, the text it stands for.
    pub glyphs: BTreeMap<u16, Used>,
}

/// A glyph that is used.
pub(super) struct Used {
    pub id: u16,
    pub width: u16,
    pub text: String,
}

/// Returns the name of the face among the resources.
pub(super) fn id(face: Face) -> FontId {
    let name = match face {
        Face::Regular => "FR",
        Face::Bold => "FB",
        Face::Symbols => "FS",
    };
    FontId(name.to_owned())
}

/// Cuts each face that occurs to its glyphs.
pub(super) fn used(pages: &Pages) -> BTreeMap<Face, Subset> {
    let mut texts: BTreeMap<Face, BTreeMap<u16, String>> = BTreeMap::new();
    let draws = pages.pages.iter().flat_map(|page| &page.groups).flat_map(|group| &group.draws);
    let runs = draws.filter_map(|draw| if let Draw::Text(run) = draw { Some(run) } else { None });
    for run in runs {
        let face = texts.entry(run.face).or_default();
        for glyph in &run.glyphs {
            let text = face.entry(glyph.id).or_default();
            if text.is_empty() {
                text.clone_from(&glyph.text);
            }
        }
    }
    texts.into_iter().map(|(face, texts)| (face, cut(face, texts))).collect()
}

fn cut(face: Face, texts: BTreeMap<u16, String>) -> Subset {
    let mut remapper = GlyphRemapper::new();
    let shaper = face.shaper();
    let mut digest = Sha256::new();
    let mut glyphs = BTreeMap::new();
    for (old, text) in texts {
        digest.update(old.to_be_bytes());
        let width = shaper.glyph_hor_advance(GlyphId(old)).unwrap_or(0);
        // A glyph that only ever continues another still needs a text; the pair is wrapped with its real one.
        let text = if text.is_empty() { " ".to_owned() } else { text };
        glyphs.insert(old, Used { id: remapper.remap(old), width, text });
    }
    let bytes = subsetter::subset(face.bytes(), 0, &remapper).expect("a shipped font can be cut");
    let tag = digest.finalize().iter().take(6).fold(String::new(), |mut tag, byte| {
        let written = tag.write_char(char::from(b'A' + byte % 26));
        debug_assert!(written.is_ok(), "writing to a text cannot fail");
        tag
    });
    let font = ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(format!("{tag}+{}", face.name())),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: glyphs.values().map(|used| (used.id, used.width)).collect(),
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent: shaper.ascender(), descent: shaper.descender() },
        font_type: FontType::TrueType,
        pdf_font_metrics: metrics(face),
    };
    Subset { font: PdfFont::new(font), glyphs }
}

fn metrics(face: Face) -> PdfFontMetricsStub {
    let bounds = face.shaper().global_bounding_box();
    PdfFontMetricsStub {
        units_per_em: 1000,
        x_min: bounds.x_min,
        y_min: bounds.y_min,
        x_max: bounds.x_max,
        y_max: bounds.y_max,
        caret_slope_rise: 1,
        caret_slope_run: 0,
        us_weight_class: face.shaper().weight().to_number(),
    }
}
