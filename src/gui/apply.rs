//! Commands carried out: the one place that changes the state because a person asked.

use crate::app::op::Op;
use crate::gui::command::{Command, PdfUse, Screen, Sheet, Spot};
use crate::gui::message::{Purpose, Request};
use crate::gui::office::OfficeAsk;
use crate::gui::shell::Shell;
use crate::gui::state::Starters;
use crate::gui::theme::{self, Theme};
use crate::model::id::{DocumentId, FormId, PartId, QuestionId};
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
                self.ask_op(Op::OpenDocument { reference, form, period, part: None });
            }
            Command::OpenPart { document, part } => {
                self.flush();
                self.open_part(document, part);
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
            | Command::Edition(_)
            | Command::CheckPast(_)
            | Command::SameAsLast(_)
            | Command::Undo
            | Command::Redo => self.carry_out_in_wizard(ctx, command),
            Command::Paper(_)
            | Command::PaperZoom(_)
            | Command::LayOut
            | Command::Answering(_)
            | Command::PaperTurn(_)
            | Command::PaperPage(_)
            | Command::PaperBox(_)
            | Command::PaperSeen => self.carry_out_on_preview(ctx, command),
            Command::Do(op) => {
                self.flush();
                self.ask_op(op);
            }
            Command::DeleteDraft => self.delete_draft(),
            Command::Register(command) => self.carry_out_in_register(command),
            Command::Everyone(everyone) => self.state.everyone = everyone,
            Command::Sheet(sheet) => self.state.sheet = sheet,
            Command::Unfold(name) => self.unfold(name),
            Command::Tick(_) | Command::TickAll(_) | Command::AddStarters => self.carry_out_in_list(&command),
            Command::Office(command) => self.carry_out_at_office(ctx, command),
            Command::Due(_) | Command::DueDay(_) | Command::DueMine(_) | Command::DueAt(_) => {
                self.carry_out_on_due(&command);
            }
            Command::SaveCalendar => self.worker.ask(Request::Calendar),
            Command::Report(command) => self.carry_out_in_reports(command),
            Command::Procedure(command) => self.carry_out_on_procedure(ctx, command),
            Command::Mailbox(command) => self.carry_out_in_mailbox(command),
            Command::Theme(chosen) => self.wear_theme(ctx, chosen),
            Command::Zoom(percent) => self.zoom(ctx, percent),
            Command::Pdf(then) => self.print(then),
            Command::Blank { .. } | Command::Bundle { .. } | Command::PrintDue { .. } | Command::StopDue => {
                self.carry_out_on_batch(command);
            }
            Command::ChooseScan => self.choose(Purpose::Scan),
            Command::ChooseDocument { question, row } => self.choose(Purpose::Document { question, row }),
            Command::ChooseBackup => self.choose(Purpose::Backup),
            Command::Jot(name, text) => self.jot(name, text),
            Command::Start => self.start_partnership(),
            Command::OpenSignature(..)
            | Command::CloseSignature
            | Command::Sign { .. }
            | Command::AskReason(_)
            | Command::Reopen
            | Command::AskReturn(_)
            | Command::Return
            | Command::AskReceipt(_)
            | Command::NoteReceipt => self.carry_out_on_paper(command),
            Command::KeptFile { .. }
            | Command::ChooseFiles
            | Command::ChooseChecked
            | Command::CheckCode
            | Command::UseScan(_)
            | Command::PlaceScan { .. }
            | Command::LeaveScan
            | Command::MakePackage
            | Command::PublishRegister => self.carry_out_with_files(command),
            Command::Spreadsheet(command) => self.carry_out_on_sheet(command),
            Command::Describe(person) => self.state.person = person,
            Command::KeepMe => self.keep_me(),
            Command::KeepPrefix => self.keep_settings(),
            Command::Warn { text, hint } => self.state.warn(text, hint),
            Command::Dismiss => self.state.message = None,
            Command::DismissDay => self.state.turned = None,
            Command::Retry => self.retry(),
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

    /// Opens a part; where this copy may write, the part gets its first answers.
    pub(crate) fn open_part(&mut self, document: DocumentId, part: PartId) {
        if self.state.held_by().is_none() {
            self.ask_op(Op::OpenPart { document, part });
        } else {
            self.worker.ask(Request::Desk { document, part, open: true });
        }
    }

    /// Saves what was typed since the last save.
    pub(crate) fn flush(&mut self) {
        self.keep_edits();
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

    pub(crate) fn go(&mut self, screen: Screen) {
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
        if let Some(said) = self.said_after.take() {
            self.state.tell(said);
        }
        match self.state.screen.clone() {
            Screen::Home | Screen::CameIn | Screen::PlaceScan => self.worker.ask(Request::Home),
            Screen::Versions { document, part } => {
                self.state.exchange.versions = None;
                self.worker.ask(Request::Versions { document, part });
            }
            Screen::CheckPaper => {
                self.state.jots.insert("focus", "check code".to_owned());
            }
            Screen::Register => self.worker.ask(Request::Register(self.state.register.query.clone())),
            Screen::RegisterCopy => self.worker.ask(Request::Copied(self.state.register.copied.search.clone())),
            Screen::Partnership(reference) => {
                if self.state.partnership.as_ref().is_some_and(|view| view.reference != reference) {
                    self.state.partnership = None;
                    self.state.sheet = Sheet::default();
                    self.state.unfolded.clear();
                }
                self.worker.ask(Request::Partnership(reference.clone()));
                self.ask_office(OfficeAsk::NextNumber(reference));
            }
            Screen::History(reference) => self.worker.ask(Request::History(reference)),
            Screen::Restore => self.worker.ask(Request::Backups),
            Screen::Starters => {
                self.state.starters = Starters::default();
                self.worker.ask(Request::Starters);
            }
            Screen::NewPartnership => {
                self.state.near = None;
                self.state.jots.insert("focus", "new name".to_owned());
            }
            Screen::Desk(sheet) => self.show_desk(sheet),
            Screen::Due => self.show_due(),
            Screen::Report { .. } => {
                self.state.reports.period = None;
                self.ask_report();
            }
            Screen::InboxLine(document) => self.show_line(document),
            Screen::HandOver(name) => self.show_led(name),
            Screen::Meeting(id) => self.show_meeting(id),
            Screen::Settings => self.jot_settings(),
            Screen::Person => {
                self.state.jots.insert("focus", "me name".to_owned());
                self.state.jots.remove("me wrong");
            }
            Screen::Wizard | Screen::CheckAnswers | Screen::Done => {
                let own = self.state.wizard.as_ref().map(|wizard| wizard.desk.reference.clone());
                let shown = self.state.partnership.as_ref().map(|view| &view.reference);
                if let Some(reference) = own.filter(|own| shown != Some(own)) {
                    self.worker.ask(Request::Partnership(reference));
                }
            }
            Screen::Spreadsheet => {
                // What was done with the last one is past.
                if self.state.sheet_work.as_ref().is_some_and(|work| work.done.is_some()) {
                    self.state.sheet_work = None;
                }
            }
            Screen::Procedure => self.outline_procedure(),
            Screen::EditProcedure => self.begin_edition(),
            Screen::ChangeProcedure
            | Screen::CameProcedure
            | Screen::Reports
            | Screen::DeleteDraft
            | Screen::Package
            | Screen::Mailbox
            | Screen::Help
            | Screen::Keys
            | Screen::About => {}
        }
    }

    /// Shows what is kept in the boxes of the settings.
    pub(crate) fn jot_settings(&mut self) {
        self.state.jots.insert("prefix", self.state.settings.prefix.clone());
    }

    fn unfold(&mut self, name: &'static str) {
        if !self.state.unfolded.remove(name) {
            self.state.unfolded.insert(name);
        }
    }

    fn wear_theme(&mut self, ctx: &egui::Context, chosen: Option<Theme>) {
        self.state.settings.theme = chosen;
        theme::choose(ctx, chosen.unwrap_or_else(|| Theme::of_system(ctx)));
        self.set("theme", chosen.map_or("", Theme::code));
    }

    fn zoom(&mut self, ctx: &egui::Context, percent: u32) {
        let percent = percent.clamp(100, 300);
        self.state.settings.zoom = percent;
        #[expect(clippy::cast_precision_loss, reason = "at most 300")]
        ctx.set_zoom_factor(percent as f32 / 100.0);
        self.set("zoom", &percent.to_string());
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
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

    pub(crate) fn choose(&mut self, purpose: Purpose) {
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
        if name == "new name" {
            self.look_for_near(&text);
        }
        self.state.jots.insert(name, text);
    }

    fn start_partnership(&mut self) {
        let Some(pack) = self.state.pack.clone() else { return };
        let (name, chosen) = (self.state.jot("new name").trim().to_owned(), self.state.jot("new form"));
        let ways: Vec<&FormId> = pack.starting_forms().map(|(form, _)| &form.id).collect();
        let form = match ways.as_slice() {
            // Where there is but one way to begin, nobody is asked.
            [only] => Some((*only).clone()),
            ways => ways.iter().find(|form| form.as_str() == chosen).map(|form| (*form).clone()),
        };
        let wrong = match (&form, name.is_empty()) {
            (None, _) => Some(("Choose how to begin", "new form")),
            (Some(_), true) => Some(("Enter the name of the partnership", "new name")),
            (Some(_), false) => None,
        };
        if let Some((sentence, focus)) = wrong {
            self.state.jots.insert("new wrong", sentence.to_owned());
            self.state.jots.insert("focus", focus.to_owned());
            return;
        }
        self.state.jots.remove("new wrong");
        self.ask_op(Op::StartPartnership { name, form });
    }

    /// Carries out a command on the procedure’s own list of partnerships; `carry_out` sends no others here.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other commands are matched in full by carry_out")]
    fn carry_out_in_list(&mut self, command: &Command) {
        let starters = &mut self.state.starters;
        match command {
            Command::Tick(at) if !starters.ticked.remove(at) => {
                starters.ticked.insert(*at);
            }
            Command::TickAll(true) => starters.ticked = starters.lines.iter().flatten().map(|(at, _)| *at).collect(),
            Command::TickAll(false) => starters.ticked.clear(),
            Command::AddStarters => {
                let which = starters.ticked.iter().copied().collect();
                self.state.busy = true;
                self.ask_op(Op::AddStarters { which });
            }
            _ => {}
        }
    }

    /// Makes a backup, so that what is deleted can be put back; the deletion follows when it is there.
    fn delete_draft(&mut self) {
        self.flush();
        let Some(wizard) = self.state.wizard.as_ref().filter(|wizard| wizard.is_open()) else { return };
        self.state.deleting = Some((wizard.desk.document.clone(), wizard.desk.part.clone()));
        self.ask_op(Op::Backup);
    }

    /// Notes who sits at the desk from now on.
    fn keep_me(&mut self) {
        let person = self.state.person.trimmed();
        if person.name.is_empty() {
            self.state.jots.insert("me wrong", "Enter your name".to_owned());
            self.state.jots.insert("focus", "me name".to_owned());
            return;
        }
        self.state.jots.remove("me wrong");
        if std::mem::take(&mut self.state.first_run) {
            self.keep_prefix();
            self.set("welcomed", "yes");
        }
        self.flush();
        self.ask_op(Op::SitDown(person));
        if self.state.screen == Screen::Person {
            self.back();
        }
    }
    fn retry(&mut self) {
        self.state.failure = None;
        self.worker.ask(Request::Open);
    }

    fn keep_settings(&mut self) {
        self.keep_prefix();
        self.state.tell("The settings are saved");
    }

    fn keep_prefix(&mut self) {
        let prefix = self.state.jot("prefix").trim().to_uppercase();
        self.state.settings.prefix.clone_from(&prefix);
        self.state.jots.insert("prefix", prefix.clone());
        self.set("prefix", &prefix);
    }
}

/// Returns the spot of a question as a whole.
pub(crate) fn whole(question: QuestionId) -> Spot {
    Spot { question, row: None, column: None }
}
