//! Opening: one writer at a time, newer files untouched, old files for ever, folders that cannot be written.

use super::{at, fill, open, part, visible};
use partnership_desk::model::id::Digest;
use partnership_desk::store::{Store, StoreError};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn a_second_copy_reads_and_learns_who_writes() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = open(folder.path());
    fill(&mut first);
    let second = Store::open(folder.path(), &at(30)).unwrap();
    let holder = second.held_by.unwrap();
    assert_eq!((holder.pid, holder.since.clone()), (std::process::id(), Some(at(0))));
    assert!(holder.sentence().ends_with("since 2026-03-01 00:00 UTC"), "{}", holder.sentence());
    let mut second = second.store;
    assert!(second.is_read_only());
    assert_eq!(visible(&second), visible(&first));
    let refused = second.set_setting("prefix", Some("XX")).unwrap_err();
    assert!(matches!(refused, StoreError::HeldBy(_)));
    assert!(refused.sentence().starts_with("The records are already open"));
    drop(first);
    drop(second);
    assert!(!open(folder.path()).is_read_only());
}

#[test]
fn a_lock_left_by_a_crash_does_not_block() {
    let folder = tempfile::tempdir().unwrap();
    fill(&mut open(folder.path()));
    fs::write(folder.path().join("desk.holder"), "{\"user\":\"gone\"").unwrap();
    assert!(!open(folder.path()).is_read_only());
}

#[test]
fn a_newer_database_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fill(&mut open(folder.path()));
    let path = folder.path().join("desk.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let before = Digest::of(&fs::read(&path).unwrap());
    let error = Store::open(folder.path(), &at(0)).unwrap_err();
    assert!(matches!(error, StoreError::NewerDatabase { found: 99, .. }), "{error}");
    assert_eq!(Digest::of(&fs::read(&path).unwrap()), before);
}

#[test]
fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(Store::open(folder.path(), &at(0)), Err(StoreError::Damaged { .. })));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_network_folder_is_refused() {
    let error = Store::open(Path::new(r"\\server\share\desk"), &at(0)).unwrap_err();
    assert!(matches!(error, StoreError::NetworkFolder { .. }));
}

/// The first database ever: made once with `UPDATE_EXPECT=1` and never again.
#[test]
fn the_first_database_ever_opens_and_gives_back_its_records() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/db/0001.sqlite");
    let folder = tempfile::tempdir().unwrap();
    if std::env::var_os("UPDATE_EXPECT").is_some() && !kept.exists() {
        let mut store = open(folder.path());
        fill(&mut store);
        store.backup_to(&kept, &at(10)).unwrap();
        drop(store);
        fs::remove_file(kept.with_file_name("0001.sqlite.sha256")).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    fs::copy(&kept, folder.path().join("desk.db")).unwrap();
    let store = open(folder.path());
    assert_eq!(store.doctor(), Vec::<String>::new());
    let partnership = store.partnership_by_ref("crr-12").unwrap();
    assert_eq!(partnership.reference, "WK-0007");
    let heads = store.heads_of_partnership(&partnership.id).unwrap();
    assert_eq!(heads[0].revision.answers["c_aims"], "Reduce deliberate fires");
    let cards = store.cards(&heads[0].revision.cards.keys().cloned().collect::<Vec<_>>()).unwrap();
    assert_eq!(cards[0].fields["name"], "Siân Ŵyn");
    assert_eq!(store.sign_offs(&heads[0].id).unwrap()[0].sign_off.name, "A. Jones");
    assert_eq!(store.history(None).unwrap().len(), 5);
    let draft = &store.drafts().unwrap()[0];
    let draft = store.load_draft(&draft.document, &part()).unwrap().unwrap();
    assert_eq!(draft.entries["f_notes"].as_text(), "half typed");
    assert!(draft.can_undo);
}

/// Root may write anywhere, so as root this test runs itself again as nobody.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    const GIVEN: &str = "PDESK_TEST_READ_ONLY";
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    if let Some(folder) = std::env::var_os(GIVEN).map(PathBuf::from) {
        return refused_and_named(&folder);
    }
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("data");
    fill(&mut open(&folder));
    for item in fs::read_dir(&folder).unwrap() {
        mode(&item.unwrap().path(), 0o444);
    }
    mode(&folder, 0o555);
    if fs::write(folder.join("probe"), "").is_err() {
        refused_and_named(&folder);
    } else {
        fs::remove_file(folder.join("probe")).unwrap();
        let program = outer.path().join("it");
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        mode(outer.path(), 0o755);
        let name = "store::opening::a_folder_that_cannot_be_written_is_named";
        let run = std::process::Command::new(&program)
            .args([name, "--exact"])
            .env(GIVEN, &folder)
            .current_dir("/")
            .uid(65534)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stdout);
        assert!(run.status.success() && said.contains("1 passed"), "{said}");
    }
    mode(&folder, 0o755);
}

#[cfg(unix)]
fn refused_and_named(folder: &Path) {
    for folder in [folder.to_path_buf(), folder.join("new")] {
        let error = Store::open(&folder, &at(0)).unwrap_err();
        assert!(matches!(&error, StoreError::ReadOnlyFolder { folder: named } if *named == folder), "{error}");
        assert!(error.sentence().contains(&folder.display().to_string()));
    }
}
