//! Damage: whatever changes what a person sees is found, and never crashes the program.

use super::{act, at, fill, open, visible};
use partnership_desk::model::id::Digest;
use partnership_desk::store::{CopyHead, CopyRow, Store, StoreError, When};
use std::fs;
use std::path::Path;

#[test]
fn a_damaged_file_says_so_and_a_backup_brings_everything_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    fill(&mut store);
    let before = store.all_revisions().unwrap();
    let backup = store.backup_if_due(&at(10), When::Closing).unwrap().unwrap();
    drop(store);
    let path = folder.path().join("desk.db");
    let whole = fs::read(&path).unwrap();
    for damage in 0..4 {
        let mut bytes = whole.clone();
        match damage {
            0 => bytes[..100].fill(0xAA),
            1 => bytes[16_384..32_768].fill(0x55),
            2 => bytes.truncate(whole.len() / 2 + 100),
            _ => bytes[..].fill(0),
        }
        fs::write(&path, &bytes).unwrap();
        let error = Store::open(folder.path(), &at(11)).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{damage}: {error}");
        let store = Store::restore(folder.path(), &backup.path, &act("Restored", &at(12))).unwrap().store;
        assert_eq!(store.all_revisions().unwrap(), before);
        assert_eq!(store.doctor(), Vec::<String>::new());
    }
}

#[test]
fn one_flipped_bit_of_a_revision_is_found() {
    let folder = tempfile::tempdir().unwrap();
    fill(&mut open(folder.path()));
    let path = folder.path().join("desk.db");
    let mut bytes = fs::read(&path).unwrap();
    let place = find(&bytes, b"Reduce deliberate fires");
    bytes[place] ^= 1;
    fs::write(&path, bytes).unwrap();
    let findings = open(folder.path()).doctor();
    assert!(findings.iter().any(|finding| finding.contains("its hash differs")), "{findings:?}");
}

#[test]
fn a_line_of_history_changed_behind_our_back_is_found() {
    let folder = tempfile::tempdir().unwrap();
    fill(&mut open(folder.path()));
    let outside = rusqlite::Connection::open(folder.path().join("desk.db")).unwrap();
    let trigger: String = outside
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'history_no_update'", [], |row| row.get(0))
        .unwrap();
    outside.execute_batch("DROP TRIGGER history_no_update; UPDATE history SET who = 'Nobody' WHERE seq = 2").unwrap();
    outside.execute_batch(&trigger).unwrap();
    drop(outside);
    assert_eq!(open(folder.path()).doctor(), ["Line 2 of the history was changed"]);
}

#[test]
fn a_register_copy_changed_behind_our_back_is_found() {
    let row = |at: usize| CopyRow {
        partnership: format!("p-{at}").into(),
        reference: format!("WK-000{at}"),
        body: serde_json::json!({ "name": "Safer Homes", "value": 5_000 + at }),
    };
    let rows: Vec<CopyRow> = (1..=3).map(row).collect();
    let (day, made, publisher) = (at(1).day(), at(1), "Example Fire and Rescue Service".to_owned());
    let head = CopyHead { day, made, publisher, digest: Digest::of(b"a copy"), count: rows.len() };
    for (sql, says) in [
        ("UPDATE register_copy SET day = '2031-01-01'", "The register copy is not what was kept (rows found: 1)"),
        ("DELETE FROM register_copy_row WHERE ref = 'WK-0002'", "The register copy lacks partnerships"),
        (
            "INSERT INTO register_copy_row VALUES ('p-9', 'WK-0009', '{}', '')",
            "A partnership of the register copy is not what was kept (rows found: 1)",
        ),
        ("DELETE FROM register_copy", "The register copy lacks partnerships, or has more than came in"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path());
        store.take_copy(&head, &rows, &act("Took in a register copy", &at(2))).unwrap();
        assert_eq!(store.doctor(), Vec::<String>::new());
        assert_eq!((store.register_copy().unwrap(), store.copied(true).unwrap()), (Some(head.clone()), rows.clone()));
        drop(store);
        let outside = rusqlite::Connection::open(folder.path().join("desk.db")).unwrap();
        outside.execute_batch(sql).unwrap();
        let changed = outside.execute_batch("UPDATE register_copy_row SET body = '{}'");
        assert!(changed.is_err(), "rows of a copy are only read");
        drop(outside);
        let findings = open(folder.path()).doctor();
        assert!(findings.iter().any(|finding| finding.starts_with(says)), "{sql}: {findings:?}");
    }
}

/// Flips single bits all over the file; `PDESK_TEST_FLIPS` makes it a longer run.
#[test]
fn no_flipped_bit_changes_what_a_person_sees_without_being_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    fill(&mut store);
    let before = visible(&store).unwrap();
    drop(store);
    let path = folder.path().join("desk.db");
    let whole = fs::read(&path).unwrap();
    let flips: u64 = std::env::var("PDESK_TEST_FLIPS").map_or(300, |text| text.parse().unwrap());
    let (mut seed, mut found, mut unseen) = (0x0BAD_5EED_u64, 0, Vec::new());
    let used: Vec<usize> = (0..whole.len()).filter(|at| whole[*at] != 0).collect();
    for _ in 0..flips {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let place = used[usize::try_from(seed >> 20).unwrap() % used.len()];
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (seed >> 17 & 7);
        fs::write(&path, &bytes).unwrap();
        match look(folder.path()) {
            Look::Found => found += 1,
            Look::Same(shown) if shown == before => {}
            Look::Same(shown) => unseen.push(format!("byte {place}: {}", difference(&before, &shown))),
        }
        for ending in ["-wal", "-shm"] {
            let beside = folder.path().join(format!("desk.db{ending}"));
            if beside.exists() {
                fs::remove_file(beside).unwrap();
            }
        }
    }
    assert!(unseen.is_empty(), "{} of {flips} not found, {found} found:\n{}", unseen.len(), unseen.join("\n"));
    assert!(found > flips / 4, "{found} of {flips} found: the test no longer damages anything");
}

enum Look {
    Found,
    Same(String),
}

fn look(folder: &Path) -> Look {
    match Store::open(folder, &at(11)) {
        Err(_) => Look::Found,
        Ok(opened) => match visible(&opened.store) {
            Ok(seen) if opened.store.doctor().is_empty() => Look::Same(seen),
            Ok(_) | Err(_) => Look::Found,
        },
    }
}

fn difference(before: &str, after: &str) -> String {
    let place = before.bytes().zip(after.bytes()).position(|(a, b)| a != b).unwrap_or(before.len().min(after.len()));
    let start = place.saturating_sub(60);
    String::from_utf8_lossy(&after.as_bytes()[start..(place + 20).min(after.len())]).into_owned()
}

fn find(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).position(|window| window == what).unwrap()
}
