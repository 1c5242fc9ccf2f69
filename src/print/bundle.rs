//! Several forms in one file: a first page that says what it holds, then form after form.
//!
//! Pages are counted over the whole; each form keeps its own reference and
//! revision in its foot, and is a part of its own in the tree.

use super::document::{Block, ContentsLine, Document};
use super::layout::pages::{Bookmark, Kid, Node, NodeId, Owner, Pages, Role, Target};
use super::layout::{bare, furnish};

/// A form of a combined document.
#[derive(Clone, Debug)]
pub struct Member {
    /// The form.
    pub document: Document,
    /// A remark under its title on the first page, such as "Completed on 3 May 2026".
    pub note: String,
}

/// Joins forms behind a first page, which gets what it holds as its first block: forms alone, or to a level below.
///
/// Returns the first page's document, which names the whole, and all pages.
pub fn bundle(cover: &Document, members: &[Member], level: u8) -> (Document, Pages) {
    let laid: Vec<Pages> = members.iter().map(|member| bare(&member.document)).collect();
    // Its own length depends on how many lines it has, not on what they say.
    let before = bare(&with_contents(cover, members, &laid, level, 0)).pages.len();
    let cover = with_contents(cover, members, &laid, level, before);
    let first = bare(&cover);
    let count = first.pages.len() + laid.iter().map(|pages| pages.pages.len()).sum::<usize>();
    let documents = std::iter::once(&cover).chain(members.iter().map(|member| &member.document));
    let mut whole = Pages::default();
    for (document, mut pages) in documents.zip(std::iter::once(first).chain(laid)) {
        furnish(document, &mut pages, whole.pages.len(), count);
        if document.language != cover.language {
            pages.nodes[0].lang.clone_from(&document.language);
        }
        join(&mut whole, pages);
    }
    (cover, whole)
}

/// Returns the first page with its list, for forms that begin after so many pages.
fn with_contents(cover: &Document, members: &[Member], laid: &[Pages], level: u8, before: usize) -> Document {
    let mut first = before;
    let mut lines = Vec::new();
    for (member, pages) in members.iter().zip(laid) {
        let line = |mark: &Bookmark| ContentsLine {
            level: mark.level,
            title: mark.title.clone(),
            note: if mark.level == 1 { member.note.clone() } else { String::new() },
            page: first + mark.page,
            y: mark.y,
        };
        lines.extend(pages.bookmarks.iter().filter(|mark| mark.level <= level).map(line));
        first += pages.pages.len();
    }
    let mut document = cover.clone();
    document.blocks.splice(0..0, [Block::Heading(2, "Contents".to_owned()), Block::Contents(lines)]);
    document
}

/// Adds the pages of a form after those of others.
fn join(whole: &mut Pages, form: Pages) {
    let Pages { pages, nodes, bookmarks, spots, inputs } = form;
    let (first, root) = (whole.pages.len(), whole.nodes.len().max(1));
    if whole.nodes.is_empty() {
        whole.nodes.push(Node::new(Role::Document, NodeId(0)));
    }
    whole.nodes[0].kids.push(Kid::Node(NodeId(root)));
    for (at, mut node) in nodes.into_iter().enumerate() {
        if at == 0 {
            (node.role, node.parent) = (Role::Part, NodeId(0));
        } else {
            node.parent.0 += root;
        }
        for kid in &mut node.kids {
            match kid {
                Kid::Node(id) => id.0 += root,
                Kid::Content { page, .. } => *page += first,
            }
        }
        if let Some((page, _)) = &mut node.place {
            *page += first;
        }
        if let Some(Target::Place(page, _)) = &mut node.target {
            *page += first;
        }
        whole.nodes.push(node);
    }
    for mut page in pages {
        for group in &mut page.groups {
            if let Owner::Node(id) = &mut group.owner {
                id.0 += root;
            }
        }
        whole.pages.push(page);
    }
    whole.bookmarks.extend(bookmarks.into_iter().map(|mark| Bookmark { page: mark.page + first, ..mark }));
    whole.inputs.extend(inputs.into_iter().map(|mut placed| {
        placed.page += first;
        placed.node.0 += root;
        placed
    }));
    whole.spots.extend(spots.into_iter().map(|mut spot| {
        spot.page += first;
        spot
    }));
}
