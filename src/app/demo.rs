//! The demonstration: answers of the pack's own, completed and signed day by day as people would.

use super::App;
use super::error::{Error, Result};
use super::fill::Fill;
use super::op::{Op, SignOff};
use super::view::SignatureLine;
use crate::model::day::Day;
use crate::model::moment::Moment;
use crate::pack::builtin;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// One form of the demonstration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The form.
    pub form: String,
    /// Which of the demonstration's partnerships, from 1.
    pub partnership: usize,
    /// The period's label; none: the current one.
    pub period: Option<String>,
    /// The part; none: every part there are answers for.
    pub part: Option<String>,
    /// The day on which it is filled in.
    pub today: String,
    /// Is it completed, too?
    pub complete: bool,
    /// Why a part that was signed is changed.
    #[serde(default)]
    pub reason: String,
    /// The answers: question id = value.
    pub answers: BTreeMap<String, Value>,
    /// Who signs it.
    #[serde(default)]
    pub sign: Vec<Signing>,
    /// Answers that stand in the place of those above, one set a year; of a step that comes again.
    #[serde(default)]
    pub variant: Vec<BTreeMap<String, Value>>,
}

/// A signature of the demonstration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// In what role.
    pub role: String,
    /// The name beside the signature.
    pub name: String,
    /// The day beside it.
    pub on: String,
    /// The reference of a body's minute.
    pub minute: Option<String>,
    /// For whom, where each row of a table has a signer.
    #[serde(rename = "for")]
    pub signer: Option<String>,
}

/// Returns the demonstration's files in order: of the pack's folder if one was given, else of the program's own pack.
///
/// # Errors
///
/// The folder cannot be read.
pub fn files(given: Option<&str>, id: &str) -> Result<Vec<(String, String)>> {
    let folder = given.map(|given| Path::new(given).join("demo")).filter(|folder| folder.is_dir());
    let Some(folder) = folder else {
        return Ok(builtin::demo(id));
    };
    let mut files = Vec::new();
    for (prefix, folder) in [("", folder.clone()), ("large/", folder.join("large"))] {
        if !folder.is_dir() {
            continue;
        }
        let failed = |error: std::io::Error| Error::file("Reading", &folder, &error);
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_file() {
                let text = std::fs::read_to_string(&path).map_err(|error| Error::file("Reading", &path, &error))?;
                files.push((format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy()), text));
            }
        }
    }
    files.sort();
    Ok(files)
}

impl Step {
    /// Reads a step from its file.
    ///
    /// # Errors
    ///
    /// The file is none of a step.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| Error::bug(format!("{name}: {}", error.message())))
    }
}

impl App {
    /// Fills in, completes and signs one form of the demonstration, and returns the partnership's reference.
    ///
    /// # Errors
    ///
    /// The answers do not complete the form, or the records cannot be written.
    pub fn demonstrate(
        &mut self,
        name: &str,
        step: Step,
        reference: Option<&str>,
        with_papers: bool,
    ) -> Result<String> {
        let today = day(name, &step.today)?;
        let fill = Fill {
            form: step.form.as_str().into(),
            reference: reference.map(str::to_owned),
            period: step.period,
            part: step.part.map(Into::into),
            values: step.answers,
            complete: step.complete,
            reason: step.reason,
        };
        let filled = self.fill(fill, Path::new(""), &noon(today)?, today)?;
        if step.complete && !filled.completed {
            let lines: Vec<String> = filled.findings.iter().map(|finding| finding.message.clone()).collect();
            return Err(Error::bug(format!("The demonstration’s {name} is not complete: {}", lines.join("; "))));
        }
        for signing in step.sign {
            let on = day(name, &signing.on)?;
            if with_papers {
                // Each signature is made on the paper printed before it.
                self.paper(&filled.document, None, &noon(on)?, on)?;
            }
            let documents = self.documents(&filled.reference)?;
            let lines = documents.iter().filter(|line| line.document == filled.document);
            let of_role = lines.flat_map(|line| &line.signatures).filter(|signature| signature.role == signing.role);
            let named = |signature: &&SignatureLine| {
                signing.signer.as_ref().map_or(signature.signed.is_none(), |signer| *signer == signature.signer)
            };
            let signature = of_role.into_iter().find(named);
            let signature = signature.ok_or_else(|| Error::bug(format!("{name}: nobody signs as {}", signing.role)))?;
            let sign_off = SignOff {
                document: filled.document.clone(),
                question: signature.question.clone(),
                row: signature.row.clone(),
                set_aside: String::new(),
                name: signing.name,
                post: self.pack().role_title(&signing.role).to_owned(),
                on,
                reference: signing.minute.unwrap_or_default(),
                scan: None,
            };
            let changed = self.apply(Op::SignOff(sign_off), &noon(on)?, on)?;
            if let Some(unmet) = changed.unmet.first() {
                return Err(Error::bug(format!("The demonstration’s {name} cannot be signed: {unmet}")));
            }
        }
        Ok(filled.reference)
    }
}

/// Reads a day of the demonstration.
pub(super) fn day(name: &str, text: &str) -> Result<Day> {
    Day::parse_iso(text).ok_or_else(|| Error::bug(format!("{name}: “{text}” is not a date")))
}

/// Returns noon of a day.
pub(super) fn noon(day: Day) -> Result<Moment> {
    Moment::parse(&format!("{}T12:00:00Z", day.iso())).ok_or_else(|| Error::bug("A day has no noon"))
}
