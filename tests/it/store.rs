//! The store against real files: what is written is read, only grows, and survives what happens to files.

mod backup;
mod damage;
mod draft;
mod opening;
mod record;
mod surroundings;

use partnership_desk::model::answer::Person;
use partnership_desk::model::card::Card;
use partnership_desk::model::entry::Entry;
use partnership_desk::model::id::{Digest, DocumentId, PartId, PartnershipId, RevisionId};
use partnership_desk::model::moment::Moment;
use partnership_desk::model::revision::{FORMAT, FileRef, Revision};
use partnership_desk::model::signoff::{Outcome, SignOff};
use partnership_desk::store::{Act, Cell, Completion, ListedRow, Looking, Projection, Store, StoredFile, new_card};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

const PACK: &[u8] = b"id = \"test\"\n";

/// Returns a moment `minutes` after the one all tests begin at.
fn at(minutes: i64) -> Moment {
    let (day, rest) = (minutes.div_euclid(1440), minutes.rem_euclid(1440));
    Moment::parse(&format!("2026-03-{:02}T{:02}:{:02}:00Z", day + 1, rest / 60, rest % 60)).unwrap()
}

fn open(folder: &Path) -> Store {
    let opened = Store::open(folder, &at(0)).unwrap();
    assert_eq!(opened.held_by, None);
    opened.store
}

fn act<'a>(what: &'a str, at: &'a Moment) -> Act<'a> {
    Act { who: "J. Smith", what, at }
}

fn text(text: &str) -> Entry {
    Entry::Text(text.to_owned())
}

fn part() -> PartId {
    "review".into()
}

/// Makes a revision of a document, with a person and a file.
fn revision(partnership: &PartnershipId, document: &DocumentId, card: &Card, parents: Vec<RevisionId>) -> Revision {
    Revision {
        format: FORMAT,
        document: document.clone(),
        partnership: partnership.clone(),
        form: "appendix-c".into(),
        form_version: 1,
        part: part(),
        period: "2026/27".to_owned(),
        pack: "test".into(),
        pack_digest: Digest::of(PACK),
        language: "en".to_owned(),
        parents,
        follows: vec![],
        answers: BTreeMap::from([
            ("c_aims".into(), json!("Reduce deliberate fires")),
            ("c_lead".into(), json!({ "card": card.id })),
        ]),
        cards: BTreeMap::from([(card.id.clone(), card.commitment())]),
        files: vec![FileRef {
            sha256: Digest::of(b"a plan"),
            len: 6,
            name: "plan.txt".to_owned(),
            mime: "text/plain".to_owned(),
        }],
        made: at(5),
        reason: String::new(),
    }
}

fn plan() -> StoredFile {
    StoredFile { name: "plan.txt".to_owned(), mime: "text/plain".to_owned(), bytes: b"a plan".to_vec() }
}

fn sian() -> Card {
    let fields = [("name", "Siân Ŵyn"), ("post", "Group Manager")];
    new_card(&Person { fields: fields.map(|(name, text)| (name.to_owned(), text.to_owned())).into() }).unwrap()
}

fn projection(title: &str) -> Projection {
    let sort = Some(partnership_desk::model::filter::Key::Text(title.to_lowercase()));
    let cell = Cell { value: json!(title), text: title.to_owned(), sort };
    Projection {
        cells: BTreeMap::from([("name".to_owned(), cell)]),
        facts: BTreeMap::from([("value".to_owned(), json!(125_050))]),
        ..Projection::default()
    }
}

/// What [`fill`] made.
struct Filled {
    partnership: PartnershipId,
    document: DocumentId,
    revision: RevisionId,
    card: Card,
}

/// Puts one of everything into a store.
fn fill(store: &mut Store) -> Filled {
    let partnership = store.create_partnership("WK-0007", &act("Started the partnership", &at(1))).unwrap();
    store.set_register_no(&partnership, Some("CRR-12"), &act("Noted the register number", &at(2))).unwrap();
    let document =
        store.create_document(&partnership, (&"test".into(), &"appendix-c".into()), "2026/27", &at(3)).unwrap();
    let card = sian();
    let revision = revision(&partnership, &document, &card, vec![]);
    let completion = Completion {
        revision: &revision,
        cards: std::slice::from_ref(&card),
        files: &[plan()],
        pack: PACK,
        projection: &projection("Safer Homes"),
    };
    let id = store.complete(&completion, &act("Completed the review", &at(5))).unwrap();
    let paper =
        store.issue_paper(&id, "WK-0007.pdf", b"%PDF-1.7 paper", &act("Printed it for signing", &at(6))).unwrap();
    store.record_sign_off(&sign_off(&id, Some(paper)), None, &act("Recorded a signature", &at(7))).unwrap();
    store.set_setting("prefix", Some("WK")).unwrap();
    let other = store.create_document(&partnership, (&"test".into(), &"appendix-f".into()), "", &at(8)).unwrap();
    store.save_entry(&other, &part(), &"f_notes".into(), Some(&text("half ty")), &at(8)).unwrap();
    store.save_entry(&other, &part(), &"f_notes".into(), Some(&text("half typed")), &at(9)).unwrap();
    Filled { partnership, document, revision: id, card }
}

fn sign_off(revision: &RevisionId, paper: Option<Digest>) -> SignOff {
    SignOff {
        revision: revision.clone(),
        question: "c_signature".into(),
        outcome: Outcome::Signed,
        role: "Line manager".to_owned(),
        name: "A. Jones".to_owned(),
        post: "Station Manager".to_owned(),
        on: at(0).day(),
        reference: String::new(),
        row: partnership_desk::model::id::RowId::default(),
        reason: String::new(),
        paper,
        scan: None,
        recorded: at(7),
        by: "J. Smith".to_owned(),
    }
}

/// Returns every row of the register, with the facts of its partnership.
fn register(store: &Store) -> partnership_desk::store::Result<Vec<(ListedRow, BTreeMap<String, Value>)>> {
    let rows = store.find(&Looking::default())?;
    let listed = store.listed(&rows, None)?;
    listed.into_iter().map(|row| Ok((row.clone(), store.facts(&row.partnership)?))).collect()
}

/// Writes down everything a person can see, or why it could not be read.
fn visible(store: &Store) -> Result<String, String> {
    let read = || -> partnership_desk::store::Result<String> {
        let mut seen = vec![
            format!("{:?} {:?} {:?}", register(store)?, store.settings()?, store.history(None)?),
            format!("{:?}", store.all_sign_offs()?),
        ];
        for one in store.all_revisions()? {
            let cards: Vec<_> = one.revision.cards.keys().cloned().collect();
            seen.push(format!("{one:?} {:?} {:?}", store.cards(&cards)?, store.issued_papers(&one.id)?));
            for file in &one.revision.files {
                seen.push(format!("{:?}", store.file(&file.sha256)?));
            }
        }
        for one in store.all_documents()? {
            seen.push(format!("{one:?} {:?}", store.load_draft(&one.id, &part())?.map(|draft| draft.entries)));
        }
        Ok(seen.join("\n"))
    };
    read().map_err(|error| error.to_string())
}
