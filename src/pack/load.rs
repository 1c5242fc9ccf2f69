//! From the files of a pack to a checked pack, or every finding.

use super::condition::{Names, Scope, Template, Type, World};
use super::finding::PackFinding;
use super::form::{Form, Kind, Question};
use super::list::{Choice, OptionList};
use super::load_policy::{bind_policy, load_policy};
use super::load_procedure as procedure;
use super::source::{Lined, NOT_TOML, Source, Table};
use super::{Clause, Column, Pack, Style};
use super::{names, sense};
use crate::model::id::{Digest, FormId};
use crate::pack::condition::Expression;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// The files of a pack: name relative to its folder ("forms/appendix-c.toml") and text.
pub type Files = BTreeMap<String, String>;

/// Loads a pack.
///
/// # Errors
///
/// Every finding, by file and line, if one of them keeps the pack from being used.
pub fn load(files: &Files) -> Result<Pack, Vec<PackFinding>> {
    let (pack, findings) = read(files);
    pack.filter(|_| findings.iter().all(|finding| !finding.stops)).ok_or(findings)
}

/// Loads a pack for whoever changes it: with what keeps nobody from using it, but cannot be meant.
///
/// # Errors
///
/// Every finding, by file and line.
pub fn check(files: &Files) -> Result<Pack, Vec<PackFinding>> {
    let (pack, findings) = read(files);
    pack.filter(|_| findings.is_empty()).ok_or(findings)
}

fn read(files: &Files) -> (Option<Pack>, Vec<PackFinding>) {
    let findings = RefCell::new(Vec::new());
    let pack = Loader { files, findings: &findings }.load();
    let mut findings = findings.into_inner();
    findings.sort();
    findings.dedup();
    // What else is found in a file that is not TOML is found wrongly.
    if findings.iter().any(|finding| finding.message.starts_with(NOT_TOML)) {
        findings.retain(|finding| finding.message.starts_with(NOT_TOML));
    }
    (pack, findings)
}

struct Loader<'a> {
    files: &'a Files,
    findings: &'a RefCell<Vec<PackFinding>>,
}

impl<'a> Loader<'a> {
    fn source(&self, name: &'a str) -> Option<Source<'a>> {
        let text = self.files.get(name);
        if text.is_none() {
            let message = format!("the file {name} is missing; put it back into the folder");
            self.findings.borrow_mut().push(PackFinding { file: name.to_owned(), line: 1, message, stops: true });
        }
        text.map(|text| Source::new(name, text, self.findings))
    }

    fn load(&self) -> Option<Pack> {
        let (pack, lists, policy) =
            (self.source("pack.toml")?, self.source("lists.toml")?, self.source("policy.toml")?);
        let (pack_table, lists_table, policy_table) = (pack.parse(), lists.parse(), policy.parse());
        let (top, policy_top) = (Table::whole(&pack, &pack_table), Table::whole(&policy, &policy_table));
        let policy = load_policy(&policy_top);
        let mut names = Names::default();
        names::add_fixed(&mut names);
        names::add_policy(&mut names, &policy);
        for name in ["body", "short"] {
            names.types.insert(name.to_owned(), Type::Text);
            names.constants.insert(name.to_owned(), top.text(name));
        }
        let lists_top = Table::whole(&lists, &lists_table);
        let lists = load_lists(&lists_top, &names, &policy);
        names::add_lists(&mut names, &lists);
        let columns_raw = top.tables("column");
        let mut columns: Vec<Column> = columns_raw.iter().map(|column| load_column(column, &lists)).collect();
        names::add_columns(&mut names, &columns, &lists);

        let form_names = form_names(&top, self.files);
        let sources: Vec<Source<'_>> = form_names.iter().filter_map(|form| self.form_source(form, &top)).collect();
        let tables: Vec<_> = sources.iter().map(Source::parse).collect();
        let forms_raw: Vec<Table<'_>> = sources.iter().zip(&tables).map(|(s, t)| Table::whole(s, t)).collect();
        names.forms = form_names.iter().map(|(id, _)| id.text.clone()).collect();
        names::add_stages(&mut names, &top);
        for form in &forms_raw {
            names::add_form(&mut names, form, &lists);
        }
        load_defines(&policy_top, &mut names);
        let form_ids: Vec<&str> = form_names.iter().map(|(id, _)| id.text.as_str()).collect();
        let roles = procedure::load_roles(&top);
        let load = super::load_form::Context {
            names: &names,
            lists: &lists,
            columns: &columns,
            policy: &policy,
            roles: &roles,
        };
        check_names(&forms_raw, &sources);
        let forms: Vec<Form> = forms_raw.iter().map(|form| super::load_form::load_form(form, &load)).collect();
        super::load_form::check_twice(&columns_raw, "register columns", "ids are unique in a pack");
        let sections = procedure::load_sections(&top);
        super::load_form::check_sections(&forms_raw, &sections);
        procedure::check_roles(&top, &forms);
        let stages = procedure::load_stages(&top, &names, &roles, &form_ids);
        let dues = procedure::load_dues(&policy_top, &names, &roles, &form_ids);
        let watches = procedure::load_watches(&policy_top, &names, &roles);
        finish_policy(&policy_top);
        for (column, raw) in columns.iter_mut().zip(&columns_raw) {
            column.value = expression(raw, "value", &names);
        }
        let starters = procedure::load_starters(&lists_top, &forms);
        lists_top.finish("lists.toml", &[]);
        sense::check_policy(&policy_top, &policy, &roles);
        let clauses = load_clauses(&top);
        check_clauses(&forms_raw, &clauses);
        let reports = self.load_reports(&super::load_report::Known {
            names: &names,
            columns: &columns,
            forms: &forms,
            clauses: &clauses,
            lists: &lists,
            states: &top.tables("state").iter().map(|state| state.text("id")).collect::<Vec<_>>(),
        });
        let text = canonical_text(self.files);
        let labels = Arc::new(collect_labels(&forms));
        let loaded = Pack {
            id: top.required("id").text.into(),
            title: top.required("title").text,
            version: top.integer("version").unwrap_or(1),
            body: top.required("body").text,
            short: top.required("short").text,
            procedure: top.text("procedure"),
            notice: top.text("notice"),
            attribution: top.text("attribution"),
            language: Some(language(&top)).filter(|text| !text.is_empty()).unwrap_or_else(|| "en-GB".to_owned()),
            style: load_style(&top, self.files),
            roles,
            stages,
            states: procedure::load_states(&top, &names),
            bundles: procedure::load_bundles(&top, &form_ids),
            register_prefix: top.text("register_prefix"),
            letters: procedure::load_letters(&top, &names, &form_ids),
            hand_over: procedure::load_hand_over(&top, &forms),
            sections,
            spreads: super::load_spread::load_spreads(&policy_top, &columns, &forms),
            watches,
            starters,
            columns,
            clauses,
            lists,
            policy,
            dues,
            reports,
            forms,
            labels,
            digest: Digest::of(&text),
            text,
        };
        top.finish("pack.toml", &[]);
        Some(loaded)
    }

    /// Reads the reports, if the pack has any.
    fn load_reports(&self, known: &super::load_report::Known<'_>) -> Vec<super::ReportDefinition> {
        if !self.files.contains_key("reports.toml") {
            return vec![];
        }
        let Some(source) = self.source("reports.toml") else { return vec![] };
        let table = source.parse();
        super::load_report::load_reports(&Table::whole(&source, &table), known)
    }

    fn form_source(&self, (id, name): &(Lined, &'a str), top: &Table<'_>) -> Option<Source<'a>> {
        if !self.files.contains_key(*name) {
            let files = self.files.keys().filter_map(|file| file.strip_prefix("forms/")?.strip_suffix(".toml"));
            let near = super::finding::nearest(&id.text, files);
            let hint = near.map_or_else(
                || format!("give the file that name, or take \"{}\" out of “forms”", id.text),
                |near| format!("did you mean “{near}”?"),
            );
            top.find(id.line, format!("there is no file {name}; {hint}"));
            return None;
        }
        self.source(name)
    }
}

/// A form's id is the name of its file, and no two questions have one id.
fn check_names(forms: &[Table<'_>], sources: &[Source<'_>]) {
    for (form, source) in forms.iter().zip(sources) {
        let name = source.name.trim_start_matches("forms/").trim_end_matches(".toml");
        if let Some(id) = form.lined("id").filter(|id| id.text != name) {
            form.find(id.line, format!("“{}” is not the name of this file; write id = \"{name}\"", id.text));
        }
    }
    super::load_form::check_unique(forms);
}

fn form_names(top: &Table<'_>, files: &Files) -> Vec<(Lined, &'static str)> {
    let named = |id: Lined| {
        let file = leak(format!("forms/{}.toml", id.text));
        (id, file)
    };
    let listed = top.texts("forms");
    sense::check_listed(top, &listed, files.keys().map(String::as_str));
    listed.into_iter().map(named).collect()
}

/// Names of files and keys live as long as the program; each is kept once, however often a pack is checked.
pub(super) fn leak(name: String) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kept) = known.get(name.as_str()) {
        return kept;
    }
    let kept: &'static str = Box::leak(name.into_boxed_str());
    known.insert(kept);
    kept
}

/// Parses an optional expression and notes its faults.
pub(super) fn expression<'a>(table: &Table<'a>, key: &'a str, names: &Names) -> Option<Expression> {
    let lined = table.lined(key)?;
    compile(table, &lined.text, lined.line, names)
}

/// Parses an expression and notes its faults.
pub(super) fn compile(table: &Table<'_>, source: &str, line: usize, names: &Names) -> Option<Expression> {
    match Expression::parse(source, names) {
        Ok(expression) => Some(expression),
        Err(faults) => {
            for fault in faults {
                table.find(line, fault);
            }
            None
        }
    }
}

/// Parses a text with expressions and notes its faults.
pub(super) fn template<'a>(table: &Table<'a>, key: &'a str, names: &Names) -> Template {
    let Some(lined) = table.lined(key) else { return Template::default() };
    Template::parse(&lined.text, names).unwrap_or_else(|faults| {
        for fault in faults {
            table.find(lined.line, fault);
        }
        Template::default()
    })
}

/// Reads the language of a wording, such as "cy" or "en-GB"; empty without one.
pub(super) fn language(table: &Table<'_>) -> String {
    let Some(lined) = table.lined("language") else { return String::new() };
    let mut parts = lined.text.split('-');
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_lowercase());
    let first = parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && letters(part));
    let plain = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    if first && parts.all(plain) {
        sense::check_language(table, &lined.text, lined.line);
    } else {
        table.find(lined.line, format!("“{}” is no language; write its code, such as “en-GB” or “cy”", lined.text));
    }
    lined.text
}

fn load_lists(top: &Table<'_>, names: &Names, policy: &crate::model::policy::Policy) -> BTreeMap<String, OptionList> {
    let mut lists = BTreeMap::new();
    for list in top.tables("list") {
        let id = list.required("id");
        let choices = load_choices(&list, names, policy);
        list.finish("a list", &[]);
        if lists.insert(id.text.clone(), OptionList { id: id.text.clone(), choices }).is_some() {
            list.find(id.line, format!("there are two lists “{}”; give one another id", id.text));
        }
    }
    lists
}

/// Reads `[[option]]`; labels may hold values of the policy.
pub(super) fn load_choices(table: &Table<'_>, names: &Names, policy: &crate::model::policy::Policy) -> Vec<Choice> {
    let mut scope = Scope::new(&Arc::new(World::default()));
    bind_policy(&mut scope, policy);
    let mut choices: Vec<Choice> = Vec::new();
    for option in table.tables("option") {
        let code = option.required("code");
        option.required("label");
        let choice = Choice {
            label: template(&option, "label", names).write_always(&scope),
            help: template(&option, "help", names).write_always(&scope),
            retired: option.flag("retired", false),
            alone: option.flag("alone", false),
            code: code.text.clone(),
        };
        option.finish("an option", &[]);
        if choices.iter().any(|other| other.code == choice.code) {
            option.find(code.line, format!("the code “{}” is used twice; give one another code", code.text));
        }
        choices.push(choice);
    }
    choices
}

fn load_column(raw: &Table<'_>, lists: &BTreeMap<String, OptionList>) -> Column {
    let kind = raw.required("kind");
    let list = raw.text("list");
    if !list.is_empty() && !lists.contains_key(&list) {
        raw.find(kind.line, unknown("list", &list, lists.keys().map(String::as_str)));
    }
    let column = Column {
        id: raw.required("id").text,
        label: raw.required("label").text,
        kind: kind.text,
        list,
        filter: raw.flag("filter", true),
        search: raw.flag("search", false),
        show: raw.flag("show", false),
        track: raw.flag("track", false),
        also: raw.texts("also").into_iter().map(|also| also.text).collect(),
        value: None,
    };
    raw.value("value");
    raw.finish("a register column", &[]);
    column
}

/// So many names are told where none is near.
const MOST_TOLD: usize = 12;

/// The sentence for a name that is not there.
pub(super) fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    let hint = match super::finding::nearest(name, known.iter().copied()) {
        Some(near) => format!("; did you mean “{near}”?"),
        None if (1..=MOST_TOLD).contains(&known.len()) => format!("; write one of {}", known.join(", ")),
        None => "; check how it is spelt, or take it out".to_owned(),
    };
    format!("there is no {what} “{name}”{hint}")
}

fn load_style(top: &Table<'_>, files: &Files) -> Style {
    let Some(raw) = top.table("style") else { return Style::default() };
    let accent = raw.lined("accent");
    if let Some(accent) = &accent
        && let Err(fault) = check_accent(&accent.text)
    {
        raw.find(accent.line, fault);
    }
    let logo = raw.lined("logo").and_then(|name| match super::picture::load(&name.text, files) {
        Ok(picture) => Some(Arc::new(picture)),
        Err(fault) => {
            raw.find(name.line, fault);
            None
        }
    });
    let accent = accent.map(|accent| accent.text).unwrap_or_default();
    let style = Style { accent, marking: raw.text("marking"), address: raw.text("address"), logo };
    raw.finish("[style]", &[]);
    style
}

/// An accent is a colour on which white text, and which on white paper, is read without effort.
fn check_accent(text: &str) -> Result<(), String> {
    let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii());
    let parts = hex.and_then(|hex| {
        let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
        Some([part(0)?, part(2)?, part(4)?])
    });
    let Some(parts) = parts else {
        return Err(format!("“{text}” is not a colour; write it as accent = \"#1d3f66\""));
    };
    let light = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let lightness = 0.2126 * light(parts[0]) + 0.7152 * light(parts[1]) + 0.0722 * light(parts[2]);
    let contrast = 1.05 / (lightness + 0.05);
    if contrast < 4.5 {
        return Err(format!("“{text}” is too light for headings on white paper; take a darker colour"));
    }
    Ok(())
}

fn load_clauses(top: &Table<'_>) -> Vec<Clause> {
    top.tables("clause")
        .iter()
        .map(|raw| {
            let clause = Clause { id: raw.required("id").text, says: raw.required("says").text, by: raw.text("by") };
            raw.finish("a clause", &[]);
            clause
        })
        .collect()
}

/// Every clause a form names is in the clause index.
fn check_clauses(forms: &[Table<'_>], clauses: &[Clause]) {
    let check = |table: &Table<'_>| {
        if let Some(clause) = table.lined("clause")
            && !clauses.iter().any(|known| known.id == clause.text)
        {
            table.find(clause.line, unknown("[[clause]]", &clause.text, clauses.iter().map(|c| c.id.as_str())));
        }
    };
    for form in forms {
        check(form);
        for page in form.tables("page") {
            check(&page);
            for question in page.tables("question") {
                check(&question);
                if question.text("kind") == "table" {
                    question.tables("column").iter().for_each(check);
                }
            }
        }
    }
}

fn load_defines(policy: &Table<'_>, names: &mut Names) {
    let Some(defines) = policy.table("define") else { return };
    for key in defines.keys() {
        let name = leak(key.text.clone());
        let Some(source) = defines.lined(name) else { continue };
        if names.types.contains_key(name) {
            defines.find(key.line, format!("“{name}” is already a name; call the shorthand something else"));
        }
        if let Err(fault) = names.define(name, &source.text) {
            defines.find(key.line, fault);
        }
    }
    for name in names.rings() {
        let line = defines.lined(leak(name.clone())).map_or(defines.line, |lined| lined.line);
        defines.find(line, format!("“{name}” uses itself, directly or through others; break the ring"));
    }
    for key in defines.keys() {
        if names.rings().is_empty() {
            expression(&defines, leak(key.text), names);
        }
    }
}

/// A policy may have tables of its own; one that is nearly a known name is a slip.
fn finish_policy(top: &Table<'_>) {
    const KNOWN: [&str; 9] = ["define", "approval", "value", "risk", "score", "settings", "due", "watch", "spread"];
    for key in top.keys().iter().filter(|key| !KNOWN.contains(&key.text.as_str())) {
        if let Some(near) = super::finding::nearest(&key.text, KNOWN.into_iter()) {
            top.find(key.line, format!("“{}” is not read; did you mean “{near}”?", key.text));
        }
    }
}

/// The pack's exact text: canonical JSON of file name to text.
pub fn canonical_text(files: &Files) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(files).expect("a map of texts is always JSON")
}

/// Labels of codes by question, by table and column, and by `row.` and column.
fn collect_labels(forms: &[Form]) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut labels: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut add = |name: String, question: &Question| {
        let (Kind::OneOf(options) | Kind::ManyOf(options, _)) = &question.kind else { return };
        let pairs = options.choices.iter().map(|choice| (choice.code.clone(), choice.label.clone()));
        labels.entry(name).or_default().extend(pairs);
    };
    for (_, question) in forms.iter().flat_map(Form::questions) {
        add(question.id.to_string(), question);
        add(format!("last.{}", question.id), question);
        if let Kind::Table(table) = &question.kind {
            for column in &table.columns {
                add(format!("{}.{}", question.id, column.id), column);
                add(format!("row.{}", column.id), column);
                add(format!("r.{}", column.id), column);
            }
        }
    }
    labels
}

/// Checks that a form is in the pack.
pub(super) fn check_form(table: &Table<'_>, form: &str, line: usize, forms: &[&str]) -> FormId {
    if !forms.contains(&form) {
        table.find(line, unknown("form", form, forms.iter().copied()));
    }
    FormId::new(form)
}
