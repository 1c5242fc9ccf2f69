//! The few letters a glyph stands for, without a place of their own in memory.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// So many bytes stand inline; hardly a letter with its marks needs more.
const INLINE: usize = 14;

/// A short text that is cheap to copy.
#[derive(Clone, PartialEq, Eq)]
pub struct Letters(Kept);

#[derive(Clone, PartialEq, Eq)]
enum Kept {
    Inline(u8, [u8; INLINE]),
    Shared(Arc<str>),
}

impl Letters {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Kept::Inline(length, bytes) => std::str::from_utf8(&bytes[..usize::from(*length)]).unwrap_or_default(),
            Kept::Shared(text) => text,
        }
    }
}

impl Default for Letters {
    fn default() -> Self {
        Self(Kept::Inline(0, [0; INLINE]))
    }
}

impl From<&str> for Letters {
    fn from(text: &str) -> Self {
        let mut bytes = [0; INLINE];
        match (u8::try_from(text.len()), bytes.get_mut(..text.len())) {
            (Ok(length), Some(place)) => {
                place.copy_from_slice(text.as_bytes());
                Self(Kept::Inline(length, bytes))
            }
            _ => Self(Kept::Shared(text.into())),
        }
    }
}

impl Deref for Letters {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<&str> for Letters {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Debug for Letters {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_any_length_is_kept() {
        for text in ["", "a", "ŵ", "twelve bytes", "a letter with a great many marks on it"] {
            assert_eq!(Letters::from(text), text);
        }
    }
}
