//! What proves the paper: a QR code, and beside it the code of the revision in groups.

use super::blocks::{Builder, Place};
use super::flow::{Cell, Row, Strip, shaped, text_strips};
use super::pages::{Draw, Owner, Rect, Role};
use super::style::{GUTTER, INK, LABEL, SMALL, Type};
use crate::print::document::{Colour, Proof};
use crate::print::number::{MM_PER_PT, real};
use crate::print::text::{Glyph, Run};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment};
use std::ops::Range;

/// Side of a module of the QR code: 29 modules are 17.4 mm.
const MODULE: f32 = 0.6;
/// Clear space around the QR code: four modules.
const QUIET: f32 = 4.0 * MODULE;
/// Dark modules reach so far into dark neighbours that no seam shows between them.
const OVERLAP: f32 = 0.02;
/// The code, as large as a paper needs it to be copied by eye.
const CODE: Type = Type { size: 10.5, bold: true, colour: INK };
/// Room of each character of the code: the widest letter with air on either side.
const CHARACTER: f32 = 3.6;
/// Room of the dash between groups.
const DASH: f32 = 4.6;
/// A row taller than this may leave its start behind when it keeps the proof company.
const TALL: f32 = 45.0;
/// Height of what a tall row brings along.
const COMPANY: f32 = 12.0;

const TITLE: &str = "Proof of this paper";
const MEANING: &str =
    "The QR code and the code below name the revision printed here. Change one answer, and both are different.";
const CHECK: &str =
    "To check this paper: open Partnership Desk, choose Check a paper form, and type this code or show a scan.";

/// Adds QR code and code as one row that stays with the content before it.
pub(super) fn add(builder: &mut Builder, proof: &Proof, place: Place) {
    let segment = [QrSegment::make_alphanumeric(&proof.qr)];
    let code = QrCode::encode_segments(&segment, QrCodeEcc::Medium).expect("a digest fits any QR code");
    let mut row = Row::new(place.x, place.width);
    (row.before, row.pad_top, row.pad_bottom) = (1.2, QUIET, 0.0);
    let figure = Owner::Node(
        builder.tree.figure(place.parent, &format!("QR code of the revision with the code {}", proof.code)),
    );
    let side = modules(code.size()) * MODULE;
    let draws = dark(&code).into_iter().map(|rect| (figure, Draw::Fill { rect, colour: Colour(0, 0, 0) }));
    row.cells.push(Cell { x: place.x, strips: vec![Strip { draws: draws.collect(), ..Strip::space(side) }] });
    let x = place.x + side + QUIET.max(GUTTER);
    row.cells.push(Cell { x, strips: words(builder, proof, place, place.x + place.width - x) });
    keep_company(builder);
    builder.rows.push(row);
}

/// Says what the codes are, the code itself, and how it is checked.
fn words(builder: &mut Builder, proof: &Proof, place: Place, width: f32) -> Vec<Strip> {
    let mut paragraph = || Owner::Node(builder.tree.add(place.parent, Role::Paragraph));
    let lines = |owner, text, style| text_strips(owner, &shaped(text, style), style, width, false);
    let mut strips = vec![Strip::space(0.6)];
    strips.extend(lines(paragraph(), TITLE, LABEL));
    strips.extend(lines(paragraph(), MEANING, SMALL));
    strips.push(Strip::space(0.5));
    let code = Draw::Text(spaced(&proof.code));
    strips.push(Strip { draws: vec![(paragraph(), code)], ..Strip::space(CODE.line_height()) });
    strips.push(Strip::space(0.5));
    strips.extend(lines(paragraph(), CHECK, SMALL));
    strips
}

/// Sets the code with the same room for each character, each in the middle of its own.
fn spaced(code: &str) -> Run {
    let glyph = |c: char| -> Option<(Glyph, f32)> {
        let line = shaped(c.encode_utf8(&mut [0; 4]), CODE).lines(f32::MAX).into_iter().next()?;
        Some((line.runs.into_iter().next()?.glyphs.into_iter().next()?, if c == '-' { DASH } else { CHARACTER }))
    };
    let mut run = shaped(code, CODE).lines(f32::MAX).remove(0).runs.remove(0);
    let placed: Vec<(Glyph, f32)> = code.chars().filter_map(glyph).collect();
    let air = |(glyph, room): &(Glyph, f32)| (em(*room) - glyph.advance) / 2;
    run.at = [0.0, CODE.baseline()];
    run.glyphs = placed.iter().map(|(glyph, _)| glyph.clone()).collect();
    for (at, pair) in placed.windows(2).enumerate() {
        run.glyphs[at].advance += air(&pair[0]) + air(&pair[1]);
    }
    run
}

/// Returns millimetres as thousandths of an em of the code's type.
#[expect(clippy::cast_possible_truncation, reason = "a length on paper is a small number")]
fn em(mm: f32) -> i32 {
    (mm / MM_PER_PT / CODE.size * 1000.0).round() as i32
}

fn modules(count: i32) -> f32 {
    real(usize::try_from(count).unwrap_or(0))
}

/// Covers the dark modules with few rectangles.
fn dark(code: &QrCode) -> Vec<Rect> {
    let side = code.size();
    let is_dark = |columns: Range<i32>, y: i32| y < side && columns.into_iter().all(|x| code.get_module(x, y));
    let mut found: Vec<(Range<i32>, Range<i32>)> = Vec::new();
    for y in 0..side {
        let mut x = 0;
        while x < side {
            let covered = found.iter().find(|(columns, rows)| columns.contains(&x) && rows.contains(&y));
            if let Some((columns, _)) = covered {
                x = columns.end;
            } else if code.get_module(x, y) {
                let end = (x..side).find(|x| !code.get_module(*x, y)).unwrap_or(side);
                let below = (y..=side).find(|y| !is_dark(x..end, *y)).unwrap_or(side);
                found.push((x..end, y..below));
                x = end;
            } else {
                x += 1;
            }
        }
    }
    let rect = |(columns, rows): (Range<i32>, Range<i32>)| Rect {
        x: modules(columns.start) * MODULE,
        y: modules(rows.start) * MODULE,
        width: modules(columns.end - columns.start) * MODULE + OVERLAP,
        height: modules(rows.end - rows.start) * MODULE + OVERLAP,
    };
    found.into_iter().map(rect).collect()
}

/// Makes the last content come along if the proof starts a page, so that it is never alone there.
fn keep_company(builder: &mut Builder) {
    let Some(last) = builder.rows.last_mut() else { return };
    if last.splits
        && last.height() > TALL
        && let Some((mut head, mut tail)) = last.cut(last.height() - COMPANY, false)
    {
        (head.rules.below, head.pad_bottom) = (None, 0.0);
        (tail.rules.above, tail.pad_top) = (None, 0.0);
        *last = head;
        builder.rows.push(tail);
    }
    if let Some(last) = builder.rows.last_mut() {
        (last.keep_next, last.leads) = (true, true);
    }
}
