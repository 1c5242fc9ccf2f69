//! A form as a numbered document: each page a clause, its answers the text.
//!
//! Pages without an answer are left out, so that a short agreement stays short
//! and its clauses count from 1 without a gap.

use super::{About, answer, are_signed, kept, section, spoken, table};
use crate::form::reading::{PageReading, QuestionReading, Reading};
use crate::model::answer::Answer;
use crate::pack::Pack;
use crate::pack::form::{Form, Kind, Question};
use crate::print::document::{Block, Field};

/// Composes the clauses.
pub(super) fn filled(pack: &Pack, form: &Form, reading: &Reading, about: &About) -> Vec<Block> {
    let wanted = |page: &&PageReading| about.parts.is_empty() || about.parts.contains(&page.part);
    let mut blocks = Vec::new();
    let mut number = 0;
    for page in reading.pages.iter().filter(wanted) {
        let made = clause(pack, form, reading, page, about);
        if made.is_empty() {
            continue;
        }
        let signs = are_signed(&made);
        let heading = if signs {
            page.title.clone()
        } else {
            number += 1;
            format!("{number}. {}", page.title)
        };
        let language = form.pages.iter().find(|known| known.id == page.id).map_or("", |known| known.language.as_str());
        blocks.extend(spoken(language, [vec![Block::Heading(2, heading)], made].concat()));
    }
    blocks
}

fn clause(pack: &Pack, form: &Form, reading: &Reading, page: &PageReading, about: &About) -> Vec<Block> {
    let asked = page.questions.iter().filter_map(|asked| Some((asked, form.question(&asked.id)?)));
    let printed = asked.filter(|(_, question)| !question.print.hidden);
    printed.flat_map(|asked| blocks(pack, reading, asked, about)).collect()
}

fn blocks(
    pack: &Pack,
    reading: &Reading,
    (asked, question): (&QuestionReading, &Question),
    about: &About,
) -> Vec<Block> {
    let found = reading.answers.get(&asked.id);
    match (&question.kind, found) {
        (Kind::Signature(kind), _) => {
            let unnumbered = QuestionReading { number: String::new(), ..asked.clone() };
            let signatures = section::signatures(pack, reading, &unnumbered, kind, about);
            signatures.into_iter().map(|block| kept(question, block)).collect()
        }
        (Kind::Note, _) => vec![kept(question, Block::Paragraph(asked.ask.clone()))],
        (Kind::Table(kind), Some(Answer::Table(rows))) if !rows.is_empty() => {
            let unnumbered = QuestionReading { number: String::new(), ..asked.clone() };
            vec![kept(question, Block::Table(table::filled(pack, &unnumbered, kind, rows)))]
        }
        (Kind::LongText | Kind::Text(..) | Kind::Computed(_), Some(Answer::Text(text))) => {
            vec![kept(question, Block::Paragraph(text.clone()))]
        }
        (_, Some(found)) => vec![Block::Fields(vec![Field {
            asked: vec![asked.id.clone()],
            label: asked.ask.clone(),
            answer: answer::parts(pack, asked, question, found),
            keep: question.print.keep,
            language: question.language.clone(),
            ..Field::default()
        }])],
        (_, None) => vec![],
    }
}
