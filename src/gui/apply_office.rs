//! Commands and events of the office's desk: the inbox, reminders, meetings, hand-overs, register numbers.

use crate::app::inbox::Step;
use crate::app::op::{Changed, Decision, HandOver, InboxStep, Op};
use crate::gui::command::{Command, Screen};
use crate::gui::message::Request;
use crate::gui::office::{DeskSheet, MeetingDraft, OfficeAsk, OfficeCommand, OfficeTold};
use crate::gui::shell::Shell;
use crate::model::answer::Person;
use crate::model::day::Day;
use crate::model::id::DocumentId;
use eframe::egui;
use std::path::PathBuf;

impl Shell {
    /// Carries out a command of the desk.
    pub(crate) fn carry_out_at_office(&mut self, ctx: &egui::Context, command: OfficeCommand) {
        match command {
            OfficeCommand::All(all) => {
                self.state.office.all = all;
                self.ask_office(OfficeAsk::Inbox { all });
            }
            OfficeCommand::Step(step) => self.note_step(step),
            OfficeCommand::TakeBack(step) => self.step_op(step, None),
            OfficeCommand::Accept(column) => self.decide(column, true),
            OfficeCommand::AcceptAll => {
                let open = self.state.office.line.iter().flat_map(|line| &line.corrections);
                let open: Vec<String> =
                    open.filter(|one| one.accepted.is_none()).map(|one| one.column.clone()).collect();
                for column in open {
                    self.decide(column, true);
                }
            }
            OfficeCommand::AskDecline(column) => {
                if column.is_some() {
                    self.state.jots.remove("decline reason");
                    self.state.jots.insert("focus", "decline reason".to_owned());
                }
                self.state.office.declining = column;
            }
            OfficeCommand::Decline => {
                if let Some(column) = self.state.office.declining.clone() {
                    self.decide(column, false);
                }
            }
            OfficeCommand::Read(place) => self.state.office.reading = place,
            OfficeCommand::Copy(place) => {
                if let Some(one) = self.state.office.reminders.iter().flatten().nth(place) {
                    ctx.copy_text(one.body.clone());
                    self.state.tell("The text is copied: paste it into an e-mail");
                }
            }
            OfficeCommand::Mail(place) => {
                if let Some(one) = self.state.office.reminders.iter().flatten().nth(place).cloned() {
                    self.state.busy = true;
                    self.ask_office(OfficeAsk::Mail(Box::new(one)));
                }
            }
            OfficeCommand::MailAll => self.mail_all(),
            OfficeCommand::NoteLeft => self.note_left(),
            OfficeCommand::NotLeft(name) => self.ask_op(Op::Left { name, on: None }),
            OfficeCommand::Tick(reference) => {
                if !self.state.office.ticked.remove(&reference) {
                    self.state.office.ticked.insert(reference);
                }
            }
            OfficeCommand::TickAll(all) => {
                let led = self.state.office.led.iter().flatten().filter(|one| all && one.refused.is_empty());
                self.state.office.ticked = led.map(|one| one.reference.clone()).collect();
            }
            OfficeCommand::HandOver(from) => self.hand_over(from),
            OfficeCommand::UndoHandOver(id) => self.ask_op(Op::UndoHandOver { id }),
            OfficeCommand::GiveDates(programme) => {
                self.state.busy = true;
                self.ask_op(Op::GiveDates { programme });
            }
            OfficeCommand::Number(reference) => {
                let typed = self.state.jot("number").trim().to_owned();
                self.ask_op(Op::AssignNumber { reference, number: Some(typed) });
            }
            OfficeCommand::Write(draft) => self.state.office.meeting = Some(*draft),
            OfficeCommand::KeepMeeting => self.keep_meeting(),
            OfficeCommand::Strike(struck) => {
                if let Some(draft) = &mut self.state.office.meeting {
                    draft.struck = struck;
                }
                self.keep_meeting();
            }
            OfficeCommand::PutBack(place) => {
                if let Some(version) = self.state.office.versions.get(place) {
                    self.ask_op(Op::SaveMeeting(version.meeting.clone()));
                }
            }
        }
    }

    /// Asks the worker something for the desk.
    pub(crate) fn ask_office(&mut self, asked: OfficeAsk) {
        self.worker.ask(Request::Office(asked));
    }

    /// Asks for what a sheet of the desk shows.
    pub(crate) fn show_desk(&mut self, sheet: DeskSheet) {
        match sheet {
            DeskSheet::Inbox => self.ask_office(OfficeAsk::Inbox { all: self.state.office.all }),
            DeskSheet::Reminders => self.ask_office(OfficeAsk::Reminders),
            DeskSheet::Meetings => self.ask_office(OfficeAsk::Meetings),
            DeskSheet::People => self.ask_office(OfficeAsk::People),
            DeskSheet::Programmes => {
                self.state.office.refused.clear();
                self.ask_office(OfficeAsk::Programmes);
            }
        }
    }

    /// Asks for what came in of one document.
    pub(crate) fn show_line(&mut self, document: DocumentId) {
        let other = self.state.office.line.as_ref().is_none_or(|line| line.document != document);
        if other {
            self.state.office.line = None;
            self.state.office.declining = None;
            self.state.office.unmet.clear();
            let today = self.state.today.to_string();
            self.state.jots.insert("step on", today);
            self.state.jots.remove("step note");
        }
        self.ask_office(OfficeAsk::Line(document));
    }

    /// Asks for the partnerships of a lead.
    pub(crate) fn show_led(&mut self, name: String) {
        self.state.office.led = None;
        self.state.office.ticked.clear();
        self.state.office.refused.clear();
        self.ask_office(OfficeAsk::Led(name));
    }

    /// Takes a meeting in hand: one that is logged, or with no id a new one.
    pub(crate) fn show_meeting(&mut self, id: String) {
        let office = &mut self.state.office;
        office.versions.clear();
        if id.is_empty() {
            office.meeting = Some(MeetingDraft::new(self.state.today));
            return;
        }
        office.meeting = None;
        self.ask_office(OfficeAsk::Versions(id));
    }

    /// Takes what the worker told of the desk.
    pub(crate) fn office_told(&mut self, told: OfficeTold) {
        let office = &mut self.state.office;
        match told {
            OfficeTold::Inbox(lines) => office.inbox = Some(lines),
            OfficeTold::Line(line) => office.line = Some(*line),
            OfficeTold::Reminders(reminders) => {
                office.reading = office.reading.filter(|place| *place < reminders.len());
                office.reminders = Some(reminders);
            }
            OfficeTold::Mail { name, bytes } => self.files.keep(&name, bytes),
            OfficeTold::MailedAll { count, folder } => {
                self.state.busy = false;
                let said =
                    if count == 1 { "1 e-mail is written".to_owned() } else { format!("{count} e-mails are written") };
                self.state.tell_more(said, folder.display().to_string());
            }
            OfficeTold::Meetings(meetings) => office.meetings = Some(meetings),
            OfficeTold::Versions(versions) => {
                office.meeting = versions.last().map(|version| MeetingDraft::of(&version.meeting));
                office.versions = versions;
            }
            OfficeTold::People(people) => office.people = Some(*people),
            OfficeTold::Programmes(programmes) => office.programmes = Some(programmes),
            OfficeTold::Led(led) => {
                office.ticked =
                    led.iter().filter(|one| one.refused.is_empty()).map(|one| one.reference.clone()).collect();
                office.led = Some(led);
            }
            OfficeTold::NextNumber { reference, number } => {
                let view = self.state.partnership.as_ref().filter(|view| view.reference == reference);
                if let Some(view) = view {
                    let shown = if view.register_no.is_empty() { number } else { view.register_no.clone() };
                    self.state.jots.insert("number", shown);
                }
            }
        }
    }

    /// Shows what follows from a change of the desk.
    pub(crate) fn office_changed(&mut self, op: &Op, changed: Changed) {
        if let Op::InboxStep(InboxStep { document, .. }) | Op::Decide(Decision { document, .. }) = op {
            if !changed.unmet.is_empty() && !changed.register {
                // It was not recorded: what was typed stays, and a reason is asked for.
                self.state.office.unmet = changed.unmet;
                self.state.jots.insert("focus", "step note".to_owned());
                return;
            }
            self.state.office.unmet.clear();
            self.state.office.declining = None;
            self.state.jots.remove("step note");
            self.ask_office(OfficeAsk::Line(document.clone()));
            self.state.tell("It is noted");
        } else if let Op::Left { name, on } = op {
            self.state.jots.remove("left name");
            self.ask_office(OfficeAsk::People);
            self.worker.ask(Request::Home);
            self.state.tell(if on.is_some() {
                format!("It is noted that {name} has left")
            } else {
                format!("The note that {name} has left is taken back")
            });
        } else if let Op::HandOver(_) | Op::UndoHandOver { .. } = op {
            self.handed_over(op, changed);
        } else if let Op::GiveDates { .. } = op {
            self.dates_given(changed);
        } else if let Op::AssignNumber { .. } = op {
            if let Some(reference) = changed.reference {
                self.worker.ask(Request::Partnership(reference));
            }
            self.state.tell("The register number is kept");
        } else if let Op::SaveMeeting(meeting) = op {
            self.worker.ask(Request::Home);
            let text = if meeting.struck { "The meeting is struck out" } else { "The meeting is logged" };
            self.queue.push(Command::Go(Screen::Desk(DeskSheet::Meetings)));
            self.said_after = Some(text.to_owned());
        }
    }

    fn handed_over(&mut self, op: &Op, changed: Changed) {
        self.state.busy = false;
        let count = changed.handed_over.len();
        let partnerships =
            if count == 1 { "One partnership is".to_owned() } else { format!("{count} partnerships are") };
        let is_undo = matches!(op, Op::UndoHandOver { .. });
        let said = if is_undo { format!("{partnerships} given back") } else { format!("{partnerships} handed over") };
        let hint = if is_undo {
            "The former lead stands in a new version of each register entry."
        } else {
            "Each has a new version of its register entry. It can be taken back as a whole as long as none is changed."
        };
        self.worker.ask(Request::Home);
        if changed.refused.is_empty() {
            for jot in ["over name", "over post", "over email", "over phone", "over reason"] {
                self.state.jots.remove(jot);
            }
            self.queue.push(Command::Go(Screen::Desk(DeskSheet::People)));
            self.ask_office(OfficeAsk::People);
            self.said_after = Some(format!("{said}. {hint}"));
            return;
        }
        self.state.office.refused = changed.refused;
        if let Screen::HandOver(name) = self.state.screen.clone() {
            self.ask_office(OfficeAsk::Led(name));
        }
        self.state.warn(format!("{said}, others are left as they were"), "The list says why.");
    }

    fn dates_given(&mut self, changed: Changed) {
        self.state.busy = false;
        let count = changed.dated.len();
        let said = if count == 1 {
            "One partnership has its date".to_owned()
        } else {
            format!("{count} partnerships have their dates")
        };
        self.worker.ask(Request::Home);
        self.ask_office(OfficeAsk::Programmes);
        if changed.refused.is_empty() {
            self.state.tell_more(said, "Each stands in a new version of the register entry.");
        } else {
            self.state.office.refused = changed.refused;
            self.state.warn(format!("{said}, others are left as they were"), "The list says why.");
        }
    }

    fn note_step(&mut self, step: Step) {
        let typed = self.state.jot("step on").to_owned();
        match Day::parse(&typed, self.state.today) {
            Ok(on) => self.step_op(step, Some(on)),
            Err(_not_a_day) => {
                self.state.warn(format!("“{typed}” is not a date"), "Write it like 31 March 2026.");
                self.state.jots.insert("focus", "step on".to_owned());
            }
        }
    }

    fn step_op(&mut self, step: Step, on: Option<Day>) {
        let Some(document) = self.state.office.line.as_ref().map(|line| line.document.clone()) else { return };
        let note = self.state.jot("step note").trim().to_owned();
        self.ask_op(Op::InboxStep(InboxStep { document, step, on, name: String::new(), note }));
    }

    fn decide(&mut self, column: String, accepted: bool) {
        let Some(document) = self.state.office.line.as_ref().map(|line| line.document.clone()) else { return };
        let reason = if accepted { String::new() } else { self.state.jot("decline reason").trim().to_owned() };
        let on = self.state.today;
        self.ask_op(Op::Decide(Decision { document, column, accepted, name: String::new(), on, reason }));
    }

    fn mail_all(&mut self) {
        // Never two dialogs at once.
        if self.state.busy {
            return;
        }
        self.state.busy = true;
        if let Some(folder) = self.files.saving.clone() {
            return self.ask_office(OfficeAsk::MailAll(folder));
        }
        self.state.office.mailing = true;
        self.files.choose_folder("Folder for the papers");
    }

    /// Writes the letters into the folder chosen, if they wait for one; says whether they do.
    pub(crate) fn mail_into(&mut self, folder: Option<&PathBuf>) -> bool {
        let waits = std::mem::take(&mut self.state.office.mailing);
        if let Some(folder) = folder.filter(|_| waits) {
            self.state.busy = true;
            self.ask_office(OfficeAsk::MailAll(folder.clone()));
        }
        waits
    }

    fn note_left(&mut self) {
        let (name, typed) = (self.state.jot("left name").trim().to_owned(), self.state.jot("left on").to_owned());
        match Day::parse(&typed, self.state.today) {
            Ok(on) => self.ask_op(Op::Left { name, on: Some(on) }),
            Err(_not_a_day) => self.state.warn(format!("“{typed}” is not a date"), "Write it like 31 March 2026."),
        }
    }

    fn hand_over(&mut self, from: String) {
        let fields = [("name", "over name"), ("post", "over post"), ("email", "over email"), ("phone", "over phone")];
        let typed = fields.map(|(field, jot)| (field.to_owned(), self.state.jot(jot).trim().to_owned()));
        let fields = typed.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let references = self.state.office.ticked.iter().cloned().collect();
        let reason = self.state.jot("over reason").trim().to_owned();
        self.state.busy = true;
        self.ask_op(Op::HandOver(HandOver { from, to: Person { fields }, references, reason }));
    }

    fn keep_meeting(&mut self) {
        let today = self.state.today;
        let Some(draft) = &mut self.state.office.meeting else { return };
        match draft.read(today) {
            Ok(meeting) => {
                draft.wrong.clear();
                self.ask_op(Op::SaveMeeting(meeting));
            }
            Err(why) => draft.wrong = why,
        }
    }
}
