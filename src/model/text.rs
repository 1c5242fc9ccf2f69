//! Hygiene of typed text: one spelling of each letter, no hidden characters, one limit of length.

use unicode_normalization::UnicodeNormalization as _;

/// The longest one-line text, in characters, everywhere: check, import and print.
pub const MAX_TEXT: usize = 200;

/// The longest text of several lines, in characters, everywhere: check, import and print.
pub const MAX_LONG_TEXT: usize = 20_000;

/// Returns the text composed (NFC), with one kind of line end and without hidden characters.
///
/// Control characters other than line feed and tab, and the characters that
/// reverse the direction of writing, are dropped: they could make paper read
/// otherwise than the screen.
pub fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().filter(|c| !is_hidden(*c)).collect()
}

/// Returns the text with plain letters for those that are letters of their own, such as Ł: a search index knows
/// accents, but not these.
pub fn without_strokes(text: &str) -> String {
    let plain = |c: char| match c {
        'ł' => 'l',
        'Ł' => 'L',
        'ø' => 'o',
        'Ø' => 'O',
        'đ' | 'ð' => 'd',
        'Đ' | 'Ð' => 'D',
        'ħ' => 'h',
        'Ħ' => 'H',
        'ı' => 'i',
        other => other,
    };
    text.chars().map(plain).collect()
}

/// Returns the text without capitals and accents, for searching, sorting and comparing: "Llŷn" and "LLYN" are the same.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36f}');
    without_strokes(text).to_lowercase().nfd().filter(|c| !is_mark(c)).collect()
}

fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_go_and_letters_are_composed() {
        assert_eq!(clean("w\u{0302}r\u{202e}\r\nyes\u{0}\u{7}"), "ŵr\nyes");
    }

    #[test]
    fn words_are_found_without_their_accents() {
        assert_eq!(folded("Gŵyl Łódź Ñandú"), "gwyl lodz nandu");
    }
}
