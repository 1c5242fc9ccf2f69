//! Changing a copy of the procedure: save it, edit it, check it, see what is different, use it.

use super::procedure::part_words;
use crate::gui::command::Commands;
use crate::gui::edition::sentence;
use crate::gui::kit::{button, frame, list, words, words::Tone};
use crate::gui::procedure::{CheckedFolder, FolderUse, ProcedureCommand};
use crate::gui::state::State;
use crate::pack::difference::Difference;
use crate::pack::finding::PackFinding;
use eframe::egui::Ui;

/// Shows the steps.
pub(super) fn change_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "change procedure", 860.0, |ui| {
        words::title_ui(ui, "Change a copy of this procedure");
        words::body_ui(ui, "A procedure is a folder of text files. The one in use stays as it is until you say so.");
        ui.add_space(14.0);
        copy_ui(ui, state, out);
        ui.add_space(18.0);
        check_ui(ui, state, out);
        if is_own(state) {
            ui.add_space(24.0);
            words::section_ui(ui, "Go back");
            let says = match state.settings.pack_folder.as_str() {
                "" => "The procedure in use is a version of your own. It is kept with the records.".to_owned(),
                folder => format!("The procedure in use is read from {folder}."),
            };
            words::body_ui(ui, &says);
            let writes = state.held_by().is_none();
            let go_back = |ui: &mut Ui| button::secondary_ui(ui, "Use the program’s own procedure again").clicked();
            if ui.add_enabled_ui(writes, go_back).inner {
                out.push(ProcedureCommand::UseOwn.into());
            }
        }
        ui.add_space(24.0);
        others_ui(ui, state, out);
    });
}

/// Is the procedure in use another edition than that of the program?
fn is_own(state: &State) -> bool {
    let id = state.pack.as_ref().map(|pack| pack.id.as_str()).unwrap_or_default();
    let known = state.settings.procedures.iter().find(|known| known.id == id);
    known.is_some_and(|known| known.is_built_in && (known.is_kept || !state.settings.pack_folder.is_empty()))
}

/// Offers the other procedures that are here. Each has its own forms, register and dates of a partnership.
fn others_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    words::section_ui(ui, "Other procedures");
    words::body_ui(ui, "Each keeps its own register. Nothing of the other procedures is lost: come back at any time.");
    ui.add_space(8.0);
    let writes = state.held_by().is_none();
    let current = state.pack.as_ref().map(|pack| pack.id.to_string()).unwrap_or_default();
    for one in state.settings.procedures.iter().filter(|one| one.id != current) {
        let use_it = |ui: &mut Ui| button::secondary_ui(ui, &format!("Use {}", one.title)).clicked();
        if ui.add_enabled_ui(writes, use_it).inner {
            out.push(ProcedureCommand::UsePack(one.id.clone()).into());
        }
        ui.add_space(4.0);
    }
}

fn copy_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    words::section_ui(ui, "1. Save a copy");
    if button::secondary_ui(ui, "Save a copy to a folder…").clicked() {
        out.push(ProcedureCommand::Choose(FolderUse::Copy).into());
    }
    let Some(folder) = state.procedure.folder.as_ref().filter(|_| state.procedure.copied) else { return };
    ui.add_space(8.0);
    frame::notice_ui(ui, Tone::Good, "", |ui| {
        words::strong_ui(ui, &format!("The copy is in {}", folder.display()));
        words::body_ui(
            ui,
            "Open its files with a text editor, change what you need, and save them. Then check the folder.",
        );
        for line in FILES {
            words::caption_ui(ui, line);
        }
    });
}

const FILES: [&str; 4] = [
    "forms: one file for each form, with its questions.",
    "policy.toml: thresholds, settings and due dates.",
    "lists.toml: options that several questions share.",
    "pack.toml: title, officers, stages, the register’s columns, reports and clauses.",
];

fn check_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    words::section_ui(ui, "2. Check it");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if state.procedure.folder.is_some() && button::primary_ui(ui, "Check the folder").clicked() {
            out.push(ProcedureCommand::CheckAgain.into());
        }
        if button::secondary_ui(ui, "Check a folder…").clicked() {
            out.push(ProcedureCommand::Choose(FolderUse::Check).into());
        }
    });
    let (Some(folder), Some(checked)) = (&state.procedure.folder, &state.procedure.checked) else { return };
    ui.add_space(8.0);
    words::caption_ui(ui, &format!("Checked: {}", folder.display()));
    ui.add_space(6.0);
    match checked {
        CheckedFolder::Wrong(findings) => findings_ui(ui, findings),
        CheckedFolder::Right(offered) => {
            frame::notice_ui(ui, Tone::Good, "", |ui| {
                words::strong_ui(ui, &format!("Nothing is wrong with “{}”", offered.pack.title));
            });
            ui.add_space(18.0);
            use_ui(ui, state, &offered.differences, out);
        }
    }
}

fn findings_ui(ui: &mut Ui, findings: &[PackFinding]) {
    let heading = match findings.len() {
        1 => "One thing is to be put right".to_owned(),
        n => format!("{n} things are to be put right"),
    };
    frame::notice_ui(ui, Tone::Error, &heading, |ui| {
        for finding in findings {
            words::strong_ui(ui, &format!("{}, line {}", finding.file, finding.line));
            words::body_ui(ui, &sentence(&finding.message));
            ui.add_space(6.0);
        }
    });
}

fn use_ui(ui: &mut Ui, state: &State, differences: &[Difference], out: &mut Commands) {
    words::section_ui(ui, "3. See what will change, and use it");
    words::body_ui(
        ui,
        &match differences.len() {
            0 => {
                "Forms, questions, options, thresholds, dates and clauses are those of the procedure in use.".to_owned()
            }
            1 => "One thing is different from the procedure in use.".to_owned(),
            n => format!("{n} things are different from the procedure in use."),
        },
    );
    let says = "Forms that are completed keep the procedure they were completed with. The procedure is kept with the \
                records: the folder is needed no more.";
    words::caption_ui(ui, says);
    ui.add_space(8.0);
    let writes = state.held_by().is_none();
    if ui.add_enabled_ui(writes, |ui| button::primary_ui(ui, "Use this procedure").clicked()).inner {
        out.push(ProcedureCommand::Use.into());
    }
    ui.add_space(8.0);
    difference_list_ui(ui, "differences", differences);
}

/// Shows what is different, part by part.
pub(super) fn difference_list_ui(ui: &mut Ui, name: &'static str, differences: &[Difference]) {
    list::rows_ui(ui, name, differences.len(), differences.len(), 72.0, |ui, at| {
        let before = at.checked_sub(1).and_then(|before| differences[before].part());
        difference_ui(ui, before != differences[at].part(), &differences[at]);
    });
}

/// Shows one difference, under a heading where its kind begins.
pub(super) fn difference_ui(ui: &mut Ui, begins: bool, one: &Difference) {
    let Some(point) = one.after.as_ref().or(one.before.as_ref()) else { return };
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add_space(6.0);
    if begins {
        words::section_ui(ui, part_words(point.part));
    }
    words::strong_ui(ui, &format!("{}: {}", one.verb(), point.name));
    if !point.under.is_empty() {
        words::caption_ui(ui, &point.under);
    }
    for line in one.lines() {
        words::body_ui(ui, &line);
    }
    ui.add_space(6.0);
    words::line_ui(ui);
}
