//! What the window shows: the state that views read and `apply` alone changes.

use crate::app::view::{BackupLine, HistoryLine, Home, PartnershipView, RegisterLine};
use crate::gui::command::{Chosen, Screen};
use crate::gui::kit::words::Tone;
use crate::gui::theme::Theme;
use crate::gui::wizard::Wizard;
use crate::model::day::Day;
use crate::model::id::{DocumentId, PartId};
use crate::pack::Pack;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything the window shows.
pub(crate) struct State {
    /// The procedure; none until the store is open.
    pub(crate) pack: Option<Arc<Pack>>,
    /// Today, as the worker last said.
    pub(crate) today: Day,
    /// The screen in view.
    pub(crate) screen: Screen,
    /// The screens before it.
    pub(crate) past: Vec<Screen>,
    /// The screens after it, once back was used.
    pub(crate) future: Vec<Screen>,
    /// What is unfinished and due.
    pub(crate) home: Option<Home>,
    /// The partnership in view.
    pub(crate) partnership: Option<PartnershipView>,
    /// The register as searched.
    pub(crate) register: Register,
    /// The history in view.
    pub(crate) history: Vec<HistoryLine>,
    /// The backups that can be put back.
    pub(crate) backups: Vec<BackupLine>,
    /// The part of a document in hand.
    pub(crate) wizard: Option<Wizard>,
    /// What this computer keeps.
    pub(crate) settings: Settings,
    /// What was typed into boxes that belong to no form, by name.
    pub(crate) jots: BTreeMap<&'static str, String>,
    /// Is it shown how the form prints, where there is no room for both?
    pub(crate) paper_shown: bool,
    /// The size of the pages of the preview, in percent; none: as wide as there is room.
    pub(crate) paper_zoom: Option<u32>,
    /// The scan chosen for the signature being recorded.
    pub(crate) scan: Option<Chosen>,
    /// A message over the screen.
    pub(crate) message: Option<Message>,
    /// Why the store could not be opened: what, and what to do.
    pub(crate) failure: Option<(String, String)>,
    /// Is a PDF being made or a dialog open?
    pub(crate) busy: bool,
    /// The draft that is deleted once the backup before it is made.
    pub(crate) deleting: Option<(DocumentId, PartId)>,
    /// Is the first run's question still open?
    pub(crate) first_run: bool,
    /// Is the program to end once everything is saved?
    pub(crate) quitting: bool,
}

/// The register as searched.
#[derive(Default)]
pub(crate) struct Register {
    /// What is searched for.
    pub(crate) search: String,
    /// What was found.
    pub(crate) lines: Vec<RegisterLine>,
    /// Has anything been found out yet?
    pub(crate) known: bool,
}

/// What this computer keeps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// The theme.
    pub(crate) theme: Theme,
    /// The size of everything, in percent.
    pub(crate) zoom: u32,
    /// The prefix of references made here; may be empty.
    pub(crate) prefix: String,
    /// Who is at the desk.
    pub(crate) name: String,
    /// Their post.
    pub(crate) post: String,
}

/// A message over the screen.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// Good or bad news.
    pub(crate) tone: Tone,
    /// What happened.
    pub(crate) text: String,
    /// What to do; may be empty.
    pub(crate) hint: String,
}

impl State {
    /// Returns the state before anything is known.
    pub(crate) fn new(today: Day) -> Self {
        Self {
            pack: None,
            today,
            screen: Screen::Home,
            past: Vec::new(),
            future: Vec::new(),
            home: None,
            partnership: None,
            register: Register::default(),
            history: Vec::new(),
            backups: Vec::new(),
            wizard: None,
            settings: Settings { zoom: 100, ..Settings::default() },
            jots: BTreeMap::new(),
            paper_shown: false,
            paper_zoom: None,
            scan: None,
            message: None,
            failure: None,
            busy: false,
            deleting: None,
            first_run: false,
            quitting: false,
        }
    }

    /// Returns what was typed into a box that belongs to no form.
    pub(crate) fn jot(&self, name: &str) -> &str {
        self.jots.get(name).map_or("", String::as_str)
    }

    /// May this copy only read?
    pub(crate) fn held_by(&self) -> Option<&str> {
        self.home.as_ref().and_then(|home| home.held_by.as_deref())
    }

    /// Is the part of a document in hand in view?
    pub(crate) fn shows_wizard(&self) -> bool {
        matches!(self.screen, Screen::Wizard | Screen::CheckAnswers)
    }

    /// Shows good news.
    pub(crate) fn tell(&mut self, text: impl Into<String>) {
        self.message = Some(Message { tone: Tone::Good, text: text.into(), hint: String::new() });
    }

    /// Shows what went wrong and what to do.
    pub(crate) fn warn(&mut self, text: impl Into<String>, hint: impl Into<String>) {
        self.message = Some(Message { tone: Tone::Error, text: text.into(), hint: hint.into() });
    }
}
