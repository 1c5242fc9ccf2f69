//! One form file: parts, pages and the order that conditions must keep.
//!
//! A part, page or question with `show_when` may say the same in words, for
//! whoever fills the form in by hand: `only = "Only if it is statutory."`. It
//! stands before the help on blank forms, and nowhere else.

use super::condition::{Names, Template};
use super::form::{Form, Kind, Layout, Page, Part, Question, Repeats};
use super::list::OptionList;
use super::load::{expression, language, template, unknown};
use super::load_question::{check_role, load_question};
use super::source::{Lined, Table};
use super::{Column, Role};
use crate::model::id::{PartId, QuestionId};
use crate::model::policy::Policy;
use std::collections::{BTreeMap, BTreeSet};

/// What the forms of a pack may mention.
pub(super) struct Context<'a> {
    pub(super) names: &'a Names,
    pub(super) lists: &'a BTreeMap<String, OptionList>,
    pub(super) columns: &'a [Column],
    pub(super) policy: &'a Policy,
    pub(super) roles: &'a [Role],
}

/// The only part of a form without parts.
pub(super) const MAIN: &str = "main";

pub(super) fn load_form(top: &Table<'_>, context: &Context<'_>) -> Form {
    let parts = load_parts(top, context);
    let pages: Vec<Page> = top.tables("page").iter().map(|page| load_page(page, &parts, context)).collect();
    check_order(top, &pages);
    check_twice(&top.tables("page"), "pages", "ids are unique in a form");
    let effective = top.lined("effective").map(|lined| {
        check_part(top, &lined, &parts);
        PartId::new(lined.text)
    });
    let names = load_named(top, "names", &pages, |_| true);
    let later = load_named(top, "later", &pages, |question| matches!(question.kind, Kind::YesNo));
    let form = Form {
        id: top.required("id").text.into(),
        title: top.required("title").text,
        version: top.integer("version").unwrap_or(1),
        clause: top.text("clause"),
        intro: top.text("intro"),
        language: language(top),
        offer_when: expression(top, "offer_when", context.names),
        offer_else: top.text("offer_else"),
        repeats: one_of(top, "repeats", &[("any", Repeats::Any), ("once", Repeats::Once), ("yearly", Repeats::Yearly)]),
        period: expression(top, "period", context.names),
        living: top.flag("living", false),
        effective,
        renews: top.flag("renews", false),
        starts: top.flag("starts", false),
        names,
        later,
        layout: one_of(
            top,
            "layout",
            &[("pages", Layout::Pages), ("list", Layout::List), ("clauses", Layout::Clauses)],
        ),
        summary: top.flag("summary", false),
        parts,
        pages,
    };
    top.finish("a form", &[]);
    form
}

/// Reads a key that names a question of the form.
fn load_named<'a>(
    top: &Table<'a>,
    key: &'a str,
    pages: &[Page],
    fits: impl Fn(&Question) -> bool,
) -> Option<QuestionId> {
    let lined = top.lined(key)?;
    let questions = pages.iter().flat_map(|page| &page.questions).filter(|question| fits(question));
    let known: Vec<&str> = questions.map(|question| question.id.as_str()).collect();
    if !known.contains(&lined.text.as_str()) {
        top.find(lined.line, unknown("question", &lined.text, known.into_iter()));
    }
    Some(QuestionId::new(lined.text))
}

/// Reads a key that takes one of a few words; the first is the default.
pub(super) fn one_of<'a, T: Copy>(table: &Table<'a>, key: &'a str, words: &[(&str, T)]) -> T {
    let default = words.first().expect("a key has at least one word").1;
    let Some(lined) = table.lined(key) else { return default };
    words.iter().find(|(word, _)| *word == lined.text).map_or_else(
        || {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).filter(|word| !word.is_empty()).collect();
            let near = super::finding::nearest(&lined.text, known.iter().copied());
            let hint =
                near.map_or_else(|| format!("it takes {}", known.join(", ")), |near| format!("did you mean “{near}”?"));
            table.find(lined.line, format!("“{}” is not a word for “{key}”; {hint}", lined.text));
            default
        },
        |(_, value)| *value,
    )
}

fn load_parts(top: &Table<'_>, context: &Context<'_>) -> Vec<Part> {
    let raw = top.tables("part");
    if raw.is_empty() {
        return vec![Part {
            id: MAIN.into(),
            title: String::new(),
            role: String::new(),
            after: vec![],
            show_when: None,
            only: String::new(),
        }];
    }
    check_twice(&raw, "parts", "ids are unique in a form");
    let ids: Vec<PartId> = raw.iter().map(|part| part.required("id").text.into()).collect();
    let parts: Vec<Part> = raw
        .iter()
        .zip(&ids)
        .map(|(part, id)| {
            let after = part.texts("after");
            for name in &after {
                if !ids.iter().any(|id| id.as_str() == name.text) {
                    part.find(name.line, unknown("part", &name.text, ids.iter().map(PartId::as_str)));
                }
            }
            if let Some(role) = part.lined("role") {
                check_role(part, &role, context);
            }
            let loaded = Part {
                id: id.clone(),
                title: part.required("title").text,
                role: part.text("role"),
                after: after.into_iter().map(|name| name.text.into()).collect(),
                show_when: expression(part, "show_when", context.names),
                only: part.text("only"),
            };
            part.finish("a part", &[]);
            loaded
        })
        .collect();
    parts
}

fn check_part(table: &Table<'_>, name: &Lined, parts: &[Part]) {
    if !parts.iter().any(|part| part.id.as_str() == name.text) {
        table.find(name.line, unknown("part", &name.text, parts.iter().map(|part| part.id.as_str())));
    }
}

fn load_page(raw: &Table<'_>, parts: &[Part], context: &Context<'_>) -> Page {
    let part = raw.lined("part").map_or_else(
        || parts.first().expect("a form has at least one part").id.clone(),
        |lined| {
            check_part(raw, &lined, parts);
            PartId::new(lined.text)
        },
    );
    let questions = raw.tables("question");
    let mut loaded: Vec<Question> = Vec::new();
    for question in &questions {
        let next = load_question(question, context, false);
        if let Some(within) = &next.within
            && !loaded.iter().any(|earlier| earlier.id == *within)
        {
            let line = question.lined("within").map_or(question.line, |lined| lined.line);
            let known = loaded.iter().map(|earlier| earlier.id.as_str());
            question.find(line, unknown("earlier question on this page", within.as_str(), known));
        }
        loaded.push(next);
    }
    let page = Page {
        id: raw.required("id").text.into(),
        title: raw.required("title").text,
        part,
        show_when: expression(raw, "show_when", context.names),
        help: template(raw, "help", context.names),
        only: raw.text("only"),
        clause: raw.text("clause"),
        fold_when: expression(raw, "fold_when", context.names),
        section: raw.text("section"),
        language: language(raw),
        same_as_last: raw.flag("same_as_last", false),
        questions: loaded,
    };
    raw.finish("a page", &[]);
    page
}

/// `show_when` looks only backwards: at questions before this one.
fn check_order(top: &Table<'_>, pages: &[Page]) {
    let all: BTreeSet<&str> =
        pages.iter().flat_map(|page| &page.questions).map(|question| question.id.as_str()).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (page, raw) in pages.iter().zip(top.tables("page")) {
        let late = |condition: &super::condition::Expression, seen: &BTreeSet<&str>| {
            condition
                .names()
                .iter()
                .map(|name| name.split('.').next().unwrap_or(name).to_owned())
                .find(|name| all.contains(name.as_str()) && !seen.contains(name.as_str()))
        };
        if let Some(name) = page.show_when.as_ref().and_then(|condition| late(condition, &seen)) {
            let line = raw.lined("show_when").map_or(raw.line, |lined| lined.line);
            raw.find(line, format!("show_when looks ahead to “{name}”; it may only look at earlier questions"));
        }
        for (question, raw) in page.questions.iter().zip(raw.tables("question")) {
            if let Some(name) = question.show_when.as_ref().and_then(|condition| late(condition, &seen)) {
                let line = raw.lined("show_when").map_or(raw.line, |lined| lined.line);
                raw.find(line, format!("show_when looks ahead to “{name}”; it may only look at earlier questions"));
            }
            seen.insert(question.id.as_str());
        }
    }
}

/// Tables of one kind have ids of their own; `what` is their plural.
pub(super) fn check_twice(tables: &[Table<'_>], what: &str, rule: &str) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for table in tables {
        let id = table.text("id");
        if !id.is_empty() && !seen.insert(id.clone()) {
            table.find(table.line, format!("there are two {what} “{id}”; give one another id: {rule}"));
        }
    }
}

/// The section a page's ratings belong to is one of the pack's.
pub(super) fn check_sections(forms: &[Table<'_>], sections: &[super::Section]) {
    for page in forms.iter().flat_map(|form| form.tables("page")) {
        if let Some(section) = page.lined("section")
            && !sections.iter().any(|known| known.id == section.text)
        {
            page.find(section.line, unknown("[[section]]", &section.text, sections.iter().map(|s| s.id.as_str())));
        }
    }
}

/// Question ids are unique in a pack.
pub(super) fn check_unique(forms: &[Table<'_>]) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for form in forms {
        let mut numbers: BTreeSet<String> = BTreeSet::new();
        for page in form.tables("page") {
            for question in page.tables("question") {
                let id = question.text("id");
                if !id.is_empty() && !seen.insert(id.clone()) {
                    question.find(question.line, format!("there are two questions “{id}”; give one another id"));
                }
                if let Some(number) = question.lined("number")
                    && !numbers.insert(number.text.clone())
                {
                    let says = format!("two questions have the number “{}”; a form has each number once", number.text);
                    question.find(number.line, says);
                }
            }
        }
    }
}

/// A text that may be missing, with the loader's names.
pub(super) fn optional_template<'a>(table: &Table<'a>, key: &'a str, names: &Names) -> Option<Template> {
    table.has(key).then(|| template(table, key, names))
}
