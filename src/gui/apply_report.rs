//! Commands of the reports carried out.

use crate::app::register::Query;
use crate::app::report::table_as_csv;
use crate::gui::command::{RegisterCommand, Screen};
use crate::gui::message::Request;
use crate::gui::report::{ReportCommand, ReportFile};
use crate::gui::shell::Shell;

impl Shell {
    /// Carries out a command of the reports.
    pub(crate) fn carry_out_in_reports(&mut self, command: ReportCommand) {
        match command {
            ReportCommand::Period(period) => {
                self.state.reports.period = Some(period);
                self.ask_report();
            }
            ReportCommand::Save(file) => {
                if let Some(report) = self.state.reports.shown.clone() {
                    self.worker.ask(Request::ReportFile { report, file });
                }
            }
            ReportCommand::SaveTable(at) => {
                let Some(report) = &self.state.reports.shown else { return };
                if let Some(table) = report.tables().get(at) {
                    self.files.keep(&format!("{}-{}.csv", report.id, table.id), table_as_csv(table));
                }
            }
            ReportCommand::SaveRegister(file) => self.save_register(file),
            ReportCommand::Lead(filters) => {
                self.go(Screen::Register);
                self.carry_out_in_register(RegisterCommand::Look(Query { filters, ..Query::default() }));
            }
        }
    }

    fn save_register(&mut self, file: ReportFile) {
        let Some(pack) = self.state.pack.clone() else { return };
        let (query, columns) = (self.state.register.query.clone(), self.state.register.shown(&pack));
        self.worker.ask(Request::RegisterFile { query, columns, file });
    }

    /// Asks for the report in view to be worked out.
    pub(crate) fn ask_report(&mut self) {
        if let Screen::Report { id, reference } = self.state.screen.clone() {
            self.state.reports.shown = None;
            self.worker.ask(Request::Report { id, reference, period: self.state.reports.period });
        }
    }
}
