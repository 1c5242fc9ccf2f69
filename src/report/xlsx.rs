//! Tables as XLSX: typed cells, one sheet for each table, a data dictionary last.
//!
//! Text is written as text and never as formula or link. The file says it was
//! made on the report's day, so that the same report gives the same bytes.

use super::Report;
use super::table::{Cell, Column, Kind, Row, Table, yes_no};
use crate::model::day::Day;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The most characters of a cell and of a sheet's name that Excel takes.
const MAX_CELL: usize = 32_767;
const MAX_NAME: usize = 31;

/// Widths of columns, in characters.
const NARROW: usize = 9;
const WIDE: usize = 60;

/// What a sheet of the dictionary is called.
const DICTIONARY: &str = "Data dictionary";

/// Writes every table of a report; the body it was made for stands in the file as its author.
///
/// # Panics
///
/// If a table has more rows than a sheet takes (1,048,575), of which no register comes near.
pub fn write(report: &Report, body: &str) -> Vec<u8> {
    workbook(report, body).expect("names, cells and rows are kept within what a sheet takes")
}

fn workbook(report: &Report, body: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = date(report.made)?;
    let properties = DocProperties::new().set_title(&report.title).set_subject(&report.subtitle).set_author(body);
    book.set_properties(&properties.set_creation_datetime(&made));
    let tables = report.tables();
    let names = sheet_names(&tables);
    let dictionary = dictionary(&tables, &names);
    let formats = Formats::new();
    for (table, name) in tables.iter().zip(&names) {
        sheet(book.add_worksheet(), table, name, &formats)?;
    }
    let sheet_of_words = book.add_worksheet();
    sheet(sheet_of_words, &dictionary, DICTIONARY, &formats)?;
    about(sheet_of_words, report, dictionary.rows.len())?;
    book.save_to_buffer()
}

struct Formats {
    head: Format,
    text: Format,
    whole: Format,
    number: Format,
    money: Format,
    date: Format,
}

impl Formats {
    fn new() -> Self {
        let figure = |pattern: &str| Format::new().set_num_format(pattern).set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_border_bottom(FormatBorder::Thin),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            whole: figure("#,##0"),
            number: figure("#,##0.##"),
            money: figure("[$£-809]#,##0.00"),
            date: figure("dd/mm/yyyy"),
        }
    }

    fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text | Kind::YesNo => &self.text,
            Kind::Whole => &self.whole,
            Kind::Number => &self.number,
            Kind::Money => &self.money,
            Kind::Date => &self.date,
        }
    }
}

/// Writes headings, rows and sums; headings stay in view and filter the rows.
fn sheet(sheet: &mut Worksheet, table: &Table, name: &str, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let columns: Vec<&Column> = table.all_columns().collect();
    let rows: Vec<Vec<Cell>> = table.all_rows().collect();
    for (at, column) in (0..).zip(&columns) {
        sheet.write_string_with_format(0, at, cut(&column.label), &formats.head)?;
        sheet.set_column_width(at, width(column, usize::from(at), &rows))?;
    }
    for (at, cells) in (1..).zip(&rows) {
        write_row(sheet, at, cells, &columns, formats, false)?;
    }
    let last = u32::try_from(rows.len()).map_err(|_too_many| XlsxError::RowColumnLimitError)?;
    if let Some(totals) = &table.totals {
        write_row(sheet, last + 1, totals, &columns, formats, true)?;
    }
    if let Some(right) = u16::try_from(columns.len()).ok().and_then(|count| count.checked_sub(1)) {
        sheet.autofilter(0, 0, last, right)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    columns: &[&Column],
    formats: &Formats,
    is_bold: bool,
) -> Result<(), XlsxError> {
    for ((at, cell), column) in (0..).zip(cells).zip(columns) {
        let plain = formats.of(column.kind);
        let bold = is_bold.then(|| plain.clone().set_bold().set_border_top(FormatBorder::Thin));
        let format = bold.as_ref().unwrap_or(plain);
        match cell {
            Cell::Empty if is_bold => sheet.write_blank(row, at, format)?,
            Cell::Empty => sheet,
            Cell::Text(text) => sheet.write_string_with_format(row, at, cut(text), format)?,
            Cell::YesNo(yes) => sheet.write_string_with_format(row, at, yes_no(*yes), format)?,
            Cell::Whole(number) => sheet.write_number_with_format(row, at, decimal(*number), format)?,
            Cell::Number(number) => sheet.write_number_with_format(row, at, *number, format)?,
            Cell::Money(pence) => sheet.write_number_with_format(row, at, decimal(pence.0) / 100.0, format)?,
            Cell::Date(day) => match date(*day) {
                Ok(date) => sheet.write_datetime_with_format(row, at, date, format)?,
                // A sheet's calendar begins in 1900.
                Err(_too_early) => sheet.write_string_with_format(row, at, day.iso(), format)?,
            },
        };
    }
    Ok(())
}

/// Says over the dictionary's foot what the file is: under its rows, apart from them.
fn about(sheet: &mut Worksheet, report: &Report, rows: usize) -> Result<(), XlsxError> {
    let plain = Format::new();
    let first = u32::try_from(rows).map_err(|_too_many| XlsxError::RowColumnLimitError)? + 2;
    let made = format!("Worked out on {}", report.made);
    let lines = [report.title.as_str(), report.subtitle.as_str(), made.as_str()];
    for (at, line) in (first..).zip(lines.iter().filter(|line| !line.is_empty())) {
        sheet.write_string_with_format(at, 0, cut(line), &plain)?;
    }
    Ok(())
}

/// Tells of every column of every table what stands in it, and of every table what to know.
fn dictionary(tables: &[Table], names: &[String]) -> Table {
    let columns = vec![
        Column::new("sheet", "Sheet", Kind::Text, ""),
        Column::new("column", "Column", Kind::Text, ""),
        Column::new("kind", "What stands in it", Kind::Text, ""),
        Column::new("meaning", "Meaning", Kind::Text, ""),
    ];
    let row = |texts: [&str; 4]| Row::new(texts.map(Cell::text).to_vec());
    let mut rows = Vec::new();
    for (table, name) in tables.iter().zip(names) {
        let about = [table.title.as_str(), table.note.as_str()];
        let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
        rows.push(row([name, "", "", &about.join(". ")]));
        let of = |column: &Column| row([name, &column.label, column.kind.says(), &column.meaning]);
        rows.extend(table.all_columns().map(of));
    }
    Table { id: "dictionary".into(), title: DICTIONARY.into(), columns, rows, ..Table::default() }
}

/// Names sheets by the titles of their tables: without signs that Excel refuses, short, no name twice.
fn sheet_names(tables: &[Table]) -> Vec<String> {
    let mut taken = vec![DICTIONARY.to_lowercase()];
    let mut names = Vec::new();
    for table in tables {
        let plain: String = table.title.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = plain.trim_matches('\'');
        let plain = if plain.is_empty() { "Table" } else { plain };
        // One more than there are names taken cannot all be taken.
        let name = (1..=taken.len() + 1)
            .map(|number| {
                let end = if number == 1 { String::new() } else { format!(" {number}") };
                shortened(plain, MAX_NAME - end.len()) + &end
            })
            .find(|name| !taken.contains(&name.to_lowercase()))
            .expect("there are more numbers than names");
        taken.push(name.to_lowercase());
        names.push(name);
    }
    names
}

/// Cuts a text to so many characters as Excel counts them, without a space or apostrophe at its end.
fn shortened(text: &str, most: usize) -> String {
    let mut left = most;
    let fitting = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    fitting.collect::<String>().trim_end_matches([' ', '\'']).to_owned()
}

/// Cuts what is longer than a cell takes, and says so.
fn cut(text: &str) -> String {
    const SAYS: &str = " … (cut)";
    if text.encode_utf16().count() <= MAX_CELL {
        return text.to_owned();
    }
    shortened(text, MAX_CELL - SAYS.chars().count()) + SAYS
}

/// Returns a width that shows the heading's longest word and most cells.
fn width(column: &Column, at: usize, rows: &[Vec<Cell>]) -> f64 {
    let longest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let cells = rows.iter().filter_map(|cells| cells.get(at)).map(|cell| longest(&cell.shown())).max().unwrap_or(0);
    let cells = if column.kind == Kind::Date { 10 } else { cells };
    let head = column.label.split_whitespace().map(|word| word.chars().count() + 3).max().unwrap_or(0);
    let characters = (cells + 2).max(head).clamp(NARROW, WIDE);
    f64::from(u32::try_from(characters).unwrap_or(u32::MAX))
}

fn date(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    let year = u16::try_from(day.year()).map_err(|_too_early| XlsxError::RowColumnLimitError)?;
    ExcelDateTime::from_ymd(year, small(day.month()), small(day.day()))
}

#[expect(clippy::cast_precision_loss, reason = "a spreadsheet knows no other numbers; 15 digits are exact")]
fn decimal(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_excel_takes() {
        let table = |title: &str| Table { title: title.into(), ..Table::default() };
        let long = "Partnerships that were agreed in the quarter";
        let tables = [long, long, "Cost/benefit: all [2026]", "data dictionary", "", "'quoted'"].map(table);
        assert_eq!(
            sheet_names(&tables),
            [
                "Partnerships that were agreed i",
                "Partnerships that were agreed 2",
                "Cost benefit all 2026",
                "data dictionary 2",
                "Table",
                "quoted"
            ]
        );
    }

    #[test]
    fn a_text_longer_than_a_cell_takes_is_cut_and_says_so() {
        let text = "ab".repeat(20_000);
        let cut = cut(&text);
        assert_eq!(cut.chars().count(), MAX_CELL);
        assert!(cut.ends_with("b … (cut)") || cut.ends_with("a … (cut)"));
    }
}
