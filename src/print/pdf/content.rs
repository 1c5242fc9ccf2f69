//! Boxes of a page as drawing operations, each group as one marked sequence.

use super::fonts::{Subset, id};
use super::picture;
use crate::print::document::Colour;
use crate::print::fonts::Face;
use crate::print::layout::pages::{Artifact, Draw, Group, Owner, Page, Rect};
use crate::print::number::{MM_PER_PT, units};
use crate::print::text::{Glyph, Run};
use printpdf::graphics::PaintMode;
use printpdf::matrix::TextMatrix;
use printpdf::text::{Codepoint, TextItem};
use printpdf::{Color, DictItem, Line, LinePoint, Mm, Op, PdfFontHandle, PdfPage, Point, Pt, Rgb, XObjectTransform};
use std::collections::BTreeMap;

type Faces = BTreeMap<Face, Subset>;

/// Draws a page.
pub(super) fn page(page: &Page, faces: &Faces) -> PdfPage {
    let (width, height) = (page.orientation.width(), page.orientation.height());
    let mut pen = Pen { height, ops: Vec::new(), fill: None, stroke: None, thickness: None, faces };
    let mut content = 0;
    for group in &page.groups {
        pen.begin(group, &mut content);
        group.draws.iter().for_each(|draw| pen.draw(draw));
        pen.ops.push(Op::EndMarkedContent);
    }
    PdfPage::new(Mm(width), Mm(height), pen.ops)
}

struct Pen<'a> {
    /// The height of the page in mm.
    height: f32,
    ops: Vec<Op>,
    fill: Option<Colour>,
    stroke: Option<Colour>,
    thickness: Option<f32>,
    faces: &'a Faces,
}

impl Pen<'_> {
    fn begin(&mut self, group: &Group, content: &mut i64) {
        let (tag, map) = match group.owner {
            Owner::Node(_) => {
                *content += 1;
                ("P", vec![("MCID", DictItem::Int(*content - 1))])
            }
            Owner::Artifact(artifact) => ("Artifact", artifact_kind(artifact)),
        };
        let map = map.into_iter().map(|(key, item)| (key.to_owned(), item)).collect();
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }

    fn draw(&mut self, draw: &Draw) {
        match draw {
            Draw::Text(run) => self.text(run),
            Draw::Fill { rect, colour } => {
                self.fill(*colour);
                self.ops.push(Op::DrawRectangle { rectangle: self.rectangle(*rect) });
            }
            Draw::Stroke { points, closed, width, colour } => {
                self.stroke(*colour, *width);
                let points = points.iter().map(|at| LinePoint { p: self.point(*at), bezier: false }).collect();
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: *closed } });
            }
            Draw::Picture { rect, picture } => {
                let place = self.rectangle(*rect);
                let transform = XObjectTransform {
                    translate_x: Some(place.x),
                    translate_y: Some(place.y),
                    scale_x: Some(place.width.0),
                    scale_y: Some(place.height.0),
                    no_auto_scale: true,
                    ..XObjectTransform::default()
                };
                self.ops.push(Op::UseXobject { id: picture::id(picture), transform });
            }
        }
    }

    fn fill(&mut self, colour: Colour) {
        if self.fill.replace(colour) != Some(colour) {
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
        }
    }

    fn stroke(&mut self, colour: Colour, width: f32) {
        if self.stroke.replace(colour) != Some(colour) {
            self.ops.push(Op::SetOutlineColor { col: rgb(colour) });
        }
        if self.thickness.replace(width) != Some(width) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(points(width)) });
        }
    }

    fn text(&mut self, run: &Run) {
        self.fill(run.colour);
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetFont { font: PdfFontHandle::External(id(run.face)), size: Pt(run.size) });
        let subset = &self.faces[&run.face];
        let mut pen = 0;
        for (glyphs, real_text) in stretches(run, subset) {
            if let Some(text) = &real_text {
                let map = [("ActualText".to_owned(), utf16(text))].into();
                let properties = DictItem::Dict { map };
                self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
            }
            let shift = glyphs[0].shift;
            self.ops.push(Op::SetTextMatrix { matrix: self.matrix(run, pen + shift[0], shift[1]) });
            let items = glyphs.iter().map(|glyph| codepoint(glyph, subset)).collect();
            self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(items)] });
            if real_text.is_some() {
                self.ops.push(Op::EndMarkedContent);
            }
            pen += glyphs.iter().map(|glyph| glyph.advance).sum::<i32>();
        }
        self.ops.push(Op::EndTextSection);
    }

    fn matrix(&self, run: &Run, along: i32, up: i32) -> TextMatrix {
        let [cos, sin] = run.turn;
        let [x, y] = run.at;
        let em = |value: i32| units(value) / 1000.0 * run.size;
        let (along, up) = (em(along), em(up));
        let (left, bottom) = (points(x) + along * cos - up * sin, points(self.height - y) + along * sin + up * cos);
        TextMatrix::Raw([cos, sin, 0.0 - sin, cos, rounded(left), rounded(bottom)])
    }

    fn point(&self, [x, y]: [f32; 2]) -> Point {
        Point { x: Pt(points(x)), y: Pt(points(self.height - y)) }
    }

    fn rectangle(&self, rect: Rect) -> printpdf::Rect {
        printpdf::Rect {
            x: Pt(points(rect.x)),
            y: Pt(points(self.height - rect.y - rect.height)),
            width: Pt(points(rect.width)),
            height: Pt(points(rect.height)),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        }
    }
}

/// Cuts a run where a glyph is shifted, or stands for another text than the font says of it.
fn stretches<'a>(run: &'a Run, subset: &Subset) -> Vec<(&'a [Glyph], Option<String>)> {
    let plain = |glyph: &Glyph| glyph.shift == [0, 0] && subset.glyphs[&glyph.id].text == glyph.text;
    let mut found = Vec::new();
    let mut start = 0;
    while start < run.glyphs.len() {
        let rest = &run.glyphs[start..];
        let same = rest.iter().take_while(|glyph| plain(glyph)).count();
        let count = same.max(1);
        let glyph = &rest[0];
        let differs = same == 0 && subset.glyphs[&glyph.id].text != glyph.text;
        found.push((&rest[..count], differs.then(|| glyph.text.as_str().to_owned())));
        start += count;
    }
    found
}

fn codepoint(glyph: &Glyph, subset: &Subset) -> Codepoint {
    let used = &subset.glyphs[&glyph.id];
    Codepoint {
        gid: used.id,
        offset: units(i32::from(used.width) - glyph.advance),
        cid: Some(used.text.as_str().to_owned()),
    }
}

fn artifact_kind(artifact: Artifact) -> Vec<(&'static str, DictItem)> {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let pagination = ("Type", name("Pagination"));
    match artifact {
        Artifact::Layout => vec![("Type", name("Layout"))],
        Artifact::Header => vec![pagination, ("Subtype", name("Header"))],
        Artifact::Footer => vec![pagination, ("Subtype", name("Footer"))],
        Artifact::Repeat => vec![pagination],
        Artifact::Watermark => vec![pagination, ("Subtype", name("Watermark"))],
    }
}

fn utf16(text: &str) -> DictItem {
    let data = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    DictItem::String { data, literal: false }
}

fn rgb(Colour(r, g, b): Colour) -> Color {
    let part = |value: u8| rounded(f32::from(value) / 255.0);
    Color::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}

/// Rounds to thousandths, which no eye and no printer can tell apart.
fn rounded(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

fn points(mm: f32) -> f32 {
    rounded(mm / MM_PER_PT)
}
