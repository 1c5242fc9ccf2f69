//! The outline: headings to jump to, the title above them.

use super::{catalog, name};
use crate::print::layout::pages::{Bookmark, PAGE_HEIGHT};
use crate::print::number::{MM_PER_PT, whole};
use lopdf::{Document, Object, ObjectId, dictionary, text_string};

/// Adds the headings of the first two levels as a flat list, in order.
pub(super) fn add(file: &mut Document, bookmarks: &[Bookmark], sheets: &[ObjectId]) {
    let shown: Vec<&Bookmark> = bookmarks.iter().filter(|bookmark| bookmark.level <= 2).collect();
    if shown.is_empty() {
        return;
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = shown.iter().map(|_| file.new_object_id()).collect();
    for (index, bookmark) in shown.iter().enumerate() {
        let top = ((PAGE_HEIGHT - bookmark.y) / MM_PER_PT).round();
        let page = Object::Reference(sheets[bookmark.page]);
        let target = vec![page, name("XYZ"), Object::Integer(0), Object::Real(top), Object::Null];
        let mut entry = dictionary! { "Title" => text_string(&bookmark.title), "Parent" => root, "Dest" => target };
        if index > 0 {
            entry.set("Prev", ids[index - 1]);
        }
        if let Some(next) = ids.get(index + 1) {
            entry.set("Next", *next);
        }
        file.set_object(ids[index], entry);
    }
    let outlines = dictionary! {
        "Type" => "Outlines",
        "First" => ids[0],
        "Last" => ids[ids.len() - 1],
        "Count" => whole(ids.len()),
    };
    file.set_object(root, outlines);
    catalog(file).set("Outlines", root);
    catalog(file).set("PageMode", name("UseOutlines"));
}
