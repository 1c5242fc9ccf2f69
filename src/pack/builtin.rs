//! The packs that are part of the program: every folder under `assets/packs`, as it was when the program was built.

use super::load::Files;
use include_dir::{Dir, include_dir};
use std::sync::OnceLock;

/// The pack that is worked with until somebody chooses another.
const USUAL: &str = "wiltshire-frs";

static PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/packs");

/// Returns the files of a pack that is part of the program.
pub fn files(id: &str) -> Option<Files> {
    let pack = PACKS.get_dir(id)?;
    let forms = pack.get_dir(format!("{id}/forms")).map(|forms| texts(id, forms)).unwrap_or_default();
    Some(texts(id, pack).into_iter().chain(forms).collect())
}

/// Returns the ids of all packs that are part of the program; the first is the usual one.
pub fn ids() -> impl Iterator<Item = &'static str> {
    let all = PACKS.dirs().filter_map(|pack| pack.path().to_str());
    std::iter::once(USUAL).chain(all.filter(|id| *id != USUAL))
}

/// Returns the packs of the program by id, each as its body and its title; read once.
pub fn titles() -> &'static [(&'static str, String)] {
    static TITLES: OnceLock<Vec<(&'static str, String)>> = OnceLock::new();
    TITLES.get_or_init(|| {
        let titled = |id: &'static str| {
            let head: toml::Table = toml::from_str(files(id)?.get("pack.toml")?).ok()?;
            let text = |key: &str| head.get(key).and_then(toml::Value::as_str);
            Some((id, format!("{}: {}", text("body")?, text("title")?)))
        };
        ids().filter_map(titled).collect()
    })
}

/// Returns the demonstration answers of a pack, in the order they are filled in, and under `large/` those that a
/// large register is made of: file name and text. They are no part of a pack's text.
pub fn demo(id: &str) -> Vec<(String, String)> {
    let whole = format!("{id}/demo");
    let Some(demo) = PACKS.get_dir(&whole) else { return vec![] };
    let large = PACKS.get_dir(format!("{whole}/large"));
    [Some(demo), large].into_iter().flatten().flat_map(|folder| texts(&whole, folder)).collect()
}

/// The TOML files of a folder in order of their names, which are told from the folder `from` on.
fn texts(from: &str, folder: &Dir<'_>) -> Vec<(String, String)> {
    let text = |file: &include_dir::File<'_>| {
        let is_toml = file.path().extension().is_some_and(|ending| ending == "toml");
        let name = file.path().strip_prefix(from).ok().filter(|_| is_toml)?.to_str()?.replace('\\', "/");
        Some((name, file.contents_utf8()?.to_owned()))
    };
    let mut texts: Vec<(String, String)> = folder.files().filter_map(text).collect();
    texts.sort();
    texts
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_pack_of_the_program_loads() {
        for id in super::ids() {
            let findings = super::super::check(&super::files(id).unwrap()).err().unwrap_or_default();
            let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
            assert!(lines.is_empty(), "{id}:\n{}", lines.join("\n"));
        }
    }
}
