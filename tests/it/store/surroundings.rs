//! What was acknowledged is there: after the disk filled up, and after the program was killed.
//!
//! `tests/disk_full.sh` runs the first of these on a file system of 3 MiB.

use super::{act, at, open, part, text};
use partnership_desk::model::id::{DocumentId, QuestionId};
use partnership_desk::store::{Store, StoreError};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn start(store: &mut Store) -> DocumentId {
    let partnership = store.create_partnership("WK-0001", &act("Started", &at(0))).unwrap();
    store.create_document(&partnership, (&"test".into(), &"appendix-c".into()), "", &at(0)).unwrap()
}

fn question(number: usize) -> QuestionId {
    QuestionId::new(format!("q{number}"))
}

#[test]
fn every_acknowledged_save_is_there_when_the_disk_is_full_and_after() {
    let own = tempfile::tempdir().unwrap();
    let given = std::env::var_os("PDESK_TEST_SMALL_DISK").map(PathBuf::from);
    let folder = given.clone().unwrap_or_else(|| own.path().to_path_buf()).join("data");
    let mut store = open(&folder);
    let document = start(&mut store);
    let long = "Line of typing.\n".repeat(1_000);
    let (mut saved, mut refused) = (0, None);
    while saved < 400 && refused.is_none() {
        match store.save_entry(&document, &part(), &question(saved), Some(&text(&long)), &at(1)) {
            Ok(_) => saved += 1,
            Err(error) => refused = Some(error),
        }
    }
    assert_eq!(refused.is_some(), given.is_some());
    if let Some(error) = refused {
        assert!(matches!(error, StoreError::DiskFull), "{error:?}");
        assert!(matches!(store.backup_to(&folder.join("copy.db"), &at(2)), Err(StoreError::DiskFull)));
        assert!(!folder.join("copy.db").exists());
    }
    let count = |store: &Store| store.load_draft(&document, &part()).unwrap().unwrap().entries.len();
    assert_eq!(count(&store), saved);
    drop(store);
    if let Some(given) = given {
        std::fs::remove_file(given.join("filler")).unwrap();
    }
    let mut store = open(&folder);
    assert_eq!((count(&store), store.doctor()), (saved, vec![]));
    assert!(store.save_entry(&document, &part(), &"after".into(), Some(&text("x")), &at(3)).unwrap());
}

/// Runs itself again as a writer that tells each save it was acknowledged, and kills it.
#[test]
fn every_acknowledged_save_survives_a_kill() {
    const GIVEN: &str = "PDESK_TEST_KILLED";
    if let Some(folder) = std::env::var_os(GIVEN) {
        return save_without_end(Path::new(&folder));
    }
    let kills = std::env::var("PDESK_TEST_KILLS").map_or(20, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let document = start(&mut open(folder.path()));
    let mut acknowledged = 0_usize;
    for kill in 0..kills {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["store::surroundings::every_acknowledged_save_survives_a_kill", "--exact", "--nocapture"])
            .env(GIVEN, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let told = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("saved ")?.parse().ok());
        for number in told.take(1 + kill * 7 % 23) {
            acknowledged = number;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let store = open(folder.path());
        let kept = store.load_draft(&document, &part()).unwrap().map_or(0, |draft| draft.entries.len());
        assert!(kept >= acknowledged, "kill {kill}: {acknowledged} acknowledged, {kept} kept");
        assert_eq!(store.doctor(), Vec::<String>::new());
    }
    assert!(acknowledged >= kills);
}

fn save_without_end(folder: &Path) {
    let mut store = open(folder);
    let document = store.all_documents().unwrap()[0].id.clone();
    let first = store.load_draft(&document, &part()).unwrap().map_or(0, |draft| draft.entries.len());
    for number in first.. {
        store.save_entry(&document, &part(), &question(number), Some(&text("typed")), &at(1)).unwrap();
        let told = writeln!(std::io::stdout(), "saved {}", number + 1).and_then(|()| std::io::stdout().flush());
        if told.is_err() {
            return;
        }
    }
}
