//! Commands on a new edition of the procedure carried out, and what the check found of it.

use crate::app::op::Op;
use crate::gui::command::Screen;
use crate::gui::edition::{EditCommand, Edition};
use crate::gui::press::{Draft, Manuscript, Reviewed};
use crate::gui::shell::Shell;
use crate::gui::wizard::SAVE_AFTER;
use crate::pack::Files;
use crate::pack::edit::Edit;
use eframe::egui;
use std::sync::Arc;
use std::time::Duration;

/// The boxes for an option that is added, and the question asked before changes are used or thrown away.
pub(crate) const LABEL: &str = "edit option label";
pub(crate) const CODE: &str = "edit option code";
pub(crate) const SURE: &str = "edit sure";

impl Shell {
    /// Carries out a command on the edition.
    pub(crate) fn carry_out_on_edition(&mut self, ctx: &egui::Context, command: EditCommand) {
        let time = ctx.input(|input| input.time);
        let Some(edition) = &mut self.state.procedure.edition else { return };
        let before = edition.state;
        match command {
            EditCommand::Sheet(sheet) => {
                edition.sheet = sheet;
                edition.adding = None;
                edition.look();
            }
            EditCommand::Form(form) => edition.turn_to_form(form),
            EditCommand::Page(page) => edition.turn_to_page(page),
            EditCommand::Question(question) => edition.turn_to_question(question),
            EditCommand::Type(place, text) => edition.type_in(place, text),
            EditCommand::OpenAdd(place) => edition.adding = place.map(|place| (place, String::new())),
            EditCommand::Add(place) => {
                let text = |name: &str| self.state.jots.get(name).cloned().unwrap_or_default();
                let wrong = edition.add(place.clone(), &text(CODE), &text(LABEL));
                if wrong.is_none() {
                    self.state.jots.remove(CODE);
                    self.state.jots.remove(LABEL);
                }
                edition.adding = wrong.map(|wrong| (place, wrong));
            }
            EditCommand::Undo => edition.take_back(edition.edits.len().wrapping_sub(1)),
            EditCommand::TakeBack(at) => edition.take_back(at),
            EditCommand::Discard => {
                self.state.procedure.edition = None;
                self.state.jots.remove(SURE);
                self.ask_op(Op::KeepEdits(vec![]));
                self.go(Screen::Procedure);
                return self.state.tell("The changes are thrown away");
            }
            EditCommand::Use => {
                if edition.is_ready() {
                    let files = edition.edited.files.clone();
                    self.state.jots.remove(SURE);
                    self.use_procedure(files);
                }
                return;
            }
        }
        if edition.state != before {
            self.state.jots.remove(SURE);
            edition.unsaved.get_or_insert(time);
        }
        self.review();
        ctx.request_repaint();
    }

    /// Opens the edition, once the files of the procedure in force and the changes begun are here.
    pub(crate) fn edit_procedure(&mut self, files: Files, edits: Vec<Edit>) {
        let Some(pack) = self.state.pack.clone() else { return };
        self.state.procedure.edition = Some(Edition::new(pack, files, edits));
        self.review();
    }

    /// Gives the edition to the press, which checks it and lays out the form in view.
    pub(crate) fn review(&mut self) {
        let today = self.state.today;
        let Some(edition) = self.state.procedure.edition.as_mut().filter(|edition| edition.preview.is_stale) else {
            return;
        };
        let given = self.press.give(Manuscript::Edition(Box::new(Draft {
            state: edition.state,
            before: Arc::clone(&edition.before),
            files: edition.edited.files.clone(),
            form: edition.form.clone(),
            made: today,
        })));
        edition.preview.is_stale = false;
        edition.preview.is_failed |= !given;
    }

    /// Takes what the check found.
    pub(crate) fn take_review(&mut self, reviewed: Option<Reviewed>) {
        let Some(edition) = &mut self.state.procedure.edition else { return };
        match reviewed {
            Some(reviewed) => edition.take(reviewed),
            None => edition.preview.is_failed = true,
        }
    }

    /// Keeps the changes made since they were last kept.
    pub(crate) fn keep_edits(&mut self) {
        let Some(edition) = self.state.procedure.edition.as_mut().filter(|edition| edition.unsaved.is_some()) else {
            return;
        };
        edition.unsaved = None;
        let edits = edition.edits.clone();
        self.ask_op(Op::KeepEdits(edits));
    }

    /// Keeps the changes once typing has paused.
    pub(crate) fn keep_edits_in_time(&mut self, ctx: &egui::Context) {
        let Some(since) = self.state.procedure.edition.as_ref().and_then(|edition| edition.unsaved) else { return };
        let left = since + SAVE_AFTER - ctx.input(|input| input.time);
        if left <= 0.0 {
            self.keep_edits();
        } else if left.is_finite() {
            ctx.request_repaint_after(Duration::from_secs_f64(left + 0.01));
        }
    }
}
