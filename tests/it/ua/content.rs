//! What pages draw: every operator with the marks it stands in.

use super::file::{as_dict, name, plain};
use super::font::Font;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// A page and what it draws.
pub(super) struct Sheet {
    pub id: ObjectId,
    pub dict: Dictionary,
    /// The numbers of marked sequences, in the order they are drawn.
    pub numbers: Vec<i64>,
    /// Colours of a device that are set, by the operator's name.
    pub devices: BTreeSet<String>,
    /// Faults by number of the condition.
    pub faults: Vec<(&'static str, String)>,
}

/// A code shown in a font.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shown {
    pub font: ObjectId,
    pub code: u32,
    /// Whether its marks say what the text really is.
    pub has_text: bool,
    pub visible: bool,
}

/// A mark that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Artifact,
    Content(i64),
    Other { has_text: bool },
}

/// What all pages draw.
#[derive(Default)]
pub(super) struct Drawn {
    pub sheets: Vec<Sheet>,
    pub fonts: BTreeMap<ObjectId, Font>,
    pub shown: BTreeSet<Shown>,
    /// How often each form `XObject` is drawn.
    pub forms: BTreeMap<ObjectId, usize>,
}

/// Reads every page.
pub(super) fn draw_all(doc: &Document) -> Drawn {
    let mut all = Drawn::default();
    for id in doc.page_iter() {
        let Ok(dict) = doc.get_dictionary(id) else { continue };
        let resources = inherited(doc, dict, b"Resources").and_then(|object| as_dict(doc, object));
        let mut reader = Reader {
            doc,
            marks: Vec::new(),
            font: None,
            visible: true,
            saved: Vec::new(),
            sheet: Sheet { id, dict: dict.clone(), numbers: Vec::new(), devices: BTreeSet::new(), faults: Vec::new() },
            all: &mut all,
        };
        reader.content(&doc.get_page_content(id), resources, 0);
        reader.end();
        for look in appearances(doc, dict) {
            reader.appearance(look);
        }
        let sheet = reader.sheet;
        all.sheets.push(sheet);
    }
    all
}

/// Returns the appearance streams of a page's annotations.
fn appearances<'a>(doc: &'a Document, page: &'a Dictionary) -> Vec<&'a Object> {
    let Ok((_, Object::Array(all))) = page.get(b"Annots").and_then(|object| doc.dereference(object)) else {
        return Vec::new();
    };
    let looks = all.iter().filter_map(|one| as_dict(doc, one)).filter_map(|one| as_dict(doc, one.get(b"AP").ok()?));
    let mut found = Vec::new();
    for look in looks.flat_map(|looks| looks.iter().map(|(_, look)| look)) {
        match doc.dereference(look) {
            Ok((_, Object::Dictionary(states))) => found.extend(states.iter().map(|(_, look)| look)),
            Ok((_, Object::Stream(_))) => found.push(look),
            _ => {}
        }
    }
    found
}

fn inherited<'a>(doc: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut at = page;
    for _ in 0..20 {
        if let Ok(object) = at.get(key) {
            return Some(object);
        }
        at = as_dict(doc, at.get(b"Parent").ok()?)?;
    }
    None
}

/// The operators of ISO 32000-1, annex A, that are no painting.
const SILENT: &str = " q Q cm w J j M d ri i gs m l c v y h re W W* n BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* CS cs \
                      SC SCN sc scn G g RG rg K k MP DP BX EX d0 d1 ";
/// Those that paint, text aside.
const PAINTS: [&str; 12] = ["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI", "Do"];

struct Reader<'a> {
    doc: &'a Document,
    marks: Vec<Mark>,
    font: Option<ObjectId>,
    visible: bool,
    saved: Vec<(Option<ObjectId>, bool)>,
    sheet: Sheet,
    all: &'a mut Drawn,
}

impl Reader<'_> {
    fn fault(&mut self, number: &'static str, says: String) {
        self.sheet.faults.push((number, says));
    }

    fn content(&mut self, bytes: &[u8], resources: Option<&Dictionary>, nested: usize) {
        let Ok(content) = Content::decode(bytes) else {
            return self.fault("A3-6.2.2", "content that cannot be read".to_owned());
        };
        for operation in &content.operations {
            self.operation(operation, resources, nested);
        }
    }

    fn operation(&mut self, operation: &Operation, resources: Option<&Dictionary>, nested: usize) {
        let (operator, operands) = (operation.operator.as_str(), &operation.operands);
        match operator {
            "BMC" | "BDC" => self.begin(operands, resources),
            "EMC" => {
                if self.marks.pop().is_none() {
                    self.fault("A3-6.2.2", "EMC without a beginning".to_owned());
                }
            }
            "q" => {
                self.saved.push((self.font, self.visible));
                if self.saved.len() == 29 {
                    self.fault("A3-6.1.13", "graphics states nested deeper than 28".to_owned());
                }
            }
            "Q" => (self.font, self.visible) = self.saved.pop().unwrap_or((self.font, self.visible)),
            "Tf" => self.font = operands.first().and_then(|name| self.take_font(name, resources)),
            "Tr" => self.visible = operands.first().and_then(|mode| mode.as_i64().ok()) != Some(3),
            "Tj" | "'" | "\"" | "TJ" => {
                self.paints(operator);
                self.show(operands);
            }
            "Do" => {
                self.paints(operator);
                self.draw(operands, resources, nested);
            }
            _ if PAINTS.contains(&operator) => self.paints(operator),
            "rg" | "RG" | "k" | "K" => {
                self.sheet.devices.insert(operator.to_owned());
            }
            "gs" | "cs" | "CS" => self.named(operator, operands, resources),
            _ if SILENT.contains(&format!(" {operator} ")) => {}
            _ => self.fault("A3-6.2.2", format!("the operator {operator} is unknown")),
        }
    }

    fn begin(&mut self, operands: &[Object], resources: Option<&Dictionary>) {
        let tag = operands.first().and_then(|tag| tag.as_name().ok()).unwrap_or_default();
        let properties = operands.get(1).and_then(|properties| match properties {
            Object::Name(name) => find(self.doc, resources, b"Properties", name).and_then(|it| as_dict(self.doc, it)),
            other => other.as_dict().ok(),
        });
        let number = properties.and_then(|dict| dict.get(b"MCID").and_then(Object::as_i64).ok());
        let has_text = properties.is_some_and(|dict| dict.has(b"ActualText"));
        let (inside_content, inside_artifact) = (self.in_content(), self.marks.contains(&Mark::Artifact));
        let mark = match number {
            _ if tag == b"Artifact" => Mark::Artifact,
            Some(number) => Mark::Content(number),
            None => Mark::Other { has_text },
        };
        if mark == Mark::Artifact && inside_content {
            self.fault("01-003", "an artifact begins inside tagged content".to_owned());
        }
        if let Mark::Content(number) = mark {
            if inside_artifact {
                self.fault("01-004", format!("MCID {number} begins inside an artifact"));
            }
            if self.sheet.numbers.contains(&number) {
                self.fault("32000-14.7.4", format!("MCID {number} is used twice"));
            }
            self.sheet.numbers.push(number);
        }
        self.marks.push(mark);
    }

    fn in_content(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark, Mark::Content(_)))
    }

    fn paints(&mut self, operator: &str) {
        if !self.in_content() && !self.marks.contains(&Mark::Artifact) {
            self.fault("01-005", format!("{operator} paints outside every mark"));
        }
    }

    fn take_font(&mut self, name: &Object, resources: Option<&Dictionary>) -> Option<ObjectId> {
        let name = name.as_name().ok()?;
        let found = find(self.doc, resources, b"Font", name);
        let Some(id) = found.and_then(|object| object.as_reference().ok()) else {
            self.fault("A3-6.2.2", format!("the font {} is no resource", String::from_utf8_lossy(name)));
            return None;
        };
        let doc = self.doc;
        self.all.fonts.entry(id).or_insert_with(|| Font::read(doc, id));
        Some(id)
    }

    fn show(&mut self, operands: &[Object]) {
        let mut codes = Vec::new();
        for operand in operands {
            match operand {
                Object::String(bytes, _) => codes.extend(bytes),
                Object::Array(items) => {
                    codes.extend(items.iter().filter_map(|item| item.as_str().ok()).flatten());
                }
                _ => {}
            }
        }
        let has_text = self.marks.contains(&Mark::Other { has_text: true });
        let Some((id, font)) = self.font.and_then(|id| Some((id, self.all.fonts.get(&id)?))) else { return };
        let visible = self.visible;
        self.all.shown.extend(font.codes(&codes).into_iter().map(|code| Shown { font: id, code, has_text, visible }));
    }

    fn draw(&mut self, operands: &[Object], resources: Option<&Dictionary>, nested: usize) {
        let name_of_it = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
        let Some(object) = find(self.doc, resources, b"XObject", name_of_it) else {
            return self
                .fault("A3-6.2.2", format!("the XObject {} is no resource", String::from_utf8_lossy(name_of_it)));
        };
        if let Ok(id) = object.as_reference() {
            *self.all.forms.entry(id).or_default() += 1;
        }
        let Some(dict) = as_dict(self.doc, object) else { return };
        if name(dict, b"Subtype") == "Form" && nested < 12 {
            let own = dict.get(b"Resources").ok().and_then(|object| as_dict(self.doc, object));
            let (saved, marks) = ((self.font, self.visible), self.marks.len());
            if let Some(bytes) = plain(self.doc, object) {
                self.content(&bytes, own.or(resources), nested + 1);
            }
            (self.font, self.visible) = saved;
            self.marks.truncate(marks);
        }
    }

    fn named(&mut self, operator: &str, operands: &[Object], resources: Option<&Dictionary>) {
        let Some(name) = operands.first().and_then(|name| name.as_name().ok()) else { return };
        let own = ["DeviceRGB", "DeviceGray", "DeviceCMYK", "Pattern"].map(str::as_bytes);
        let kind: &[u8] = if operator == "gs" { b"ExtGState" } else { b"ColorSpace" };
        if (operator == "gs" || !own.contains(&name)) && find(self.doc, resources, kind, name).is_none() {
            self.fault("A3-6.2.2", format!("{} is no resource", String::from_utf8_lossy(name)));
        }
    }

    fn end(&mut self) {
        if !self.marks.is_empty() {
            self.fault("A3-6.2.2", "a mark is never closed".to_owned());
        }
        self.marks.clear();
    }

    /// Reads the look of an annotation, which is part of that annotation's element.
    fn appearance(&mut self, look: &Object) {
        let Some(dict) = as_dict(self.doc, look).cloned() else { return };
        let resources = dict.get(b"Resources").ok().and_then(|object| as_dict(self.doc, object));
        let faults = self.sheet.faults.len();
        if let Some(bytes) = plain(self.doc, look) {
            self.content(&bytes, resources, 0);
        }
        let marks = ["01-003", "01-004", "01-005"];
        let new = self.sheet.faults.split_off(faults);
        self.sheet.faults.extend(new.into_iter().filter(|(number, _)| !marks.contains(number)));
        self.marks.clear();
    }
}

fn find<'a>(doc: &'a Document, resources: Option<&'a Dictionary>, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
    as_dict(doc, resources?.get(kind).ok()?)?.get(name).ok()
}
