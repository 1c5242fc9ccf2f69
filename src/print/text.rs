//! Text into lines of placed glyphs: shaping, kerning, fallback of faces, line breaking.
//!
//! Text is shaped once and may then be broken to several widths. Lines break
//! where Unicode annex 14 allows; a word longer than the line breaks anywhere,
//! so that no letter is ever lost.

use crate::model::coverage::is_inkless;
use crate::print::document::Colour;
use crate::print::fonts::Face;
use crate::print::number::{MM_PER_PT, units};
use rustybuzz::{BufferClusterLevel, Direction, UnicodeBuffer};
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
    pub text: String,
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
    /// Where a line may end: indices into `placed`, the last being its length.
    breaks: Vec<usize>,
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
    let breaks = linebreaks(&text).map(|(at, _)| placed.partition_point(|glyph| glyph.start < at)).collect();
    Shaped { size, placed, breaks }
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

fn shape_part(text: &str, face: Face, colour: Colour, offset: usize, placed: &mut Vec<Placed>) {
    let mut buffer = UnicodeBuffer::new();
    buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(Direction::LeftToRight);
    let (script, plan) = face.plan(buffer.script());
    buffer.set_script(script);
    let shaped = rustybuzz::shape_with_plan(face.shaper(), plan, buffer);
    let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    for (index, (info, position)) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()).enumerate() {
        let start = starts[index];
        let end = starts[index..].iter().copied().find(|next| *next > start).unwrap_or(text.len());
        let first_of_cluster = index == 0 || starts[index - 1] != start;
        placed.push(Placed {
            face,
            colour,
            glyph: Glyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: position.x_advance,
                shift: [position.x_offset, position.y_offset],
                text: if first_of_cluster { text[start..end].to_owned() } else { String::new() },
            },
            start: offset + start,
        });
    }
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
        let sum: i32 = self.placed[start..end].iter().map(|glyph| glyph.glyph.advance).sum();
        self.mm(sum)
    }

    fn mm(&self, value: i32) -> f32 {
        units(value) / 1000.0 * self.size * MM_PER_PT
    }

    fn line(&self, start: usize, end: usize) -> Line {
        let mut runs: Vec<Run> = Vec::new();
        let mut pen = 0;
        for placed in &self.placed[start..end] {
            let same = runs.last().is_some_and(|run| run.face == placed.face && run.colour == placed.colour);
            if !same {
                let at = [self.mm(pen), 0.0];
                let Placed { face, colour, .. } = *placed;
                runs.push(Run { at, face, size: self.size, colour, turn: [1.0, 0.0], glyphs: Vec::new() });
            }
            if let Some(run) = runs.last_mut() {
                run.glyphs.push(placed.glyph.clone());
            }
            pen += placed.glyph.advance;
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
    fn letters_are_kerned_and_marks_stay_on_their_letter() {
        let width = |text| shape(&[Span { text, bold: false, colour: Colour(0, 0, 0) }], 10.0).width();
        assert!(width("AVAV") < 2.0 * (width("A") + width("V")));
        assert!((width("x\u{302}") - width("x")).abs() < 0.01);
        assert_eq!(lines("x\u{302}x\u{302}", 0.1), ["x\u{302}", "x\u{302}"]);
    }

    #[test]
    fn what_no_font_can_show_is_marked_never_dropped() {
        assert_eq!(lines("a東b", 30.0), ["a\u{fffd}b"]);
    }
}
