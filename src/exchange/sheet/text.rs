//! Separated text: its letters and its separator are found out.

use super::{Cell, NotASheet, Sheet};
use csv::{ReaderBuilder, StringRecord};

/// What may stand between cells; the last is for text of one column.
const SEPARATORS: [u8; 5] = [b',', b';', b'\t', b'|', 0x1f];

/// On how many records the separator is found out.
const TRIED: usize = 30;

/// Reads separated text.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, NotASheet> {
    let text = decoded(bytes);
    if text.contains('\0') {
        return Err(NotASheet::Unknown);
    }
    let (separator, text) = named_separator(&text).unwrap_or_else(|| (found_separator(&text), &text));
    let mut sheet = Sheet::default();
    // Empty lines are rows; lines within cells are none.
    let (mut line, mut end, mut within) = (1, 0, 0_usize);
    for record in records(text, separator) {
        let record = record.map_err(|_not_text| NotASheet::Damaged)?;
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(end);
        let rest = text.get(start..).unwrap_or_default();
        let start = start + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        line += text.get(end..start).unwrap_or_default().matches('\n').count().saturating_sub(within);
        within = record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        end = start;
        for (column, cell) in record.iter().enumerate() {
            sheet.put(line, column, Cell::words(cell))?;
        }
    }
    Ok(sheet)
}

/// Turns bytes into text: by their mark, else UTF-8, else what older programs wrote.
pub fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_other) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::Result<StringRecord>> {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(separator).has_headers(false).flexible(true);
    builder.from_reader(std::io::Cursor::new(text.as_bytes().to_vec())).into_records()
}

/// Reads the line with which Excel names the separator: `sep=;`.
fn named_separator(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    match first.trim_end().strip_prefix("sep=")?.as_bytes() {
        [separator] => Some((*separator, rest)),
        _ => None,
    }
}

/// Finds the separator that gives most records the same number of cells, and more than one.
fn found_separator(text: &str) -> u8 {
    let alike = |separator: u8| {
        let counts: Vec<usize> =
            records(text, separator).take(TRIED).filter_map(|record| Some(record.ok()?.len())).collect();
        let same = |count: usize| counts.iter().filter(|other| **other == count).count();
        let common = counts.iter().copied().max_by_key(|count| (same(*count), *count)).unwrap_or(1);
        // A separator that half of the records do without only stands in words.
        let is_one = common < 2 || same(common) * 2 <= counts.len();
        if is_one { 0 } else { same(common) * common }
    };
    let [others @ .., alone] = SEPARATORS;
    let best = others.into_iter().rev().max_by_key(|separator| alike(*separator)).filter(|best| alike(*best) > 0);
    best.unwrap_or(alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[u8]) -> Vec<(usize, Vec<String>)> {
        let sheet = read(text).unwrap();
        sheet.rows.iter().map(|row| (row.line, row.cells.iter().map(Cell::text).collect())).collect()
    }

    fn row(line: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn separators_are_found_out() {
        for separator in [",", ";", "\t", "|"] {
            let text = ["Name", "Kind\nA, B and C", "x\n\nD", "y"].join(separator);
            let first = if separator == "," { &["A", "B and C", "x"][..] } else { &["A, B and C", "x"][..] };
            assert_eq!(rows(text.as_bytes()), [row(1, &["Name", "Kind"]), row(2, first), row(4, &["D", "y"])]);
        }
        assert_eq!(rows(b"sep=;\na;b,c,d\n"), [row(1, &["a", "b,c,d"])]);
        assert_eq!(
            rows(b"Name\nOne\nTwo, and Three\nFour"),
            [row(1, &["Name"]), row(2, &["One"]), row(3, &["Two, and Three"]), row(4, &["Four"])]
        );
    }

    #[test]
    fn letters_are_read_as_they_were_written() {
        let expected = [row(1, &["Llŷn – £5"])];
        assert_eq!(rows("Llŷn – £5".as_bytes()), expected);
        assert_eq!(rows("\u{feff}Llŷn – £5".as_bytes()), expected);
        let wide: Vec<u8> = "\u{feff}Llŷn – £5".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&wide), expected);
        assert_eq!(rows(b"Caf\xe9 \x96 \xa35"), [row(1, &["Café – £5"])]);
        assert_eq!(read(b"a\0b"), Err(NotASheet::Unknown));
    }

    #[test]
    fn rows_are_numbered_as_the_spreadsheet_shows_them() {
        let text = "Name,Notes\nA,\"one\ntwo\"\nB,\"three\"\n\nC,x\n";
        assert_eq!(rows(text.as_bytes()).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2, 3, 5]);
    }
}
