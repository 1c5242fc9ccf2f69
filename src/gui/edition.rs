//! A new edition of the procedure that is being written: what was changed, what the check says, how it prints.
//!
//! It draws nothing. The files are those of the procedure in force with the
//! changes made in them; the press checks them and lays out the form in view.

use crate::gui::press::Reviewed;
use crate::gui::preview::Preview;
use crate::model::id::{FormId, PageId, QuestionId};
use crate::pack::difference::Difference;
use crate::pack::edit::{Edit, Edited, Group, Place, Subject, apply, groups};
use crate::pack::finding::PackFinding;
use crate::pack::form::{Form, Page};
use crate::pack::{Files, Pack};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the screen of a new edition asks for.
#[derive(Clone, Debug)]
pub(crate) enum EditCommand {
    /// Shows another sheet.
    Sheet(EditSheet),
    /// Shows what can be changed of a form.
    Form(FormId),
    /// Shows what can be changed of a page; none: of the form itself.
    Page(Option<PageId>),
    /// Shows what can be changed of a question; none: of the page itself.
    Question(Option<QuestionId>),
    /// Notes what was typed for a value.
    Type(Place, String),
    /// Adds the option that was typed to a list.
    Add(Place),
    /// Opens or closes the boxes for an option that is added to a list.
    OpenAdd(Option<Place>),
    /// Takes the last change back.
    Undo,
    /// Takes one change back, by its place among them.
    TakeBack(usize),
    /// Throws all changes away.
    Discard,
    /// Brings the edition into force.
    Use,
}

/// The sheets of a new edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EditSheet {
    /// Forms, pages, questions and their options.
    #[default]
    Forms,
    /// Thresholds and settings.
    Figures,
    /// Dates.
    Dates,
    /// Names of officers, stages, states and columns.
    Names,
    /// What was changed so far.
    Changes,
}

impl EditSheet {
    /// All sheets in their order.
    pub(crate) const ALL: [Self; 5] = [Self::Forms, Self::Figures, Self::Dates, Self::Names, Self::Changes];

    /// Returns its words.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Forms => "Forms and questions",
            Self::Figures => "Thresholds and settings",
            Self::Dates => "Dates",
            Self::Names => "Names",
            Self::Changes => "Changes so far",
        }
    }
}

/// A new edition in the writing.
pub(crate) struct Edition {
    base: Files,
    /// The procedure in force.
    pub(crate) before: Arc<Pack>,
    /// The changes, oldest first.
    pub(crate) edits: Vec<Edit>,
    /// The files with the changes.
    pub(crate) edited: Edited,
    /// The edition as it last had no mistakes.
    pub(crate) pack: Arc<Pack>,
    /// What the check says is wrong.
    findings: Vec<PackFinding>,
    /// What is wrong with values that were changed, each in one sentence.
    pub(crate) wrong: BTreeMap<Place, String>,
    /// What is wrong beside those.
    pub(crate) elsewhere: Vec<PackFinding>,
    /// What it changes, as it last had no mistakes.
    pub(crate) differences: Vec<Difference>,
    /// Which state of the changes the check is to look at, counted.
    pub(crate) state: u64,
    /// Has the check looked at it?
    pub(crate) is_checked: bool,
    /// The sheet in view.
    pub(crate) sheet: EditSheet,
    /// The form in view.
    pub(crate) form: FormId,
    /// The page in view; none: the form itself.
    pub(crate) page: Option<PageId>,
    /// The question in view; none: the page itself.
    pub(crate) question: Option<QuestionId>,
    /// What can be changed in the sheet in view.
    pub(crate) groups: Vec<Group>,
    /// The list that an option is being added to, and why what was typed for it is wrong.
    pub(crate) adding: Option<(Place, String)>,
    /// How the form in view prints.
    pub(crate) preview: Preview,
    /// Are there changes that are not kept yet, and since when?
    pub(crate) unsaved: Option<f64>,
}

impl Edition {
    /// Begins an edition, or goes on with one that has changes already.
    pub(crate) fn new(before: Arc<Pack>, base: Files, edits: Vec<Edit>) -> Self {
        let form = before.forms.first().map(|form| form.id.clone()).unwrap_or_default();
        let page = before.forms.first().and_then(|form| form.pages.first());
        let mut edition = Self {
            base,
            pack: Arc::clone(&before),
            edits,
            edited: Edited::default(),
            findings: vec![],
            wrong: BTreeMap::new(),
            elsewhere: vec![],
            differences: vec![],
            state: 0,
            is_checked: false,
            sheet: EditSheet::default(),
            form,
            question: page.and_then(|page| page.questions.first()).map(|question| question.id.clone()),
            page: page.map(|page| page.id.clone()),
            groups: vec![],
            adding: None,
            preview: Preview::default(),
            unsaved: None,
            before,
        };
        edition.redo();
        edition
    }

    /// Makes the changes anew: what was found of them is past.
    fn redo(&mut self) {
        self.edited = apply(&self.base, &self.edits);
        self.state += 1;
        self.is_checked = false;
        self.preview.is_stale = true;
        self.find();
        self.look();
    }

    /// Reads what can be changed in the sheet in view.
    pub(crate) fn look(&mut self) {
        let form = self.form.to_string();
        let subject = match (self.sheet, &self.page, &self.question) {
            (EditSheet::Forms, Some(page), Some(question)) => {
                Some(Subject::Question(form, page.to_string(), question.to_string()))
            }
            (EditSheet::Forms, Some(page), None) => Some(Subject::Page(form, page.to_string())),
            (EditSheet::Forms, None, _) => Some(Subject::Form(form)),
            (EditSheet::Figures, ..) => Some(Subject::Figures),
            (EditSheet::Dates, ..) => Some(Subject::Dates),
            (EditSheet::Names, ..) => Some(Subject::Names),
            (EditSheet::Changes, ..) => None,
        };
        self.groups = subject.map(|subject| groups(&self.edited.files, &subject)).unwrap_or_default();
    }

    /// Returns the form in view, as it last had no mistakes.
    pub(crate) fn form_in_view(&self) -> Option<&Form> {
        self.pack.form(&self.form)
    }

    /// Returns the page in view.
    pub(crate) fn page_in_view(&self) -> Option<&Page> {
        self.form_in_view()?.pages.iter().find(|page| Some(&page.id) == self.page.as_ref())
    }

    /// Shows another form, from its first question on.
    pub(crate) fn turn_to_form(&mut self, form: FormId) {
        self.form = form;
        let first = self.form_in_view().and_then(|form| form.pages.first());
        let question = first.and_then(|page| page.questions.first()).map(|question| question.id.clone());
        self.page = first.map(|page| page.id.clone());
        self.preview = Preview { is_stale: true, ..Preview::default() };
        self.state += 1;
        self.is_checked = false;
        self.turn_to_question(question);
    }

    /// Shows another page, from its first question on.
    pub(crate) fn turn_to_page(&mut self, page: Option<PageId>) {
        self.page = page;
        let first = self.page_in_view().and_then(|page| page.questions.first());
        let question = first.map(|question| question.id.clone());
        self.turn_to_question(question);
    }

    /// Shows another question of the form in view.
    pub(crate) fn turn_to_question(&mut self, question: Option<QuestionId>) {
        if let Some(question) = &question {
            let page = self.form_in_view().and_then(|form| form.page_of(question)).map(|page| page.id.clone());
            self.page = page.or(self.page.take());
            self.preview.answer(question.clone());
        }
        self.question = question;
        self.adding = None;
        self.look();
    }

    /// Notes what was typed for a value; keys that follow one another are one change.
    pub(crate) fn type_in(&mut self, place: Place, typed: String) {
        match self.edits.last_mut() {
            Some(Edit::Set { at, text }) if *at == place => *text = typed,
            Some(_) | None => self.edits.push(Edit::Set { at: place, text: typed }),
        }
        self.redo();
    }

    /// Adds an option; returns why it cannot be, in a sentence.
    pub(crate) fn add(&mut self, at: Place, code: &str, label: &str) -> Option<String> {
        let code = if code.trim().is_empty() { code_for(label) } else { code.trim().to_owned() };
        self.edits.push(Edit::Add { at, code, label: label.to_owned() });
        self.redo();
        let last = self.edits.len() - 1;
        let fault = self.edited.faults.iter().find(|(at, _)| *at == last).map(|(_, fault)| fault.clone());
        if fault.is_some() {
            self.take_back(last);
        }
        fault
    }

    /// Takes a change back.
    pub(crate) fn take_back(&mut self, at: usize) {
        if at < self.edits.len() {
            self.edits.remove(at);
            self.redo();
        }
    }

    /// Returns what stands in the box of a value: what was typed last, else what the file has.
    pub(crate) fn text<'a>(&'a self, place: &Place, kept: &'a str) -> &'a str {
        let typed = |edit: &'a Edit| match edit {
            Edit::Set { at, text } if at == place => Some(text.as_str()),
            Edit::Set { .. } | Edit::Add { .. } => None,
        };
        self.edits.iter().rev().find_map(typed).unwrap_or(kept)
    }

    /// Takes what the check found, unless something was changed meanwhile.
    pub(crate) fn take(&mut self, reviewed: Reviewed) {
        if reviewed.state != self.state {
            return;
        }
        self.is_checked = true;
        match reviewed.found {
            Ok(found) => {
                self.findings.clear();
                self.pack = found.pack;
                self.differences = found.differences;
                match found.proof {
                    Some(proof) => self.preview.take(proof),
                    None => self.preview.is_failed = true,
                }
            }
            Err(findings) => self.findings = findings,
        }
        self.find();
    }

    /// Tells which values what is wrong belongs to.
    fn find(&mut self) {
        let mut places: BTreeMap<&Place, Option<usize>> = BTreeMap::new();
        if !self.findings.is_empty() {
            let line = |at: &Place| at.line(self.edited.files.get(&at.file)?);
            places.extend(self.edits.iter().map(Edit::at).map(|at| (at, line(at))));
        }
        let is_at = |finding: &PackFinding, at: &Place, line: Option<usize>| {
            finding.file == at.file && Some(finding.line) == line
        };
        let mut wrong: BTreeMap<Place, String> = BTreeMap::new();
        for (at, line) in &places {
            if let Some(finding) = self.findings.iter().find(|finding| is_at(finding, at, *line)) {
                wrong.insert((*at).clone(), sentence(&finding.message));
            }
        }
        let own = |finding: &&PackFinding| !places.iter().any(|(at, line)| is_at(finding, at, *line));
        let elsewhere = self.findings.iter().filter(own).cloned().collect();
        // What could not even be written is told first, unless the value was written by a later change.
        for (at, fault) in &self.edited.faults {
            let Some(place) = self.edits.get(*at).map(Edit::at) else { continue };
            if !self.edits.iter().skip(at + 1).any(|later| later.at() == place) {
                wrong.insert(place.clone(), fault.clone());
            }
        }
        (self.wrong, self.elsewhere) = (wrong, elsewhere);
    }

    /// Returns the changes that could not be made and that no later one replaced.
    pub(crate) fn left_out(&self) -> impl Iterator<Item = (usize, &Edit, &str)> {
        self.edited.faults.iter().filter_map(|(at, fault)| {
            let edit = self.edits.get(*at)?;
            self.wrong.contains_key(edit.at()).then_some((*at, edit, fault.as_str()))
        })
    }

    /// May it come into force: checked, without mistakes, and is anything different?
    pub(crate) fn is_ready(&self) -> bool {
        self.is_checked && self.findings.is_empty() && self.wrong.is_empty() && !self.differences.is_empty()
    }
}

/// Makes a finding's words a sentence.
pub(crate) fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// Makes a code of the words of an option: "Partly statutory" gives `partly_statutory`.
fn code_for(label: &str) -> String {
    let lower = label.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let code: String = words.collect::<Vec<_>>().join("_").chars().take(30).collect();
    code.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{builtin, load};

    fn edition() -> Edition {
        let files = builtin::files("wiltshire-frs").unwrap();
        Edition::new(Arc::new(load(&files).unwrap()), files, vec![])
    }

    #[test]
    fn keys_that_follow_one_another_are_one_change_that_is_taken_back_whole() {
        let mut edition = edition();
        let place = Place::new("policy.toml", &["limit", "report"]);
        for text in ["3", "35", "35x"] {
            edition.type_in(place.clone(), text.to_owned());
        }
        assert_eq!(edition.edits.len(), 1);
        assert_eq!(edition.text(&place, "30"), "35x", "what was typed stays, though it is wrong");
        assert_eq!(edition.wrong[&place], "Write a whole number, such as 30.");
        edition.take_back(0);
        assert_eq!((edition.text(&place, "30"), edition.wrong.len()), ("30", 0));
    }

    #[test]
    fn a_value_that_was_wrong_and_is_put_right_later_is_wrong_no_more() {
        let mut edition = edition();
        let (one, other) =
            (Place::new("policy.toml", &["limit", "report"]), Place::new("policy.toml", &["limit", "stale"]));
        edition.type_in(one.clone(), "soon".to_owned());
        edition.type_in(other, "14".to_owned());
        edition.type_in(one.clone(), "40".to_owned());
        assert_eq!(edition.wrong.get(&one), None);
    }

    #[test]
    fn the_code_of_an_option_is_made_of_its_words() {
        assert_eq!(code_for("Partly statutory (new)"), "partly_statutory_new");
        let mut edition = edition();
        let list = Place::new("lists.toml", &["list", "=OL_STATUS", "option"]);
        assert_eq!(edition.add(list.clone(), "", "Partly statutory"), None);
        let again = edition.add(list, "statutory", "Once more");
        assert_eq!(again.as_deref(), Some("The code “statutory” is in use. Give another."));
        assert_eq!(edition.edits.len(), 1, "what cannot be added leaves nothing behind");
    }
}
