//! A document onto pages: boxes in millimetres, and the tree of what they mean.
//!
//! Blocks become rows of cells (`blocks`, `fields`, `table`, `items`,
//! `signature`, `proof`), signatures get company (`escort`), rows are put on pages (`paginate`), and each page
//! gets its head and foot (`furniture`).

mod blocks;
mod contents;
mod escort;
mod fields;
mod flow;
mod furniture;
mod items;
mod opening;
pub mod pages;
mod paginate;
mod parts;
mod proof;
mod signature;
mod style;
mod table;

use crate::print::document::Document;
use flow::Tree;
use pages::Pages;

/// Lays the document out on A4 pages.
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
    let mut tree = Tree::new();
    let mut rows = blocks::rows(document, &mut tree);
    escort::escort(&mut rows);
    if document.proof.is_some() {
        proof::make_room(&mut rows, &tree);
    }
    let paginate::Placed { pages, bookmarks, spots } = paginate::paginate(&rows, &mut tree);
    tree.prune();
    tree.settle(&document.language);
    Pages { pages, nodes: tree.0, bookmarks, spots }
}
