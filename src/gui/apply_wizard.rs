//! Commands of the wizard carried out: typing, turning pages, checking, completing, undo.

use crate::app::op::Op;
use crate::gui::apply::whole;
use crate::gui::command::{Command, PaperPlace, Screen, Spot};
use crate::gui::shell::Shell;
use crate::model::entry::Entry;
use crate::model::id::{PageId, QuestionId};
use crate::pack::form::Level;
use eframe::egui;

impl Shell {
    /// Carries out a command of the wizard; `carry_out` sends no others here.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the commands of other screens are matched in full by carry_out"
    )]
    pub(crate) fn carry_out_in_wizard(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::Type { question, entry } => {
                let at = ctx.input(|input| input.time);
                self.type_in(question, entry, at);
            }
            Command::SaveNow => self.flush(),
            Command::Turn(page) => self.turn(page),
            Command::Correct { page, spot } => self.correct(page, spot),
            Command::Continue => self.proceed(false),
            Command::GoOn => self.proceed(true),
            Command::PageBack => self.page_back(),
            Command::Check => self.check_answers(),
            Command::Complete => self.complete(),
            Command::SameAsLast(page) => self.same_as_last(page.as_ref()),
            Command::Undo => self.undo(true),
            Command::Redo => self.undo(false),
            other => self.mark(other),
        }
    }

    /// Carries out what changes only how the page is shown.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the commands of other screens are matched in full by carry_out"
    )]
    fn mark(&mut self, command: Command) {
        let Some(wizard) = &mut self.state.wizard else { return };
        match command {
            Command::Reached => {
                wizard.focus = None;
                wizard.focus_page = false;
                wizard.focus_summary = false;
            }
            Command::Fold(open) => {
                let pages: Vec<PageId> = wizard.in_view().iter().map(|page| page.id.clone()).collect();
                for page in pages {
                    if open {
                        wizard.unfolded.insert(page);
                    } else {
                        wizard.unfolded.remove(&page);
                    }
                }
            }
            Command::Edition(view) => wizard.edition = view,
            Command::CheckPast(page) if !wizard.checked_past.remove(&page) => {
                wizard.checked_past.insert(page);
            }
            Command::Why(question) if !wizard.why.remove(&question) => {
                wizard.why.insert(question);
            }
            _ => {}
        }
    }

    fn type_in(&mut self, question: QuestionId, entry: Option<Entry>, at: f64) {
        // Each question is a step of its own to undo.
        let other = self
            .state
            .wizard
            .as_ref()
            .is_some_and(|wizard| !wizard.unsaved.is_empty() && !wizard.unsaved.contains_key(&question));
        if other {
            self.flush();
        }
        if let Some(wizard) = self.state.wizard.as_mut().filter(|wizard| wizard.is_open()) {
            wizard.type_in(question, entry, at);
        }
    }

    fn turn(&mut self, page: PageId) {
        self.flush();
        let Some(wizard) = &mut self.state.wizard else { return };
        wizard.returning = false;
        if wizard.is_list() {
            let first = wizard.reading.page(&page).and_then(|page| page.questions.first());
            wizard.focus = first.map(|question| whole(question.id.clone()));
        } else {
            wizard.focus_page = true;
        }
        wizard.page = page.clone();
        let op = Op::TurnPage { document: wizard.desk.document.clone(), part: wizard.desk.part.clone(), page };
        let writes = wizard.is_open() && self.state.held_by().is_none();
        if writes {
            self.ask_op(op);
        }
        self.enter(Screen::Wizard);
    }

    /// Shows a screen of the wizard without asking for anything; pages shown in its place give way.
    fn enter(&mut self, screen: Screen) {
        if self.state.paper == PaperPlace::Shown {
            self.state.paper = PaperPlace::Beside;
        }
        if self.state.screen != screen {
            let before = std::mem::replace(&mut self.state.screen, screen);
            self.state.past.push(before);
            self.state.future.clear();
        }
    }

    fn correct(&mut self, page: PageId, spot: Spot) {
        self.flush();
        let from_check = self.state.screen == Screen::CheckAnswers;
        let Some(wizard) = &mut self.state.wizard else { return };
        if wizard.is_folded(&spot) {
            wizard.unfolded.insert(page.clone());
        }
        if wizard.reading.page(&page).is_some_and(|page| page.is_past) {
            wizard.checked_past.insert(page.clone());
        }
        wizard.returning |= from_check;
        wizard.page = page;
        wizard.preview.answer(spot.question.clone());
        wizard.focus = Some(spot);
        self.enter(Screen::Wizard);
    }

    fn proceed(&mut self, anyway: bool) {
        self.flush();
        let Some(wizard) = &mut self.state.wizard else { return };
        let pages: Vec<PageId> = wizard.in_view().iter().map(|page| page.id.clone()).collect();
        let first_try = pages.iter().any(|page| !wizard.tried.contains(page));
        wizard.tried.extend(pages.iter().cloned());
        let stands = !wizard.blocking_in_view().is_empty();
        let warned =
            first_try && pages.iter().any(|page| wizard.findings_on(page).any(|finding| finding.level == Level::Warn));
        if !anyway && wizard.is_open() && (stands || warned) {
            wizard.focus_summary = true;
            return;
        }
        match wizard.next_page().filter(|_| !wizard.returning) {
            Some(page) => self.turn(page),
            None => self.check_answers(),
        }
    }

    fn page_back(&mut self) {
        let Some(wizard) = &mut self.state.wizard else { return };
        if self.state.screen == Screen::CheckAnswers {
            wizard.returning = false;
            return self.enter(Screen::Wizard);
        }
        if let Some(page) = wizard.neighbour(-1) {
            return self.turn(page);
        }
        let reference = wizard.desk.reference.clone();
        self.carry_out(&self.files.ctx.clone(), Command::Go(Screen::Partnership(reference)));
    }

    fn check_answers(&mut self) {
        self.flush();
        let Some(wizard) = &mut self.state.wizard else { return };
        wizard.returning = false;
        self.enter(Screen::CheckAnswers);
    }

    fn complete(&mut self) {
        self.flush();
        let Some(wizard) = &mut self.state.wizard else { return };
        if wizard.reading.blocking(&wizard.desk.part).next().is_some() {
            let pages: Vec<PageId> = wizard.pages().map(|page| page.id.clone()).collect();
            wizard.tried.extend(pages);
            wizard.focus_summary = true;
            return;
        }
        let (document, part) = (wizard.desk.document.clone(), wizard.desk.part.clone());
        self.ask_op(Op::Complete { document, part });
    }

    /// Takes over last year's answers of a page as one step.
    fn same_as_last(&mut self, page: Option<&PageId>) {
        self.flush();
        let Some(wizard) = self.state.wizard.as_mut().filter(|wizard| wizard.is_open()) else { return };
        let count = wizard.same_as_last(page);
        let from = wizard.desk.surroundings.last_title.clone();
        self.flush();
        match count {
            0 => self.state.tell(format!("Nothing here differs from {from}")),
            1 => self.state.tell(format!("One answer is taken over from {from}")),
            n => self.state.tell(format!("{n} answers are taken over from {from}")),
        }
        if let (Some(message), true) = (&mut self.state.message, count > 0) {
            "Undo takes them back.".clone_into(&mut message.hint);
        }
    }

    fn undo(&mut self, back: bool) {
        self.flush();
        let Some(wizard) = self.state.wizard.as_ref().filter(|wizard| wizard.is_open()) else { return };
        let (document, part) = (wizard.desk.document.clone(), wizard.desk.part.clone());
        if back && wizard.desk.can_undo {
            self.ask_op(Op::Undo { document, part });
        } else if !back && wizard.desk.can_redo {
            self.ask_op(Op::Redo { document, part });
        }
    }
}
