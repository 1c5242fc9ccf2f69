//! Backups are verified, thinned, and bring everything back.

use super::{act, at, fill, open, visible};
use partnership_desk::store::{Store, StoreError, When};
use std::fs;

#[test]
fn a_backup_is_due_after_half_an_hour_of_changes_and_on_closing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    fill(&mut store);
    let first = store.backup_if_due(&at(10), When::Working).unwrap().unwrap();
    assert!(first.is_verified);
    assert_eq!(store.backup_if_due(&at(60), When::Working).unwrap(), None);
    store.set_setting("a", Some("1")).unwrap();
    assert_eq!(store.backup_if_due(&at(39), When::Working).unwrap(), None);
    assert!(store.backup_if_due(&at(40), When::Working).unwrap().is_some());
    store.set_setting("a", Some("2")).unwrap();
    assert!(store.close(&at(41)).unwrap().is_some());
    let store = open(folder.path());
    assert_eq!(store.last_verified_backup().unwrap().unwrap().made, at(41));
    assert_eq!(store.close(&at(99)).unwrap(), None);
    assert_eq!(Store::list_backups(folder.path()).unwrap().len(), 3);
}

#[test]
fn old_backups_are_thinned_out_with_their_hashes() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    for number in 0..14 {
        store.set_setting("n", Some(&number.to_string())).unwrap();
        store.backup_if_due(&at(number), When::Closing).unwrap();
    }
    let backups = Store::list_backups(folder.path()).unwrap();
    assert_eq!(backups.len(), 10);
    assert_eq!(backups[0].made, at(13));
    assert_eq!(fs::read_dir(folder.path().join("backups")).unwrap().count(), 20);
}

#[test]
fn restoring_gives_everything_back_and_keeps_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    let filled = fill(&mut store);
    let before = store.all_revisions().unwrap();
    let backup = store.backup_if_due(&at(10), When::Closing).unwrap().unwrap();
    store.erase_card(&filled.card.id, &act("Erased a person", &at(11))).unwrap();
    let held = Store::restore(folder.path(), &backup.path, &act("Restored a backup", &at(12)));
    assert!(matches!(held, Err(StoreError::HeldBy(_))));
    drop(store);

    let store = Store::restore(folder.path(), &backup.path, &act("Restored a backup", &at(12))).unwrap().store;
    assert_eq!(store.all_revisions().unwrap(), before);
    assert_eq!(store.cards(&[filled.card.id]).unwrap(), [], "what was erased stays erased");
    let last = store.history(None).unwrap().pop().unwrap();
    assert_eq!((last.what.as_str(), last.epoch), ("Restored a backup", 1));
    assert_eq!(store.doctor(), Vec::<String>::new());
    assert!(folder.path().join("desk-replaced-20260301T001200Z.db").exists());
}

#[test]
fn a_backup_that_was_touched_is_refused_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    fill(&mut store);
    let backup = store.backup_if_due(&at(10), When::Closing).unwrap().unwrap();
    let before = visible(&store);
    drop(store);
    let mut bytes = fs::read(&backup.path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&backup.path, bytes).unwrap();
    let refused = Store::restore(folder.path(), &backup.path, &act("Restored", &at(12))).unwrap_err();
    assert!(matches!(refused, StoreError::BadBackup { .. }), "{refused}");
    let text = folder.path().join("notes.txt");
    fs::write(&text, "not a backup").unwrap();
    let refused = Store::restore(folder.path(), &text, &act("Restored", &at(12))).unwrap_err();
    assert!(matches!(refused, StoreError::BadBackup { .. }), "{refused}");
    assert_eq!(visible(&open(folder.path())), before);
    assert!(!folder.path().join("desk.restoring.tmp").exists());
}

#[test]
fn records_that_vanish_beside_their_backups_are_not_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    fill(&mut store);
    let before = super::register(&store).unwrap();
    store.close(&at(10)).unwrap().unwrap();
    fs::write(folder.path().join("desk.db"), "").unwrap();
    assert!(matches!(Store::open(folder.path(), &at(11)), Err(StoreError::Damaged { .. })));
    fs::remove_file(folder.path().join("desk.db")).unwrap();
    assert!(matches!(Store::open(folder.path(), &at(11)), Err(StoreError::Damaged { .. })));
    let backup = &Store::list_backups(folder.path()).unwrap()[0];
    let store = Store::restore(folder.path(), &backup.path, &act("Restored", &at(12))).unwrap().store;
    assert_eq!(super::register(&store).unwrap(), before);
}
