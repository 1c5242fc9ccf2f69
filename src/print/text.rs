//! Text into lines of placed glyphs: shaping, kerning, fallback of faces, line breaking.
//!
//! Text is shaped once and may then be broken to several widths. Lines break
//! where Unicode annex 14 allows; a word longer than the line breaks anywhere,
//! so that no letter is ever lost.

use crate::model::coverage::is_inkless;
use crate::print::document::Colour;
use crate::print::fonts::Face;
use crate::print::letters::Letters;
use crate::print::number::{MM_PER_PT, units};
use rustybuzz::{BufferClusterLevel, Direction, GlyphInfo, GlyphPosition, UnicodeBuffer};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use unicode_linebreak::linebreaks;

/// A stretch of text in one style.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    /// The text.
    pub text: &'a str,
    /// Whether it is bold.
    pub bold: bool,
    /// Its colour.
    pub colour: Colour,
}

/// A glyph with its place, in thousandths of an em.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's number in the shipped font.
    pub id: u16,
    /// How far the pen moves on, kerning included.
    pub advance: i32,
    /// Shift from the pen position, to the right and upwards.
    pub shift: [i32; 2],
    /// The text it stands for; empty where an earlier glyph stands for it.
    pub text: Letters,
}

/// Glyphs of one face on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Start of the baseline in mm: from the left and the top of the page.
    pub at: [f32; 2],
    /// The face.
    pub face: Face,
    /// Size in points.
    pub size: f32,
    /// Colour.
    pub colour: Colour,
    /// Direction of the baseline, cosine and sine of its angle: `[1, 0]` is level, `[0, 1]` upwards.
    pub turn: [f32; 2],
    /// The glyphs, left to right.
    pub glyphs: Vec<Glyph>,
}

impl Run {
    /// Returns the run's text.
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }
}

/// A line: runs with places from its own start, and its width in mm without spaces at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The runs; `at` holds the place from the line's start, baseline 0.
    pub runs: Vec<Run>,
    /// Width in mm.
    pub width: f32,
}

/// Shaped text that can be broken into lines of any width.
#[derive(Clone, Debug)]
pub struct Shaped {
    size: f32,
    placed: Vec<Placed>,
    /// Where the pen stands before each glyph on a single line, and after the last.
    pens: Vec<i32>,
    /// Where a line may end: indices into `placed`, the last being its length.
    breaks: Vec<usize>,
    /// Where a word too long for a line is broken first: after the @ and the points of an e-mail address.
    joints: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Placed {
    face: Face,
    colour: Colour,
    glyph: Glyph,
    start: usize,
}

/// Shapes text of one paragraph.
pub fn shape(spans: &[Span], size: f32) -> Shaped {
    let mut text = String::new();
    let mut placed = Vec::new();
    for span in spans {
        let clean = printable(span.text);
        for (face, part) in by_face(&clean, if span.bold { Face::Bold } else { Face::Regular }) {
            shape_part(part, face, span.colour, text.len(), &mut placed);
            text.push_str(part);
        }
    }
    let glyph_at = |at: usize| placed.partition_point(|glyph| glyph.start < at);
    let addresses = addresses(&text);
    let in_address = |at: usize| addresses.iter().any(|found| found.start < at && at < found.end);
    let stays_whole = |at: usize| in_address(at) || is_day_of_month(&text, at);
    let breaks = linebreaks(&text).map(|(at, _)| at).filter(|at| !stays_whole(*at)).map(glyph_at).collect();
    let signs = text.match_indices(['@', '.']).map(|(at, _)| at + 1);
    let joints =
        if addresses.is_empty() { Vec::new() } else { signs.filter(|at| in_address(*at)).map(glyph_at).collect() };
    let mut pens = vec![0];
    pens.extend(placed.iter().scan(0, |pen, placed| {
        *pen += placed.glyph.advance;
        Some(*pen)
    }));
    Shaped { size, placed, pens, breaks, joints }
}

/// Finds the e-mail addresses in a text.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let belongs = |c: char| c.is_alphanumeric() || ".-_+%'’".contains(c);
    let around = |at: usize| {
        let start = text[..at].char_indices().rev().take_while(|(_, c)| belongs(*c)).last().map_or(at, |(at, _)| at);
        let length: usize = text[at + 1..].chars().take_while(|c| belongs(*c)).map(char::len_utf8).sum();
        start..at + 1 + length
    };
    text.match_indices('@').map(|(at, _)| around(at)).filter(|found| found.len() > 2).collect()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Tells whether a place in the text parts a day from the name of its month, as in "3 November".
fn is_day_of_month(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let is_digit = |c: char| c.is_ascii_digit();
    before.strip_suffix(' ').is_some_and(|before| before.ends_with(is_digit))
        && MONTHS.iter().any(|month| after.starts_with(month))
}

/// Cuts a text into what stays on one line if there is any room: words, days with their months, parts of addresses.
pub fn unbroken(text: &str) -> Vec<&str> {
    let ends = text.match_indices([' ', '\n']).map(|(at, _)| at + 1).filter(|at| !is_day_of_month(text, *at));
    let mut words = Vec::new();
    let mut start = 0;
    for end in ends.chain([text.len()]) {
        let word = text[start..end].trim();
        if word.contains('@') {
            words.extend(word.split_inclusive(['@', '.']));
        } else {
            words.push(word);
        }
        start = end;
    }
    words
}

/// Leaves out what has no ink; what no face can show becomes the sign for that.
fn printable(text: &str) -> String {
    let known = |c: char| Face::Regular.has(c) || Face::Symbols.has(c);
    text.chars()
        .filter(|c| !is_inkless(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .map(|c| if known(c) { c } else { '\u{fffd}' })
        .collect()
}

/// Cuts text where the face changes; a mark stays with the letter before it.
fn by_face(text: &str, first: Face) -> Vec<(Face, &str)> {
    let mut parts = Vec::new();
    let (mut start, mut current) = (0, first);
    for (at, c) in text.char_indices() {
        let face = if first.has(c) { first } else { Face::Symbols };
        if face != current && !is_mark(c) {
            if at > start {
                parts.push((current, &text[start..at]));
            }
            (start, current) = (at, face);
        }
    }
    if start < text.len() {
        parts.push((current, &text[start..]));
    }
    parts
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Longer words than this are not kept: they hardly ever come twice.
const KEPT_WORD: usize = 64;
/// So many words of a face are kept.
const KEPT: usize = 8192;

/// A word's glyphs, each with the place in the word where what it stands for starts.
type Glyphs = Rc<[(Glyph, usize)]>;

thread_local! {
    /// Words shaped before: captions, options and the words of a language come again and again.
    static SHAPED: RefCell<[HashMap<String, Glyphs>; 3]> = RefCell::default();
}

/// Shapes a text word by word, each with the space after it: no face kerns a space with the letter after it.
fn shape_part(text: &str, face: Face, colour: Colour, mut offset: usize, placed: &mut Vec<Placed>) {
    for word in text.split_inclusive(' ') {
        let glyphs = shape_word(word, face);
        let place =
            |(glyph, start): &(Glyph, usize)| Placed { face, colour, glyph: glyph.clone(), start: offset + start };
        placed.extend(glyphs.iter().map(place));
        offset += word.len();
    }
}

fn shape_word(word: &str, face: Face) -> Glyphs {
    let known = SHAPED.with_borrow(|shaped| shaped[face as usize].get(word).cloned());
    known.unwrap_or_else(|| {
        let glyphs = shape_anew(word, face);
        if word.len() <= KEPT_WORD {
            SHAPED.with_borrow_mut(|shaped| {
                let shaped = &mut shaped[face as usize];
                if shaped.len() >= KEPT {
                    shaped.clear();
                }
                shaped.insert(word.to_owned(), Rc::clone(&glyphs));
            });
        }
        glyphs
    })
}

fn shape_anew(text: &str, face: Face) -> Glyphs {
    let mut buffer = UnicodeBuffer::new();
    buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(Direction::LeftToRight);
    let (script, plan) = face.plan(buffer.script());
    buffer.set_script(script);
    let shaped = rustybuzz::shape_with_plan(face.shaper(), plan, buffer);
    let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    let infos = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).enumerate();
    let glyph = |(index, (info, position)): (usize, (&GlyphInfo, &GlyphPosition))| {
        let start = starts[index];
        let end = starts[index..].iter().copied().find(|next| *next > start).unwrap_or(text.len());
        let first_of_cluster = index == 0 || starts[index - 1] != start;
        let glyph = Glyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            advance: position.x_advance,
            shift: [position.x_offset, position.y_offset],
            text: if first_of_cluster { text[start..end].into() } else { Letters::default() },
        };
        (glyph, start)
    };
    infos.map(glyph).collect()
}

impl Shaped {
    /// Returns the width on a single line, in mm.
    pub fn width(&self) -> f32 {
        self.advance(0, self.placed.len())
    }

    /// Returns the width of the longest part that needs no break, in mm.
    pub fn longest_word(&self) -> f32 {
        let starts = std::iter::once(&0).chain(&self.breaks);
        starts.zip(&self.breaks).map(|(from, to)| self.advance(*from, self.ink_end(*from, *to))).fold(0.0, f32::max)
    }

    /// Breaks into lines no wider than `width` mm. Empty text gives no line.
    pub fn lines(&self, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = 0;
        while start < self.placed.len() {
            let end = self.line_end(start, width);
            lines.push(self.line(start, end));
            start = end;
        }
        lines
    }

    fn line_end(&self, start: usize, width: f32) -> usize {
        let fits = |end: usize| self.advance(start, self.ink_end(start, end)) <= width + 0.001;
        let first = self.breaks.partition_point(|at| *at <= start);
        if let Some(end) = self.breaks[first..].iter().copied().take_while(|end| fits(*end)).last() {
            return end;
        }
        let first = self.joints.partition_point(|at| *at <= start);
        if let Some(end) = self.joints[first..].iter().copied().take_while(|end| fits(*end)).last() {
            return end;
        }
        let longest = (start + 1..=self.placed.len()).take_while(|end| fits(*end)).last().unwrap_or(start + 1);
        let whole_letter = |end: usize| {
            self.placed.get(end).is_none_or(|next| !next.glyph.text.is_empty() && !next.glyph.text.starts_with(is_mark))
        };
        let shorter = (start + 1..=longest).rev().find(|end| whole_letter(*end));
        shorter.or_else(|| (longest..=self.placed.len()).find(|end| whole_letter(*end))).unwrap_or(longest)
    }

    /// Returns where the ink ends: spaces at the end of a line take no room.
    fn ink_end(&self, start: usize, end: usize) -> usize {
        let blank = |glyph: &Placed| glyph.glyph.text == " " || glyph.glyph.text == "\u{2003}";
        self.placed[start..end].iter().rposition(|glyph| !blank(glyph)).map_or(start, |last| start + last + 1)
    }

    fn advance(&self, start: usize, end: usize) -> f32 {
        self.mm(self.pens[end] - self.pens[start])
    }

    fn mm(&self, value: i32) -> f32 {
        units(value) / 1000.0 * self.size * MM_PER_PT
    }

    fn line(&self, start: usize, end: usize) -> Line {
        let mut runs: Vec<Run> = Vec::new();
        for (placed, pen) in self.placed[start..end].iter().zip(&self.pens[start..]) {
            let same = runs.last().is_some_and(|run| run.face == placed.face && run.colour == placed.colour);
            if !same {
                let at = [self.mm(pen - self.pens[start]), 0.0];
                let Placed { face, colour, .. } = *placed;
                runs.push(Run { at, face, size: self.size, colour, turn: [1.0, 0.0], glyphs: Vec::new() });
            }
            if let Some(run) = runs.last_mut() {
                run.glyphs.push(placed.glyph.clone());
            }
        }
        Line { runs, width: self.advance(start, self.ink_end(start, end)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: f32) -> Vec<String> {
        let span = Span { text, bold: false, colour: Colour(0, 0, 0) };
        let line_text = |line: &Line| line.runs.iter().map(Run::text).collect();
        shape(&[span], 10.0).lines(width).iter().map(line_text).collect()
    }

    #[test]
    fn lines_break_between_words_and_keep_every_letter() {
        let text = "Llŷr Łódź – £1,250 ½ ‘quoted’, well-known facts → ✓ done";
        let broken = lines(text, 30.0);
        assert_eq!(broken.concat(), text);
        assert!(broken.len() > 2 && broken.iter().all(|line| !line.starts_with(' ')), "{broken:?}");
        assert_eq!(lines("", 30.0), Vec::<String>::new());
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_anywhere() {
        let word = "a".repeat(100);
        let broken = lines(&word, 30.0);
        assert!(broken.len() > 5);
        assert_eq!(broken.concat(), word);
        assert_eq!(lines("abc", 0.1), ["a", "b", "c"]);
    }

    #[test]
    fn an_address_is_broken_only_after_its_signs_and_a_day_stays_with_its_month() {
        let address = "mary-ann.example-jones@fire-rescue.example.org";
        let broken = lines(&format!("Write to {address} soon"), 40.0);
        assert_eq!(broken, ["Write to ", "mary-ann.", "example-jones@", "fire-rescue.example.org ", "soon"]);
        let text = format!("Write to {address}");
        assert_eq!(lines(&text, 90.0), ["Write to ", address]);
        assert_eq!(lines("by 3 November 2026", 23.0), ["by ", "3 November ", "2026"]);
        assert_eq!(unbroken("by 3 May 2026 a@b.uk"), ["by", "3 May", "2026", "a@", "b.", "uk"]);
    }

    #[test]
    fn letters_are_kerned_and_marks_stay_on_their_letter() {
        let width = |text| shape(&[Span { text, bold: false, colour: Colour(0, 0, 0) }], 10.0).width();
        assert!(width("AVAV") < 2.0 * (width("A") + width("V")));
        assert!((width("x\u{302}") - width("x")).abs() < 0.01);
        assert_eq!(lines("x\u{302}x\u{302}", 0.1), ["x\u{302}", "x\u{302}"]);
    }

    #[test]
    fn words_are_shaped_alone_as_they_are_among_others() {
        let text = "AV To Ty. Łódź, “Wa” f fi 1 T £1,250 – V A Llŷr y. ‘T’ (j) P, Ωμέγα ΑΥ Τα Москва Гд У, ";
        for face in [Face::Regular, Face::Bold] {
            let mut words = Vec::new();
            shape_part(text, face, Colour(0, 0, 0), 0, &mut words);
            let words: Vec<(Glyph, usize)> = words.into_iter().map(|placed| (placed.glyph, placed.start)).collect();
            assert_eq!(words, *shape_anew(text, face));
        }
    }

    #[test]
    fn what_no_font_can_show_is_marked_never_dropped() {
        assert_eq!(lines("a東b", 30.0), ["a\u{fffd}b"]);
    }
}
