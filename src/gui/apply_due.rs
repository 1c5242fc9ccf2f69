//! Commands on the due list and its calendar.

use crate::gui::command::{Command, Screen};
use crate::gui::message::Request;
use crate::gui::shell::Shell;
use crate::gui::state::DueAsk;

impl Shell {
    /// Carries out a command on the due list; `carry_out` sends no others here.
    pub(crate) fn carry_out_on_due(&mut self, command: &Command) {
        let due = &mut self.state.due;
        if let Command::Due(range) = command {
            // Elsewhere it is said how much is due of everyone.
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

    /// Asks once for the days of the month in view.
    fn ask_month(&mut self) {
        let month = self.state.due_month();
        let calendar = &self.state.due.calendar;
        if calendar.days.as_ref().is_none_or(|(known, _)| *known != month) {
            self.worker.ask(Request::DueMonth { month, mine: self.state.due.ask.mine });
        }
    }
}
