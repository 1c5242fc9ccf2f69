//! Which characters the shipped fonts can print.
//!
//! The table is compared with the fonts themselves by a test in `print`, so that
//! a check may refuse a character on entry that paper could not show.

use std::cmp::Ordering::{Equal, Greater, Less};

/// Ranges of characters, both ends included, in rising order.
const RANGES: [(char, char); RANGE_COUNT] = [
    ('\u{20}', '\u{7e}'),
    ('\u{a0}', '\u{377}'),
    ('\u{37a}', '\u{37f}'),
    ('\u{384}', '\u{38a}'),
    ('\u{38c}', '\u{38c}'),
    ('\u{38e}', '\u{3a1}'),
    ('\u{3a3}', '\u{3e1}'),
    ('\u{3f0}', '\u{52f}'),
    ('\u{1e00}', '\u{1f15}'),
    ('\u{1f18}', '\u{1f1d}'),
    ('\u{1f20}', '\u{1f45}'),
    ('\u{1f48}', '\u{1f4d}'),
    ('\u{1f50}', '\u{1f57}'),
    ('\u{1f59}', '\u{1f59}'),
    ('\u{1f5b}', '\u{1f5b}'),
    ('\u{1f5d}', '\u{1f5d}'),
    ('\u{1f5f}', '\u{1f7d}'),
    ('\u{1f80}', '\u{1fb4}'),
    ('\u{1fb6}', '\u{1fc4}'),
    ('\u{1fc6}', '\u{1fd3}'),
    ('\u{1fd6}', '\u{1fdb}'),
    ('\u{1fdd}', '\u{1fef}'),
    ('\u{1ff2}', '\u{1ff4}'),
    ('\u{1ff6}', '\u{1ffe}'),
    ('\u{2000}', '\u{2064}'),
    ('\u{2066}', '\u{2071}'),
    ('\u{2074}', '\u{208e}'),
    ('\u{2090}', '\u{209c}'),
    ('\u{20a0}', '\u{20bf}'),
    ('\u{2100}', '\u{215f}'),
    ('\u{2184}', '\u{2184}'),
    ('\u{2189}', '\u{2189}'),
    ('\u{2190}', '\u{21ae}'),
    ('\u{21b0}', '\u{21e5}'),
    ('\u{21f1}', '\u{21f2}'),
    ('\u{21f4}', '\u{22ff}'),
    ('\u{2316}', '\u{2316}'),
    ('\u{2318}', '\u{2318}'),
    ('\u{231a}', '\u{231b}'),
    ('\u{2324}', '\u{2328}'),
    ('\u{232b}', '\u{232b}'),
    ('\u{237b}', '\u{237b}'),
    ('\u{237d}', '\u{237f}'),
    ('\u{2394}', '\u{2394}'),
    ('\u{23ce}', '\u{23cf}'),
    ('\u{23e9}', '\u{23ea}'),
    ('\u{23ed}', '\u{23ef}'),
    ('\u{23f1}', '\u{23ff}'),
    ('\u{2460}', '\u{24ff}'),
    ('\u{25a0}', '\u{2704}'),
    ('\u{2706}', '\u{2709}'),
    ('\u{270b}', '\u{2727}'),
    ('\u{2729}', '\u{274b}'),
    ('\u{274d}', '\u{274d}'),
    ('\u{274f}', '\u{2753}'),
    ('\u{2756}', '\u{2794}'),
    ('\u{2798}', '\u{27af}'),
    ('\u{27b1}', '\u{27be}'),
    ('\u{27dc}', '\u{27dc}'),
    ('\u{27f5}', '\u{27ff}'),
    ('\u{299b}', '\u{299b}'),
    ('\u{29a0}', '\u{29a0}'),
    ('\u{29a3}', '\u{29a3}'),
    ('\u{29b8}', '\u{29b8}'),
    ('\u{29f5}', '\u{29f5}'),
    ('\u{2a7d}', '\u{2a7e}'),
    ('\u{2ade}', '\u{2ade}'),
    ('\u{2ae3}', '\u{2ae5}'),
    ('\u{2aee}', '\u{2aee}'),
    ('\u{2b05}', '\u{2b0d}'),
    ('\u{2bfe}', '\u{2bfe}'),
    ('\u{fffd}', '\u{fffd}'),
];

const RANGE_COUNT: usize = 72;

/// Returns the first character of the text that no shipped font can print.
///
/// Line ends and tabs are spacing, and marks without ink are left out on paper;
/// both count as printable.
pub fn first_unprintable(text: &str) -> Option<char> {
    text.chars().find(|c| !is_printable(*c))
}

/// Tells whether paper can show the character.
pub fn is_printable(c: char) -> bool {
    matches!(c, '\n' | '\t')
        || is_inkless(c)
        || RANGES
            .binary_search_by(|(low, high)| {
                if *high < c {
                    Less
                } else if *low > c {
                    Greater
                } else {
                    Equal
                }
            })
            .is_ok()
}

/// Tells whether the character only guides line breaking or joining and leaves no ink.
pub fn is_inkless(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_printable_and_other_scripts_are_named() {
        assert_eq!(first_unprintable("Llŷr Łódź – £1,250 ½ ‘quoted’ Ωμέγα Москва Việt ☐ ✓ → ≥\n\t"), None);
        assert_eq!(first_unprintable("Tokyo 東京"), Some('東'));
    }

    #[test]
    fn ranges_rise_without_touching() {
        assert!(RANGES.iter().all(|(low, high)| low <= high));
        assert!(RANGES.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }
}
