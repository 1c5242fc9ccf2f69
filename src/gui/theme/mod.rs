//! The look: colours from `assets/theme/*.toml`, sizes and type, and nothing else.
//!
//! No other file of the window names a colour. A theme is chosen by name; the
//! tokens of the chosen one are kept in the context, where every control reads them.

mod font;

use eframe::egui::{self, Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Vec2};
use serde::{Deserialize, Deserializer};
use std::sync::Arc;

/// The colours of one theme; `assets/theme/light.toml` says what each is for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tokens {
    /// Its name in the menu.
    pub(crate) label: String,
    dark: bool,
    #[serde(deserialize_with = "colour")]
    pub(crate) page: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) panel: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) raised: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) field: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) chosen: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) hover: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) ink: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) soft: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) line: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) edge: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) link: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) brand: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) on_brand: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) brand_soft: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) brand_hover: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) action: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) action_hover: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) action_edge: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) on_action: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) error: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) error_soft: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) warn: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) warn_soft: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) good: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) good_soft: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) info: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) info_soft: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) quiet: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) quiet_soft: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) focus: Color32,
    #[serde(deserialize_with = "colour")]
    pub(crate) focus_ink: Color32,
    #[serde(deserialize_with = "colours")]
    pub(crate) risk: Vec<Color32>,
}

fn colour<'de, D: Deserializer<'de>>(from: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(from)?;
    Color32::from_hex(&text).map_err(|_unreadable| serde::de::Error::custom(format!("“{text}” is not a colour")))
}

fn colours<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Color32>, D::Error> {
    Vec::<String>::deserialize(from)?
        .iter()
        .map(|text| {
            Color32::from_hex(text).map_err(|_unreadable| serde::de::Error::custom(format!("“{text}” is not a colour")))
        })
        .collect()
}

/// The themes, by the name a setting keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// White ground.
    #[default]
    Light,
    /// Dark ground.
    Dark,
    /// Black and white.
    Contrast,
}

impl Theme {
    /// All themes in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Contrast];

    /// Returns the name that is kept as a setting.
    pub fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// Reads the name of a setting; an unknown one is the light theme.
    pub fn parse(code: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or_default()
    }

    /// Returns the colours of the theme.
    pub(crate) fn tokens(self) -> Tokens {
        let text = match self {
            Self::Light => include_str!("../../../assets/theme/light.toml"),
            Self::Dark => include_str!("../../../assets/theme/dark.toml"),
            Self::Contrast => include_str!("../../../assets/theme/contrast.toml"),
        };
        toml::from_str(text).expect("a theme file of the program is right: a test reads all three")
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f32 {
        let part = |byte: u8| {
            let value = f32::from(byte) / 255.0;
            if value <= 0.039_28 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(colour.r()) + 0.7152 * part(colour.g()) + 0.0722 * part(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_stands_out_in_every_theme() {
        for theme in Theme::ALL {
            let t = theme.tokens();
            let pairs = [
                ("ink on page", t.ink, t.page, 7.0),
                ("ink on panel", t.ink, t.panel, 7.0),
                ("ink on chosen", t.ink, t.chosen, 7.0),
                ("soft on page", t.soft, t.page, 4.5),
                ("soft on panel", t.soft, t.panel, 4.5),
                ("link on page", t.link, t.page, 4.5),
                ("link on panel", t.link, t.panel, 4.5),
                ("error on page", t.error, t.page, 4.5),
                ("error on its ground", t.error, t.error_soft, 4.5),
                ("warning on its ground", t.warn, t.warn_soft, 4.5),
                ("good on its ground", t.good, t.good_soft, 4.5),
                ("info on its ground", t.info, t.info_soft, 4.5),
                ("quiet on its ground", t.quiet, t.quiet_soft, 4.5),
                ("band", t.on_brand, t.brand, 4.5),
                ("band, soft", t.brand_soft, t.brand, 4.5),
                ("action", t.on_action, t.action, 4.5),
                ("edge of fields", t.edge, t.page, 3.0),
                ("ring, dark line", t.focus_ink, t.focus, 3.0),
            ];
            for (what, a, b, least) in pairs {
                assert!(contrast(a, b) >= least, "{}: {what} is {:.1}", t.label, contrast(a, b));
            }
        }
    }
}
