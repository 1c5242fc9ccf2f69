//! While files hover over the window, and while they are looked at: where they go.

use crate::gui::exchange::DropGoes;
use crate::gui::kit::{frame, words, words::Tone};
use crate::gui::state::State;
use crate::gui::theme;
use eframe::egui::{Align2, Area, Frame, Id, LayerId, Margin, Order, Stroke, Ui, accesskit::Live};

/// Says over the whole window where the hovering files go.
pub(super) fn hover_ui(ui: &Ui, state: &State) {
    let ctx = ui.ctx();
    let count = ctx.input(|input| input.raw.hovered_files.len());
    let Some((heading, says)) = (count > 0).then(|| words_of(state, count)) else { return };
    let tokens = theme::tokens(ctx);
    let whole = ctx.content_rect();
    let veil = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("veil of a drop")));
    veil.rect_filled(whole, 0, tokens.page.gamma_multiply(0.8));
    let area =
        Area::new(Id::unique("where a drop goes")).order(Order::Tooltip).anchor(Align2::CENTER_CENTER, [0.0, 0.0]);
    area.interactable(false).show(ctx, |ui| {
        let edge = Stroke::new(3.0, tokens.link);
        let shown =
            Frame::new().fill(tokens.raised).stroke(edge).inner_margin(Margin::symmetric(34, 26)).show(ui, |ui| {
                ui.set_width((whole.width() - 140.0).clamp(200.0, 460.0));
                words::section_ui(ui, heading);
                words::body_ui(ui, says);
            });
        ui.ctx().accesskit_node_builder(shown.response.id, |node| node.set_live(Live::Polite));
    });
}

fn words_of(state: &State, count: usize) -> (&'static str, &'static str) {
    match state.drop_goes() {
        DropGoes::Scan => ("Drop it: the scan of the signed sheet", "It is kept with the signature being recorded."),
        DropGoes::Check => ("Drop it: it is checked", "Nothing is taken in from here."),
        DropGoes::Sheet => ("Drop it: it is brought in", "You see what becomes of each row before anything is done."),
        DropGoes::In if count == 1 => (
            "Drop it: it is taken in",
            "A form goes into the records. The scan of a signed sheet goes to the form it shows.",
        ),
        DropGoes::In => (
            "Drop them: they are taken in",
            "Forms go into the records. Scans of signed sheets go to the forms they show.",
        ),
        DropGoes::Nowhere => ("Nothing can be taken in now", "The records cannot be changed from here at this moment."),
    }
}

/// Says that files are being looked at.
pub(super) fn coming_ui(ui: &mut Ui, state: &State) {
    let says = match state.exchange.n_coming {
        0 => return,
        1 => "One file is being looked at…".to_owned(),
        n => format!("{n} files are being looked at…"),
    };
    Frame::new().inner_margin(Margin { left: 18, right: 18, top: 12, bottom: 0 }).show(ui, |ui| {
        frame::notice_ui(ui, Tone::Info, "", |ui| words::strong_ui(ui, &says));
    });
}
