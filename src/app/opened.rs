//! Forms that an answer opens: offered from the day its form is completed until somebody begins them.

use super::App;
use super::error::Result;
use super::packs;
use super::record::{DocumentRecord, Record};
use super::view::{Opened, with_answer};
use crate::form::words::in_line;
use crate::model::answer::Answer;
use crate::model::moment::Moment;
use crate::pack::Pack;
use crate::pack::form::{Opens, Question};

impl App {
    /// Returns the forms that answers of a partnership open and nobody has begun since: of each form, its newest
    /// document counts.
    pub(super) fn opened(&self, record: &Record) -> Result<Vec<Opened>> {
        let mut found: Vec<Opened> = Vec::new();
        for form in &self.pack.forms {
            let completed = |one: &&DocumentRecord| !one.heads.is_empty();
            let Some(document) = record.of_form(&form.id).rfind(completed) else { continue };
            for (page, question) in form.questions().filter(|(_, question)| !question.opens.is_empty()) {
                let Some(head) = document.heads.get(&page.part) else { continue };
                let Some(answer) = head.answers.get(&question.id) else { continue };
                for opens in chosen(question, answer) {
                    if !self.is_begun_since(record, opens, &head.stored.revision.made)? {
                        let asks = with_answer(&question.ask.words(), &in_line(&self.pack, question, answer));
                        found.extend(self.opened_by(opens, asks).filter(|one| !found.contains(one)));
                    }
                }
            }
        }
        Ok(found)
    }

    fn is_begun_since(&self, record: &Record, opens: &Opens, since: &Moment) -> Result<bool> {
        let pack = opens.pack.as_ref().unwrap_or(&self.pack.id);
        let all = self.store.documents(&record.partnership.id)?;
        Ok(all.iter().any(|one| one.pack == *pack && one.form == opens.form && one.created >= *since))
    }

    /// Says what is offered; nothing, where the procedure it belongs to is not part of the program.
    fn opened_by(&self, opens: &Opens, because: String) -> Option<Opened> {
        let of = |pack: &Pack| pack.form(&opens.form).map(|form| form.title.clone());
        let (title, procedure) = match &opens.pack {
            None => (of(&self.pack)?, String::new()),
            Some(id) => {
                let pack = packs::named(Some(id.as_str())).ok()?;
                (of(&pack)?, pack.title.clone())
            }
        };
        Some(Opened { form: opens.form.clone(), title, procedure, because })
    }
}

/// Returns what an answer opens.
fn chosen<'a>(question: &'a Question, answer: &'a Answer) -> impl Iterator<Item = &'a Opens> {
    question.opens.iter().filter(move |opens| match answer {
        Answer::YesNo(yes) => *yes,
        Answer::Choice(code) => *code == opens.code,
        Answer::Choices(codes) => codes.contains(&opens.code),
        Answer::Text(_)
        | Answer::Integer(_)
        | Answer::Number(_)
        | Answer::Money(_)
        | Answer::Date(_)
        | Answer::Graded(_)
        | Answer::Risk(_)
        | Answer::Table(_)
        | Answer::Person(_)
        | Answer::Partnership(_)
        | Answer::Ratings(_)
        | Answer::Checklist(_)
        | Answer::Documents(_) => false,
    })
}
