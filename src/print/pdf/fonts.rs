//! Subsets of the shipped faces: only the glyphs a document uses.

use super::pack::packed;
use crate::print::fonts::Face;
use crate::print::layout::pages::{Draw, Pages};
use crate::print::letters::Letters;
use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub};
use rustybuzz::ttf_parser::GlyphId;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use subsetter::GlyphRemapper;

/// A face cut to the glyphs used.
pub(super) struct Subset {
    /// The font file, plain and compressed.
    pub file: Arc<FontFile>,
    /// The font as printpdf takes it.
    pub font: PdfFont,
    /// By glyph of the shipped font: the glyph in the subset, its width, the text it stands for.
    pub glyphs: BTreeMap<u16, Used>,
}

/// A font file of some glyphs of a face.
pub(super) struct FontFile {
    /// As readers see it.
    pub plain: Vec<u8>,
    /// As it stands in the PDF.
    pub packed: Vec<u8>,
}

/// A glyph that is used.
pub(super) struct Used {
    pub id: u16,
    pub width: u16,
    pub text: Letters,
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
    let mut texts: BTreeMap<Face, BTreeMap<u16, Letters>> = BTreeMap::new();
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

fn cut(face: Face, texts: BTreeMap<u16, Letters>) -> Subset {
    let mut remapper = GlyphRemapper::new();
    let shaper = face.shaper();
    let mut digest = Sha256::new();
    let mut glyphs = BTreeMap::new();
    for (old, text) in texts {
        digest.update(old.to_be_bytes());
        let width = shaper.glyph_hor_advance(GlyphId(old)).unwrap_or(0);
        // A glyph that only ever continues another still needs a text; the pair is wrapped with its real one.
        let text = if text.is_empty() { " ".into() } else { text };
        glyphs.insert(old, Used { id: remapper.remap(old), width, text });
    }
    let file = file(face, glyphs.keys().copied().collect(), &remapper);
    let tag = digest.finalize().iter().take(6).fold(String::new(), |mut tag, byte| {
        let written = tag.write_char(char::from(b'A' + byte % 26));
        debug_assert!(written.is_ok(), "writing to a text cannot fail");
        tag
    });
    let font = ParsedFont {
        original_bytes: file.plain.clone(),
        font_index: 0,
        font_name: Some(format!("{tag}+{}", face.name())),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: glyphs.values().map(|used| (used.id, used.width)).collect(),
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent: shaper.ascender(), descent: shaper.descender() },
        font_type: FontType::TrueType,
        pdf_font_metrics: metrics(face),
    };
    Subset { file, font: PdfFont::new(font), glyphs }
}

/// So many font files are kept: the forms of one run use nearly the same letters.
const KEPT: usize = 48;

/// Returns the font file of some glyphs; what it holds depends on nothing else.
fn file(face: Face, glyphs: Vec<u16>, remapper: &GlyphRemapper) -> Arc<FontFile> {
    type Files = BTreeMap<(Face, Vec<u16>), Arc<FontFile>>;
    static FILES: Mutex<Files> = Mutex::new(Files::new());
    let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    if files.len() >= KEPT {
        files.clear();
    }
    let made = files.entry((face, glyphs)).or_insert_with(|| {
        let plain = subsetter::subset(face.bytes(), 0, remapper).expect("a shipped font can be cut");
        let packed = packed(&plain);
        Arc::new(FontFile { plain, packed })
    });
    Arc::clone(made)
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
