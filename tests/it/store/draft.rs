//! Nothing typed is lost, and every step can be taken back and done again, across restarts.

use super::{act, at, open, part, text};
use partnership_desk::model::entry::{Entries, Entry, EntryRow};
use partnership_desk::model::id::{DocumentId, QuestionId};
use partnership_desk::store::Store;
use std::collections::BTreeMap;

fn start(store: &mut Store) -> DocumentId {
    let partnership = store.create_partnership("WK-0001", &act("Started", &at(0))).unwrap();
    store.create_document(&partnership, (&"test".into(), &"appendix-c".into()), "", &at(0)).unwrap()
}

fn entries(store: &Store, document: &DocumentId) -> Entries {
    store.load_draft(document, &part()).unwrap().unwrap().entries
}

#[test]
fn several_answers_are_one_step() {
    let mut store = Store::in_memory().unwrap();
    let document = start(&mut store);
    let changes = [("b".into(), Some(text("2"))), ("a".into(), Some(text("1"))), ("c".into(), None)];
    assert!(store.save_entries(&document, &part(), &changes, &at(1)).unwrap());
    assert!(!store.save_entries(&document, &part(), &changes, &at(2)).unwrap());
    let undone = store.undo(&document, &part(), &at(3)).unwrap();
    assert_eq!(undone, [QuestionId::from("a"), "b".into()]);
    assert!(entries(&store, &document).is_empty());
    assert_eq!(store.undo(&document, &part(), &at(3)).unwrap(), []);
    assert_eq!(store.redo(&document, &part(), &at(4)).unwrap().len(), 2);
    assert_eq!(entries(&store, &document).len(), 2);
}

#[test]
fn a_burst_of_typing_is_one_step() {
    let mut store = Store::in_memory().unwrap();
    let document = start(&mut store);
    let (a, b) = (QuestionId::from("a"), QuestionId::from("b"));
    for typed in ["H", "He", "Hello"] {
        store.continue_entry(&document, &part(), &a, Some(&text(typed)), &at(1)).unwrap();
    }
    store.continue_entry(&document, &part(), &b, Some(&text("x")), &at(1)).unwrap();
    store.undo(&document, &part(), &at(2)).unwrap();
    store.undo(&document, &part(), &at(2)).unwrap();
    assert!(entries(&store, &document).is_empty());
    // Typing on after undoing all is a new step, and ends what could be redone.
    store.continue_entry(&document, &part(), &a, Some(&text("new")), &at(3)).unwrap();
    let draft = store.load_draft(&document, &part()).unwrap().unwrap();
    assert!(draft.can_undo && !draft.can_redo);
    store.undo(&document, &part(), &at(4)).unwrap();
    assert!(entries(&store, &document).is_empty());
}

#[test]
fn a_draft_thrown_away_can_be_put_back() {
    let mut store = Store::in_memory().unwrap();
    let document = start(&mut store);
    store.save_entry(&document, &part(), &"a".into(), Some(&text("kept")), &at(1)).unwrap();
    store.set_page(&document, &part(), &"taking-part".into(), &at(2)).unwrap();
    let draft = store.delete_draft(&document, &part()).unwrap().unwrap();
    assert_eq!(draft.page.as_str(), "taking-part");
    assert!(store.drafts().unwrap().is_empty());
    let back: Vec<_> = draft.entries.into_iter().map(|(question, entry)| (question, Some(entry))).collect();
    store.save_entries(&document, &part(), &back, &at(3)).unwrap();
    assert_eq!(entries(&store, &document)[&QuestionId::from("a")], text("kept"));
}

/// A small generator with a fixed seed: the same edits every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn entry(&mut self) -> Option<Entry> {
        let number = self.throw(1_000);
        let cells = || BTreeMap::from([("who".into(), text(&format!("ŵ{number}")))]);
        match self.throw(6) {
            0 => None,
            1 => Some(Entry::Codes(vec![format!("code{number}"), "b".to_owned()])),
            2 => Some(Entry::Fields(BTreeMap::from([("name".to_owned(), format!("N {number}"))]))),
            3 => Some(Entry::Rows(vec![EntryRow { id: "r1".into(), origin: String::new(), cells: cells() }])),
            _ => Some(text(&format!("{number}\n£"))),
        }
    }
}

#[test]
fn a_thousand_random_edits_undo_to_the_start_and_redo_to_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    let document = start(&mut store);
    let mut dice = Dice(0x5EED_2026);
    let mut states = vec![Entries::new()];
    while states.len() <= 1_000 {
        let count = dice.throw(3) + 1;
        let changes: Vec<_> =
            (0..count).map(|_| (QuestionId::new(format!("q{}", dice.throw(12))), dice.entry())).collect();
        if store.save_entries(&document, &part(), &changes, &at(1)).unwrap() {
            let now = entries(&store, &document);
            // A step may set a question back to what it was; then nothing is seen of it.
            states.push(now);
        }
        if dice.throw(100) == 0 {
            drop(store);
            store = open(folder.path());
        }
    }
    let bytes = |entries: &Entries| serde_json::to_vec(entries).unwrap();
    for state in states.iter().rev().skip(1) {
        assert!(!store.undo(&document, &part(), &at(2)).unwrap().is_empty());
        assert_eq!(bytes(&entries(&store, &document)), bytes(state));
        if dice.throw(100) == 0 {
            drop(store);
            store = open(folder.path());
        }
    }
    let draft = store.load_draft(&document, &part()).unwrap().unwrap();
    assert!(draft.entries.is_empty() && !draft.can_undo && draft.can_redo);
    for state in &states[1..] {
        assert!(!store.redo(&document, &part(), &at(3)).unwrap().is_empty());
        assert_eq!(bytes(&entries(&store, &document)), bytes(state));
    }
    assert!(!store.load_draft(&document, &part()).unwrap().unwrap().can_redo);
    assert_eq!(store.doctor(), Vec::<String>::new());
}
