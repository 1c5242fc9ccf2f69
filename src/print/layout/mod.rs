//! A document onto pages: boxes in millimetres, and the tree of what they mean.
//!
//! Blocks become rows of cells (`blocks`, `fields`, `table`, `items`,
//! `chart`, `signature`, `proof`), signatures get company (`escort`), rows are put on pages (`paginate`), and each page
//! gets its head and foot (`furniture`).

mod blocks;
mod chart;
mod contents;
mod escort;
mod fields;
mod flow;
mod furniture;
mod grid;
mod items;
mod opening;
pub mod pages;
mod paginate;
mod parts;
mod pattern;
mod proof;
mod signature;
mod style;
mod table;

use crate::print::document::{Block, Document, Part};
use flow::{Row, Tree};
use pages::{Draw, Owner, Page, Pages};

/// A last page on which content ends higher than this, in mm, is almost empty.
const ALMOST_EMPTY: f32 = 100.0;
/// A last page on which content ends higher than this, in mm, is saved if less space between lines does it.
const HALF_EMPTY: f32 = 150.0;

/// Lays the document out on A4 pages.
///
/// If little stands on the last page, lines stand a little tighter, should that save the page.
/// Of a form to be written in, room is made a little lower too; else more is put on the last page.
pub fn lay_out(document: &Document) -> Pages {
    let mut pages = bare(document);
    let count = pages.pages.len();
    furniture::furnish(document, &mut pages, 0, count);
    pages
}

/// Adds what every page carries, to a document whose pages come after others in a whole of so many.
pub(super) fn furnish(document: &Document, pages: &mut Pages, before: usize, count: usize) {
    furniture::furnish(document, pages, before, count);
}

/// Lays the document out without what every page carries.
pub(super) fn bare(document: &Document) -> Pages {
    let usual = placed(document, Way::Usual);
    if usual.pages.len() < 2 || content_end(&usual.pages) > ALMOST_EMPTY || !has_room(&document.blocks) {
        return usual;
    }
    let tight = placed(document, Way::Tight);
    if tight.pages.len() < usual.pages.len() { tight } else { placed(document, Way::Even) }
}

/// How pages are filled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// One after the other.
    Usual,
    /// With room that is a little lower.
    Tight,
    /// With more on the last page than would be left for it.
    Even,
}

/// Is there anything to be written in by hand?
fn has_room(blocks: &[Block]) -> bool {
    let is_room = |part: &Part| matches!(part, Part::Room(_) | Part::Rooms(_));
    blocks.iter().any(|block| match block {
        Block::Fields(fields) => fields.iter().any(|field| field.answer.iter().any(is_room)),
        Block::Table(table) => table.empty_rows > 0,
        Block::Items(items) => items.iter().any(|item| item.answer.iter().any(is_room) || has_room(&item.blocks)),
        Block::Together(blocks) | Block::Language(_, blocks) => has_room(blocks),
        Block::Part(_)
        | Block::Heading(..)
        | Block::Paragraph(_)
        | Block::Note(_)
        | Block::Signature(_)
        | Block::Unanswered(_)
        | Block::Chart(_)
        | Block::Contents(_) => false,
    })
}

/// Returns where content ends on the last page: under its lowest line of text.
fn content_end(pages: &[Page]) -> f32 {
    let groups = pages.last().into_iter().flat_map(|page| &page.groups);
    let content = groups.filter(|group| matches!(group.owner, Owner::Node(_))).flat_map(|group| &group.draws);
    let low = |draw: &Draw| if let Draw::Text(run) = draw { run.at[1] } else { 0.0 };
    content.map(low).fold(0.0, f32::max)
}

fn placed(document: &Document, way: Way) -> Pages {
    let mut tree = Tree::new();
    let mut rows = blocks::rows(document, &mut tree, way == Way::Tight);
    escort::escort(&mut rows, document.orientation);
    let last = if way == Way::Even { paginate::last_page(&rows, ALMOST_EMPTY) } else { None };
    let mut placed_tree = tree.clone();
    let mut placed = paginate::paginate(&rows, &mut placed_tree, document.orientation, last);
    if placed.pages.len() > 1 && content_end(&placed.pages) < HALF_EMPTY {
        rows.iter_mut().for_each(Row::tighten);
        let tight = paginate::paginate(&rows, &mut tree, document.orientation, last);
        if tight.pages.len() < placed.pages.len() {
            (placed, placed_tree) = (tight, tree);
        }
    }
    let paginate::Placed { pages, bookmarks, spots, inputs } = placed;
    placed_tree.prune();
    placed_tree.settle(&document.language);
    Pages { pages, nodes: placed_tree.0, bookmarks, spots, inputs }
}
