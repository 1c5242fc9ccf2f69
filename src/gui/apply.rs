//! Commands carried out: the one place that changes the state because a person asked.

use crate::app::op::{Op, SignOff};
use crate::gui::command::{Command, PdfUse, Screen, Spot};
use crate::gui::message::{Purpose, Request};
use crate::gui::shell::Shell;
use crate::gui::theme;
use crate::model::day::Day;
use crate::model::id::QuestionId;
use eframe::egui;

impl Shell {
    /// Carries out one command.
    pub(crate) fn carry_out(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::Go(screen) => self.go(screen),
            Command::Back => self.back(),
            Command::Forward => self.forward(),
            Command::OpenForm { reference, form, period } => {
                self.flush();
                self.ask_op(Op::OpenDocument { reference, form, period });
            }
            Command::OpenPart { document, part } => {
                self.flush();
                self.worker.ask(Request::Desk { document, part, open: true });
            }
            Command::Type { .. }
            | Command::SaveNow
            | Command::Turn(_)
            | Command::Correct { .. }
            | Command::Reached
            | Command::Continue
            | Command::GoOn
            | Command::PageBack
            | Command::Check
            | Command::Complete
            | Command::Fold(_)
            | Command::Why(_)
            | Command::SameAsLast(_)
            | Command::Undo
            | Command::Redo => self.carry_out_in_wizard(ctx, command),
            Command::ShowPaper(shown) => self.state.paper_shown = shown,
            Command::PaperZoom(percent) => self.state.paper_zoom = percent,
            Command::Do(op) => {
                self.flush();
                self.ask_op(op);
            }
            Command::DeleteDraft => self.delete_draft(),
            Command::Search(search) => {
                self.state.register.search.clone_from(&search);
                self.worker.ask(Request::Register(search));
            }
            Command::Theme(chosen) => {
                self.state.settings.theme = chosen;
                theme::choose(ctx, chosen);
                self.set("theme", chosen.code());
            }
            Command::Zoom(percent) => self.zoom(ctx, percent),
            Command::Pdf(then) => self.print(then),
            Command::ChooseScan => self.choose(Purpose::Scan),
            Command::ChooseDocument { question, row } => self.choose(Purpose::Document { question, row }),
            Command::ChooseBackup => self.choose(Purpose::Backup),
            Command::Jot(name, text) => self.jot(name, text),
            Command::Start => self.start_partnership(),
            Command::Sign => self.sign(),
            Command::KeepMe => self.keep_me(),
            Command::Dismiss => self.state.message = None,
            Command::Retry => {
                self.state.failure = None;
                self.worker.ask(Request::Open);
            }
            Command::Quit => {
                self.flush();
                self.state.quitting = true;
                ctx.request_repaint();
            }
        }
    }

    /// Asks for a change.
    pub(crate) fn ask_op(&mut self, op: Op) {
        self.worker.ask(Request::Apply(op));
    }

    /// Saves what was typed since the last save.
    pub(crate) fn flush(&mut self) {
        let Some(wizard) = self.state.wizard.as_mut().filter(|wizard| !wizard.unsaved.is_empty()) else { return };
        let mut entries: Vec<_> = std::mem::take(&mut wizard.unsaved).into_iter().collect();
        wizard.saving += 1;
        wizard.desk.can_undo = true;
        wizard.desk.can_redo = false;
        let (document, part) = (wizard.desk.document.clone(), wizard.desk.part.clone());
        let op = if entries.len() == 1 {
            let (question, entry) = entries.remove(0);
            Op::SaveEntry { document, part, question, entry }
        } else {
            Op::SaveEntries { document, part, entries }
        };
        self.ask_op(op);
    }

    fn go(&mut self, screen: Screen) {
        self.flush();
        if self.state.screen != screen {
            let before = std::mem::replace(&mut self.state.screen, screen);
            self.state.past.push(before);
            self.state.future.clear();
        }
        self.show();
    }

    fn back(&mut self) {
        self.flush();
        let Some(screen) = self.state.past.pop() else { return };
        let now = std::mem::replace(&mut self.state.screen, screen);
        self.state.future.push(now);
        self.show();
    }

    fn forward(&mut self) {
        self.flush();
        let Some(screen) = self.state.future.pop() else { return };
        let now = std::mem::replace(&mut self.state.screen, screen);
        self.state.past.push(now);
        self.show();
    }

    /// Asks for what the screen in view shows.
    pub(crate) fn show(&mut self) {
        self.state.message = None;
        match self.state.screen.clone() {
            Screen::Home => self.worker.ask(Request::Home),
            Screen::Register => self.worker.ask(Request::Register(self.state.register.search.clone())),
            Screen::Partnership(reference) => {
                if self.state.partnership.as_ref().is_some_and(|view| view.reference != reference) {
                    self.state.partnership = None;
                }
                self.worker.ask(Request::Partnership(reference));
            }
            Screen::History(reference) => self.worker.ask(Request::History(reference)),
            Screen::Restore => self.worker.ask(Request::Backups),
            Screen::NewPartnership => {
                self.state.jots.insert("focus", "new name".to_owned());
            }
            Screen::Settings => self.jot_settings(),
            Screen::Wizard
            | Screen::CheckAnswers
            | Screen::Done
            | Screen::DeleteDraft
            | Screen::Keys
            | Screen::About => {}
        }
    }

    /// Shows what is kept in the boxes of the settings.
    pub(crate) fn jot_settings(&mut self) {
        let settings = self.state.settings.clone();
        for (jot, text) in [("me name", settings.name), ("me post", settings.post), ("prefix", settings.prefix)] {
            self.state.jots.insert(jot, text);
        }
    }

    fn zoom(&mut self, ctx: &egui::Context, percent: u32) {
        let percent = percent.clamp(100, 300);
        self.state.settings.zoom = percent;
        #[expect(clippy::cast_precision_loss, reason = "at most 300")]
        ctx.set_zoom_factor(percent as f32 / 100.0);
        self.set("zoom", &percent.to_string());
    }

    fn set(&mut self, name: &str, value: &str) {
        if self.state.pack.is_some() && self.state.held_by().is_none() {
            self.ask_op(Op::Set { name: name.to_owned(), value: value.to_owned() });
        }
    }

    fn print(&mut self, then: PdfUse) {
        self.flush();
        let Some(desk) = self.state.wizard.as_ref().map(|wizard| &wizard.desk) else { return };
        let (document, part) = (desk.document.clone(), desk.part.clone());
        self.state.busy = true;
        self.state.message = None;
        self.worker.ask(Request::Pdf { document, part, then });
    }

    fn choose(&mut self, purpose: Purpose) {
        // Never two dialogs at once.
        if !self.state.busy {
            self.state.busy = true;
            self.files.choose(purpose);
        }
    }

    fn jot(&mut self, name: &'static str, text: String) {
        if name == "skip" {
            self.state.first_run = false;
            self.set("welcomed", "yes");
            return;
        }
        if name == "sign question" {
            let settings = self.state.settings.clone();
            self.state.jots.insert("sign name", settings.name);
            self.state.jots.insert("sign post", settings.post);
            self.state.jots.insert("sign on", self.state.today.to_string());
            self.state.scan = None;
        }
        self.state.jots.insert(name, text);
    }

    fn start_partnership(&mut self) {
        let name = self.state.jot("new name").trim().to_owned();
        if name.is_empty() {
            self.state.jots.insert("new wrong", "Enter the name of the partnership".to_owned());
            self.state.jots.insert("focus", "new name".to_owned());
            return;
        }
        self.state.jots.remove("new wrong");
        self.ask_op(Op::StartPartnership { name });
    }

    fn sign(&mut self) {
        let Some(wizard) = &self.state.wizard else { return };
        let jot = |name: &str| self.state.jot(name).trim().to_owned();
        let Ok(on) = Day::parse(&jot("sign on"), self.state.today) else {
            return self.state.warn("The date of the signature cannot be read", "Write it as 31 3 2026.");
        };
        if jot("sign name").is_empty() {
            return self.state.warn("The name of who signed is missing", "Enter it, then record the signature.");
        }
        let scan = self.state.scan.as_ref().map(|scan| {
            let name = scan.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, scan.bytes.clone())
        });
        let sign_off = SignOff {
            document: wizard.desk.document.clone(),
            question: QuestionId::new(jot("sign question")),
            name: jot("sign name"),
            post: jot("sign post"),
            on,
            reference: jot("sign reference"),
            scan,
        };
        self.ask_op(Op::SignOff(sign_off));
    }

    /// Makes a backup, so that what is deleted can be put back; the deletion follows when it is there.
    fn delete_draft(&mut self) {
        self.flush();
        let Some(wizard) = self.state.wizard.as_ref().filter(|wizard| wizard.is_open()) else { return };
        self.state.deleting = Some((wizard.desk.document.clone(), wizard.desk.part.clone()));
        self.ask_op(Op::Backup);
    }

    fn keep_me(&mut self) {
        let jot = |name: &str| self.state.jot(name).trim().to_owned();
        let (name, post, prefix) = (jot("me name"), jot("me post"), jot("prefix").to_uppercase());
        self.state.settings.name.clone_from(&name);
        self.state.settings.post.clone_from(&post);
        self.state.settings.prefix.clone_from(&prefix);
        let first = std::mem::take(&mut self.state.first_run);
        for (setting, value) in [("me.name", &*name), ("me.post", &*post), ("prefix", &*prefix), ("welcomed", "yes")] {
            self.set(setting, value);
        }
        if !first {
            self.state.tell("The settings are saved");
        }
    }
}

/// Returns the spot of a question as a whole.
pub(crate) fn whole(question: QuestionId) -> Spot {
    Spot { question, row: None, column: None }
}
