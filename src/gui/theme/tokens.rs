//! The colours of the themes, read from their files.

use eframe::egui::{self, Color32};
use serde::{Deserialize, Deserializer};

/// The colours of one theme; `assets/theme/light.toml` says what each is for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tokens {
    /// Its name in the menu.
    pub(crate) label: String,
    /// Is its ground dark?
    pub(crate) dark: bool,
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
pub(crate) enum Theme {
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
    pub(crate) const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Contrast];

    /// Returns the name that is kept as a setting.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// Reads the name of a setting.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }

    /// Returns the theme that goes with the system's own; light where the system does not say.
    pub(crate) fn of_system(ctx: &egui::Context) -> Self {
        match ctx.system_theme() {
            Some(egui::Theme::Dark) => Self::Dark,
            Some(egui::Theme::Light) | None => Self::Light,
        }
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
