//! What the window shows of papers that travel: what came in, what was checked, versions made apart, loose scans.

use crate::app::take_in::TakenIn;
use crate::app::verify::Verified;
use crate::app::versions::Comparison;
use crate::gui::command::{Chosen, Screen};
use crate::gui::state::State;
use crate::model::id::{DocumentId, PartId};

/// Everything of papers that travel.
#[derive(Default)]
pub(crate) struct Exchange {
    /// How many files are being looked at.
    pub(crate) n_coming: usize,
    /// What became of the files that came in last.
    pub(crate) came_in: Vec<CameIn>,
    /// Scans that came in and belong to no signature yet.
    pub(crate) scans: Vec<LooseScan>,
    /// The scan that a part is being chosen for, by its place among them.
    pub(crate) choosing: Option<usize>,
    /// The scan that goes to the signature of a part, once the part is open.
    pub(crate) placing: Option<Placing>,
    /// The scan of the sheet in hand, which each signature on it may keep.
    pub(crate) sheet: Option<Chosen>,
    /// The paper checked last.
    pub(crate) checked: Option<Checked>,
    /// The versions in view.
    pub(crate) versions: Option<Apart>,
}

/// What became of one file.
#[derive(Clone, Debug)]
pub(crate) struct CameIn {
    /// Its name.
    pub(crate) name: String,
    /// What it brought, or why it was refused.
    pub(crate) told: TakenIn,
    /// The partnerships it added to: reference and name.
    pub(crate) partnerships: Vec<(String, String)>,
}

/// A scan that belongs to no signature yet.
#[derive(Clone, Debug)]
pub(crate) struct LooseScan {
    /// The file.
    pub(crate) file: Chosen,
    /// What it shows.
    pub(crate) shows: Shows,
}

impl LooseScan {
    /// Returns the file's name.
    pub(crate) fn name(&self) -> String {
        self.file.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// What a scan shows.
#[derive(Clone, Debug)]
pub(crate) enum Shows {
    /// Nothing that is known here; why, in a sentence.
    Nothing(String),
    /// A part of a document.
    Part {
        document: DocumentId,
        part: PartId,
        /// What it is, in words.
        title: String,
        /// Is the version it shows the one that counts?
        is_current: bool,
    },
}

/// A scan on its way to a signature.
#[derive(Clone, Debug)]
pub(crate) struct Placing {
    pub(crate) document: DocumentId,
    pub(crate) part: PartId,
    pub(crate) file: Chosen,
}

/// A paper that was checked.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    /// The code that was typed, or the name of the file.
    pub(crate) what: String,
    /// What the records say, or why nothing can be said and what to do.
    pub(crate) told: Result<Box<Verified>, (String, String)>,
    /// Was it a scan, of which only the code was read?
    pub(crate) is_scan: bool,
    /// How many versions of its part were made apart, if it is one of them; else 0.
    pub(crate) n_apart: usize,
}

/// Versions of a part that were made apart.
#[derive(Clone, Debug)]
pub(crate) struct Apart {
    pub(crate) document: DocumentId,
    pub(crate) part: PartId,
    /// The partnership's reference and name.
    pub(crate) reference: String,
    pub(crate) name: String,
    /// Form, period and part.
    pub(crate) title: String,
    /// Is a version that decides between them begun already?
    pub(crate) is_begun: bool,
    pub(crate) found: Comparison,
}

/// Where files go that are dropped on the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DropGoes {
    /// To the signature being recorded, as the scan of the signed sheet.
    Scan,
    /// To the screen on which papers are checked.
    Check,
    /// To the screen on which a spreadsheet is brought in.
    Sheet,
    /// Into the records.
    In,
    /// Nowhere: nothing can be taken in yet.
    Nowhere,
}

impl State {
    /// Returns where a dropped file goes.
    pub(crate) fn drop_goes(&self) -> DropGoes {
        let recording = self.signing.as_ref().is_some_and(|signing| signing.is_open);
        if self.pack.is_none() || self.failure.is_some() || self.first_run {
            DropGoes::Nowhere
        } else if recording && self.screen == Screen::Done {
            DropGoes::Scan
        } else if self.screen == Screen::CheckPaper {
            DropGoes::Check
        } else if self.held_by().is_some() {
            DropGoes::Nowhere
        } else if self.screen == Screen::Spreadsheet {
            DropGoes::Sheet
        } else {
            DropGoes::In
        }
    }
}
