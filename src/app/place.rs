//! Where the data lie when nobody says.

use directories::ProjectDirs;
use std::path::{Path, PathBuf};

/// The name of the file that makes a copy of the program a portable one: its data lie beside it.
pub const PORTABLE: &str = "portable.txt";

/// Returns the data folder of this copy of the program: `data` beside a portable one, else the system's folder for
/// this user on this computer.
///
/// On Windows that is the local one: the roaming one may be moved to a network drive by IT, where a database can be
/// damaged.
pub fn data_folder() -> Option<PathBuf> {
    let program = std::env::current_exe().ok();
    program
        .as_deref()
        .and_then(beside)
        .or_else(|| ProjectDirs::from("", "", "Partnership Desk").map(|folders| folders.data_local_dir().to_path_buf()))
}

fn beside(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    folder.join(PORTABLE).is_file().then(|| folder.join("data"))
}
