//! Kind `graded`: a grade and a comment.

use super::Slot;
use crate::gui::kit::choice::{self, Group, Pick};
use crate::gui::kit::{focus, text::TextBox, words};
use crate::model::answer::Grade;
use crate::model::entry::Entry;
use crate::pack::form::GradedKind;
use eframe::egui::Ui;

/// Shows the grades, and a comment once there is a grade.
pub(super) fn graded_ui(ui: &mut Ui, slot: &Slot<'_>, kind: &GradedKind) -> Option<Entry> {
    let grade = slot.part("answer");
    let picks: Vec<Pick<'_>> = Grade::ALL
        .into_iter()
        .filter(|offered| *offered != Grade::Na || slot.na || grade == "na")
        .map(|offered| Pick::plain(offered.code(), offered.label()))
        .collect();
    let group = Group {
        id: slot.id.with("answer"),
        name: &slot.name,
        about: &slot.about,
        across: true,
        focus: slot.wants_focus_at("answer", true),
        wrong: slot.is_wrong() || slot.is_part_wrong("answer"),
    };
    let mut entry = choice::radio_ui(ui, &group, &picks, grade).map(|code| slot.with_part("answer", &code));
    if grade.is_empty() && slot.part("comment").is_empty() {
        return entry;
    }
    let needed = Grade::parse(grade).is_some_and(|grade| kind.comment_for.contains(&grade));
    let label = if needed { "Comment" } else { "Comment (optional)" };
    words::caption_ui(ui, label);
    let name = format!("{label}: {}", slot.name);
    let rows = (slot.part("comment").chars().count() / 80 + 2).clamp(2, 12);
    let text_box = TextBox {
        rows,
        width: 680.0,
        wrong: slot.is_part_wrong("comment"),
        ..TextBox::line(slot.id.with("comment"), &name)
    };
    let (response, typed) = text_box.ui(ui, slot.part("comment"));
    if slot.wants_focus_at("comment", false) {
        focus::go_to(&response);
    }
    if let Some(typed) = typed {
        entry = Some(slot.with_part("comment", &typed));
    }
    entry
}
