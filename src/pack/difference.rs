//! What differs between two procedures, point by point.

use super::Pack;
use super::form::Form;
use super::outline::{Part, Point, outline, outline_of};
use std::collections::BTreeMap;

/// One point in which two procedures differ: at least one of `before` and `after` is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The point in the first; none: it is added.
    pub before: Option<Point>,
    /// The point in the second; none: it is removed.
    pub after: Option<Point>,
}

impl Difference {
    /// What the point is.
    pub fn part(&self) -> Option<Part> {
        self.after.as_ref().or(self.before.as_ref()).map(|point| point.part)
    }

    /// Says what became of the point, in a few words.
    pub fn verb(&self) -> &'static str {
        match (&self.before, &self.after) {
            (None, _) => "Added",
            (_, None) => "Removed",
            (Some(_), Some(_)) => "Changed",
        }
    }

    /// Says what became of the point, in a sentence.
    pub fn sentence(&self) -> String {
        let name = self.after.as_ref().or(self.before.as_ref()).map_or("", |point| point.name.as_str());
        let lines = self.lines().join(" ");
        format!("{}: {name}. {lines}", self.verb()).trim_end().to_owned()
    }

    /// Says what is different, line by line.
    pub fn lines(&self) -> Vec<String> {
        let (before, after) = match (&self.before, &self.after) {
            (Some(before), Some(after)) => (before, after),
            (Some(point), None) | (None, Some(point)) => {
                return Some(point.says.clone()).filter(|says| !says.is_empty()).into_iter().collect();
            }
            (None, None) => return vec![],
        };
        let mut lines = Vec::new();
        for (old, new) in [(&before.name, &after.name), (&before.says, &after.says)] {
            if old != new {
                lines.push(format!("Before: {}", shown(old)));
                lines.push(format!("After: {}", shown(new)));
            }
        }
        if before.under != after.under && !goes_along(after) {
            lines.push(format!("It moves from “{}” to “{}”.", before.under, after.under));
        }
        if before.rules != after.rules {
            lines.push("A rule behind it is different: when it applies, or what is checked.".to_owned());
        }
        lines
    }
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}

/// Does the name a point stands under say nothing of the point itself? An option stays with its question, whatever that
/// is called.
fn goes_along(point: &Point) -> bool {
    point.part == Part::Choice
}

/// Do two points say the same?
fn is_same(before: &Point, after: &Point) -> bool {
    before == after || goes_along(after) && Point { under: after.under.clone(), ..before.clone() } == *after
}

/// Returns what is added, removed or changed from one procedure to another, part by part; clauses too.
pub fn difference(before: &Pack, after: &Pack) -> Vec<Difference> {
    between(&outline(before), &outline(after))
}

/// Returns what is added, removed or changed from one edition of a form to another. Options come and go with their
/// question, which is told alone.
pub fn of_form(before: &Form, after: &Form) -> Vec<Difference> {
    let mut found = between(&outline_of(before), &outline_of(after));
    let key = |one: &Difference| one.after.as_ref().or(one.before.as_ref()).map(|point| format!("{}/", point.key));
    let whole = |one: &&Difference| one.part() == Some(Part::Question) && one.verb() != "Changed";
    let whole: Vec<String> = found.iter().filter(whole).filter_map(key).collect();
    let with_question = |own: &str| whole.iter().any(|question| own.starts_with(question.as_str()));
    found.retain(|one| one.part() != Some(Part::Choice) || !key(one).is_some_and(|own| with_question(&own)));
    found
}

fn between(old: &[Point], new: &[Point]) -> Vec<Difference> {
    let place = |point: &Point| (point.part, point.key.clone());
    let olds: BTreeMap<_, _> = old.iter().map(|point| (place(point), point)).collect();
    let news: BTreeMap<_, _> = new.iter().map(|point| (place(point), point)).collect();
    let mut found: Vec<Difference> = new
        .iter()
        .filter_map(|point| {
            let before = olds.get(&place(point)).copied();
            let differs = before.is_none_or(|before| !is_same(before, point));
            differs.then(|| Difference { before: before.cloned(), after: Some(point.clone()) })
        })
        .collect();
    let gone = old.iter().filter(|point| !news.contains_key(&place(point)));
    found.extend(gone.map(|point| Difference { before: Some(point.clone()), after: None }));
    found.sort_by_key(Difference::part);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Files, builtin, load};

    fn pack(files: &Files) -> Pack {
        load(files).unwrap_or_else(|findings| panic!("{findings:?}"))
    }

    /// The difference that replacing a text in a file makes, each as "Verb: name: lines".
    fn after(file: &str, text: &str, with: &str) -> Vec<String> {
        let files = builtin::files("wiltshire-frs").unwrap();
        let mut edited = files.clone();
        let found = edited.get_mut(file).unwrap();
        assert!(found.contains(text), "“{text}” is not in {file}");
        *found = found.replacen(text, with, 1);
        let told = |one: Difference| {
            let name = one.after.as_ref().or(one.before.as_ref()).unwrap().name.clone();
            format!("{}: {name}: {}", one.verb(), one.lines().join(" "))
        };
        difference(&pack(&files), &pack(&edited)).into_iter().map(told).collect()
    }

    #[test]
    fn a_pack_does_not_differ_from_itself() {
        for id in builtin::ids() {
            let files = builtin::files(id).unwrap();
            assert_eq!(difference(&pack(&files), &pack(&files)), [], "{id}");
            let points = outline(&pack(&files));
            let mut places: Vec<_> = points.iter().map(|point| (point.part, &point.key)).collect();
            let count = places.len();
            places.sort();
            places.dedup();
            assert_eq!(places.len(), count, "{id}: two points share a key");
        }
    }

    #[test]
    fn a_changed_threshold_is_shown_as_money_before_and_after() {
        let found = after("policy.toml", "gap         = \"£100.00\"", "gap         = \"£250.50\"");
        assert!(found.contains(&"Changed: Gap: Before: £100.00 After: £250.50".to_owned()), "{found:#?}");
    }

    #[test]
    fn a_changed_approval_band_names_its_ends_and_who_signs() {
        let found = after("policy.toml", "below = \"£1,000.00\"", "below = \"£2,000.00\"");
        let line = found.iter().find(|line| line.contains("Budget holder in conjunction")).unwrap();
        assert!(line.contains("Before: Below £1,000.00. Signed by:"), "{line}");
        assert!(line.contains("After: Below £2,000.00. Signed by:"), "{line}");
    }

    #[test]
    fn an_added_due_date_is_added_and_backwards_removed() {
        let files = builtin::files("wiltshire-frs").unwrap();
        let mut more = files.clone();
        let rule = "\n[[due]]\nid = \"tea\"\ntitle = \"Make tea\"\nreason = \"It is four\"\nremind = [3]\nwhen = \"true\"\non = \"today\"\n";
        more.get_mut("policy.toml").unwrap().push_str(rule);
        let (one, two) = (pack(&files), pack(&more));
        let [added] = &difference(&one, &two)[..] else { panic!("one difference") };
        assert_eq!((added.verb(), added.part()), ("Added", Some(Part::Date)));
        assert_eq!(added.lines(), ["Why: It is four. Reminders: 3 days before."]);
        let [removed] = &difference(&two, &one)[..] else { panic!("one difference") };
        assert_eq!(removed.verb(), "Removed");
    }

    #[test]
    fn a_question_that_is_called_otherwise_does_not_move_its_options() {
        let found = after("forms/appendix-c.toml", "\"What kind of review is this?\"", "\"Which review is this?\"");
        let wanted =
            "Changed: Which review is this?: Before: What kind of review is this? After: Which review is this?";
        assert_eq!(found, [wanted]);
    }

    #[test]
    fn officers_stages_states_columns_watches_and_reports_are_told_of() {
        let found = after("pack.toml", "title = \"Director of Finance\"", "title = \"Treasurer\"");
        assert!(
            found.contains(&"Changed: Treasurer: Before: Director of Finance After: Treasurer".to_owned()),
            "{found:#?}"
        );
        let files = builtin::files("wiltshire-frs").unwrap();
        let whole = outline(&pack(&files));
        for part in [Part::Role, Part::Stage, Part::State, Part::Column, Part::Watch, Part::Report] {
            let count = whole.iter().filter(|point| point.part == part).count();
            assert!(count > 0, "{part:?} are told of");
        }
        let column = "\n[[column]]\nid = \"tea\"\nlabel = \"Tea\"\nkind = \"text\"\n";
        let mut more = files.clone();
        more.get_mut("pack.toml").unwrap().push_str(column);
        let [added] = &difference(&pack(&files), &pack(&more))[..] else { panic!("one difference") };
        assert_eq!((added.verb(), added.part()), ("Added", Some(Part::Column)));
    }
}
