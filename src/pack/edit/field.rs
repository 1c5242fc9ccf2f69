//! What can be changed of a procedure, each value with its words, read from the files themselves.

use super::super::outline::in_words;
use super::super::outline_settings::known_words;
use super::place::{Place, element, len, table, text_of};
use crate::model::day::Day;
use crate::model::money::Pence;
use crate::model::number::write_number;
use crate::pack::Files;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use toml_edit::{DocumentMut, Item, TableLike, Value};

/// What kind of value it is, and so how it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Words on one line.
    Words,
    /// An amount of money.
    Amount,
    /// A day.
    Day,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// Yes or no: "true" or "false".
    Flag,
    /// Numbers of days, parted by commas.
    Days,
}

impl Shape {
    /// Tells the shape of a value; of one that is not there, by its key.
    pub(super) fn of(value: Option<&Value>, key: &str) -> Self {
        match value {
            Some(Value::String(text)) if text.value().starts_with('£') && Pence::parse(text.value()).is_some() => {
                Self::Amount
            }
            Some(Value::String(text)) if Day::parse_iso(text.value()).is_some() => Self::Day,
            Some(Value::Integer(_)) => Self::Whole,
            Some(Value::Float(_)) => Self::Number,
            Some(Value::Boolean(_)) => Self::Flag,
            Some(Value::Array(_)) => Self::Days,
            None if key == "retired" => Self::Flag,
            Some(Value::String(_) | Value::Datetime(_) | Value::InlineTable(_)) | None => Self::Words,
        }
    }
}

/// One value that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Where it stands.
    pub at: Place,
    /// What it is.
    pub label: String,
    /// A sentence about it; may be empty.
    pub about: String,
    /// The value, as a person types it.
    pub text: String,
    /// How it is typed.
    pub shape: Shape,
}

/// Values that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they belong to; may be empty.
    pub title: String,
    /// A sentence about them; may be empty.
    pub about: String,
    /// The values.
    pub fields: Vec<Field>,
    /// The list that an option can be added to.
    pub options: Option<Place>,
}

/// What is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A form's own words.
    Form(String),
    /// A page's own words: form and page.
    Page(String, String),
    /// A question: form, page and question.
    Question(String, String, String),
    /// Thresholds and settings.
    Figures,
    /// Dates.
    Dates,
    /// The names of officers, stages, states and columns.
    Names,
}

/// Returns what can be changed of a subject, in the order of the files.
pub fn groups(files: &Files, subject: &Subject) -> Vec<Group> {
    match subject {
        Subject::Form(form) => form_groups(files, form),
        Subject::Page(form, page) => {
            let at = form_place(form).then(&["page", &format!("={page}")]);
            one(files, |reader| reader.group("", &at, &[("title", "Title of the page"), ("help", "Sentence under it")]))
        }
        Subject::Question(form, page, question) => {
            let at = form_place(form).then(&["page", &format!("={page}"), "question", &format!("={question}")]);
            question_groups(&Reader::new(files), &at, "")
        }
        Subject::Figures => policy_groups(files, |table| !["procedure", "define", "due", "watch"].contains(&table)),
        Subject::Dates => date_groups(files),
        Subject::Names => name_groups(files),
    }
}

fn one(files: &Files, group: impl FnOnce(&Reader<'_>) -> Group) -> Vec<Group> {
    vec![group(&Reader::new(files))]
}

fn form_place(form: &str) -> Place {
    Place::new(&format!("forms/{form}.toml"), &[])
}

fn form_groups(files: &Files, form: &str) -> Vec<Group> {
    let words = [("title", "Title of the form"), ("intro", "Introduction on its first page")];
    one(files, |reader| reader.group("", &form_place(form), &words))
}

/// The files, each read when it is first asked for.
struct Reader<'a> {
    files: &'a Files,
    read: RefCell<BTreeMap<String, Option<Rc<DocumentMut>>>>,
}

impl<'a> Reader<'a> {
    fn new(files: &'a Files) -> Self {
        Self { files, read: RefCell::default() }
    }

    fn document(&self, file: &str) -> Option<Rc<DocumentMut>> {
        let parse = || Some(Rc::new(self.files.get(file)?.parse().ok()?));
        self.read.borrow_mut().entry(file.to_owned()).or_insert_with(parse).clone()
    }

    /// Calls a function with the table at a place.
    fn table<T>(&self, at: &Place, read: impl FnOnce(&dyn TableLike) -> T) -> Option<T> {
        let document = self.document(&at.file)?;
        table(document.as_table(), &at.path).map(read)
    }

    /// Returns texts of a table as values that can be changed; one that is not there is empty.
    fn group(&self, title: &str, at: &Place, words: &[(&str, &str)]) -> Group {
        let read = |table: &dyn TableLike| {
            let field = |(key, label): &(&str, &str)| field(table, at, key, label);
            words.iter().map(field).collect()
        };
        let fields = self.table(at, read).unwrap_or_default();
        Group { title: title.to_owned(), fields, ..Group::default() }
    }

    /// Returns the keys by which the tables of a list are picked, each with its first text that names it.
    fn tables(&self, at: &Place, key: &str) -> Vec<(String, String)> {
        let read = |table: &dyn TableLike| {
            let Some(item) = table.get(key) else { return vec![] };
            let name = |at| {
                let table = element(item, at)?;
                let id = text_of(table, "id").or_else(|| text_of(table, "code"));
                let words = ["label", "title", "ask", "name", "level"].iter().find_map(|key| text_of(table, key));
                let step = id.map_or_else(|| format!("#{at}"), |id| format!("={id}"));
                Some((step, words.or(id).unwrap_or_default().to_owned()))
            };
            (0..len(item)).filter_map(name).collect()
        };
        self.table(at, read).unwrap_or_default()
    }
}

fn field(table: &dyn TableLike, at: &Place, key: &str, label: &str) -> Field {
    let value = table.get(key).and_then(Item::as_value);
    Field {
        at: at.then(&[key]),
        label: label.to_owned(),
        about: String::new(),
        text: value.map(typed).unwrap_or_default(),
        shape: Shape::of(value, key),
    }
}

/// Returns a value as a person types it.
fn typed(value: &Value) -> String {
    match value {
        Value::String(text) => {
            let text = text.value();
            Day::parse_iso(text).map_or_else(|| text.clone(), |day| day.to_string())
        }
        Value::Integer(n) => n.value().to_string(),
        Value::Float(n) => write_number(*n.value()),
        Value::Boolean(flag) => flag.value().to_string(),
        Value::Array(items) => {
            let texts = items.iter().map(typed);
            texts.collect::<Vec<_>>().join(", ")
        }
        Value::Datetime(_) | Value::InlineTable(_) => String::new(),
    }
}

/// Returns the words of a question or a column, and of its options.
fn question_groups(reader: &Reader<'_>, at: &Place, column: &str) -> Vec<Group> {
    let (title, ask, help) = if column.is_empty() {
        (String::new(), "Question".to_owned(), "Help under the question".to_owned())
    } else {
        (format!("Column: {column}"), format!("Heading: {column}"), format!("Help: {column}"))
    };
    let mut groups = vec![reader.group(&title, at, &[("ask", &ask), ("help", &help)])];
    let own = reader.tables(at, "option");
    let list = reader.table(at, |table| text_of(table, "list").map(str::to_owned)).flatten();
    match list {
        Some(list) => {
            let place = Place::new("lists.toml", &["list", &format!("={list}"), "option"]);
            let parent = Place::new("lists.toml", &["list", &format!("={list}")]);
            let options = reader.tables(&parent, "option");
            let about = "These options are shared: every question that offers them shows the new words.";
            groups.push(option_group(reader, place, &options, about));
        }
        None if !own.is_empty() => groups.push(option_group(reader, at.then(&["option"]), &own, "")),
        None => {}
    }
    for (step, name) in reader.tables(at, "column") {
        groups.extend(question_groups(reader, &at.then(&["column", &step]), &name));
    }
    groups
}

fn option_group(reader: &Reader<'_>, at: Place, options: &[(String, String)], about: &str) -> Group {
    let mut fields = Vec::new();
    for (step, _) in options {
        let code = step.trim_start_matches('=');
        let (label, retired) = (format!("Option “{code}”"), format!("No longer offer “{code}”"));
        let words = [("label", label.as_str()), ("retired", retired.as_str())];
        fields.extend(reader.group("", &at.then(&[step]), &words).fields);
    }
    Group { title: "Options".to_owned(), about: about.to_owned(), fields, options: Some(at) }
}

/// Returns the values of the tables of the policy that are wanted.
fn policy_groups(files: &Files, wanted: impl Fn(&str) -> bool) -> Vec<Group> {
    let at = Place::new("policy.toml", &[]);
    let read = |root: &dyn TableLike| {
        let mut groups = Vec::new();
        for (name, item) in root.iter().filter(|(name, _)| wanted(name)) {
            let mut fields = Vec::new();
            add_values(item, &at.then(&[name]), "", &mut fields);
            if !fields.is_empty() {
                groups.push(Group { title: in_words(name), fields, ..Group::default() });
            }
        }
        groups
    };
    Reader::new(files).table(&at, read).unwrap_or_default()
}

/// Adds every plain value below an item, each named after the way to it.
fn add_values(item: &Item, at: &Place, name: &str, fields: &mut Vec<Field>) {
    let named = |word: &str| if name.is_empty() { in_words(word) } else { format!("{name}: {}", in_words(word)) };
    if let Some(table) = item.as_table_like() {
        for (key, inner) in table.iter() {
            add_values(inner, &at.then(&[key]), &named(key), fields);
        }
        return;
    }
    if let Some(first) = element(item, 0) {
        // A list of tables: each by the words that name it.
        let key = ["label", "name", "title", "level"].into_iter().find(|key| text_of(first, key).is_some());
        for index in 0..len(item) {
            let Some(table) = element(item, index) else { continue };
            let own = key.and_then(|key| text_of(table, key)).unwrap_or_default();
            let name = if own.is_empty() { name } else { own };
            for (key, inner) in table.iter() {
                // What other files name a row by stays.
                if !["level", "id", "code"].contains(&key) {
                    add_values(
                        inner,
                        &at.then(&[&format!("#{index}"), key]),
                        &format!("{name}: {}", in_words(key)),
                        fields,
                    );
                }
            }
        }
        return;
    }
    // The id of a level is no word.
    let Some(value) = item.as_value().filter(|_| at.path.last().is_none_or(|last| last != "regional_floor")) else {
        return;
    };
    if let Value::Array(items) = value
        && items.iter().any(|item| item.as_integer().is_none())
    {
        // Ids of officers are no words; a scale of descriptors is.
        if at.path.last().is_none_or(|last| last != "roles") {
            for (index, item) in items.iter().enumerate().filter(|(_, item)| item.is_str()) {
                fields.push(value_field(item, at.then(&[&format!("#{index}")]), format!("{name} {}", index + 1)));
            }
        }
        return;
    }
    let label = known_words(&at.path.join(".")).map_or_else(|| name.to_owned(), str::to_owned);
    fields.push(value_field(value, at.clone(), label));
}

fn value_field(value: &Value, at: Place, label: String) -> Field {
    Field { at, label, about: String::new(), text: typed(value), shape: Shape::of(Some(value), "") }
}

/// Returns the dates of the procedure itself, and for each due date its words and its reminders.
fn date_groups(files: &Files) -> Vec<Group> {
    let mut groups = policy_groups(files, |table| table == "procedure");
    let (reader, root) = (Reader::new(files), Place::new("policy.toml", &[]));
    for (step, name) in reader.tables(&root, "due") {
        let at = root.then(&["due", &step]);
        let id = step.trim_start_matches(['=', '#']);
        let labels = [format!("What is due: {id}"), format!("Why: {id}"), format!("Reminders, days before: {id}")];
        let keys = ["title", "reason", "remind"];
        let words: Vec<(&str, &str)> = keys.into_iter().zip(labels.iter().map(String::as_str)).collect();
        let text = |at: &Place, key| reader.table(at, |table| text_of(table, key).map(str::to_owned)).flatten();
        // What a form settles is called as the form is.
        let title = text(&at, "form").and_then(|form| text(&form_place(&form), "title")).unwrap_or(name);
        let mut group = reader.group(&title, &at, &words);
        // What is not in the file has no place to be written to, but for the reason.
        group.fields.retain(|field| !field.text.is_empty() || field.label.starts_with("Why"));
        groups.push(group);
    }
    groups
}

/// Returns the names that the pack's own file gives.
fn name_groups(files: &Files) -> Vec<Group> {
    let (reader, root) = (Reader::new(files), Place::new("pack.toml", &[]));
    let own = [("title", "Title of the procedure"), ("procedure", "Source"), ("notice", "Notice on each form")];
    let mut groups = vec![reader.group("The procedure", &root, &own)];
    let lists = [
        ("role", "title", "Officers"),
        ("stage", "title", "Stages"),
        ("state", "label", "States"),
        ("column", "label", "Columns of the register"),
    ];
    for (list, key, title) in lists {
        let rows = reader.tables(&root, list);
        let fields = rows.iter().flat_map(|(step, _)| {
            let id = step.trim_start_matches(['=', '#']);
            let label = format!("{}: {id}", in_words(list));
            reader.group("", &root.then(&[list, step]), &[(key, &label)]).fields
        });
        let fields: Vec<Field> = fields.collect();
        if !fields.is_empty() {
            groups.push(Group { title: title.to_owned(), fields, ..Group::default() });
        }
    }
    groups
}
