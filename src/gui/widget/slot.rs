//! A slot: what a widget needs to show one question or one cell.

use crate::form::finding::Finding;
use crate::form::reading::{ColumnReading, Signed};
use crate::gui::command::Spot;
use crate::gui::kit::text::TextBox;
use crate::model::answer::Answer;
use crate::model::day::Day;
use crate::model::entry::Entry;
use crate::model::id::QuestionId;
use crate::pack::Pack;
use crate::pack::form::{Level, Question};
use crate::pack::list::Choice;
use eframe::egui::Id;
use std::collections::BTreeMap;

/// What lies around every slot of a page.
pub(crate) struct Around<'a> {
    /// The pack.
    pub(crate) pack: &'a Pack,
    /// Today.
    pub(crate) today: Day,
    /// References of other partnerships with their names.
    pub(crate) partnerships: &'a BTreeMap<String, String>,
    /// Sign-offs recorded.
    pub(crate) signed: &'a BTreeMap<QuestionId, Signed>,
    /// Who gave ratings in this form.
    pub(crate) respondents: &'a [String],
}

/// One question, or one cell of a table, about to be shown.
pub(crate) struct Slot<'a> {
    /// A steady id.
    pub(crate) id: Id,
    /// What names it to a screen reader.
    pub(crate) name: String,
    /// What a screen reader says after the name.
    pub(crate) about: String,
    /// The question or column.
    pub(crate) question: &'a Question,
    /// The options offered.
    pub(crate) options: &'a [Choice],
    /// Columns of a table as they are asked.
    pub(crate) columns: &'a [ColumnReading],
    /// May rows be added?
    pub(crate) may_add: bool,
    /// Is "not applicable" offered?
    pub(crate) na: bool,
    /// What stands in it.
    pub(crate) entry: Option<&'a Entry>,
    /// The answer it makes, if it makes one.
    pub(crate) answer: Option<&'a Answer>,
    /// What is wrong with it and may be shown.
    pub(crate) findings: Vec<&'a Finding>,
    /// The place that is to get the focus, if it is here.
    pub(crate) focus: Option<&'a Spot>,
    /// Is it a cell of a table?
    pub(crate) cell: bool,
    /// What lies around it.
    pub(crate) around: &'a Around<'a>,
}

impl<'a> Slot<'a> {
    /// Returns what was typed, or "".
    pub(crate) fn text(&self) -> &str {
        self.entry.map_or("", Entry::as_text)
    }

    /// Returns one field of a compound answer, or "".
    pub(crate) fn part(&self, name: &str) -> &str {
        self.entry.map_or("", |entry| entry.field(name))
    }

    /// Returns what should stand in it when one field of a compound answer changed.
    pub(crate) fn with_part(&self, name: &str, text: &str) -> Entry {
        let mut fields = match self.entry {
            Some(Entry::Fields(fields)) => fields.clone(),
            Some(Entry::Text(_) | Entry::Codes(_) | Entry::Rows(_)) | None => BTreeMap::new(),
        };
        if text.is_empty() {
            fields.remove(name);
        } else {
            fields.insert(name.to_owned(), text.to_owned());
        }
        Entry::Fields(fields)
    }

    /// Is the whole of it wrong?
    pub(crate) fn is_wrong(&self) -> bool {
        self.findings.iter().any(|finding| finding.level != Level::Warn && finding.column.is_none())
    }

    /// Is one field of it wrong?
    pub(crate) fn is_part_wrong(&self, name: &str) -> bool {
        let here = |finding: &&Finding| finding.column.as_ref().is_some_and(|column| column.as_str() == name);
        self.findings.iter().any(|finding| finding.level != Level::Warn && here(finding))
    }

    /// Is the focus to go to it, whatever field?
    pub(crate) fn wants_focus(&self) -> bool {
        self.focus.is_some()
    }

    /// Is the focus to go to one field of it? A spot without a field means the first.
    pub(crate) fn wants_focus_at(&self, name: &str, first: bool) -> bool {
        self.focus.is_some_and(|spot| spot.column.as_ref().map_or(first, |column| column.as_str() == name))
    }

    /// Returns a text box of one line for the whole of it.
    pub(crate) fn text_box(&self) -> TextBox<'_> {
        TextBox { about: &self.about, wrong: self.is_wrong(), ..TextBox::line(self.id, &self.name) }
    }

    /// Returns the choices as the kit shows them.
    pub(crate) fn picks(&self) -> Vec<crate::gui::kit::choice::Pick<'a>> {
        use crate::gui::kit::choice::Pick;
        let chosen = self.entry;
        let held = |code: &str| match chosen {
            Some(Entry::Text(text)) => text == code,
            Some(Entry::Codes(codes)) => codes.iter().any(|other| other == code),
            Some(Entry::Fields(_) | Entry::Rows(_)) | None => false,
        };
        self.options
            .iter()
            .filter(|choice| !choice.retired || held(&choice.code))
            .map(|choice| Pick { code: &choice.code, label: &choice.label, help: &choice.help, name: "" })
            .collect()
    }
}
