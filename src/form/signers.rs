//! Who signs in a role: one person, or one for each row of a table.

use crate::form::words::plain_line;
use crate::model::answer::{Answer, Row};
use crate::model::id::{QuestionId, RowId};
use crate::pack::Pack;

/// The row of a table of signers that stands for ourselves, who sign elsewhere.
const OURS: &str = "us";

/// Returns the signers of a role: one without a row, or one for each row of the role's table, by its name.
///
/// `answer` gives the answer to a question, the table.
pub fn signers<'a>(
    pack: &Pack,
    role: &str,
    answer: impl FnOnce(&QuestionId) -> Option<&'a Answer>,
) -> Vec<(RowId, String)> {
    let Some(each) = pack.role(role).and_then(|role| role.each.as_ref()) else {
        return vec![(RowId::default(), String::new())];
    };
    let label = pack.question(each).and_then(|(_, _, question)| question.table()).map(|table| &table.label);
    let Some(Answer::Table(rows)) = answer(each) else { return vec![] };
    let signer = |row: &Row| {
        let cell = label.and_then(|label| row.cells.get(label)).map(plain_line);
        (row.id.clone(), cell.unwrap_or_default())
    };
    rows.iter().filter(|row| row.id.as_str() != OURS).map(signer).collect()
}
