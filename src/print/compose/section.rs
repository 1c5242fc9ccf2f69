//! A page of a form as blocks: answers in order, then the optional questions without one.

use super::{About, answer, is_brief, kept, rating, table};
use crate::form::reading::{PageReading, QuestionReading, Reading, Signed};
use crate::form::words::in_line;
use crate::model::answer::{Answer, Rating};
use crate::model::id::{QuestionId, RowId};
use crate::pack::Pack;
use crate::pack::form::{Form, Kind, Question, SignatureKind};
use crate::print::document::{Block, Field, Item, Part, Signature, Table};

/// Composes the questions of a page.
pub(super) fn page(pack: &Pack, form: &Form, reading: &Reading, page: &PageReading, about: &About) -> Vec<Block> {
    let questions: Vec<Asked> = page
        .questions
        .iter()
        .filter_map(|asked| form.question(&asked.id).map(|question| (asked, question)))
        .filter(|(_, question)| !question.print.hidden)
        .collect();
    let mut section = Section {
        pack,
        reading,
        about,
        all: &questions,
        blocks: Vec::new(),
        fields: Vec::new(),
        items: Vec::new(),
        ratings: Vec::new(),
        unanswered: Vec::new(),
    };
    let here = |id: &QuestionId| questions.iter().any(|(asked, _)| asked.id == *id);
    for asked in questions.iter().filter(|(_, question)| !question.within.as_ref().is_some_and(here)) {
        section.question(*asked);
    }
    section.finish()
}

type Asked<'a> = (&'a QuestionReading, &'a Question);

struct Section<'a> {
    pack: &'a Pack,
    reading: &'a Reading,
    about: &'a About<'a>,
    all: &'a [Asked<'a>],
    blocks: Vec<Block>,
    fields: Vec<Field>,
    items: Vec<Item>,
    ratings: Vec<&'a QuestionReading>,
    unanswered: Vec<(QuestionId, String)>,
}

impl<'a> Section<'a> {
    fn question(&mut self, (asked, question): Asked<'a>) {
        let found = self.reading.answers.get(&asked.id);
        match &question.kind {
            Kind::Note => self.block(kept(question, Block::Note(asked.ask.clone()))),
            Kind::Signature(kind) => {
                let blocks = signatures(self.pack, self.reading, asked, kind, self.about);
                for block in blocks {
                    self.block(kept(question, block));
                }
            }
            Kind::Rating(_) if question.within.is_none() => {
                if !(self.fields.is_empty() && self.items.is_empty()) {
                    self.flush_fields();
                    self.flush_items();
                }
                if question.language.is_empty() {
                    self.ratings.push(asked);
                } else {
                    self.flush_ratings();
                    self.ratings.push(asked);
                    let first = self.blocks.len();
                    self.flush_ratings();
                    let made = self.blocks.split_off(first);
                    self.blocks.extend(made.into_iter().map(|block| kept(question, block)));
                }
            }
            Kind::Table(_) | Kind::Rating(_) => match found.and_then(|found| self.table((asked, question), found)) {
                Some(block) => {
                    self.block(kept(question, block));
                    self.inner(asked).into_iter().for_each(|inner| self.question(inner));
                }
                None => self.field((asked, question), None),
            },
            Kind::Checklist(kind) => {
                let found = if let Some(Answer::Checklist(item)) = found { Some(item) } else { None };
                let mut item = answer::item(asked, question, kind, found);
                for block in self.belonging(asked) {
                    if let Block::Fields(fields) = block {
                        item.asked.extend(fields.iter().flat_map(|field| field.asked.clone()));
                        item.answer.extend(fields.into_iter().flat_map(run_in));
                    } else {
                        item.blocks.push(block);
                    }
                }
                self.flush_fields();
                self.items.push(item);
            }
            Kind::Text(..)
            | Kind::LongText
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::Money(_)
            | Kind::Date
            | Kind::YesNo
            | Kind::Graded(_)
            | Kind::OneOf(_)
            | Kind::ManyOf(..)
            | Kind::Risk(_)
            | Kind::Person(_)
            | Kind::Document(_)
            | Kind::Partnership(_)
            | Kind::Computed(_) => self.field((asked, question), found),
        }
    }

    /// Adds a question as a field, with what stands in its box.
    fn field(&mut self, (asked, question): Asked<'a>, found: Option<&Answer>) {
        let mut parts = match found {
            Some(found) => answer::parts(self.pack, asked, question, found),
            None => typed(asked).map(Part::Text).into_iter().collect(),
        };
        let unknown = parts.is_empty() && matches!(question.kind, Kind::Computed(_));
        let mut questions = vec![asked.id.clone()];
        let (mut after, mut open) = (Vec::new(), Vec::new());
        for inner in self.inner(asked) {
            let found = self.reading.answers.get(&inner.0.id);
            match (found, &inner.1.kind) {
                (_, Kind::Table(_) | Kind::Rating(_) | Kind::Signature(_) | Kind::Checklist(_)) => after.push(inner),
                (Some(found), _) => {
                    questions.push(inner.0.id.clone());
                    let line = in_line(self.pack, inner.1, found);
                    parts.push(Part::Labelled(inner.0.ask.clone(), line));
                }
                (None, _) => match typed(inner.0) {
                    Some(text) => {
                        questions.push(inner.0.id.clone());
                        parts.push(Part::Labelled(inner.0.ask.clone(), text));
                    }
                    None if inner.0.required => {
                        questions.push(inner.0.id.clone());
                        parts.push(Part::Labelled(inner.0.ask.clone(), String::new()));
                    }
                    None if unknown && inner.1.takes_answer() => {
                        open.push((inner.0.id.clone(), inner.0.ask.clone()));
                    }
                    None => {}
                },
            }
        }
        if unknown && !parts.is_empty() {
            parts.insert(0, Part::Text("Not known".to_owned()));
        }
        if asked.is_unchanged && !parts.is_empty() {
            parts.push(Part::Small(format!("Unchanged. {}", asked.origin)));
        }
        let optional = !asked.required && question.takes_answer();
        if !parts.is_empty() || asked.required {
            self.flush_items();
            self.flush_ratings();
            let (number, label, brief) = (asked.number.clone(), asked.ask.clone(), is_brief(question));
            let (keep, language, help) = (question.print.keep, question.language.clone(), String::new());
            self.fields.push(Field { asked: questions, number, label, help, answer: parts, brief, keep, language });
        } else if optional {
            let label = format!("{} {}", asked.number, asked.ask).trim().to_owned();
            self.unanswered.push((asked.id.clone(), label));
        }
        self.unanswered.extend(open);
        for inner in after {
            self.question(inner);
        }
    }

    /// Composes what belongs to an item of a checklist; its open questions are listed with the page's.
    fn belonging(&mut self, host: &QuestionReading) -> Vec<Block> {
        let mut section = Section {
            blocks: Vec::new(),
            fields: Vec::new(),
            items: Vec::new(),
            ratings: Vec::new(),
            unanswered: Vec::new(),
            ..*self
        };
        self.inner(host).into_iter().for_each(|inner| section.question(inner));
        section.flush_fields();
        section.flush_items();
        self.unanswered.append(&mut section.unanswered);
        section.blocks
    }

    /// Returns what stands in the box of a question, and in the boxes in that.
    fn inner(&self, host: &QuestionReading) -> Vec<Asked<'a>> {
        let mut boxes = vec![&host.id];
        let mut found = Vec::new();
        for (asked, question) in self.all {
            if question.within.as_ref().is_some_and(|within| boxes.contains(&within)) {
                boxes.push(&asked.id);
                found.push((*asked, *question));
            }
        }
        found
    }

    fn table(&self, (asked, question): Asked, found: &Answer) -> Option<Block> {
        match (found, &question.kind) {
            (Answer::Table(rows), Kind::Table(kind)) if !rows.is_empty() => {
                let help = if asked.is_unchanged { format!("Unchanged. {}", asked.origin) } else { String::new() };
                Some(Block::Table(Table { help, ..table::filled(self.pack, asked, kind, rows) }))
            }
            (Answer::Ratings(ratings), _) if !ratings.is_empty() => {
                Some(Block::Table(rating::filled(&[(asked, ratings.as_slice())])))
            }
            _ => None,
        }
    }

    fn block(&mut self, block: Block) {
        self.flush_fields();
        self.flush_items();
        self.blocks.push(block);
    }

    /// Puts statements that follow one another into one table.
    fn flush_ratings(&mut self) {
        let asked = std::mem::take(&mut self.ratings);
        let rated = |asked: &QuestionReading| match self.reading.answers.get(&asked.id) {
            Some(Answer::Ratings(ratings)) => ratings.clone(),
            _ => vec![],
        };
        let all: Vec<(&QuestionReading, Vec<Rating>)> = asked.into_iter().map(|asked| (asked, rated(asked))).collect();
        let lines: Vec<(&QuestionReading, &[Rating])> =
            all.iter().map(|(asked, all)| (*asked, all.as_slice())).collect();
        if !lines.is_empty() {
            self.blocks.push(Block::Table(rating::filled(&lines)));
        }
    }

    fn flush_fields(&mut self) {
        self.flush_ratings();
        if !self.fields.is_empty() {
            self.blocks.push(Block::Fields(std::mem::take(&mut self.fields)));
        }
    }

    fn flush_items(&mut self) {
        self.flush_ratings();
        if !self.items.is_empty() {
            self.blocks.push(Block::Items(std::mem::take(&mut self.items)));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush_fields();
        self.flush_items();
        if !self.unanswered.is_empty() {
            self.blocks.push(Block::Unanswered(self.unanswered));
        }
        self.blocks
    }
}

/// Shows what was typed although it is no answer yet.
fn typed(asked: &QuestionReading) -> Option<String> {
    asked.entry.as_ref().filter(|entry| !entry.is_empty()).map(answer::typed)
}

/// Puts a field's label before its answer, in the same line.
fn run_in(field: Field) -> Vec<Part> {
    let mut parts = field.answer.into_iter();
    let (first, rest) = match parts.next() {
        Some(Part::Text(text)) => (Part::Labelled(field.label, text), None),
        Some(Part::Verdict(verdict, said)) if said.is_empty() => (Part::Labelled(field.label, verdict), None),
        Some(Part::Verdict(verdict, said)) => (Part::Labelled(field.label, format!("{verdict} – {said}")), None),
        other => (Part::Labelled(field.label, String::new()), other),
    };
    [first].into_iter().chain(rest).chain(parts).collect()
}

/// Composes the blocks of a signature: one, or one for each signer of a role.
pub(super) fn signatures(
    pack: &Pack,
    reading: &Reading,
    asked: &QuestionReading,
    kind: &SignatureKind,
    about: &About,
) -> Vec<Block> {
    let signers = crate::form::signers::signers(pack, &kind.role, |table| reading.answers.get(table));
    let block = |(row, signer): (RowId, String)| {
        let signed = about.signed.get(&(asked.id.clone(), row));
        Block::Signature(signature(pack, asked, kind, &signer, signed))
    };
    signers.into_iter().map(block).collect()
}

fn signature(
    pack: &Pack,
    asked: &QuestionReading,
    kind: &SignatureKind,
    whom: &str,
    signed: Option<&Signed>,
) -> Signature {
    let named = if whom.is_empty() { String::new() } else { format!(": {whom}") };
    let title = format!("{}  {}{named}", asked.number, asked.ask);
    let post = signed.map(|signed| signed.post.clone()).filter(|post| !post.is_empty());
    Signature {
        asked: vec![asked.id.clone()],
        title: title.trim().to_owned(),
        statement: asked.help.clone(),
        name: signed.map(|signed| signed.name.clone()).unwrap_or_default(),
        // Of several signers the title names each; what their post is, they write.
        post: post
            .unwrap_or_else(|| if whom.is_empty() { pack.role_title(&kind.role).to_owned() } else { String::new() }),
        date: signed.map(|signed| signed.on.to_string()).unwrap_or_default(),
        recorded: signed.map(|_| "Signed in ink, as recorded".to_owned()).unwrap_or_default(),
        minute: kind.reference.then(|| signed.map(|signed| signed.reference.clone()).unwrap_or_default()),
    }
}
