//! The press: the thread that lays out how the part in hand prints, and checks a new edition of the procedure.
//!
//! It is given a manuscript with every key and returns proofs. It begins once
//! no other has come for a moment, and takes the latest alone: neither a long
//! form nor a slow computer holds up typing.

use crate::app::view::DocumentLine;
use crate::form::reading::{Reading, Signed};
use crate::gui::preview::{Boxed, boxes, margins};
use crate::gui::wizard::Wizard;
use crate::model::day::Day;
use crate::model::id::{DocumentId, FormId, PartId, QuestionId, RevisionId, RowId};
use crate::pack::difference::{Difference, difference};
use crate::pack::finding::PackFinding;
use crate::pack::{Files, Pack, load};
use crate::print::compose::{About, blank, filled};
use crate::print::layout::lay_out;
use crate::print::layout::pages::{Page, Pages};
use eframe::egui::Context;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long typing pauses before the pages are laid out anew.
const PAUSE: Duration = Duration::from_millis(50);

/// What the press is given.
pub(crate) enum Manuscript {
    /// A part of a document.
    Part(Box<PartPaper>),
    /// A new edition of the procedure.
    Edition(Box<Draft>),
}

/// A new edition of the procedure, with the form of it that is in view.
pub(crate) struct Draft {
    /// Which state of its changes it is.
    pub(crate) state: u64,
    /// The procedure in force.
    pub(crate) before: Arc<Pack>,
    /// Its files.
    pub(crate) files: Files,
    /// The form in view.
    pub(crate) form: FormId,
    /// The day it is printed on.
    pub(crate) made: Day,
}

/// What the check of a new edition found.
pub(crate) struct Reviewed {
    /// Which state of its changes was looked at.
    pub(crate) state: u64,
    /// The edition, or what is wrong with it.
    pub(crate) found: Result<Sound, Vec<PackFinding>>,
}

/// A new edition without mistakes.
pub(crate) struct Sound {
    /// The procedure.
    pub(crate) pack: Arc<Pack>,
    /// What it changes.
    pub(crate) differences: Vec<Difference>,
    /// The form in view as it prints; none: it could not be laid out.
    pub(crate) proof: Option<Proof>,
}

impl Draft {
    fn review(&self) -> Reviewed {
        let found = load(&self.files).map(|pack| Sound {
            differences: difference(&self.before, &pack),
            proof: self.lay_out(&pack),
            pack: Arc::new(pack),
        });
        Reviewed { state: self.state, found }
    }

    fn lay_out(&self, pack: &Pack) -> Option<Proof> {
        let about = About {
            partnership: "",
            reference: "",
            period: "",
            revision: None,
            draft: false,
            made: self.made,
            facts: &[],
            parts: &[],
            signed: &BTreeMap::new(),
        };
        let pages = lay_out(&blank(pack, pack.form(&self.form)?, &about));
        Some(Proof::of(DocumentId::default(), PartId::new(self.form.as_str()), pages))
    }
}

/// All that stands on the paper of one part.
pub(crate) struct PartPaper {
    document: DocumentId,
    part: PartId,
    pack: Arc<Pack>,
    form: FormId,
    reading: Arc<Reading>,
    name: String,
    reference: String,
    period: String,
    revision: Option<RevisionId>,
    draft: bool,
    completed: Option<Day>,
    made: Day,
    signed: BTreeMap<(QuestionId, RowId), Signed>,
}

/// A part as it prints.
pub(crate) struct Proof {
    /// The document.
    pub(crate) document: DocumentId,
    /// The part of it.
    pub(crate) part: PartId,
    /// Its pages.
    pub(crate) pages: Vec<Page>,
    /// What stands at the head, at the foot and across each page.
    pub(crate) margins: Vec<String>,
    /// The boxes on them that answer questions, in reading order.
    pub(crate) boxes: Vec<Boxed>,
}

impl Proof {
    fn of(document: DocumentId, part: PartId, pages: Pages) -> Self {
        let margins = pages.pages.iter().map(margins).collect();
        Self { document, part, margins, boxes: boxes(&pages), pages: pages.pages }
    }
}

impl PartPaper {
    /// Takes what the part in hand says now. What is completed carries its day and code, as its line in the list has them.
    pub(crate) fn of(wizard: &Wizard, line: Option<&DocumentLine>) -> Self {
        let (desk, draft) = (&wizard.desk, wizard.is_open());
        let completed = line.filter(|_| !draft).and_then(|line| line.completed_on);
        let revision = line.filter(|_| completed.is_some()).and_then(|line| line.revision.as_ref());
        Self {
            document: desk.document.clone(),
            part: desk.part.clone(),
            pack: Arc::clone(wizard.pack()),
            form: desk.form.clone(),
            reading: Arc::clone(&wizard.reading),
            name: desk.name.clone(),
            reference: desk.reference.clone(),
            period: crate::app::view::period_in_words(&desk.period),
            revision: revision.cloned(),
            draft,
            completed,
            made: completed.unwrap_or(desk.surroundings.today),
            signed: if draft { BTreeMap::new() } else { desk.signed.clone() },
        }
    }

    fn lay_out(&self) -> Option<Proof> {
        let facts: Vec<_> = self.completed.map(|day| ("Completed".to_owned(), day.to_string())).into_iter().collect();
        let about = About {
            partnership: &self.name,
            reference: &self.reference,
            period: &self.period,
            revision: self.revision.as_ref(),
            draft: self.draft,
            made: self.made,
            facts: &facts,
            parts: std::slice::from_ref(&self.part),
            signed: &self.signed,
        };
        let pages = lay_out(&filled(&self.pack, self.pack.form(&self.form)?, &self.reading, &about));
        Some(Proof::of(self.document.clone(), self.part.clone(), pages))
    }
}

/// What came of the manuscripts that waited.
pub(crate) struct Pulled {
    /// How many there were.
    count: usize,
    /// What came of the latest.
    pub(crate) came: Came,
}

/// What came of a manuscript; none: it could not be laid out.
pub(crate) enum Came {
    /// How a part prints.
    Part(Option<Proof>),
    /// What the check of an edition found.
    Edition(Option<Reviewed>),
}

/// The window's side of the press.
pub(crate) struct Press {
    manuscripts: Option<Sender<Manuscript>>,
    pulled: Receiver<Pulled>,
    n_open: usize,
    thread: Option<JoinHandle<()>>,
}

impl Press {
    /// Starts the press.
    pub(crate) fn start(ctx: &Context) -> Self {
        let (manuscripts, waiting) = channel();
        let (tell, pulled) = channel();
        let ctx = ctx.clone();
        let print = move || print(&waiting, &tell, &ctx);
        let thread = std::thread::Builder::new().name("press".to_owned()).spawn(print).ok();
        Self { manuscripts: Some(manuscripts), pulled, n_open: 0, thread }
    }

    /// Gives it a manuscript; says whether it took it.
    pub(crate) fn give(&mut self, manuscript: Manuscript) -> bool {
        let given = self.manuscripts.as_ref().is_some_and(|manuscripts| manuscripts.send(manuscript).is_ok());
        self.n_open += usize::from(given);
        given
    }

    /// Returns what came last, if something came.
    pub(crate) fn next(&mut self) -> Option<Pulled> {
        let pulled = self.pulled.try_recv().ok()?;
        Some(self.count(pulled))
    }

    /// Waits for what comes next while a manuscript is under way; for tests.
    pub(crate) fn wait(&mut self) -> Option<Pulled> {
        if self.n_open == 0 {
            return None;
        }
        let pulled = self.pulled.recv().ok()?;
        Some(self.count(pulled))
    }

    fn count(&mut self, pulled: Pulled) -> Pulled {
        self.n_open = self.n_open.saturating_sub(pulled.count);
        pulled
    }
}

impl Drop for Press {
    fn drop(&mut self) {
        self.manuscripts = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            crate::gui::start::log("The press's thread had ended before.");
        }
    }
}

fn print(waiting: &Receiver<Manuscript>, tell: &Sender<Pulled>, ctx: &Context) {
    while let Ok(first) = waiting.recv() {
        let (latest, count) = latest(first, waiting, PAUSE);
        let came = match &latest {
            Manuscript::Part(part) => Came::Part(caught(|| part.lay_out()).flatten()),
            Manuscript::Edition(draft) => Came::Edition(caught(|| draft.review())),
        };
        if tell.send(Pulled { count, came }).is_err() {
            break;
        }
        ctx.request_repaint();
    }
}

/// Does something that must not end the thread; none: it panicked.
fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok()
}

/// Returns the latest of what comes before nothing came for a while, and how many came.
fn latest<T>(first: T, waiting: &Receiver<T>, pause: Duration) -> (T, usize) {
    let (mut latest, mut count) = (first, 1);
    while let Ok(later) = waiting.recv_timeout(pause) {
        latest = later;
        count += 1;
    }
    (latest, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_comes_without_a_pause_only_the_latest_is_laid_out() {
        let (sender, waiting) = channel();
        for text in ["Ke", "Kennet", "Kennet Valley"] {
            sender.send(text).unwrap();
        }
        drop(sender);
        assert_eq!(latest("K", &waiting, Duration::from_secs(5)), ("Kennet Valley", 4));
    }
}
