//! The packs that are part of the program.

use super::load::Files;

/// Returns the files of a pack that is part of the program.
pub fn files(id: &str) -> Option<Files> {
    let (_, files) = PACKS.iter().find(|(name, _)| *name == id)?;
    Some(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
}

/// Returns the ids of all packs that are part of the program; the first is the default.
pub fn ids() -> impl Iterator<Item = &'static str> {
    PACKS.iter().map(|(id, _)| *id)
}

/// Returns the demonstration answers of a pack, in the order they are filled in: file name and text.
pub fn demo(id: &str) -> &'static [(&'static str, &'static str)] {
    DEMOS.iter().find(|(name, _)| *name == id).map_or(&[], |(_, files)| files)
}

type Embedded = (&'static str, &'static [(&'static str, &'static str)]);

macro_rules! pack {
    ($id:literal: $($file:literal),+ $(,)?) => {
        ($id, &[$(($file, include_str!(concat!("../../assets/packs/", $id, "/", $file)))),+])
    };
}

/// Every pack and its files; `tests/it/tidy.rs` holds that none is forgotten.
const PACKS: &[Embedded] = &[pack!(
    "wiltshire-frs": "pack.toml", "lists.toml", "policy.toml", "forms/register-entry.toml",
    "forms/six-month-checklist.toml", "forms/appendix-c.toml",
)];

/// Demonstration answers; they are no part of a pack's text.
const DEMOS: &[Embedded] = &[pack!(
    "wiltshire-frs": "demo/01-register-entry.toml", "demo/02-six-month-checklist.toml",
    "demo/03-appendix-c-2025.toml", "demo/04-appendix-c-2026.toml", "demo/05-register-entry.toml",
)];

#[cfg(test)]
mod tests {
    #[test]
    fn every_pack_of_the_program_loads() {
        for id in super::ids() {
            let findings = super::super::load(&super::files(id).unwrap()).err().unwrap_or_default();
            let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
            assert!(lines.is_empty(), "{id}:\n{}", lines.join("\n"));
        }
    }
}
