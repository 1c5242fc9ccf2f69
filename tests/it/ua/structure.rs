//! The tree of meaning: marks and elements agree, headings step by one, lists and tables are well formed.

use super::Rule;
use super::file::{Element, File, Kid, STANDARD, name};
use lopdf::{Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// The conditions of this file.
pub(super) const RULES: &[Rule] = &[
    Rule::new("01-003", "content marked as artifact is inside tagged content", |file| marks(file, "01-003")),
    Rule::new("01-004", "tagged content is inside content marked as artifact", |file| marks(file, "01-004")),
    Rule::new("01-005", "content is neither artifact nor tagged", |file| marks(file, "01-005")),
    Rule::new("01-007", "Suspects is true", suspects),
    Rule::new("02-001", "a type is mapped to no standard type", unmapped),
    Rule::new("02-003", "the role map turns in a circle", circular),
    Rule::new("02-004", "a standard type is mapped to another", remapped),
    Rule::new("09-004", "elements of a table stand where they may not", tables),
    Rule::new("09-005", "elements of a list stand where they may not", lists),
    Rule::new("09-006", "elements of a table of contents stand where they may not", contents),
    Rule::new("13-004", "a figure has no alternative text", |file| without_text(file, "Figure")),
    Rule::new("14-002", "the first heading is not H1", first_heading),
    Rule::new("14-003", "a heading skips a level", skipped_level),
    Rule::new("14-006", "an element holds two H", two_headings),
    Rule::new("14-007", "H and H1 to H6 are used together", mixed_headings),
    Rule::new("15-003", "a TH has no Scope", no_scope),
    Rule::new("17-002", "a formula has no alternative text", |file| without_text(file, "Formula")),
    Rule::new("19-003", "a note has no ID", |file| note_ids(file, false)),
    Rule::new("19-004", "the ID of a note is not unique", |file| note_ids(file, true)),
    Rule::new("A3-6.7.3", "there is no tree of meaning", no_tree),
    Rule::new("32000-14.7.2", "an element names another parent, or stands twice", |file| file.misplaced.clone()),
    Rule::new("32000-14.7.4", "marks and elements do not agree", disagreement),
    Rule::new("32000-14.7.4.4", "the parent tree does not agree with the tree", parent_tree),
    Rule::new("32000-14.8.4.3.4", "rows of a table have not the same number of cells", uneven),
    Rule::new("32000-14.8.5.4", "a figure has no BBox, or one outside its page", boxes),
    Rule::new("UA-7.1", "an element that should hold text is empty", empty),
];

fn marks(file: &File, number: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (page, sheet) in file.sheets.iter().enumerate() {
        let here = sheet.faults.iter().filter(|(fault, _)| *fault == number);
        found.extend(here.map(|(_, says)| format!("page {}: {says}", page + 1)));
    }
    found
}

fn suspects(file: &File) -> Vec<String> {
    let info = file.dict(&file.root, b"MarkInfo");
    let is_true = info.is_some_and(|info| info.get(b"Suspects").is_ok_and(|it| matches!(it, Object::Boolean(true))));
    is_true.then(|| "MarkInfo".to_owned()).into_iter().collect()
}

fn no_tree(file: &File) -> Vec<String> {
    let marked = file.dict(&file.root, b"MarkInfo").and_then(|info| info.get(b"Marked").and_then(Object::as_bool).ok());
    let faults = [
        (marked != Some(true), "MarkInfo does not say Marked"),
        (file.elements.is_empty(), "StructTreeRoot holds no element"),
    ];
    faults.into_iter().filter(|(wrong, _)| *wrong).map(|(_, says)| says.to_owned()).collect()
}

fn role_map(file: &File) -> Vec<(String, String)> {
    let map = file.dict(&file.root, b"StructTreeRoot").and_then(|tree| file.dict(tree, b"RoleMap"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    map.into_iter().flat_map(|map| map.iter().map(|(from, _)| (text(from), name(map, from)))).collect()
}

fn unmapped(file: &File) -> Vec<String> {
    let raw: BTreeSet<&str> = file.elements.iter().map(|element| element.raw.as_str()).collect();
    raw.into_iter().filter(|raw| file.mapped(raw).is_none()).map(str::to_owned).collect()
}

fn circular(file: &File) -> Vec<String> {
    let map: BTreeMap<String, String> = role_map(file).into_iter().collect();
    let circle = |start: &String| {
        let mut at = map.get(start);
        for _ in 0..map.len() {
            if at == Some(start) {
                return true;
            }
            at = at.and_then(|next| map.get(next));
        }
        at == Some(start)
    };
    map.keys().filter(|start| circle(start)).cloned().collect()
}

fn remapped(file: &File) -> Vec<String> {
    role_map(file).into_iter().map(|(from, _)| from).filter(|from| STANDARD.contains(&from.as_str())).collect()
}

fn place(element: &Element) -> String {
    format!("{} {:?}", element.kind, element.id)
}

/// Finds elements whose parent or children are none of those allowed.
fn misplaced(file: &File, parents: &[(&str, &[&str])], children: &[(&str, &[&str])]) -> Vec<String> {
    let mut found = Vec::new();
    for element in &file.elements {
        let allowed = parents.iter().find(|(kind, _)| *kind == element.kind);
        if allowed.is_some_and(|(_, allowed)| !allowed.contains(&file.above(element))) {
            found.push(format!("{} stands in {}", place(element), file.above(element)));
        }
        let Some((_, allowed)) = children.iter().find(|(kind, _)| *kind == element.kind) else { continue };
        for kid in file.kinds_in(element).iter().filter(|kid| !allowed.contains(kid)) {
            found.push(format!("{} holds {kid}", place(element)));
        }
        if element.kids.iter().any(|kid| matches!(kid, Kid::Content { .. })) {
            found.push(format!("{} holds content itself", place(element)));
        }
    }
    found
}

fn tables(file: &File) -> Vec<String> {
    let parents: &[(&str, &[&str])] = &[
        ("TR", &["Table", "THead", "TBody", "TFoot"]),
        ("TH", &["TR"]),
        ("TD", &["TR"]),
        ("THead", &["Table"]),
        ("TBody", &["Table"]),
        ("TFoot", &["Table"]),
    ];
    let children: &[(&str, &[&str])] = &[
        ("Table", &["Caption", "TR", "THead", "TBody", "TFoot"]),
        ("THead", &["TR"]),
        ("TBody", &["TR"]),
        ("TFoot", &["TR"]),
        ("TR", &["TH", "TD"]),
    ];
    let mut found = misplaced(file, parents, children);
    for (_, table) in file.of("Table") {
        let kinds = file.kinds_in(table);
        let count = |kind: &str| kinds.iter().filter(|known| **known == kind).count();
        let caption_inside =
            kinds.iter().position(|kind| *kind == "Caption").is_some_and(|at| at > 0 && at + 1 < kinds.len());
        if count("THead") > 1 || count("TFoot") > 1 || count("Caption") > 1 || caption_inside {
            found.push(format!("{} has two heads, feet or captions, or a caption in its middle", place(table)));
        }
        if count("THead") + count("TFoot") > 0 && count("TBody") == 0 {
            found.push(format!("{} has a head and no body", place(table)));
        }
    }
    found
}

fn lists(file: &File) -> Vec<String> {
    let parents: &[(&str, &[&str])] =
        &[("LI", &["L"]), ("LBody", &["LI"]), ("Lbl", &["LI", "Note", "BibEntry", "TOCI", "Reference"])];
    let children: &[(&str, &[&str])] = &[("L", &["L", "LI", "Caption"]), ("LI", &["Lbl", "LBody"])];
    let mut found = misplaced(file, parents, children);
    for (_, item) in file.of("LI") {
        let kinds = file.kinds_in(item);
        let bodies = kinds.iter().filter(|kind| **kind == "LBody").count();
        if bodies > 1 || kinds.is_empty() {
            found.push(format!("{} has {bodies} bodies", place(item)));
        }
    }
    found
}

fn contents(file: &File) -> Vec<String> {
    misplaced(file, &[("TOCI", &["TOC"])], &[("TOC", &["TOC", "TOCI", "Caption"])])
}

fn without_text(file: &File, kind: &str) -> Vec<String> {
    let says =
        |element: &Element, key: &[u8]| file.text(&element.dict, key).is_some_and(|text| !text.trim().is_empty());
    file.of(kind)
        .filter(|(_, element)| !says(element, b"Alt") && !says(element, b"ActualText"))
        .map(|(_, element)| place(element))
        .collect()
}

/// Returns headings with their levels, in reading order.
fn headings(file: &File) -> Vec<(u32, &Element)> {
    let level = |element: &Element| element.kind.strip_prefix('H').and_then(|level| level.parse().ok());
    file.elements.iter().filter_map(|element| Some((level(element)?, element))).collect()
}

fn first_heading(file: &File) -> Vec<String> {
    let first = headings(file).into_iter().next();
    first.filter(|(level, _)| *level != 1).map(|(_, element)| place(element)).into_iter().collect()
}

fn skipped_level(file: &File) -> Vec<String> {
    let all = headings(file);
    all.windows(2).filter(|pair| pair[1].0 > pair[0].0 + 1).map(|pair| place(pair[1].1)).collect()
}

fn two_headings(file: &File) -> Vec<String> {
    let count = |element: &Element| file.kinds_in(element).iter().filter(|kind| **kind == "H").count();
    file.elements.iter().filter(|element| count(element) > 1).map(place).collect()
}

fn mixed_headings(file: &File) -> Vec<String> {
    let plain = file.of("H").next().filter(|_| !headings(file).is_empty());
    plain.map(|(_, element)| place(element)).into_iter().collect()
}

fn no_scope(file: &File) -> Vec<String> {
    let scopes = ["Row", "Column", "Both"].map(str::as_bytes);
    let has_one = |element: &Element| {
        let scope = file.attribute(element, "Table", b"Scope");
        scope.is_some_and(|scope| scope.as_name().is_ok_and(|name| scopes.contains(&name)))
    };
    file.of("TH").filter(|(_, element)| !has_one(element)).map(|(_, element)| place(element)).collect()
}

fn note_ids(file: &File, twice: bool) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (_, note) in file.of("Note") {
        let id = note.dict.get(b"ID").and_then(Object::as_str).ok();
        if twice && id.is_some_and(|id| !seen.insert(id)) || !twice && id.is_none() {
            found.push(place(note));
        }
    }
    found
}

/// Returns the elements that hold each mark of each page.
fn holders(file: &File) -> BTreeMap<(Option<ObjectId>, i64), Vec<&Element>> {
    let mut holders: BTreeMap<_, Vec<&Element>> = BTreeMap::new();
    for element in &file.elements {
        for kid in &element.kids {
            if let Kid::Content { page, number } = kid {
                holders.entry((*page, *number)).or_default().push(element);
            }
        }
    }
    holders
}

fn disagreement(file: &File) -> Vec<String> {
    let holders = holders(file);
    let mut found = marks(file, "32000-14.7.4");
    let mut drawn = BTreeSet::new();
    for (page, sheet) in file.sheets.iter().enumerate() {
        for number in &sheet.numbers {
            drawn.insert((Some(sheet.id), *number));
            match holders.get(&(Some(sheet.id), *number)).map(Vec::len) {
                Some(1) => {}
                Some(_) => found.push(format!("MCID {number} of page {} belongs to two elements", page + 1)),
                None => found.push(format!("MCID {number} of page {} belongs to no element", page + 1)),
            }
        }
    }
    for ((page, number), elements) in &holders {
        if !drawn.contains(&(*page, *number)) {
            found.push(format!("{} holds MCID {number}, which is not drawn", place(elements[0])));
        }
    }
    found
}

/// Reads a number tree, its kids included.
pub(super) fn numbers(file: &File, tree: &lopdf::Dictionary, depth: usize) -> BTreeMap<i64, Object> {
    let pairs = file.list(tree, b"Nums");
    let pairs = pairs.chunks_exact(2).filter_map(|pair| Some((pair[0].as_i64().ok()?, pair[1].clone())));
    let mut all: BTreeMap<i64, Object> = pairs.collect();
    for kid in file.list(tree, b"Kids").iter().filter(|_| depth < 10) {
        if let Some(kid) = super::file::as_dict(&file.doc, kid) {
            all.extend(numbers(file, kid, depth + 1));
        }
    }
    all
}

fn parent_tree(file: &File) -> Vec<String> {
    let tree = file.dict(&file.root, b"StructTreeRoot");
    let Some(parents) = tree.and_then(|tree| file.dict(tree, b"ParentTree")) else {
        return vec!["there is none".to_owned()];
    };
    let all = numbers(file, parents, 0);
    let holders = holders(file);
    let mut found = Vec::new();
    let mut keys = BTreeSet::new();
    for (page, sheet) in file.sheets.iter().enumerate() {
        let key = sheet.dict.get(b"StructParents").and_then(Object::as_i64).ok();
        let owners = key.and_then(|key| all.get(&key)).and_then(|object| file.doc.dereference(object).ok());
        let owners = owners.and_then(|(_, object)| object.as_array().ok().cloned());
        let Some(owners) = owners.filter(|_| key.is_none_or(|key| keys.insert(key))) else {
            if !sheet.numbers.is_empty() {
                found.push(format!("page {} has no place of its own in it", page + 1));
            }
            continue;
        };
        for number in &sheet.numbers {
            let said = usize::try_from(*number).ok().and_then(|at| owners.get(at)?.as_reference().ok());
            let real = holders.get(&(Some(sheet.id), *number)).map(|elements| elements[0].id);
            if said != real {
                found.push(format!("MCID {number} of page {} is said to be of {said:?}, not {real:?}", page + 1));
            }
        }
        let named = owners.iter().filter(|owner| !owner.is_null()).count();
        if named != sheet.numbers.len() {
            found.push(format!("page {} draws {} marks and {named} are named", page + 1, sheet.numbers.len()));
        }
    }
    let next = tree.and_then(|tree| tree.get(b"ParentTreeNextKey").and_then(Object::as_i64).ok());
    if next.is_some_and(|next| all.keys().any(|key| *key >= next)) {
        found.push("ParentTreeNextKey is used already".to_owned());
    }
    found
}

/// Returns the rows of a table, those in its head, body and foot included.
fn rows<'a>(file: &'a File, table: &'a Element) -> Vec<&'a Element> {
    let mut rows = Vec::new();
    for kid in table.kids.iter().filter_map(|kid| file.element(*kid)) {
        if kid.kind == "TR" {
            rows.push(kid);
        } else {
            rows.extend(kid.kids.iter().filter_map(|kid| file.element(*kid)).filter(|row| row.kind == "TR"));
        }
    }
    rows
}

fn uneven(file: &File) -> Vec<String> {
    let span =
        |cell: &Element| file.attribute(cell, "Table", b"ColSpan").and_then(|span| span.as_i64().ok()).unwrap_or(1);
    let spans_rows = |cell: &Element| file.attribute(cell, "Table", b"RowSpan").is_some();
    let width = |row: &&Element| row.kids.iter().filter_map(|kid| file.element(*kid)).map(span).sum::<i64>();
    let mut found = Vec::new();
    for (_, table) in file.of("Table") {
        let rows = rows(file, table);
        let spanned = rows.iter().flat_map(|row| &row.kids).filter_map(|kid| file.element(*kid)).any(spans_rows);
        let widths: BTreeSet<i64> = rows.iter().map(width).collect();
        if widths.len() > 1 && !spanned || rows.is_empty() {
            found.push(format!("{}: {widths:?}", place(table)));
        }
    }
    found
}

fn boxes(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    let sides = |list: Vec<lopdf::Object>| list.iter().filter_map(|side| side.as_float().ok()).collect::<Vec<_>>();
    let sheets: Vec<Vec<f32>> = file.sheets.iter().map(|sheet| sides(file.list(&sheet.dict, b"MediaBox"))).collect();
    for (_, figure) in file.of("Figure") {
        let corners = file.attribute(figure, "Layout", b"BBox");
        let corners: Vec<f32> = corners
            .and_then(|corners| Some(corners.as_array().ok()?.iter().filter_map(|one| one.as_float().ok()).collect()))
            .unwrap_or_default();
        let inside = |at: f32, most: f32| (-0.5..=most + 0.5).contains(&at);
        let fits = matches!(corners[..], [left, bottom, right, top] if left < right && bottom < top
            && sheets.iter().any(|sheet| matches!(sheet[..], [_, _, width, height]
                if inside(left, width) && inside(right, width) && inside(bottom, height) && inside(top, height))));
        if !fits {
            found.push(format!("{}: {corners:?}", place(figure)));
        }
    }
    found
}

fn empty(file: &File) -> Vec<String> {
    let may = ["TD", "TH"];
    let bare = file.elements.iter().filter(|element| element.kids.is_empty() && !may.contains(&element.kind.as_str()));
    bare.map(place).collect()
}
