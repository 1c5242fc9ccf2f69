//! The outline: the title, the pages of the form under it, their headings under them.

use super::{catalog, name};
use crate::print::layout::pages::{Bookmark, Pages};
use crate::print::number::{MM_PER_PT, whole};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

/// Adds the headings, each under the last one of a higher level. The pages of a form alone are shown at once.
pub(super) fn add(file: &mut Document, pages: &Pages, sheets: &[ObjectId]) {
    let bookmarks = pages.bookmarks.as_slice();
    if bookmarks.is_empty() {
        return;
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| file.new_object_id()).collect();
    let parents = parents(bookmarks);
    let under = |parent: Option<usize>| -> Vec<usize> {
        (0..bookmarks.len()).filter(|index| parents[*index] == parent).collect()
    };
    let titles = bookmarks.iter().filter(|bookmark| bookmark.level == 1).count();
    let is_open = |index: &usize| bookmarks[*index].level == 1 && titles == 1;
    for parent in (0..bookmarks.len()).map(Some).chain([None]) {
        let kids = under(parent);
        for (at, index) in kids.iter().copied().enumerate() {
            let mut entry = dictionary! {
                "Title" => text_string(&bookmarks[index].title),
                "Parent" => parent.map_or(root, |parent| ids[parent]),
                "Dest" => target(&bookmarks[index], pages, sheets),
            };
            if at > 0 {
                entry.set("Prev", ids[kids[at - 1]]);
            }
            if let Some(next) = kids.get(at + 1) {
                entry.set("Next", ids[*next]);
            }
            let below = under(Some(index));
            // The title of a form alone is open, what stands under a page of it is folded.
            let count = if is_open(&index) { whole(below.len()) } else { -whole(below.len()) };
            set_ends(&mut entry, &below, &ids, count);
            file.set_object(ids[index], entry);
        }
    }
    let top = under(None);
    let open = top.iter().filter(|index| is_open(index)).flat_map(|index| under(Some(*index))).count();
    let mut outlines = dictionary! { "Type" => "Outlines" };
    set_ends(&mut outlines, &top, &ids, whole(top.len() + open));
    file.set_object(root, outlines);
    catalog(file).set("Outlines", root);
    catalog(file).set("PageMode", name("UseOutlines"));
}

/// Finds for each heading the last one before it of a higher level.
fn parents(bookmarks: &[Bookmark]) -> Vec<Option<usize>> {
    let above = |index: usize| (0..index).rev().find(|before| bookmarks[*before].level < bookmarks[index].level);
    (0..bookmarks.len()).map(above).collect()
}

/// Names the first and the last entry under one, and how many are shown; minus: how many would be.
fn set_ends(entry: &mut Dictionary, kids: &[usize], ids: &[ObjectId], count: i64) {
    if let (Some(first), Some(last)) = (kids.first(), kids.last()) {
        entry.set("First", ids[*first]);
        entry.set("Last", ids[*last]);
        entry.set("Count", count);
    }
}

fn target(bookmark: &Bookmark, pages: &Pages, sheets: &[ObjectId]) -> Vec<Object> {
    let top = ((pages.pages[bookmark.page].orientation.height() - bookmark.y) / MM_PER_PT).round();
    let page = Object::Reference(sheets[bookmark.page]);
    vec![page, name("XYZ"), Object::Integer(0), Object::Real(top), Object::Null]
}
