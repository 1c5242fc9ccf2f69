//! What every page carries: head, foot with page x of y, marking, DRAFT across an unfinished form.

use super::flow::{Rule, moved, rule, shaped};
use super::pages::{Artifact, Draw, Group, Kid, Owner, Pages};
use super::style::{DARK_RULE, FRAME, GUTTER, INK, MARGIN, QUIET, Type, WATERMARK, width};
use crate::print::document::{Document, Orientation};
use crate::print::number::MM_PER_PT;

const FOOT: Type = Type { size: 7.4, bold: false, colour: QUIET };
const MARKING: Type = Type { size: 9.0, bold: true, colour: INK };
/// How far from the lower edge the rule and the line of the foot stand.
const FOOT_RULE: f32 = 13.4;
const FOOT_LINE: f32 = 9.4;
const HEAD_LINE: f32 = 10.8;
const HEAD_RULE: f32 = 12.8;
/// How far from the upper edge the marking stands at the head of every page, and from the lower edge at its foot.
const MARKS: [f32; 2] = [7.2, 5.0];

/// Where a line of furniture is anchored.
#[derive(Clone, Copy)]
enum Anchor {
    Left,
    Centre,
    Right,
}

/// Adds head, foot and DRAFT to the pages, which come after others in a whole of so many.
pub(super) fn furnish(document: &Document, pages: &mut Pages, before: usize, count: usize) {
    let sheet = document.orientation;
    for (index, page) in pages.pages.iter_mut().enumerate() {
        if document.draft {
            page.groups.insert(0, Group { owner: Owner::Artifact(Artifact::Watermark), draws: vec![watermark(sheet)] });
        }
        let marks = [MARKS[0], sheet.height() - MARKS[1]];
        let [above, below] =
            marks.map(|y| text(sheet, (&document.marking, MARKING), y, Anchor::Centre, width(sheet)).0);
        let head = above.into_iter().chain(if index == 0 { vec![] } else { head(document) }).collect();
        let foot = foot(document, before + index + 1, count).into_iter().chain(below).collect();
        for (artifact, draws) in [(Artifact::Header, head), (Artifact::Footer, foot)] {
            let draws: Vec<Draw> = draws;
            if !draws.is_empty() {
                page.groups.push(Group { owner: Owner::Artifact(artifact), draws });
            }
        }
    }
    if document.draft {
        shift_groups(pages);
    }
}

/// DRAFT stands first on each page, so every other group is one later.
fn shift_groups(pages: &mut Pages) {
    for kid in pages.nodes.iter_mut().flat_map(|node| &mut node.kids) {
        if let Kid::Content { group, .. } = kid {
            *group += 1;
        }
    }
}

fn head(document: &Document) -> Vec<Draw> {
    let sheet = document.orientation;
    let mut draws = text(sheet, (&document.title, FOOT), HEAD_LINE, Anchor::Left, width(sheet)).0;
    draws.push(line(sheet, HEAD_RULE));
    draws
}

fn foot(document: &Document, number: usize, count: usize) -> Vec<Draw> {
    let revision = if document.revision.is_empty() { String::new() } else { format!("revision {}", document.revision) };
    let known = [document.reference.as_str(), &document.form_reference, &revision];
    let left: Vec<&str> = known.into_iter().filter(|text| !text.is_empty()).collect();
    let sheet = document.orientation;
    let (width, y) = (width(sheet), sheet.height() - FOOT_LINE);
    let (right, taken) = text(sheet, (&format!("Page {number} of {count}"), FOOT), y, Anchor::Right, width);
    let mut room = width - taken - GUTTER;
    let mut centre = Vec::new();
    if document.draft {
        let (draft, taken) = text(sheet, ("DRAFT", FOOT.bold()), y, Anchor::Centre, width);
        room = (width - taken) / 2.0 - GUTTER;
        centre = draft;
    }
    let mut draws = vec![line(sheet, sheet.height() - FOOT_RULE)];
    draws.extend(text(sheet, (&left.join("  ·  "), FOOT), y, Anchor::Left, room).0);
    draws.extend(centre.into_iter().chain(right));
    draws
}

fn line(sheet: Orientation, y: f32) -> Draw {
    rule([MARGIN, y], [MARGIN + width(sheet), y], Rule { width: FRAME, colour: DARK_RULE }).1
}

/// Sets the first line of the text that fits into the room, and tells its width.
fn text(sheet: Orientation, (text, style): (&str, Type), y: f32, anchor: Anchor, room: f32) -> (Vec<Draw>, f32) {
    let Some(line) = shaped(text, style).lines(room).into_iter().next() else { return (Vec::new(), 0.0) };
    let x = match anchor {
        Anchor::Left => MARGIN,
        Anchor::Centre => (sheet.width() - line.width) / 2.0,
        Anchor::Right => MARGIN + width(sheet) - line.width,
    };
    (line.runs.into_iter().map(|run| moved(&Draw::Text(run), x, y)).collect(), line.width)
}

/// DRAFT from the lower left to the upper right, its middle in the middle of the page.
fn watermark(sheet: Orientation) -> Draw {
    let style = Type { size: 150.0, bold: true, colour: WATERMARK };
    let line = shaped("DRAFT", style).lines(f32::MAX).into_iter().next();
    let mut run = line.and_then(|line| line.runs.into_iter().next()).expect("DRAFT has letters");
    let width: i32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
    let half = crate::print::number::units(width) / 2000.0 * style.size * MM_PER_PT;
    let rise = style.size * crate::print::fonts::CAP_HEIGHT / 2000.0 * MM_PER_PT;
    let [cos, sin] = [0.6, 0.8];
    run.turn = [cos, sin];
    run.at = [sheet.width() / 2.0 - half * cos + rise * sin, sheet.height() / 2.0 + half * sin + rise * cos];
    Draw::Text(run)
}
