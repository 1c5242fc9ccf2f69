//! The shared folder through which desks exchange packages: what is shown, and what becomes of it.

use crate::app::mailbox::Exchanged;
use crate::gui::message::Request;
use crate::gui::shell::Shell;
use std::path::PathBuf;

/// The setting with the folder.
pub(crate) const FOLDER: &str = "mailbox_folder";

/// The shared folder in view.
#[derive(Default)]
pub(crate) struct Mailbox {
    /// Does a dialog ask for the folder?
    asking: bool,
    /// Does a copy of the register go there too?
    pub(crate) publish: bool,
    /// Is something going to and fro now?
    pub(crate) is_busy: bool,
    /// What went to and fro last.
    pub(crate) told: Option<Exchanged>,
}

/// What the screen of the shared folder asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum MailboxCommand {
    /// Asks for the folder.
    Choose,
    /// Says whether a copy of the register goes there too.
    Publish(bool),
    /// Takes in and sends.
    Exchange,
}

impl Shell {
    /// Carries out a command of the shared folder.
    pub(crate) fn carry_out_in_mailbox(&mut self, command: MailboxCommand) {
        match command {
            // Never two dialogs at once.
            MailboxCommand::Choose if self.state.busy => {}
            MailboxCommand::Choose => {
                self.state.busy = true;
                self.state.mailbox.asking = true;
                self.files.choose_folder("The shared folder");
            }
            MailboxCommand::Publish(publish) => self.state.mailbox.publish = publish,
            MailboxCommand::Exchange => {
                self.flush();
                self.state.message = None;
                (self.state.busy, self.state.mailbox.is_busy, self.state.mailbox.told) = (true, true, None);
                let folder = PathBuf::from(&self.state.settings.mailbox_folder);
                self.worker.ask(Request::Mailbox { folder, publish: self.state.mailbox.publish });
            }
        }
    }

    /// Uses a folder from now on, as when a person chose it.
    pub fn share_through(&mut self, folder: &std::path::Path) {
        self.state.settings.mailbox_folder = folder.display().to_string();
        self.state.mailbox.told = None;
        self.set(FOLDER, &folder.display().to_string());
    }

    /// Takes a folder if the mailbox waits for one; says whether it does.
    pub(crate) fn mailbox_folder(&mut self, folder: Option<&PathBuf>) -> bool {
        let asking = std::mem::take(&mut self.state.mailbox.asking);
        if let Some(folder) = folder.filter(|_| asking) {
            self.share_through(folder);
        }
        asking
    }

    /// Shows what went to and fro.
    pub(crate) fn exchanged(&mut self, told: Exchanged) {
        (self.state.busy, self.state.mailbox.is_busy) = (false, false);
        let came = !told.received.is_empty();
        self.state.mailbox.told = Some(told);
        if came {
            // What is in hand may have been changed by it.
            self.look_again();
        }
    }
}
