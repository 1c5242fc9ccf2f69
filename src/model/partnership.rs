//! Partnerships and their documents, as every machine knows them.

use crate::model::id::{DocumentId, FormId, PackId, PartnershipId};
use crate::model::moment::Moment;
use serde::{Deserialize, Serialize};

/// A partnership; what the register shows of it is a projection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partnership {
    /// Its id, the same on every machine.
    pub id: PartnershipId,
    /// The reference people see, such as `WK-0007`.
    pub reference: String,
    /// The number the Corporate Risk Registry gave it.
    pub register_no: Option<String>,
    /// When it was started.
    pub created: Moment,
}

impl Partnership {
    /// Writes its register number and its reference as people are shown them: "WFRS-0012 (WK-0007)".
    pub fn shown(&self) -> String {
        match &self.register_no {
            Some(number) => format!("{number} ({})", self.reference),
            None => self.reference.clone(),
        }
    }
}

/// One form, for one partnership, for one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its id, the same on every machine.
    pub id: DocumentId,
    /// The partnership it belongs to.
    pub partnership: PartnershipId,
    /// The procedure that the form is of; on its way to another machine its revisions say it.
    #[serde(skip)]
    pub pack: PackId,
    /// The form.
    pub form: FormId,
    /// The period, such as "2026/27"; empty if the form has none.
    pub period: String,
    /// When it was started.
    pub created: Moment,
}
