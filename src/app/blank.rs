//! Blank forms: for the pen, or to be filled in on screen.

use super::App;
use super::error::{Error, Result};
use super::paper::Paper;
use crate::model::day::Day;
use crate::model::id::FormId;
use crate::print::compose::{About, blank, fillable};
use crate::print::{layout, pdf};
use std::collections::BTreeMap;

/// Which blank form is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// The form.
    pub form: FormId,
    /// Is it filled in on screen, with fields, rather than with the pen?
    pub on_screen: bool,
    /// The partnership it is for; none: any.
    pub reference: Option<String>,
}

impl App {
    /// Makes a blank form.
    ///
    /// # Errors
    ///
    /// There is no such form or partnership.
    pub fn blank(&self, wanted: &Blank, today: Day) -> Result<Paper> {
        let id = self.known_form(&wanted.form)?;
        let form = self.pack.form(&id).ok_or_else(|| Error::bug("A form is gone"))?;
        let (reference, title) = match &wanted.reference {
            Some(reference) => {
                let record = self.record(reference)?;
                let title = self.name_of(&record)?;
                (record.partnership.reference, title)
            }
            None => (String::new(), String::new()),
        };
        let about = About {
            partnership: &title,
            reference: &reference,
            period: "",
            revision: None,
            draft: false,
            made: today,
            facts: &[],
            parts: &[],
            signed: &BTreeMap::new(),
        };
        let compose = if wanted.on_screen { fillable } else { blank };
        let document = compose(&self.pack, form, &about);
        let bytes = pdf::write(&document, &layout::lay_out(&document));
        let start = if reference.is_empty() { String::new() } else { format!("{reference}-") };
        let way = if wanted.on_screen { "to-fill-in" } else { "blank" };
        Ok(Paper { name: format!("{start}{id}-{way}.pdf"), bytes, draft: false })
    }
}
