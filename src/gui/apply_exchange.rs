//! Commands and events of papers that travel: taking in, placing scans, checking papers, packages.

use crate::app::view::SignatureLine;
use crate::gui::command::{Chosen, Command, Screen};
use crate::gui::exchange::{CameIn, Checked, LooseScan, Placing, Shows};
use crate::gui::message::{Purpose, Request};
use crate::gui::screen::VERDICT;
use crate::gui::shell::Shell;
use crate::gui::worker_exchange::not_read;
use crate::model::id::{DocumentId, PartId, QuestionId, RowId};

impl Shell {
    /// Carries out a command of papers that travel; `carry_out` sends no others here.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the commands of other screens are matched in full by carry_out"
    )]
    pub(crate) fn carry_out_with_files(&mut self, command: Command) {
        match command {
            Command::KeptFile { digest, then } => {
                self.state.busy = true;
                self.worker.ask(Request::KeptFile { digest, then });
            }
            Command::ChooseFiles => self.choose_several(),
            Command::ChooseChecked => self.choose(Purpose::Check),
            Command::CheckCode => self.check_code(),
            Command::UseScan(at) => self.use_scan(at),
            Command::PlaceScan { document, part } => {
                let choosing = self.state.exchange.choosing.and_then(|at| self.state.exchange.scans.get(at));
                if let Some(file) = choosing.map(|scan| scan.file.clone()) {
                    self.place(document, part, file);
                }
            }
            Command::LeaveScan => {
                self.state.scan = None;
                self.state.exchange.sheet = None;
            }
            Command::MakePackage => self.make_package(),
            Command::PublishRegister => {
                self.state.busy = true;
                self.worker.ask(Request::PublishRegister);
            }
            _ => {}
        }
    }

    fn choose_several(&mut self) {
        // Never two dialogs at once.
        if !self.state.busy {
            self.state.busy = true;
            self.files.choose_several();
        }
    }

    /// Says why nothing can be dropped here now.
    pub(crate) fn refuse_drop(&mut self) {
        if self.state.held_by().is_some() {
            let hint = "Close the other copy of the program, or drop the file there.";
            self.state.warn("Nothing can be taken in here", hint);
        } else if self.state.first_run {
            self.state.warn("Nothing can be taken in yet", "Say first who you are, or skip it.");
        }
    }

    /// Asks the worker to take in what was dropped or chosen.
    pub(crate) fn brought(&mut self, files: Vec<Chosen>, unread: Vec<(String, String)>) {
        self.state.busy = false;
        let nothing = files.is_empty() && unread.is_empty();
        if nothing {
            return;
        }
        self.flush();
        self.state.message = None;
        self.state.exchange.came_in = unread.into_iter().map(|(name, why)| not_read(name, why)).collect();
        if files.is_empty() {
            return self.queue.push(Command::Go(Screen::CameIn));
        }
        self.state.exchange.n_coming = files.len();
        self.worker.ask(Request::TakeIn(files));
    }

    /// Shows what became of files; a scan that came alone goes to its signature at once.
    pub(crate) fn came_in(&mut self, came_in: Vec<CameIn>, scans: Vec<LooseScan>) {
        let exchange = &mut self.state.exchange;
        exchange.n_coming = 0;
        exchange.came_in.extend(came_in);
        let alone = exchange.came_in.is_empty() && scans.len() == 1;
        for scan in scans {
            exchange.scans.retain(|known| known.file.path != scan.file.path);
            exchange.scans.push(scan);
        }
        if exchange.came_in.is_empty() && exchange.scans.is_empty() && self.state.procedure.came.is_some() {
            return self.queue.push(Command::Go(Screen::CameProcedure));
        }
        if alone {
            return self.use_scan(self.state.exchange.scans.len() - 1);
        }
        // What is in hand may have been changed by it.
        self.look_again();
        self.queue.push(Command::Go(Screen::CameIn));
    }

    fn use_scan(&mut self, at: usize) {
        let Some(scan) = self.state.exchange.scans.get(at).cloned() else { return };
        match scan.shows {
            Shows::Part { document, part, is_current: true, .. } => self.place(document, part, scan.file),
            Shows::Part { is_current: false, .. } => self.queue.push(Command::Go(Screen::CameIn)),
            Shows::Nothing(_) => {
                self.state.exchange.choosing = Some(at);
                self.queue.push(Command::Go(Screen::PlaceScan));
            }
        }
    }

    fn place(&mut self, document: DocumentId, part: PartId, file: Chosen) {
        self.flush();
        self.state.exchange.placing = Some(Placing { document: document.clone(), part: part.clone(), file });
        self.open_part(document, part);
    }

    /// Puts a scan on its way into the box of a signature, once its part is open and known.
    pub(crate) fn place_scan(&mut self) {
        let Some(placing) = self.state.exchange.placing.clone() else { return };
        let Some(line) =
            self.state.line().filter(|line| line.document == placing.document && line.part == placing.part)
        else {
            return;
        };
        if !line.is_completed() {
            return self.give_up_placing("It is not completed, so there is nothing to sign yet");
        }
        if let Some((question, row)) = self.signature_for(&line.signatures) {
            self.state.exchange.scans.retain(|scan| scan.file.path != placing.file.path);
            self.state.exchange.choosing = None;
            self.state.exchange.placing = None;
            self.state.exchange.sheet = Some(placing.file);
            self.state.signing = None;
            self.queue.push(Command::OpenSignature(question, row));
            return;
        }
        // Another part of the document may be signed on the same sheet.
        let unsigned = |signatures: &[SignatureLine]| signatures.iter().any(|one| one.signed.is_none());
        let same_sheet = self.state.partnership.iter().flat_map(|view| &view.documents).find(|other| {
            other.document == line.document && other.revision == line.revision && unsigned(&other.signatures)
        });
        match same_sheet.map(|other| (other.document.clone(), other.part.clone())) {
            Some((document, part)) => self.place(document, part, placing.file),
            None => self.give_up_placing("Every signature of it is recorded already"),
        }
    }

    fn give_up_placing(&mut self, why: &str) {
        self.state.exchange.placing = None;
        let hint = "The scan is not kept with it.".to_owned();
        self.queue.push(Command::Warn { text: why.to_owned(), hint });
    }

    /// Returns the signature that is recorded next: of who is at the desk, else one that must be there.
    fn signature_for(&self, signatures: &[SignatureLine]) -> Option<(QuestionId, RowId)> {
        let own = |one: &SignatureLine| self.state.me().is_some_and(|me| me.holds(&one.role));
        let open = signatures.iter().filter(|one| one.signed.is_none());
        let next = open.min_by_key(|one| (!own(one), !one.required));
        next.map(|one| (one.question.clone(), one.row.clone()))
    }

    fn check_code(&mut self) {
        let code = self.state.jot("check code").trim().to_owned();
        if code.is_empty() {
            self.state.jots.insert("check wrong", "Type the code, or choose a file".to_owned());
            self.state.jots.insert("focus", "check code".to_owned());
            return;
        }
        self.state.jots.remove("check wrong");
        self.worker.ask(Request::CheckCode(code));
    }

    /// Shows what the records say of a paper.
    pub(crate) fn checked(&mut self, checked: Checked) {
        self.state.busy = false;
        self.state.exchange.n_coming = 0;
        self.state.jots.remove("check wrong");
        self.state.exchange.checked = Some(checked);
        self.state.jots.insert("focus", VERDICT.to_owned());
    }

    fn make_package(&mut self) {
        let one = self.state.partnership.as_ref().filter(|_| self.state.jot("package of") != "all");
        let references = one.map(|view| view.reference.clone()).into_iter().collect();
        self.state.busy = true;
        // What was said of the last one is past.
        self.state.message = None;
        self.worker.ask(Request::Package(references));
    }
}
