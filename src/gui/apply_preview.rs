//! Commands of the preview carried out: laying out, lighting boxes, turning its pages.

use crate::gui::command::{Command, Screen};
use crate::gui::press::{Came, Manuscript, PartPaper, Pulled};
use crate::gui::shell::Shell;
use eframe::egui;

impl Shell {
    /// Carries out a command of the preview; `carry_out` sends no others here.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the commands of other screens are matched in full by carry_out"
    )]
    pub(crate) fn carry_out_on_preview(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::LayOut => return self.lay_out(),
            Command::Paper(place) => self.state.paper = place,
            Command::PaperZoom(zoom) => self.state.paper_zoom = zoom,
            other => {
                let edits = self.state.screen == Screen::EditProcedure;
                let edition = self.state.procedure.edition.as_mut().filter(|_| edits);
                let preview = match edition {
                    Some(edition) => Some(&mut edition.preview),
                    None => self.state.wizard.as_mut().map(|wizard| &mut wizard.preview),
                };
                let Some(preview) = preview else { return };
                match other {
                    Command::Answering(question) => preview.answer(question),
                    Command::PaperTurn(page) => preview.turn(page),
                    Command::PaperPage(page) => preview.page = page,
                    Command::PaperBox(at) => preview.at = Some(at),
                    Command::PaperSeen => preview.goal = None,
                    _ => {}
                }
            }
        }
        ctx.request_repaint();
    }

    /// Gives the part in hand to the press, which waits for a pause in typing.
    fn lay_out(&mut self) {
        if self.state.screen == Screen::EditProcedure {
            return self.review();
        }
        let line = self.state.line();
        let Some(wizard) = self.state.wizard.as_ref().filter(|wizard| wizard.preview.is_stale) else { return };
        let given = self.press.give(Manuscript::Part(Box::new(PartPaper::of(wizard, line))));
        if let Some(wizard) = &mut self.state.wizard {
            wizard.preview.is_stale = false;
            wizard.preview.is_failed |= !given;
        }
    }

    /// Takes what the press returned; what it laid out of another document is dropped.
    pub(crate) fn take_proof(&mut self, pulled: Pulled) {
        let proof = match pulled.came {
            Came::Part(proof) => proof,
            Came::Edition(reviewed) => return self.take_review(reviewed),
        };
        let Some(wizard) = &mut self.state.wizard else { return };
        match proof {
            Some(proof) if proof.document == wizard.desk.document && proof.part == wizard.desk.part => {
                wizard.preview.take(proof);
            }
            Some(_) => {}
            None => wizard.preview.is_failed = true,
        }
    }
}
