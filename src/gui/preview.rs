//! How the part in hand prints, as it is looked at: the proof, its boxes, which of them is lit.
//!
//! It draws nothing. A box is the place of one question on paper, or of several
//! that are answered in one place; a question cut over pages has a box on each.

use crate::gui::press::Proof;
use crate::model::id::QuestionId;
use crate::print::layout::pages::{Artifact, Draw, Group, Owner, Page, Pages, Rect, Spot};

/// The place of questions on paper.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Boxed {
    /// The page, from 0.
    pub(crate) page: usize,
    /// The place on it.
    pub(crate) place: Rect,
    /// The questions answered there; the first is the one the others belong to.
    pub(crate) asked: Vec<QuestionId>,
    /// What is written there.
    pub(crate) says: String,
}

/// Where the view of the pages is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    /// To the top of a page, from 0.
    Page(usize),
    /// To the lit box, unless it is in view.
    Lit,
}

/// How the part in hand prints, as it is looked at.
#[derive(Default)]
pub(crate) struct Preview {
    /// The pages as last laid out.
    pub(crate) proof: Option<Proof>,
    /// Has something changed since they were given to the press?
    pub(crate) is_stale: bool,
    /// Could they not be laid out?
    pub(crate) is_failed: bool,
    /// The question being answered.
    pub(crate) answering: Option<QuestionId>,
    /// The page in view, from 0.
    pub(crate) page: usize,
    /// The box that the arrow keys went to; none: the lit one.
    pub(crate) at: Option<usize>,
    /// Where the view is to go.
    pub(crate) goal: Option<Goal>,
}

impl Preview {
    /// Returns the boxes in reading order.
    pub(crate) fn boxes(&self) -> &[Boxed] {
        self.proof.as_ref().map_or(&[], |proof| &proof.boxes)
    }

    /// Takes a new proof, and keeps the lit box in view.
    pub(crate) fn take(&mut self, proof: Proof) {
        self.page = self.page.min(proof.pages.len().saturating_sub(1));
        self.at = self.at.filter(|at| *at < proof.boxes.len());
        self.proof = Some(proof);
        self.is_failed = false;
        if self.goal.is_none() && self.answering.is_some() {
            self.goal = Some(Goal::Lit);
        }
    }

    /// Notes which question is being answered: its box is lit from now on.
    pub(crate) fn answer(&mut self, question: QuestionId) {
        if self.answering.as_ref() != Some(&question) {
            self.answering = Some(question);
            self.at = None;
            self.goal = Some(Goal::Lit);
        }
    }

    /// Lets the view go to a page.
    pub(crate) fn turn(&mut self, page: usize) {
        self.page = page;
        self.goal = Some(Goal::Page(page));
    }

    /// Returns the boxes of a question.
    pub(crate) fn boxes_of(&self, question: &QuestionId) -> Vec<usize> {
        let holds = |(at, boxed): (usize, &Boxed)| boxed.asked.contains(question).then_some(at);
        self.boxes().iter().enumerate().filter_map(holds).collect()
    }
}

/// Returns the boxes of laid out pages: rows of one question that follow one another are one box.
pub(crate) fn boxes(pages: &Pages) -> Vec<Boxed> {
    let mut boxes: Vec<Boxed> = Vec::new();
    for (at, spot) in pages.spots.iter().enumerate() {
        // The questions of one row have spots one after the other.
        let last = boxes.last_mut().filter(|last| last.page == spot.page && at > 0);
        match last {
            Some(last) if is_same(&pages.spots[at - 1], spot) => last.asked.push(spot.asked.clone()),
            _ => boxes.push(Boxed {
                page: spot.page,
                place: spot.place,
                asked: vec![spot.asked.clone()],
                says: String::new(),
            }),
        }
    }
    let mut joined: Vec<Boxed> = Vec::new();
    for boxed in boxes {
        match joined.last_mut().filter(|last| goes_on(last, &boxed)) {
            Some(last) => last.place.height = boxed.place.y + boxed.place.height - last.place.y,
            None => joined.push(boxed),
        }
    }
    for boxed in &mut joined {
        boxed.says = pages.pages.get(boxed.page).map(|page| says(page, boxed.place)).unwrap_or_default();
    }
    joined
}

/// Do two spots share one place?
fn is_same(one: &Spot, other: &Spot) -> bool {
    one.page == other.page && one.place == other.place
}

/// The most room between rows that are one box, in mm.
const APART: f32 = 6.0;

/// Does a box go on where another ends?
fn goes_on(last: &Boxed, next: &Boxed) -> bool {
    let apart = next.place.y - last.place.y - last.place.height;
    last.page == next.page
        && last.asked == next.asked
        && (last.place.x - next.place.x).abs() < 0.1
        && (-0.1..APART).contains(&apart)
}

/// The most characters of a box's words.
const MOST: usize = 300;

/// Returns the words at the head, at the foot and across a page.
pub(crate) fn margins(page: &Page) -> String {
    let is_furniture = |group: &&Group| match group.owner {
        Owner::Artifact(Artifact::Header | Artifact::Footer | Artifact::Watermark) => true,
        Owner::Artifact(Artifact::Layout | Artifact::Repeat) | Owner::Node(_) => false,
    };
    let draws = page.groups.iter().filter(is_furniture).flat_map(|group| &group.draws);
    let texts = draws.filter_map(|draw| if let Draw::Text(run) = draw { Some(run.text()) } else { None });
    texts.collect::<Vec<_>>().join(", ")
}

/// Returns the words that stand in a place on a page.
fn says(page: &Page, place: Rect) -> String {
    let draws = page.groups.iter().flat_map(|group| &group.draws);
    let inside = |[x, y]: [f32; 2]| {
        (place.x..place.x + place.width).contains(&x) && (place.y..place.y + place.height).contains(&y)
    };
    let texts = draws.filter_map(|draw| match draw {
        // What stands across the page belongs to no box.
        Draw::Text(run) if run.turn[1].abs() < 0.01 && inside(run.at) => Some(run.text()),
        Draw::Text(_) | Draw::Fill { .. } | Draw::Stroke { .. } | Draw::Picture { .. } => None,
    });
    let all = texts.collect::<Vec<_>>().join(" ");
    all.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(asked: &str, page: usize, y: f32) -> Spot {
        Spot { asked: asked.into(), page, place: Rect { x: 15.0, y, width: 180.0, height: 10.0 } }
    }

    fn laid_out(spots: Vec<Spot>) -> Vec<Boxed> {
        boxes(&Pages { pages: vec![Page::default(), Page::default()], spots, ..Pages::default() })
    }

    #[test]
    fn questions_answered_in_one_place_share_a_box_and_rows_of_one_question_are_one() {
        let spots =
            vec![spot("a", 0, 20.0), spot("b", 0, 20.0), spot("t", 0, 30.0), spot("t", 0, 40.0), spot("t", 1, 20.0)];
        let boxes = laid_out(spots);
        let said: Vec<_> = boxes.iter().map(|boxed| (boxed.page, boxed.asked.len(), boxed.place.height)).collect();
        assert_eq!(said, [(0, 2, 10.0), (0, 1, 20.0), (1, 1, 10.0)]);
    }

    #[test]
    fn rows_of_one_question_with_another_between_them_stay_apart() {
        let boxes = laid_out(vec![spot("a", 0, 20.0), spot("b", 0, 30.0), spot("a", 0, 40.0)]);
        assert_eq!(boxes.len(), 3);
    }

    #[test]
    fn the_view_goes_to_the_lit_box_when_another_question_is_answered() {
        let mut preview = Preview::default();
        preview.answer("a".into());
        assert_eq!(preview.goal.take(), Some(Goal::Lit));
        preview.answer("a".into());
        assert_eq!(preview.goal, None, "it is being answered still");
        preview.at = Some(3);
        preview.answer("b".into());
        assert_eq!((preview.goal, preview.at), (Some(Goal::Lit), None), "the arrow keys start at the lit box again");
    }
}
