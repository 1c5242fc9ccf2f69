//! The code of a revision: what a paper carries so that the answers printed on it can be proved.
//!
//! For people: 26 characters in groups, such as `7KQ2M-…`. Their alphabet is
//! Crockford's base 32, the digits and the capitals without I, L, O and U. The
//! first 25 hold the first 125 bits of the revision's SHA-256, the last checks
//! the others. For scanners: a QR code with the whole digest.

use crate::model::id::{RevisionId, hex};
use std::fmt;
use std::ops::RangeInclusive;

/// The 32 characters, each at its value.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code, with the one that checks the others.
const LENGTH: usize = 26;
/// Characters of a group; the last group has one more.
const GROUP: usize = 5;
/// Hexadecimal digits of a whole digest.
const DIGITS: usize = 64;
/// How the text of a QR code begins: the program and the version of the text.
const QR_START: &str = "PDESK1:";
/// Characters of base 32 that hold 256 bits.
const QR_LENGTH: usize = 52;

/// The first 125 bits of a revision's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(u128);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// A character that stands in no code.
    #[error("“{0}” is in no code: codes have digits and letters, without I, L, O and U")]
    Strange(char),
    /// Too few or too many characters.
    #[error("A code has {LENGTH} characters, this has {0}")]
    Length(usize),
    /// The last character does not fit the others.
    #[error("The code is mistyped: compare it with the paper, character by character")]
    Check,
}

impl Code {
    /// Returns the code of a revision; `None` if its id is not 64 small hexadecimal digits.
    pub fn of(id: &RevisionId) -> Option<Self> {
        let bytes = digest(id)?;
        let first = bytes[..16].iter().fold(0, |all, byte| all << 8 | u128::from(*byte));
        Some(Self(first >> 3))
    }

    /// Reads a code as people type it: small letters, spaces and dashes are welcome, o is 0, i and l are 1.
    ///
    /// Any one wrong character is noticed, and any two that have changed places.
    ///
    /// # Errors
    ///
    /// The text is no code; the first fault is told.
    pub fn parse(text: &str) -> Result<Self, Mistyped> {
        let typed = text.chars().filter(|c| !c.is_whitespace() && !"-‐‑‒–—−".contains(*c));
        let values = typed.map(|c| value(c).ok_or(Mistyped::Strange(c))).collect::<Result<Vec<u8>, _>>()?;
        if values.len() != LENGTH {
            return Err(Mistyped::Length(values.len()));
        }
        if remainder(&values) != 0 {
            return Err(Mistyped::Check);
        }
        Ok(Self(values[..LENGTH - 1].iter().fold(0, |all, value| all << 5 | u128::from(*value))))
    }

    /// Returns the first and the last id that the code can stand for: ids that agree in 125 of 256 bits.
    pub fn ids(self) -> RangeInclusive<RevisionId> {
        let whole = |last_bits: u128, rest: char| {
            let first = hex(&(self.0 << 3 | last_bits).to_be_bytes());
            let rest: String = std::iter::repeat_n(rest, DIGITS - first.len()).collect();
            RevisionId::new(first + &rest)
        };
        whole(0, '0')..=whole(7, 'f')
    }

    /// Returns the values of its characters.
    fn values(self) -> [u8; LENGTH] {
        let mut values = [0; LENGTH];
        for (at, value) in values[..LENGTH - 1].iter_mut().rev().enumerate() {
            *value = low_five(self.0 >> (5 * at));
        }
        values[LENGTH - 1] = times_root(remainder(&values[..LENGTH - 1]));
        values
    }
}

impl fmt::Display for Code {
    /// Writes the code in groups, such as `7KQ2M-…`: four of five characters and one of six.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, value) in self.values().into_iter().enumerate() {
            if at > 0 && at % GROUP == 0 && at + GROUP < LENGTH {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(ALPHABET[usize::from(value)]))?;
        }
        Ok(())
    }
}

/// Returns the text of a revision's QR code; `None` if its id is not 64 small hexadecimal digits.
///
/// `PDESK1:` and 52 characters of base 32: a QR code holds such text densely.
pub fn qr_text(id: &RevisionId) -> Option<String> {
    let bytes = digest(id)?;
    // 256 bits and 4 of nothing are 52 characters.
    let bit = |at: usize| bytes.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1);
    let value = |at: usize| (0..5).fold(0, |value, step| value << 1 | usize::from(bit(5 * at + step)));
    let characters = (0..QR_LENGTH).map(|at| char::from(ALPHABET[value(at)]));
    Some(QR_START.chars().chain(characters).collect())
}

/// Reads the text of a QR code back; `None` if it is not one of ours.
pub fn read_qr(text: &str) -> Option<RevisionId> {
    let characters = text.strip_prefix(QR_START)?.as_bytes();
    let values: Vec<u8> =
        characters.iter().map(|c| ALPHABET.iter().position(|known| known == c)).map(low).collect::<Option<_>>()?;
    let bit = |at: usize| values[at / 5] >> (4 - at % 5) & 1;
    let spare = (4 * DIGITS..5 * QR_LENGTH).filter(|_| values.len() == QR_LENGTH).map(bit).sum::<u8>();
    if values.len() != QR_LENGTH || spare != 0 {
        return None;
    }
    let bytes: Vec<u8> =
        (0..DIGITS / 2).map(|at| (0..8).fold(0, |byte, step| byte << 1 | bit(8 * at + step))).collect();
    Some(RevisionId::new(hex(&bytes)))
}

fn low(position: Option<usize>) -> Option<u8> {
    position.and_then(|position| u8::try_from(position).ok())
}

fn low_five(bits: u128) -> u8 {
    u8::try_from(bits & 31).unwrap_or(0)
}

/// Returns the value of a character as people type it.
fn value(typed: char) -> Option<u8> {
    let meant = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    low(ALPHABET.iter().position(|known| char::from(*known) == meant))
}

/// Returns the 32 bytes of an id.
fn digest(id: &RevisionId) -> Option<[u8; DIGITS / 2]> {
    let text = id.as_str();
    let small = text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
    let mut bytes = [0; DIGITS / 2];
    if text.len() != DIGITS || !small {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

/// Multiplies in the field of 32 elements by the root of x⁵ + x² + 1, whose powers are all others than 0.
fn times_root(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

/// Takes the characters as a polynomial and returns its value at the root: 0 for a whole code.
///
/// Each place has its own weight (26 places, 31 powers of the root), so a wrong
/// character changes the value, and so do two that have changed places.
fn remainder(values: &[u8]) -> u8 {
    values.iter().fold(0, |all, value| times_root(all) ^ value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::Digest;

    fn id(seed: &str) -> RevisionId {
        RevisionId::new(Digest::of(seed.as_bytes()).as_str())
    }

    fn seeds() -> impl Iterator<Item = RevisionId> {
        let ends = ['0', 'f', '7', '8'].map(|digit| RevisionId::new(digit.to_string().repeat(DIGITS)));
        (0..40).map(|seed| id(&seed.to_string())).chain(ends)
    }

    #[test]
    fn a_code_is_written_in_groups_and_read_back_however_it_is_typed() {
        let code = Code::of(&id("")).unwrap();
        let written = code.to_string();
        assert_eq!(written, "WERC8-GMRZG-E196Q-VYK49-JVXS48", "the code of a digest never changes");
        assert_eq!(written.split('-').map(str::len).collect::<Vec<_>>(), [5, 5, 5, 5, 6]);
        let careless = written.to_lowercase().replace('0', "o").replace('-', " – ");
        for typed in [&written, &careless, &careless.replace('1', "l"), &written.replace('1', "i").replace('-', "")] {
            assert_eq!(Code::parse(typed), Ok(code), "{typed}");
        }
    }

    #[test]
    fn a_code_names_the_ids_that_share_its_bits_and_no_other() {
        for id in seeds() {
            let code = Code::of(&id).unwrap();
            assert_eq!(Code::parse(&code.to_string()), Ok(code));
            assert!(code.ids().contains(&id));
            assert_eq!(code.ids().start().as_str()[..31], id.as_str()[..31], "31 digits are shared");
            // The 32nd digit shares its first bit.
            let flipped = |mask: u32| {
                let digit =
                    char::from_digit(id.as_str()[31..32].chars().next().unwrap().to_digit(16).unwrap() ^ mask, 16);
                RevisionId::new(format!("{}{}{}", &id.as_str()[..31], digit.unwrap(), &id.as_str()[32..]))
            };
            assert!(code.ids().contains(&flipped(4)) && !code.ids().contains(&flipped(8)), "{id}");
        }
    }

    #[test]
    fn every_wrong_character_and_every_two_that_changed_places_are_noticed() {
        for id in seeds() {
            let good = Code::of(&id).unwrap().values();
            let text = |values: &[u8]| values.iter().map(|value| char::from(ALPHABET[usize::from(*value)])).collect();
            for at in 0..LENGTH {
                for wrong in (0..32).filter(|wrong| *wrong != good[at]) {
                    let mut typed = good;
                    typed[at] = wrong;
                    let typed: String = text(&typed);
                    assert_eq!(Code::parse(&typed), Err(Mistyped::Check), "{typed}");
                }
                for other in (0..at).filter(|other| good[*other] != good[at]) {
                    let mut typed = good;
                    typed.swap(at, other);
                    let typed: String = text(&typed);
                    assert_eq!(Code::parse(&typed), Err(Mistyped::Check), "{typed}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_code_is_told_in_a_sentence() {
        let told = |text: &str| Code::parse(text).unwrap_err().to_string();
        assert_eq!(told(""), "A code has 26 characters, this has 0");
        assert_eq!(told("7KQ2M-7KQ2M"), "A code has 26 characters, this has 10");
        assert_eq!(told("7KQ2M-7KQ2U"), "“U” is in no code: codes have digits and letters, without I, L, O and U");
        let mut mistyped = Code::of(&id("")).unwrap().to_string();
        mistyped.replace_range(..1, "X");
        assert_eq!(told(&mistyped), "The code is mistyped: compare it with the paper, character by character");
    }

    #[test]
    fn a_qr_code_holds_the_whole_id_in_its_dense_alphabet() {
        for id in seeds() {
            let text = qr_text(&id).unwrap();
            assert_eq!(text.len(), 59);
            assert!(text.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b':'), "{text}");
            assert_eq!(read_qr(&text), Some(id));
        }
    }

    #[test]
    fn other_qr_codes_and_other_ids_are_none_of_ours() {
        let good = qr_text(&id("")).unwrap();
        // The last character holds one bit of the digest and four of nothing.
        let spare = format!("{}1", &good[..58]);
        let others =
            ["", "https://example.org", "PDESK1:", &good[..58], &format!("{good}0"), &good.to_lowercase(), &spare];
        for other in others {
            assert_eq!(read_qr(other), None, "{other}");
        }
        for other in ["", "0123abcd", &"A".repeat(64), &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!((Code::of(&other.into()), qr_text(&other.into())), (None, None));
        }
    }
}
