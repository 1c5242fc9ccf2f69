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

/// Returns the demonstration answers of a pack, in the order they are filled in, and under `demo/large/` those that a
/// large register is made of: file name and text.
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
    "wiltshire-frs": "pack.toml", "lists.toml", "policy.toml", "reports.toml", "forms/register-entry.toml", "forms/appendix-a.toml",
    "forms/appendix-b.toml", "forms/appendix-e.toml", "forms/six-month-checklist.toml", "forms/appendix-c.toml",
    "forms/appendix-d.toml", "forms/appendix-f.toml",
)];

/// Demonstration answers; they are no part of a pack's text.
const DEMOS: &[Embedded] = &[pack!(
    "wiltshire-frs": "demo/01-station-appendix-a.toml", "demo/02-station-appendix-a-line.toml",
    "demo/03-station-appendix-b-details.toml", "demo/04-station-appendix-b-decision.toml",
    "demo/05-station-appendix-f.toml", "demo/06-station-appendix-e.toml",
    "demo/07-department-appendix-a.toml", "demo/08-department-appendix-a-line.toml",
    "demo/09-department-appendix-a-finance.toml", "demo/10-department-appendix-b-details.toml",
    "demo/11-department-appendix-b-decision.toml", "demo/12-station-checklist-open.toml",
    "demo/13-department-appendix-e.toml", "demo/14-regional-appendix-a.toml",
    "demo/15-regional-appendix-a-line.toml", "demo/16-regional-appendix-b-details.toml",
    "demo/17-regional-appendix-b-decision.toml", "demo/18-station-checklist-closed.toml",
    "demo/19-csp-appendix-a.toml", "demo/20-department-checklist-open.toml",
    "demo/21-csp-appendix-a-line.toml", "demo/22-csp-appendix-a-finance.toml",
    "demo/23-csp-appendix-b-details.toml", "demo/24-regional-appendix-e.toml",
    "demo/25-csp-appendix-b-decision.toml", "demo/26-department-checklist-closed.toml",
    "demo/27-csp-appendix-f.toml", "demo/28-regional-checklist-open.toml",
    "demo/29-csp-appendix-e.toml", "demo/30-csp-checklist-open.toml",
    "demo/31-regional-checklist-closed.toml", "demo/32-station-appendix-c-2025.toml",
    "demo/33-regional-appendix-c-2025.toml", "demo/34-department-appendix-c-2025.toml",
    "demo/35-csp-appendix-c-2025.toml", "demo/36-csp-appendix-d-2025.toml",
    "demo/37-department-appendix-c-decided.toml", "demo/38-department-appendix-b-continuation-details.toml",
    "demo/39-department-appendix-b-continuation.toml", "demo/40-csp-checklist-closed.toml",
    "demo/41-department-register-new-lead.toml", "demo/42-station-appendix-c-ending.toml",
    "demo/43-station-appendix-c-decided.toml", "demo/44-regional-appendix-c-2026.toml",
    "demo/45-csp-appendix-c-2026.toml", "demo/46-station-register-after.toml",
    "demo/47-department-appendix-c-2026.toml", "demo/48-csp-appendix-d-2026.toml",
    "demo/49-csp-appendix-c-decided.toml", "demo/large/actions-done.toml",
    "demo/large/bare.toml", "demo/large/change.toml", "demo/large/checklist.toml",
    "demo/large/courses.toml", "demo/large/ending-decision.toml", "demo/large/ending.toml",
    "demo/large/evaluation.toml", "demo/large/register.toml", "demo/large/review.toml",
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
