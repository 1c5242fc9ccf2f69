//! The edition of a procedure that is in force: its text, kept by its hash, and the settings that name it.

use crate::model::id::Digest;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::file::insert_pack;
use crate::store::record::history::{About, Act, append};
use crate::store::record::setting;

impl Store {
    /// Keeps the text of a pack and makes settings about it, in one change; a setting without a value is taken away.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn keep_pack(&mut self, text: &[u8], settings: &[(&str, Option<&str>)], act: &Act<'_>) -> Result<Digest> {
        self.write(|tx| {
            let digest = insert_pack(tx, text)?;
            settings.iter().try_for_each(|(key, value)| setting::put(tx, key, *value))?;
            append(tx, act, &About { object: digest.as_str(), ..About::default() })?;
            Ok(digest)
        })
    }
}
