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
