//! Signatures with something of what is signed: a place to sign is never alone on its page.

use super::flow::Row;
use super::paginate::needed;
use super::style::room;
use crate::print::document::Orientation;

/// What is higher than this goes with a signature by its last lines alone, if it can be cut.
const HIGH: f32 = 60.0;

/// Keeps what stands before each signature on the page of the signature, whole or by its last lines.
///
/// From the end, so that of two signatures in a row the second takes the first along and not all that comes before.
pub(super) fn escort(rows: &mut Vec<Row>, orientation: Orientation) {
    let mut end = rows.len();
    while let Some(start) = end.checked_sub(1).map(|last| start_of(rows, last)) {
        end = start;
        if start == 0 || !rows[start..].iter().take(kept(rows, start) + 1).any(|row| row.signs) {
            continue;
        }
        let before = start_of(rows, start - 1);
        let fits =
            |from: usize| needed(&rows[from..], kept(rows, start) + start - from, orientation) <= room(orientation);
        let last = &rows[start - 1];
        let cut = if last.splits && last.height() > HIGH { last.cut_off_end() } else { None };
        match cut {
            Some((head, mut tail))
                if needed(&rows[start..], kept(rows, start), orientation) + tail.height() <= room(orientation) =>
            {
                tail.keep_next = true;
                rows.splice(start - 1..start, [head, tail]);
            }
            Some(_) | None if fits(before) => {
                rows[start - 1].keep_next = true;
                end = before;
            }
            Some(_) | None => {}
        }
    }
}

/// Returns where the chain of rows starts that ends with that row.
fn start_of(rows: &[Row], last: usize) -> usize {
    last - rows[..last].iter().rev().take_while(|row| row.keep_next).count()
}

/// Returns how many rows from there stay with the one after them.
fn kept(rows: &[Row], start: usize) -> usize {
    rows[start..].iter().take_while(|row| row.keep_next).count()
}
