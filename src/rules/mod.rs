//! The rules of a procedure: facts and policy in, results out.
//!
//! Approval level, anticipated value, risk and scores are Rust, because they
//! are the same kind of sum for every procedure; their figures are data. Due
//! dates, states and what is watched for are expressions of the pack, worked
//! out by [`standing`]; so are the stages, by [`stages`].

mod approval;
mod risk;
mod score;
pub mod spread;
pub mod stages;
pub mod standing;
mod value;

use crate::model::fact::Facts;
use crate::model::policy::Policy;

/// Works out every result from the facts.
pub fn results(facts: &Facts, policy: &Policy) -> Facts {
    let mut results = Facts::default();
    value::work_out(facts, policy, &mut results);
    approval::work_out(facts, policy, &mut results);
    risk::work_out(facts, policy, &mut results);
    score::work_out(facts, policy, &mut results);
    results
}
