//! Folders that must not hold a database: those on a network, and those that a service copies elsewhere.

use crate::store::error::{Result, StoreError};
use std::fs;
use std::path::Path;

/// File systems that lie on another computer, as Linux names them.
const NETWORK: [&str; 11] =
    ["afs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.rclone", "fuse.sshfs", "ncpfs", "nfs", "nfs4", "smb3"];

/// Folders that a service copies elsewhere while their files change, and what the service is called.
const SYNCED: [(&str, &str); 6] = [
    ("OneDrive", "OneDrive"),
    ("Dropbox", "Dropbox"),
    ("Google Drive", "Google Drive"),
    ("iCloud Drive", "iCloud"),
    ("Mobile Documents", "iCloud"),
    ("CloudStorage", "a cloud service"),
];

/// Refuses a folder where a database can be damaged.
///
/// # Errors
///
/// [`StoreError::NetworkFolder`], [`StoreError::SyncedFolder`].
pub(super) fn check(folder: &Path) -> Result<()> {
    if is_network(folder) {
        return Err(StoreError::NetworkFolder { folder: folder.to_path_buf() });
    }
    match service(folder) {
        Some(service) => Err(StoreError::SyncedFolder { folder: folder.to_path_buf(), service }),
        None => Ok(()),
    }
}

fn is_network(folder: &Path) -> bool {
    let named = folder.to_string_lossy();
    if is_share(&named) || (cfg!(windows) && named.starts_with("//")) {
        return true;
    }
    // A drive letter of Windows may stand for a share: its whole name says so.
    let there = folder.ancestors().find_map(|folder| fs::canonicalize(folder).ok());
    there.is_some_and(|there| {
        is_share(&there.to_string_lossy())
            || fs::read_to_string("/proc/self/mounts").is_ok_and(|mounts| is_mounted_from_afar(&mounts, &there))
    })
}

fn is_share(name: &str) -> bool {
    let local = name.starts_with(r"\\?\") && !name.starts_with(r"\\?\UNC\");
    name.starts_with(r"\\") && !local
}

/// Reads Linux's table of mounts: the last of the longest places that hold the folder counts.
fn is_mounted_from_afar(mounts: &str, folder: &Path) -> bool {
    let place_and_kind = |line: &str| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?.replace("\\040", " "), words.next()?.to_owned()))
    };
    let holds = mounts.lines().filter_map(place_and_kind).filter(|(place, _)| folder.starts_with(place));
    holds.max_by_key(|(place, _)| place.len()).is_some_and(|(_, kind)| NETWORK.contains(&kind.as_str()))
}

/// Returns the name of the service that copies the folder, if there is one.
fn service(folder: &Path) -> Option<String> {
    let told = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];
    let roots = told.iter().filter_map(std::env::var_os).filter(|root| !root.is_empty());
    if roots.into_iter().any(|root| folder.starts_with(root)) {
        return Some("OneDrive".to_owned());
    }
    // For work the folder is called “OneDrive - Example Council”, for one of two Dropboxes “Dropbox (Personal)”.
    let is_of = |name: &str, folder: &str| {
        name.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(" - ") || rest.starts_with(" ("))
    };
    let mut parts = folder.components().map(|part| part.as_os_str().to_string_lossy());
    parts.find_map(|part| {
        SYNCED.into_iter().find(|(folder, _)| is_of(&part, folder)).map(|(_, service)| service.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_on_a_network_drive_is_known_from_the_table_of_mounts() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n/dev/sdb1 /home/local ext4 rw 0 0\n\
                      //server/team /mnt/team\\040files cifs rw 0 0\n";
        let afar = |folder: &str| is_mounted_from_afar(mounts, Path::new(folder));
        assert!(!afar("/var/lib/desk"));
        assert!(afar("/home/a/desk"));
        assert!(!afar("/home/local/desk"));
        assert!(afar("/mnt/team files/desk"));
        assert!(!afar("/homework"));
    }

    #[test]
    fn a_share_is_known_by_its_name() {
        assert!(is_share(r"\\server\share\desk"));
        assert!(is_share(r"\\?\UNC\server\share\desk"));
        assert!(!is_share(r"\\?\C:\Users\a\desk"));
        assert!(!is_share(r"C:\Users\a\desk"));
    }

    #[test]
    fn a_folder_that_a_service_copies_is_known_by_its_name() {
        for folder in ["/home/a/OneDrive/desk", "/home/a/OneDrive - Example Council/desk", "/home/a/Dropbox/desk"] {
            assert!(service(Path::new(folder)).is_some(), "{folder}");
        }
        for folder in ["/home/a/desk", "/home/a/OneDriveNot/desk", "/home/a/My Dropbox notes/desk"] {
            assert_eq!(service(Path::new(folder)), None, "{folder}");
        }
    }
}
