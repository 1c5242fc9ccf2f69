//! Tables: headings again on each page, rows never cut unless taller than a page.

use super::blocks::{Builder, Place, underlined};
use super::flow::{Cell, OWN_LANGUAGE, Reach, Row, Rule, Rules, Strip, shaped, text_strips};
use super::pages::{NodeId, Owner, Rect, Role, Target};
use super::style::{BODY, CELL, COLUMN, DARK_RULE, FRAME, LABEL, SMALL, TINT, Type};
use crate::print::document::Table;
use crate::print::number::{MM_PER_PT, real};
use crate::print::text::unbroken;

/// Room between columns, half on either side of a line between them.
const GAP: f32 = 3.4;

/// Space above and below the text of a row.
const ROW_PAD: f32 = 0.9;

/// Two rows higher than this need not stand together.
const TALL_PAIR: f32 = 120.0;

/// Height of a row that has text and cells to write in.
const WRITTEN: f32 = 8.0;

/// Adds title, headings, rows and sums.
pub(super) fn add(builder: &mut Builder, table: &Table, place: Place) {
    let first = builder.rows.len();
    add_rows(builder, table, place);
    // Of statements each row is a question; any other table is one as a whole.
    if let [whole] = table.asked.as_slice() {
        for row in &mut builder.rows[first..] {
            row.answers(std::slice::from_ref(whole), place.x, place.width);
        }
    }
}

fn add_rows(builder: &mut Builder, table: &Table, place: Place) {
    if table.columns.is_empty() {
        return;
    }
    let mut before = if place.width < builder.width { 1.4 } else { 2.2 };
    let is_empty = table.rows.is_empty() && table.empty_rows == 0 && table.totals.is_none();
    let node = if is_empty { place.parent } else { builder.tree.add(place.parent, Role::Table) };
    let named = !(is_empty || table.title.is_empty() && table.help.is_empty());
    let parent = if named { builder.tree.add(node, Role::Caption) } else { node };
    for (text, style) in [(&table.title, LABEL), (&table.help, SMALL)] {
        let first = builder.rows.len();
        if !text.is_empty() {
            builder.paragraphs(text, style, before, Place { parent, ..place });
            before = 0.8;
        }
        builder.rows[first..].iter_mut().for_each(|row| (row.keep_next, row.leads) = (true, true));
    }
    if is_empty {
        let first = builder.tree.0.len();
        builder.paragraphs("No entries", BODY, before, place);
        builder.tree.speak(NodeId(first), OWN_LANGUAGE);
        return;
    }
    builder.tables += 1;
    let columns = columns(table, place);
    let head = builder.tree.add(node, Role::TableHead);
    let mut top = cells(builder, head, table, &columns, Line::Head);
    (top.before, top.keep_next, top.leads) = (before, true, true);
    builder.rows.push(top);
    let body = builder.tree.add(node, Role::TableBody);
    let first = builder.rows.len();
    for (at, row) in table.rows.iter().enumerate() {
        let mut row = cells(builder, body, table, &columns, Line::Row(row, at));
        if let Some(asked) = table.asked.get(at).filter(|_| table.asked.len() > 1) {
            row.answers(std::slice::from_ref(asked), place.x, place.width);
        }
        row.min_height = if table.pen { WRITTEN } else { row.min_height };
        builder.rows.push(row);
    }
    for at in 0..table.empty_rows {
        let mut row = cells(builder, body, table, &columns, Line::Row(&[], table.rows.len() + at));
        row.min_height = builder.line();
        builder.rows.push(row);
    }
    if let Some(totals) = &table.totals {
        let row = cells(builder, body, table, &columns, Line::Totals(totals));
        builder.rows.push(row);
    }
    pair_ends(&mut builder.rows[first..]);
}

/// Keeps the first two rows together and the last two, unless they are tall: no row is alone on a page.
fn pair_ends(rows: &mut [Row]) {
    let pairs = [Some(0), rows.len().checked_sub(2)].into_iter().flatten();
    for at in pairs.filter(|at| at + 1 < rows.len()).collect::<Vec<_>>() {
        let keep = rows[at].height() + rows[at + 1].height() < TALL_PAIR;
        rows[at].keep_next |= keep;
        rows[at].leads |= keep;
    }
}

/// What kind of row is made.
#[derive(Clone, Copy)]
enum Line<'a> {
    Head,
    /// Its texts, and which row it is.
    Row(&'a [String], usize),
    Totals(&'a [String]),
}

/// Places the columns: room goes to those whose text would else break, what is left by their shares.
///
/// None is narrower than its longest word while there is room.
fn columns(table: &Table, place: Place) -> Vec<(f32, f32)> {
    let room = place.width - GAP * real(table.columns.len());
    let share_of = |index: usize| table.columns[index].width.max(0.1);
    let shares: f32 = (0..table.columns.len()).map(share_of).sum();
    let all = 0..table.columns.len();
    let needs: Vec<f32> = all.clone().map(|index| longest_word(table, index).min(room * 0.3)).collect();
    if table.pen {
        // Columns keep their shares, but for those whose longest word would break.
        let is_short = |index: &usize| needs[*index] > room * share_of(*index) / shares;
        let (short, other): (Vec<usize>, Vec<usize>) = all.clone().partition(is_short);
        let rest = room - short.iter().map(|index| needs[*index]).sum::<f32>();
        let others: f32 = other.iter().map(|index| share_of(*index)).sum();
        let mut x = place.x + GAP / 2.0;
        return all
            .map(|index| {
                let at = x;
                let width = if short.contains(&index) { needs[index] } else { rest * share_of(index) / others };
                x += width + GAP;
                (at, width)
            })
            .collect();
    }
    let wants: Vec<f32> = all.clone().map(|index| longest_cell(table, index).max(needs[index])).collect();
    let share = |index: usize| (room * share_of(index) / shares).min(wants[index]).max(needs[index]);
    // Where shares and longest words together are too wide, shares give way.
    let needed: f32 = needs.iter().sum();
    let over = all.clone().map(share).sum::<f32>() - needed;
    let kept = if over > room - needed { (room - needed).max(0.0) / over } else { 1.0 };
    let first = |index: usize| needs[index] + (share(index) - needs[index]) * kept;
    let left = room - all.clone().map(first).sum::<f32>();
    let lack: f32 = all.clone().map(|index| wants[index] - first(index)).sum();
    let wide = |index: usize| {
        let filled = if lack > 0.0 { (left.max(0.0) / lack).min(1.0) } else { 0.0 };
        let rest = (left - lack).max(0.0) * share_of(index) / shares;
        first(index) + (wants[index] - first(index)) * filled + rest
    };
    let fit = (room / (room - left.min(0.0))).min(1.0);
    let mut x = place.x + GAP / 2.0;
    let mut placed = Vec::new();
    for width in all.map(wide) {
        placed.push((x, width * fit));
        x += width * fit + GAP;
    }
    placed
}

/// Estimates the width of a column whose text never breaks.
fn longest_cell(table: &Table, index: usize) -> f32 {
    let cells = table.rows.iter().chain(&table.totals).filter_map(|row| row.get(index));
    let letters = cells.flat_map(|cell| cell.lines()).map(|line| line.chars().count()).max().unwrap_or(0);
    let per_letter = if index == 0 && table.row_headers { 0.6 } else { 0.56 };
    real(letters) * per_letter * CELL.size * MM_PER_PT
}

/// Returns the width of the longest word of a column; a word longer than any in English may be broken.
fn longest_word(table: &Table, index: usize) -> f32 {
    let cells = table.rows.iter().chain(&table.totals).filter_map(|row| row.get(index));
    let words = cells.flat_map(|cell| unbroken(cell)).filter(|word| word.chars().count() <= 20);
    let longest = words.max_by_key(|word| word.chars().count()).unwrap_or_default();
    let bold = table.totals.is_some() || index == 0 && table.row_headers;
    let style = if bold { CELL.bold() } else { CELL };
    shaped(longest, style).width().max(shaped(&table.columns[index].heading, COLUMN).longest_word())
}

/// Tells whether a cell names its row; one that is left to the pen does not yet.
fn names_row(table: &Table, cells: &[String], index: usize) -> bool {
    index == 0 && table.row_headers && cells.first().is_some_and(|name| !name.trim().is_empty())
}

fn cells(builder: &mut Builder, parent: NodeId, table: &Table, columns: &[(f32, f32)], line: Line) -> Row {
    let (texts, style): (Vec<&str>, Type) = match line {
        Line::Head => (table.columns.iter().map(|column| column.heading.as_str()).collect(), COLUMN),
        Line::Row(cells, _) => (cells.iter().map(String::as_str).collect(), CELL),
        Line::Totals(cells) => (cells.iter().map(String::as_str).collect(), CELL.bold()),
    };
    let (left, right) = (columns[0].0 - GAP / 2.0, columns[columns.len() - 1]);
    let mut row = Row::new(left, right.0 + right.1 + GAP / 2.0 - left);
    row.table = Some((builder.tables, matches!(line, Line::Head)));
    let frame = Rule { width: FRAME, colour: DARK_RULE };
    row.rules = match line {
        Line::Head => {
            row.fill = Some(TINT);
            Rules { above: Some(frame), below: Some(frame), ..Rules::default() }
        }
        Line::Row(..) => underlined(),
        Line::Totals(_) => Rules { above: Some(frame), below: Some(frame), ..Rules::default() },
    };
    (row.pad_top, row.pad_bottom) = (ROW_PAD, ROW_PAD);
    let node = builder.tree.add(parent, Role::Row);
    for (index, (x, width)) in columns.iter().copied().enumerate() {
        let role = match line {
            Line::Head => Role::ColumnHeader,
            Line::Row(cells, _) | Line::Totals(cells) if names_row(table, cells, index) => Role::RowHeader,
            Line::Row(..) | Line::Totals(_) => Role::Cell,
        };
        let cell = builder.tree.add(node, role);
        let style = if role == Role::RowHeader { style.bold() } else { style };
        let right = table.columns.get(index).is_some_and(|column| column.right);
        let text = texts.get(index).copied().unwrap_or_default();
        let paragraphs = text.lines().filter(|paragraph| !paragraph.trim().is_empty());
        let mut strips = Vec::new();
        for text in paragraphs {
            let owner = match mail(text) {
                Some(address) => builder.tree.link(cell, text, Target::Address(address)),
                None => cell,
            };
            strips.extend(text_strips(Owner::Node(owner), &shaped(text, style), style, width, right));
        }
        if let (Line::Row(_, at), true) = (line, strips.is_empty()) {
            let input = table.inputs.get(at).and_then(|inputs| inputs.get(index)?.as_ref());
            let mut strip = Strip::default();
            let rect = Rect { x: -GAP / 2.0 + 0.5, y: 0.0, width: width + GAP - 1.0, height: 0.0 };
            builder.place_input(&mut strip, input, cell, rect, Reach::Row);
            strips.push(strip);
        }
        row.cells.push(Cell { x, strips });
    }
    row
}

/// Returns where a cell leads that holds an e-mail address and nothing else.
fn mail(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let is_mail = !name.is_empty() && host.contains('.') && name.chars().chain(host.chars()).all(plain);
    is_mail.then(|| format!("mailto:{text}"))
}
