//! Benchmarks, run by hand with `cargo bench`; `README.md` beside this file says how to read them.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on has failed")]

mod form;
mod forms;
#[cfg(feature = "gui")]
mod frame;
mod pack;
mod paper;
mod register;
#[cfg(feature = "gui")]
mod scroll;

use criterion::{Criterion, criterion_group};

#[cfg(feature = "gui")]
criterion_group!(benches, pack::load, form::read, paper::write, frame::draw);
#[cfg(not(feature = "gui"))]
criterion_group!(benches, pack::load, form::read, paper::write);

fn main() {
    if !forms::run() && !register::run() {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
}
