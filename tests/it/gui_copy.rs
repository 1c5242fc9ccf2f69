//! The register copy in the window: published by the office that keeps the register, and looked into elsewhere.

use crate::gui_exchange::{Machine, Sent};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

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
    station.follow("Safer Wiltshire Advisory Group (SWAG)");
    station.sees("One partnership");
    station.sees("Safer Wiltshire Advisory Group (SWAG)");
}

#[test]
fn the_register_says_that_a_copy_is_there_and_leads_to_its_list_which_nobody_can_change() {
    let mut station = station(&published());
    station.press("Register");
    station.sees("No partnership is on the register yet");
    station.follow("With the register copy of 22 November 2026: 45 partnerships, read only");
    station.sees("nothing in it can be changed here");
    station.sees("45 partnerships");
    station.window.fill("Search the register copy", "advis swag");
    station.sees("One partnership");
    station.sees("Safer Wiltshire Advisory Group (SWAG)");
    station.sees("Approval to be recorded");
    assert!(station.hides("Age Concern"), "{}", station.window.words());
    let links = station.window.harness.query_all_by_role(Role::Link).count();
    assert_eq!(links, 1, "only the way back is to be followed:\n{}", station.window.words());
    station.window.fill("Search the register copy", " x");
    station.sees("No partnership is like that");
    station.follow("Back");
    station.sees("No partnership is on the register yet");
}

#[test]
fn where_no_copy_came_in_the_register_says_nothing_of_one() {
    let mut office = Machine::whole("Ann Hart", "Area Manager CRR");
    office.press("Register");
    office.sees("No partnership is on the register yet");
    assert!(office.hides("register copy"), "{}", office.window.words());
}
