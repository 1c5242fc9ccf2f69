//! The summary of graded answers on paper: a table of counts, and a list of what is not yes.

use crate::form::summary::Summary;
use crate::model::answer::Grade;
use crate::print::document::{Block, Column, Table};

/// Returns the summary as it stands at the end of a form; nothing, if nothing was graded.
pub(super) fn blocks(summary: &Summary) -> Vec<Block> {
    if summary.pages.is_empty() {
        return vec![];
    }
    let figures = |counts: [usize; 4]| counts.map(|count| count.to_string());
    let sums = summary.pages.iter().fold([0; 4], |sums, page| {
        let mut both = sums;
        both.iter_mut().zip(page.counts).for_each(|(sum, count)| *sum += count);
        both
    });
    let row = |title: &str, counts| std::iter::once(title.to_owned()).chain(figures(counts)).collect::<Vec<_>>();
    let column = |heading: &str, width, right| Column { heading: heading.to_owned(), width, right };
    let grades = Grade::ALL.map(|grade| column(grade.label(), 1.0, true));
    let counts = Table {
        title: "How many of each answer".to_owned(),
        help: "These are counts. No score is made of them.".to_owned(),
        columns: std::iter::once(column("Page", 4.0, false)).chain(grades).collect(),
        rows: summary.pages.iter().map(|page| row(&page.title, page.counts)).collect(),
        row_headers: true,
        totals: (summary.pages.len() > 1).then(|| row("In all", sums)),
        ..Table::default()
    };
    let mut blocks = vec![Block::Heading(2, "Summary of answers".to_owned()), Block::Table(counts)];
    if !summary.open.is_empty() {
        let rows = summary.open.iter().map(|open| {
            vec![open.number.clone(), open.ask.clone(), open.grade.label().to_owned(), open.comment.clone()]
        });
        blocks.push(Block::Table(Table {
            title: "Possible actions: what was answered “no” or “partly”".to_owned(),
            columns: vec![
                column("No.", 0.7, false),
                column("Question", 4.0, false),
                column("Answer", 1.0, false),
                column("Comment", 4.0, false),
            ],
            rows: rows.collect(),
            ..Table::default()
        }));
    }
    blocks
}
