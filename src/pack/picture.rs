//! The logo of a pack: a PNG or SVG file beside pack.toml, as a picture that print can draw.
//!
//! A pack is a map of texts, so a PNG is held as base64. Of an SVG all that
//! comes to one filled outline after another is drawn exactly; what does not
//! (text, gradients, transparency) is refused with a sentence, never left out.

use super::load::Files;
use crate::model::id::Digest;
use crate::model::picture::{Content, Picture, Shape, Step};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use usvg::tiny_skia_path::{Path, PathSegment, StrokeDash, Transform};
use usvg::{FillRule, Node, Paint, PaintOrder, roxmltree};

/// The most bytes of a logo's file.
pub const MOST: usize = 200 * 1024;
/// The most dots of a PNG on either side.
const MOST_DOTS: u32 = 3000;

/// Returns the file that pack.toml names as the logo, if its name is one that can be read.
pub fn named(pack_toml: &str) -> Option<String> {
    let table: toml::Table = pack_toml.parse().ok()?;
    let name = table.get("style")?.get("logo")?.as_str()?;
    ending(name).map(|_| name.to_owned())
}

/// Returns the bytes of a logo as the text that a pack holds.
pub fn as_text(name: &str, bytes: &[u8]) -> String {
    match ending(name) {
        Some(Ending::Png) => STANDARD.encode(bytes),
        Some(Ending::Svg) | None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Returns the bytes of a pack's file, whose text may be that of a logo.
pub fn as_bytes(name: &str, text: &str) -> Vec<u8> {
    match ending(name) {
        // What is no logo's text stays what it is.
        Some(Ending::Png) => STANDARD.decode(text).unwrap_or_else(|_not_ours| text.as_bytes().to_vec()),
        Some(Ending::Svg) | None => text.as_bytes().to_vec(),
    }
}

#[derive(Clone, Copy)]
enum Ending {
    Png,
    Svg,
}

/// Tells what a file is by its name: one beside pack.toml, never in another folder.
fn ending(name: &str) -> Option<Ending> {
    let (stem, ending) = name.rsplit_once('.')?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    if stem.is_empty() || !stem.chars().all(plain) {
        return None;
    }
    match ending {
        "png" => Some(Ending::Png),
        "svg" => Some(Ending::Svg),
        _ => None,
    }
}

/// Reads the logo of this name, or says what is wrong and what to do.
pub(super) fn load(name: &str, files: &Files) -> Result<Picture, String> {
    let Some(ending) = ending(name) else {
        return Err(format!("“{name}” cannot be a logo; write logo = \"logo.svg\" or logo = \"logo.png\""));
    };
    let Some(text) = files.get(name) else {
        return Err(format!("there is no file {name}; put it beside pack.toml, or take this line out"));
    };
    let size = match ending {
        Ending::Png => text.len() / 4 * 3,
        Ending::Svg => text.len(),
    };
    if size > MOST + 2 {
        return Err(format!("{name} is larger than {} kB; save it smaller", MOST / 1024));
    }
    let read = match ending {
        Ending::Png => STANDARD.decode(text).map_err(|error| unreadable(name, &error)).and_then(|png| pixels(&png)),
        Ending::Svg => shapes(text),
    };
    let (width, height, content) = read.map_err(|why| format!("{name} cannot be drawn: {why}"))?;
    Ok(Picture { width, height, content, digest: Digest::of(text.as_bytes()) })
}

type Drawn = Result<(f32, f32, Content), String>;

fn unreadable(what: &str, error: &dyn std::fmt::Display) -> String {
    format!("it is no whole {what} file ({error}); save it again")
}

/// Decodes a PNG and lays it on white.
fn pixels(bytes: &[u8]) -> Drawn {
    let broken = |error: png::DecodingError| unreadable("PNG", &error);
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(broken)?;
    let (width, height) = reader.info().size();
    if width > MOST_DOTS || height > MOST_DOTS {
        return Err(format!("it has {width} × {height} dots; {MOST_DOTS} on either side is the most, save it smaller"));
    }
    let mut dots = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let frame = reader.next_frame(&mut dots).map_err(broken)?;
    dots.truncate(frame.buffer_size());
    let on_white = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        u8::try_from((value * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    let rgb = match frame.color_type {
        png::ColorType::Grayscale => dots.iter().flat_map(|grey| [*grey; 3]).collect(),
        png::ColorType::GrayscaleAlpha => dots.chunks_exact(2).flat_map(|dot| [on_white(dot[0], dot[1]); 3]).collect(),
        png::ColorType::Rgba => {
            dots.chunks_exact(4).flat_map(|dot| [0, 1, 2].map(|part| on_white(dot[part], dot[3]))).collect()
        }
        png::ColorType::Rgb => dots,
        png::ColorType::Indexed => return Err("its palette could not be read; save it as PNG in true colour".into()),
    };
    #[expect(clippy::cast_precision_loss, reason = "a side has at most 3000 dots")]
    let (across, down) = (width as f32, height as f32);
    Ok((across, down, Content::Pixels { width, height, rgb }))
}

/// Reads an SVG down to filled outlines.
fn shapes(text: &str) -> Drawn {
    const CURE: &str = "turn everything into plain filled outlines, or save the logo as PNG";
    refuse_elements(text).map_err(|what| format!("it holds {what}; {CURE}"))?;
    let mut options = usvg::Options::default();
    // Nothing outside the file is ever read.
    options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_str(text, &options).map_err(|error| unreadable("SVG", &error))?;
    let mut shapes = Vec::new();
    group(tree.root(), &mut shapes).map_err(|what| format!("it holds {what}; {CURE}"))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    if shapes.is_empty() {
        return Err("it draws nothing; draw a filled outline, or take the logo out".into());
    }
    let room = width.max(height) * 0.02;
    let inside = |point: &[f32; 2]| {
        point[0] >= -room && point[1] >= -room && point[0] <= width + room && point[1] <= height + room
    };
    if !shapes.iter().flat_map(|shape| &shape.steps).all(|step| ends_of(step).iter().all(inside)) {
        return Err("it draws outside of its own page; make the page as large as the drawing".into());
    }
    Ok((width, height, Content::Shapes(shapes)))
}

/// Names what could only be left out silently.
fn refuse_elements(text: &str) -> Result<(), &'static str> {
    // What is not XML is told of by the reader after this.
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let Ok(document) = roxmltree::Document::parse_with_options(text, options) else { return Ok(()) };
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        match node.tag_name().name() {
            "text" => return Err("text"),
            "image" | "feImage" => return Err("a picture in itself"),
            "foreignObject" => return Err("something that is no drawing"),
            "animate" | "animateTransform" | "animateMotion" | "set" => return Err("movement"),
            _ => {}
        }
    }
    Ok(())
}

fn group(of: &usvg::Group, shapes: &mut Vec<Shape>) -> Result<(), &'static str> {
    if of.clip_path().is_some() || of.mask().is_some() {
        return Err("a clip or a mask");
    }
    if !of.filters().is_empty() || of.blend_mode() != usvg::BlendMode::Normal {
        return Err("a filter");
    }
    if of.opacity().get() < 1.0 {
        return Err("transparency");
    }
    for node in of.children() {
        match node {
            Node::Group(inner) => group(inner, shapes)?,
            Node::Path(path) if path.is_visible() => outline(path, shapes)?,
            Node::Path(_) => {}
            Node::Image(_) => return Err("a picture in itself"),
            Node::Text(_) => return Err("text"),
        }
    }
    Ok(())
}

/// Adds the fill of a path, and its stroke as the outline around it.
fn outline(path: &usvg::Path, shapes: &mut Vec<Shape>) -> Result<(), &'static str> {
    let mut fill = None;
    if let Some(paint) = path.fill() {
        let colour = plain(paint.paint(), paint.opacity())?;
        let even_odd = paint.rule() == FillRule::EvenOdd;
        fill = Some(Shape { steps: steps(path.data(), path.abs_transform()), even_odd, colour });
    }
    let mut stroke = None;
    if let Some(paint) = path.stroke() {
        let colour = plain(paint.paint(), paint.opacity())?;
        let pen = paint.to_tiny_skia();
        let dashes = |dash: &StrokeDash| path.data().dash(dash, 1.0);
        let line = pen.dash.as_ref().map_or_else(|| Some(path.data().clone()), dashes);
        let around = line.and_then(|line| line.stroke(&pen, 4.0));
        stroke = around.map(|around| Shape { steps: steps(&around, path.abs_transform()), even_odd: false, colour });
    }
    match path.paint_order() {
        PaintOrder::FillAndStroke => shapes.extend(fill.into_iter().chain(stroke)),
        PaintOrder::StrokeAndFill => shapes.extend(stroke.into_iter().chain(fill)),
    }
    Ok(())
}

fn plain(paint: &Paint, opacity: usvg::Opacity) -> Result<[u8; 3], &'static str> {
    match paint {
        Paint::Color(_) if opacity.get() < 1.0 => Err("transparency"),
        Paint::Color(colour) => Ok([colour.red, colour.green, colour.blue]),
        Paint::LinearGradient(_) | Paint::RadialGradient(_) => Err("a colour that changes (a gradient)"),
        Paint::Pattern(_) => Err("a pattern"),
    }
}

/// Returns the steps of a path in units of the picture; quadratic curves become cubic ones.
fn steps(path: &Path, transform: Transform) -> Vec<Step> {
    let Some(path) = path.clone().transform(transform) else { return vec![] };
    let mut pen = [0.0; 2];
    let mut steps = Vec::new();
    for segment in path.segments() {
        let step = match segment {
            PathSegment::MoveTo(to) => Step::Move([to.x, to.y]),
            PathSegment::LineTo(to) => Step::Line([to.x, to.y]),
            PathSegment::QuadTo(bend, to) => {
                let third = |from: [f32; 2]| {
                    [from[0] + (bend.x - from[0]) * 2.0 / 3.0, from[1] + (bend.y - from[1]) * 2.0 / 3.0]
                };
                Step::Cubic(third(pen), third([to.x, to.y]), [to.x, to.y])
            }
            PathSegment::CubicTo(first, second, to) => {
                Step::Cubic([first.x, first.y], [second.x, second.y], [to.x, to.y])
            }
            PathSegment::Close => Step::Close,
        };
        pen = ends_of(&step).last().copied().unwrap_or(pen);
        steps.push(step);
    }
    steps
}

/// Returns where a step ends; nowhere for one that closes.
fn ends_of(step: &Step) -> Vec<[f32; 2]> {
    match step {
        Step::Move(to) | Step::Line(to) | Step::Cubic(_, _, to) => vec![*to],
        Step::Close => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Result<Picture, String> {
        load(name, &Files::from([(name.to_owned(), text.to_owned())]))
    }

    fn svg(inside: &str) -> String {
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'>{inside}</svg>")
    }

    #[test]
    fn shapes_strokes_and_groups_become_filled_outlines() {
        let drawing = "<style>.a{fill:#c00}</style><g transform='translate(10 0)'>\
            <circle class='a' cx='5' cy='10' r='5'/></g><path d='M1 1h8v8z' fill='none' stroke='blue'/>";
        let picture = read("logo.svg", &svg(drawing)).unwrap();
        assert!((picture.width / picture.height - 2.0).abs() < 0.001);
        let Content::Shapes(shapes) = picture.content else { panic!("an SVG is drawn as shapes") };
        assert_eq!(shapes.iter().map(|shape| shape.colour).collect::<Vec<_>>(), [[0xcc, 0, 0], [0, 0, 255]]);
        let Step::Move(start) = shapes[0].steps[0] else { panic!("an outline starts somewhere") };
        assert!((start[0] - 20.0).abs() < 0.01, "the group moves its circle: {start:?}");
    }

    #[test]
    fn what_cannot_be_drawn_is_refused_with_a_cure() {
        let gradient = "<linearGradient id='g'><stop offset='0' stop-color='red'/><stop offset='1'/></linearGradient>\
            <rect width='9' height='9' fill='url(#g)'/>";
        for (drawing, what) in [
            ("<text>Fire</text>", "holds text; turn everything into"),
            ("<rect width='9' height='9' opacity='.5'/>", "transparency"),
            ("<image href='/etc/hosts' width='9' height='9'/>", "a picture in itself"),
            (gradient, "gradient"),
            ("<rect x='30' width='30' height='9'/>", "outside of its own page"),
            ("", "draws nothing"),
        ] {
            let why = read("logo.svg", &svg(drawing)).unwrap_err();
            assert!(why.contains(what), "{drawing}: {why}");
        }
        assert!(read("logo.svg", "<svg").unwrap_err().contains("save it again"));
        assert!(read("logo.png", "!").unwrap_err().contains("save it again"));
        assert!(read("../logo.svg", "").unwrap_err().contains("write logo = \"logo.svg\""));
        assert!(load("logo.svg", &Files::new()).unwrap_err().contains("put it beside pack.toml"));
        let large = " ".repeat(MOST + 9);
        assert!(read("logo.svg", &large).unwrap_err().contains("larger than 200 kB"));
    }

    #[test]
    fn a_png_is_laid_on_white() {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
        encoder.set_color(png::ColorType::Rgba);
        encoder.write_header().unwrap().write_image_data(&[255, 0, 0, 255, 0, 0, 0, 0]).unwrap();
        let picture = read("logo.png", &as_text("logo.png", &bytes)).unwrap();
        let Content::Pixels { width, height, rgb } = picture.content else { panic!("a PNG has dots") };
        assert_eq!((width, height, rgb), (2, 1, vec![255, 0, 0, 255, 255, 255]));
        bytes.truncate(bytes.len() - 20);
        assert!(read("logo.png", &as_text("logo.png", &bytes)).is_err());
    }
}
