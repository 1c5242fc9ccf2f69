//! Commands on the due list and its calendar.

use crate::app::turn::Turned;
use crate::gui::command::{Command, Screen};
use crate::gui::message::Request;
use crate::gui::shell::Shell;
use crate::gui::state::DueAsk;
use crate::model::day::Day;

impl Shell {
    /// Carries out a command on the due list; `carry_out` sends no others here.
    pub(crate) fn carry_out_on_due(&mut self, command: &Command) {
        let due = &mut self.state.due;
        if let Command::Due(range) = command {
            // Elsewhere it is said how much is due of everyone.
            self.state.turned = None;
            let mine = due.ask.mine && self.state.screen == Screen::Due;
            due.turn_to(DueAsk { range: *range, day: None, mine });
            self.go(Screen::Due);
        } else if let Command::DueDay(day) = command {
            due.turn_to(DueAsk { day: *day, ..due.ask });
            due.calendar.at = day.or(due.calendar.at);
            self.worker.ask(Request::Due(due.ask));
        } else if let Command::DueMine(mine) = command {
            due.turn_to(DueAsk { mine: *mine, ..due.ask });
            self.show_due();
        } else if let Command::DueAt(day) = command {
            due.calendar.at = Some(*day);
            self.ask_month();
        }
    }

    /// Asks for what the due list and its calendar show.
    pub(crate) fn show_due(&mut self) {
        self.worker.ask(Request::Due(self.state.due.ask));
        self.state.due.calendar.days = None;
        self.ask_month();
    }

    /// Takes another day that began while the window is open: what is in view is asked for anew, what was typed stays.
    pub(crate) fn new_day(&mut self, today: Day, turned: Turned, behind: Option<Day>) {
        self.state.today = today;
        self.state.turned = Some(turned).filter(|turned| *turned != Turned::default());
        self.state.behind = behind;
        self.worker.ask(Request::Home);
        if self.state.screen == Screen::Due {
            self.show_due();
        } else if self.state.screen == Screen::Register {
            self.worker.ask(Request::Register(self.state.register.query.clone()));
        } else if let Screen::Partnership(reference) = &self.state.screen {
            self.worker.ask(Request::Partnership(reference.clone()));
        }
    }

    /// Asks once for the days of the month in view.
    fn ask_month(&mut self) {
        let month = self.state.due_month();
        let calendar = &self.state.due.calendar;
        if calendar.days.as_ref().is_none_or(|(known, _)| *known != month) {
            self.worker.ask(Request::DueMonth { month, mine: self.state.due.ask.mine });
        }
    }
}
