//! Room for an answer of each kind: lines and boxes, each knowing the place of the form it belongs to.

use super::answer;
use crate::form::parse::field_label;
use crate::form::place::Place;
use crate::form::words::capital;
use crate::model::answer::Grade;
use crate::model::text::{MAX_LONG_TEXT, MAX_TEXT};
use crate::pack::form::{ChecklistKind, GradedKind, Kind, Na, Options, Question};
use crate::pack::list::Choice;
use crate::print::document::{Input, InputKind, Item, Part, Room, Tick};

/// So many letters are written by hand in a line.
const LETTERS: usize = 70;

/// What is asked, in words, and what is offered now.
pub(super) struct Asked<'a> {
    /// The question with its number.
    pub words: String,
    /// The options offered now; none: those of the form.
    pub options: Option<&'a [Choice]>,
    /// Must it be answered, whatever else is answered?
    pub required: bool,
}

impl Asked<'_> {
    fn input(&self, place: &Place, of: &str, kind: InputKind) -> Input {
        let asks = if of.is_empty() { self.words.clone() } else { format!("{}: {of}", self.words) };
        let required = self.required && of.is_empty() && kind != InputKind::Tick;
        Input { name: place.to_string(), asks, kind, required }
    }

    fn tick(&self, place: Place, code: &str, label: &str) -> Tick {
        Tick {
            label: label.to_owned(),
            ticked: false,
            input: Some(self.input(&place.code(code), label, InputKind::Tick)),
        }
    }

    fn room(&self, place: &Place, of: &str, kind: InputKind, lines: u8) -> Room {
        Room { lines, input: Some(self.input(place, of, kind)) }
    }

    fn captioned(&self, place: &Place, caption: &str, kind: InputKind) -> (String, Room) {
        (caption.to_owned(), self.room(place, caption, kind, 1))
    }
}

/// Makes room for an answer.
pub(super) fn parts(question: &Question, asked: &Asked) -> Vec<Part> {
    let place = Place::of(&question.id);
    let line = |kind| vec![Part::Room(asked.room(&place, "", kind, 1))];
    match &question.kind {
        Kind::LongText => {
            let kind = InputKind::LongText(question.max_chars);
            vec![Part::Room(asked.room(&place, "", kind, lines(question)))]
        }
        Kind::Text(_, Some(options)) if !options.choices.is_empty() => line(InputKind::Choice(codes(options), true)),
        Kind::Text(..) => line(InputKind::Text(question.max_chars)),
        Kind::Date | Kind::Partnership(_) => line(InputKind::Text(MAX_TEXT)),
        Kind::Integer(nil) | Kind::Number(nil) | Kind::Money(nil) => {
            let nil = nil.iter().map(|says| Part::Options(vec![asked.tick(place.clone(), "nil", says)], 0));
            line(InputKind::Text(MAX_TEXT)).into_iter().chain(nil).collect()
        }
        Kind::YesNo => {
            let ticks = [("yes", "Yes"), ("no", "No")].map(|(code, label)| asked.tick(place.clone(), code, label));
            vec![Part::Options(ticks.into(), answer::columns(question))]
        }
        Kind::Graded(kind) => graded(question, kind, asked, &place),
        Kind::OneOf(options) | Kind::ManyOf(options, _) => choices(question, options, asked, &place),
        Kind::Risk(_) => {
            let ticks = ["1", "2", "3", "4", "5"].map(|step| asked.tick(place.clone(), step, step));
            vec![Part::Options(ticks.into(), 0)]
        }
        Kind::Person(kind) => {
            let fields = std::iter::once("name").chain(kind.fields.iter().map(String::as_str));
            let room = |field: &str| {
                asked.captioned(&place.clone().field(field), field_label(field), InputKind::Text(MAX_TEXT))
            };
            vec![Part::Rooms(fields.map(room).collect())]
        }
        Kind::Document(many) => document(*many, asked, &place),
        Kind::Computed(_) => vec![Part::Small("Worked out when the form is typed in".to_owned())],
        Kind::Rating(_) | Kind::Table(_) | Kind::Checklist(_) | Kind::Signature(_) | Kind::Note => Vec::new(),
    }
}

/// Returns how many lines a long text gets: as the pack says, else by how long it may and must be.
fn lines(question: &Question) -> u8 {
    let said = question.print.lines.and_then(|lines| u8::try_from(lines).ok());
    let most = if question.max_chars < MAX_LONG_TEXT { (question.max_chars / 4).div_ceil(LETTERS) } else { 4 };
    let least = question.min_chars.div_ceil(LETTERS) + 1;
    said.unwrap_or_else(|| u8::try_from(most.max(least).clamp(2, 8)).unwrap_or(8))
}

fn graded(question: &Question, kind: &GradedKind, asked: &Asked, place: &Place) -> Vec<Part> {
    let never = matches!(kind.na, Na::Fixed(false));
    let offered = Grade::ALL.into_iter().filter(|grade| !(never && *grade == Grade::Na));
    let answer = place.clone().field("answer");
    let ticks = offered.map(|grade| asked.tick(answer.clone(), grade.code(), grade.label()));
    let needed =
        Grade::ALL.into_iter().filter(|grade| kind.comment_for.contains(grade) && !(never && *grade == Grade::Na));
    let needed: Vec<&str> = needed.map(Grade::label).collect();
    let caption = match needed.split_last() {
        None => "Comment".to_owned(),
        Some((last, [])) => format!("Comment; needed for {last}"),
        Some((last, others)) => format!("Comment; needed for {} and {last}", others.join(", ")),
    };
    let comment = place.clone().field("comment");
    let comment = Part::Rooms(vec![asked.captioned(&comment, &caption, InputKind::LongText(MAX_LONG_TEXT))]);
    vec![Part::Options(ticks.collect(), answer::columns(question)), comment]
}

fn choices(question: &Question, options: &Options, asked: &Asked, place: &Place) -> Vec<Part> {
    let all = options.choices.iter().filter(|choice| !choice.retired);
    let offered: Vec<&Choice> = asked.options.map_or_else(|| all.collect(), |offered| offered.iter().collect());
    let ticks: Vec<Tick> =
        offered.iter().map(|choice| asked.tick(place.clone(), &choice.code, &choice.label)).collect();
    // Options that come from rows are known only when those are: they are named by hand.
    let line = (ticks.is_empty() || options.from.is_some())
        .then(|| Part::Rooms(vec![asked.captioned(place, "Another, by name", InputKind::Text(MAX_TEXT))]));
    let ticks = (!ticks.is_empty()).then(|| Part::Options(ticks, answer::columns(question)));
    ticks.into_iter().chain(line).collect()
}

fn document(many: bool, asked: &Asked, place: &Place) -> Vec<Part> {
    let rows: &[Option<&str>] = if many { &[Some("+1"), Some("+2")] } else { &[None] };
    let at = |row: Option<&str>| row.map_or_else(|| place.clone(), |row| place.clone().row(row));
    let rooms = rows.iter().copied().map(at).map(|place| {
        let rooms = [("title", "Title"), ("place", "Where it is kept")];
        let rooms = rooms
            .map(|(field, caption)| asked.captioned(&place.clone().field(field), caption, InputKind::Text(MAX_TEXT)));
        Part::Rooms(rooms.into())
    });
    rooms.collect()
}

fn codes(options: &Options) -> Vec<(String, String)> {
    let offered = options.choices.iter().filter(|choice| !choice.retired);
    offered.map(|choice| (choice.code.clone(), choice.label.clone())).collect()
}

/// Returns the field of a cell of a table; none where nothing is written by hand.
pub(super) fn cell(column: &Question, place: &Place, words: &str) -> Option<Input> {
    let listed = |codes: Vec<(String, String)>, typed| InputKind::Choice(codes, typed);
    let named = |names: &[(&str, &str)]| {
        listed(names.iter().map(|(code, label)| ((*code).to_owned(), (*label).to_owned())).collect(), false)
    };
    let kind = match &column.kind {
        Kind::Text(_, Some(options)) | Kind::OneOf(options) if !options.choices.is_empty() => {
            let typed = options.from.is_some() || matches!(column.kind, Kind::Text(..));
            listed(codes(options), typed)
        }
        Kind::YesNo => named(&[("yes", "Yes"), ("no", "No")]),
        Kind::Risk(_) => named(&[("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")]),
        Kind::Graded(_) => named(&Grade::ALL.map(|grade| (grade.code(), grade.label()))),
        Kind::Text(..) | Kind::LongText => InputKind::LongText(column.max_chars),
        Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Money(_)
        | Kind::Date
        | Kind::OneOf(_)
        | Kind::ManyOf(..)
        | Kind::Person(_)
        | Kind::Document(_)
        | Kind::Partnership(_) => InputKind::Text(MAX_TEXT),
        Kind::Computed(_) | Kind::Rating(_) | Kind::Table(_) | Kind::Checklist(_) | Kind::Signature(_) | Kind::Note => {
            return None;
        }
    };
    let input = Input { name: place.to_string(), asks: words.to_owned(), kind, required: false };
    (!column.locked).then_some(input)
}

/// Makes an item of a checklist, with room for its dates, owner and notes.
pub(super) fn item(question: &Question, kind: &ChecklistKind, title: String, help: String) -> Item {
    let place = Place::of(&question.id);
    let asked = Asked { words: title.clone(), options: None, required: false };
    let slim = kind.dates.len() == 1;
    let may_not_apply = !matches!(kind.na, Na::Fixed(false));
    let done = asked.input(&place.clone().code("done"), "done", InputKind::Tick);
    let mut facts: Vec<(String, Input)> = Vec::new();
    let mut fact = |field: &str, caption: String, kind: InputKind| {
        let input = asked.input(&place.clone().field(field), &caption, kind);
        facts.push((caption, input));
    };
    for date in &kind.dates {
        fact(date, capital(date), InputKind::Text(MAX_TEXT));
    }
    fact("owner", "Owner".to_owned(), InputKind::Text(MAX_TEXT));
    let notes = if may_not_apply { "Notes, or why it does not apply" } else { "Notes" };
    let na = asked.tick(place.clone(), "na", "Does not apply");
    let mut answer = Vec::new();
    if slim {
        fact("notes", "Notes".to_owned(), InputKind::LongText(MAX_LONG_TEXT));
        if let Some(input) = na.input.filter(|_| may_not_apply) {
            facts.push(("n/a".to_owned(), input));
        }
    } else {
        answer.extend(may_not_apply.then(|| Part::Options(vec![na], 0)));
        let room = asked.captioned(&place.field("notes"), notes, InputKind::LongText(MAX_LONG_TEXT));
        answer.push(Part::Rooms(vec![room]));
    }
    let (facts, inputs): (Vec<_>, Vec<_>) =
        facts.into_iter().map(|(caption, input)| ((caption, String::new()), input)).unzip();
    Item {
        asked: vec![question.id.clone()],
        title,
        help,
        facts,
        inputs: std::iter::once(done).chain(inputs).collect(),
        answer,
        keep: question.print.keep,
        language: question.language.clone(),
        slim,
        ..Item::default()
    }
}
