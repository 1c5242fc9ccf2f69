//! What the window shows of reports, and what their screens ask for.

use crate::app::report::{Report, usual_period};
use crate::model::filter::Filter;
use crate::model::period::Period;
use crate::pack::report::Every;
use crate::pack::{Pack, ReportDefinition};

/// A report in view.
#[derive(Default)]
pub(crate) struct Reports {
    /// The report; none: it is being worked out.
    pub(crate) shown: Option<Box<Report>>,
    /// The period it is about; none: the usual one.
    pub(crate) period: Option<Period>,
}

/// What the screens of reports ask for.
#[derive(Clone, Debug)]
pub(crate) enum ReportCommand {
    /// Works the report in view out for another period.
    Period(Period),
    /// Saves the report in view.
    Save(ReportFile),
    /// Saves one table of it as CSV, by its place among its tables.
    SaveTable(usize),
    /// Saves what the register shows.
    SaveRegister(ReportFile),
    /// Leads to the partnerships behind a figure.
    Lead(Vec<Filter>),
}

/// What kind of file a report is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportFile {
    /// To be read and printed.
    Pdf,
    /// To be calculated with.
    Xlsx,
    /// For other programs; of the register alone.
    Csv,
}

impl ReportFile {
    /// Returns the ending of its file's name.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// Returns a report of the procedure.
pub(crate) fn definition<'a>(pack: &'a Pack, id: &str) -> Option<&'a ReportDefinition> {
    pack.reports.iter().find(|report| report.id == id)
}

/// How many periods back can be chosen.
const PERIODS: usize = 12;

/// Returns the periods that a report can be asked for, the one under way first.
pub(crate) fn periods(every: Every, today: crate::model::day::Day) -> Vec<Period> {
    let of = |day| match every {
        Every::Quarter | Every::Time => Period::quarter_of(day),
        Every::Year => Period::year_of(day),
    };
    let mut found = vec![of(today)];
    while found.len() < PERIODS {
        let Some(last) = found.last() else { break };
        found.push(of(last.from.add_days(-1)));
    }
    found
}

impl Reports {
    /// Returns the period in view.
    pub(crate) fn period_of(&self, every: Every, today: crate::model::day::Day) -> Period {
        self.period.unwrap_or_else(|| usual_period(every, today))
    }
}
