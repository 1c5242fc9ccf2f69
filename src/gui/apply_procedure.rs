//! Commands on the procedure carried out, and what the worker told about it.

use crate::app::op::Op;
use crate::app::register::Query;
use crate::gui::command::Screen;
use crate::gui::message::Request;
use crate::gui::procedure::{CheckedFolder, FolderUse, Procedure, ProcedureAsk, ProcedureCommand, ProcedureTold};
use crate::gui::shell::Shell;
use crate::pack::Files;
use crate::pack::outline::outline;
use eframe::egui;
use std::path::PathBuf;

/// The setting with the folder of the procedure in use.
const FOLDER: &str = "pack_folder";
/// The setting with the procedure of the program that is in use.
const PACK: &str = "pack";

impl Shell {
    /// Carries out a command on the procedure.
    pub(crate) fn carry_out_on_procedure(&mut self, ctx: &egui::Context, command: ProcedureCommand) {
        match command {
            ProcedureCommand::Sheet(sheet) => self.state.procedure.sheet = sheet,
            ProcedureCommand::Choose(asked) => {
                // Never two dialogs at once.
                if !self.state.busy {
                    self.state.busy = true;
                    self.state.procedure.asking = Some(asked);
                    self.files.choose_folder("Folder for the procedure");
                }
            }
            ProcedureCommand::CheckAgain => {
                if let Some(folder) = self.state.procedure.folder.clone() {
                    self.check_procedure_in(folder);
                }
            }
            ProcedureCommand::Use => {
                if let Some(CheckedFolder::Right(offered)) = self.state.procedure.checked.take() {
                    self.state.procedure.using = Some(offered.pack.digest.to_string());
                    self.use_procedure(offered.files);
                }
            }
            ProcedureCommand::UseCame => {
                if let Some((_, offered)) = self.state.procedure.came.take() {
                    self.state.procedure.using = Some(offered.pack.digest.to_string());
                    self.use_procedure(offered.files);
                }
            }
            ProcedureCommand::UseOwn => {
                self.state.procedure.using = None;
                self.flush();
                self.ask_op(Op::UseBuiltIn);
            }
            ProcedureCommand::UsePack(id) => {
                self.state.procedure.using = None;
                self.flush();
                self.set(PACK, &id);
                // The records are opened anew when this is kept.
                self.set(FOLDER, "");
            }
            ProcedureCommand::Publish => self.ask_procedure(ProcedureAsk::Publish),
            ProcedureCommand::Edit(command) => self.carry_out_on_edition(ctx, command),
        }
    }

    /// Brings a procedure into force.
    pub(crate) fn use_procedure(&mut self, files: Files) {
        self.flush();
        self.ask_op(Op::UseProcedure(files));
    }

    /// Asks for what a new edition is made of, unless one is being written.
    pub(crate) fn begin_edition(&mut self) {
        if self.state.procedure.edition.is_none() {
            self.worker.ask(Request::Procedure(ProcedureAsk::Edit));
        }
    }

    /// Writes a copy of the procedure in force into a folder, as when a person chose it.
    pub fn copy_procedure_into(&mut self, folder: PathBuf) {
        self.ask_procedure(ProcedureAsk::Copy(folder));
    }

    /// Checks the procedure in a folder, as when a person chose it.
    pub fn check_procedure_in(&mut self, folder: PathBuf) {
        self.ask_procedure(ProcedureAsk::Check(folder));
    }

    fn ask_procedure(&mut self, asked: ProcedureAsk) {
        self.flush();
        self.state.message = None;
        self.state.procedure.checked = None;
        self.state.busy = true;
        self.worker.ask(Request::Procedure(asked));
    }

    /// Takes a folder if the procedure waits for one; says whether it does.
    pub(crate) fn procedure_folder(&mut self, folder: Option<&PathBuf>) -> bool {
        let asking = self.state.procedure.asking.take();
        if let Some(folder) = folder {
            match asking {
                Some(FolderUse::Copy) => self.copy_procedure_into(folder.clone()),
                Some(FolderUse::Check) => self.check_procedure_in(folder.clone()),
                None => {}
            }
        }
        asking.is_some()
    }

    /// Takes what the worker told.
    pub(crate) fn procedure_told(&mut self, told: ProcedureTold) {
        self.state.busy = false;
        let procedure = &mut self.state.procedure;
        match told {
            ProcedureTold::Copied(folder) => {
                (procedure.folder, procedure.copied, procedure.checked) = (Some(folder), true, None);
            }
            ProcedureTold::Checked(folder, checked) => {
                procedure.copied &= procedure.folder.as_ref() == Some(&folder);
                (procedure.folder, procedure.checked) = (Some(folder), Some(checked));
            }
            ProcedureTold::Editing(files, edits) => self.edit_procedure(files, edits),
        }
    }

    /// Puts the procedure in force into words.
    pub(crate) fn outline_procedure(&mut self) {
        if let Some(pack) = &self.state.pack {
            self.state.procedure.points = outline(pack);
        }
    }

    /// Opens the records anew if another procedure was chosen.
    pub(crate) fn setting_kept(&mut self, name: &str) {
        if name == FOLDER {
            self.open_procedure();
        }
    }

    /// Opens the records anew under another procedure: what is shown is of the one before.
    pub(crate) fn open_procedure(&mut self) {
        self.state.wizard = None;
        self.state.partnership = None;
        self.state.register.query = Query::default();
        self.state.past.clear();
        self.state.future.clear();
        self.state.screen = Screen::Procedure;
        self.state.procedure.copied = false;
        self.state.procedure.checked = None;
        self.state.procedure.edition = None;
        self.worker.ask(Request::Open);
    }

    /// Says which procedure is in force, once the records are open again.
    pub(crate) fn procedure_opened(&mut self) {
        if self.state.screen != Screen::Procedure {
            return;
        }
        self.outline_procedure();
        let Some(pack) = &self.state.pack else { return };
        let wanted = self.state.procedure.using.take();
        if wanted.is_none_or(|digest| digest == pack.digest.to_string()) {
            let text = format!("“{}”, version {}, is the procedure in use now", pack.title, pack.version);
            self.state.procedure =
                Procedure { points: std::mem::take(&mut self.state.procedure.points), ..Procedure::default() };
            self.state.tell(text);
        } else {
            let hint = "The program was started with another one. Start it without naming a procedure.";
            self.state.warn("The procedure is kept, but not in use yet", hint);
        }
    }
}
