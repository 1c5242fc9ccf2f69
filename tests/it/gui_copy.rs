//! The register copy in the window: published by the office that keeps the register, and looked into elsewhere.

use crate::gui_exchange::{Machine, Sent};
use crate::gui_register::escapes;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

/// The office with 45 partnerships on its register.
fn office() -> Machine {
    let mut office = Machine::whole("Ann Hart", "Area Manager CRR");
    office.press("Add from the procedure’s list…");
    office.window.follow("Tick all");
    office.press("Add 45 partnerships");
    office
}

/// The register as it is published by the menu.
fn publish(office: &mut Machine) -> Sent {
    office.press("File");
    office.saves_with("Publish the register…")
}

/// The register of 45 partnerships as the office publishes it.
fn published() -> Sent {
    publish(&mut office())
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

#[test]
fn the_menu_publishes_the_register_and_a_station_takes_it_in_beside_its_own() {
    let sent = published();
    assert_eq!(sent.0, "register-2026-11-22.pdf");
    assert!(sent.1.starts_with(b"%PDF-"), "it is a paper as well");
    let mut station = Machine::whole("Jo Okafor", "Lead partnership manager");
    station.drops(&[&sent], "One thing is new here");
    station.sees("The register copy of 22 November 2026 came in: 45 partnerships, published by Wiltshire");
    station.sees("New partnerships are checked against it.");
    station.press("Register");
    station.sees("No partnership is on the register yet");
    station.drops(&[&sent], "Nothing new: everything was here already");
    station.press("Register");
    station.sees("With the register copy of 22 November 2026: 45 partnerships, read only");
}

#[test]
fn a_newer_copy_takes_the_place_of_an_older_one_and_never_the_other_way() {
    let mut office = office();
    let old = publish(&mut office);
    let new = publish(&mut office.on("2026-12-01"));
    let mut station = station(&old).on("2026-12-01");
    station.drops(&[&new], "The register copy of 1 December 2026 came in");
    let says = "This register copy of 22 November 2026 is not taken in: the one of 1 December 2026 that is here is \
                newer";
    station.drops(&[&old], says);
    station.sees("Nothing was taken in");
    station.press("Register");
    station.sees("With the register copy of 1 December 2026: 45 partnerships, read only");
}

#[test]
fn an_empty_register_is_not_published_and_the_window_says_what_to_do() {
    let mut office = Machine::whole("Ann Hart", "Area Manager CRR");
    office.press("File");
    office.press("Publish the register…");
    office.sees("There is nothing on the register to publish");
    office.sees("Put a partnership on it first");
}

#[test]
fn escape_clears_the_search_of_the_copy_and_then_leaves_it() {
    let mut station = station(&published());
    station.press("Register");
    station.follow("With the register copy of");
    escapes(&mut station.window, "Search the register copy");
}
