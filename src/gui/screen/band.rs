//! The band at the top: the name, the places to go, the menus; and messages below it.

use super::desk;
use crate::app::op::Op;
use crate::app::turn::Turned;
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::keys;
use crate::gui::kit::{button, focus, frame, words, words::Tone};
use crate::gui::office::DeskSheet;
use crate::gui::state::{DueRange, State};
use crate::gui::theme::{self, Theme, Type};
use eframe::egui::{Button, Frame, Label, Margin, Popup, Response, Ui, vec2};

/// The steps of zoom, in percent.
pub(crate) const ZOOMS: [u32; 8] = [100, 110, 125, 150, 175, 200, 250, 300];

/// The theme that is not chosen but the system's.
pub(crate) const AS_THE_COMPUTER: &str = "As the computer";

/// Below this width, in points, the menus are one.
const NARROW: f32 = 760.0;

/// Shows the band.
pub(super) fn band_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    let narrow = ui.available_width() < NARROW;
    let open = state.pack.is_some() && state.failure.is_none() && !state.first_run;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        ui.add_space(6.0);
        let name = words::styled("Partnership Desk", Type::Section, tokens.on_brand);
        ui.add(Label::new(name).extend());
        ui.add_space(14.0);
        if open && !narrow {
            for (text, screen) in places(state) {
                if button::band_ui(ui, text, is_at(&state.screen, &screen)).clicked() {
                    out.push(Command::Go(screen));
                }
            }
            ui.add_space(10.0);
        }
        if narrow {
            let menu = button::band_ui(ui, "Menu", false);
            menu_ui(&menu, |ui| {
                if open {
                    for (text, screen) in places(state) {
                        item_ui(ui, out, text, "", Command::Go(screen));
                    }
                    ui.separator();
                }
                for (_, items) in menus(state, open) {
                    items_ui(ui, out, items);
                    ui.separator();
                }
            });
        } else {
            for (label, items) in menus(state, open) {
                let menu = button::band_ui(ui, label, false);
                menu_ui(&menu, |ui| items_ui(ui, out, items));
            }
        }
        if open {
            ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                desk::button_ui(ui, state, out);
            });
        }
    });
}

/// Returns the places to go; the desk stands there for who receives forms.
fn places(state: &State) -> Vec<(&'static str, Screen)> {
    let mut places = vec![
        ("Home", Screen::Home),
        ("Due", Screen::Due),
        ("Register", Screen::Register),
        ("Reports", Screen::Reports),
    ];
    if state.receives() {
        places.push(("Desk", Screen::Desk(DeskSheet::Inbox)));
    }
    places
}

/// Is a place in view, or something within it?
fn is_at(now: &Screen, place: &Screen) -> bool {
    let of_desk = matches!(now, Screen::Desk(_) | Screen::InboxLine(_) | Screen::HandOver(_) | Screen::Meeting(_));
    let of_reports = matches!(now, Screen::Report { .. }) && *place == Screen::Reports;
    of_reports || now == place || (of_desk && matches!(place, Screen::Desk(_)))
}

/// One line of a menu: its words, its keys, what it does, and whether it can be done.
struct Item {
    text: String,
    keys: &'static str,
    command: Command,
    enabled: bool,
}

fn item(text: &str, keys: &'static str, command: Command) -> Item {
    Item { text: text.to_owned(), keys, command, enabled: true }
}

fn menus(state: &State, open: bool) -> Vec<(&'static str, Vec<Item>)> {
    let mut file = vec![];
    let writes = state.held_by().is_none();
    if open {
        let enabled = writes;
        file.push(Item { enabled, ..item("New partnership…", "Ctrl+N", Command::Go(Screen::NewPartnership)) });
        file.push(Item { enabled, ..item("Take in a file…", "Ctrl+O", Command::ChooseFiles) });
        file.push(Item { enabled, ..item(super::sheet::BRING_IN, "", Command::Go(Screen::Spreadsheet)) });
        file.push(item("Check a paper form…", "Ctrl+K", Command::Go(Screen::CheckPaper)));
        file.push(item("Make a package…", "", Command::Go(Screen::Package)));
        file.push(item("Shared folder…", "", Command::Go(Screen::Mailbox)));
        file.push(item("Publish the register…", "", Command::PublishRegister));
        file.push(item("Leads and hand-overs…", "", Command::Go(Screen::Desk(DeskSheet::People))));
        for rule in state.pack.iter().flat_map(|pack| &pack.spreads).take(1) {
            file.push(item(&format!("{}…", rule.title), "", Command::Go(Screen::Desk(DeskSheet::Programmes))));
        }
        file.push(item("Quarterly meetings…", "", Command::Go(Screen::Desk(DeskSheet::Meetings))));
        let drafted = enabled && state.wizard.as_ref().is_some_and(|wizard| wizard.is_open() && state.shows_wizard());
        let delete = item("Delete this draft…", "", Command::Go(Screen::DeleteDraft));
        file.push(Item { enabled: drafted, ..delete });
        file.push(Item { enabled, ..item("Back up now", "", Command::Do(Op::Backup)) });
    }
    file.push(item("Restore…", "", Command::Go(Screen::Restore)));
    if open {
        file.push(item("Settings…", "Ctrl+,", Command::Go(Screen::Settings)));
    }
    file.push(item("Quit", "Ctrl+Q", Command::Quit));
    let (undo, redo) = state
        .wizard
        .as_ref()
        .map_or((false, false), |wizard| (wizard.desk.can_undo || !wizard.unsaved.is_empty(), wizard.desk.can_redo));
    let edit = vec![
        Item { enabled: undo, ..item("Undo", "Ctrl+Z", Command::Undo) },
        Item { enabled: redo, ..item("Redo", "Ctrl+Y", Command::Redo) },
    ];
    let themes = std::iter::once(None).chain(Theme::ALL.map(Some));
    let mut view: Vec<Item> = themes
        .map(|theme| {
            let chosen = if theme == state.settings.theme { "in use" } else { "" };
            let label = theme.map_or_else(|| AS_THE_COMPUTER.to_owned(), |theme| theme.tokens().label);
            item(&label, chosen, Command::Theme(theme))
        })
        .collect();
    view.push(item("Larger", "Ctrl++", Command::Zoom(larger(state.settings.zoom))));
    view.push(item("Smaller", "Ctrl+-", Command::Zoom(smaller(state.settings.zoom))));
    view.push(item("Normal size", "Ctrl+0", Command::Zoom(100)));
    let mut help =
        vec![item("Keys", "Ctrl+/", Command::Go(Screen::Keys)), item("About", "", Command::Go(Screen::About))];
    if open {
        help.insert(0, item("Help", "F1", Command::Go(Screen::Help)));
        help.insert(1, item("Procedure", "", Command::Go(Screen::Procedure)));
        help.insert(2, item(super::procedure::CHANGE, "", Command::Go(Screen::ChangeProcedure)));
    }
    vec![("File", file), ("Edit", edit), ("View", view), ("Help", help)]
}

/// Returns the next larger size.
pub(crate) fn larger(zoom: u32) -> u32 {
    ZOOMS.into_iter().find(|step| *step > zoom).unwrap_or(300)
}

/// Returns the next smaller size.
pub(crate) fn smaller(zoom: u32) -> u32 {
    ZOOMS.into_iter().rev().find(|step| *step < zoom).unwrap_or(100)
}

/// Shows a menu under a button of the band.
pub(super) fn menu_ui(menu: &Response, content: impl FnOnce(&mut Ui)) {
    Popup::menu(menu).accessible_name("Menu").width(260.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let most = (ui.ctx().content_rect().height() - 90.0).max(120.0);
        ui.set_max_height(most);
        eframe::egui::ScrollArea::vertical().max_height(most).show(ui, content);
    });
}

fn items_ui(ui: &mut Ui, out: &mut Commands, items: Vec<Item>) {
    for item in items {
        ui.add_enabled_ui(item.enabled, |ui| item_ui(ui, out, &item.text, item.keys, item.command));
    }
}

fn item_ui(ui: &mut Ui, out: &mut Commands, text: &str, keys: &str, command: Command) {
    if line_ui(ui, text, keys) {
        out.push(command);
        ui.close();
    }
}

/// Shows a line of a menu without keys, and closes the menu when it is chosen; says whether it was.
pub(super) fn item_clicked_ui(ui: &mut Ui, text: &str) -> bool {
    let clicked = line_ui(ui, text, "");
    if clicked {
        ui.close();
    }
    clicked
}

fn line_ui(ui: &mut Ui, text: &str, keys: &str) -> bool {
    let tokens = theme::tokens(ui.ctx());
    let keys = words::styled(keys::shown(keys), Type::Caption, tokens.soft);
    let button = Button::new(words::styled(text, Type::Body, tokens.ink))
        .right_text(keys)
        .frame_when_inactive(false)
        .wrap()
        .min_size(vec2(244.0, 36.0));
    let response = ui.add(button).accessible_name(text);
    focus::reveal(&response);
    response.clicked()
}

/// Shows who holds the store, and the last message.
pub(super) fn messages_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let margin = Frame::new().inner_margin(Margin { left: 18, right: 18, top: 12, bottom: 0 });
    if let Some(held_by) = state.held_by() {
        margin.show(ui, |ui| {
            frame::notice_ui(ui, Tone::Warn, "", |ui| {
                words::strong_ui(ui, "You can read everything here, but not change it");
                words::body_ui(ui, &format!("The data is open in another copy of the program: {held_by}."));
            });
        });
    }
    if let Some(day) = state.behind {
        margin.show(ui, |ui| {
            frame::notice_ui(ui, Tone::Warn, "", |ui| {
                words::strong_ui(ui, "The clock of this computer may be wrong");
                let says = format!("The last change in the records is of {day}, and it is {} now.", state.today);
                words::body_ui(ui, &says);
                words::body_ui(
                    ui,
                    "Dates on forms and what is due follow the clock. Put it right, then open the program again.",
                );
            });
        });
    }
    if let Some(turned) = state.turned {
        let shown = margin.show(ui, |ui| turned_ui(ui, state, turned, out));
        let id = shown.response.id;
        ui.ctx().accesskit_node_builder(id, |node| node.set_live(eframe::egui::accesskit::Live::Polite));
    }
    if let Some(message) = &state.message {
        margin.show(ui, |ui| {
            let shown = frame::notice_ui(ui, message.tone, "", |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 16.0;
                    words::strong_ui(ui, &message.text);
                    if !message.hint.is_empty() {
                        words::body_ui(ui, &message.hint);
                    }
                    if button::link_named_ui(ui, "Close", "Close the message").clicked() {
                        out.push(Command::Dismiss);
                    }
                });
            });
            let id = shown.response.id;
            ui.ctx().accesskit_node_builder(id, |node| node.set_live(eframe::egui::accesskit::Live::Polite));
        });
    }
}

/// Says in one line what another day brought, and leads to it.
fn turned_ui(ui: &mut Ui, state: &State, turned: Turned, out: &mut Commands) {
    let of = |count: usize, says: &str| {
        let things = if count == 1 { "One thing".to_owned() } else { format!("{count} things") };
        (count > 0).then(|| format!("{things} {says}."))
    };
    let says: Vec<String> =
        [of(turned.overdue, "became overdue"), of(turned.due_soon, "came due soon")].into_iter().flatten().collect();
    let range = if turned.overdue > 0 { DueRange::Overdue } else { DueRange::ThisMonth };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        words::body_ui(ui, &format!("It is {} now. {}", state.today, says.join(" ")));
        if button::tool_ui(ui, "Show what is due", "Show what is due", false).clicked() {
            out.push(Command::Due(range));
        }
        if button::link_named_ui(ui, "Close", "Close what another day brought").clicked() {
            out.push(Command::DismissDay);
        }
    });
}
