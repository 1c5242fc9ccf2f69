//! Names of things: ids written by pack authors, and ids made at random or from content.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it stands.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Is there no id at all?
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

named!(/// A pack, such as `wiltshire-frs`.
PackId);
named!(/// A form of a pack, such as `appendix-c`.
FormId);
named!(/// A part of a form: the pages that one officer completes.
PartId);
named!(/// A page of a form.
PageId);
named!(/// A question, unique in its pack and never reused; also a table's column within its question.
QuestionId);
named!(/// A row of a table: it keeps its id from form to form, so its history can be followed.
RowId);
named!(/// A partnership: 16 random bytes, in hexadecimal.
PartnershipId);
named!(/// A document (one form, one partnership, one period): 16 random bytes, in hexadecimal.
DocumentId);
named!(/// A revision: the SHA-256 of its canonical JSON, in hexadecimal.
RevisionId);
named!(/// The SHA-256 of some bytes, in hexadecimal.
Digest);
named!(/// A person's card: 16 random bytes, in hexadecimal.
CardId);

impl Digest {
    /// Returns the digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(hex(&sha2::Sha256::digest(bytes)))
    }
}

impl RevisionId {
    /// Returns the first eight characters in capitals, as printed in a footer.
    pub fn short(&self) -> String {
        self.0.chars().take(8).collect::<String>().to_uppercase()
    }
}

/// Writes bytes in hexadecimal, two small letters or digits each.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}
