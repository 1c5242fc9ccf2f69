//! The stages of a partnership: how far it is on its way, and who is responsible.

use crate::app::view::{DocumentLine, DocumentState, PartnershipView, StageStanding, StageState};
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, words};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use eframe::egui::{Align, Label, Layout, Pos2, Sense, Shape, Stroke, Ui, Vec2, vec2};

/// The room that the sign of a stage takes.
const SIGN: f32 = 24.0;

/// Shows the stages in order.
pub(super) fn stages_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    if view.stages.is_empty() {
        return;
    }
    words::section_ui(ui, "Stages");
    ui.spacing_mut().item_spacing.y = 5.0;
    for (at, standing) in view.stages.iter().enumerate() {
        let room = ui.available_width() - SIGN - 10.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            sign_ui(ui, standing.state);
            ui.allocate_ui_with_layout(vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(room);
                ui.spacing_mut().item_spacing.y = 1.0;
                stage_ui(ui, state, view, at, out);
            });
        });
    }
}

fn stage_ui(ui: &mut Ui, state: &State, view: &PartnershipView, at: usize, out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    let standing = &view.stages[at];
    let title = format!("{}. {}", at + 1, standing.title);
    let is_open = standing.state == StageState::Open;
    match opens(view, standing).filter(|_| is_open && state.held_by().is_none()) {
        Some(command) => {
            if button::link_toned_ui(ui, &title, &title, tokens.link, Type::Strong).clicked() {
                out.push(command);
            }
        }
        None => {
            let kind = if is_open { Type::Strong } else { Type::Body };
            ui.add(Label::new(words::styled(title, kind, tokens.ink)).wrap());
        }
    }
    let role = state.pack.as_ref().map_or(standing.role.as_str(), |pack| pack.role_title(&standing.role));
    words::caption_ui(ui, &format!("{}  ·  {role}", standing.state.label()));
    if !standing.missing.is_empty() {
        ui.add(Label::new(words::styled(&standing.missing, Type::Caption, tokens.ink)).wrap());
    }
}

/// Returns where a stage is done: the part of its officer, or the form that is still to be begun.
fn opens(view: &PartnershipView, standing: &StageStanding) -> Option<Command> {
    let form = standing.form.as_ref()?;
    let own =
        |line: &&DocumentLine| line.form == *form && line.role == standing.role && line.state != DocumentState::Waiting;
    Some(match view.documents.iter().find(own) {
        Some(line) => Command::OpenPart { document: line.document.clone(), part: line.part.clone() },
        None => Command::OpenForm { reference: view.reference.clone(), form: form.clone(), period: None },
    })
}

/// Paints the sign of a state; the words beside it say the same.
fn sign_ui(ui: &mut Ui, state: StageState) {
    let tokens = theme::tokens(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(SIGN), Sense::hover());
    let (painter, centre) = (ui.painter(), rect.center());
    let at = |x: f32, y: f32| -> Pos2 { centre + Vec2::new(x, y) };
    let tick = |ink| Shape::line(vec![at(-4.5, 0.5), at(-1.5, 4.0), at(5.0, -3.5)], Stroke::new(2.5, ink));
    match state {
        StageState::Done => {
            painter.circle_filled(centre, 11.0, tokens.good);
            painter.add(tick(tokens.page));
        }
        StageState::Repeats => {
            painter.circle(centre, 10.5, tokens.page, Stroke::new(2.0, tokens.good));
            painter.add(tick(tokens.good));
        }
        StageState::NotNeeded => {
            painter.circle(centre, 10.5, tokens.page, Stroke::new(1.5, tokens.line));
            painter.line_segment([at(-4.5, 0.0), at(4.5, 0.0)], Stroke::new(2.5, tokens.soft));
        }
        StageState::Open => {
            painter.circle_filled(centre, 11.0, tokens.link);
            let arrow = vec![at(-3.0, -5.5), at(6.0, 0.0), at(-3.0, 5.5)];
            painter.add(Shape::convex_polygon(arrow, tokens.page, Stroke::NONE));
        }
        StageState::Waiting => {
            painter.circle(centre, 10.5, tokens.page, Stroke::new(1.5, tokens.edge));
        }
    }
}
