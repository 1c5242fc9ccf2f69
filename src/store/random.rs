//! Random bytes from the operating system: ids and salts.

use crate::model::answer::Person;
use crate::model::card::Card;
use crate::model::id::hex;
use crate::store::error::{Result, StoreError};
use std::io;

fn bytes() -> Result<[u8; 16]> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Io {
        what: "The operating system gave no random numbers".to_owned(),
        source: io::Error::other(error.to_string()),
    })?;
    Ok(bytes)
}

/// Returns a new id: 16 random bytes in hexadecimal.
pub(crate) fn new_id() -> Result<String> {
    Ok(hex(&bytes()?))
}

/// Makes a card for a person, with an id and a salt of its own.
///
/// # Errors
///
/// [`StoreError::Io`] if the operating system has no random numbers to give.
pub fn new_card(person: &Person) -> Result<Card> {
    Ok(Card::new(bytes()?, bytes()?, person))
}
