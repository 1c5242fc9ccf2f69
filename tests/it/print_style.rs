//! House style on paper: logo, address, marking and accent of a pack.

use super::page_text;
use crate::fixture::{files_under, read, root};
use partnership_desk::app::read_pack_folder;
use partnership_desk::model::day::Day;
use partnership_desk::pack::{Files, Pack, load};
use partnership_desk::print::compose::{About, blank};
use partnership_desk::print::document::Document;
use partnership_desk::print::layout::lay_out;
use partnership_desk::print::layout::pages::{Draw, Owner, Pages, Role};
use partnership_desk::print::pdf;
use std::collections::BTreeMap;

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 20'>\
    <path fill='#a3122b' fill-rule='evenodd' d='M0 0h30v20H0zM5 5h10v10H5z'/>\
    <circle cx='22' cy='10' r='5' fill='#fff'/></svg>";

const STYLE: &str =
    "\n[style]\naccent = \"#7a1022\"\nmarking = \"OFFICIAL\"\naddress = \"\"\"\nManor House\nTrial Road\"\"\"\n";

fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 4, 2);
    encoder.set_color(png::ColorType::Rgb);
    let dots: Vec<u8> = (0..24).map(|part| part * 10).collect();
    encoder.write_header().unwrap().write_image_data(&dots).unwrap();
    bytes
}

/// Writes the small pack of the tests into a folder, with a house style, and reads it as the program does.
fn styled(style: &str, logo: &str, bytes: &[u8]) -> Files {
    let folder = tempfile::tempdir().unwrap();
    let base = root().join("tests/packs/base");
    std::fs::create_dir(folder.path().join("forms")).unwrap();
    for path in files_under(&base, ".toml") {
        std::fs::copy(&path, folder.path().join(path.strip_prefix(&base).unwrap())).unwrap();
    }
    let case = read(&files_under(&root().join("tests/packs/valid"), ".toml")[0]);
    std::fs::write(folder.path().join("forms/case.toml"), case).unwrap();
    let text = format!("{}{style}", read(&base.join("pack.toml")));
    std::fs::write(folder.path().join("pack.toml"), text).unwrap();
    if !logo.is_empty() {
        std::fs::write(folder.path().join(logo), bytes).unwrap();
    }
    read_pack_folder(folder.path()).unwrap()
}

fn with_logo(logo: &str, bytes: &[u8]) -> Pack {
    load(&styled(&format!("{STYLE}logo = \"{logo}\"\n"), logo, bytes)).unwrap()
}

fn first_form(pack: &Pack) -> (Document, Pages) {
    let signed = BTreeMap::new();
    let about = About {
        partnership: "",
        reference: "",
        period: "",
        revision: None,
        draft: false,
        made: Day::new(2026, 4, 30).unwrap(),
        facts: &[],
        parts: &[],
        signed: &signed,
    };
    let document = blank(pack, &pack.forms[0], &about);
    let pages = lay_out(&document);
    (document, pages)
}

#[test]
fn a_logo_stands_beside_the_bodys_name_and_is_named_to_a_screen_reader() {
    for (logo, bytes) in [("logo.svg", SVG.as_bytes().to_vec()), ("logo.png", png())] {
        let pack = with_logo(logo, &bytes);
        let (document, pages) = first_form(&pack);
        let figure = pages.nodes.iter().find(|node| node.role == Role::Figure && node.alt == pack.body).unwrap();
        let (page, place) = figure.place.unwrap();
        assert!(page == 0 && place.y < 20.0 && place.x > 120.0 && place.x + place.width < 194.1, "{logo} at {place:?}");
        let proportion = if logo == "logo.svg" { 1.5 } else { 2.0 };
        assert!((place.width / place.height - proportion).abs() < 0.01, "{logo} keeps its proportion: {place:?}");
        let drawn = pages.pages.iter().flat_map(|page| &page.groups).flat_map(|group| &group.draws);
        assert_eq!(drawn.filter(|draw| matches!(draw, Draw::Picture { .. })).count(), 1);
        assert!(page_text(&pages.pages[0]).starts_with(&format!("{}Manor HouseTrial Road", pack.body)));
        let written = pdf::write(&document, &pages);
        assert_eq!(written, pdf::write(&document, &pages));
        assert_eq!(crate::ua::findings(&written), Vec::<String>::new(), "{logo}");
        let file = lopdf::Document::load_mem(&written).unwrap();
        let kinds: Vec<&[u8]> = file
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok()?.dict.get(b"Subtype").ok()?.as_name().ok())
            .collect();
        let wanted: &[u8] = if logo == "logo.svg" { b"Form" } else { b"Image" };
        assert_eq!(kinds.iter().filter(|kind| **kind == wanted).count(), 1, "{logo} is in the file once");
    }
}

#[test]
fn the_marking_stands_at_head_and_foot_of_every_page() {
    let (mut document, _) = first_form(&with_logo("logo.svg", SVG.as_bytes()));
    document.blocks = vec![super::field("Question", &"A sentence of several words. ".repeat(900))];
    let pages = lay_out(&document);
    assert!(pages.pages.len() > 2);
    for page in &pages.pages {
        let marks = page.groups.iter().filter(|group| matches!(group.owner, Owner::Artifact(_)));
        let places = marks.flat_map(|group| &group.draws).filter_map(|draw| match draw {
            Draw::Text(run) if run.text() == "OFFICIAL" => Some(run.at[1]),
            Draw::Text(_) | Draw::Fill { .. } | Draw::Stroke { .. } | Draw::Picture { .. } => None,
        });
        let places: Vec<f32> = places.collect();
        assert!(places.len() == 2 && places[0] < 10.0 && places[1] > 285.0, "{places:?}");
    }
}

#[test]
fn a_pack_kept_with_records_still_has_its_logo() {
    let pack = with_logo("logo.png", &png());
    let kept: Files = serde_json::from_slice(&pack.text).unwrap();
    let again = load(&kept).unwrap();
    assert_eq!(again.digest, pack.digest);
    assert_eq!(again.style.logo, pack.style.logo);
}

#[test]
fn a_style_that_cannot_be_printed_is_a_finding_with_its_line_and_what_to_do() {
    let lines = read(&root().join("tests/packs/base/pack.toml")).lines().count();
    let large = vec![b' '; 300 * 1024];
    for (style, logo, bytes, says) in [
        ("logo = \"logo.svg\"", "", &b""[..], "there is no file logo.svg; put it beside pack.toml"),
        ("logo = \"logo.svg\"", "logo.svg", &large, "logo.svg is larger than 200 kB; save it smaller"),
        ("logo = \"logo.png\"", "logo.png", b"no picture", "logo.png cannot be drawn"),
        ("logo = \"../logo.png\"", "", b"", "write logo = \"logo.svg\""),
        ("accent = \"red\"", "", b"", "“red” is not a colour; write it as accent = \"#1d3f66\""),
        ("accent = \"#ffcc00\"", "", b"", "too light"),
    ] {
        let findings = load(&styled(&format!("\n[style]\n{style}\n"), logo, bytes)).unwrap_err();
        let told: Vec<String> =
            findings.iter().map(|finding| format!("{}: {}", finding.line, finding.message)).collect();
        assert_eq!(told.len(), 1, "{style}: {told:?}");
        assert!(told[0].starts_with(&format!("{}: ", lines + 3)) && told[0].contains(says), "{style}: {told:?}");
    }
}
