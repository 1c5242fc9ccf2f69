//! A picture on the screen: its dots, or its outlines as dots, given to the graphics card once.

use crate::model::picture::{Content, Picture, Shape, Step};
use eframe::egui::{Color32, ColorImage, Context, Id, Painter, Rect, TextureHandle, TextureOptions, pos2};

/// Dots on the longer side of outlines: enough for the largest size of the preview.
const DOTS: f32 = 720.0;
/// Lines looked at in each line of dots.
const FINE: usize = 4;
/// Straight pieces of a curve.
const PIECES: u8 = 12;

/// Paints a picture into a rectangle.
pub(super) fn paint(painter: &Painter, rect: Rect, picture: &Picture) {
    let texture = texture(painter.ctx(), picture);
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    painter.image(texture.id(), rect, whole, Color32::WHITE);
}

fn texture(ctx: &Context, picture: &Picture) -> TextureHandle {
    let key = Id::unique(("picture", picture.digest.as_str()));
    if let Some(known) = ctx.data(|data| data.get_temp::<TextureHandle>(key)) {
        return known;
    }
    let options = TextureOptions { mipmap_mode: Some(eframe::egui::TextureFilter::Linear), ..TextureOptions::LINEAR };
    let made = ctx.load_texture(picture.digest.as_str(), image(picture), options);
    ctx.data_mut(|data| data.insert_temp(key, made.clone()));
    made
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a picture has a few hundred dots on a side, none of them below nothing"
)]
fn image(picture: &Picture) -> ColorImage {
    match &picture.content {
        Content::Pixels { width, height, rgb } => ColorImage::from_rgb([*width as usize, *height as usize], rgb),
        Content::Shapes(shapes) => {
            let scale = DOTS / picture.width.max(picture.height);
            let size = [picture.width, picture.height].map(|side| (side * scale).ceil().max(1.0) as usize);
            let mut image = ColorImage::filled(size, Color32::WHITE);
            for shape in shapes {
                fill(&mut image, shape, scale);
            }
            image
        }
    }
}

/// A straight piece of an outline, from its upper to its lower end; 1 where it was drawn downwards, else -1.
struct Edge {
    from: [f32; 2],
    to: [f32; 2],
    turn: i32,
}

fn edges(shape: &Shape, scale: f32) -> Vec<Edge> {
    let mut edges = Vec::new();
    let (mut start, mut pen) = ([0.0; 2], [0.0; 2]);
    let mut line = |from: [f32; 2], to: [f32; 2]| {
        let (from, to) = (from.map(|at| at * scale), to.map(|at| at * scale));
        if from[1] < to[1] {
            edges.push(Edge { from, to, turn: 1 });
        } else if from[1] > to[1] {
            edges.push(Edge { from: to, to: from, turn: -1 });
        }
    };
    for step in &shape.steps {
        match step {
            Step::Move(to) => {
                line(pen, start);
                (start, pen) = (*to, *to);
            }
            Step::Line(to) => {
                line(pen, *to);
                pen = *to;
            }
            Step::Cubic(first, second, to) => {
                let from = pen;
                for piece in 1..=PIECES {
                    let next = on_curve([from, *first, *second, *to], f32::from(piece) / f32::from(PIECES));
                    line(pen, next);
                    pen = next;
                }
            }
            Step::Close => {
                line(pen, start);
                pen = start;
            }
        }
    }
    line(pen, start);
    edges
}

fn on_curve(points: [[f32; 2]; 4], t: f32) -> [f32; 2] {
    let u = 1.0 - t;
    let parts = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
    [0, 1].map(|axis| points.iter().zip(parts).map(|(point, part)| point[axis] * part).sum())
}

/// Lays a shape over the image, its edges softened.
#[expect(clippy::cast_precision_loss, reason = "an image has a few hundred lines")]
fn fill(image: &mut ColorImage, shape: &Shape, scale: f32) {
    let edges = edges(shape, scale);
    let [red, green, blue] = shape.colour;
    let width = image.size[0];
    for row in 0..image.size[1] {
        let mut cover = vec![0.0; width];
        for fine in 0..FINE {
            let y = row as f32 + (fine as f32 + 0.5) / FINE as f32;
            for [left, right] in spans(&edges, y, shape.even_odd) {
                add_span(&mut cover, left, right);
            }
        }
        for (dot, cover) in image.pixels[row * width..].iter_mut().zip(cover) {
            if cover > 0.0 {
                *dot = dot.lerp_to_gamma(Color32::from_rgb(red, green, blue), (cover / FINE as f32).min(1.0));
            }
        }
    }
}

/// Returns the stretches of a line that lie inside.
fn spans(edges: &[Edge], y: f32, even_odd: bool) -> Vec<[f32; 2]> {
    let crossing = |edge: &Edge| {
        let along = (y - edge.from[1]) / (edge.to[1] - edge.from[1]);
        (edge.from[0] + (edge.to[0] - edge.from[0]) * along, edge.turn)
    };
    let mut crossings: Vec<(f32, i32)> =
        edges.iter().filter(|edge| edge.from[1] <= y && y < edge.to[1]).map(crossing).collect();
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut winding = 0;
    let mut found = Vec::new();
    for pair in crossings.windows(2) {
        winding += pair[0].1;
        let inside = if even_odd { winding % 2 != 0 } else { winding != 0 };
        if inside {
            found.push([pair[0].0, pair[1].0]);
        }
    }
    found
}

/// Adds how much of each dot a stretch covers.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "places are held inside the line"
)]
fn add_span(cover: &mut [f32], left: f32, right: f32) {
    let end = cover.len() as f32;
    let (left, right) = (left.clamp(0.0, end), right.clamp(0.0, end));
    let last = (right.ceil() as usize).min(cover.len());
    for (dot, covered) in cover.iter_mut().enumerate().take(last).skip(left as usize) {
        let at = dot as f32;
        *covered += right.min(at + 1.0) - left.max(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::Digest;

    fn square(at: f32, side: f32) -> Vec<Step> {
        let (low, high) = (at, at + side);
        vec![
            Step::Move([low, low]),
            Step::Line([high, low]),
            Step::Line([high, high]),
            Step::Line([low, high]),
            Step::Close,
        ]
    }

    #[test]
    fn a_hole_shows_what_lies_under_it() {
        let steps = [square(1.0, 8.0), square(3.0, 4.0)].concat();
        let shape = |even_odd| Shape { steps: steps.clone(), even_odd, colour: [200, 0, 0] };
        let drawn = |even_odd| {
            let content = Content::Shapes(vec![shape(even_odd)]);
            image(&Picture { width: 10.0, height: 10.0, content, digest: Digest::of(b"") })
        };
        let (ring, full) = (drawn(true), drawn(false));
        assert_eq!(ring.size, [720, 720]);
        let dot = |image: &ColorImage, x: usize, y: usize| image.pixels[y * 720 + x];
        let red = Color32::from_rgb(200, 0, 0);
        assert_eq!(
            (dot(&ring, 360, 360), dot(&ring, 140, 360), dot(&ring, 30, 360)),
            (Color32::WHITE, red, Color32::WHITE)
        );
        assert_eq!(dot(&full, 360, 360), red);
    }
}
