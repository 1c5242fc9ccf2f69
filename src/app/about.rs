//! What a partnership's page tells beside its forms: people, risks, documents, and its story.

use super::App;
use super::error::Result;
use super::record::Record;
use super::view::{AttachmentLine, HistoryLine, RiskLine};
use crate::form::reading::Surroundings;
use crate::form::words::column_in_words;
use crate::model::answer::Answer;
use crate::model::day::Day;
use crate::model::fact::Facts;
use crate::model::known::Known;
use std::collections::BTreeMap;

impl App {
    /// The people of the register entry, our representatives, and the partners' contacts.
    pub(super) fn people(&self, around: &Surroundings) -> Vec<(String, String)> {
        let persons = self.pack.columns.iter().filter(|column| column.kind == "person");
        let named = persons.filter_map(|column| {
            let text = column_in_words(&self.pack, column, around.register.get(&column.id)?);
            (!text.is_empty()).then(|| (column.label.clone(), text))
        });
        let text = |row: &BTreeMap<String, Known>, name: &str| {
            row.get(name).and_then(Known::as_text).map(str::to_owned).filter(|text| !text.is_empty())
        };
        let line = |row: &BTreeMap<String, Known>, names: &[&str]| {
            names.iter().filter_map(|name| text(row, name)).collect::<Vec<_>>().join(", ")
        };
        let reps =
            around.facts.rows("reps").map(|row| ("Represents us".to_owned(), line(row, &["name", "post", "email"])));
        let contacts = around.facts.rows("partners").filter_map(|row| {
            text(row, "contact")?;
            Some((text(row, "organisation")?, line(row, &["contact", "post", "phone", "email"])))
        });
        named.chain(reps).chain(contacts).collect()
    }

    /// The risks with their scores, the highest first; closed ones last.
    pub(super) fn risks(&self, facts: &Facts) -> Vec<RiskLine> {
        let line = |row: &BTreeMap<String, Known>| {
            let text = |name: &str| row.get(name).and_then(Known::as_text).unwrap_or_default().to_owned();
            let score = if let Some(Known::Int(score)) = row.get("score") { *score } else { 0 };
            let band = self.pack.policy.colours.iter().find(|(up_to, _)| score <= *up_to);
            RiskLine {
                risk: text("risk"),
                score,
                band: band.map(|(_, name)| name.clone()).unwrap_or_default(),
                escalated: score >= self.pack.policy.escalate,
                owner: text("owner"),
                review: Day::parse_iso(&text("review")),
                closed: row.get("closed") == Some(&Known::Bool(true)),
            }
        };
        let mut lines: Vec<RiskLine> = facts.rows("risks").map(line).collect();
        lines.sort_by_key(|line| (line.closed, std::cmp::Reverse(line.score)));
        lines
    }

    /// Documents named or attached on completed parts, and scans of signed sheets.
    pub(super) fn attachments(&self, record: &Record) -> Result<Vec<AttachmentLine>> {
        let mut lines: Vec<AttachmentLine> = Vec::new();
        for found in &record.documents {
            let title = self.pack.form(&found.document.form).map(|form| form.title.clone()).unwrap_or_default();
            let from = super::around::titled(&title, &found.document.period);
            let named = found
                .heads
                .values()
                .flat_map(|head| head.answers.values())
                .filter_map(|answer| if let Answer::Documents(links) = answer { Some(links) } else { None });
            lines.extend(named.flatten().map(|link| AttachmentLine {
                title: link.title.clone(),
                place: link.place.clone(),
                file: link.file.clone(),
                from: from.clone(),
            }));
            let sign_offs = found.heads.values().chain(&found.earlier).flat_map(|head| &head.sign_offs);
            for sign_off in sign_offs {
                let Some(scan) = &sign_off.scan else { continue };
                let file = self.store.file(scan)?;
                lines.push(AttachmentLine {
                    title: format!("Signed sheet, {} ({})", sign_off.name, file.name),
                    place: String::new(),
                    file: Some(scan.clone()),
                    from: from.clone(),
                });
            }
        }
        Ok(lines)
    }

    /// What happened, oldest first, without the prints.
    pub(super) fn story(&self, reference: &str) -> Result<Vec<HistoryLine>> {
        let lines = self.history(reference)?;
        Ok(lines.into_iter().filter(|line| !line.what.starts_with(super::paper::PRINTED)).collect())
    }

    /// Returns a file kept with the records, with its name.
    ///
    /// # Errors
    ///
    /// There is no such file, or the records cannot be read.
    pub fn file(&self, digest: &crate::model::id::Digest) -> Result<(String, Vec<u8>)> {
        let file = self.store.file(digest)?;
        Ok((file.name, file.bytes))
    }
}
