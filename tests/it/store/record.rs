//! What is written is read; what is kept for ever cannot be changed.

use super::{PACK, act, at, fill, open, part, plan, projection, revision, sian, sign_off, visible};
use partnership_desk::model::id::{CardId, Digest};
use partnership_desk::store::{Completion, Incoming, IssuedPaper, Store, StoreError};

#[test]
fn everything_written_is_read_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    let filled = fill(&mut store);
    let before = visible(&store).unwrap();
    drop(store);
    let store = open(folder.path());
    assert_eq!(visible(&store).unwrap(), before);
    assert_eq!(store.doctor(), Vec::<String>::new());

    let heads = store.heads(&filled.document, &part()).unwrap();
    assert_eq!(heads.len(), 1);
    assert_eq!(heads[0].revision, revision(&filled.partnership, &filled.document, &filled.card, vec![]));
    assert_eq!(store.cards(std::slice::from_ref(&filled.card.id)).unwrap(), [filled.card]);
    assert_eq!(store.file(&Digest::of(b"a plan")).unwrap(), plan());
    assert_eq!(store.pack_text(&Digest::of(PACK)).unwrap().as_deref(), Some(PACK));
    let papers = store.issued_papers(&filled.revision).unwrap();
    assert_eq!(store.file(&papers[0].digest).unwrap().bytes, b"%PDF-1.7 paper");
    assert_eq!(store.revisions_by_code(&filled.revision.short()).unwrap().len(), 1);
    assert_eq!(store.setting("prefix").unwrap().as_deref(), Some("WK"));
    let whats: Vec<String> = store.history(Some(&filled.partnership)).unwrap().into_iter().map(|l| l.what).collect();
    assert_eq!(whats.len(), 5);
    assert_eq!(whats[2], "Completed the review");
}

#[test]
fn a_partnership_is_found_by_either_reference_in_any_case() {
    let mut store = Store::in_memory().unwrap();
    let filled = fill(&mut store);
    for text in ["WK-0007", "wk-0007", " crr-12 "] {
        assert_eq!(store.partnership_by_ref(text).unwrap().id, filled.partnership, "{text}");
    }
    assert!(matches!(store.partnership_by_ref("WK-0008"), Err(StoreError::NotFound(_))));
    assert_eq!(store.next_reference("WK").unwrap(), "WK-0008");
    assert_eq!(store.next_reference("SA").unwrap(), "SA-0001");
    for taken in ["wk-0007", "crr-12"] {
        let again = store.create_partnership(taken, &act("Started", &at(1)));
        assert!(matches!(again, Err(StoreError::Taken(_))), "{taken}");
    }
}

#[test]
fn nothing_kept_for_ever_can_be_changed_even_from_outside() {
    let folder = tempfile::tempdir().unwrap();
    fill(&mut open(folder.path()));
    let outside = rusqlite::Connection::open(folder.path().join("desk.db")).unwrap();
    for table in ["history", "revision", "sign_off", "issued_paper"] {
        let columns = if table == "issued_paper" { "made = made" } else { "seq = seq" };
        for sql in [
            format!("UPDATE {table} SET {columns}"),
            format!("DELETE FROM {table}"),
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"),
        ] {
            let error = outside.execute(&sql, []).unwrap_err().to_string();
            assert!(error.contains("only grow"), "{sql}: {error}");
        }
    }
}

#[test]
fn completing_is_one_step_and_twice_is_once() {
    let mut store = Store::in_memory().unwrap();
    let filled = fill(&mut store);
    let card = sian();
    let second = revision(&filled.partnership, &filled.document, &card, vec![filled.revision.clone()]);
    store.save_entry(&filled.document, &part(), &"c_aims".into(), Some(&super::text("x")), &at(10)).unwrap();
    let completion = Completion {
        revision: &second,
        cards: std::slice::from_ref(&card),
        files: &[],
        pack: PACK,
        projection: &projection("Safer Homes 2"),
    };
    let id = store.complete(&completion, &act("Completed it again", &at(11))).unwrap();
    assert_eq!(store.complete(&completion, &act("Completed it again", &at(12))).unwrap(), id);
    assert_eq!(store.load_draft(&filled.document, &part()).unwrap(), None);
    let heads = store.heads_of_partnership(&filled.partnership).unwrap();
    assert_eq!(heads.iter().map(|head| head.id.clone()).collect::<Vec<_>>(), [id]);
    assert_eq!(store.revisions(&filled.document).unwrap().iter().map(|r| r.is_head).collect::<Vec<_>>(), [false, true]);
    assert_eq!(super::register(&store).unwrap()[0].0.cells.text("name"), "Safer Homes 2");
    assert_eq!(store.history(None).unwrap().len(), 6);
    store.forget_projections().unwrap();
    assert!(super::register(&store).unwrap().is_empty() && store.facts(&filled.partnership).unwrap().is_empty());
    store.refresh(&[(filled.partnership.clone(), projection("Anew"))]).unwrap();
    assert_eq!(super::register(&store).unwrap()[0].0.cells.text("name"), "Anew");
}

#[test]
fn a_card_that_does_not_fit_leaves_nothing_behind() {
    let mut store = Store::in_memory().unwrap();
    let filled = fill(&mut store);
    let before = visible(&store).unwrap();
    let stranger = sian();
    let broken = revision(&filled.partnership, &filled.document, &stranger, vec![filled.revision]);
    let completion =
        Completion { revision: &broken, cards: &[], files: &[], pack: PACK, projection: &projection("Never") };
    let (now, shared) = (at(9), std::sync::Mutex::new(&mut store));
    let outcome = std::panic::catch_unwind(|| {
        let mut store = shared.lock().unwrap();
        store.complete(&completion, &act("Completed it", &now)).map(drop)
    });
    assert!(outcome.is_err());
    assert_eq!(visible(&store).unwrap(), before);
}

#[test]
fn an_erased_card_is_gone_and_stays_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    let filled = fill(&mut store);
    store.erase_card(&filled.card.id, &act("Erased a person", &at(9))).unwrap();
    let again = Incoming { cards: vec![filled.card.clone()], ..Incoming::default() };
    store.take_in(&again, &act("Took in a package", &at(10))).unwrap();
    assert_eq!(store.cards(std::slice::from_ref(&filled.card.id)).unwrap(), []);
    assert!(store.erase_card(&CardId::new("0".repeat(32)), &act("Erased", &at(9))).is_err());
    assert_eq!(store.doctor(), Vec::<String>::new());
    drop(store);
    for name in ["desk.db", "desk.db-wal"] {
        let bytes = std::fs::read(folder.path().join(name)).unwrap_or_default();
        let name_on_card = "Siân Ŵyn".as_bytes();
        assert!(!bytes.windows(name_on_card.len()).any(|window| window == name_on_card), "{name}");
    }
}

#[test]
fn taking_in_twice_or_in_another_order_gives_the_same() {
    let mut home = Store::in_memory().unwrap();
    let filled = fill(&mut home);
    let second = revision(&filled.partnership, &filled.document, &filled.card, vec![filled.revision.clone()]);
    let paper = &home.issued_papers(&filled.revision).unwrap()[0];
    let one = Incoming {
        documents: vec![],
        partnerships: home.partnerships().unwrap(),
        revisions: vec![home.revision(&filled.revision).unwrap().revision],
        packs: vec![PACK.to_vec()],
        cards: vec![filled.card.clone()],
        files: vec![plan(), home.file(&paper.digest).unwrap()],
        papers: vec![IssuedPaper { ..paper.clone() }],
        sign_offs: vec![sign_off(&filled.revision, Some(paper.digest.clone()))],
    };
    let other = Incoming { revisions: vec![second], papers: vec![], sign_offs: vec![], ..one.clone() };
    let mut heads = Vec::new();
    for order in [[&one, &other, &one], [&other, &one, &other]] {
        let mut away = Store::in_memory().unwrap();
        // Its reference is in use here for another partnership.
        away.create_partnership("wk-0007", &act("Started", &at(1))).unwrap();
        let taken = order.map(|incoming| away.take_in(incoming, &act("Took in a package", &at(20))).unwrap());
        assert_eq!(taken[0].touched, std::slice::from_ref(&filled.partnership));
        assert_eq!((taken[2].added, taken[2].touched.len()), (0, 0));
        assert_eq!(away.partnership(&filled.partnership).unwrap().reference, "WK-0007-2");
        assert_eq!(away.doctor(), Vec::<String>::new());
        heads.push(away.heads(&filled.document, &part()).unwrap().into_iter().map(|head| head.id).collect::<Vec<_>>());
    }
    assert_eq!(heads[0].len(), 1);
    assert_eq!(heads[0], heads[1]);
}

#[test]
fn two_versions_made_apart_are_both_heads() {
    let mut store = Store::in_memory().unwrap();
    let filled = fill(&mut store);
    let apart = revision(&filled.partnership, &filled.document, &sian(), vec![]);
    let incoming = Incoming { revisions: vec![apart], packs: vec![PACK.to_vec()], ..Incoming::default() };
    store.take_in(&incoming, &act("Took in a package", &at(20))).unwrap();
    assert_eq!(store.heads(&filled.document, &part()).unwrap().len(), 2);
}
