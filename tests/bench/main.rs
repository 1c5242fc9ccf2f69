//! Benchmarks, run by hand with `cargo bench`; `README.md` beside this file says how to read them.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on has failed")]

mod form;
#[cfg(feature = "gui")]
mod frame;
mod pack;
mod paper;

use criterion::{criterion_group, criterion_main};

#[cfg(feature = "gui")]
criterion_group!(benches, pack::load, form::read, paper::write, frame::draw);
#[cfg(not(feature = "gui"))]
criterion_group!(benches, pack::load, form::read, paper::write);
criterion_main!(benches);
