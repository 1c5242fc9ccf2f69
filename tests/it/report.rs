//! Reports as files: a report made by hand with every kind of cell, written in every way.
//!
//! With `REPORT_FILES=DIR` the files are left in that folder, for programs that are not ours to open.

mod hostile;
mod pages;
mod sheets;

use partnership_desk::model::day::Day;
use partnership_desk::model::moment::Moment;
use partnership_desk::model::money::Pence;
use partnership_desk::report::chart::{Amount, Arrangement, Bar, Bars, Grid, Spot};
use partnership_desk::report::ics::Due;
use partnership_desk::report::{Cell, Chart, Column, Kind, Plot, Report, Row, Section, Table, csv, ics, paper, xlsx};

fn day(iso: &str) -> Day {
    Day::parse_iso(iso).unwrap()
}

/// Makes a table with a column of every kind, marks and sums.
fn every_kind() -> Table {
    let columns = vec![
        Column::new("ref", "Reference", Kind::Text, "What people call the partnership."),
        Column::new("name", "Partnership", Kind::Text, "Its name."),
        Column::new("agreed", "Agreed on", Kind::Date, "The day we agreed to take part."),
        Column::new("value", "Value", Kind::Money, "What it is worth, over its whole time."),
        Column::new("hours", "Hours a month", Kind::Number, "Hours that our people give."),
        Column::new("risk", "Highest risk", Kind::Whole, "Likelihood times impact of its highest risk."),
        Column::new("pdr", "In PDR", Kind::YesNo, "Is it linked to the lead’s PDR?"),
    ];
    let row = |name: &str, cells: [Cell; 5], mark: &str| Row {
        cells: [Cell::text("WK-0001"), Cell::text(name)].into_iter().chain(cells).collect(),
        mark: mark.into(),
        leads_to: vec![],
    };
    let money = |pence| Cell::Money(Pence(pence));
    let rows = vec![
        row(
            "Safer Kennet, \"the\" partnership",
            [Cell::Date(day("2026-02-28")), money(125_050), Cell::Number(2.5), Cell::Whole(20), Cell::YesNo(true)],
            "corporate",
        ),
        row(
            "Llŷr Łódź – £1,250 ½\nsecond line",
            [
                Cell::Date(day("1999-12-31")),
                money(9_999_999_999),
                Cell::Number(0.25),
                Cell::Whole(4),
                Cell::YesNo(false),
            ],
            "",
        ),
        row("Nothing known", [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty], ""),
    ];
    let mut table = Table {
        id: "all".into(),
        title: "All partnerships".into(),
        note: "As the register stood on the last day of the quarter.".into(),
        columns,
        marks: Some(Column::new("mark", "Register", Kind::Text, "“corporate”: the score is 15 or more.")),
        rows,
        totals: None,
    };
    let mut totals = table.sums();
    (totals[4], totals[5]) = (Cell::Empty, Cell::Empty);
    table.totals = Some(totals);
    table
}

fn amounts(values: &[i64]) -> Vec<Amount> {
    values.iter().map(|value| Amount { value: *value, leads_to: vec![] }).collect()
}

fn bar(label: &str, values: &[i64]) -> Bar {
    Bar { label: label.into(), amounts: amounts(values), leads_to: vec![] }
}

fn stages() -> Chart {
    let parts = [
        "Community safety partnership",
        "Strategic partnership",
        "Charity",
        "Health",
        "Police",
        "Schools",
        "Road safety",
        "Other",
    ];
    let bars = Bars {
        across: "Stage".into(),
        measure: "Partnerships".into(),
        kind: Kind::Whole,
        arrangement: Arrangement::Stacked,
        parts: parts.map(str::to_owned).to_vec(),
        bars: vec![
            bar("Determine the partnership opportunity", &[2, 0, 5, 0, 1, 0, 0, 3]),
            bar("Compile the business case", &[1, 1, 1, 1, 1, 1, 1, 1]),
            bar("Review and monitor arrangements", &[5, 3, 12, 8, 4, 9, 2, 6]),
            bar("Host partnership meetings", &[0, 0, 0, 0, 0, 0, 0, 0]),
        ],
    };
    Chart {
        id: "stages".into(),
        title: "Partnerships by stage and kind".into(),
        note: String::new(),
        plot: Plot::Bars(bars),
    }
}

fn on_time() -> Chart {
    let bars = Bars {
        across: "Quarter".into(),
        measure: "Reviews".into(),
        kind: Kind::Whole,
        arrangement: Arrangement::Stacked,
        parts: vec!["On time".into(), "Late".into(), "Not received".into()],
        bars: vec![
            bar("1 April to 30 June 2026", &[40, 3, 1]),
            bar("1 July to 30 September 2026", &[8, 6, 0]),
            bar("1 October to 31 December 2026", &[2, 0, 0]),
        ],
    };
    Chart {
        id: "on_time".into(),
        title: "Reviews on time by quarter".into(),
        note: "A review is on time if it came to CRR by its day.".into(),
        plot: Plot::Bars(bars),
    }
}

fn costs() -> Chart {
    let bars = Bars {
        across: "Partnership".into(),
        measure: "Pounds a year".into(),
        kind: Kind::Money,
        arrangement: Arrangement::Beside,
        parts: vec!["Cost".into(), "Benefit".into()],
        bars: vec![
            bar("WK-0001 Safer Kennet", &[1_250_000, 2_000_000]),
            bar("WK-0002 North Area Road Safety Partnership of Many Words", &[400_000, 0]),
            bar("WK-0003 Schools", &[10_000, 325_055]),
        ],
    };
    Chart { id: "costs".into(), title: "Cost against benefit".into(), note: String::new(), plot: Plot::Bars(bars) }
}

fn grid() -> Chart {
    let spot = |likelihood, impact, label: &str| Spot { likelihood, impact, label: label.into(), leads_to: vec![] };
    let mut spots = vec![spot(5, 5, "WK-0001"), spot(5, 5, "WK-0001"), spot(5, 3, "WK-0002"), spot(1, 1, "SW-0100")];
    spots.extend((10..45).map(|number| spot(3, 3, &format!("WK-{number:04}"))));
    let words = |words: [&str; 5]| words.map(str::to_owned).to_vec();
    let grid = Grid {
        likelihood: words(["Rare", "Unlikely", "Possible", "Likely", "Almost certain within 12 months"]),
        impact: words([
            "Under £1,000, no harm",
            "To £10,000, first aid or a local complaint",
            "To £50,000, reportable injury or local press",
            "To £250,000, serious injury or regional press",
            "Above £250,000, death or national press",
        ]),
        escalate: 15,
        mark: "corporate".into(),
        bands: vec![(4, "low".into()), (9, "medium".into()), (12, "high".into()), (25, "very high".into())],
        spots,
    };
    Chart {
        id: "risks".into(),
        title: "Risks by likelihood and impact".into(),
        note: String::new(),
        plot: Plot::Grid(grid),
    }
}

fn report(sections: Vec<Section>) -> Report {
    Report {
        id: "quarterly".into(),
        title: "Quarterly register report".into(),
        subtitle: "1 July to 30 September 2026".into(),
        made: day("2026-10-03"),
        sections,
    }
}

fn whole() -> Report {
    report(vec![
        Section::Heading("The register".into()),
        Section::Text("How the register stood at the end of the quarter.".into()),
        Section::Table(every_kind()),
        Section::Heading("Charts".into()),
        Section::Chart(stages()),
        Section::Chart(on_time()),
        Section::Chart(costs()),
        Section::Chart(grid()),
    ])
}

fn dues() -> Vec<Due> {
    let due = |of: &str, id: &str, on: &str, title: &str, remind: Vec<u16>| Due {
        of: of.into(),
        id: id.into(),
        on: day(on),
        title: title.into(),
        says: "It is due by the end of April; “late” from 1 May – £1,250, ½; and so on, over many words.\nSecond line"
            .into(),
        remind,
    };
    vec![
        due(
            "0123456789abcdef0123456789abcdef",
            "review",
            "2027-04-30",
            "Appendix C due: Llŷr, Łódź; \\ a long name of a partnership that goes over the line",
            vec![30, 7],
        ),
        due(
            "0123456789abcdef0123456789abcdef",
            "checklist",
            "2028-02-29",
            "Six-month checklist due: Safer Kennet",
            vec![],
        ),
    ]
}

#[test]
fn the_same_report_gives_the_same_bytes_and_files_can_be_left_for_others() {
    let (report, pack) = (whole(), crate::fixture::shipped());
    let at = Moment::parse("2026-10-03T08:00:00Z").unwrap();
    let files = || {
        let mut files = vec![
            ("report.pdf".to_owned(), paper::write(&report, &pack)),
            ("report.xlsx".to_owned(), xlsx::write(&report, &pack.body)),
            ("hostile.xlsx".to_owned(), xlsx::write(&hostile::every_danger(), &pack.body)),
            ("due.ics".to_owned(), ics::write(&dues(), &at)),
        ];
        let tables = report.tables().into_iter().chain(hostile::every_danger().tables());
        files.extend(tables.map(|table| (format!("{}.csv", table.id), csv::write(&table))));
        files
    };
    let first = files();
    assert_eq!(first.len(), 10);
    assert_eq!(first, files());
    if let Some(folder) = std::env::var_os("REPORT_FILES") {
        for (name, bytes) in first {
            std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
        }
    }
}
