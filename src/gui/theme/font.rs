//! The type: Inter, one variable font for every weight, and the faces of the PDF; under the Open Font License.

use crate::print::fonts::Face;
use eframe::egui::{FontData, FontDefinitions, FontFamily, epaint::text::VariationCoords};
use std::sync::Arc;

const INTER: &[u8] = include_bytes!("../../../assets/fonts/Inter.ttf");

/// Returns the fonts of the window and nothing of the machine's, so that every computer shows the same.
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, weight, size) in [("regular", 430.0, 15.0), ("semibold", 620.0, 17.0), ("bold", 720.0, 28.0)] {
        let mut face = FontData::from_static(INTER);
        face.tweak.coords = VariationCoords::new([(b"wght", weight), (b"opsz", size)]);
        fonts.font_data.insert(name.to_owned(), Arc::new(face));
        fonts.families.insert(FontFamily::Name(name.into()), vec![name.to_owned()]);
    }
    // The faces of the PDF, for the preview; unhinted, so that every letter stands where it prints.
    for face in Face::ALL {
        let mut data = FontData::from_static(face.bytes());
        data.tweak.hinting = Some(false);
        fonts.font_data.insert(face.name().to_owned(), Arc::new(data));
        fonts.families.insert(FontFamily::Name(face.name().into()), vec![face.name().to_owned()]);
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["regular".to_owned()]);
    }
    fonts
}
