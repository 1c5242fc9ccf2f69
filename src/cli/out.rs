//! What the command line prints, and the code it ends with.

use partnership_desk::app::{Error, Kind, Result};
use partnership_desk::form::finding::{Finding, Level};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// The user's material is wrong; findings were printed.
    Wrong,
}

impl Exit {
    pub(crate) fn code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Wrong => ExitCode::from(1),
        }
    }
}

/// Where results go.
pub(crate) struct Out {
    json: bool,
}

impl Out {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Prints one result: as JSON, or as lines for people.
    pub(crate) fn show(&self, value: &Value, lines: &[String]) -> Result<()> {
        let mut text = if self.json { format!("{value:#}") } else { lines.join("\n") };
        if !text.is_empty() {
            text.push('\n');
        }
        Self::bytes(text.as_bytes())
    }

    pub(crate) fn bytes(bytes: &[u8]) -> Result<()> {
        let mut stdout = std::io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            // A reader that has seen enough, such as `head`, is no failure.
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Error::surroundings(format!("The result could not be written: {error}"), "Try again"))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Prints a failure and returns its exit code.
    pub(crate) fn fail(&self, error: &Error) -> ExitCode {
        #[expect(clippy::print_stderr, reason = "messages of a command line go there")]
        {
            eprintln!("{}.\n{}", error.sentence(), error.hint());
        }
        if self.json && !error.findings.is_empty() {
            let value = json!({ "findings": findings_json(&error.findings) });
            if self.show(&value, &[]).is_err() {
                return ExitCode::from(2);
            }
        }
        ExitCode::from(match error.kind() {
            Kind::User => 1,
            Kind::Surroundings => 2,
            Kind::Bug => 3,
        })
    }
}

/// Findings with the keys of the contract.
pub(crate) fn findings_json(findings: &[Finding]) -> Value {
    let one = |finding: &Finding| {
        let level = match finding.level {
            Level::Warn => "warn",
            Level::Error => "error",
            Level::Stop => "stop",
        };
        json!({
            "question": finding.question, "code": finding.code, "message": finding.message, "level": level,
            "row": finding.row, "column": finding.column,
        })
    };
    findings.iter().map(one).collect()
}

/// Findings as lines for people.
pub(crate) fn finding_lines(findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| {
        let mark = if finding.level == Level::Warn { "note: " } else { "" };
        format!("{mark}{}: {}", finding.question, finding.message)
    };
    findings.iter().map(line).collect()
}

/// Reads a text file; `-` is standard input.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    if path == Path::new("-") {
        let mut text = String::new();
        let read = std::io::stdin().read_to_string(&mut text);
        return read.map(|_| text).map_err(|error| Error::file("Reading", path, &error));
    }
    let bytes = std::fs::read(path).map_err(|error| Error::file("Reading", path, &error))?;
    String::from_utf8(bytes).map_err(|_not_text| {
        Error::user(format!("{} is not a text file", path.display()), "Save it as UTF-8 text and try again")
    })
}

/// Writes a file whole or not at all; `-` is standard output.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    if path == Path::new("-") {
        return Out::bytes(bytes);
    }
    partnership_desk::app::write_whole(path, bytes)
}
