//! The summary of a form's graded answers: how many of each on every page, and which are not yes.
//!
//! No score is made of them: none of the procedures gives one (R-15 of the rules).

use crate::form::reading::Reading;
use crate::model::answer::{Answer, Grade, Graded};
use crate::model::id::PartId;

/// What a form's graded answers come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Pages with a graded answer, in order.
    pub pages: Vec<Counts>,
    /// The answers "no" and "partly", in order: possible actions.
    pub open: Vec<Open>,
}

/// How many graded answers of each kind a page has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The page's title.
    pub title: String,
    /// How many, in the order of [`Grade::ALL`].
    pub counts: [usize; 4],
}

/// An answer that is "no" or "partly".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The question's number; may be empty.
    pub number: String,
    /// What is asked.
    pub ask: String,
    /// The answer.
    pub grade: Grade,
    /// The comment; may be empty.
    pub comment: String,
}

/// Sums up the graded answers of the parts wanted.
pub fn summary(reading: &Reading, wanted: impl Fn(&PartId) -> bool) -> Summary {
    let mut found = Summary::default();
    for page in reading.pages.iter().filter(|page| wanted(&page.part)) {
        let mut counts = [0; 4];
        for question in &page.questions {
            let Some(Answer::Graded(Graded { answer, comment })) = reading.answers.get(&question.id) else { continue };
            for (count, _) in counts.iter_mut().zip(Grade::ALL).filter(|(_, grade)| grade == answer) {
                *count += 1;
            }
            if matches!(answer, Grade::No | Grade::Partly) {
                let (number, ask) = (question.number.clone(), question.ask.clone());
                found.open.push(Open { number, ask, grade: *answer, comment: comment.clone() });
            }
        }
        if counts.iter().any(|count| *count > 0) {
            found.pages.push(Counts { title: page.title.clone(), counts });
        }
    }
    found
}
