//! What every page carries: head, foot with page x of y, marking, DRAFT across an unfinished form.

use super::flow::{Rule, moved, rule, shaped};
use super::pages::{Artifact, Draw, Group, Kid, Owner, PAGE_HEIGHT, PAGE_WIDTH, Pages};
use super::style::{DARK_RULE, FRAME, GUTTER, INK, MARGIN, QUIET, Type, WATERMARK, WIDTH};
use crate::print::document::Document;
use crate::print::number::MM_PER_PT;

const FOOT: Type = Type { size: 7.4, bold: false, colour: QUIET };
const MARKING: Type = Type { size: 9.0, bold: true, colour: INK };
const FOOT_RULE: f32 = 283.6;
const FOOT_LINE: f32 = 287.6;
const HEAD_LINE: f32 = 10.8;
const HEAD_RULE: f32 = 12.8;
/// Where the marking stands at the head and at the foot of every page.
const MARKS: [f32; 2] = [7.2, 292.0];

/// Where a line of furniture is anchored.
#[derive(Clone, Copy)]
enum Anchor {
    Left,
    Centre,
    Right,
}

/// Adds head, foot and DRAFT to the pages, which come after others in a whole of so many.
pub(super) fn furnish(document: &Document, pages: &mut Pages, before: usize, count: usize) {
    for (index, page) in pages.pages.iter_mut().enumerate() {
        if document.draft {
            page.groups.insert(0, Group { owner: Owner::Artifact(Artifact::Watermark), draws: vec![watermark()] });
        }
        let [above, below] = MARKS.map(|y| text(&document.marking, MARKING, y, Anchor::Centre, WIDTH).0);
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
    let mut draws = text(&document.title, FOOT, HEAD_LINE, Anchor::Left, WIDTH).0;
    draws.push(line(HEAD_RULE));
    draws
}

fn foot(document: &Document, number: usize, count: usize) -> Vec<Draw> {
    let revision = if document.revision.is_empty() { String::new() } else { format!("revision {}", document.revision) };
    let known = [document.reference.as_str(), &document.form_reference, &revision];
    let left: Vec<&str> = known.into_iter().filter(|text| !text.is_empty()).collect();
    let (right, taken) = text(&format!("Page {number} of {count}"), FOOT, FOOT_LINE, Anchor::Right, WIDTH);
    let mut room = WIDTH - taken - GUTTER;
    let mut centre = Vec::new();
    if document.draft {
        let (draft, taken) = text("DRAFT", FOOT.bold(), FOOT_LINE, Anchor::Centre, WIDTH);
        room = (WIDTH - taken) / 2.0 - GUTTER;
        centre = draft;
    }
    let mut draws = vec![line(FOOT_RULE)];
    draws.extend(text(&left.join("  ·  "), FOOT, FOOT_LINE, Anchor::Left, room).0);
    draws.extend(centre.into_iter().chain(right));
    draws
}

fn line(y: f32) -> Draw {
    rule([MARGIN, y], [MARGIN + WIDTH, y], Rule { width: FRAME, colour: DARK_RULE }).1
}

/// Sets the first line of the text that fits into the room, and tells its width.
fn text(text: &str, style: Type, y: f32, anchor: Anchor, room: f32) -> (Vec<Draw>, f32) {
    let Some(line) = shaped(text, style).lines(room).into_iter().next() else { return (Vec::new(), 0.0) };
    let x = match anchor {
        Anchor::Left => MARGIN,
        Anchor::Centre => (PAGE_WIDTH - line.width) / 2.0,
        Anchor::Right => MARGIN + WIDTH - line.width,
    };
    (line.runs.into_iter().map(|run| moved(&Draw::Text(run), x, y)).collect(), line.width)
}

/// DRAFT from the lower left to the upper right, its middle in the middle of the page.
fn watermark() -> Draw {
    let style = Type { size: 150.0, bold: true, colour: WATERMARK };
    let line = shaped("DRAFT", style).lines(f32::MAX).into_iter().next();
    let mut run = line.and_then(|line| line.runs.into_iter().next()).expect("DRAFT has letters");
    let width: i32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
    let half = crate::print::number::units(width) / 2000.0 * style.size * MM_PER_PT;
    let rise = style.size * crate::print::fonts::CAP_HEIGHT / 2000.0 * MM_PER_PT;
    let [cos, sin] = [0.6, 0.8];
    run.turn = [cos, sin];
    run.at = [PAGE_WIDTH / 2.0 - half * cos + rise * sin, PAGE_HEIGHT / 2.0 + half * sin + rise * cos];
    Draw::Text(run)
}
