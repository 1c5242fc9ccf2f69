//! The look: colours from `assets/theme/*.toml`, sizes and type, and nothing else.
//!
//! No other file of the window names a colour. A theme is chosen by name; the
//! tokens of the chosen one are kept in the context, where every control reads them.

mod font;
mod tokens;

pub(crate) use tokens::{Theme, Tokens};

use eframe::egui::{self, Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Vec2};
use std::sync::Arc;

/// The kinds of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// The name of a screen.
    Title,
    /// The name of a part of a screen.
    Section,
    /// A question.
    Label,
    /// Words that stand out.
    Strong,
    /// Words to read.
    Body,
    /// Words beside others.
    Caption,
    /// Tags and headings of tables.
    Small,
}

impl Type {
    /// Returns the text style.
    pub(crate) fn style(self) -> TextStyle {
        let name = match self {
            Self::Title => "title",
            Self::Section => "section",
            Self::Label => "label",
            Self::Strong => "strong",
            Self::Body => return TextStyle::Body,
            Self::Caption => "caption",
            Self::Small => return TextStyle::Small,
        };
        TextStyle::Name(name.into())
    }

    fn font(self) -> FontId {
        let semibold = || FontFamily::Name("semibold".into());
        match self {
            Self::Title => FontId::new(30.0, FontFamily::Name("bold".into())),
            Self::Section => FontId::new(20.0, semibold()),
            Self::Label => FontId::new(16.5, semibold()),
            Self::Strong => FontId::new(16.0, semibold()),
            Self::Body => FontId::new(16.0, FontFamily::Proportional),
            Self::Caption => FontId::new(14.5, FontFamily::Proportional),
            Self::Small => FontId::new(13.5, semibold()),
        }
    }
}

/// The corner of fields and buttons.
pub(crate) const CORNER: u8 = 6;

/// The corner of boxes that hold others.
pub(crate) const BOX_CORNER: u8 = 10;

fn place() -> egui::Id {
    egui::Id::unique("partnership-desk tokens")
}

/// Returns the colours in use.
pub(crate) fn tokens(ctx: &egui::Context) -> Arc<Tokens> {
    ctx.data(|data| data.get_temp::<Arc<Tokens>>(place())).unwrap_or_else(|| Arc::new(Theme::Light.tokens()))
}

/// Sets fonts, sizes and colours; call it once at the start.
pub(crate) fn install(ctx: &egui::Context, theme: Theme) {
    ctx.set_fonts(font::definitions());
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    choose(ctx, theme);
}

/// Changes to another theme.
pub(crate) fn choose(ctx: &egui::Context, theme: Theme) {
    let tokens = theme.tokens();
    // egui keeps two styles and follows the system; ours is the same in both.
    ctx.set_theme(if tokens.dark { egui::Theme::Dark } else { egui::Theme::Light });
    ctx.all_styles_mut(|style| style_of(style, &tokens));
    ctx.data_mut(|data| data.insert_temp(place(), Arc::new(tokens)));
}

fn style_of(style: &mut egui::Style, tokens: &Tokens) {
    for kind in [Type::Title, Type::Section, Type::Label, Type::Strong, Type::Body, Type::Caption, Type::Small] {
        style.text_styles.insert(kind.style(), kind.font());
    }
    style.text_styles.insert(TextStyle::Button, Type::Body.font());
    style.text_styles.insert(TextStyle::Heading, Type::Section.font());
    style.text_styles.insert(TextStyle::Monospace, Type::Body.font());
    style.animation_time = 0.0;
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(8.0, 8.0);
    spacing.button_padding = Vec2::new(14.0, 8.0);
    spacing.interact_size = Vec2::new(44.0, 36.0);
    spacing.menu_margin = Margin::same(8);
    spacing.tooltip_width = 320.0;
    spacing.scroll =
        egui::style::ScrollStyle { bar_width: 8.0, foreground_color: false, ..egui::style::ScrollStyle::solid() };
    visuals_of(&mut style.visuals, tokens);
}

fn visuals_of(visuals: &mut egui::Visuals, tokens: &Tokens) {
    *visuals = if tokens.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    visuals.panel_fill = tokens.page;
    visuals.window_fill = tokens.raised;
    visuals.window_stroke = Stroke::new(1.0, tokens.line);
    visuals.extreme_bg_color = tokens.field;
    visuals.text_edit_bg_color = Some(tokens.field);
    visuals.faint_bg_color = tokens.panel;
    visuals.weak_text_color = Some(tokens.soft);
    visuals.hyperlink_color = tokens.link;
    visuals.menu_corner_radius = CornerRadius::same(BOX_CORNER);
    visuals.window_corner_radius = CornerRadius::same(BOX_CORNER);
    visuals.popup_shadow.color = Color32::from_black_alpha(40);
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(2.0, tokens.ink);
    visuals.selection.bg_fill = tokens.info_soft.lerp_to_gamma(tokens.link, 0.35);
    visuals.selection.stroke = Stroke::new(2.0, tokens.ink);
    let widgets = &mut visuals.widgets;
    for (widget, fill) in [
        (&mut widgets.noninteractive, tokens.page),
        (&mut widgets.inactive, tokens.quiet_soft),
        (&mut widgets.hovered, tokens.hover),
        (&mut widgets.active, tokens.chosen),
        (&mut widgets.open, tokens.hover),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, tokens.line);
        widget.fg_stroke = Stroke::new(1.5, tokens.ink);
        widget.corner_radius = CornerRadius::same(CORNER);
        widget.expansion = 0.0;
    }
    // Handles of scroll bars are drawn with these.
    widgets.inactive.bg_fill = tokens.edge;
    widgets.hovered.bg_fill = tokens.soft;
    widgets.active.bg_fill = tokens.ink;
}
