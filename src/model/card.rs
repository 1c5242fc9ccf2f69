//! A person's card: kept outside the hash of a revision, so that it can be erased.
//!
//! A revision holds only a commitment to the card. With the card anyone can
//! check that it is the one that was meant; without card and salt nothing can
//! be guessed back from the commitment.

use crate::model::answer::Person;
use crate::model::id::{CardId, Digest, hex};
use crate::model::revision::canonical_json;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A person's name, post and contact details, with the salt of their commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The card's own id.
    pub id: CardId,
    /// 16 random bytes in hexadecimal, never used for a second card.
    pub salt: String,
    /// What is known of the person, by field, as in [`Person`].
    pub fields: BTreeMap<String, String>,
}

impl Card {
    /// Makes a card from 16 random bytes for its id and 16 for its salt.
    pub fn new(id: [u8; 16], salt: [u8; 16], person: &Person) -> Self {
        Self { id: CardId::new(hex(&id)), salt: hex(&salt), fields: person.fields.clone() }
    }

    /// Returns SHA-256 of the 16 bytes of the salt followed by the canonical JSON of the fields.
    pub fn commitment(&self) -> Digest {
        let mut bytes = unhex(&self.salt);
        bytes.extend(canonical_json(&self.fields));
        Digest::of(&bytes)
    }

    /// Returns the person on the card.
    pub fn person(&self) -> Person {
        Person { fields: self.fields.clone() }
    }
}

/// Reads pairs of hexadecimal digits; anything else counts as nothing.
fn unhex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .filter_map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commitment_depends_on_salt_and_fields() {
        let fields = BTreeMap::from([("name".to_owned(), "Siân Ŵyn".to_owned())]);
        let card = Card::new([1; 16], [2; 16], &Person { fields });
        let mut bytes = vec![2_u8; 16];
        bytes.extend("{\"name\":\"Siân Ŵyn\"}".as_bytes());
        assert_eq!(card.commitment(), Digest::of(&bytes));
        assert_ne!(card.commitment(), Card { salt: hex(&[3; 16]), ..card.clone() }.commitment());
    }
}
