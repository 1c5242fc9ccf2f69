//! A PDF taken apart for the checks: its tree of meaning, its pages, its fonts, its metadata.

use super::content::{Drawn, Sheet, Shown, draw_all};
use super::font::Font;
use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};
use std::collections::{BTreeMap, BTreeSet};

/// The structure types of ISO 32000-1, 14.8.4.
pub(super) const STANDARD: [&str; 49] = [
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
    "Form",
];

/// A PDF taken apart.
pub(super) struct File {
    pub bytes: Vec<u8>,
    pub doc: Document,
    pub root: Dictionary,
    pub elements: Vec<Element>,
    /// Elements that are met twice, or whose parent is another.
    pub misplaced: Vec<String>,
    pub sheets: Vec<Sheet>,
    pub fonts: BTreeMap<ObjectId, Font>,
    pub xmp: Option<String>,
    /// How often each form `XObject` is drawn.
    pub forms: BTreeMap<ObjectId, usize>,
    /// Each code shown in a font.
    pub shown: BTreeSet<Shown>,
}

/// An element of the tree of meaning.
pub(super) struct Element {
    pub id: ObjectId,
    /// As it stands in the file.
    pub raw: String,
    /// The standard type it is mapped to.
    pub kind: String,
    pub parent: Option<usize>,
    pub kids: Vec<Kid>,
    pub dict: Dictionary,
}

/// Something an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kid {
    Element(usize),
    Content { page: Option<ObjectId>, number: i64 },
    Object(ObjectId),
}

impl File {
    /// Takes the bytes apart.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, String> {
        let doc = Document::load_mem(bytes).map_err(|error| format!("it is no PDF that can be read: {error}"))?;
        let root = doc.catalog().map_err(|error| format!("there is no catalog: {error}"))?.clone();
        let Drawn { sheets, fonts, shown, forms } = draw_all(&doc);
        let xmp = root.get(b"Metadata").ok().and_then(|object| plain(&doc, object));
        let xmp = xmp.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let mut file = File {
            bytes: bytes.to_vec(),
            doc,
            root,
            elements: Vec::new(),
            misplaced: Vec::new(),
            sheets,
            fonts,
            xmp,
            forms,
            shown,
        };
        file.read_tree();
        Ok(file)
    }

    fn read_tree(&mut self) {
        let Some(tree) = self.dict(&self.root, b"StructTreeRoot").cloned() else { return };
        let above = self.root.get(b"StructTreeRoot").and_then(Object::as_reference).ok();
        let mut seen = BTreeSet::new();
        for kid in self.list(&tree, b"K") {
            if let Ok(id) = kid.as_reference() {
                self.read_element(id, None, above, &mut seen);
            }
        }
    }

    fn read_element(
        &mut self,
        id: ObjectId,
        parent: Option<usize>,
        above: Option<ObjectId>,
        seen: &mut BTreeSet<ObjectId>,
    ) -> Option<usize> {
        let dict = self.doc.get_dictionary(id).ok()?.clone();
        if !seen.insert(id) {
            self.misplaced.push(format!("{id:?} stands twice in the tree"));
            return None;
        }
        if dict.get(b"P").and_then(Object::as_reference).ok() != above {
            self.misplaced.push(format!("{id:?} names another parent"));
        }
        let raw = name(&dict, b"S");
        let kind = self.mapped(&raw).unwrap_or_else(|| raw.clone());
        let index = self.elements.len();
        let home = dict.get(b"Pg").and_then(Object::as_reference).ok();
        let list = self.list(&dict, b"K");
        self.elements.push(Element { id, raw, kind, parent, kids: Vec::new(), dict });
        for kid in list {
            let found = self.kid(&kid, index, id, home, seen);
            self.elements[index].kids.extend(found);
        }
        Some(index)
    }

    fn kid(
        &mut self,
        kid: &Object,
        index: usize,
        id: ObjectId,
        home: Option<ObjectId>,
        seen: &mut BTreeSet<ObjectId>,
    ) -> Option<Kid> {
        if let Ok(number) = kid.as_i64() {
            return Some(Kid::Content { page: home, number });
        }
        let (_, target) = self.doc.dereference(kid).ok()?;
        let dict = target.as_dict().ok()?.clone();
        let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(home);
        match name(&dict, b"Type").as_str() {
            "MCR" => Some(Kid::Content { page, number: dict.get(b"MCID").and_then(Object::as_i64).unwrap_or(-1) }),
            "OBJR" => dict.get(b"Obj").and_then(Object::as_reference).ok().map(Kid::Object),
            _ => self.read_element(kid.as_reference().ok()?, Some(index), Some(id), seen).map(Kid::Element),
        }
    }

    /// Follows the role map to a standard type; `None` if it ends elsewhere or turns in a circle.
    pub(super) fn mapped(&self, raw: &str) -> Option<String> {
        let map = self.dict(&self.root, b"StructTreeRoot").and_then(|tree| self.dict(tree, b"RoleMap"));
        let mut at = raw.to_owned();
        for _ in 0..20 {
            if STANDARD.contains(&at.as_str()) {
                return Some(at);
            }
            at = map.map(|map| name(map, at.as_bytes())).filter(|next| !next.is_empty())?;
        }
        None
    }

    /// Returns a dictionary in a dictionary, references followed.
    pub(super) fn dict<'b>(&'b self, dict: &'b Dictionary, key: &[u8]) -> Option<&'b Dictionary> {
        as_dict(&self.doc, dict.get(key).ok()?)
    }

    /// Returns an array, or the one value that stands for it; references inside are kept.
    pub(super) fn list(&self, dict: &Dictionary, key: &[u8]) -> Vec<Object> {
        let Ok(object) = dict.get(key) else { return Vec::new() };
        match self.doc.dereference(object) {
            Ok((_, Object::Array(all))) => all.clone(),
            Ok(_) => vec![object.clone()],
            Err(_) => Vec::new(),
        }
    }

    /// Returns a text of a dictionary.
    pub(super) fn text(&self, dict: &Dictionary, key: &[u8]) -> Option<String> {
        let (_, object) = self.doc.dereference(dict.get(key).ok()?).ok()?;
        decode_text_string(object).ok()
    }

    /// Returns an attribute of an element, from its owner's attributes.
    pub(super) fn attribute(&self, element: &Element, owner: &str, key: &[u8]) -> Option<Object> {
        let all = self.list(&element.dict, b"A");
        let mut named = all.iter().filter_map(|one| as_dict(&self.doc, one)).filter(|one| name(one, b"O") == owner);
        named.find_map(|one| one.get(key).ok().cloned())
    }

    /// Returns the elements of a kind.
    pub(super) fn of<'b>(&'b self, kind: &'b str) -> impl Iterator<Item = (usize, &'b Element)> {
        self.elements.iter().enumerate().filter(move |(_, element)| element.kind == kind)
    }

    /// Returns the kinds of the elements an element holds.
    pub(super) fn kinds_in(&self, element: &Element) -> Vec<&str> {
        element.kids.iter().filter_map(|kid| self.element(*kid)).map(|kid| kid.kind.as_str()).collect()
    }

    /// Returns the element that a kid is.
    pub(super) fn element(&self, kid: Kid) -> Option<&Element> {
        if let Kid::Element(at) = kid { self.elements.get(at) } else { None }
    }

    /// Returns the kind of the element above.
    pub(super) fn above(&self, element: &Element) -> &str {
        element.parent.map_or("", |parent| self.elements[parent].kind.as_str())
    }

    /// Returns the language of an element: its own, of one above it, or of the document.
    pub(super) fn language(&self, element: &Element) -> Option<String> {
        let own = self.text(&element.dict, b"Lang").filter(|lang| !lang.is_empty());
        own.or_else(|| match element.parent {
            Some(parent) => self.language(&self.elements[parent]),
            None => self.text(&self.root, b"Lang").filter(|lang| !lang.is_empty()),
        })
    }

    /// Returns each object of the file as dictionary, streams included, also those inside others.
    pub(super) fn dictionaries(&self) -> Vec<(ObjectId, &Dictionary)> {
        let mut found = Vec::new();
        for (id, object) in &self.doc.objects {
            collect(*id, object, &mut found);
        }
        found
    }
}

fn collect<'a>(id: ObjectId, object: &'a Object, found: &mut Vec<(ObjectId, &'a Dictionary)>) {
    match object {
        Object::Dictionary(dict) => {
            found.push((id, dict));
            dict.iter().for_each(|(_, inner)| collect(id, inner, found));
        }
        Object::Stream(stream) => {
            found.push((id, &stream.dict));
            stream.dict.iter().for_each(|(_, inner)| collect(id, inner, found));
        }
        Object::Array(all) => all.iter().for_each(|inner| collect(id, inner, found)),
        _ => {}
    }
}

/// Returns the name that stands under a key; empty without one.
pub(super) fn name(dict: &Dictionary, key: &[u8]) -> String {
    dict.get(key).and_then(Object::as_name).map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default()
}

/// Returns an object as dictionary, a stream's included.
pub(super) fn as_dict<'a>(doc: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match doc.dereference(object).ok()?.1 {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// Returns what a stream holds, without its filters.
pub(super) fn plain(doc: &Document, object: &Object) -> Option<Vec<u8>> {
    doc.dereference(object).ok()?.1.as_stream().ok()?.get_plain_content().ok()
}
