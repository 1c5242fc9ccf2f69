//! The window as eframe runs it: take events, carry out commands, draw, save what was typed.

use crate::gui::command::Commands;
use crate::gui::exchange::DropGoes;
use crate::gui::files::Files;
use crate::gui::kit::focus;
use crate::gui::message::{Purpose, Request};
use crate::gui::press::Press;
use crate::gui::state::State;
use crate::gui::theme::{self, Theme};
use crate::gui::wizard::SAVE_AFTER;
use crate::gui::worker::{Begin, Worker};
use crate::gui::{keys, screen};
use crate::model::day::Day;
use crate::model::id::DocumentId;
use crate::model::moment::Moment;
use eframe::egui;
use std::path::PathBuf;
use std::time::Duration;

/// The window.
pub struct Shell {
    pub(crate) state: State,
    pub(crate) worker: Worker,
    pub(crate) files: Files,
    pub(crate) press: Press,
    /// The document to open once its partnership is known.
    pub(crate) opening: Option<DocumentId>,
    /// Commands of events, carried out with those of the views.
    pub(crate) queue: Commands,
    /// What is said once the next screen is shown.
    pub(crate) said_after: Option<String>,
    /// Files named on the command line, taken in once the records are open.
    to_take_in: Vec<PathBuf>,
    n_frames: u64,
    on_shown: Option<Box<dyn FnOnce()>>,
}

impl Shell {
    /// Opens the data folder and shows the first screen once it is there.
    pub fn new(ctx: &egui::Context, begin: Begin) -> Self {
        theme::install(ctx, Theme::of_system(ctx));
        let folder = begin.folder.clone();
        let today = begin.at.as_ref().map_or_else(|| Day::new(2000, 1, 1).unwrap_or_else(first_day), |(_, day)| *day);
        let worker = Worker::start(begin, ctx);
        let files = Files { sender: worker.sender.clone(), ctx: ctx.clone(), folder, saving: None };
        Self {
            state: State::new(today),
            worker,
            files,
            press: Press::start(ctx),
            opening: None,
            queue: Commands::new(),
            said_after: None,
            to_take_in: Vec::new(),
            n_frames: 0,
            on_shown: None,
        }
    }

    /// Calls `done` once the window has shown a few frames, so that its renderer is known to work.
    #[must_use]
    pub fn when_shown(mut self, done: impl FnOnce() + 'static) -> Self {
        self.on_shown = Some(Box::new(done));
        self
    }

    /// Takes files in as soon as that is possible: at the first run, after its question.
    #[must_use]
    pub fn taking_in(mut self, files: Vec<PathBuf>) -> Self {
        self.to_take_in = files;
        self
    }

    /// Saves files into a folder without asking where; for tests, which have nobody to ask.
    pub fn save_into(&mut self, folder: PathBuf) {
        self.files.saving = Some(folder);
    }

    /// Sets the clock, where it is a fixed one; for tests.
    pub fn set_clock(&mut self, moment: Moment, today: Day) {
        self.worker.ask(Request::Clock(moment, today));
    }

    /// Waits until everything asked of the store and of the press is answered; for tests, which have no clock of their own.
    pub fn settle(&mut self, ctx: &egui::Context) {
        loop {
            self.flush();
            let commands = std::mem::take(&mut self.queue);
            for command in commands {
                self.carry_out(ctx, command);
            }
            if self.worker.n_open == 0 && self.queue.is_empty() {
                break;
            }
            match self.worker.wait() {
                Some(event) => self.receive(ctx, event),
                None => break,
            }
        }
        while let Some(pulled) = self.press.wait() {
            self.take_proof(pulled);
        }
        ctx.request_repaint();
    }

    fn save_in_time(&mut self, ctx: &egui::Context) {
        let Some(wizard) = &self.state.wizard else { return };
        if wizard.unsaved.is_empty() {
            return;
        }
        let left = wizard.typed_at + SAVE_AFTER - ctx.input(|input| input.time);
        if left <= 0.0 {
            self.flush();
        } else if left.is_finite() {
            ctx.request_repaint_after(Duration::from_secs_f64(left + 0.01));
        }
    }

    /// Goes light or dark with the system, unless the person chose a theme.
    fn follow_system(&self, ctx: &egui::Context) {
        let theme = Theme::of_system(ctx);
        if self.state.settings.theme.is_none() && theme::tokens(ctx).dark != theme.tokens().dark {
            theme::choose(ctx, theme);
        }
    }

    fn take_drops(&mut self, ctx: &egui::Context) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        let Some(first) = dropped.first().cloned() else { return };
        match self.state.drop_goes() {
            DropGoes::Scan => self.files.dropped(Purpose::Scan, first),
            DropGoes::Check => self.files.dropped(Purpose::Check, first),
            DropGoes::Sheet => self.files.dropped(Purpose::Spreadsheet, first),
            DropGoes::In => self.files.brought(dropped),
            DropGoes::Nowhere => self.refuse_drop(),
        }
    }
}

fn first_day() -> Day {
    Day::parse_iso("2000-01-01").expect("it is a day")
}

impl eframe::App for Shell {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        while let Some(event) = self.worker.next() {
            self.receive(ctx, event);
        }
        while let Some(pulled) = self.press.next() {
            self.take_proof(pulled);
        }
        self.take_drops(ctx);
        if !self.to_take_in.is_empty() && self.state.drop_goes() == DropGoes::In {
            self.files.brought(std::mem::take(&mut self.to_take_in));
        }
        self.save_in_time(ctx);
        self.keep_edits_in_time(ctx);
        self.follow_system(ctx);
        if ctx.input(|input| input.viewport().close_requested()) {
            self.flush();
        }
        if self.state.quitting && self.worker.n_open == 0 {
            self.state.quitting = false;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        focus::watch(&ctx);
        let mut out = keys::commands(&ctx, &self.state);
        screen::window_ui(ui, &self.state, &mut out);
        focus::ring(&ctx);
        out.append(&mut self.queue);
        for command in out {
            self.carry_out(&ctx, command);
        }
        self.n_frames += 1;
        if self.n_frames == 3
            && let Some(done) = self.on_shown.take()
        {
            done();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.flush();
        self.worker.finish();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
