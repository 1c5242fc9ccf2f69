//! A report on paper: charts are figures with their words, tables go over pages, nothing is cut.

use super::{costs, every_kind, grid, on_time, report, stages, whole};
use crate::fixture::{none, shipped};
use crate::ua::findings;
use partnership_desk::model::money::Pence;
use partnership_desk::print::document::Orientation;
use partnership_desk::print::layout::pages::{Draw, Kid, NodeId, Pages, Role};
use partnership_desk::report::{Cell, Chart, Column, Kind, Plot, Row, Section, Table, paper};

fn pages(sections: Vec<Section>) -> Pages {
    paper::lay(&report(sections), &shipped()).1
}

fn text(pages: &Pages, page: usize) -> String {
    let draws = pages.pages[page].groups.iter().flat_map(|group| &group.draws);
    draws.map(|draw| if let Draw::Text(run) = draw { run.text() + "\n" } else { String::new() }).collect()
}

#[test]
fn every_chart_is_a_figure_that_says_its_figures_and_has_them_in_a_table() {
    let pages = paper::lay(&whole(), &shipped()).1;
    let figures: Vec<&str> =
        pages.nodes.iter().filter(|node| node.role == Role::Figure).map(|node| node.alt.as_str()).collect();
    assert_eq!(figures.len(), 4);
    assert!(
        figures[0].starts_with("Bar chart of partnerships by stage: Partnerships by stage and kind. "),
        "{figures:?}"
    );
    assert!(figures[0].contains(
        "Determine the partnership opportunity: 11 (Community safety partnership 2, Charity 5, Police 1, Other 3)"
    ));
    assert!(figures[0].ends_with("Host partnership meetings: none."));
    assert!(figures[2].contains("WK-0002 North Area Road Safety Partnership of Many Words: Cost £4,000.00; "));
    assert!(figures[3].contains("39 risks in 4 of 25 cells, 3 of them scored 15 or more."), "{}", figures[3]);
    assert!(figures[3].contains("likelihood 3, impact 3: 35 risks (35 partnerships)"));
    let tables = pages.nodes.iter().filter(|node| node.role == Role::Table).count();
    assert_eq!(tables, 5);
    // Every figure stands where the tree says it does.
    assert!(pages.nodes.iter().filter(|node| node.role == Role::Figure).all(|node| node.place.is_some()));
}

#[test]
fn a_report_meets_every_condition_of_accessible_and_archival_paper() {
    none(&findings(&paper::write(&whole(), &shipped())));
}

#[test]
fn a_chart_says_each_amount_and_nothing_leaves_the_page() {
    for chart in [stages(), on_time(), costs(), grid()] {
        crate::print::check_places(&pages(vec![Section::Chart(chart)]));
    }
    let of_costs = text(&pages(vec![Section::Chart(costs())]), 0);
    for amount in ["£12,500.00", "£20,000.00", "£0.00", "£3,250.55"] {
        assert!(of_costs.matches(amount).count() >= 2, "{amount} is on the bar and in the table:\n{of_costs}");
    }
    let of_risks = text(&pages(vec![Section::Chart(grid())]), 0);
    assert!(of_risks.contains("corporate, 2 risks") && of_risks.contains("and "), "{of_risks}");
    // All 25 scores stand in the grid, whatever is in the cells.
    for score in [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25] {
        assert!(of_risks.lines().any(|line| line == score.to_string()), "{score}");
    }
}

#[test]
fn bars_without_room_for_their_figure_are_still_there_and_empty_charts_say_so() {
    let mut chart = stages();
    let Plot::Bars(bars) = &mut chart.plot else { panic!("it has bars") };
    bars.bars[0].amounts[0].value = 10_000;
    crate::print::check_places(&pages(vec![Section::Chart(chart)]));
    for mut chart in [stages(), costs(), grid()] {
        match &mut chart.plot {
            Plot::Bars(bars) => bars.bars.clear(),
            Plot::Grid(grid) => grid.spots.clear(),
        }
        assert!(
            chart.alt().contains("nothing to show") || chart.alt().contains("No risk is recorded"),
            "{}",
            chart.alt()
        );
        let bytes = paper::write(&report(vec![Section::Chart(chart)]), &shipped());
        none(&findings(&bytes));
    }
}

#[test]
fn many_bars_go_on_in_another_chart() {
    let mut chart = costs();
    let Plot::Bars(bars) = &mut chart.plot else { panic!("it has bars") };
    bars.bars = (0..60).map(|number| super::bar(&format!("WK-{number:04}"), &[number * 100, 300])).collect();
    let pages = pages(vec![Section::Chart(chart)]);
    crate::print::check_places(&pages);
    let figures = pages.nodes.iter().filter(|node| node.role == Role::Figure).count();
    assert_eq!(figures, 5);
    for number in 0..60 {
        let label = format!("WK-{number:04}\n");
        let found: usize = (0..pages.pages.len()).map(|page| text(&pages, page).matches(&label).count()).sum();
        assert_eq!(found, 2, "{label} stands at its bar and in the table");
    }
}

#[test]
fn a_wide_table_lies_on_the_long_side_and_names_the_columns_that_still_do_not_fit() {
    let mut table = every_kind();
    table.totals = None;
    let mut narrow = table.clone();
    narrow.columns.truncate(3);
    narrow.rows.iter_mut().for_each(|row| row.cells.truncate(3));
    let upright = pages(vec![Section::Table(narrow)]);
    assert_eq!(upright.pages[0].orientation, Orientation::Portrait);
    for (more, left_out) in [(2, false), (12, true)] {
        let mut wide = table.clone();
        let columns = (0..more).map(|at| Column::new(&format!("more_{at}"), &format!("More {at}"), Kind::Date, ""));
        wide.columns.extend(columns);
        wide.rows.iter_mut().for_each(|row| row.cells.extend(vec![Cell::Empty; more]));
        let sections = vec![Section::Table(wide), Section::Chart(on_time())];
        let pages = pages(sections.clone());
        assert!(pages.pages.iter().all(|page| page.orientation == Orientation::Landscape));
        crate::print::check_places(&pages);
        let text = text(&pages, 0).replace('\n', " ");
        assert_eq!(text.contains("Only in the spreadsheet: "), left_out, "{text}");
        assert!(text.contains("Reference") && text.contains("corporate") && text.contains("More 1"), "{text}");
        none(&findings(&paper::write(&report(sections), &shipped())));
    }
}

#[test]
fn a_long_table_repeats_its_headings_and_a_long_report_says_what_it_holds() {
    let columns =
        vec![Column::new("name", "Partnership", Kind::Text, ""), Column::new("value", "Worth", Kind::Money, "")];
    let row =
        |number: i64| Row::new(vec![Cell::text(format!("Partnership no. {number}")), Cell::Money(Pence(number * 100))]);
    let table = Table { title: "Long".into(), columns, rows: (0..300).map(row).collect(), ..Table::default() };
    let sections = vec![
        Section::Heading("First".into()),
        Section::Text("Words".into()),
        Section::Table(table),
        Section::Heading("Second".into()),
        Section::Chart(on_time()),
    ];
    let pages = pages(sections.clone());
    assert!(pages.pages.len() > 5);
    crate::print::check_places(&pages);
    for page in 1..pages.pages.len() - 1 {
        assert!(text(&pages, page).contains("Worth"), "page {page}");
    }
    let first = text(&pages, 0);
    let second = pages.bookmarks.iter().find(|mark| mark.title == "Second").unwrap();
    assert!(first.contains("Contents"), "{first}");
    assert!(first.contains(&format!("Second \n{}\n", second.page + 1)), "{first}");
    none(&findings(&paper::write(&report(sections), &shipped())));
}

#[test]
fn a_figure_holds_what_is_drawn_of_it_and_nothing_else() {
    let pages = pages(vec![Section::Chart(Chart { note: "A remark".into(), ..on_time() })]);
    let figure = pages.nodes.iter().position(|node| node.role == Role::Figure).unwrap();
    let said = said(&pages, NodeId(figure));
    assert!(said.contains("On time") && said.contains("1 April to 30 June 2026"), "{said}");
    assert!(!said.contains("A remark") && !said.contains("Figures:"), "{said}");
}

fn said(pages: &Pages, id: NodeId) -> String {
    let draws = |page: usize, group: usize| pages.pages[page].groups[group].draws.iter();
    let kid = |kid: &Kid| match kid {
        Kid::Node(id) => said(pages, *id),
        Kid::Content { page, group } => draws(*page, *group)
            .map(|draw| if let Draw::Text(run) = draw { run.text() } else { String::new() })
            .collect(),
    };
    pages.nodes[id.0].kids.iter().map(kid).collect()
}
