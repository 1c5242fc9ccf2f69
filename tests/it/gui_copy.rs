//! The register copy in the window: published by the office that keeps the register, and looked into elsewhere.

use crate::gui_exchange::{Machine, Sent};
use eframe::egui::{Key, Modifiers};

/// The register of 45 partnerships as the office publishes it.
fn published() -> Sent {
    let mut office = Machine::whole("Ann Hart", "Area Manager CRR");
    office.press("Add from the procedure’s list…");
    office.window.follow("Tick all");
    office.press("Add 45 partnerships");
    office.press("File");
    office.saves_with("Publish the register…")
}

/// A station with the copy of the register.
fn station(copy: &Sent) -> Machine {
    let mut station = Machine::whole("Jo Okafor", "Lead partnership manager");
    station.drops(&[copy], "What came in");
    station
}

#[test]
fn a_name_near_one_of_the_copy_is_told_while_it_is_typed() {
    let mut station = station(&published());
    station.window.harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    station.window.go();
    station.window.fill("Name of the partnership", "SWA");
    assert!(station.hides("Perhaps it is on the register already"), "{}", station.window.words());
    station.window.fill("Name of the partnership", "G");
    station.sees("Perhaps it is on the register already (against the register copy of 22 November 2026)");
    station.sees("Safer Wiltshire Advisory Group (SWAG)");
}
