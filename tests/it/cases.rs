//! What a filled form means, case by case: pages, findings, facts, results, due dates.
//!
//! A file of `tests/cases` is a sentence about the product. `form` is one of the shipped pack, or with
//! `pack = "kinds"` the fixture of `tests/packs/valid`, with `pack = "cheshire-frs"` another pack of the program. Beside `[answers]` it may hold `[last]`, last
//! year's answers; `[others]`, answers of other forms; `[register]`, `[facts]`, `[me]` and
//! `[partnerships]`. Each `[[row]]` is one case more: its keys lie over those of the file.
//! `[signed]` tells who signed which signature question and when, `[counts]` how many documents of a form
//! have taken effect, and `[[neighbours]]` what is known of the other partnerships on the register.
//! `[[members]]` are partnerships of a programme over several years, each with its register fields; `spread` expects
//! what falls on each date, by programme, in order.
//! Of findings, `says` expects those of the questions it names, `findings` all of them.
//! `{ repeat = "x", times = 201 }` stands for a long text, or for many rows.

use crate::fixture::{around, base_with, files_under, loaded, name_of, none, read, root, shipped, updates};
use partnership_desk::app::answer_file;
use partnership_desk::form::read::read as read_form;
use partnership_desk::form::reading::{Reading, Signed, Surroundings};
use partnership_desk::form::stored;
use partnership_desk::model::answer::{Answer, person_whole};
use partnership_desk::model::day::Day;
use partnership_desk::model::entry::Entries;
use partnership_desk::model::fact::Facts;
use partnership_desk::model::filter::Key;
use partnership_desk::model::id::{QuestionId, RowId};
use partnership_desk::model::known::Known;
use partnership_desk::model::money::Pence;
use partnership_desk::model::text::folded;
use partnership_desk::pack::builtin;
use partnership_desk::pack::condition::{Neighbour, Neighbours};
use partnership_desk::pack::form::Form;
use partnership_desk::pack::{Pack, Spread};
use partnership_desk::rules::spread::{self, Member};
use partnership_desk::rules::stages;
use partnership_desk::rules::standing::{self, standing};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The keys a case may have; another is a slip of whoever wrote it.
const KEYS: [&str; 17] = [
    "about",
    "pack",
    "form",
    "today",
    "answers",
    "last",
    "others",
    "register",
    "facts",
    "me",
    "partnerships",
    "signed",
    "counts",
    "neighbours",
    "members",
    "row",
    "expect",
];

fn value<'a>(case: &'a Value, name: &str) -> &'a Value {
    case.get(name).unwrap_or(&Value::Null)
}

fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    value(case, name).as_str().unwrap_or_default()
}

fn map(case: &Value, name: &str) -> Map<String, Value> {
    value(case, name).as_object().cloned().unwrap_or_default()
}

/// Puts long texts and many rows in the place of `{ repeat, times }`.
fn spelt_out(value: Value) -> Value {
    if let Some((repeated, times)) = value.get("repeat").zip(value.get("times").and_then(Value::as_u64)) {
        let times = usize::try_from(times).unwrap();
        let rows = || (1..=times).map(|n| numbered(repeated, n)).collect();
        return repeated.as_str().map_or_else(rows, |text| json!(text.repeat(times)));
    }
    match value {
        Value::Object(cells) => Value::Object(cells.into_iter().map(|(name, cell)| (name, spelt_out(cell))).collect()),
        Value::Array(items) => items.into_iter().map(spelt_out).collect(),
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}

/// `#` in a repeated row is its number.
fn numbered(row: &Value, n: usize) -> Value {
    serde_json::from_str(&row.to_string().replace('#', &n.to_string())).unwrap()
}

/// Turns a TOML value into a fact; `£` begins an amount.
fn known(value: &Value) -> Known {
    match value {
        Value::Bool(yes) => Known::Bool(*yes),
        Value::Number(n) => n.as_i64().map_or_else(|| Known::Number(n.as_f64().unwrap()), Known::Int),
        Value::String(text) if text.starts_with('£') => Known::Int(Pence::parse(text).unwrap().0),
        Value::String(text) => Known::Text(text.clone()),
        Value::Array(items) => Known::List(items.iter().map(known).collect()),
        Value::Object(cells) => Known::Row(cells.iter().map(|(name, cell)| (name.clone(), known(cell))).collect()),
        Value::Null => panic!("a fact is something"),
    }
}

/// Turns a fact back; amounts stay pence.
fn told(known: &Known) -> Value {
    match known {
        Known::Bool(yes) => json!(yes),
        Known::Int(n) => json!(n),
        Known::Number(n) => json!(n),
        Known::Text(text) => json!(text),
        Known::List(items) => items.iter().map(told).collect(),
        Known::Row(cells) => Value::Object(cells.iter().map(|(name, cell)| (name.clone(), told(cell))).collect()),
    }
}

/// Reads answers as an answer file has them; rows are counted from 1.
fn filled(pack: &Pack, form: &Form, answers: &Map<String, Value>, around: &Surroundings) -> (Reading, Vec<String>) {
    let values: BTreeMap<String, Value> = answers.iter().map(|(id, answer)| (id.clone(), answer.clone())).collect();
    let before = read_form(pack, form, &Entries::new(), around);
    let mut count = 0;
    let mut new_row = || {
        count += 1;
        RowId::new(format!("row-{count}"))
    };
    let given = answer_file::entries(form, &values, &before, &mut new_row, &mut |path| Ok(path.to_owned()));
    let reading = read_form(pack, form, &given.entries, around);
    let findings = given.findings.iter().chain(&reading.findings);
    (reading.clone(), findings.map(|finding| format!("{}: {}", finding.question, finding.message)).collect())
}

fn surroundings(pack: &Pack, form: &Form, case: &Value) -> Surroundings {
    let mut around = Surroundings {
        last_title: "last year’s form".to_owned(),
        facts: Facts(map(case, "facts").iter().map(|(name, fact)| (name.clone(), known(fact))).collect()),
        ..around(Day::parse_iso(text(case, "today")).expect("a case has a date"))
    };
    let bare = around.clone();
    for (id, answers) in map(case, "others") {
        let other = pack.form(&id.as_str().into()).expect("another form of the pack");
        around.others.extend(filled(pack, other, answers.as_object().unwrap(), &bare).0.answers);
    }
    if case.get("last").is_some() {
        around.last = filled(pack, form, &map(case, "last"), &bare).0.answers;
    }
    for (id, value) in map(case, "register") {
        let column = pack.column(&id).unwrap_or_else(|| panic!("there is no register column {id}"));
        let answer = stored::column(column, &value, &stored::People::new());
        around.register.insert(id, answer.expect("a value of the column's kind"));
    }
    let strings = |name| map(case, name).into_iter().map(|(key, text)| (key, text.as_str().unwrap().to_owned()));
    around.partnerships = Arc::new(strings("partnerships").collect());
    let me: BTreeMap<String, String> = strings("me").collect();
    around.me = (!me.is_empty()).then_some(partnership_desk::model::answer::Person { fields: me });
    for (question, signed) in map(case, "signed") {
        let signed = Signed {
            name: text(&signed, "name").to_owned(),
            post: String::new(),
            on: Day::parse_iso(text(&signed, "on")).expect("a signature has a date"),
            reference: text(&signed, "reference").to_owned(),
        };
        around.signed.insert(question.into(), signed);
    }
    let counts = map(case, "counts").into_iter().map(|(form, count)| (form, count.as_i64().unwrap()));
    around.world.form_counts = counts.collect();
    let neighbours = value(case, "neighbours").as_array().cloned().unwrap_or_default();
    let mut others = Neighbours::default();
    neighbours.iter().enumerate().for_each(|(at, given)| others.set(neighbour(at, given)));
    around.world.others = Arc::new(others);
    "here".clone_into(&mut around.world.own);
    around.world.due =
        standing(pack, &around).due.into_iter().filter_map(|due| Some((due.form?.to_string(), due.on))).collect();
    around
}

/// Reads what is known of another partnership.
fn neighbour(at: usize, given: &Value) -> Neighbour {
    let names = |name| -> Vec<String> {
        let all = value(given, name).as_array().cloned().unwrap_or_default();
        all.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    Neighbour {
        copied: false,
        reference: format!("elsewhere-{at}"),
        name: text(given, "name").to_owned(),
        active: true,
        people: names("people"),
        hours: value(given, "hours").as_f64().unwrap_or_default(),
        partners: names("partners"),
        value: Pence::parse(text(given, "value")).map_or(0, |pence| pence.0),
        proposed: Day::parse_iso(text(given, "proposed")),
    }
}

/// Reads a partnership of a programme.
fn member(rule: &Spread, (at, given): (usize, &Value)) -> (Member, String) {
    let key = |field: &str| match value(given, field) {
        Value::String(text) => Some(Key::Text(folded(text))),
        Value::Number(n) => n.as_f64().map(Key::Number),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let keys = rule.sort.iter().map(|(field, _)| key(field)).collect();
    let date = Day::parse_iso(text(given, &rule.keep));
    (Member { reference: format!("{at:02}"), keys, given: date }, text(given, "name").to_owned())
}

/// What falls on each date of the programmes, in the order of rank.
fn programmes(pack: &Pack, case: &Value) -> Value {
    let today = Day::parse_iso(text(case, "today")).expect("a case has a date");
    let given = value(case, "members").as_array().cloned().unwrap_or_default();
    let of = |rule: &Spread| {
        let both: Vec<(Member, String)> = given.iter().enumerate().map(|given| member(rule, given)).collect();
        let names: BTreeMap<String, String> =
            both.iter().map(|(member, name)| (member.reference.clone(), name.clone())).collect();
        let mut members: Vec<Member> = both.into_iter().map(|(member, _)| member).collect();
        spread::rank(rule, &mut members);
        let mut years: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (member, on) in members.iter().zip(spread::spread(&spread::days(rule, today), &members)) {
            years.entry(on.iso()).or_default().push(&names[&member.reference]);
        }
        (rule.id.clone(), json!(years))
    };
    pack.spreads.iter().map(of).collect::<Map<_, _>>().into()
}

/// Everything a case may expect, by name; of facts, results, answers and entries, those asked for alone.
fn outcome(pack: &Pack, case: &Value, expect: &Map<String, Value>) -> Map<String, Value> {
    let form = pack.form(&text(case, "form").into()).expect("a form of the pack");
    let around = surroundings(pack, form, case);
    let (reading, findings) = filled(pack, form, &map(case, "answers"), &around);
    let around = Surroundings { facts: reading.facts.clone(), ..around };
    let after = standing(pack, &around);
    let stage = |stage: stages::StageStanding| (stage.id, json!(stage.state.label()));
    let dated = |due: standing::DueDate| (due.id, json!(due.on.iso()));
    let asked = |name: &str, all: Map<String, Value>| -> Value {
        let wanted = expect.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
        wanted
            .keys()
            .map(|key| (key.clone(), all.get(key).cloned().unwrap_or(json!("unknown"))))
            .collect::<Map<_, _>>()
            .into()
    };
    let facts = |facts: &Facts| facts.0.iter().map(|(name, fact)| (name.clone(), told(fact))).collect();
    let answer = |(id, answer): (&QuestionId, &Answer)| (id.to_string(), answer.to_json(&mut person_whole));
    let origin = |asked: &partnership_desk::form::reading::QuestionReading| (asked.id.to_string(), json!(asked.origin));
    let due = after.due.iter().map(|due| (due.id.clone(), json!(due.on.iso())));
    let said = |id: &String| -> Value {
        let mark = format!("{id}: ");
        findings.iter().filter_map(|finding| finding.strip_prefix(&mark)).map(Value::from).collect()
    };
    let says =
        map(&Value::Object(expect.clone()), "says").keys().map(|id| (id.clone(), said(id))).collect::<Map<_, _>>();
    let all = [
        ("says", says.into()),
        ("spread", programmes(pack, case)),
        ("pages", reading.pages.iter().map(|page| json!(page.title)).collect()),
        ("findings", findings.iter().map(|finding| json!(finding)).collect()),
        ("hidden", reading.not_used.iter().map(|id| json!(id)).collect()),
        ("period", json!(reading.period)),
        ("state", json!(after.state)),
        ("watching", after.watching.iter().map(|watching| json!(watching.id)).collect()),
        ("stages", asked("stages", stages::stages(pack, &around).into_iter().map(stage).collect())),
        ("due_of_pack", standing::due_of_pack(pack, &around).into_iter().map(dated).collect::<Map<_, _>>().into()),
        ("facts", asked("facts", facts(&reading.facts))),
        ("results", asked("results", facts(&reading.results))),
        ("due", asked("due", due.collect())),
        ("answers", asked("answers", reading.answers.iter().map(answer).collect())),
        ("origins", asked("origins", reading.questions().map(origin).collect())),
        ("numbers", asked("numbers", reading.questions().map(|q| (q.id.to_string(), json!(q.number))).collect())),
        ("beside", asked("beside", reading.questions().map(|q| (q.id.to_string(), json!(q.beside))).collect())),
    ];
    all.into_iter()
        .filter(|(name, _)| expect.contains_key(*name))
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Lays the keys of a row over those of the file, tables cell by cell.
fn over(file: &Value, row: &Value) -> Value {
    match (file, row) {
        (Value::Object(file), Value::Object(row)) => {
            let mut both = file.clone();
            for (name, value) in row {
                let under = both.get(name).cloned().unwrap_or(Value::Null);
                both.insert(name.clone(), over(&under, value));
            }
            Value::Object(both)
        }
        (_, row) => row.clone(),
    }
}

/// Writes what came out in the place of the file's last part; tables of rows are edited by hand.
fn rewrite(path: &Path, outcome: &Map<String, Value>) {
    let whole = read(path);
    let kept = whole.split_once("\n[expect").map_or(whole.as_str(), |(kept, _)| kept);
    let mut written = format!("{}\n\n[expect]\n", kept.trim_end());
    for (name, value) in outcome {
        let lines: Vec<String> = value.as_array().into_iter().flatten().map(|item| format!("  {item},")).collect();
        let value = if lines.is_empty() {
            toml::Value::try_from(value).unwrap().to_string()
        } else {
            format!("[\n{}\n]", lines.join("\n"))
        };
        written.extend([name.as_str(), " = ", &value, "\n"]);
    }
    std::fs::write(path, written).unwrap();
}

/// Loads the shipped pack, or the one a fixture makes.
fn pack_of(fixture: &str) -> Pack {
    if fixture.is_empty() {
        return shipped();
    }
    if let Some(files) = builtin::files(fixture) {
        return loaded(&files);
    }
    loaded(&base_with("forms/case.toml", read(&root().join(format!("tests/packs/valid/{fixture}.toml")))))
}

#[track_caller]
fn check(path: &Path, packs: &mut BTreeMap<String, Pack>, failures: &mut Vec<String>) {
    let values = answer_file::parse(&read(path), false).unwrap_or_else(|why| panic!("{}: {why}", name_of(path)));
    let name = name_of(path);
    failures
        .extend(values.keys().filter(|key| !KEYS.contains(&key.as_str())).map(|key| format!("{name}: no key {key}")));
    let case = spelt_out(Value::Object(values.into_iter().collect()));
    assert!(!text(&case, "about").is_empty(), "{name} does not say what it is about");
    let pack = packs.entry(text(&case, "pack").to_owned()).or_insert_with_key(|fixture| pack_of(fixture));
    let rows = value(&case, "row").as_array().cloned().unwrap_or_default();
    let cases = if rows.is_empty() { vec![case] } else { rows.iter().map(|row| over(&case, row)).collect() };
    for (at, case) in cases.iter().enumerate() {
        let expect = map(case, "expect");
        let found = outcome(pack, case, &expect);
        if updates() && rows.is_empty() {
            rewrite(path, &found);
        } else if found != expect {
            let (expect, found) = (Value::Object(expect), Value::Object(found));
            failures.push(format!("{name}, case {}\nexpected {expect:#}\nfound    {found:#}", at + 1));
        } else if expect.is_empty() {
            failures.push(format!("{name}, case {} expects nothing", at + 1));
        }
    }
}

#[test]
fn every_case_comes_out_as_written() {
    let (mut packs, mut failures) = (BTreeMap::new(), Vec::new());
    for path in files_under(&root().join("tests/cases"), ".toml") {
        check(&path, &mut packs, &mut failures);
    }
    none(&failures);
}
