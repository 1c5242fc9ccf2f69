//! Commands of the register carried out: what it looks for, which columns it shows, views with a name.

use crate::app::register::View;
use crate::gui::command::{RegisterCommand, Screen};
use crate::gui::message::Request;
use crate::gui::shell::Shell;
use crate::gui::state::Copied;

/// The most rows whose words are kept; beyond that, those not in view are forgotten.
const MOST_KEPT: usize = 2_000;

impl Shell {
    /// Carries out a command of the register.
    pub(crate) fn carry_out_in_register(&mut self, command: RegisterCommand) {
        let register = &mut self.state.register;
        match command {
            RegisterCommand::Look(query) => {
                register.query = query.clone();
                self.worker.ask(Request::Register(query));
            }
            RegisterCommand::ShowRows(rows) => {
                if register.asked.len() > MOST_KEPT {
                    register.asked.clear();
                    register.lines.clear();
                }
                register.asked.extend(&rows);
                let search = register.query.search.clone();
                self.worker.ask(Request::Lines { rows, search });
            }
            RegisterCommand::OpenCopy(search) => {
                register.copied = Copied { search, lines: None };
                self.go(Screen::RegisterCopy);
            }
            RegisterCommand::LookInCopy(search) => {
                register.copied.search.clone_from(&search);
                self.worker.ask(Request::Copied(search));
            }
            RegisterCommand::Panel(panel) => register.panel = panel,
            RegisterCommand::Columns(columns) => {
                register.columns.clone_from(&columns);
                self.set("register columns", &columns.join(" "));
            }
            RegisterCommand::KeepView(name) => {
                let pack = self.state.pack.clone();
                let columns = pack.map(|pack| self.state.register.shown(&pack)).unwrap_or_default();
                let query = self.state.register.query.clone();
                self.state.register.views.retain(|view| view.name != name);
                self.state.register.views.push(View { name: name.clone(), query, columns });
                self.keep_views();
                self.state.jots.remove("view name");
                self.state.tell(format!("The view “{name}” is kept"));
            }
            RegisterCommand::ShowView(name) => {
                let Some(view) = register.views.iter().find(|view| view.name == name).cloned() else { return };
                register.columns = view.columns;
                register.query = view.query.clone();
                register.panel = None;
                self.worker.ask(Request::Register(view.query));
            }
            RegisterCommand::ForgetView(name) => {
                register.views.retain(|view| view.name != name);
                self.keep_views();
            }
        }
    }

    fn keep_views(&mut self) {
        // Views are plain values, so they can always be written.
        let text = serde_json::to_string(&self.state.register.views).unwrap_or_default();
        self.set("register views", &text);
    }
}
