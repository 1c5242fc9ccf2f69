//! Words on screen: titles, labels, captions and tags.

use crate::gui::theme::{self, Type};
use eframe::egui::{Align2, Color32, CornerRadius, Label, Response, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

/// What a tag or a box tells by its colour, besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Wrong.
    Error,
    /// To be minded.
    Warn,
    /// Done.
    Good,
    /// Worth knowing.
    Info,
    /// Neither.
    Quiet,
}

impl Tone {
    /// Returns the colour of its words and of its ground.
    pub(crate) fn colours(self, ui: &Ui) -> (Color32, Color32) {
        let tokens = theme::tokens(ui.ctx());
        match self {
            Self::Error => (tokens.error, tokens.error_soft),
            Self::Warn => (tokens.warn, tokens.warn_soft),
            Self::Good => (tokens.good, tokens.good_soft),
            Self::Info => (tokens.info, tokens.info_soft),
            Self::Quiet => (tokens.quiet, tokens.quiet_soft),
        }
    }
}

/// Returns text of one kind in one colour.
pub(crate) fn styled(text: impl Into<String>, kind: Type, colour: Color32) -> RichText {
    RichText::new(text).text_style(kind.style()).color(colour)
}

/// Shows the name of a screen.
pub(crate) fn title_ui(ui: &mut Ui, text: &str) -> Response {
    heading_ui(ui, text, Type::Title, 1)
}

/// Shows the name of a screen that needs its room for other things.
pub(crate) fn small_title_ui(ui: &mut Ui, text: &str) -> Response {
    heading_ui(ui, text, Type::Section, 1)
}

/// Shows the name of a part of a screen.
pub(crate) fn section_ui(ui: &mut Ui, text: &str) -> Response {
    heading_ui(ui, text, Type::Section, 2)
}

fn heading_ui(ui: &mut Ui, text: &str, kind: Type, level: usize) -> Response {
    let ink = theme::tokens(ui.ctx()).ink;
    let response = ui.add(Label::new(styled(text, kind, ink)).wrap());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(eframe::egui::accesskit::Role::Heading);
        // A label's text is its value; a heading without a label would have no name.
        node.set_label(text);
        node.set_level(level);
    });
    response
}

/// Shows words to read.
pub(crate) fn body_ui(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::tokens(ui.ctx()).ink;
    ui.add(Label::new(styled(text, Type::Body, ink)).wrap())
}

/// Shows words that stand out.
pub(crate) fn strong_ui(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::tokens(ui.ctx()).ink;
    ui.add(Label::new(styled(text, Type::Strong, ink)).wrap())
}

/// Shows words beside others, in softer ink.
pub(crate) fn caption_ui(ui: &mut Ui, text: &str) -> Response {
    let soft = theme::tokens(ui.ctx()).soft;
    ui.add(Label::new(styled(text, Type::Caption, soft)).wrap())
}

/// Shows words in the colour of a tone.
pub(crate) fn toned_ui(ui: &mut Ui, text: &str, tone: Tone) -> Response {
    let (ink, _) = tone.colours(ui);
    ui.add(Label::new(styled(text, Type::Caption, ink).text_style(Type::Strong.style())).wrap())
}

/// Shows a state as a tag: words on a tinted ground; nothing where there are no words.
pub(crate) fn tag_ui(ui: &mut Ui, text: &str, tone: Tone) -> Response {
    if text.is_empty() {
        return ui.allocate_response(Vec2::ZERO, Sense::hover());
    }
    let (ink, ground) = tone.colours(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), Type::Small.style().resolve(ui.style()), ink);
    let size = galley.size() + Vec2::new(18.0, 8.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(theme::CORNER), ground);
    let stroke = eframe::egui::Stroke::new(1.0, ink.gamma_multiply(0.35));
    ui.painter().rect_stroke(rect, CornerRadius::same(theme::CORNER), stroke, eframe::egui::StrokeKind::Inside);
    let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect).min;
    ui.painter().galley(at, galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// Shows a thin line across.
pub(crate) fn line_ui(ui: &mut Ui) {
    let line = theme::tokens(ui.ctx()).line;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, line);
}
