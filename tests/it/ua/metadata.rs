//! What the file says of itself: XMP, information, language, title, outline.

use super::Rule;
use super::file::File;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// The conditions of this file.
pub(super) const RULES: &[Rule] = &[
    Rule::new("06-001", "there is no XMP metadata stream", no_xmp),
    Rule::new("06-002", "the XMP has no PDF/UA identifier", |file| lacks(file, "pdfuaid:part", "1")),
    Rule::new("06-003", "the XMP has no dc:title", no_title),
    Rule::new("07-001", "ViewerPreferences has no DisplayDocTitle", |file| shows_title(file, None)),
    Rule::new("07-002", "DisplayDocTitle is false", |file| shows_title(file, Some(false))),
    Rule::new("11-001", "the language of text cannot be determined", text_language),
    Rule::new("11-002", "the language of an alternative text cannot be determined", alt_language),
    Rule::new("11-003", "the language of the outline cannot be determined", outline_language),
    Rule::new("11-006", "the language of the metadata cannot be determined", metadata_language),
    Rule::new("A3-6.6.2.1", "the XMP packet is not as PDF/A wants it", packet),
    Rule::new("A3-6.6.2.3", "the extension schema of pdfuaid is not described", no_schema),
    Rule::new("A3-6.6.3", "Info does not match the XMP", info),
    Rule::new("A3-6.6.4", "the XMP has no PDF/A-3a identifier", no_archive_id),
    Rule::new("A3-6.7.4", "a language is no language tag", odd_language),
    Rule::new("32000-12.3.3", "the outline is not well formed", outline),
];

fn fault(wrong: bool, says: &str) -> Vec<String> {
    wrong.then(|| says.to_owned()).into_iter().collect()
}

fn no_xmp(file: &File) -> Vec<String> {
    fault(file.xmp.as_ref().is_none_or(|xmp| xmp.trim().is_empty()), "the catalog")
}

/// Returns what stands between a tag and its end.
fn value<'a>(xmp: &'a str, tag: &str) -> Option<&'a str> {
    let (_, rest) = xmp.split_once(&format!("<{tag}>"))?;
    rest.split_once(&format!("</{tag}>")).map(|(value, _)| value)
}

/// Returns the first item of a list under a tag.
fn item(file: &File, tag: &str) -> Option<String> {
    let list = value(file.xmp.as_ref()?, tag)?;
    let (_, rest) = list.split_once("<rdf:li")?;
    let (_, rest) = rest.split_once('>')?;
    Some(unescaped(rest.split_once("</rdf:li>")?.0))
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The conditions on what XMP says are told apart from its absence.
fn lacks(file: &File, tag: &str, wanted: &str) -> Vec<String> {
    let Some(xmp) = &file.xmp else { return Vec::new() };
    fault(value(xmp, tag) != Some(wanted), &format!("{tag} is {:?}", value(xmp, tag)))
}

fn no_title(file: &File) -> Vec<String> {
    let title = item(file, "dc:title").unwrap_or_default();
    fault(file.xmp.is_some() && title.trim().is_empty(), "the metadata")
}

fn no_archive_id(file: &File) -> Vec<String> {
    let mut found = lacks(file, "pdfaid:part", "3");
    found.extend(lacks(file, "pdfaid:conformance", "A"));
    found
}

fn shows_title(file: &File, wrong: Option<bool>) -> Vec<String> {
    let preferences = file.dict(&file.root, b"ViewerPreferences");
    let shows = preferences.and_then(|it| it.get(b"DisplayDocTitle").and_then(Object::as_bool).ok());
    fault(shows == wrong, "the catalog")
}

fn text_language(file: &File) -> Vec<String> {
    let holds = |element: &&super::file::Element| {
        element.kids.iter().any(|kid| matches!(kid, super::file::Kid::Content { .. }))
    };
    let read = file.elements.iter().filter(holds).filter(|element| !element.dict.has(b"Alt"));
    read.filter(|element| file.language(element).is_none())
        .map(|element| format!("{} {:?}", element.kind, element.id))
        .collect()
}

fn alt_language(file: &File) -> Vec<String> {
    let keys: [&[u8]; 3] = [b"Alt", b"ActualText", b"E"];
    let says = |element: &&super::file::Element| keys.iter().any(|key| element.dict.has(key));
    let silent = file.elements.iter().filter(says).filter(|element| file.language(element).is_none());
    silent.map(|element| format!("{} {:?}", element.kind, element.id)).collect()
}

fn has_language(file: &File) -> bool {
    file.text(&file.root, b"Lang").is_some_and(|lang| !lang.is_empty())
}

fn outline_language(file: &File) -> Vec<String> {
    fault(file.root.has(b"Outlines") && !has_language(file), "the catalog has no Lang")
}

fn metadata_language(file: &File) -> Vec<String> {
    let title = file.xmp.as_ref().and_then(|xmp| value(xmp, "dc:title"));
    let neutral = title.is_some_and(|title| title.contains("x-default"));
    fault(file.xmp.is_some() && neutral && !has_language(file), "dc:title is x-default and the catalog has no Lang")
}

/// Returns every language named: of the document and of elements.
fn odd_language(file: &File) -> Vec<String> {
    let own = file.text(&file.root, b"Lang").into_iter();
    let all = own.chain(file.elements.iter().filter_map(|element| file.text(&element.dict, b"Lang")));
    let distinct: BTreeSet<String> = all.collect();
    distinct.into_iter().filter(|language| !is_tag(language)).collect()
}

fn is_tag(language: &str) -> bool {
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

fn packet(file: &File) -> Vec<String> {
    let Some(xmp) = &file.xmp else { return Vec::new() };
    let head = xmp.split("?>").next().unwrap_or_default();
    let mut found = fault(!head.starts_with("<?xpacket begin="), "it does not begin with xpacket");
    found.extend(fault(head.contains(" bytes=") || head.contains(" encoding="), "its header has bytes or encoding"));
    found.extend(fault(!xmp.trim_end().ends_with("?>") || !xmp.contains("<?xpacket end="), "it has no end"));
    let stream = file.dict(&file.root, b"Metadata");
    let wrong = |dict: &Dictionary| super::file::name(dict, b"Subtype") != "XML" || dict.has(b"Filter");
    found.extend(fault(stream.is_some_and(wrong), "the stream is not XML, or is compressed"));
    found
}

fn no_schema(file: &File) -> Vec<String> {
    let Some(xmp) = &file.xmp else { return Vec::new() };
    let described = value(xmp, "pdfaExtension:schemas").is_some_and(|schemas| {
        value(schemas, "pdfaSchema:namespaceURI") == Some("http://www.aiim.org/pdfua/ns/id/")
            && value(schemas, "pdfaSchema:prefix") == Some("pdfuaid")
            && value(schemas, "pdfaProperty:name") == Some("part")
            && value(schemas, "pdfaProperty:valueType") == Some("Integer")
            && value(schemas, "pdfaProperty:category") == Some("internal")
    });
    fault(xmp.contains("pdfuaid:") && !described, "the metadata")
}

fn info(file: &File) -> Vec<String> {
    let Some(xmp) = &file.xmp else { return Vec::new() };
    let info = file.doc.trailer.get(b"Info").ok().and_then(|object| super::file::as_dict(&file.doc, object));
    let Some(info) = info else { return Vec::new() };
    let plain = |tag: &str| value(xmp, tag).map(unescaped);
    let pairs: [(&[u8], Option<String>); 6] = [
        (b"Title", item(file, "dc:title")),
        (b"Author", item(file, "dc:creator")),
        (b"Subject", item(file, "dc:description")),
        (b"Keywords", plain("pdf:Keywords")),
        (b"Creator", plain("xmp:CreatorTool")),
        (b"Producer", plain("pdf:Producer")),
    ];
    let differs = |key: &[u8], said: &Option<String>| file.text(info, key).is_some_and(|own| Some(own) != *said);
    let mut found: Vec<String> = pairs
        .iter()
        .filter(|(key, said)| differs(key, said))
        .map(|(key, said)| format!("{} is not {said:?}", String::from_utf8_lossy(key)))
        .collect();
    for (key, tag) in [(&b"CreationDate"[..], "xmp:CreateDate"), (b"ModDate", "xmp:ModifyDate")] {
        let own = file.text(info, key).map(|date| digits(&date));
        let said = plain(tag).map(|date| digits(&date));
        if own.is_some() && own != said {
            found.push(format!("{} is {own:?}, not {said:?}", String::from_utf8_lossy(key)));
        }
    }
    found
}

fn digits(date: &str) -> String {
    date.chars().filter(char::is_ascii_digit).take(14).collect()
}

/// Walks the outline: each entry has a title and a page, and knows its neighbours and its parent.
fn outline(file: &File) -> Vec<String> {
    let Some(root) = file.root.get(b"Outlines").and_then(Object::as_reference).ok() else {
        return fault(file.sheets.len() > 20, "a long document has no outline");
    };
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let shown = level(file, root, &mut seen, &mut found);
    let count = file.doc.get_dictionary(root).ok().and_then(|dict| dict.get(b"Count").and_then(Object::as_i64).ok());
    if count.is_some_and(|count| usize::try_from(count).ok() != Some(shown)) {
        found.push(format!("Count is {count:?} and {shown} entries are open"));
    }
    found
}

/// Walks one level and returns how many of its entries are shown, with those under open ones.
fn level(file: &File, parent: ObjectId, seen: &mut BTreeSet<ObjectId>, found: &mut Vec<String>) -> usize {
    let link = |dict: &Dictionary, key: &[u8]| dict.get(key).and_then(Object::as_reference).ok();
    let Ok(above) = file.doc.get_dictionary(parent) else { return 0 };
    let (mut at, mut before, mut shown) = (link(above, b"First"), None, 0);
    while let Some(id) = at {
        let Some(entry) = file.doc.get_dictionary(id).ok().filter(|_| seen.insert(id)) else {
            found.push(format!("{id:?} is met twice, or is no entry"));
            break;
        };
        if link(entry, b"Parent") != Some(parent) || link(entry, b"Prev") != before {
            found.push(format!("{id:?} names another parent or neighbour"));
        }
        let page = file.list(entry, b"Dest").first().and_then(|page| page.as_reference().ok());
        if file.text(entry, b"Title").is_none_or(|title| title.trim().is_empty())
            || !file.sheets.iter().any(|sheet| Some(sheet.id) == page)
        {
            found.push(format!("{id:?} has no title, or leads to no page"));
        }
        let below = level(file, id, seen, found);
        let count = entry.get(b"Count").and_then(Object::as_i64).unwrap_or(0);
        if usize::try_from(count.abs()).ok() != Some(below) {
            found.push(format!("{id:?} counts {count} and holds {below}"));
        }
        shown += 1 + if count > 0 { below } else { 0 };
        (before, at) = (Some(id), link(entry, b"Next"));
    }
    if link(above, b"Last") != before {
        found.push(format!("{parent:?} names another last entry"));
    }
    shown
}
