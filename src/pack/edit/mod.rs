//! Changes of a procedure made in the window: each writes one value into its file, and comments stay.
//!
//! A new edition is the procedure in force with a list of changes: the last can
//! be taken back, and what was typed is kept even where it is wrong.

mod field;
mod place;
mod value;

pub use field::{Field, Group, Shape, Subject, groups};
pub use place::Place;

use super::Files;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml_edit::{DocumentMut, TableLike};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    /// A value is written; the text as it was typed.
    Set {
        /// Where.
        at: Place,
        /// What.
        text: String,
    },
    /// An option is added after the others.
    Add {
        /// The list of options.
        at: Place,
        /// Its code, which the records keep.
        code: String,
        /// Its label.
        label: String,
    },
}

impl Edit {
    /// Returns what it changes.
    pub fn at(&self) -> &Place {
        match self {
            Self::Set { at, .. } | Self::Add { at, .. } => at,
        }
    }
}

/// The files with the changes in them.
#[derive(Clone, Debug, Default)]
pub struct Edited {
    /// The files.
    pub files: Files,
    /// The changes that could not be made, by their place in the list, each with the reason in a sentence.
    pub faults: Vec<(usize, String)>,
}

/// Makes changes. Where any is made, the version of the pack, and of each form changed, is one higher.
pub fn apply(base: &Files, edits: &[Edit]) -> Edited {
    let mut documents: BTreeMap<&str, DocumentMut> = BTreeMap::new();
    let mut faults = Vec::new();
    for (at, edit) in edits.iter().enumerate() {
        let file = edit.at().file.as_str();
        if !documents.contains_key(file) {
            let parsed = base.get(file).and_then(|text| text.parse::<DocumentMut>().ok());
            documents.extend(parsed.map(|document| (file, document)));
        }
        let made = documents.get_mut(file).ok_or_else(gone).and_then(|document| carry_out(document, edit));
        if let Err(fault) = made {
            faults.push((at, fault));
        }
    }
    let mut files = base.clone();
    let mut is_changed = false;
    for (file, mut document) in documents {
        if base.get(file).is_none_or(|before| *before == document.to_string()) {
            continue;
        }
        is_changed = true;
        if file.starts_with("forms/") {
            raise(&mut document);
        }
        files.insert(file.to_owned(), document.to_string());
    }
    if is_changed && let Some(mut head) = files.get("pack.toml").and_then(|text| text.parse::<DocumentMut>().ok()) {
        raise(&mut head);
        files.insert("pack.toml".to_owned(), head.to_string());
    }
    Edited { files, faults }
}

/// Raises a version by one; without one it is the first.
fn raise(document: &mut DocumentMut) {
    let version = document.get("version").and_then(toml_edit::Item::as_integer).unwrap_or(1);
    value::put(document.as_table_mut(), "version", (version + 1).into());
}

fn gone() -> String {
    "It is not in the procedure any more. Take this change back.".to_owned()
}

fn carry_out(document: &mut DocumentMut, edit: &Edit) -> Result<(), String> {
    match edit {
        Edit::Set { at, text } => set(document.as_table_mut(), &at.path, text),
        Edit::Add { at, code, label } => add(document.as_table_mut(), &at.path, code, label),
    }
}

fn set(root: &mut dyn TableLike, path: &[String], text: &str) -> Result<(), String> {
    let (last, parents) = path.split_last().ok_or_else(gone)?;
    if let Some(pick) = place::pick(last) {
        // A text in a list of texts.
        let (key, parents) = parents.split_last().ok_or_else(gone)?;
        let items = place::table_mut(root, parents).and_then(|table| table.get_mut(key));
        let items = items.and_then(toml_edit::Item::as_array_mut).ok_or_else(gone)?;
        let at = pick.parse::<usize>().ok().filter(|at| *at < items.len()).ok_or_else(gone)?;
        let written = value::written(items.get(at), last, text)?.ok_or_else(value::empty)?;
        items.replace(at, written);
        return Ok(());
    }
    let table = place::table_mut(root, parents).ok_or_else(gone)?;
    match value::written(table.get(last).and_then(toml_edit::Item::as_value), last, text)? {
        Some(written) => value::put(table, last, written),
        None => {
            table.remove(last);
        }
    }
    Ok(())
}

fn add(root: &mut dyn TableLike, path: &[String], code: &str, label: &str) -> Result<(), String> {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if code.is_empty() || !code.chars().all(sound) || !code.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err("A code begins with a small letter and holds only small letters, digits and _.".to_owned());
    }
    let label = value::cleaned(label);
    if label.is_empty() {
        return Err("Write the words of the new option.".to_owned());
    }
    let (last, parents) = path.split_last().ok_or_else(gone)?;
    let item = place::table_mut(root, parents).and_then(|table| table.get_mut(last)).ok_or_else(gone)?;
    if place::find(item, "code", code).is_some() {
        return Err(format!("The code “{code}” is in use. Give another."));
    }
    value::add_option(item, code, &label).ok_or_else(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{builtin, load};

    fn set_to(file: &str, path: &[&str], text: &str) -> Edit {
        Edit::Set { at: Place::new(file, path), text: text.to_owned() }
    }

    /// The lines of a file that a change took out and put in.
    fn changed(file: &str, edits: &[Edit]) -> (Vec<String>, Vec<String>) {
        let base = builtin::files("wiltshire-frs").unwrap();
        let edited = apply(&base, edits);
        assert_eq!(edited.faults, []);
        load(&edited.files).unwrap_or_else(|findings| panic!("{findings:?}"));
        let (old, new) = (&base[file], &edited.files[file]);
        let only = |of: &str, other: &str| -> Vec<String> {
            of.lines().filter(|line| !other.lines().any(|known| known == *line)).map(str::to_owned).collect()
        };
        (only(old, new), only(new, old))
    }

    #[test]
    fn a_label_changes_in_its_line_and_every_other_line_stays() {
        let path = ["page", "=c1", "question", "=c_type", "option", "=annual", "label"];
        let (out, with) =
            changed("forms/appendix-c.toml", &[set_to("forms/appendix-c.toml", &path, "Review of a year")]);
        assert_eq!(out, ["version   = 1", "  { code = \"annual\", label = \"Yearly review\" },"]);
        assert_eq!(with, ["version   = 2", "  { code = \"annual\", label = \"Review of a year\" },"]);
    }

    #[test]
    fn a_threshold_is_written_as_money_however_it_is_typed() {
        let at = ["approval", "band", "#0", "below"];
        let (_, with) = changed("policy.toml", &[set_to("policy.toml", &at, "2500")]);
        assert_eq!(with, ["below = \"£2,500.00\""]);
    }

    #[test]
    fn a_date_and_days_are_written_as_the_file_has_them() {
        let edits = [
            set_to("policy.toml", &["procedure", "review"], "1 March 2028"),
            set_to("policy.toml", &["due", "=checklist", "remind"], "45, 7"),
            set_to("policy.toml", &["limit", "acknowledge"], "21"),
            set_to("policy.toml", &["risk", "likelihood", "#0"], "Hardly ever"),
        ];
        let (_, with) = changed("policy.toml", &edits);
        assert!(with[0].contains("[\"Hardly ever\", \"Unlikely\""), "{with:?}");
        assert_eq!(with[1..], ["acknowledge  = 21", "review = \"2028-03-01\"", "remind = [45, 7]"]);
    }

    #[test]
    fn an_option_is_added_in_the_layout_of_its_list_and_its_label_changed_after() {
        let list = ["list", "=OL_STATUS", "option"];
        let add = Edit::Add {
            at: Place::new("lists.toml", &list),
            code: "mixed".to_owned(),
            label: "Partly statutory".to_owned(),
        };
        let label = set_to("lists.toml", &["list", "=OL_STATUS", "option", "=mixed", "label"], "In part statutory");
        let gone = set_to("lists.toml", &["list", "=OL_STATUS", "option", "=non_statutory", "retired"], "true");
        let (_, with) = changed("lists.toml", &[add, label, gone]);
        let wanted = [
            "  { code = \"non_statutory\", label = \"Non-statutory\", retired = true },",
            "  { code = \"mixed\", label = \"In part statutory\" },",
        ];
        assert_eq!(with, wanted);
    }

    #[test]
    fn a_help_is_put_in_and_taken_out_again() {
        let base = builtin::files("wiltshire-frs").unwrap();
        let path = ["page", "=c1", "question", "=c_type", "help"];
        let at = |text| set_to("forms/appendix-c.toml", &path, text);
        let with = apply(&base, &[at("One of three.")]);
        assert!(with.files["forms/appendix-c.toml"].contains("\nhelp = \"One of three.\"\n"));
        assert_eq!(apply(&base, &[at("One of three."), at("")]).files, base);
    }

    #[test]
    fn what_cannot_be_written_is_said_and_leaves_the_file_as_it_was() {
        let base = builtin::files("wiltshire-frs").unwrap();
        let wrong = [
            (set_to("policy.toml", &["review", "gap"], "much"), "Write an amount of money, such as £1,000.00."),
            (set_to("policy.toml", &["limit", "report"], "soon"), "Write a whole number, such as 30."),
            (set_to("policy.toml", &["procedure", "review"], "32 May"), "Write a date, such as 31 March 2027."),
            (set_to("policy.toml", &["due", "=checklist", "remind"], "a week"), "Write days, such as 60, 30, 7."),
            (set_to("forms/appendix-c.toml", &["title"], " "), "This cannot be empty."),
            (set_to("forms/appendix-c.toml", &["page", "=c99", "title"], "A"), "It is not in the procedure any more."),
            (set_to("no.toml", &["title"], "A"), "It is not in the procedure any more."),
        ];
        for (edit, says) in wrong {
            let edited = apply(&base, std::slice::from_ref(&edit));
            let [(0, fault)] = &edited.faults[..] else { panic!("{edit:?}: {:?}", edited.faults) };
            assert!(fault.starts_with(says), "{edit:?}: {fault}");
            assert_eq!(edited.files, base);
        }
    }

    #[test]
    fn every_value_that_is_offered_can_be_written_and_is_found_on_its_line() {
        for id in builtin::ids() {
            let files = builtin::files(id).unwrap();
            let pack = load(&files).unwrap();
            let mut subjects = vec![Subject::Figures, Subject::Dates, Subject::Names];
            for form in &pack.forms {
                let named = |id: &crate::model::id::PageId| Subject::Page(form.id.to_string(), id.to_string());
                subjects.push(Subject::Form(form.id.to_string()));
                subjects.extend(form.pages.iter().map(|page| named(&page.id)));
                // A question in four, so that the test takes no minute.
                subjects.extend(form.questions().step_by(4).map(|(page, question)| {
                    Subject::Question(form.id.to_string(), page.id.to_string(), question.id.to_string())
                }));
            }
            let fields: Vec<Field> =
                subjects.iter().flat_map(|one| groups(&files, one)).flat_map(|group| group.fields).collect();
            assert!(fields.len() > 100, "{id}: {}", fields.len());
            let there = fields.iter().filter(|field| !field.text.is_empty());
            let edits: Vec<Edit> =
                there.clone().map(|field| Edit::Set { at: field.at.clone(), text: field.text.clone() }).collect();
            let edited = apply(&files, &edits);
            assert_eq!(edited.faults, [], "{id}: what stands there can be written again");
            // Each line is found by reading the whole file: one of many shows it.
            for field in there.step_by(50) {
                assert!(field.at.line(&edited.files[&field.at.file]).is_some(), "{id}: {:?}", field.at);
            }
            load(&edited.files).unwrap_or_else(|findings| panic!("{id}: {findings:?}"));
        }
    }
}
