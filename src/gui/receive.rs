//! Events taken: what the worker and the dialogs told becomes part of the state.

use crate::app::op::{Changed, Op};
use crate::app::register::Query;
use crate::app::view::{DocumentState, PartnershipView};
use crate::gui::apply::whole;
use crate::gui::command::{Chosen, Command, PdfUse, Screen};
use crate::gui::message::{Event, Purpose, Request};
use crate::gui::shell::Shell;
use crate::gui::state::{Settings, Starters};
use crate::gui::theme::{self, Theme};
use crate::gui::wizard::{EditionView, Wizard};
use crate::model::desk::DeskPerson;
use crate::model::entry::Entry;
use crate::model::id::{DocumentId, PartId, QuestionId, RowId};
use eframe::egui;
use std::path::PathBuf;

impl Shell {
    /// Takes one event.
    pub(crate) fn receive(&mut self, ctx: &egui::Context, event: Event) {
        match event {
            Event::Opened { pack, settings, is_new, home, today, behind } => {
                self.state.behind = behind;
                self.state.pack = Some(pack);
                self.state.home = Some(*home);
                self.state.today = today;
                self.state.first_run = is_new;
                if self.state.failure.take().is_some() && self.state.screen == Screen::Restore {
                    self.state.jots.remove("restore");
                    self.state.tell("The backup is in place");
                }
                if self.state.screen == Screen::Restore {
                    self.state.screen = Screen::Home;
                    self.state.past.clear();
                }
                self.wear(ctx, settings);
                self.procedure_opened();
            }
            Event::NotOpened { sentence, hint, backups } => {
                self.state.failure = Some((sentence, hint));
                self.state.backups = backups;
            }
            Event::Home(home) => self.state.home = Some(*home),
            Event::Partnership(view) => self.partnership(*view),
            Event::Register { query, found, lines, copy } => self.state.register.take(&query, found, lines, copy),
            Event::Copied { search, lines, copy } => self.state.register.take_copied(&search, lines, copy),
            Event::Lines(lines) => {
                self.state.register.lines.extend(lines.into_iter().map(|line| (line.row, line)));
            }
            Event::NewDay { today, turned, behind } => self.new_day(today, turned, behind),
            Event::Refreshed => {
                self.worker.ask(Request::Home);
                self.worker.ask(Request::Register(self.state.register.query.clone()));
            }
            Event::Starters(lines) => self.state.starters.lines = Some(lines),
            Event::KeptFile { name, bytes, then } => match then {
                PdfUse::Save => self.files.keep(&name, bytes),
                PdfUse::Open | PdfUse::Print => self.files.show(&name, bytes),
            },
            Event::Desk { desk, open } => self.desk(*desk, open),
            Event::History(lines) => self.state.history = lines,
            Event::Backups(lines) => self.state.backups = lines,
            Event::Sittings(sittings) => self.state.settings.sittings = sittings,
            Event::Applied { op, changed, at, today } => {
                self.state.today = today;
                self.applied(op, *changed, at);
            }
            Event::Refused { op, sentence, hint } => self.refused(&op, &sentence, &hint),
            Event::Pdf { name, bytes, then } => match then {
                PdfUse::Save => self.files.save(&name, bytes),
                PdfUse::Open => self.files.view(&name, bytes),
                PdfUse::Print => self.files.print(&name, bytes),
            },
            Event::DuePapers(papers) => self.due_papers(papers),
            Event::DueFile { was_there } => self.due_done(was_there, None),
            Event::DueMember(member) => self.due_done(false, Some(*member)),
            Event::ChoseFolder(folder) => self.chose_folder(folder),
            Event::FileKept { question, row, file, digest } => self.file_kept(&question, row.as_ref(), &file, &digest),
            Event::CameIn { came_in, scans, procedure } => {
                self.state.procedure.came = procedure;
                self.came_in(came_in, scans);
            }
            Event::Checked(checked) => self.checked(checked),
            Event::Office(told) => self.office_told(told),
            Event::Procedure(told) => self.procedure_told(told),
            Event::Due { ask, lines, total } => self.state.due.take(ask, lines, total),
            Event::DueMonth { month, mine, days } => self.state.due.take_month(month, mine, days),
            Event::Exchanged(told) => self.exchanged(*told),
            Event::Report(report) => self.state.reports.shown = Some(report),
            Event::Versions(apart) => self.state.exchange.versions = Some(*apart),
            Event::SheetRead { file, plan } => {
                self.state.busy = false;
                self.sheet_read(file, *plan);
            }
            Event::SheetRows { plan, rows } => self.sheet_rows(&plan, rows),
            Event::Near { name, found } => {
                if name == self.state.jot("new name") {
                    self.state.near = found;
                }
            }
            Event::Brought { files, unread } => self.brought(files, unread),
            Event::Failed { sentence, hint } | Event::NotPrinted { sentence, hint } => {
                (self.state.busy, self.state.mailbox.is_busy) = (false, false);
                let hint = self.fail_batch(hint);
                self.state.exchange.n_coming = 0;
                self.state.warn(sentence, hint);
            }
            Event::Chose { purpose, file } => {
                self.state.busy = false;
                if let Some(file) = file {
                    self.chose(purpose, file);
                }
            }
            Event::Printed { said, hint } => {
                self.state.busy = false;
                if !said.is_empty() {
                    self.state.tell_more(said, hint);
                }
            }
        }
    }

    fn wear(&mut self, ctx: &egui::Context, settings: Settings) {
        theme::choose(ctx, settings.theme.unwrap_or_else(|| Theme::of_system(ctx)));
        #[expect(clippy::cast_precision_loss, reason = "at most 300")]
        ctx.set_zoom_factor(settings.zoom as f32 / 100.0);
        self.state.register.columns.clone_from(&settings.columns);
        self.state.register.views.clone_from(&settings.views);
        self.state.settings = settings;
        self.jot_settings();
    }

    fn partnership(&mut self, view: PartnershipView) {
        if let Some(document) = self.opening.take() {
            let own = |line: &&crate::app::view::DocumentLine| line.document == document;
            let open = |line: &&crate::app::view::DocumentLine| {
                matches!(line.state, DocumentState::Draft | DocumentState::NotStarted | DocumentState::Returned)
            };
            let line = view.documents.iter().filter(own).find(open).or_else(|| view.documents.iter().find(own));
            if let Some(line) = line {
                let (document, part) = (line.document.clone(), line.part.clone());
                self.open_part(document, part);
            }
        }
        self.state.partnership = Some(view);
        if let Some(wizard) = &mut self.state.wizard {
            wizard.preview.is_stale = true;
        }
        self.place_scan();
    }

    fn desk(&mut self, desk: crate::app::view::Desk, open: bool) {
        let reference = desk.reference.clone();
        let state = desk.state;
        match self.state.wizard.as_mut().filter(|w| w.desk.document == desk.document && w.desk.part == desk.part) {
            Some(wizard) => {
                wizard.refresh(desk);
                wizard.focus_page |= open;
                if open {
                    wizard.edition = EditionView::default();
                }
            }
            None => {
                self.state.clear_desk();
                self.state.wizard = Some(Wizard::new(desk));
            }
        }
        if !open {
            return;
        }
        self.worker.ask(Request::Partnership(reference));
        let screen = match state {
            DocumentState::Completed | DocumentState::Signed | DocumentState::Returned => Screen::Done,
            DocumentState::Waiting | DocumentState::NotStarted | DocumentState::Draft => Screen::Wizard,
        };
        self.queue.push(Command::Go(screen));
    }

    fn applied(&mut self, op: Op, changed: Changed, at: String) {
        match op {
            Op::SaveEntry { .. } | Op::SaveEntries { .. } => {
                if let Some(wizard) = &mut self.state.wizard {
                    wizard.saving = wizard.saving.saturating_sub(1);
                    wizard.saved_at = at;
                }
            }
            Op::OpenPart { document, part } => self.worker.ask(Request::Desk { document, part, open: true }),
            Op::StartPartnership { .. } | Op::OpenDocument { .. } => {
                self.state.jots.remove("new name");
                self.state.jots.remove("new form");
                self.opening = changed.document;
                if let Some(reference) = changed.reference {
                    self.queue.push(Command::Go(Screen::Partnership(reference)));
                }
            }
            Op::Undo { document, part } | Op::Redo { document, part } => {
                self.worker.ask(Request::Desk { document, part, open: false });
                self.show_change(changed.questions);
            }
            Op::MoveDraft { document, part, back } => self.draft_moved(document, part, back),
            Op::Complete { document, part } => {
                if changed.findings.is_empty() {
                    self.state.wizard = None;
                    self.worker.ask(Request::Desk { document, part, open: true });
                    self.queue.push(Command::Go(Screen::Done));
                } else if let Some(wizard) = &mut self.state.wizard {
                    wizard.focus_summary = true;
                }
            }
            Op::Reopen { document, part, .. } | Op::Resolve { document, part, .. } => {
                self.state.wizard = None;
                self.worker.ask(Request::Desk { document, part, open: true });
            }
            Op::SignOff(sign_off) if !changed.unmet.is_empty() && sign_off.set_aside.is_empty() => {
                // It was not recorded: what was typed stays, and a reason is asked for.
                if let Some(signing) = &mut self.state.signing {
                    signing.unmet = changed.unmet;
                }
                self.state.message = None;
                self.state.jots.insert("focus", "sign reason".to_owned());
            }
            Op::SignOff(_) => {
                self.state.signing = None;
                self.state.scan = None;
                self.look_again();
                self.state.tell("The signature is recorded");
            }
            Op::Return(_) => {
                self.state.clear_desk();
                self.look_again();
                self.state.tell_more("It is sent back for more", "Home shows it to the officer who completed it.");
            }
            Op::Receive(_) => {
                self.state.clear_desk();
                self.look_again();
                self.state
                    .tell_more("The receipt is noted", "The next PDF saved of this form brings it to the sender.");
            }
            Op::SitDown(person) => self.sat_down(&person),
            Op::Backup if self.state.deleting.is_some() => {
                if let Some((document, part)) = self.state.deleting.take() {
                    self.ask_op(Op::DeleteDraft { document, part });
                }
            }
            Op::Backup => {
                let file = changed.file.map(|file| file.display().to_string()).unwrap_or_default();
                self.state.tell_more("A backup was made and checked", file);
                self.worker.ask(Request::Home);
            }
            Op::Restore { .. } => {
                self.state.wizard = None;
                self.state.jots.remove("restore");
                self.worker.ask(Request::Open);
                self.state.tell("The backup is in place");
            }
            Op::DeleteDraft { .. } => {
                self.state.wizard = None;
                self.state.past.clear();
                self.state.screen = Screen::Home;
                self.worker.ask(Request::Home);
                self.state.tell("The draft is deleted");
                if let Some(message) = &mut self.state.message {
                    let hint = "It can be put back from the backup made just before: File, Restore.";
                    hint.clone_into(&mut message.hint);
                }
            }
            Op::AddStarters { .. } => self.added(changed.started),
            Op::ImportRegister(_) | Op::UndoImport { .. } => self.sheet_done(changed),
            Op::Left { .. }
            | Op::HandOver(_)
            | Op::UndoHandOver { .. }
            | Op::GiveDates { .. }
            | Op::InboxStep(_)
            | Op::Decide(_)
            | Op::AssignNumber { .. }
            | Op::SaveMeeting(_) => self.office_changed(&op, changed),
            Op::Set { name, .. } => self.setting_kept(&name),
            Op::UseProcedure(_) | Op::UseBuiltIn => self.open_procedure(),
            Op::KeepEdits(_) | Op::TurnPage { .. } => {}
        }
    }

    /// Shows a form by the edition of the procedure that it was moved to.
    fn draft_moved(&mut self, document: DocumentId, part: PartId, back: bool) {
        if let Some(wizard) = &mut self.state.wizard {
            wizard.edition = EditionView::default();
        }
        self.worker.ask(Request::Desk { document, part, open: false });
        let (earlier, new) = ("The form goes on under the earlier version", "The form is moved to the new version");
        self.state.tell(if back { earlier } else { new });
    }

    /// Shows everything as who sits at the desk now sees it.
    fn sat_down(&mut self, person: &DeskPerson) {
        self.worker.ask(Request::Sittings);
        self.worker.ask(Request::Home);
        if let Some(desk) = self.state.wizard.as_ref().map(|wizard| &wizard.desk) {
            let (document, part) = (desk.document.clone(), desk.part.clone());
            self.worker.ask(Request::Desk { document, part, open: false });
        }
        self.state.tell(format!("At the desk: {}", person.signature()));
    }

    /// Shows the register with the partnerships of the procedure’s list on it.
    fn added(&mut self, count: usize) {
        self.state.busy = false;
        self.state.starters = Starters::default();
        self.state.register.query = Query::default();
        self.state.past.push(Screen::Home);
        self.state.screen = Screen::Register;
        self.worker.ask(Request::Register(Query::default()));
        self.worker.ask(Request::Home);
        self.state.tell(match count {
            1 => "One partnership was put on the register".to_owned(),
            n => format!("{n} partnerships were put on the register"),
        });
    }

    /// Asks anew for the part in hand and its partnership, because something around it changed.
    pub(crate) fn look_again(&mut self) {
        let Some(desk) = self.state.wizard.as_ref().map(|wizard| &wizard.desk) else { return };
        let (document, part, reference) = (desk.document.clone(), desk.part.clone(), desk.reference.clone());
        self.worker.ask(Request::Desk { document, part, open: false });
        self.worker.ask(Request::Partnership(reference));
    }

    /// Turns to what undo or redo changed.
    fn show_change(&mut self, questions: Vec<QuestionId>) {
        let Some(wizard) = &mut self.state.wizard else { return };
        let Some(question) = questions.into_iter().next() else { return };
        let page = wizard.form().and_then(|form| form.page_of(&question)).map(|page| page.id.clone());
        if let Some(page) = page {
            wizard.page = page;
            wizard.focus = Some(whole(question));
        }
    }

    fn refused(&mut self, op: &Op, sentence: &str, hint: &str) {
        self.state.deleting = None;
        if matches!(
            op,
            Op::AddStarters { .. }
                | Op::ImportRegister(_)
                | Op::UndoImport { .. }
                | Op::HandOver(_)
                | Op::UndoHandOver { .. }
                | Op::GiveDates { .. }
        ) {
            self.state.busy = false;
        }
        let unsaved = if let Op::SaveEntry { question, entry, .. } = op {
            vec![(question.clone(), entry.clone())]
        } else if let Op::SaveEntries { entries, .. } = op {
            entries.clone()
        } else {
            vec![]
        };
        if let Some(wizard) = self.state.wizard.as_mut().filter(|_| !unsaved.is_empty()) {
            wizard.saving = wizard.saving.saturating_sub(1);
            // What could not be saved stays unsaved, and is tried again with the next key.
            for (question, entry) in unsaved {
                wizard.unsaved.entry(question).or_insert(entry);
            }
            wizard.typed_at = f64::INFINITY;
        }
        self.state.warn(sentence, hint);
    }

    /// Takes the folder of letters, of a procedure, of the mailbox, or of papers of everything due; none: nothing is done.
    fn chose_folder(&mut self, folder: Option<PathBuf>) {
        self.state.busy = false;
        let is_for_other = self.mail_into(folder.as_ref())
            || self.procedure_folder(folder.as_ref())
            || self.mailbox_folder(folder.as_ref());
        if let Some(folder) = folder.filter(|_| !is_for_other) {
            self.print_due_into(folder);
        }
    }

    fn chose(&mut self, purpose: Purpose, file: Chosen) {
        match purpose {
            Purpose::Scan => self.state.scan = Some(file),
            Purpose::Backup => self.ask_op(Op::Restore { file: file.path }),
            Purpose::Spreadsheet => {
                self.state.busy = true;
                self.worker.ask(Request::ReadSheet(file));
            }
            Purpose::Check => self.worker.ask(Request::CheckFile(file)),
            Purpose::Document { question, row } => self.worker.ask(Request::AddFile { question, row, file }),
        }
    }

    /// Fills a document's answer with the file that is now kept.
    fn file_kept(&mut self, question: &QuestionId, row: Option<&RowId>, file: &Chosen, digest: &str) {
        let Some(wizard) = &self.state.wizard else { return };
        let name = file.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let current = wizard.reading.questions().find(|own| own.id == *question).and_then(|own| own.entry.clone());
        let entry = match (current, row) {
            (Some(Entry::Rows(mut rows)), Some(row)) => {
                if let Some(row) = rows.iter_mut().find(|own| own.id == *row) {
                    row.cells.insert("file".into(), Entry::Text(digest.to_owned()));
                    row.cells.entry("title".into()).or_insert_with(|| Entry::Text(name));
                }
                Entry::Rows(rows)
            }
            (current, _) => {
                let mut fields = match current {
                    Some(Entry::Fields(fields)) => fields,
                    Some(Entry::Text(_) | Entry::Codes(_) | Entry::Rows(_)) | None => std::collections::BTreeMap::new(),
                };
                fields.insert("file".to_owned(), digest.to_owned());
                fields.entry("title".to_owned()).or_insert(name);
                Entry::Fields(fields)
            }
        };
        self.queue.push(Command::Type { question: question.clone(), entry: Some(entry) });
    }
}
