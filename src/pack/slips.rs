//! What was meant where a file of a pack cannot be read: the likeliest slip, in plain words and on its own line.

use super::finding::nearest;
use std::ops::Range;

/// What the reader of TOML says of common slips, and what to do about each.
const ADVICE: [(&str, &str); 9] = [
    ("invalid basic string", "a quotation mark is missing; put \" at the end of the text"),
    ("missing opening quote", "a quotation mark is missing; put \" in front of the text"),
    ("invalid boolean", "write true or false in small letters, without quotation marks"),
    ("missing comma", "a comma is missing; put , between the entries"),
    ("unclosed array table", "a bracket is missing; end the heading with ]]"),
    ("unclosed table", "a bracket is missing; end the heading with ]"),
    ("invalid inline table element", "a bracket is missing; end the entry with }"),
    ("too few unicode", BACKSLASH),
    ("missing escaped value", BACKSLASH),
];

const BACKSLASH: &str = "a backslash in a text is written twice, \\\\; take it out, or write / in its place";
const NO_EQUALS: &str =
    "there is no = between the key and its value; write key = value, or put # in front of a note of your own";
const NOT_QUOTED: &str = "the value is not in quotation marks; write text as \"…\", yes as true and no as false";
const CURLY: &str = "the text stands in curly quotation marks; write straight ones, \"…\"";
const WITHIN: &str = "there are quotation marks within the text; write “…” there, and in a condition '…'";

/// A place where the reader stopped.
struct Place<'a> {
    lines: Vec<&'a str>,
    /// The line, from 0.
    at: usize,
    /// What stands before the place on its line.
    before: &'a str,
}

/// A file's own line, from 1, and what to do there.
pub(super) type Slip = (usize, String);

/// Says what to do about a text that cannot be read: `message` is the reader's word for it, `span` where it stopped.
pub(super) fn explain(text: &str, message: &str, span: &Range<usize>) -> Slip {
    let head = text.get(..span.start).unwrap_or(text);
    let place = Place {
        lines: text.lines().collect(),
        at: head.matches('\n').count(),
        before: head.rsplit('\n').next().unwrap_or_default(),
    };
    let slip = match message {
        "duplicate key" => place.written_twice(text.get(span.clone()).unwrap_or_default()),
        _ => place.long_text().or_else(|| place.above(message)),
    };
    slip.unwrap_or_else(|| (place.at + 1, place.here(message)))
}

/// Returns how many brackets a heading has, and its name.
fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.trim();
    let name = line.trim_start_matches('[').split(']').next()?.trim();
    let brackets = line.len() - line.trim_start_matches('[').len();
    (brackets > 0 && !name.is_empty()).then_some((brackets, name))
}

/// Is this one word that may be a key?
fn is_key(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Returns the places of a mark within a value's text, leaving out those after a backslash.
fn marks(value: &str, mark: char) -> Vec<usize> {
    let all = value.match_indices(mark).map(|(at, _)| at);
    all.filter(|at| !value.get(..*at).is_some_and(|before| before.ends_with('\\'))).collect()
}

impl Place<'_> {
    fn line(&self) -> &str {
        self.lines.get(self.at).copied().unwrap_or_default()
    }

    /// Returns the last line above that is more than a blank or a note.
    fn last_above(&self) -> usize {
        let is_plain = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with('#');
        self.lines.iter().take(self.at).rposition(is_plain).unwrap_or(self.at)
    }

    /// A key or heading that is there a second time.
    fn written_twice(&self, key: &str) -> Option<Slip> {
        let again = |name: &str| (self.at + 1, format!("“{name}” is written a second time; take one out"));
        let Some((brackets, name)) = heading(self.line()) else { return Some(again(key.trim())) };
        let above = || self.lines.iter().take(self.at).enumerate().filter_map(|(at, line)| Some((at, heading(line)?)));
        if brackets == 1 {
            let is_list = above().any(|(_, (brackets, known))| brackets == 2 && known == name);
            return Some(if is_list { (self.at + 1, two_brackets(name)) } else { again(name) });
        }
        if let Some((at, _)) = above().find(|(_, found)| *found == (1, name)) {
            return Some((at + 1, two_brackets(name)));
        }
        let (at, (_, early)) = above().find(|(_, (_, known))| known.starts_with(&format!("{name}.")))?;
        let before = above().take_while(|(earlier, _)| *earlier < at).last();
        if let Some((at, (_, mistyped))) = before
            && nearest(mistyped, std::iter::once(name)).is_some()
        {
            return Some((at + 1, format!("“[[{mistyped}]]” is not known here; did you mean “[[{name}]]”?")));
        }
        let says =
            format!("“[[{early}]]” stands in front of the first “[[{name}]]”; write [[{name}]] where one begins");
        Some((at + 1, says))
    }

    /// A text of several lines that is never closed: the next one seems to end it.
    fn long_text(&self) -> Option<Slip> {
        let mut open = None;
        for (at, line) in self.lines.iter().enumerate() {
            if line.matches("\"\"\"").count() != 1 {
                continue;
            }
            let opens = line.contains("= \"\"\"");
            if opens && open.is_some() {
                break;
            }
            open = opens.then_some(at);
        }
        let open = open.filter(|open| *open <= self.at)?;
        let says = "the text that begins on this line has no end; put \"\"\" after its last word";
        Some((open + 1, says.to_owned()))
    }

    /// What is missing at the end of a line above.
    fn above(&self, message: &str) -> Option<Slip> {
        let above = self.last_above();
        if message.starts_with("string values must be quoted") && self.line().trim_start().starts_with('[') {
            let says = "a bracket is missing; the list that ends here needs ] after its last entry";
            return Some((above + 1, says.to_owned()));
        }
        if !self.before.trim().is_empty() {
            return None;
        }
        let says = match message {
            _ if message.starts_with("missing comma") => "a comma is missing; put , at the end of this line",
            _ if message.starts_with("invalid inline table element") => {
                "a bracket is missing; end the entry on this line with }"
            }
            _ => return None,
        };
        Some((above + 1, says.to_owned()))
    }

    /// What is wrong with the line itself.
    fn here(&self, message: &str) -> String {
        if let Some(says) = self.strange_marks() {
            return says.to_owned();
        }
        if let Some((_, advice)) = ADVICE.iter().find(|(said, _)| message.starts_with(said)) {
            return (*advice).to_owned();
        }
        let line = self.line().trim();
        if line.starts_with('[') {
            let half = line.contains("]]") && !line.starts_with("[[");
            let says = if half { "begin the heading with [[" } else { "put # in front of what follows the heading" };
            return if half { format!("a bracket is missing; {says}") } else { says.to_owned() };
        }
        let Some((key, value)) = line.split_once('=') else { return NO_EQUALS.to_owned() };
        let key = key.trim();
        if !is_key(key) && key.split(' ').all(is_key) {
            return format!("a key is one word; write {}", key.split_whitespace().collect::<Vec<_>>().join("_"));
        }
        if message.starts_with("key with no value") {
            return NO_EQUALS.to_owned();
        }
        of_value(key, value.trim()).unwrap_or_else(|| {
            let is_bare = value.trim().starts_with(char::is_alphabetic) || message.starts_with("string values must be");
            if is_bare { NOT_QUOTED.to_owned() } else { format!("{message}; compare it with a line of its kind") }
        })
    }

    /// Marks that come with text copied from another program, and notes that begin as elsewhere.
    fn strange_marks(&self) -> Option<&'static str> {
        let line = self.line();
        let is_strange = |c: char| c.is_whitespace() && !c.is_ascii() || matches!(c, '\u{200b}' | '\u{feff}');
        if line.split('"').step_by(2).any(|outside| outside.contains(is_strange)) {
            return Some("a space on this line is not an ordinary one; delete the spaces here and type them again");
        }
        if line.contains("= “") || line.contains("= ”") {
            return Some(CURLY);
        }
        if line.contains("= \"") && line.trim_end().ends_with(['”', '“']) {
            return Some("the text ends with a curly quotation mark; write a straight one, \"");
        }
        let begins = |mark: &&str| line.trim_start().starts_with(*mark);
        ["//", "--", ";", "'", "/*"].iter().any(begins).then_some("a note begins with #; put # in front of it")
    }
}

fn two_brackets(name: &str) -> String {
    format!("“[{name}]” has one bracket on each side; write [[{name}]]")
}

/// What is wrong with a value.
fn of_value(key: &str, value: &str) -> Option<String> {
    let says = |says: &str| Some(says.to_owned());
    let first = value.chars().next();
    match first {
        None => says("there is nothing after the =; write the value, or take the line out"),
        Some('"') => of_text(value),
        Some('\'') => says("an apostrophe ends a text in '…'; put the text in \"…\""),
        Some('£') => Some(format!("an amount of money stands in quotation marks; write {key} = \"{value}\"")),
        Some(digit) if digit.is_ascii_digit() => {
            let number: String = value.chars().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
            if number.contains(',') {
                let plain = number.replace(',', "");
                return Some(format!(
                    "a number is written without commas; write {plain}, or \"£{number}\" if it is an amount of money"
                ));
            }
            if value.contains('/') {
                return says("a date is written with the year first and in quotation marks, as \"2027-03-31\"");
            }
            Some(format!("write the number alone; {key} = {number}"))
        }
        Some(_) => None,
    }
}

/// What is wrong after a text has ended.
fn of_text(value: &str) -> Option<String> {
    let end = marks(value, '"').get(1).copied()?;
    let rest = value.get(end + 1..)?.trim();
    let says = match rest.chars().next()? {
        mark @ (',' | ';' | '.') if rest.len() == 1 => format!("take the “{mark}” at the end of the line out"),
        ',' => "several texts stand in brackets; write [\"…\", \"…\"]".to_owned(),
        _ if rest.split_once('=').is_some_and(|(key, _)| is_key(key.trim())) => {
            "two keys stand on one line; put each on a line of its own".to_owned()
        }
        _ if rest.contains('"') => WITHIN.to_owned(),
        _ => "something follows the text; take it out, or put # in front of a note".to_owned(),
    };
    Some(says)
}
