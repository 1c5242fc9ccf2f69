//! What becomes of each row: new, there already, perhaps there already, or wrong; nothing is kept here.

use super::target::{Target, TargetId, targets};
use super::value::{Answering, entry};
use super::{Plan, SheetFile, letters};
use crate::app::App;
use crate::app::error::{Error, Result};
use crate::app::near::{Place, perhaps};
use crate::exchange::sheet::{Cell, Sheet, SheetRow};
use crate::form::check::{CompletedForm, check};
use crate::form::finding::Finding;
use crate::form::read::first_entries;
use crate::form::reading::Surroundings;
use crate::model::day::Day;
use crate::model::entry::{Entries, Entry};
use crate::model::id::{PartId, QuestionId};
use crate::pack::Pack;
use crate::pack::condition::Near;
use crate::pack::form::Form;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// A partnership that is not on the register.
    New,
    /// The same, but something is missing that must be answered: its register entry stays a draft.
    Draft,
    /// A partnership of this name is there.
    Same,
    /// A partnership whose name is nearly this one is there.
    Near,
    /// It has no name that can be used.
    Wrong,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowLine {
    /// The row's number.
    pub line: usize,
    /// The name in it; may be empty.
    pub name: String,
    /// What it is.
    pub state: RowState,
    /// Is it brought in?
    pub brought: bool,
    /// What is to be known of it, each in a sentence.
    pub messages: Vec<String>,
    /// The reference of the partnership that is there, or of the one that was made.
    pub reference: Option<String>,
    /// Is there a cell in it that cannot be taken over?
    pub faulty: bool,
}

/// A row ready to be brought in.
pub(super) struct Prepared {
    pub(super) completed: Option<CompletedForm>,
    pub(super) typed: Entries,
}

impl RowLine {
    /// Says in a few words what becomes of the row.
    pub fn result(&self) -> &'static str {
        match (self.state, self.brought) {
            (RowState::New, true) => "new",
            (RowState::Draft, true) => "new, to be completed",
            (RowState::Near, true) => "new, near another",
            (RowState::Same, _) => "there already",
            (RowState::Near, false) => "perhaps there already",
            (RowState::Wrong, _) => "cannot be used",
            (RowState::New | RowState::Draft, false) => "left out",
        }
    }

    /// May a person decide whether it is brought in?
    pub fn is_open(&self) -> bool {
        matches!(self.state, RowState::New | RowState::Draft | RowState::Near)
    }
}

/// What is the same for every row.
struct Setting<'a> {
    pack: &'a Pack,
    form: &'a Form,
    names: &'a QuestionId,
    part: &'a PartId,
    sheet: &'a Sheet,
    plan: &'a Plan,
    columns: Vec<(usize, &'a Target<'a>)>,
    around: Surroundings,
    first: Entries,
}

impl App {
    /// Says what would become of each row, without keeping anything.
    ///
    /// # Errors
    ///
    /// A column is to answer what cannot be answered, or the records cannot be read.
    pub fn preview_import(&self, file: &SheetFile, plan: &Plan, today: Day) -> Result<Vec<RowLine>> {
        Ok(self.prepare_import(file, plan, today)?.into_iter().map(|(line, _)| line).collect())
    }

    pub(super) fn prepare_import(
        &self,
        file: &SheetFile,
        plan: &Plan,
        today: Day,
    ) -> Result<Vec<(RowLine, Option<Prepared>)>> {
        let pack = self.pack();
        let targets = targets(&pack);
        let (form, names) = pack.starting_forms().next().ok_or_else(no_form)?;
        let sheet = file.sheet(plan).ok_or_else(|| Error::user("There is no such sheet", "Choose another"))?;
        let columns = chosen(&targets, plan)?;
        if !columns.iter().any(|(_, target)| target.id.question == *names) {
            return Err(Error::user("No column has the names of the partnerships", "Say which one it is"));
        }
        let mut around = self.bare(today)?;
        let mut there = There::of(&around);
        // Names are compared below, once a row; forms need not look at all the others again.
        around.world.others = Arc::default();
        let first = first_entries(&pack, form, &around);
        let part = &form.parts.first().expect("a form has at least one part").id;
        let setting = Setting { pack: &pack, form, names, part, sheet, plan, columns, around, first };
        let rows = sheet.rows.iter().skip(plan.heading + 1);
        Ok(rows.map(|row| setting.row(row, &mut there)).collect())
    }
}

fn no_form() -> Error {
    Error::user("No form of this procedure starts a partnership", "Mark one with starts = true and names = \"…\"")
}

/// Finds what each column is to answer.
fn chosen<'a>(targets: &'a [Target<'a>], plan: &Plan) -> Result<Vec<(usize, &'a Target<'a>)>> {
    let find = |(column, id): (&usize, &TargetId)| {
        let found = targets.iter().find(|target| target.id == *id);
        found.map(|target| (*column, target)).ok_or_else(|| no_target(targets, id))
    };
    plan.columns.iter().map(find).collect()
}

pub(super) fn no_target(targets: &[Target<'_>], id: &TargetId) -> Error {
    let known: Vec<String> = targets.iter().map(|target| target.id.to_string()).collect();
    let questions = targets.iter().map(|target| target.id.question.as_str());
    let near = crate::pack::finding::nearest(&id.to_string(), questions.chain(known.iter().map(String::as_str)));
    let hint = near
        .map_or_else(|| format!("It may be one of: {}", known.join(", ")), |near| format!("Did you mean “{near}”?"));
    Error::user(format!("A column cannot answer “{id}”"), hint)
}

impl Setting<'_> {
    fn row(&self, row: &SheetRow, there: &mut There) -> (RowLine, Option<Prepared>) {
        let mut line = RowLine {
            line: row.line,
            name: String::new(),
            state: RowState::New,
            brought: false,
            messages: vec![],
            reference: None,
            faulty: false,
        };
        let mut entries = self.entries(row, &mut line);
        line.name = entries.get(self.names).map(|entry| entry.as_text().trim().to_owned()).unwrap_or_default();
        if line.name.is_empty() {
            line.state = RowState::Wrong;
            line.messages.push(format!("{} has no name.", self.place(row.line, None)));
            return (line, None);
        }
        if there.tell(&mut line) {
            return (line, None);
        }
        let completed = self.complete(&mut entries, &mut line);
        if !entries.contains_key(self.names) {
            line.state = RowState::Wrong;
            return (line, None);
        }
        if completed.is_none() && line.state == RowState::New {
            line.state = RowState::Draft;
        }
        there.add(&line);
        let by_itself = match line.state {
            RowState::Near => self.plan.with_near,
            RowState::New | RowState::Draft => !(line.faulty && self.plan.strict),
            RowState::Same | RowState::Wrong => false,
        };
        line.brought = self.plan.picked.get(&row.line).copied().unwrap_or(by_itself);
        let mut typed = self.first.clone();
        typed.extend(entries);
        (line, Some(Prepared { completed, typed }))
    }

    /// Writes the cells of a row as they would be typed.
    fn entries(&self, row: &SheetRow, line: &mut RowLine) -> Entries {
        let mut cells: BTreeMap<&QuestionId, Vec<Answering<'_>>> = BTreeMap::new();
        for (column, target) in &self.columns {
            match row.cell(*column) {
                Cell::Empty => {}
                Cell::Fault(fault) => {
                    line.faulty = true;
                    let place = self.place(row.line, Some(*column));
                    line.messages.push(format!("{place} has an error of the spreadsheet, {fault}: it is left empty."));
                }
                cell @ (Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::YesNo(_)) => {
                    cells.entry(&target.id.question).or_default().push((target, cell));
                }
            }
        }
        let mut entries = Entries::new();
        for (question, text) in &self.plan.fixed {
            entries.insert(question.clone(), Entry::Text(text.clone()));
        }
        for (id, cells) in cells {
            if let Some(question) = self.form.question(id) {
                let entry = entry(&cells, question, &self.around.partnerships);
                if !entry.is_empty() {
                    entries.insert(id.clone(), entry);
                }
            }
        }
        entries
    }

    /// Checks a row; takes out of it what is wrong, and lets the rest wait where the form says that it may.
    fn complete(&self, entries: &mut Entries, line: &mut RowLine) -> Option<CompletedForm> {
        let mut may_wait = self.form.later.clone();
        loop {
            let findings = match check(self.pack, self.form, self.part, entries, &self.around) {
                Ok(completed) => return Some(completed),
                Err(findings) => findings,
            };
            let wrong: Vec<&Finding> =
                findings.iter().filter(|finding| entries.contains_key(&finding.question)).collect();
            if wrong.is_empty() {
                if let Some(later) = may_wait.take() {
                    entries.insert(later, Entry::Text("yes".to_owned()));
                    continue;
                }
                let missing: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
                line.messages.push(format!("Its register entry stays a draft. {}.", missing.join(". ")));
                return None;
            }
            for finding in &wrong {
                line.faulty = true;
                line.messages.push(self.fault(line.line, finding));
            }
            let ids: Vec<QuestionId> = wrong.iter().map(|finding| finding.question.clone()).collect();
            let later = self.form.later.as_ref();
            entries.retain(|id, _| !ids.contains(id));
            if ids.contains(self.names) || later.is_some_and(|later| ids.contains(later)) {
                return None;
            }
        }
    }

    fn fault(&self, line: usize, finding: &Finding) -> String {
        let own = |(_, target): &&(usize, &Target<'_>)| target.id.question == finding.question;
        let exact = |(_, target): &&(usize, &Target<'_>)| {
            finding.column.as_ref().is_some_and(|column| column.as_str() == target.id.cell)
        };
        let of = || self.columns.iter().filter(own);
        let column = of().find(exact).or_else(|| of().next()).map(|(column, _)| *column);
        let place = column.map_or_else(
            || format!("{}, the answer for all rows", self.place(line, None)),
            |column| self.place(line, Some(column)),
        );
        let says = finding.message.trim_end_matches('.');
        format!("{place}: {says}. It is left empty.")
    }

    fn place(&self, line: usize, column: Option<usize>) -> String {
        let sheet = if self.sheet.name.is_empty() { String::new() } else { format!("{}, ", self.sheet.name) };
        let row = if sheet.is_empty() { "Row" } else { "row" };
        let column = column.map_or(String::new(), |column| format!(", column {}", letters(column)));
        format!("{sheet}{row} {line}{column}")
    }
}

/// The names on the register and in the register copy, and of the rows before.
struct There {
    near: Vec<(Near, String)>,
    /// Those that are no new ones without a question; about those of the register copy a person decides.
    same: BTreeMap<String, usize>,
    /// Where each stands.
    places: Vec<Where>,
}

enum Where {
    Known(Place),
    Row(usize),
}

impl There {
    fn of(around: &Surroundings) -> Self {
        let mut there = Self { near: vec![], same: BTreeMap::new(), places: vec![] };
        for (reference, name) in around.partnerships.iter().filter(|(_, name)| !name.is_empty()) {
            there.insert(name, Where::Known(Place::Here(reference.clone())));
        }
        for (other, day) in around.world.others.copied().filter_map(|other| Some((other, around.world.copy_of?))) {
            there.insert(&other.name, Where::Known(Place::Copy(day)));
        }
        there
    }

    fn insert(&mut self, name: &str, place: Where) {
        if !matches!(place, Where::Known(Place::Copy(_))) {
            self.same.insert(name.trim().to_lowercase(), self.near.len());
        }
        self.near.push((Near::new(name), name.to_owned()));
        self.places.push(place);
    }

    fn add(&mut self, line: &RowLine) {
        self.insert(&line.name, Where::Row(line.line));
    }

    /// Says of a row whether its name is there already; then nothing else of it counts. Or whether it is near another.
    fn tell(&self, line: &mut RowLine) -> bool {
        let same = self.same.get(&line.name.to_lowercase()).copied();
        let own = Near::new(&line.name);
        let near = || self.near.iter().position(|(near, _)| own.is_near_to(near));
        let Some(at) = same.or_else(near) else { return false };
        let name = &self.near[at].1;
        let where_ = match &self.places[at] {
            Where::Known(place) => {
                if let Place::Here(reference) = place {
                    line.reference = Some(reference.clone());
                }
                place.to_string()
            }
            Where::Row(row) => format!("in row {row}"),
        };
        if same.is_some() {
            line.state = RowState::Same;
            line.messages.push(format!("“{name}” is there already, {where_}. It is left as it is."));
        } else {
            line.state = RowState::Near;
            line.messages.push(perhaps(name, &where_));
        }
        same.is_some()
    }
}
