//! Help: what the program is, how signing works, and what the procedure asks, clause by clause.

use super::blank_forms;
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, frame, list, text::TextBox, words};
use crate::gui::state::State;
use crate::pack::answers::answers;
use crate::pack::{Clause, Pack};
use eframe::egui::{Align, Id, Layout, Ui, vec2};

/// Shows the help.
pub(super) fn help_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(pack) = &state.pack else { return super::plain::wait_ui(ui) };
    frame::column_ui(ui, "help", 860.0, |ui| {
        words::title_ui(ui, "Help");
        for (heading, paragraphs) in TEXTS {
            let open = state.unfolded.contains(heading);
            if button::fold_ui(ui, heading, open).clicked() {
                out.push(Command::Unfold(heading));
            }
            for paragraph in paragraphs.iter().filter(|_| open) {
                words::body_ui(ui, paragraph);
            }
            ui.add_space(6.0);
        }
        words::section_ui(ui, "Blank forms");
        blank_forms::blank_forms_ui(ui, state, None, out);
        ui.add_space(12.0);
        words::section_ui(ui, "What the procedure asks");
        words::body_ui(ui, &format!("Every clause of “{}” in one sentence, with what answers it here.", pack.title));
        clauses_ui(ui, state, pack, out);
    });
}

const TEXTS: &[(&str, &[&str])] = &[
    (
        "What this program is",
        &[
            "Partnership Desk asks the questions of your procedure as forms, keeps the register of partnerships, and \
             says what is to be done next, by when and by whom. Home shows that list.",
            "It works without a network. Everything you type is kept on this computer as you type it, and backups \
             are made by themselves.",
        ],
    ),
    (
        "How signing works",
        &[
            "Complete a form, print it, and have it signed in ink. Then record here who signed and when. If you have \
             a scan of the signed sheet, it is kept with the record.",
            "The program notes what it is told. It does not prove who somebody is: a name in it is not a login, and \
             a recorded signature is not an electronic one. The signed paper counts.",
            "What was printed is kept exactly as it was, with a code at the foot of each page by which paper and \
             record can be matched. If answers are changed after a signature, the reason is kept, and the new version \
             is signed anew.",
        ],
    ),
    (
        "How forms are sent to one another",
        &[
            "Save the PDF of a completed form and attach it to an e-mail, or put it on a stick. It is the form for \
             people, and inside it is its record for this program: all versions of the form, who signed, and scans.",
            "On the other computer the PDF is dropped on the window, or chosen with File, Take in a file. What is new \
             is added; nothing that is there already is changed or deleted, and taking a file in twice does no harm. \
             A file that was changed on its way is refused, with the reason.",
            "Who has a form can note that it was received, or send it back for more. The next PDF they save carries \
             that back. A package (File, Make a package) carries a whole partnership, or all of them.",
            "If a form was completed on two computers apart, both versions are kept. Home asks to decide: begin with \
             one, put in what the other says better, and complete it.",
        ],
    ),
    (
        "How a paper form is checked",
        &[
            "File, Check a paper form. Type the code at the foot of a page or the long one on the last page, or choose \
             the file. It says whether the record is current, was replaced by a later version, was altered, or is \
             unknown here; and apart from that, whether the pages are the very ones issued for signing.",
            "The scan of a signed sheet is dropped on the window. Where its form can be told, its signature is \
             recorded there; else you choose the form.",
        ],
    ),
];

/// What answers a clause, as it is searched and shown.
struct Line<'a> {
    clause: &'a Clause,
    answered: String,
}

fn clauses_ui(ui: &mut Ui, state: &State, pack: &Pack, out: &mut Commands) {
    let search = state.jot(SEARCH);
    let words_of: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let lines = answers(pack).into_iter().map(|(clause, answered)| Line { clause, answered });
    let lines: Vec<Line<'_>> = lines.filter(|line| line.has(&words_of)).collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(14.0, 6.0);
        let text_box = TextBox {
            width: 380.0,
            hint: "A word, or the number of a clause",
            ..TextBox::line(Id::unique(SEARCH), "Search the clauses")
        };
        let (_, typed) = text_box.ui(ui, search);
        if let Some(typed) = typed {
            out.push(Command::Jot(SEARCH, typed));
        }
        words::caption_ui(
            ui,
            &match lines.len() {
                0 => "No clause has that".to_owned(),
                1 => "One clause".to_owned(),
                n => format!("{n} clauses"),
            },
        );
    });
    ui.add_space(8.0);
    list::rows_ui(ui, "clauses", search, lines.len(), 64.0, |ui, at| line_ui(ui, &lines[at]));
}

/// The box with what is searched for.
const SEARCH: &str = "help search";

/// How wide the column of numbers is.
const NUMBER: f32 = 96.0;

fn line_ui(ui: &mut Ui, line: &Line<'_>) {
    ui.add_space(6.0);
    let room = ui.available_width();
    let wide = room > 480.0;
    let says = |ui: &mut Ui| {
        words::body_ui(ui, &line.clause.says);
        words::caption_ui(ui, &line.answered);
    };
    if wide {
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(vec2(NUMBER, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(NUMBER);
                words::strong_ui(ui, &line.clause.id);
            });
            let rest = room - NUMBER - 16.0;
            ui.allocate_ui_with_layout(vec2(rest, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(rest);
                ui.spacing_mut().item_spacing.y = 2.0;
                says(ui);
            });
        });
    } else {
        words::strong_ui(ui, &line.clause.id);
        says(ui);
    }
    ui.add_space(6.0);
    words::line_ui(ui);
}

impl Line<'_> {
    /// Does it hold all words?
    fn has(&self, words: &[String]) -> bool {
        let hay = format!("{} {} {}", self.clause.id, self.clause.says, self.answered).to_lowercase();
        words.iter().all(|word| hay.contains(word))
    }
}
