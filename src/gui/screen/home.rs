//! Home: what is to be done next, in order of date.

use crate::app::view::{DueStatus, Home, Target, Task, period_in_words};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, list, tabs, words, words::Tone};
use crate::gui::state::{DueRange, State};
use crate::gui::theme::{self, Type};
use crate::model::day::Day;
use crate::model::moment::Moment;
use eframe::egui::{Align, Id, Label, Layout, Ui, vec2};

/// Below this width, in points, the ways to begin stand under the list rather than at its side.
const NARROW: f32 = 900.0;

/// How wide the column with the ways to begin is.
const SIDE: f32 = 280.0;

/// Shows the first screen.
pub(super) fn home_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(home) = &state.home else { return super::plain::wait_ui(ui) };
    frame::column_ui(ui, "home", 1240.0, |ui| {
        if ui.available_width() < NARROW {
            tasks_ui(ui, state, home, out);
            ui.add_space(28.0);
            begin_ui(ui, state, home, out);
        } else {
            frame::beside_ui(ui, SIDE, |ui, at_side| {
                if at_side { begin_ui(ui, state, home, out) } else { tasks_ui(ui, state, home, out) }
            });
        }
    });
}

fn tasks_ui(ui: &mut Ui, state: &State, home: &Home, out: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        words::small_title_ui(ui, "What to do next");
        let whose = ["Mine", "Everyone’s"];
        if let Some(at) =
            tabs::tabs_ui(ui, Id::unique("whose tasks"), "Whose tasks", &whose, usize::from(state.everyone))
        {
            out.push(Command::Everyone(at == 1));
        }
    });
    counts_ui(ui, home, out);
    words::line_ui(ui);
    let shown: Vec<&Task> = home.tasks.iter().filter(|task| state.everyone || task.mine).collect();
    list::rows_ui(ui, "tasks", state.everyone, shown.len(), 92.0, |ui, at| task_ui(ui, state, shown[at], out));
    if home.partnerships == 0 {
        welcome_ui(ui, state);
    } else if shown.is_empty() {
        none_ui(ui, home, out);
    }
}

/// Says how much is due, and leads to it.
fn counts_ui(ui: &mut Ui, home: &Home, out: &mut Commands) {
    let counts = [
        (home.overdue, "overdue", DueRange::Overdue),
        (home.this_month, "more this month", DueRange::ThisMonth),
        (home.next_month, "next month", DueRange::NextMonth),
    ];
    if counts.iter().all(|(count, ..)| *count == 0) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(18.0, 4.0);
        for (count, says, range) in counts.into_iter().filter(|(count, ..)| *count > 0) {
            if button::link_ui(ui, &format!("{count} {says}")).clicked() {
                out.push(Command::Due(range));
            }
        }
    });
}

/// Says how to begin, where no partnership is on the register.
fn welcome_ui(ui: &mut Ui, state: &State) {
    ui.add_space(18.0);
    words::strong_ui(ui, "Welcome. No partnership is on the register yet");
    words::body_ui(ui, "Start your first one, and this list will say what comes next, by when and for whom.");
    if has_starters(state) {
        let text = "The procedure names partnerships that are there already: add them from its list in one go.";
        words::body_ui(ui, text);
    }
}

/// Says that nothing is to be done, and what can be done all the same.
fn none_ui(ui: &mut Ui, home: &Home, out: &mut Commands) {
    ui.add_space(14.0);
    if home.tasks.is_empty() {
        words::strong_ui(ui, "Everything is done");
        words::body_ui(ui, "Nothing is waiting for anybody. What comes next will stand here in good time.");
    } else {
        words::strong_ui(ui, "Nothing is waiting for you");
        let others = match home.tasks.len() {
            1 => "One thing waits for somebody else.".to_owned(),
            n => format!("{n} things wait for others."),
        };
        words::body_ui(ui, &others);
        if button::link_ui(ui, "Show what waits for others").clicked() {
            out.push(Command::Everyone(true));
        }
    }
}

/// Shows the ways to begin something new, and how things stand.
fn begin_ui(ui: &mut Ui, state: &State, home: &Home, out: &mut Commands) {
    if state.held_by().is_none() {
        let start = if home.partnerships == 0 { "Start your first partnership" } else { "New partnership" };
        if button::primary_ui(ui, start).clicked() {
            out.push(Command::Go(Screen::NewPartnership));
        }
        if home.partnerships == 0 && has_starters(state) && button::secondary_ui(ui, FROM_LIST).clicked() {
            out.push(Command::Go(Screen::Starters));
        }
        if home.partnerships == 0 && button::secondary_ui(ui, super::sheet::BRING_IN).clicked() {
            out.push(Command::Go(Screen::Spreadsheet));
        }
        if button::secondary_ui(ui, "Take in a file…").clicked() {
            out.push(Command::ChooseFiles);
        }
    }
    if button::secondary_ui(ui, "Check a paper form").clicked() {
        out.push(Command::Go(Screen::CheckPaper));
    }
    ui.add_space(14.0);
    if home.has_due_form || state.batch.is_some() {
        due_ui(ui, state, out);
        ui.add_space(14.0);
    }
    let count = match home.partnerships {
        0 => "No partnership on the register yet".to_owned(),
        1 => "One partnership on the register".to_owned(),
        n => format!("{n} partnerships on the register"),
    };
    words::caption_ui(ui, &format!("{}. {count}.", state.today));
    words::caption_ui(ui, &backup_words(&home.last_backup));
}

/// Shows how papers of everything due are made, or how far they are.
fn due_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    if let Some(batch) = &state.batch {
        words::body_ui(ui, &batch.progress());
        if !batch.stopping && button::secondary_ui(ui, "Cancel printing").clicked() {
            out.push(Command::StopDue);
        }
        return;
    }
    let open = state.unfolded.contains("print due");
    if button::fold_ui(ui, "Print all reviews due", open).clicked() {
        out.push(Command::Unfold("print due"));
    }
    if open {
        words::caption_ui(
            ui,
            "A paper for every form that is due: drafts as they stand, others with what is known, for the pen.",
        );
        if button::secondary_ui(ui, "Into a folder…").clicked() {
            out.push(Command::PrintDue { joined: false });
        }
        if button::secondary_ui(ui, "As one PDF…").clicked() {
            out.push(Command::PrintDue { joined: true });
        }
    }
}

/// What leads to the procedure's own list of partnerships.
pub(super) const FROM_LIST: &str = "Add from the procedure’s list…";

/// Does the procedure name partnerships?
pub(super) fn has_starters(state: &State) -> bool {
    state.pack.as_ref().is_some_and(|pack| !pack.starters.is_empty())
}

/// Says when the last backup was made: "2026-11-22T02:13:09Z" becomes "22 November 2026, 02:13 UTC".
fn backup_words(at: &str) -> String {
    match Moment::parse(at) {
        Some(moment) => {
            let hour: String = moment.as_str().chars().skip(11).take(5).collect();
            format!("Last backup, made and checked: {}, {hour} UTC.", moment.day())
        }
        None => "No backup yet. One is made by itself while you work.".to_owned(),
    }
}

/// How wide the columns of a task are: when, and for whom.
const WHEN: f32 = 170.0;
const WHO: f32 = 190.0;

/// Shows one thing to be done.
fn task_ui(ui: &mut Ui, state: &State, task: &Task, out: &mut Commands) {
    let room = ui.available_width();
    ui.add_space(10.0);
    if room > 560.0 {
        let who = if room > 760.0 { WHO } else { 0.0 };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            part_ui(ui, WHEN, |ui| when_ui(ui, state.today, task));
            part_ui(ui, room - WHEN - who - 32.0, |ui| what_ui(ui, state, task, who == 0.0, out));
            if who > 0.0 {
                part_ui(ui, who, |ui| {
                    words::caption_ui(ui, &task.who);
                });
            }
        });
    } else {
        ui.horizontal_wrapped(|ui| when_ui(ui, state.today, task));
        what_ui(ui, state, task, true, out);
    }
    ui.add_space(10.0);
    words::line_ui(ui);
}

fn part_ui(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 4.0;
        content(ui);
    });
}

fn when_ui(ui: &mut Ui, today: Day, task: &Task) {
    if task.is_due {
        words::tag_ui(ui, task.status.label(), tone(task.status));
        words::caption_ui(ui, &format!("by {}", task.on));
    } else {
        words::tag_ui(ui, "Waiting", Tone::Info);
        let since = if task.on == today { "since today".to_owned() } else { format!("since {}", task.on) };
        words::caption_ui(ui, &since);
    }
}

fn what_ui(ui: &mut Ui, state: &State, task: &Task, with_who: bool, out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    match target(state, task) {
        Some(command) => {
            let name = format!("{}: {}", task.name, task.title);
            if button::link_toned_ui(ui, &task.title, &name, tokens.link, Type::Strong).clicked() {
                out.push(command);
            }
        }
        None => {
            words::strong_ui(ui, &task.title);
        }
    }
    let whose = partnership_in_words(&task.name, &task.reference, &task.register_no);
    ui.add(Label::new(words::styled(whose, Type::Body, tokens.ink)).wrap());
    let with_who = with_who && !task.who.is_empty();
    let mut says = Vec::new();
    // The tag says how urgent it is; it need not be said twice.
    says.extend(Some(task.says.as_str()).filter(|says| *says != task.status.label()));
    says.extend(Some(task.who.as_str()).filter(|_| with_who));
    if !says.is_empty() {
        words::caption_ui(ui, &says.join("  ·  "));
    }
}

/// Returns where a task is done; a copy that only reads shows the partnership where something new would be begun.
pub(super) fn target(state: &State, task: &Task) -> Option<Command> {
    let reference = task.reference.clone();
    match &task.target {
        Target::Part { document, part } | Target::Signature { document, part } => {
            Some(Command::OpenPart { document: document.clone(), part: part.clone() })
        }
        Target::Versions { document, part } => {
            Some(Command::Go(Screen::Versions { document: document.clone(), part: part.clone() }))
        }
        Target::Meeting(id) => Some(Command::Go(Screen::Meeting(id.clone()))),
        _ if reference.is_empty() => None,
        Target::Form(form) if state.held_by().is_none() => {
            Some(Command::OpenForm { reference, form: form.clone(), period: None })
        }
        Target::Form(_) | Target::Partnership => Some(Command::Go(Screen::Partnership(reference))),
        Target::Nowhere => None,
    }
}

/// Returns the tone of how urgent something is.
pub(super) fn tone(status: DueStatus) -> Tone {
    match status {
        DueStatus::Overdue => Tone::Error,
        DueStatus::DueSoon => Tone::Warn,
        DueStatus::Open => Tone::Quiet,
    }
}

/// Writes a partnership with its reference and, where it has one, its register number.
pub(super) fn partnership_in_words(name: &str, reference: &str, register_no: &str) -> String {
    let number = if register_no.is_empty() { String::new() } else { format!("  Register number {register_no}") };
    format!("{name}  {reference}{number}").trim_end().to_owned()
}

/// Writes a title with its period.
pub(super) fn with_period(title: &str, period: &str) -> String {
    if period.is_empty() { title.to_owned() } else { format!("{title}, {}", period_in_words(period)) }
}
