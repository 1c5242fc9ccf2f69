//! From what was typed to an answer, or to what is wrong with it.

use crate::form::finding::{Code, Level};
use crate::model::answer::{Answer, Checklist, DocumentLink, Grade, Graded, ItemState, Person, Rating};
use crate::model::day::{Day, NotADay};
use crate::model::entry::{Entry, EntryRow};
use crate::model::id::{Digest, QuestionId, RowId};
use crate::model::money::Pence;
use crate::model::text::{MAX_LONG_TEXT, MAX_TEXT, clean};
use crate::model::{coverage, number};
use crate::pack::condition::{Known, Scope};
use crate::pack::form::{ChecklistKind, GradedKind, Kind, Limit, Na, PersonKind, Question, TextFormat};
use crate::pack::list::Choice;
use std::collections::BTreeMap;

/// One thing wrong with an entry, before it is known where on the form it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The row, if the entry is a table.
    pub row: Option<RowId>,
    /// The column or field.
    pub column: Option<QuestionId>,
    /// What kind of fault.
    pub code: Code,
    /// What is wrong and how to put it right.
    pub message: String,
    /// What follows.
    pub level: Level,
}

impl Fault {
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { row: None, column: None, code, message: message.into(), level: Level::Error }
    }

    fn of_field(field: &str, code: Code, message: impl Into<String>) -> Self {
        Self { column: Some(field.into()), ..Self::new(code, message) }
    }
}

/// What an entry needs beside its question to be read.
pub(super) struct Setting<'a> {
    pub(super) today: Day,
    pub(super) scope: &'a Scope<'a>,
    /// The options offered.
    pub(super) options: &'a [Choice],
    pub(super) partnerships: &'a BTreeMap<String, String>,
}

type Parsed = Result<Answer, Vec<Fault>>;

/// Reads an entry; tables are read by `table`.
pub(super) fn parse(question: &Question, entry: &Entry, setting: &Setting<'_>) -> Parsed {
    let text = entry.as_text().trim();
    let one = |code, message: String| Err(vec![Fault::new(code, message)]);
    match &question.kind {
        Kind::Text(format, _) => parse_words(question, text, *format),
        Kind::LongText => parse_words(question, text, TextFormat::Plain),
        Kind::Integer(_) => match number::parse_integer(text) {
            Some(n) => limits(question, whole(n), Answer::Integer(n), |n| format!("{n}")),
            None => {
                one(Code::NotAnInteger, format!("“{}” is not a whole number; write digits only, like 12", short(text)))
            }
        },
        Kind::Number(_) => match number::parse_number(text) {
            Some(n) => limits(question, n, Answer::Number(n), number::write_number),
            None => one(Code::NotANumber, format!("“{}” is not a number; write it like 2.5", short(text))),
        },
        Kind::Money(_) => match Pence::parse(text) {
            Some(pence) if pence.0 < 0 && question.min.is_none() => {
                one(Code::TooLow, "The amount must not be less than £0.00".to_owned())
            }
            #[expect(clippy::cast_possible_truncation, reason = "limits are whole pence")]
            Some(pence) => limits(question, whole(pence.0), Answer::Money(pence), |n| Pence(n as i64).to_string()),
            None => {
                one(Code::NotMoney, format!("“{}” is not an amount of money; write it like £1,250.50", short(text)))
            }
        },
        Kind::Date => parse_date(question, text, setting),
        Kind::YesNo => match text.to_lowercase().as_str() {
            "yes" | "true" => Ok(Answer::YesNo(true)),
            "no" | "false" => Ok(Answer::YesNo(false)),
            _ => one(Code::NotAnOption, format!("“{}” is not an answer here; choose yes or no", short(text))),
        },
        Kind::Graded(kind) => parse_graded(question, kind, entry, setting),
        Kind::OneOf(_) => check_code(text, setting.options)
            .map_or_else(|fault| Err(vec![fault]), |()| Ok(Answer::Choice(text.to_owned()))),
        Kind::ManyOf(..) => parse_codes(question, entry.codes(), setting),
        Kind::Rating(evidence_for) => parse_ratings(entry.rows(), evidence_for),
        Kind::Risk(_) => match text.parse::<u8>() {
            Ok(step @ 1..=5) => Ok(Answer::Risk(step)),
            _ => one(Code::NotAnOption, "Choose a step from 1 to 5".to_owned()),
        },
        Kind::Checklist(kind) => parse_checklist(kind, entry, setting),
        Kind::Person(kind) => parse_person(kind, entry),
        Kind::Document(many) => parse_documents(*many, entry),
        Kind::Partnership(_) => {
            let known = setting.partnerships.keys().find(|reference| reference.eq_ignore_ascii_case(text));
            known.map_or_else(
                || {
                    one(
                        Code::NoSuchPartnership,
                        format!("“{}” is not on the register; choose one from the list", short(text)),
                    )
                },
                |reference| Ok(Answer::Partnership(reference.clone())),
            )
        }
        Kind::Table(_) | Kind::Signature(_) | Kind::Computed(_) | Kind::Note => {
            one(Code::WrongType, "This takes no answer of its own; leave it out".to_owned())
        }
    }
}

/// Returns the start of a typed text, for a sentence.
fn short(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}

#[expect(clippy::cast_precision_loss, reason = "whole numbers of a form are far below 2^53")]
fn whole(n: i64) -> f64 {
    n as f64
}

fn limits(question: &Question, value: f64, answer: Answer, write: impl Fn(f64) -> String) -> Parsed {
    let least = if let Some(Limit::Number(n)) = question.min { Some(n) } else { None };
    let least = least.or(matches!(question.kind, Kind::Integer(_)).then_some(0.0));
    if let Some(min) = least.filter(|min| value < *min) {
        return Err(vec![Fault::new(Code::TooLow, format!("It must not be less than {}", write(min)))]);
    }
    if let Some(Limit::Number(max)) = question.max
        && value > max
    {
        return Err(vec![Fault::new(Code::TooHigh, format!("It must not be more than {}", write(max)))]);
    }
    if let Some(step) = question.step
        && ((value / step) - (value / step).round()).abs() > 1e-6
    {
        return Err(vec![Fault::new(Code::WrongStep, format!("Give it in steps of {}", number::write_number(step)))]);
    }
    Ok(answer)
}

/// Checks words for what paper, memory and the form allow.
fn parse_words(question: &Question, text: &str, format: TextFormat) -> Parsed {
    let text = clean(text);
    let count = text.chars().count();
    if count > question.max_chars {
        let over = count - question.max_chars;
        return Err(vec![Fault::new(Code::TooLong, too_long(over, question.max_chars))]);
    }
    let none =
        ["none", "nothing", "not applicable", "n/a"].contains(&text.trim_end_matches('.').to_lowercase().as_str());
    if count < question.min_chars && !(question.none_ok && none) {
        let message = format!("Say a little more: at least {} characters", question.min_chars);
        return Err(vec![Fault::new(Code::TooShort, message)]);
    }
    let fits = match format {
        TextFormat::Plain => true,
        TextFormat::Email => is_email(&text),
        TextFormat::Phone => is_phone(&text),
    };
    if !fits {
        return Err(vec![Fault::new(Code::WrongFormat, format_sentence(format))]);
    }
    printable(&text, None).map_or(Ok(Answer::Text(text)), |fault| Err(vec![fault]))
}

fn too_long(over: usize, most: usize) -> String {
    let characters = if over == 1 { "character" } else { "characters" };
    format!("This is {over} {characters} too long; {} are allowed", number::with_commas(most as u64))
}

fn format_sentence(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Plain => "",
        TextFormat::Email => "Give an e-mail address, like name@example.org",
        TextFormat::Phone => "Give a telephone number, like 01722 000000",
    }
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    }) && !text.contains(char::is_whitespace)
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=15).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || " +()-.ext".contains(c))
}

/// A character that the fonts cannot print is a fault.
fn printable(text: &str, field: Option<&str>) -> Option<Fault> {
    let found = coverage::first_unprintable(text)?;
    let message = format!("The character “{found}” cannot be printed; write it another way");
    Some(field.map_or_else(
        || Fault::new(Code::Unprintable, message.clone()),
        |field| Fault::of_field(field, Code::Unprintable, message.clone()),
    ))
}

/// Checks a short text of a compound answer.
fn check_field(field: &str, text: &str, most: usize, faults: &mut Vec<Fault>) -> String {
    let text = clean(text.trim());
    let count = text.chars().count();
    if count > most {
        faults.push(Fault::of_field(field, Code::TooLong, too_long(count - most, most)));
    }
    faults.extend(printable(&text, Some(field)));
    text
}

fn done<T>(answer: T, faults: Vec<Fault>) -> Result<T, Vec<Fault>> {
    if faults.is_empty() { Ok(answer) } else { Err(faults) }
}

fn day_fault(text: &str, why: NotADay) -> (Code, String) {
    let text = short(text);
    match why {
        NotADay::Unreadable => (Code::NotADate, format!("“{text}” is not a date; write it like 31 March 2026")),
        NotADay::NoYear => (Code::NotADate, format!("“{text}” has no year; write it like 31 March 2026")),
        NotADay::NoSuchDay => {
            (Code::NoSuchDay, format!("There is no such day as “{text}”; check the day and the month"))
        }
    }
}

/// Reads a date within the years that a form takes: 1900 to 20 years ahead.
fn parse_day(text: &str, today: Day) -> Result<Day, (Code, String)> {
    let day = Day::parse(text, today).map_err(|why| day_fault(text, why))?;
    if day.year() < 1900 {
        return Err((Code::TooLow, "The date must not be before 1900".to_owned()));
    }
    if day > today.add_months(240) {
        return Err((Code::TooHigh, "The date must not be more than 20 years ahead".to_owned()));
    }
    Ok(day)
}

fn parse_date(question: &Question, text: &str, setting: &Setting<'_>) -> Parsed {
    let day = parse_day(text, setting.today).map_err(|(code, message)| vec![Fault::new(code, message)])?;
    let limit = |limit: &Option<Limit>| match limit {
        Some(Limit::Date(when)) => when.value(setting.scope).as_ref().and_then(Known::as_text).and_then(Day::parse_iso),
        Some(Limit::Number(_)) | None => None,
    };
    if let Some(min) = limit(&question.min).filter(|min| day < *min) {
        return Err(vec![Fault::new(Code::TooLow, format!("The date must be {min} or later"))]);
    }
    if let Some(max) = limit(&question.max).filter(|max| day > *max) {
        return Err(vec![Fault::new(Code::TooHigh, format!("The date must be {max} or earlier"))]);
    }
    Ok(Answer::Date(day))
}

/// Is "not applicable" offered?
pub(super) fn na_offered(na: &Na, scope: &Scope<'_>) -> bool {
    match na {
        Na::Fixed(offered) => *offered,
        Na::When(condition) => condition.holds(scope),
    }
}

fn parse_graded(question: &Question, kind: &GradedKind, entry: &Entry, setting: &Setting<'_>) -> Parsed {
    let code = entry.field("answer").trim();
    let Some(answer) = Grade::parse(code).filter(|grade| *grade != Grade::Na || na_offered(&kind.na, setting.scope))
    else {
        let message = if code.is_empty() {
            format!("Choose an answer to “{}”", question.ask.words())
        } else {
            format!("“{}” is not one of the answers; choose from the list", short(code))
        };
        let code = if code.is_empty() { Code::Missing } else { Code::NotAnOption };
        return Err(vec![Fault::of_field("answer", code, message)]);
    };
    let mut faults = Vec::new();
    let comment = check_field("comment", entry.field("comment"), MAX_LONG_TEXT, &mut faults);
    if comment.is_empty() && kind.comment_for.contains(&answer) {
        let message = format!("Say why you answered “{}”", answer.label().to_lowercase());
        faults.push(Fault::of_field("comment", Code::Missing, message));
    }
    done(Answer::Graded(Graded { answer, comment }), faults)
}

fn check_code(code: &str, options: &[Choice]) -> Result<(), Fault> {
    if options.iter().any(|choice| choice.code == code) {
        return Ok(());
    }
    let codes = options.iter().map(|choice| choice.code.as_str());
    let near =
        crate::pack::finding::nearest(code, codes).map_or(String::new(), |near| format!("; did you mean “{near}”?"));
    Err(Fault::new(
        Code::NotAnOption,
        format!("“{}” is not one of the options; choose from the list{near}", short(code)),
    ))
}

fn parse_codes(question: &Question, codes: &[String], setting: &Setting<'_>) -> Parsed {
    let mut faults: Vec<Fault> = codes.iter().filter_map(|code| check_code(code, setting.options).err()).collect();
    let alone = setting.options.iter().find(|choice| choice.alone && codes.contains(&choice.code));
    if let Some(alone) = alone.filter(|_| codes.len() > 1) {
        faults.push(Fault::new(Code::NotAlone, format!("“{}” cannot be ticked together with others", alone.label)));
    }
    let count = whole(i64::try_from(codes.len()).unwrap_or(i64::MAX));
    if let Some(Limit::Number(min)) = question.min
        && count < min
    {
        faults.push(Fault::new(Code::TooLow, format!("Tick at least {min}")));
    }
    if let Some(Limit::Number(max)) = question.max
        && count > max
    {
        faults.push(Fault::new(Code::TooHigh, format!("Tick at most {max}")));
    }
    let ordered =
        setting.options.iter().filter(|choice| codes.contains(&choice.code)).map(|choice| choice.code.clone());
    done(Answer::Choices(ordered.collect()), faults)
}

fn parse_ratings(rows: &[EntryRow], evidence_for: &[i64]) -> Parsed {
    let mut faults = Vec::new();
    let mut ratings = Vec::new();
    for row in rows.iter().filter(|row| !row.is_empty()) {
        let cell = |name: &str| row.cells.get(name).map_or("", Entry::as_text).trim().to_owned();
        let mut fault = |column: &str, code, message: &str| {
            faults.push(Fault { row: Some(row.id.clone()), ..Fault::of_field(column, code, message) });
        };
        let mut own = Vec::new();
        let by = check_field("by", &cell("by"), MAX_TEXT, &mut own);
        let evidence = check_field("evidence", &cell("evidence"), MAX_LONG_TEXT, &mut own);
        let rating = Rating { by, rating: cell("rating"), evidence };
        if rating.by.is_empty() {
            fault("by", Code::Missing, "Say who gave this rating");
        }
        match rating.rating.as_str() {
            "" => fault("rating", Code::Missing, "Choose a rating"),
            "1" | "2" | "3" | "4" | "na" | "dk" => {}
            _ => fault("rating", Code::NotAnOption, "A rating is 1 to 4, not applicable or don’t know"),
        }
        let needs = rating.rating.parse().is_ok_and(|n: i64| evidence_for.contains(&n));
        if needs && rating.evidence.is_empty() {
            fault("evidence", Code::Missing, "Say what this low rating rests on");
        }
        faults.extend(own.into_iter().map(|fault| Fault { row: Some(row.id.clone()), ..fault }));
        ratings.push(rating);
    }
    done(Answer::Ratings(ratings), faults)
}

fn parse_checklist(kind: &ChecklistKind, entry: &Entry, setting: &Setting<'_>) -> Parsed {
    let mut faults = Vec::new();
    let mut dates = BTreeMap::new();
    for name in &kind.dates {
        let text = entry.field(name).trim();
        // An item whose one date is “done” may also be ticked.
        if text.is_empty() || (name == "done" && is_ticked(text)) {
            continue;
        }
        match parse_day(text, setting.today) {
            Ok(day) if day > setting.today => {
                faults.push(Fault::of_field(name, Code::TooHigh, "The date must be today or earlier"));
            }
            Ok(day) => {
                dates.insert(name.clone(), day);
            }
            Err((code, message)) => faults.push(Fault::of_field(name, code, message)),
        }
    }
    let ordered: Vec<Day> = kind.dates.iter().filter_map(|name| dates.get(name).copied()).collect();
    if !ordered.is_sorted() {
        let last = kind.dates.last().map_or("", String::as_str);
        faults.push(Fault::of_field(last, Code::TooLow, "The dates must follow one another in order"));
    }
    let owner = check_field("owner", entry.field("owner"), MAX_TEXT, &mut faults);
    let notes = check_field("notes", entry.field("notes"), MAX_LONG_TEXT, &mut faults);
    let reason = check_field("reason", entry.field("reason"), MAX_LONG_TEXT, &mut faults);
    let is_na = is_ticked(entry.field("na"));
    if is_na && !na_offered(&kind.na, setting.scope) {
        faults.push(Fault::of_field("na", Code::NotAnOption, "This item applies here; take the tick out"));
    }
    if is_na && reason.is_empty() {
        faults.push(Fault::of_field("reason", Code::Missing, "Say why this item does not apply"));
    }
    let last = kind.dates.last().is_some_and(|name| dates.contains_key(name));
    let state = match (is_na, last || is_ticked(entry.field("done"))) {
        (true, _) => ItemState::Na,
        (false, true) => ItemState::Done,
        (false, false) => ItemState::Open,
    };
    done(Answer::Checklist(Checklist { state, dates, owner, notes, reason }), faults)
}

/// Is a tick box ticked?
pub fn is_ticked(text: &str) -> bool {
    matches!(text.trim(), "yes" | "true")
}

fn parse_person(kind: &PersonKind, entry: &Entry) -> Parsed {
    let mut faults = Vec::new();
    let mut fields = BTreeMap::new();
    for field in std::iter::once("name").chain(kind.fields.iter().map(String::as_str)) {
        let text = check_field(field, entry.field(field), MAX_TEXT, &mut faults);
        if text.is_empty() {
            if field == "name" || kind.all {
                faults.push(Fault::of_field(
                    field,
                    Code::Missing,
                    format!("Give the {}", field_label(field).to_lowercase()),
                ));
            }
            continue;
        }
        if field == "email" && !is_email(&text) {
            faults.push(Fault::of_field(field, Code::WrongFormat, format_sentence(TextFormat::Email)));
        }
        if field == "phone" && !is_phone(&text) {
            faults.push(Fault::of_field(field, Code::WrongFormat, format_sentence(TextFormat::Phone)));
        }
        fields.insert(field.to_owned(), text);
    }
    done(Answer::Person(Person { fields }), faults)
}

/// Returns the label of a field of a person or document.
pub fn field_label(field: &str) -> &'static str {
    match field {
        "name" => "Name",
        "post" => "Post",
        "organisation" => "Organisation",
        "place" => "Place",
        "phone" => "Telephone",
        "email" => "E-mail",
        "deputy" => "Deputy",
        "deputy_post" => "Deputy’s post",
        "title" => "Title",
        "file" => "File",
        _ => "",
    }
}

fn parse_documents(many: bool, entry: &Entry) -> Parsed {
    let mut faults = Vec::new();
    let mut links = Vec::new();
    let mut add = |title: &str, place: &str, file: &str, row: Option<&RowId>| {
        let mut own = Vec::new();
        let link = DocumentLink {
            title: check_field("title", title, MAX_TEXT, &mut own),
            place: check_field("place", place, MAX_TEXT, &mut own),
            file: Some(Digest::new(file)).filter(|digest| !digest.is_empty()),
        };
        if link.title.is_empty() && link.file.is_none() {
            own.push(Fault::of_field("title", Code::Missing, "Give the document’s title"));
        }
        faults.extend(own.into_iter().map(|fault| Fault { row: row.cloned(), ..fault }));
        links.push(link);
    };
    if many && !entry.rows().is_empty() {
        for row in entry.rows().iter().filter(|row| !row.is_empty()) {
            let cell = |name: &str| row.cells.get(name).map_or("", Entry::as_text);
            add(cell("title"), cell("place"), cell("file"), Some(&row.id));
        }
    } else if !entry.is_empty() {
        add(entry.field("title"), entry.field("place"), entry.field("file"), None);
    }
    done(Answer::Documents(links), faults)
}
