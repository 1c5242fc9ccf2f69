//! A page of a form as it prints: the boxes of the PDF, painted with the PDF's own fonts.

use super::focus;
use crate::gui::command::PaperZoom;
use crate::gui::theme;
use crate::print::document::{Colour, Orientation};
use crate::print::fonts::Face;
use crate::print::layout::pages::{Draw, Page, Rect as Place};
use crate::print::text::{Glyph, Run};
use eframe::egui::{
    Color32, CornerRadius, CursorIcon, FontFamily, FontId, Galley, Id, Painter, Pos2, Rect, Response, Role, Sense,
    Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, epaint::TextShape, vec2,
};
use std::sync::Arc;

/// Points of the screen in a millimetre at 100 %: 96 to the inch.
const POINTS_PER_MM: f32 = 96.0 / 25.4;

/// Millimetres in a point of print.
const MM_PER_POINT: f32 = 25.4 / 72.0;

/// Forms stand upright.
const FORM: Orientation = Orientation::Portrait;

/// Paper is white in every theme.
const PAPER: Color32 = Color32::WHITE;

/// Returns how large a page is on the screen, in points, at a size in percent.
pub(crate) fn size(percent: f32) -> Vec2 {
    vec2(FORM.width(), FORM.height()) * POINTS_PER_MM * percent / 100.0
}

/// Shows one page where asked, with a tint under what is lit on it; to a screen reader it is a picture with a name and
/// what stands in its margins.
pub(crate) fn page_ui(ui: &Ui, id: Id, rect: Rect, page: &Page, (name, margins): (&str, &str), lit: &[Rect]) {
    let response = ui.interact(rect, id, Sense::hover());
    if ui.is_rect_visible(rect) {
        ui.painter().rect_filled(rect, 0, PAPER);
        for place in lit {
            ui.painter().rect_filled(*place, 0, theme::tokens(ui.ctx()).focus.gamma_multiply(0.3));
        }
        let scale = rect.width() / FORM.width();
        let sheet = Sheet { painter: ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())), at: rect.min, scale };
        for draw in page.groups.iter().flat_map(|group| &group.draws) {
            sheet.draw(draw);
        }
        let line = Stroke::new(1.0, theme::tokens(ui.ctx()).edge);
        ui.painter().rect_stroke(rect, CornerRadius::ZERO, line, StrokeKind::Inside);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    focus::describe(&response, margins);
}

/// A box on a page that leads to a question.
pub(crate) struct Spot<'a> {
    /// A steady id.
    pub(crate) id: Id,
    /// What names it to a screen reader.
    pub(crate) name: &'a str,
    /// What is written in it.
    pub(crate) says: &'a str,
    /// Is its question being answered?
    pub(crate) lit: bool,
    /// Does the Tab key stop at it?
    pub(crate) stop: bool,
}

/// Shows a box over its page: a lit one has a frame with a bar at its left.
pub(crate) fn spot_ui(ui: &Ui, rect: Rect, spot: &Spot<'_>) -> Response {
    let sense = if spot.stop { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, spot.id, sense).on_hover_cursor(CursorIcon::PointingHand);
    if ui.is_rect_visible(rect) {
        // The dark colour of the ring stands out on paper in every theme.
        let ink = theme::tokens(ui.ctx()).focus_ink;
        if spot.lit {
            let bar = Rect::from_min_max(rect.left_top() - vec2(BAR, 1.0), rect.left_bottom() + vec2(0.0, 1.0));
            ui.painter().rect_filled(bar, 0, ink);
            ui.painter().rect_stroke(rect, CornerRadius::ZERO, Stroke::new(2.0, ink), StrokeKind::Outside);
        } else if response.hovered() {
            ui.painter().rect_stroke(rect, CornerRadius::ZERO, Stroke::new(1.5, ink), StrokeKind::Outside);
        }
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, spot.name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(spot.lit);
        node.set_value(spot.says);
    });
    focus::reveal(&response);
    response
}

/// Returns where a place of a page lies on the screen.
pub(crate) fn place(page: Rect, place: Place) -> Rect {
    let scale = page.width() / FORM.width();
    Rect::from_min_size(page.min + vec2(place.x, place.y) * scale, vec2(place.width, place.height) * scale)
}

/// Where a page lies on the screen, and how many points a millimetre is.
struct Sheet {
    painter: Painter,
    at: Pos2,
    scale: f32,
}

impl Sheet {
    fn point(&self, [x, y]: [f32; 2]) -> Pos2 {
        self.at + vec2(x, y) * self.scale
    }

    fn draw(&self, draw: &Draw) {
        match draw {
            Draw::Text(run) => self.text(run),
            Draw::Fill { rect, colour } => {
                let Place { x, y, width, height } = *rect;
                let rect = Rect::from_min_max(self.point([x, y]), self.point([x + width, y + height]));
                self.painter.rect_filled(rect, 0, ink(*colour));
            }
            Draw::Picture { rect, picture } => {
                let Place { x, y, width, height } = *rect;
                let place = Rect::from_min_max(self.point([x, y]), self.point([x + width, y + height]));
                super::picture::paint(&self.painter, place, picture);
            }
            Draw::Stroke { points, closed, width, colour } => {
                let points: Vec<Pos2> = points.iter().map(|point| self.point(*point)).collect();
                // A hair line on paper is still seen.
                let stroke = Stroke::new((width * self.scale).max(0.7), ink(*colour));
                let shape = if *closed { Shape::closed_line } else { Shape::line };
                self.painter.add(shape(points, stroke));
            }
        }
    }

    /// Paints a run where the layout has it; where the window would set it wider or narrower, word by word.
    fn text(&self, run: &Run) {
        let em = run.size * MM_PER_POINT;
        let font = FontId::new(em * self.scale, family(run.face));
        let whole = self.painter.layout_no_wrap(run.text(), font.clone(), ink(run.colour));
        if (whole.size().x - advance(&run.glyphs) * em * self.scale).abs() < 0.75 {
            return self.at(run, whole, 0.0);
        }
        let mut pen = 0.0;
        for word in run.glyphs.split_inclusive(|glyph| glyph.text == " ") {
            let text = word.iter().map(|glyph| glyph.text.as_str()).collect();
            self.at(run, self.painter.layout_no_wrap(text, font.clone(), ink(run.colour)), pen);
            pen += advance(word) * em;
        }
    }

    /// Paints part of a run so many millimetres after its start.
    fn at(&self, run: &Run, galley: Arc<Galley>, pen: f32) {
        let [cos, sin] = run.turn;
        let start = self.point([run.at[0] + pen * cos, run.at[1] - pen * sin]);
        let Some(first) = galley.rows.first().filter(|row| !row.glyphs.is_empty()) else { return };
        let up = first.glyphs.first().map_or(0.0, |glyph| first.pos.y + glyph.pos.y);
        // The painter turns about the corner of the galley; the layout about the start of the baseline.
        let corner = start - vec2(up * sin, up * cos);
        let mut shape = TextShape::new(corner, galley, ink(run.colour));
        shape.angle = -sin.atan2(cos);
        self.painter.add(shape);
    }
}

/// Returns how far the pen moves over glyphs, in ems.
fn advance(glyphs: &[Glyph]) -> f32 {
    let units: i32 = glyphs.iter().map(|glyph| glyph.advance).sum();
    #[expect(clippy::cast_precision_loss, reason = "an advance stays far below 2^24")]
    let units = units as f32;
    units / 1000.0
}

fn ink(Colour(red, green, blue): Colour) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// Returns the family that the theme installs for a face of the PDF.
fn family(face: Face) -> FontFamily {
    FontFamily::Name(face.name().into())
}

/// Returns the size of pages in percent: the one asked for, or the one that fills the room, at most the natural one.
pub(crate) fn percent(asked: PaperZoom, room: Vec2) -> f32 {
    let fits = room / size(100.0) * 100.0;
    let most = match asked {
        PaperZoom::Percent(percent) => return real(percent),
        PaperZoom::Width => fits.x,
        PaperZoom::Page => fits.x.min(fits.y),
    };
    most.clamp(SMALLEST, 100.0)
}

/// Is a step smaller than a size?
pub(crate) fn is_below(step: u32, percent: f32) -> bool {
    real(step) < percent - 0.5
}

/// Is a step larger than a size?
pub(crate) fn is_above(step: u32, percent: f32) -> bool {
    real(step) > percent + 0.5
}

#[expect(clippy::cast_precision_loss, reason = "a percentage is small")]
fn real(percent: u32) -> f32 {
    percent as f32
}

/// The gap between pages, in points.
pub(crate) const GAP: f32 = 18.0;

/// How wide the bar of a lit box is, in points.
const BAR: f32 = 6.0;

/// The smallest size of pages, in percent.
const SMALLEST: f32 = 20.0;
