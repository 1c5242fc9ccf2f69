//! Who is at the desk: asked once, changed at the top of the window; what people say of themselves.

use super::band;
use super::jot::{Asked, jot_ui};
use crate::app::op::Op;
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::choice::{self, Group, Pick};
use crate::gui::kit::{button, frame, words};
use crate::gui::state::State;
use crate::model::desk::DeskPerson;
use crate::model::moment::Moment;
use crate::pack::{Pack, Role};
use eframe::egui::{Align, Id, Layout, Ui, vec2};

/// The most letters of a name in the band, and about how wide one is.
const LETTERS: usize = 30;
const LETTER: f32 = 9.5;

/// How many sittings are listed at first.
const NEWEST: usize = 30;

/// The room between two boxes beside one another.
const GAP: f32 = 20.0;

/// The sentence that nobody is to be misled by.
const NO_PROOF: &str = "This is what people say of themselves. It is no login, and no proof of who they are.";

/// Asks once who is at the desk.
pub(super) fn first_run_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "first run", frame::COLUMN, |ui| {
        words::title_ui(ui, "Welcome");
        words::body_ui(ui, "First, who are you? It fills in forms for you, and shows on Home what waits for you.");
        words::caption_ui(ui, &format!("{NO_PROOF} You can change it at any time at the top of the window."));
        person_ui(ui, state, out);
        let help = "It begins the references made here: WK gives WK-0001. Leave it empty if you do not need one.";
        jot_ui(ui, state, "prefix", "Your station’s prefix (optional)", help, out);
        ui.add_space(22.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(14.0, 8.0);
            if button::primary_ui(ui, "Save and start").clicked() {
                out.push(Command::KeepMe);
            }
            if button::secondary_ui(ui, "Skip for now").clicked() {
                out.push(Command::Jot("skip", "yes".to_owned()));
            }
        });
    });
}

/// Shows the details of who sits down, to be typed or changed.
pub(super) fn desk_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "desk", frame::COLUMN, |ui| {
        words::title_ui(ui, "Who is at the desk?");
        words::body_ui(ui, "It fills in forms, stands in the history, and shows on Home what waits for you.");
        words::caption_ui(ui, NO_PROOF);
        person_ui(ui, state, out);
        ui.add_space(22.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(14.0, 8.0);
            if button::primary_ui(ui, "Save").clicked() {
                out.push(Command::KeepMe);
            }
            if button::secondary_ui(ui, "Cancel").clicked() {
                out.push(Command::Back);
            }
        });
    });
}

/// One box about the person at the desk.
struct Field {
    id: &'static str,
    label: &'static str,
    help: &'static str,
    part: fn(&mut DeskPerson) -> &mut String,
}

const FIELDS: [Field; 5] = [
    Field { id: "me name", label: "Your name", help: "", part: |person| &mut person.name },
    Field { id: "me post", label: "Your post", help: "", part: |person| &mut person.post },
    Field { id: "me place", label: "Your station or department", help: "", part: |person| &mut person.place },
    Field { id: "me email", label: "E-mail (optional)", help: "", part: |person| &mut person.email },
    Field { id: "me phone", label: "Telephone (optional)", help: "", part: |person| &mut person.phone },
];

const ACTING: Field = Field {
    id: "me acting",
    label: "Acting for (optional)",
    help: "If you stand in for somebody: their name. What waits for them then waits for you, and the history names both.",
    part: |person| &mut person.acting_for,
};

fn person_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let [name, pairs @ ..] = &FIELDS;
    field_ui(ui, state, name, out);
    let room = ui.available_width();
    let width = if room > 600.0 { (room - GAP) / 2.0 } else { room };
    for pair in pairs.chunks(2) {
        // One beside the other where both fit.
        let beside = width < room;
        let layout = if beside { Layout::left_to_right(Align::Min) } else { Layout::top_down(Align::Min) };
        ui.allocate_ui_with_layout(vec2(room, 60.0), layout, |ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for field in pair {
                ui.allocate_ui_with_layout(vec2(width, 60.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    field_ui(ui, state, field, out);
                });
            }
        });
    }
    roles_ui(ui, state, out);
    field_ui(ui, state, &ACTING, out);
}

fn field_ui(ui: &mut Ui, state: &State, field: &Field, out: &mut Commands) {
    let wrong = if field.id == FIELDS[0].id { state.jot("me wrong") } else { "" };
    let asked = Asked { id: field.id, label: field.label, help: field.help, wrong, rows: 1 };
    let mut person = state.person.clone();
    if let (_, Some(typed)) = asked.ui(ui, state, (field.part)(&mut person), out) {
        *(field.part)(&mut person) = typed;
        out.push(Command::Describe(person));
    }
}

/// Shows the roles that a person can hold; one with a signer for each row is nobody's post.
fn roles_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let roles: Vec<&Role> = state.pack.iter().flat_map(|pack| &pack.roles).filter(|role| role.each.is_none()).collect();
    if roles.is_empty() {
        return;
    }
    ui.add_space(14.0);
    words::strong_ui(ui, "The roles you hold");
    let help = "Tick each one that is yours. Leave all empty if none is.";
    words::caption_ui(ui, help);
    let picks: Vec<Pick<'_>> = roles.iter().map(|role| Pick::plain(&role.id, &role.title)).collect();
    let id = Id::unique("roles of the person at the desk");
    let group = Group { id, name: "The roles you hold", about: help, across: false, focus: false, wrong: false };
    if let Some(changed) = choice::ticks_ui(ui, &group, &picks, &state.person.roles) {
        let mut person = state.person.clone();
        if person.holds(&changed) {
            person.roles.retain(|role| *role != changed);
        } else {
            person.roles.push(changed);
        }
        out.push(Command::Describe(person));
    }
}

/// Shows the button with who is at the desk, and under it who else sat there.
pub(super) fn button_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let mut letters = LETTERS;
    #[expect(clippy::cast_precision_loss, reason = "few letters")]
    while letters > 3 && letters as f32 * LETTER > ui.available_width() - 60.0 {
        letters -= 1;
    }
    let (text, name) = match state.me() {
        Some(me) => (shortened(&me.signature(), letters), format!("At the desk: {}", me.signature())),
        None => (shortened("Who is at the desk?", letters), "Who is at the desk?".to_owned()),
    };
    let button = button::band_named_ui(ui, &text, &name);
    band::menu_ui(&button, |ui| items_ui(ui, state, out));
}

/// Shows who is at the desk, and what can be done about it, as lines of a menu.
fn items_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    // A menu stretches its lines; words to read are not to be stretched.
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        if let Some(me) = state.me() {
            words::strong_ui(ui, &me.signature());
            for line in [about(me), role_titles(state.pack.as_deref(), me)] {
                if !line.is_empty() {
                    words::caption_ui(ui, &line);
                }
            }
        }
        words::caption_ui(ui, NO_PROOF);
    });
    if state.held_by().is_some() {
        return;
    }
    ui.separator();
    let mut describe = |ui: &mut Ui, text: &str, person: DeskPerson| {
        if band::item_clicked_ui(ui, text) {
            out.push(Command::Describe(person));
            out.push(Command::Go(Screen::Person));
        }
    };
    if let Some(me) = state.me() {
        describe(ui, "Change my details…", me.clone());
    }
    describe(ui, somebody(state), DeskPerson::default());
    let earlier = earlier(state);
    if earlier.is_empty() {
        return;
    }
    ui.separator();
    ui.with_layout(Layout::top_down(Align::Min), |ui| words::caption_ui(ui, "Sat here before"));
    for person in earlier {
        let about = about(person);
        let who = person.signature();
        let text = if about.is_empty() { who } else { format!("{who}, {about}") };
        if band::item_clicked_ui(ui, &text) {
            out.push(Command::Do(Op::SitDown(person.clone())));
        }
    }
}

fn somebody(state: &State) -> &'static str {
    if state.me().is_some() { "Somebody else…" } else { "Say who you are…" }
}

/// Returns who sat here before, the newest of each name, without who sits here now.
fn earlier(state: &State) -> Vec<&DeskPerson> {
    let mut found: Vec<&DeskPerson> = Vec::new();
    let now = state.me().map_or("", |me| &me.name);
    for person in state.settings.sittings.iter().rev().map(|sitting| &sitting.person) {
        let known = |other: &str| other.to_lowercase() == person.name.to_lowercase();
        if !known(now) && !found.iter().any(|other| known(&other.name)) {
            found.push(person);
        }
    }
    found
}

/// Returns post and place: "Station Manager, Devizes".
fn about(person: &DeskPerson) -> String {
    [person.post.as_str(), person.place.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the titles of the roles a person holds.
fn role_titles(pack: Option<&Pack>, person: &DeskPerson) -> String {
    let title = |role: &String| pack.map_or(role.clone(), |pack| pack.role_title(role).to_owned());
    person.roles.iter().map(title).collect::<Vec<_>>().join(", ")
}

fn shortened(name: &str, letters: usize) -> String {
    if name.chars().count() <= letters {
        return name.to_owned();
    }
    let start: String = name.chars().take(letters).collect();
    format!("{}…", start.trim_end())
}

/// Shows, in the settings, who is at the desk now.
pub(super) fn summary_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    words::section_ui(ui, "Who is at the desk");
    words::caption_ui(ui, NO_PROOF);
    match state.me() {
        Some(me) => {
            let roles = role_titles(state.pack.as_deref(), me);
            let pairs = [
                ("Name", me.name.as_str()),
                ("Post", &me.post),
                ("Station or department", &me.place),
                ("E-mail", &me.email),
                ("Telephone", &me.phone),
                ("Roles", &roles),
                ("Acting for", &me.acting_for),
            ];
            for (label, says) in pairs.into_iter().filter(|(_, says)| !says.is_empty()) {
                super::partnership::pair_ui(ui, label, &[says]);
            }
        }
        None => {
            words::body_ui(ui, "Nobody has said who they are.");
        }
    }
    if state.held_by().is_some() {
        return;
    }
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(14.0, 8.0);
        let mut describe = |ui: &mut Ui, text: &str, person: DeskPerson| {
            if button::secondary_ui(ui, text).clicked() {
                out.push(Command::Describe(person));
                out.push(Command::Go(Screen::Person));
            }
        };
        if let Some(me) = state.me() {
            describe(ui, "Change my details…", me.clone());
        }
        describe(ui, somebody(state), DeskPerson::default());
    });
}

/// Lists who sat at the desk since when, newest first.
pub(super) fn sittings_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    words::section_ui(ui, "Who sat here, and since when");
    let sittings = &state.settings.sittings;
    if sittings.is_empty() {
        words::caption_ui(ui, "Nobody yet.");
    }
    let all = !state.jot("all sittings").is_empty();
    for sitting in sittings.iter().rev().take(if all { usize::MAX } else { NEWEST }) {
        let person = &sitting.person;
        let mut says = vec![person.signature(), about(person), role_titles(state.pack.as_deref(), person)];
        says.retain(|text| !text.is_empty());
        let says: Vec<&str> = says.iter().map(String::as_str).collect();
        super::partnership::pair_ui(ui, &since(&sitting.since), &says);
    }
    if !all && sittings.len() > NEWEST && button::link_ui(ui, &format!("Show all {}", sittings.len())).clicked() {
        out.push(Command::Jot("all sittings", "yes".to_owned()));
    }
}

/// Writes a moment for people: "22 November 2026, 09:30 UTC".
fn since(moment: &Moment) -> String {
    let hour: String = moment.as_str().chars().skip(11).take(5).collect();
    format!("{}, {hour} UTC", moment.day())
}
