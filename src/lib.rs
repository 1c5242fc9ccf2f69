//! Partnership Desk: partnership forms, register and reviews, offline.
//!
//! Officers of a fire and rescue service work in partnerships with other
//! bodies. This crate asks the questions of their procedure as forms, keeps
//! the register, works out who must approve and what is due when, and prints
//! finished forms as PDF to be signed in ink. The procedure is data, a *pack*.
//!
//! # Words
//!
//! | Word | Meaning |
//! |---|---|
//! | pack | one body's procedure as data |
//! | form, page, question, kind | what is asked; a kind is the type of answer |
//! | entry | what was typed, right or wrong |
//! | answer | one typed value; it knows its own text form |
//! | document | one form, for one partnership, for one period |
//! | part | the pages of a form that one officer completes |
//! | draft | everything typed so far in one part |
//! | reading | everything a draft means: pages, answers, findings, facts, results |
//! | revision | one immutable, hashed version of one part of one document |
//! | sign-off | who signed which revision on paper, in what role, when |
//! | issued paper | the exact PDF bytes printed for signing |
//! | package | revisions, sign-offs and files on their way to another machine, inside a PDF |
//! | card | a person's details, outside the hash, so that they can be erased |
//! | register | one row per partnership, worked out from what has taken effect |
//! | fact, result | a value that rules read; what a rule makes of it |
//! | report | tables and charts about many partnerships, for a period |
//! | finding | something wrong with the user's material |
//! | op, changed | one change with a readable name; what is out of date after it |
//!
//! # The way of one answer
//!
//! ```text
//! pack TOML            --pack::load-->        Pack            every fault with its line
//! Form + keys typed    --form::read-->        Reading         pages, findings, facts, results
//! Form + draft         --form::check-->       CompletedForm   or every finding
//! op                   --app::apply-->        Changed         one transaction
//! Form + Reading       --print::compose-->    Document        text, no coordinates
//! Document             --print::layout-->     Pages           boxes in millimetres
//! Pages                --print::pdf-->        bytes           and painted on screen
//! bytes + package      --exchange::write-->   bytes           a file that another machine takes in
//! rows of many         --report-->            Report          tables and charts: PDF, XLSX, CSV, ICS
//! ```
//!
//! # Invariants
//!
//! 1. No form id and no question id appears in Rust. Rules read facts.
//! 2. A completed part exists only if `form::check` made it.
//! 3. What was issued for signing is kept as the bytes that were printed; the
//!    pack's exact text is stored once by digest and named by every revision.
//! 4. `model`, `pack`, `form`, `rules`, `print` and `report` cannot fail because of
//!    the surroundings: no I/O, no clock, no environment.
//! 5. Every change is one op, through one door, in one transaction; the history
//!    only grows.
//! 6. The database connection lives on one worker thread; the window never
//!    waits for it.
//! 7. Nothing typed is ever lost by navigation, by hiding a question, by an
//!    error or by a crash.
//! 8. A question kind is an enum variant; matching on it names every kind.
//!
//! Each module uses only those above it in the list below (`store` sees `model`
//! alone, `gui` never sees `store` or `rules`); `tests/it/tidy.rs` holds this.

pub mod model;

pub mod pack;

pub mod form;

pub mod rules;

pub mod print;

pub mod store;

pub mod exchange;

pub mod report;

pub mod app;

#[cfg(feature = "gui")]
pub mod gui;
