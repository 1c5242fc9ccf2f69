//! Reports of a register made by hand: every figure was counted on paper first.

use super::{Place, answers_of, exists, keys, review, with};
use serde_json::json;

/// Three partnerships on the register:
///
/// | | kind | level | value | agreed | representatives |
/// |---|---|---|---|---|---|
/// | Safer Homes | csp | department | £12,000.00 | 15 June 2025 | Sam Example, Llŷr Enghraifft |
/// | Alarm Aid | lsp | station | £900.50 | 1 April 2025 | Sam Example |
/// | Café Watch | csp | station | £500.00 | 31 March 2025 | Sam Example |
///
/// Each meets 4 times a year for 2.5 hours.
fn register() -> (Place, String) {
    let place = Place::new("2025-06-20");
    let reference = place.partnership();
    let sam = json!([{ "name": "Sam Example", "post": "Station Manager, Salisbury", "role": "lead" }]);
    for (name, kind, value, agreed) in
        [("Alarm Aid", "lsp", "900.50", "2025-04-01"), ("=Café Watch", "csp", "500", "2025-03-31")]
    {
        let changes = json!({
            "r_name": name, "r_kind": kind, "r_level": "station", "r_value": value, "r_agreed": agreed,
            "r_start": "2025-03-01", "r_reps": sam,
        });
        place.complete("register-entry", None, &with(&answers_of("register-entry"), &changes));
    }
    (place, reference)
}

/// Runs a report as CSV; returns the rows of one of its tables, headings first.
#[track_caller]
fn table(place: &Place, words: &[&str], id: &str) -> Vec<Vec<String>> {
    let files = place.json(0, &[&["report"], words, &["--out", "@/out/r.csv"]].concat());
    keys(&files, &["files"], &["title", "about"]);
    let several = place.path("out").join(format!("r-{id}.csv"));
    let path = if exists(&several) { several } else { place.path("out").join("r.csv") };
    let bytes = std::fs::read(path).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Fails unless the rows under the headings are these, cells joined by `|`.
#[track_caller]
fn rows(found: &[Vec<String>], expected: &[&str]) {
    let found: Vec<String> = found[1..].iter().map(|row| row.join("|")).collect();
    assert_eq!(found, expected);
}

const Q2: &[&str] = &["quarterly-register", "--period", "2025Q2"];

#[test]
fn the_quarterly_report_counts_a_register_made_by_hand() {
    let (place, _) = register();
    let place = place.on("2025-07-02");
    let of = |id: &str| table(&place, Q2, id);
    // 12,000.00 + 500.00 of two Community Safety Partnerships.
    let by_kind: Vec<String> = of("by_kind")[1..].iter().map(|row| row[..3].join("|")).collect();
    assert_eq!(by_kind, ["Local Strategic Partnership|1|900.50", "Community Safety Partnership (CDRP)|2|12500.00"]);
    rows(&of("by_level"), &["Department|1", "Station|2"]);
    rows(&of("by_state"), &["Active|3"]);
    rows(&of("by_status"), &["Statutory|3"]);
    rows(&of("by_area"), &["Salisbury|3"]);
    assert_eq!(of("new").len(), 4, "all three were put on the register in the quarter");
    // 31 March is the day before the quarter; a name that begins a formula is made harmless.
    let agreed: Vec<String> = of("agreed")[1..].iter().map(|row| format!("{} {}", row[1], row[5])).collect();
    assert_eq!(agreed, ["Alarm Aid 2025-04-01", "Salisbury Safer Homes and Streets Partnership 2025-06-15"]);
    assert_eq!(of("new")[1][1], "'=Café Watch");
    rows(&of("ended"), &[]);
    rows(&of("declined"), &[]);
    let before = table(&place, &["quarterly-register", "--period", "2025Q1"], "agreed");
    assert_eq!(before.len(), 2);
    assert_eq!(table(&place, &["quarterly-register", "--period", "2025Q1"], "new").len(), 1);
}

#[test]
fn load_is_counted_for_each_person_once_a_partnership() {
    let (place, _) = register();
    // Sam attends three: 3 × 4 meetings, 3 × 4 × 2.5 hours.
    rows(&table(&place, &["load"], "representatives"), &["Sam Example|3|12|30|", "Llŷr Enghraifft|1|4|10|"]);
    rows(&table(&place, &["load"], "leads"), &["Sam Example|3|12|30|"]);
}

#[test]
fn what_is_due_is_in_the_report_and_in_the_calendar_once() {
    let (place, _) = register();
    // Reviews and evaluations of the two that were agreed before 30 April 2025; and the checklists, six months
    // after 31 March, 1 April and 15 June.
    let due = table(&place, &["quarterly-register", "--period", "2025Q3"], "overdue");
    let dates: Vec<&str> = due[1..].iter().map(|row| row[3].as_str()).collect();
    assert_eq!(dates, ["2025-04-30", "2025-04-30", "2025-04-30", "2025-04-30", "2025-09-30"]);
    let next = table(&place, &["quarterly-register", "--period", "2025Q3"], "due_next");
    let dates: Vec<&str> = next[1..].iter().map(|row| row[3].as_str()).collect();
    assert_eq!(dates, ["2025-10-01", "2025-12-15"]);
    let calendar = |place: &Place| {
        place.json(0, &["due", "--ics", "@/due.ics"]);
        std::fs::read_to_string(place.path("due.ics")).unwrap().replace("\r\n ", "")
    };
    let events = |text: &str, name: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.strip_prefix(name)).map(str::to_owned).collect()
    };
    // A reminder has an id as well, after that of its event.
    let ids_of = |text: &str| -> Vec<String> {
        text.split("BEGIN:VEVENT").skip(1).filter_map(|event| events(event, "UID:").into_iter().next()).collect()
    };
    let first = calendar(&place);
    let ids = ids_of(&first);
    assert_eq!(ids.len(), place.json(0, &["due"]).as_array().unwrap().len());
    let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
    assert!(first.contains("DTSTART;VALUE=DATE:20250930\r\n") && first.contains("DTEND;VALUE=DATE:20251001\r\n"));
    // The checklist due on 15 December 2025 opens 60 days before; its rule reminds 60, 30 and 7 days before.
    let of = first.split("BEGIN:VEVENT").find(|event| event.contains("DTSTART;VALUE=DATE:20251215")).unwrap();
    let reminders: Vec<String> = events(of, "TRIGGER:").iter().map(|at| at.trim().to_owned()).collect();
    assert_eq!(reminders, ["-P59DT15H", "-P29DT15H", "-P6DT15H"]);
    // What is overdue is not reminded of: all of it would come at once.
    let overdue = first.split("BEGIN:VEVENT").find(|event| event.contains("DTSTART;VALUE=DATE:20250430")).unwrap();
    assert!(!overdue.contains("VALARM"));
    let place = place.on("2025-06-21");
    let second = calendar(&place);
    assert_eq!(ids_of(&second), ids, "the same things keep their ids on another day");
    assert!(events(&second, "SEQUENCE:")[0].parse::<i64>().unwrap() > events(&first, "SEQUENCE:")[0].parse().unwrap());
}

#[test]
fn a_review_is_counted_with_its_money_its_risks_and_when_it_came() {
    let (place, reference) = register();
    let place = place.on("2026-04-20");
    let risk = |name: &str, likelihood: i64, impact: i64, closed: bool| {
        json!({
            "risk": name, "category": "finance", "likelihood": likelihood, "impact": impact, "controls": "Some",
            "owner": "Sam Example", "review": "2026-09-30", "closed": closed,
        })
    };
    let risks = json!([risk("The grant ends", 3, 5, false), risk("Few come", 2, 3, false), risk("Gone", 5, 5, true)]);
    place.complete("appendix-c", Some(&reference), &with(&review(), &json!({ "c_risks": risks })));
    let sign = |place: &Place, role: &str, on: &str| {
        let words = ["sign", &reference, "--form", "appendix-c", "--role", role, "--name", "Sam Example", "--on", on];
        place.json(0, &words)
    };
    sign(&place, "lead", "2026-04-20");
    let on_time = |place: &Place| table(place, &["quarterly-register", "--period", "2026Q2"], "on_time_figures");
    rows(&on_time(&place), &[]);
    let place = place.on("2026-05-04");
    let part = ["--period", "2025/26", "--part", "receipt", "--answers", place.answers(&json!({})), "--complete"];
    place.json(0, &[&["fill", "appendix-c", "--partnership", &reference], part.as_slice()].concat());
    sign(&place, "crr", "2026-05-04");
    // Received on 4 May: late, in the quarter of May.
    rows(&on_time(&place), &["April to June 2026|0|1|1"]);
    // Cost 1,385.50 + 2,950 + 60; benefit 640 + 2,250; hours 46.5 + 58.
    let year = |id: &str| table(&place, &["annual-reviews", "--period", "2025/26"], id);
    rows(&year("outcomes"), &["Continue with changes|1|4395.50|2890.00|104.5"]);
    assert_eq!(year("reviews")[1][2..].join("|"), "Continue with changes|4395.50|2890.00|5|4|104.5");
    assert_eq!(year("objectives")[1][2..].join("|"), "1|1|1");
    let none = table(&place, &["annual-reviews", "--period", "2024/25"], "outcomes");
    rows(&none, &[]);
    // 3 × 5, 2 × 3; the third is closed.
    let risks = table(&place, &["risk-register"], "risks");
    let scores: Vec<String> = risks[1..].iter().map(|row| format!("{} {}", row[5], row.last().unwrap())).collect();
    assert_eq!(scores, ["15 corporate", "6 "]);
    let grid = table(&place, &["risk-register"], "grid_figures");
    rows(&grid, &[&format!("3|5|15|very high|1|{reference}|corporate"), &format!("2|3|6|medium|1|{reference}|")]);
    // The audit file has every signature of the partnership, and no other's.
    let audit = ["audit-file", "--partnership", &reference];
    let signed = table(&place, &audit, "signatures");
    assert_eq!(signed.iter().filter(|row| row[2] == "Sam Example" && row[4] == "2026-05-04").count(), 1);
    let forms = table(&place, &audit, "forms");
    assert!(forms[1..].iter().any(|row| row[1] == "2025/26") && forms.len() >= 4, "{forms:?}");
    let changes = table(&place, &audit, "changes");
    let to = |column: &str| changes.iter().filter(|row| row[1] == column).map(|row| row[3].clone()).collect::<Vec<_>>();
    assert_eq!(to("Review on time"), ["2025/26 late"]);
    let quarter = table(&place, &["changes", "--period", "2026Q2"], "all");
    assert!(quarter[1..].iter().all(|row| row[0] == reference && row[2] == "2026-05-04"), "{quarter:?}");
    assert!(quarter.len() > 1);
}

#[test]
fn every_report_is_written_in_every_way_and_listed() {
    let (place, reference) = register();
    let listed = place.json(0, &["report"]);
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), 9);
    for report in listed {
        keys(report, &["id", "title"], &["says", "clause", "of", "from", "to"]);
        let id = report["id"].as_str().unwrap();
        let one: &[&str] = if report["of"] == "partnership" { &["--partnership", &reference] } else { &[] };
        for ending in ["pdf", "xlsx", "csv"] {
            let out = format!("@/all/{id}.{ending}");
            let made = place.json(0, &[&["report", id, "--out", &out], one].concat());
            let files = made["files"].as_array().unwrap();
            assert!(ending == "csv" || files.len() == 1, "{files:?}");
            for file in files {
                assert!(std::fs::metadata(file.as_str().unwrap()).unwrap().len() > 20, "{file}");
            }
        }
        let bytes = std::fs::read(place.path("all").join(format!("{id}.pdf"))).unwrap();
        crate::fixture::none(&crate::ua::findings(&bytes));
    }
}

#[test]
fn a_report_that_cannot_be_made_says_why() {
    let (place, _) = register();
    place.run(&["report", "quartely-register", "--out", "@/r.pdf"]).refused(1, "Did you mean “quarterly-register”?");
    place.run(&["report", "load", "--period", "2025", "--out", "@/r.pdf"]).refused(2, "2026Q3 for July");
    place.run(&["report", "load", "--out", "@/r.docx"]).refused(2, ".pdf, .xlsx or .csv");
    place.run(&["report", "load"]).refused(2, "No file is named");
    place.run(&["report", "audit-file", "--out", "@/r.pdf"]).refused(1, "--partnership");
    place.run(&["report", "audit-file", "--partnership", "WK-9999", "--out", "@/r.pdf"]).refused(1, "WK-9999");
    assert!(!exists(&place.path("r.pdf")));
}
