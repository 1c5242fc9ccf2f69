//! Where packs come from: the program itself, a folder, or the text kept with a revision.

use super::error::{Error, Result};
use super::{App, write_whole};
use crate::exchange::sheet::decoded;
use crate::model::id::Digest;
use crate::pack::finding::PackFinding;
use crate::pack::{Files, Pack, builtin, canonical_text, check, load, picture};
use crate::store::Store;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Returns a pack by its id, or by its folder; without either, the first that is part of the program.
pub(super) fn named(id: Option<&str>) -> Result<Arc<Pack>> {
    if let Some(folder) = id.map(Path::new).filter(|folder| folder.join("pack.toml").is_file()) {
        return from_folder(folder);
    }
    let id = id.or_else(|| builtin::ids().next()).unwrap_or_default();
    let Some(files) = builtin::files(id) else {
        let known: Vec<&str> = builtin::ids().collect();
        let near = crate::pack::finding::nearest(id, known.iter().copied());
        let hint = near
            .map_or_else(|| format!("The packs are: {}", known.join(", ")), |near| format!("Did you mean “{near}”?"));
        return Err(Error::user(format!("There is no pack “{id}”"), hint));
    };
    loaded(&files)
}

/// The setting with the edition of a procedure that is kept with the records, by its digest.
pub(super) fn edition_of(id: &str) -> String {
    format!("{EDITION}{id}")
}

const EDITION: &str = "edition ";

/// Returns the id of the procedure that a setting is about the edition of.
pub(super) fn id_of_edition(key: &str) -> Option<&str> {
    key.strip_prefix(EDITION)
}

/// Returns a pack by its id or folder: the edition kept with the records, else the one of the program; without either,
/// the usual one.
pub(super) fn here(store: &Store, id: Option<&str>) -> Result<Arc<Pack>> {
    let wanted = id.or_else(|| builtin::ids().next()).unwrap_or_default();
    match store.setting(&edition_of(wanted))? {
        Some(_) => kept(store, wanted)?.ok_or_else(|| Error::bug(format!("The procedure “{wanted}” is gone"))),
        None => named(id),
    }
}

/// Returns the edition of a procedure that is here: kept with the records, or part of the program.
pub(super) fn kept(store: &Store, id: &str) -> Result<Option<Arc<Pack>>> {
    if let Some(digest) = store.setting(&edition_of(id))? {
        let text = store.pack_text(&Digest::new(digest))?;
        let text = text.ok_or_else(|| Error::bug("The text of the procedure in use is missing from the records"))?;
        return from_text(&text).map(Some);
    }
    builtin::files(id).map(|files| loaded(&files)).transpose()
}

/// Loads a pack from a folder.
pub(super) fn from_folder(folder: &Path) -> Result<Arc<Pack>> {
    loaded(&read_folder(folder)?)
}

/// Loads the pack text that a revision names.
pub(super) fn from_text(text: &[u8]) -> Result<Arc<Pack>> {
    loaded(&files_of(text)?)
}

fn files_of(text: &[u8]) -> Result<Files> {
    serde_json::from_slice(text).map_err(|error| Error::bug(format!("The text of a procedure cannot be read: {error}")))
}

/// Returns the text of a pack that is part of the program, by its digest.
pub(super) fn built_in_text(digest: &Digest) -> Option<Vec<u8>> {
    let texts = builtin::ids().filter_map(builtin::files).map(|files| canonical_text(&files));
    texts.into_iter().find(|text| Digest::of(text) == *digest)
}

/// Is a pack part of the program? Every copy of it has that text.
pub(super) fn is_built_in(digest: &Digest) -> bool {
    static KNOWN: std::sync::OnceLock<Vec<Digest>> = std::sync::OnceLock::new();
    let digest_of = |id| builtin::files(id).map(|files| Digest::of(&canonical_text(&files)));
    KNOWN.get_or_init(|| builtin::ids().filter_map(digest_of).collect()).contains(digest)
}

/// The setting that says of which pack what is worked out for the register is.
const REGISTER_OF: &str = "register_of";

/// Makes the register the pack's: what was worked out under another procedure is thrown away, to be worked out anew.
///
/// # Errors
///
/// The records can only be read, and their register is another procedure's.
pub(super) fn take_up(store: &mut Store, pack: &Pack) -> Result<()> {
    let usual = builtin::ids().next().unwrap_or_default();
    let before = store.setting(REGISTER_OF)?.unwrap_or_else(|| usual.to_owned());
    if before == pack.id.as_str() {
        return put_in_force(store, pack);
    }
    if store.is_read_only() {
        return Err(Error::user(
            format!("Another window has these records open under the procedure “{before}”"),
            "Close that window first, or open them under the same procedure",
        ));
    }
    store.forget_projections()?;
    store.set_setting(REGISTER_OF, Some(pack.id.as_str()))?;
    put_in_force(store, pack)
}

/// Notes of which edition drafts are that are begun from now on.
fn put_in_force(store: &mut Store, pack: &Pack) -> Result<()> {
    if store.is_read_only() { Ok(()) } else { Ok(store.put_in_force(&pack.digest, &pack.text)?) }
}

fn loaded(files: &Files) -> Result<Arc<Pack>> {
    load(files).map(Arc::new).map_err(|findings| Error::pack(&findings))
}

/// Reads every TOML file of a folder and of its `forms` folder, and the logo that pack.toml names.
///
/// # Errors
///
/// The folder or a file cannot be read.
pub fn read_folder(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for (prefix, folder) in [("", folder.to_path_buf()), ("forms/", folder.join("forms"))] {
        if prefix == "forms/" && !folder.is_dir() {
            continue;
        }
        let entries = std::fs::read_dir(&folder).map_err(|error| Error::file("Reading", &folder, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| Error::file("Reading", &folder, &error))?.path();
            if path.extension().is_some_and(|ending| ending == "toml") && path.is_file() {
                let bytes = std::fs::read(&path).map_err(|error| Error::file("Reading", &path, &error))?;
                let text = decoded(&bytes);
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                files.insert(format!("{prefix}{name}"), text);
            }
        }
    }
    if let Some(name) = files.get("pack.toml").and_then(|text| picture::named(text)) {
        let path = folder.join(&name);
        if path.is_file() {
            let read = |path: &Path| {
                let mut bytes = Vec::new();
                // Of a file that is too large only so much is read as shows it.
                let most = u64::try_from(picture::MOST + 3).unwrap_or(u64::MAX);
                std::fs::File::open(path)?.take(most).read_to_end(&mut bytes).map(|_| bytes)
            };
            let bytes = read(&path).map_err(|error| Error::file("Reading", &path, &error))?;
            files.insert(name.clone(), picture::as_text(&name, &bytes));
        }
    }
    Ok(files)
}

/// Checks the pack in a folder: returns it, or every finding.
///
/// # Errors
///
/// The folder or a file cannot be read.
pub fn check_folder(folder: &Path) -> Result<std::result::Result<Pack, Vec<PackFinding>>> {
    let mut found = text_files(folder);
    let checked = check(&read_folder(folder)?);
    if found.is_empty() {
        return Ok(checked);
    }
    found.extend(checked.err().unwrap_or_default());
    Ok(Err(found))
}

/// An editor that saves texts may have put `.txt` behind the names of files, which are not read then.
fn text_files(folder: &Path) -> Vec<PackFinding> {
    let in_folder = |(prefix, folder): (&str, PathBuf)| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(std::result::Result::ok);
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let texts = names.filter(|name| name.ends_with(".toml.txt")).map(|name| format!("{prefix}{name}"));
        texts.collect::<Vec<_>>()
    };
    let found = [("", folder.to_path_buf()), ("forms/", folder.join("forms"))].into_iter().flat_map(in_folder);
    let says = "this file is not read; take .txt off the end of its name";
    found.map(|file| PackFinding { file, line: 1, message: says.to_owned(), stops: false }).collect()
}

/// Writes the files of a pack to a folder that holds no pack yet, and returns where they are.
///
/// # Errors
///
/// There is a pack in the folder already, which may have been edited, or the folder cannot be written.
pub fn export(files: &Files, folder: &Path) -> Result<Vec<PathBuf>> {
    if folder.join("pack.toml").exists() {
        let sentence = format!("There is a procedure in {} already", folder.display());
        return Err(Error::user(sentence, "Nothing was written. Choose an empty folder"));
    }
    let write = |(name, text): (&String, &String)| {
        let path = folder.join(name);
        write_whole(&path, &picture::as_bytes(name, text)).map(|()| path)
    };
    files.iter().map(write).collect()
}

impl App {
    /// Returns the files of the pack in force.
    ///
    /// # Errors
    ///
    /// Its text cannot be read, which is a fault of the program.
    pub fn pack_files(&self) -> Result<Files> {
        files_of(&self.pack.text)
    }
}

/// Lists the packs that are part of the program: id, title, version, body.
///
/// # Errors
///
/// A pack has mistakes, which is a fault of the program.
pub fn list() -> Result<Vec<Arc<Pack>>> {
    builtin::ids().map(|id| named(Some(id))).collect()
}
