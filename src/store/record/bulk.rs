//! Keeping the whole pasts of many partnerships at once, as a large example is made.

use crate::model::card::Card;
use crate::model::id::RevisionId;
use crate::model::moment::Moment;
use crate::model::partnership::{Document, Partnership};
use crate::model::revision::Revision;
use crate::model::signoff::SignOff;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::history::{About, Act, append};
use crate::store::record::{document, file, partnership, revision, sign_off};

/// Everything that ever happened to one partnership, in its order.
#[derive(Clone, Debug)]
pub struct Past {
    /// The partnership.
    pub partnership: Partnership,
    /// Its documents.
    pub documents: Vec<Document>,
    /// The cards of the people in its revisions.
    pub cards: Vec<Card>,
    /// What was done: in words, when, and what it added.
    pub deeds: Vec<(String, Moment, Deed)>,
}

/// What was added.
#[derive(Clone, Debug)]
pub enum Deed {
    /// The partnership itself.
    Start,
    /// A completed part, with its id and its canonical JSON.
    Complete(Box<Revision>, RevisionId, Vec<u8>),
    /// A signature.
    Sign(Box<SignOff>),
}

impl Store {
    /// Keeps the pasts of partnerships in one transaction, with a line of history for each thing that was done.
    ///
    /// The projections are the caller's to work out afterwards.
    ///
    /// # Errors
    ///
    /// A reference or an id is in use already; else as for every change.
    pub fn keep_pasts(&mut self, pasts: impl Iterator<Item = Past>, pack: &[u8], who: &str) -> Result<()> {
        self.write(|tx| {
            file::insert_pack(tx, pack)?;
            for past in pasts {
                partnership::insert(tx, &past.partnership)?;
                past.documents.iter().try_for_each(|one| document::insert(tx, one))?;
                past.cards.iter().try_for_each(|card| revision::insert_card(tx, card))?;
                for (what, at, deed) in &past.deeds {
                    let act = Act { who, what, at };
                    match deed {
                        Deed::Start => {
                            let about = About { partnership: past.partnership.id.as_str(), ..About::default() };
                            append(tx, &act, &about)?;
                        }
                        Deed::Complete(one, id, body) => {
                            revision::insert_written(tx, one, id, body)?;
                            let about = About {
                                partnership: one.partnership.as_str(),
                                document: one.document.as_str(),
                                revision: id.as_str(),
                                object: id.as_str(),
                            };
                            append(tx, &act, &about)?;
                        }
                        Deed::Sign(one) => {
                            sign_off::insert_received(tx, one)?;
                            sign_off::append_about(tx, &act, &one.revision, one.id().as_str())?;
                        }
                    }
                }
            }
            Ok(())
        })
    }
}
