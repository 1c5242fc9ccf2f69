//! A procedure point by point in plain words: forms, questions, options, settings, dates, officers, reports, clauses.

use super::Pack;
use super::answers::{answers, due_name};
use super::condition::Expression;
use super::form::{Form, Kind, Limit, Question};
use super::list::Choice;
use super::outline_record::record_points;
use super::outline_settings::settings;
use super::procedure::Due;

/// What a point of a procedure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A form.
    Form,
    /// A question of a form, or a column of one of its tables.
    Question,
    /// An option of a question or of a list.
    Choice,
    /// A threshold or a setting.
    Setting,
    /// A rule for a due date.
    Date,
    /// An officer who signs.
    Role,
    /// A stage of the way of a partnership.
    Stage,
    /// A state of a partnership.
    State,
    /// A column of the register.
    Column,
    /// Something that is watched for.
    Watch,
    /// A report.
    Report,
    /// A clause.
    Clause,
}

/// One point of a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// What it is.
    pub part: Part,
    /// What it is known by, unique in its part, whatever its words.
    pub key: String,
    /// What it stands under: its form, its list, its table of settings; may be empty.
    pub under: String,
    /// Its name in words.
    pub name: String,
    /// The rest in words; may be empty.
    pub says: String,
    /// The conditions and checks behind it, as they are written in the files; may be empty.
    pub rules: String,
}

impl Point {
    /// Does it hold every one of some words, which are in small letters?
    pub fn has(&self, words: &[String]) -> bool {
        let hay = format!("{} {} {}", self.under, self.name, self.says).to_lowercase();
        words.iter().all(|word| hay.contains(word))
    }
}

/// Returns every point of a procedure: its forms, each with its questions and their options, in the order of the
/// forms; then lists of options, settings, dates, what its own file names, and clauses.
pub fn outline(pack: &Pack) -> Vec<Point> {
    let mut points = Vec::new();
    for form in &pack.forms {
        points.push(form_point(form));
        for (page, question) in form.questions() {
            add_question(form, &page.title, question, &mut points);
        }
    }
    for list in pack.lists.values() {
        points.extend(list.choices.iter().map(|choice| choice_point(&list.id, &in_words(&list.id), choice)));
    }
    points.extend(settings(pack));
    points.extend(pack.dues.iter().map(|due| due_point(pack, due)));
    points.extend(record_points(pack));
    points.extend(answers(pack).into_iter().map(|(clause, answered)| Point {
        part: Part::Clause,
        key: clause.id.clone(),
        under: String::new(),
        name: clause.id.clone(),
        says: format!("{}\n{answered}", clause.says),
        rules: String::new(),
    }));
    points
}

/// Returns every point of one form: its questions with all their options, those of lists too.
pub(super) fn outline_of(form: &Form) -> Vec<Point> {
    let mut points = vec![form_point(form)];
    for (page, question) in form.questions() {
        add_question(form, &page.title, question, &mut points);
        let columns = question.table().into_iter().flat_map(|table| &table.columns);
        for asked in std::iter::once(question).chain(columns) {
            let shared = asked.kind.options().filter(|options| !options.list.is_empty());
            let name = asked.ask.words();
            let key = format!("{}/{}/{}", form.id, question.id, asked.id);
            let choices = shared.into_iter().flat_map(|options| &options.choices);
            points.extend(choices.map(|choice| choice_point(&key, &name, choice)));
        }
    }
    points
}

/// Turns the name of a key into words: `final_window` into "Final window".
pub(super) fn in_words(key: &str) -> String {
    with_capital(&key.replace(['_', '.'], " "))
}

/// Begins words with a capital letter.
pub(super) fn with_capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn form_point(form: &Form) -> Point {
    let mut says = vec![clause_words(&form.clause), form.intro.clone()];
    says.extend(form.parts.iter().filter(|part| !part.title.is_empty()).map(|part| format!("Part: {}", part.title)));
    Point {
        part: Part::Form,
        key: form.id.to_string(),
        under: String::new(),
        name: form.title.clone(),
        says: joined(says),
        rules: rules(&[("offered", &form.offer_when), ("period", &form.period)], vec![]),
    }
}

fn add_question(form: &Form, page: &str, question: &Question, points: &mut Vec<Point>) {
    let under = format!("{}: {page}", form.title);
    let key = format!("{}/{}", form.id, question.id);
    let name = question.ask.words();
    points.push(question_point(&key, &under, name.clone(), question));
    let table = question.table();
    for column in table.into_iter().flat_map(|table| &table.columns) {
        let own = format!("{key}/{}", column.id);
        let words = format!("{name}: {}", column.ask.words());
        points.push(question_point(&own, &under, words.clone(), column));
        points.extend(own_choices(column).iter().map(|choice| choice_point(&own, &words, choice)));
    }
    points.extend(own_choices(question).iter().map(|choice| choice_point(&key, &name, choice)));
}

fn question_point(key: &str, under: &str, name: String, question: &Question) -> Point {
    let must = if question.required { "Must be answered." } else { "" };
    let number = if question.number.is_empty() { String::new() } else { format!("Number {}.", question.number) };
    let says = vec![
        number,
        kind_words(&question.kind).to_owned(),
        must.to_owned(),
        limits(question),
        clause_words(&question.clause),
        question.help.words(),
    ];
    let mut checks: Vec<String> =
        question.checks.iter().map(|check| format!("{}: {}", check.holds.source(), check.says.words())).collect();
    checks.extend(question.from.iter().map(|origin| origin.name.clone()));
    Point {
        part: Part::Question,
        key: key.to_owned(),
        under: under.to_owned(),
        name,
        says: joined(says),
        rules: rules(&[("shown", &question.show_when), ("required", &question.required_when)], checks),
    }
}

/// Returns the options that a question has of its own.
fn own_choices(question: &Question) -> &[Choice] {
    match question.kind.options() {
        Some(options) if options.list.is_empty() => &options.choices,
        Some(_) | None => &[],
    }
}

fn choice_point(of: &str, under: &str, choice: &Choice) -> Point {
    let retired = if choice.retired { "No longer offered." } else { "" };
    Point {
        part: Part::Choice,
        key: format!("{of}/{}", choice.code),
        under: under.to_owned(),
        name: choice.label.clone(),
        says: joined(vec![retired.to_owned(), choice.help.clone()]),
        rules: String::new(),
    }
}

fn due_point(pack: &Pack, due: &Due) -> Point {
    let role = if due.role.is_empty() { String::new() } else { format!("Who: {}.", pack.role_title(&due.role)) };
    let why = if due.reason.is_empty() { String::new() } else { format!("Why: {}.", due.reason.words()) };
    let days: Vec<String> = due.remind.iter().map(ToString::to_string).collect();
    let remind = if days.is_empty() { String::new() } else { format!("Reminders: {} days before.", days.join(", ")) };
    let opens = due.opens.as_ref().map(|opens| opens.source().to_owned());
    let mut more = vec![format!("on {}", due.on.source()), format!("when {}", due.when.source())];
    more.extend(opens.map(|opens| format!("opens {opens}")));
    Point {
        part: Part::Date,
        key: due.id.clone(),
        under: String::new(),
        name: due_name(pack, due),
        says: joined(vec![role, why, remind, clause_words(&due.clause)]),
        rules: rules(&[], more),
    }
}

pub(super) fn rules(conditions: &[(&str, &Option<Expression>)], more: Vec<String>) -> String {
    let known = conditions.iter().filter_map(|(name, found)| Some(format!("{name} {}", found.as_ref()?.source())));
    known.chain(more).collect::<Vec<_>>().join("\n")
}

pub(super) fn clause_words(clause: &str) -> String {
    if clause.is_empty() { String::new() } else { format!("Clause {clause}.") }
}

pub(super) fn joined(pieces: Vec<String>) -> String {
    pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

fn limits(question: &Question) -> String {
    let number = |limit: &Option<Limit>| match (limit, &question.kind) {
        #[expect(clippy::cast_possible_truncation, reason = "limits of money are whole pence")]
        (Some(Limit::Number(n)), Kind::Money(_)) => Some(crate::model::money::Pence(*n as i64).to_string()),
        (Some(Limit::Number(n)), _) => Some(crate::model::number::write_number(*n)),
        (Some(Limit::Date(_)) | None, _) => None,
    };
    let least = number(&question.min).map(|least| format!("At least {least}.")).unwrap_or_default();
    let most = number(&question.max).map(|most| format!("At most {most}.")).unwrap_or_default();
    joined(vec![least, most])
}

fn kind_words(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text(..) => "A line of words.",
        Kind::LongText => "Several lines of words.",
        Kind::Integer(_) => "A whole number.",
        Kind::Number(_) => "A number.",
        Kind::Money(_) => "An amount of money.",
        Kind::Date => "A date.",
        Kind::YesNo => "Yes or no.",
        Kind::Graded(_) => "Yes, partly or no, with a comment.",
        Kind::OneOf(_) => "One option.",
        Kind::ManyOf(..) => "Any of several options.",
        Kind::Rating(_) => "A rating.",
        Kind::Risk(_) => "A step of the risk scale.",
        Kind::Table(_) => "A table.",
        Kind::Checklist(_) => "An item to see to.",
        Kind::Person(_) => "A person.",
        Kind::Signature(_) => "A signature.",
        Kind::Document(_) => "A document.",
        Kind::Partnership(_) => "Another partnership.",
        Kind::Computed(_) => "Worked out by the program.",
        Kind::Note => "Words to read.",
    }
}
