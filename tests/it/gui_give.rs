//! Giving an answer in the window in the way of its kind, by the label of its control.

use crate::gui::Window;
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Key, Modifiers};
use egui_kittest::{kittest::AccessKitNode, kittest::NodeT as _, kittest::Queryable as _};
use partnership_desk::form::reading::{ColumnReading, QuestionReading};
use partnership_desk::model::entry::{Entry, EntryRow};
use partnership_desk::pack::Pack;
use partnership_desk::pack::form::{ChecklistKind, Kind, PersonKind, Question, Scale};
use partnership_desk::pack::list::Choice;

/// One control about to be answered: what it is called, what it asks, and what is to stand in it.
struct Control<'a> {
    name: &'a str,
    question: &'a Question,
    options: &'a [Choice],
    entry: &'a Entry,
}

type Given = Result<(), String>;

const STEPS: [(&str, &str); 6] = [
    ("1", "1, strongly disagree"),
    ("2", "2, disagree"),
    ("3", "3, agree"),
    ("4", "4, strongly agree"),
    ("na", "Not applicable"),
    ("dk", "Don’t know"),
];

impl Window {
    /// Gives the answer that a question has in a reading.
    pub(crate) fn give_question(&mut self, question: &Question, asked: &QuestionReading, pack: &Pack) -> Given {
        let Some(entry) = asked.entry.as_ref().filter(|entry| !entry.is_empty()) else { return Ok(()) };
        match (&question.kind, entry) {
            (Kind::Table(_), Entry::Rows(rows)) => self.give_rows(question, asked, rows, pack),
            (Kind::Rating(_), Entry::Rows(rows)) => self.give_ratings(&asked.ask, rows),
            (Kind::Document(true), Entry::Rows(rows)) => self.give_documents(&asked.ask, rows),
            (Kind::Document(true), Entry::Fields(fields)) => {
                let cells = fields.iter().map(|(field, text)| (field.as_str().into(), Entry::Text(text.clone())));
                let row = EntryRow { cells: cells.collect(), ..EntryRow::default() };
                self.give_documents(&asked.ask, &[row])
            }
            _ => self.give(&Control { name: &asked.ask, question, options: &asked.options, entry }, pack),
        }
    }

    fn give(&mut self, control: &Control<'_>, pack: &Pack) -> Given {
        let Control { name, question, options, entry } = *control;
        match &question.kind {
            Kind::Text(..)
            | Kind::LongText
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::Money(_)
            | Kind::Date
            | Kind::Partnership(_) => self.type_into(name, entry.as_text()),
            Kind::YesNo => self.pick(name, if entry.as_text() == "yes" { "Yes" } else { "No" }),
            Kind::OneOf(_) => {
                let choice = options.iter().find(|choice| choice.code == entry.as_text());
                let label = choice.ok_or_else(|| format!("“{name}” has no option {}", entry.as_text()))?;
                self.pick(name, &label.label)
            }
            Kind::Risk(scale) => {
                let steps = if *scale == Scale::Likelihood { &pack.policy.likelihood } else { &pack.policy.impact };
                let step: usize = entry.as_text().parse().map_err(|error| format!("“{name}”: {error}"))?;
                self.pick(name, &format!("{step}  {}", steps[step - 1]))
            }
            Kind::ManyOf(..) => self.tick_options(name, options, entry.codes()),
            Kind::Graded(_) => {
                let grade = match entry.field("answer") {
                    "yes" => "Yes",
                    "partly" => "Partly",
                    "no" => "No",
                    _ => "Not applicable",
                };
                self.pick(name, grade)?;
                self.type_part(&["Comment", "Comment (optional)"], name, entry.field("comment"))
            }
            Kind::Person(kind) => self.give_person(name, kind, entry),
            Kind::Checklist(kind) => self.give_item(name, kind, entry),
            Kind::Document(_) => {
                self.type_part(&["Title"], name, entry.field("title"))?;
                self.type_part(&["Where it is kept"], name, entry.field("place"))
            }
            Kind::Rating(_) | Kind::Table(_) | Kind::Signature(_) | Kind::Computed(_) | Kind::Note => Ok(()),
        }
    }

    fn give_person(&mut self, name: &str, kind: &PersonKind, entry: &Entry) -> Given {
        let labels = [
            ("name", "Name"),
            ("post", "Post"),
            ("organisation", "Organisation"),
            ("place", "Place"),
            ("phone", "Telephone"),
            ("email", "E-mail"),
            ("deputy", "Deputy"),
            ("deputy_post", "Deputy’s post"),
        ];
        let shown = |field: &str| field == "name" || kind.fields.iter().any(|own| own == field);
        for (field, label) in labels.into_iter().filter(|(field, _)| shown(field)) {
            let optional = format!("{label} (optional)");
            self.type_part(&[label, &optional], name, entry.field(field))?;
        }
        Ok(())
    }

    fn give_item(&mut self, name: &str, kind: &ChecklistKind, entry: &Entry) -> Given {
        if matches!(entry.field("na"), "yes" | "true") {
            return Err(format!("“{name}” does not apply: there is no such item in the demonstrations"));
        }
        for date in &kind.dates {
            let mut label = date.replace('_', " ");
            label.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
            self.type_part(&[&label], name, entry.field(date))?;
        }
        self.type_part(&["Who sees to it (optional)"], name, entry.field("owner"))?;
        self.type_part(&["Notes (optional)"], name, entry.field("notes"))
    }

    /// Types one field of a compound answer, whatever of these labels it has; an empty one is left alone.
    fn type_part(&mut self, labels: &[&str], name: &str, text: &str) -> Given {
        if text.is_empty() {
            return Ok(());
        }
        let names: Vec<String> = labels.iter().map(|label| format!("{label}: {name}")).collect();
        let found = names.iter().find(|name| self.count_called(name) > 0);
        self.type_into(found.unwrap_or(&names[0]), text)
    }

    fn count_called(&self, name: &str) -> usize {
        let like = |node: &AccessKitNode<'_>| is_box(node) && node.label().as_deref() == Some(name);
        self.harness.query_all_by(like).count()
    }

    /// Replaces what stands in a text box by its name.
    fn type_into(&mut self, name: &str, text: &str) -> Given {
        let like = |node: &AccessKitNode<'_>| is_box(node) && node.label().as_deref() == Some(name);
        let boxes: Vec<_> = self.harness.query_all_by(like).collect();
        let [only] = boxes.as_slice() else {
            return Err(format!("{} boxes are called “{name}”:\n{}", boxes.len(), self.words()));
        };
        if only.accesskit_node().value().is_some_and(|value| value == text) {
            return Ok(());
        }
        only.focus();
        self.harness.step();
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.harness.step();
        self.harness.event(eframe::egui::Event::Text(text.to_owned()));
        self.go();
        Ok(())
    }

    /// Chooses an option of a radio group or of a drop-down list by its name.
    fn pick(&mut self, name: &str, option: &str) -> Given {
        let group: Vec<_> = self.harness.query_all_by_role_and_label(Role::RadioGroup, name).collect();
        if let [group] = group.as_slice() {
            let buttons: Vec<_> = group.query_all_by_role_and_label(Role::RadioButton, option).collect();
            let [button] = buttons.as_slice() else {
                return Err(format!("“{name}” has {} options “{option}”:\n{}", buttons.len(), self.words()));
            };
            button.click_accesskit();
            self.go();
            return Ok(());
        }
        let lists: Vec<_> = self.harness.query_all_by_role_and_label(Role::ComboBox, name).collect();
        let [list] = lists.as_slice() else {
            let found = group.len() + lists.len();
            return Err(format!("{found} choices are called “{name}”:\n{}", self.words()));
        };
        list.click_accesskit();
        self.go();
        let offered: Vec<_> = self.harness.query_all_by_role_and_label(Role::Button, option).collect();
        let [offered] = offered.as_slice() else {
            return Err(format!("“{name}” offers {} times “{option}”:\n{}", offered.len(), self.words()));
        };
        offered.click_accesskit();
        self.go();
        Ok(())
    }

    /// Ticks these options of a group and no other.
    fn tick_options(&mut self, name: &str, options: &[Choice], codes: &[String]) -> Given {
        for choice in options.iter().filter(|choice| !choice.retired) {
            let groups: Vec<_> = self.harness.query_all_by_role_and_label(Role::Group, name).collect();
            let [group] = groups.as_slice() else {
                return Err(format!("{} groups are called “{name}”:\n{}", groups.len(), self.words()));
            };
            let boxes: Vec<_> = group.query_all_by_role_and_label(Role::CheckBox, &choice.label).collect();
            let [tick] = boxes.as_slice() else {
                return Err(format!("“{name}” has {} boxes “{}”", boxes.len(), choice.label));
            };
            let is_on = tick.accesskit_node().toggled() == Some(Toggled::True);
            if is_on != codes.contains(&choice.code) {
                tick.click_accesskit();
                self.go();
            }
        }
        Ok(())
    }

    fn give_ratings(&mut self, ask: &str, rows: &[EntryRow]) -> Given {
        let cell = |row: &EntryRow, column: &str| row.cells.get(column).map_or("", Entry::as_text).to_owned();
        for (at, row) in rows.iter().enumerate() {
            let (by, rating) = (cell(row, "by"), cell(row, "rating"));
            let said = STEPS.iter().find(|(code, _)| *code == rating).map_or("", |(_, said)| said);
            let mut who = by.clone();
            let mut name = format!("{by}: {ask}");
            if self.harness.query_all_by_role_and_label(Role::RadioGroup, &name).next().is_none() {
                // Nobody is named beforehand: each rating says who gave it.
                who = format!("rating {}", at + 1);
                name = format!("Rating {}: {ask}", at + 1);
                if self.count_called(&format!("Who answered, {who}: {ask}")) == 0 {
                    self.add(&["Add a rating", "Add another rating"], ask)?;
                }
                self.type_into(&format!("Who answered, {who}: {ask}"), &by)?;
            }
            self.pick(&name, said)?;
            self.type_part(&[&format!("What the rating rests on, {who}")], ask, &cell(row, "evidence"))?;
        }
        Ok(())
    }

    fn give_documents(&mut self, ask: &str, rows: &[EntryRow]) -> Given {
        for (at, row) in rows.iter().enumerate() {
            let cell = |column: &str| row.cells.get(column).map_or("", Entry::as_text);
            if self.count_called(&format!("Title, document {}: {ask}", at + 1)) == 0 {
                self.add(&["Add a document"], ask)?;
            }
            self.type_part(&[&format!("Title, document {}", at + 1)], ask, cell("title"))?;
            self.type_part(&[&format!("Where it is kept, document {}", at + 1)], ask, cell("place"))?;
        }
        Ok(())
    }

    /// Presses the button that adds to one question, which it is described by.
    fn add(&mut self, labels: &[&str], ask: &str) -> Given {
        let like = |node: &AccessKitNode<'_>| {
            let label = node.label().unwrap_or_default();
            node.role() == Role::Button
                && labels.contains(&label.as_str())
                && node.description().as_deref() == Some(ask)
        };
        let found: Vec<_> = self.harness.query_all_by(like).collect();
        let [button] = found.as_slice() else {
            return Err(format!("{} buttons {labels:?} add to “{ask}”:\n{}", found.len(), self.words()));
        };
        button.click_accesskit();
        self.go();
        Ok(())
    }

    fn give_rows(&mut self, table: &Question, asked: &QuestionReading, rows: &[EntryRow], pack: &Pack) -> Given {
        let columns = table.table().map(|table| table.columns.as_slice()).unwrap_or_default();
        let open: Vec<&ColumnReading> = asked.columns.iter().filter(|column| !column.quiet && !column.locked).collect();
        for (at, row) in rows.iter().enumerate() {
            let end = format!(", row {}", at + 1);
            let is_there = open.iter().any(|column| self.any_called(&format!("{}{end}", column.ask)));
            if !is_there {
                self.add(&["Add a row", "Add another row"], &asked.ask)?;
            }
            for column in &open {
                let question = columns.iter().find(|own| own.id == column.id).expect("a column of the table");
                let Some(entry) = row.cell(&column.id).filter(|entry| !entry.is_empty()) else { continue };
                let name = format!("{}{end}", column.ask);
                self.give(&Control { name: &name, question, options: &column.options, entry }, pack)?;
            }
        }
        // Rows that the form offers and the answers do not have.
        let count = (rows.len()..200).find(|at| {
            let end = format!(", row {}", at + 1);
            !open.iter().any(|column| self.any_called(&format!("{}{end}", column.ask)))
        });
        for at in (rows.len()..count.unwrap_or(rows.len())).rev() {
            self.follow(&format!("Remove row {}", at + 1));
        }
        Ok(())
    }

    fn any_called(&self, name: &str) -> bool {
        let inner = format!(": {name}");
        let like = |node: &AccessKitNode<'_>| {
            let label = node.label().unwrap_or_default();
            label == name || label.ends_with(&inner)
        };
        self.harness.query_all_by(like).next().is_some()
    }
}

fn is_box(node: &AccessKitNode<'_>) -> bool {
    matches!(node.role(), Role::TextInput | Role::MultilineTextInput)
}
