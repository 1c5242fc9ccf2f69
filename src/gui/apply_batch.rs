//! Blank forms, forms in one PDF, and papers of everything due: one request after the other, so that the window goes on and can stop them.

use crate::app::batch::DuePaper;
use crate::gui::command::Command;
use crate::gui::message::Request;
use crate::gui::shell::Shell;
use crate::gui::state::Batch;
use crate::print::bundle::Member;
use std::path::PathBuf;

impl Shell {
    /// Carries out a command on blank forms, forms in one PDF, or the papers of everything due; `carry_out` sends no others here.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other commands are matched in full by carry_out")]
    pub(crate) fn carry_out_on_batch(&mut self, command: Command) {
        match command {
            Command::Blank { blank, then } => {
                self.state.busy = true;
                self.state.message = None;
                self.worker.ask(Request::Blank { blank, then });
            }
            Command::Bundle { reference, id } => {
                self.flush();
                self.state.busy = true;
                self.worker.ask(Request::Bundle { reference, id });
            }
            Command::PrintDue { joined: true } => self.begin_batch(None),
            // Never two dialogs at once.
            Command::PrintDue { joined: false } if !self.state.busy => {
                self.state.busy = true;
                self.files.choose_folder("Folder for the papers");
            }
            Command::StopDue => {
                if let Some(batch) = &mut self.state.batch {
                    batch.stopping = true;
                }
            }
            _ => {}
        }
    }

    /// Makes a paper of everything due in a folder, as when a person chose it.
    pub fn print_due_into(&mut self, folder: PathBuf) {
        self.begin_batch(Some(folder));
    }

    fn begin_batch(&mut self, folder: Option<PathBuf>) {
        if self.state.batch.is_none() {
            self.flush();
            self.state.message = None;
            self.state.batch = Some(Batch { folder, ..Batch::default() });
            self.worker.ask(Request::DuePapers);
        }
    }

    /// Takes the list of what is due.
    pub(crate) fn due_papers(&mut self, papers: Vec<DuePaper>) {
        if let Some(batch) = &mut self.state.batch {
            batch.papers = Some(papers);
            self.next_due();
        }
    }

    /// Takes one paper that is done.
    pub(crate) fn due_done(&mut self, was_there: bool, member: Option<Member>) {
        if let Some(batch) = &mut self.state.batch {
            batch.done += 1;
            batch.there += usize::from(was_there);
            batch.members.extend(member);
            self.next_due();
        }
    }

    /// Asks for the next paper, or ends.
    fn next_due(&mut self) {
        let Some(batch) = &self.state.batch else { return };
        let next = batch.papers.iter().flatten().nth(batch.done).filter(|_| !batch.stopping);
        let request = next.map(|due| match &batch.folder {
            Some(folder) => Request::DueFile { due: Box::new(due.clone()), folder: folder.clone() },
            None => Request::DueMember(Box::new(due.clone())),
        });
        match request {
            Some(request) => self.worker.ask(request),
            None => self.end_batch(),
        }
    }

    fn end_batch(&mut self) {
        let Some(batch) = self.state.batch.take() else { return };
        let count = batch.papers.as_ref().map_or(0, Vec::len);
        if count == 0 {
            self.state.tell("Nothing is due now");
            return;
        }
        let said = said(&batch);
        match &batch.folder {
            Some(folder) => {
                let again = if batch.done < count { "Start again to go on. " } else { "" };
                self.state.tell(said);
                if let Some(message) = &mut self.state.message {
                    message.hint = format!("{again}{}", folder.display());
                }
            }
            None if batch.stopping => self.state.tell("Stopped. Nothing is written"),
            None => {
                self.state.busy = true;
                self.worker.ask(Request::DueTogether(batch.members));
            }
        }
    }

    /// Ends the papers after a failure, and adds to what is to be done how far they came.
    pub(crate) fn fail_batch(&mut self, hint: String) -> String {
        match self.state.batch.take().filter(|batch| batch.folder.is_some() && batch.done > 0) {
            Some(batch) => format!("{hint}. {}; start again to go on.", said(&batch)),
            None => hint,
        }
    }
}

/// Says how many papers are written, and how many were there.
fn said(batch: &Batch) -> String {
    let count = batch.papers.as_ref().map_or(0, Vec::len);
    let written = match batch.done - batch.there {
        1 => "1 paper is written".to_owned(),
        n => format!("{n} papers are written"),
    };
    let there = if batch.there == 0 { String::new() } else { format!(", {} there already", batch.there) };
    let of = if batch.done < count { format!("Stopped after {} of {count}. ", batch.done) } else { String::new() };
    format!("{of}{written}{there}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::op::Op;
    use crate::gui::worker::Begin;
    use crate::model::day::Day;
    use crate::model::moment::Moment;
    use eframe::egui::Context;

    fn shell(ctx: &Context, folder: &tempfile::TempDir) -> Shell {
        let at = (Moment::parse("2026-11-22T09:30:00Z").unwrap(), Day::parse_iso("2026-11-22").unwrap());
        let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/window");
        let begin = Begin { folder: folder.path().to_owned(), pack: Some(pack.to_owned()), at: Some(at) };
        let mut shell = Shell::new(ctx, begin);
        shell.settle(ctx);
        shell.ask_op(Op::AddStarters { which: vec![0, 1, 2] });
        shell.settle(ctx);
        shell
    }

    /// Takes as many answers of the worker.
    fn take(shell: &mut Shell, ctx: &Context, count: usize) {
        for _ in 0..count {
            let event = shell.worker.wait().unwrap();
            shell.receive(ctx, event);
        }
    }

    #[test]
    fn cancel_ends_after_the_paper_in_the_making_and_a_second_run_makes_the_rest() {
        let (ctx, folder) = (Context::default(), tempfile::tempdir().unwrap());
        let mut shell = shell(&ctx, &folder);
        let to = folder.path().join("due");
        shell.print_due_into(to.clone());
        take(&mut shell, &ctx, 2);
        assert!(shell.state.batch.as_ref().unwrap().progress().starts_with("2 of 3: "));
        shell.carry_out(&ctx, Command::StopDue);
        shell.settle(&ctx);
        assert!(shell.state.batch.is_none());
        assert_eq!(std::fs::read_dir(&to).unwrap().count(), 2);
        let message = shell.state.message.clone().unwrap();
        assert_eq!(message.text, "Stopped after 2 of 3. 2 papers are written");
        assert!(message.hint.starts_with("Start again to go on"), "{}", message.hint);
        shell.print_due_into(to.clone());
        shell.settle(&ctx);
        assert_eq!(shell.state.message.clone().unwrap().text, "1 paper is written, 2 there already");
        assert_eq!(std::fs::read_dir(&to).unwrap().count(), 3);
    }

    #[test]
    fn the_papers_are_joined_in_one_file_once_all_are_composed() {
        let (ctx, folder) = (Context::default(), tempfile::tempdir().unwrap());
        let mut shell = shell(&ctx, &folder);
        shell.carry_out(&ctx, Command::PrintDue { joined: true });
        take(&mut shell, &ctx, 4);
        assert!(shell.state.batch.is_none(), "the last request joins them");
        let crate::gui::message::Event::Pdf { name, bytes, .. } = shell.worker.wait().unwrap() else {
            panic!("the answer is a file")
        };
        assert_eq!(name, "due-2026-11-22.pdf");
        assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
    }
}
