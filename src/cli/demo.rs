//! x
use crate::{
    Call,
    out::{Exit, Out},
};
use partnership_desk::app::Result;
pub(crate) fn demo(_c: &Call, _f: &std::path::Path, _o: &Out) -> Result<Exit> {
    Ok(Exit::Done)
}
