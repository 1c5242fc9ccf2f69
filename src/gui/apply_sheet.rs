//! Commands and events of a spreadsheet that is brought in.

use crate::app::op::{Changed, Op};
use crate::app::sheet::{Import, Plan, RowLine, SheetFile};
use crate::gui::command::Screen;
use crate::gui::message::{Purpose, Request};
use crate::gui::sheet::{SheetCommand, SheetWork};
use crate::gui::shell::Shell;
use std::sync::Arc;

impl Shell {
    /// Carries out a command of the screen of a spreadsheet.
    pub(crate) fn carry_out_on_sheet(&mut self, command: SheetCommand) {
        match command {
            SheetCommand::Choose => return self.choose(Purpose::Spreadsheet),
            SheetCommand::Again => {
                self.state.sheet_work = None;
                return;
            }
            SheetCommand::BringIn => return self.bring_in(),
            SheetCommand::Undo => return self.undo_import(),
            SheetCommand::Use(_)
            | SheetCommand::Answers { .. }
            | SheetCommand::ForAll { .. }
            | SheetCommand::Pick(..)
            | SheetCommand::Strict(_)
            | SheetCommand::WithNear(_) => {}
        }
        let Some(work) = &mut self.state.sheet_work else { return };
        if let SheetCommand::Use(sheet) = command {
            return self.worker.ask(Request::PlanSheet { file: Arc::clone(&work.file), sheet });
        }
        change(&mut work.plan, command);
        self.look_at_rows();
    }

    fn look_at_rows(&mut self) {
        let Some(work) = &self.state.sheet_work else { return };
        let (file, plan) = (Arc::clone(&work.file), Box::new(work.plan.clone()));
        self.worker.ask(Request::SheetRows { file, plan });
    }

    /// A file was read, or another sheet of it is looked at.
    pub(crate) fn sheet_read(&mut self, file: Arc<SheetFile>, plan: Plan) {
        self.state.message = None;
        self.state.sheet_work = Some(SheetWork::new(file, plan));
        self.look_at_rows();
    }

    /// What would become of the rows is known; an answer that was overtaken is dropped.
    pub(crate) fn sheet_rows(&mut self, plan: &Plan, rows: Result<Vec<RowLine>, (String, String)>) {
        if let Some(work) = self.state.sheet_work.as_mut().filter(|work| work.plan == *plan) {
            work.rows = Some(rows);
        }
    }

    fn bring_in(&mut self) {
        let Some(work) = self.state.sheet_work.as_ref().filter(|work| work.count() > 0) else { return };
        let import = Import { file: Arc::clone(&work.file), plan: work.plan.clone() };
        self.state.busy = true;
        self.ask_op(Op::ImportRegister(Box::new(import)));
    }

    fn undo_import(&mut self) {
        let done = self.state.sheet_work.as_ref().and_then(|work| work.done.as_ref());
        let Some(import) = done.map(|done| done.id.clone()) else { return };
        self.state.busy = true;
        self.ask_op(Op::UndoImport { import });
    }

    /// Shows what was brought in, or taken off again.
    pub(crate) fn sheet_done(&mut self, changed: Changed) {
        self.state.busy = false;
        let Some(work) = &mut self.state.sheet_work else { return };
        if let Some(import) = changed.import {
            work.done = Some(*import);
        }
        if let Some(undone) = changed.undone {
            work.undone = Some(*undone);
        }
        self.worker.ask(Request::Home);
    }

    /// Asks whether a partnership of nearly this name is there already, while it is typed.
    pub(crate) fn look_for_near(&mut self, name: &str) {
        if self.state.screen == Screen::NewPartnership {
            self.worker.ask(Request::Near(name.to_owned()));
        }
    }
}

fn change(plan: &mut Plan, command: SheetCommand) {
    match command {
        SheetCommand::Answers { column, target } => {
            plan.columns.remove(&column);
            if let Some(target) = target {
                plan.columns.retain(|_, other| *other != target);
                plan.fixed.remove(&target.question);
                plan.columns.insert(column, target);
            }
        }
        SheetCommand::ForAll { question, value } if value.is_empty() => {
            plan.fixed.remove(&question);
        }
        SheetCommand::ForAll { question, value } => {
            plan.fixed.insert(question, value);
        }
        SheetCommand::Pick(line, on) => {
            plan.picked.insert(line, on);
        }
        SheetCommand::Strict(strict) => plan.strict = strict,
        SheetCommand::WithNear(with_near) => plan.with_near = with_near,
        SheetCommand::Choose
        | SheetCommand::Use(_)
        | SheetCommand::BringIn
        | SheetCommand::Undo
        | SheetCommand::Again => {}
    }
}
