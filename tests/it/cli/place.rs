//! Where records are kept when nobody says, and where they are not kept whatever is said.

use partnership_desk::app::place::PORTABLE;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Starts a partnership with a copy of the program in a folder, under a home folder of its own.
fn start_one(program: &Path, home: &Path) -> Output {
    let mut command = Command::new(program);
    command.env_clear().env("HOME", home).args(["new", "Safer Example Partnership"]);
    if let Some(root) = std::env::var_os("SYSTEMROOT") {
        command.env("SYSTEMROOT", root).env("LOCALAPPDATA", home).env("USERPROFILE", home);
    }
    command.output().unwrap()
}

fn copy_of_the_program(folder: &Path) -> std::path::PathBuf {
    let made = Path::new(env!("CARGO_BIN_EXE_pdesk"));
    let program = folder.join(made.file_name().unwrap());
    fs::copy(made, &program).unwrap();
    program
}

#[test]
fn a_portable_copy_keeps_its_records_beside_itself() {
    let (stick, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let program = copy_of_the_program(stick.path());
    fs::write(stick.path().join(PORTABLE), "").unwrap();
    let run = start_one(&program, home.path());
    assert!(run.status.success(), "{run:?}");
    assert!(stick.path().join("data/desk.db").is_file());
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "nothing is left on the computer");
}

#[test]
fn another_copy_keeps_them_in_the_folder_of_the_system() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let program = copy_of_the_program(folder.path());
    let run = start_one(&program, home.path());
    if cfg!(target_os = "linux") {
        assert!(run.status.success(), "{run:?}");
        assert!(home.path().join(".local/share/partnershipdesk/desk.db").is_file());
    }
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_folder_that_a_cloud_service_copies_is_refused_with_the_reason() {
    let home = tempfile::tempdir().unwrap();
    let synced = home.path().join("OneDrive - Example Council");
    let mut command = Command::new(env!("CARGO_BIN_EXE_pdesk"));
    command.env_clear().env("PDESK_DATA", synced.join("desk")).args(["new", "Safer Example Partnership"]);
    let run = command.output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    assert!(said.contains("is copied by OneDrive while it is in use, so records can be damaged"), "{said}");
    assert!(said.contains("Choose a folder on this computer"), "{said}");
    assert!(!synced.exists(), "nothing is made there");
}
