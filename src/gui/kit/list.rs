//! Long lists: only the rows in view are drawn, each as high as it needs.

use eframe::egui::{Id, Ui, UiBuilder, vec2};
use std::hash::Hash;
use std::sync::Arc;

/// How far above and below the view rows are drawn, so that the keyboard finds the next one.
const AROUND: f32 = 160.0;

/// The heights of a list's rows, as they were last measured.
#[derive(Clone)]
struct Heights {
    /// What was listed, and how wide.
    of: Id,
    rows: Arc<Vec<f32>>,
}

/// Shows `count` rows; when `about` changes, other things are listed and heights are measured anew.
pub(crate) fn rows_ui(
    ui: &mut Ui,
    list: &'static str,
    about: impl Hash,
    count: usize,
    guess: f32,
    mut row: impl FnMut(&mut Ui, usize),
) {
    let id = Id::unique(("list", list));
    let of = Id::unique((list, id_of(&about), count, ui.available_width().to_bits()));
    let known = ui.data(|data| data.get_temp::<Heights>(id)).filter(|known| known.of == of);
    let mut heights = known.map_or_else(|| Arc::new(vec![guess; count]), |known| known.rows);
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    let view = ui.clip_rect().expand2(vec2(0.0, AROUND));
    let mut skipped = 0.0;
    for at in 0..count {
        let (top, height) = (ui.cursor().top() + skipped, heights[at]);
        if top + height < view.top() || top > view.bottom() {
            skipped += height;
            continue;
        }
        if skipped > 0.0 {
            ui.add_space(skipped);
            skipped = 0.0;
        }
        // An id of its own keeps the focus on a row while others come and go above it.
        let builder = UiBuilder::new().scope_id(id.with(at));
        let shown = ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = spacing;
            ui.set_width(ui.available_width());
            row(ui, at);
        });
        let used = shown.response.rect.height();
        if (used - height).abs() > 0.5 {
            Arc::make_mut(&mut heights)[at] = used;
        }
    }
    ui.add_space(skipped);
    ui.spacing_mut().item_spacing.y = spacing;
    ui.data_mut(|data| data.insert_temp(id, Heights { of, rows: heights }));
}

fn id_of(about: &impl Hash) -> u64 {
    use std::hash::{DefaultHasher, Hasher as _};
    let mut hasher = DefaultHasher::new();
    about.hash(&mut hasher);
    hasher.finish()
}
