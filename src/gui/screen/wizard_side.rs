//! The list of pages with how far each is: at the side, or as a menu where there is no room.

use super::wizard;
use crate::form::reading::{PageReading, PageState};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, focus};
use crate::gui::theme::{self, Type};
use crate::gui::wizard::Wizard;
use crate::pack::form::Level;
use eframe::egui::{
    CornerRadius, CursorIcon, Popup, Rect, Role, ScrollArea, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// How far a page is, as its line shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Done,
    Wrong,
    Begun,
    Empty,
}

fn mark(wizard: &Wizard, page: &PageReading) -> Mark {
    let wrong = wizard.findings_on(&page.id).any(|finding| finding.level != Level::Warn);
    if wizard.tried.contains(&page.id) && wrong {
        return Mark::Wrong;
    }
    match page.state {
        PageState::Completed => Mark::Done,
        PageState::InProgress => Mark::Begun,
        PageState::NotStarted => Mark::Empty,
    }
}

impl Mark {
    fn words(self) -> &'static str {
        match self {
            Self::Done => "Completed",
            Self::Wrong => "There is a problem",
            Self::Begun => "In progress",
            Self::Empty => "Not yet started",
        }
    }
}

/// Shows the list at the side.
pub(super) fn side_ui(ui: &mut Ui, wizard: &Wizard, screen: &Screen, out: &mut Commands) {
    wizard::about_ui(ui, wizard, out);
    ui.add_space(14.0);
    ScrollArea::vertical().id_salt("pages").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        lines_ui(ui, wizard, screen, out);
        ui.add_space(20.0);
    });
}

/// Shows the list as one button that opens it.
pub(super) fn menu_ui(ui: &mut Ui, wizard: &Wizard, screen: &Screen, out: &mut Commands) {
    wizard::about_ui(ui, wizard, out);
    let (at, n_pages) = wizard.place();
    let text = if wizard.is_list() { "Pages".to_owned() } else { format!("Page {} of {n_pages}: all pages", at + 1) };
    let response = button::secondary_ui(ui, &text);
    Popup::menu(&response).accessible_name("Pages").width(ui.available_width().min(340.0)).show(|ui| {
        let most = (ui.ctx().content_rect().height() - 120.0).max(120.0);
        ScrollArea::vertical().max_height(most).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            lines_ui(ui, wizard, screen, out);
        });
    });
}

fn lines_ui(ui: &mut Ui, wizard: &Wizard, screen: &Screen, out: &mut Commands) {
    let asking = *screen == Screen::Wizard;
    for (at, page) in wizard.pages().enumerate() {
        let chosen = asking && !wizard.is_list() && page.id == wizard.page;
        if line_ui(ui, &page.title, &(at + 1).to_string(), mark(wizard, page), chosen) {
            out.push(Command::Turn(page.id.clone()));
            ui.close();
        }
    }
    let chosen = *screen == Screen::CheckAnswers;
    if line_ui(ui, "Check your answers", "", Mark::Empty, chosen) {
        out.push(Command::Check);
        ui.close();
    }
}

/// Shows one line; the whole of it can be clicked.
fn line_ui(ui: &mut Ui, title: &str, number: &str, mark: Mark, chosen: bool) -> bool {
    let tokens = theme::tokens(ui.ctx());
    let style = if chosen { Type::Strong } else { Type::Body };
    let width = ui.available_width();
    let font = style.style().resolve(ui.style());
    let galley = ui.painter().layout(title.to_owned(), font, tokens.ink, (width - 58.0).max(60.0));
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y.max(28.0) + 14.0), Sense::click());
    let painter = ui.painter();
    if chosen {
        painter.rect_filled(rect, CornerRadius::same(theme::CORNER), tokens.raised);
        painter.rect_stroke(
            rect,
            CornerRadius::same(theme::CORNER),
            Stroke::new(1.0, tokens.line),
            eframe::egui::StrokeKind::Inside,
        );
        let bar = Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
        painter.rect_filled(bar, CornerRadius { nw: theme::CORNER, sw: theme::CORNER, ne: 0, se: 0 }, tokens.link);
    } else if response.hovered() {
        painter.rect_filled(rect, CornerRadius::same(theme::CORNER), tokens.hover);
    }
    let centre = pos2(rect.left() + 26.0, rect.top() + 7.0 + 14.0);
    if number.is_empty() {
        painter.circle_filled(centre, 3.5, tokens.soft);
    } else {
        mark_ui(ui, centre, number, mark);
    }
    let top = rect.center().y - galley.size().y / 2.0;
    painter.galley(pos2(rect.left() + 48.0, top), galley, tokens.ink);
    let name = if number.is_empty() { title.to_owned() } else { format!("{title}, {}", mark.words()) };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    focus::reveal(&response);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

fn mark_ui(ui: &Ui, centre: eframe::egui::Pos2, number: &str, mark: Mark) {
    let tokens = theme::tokens(ui.ctx());
    let painter = ui.painter();
    let font = Type::Small.style().resolve(ui.style());
    let at = |x: f32, y: f32| centre + Vec2::new(x, y);
    match mark {
        Mark::Done => {
            painter.circle_filled(centre, 13.0, tokens.good);
            let line = vec![at(-5.0, 0.5), at(-1.5, 4.5), at(5.5, -4.0)];
            painter.add(Shape::line(line, Stroke::new(2.5, tokens.page)));
        }
        Mark::Wrong => {
            painter.circle_filled(centre, 13.0, tokens.error);
            painter.line_segment([at(0.0, -6.0), at(0.0, 1.5)], Stroke::new(3.0, tokens.page));
            painter.circle_filled(at(0.0, 6.0), 1.9, tokens.page);
        }
        Mark::Begun | Mark::Empty => {
            let edge = Stroke::new(1.75, if mark == Mark::Begun { tokens.link } else { tokens.edge });
            painter.circle(centre, 12.5, tokens.page, edge);
            painter.text(centre, eframe::egui::Align2::CENTER_CENTER, number, font, tokens.ink);
        }
    }
}
