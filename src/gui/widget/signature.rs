//! Kind `signature`: signed on paper, recorded later.

use super::Slot;
use crate::gui::kit::{frame, words, words::Tone};
use crate::model::entry::Entry;
use crate::pack::form::SignatureKind;
use eframe::egui::Ui;

/// Says who signs and how; a recorded signature is shown.
pub(super) fn signature_ui(ui: &mut Ui, slot: &Slot<'_>, kind: &SignatureKind) -> Option<Entry> {
    let role = slot.around.pack.role_title(&kind.role).to_owned();
    match slot.around.signed.get(&slot.question.id) {
        Some(signed) => {
            frame::notice_ui(ui, Tone::Good, "", |ui| {
                let post = if signed.post.is_empty() { String::new() } else { format!(", {}", signed.post) };
                words::body_ui(ui, &format!("Signed by {}{post} on {}", signed.name, signed.on));
                if !signed.reference.is_empty() {
                    words::caption_ui(ui, &format!("Minute {}", signed.reference));
                }
            });
        }
        None => {
            frame::notice_ui(ui, Tone::Info, "", |ui| {
                words::body_ui(ui, &format!("Signed in ink by: {role}"));
                let how = "There is nothing to fill in here. The printed form has a place for the signature; \
                           record it afterwards under “I have signed it”.";
                words::caption_ui(ui, how);
            });
        }
    }
    None
}
