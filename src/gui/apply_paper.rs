//! Commands of a completed part carried out: recording signatures, changing it, sending it back.

use crate::app::op::{Op, Received, Return, SignOff};
use crate::app::view::SignatureLine;
use crate::gui::command::Command;
use crate::gui::shell::Shell;
use crate::gui::state::Signing;
use crate::model::day::Day;
use crate::model::id::{DocumentId, PartId, QuestionId, RowId};

impl Shell {
    /// Carries out a command of a completed part; `carry_out` sends no others here.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the commands of other screens are matched in full by carry_out"
    )]
    pub(crate) fn carry_out_on_paper(&mut self, command: Command) {
        match command {
            Command::OpenSignature(question, row) => self.open_signature(question, row),
            Command::CloseSignature => {
                if let Some(signing) = &mut self.state.signing {
                    signing.is_open = false;
                }
            }
            Command::Sign { all_the_same } => self.sign(all_the_same),
            Command::AskReason(open) => self.open_box("reopen", "reopen reason", open),
            Command::Reopen => self.reopen(),
            Command::AskReturn(open) => self.ask_return(open),
            Command::Return => self.send_back(),
            Command::AskReceipt(open) => self.ask_receipt(open),
            Command::NoteReceipt => self.note_receipt(),
            _ => {}
        }
    }

    fn in_hand(&self) -> Option<(DocumentId, PartId)> {
        let desk = &self.state.wizard.as_ref()?.desk;
        Some((desk.document.clone(), desk.part.clone()))
    }

    /// Opens or closes a box of the completion screen, with the focus in its first control.
    fn open_box(&mut self, name: &'static str, first: &str, open: bool) {
        self.state.jots.insert(name, if open { "open".to_owned() } else { String::new() });
        if open {
            self.state.jots.insert("focus", first.to_owned());
        }
    }

    /// Fills a box that nothing stands in yet.
    fn fill_jot(&mut self, jot: &'static str, text: String) {
        if self.state.jot(jot).is_empty() {
            self.state.jots.insert(jot, text);
        }
    }

    fn open_signature(&mut self, question: QuestionId, row: RowId) {
        self.state.jots.insert("focus", "sign name".to_owned());
        let same = |signing: &&mut Signing| signing.question == question && signing.row == row;
        if let Some(signing) = self.state.signing.as_mut().filter(same) {
            signing.is_open = true;
            return;
        }
        let own = |line: &&SignatureLine| line.question == question && line.row == row;
        let Some(line) = self.state.line().and_then(|line| line.signatures.iter().find(own)) else { return };
        // Who signs for themselves, or records a body's minute, sits at the desk.
        let me = self.state.me().filter(|me| line.reference || me.holds(&line.role));
        let (name, post) = match me {
            _ if !line.signer.is_empty() => (line.signer.clone(), String::new()),
            Some(me) => (me.name.clone(), me.post.clone()),
            None => (String::new(), String::new()),
        };
        let on = self.state.today.to_string();
        for (jot, text) in [("sign name", name), ("sign post", post), ("sign on", on)] {
            self.state.jots.insert(jot, text);
        }
        for jot in ["sign reference", "sign reason"] {
            self.state.jots.remove(jot);
        }
        // A sheet that came as one scan may carry several signatures.
        self.state.scan = self.state.exchange.sheet.clone();
        self.state.signing = Some(Signing { question, row, is_open: true, unmet: vec![] });
    }

    fn sign(&mut self, all_the_same: bool) {
        let Some((signing, (document, _))) = self.state.signing.clone().zip(self.in_hand()) else { return };
        let jot = |name: &str| self.state.jot(name).trim().to_owned();
        let Ok(on) = Day::parse(&jot("sign on"), self.state.today) else {
            return self.state.warn("The date of the signature cannot be read", "Write it as 31 3 2026.");
        };
        if jot("sign name").is_empty() {
            return self.state.warn("The name of who signed is missing", "Enter it, then record the signature.");
        }
        let set_aside = if all_the_same { jot("sign reason") } else { String::new() };
        if all_the_same && set_aside.is_empty() {
            self.state.jots.insert("focus", "sign reason".to_owned());
            return self.state.warn("The reason is missing", "Say why it is recorded all the same.");
        }
        let scan = self.state.scan.as_ref().map(|scan| {
            let name = scan.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, scan.bytes.clone())
        });
        let sign_off = SignOff {
            document,
            question: signing.question,
            name: jot("sign name"),
            post: jot("sign post"),
            on,
            reference: jot("sign reference"),
            row: signing.row,
            set_aside,
            scan,
        };
        self.ask_op(Op::SignOff(sign_off));
    }

    fn reopen(&mut self) {
        let Some((document, part)) = self.in_hand() else { return };
        let reason = self.state.jot("reopen reason").trim().to_owned();
        if reason.is_empty() && self.state.line().is_some_and(|line| line.needs_reason) {
            if self.state.jot("reopen").is_empty() {
                return self.open_box("reopen", "reopen reason", true);
            }
            self.state.jots.insert("focus", "reopen reason".to_owned());
            return self.state.warn("The reason is missing", "Say why it is changed.");
        }
        self.ask_op(Op::Reopen { document, part, reason });
    }

    fn ask_return(&mut self, open: bool) {
        if open {
            let me = self.state.me().cloned().unwrap_or_default();
            let role = self.returning_roles().into_iter().find(|role| me.holds(role)).unwrap_or_default();
            let on = self.state.today.to_string();
            for (jot, text) in [("return role", role), ("return name", me.name), ("return on", on)] {
                self.fill_jot(jot, text);
            }
        }
        let first = ["return role", "return name", "return reason"].into_iter().find(|jot| {
            let asked = *jot != "return role" || self.returning_roles().len() > 1;
            asked && self.state.jot(jot).is_empty()
        });
        self.open_box("return", first.unwrap_or("return reason"), open);
    }

    fn ask_receipt(&mut self, open: bool) {
        if open {
            let me = self.state.me().cloned().unwrap_or_default();
            let role = self.returning_roles().into_iter().find(|role| me.holds(role)).unwrap_or_default();
            let on = self.state.today.to_string();
            for (jot, text) in [("receipt role", role), ("receipt name", me.name), ("receipt on", on)] {
                self.fill_jot(jot, text);
            }
        }
        let asked = |jot: &&str| *jot != "receipt role" || self.returning_roles().len() > 1;
        let first = ["receipt role", "receipt name"].into_iter().filter(asked);
        let first = first.into_iter().find(|jot| self.state.jot(jot).is_empty()).unwrap_or("receipt on");
        self.open_box("receipt", first, open);
    }

    fn note_receipt(&mut self) {
        let Some((document, part)) = self.in_hand() else { return };
        let jot = |name: &str| self.state.jot(name).trim().to_owned();
        let role = self.role_of("receipt role");
        let missing = [
            (role.is_empty(), "receipt role", "who has received it: choose the role"),
            (jot("receipt name").is_empty(), "receipt name", "the name of who has received it"),
        ];
        if let Some((_, first, what)) = missing.into_iter().find(|(is_missing, ..)| *is_missing) {
            self.state.jots.insert("focus", first.to_owned());
            return self.state.warn("Something is missing before the receipt is noted", format!("Say {what}."));
        }
        let Ok(on) = Day::parse(&jot("receipt on"), self.state.today) else {
            return self.state.warn("The date cannot be read", "Write it as 31 3 2026.");
        };
        let name = jot("receipt name");
        self.ask_op(Op::Receive(Received { document, part, role, name, on }));
    }

    /// Returns the role chosen in a box; where only one role comes after, nobody is asked for it.
    fn role_of(&self, jot: &str) -> String {
        match self.returning_roles().as_slice() {
            [only] => only.clone(),
            _ => self.state.jot(jot).trim().to_owned(),
        }
    }

    fn returning_roles(&self) -> Vec<String> {
        self.state.wizard.as_ref().map(crate::gui::wizard::Wizard::returning_roles).unwrap_or_default()
    }

    fn send_back(&mut self) {
        let Some((document, part)) = self.in_hand() else { return };
        let jot = |name: &str| self.state.jot(name).trim().to_owned();
        let role = self.role_of("return role");
        let missing = [
            (role.is_empty(), "return role", "who sends it back: choose the role"),
            (jot("return name").is_empty(), "return name", "the name of who sends it back"),
            (jot("return reason").is_empty(), "return reason", "what is wanted"),
        ];
        if let Some((_, first, what)) = missing.into_iter().find(|(is_missing, ..)| *is_missing) {
            self.state.jots.insert("focus", first.to_owned());
            return self.state.warn("Something is missing before it can be sent back", format!("Say {what}."));
        }
        let Ok(on) = Day::parse(&jot("return on"), self.state.today) else {
            return self.state.warn("The date cannot be read", "Write it as 31 3 2026.");
        };
        let (name, reason) = (jot("return name"), jot("return reason"));
        self.ask_op(Op::Return(Return { document, part, role, name, on, reason }));
    }
}
