//! Blank forms: for the pen and with fields to be filled in on screen, and filled ones that come back.

use crate::fixture::{none, shipped};
use crate::ua::findings;
use partnership_desk::app::App;
use partnership_desk::app::blank::Blank;
use partnership_desk::form::place::{HeadPlace, Place};
use partnership_desk::form::read::read;
use partnership_desk::model::day::Day;
use partnership_desk::model::entry::Entries;
use partnership_desk::model::id::QuestionId;
use partnership_desk::pack::Pack;
use partnership_desk::pack::form::{Form, Kind, Layout, Question};
use partnership_desk::print::compose::{blank, fillable};
use partnership_desk::print::document::{Block, Document, InputKind};
use partnership_desk::print::layout::lay_out;
use partnership_desk::print::layout::pages::{Draw, Owner, Pages, Rect};
use std::collections::{BTreeMap, BTreeSet};

#[path = "fillable_taken.rs"]
mod taken;

pub(crate) fn today() -> Day {
    Day::new(2026, 4, 3).unwrap()
}

fn documents(pack: &Pack, form: &Form) -> [Document; 2] {
    let signed = BTreeMap::new();
    let about = crate::fixture::about(&signed);
    [blank(pack, form, &about), fillable(pack, form, &about)]
}

fn laid_out(pack: &Pack, form: &Form) -> [Pages; 2] {
    documents(pack, form).map(|document| lay_out(&document))
}

/// Is anything written by hand in its place on a blank form?
fn is_written(form: &Form, question: &Question) -> bool {
    // What a numbered document leaves out of its text is asked for on its blank form.
    let hidden = question.print.hidden && form.layout != Layout::Clauses;
    let locked = |kind: &Kind| matches!(kind, Kind::Table(table) if table.columns.iter().all(|column| column.locked || !column.takes_answer()));
    question.takes_answer() && !hidden && !locked(&question.kind)
}

#[test]
fn every_form_with_fields_is_free_of_faults_and_the_same_each_time() {
    let app = App::without_records(None).unwrap();
    let mut failures = Vec::new();
    for form in &app.pack().forms {
        let wanted = Blank { form: form.id.clone(), on_screen: true, reference: None };
        let paper = app.blank(&wanted, today()).unwrap();
        failures.extend(findings(&paper.bytes).into_iter().map(|line| format!("{}: {line}", form.id)));
        assert!(paper.bytes == app.blank(&wanted, today()).unwrap().bytes, "{}", form.id);
    }
    none(&failures);
}

#[test]
fn every_question_has_fields_of_its_own_that_say_what_is_asked() {
    let pack = shipped();
    for form in &pack.forms {
        let [_, pages] = laid_out(&pack, form);
        let mut names = BTreeSet::new();
        let mut asked = BTreeSet::new();
        for placed in &pages.inputs {
            let input = &placed.input;
            assert!(names.insert(&input.name), "{}: two fields are called {}", form.id, input.name);
            assert!(!input.asks.trim().is_empty() && !input.name.contains('.'), "{input:?}");
            if HeadPlace::ALL.iter().all(|place| place.name() != input.name) {
                let place = Place::parse(&input.name).unwrap_or_else(|| panic!("{}", input.name));
                assert!(form.question(&place.question).is_some_and(Question::takes_answer), "{}", input.name);
                asked.insert(place.question);
            }
        }
        for (_, question) in form.questions().filter(|(_, question)| is_written(form, question)) {
            assert!(asked.contains(&question.id), "{}: {} has no field", form.id, question.id);
        }
    }
}

#[test]
fn fields_lie_on_the_paper_and_never_over_one_another() {
    let pack = shipped();
    for form in &pack.forms {
        let [_, pages] = laid_out(&pack, form);
        for (at, one) in pages.inputs.iter().enumerate() {
            let Rect { x, y, width, height } = one.place;
            let inside = x > 15.9 && x + width < 194.1 && y > 12.0 && y + height < 281.0;
            assert!(inside && width > 2.5 && height > 2.5, "{}: {:?}", form.id, one);
            for other in pages.inputs[..at].iter().filter(|other| other.page == one.page) {
                let apart = x >= other.place.x + other.place.width - 0.01
                    || other.place.x >= x + width - 0.01
                    || y >= other.place.y + other.place.height - 0.01
                    || other.place.y >= y + height - 0.01;
                assert!(apart, "{}: {} and {}", form.id, one.input.name, other.input.name);
            }
            let is_cell =
                Place::parse(&one.input.name).is_some_and(|place| place.row.is_some() && place.field.is_some());
            let is_text = one.input.kind != InputKind::Tick;
            assert!(!(is_cell && is_text) || height + 1.0 >= 7.9 || width > 60.0, "{}: {:?}", form.id, one);
        }
    }
}

/// Returns the questions of a paper in the order they stand on it.
fn order(pages: &Pages) -> Vec<QuestionId> {
    let mut seen = BTreeSet::new();
    pages.spots.iter().map(|spot| spot.asked.clone()).filter(|id| seen.insert(id.clone())).collect()
}

#[test]
fn a_blank_form_asks_in_the_order_of_the_wizard_and_leaves_nothing_out() {
    let pack = shipped();
    for form in &pack.forms {
        for pages in laid_out(&pack, form) {
            let on_paper = order(&pages);
            let of_form = form.questions().map(|(_, question)| question.id.clone());
            let same: Vec<QuestionId> = of_form.filter(|id| on_paper.contains(id)).collect();
            assert_eq!(on_paper, same, "{}", form.id);
            let missing = form.questions().filter(|(_, question)| is_written(form, question));
            let missing: Vec<_> = missing.filter(|(_, question)| !on_paper.contains(&question.id)).collect();
            assert!(missing.is_empty(), "{}: {missing:?}", form.id);
        }
    }
}

#[test]
fn a_question_has_the_same_number_on_the_blank_form_as_on_screen() {
    let pack = shipped();
    let around = crate::fixture::around(today());
    for form in &pack.forms {
        let reading = read(&pack, form, &Entries::new(), &around);
        let on_screen: BTreeMap<_, _> = reading.questions().map(|asked| (&asked.id, asked.number.as_str())).collect();
        let [document, _] = documents(&pack, form);
        let mut compared = 0;
        for block in &document.blocks {
            let Block::Fields(fields) = block else { continue };
            for field in fields {
                if let Some(number) = on_screen.get(&field.asked[0]) {
                    assert_eq!(field.number, *number, "{}: {}", form.id, field.label);
                    compared += 1;
                }
            }
        }
        assert!(compared > 0 || form.layout == Layout::List, "{}", form.id);
    }
}

#[test]
fn what_is_asked_only_at_times_says_so_on_paper() {
    let pack = shipped();
    let mut failures = Vec::new();
    for form in &pack.forms {
        for part in form.parts.iter().filter(|part| part.show_when.is_some() && part.only.is_empty()) {
            failures.push(format!("{}: part {} does not say when it is needed; write `only`", form.id, part.id));
        }
        for page in &form.pages {
            let on_page = |question: &&Question| question.show_when.is_some() && question.only.is_empty();
            // Of statements to be rated the page says it.
            let asked = page.questions.iter().filter(|question| is_written(form, question));
            let asked = asked.filter(|question| !matches!(question.kind, Kind::Rating(_)) || page.only.is_empty());
            failures
                .extend(asked.filter(on_page).map(|question| format!("{}: {} has no `only`", form.id, question.id)));
            if page.show_when.is_some() && page.only.is_empty() {
                failures.push(format!("{}: page {} has no `only`", form.id, page.id));
            }
        }
    }
    none(&failures);
}

#[test]
fn no_page_of_a_blank_form_is_almost_empty_and_no_table_is_split_after_one_row() {
    let pack = shipped();
    for form in &pack.forms {
        let all = laid_out(&pack, form);
        for pages in &all {
            for (at, page) in pages.pages.iter().enumerate() {
                let content = page.groups.iter().filter(|group| matches!(group.owner, Owner::Node(_)));
                let texts = content.flat_map(|group| &group.draws);
                let low = texts.map(|draw| if let Draw::Text(run) = draw { run.at[1] } else { 0.0 });
                let end = low.fold(0.0, f32::max);
                assert!(end > 95.0, "{}: page {} ends at {end} mm", form.id, at + 1);
            }
        }
        let [_, pages] = all;
        let page_of =
            |name: &str| pages.inputs.iter().find(|placed| placed.input.name == name).map(|placed| placed.page);
        for placed in pages.inputs.iter().filter(|placed| placed.input.name.contains("/+1/")) {
            let second = page_of(&placed.input.name.replace("/+1/", "/+2/"));
            assert!(second.is_none_or(|page| page == placed.page), "{}: {}", form.id, placed.input.name);
        }
    }
}
