//! Keys that work everywhere; the list is the screen "Keys".

use crate::gui::command::{Command, Commands, PdfUse, Screen};
use crate::gui::edition::EditCommand;
use crate::gui::procedure::ProcedureCommand;
use crate::gui::screen::{larger, smaller};
use crate::gui::state::State;
use eframe::egui::{Context, Key, Modifiers};

/// Returns keys as this system calls them.
pub(crate) fn shown(keys: &str) -> String {
    if cfg!(target_os = "macos") { keys.replace("Ctrl", "Cmd").replace("Alt", "Option") } else { keys.to_owned() }
}

/// Returns what the keys pressed in this frame ask for.
pub(crate) fn commands(ctx: &Context, state: &State) -> Commands {
    let mut out = Commands::new();
    let editing = ctx.text_edit_focused();
    let zoom = state.settings.zoom;
    let open = state.pack.is_some() && !state.first_run && state.failure.is_none();
    ctx.input_mut(|input| {
        let mut pressed = |modifiers: Modifiers, key: Key| input.consume_key(modifiers, key);
        let cmd = Modifiers::COMMAND;
        if pressed(cmd, Key::Plus) || pressed(cmd, Key::Equals) {
            out.push(Command::Zoom(larger(zoom)));
        }
        if pressed(cmd, Key::Minus) {
            out.push(Command::Zoom(smaller(zoom)));
        }
        if pressed(cmd, Key::Num0) {
            out.push(Command::Zoom(100));
        }
        if pressed(cmd, Key::Q) {
            out.push(Command::Quit);
        }
        if !open {
            return;
        }
        if pressed(cmd, Key::N) {
            out.push(Command::Go(Screen::NewPartnership));
        }
        if state.held_by().is_none() && pressed(cmd, Key::O) {
            out.push(Command::ChooseFiles);
        }
        if pressed(cmd, Key::K) {
            out.push(Command::Go(Screen::CheckPaper));
        }
        if pressed(cmd, Key::Comma) {
            out.push(Command::Go(Screen::Settings));
        }
        if pressed(Modifiers::NONE, Key::F1) {
            out.push(Command::Go(Screen::Help));
        }
        if pressed(cmd, Key::Slash) {
            out.push(Command::Go(Screen::Keys));
        }
        if state.screen != Screen::Register && pressed(cmd, Key::F) {
            out.push(Command::Go(Screen::Register));
        }
        if pressed(Modifiers::ALT, Key::ArrowLeft) {
            out.push(Command::Back);
        }
        if pressed(Modifiers::ALT, Key::ArrowRight) {
            out.push(Command::Forward);
        }
        if state.screen == Screen::EditProcedure {
            // A text box has an undo of its own.
            if !editing && pressed(cmd, Key::Z) {
                out.push(ProcedureCommand::Edit(EditCommand::Undo).into());
            }
            return;
        }
        if state.wizard.is_none() {
            return;
        }
        if pressed(cmd, Key::S) {
            out.push(Command::SaveNow);
        }
        if pressed(cmd, Key::P) {
            out.push(Command::Pdf(PdfUse::Print));
        }
        if state.screen == Screen::Wizard && pressed(cmd, Key::Enter) {
            out.push(Command::Continue);
        }
        // A text box has an undo of its own.
        if !editing {
            if pressed(cmd | Modifiers::SHIFT, Key::Z) || pressed(cmd, Key::Y) {
                out.push(Command::Redo);
            }
            if pressed(cmd, Key::Z) {
                out.push(Command::Undo);
            }
        }
    });
    out
}
