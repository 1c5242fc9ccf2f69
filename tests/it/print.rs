//! Paper: nothing lost, clipped or split that belongs together; the same input, the same bytes.

use partnership_desk::model::day::Day;
use partnership_desk::print::document::Orientation;
use partnership_desk::print::document::{
    Block, Colour, Column, Document, Field, Item, Part, Room, Signature, Table, Tick,
};
use partnership_desk::print::layout::lay_out;
use partnership_desk::print::layout::pages::{Artifact, Draw, Kid, NodeId, Owner, Page, Pages, Role};
use partnership_desk::print::pdf;
use partnership_desk::print::pdf::attach::{Attachment, attach};
use partnership_desk::print::pdf::read::{attachments, states};
use partnership_desk::print::text::Run;
use std::fmt::Write as _;

#[path = "print_bundle.rs"]
mod bundle;

#[path = "print_style.rs"]
mod style;

#[path = "print_compose.rs"]
mod compose;
#[path = "print_forms.rs"]
mod forms;
#[path = "print_proof.rs"]
pub(crate) mod proof;
#[path = "print_random.rs"]
mod random;

fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "Appendix Z: Trial".into(),
        language: "en-GB".into(),
        body: "Service".into(),
        address: String::new(),
        logo: None,
        notice: String::new(),
        reference: "WK-0007".into(),
        form_reference: "Appendix Z, version 1".into(),
        revision: "3f9a2c71".into(),
        draft: false,
        marking: "OFFICIAL".into(),
        accent: Colour(0x1d, 0x3f, 0x66),
        made: Day::new(2026, 4, 30).unwrap(),
        facts: vec![("Partnership".into(), "Safer Kennet".into())],
        blocks,
        proof: None,
        fill: None,
        orientation: Orientation::Portrait,
    }
}

fn field(label: &str, answer: &str) -> Block {
    let answer = vec![Part::Text(answer.into())];
    Block::Fields(vec![Field { label: label.into(), answer, ..Field::default() }])
}

fn table(rows: usize, cell: &str) -> Block {
    let column = |heading: &str| Column { heading: heading.into(), width: 1.0, right: false };
    let row = |row| vec![format!("Row {row}"), cell.to_owned()];
    let rows = (0..rows).map(row).collect();
    Block::Table(Table { title: "Title".into(), columns: vec![column("No"), column("Item")], rows, ..Table::default() })
}

/// Returns the text a node holds, in reading order.
fn read(pages: &Pages, id: NodeId) -> String {
    let kid = |kid: &Kid| match kid {
        Kid::Node(id) => read(pages, *id),
        Kid::Content { page, group } => pages.pages[*page].groups[*group].draws.iter().map(text_of).collect(),
    };
    pages.nodes[id.0].kids.iter().map(kid).collect()
}

fn text_of(draw: &Draw) -> String {
    if let Draw::Text(run) = draw { run.text() } else { String::new() }
}

fn page_text(page: &Page) -> String {
    page.groups.iter().flat_map(|group| &group.draws).map(text_of).collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A box in mm: left, top, right, bottom; of a text from the baseline up to its capitals.
#[derive(Clone, Copy, Debug)]
struct Place([f64; 4]);

impl Place {
    fn of(run: &Run) -> Self {
        let advance: i32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
        let spaces: i32 = run.glyphs.iter().rev().take_while(|g| g.text == " ").map(|g| g.advance).sum();
        let em = f64::from(run.size) * 25.4 / 72.0;
        let [left, base] = run.at.map(f64::from);
        Self([left, base - 0.714 * em, left + f64::from(advance - spaces) / 1000.0 * em, base])
    }

    fn meets(self, other: Self) -> bool {
        let (Self([left, top, right, bottom]), Self([x, y, end, foot])) = (self, other);
        right > x + 0.05 && end > left + 0.05 && bottom > y + 0.05 && foot > top + 0.05
    }

    fn holds(self, other: Self) -> bool {
        let (Self([left, top, right, bottom]), Self([x, y, end, foot])) = (self, other);
        left < x + 0.05 && end < right + 0.05 && top < y + 0.05 && foot < bottom + 0.05
    }
}

/// Checks that no text leaves its box or the margins, crosses a line or stands on another text.
#[track_caller]
pub(crate) fn check_places(pages: &Pages) {
    for page in &pages.pages {
        let (mut texts, mut lines, mut fills): (Vec<(Place, &Run)>, Vec<Place>, Vec<Place>) = Default::default();
        let groups = page.groups.iter().filter(|group| group.owner != Owner::Artifact(Artifact::Watermark));
        for (group, draw) in groups.flat_map(|group| group.draws.iter().map(move |draw| (group, draw))) {
            match draw {
                Draw::Text(run) => {
                    let place = Place::of(run);
                    let furniture = matches!(group.owner, Owner::Artifact(Artifact::Header | Artifact::Footer));
                    let [width, height] = [page.orientation.width(), page.orientation.height()].map(f64::from);
                    let [above, below] = if furniture { [4.3, 4.3] } else { [11.0, 16.0] };
                    let room = [15.9, above, width - 15.9, height - below];
                    assert!(Place(room).holds(place), "{:?} at {place:?}", run.text());
                    texts.push((place, run));
                }
                Draw::Fill { rect, .. } => {
                    let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(f64::from);
                    fills.push(Place([x, y, x + width, y + height]));
                }
                Draw::Picture { rect, .. } => {
                    let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(f64::from);
                    lines.push(Place([x, y, x + width, y + height]));
                }
                Draw::Stroke { points, .. } => {
                    let side = |axis: usize| points.iter().map(move |point| f64::from(point[axis]));
                    let low = |axis| side(axis).fold(f64::MAX, f64::min) - 0.1;
                    let high = |axis| side(axis).fold(f64::MIN, f64::max) + 0.1;
                    lines.push(Place([low(0), low(1), high(0), high(1)]));
                }
            }
        }
        for (index, (place, run)) in texts.iter().enumerate() {
            for (other, before) in &texts[..index] {
                assert!(!place.meets(*other), "{:?} at {place:?} on {:?} at {other:?}", run.text(), before.text());
            }
            for line in &lines {
                assert!(!place.meets(*line), "{:?} at {place:?} crosses a line at {line:?}", run.text());
            }
            for fill in fills.iter().filter(|fill| fill.meets(*place)) {
                assert!(fill.holds(*place), "{:?} at {place:?} leaves its box {fill:?}", run.text());
            }
        }
    }
}

#[test]
fn a_long_answer_loses_no_letter_over_many_pages() {
    let answer = "A sentence of several words, “quoted” – £1,250 ½. ".repeat(400);
    let pages = lay_out(&document(vec![field("Question", &answer)]));
    assert!(pages.pages.len() >= 3);
    assert!(squeezed(&read(&pages, NodeId(0))).ends_with(&squeezed(&answer)));
    check_places(&pages);
}

#[test]
fn a_table_of_200_rows_repeats_its_headings_and_cuts_no_row() {
    let pages = lay_out(&document(vec![table(200, "Llŷr Łódź – £1,250 ½ ‘quoted’")]));
    assert!(pages.pages.len() >= 4);
    for page in &pages.pages {
        let rows = page_text(page).matches("Row ").count();
        assert!(rows >= 2, "{rows} rows on a page");
    }
    for page in &pages.pages[1..] {
        let again = page.groups.iter().filter(|group| group.owner == Owner::Artifact(Artifact::Repeat));
        assert_eq!(again.flat_map(|group| &group.draws).map(text_of).collect::<String>(), "NoItem");
    }
    for row in 0..200 {
        assert_eq!(pages.pages.iter().filter(|page| page_text(page).contains(&format!("Row {row}L"))).count(), 1);
    }
    check_places(&pages);
}

#[test]
fn no_name_over_a_column_is_broken_while_there_is_room() {
    let names = ["Alexandra Fotherington", "Sam Example", "Northern Partnership", "Christopher Whitcombe"];
    let column = |heading: &str, width| Column { heading: heading.into(), width, right: false };
    let mut columns = vec![column("Statement", 6.0)];
    columns.extend(names.map(|name| column(name, 1.1)));
    columns.push(column("Evidence", 3.2));
    let statement = "The partnership has aims that all understand".to_owned();
    let evidence = "The minutes of May show that nobody knew who was to act".to_owned();
    let row = [statement, "4".into(), "3".into(), "n/a".into(), "1".into(), evidence].to_vec();
    let pages = lay_out(&document(vec![Block::Table(Table { columns, rows: vec![row], ..Table::default() })]));
    let draws = pages.pages[0].groups.iter().flat_map(|group| &group.draws);
    let lines: Vec<String> = draws.map(text_of).collect();
    for word in names.iter().flat_map(|name| name.split(' ')) {
        assert!(lines.iter().any(|line| line.split_whitespace().any(|found| found == word)), "{word} is broken");
    }
    check_places(&pages);
}

#[test]
fn a_row_taller_than_a_page_goes_on_over_pages() {
    let cell = "words ".repeat(3000);
    let pages = lay_out(&document(vec![table(2, &cell)]));
    assert!(read(&pages, NodeId(0)).matches("words").count() == 6000);
    check_places(&pages);
}

#[test]
fn a_long_word_is_broken_and_stays_in_its_column() {
    let word = "W".repeat(1000);
    let pages = lay_out(&document(vec![field("Question", &word), table(1, &word)]));
    assert_eq!(read(&pages, NodeId(0)).matches('W').count(), 2000);
    check_places(&pages);
}

#[test]
fn headings_stay_with_what_follows_and_signatures_are_never_split() {
    for lines in 20..80 {
        let signature =
            Signature { title: "Area Manager".into(), statement: "I agree.".into(), ..Signature::default() };
        let filler = Block::Paragraph("line\n".repeat(lines));
        let heading = Block::Heading(2, "Heading".into());
        let pages = lay_out(&document(vec![filler, heading, field("Question", "Yes"), Block::Signature(signature)]));
        let page_of = |text: &str| pages.pages.iter().position(|page| page_text(page).contains(text)).unwrap();
        assert_eq!(page_of("Heading"), page_of("Question"), "{lines} lines");
        assert_eq!(page_of("Area Manager"), page_of("Signature"));
        check_places(&pages);
    }
}

fn ticks(labels: &[&str], columns: usize) -> Part {
    Part::Options(labels.iter().map(|label| Tick { label: (*label).into(), ..Tick::default() }).collect(), columns)
}

#[test]
fn options_of_a_question_are_never_split_and_a_decision_stays_with_its_signature() {
    for lines in 20..80 {
        let labels =
            ["One", "Two", "Three", "Four", "Five", "An option of so many words that a column holds it in lines"];
        let answer = vec![ticks(&labels, 1), Part::Room(Room::lines(4))];
        let question = Block::Fields(vec![Field { label: "Agreed?".into(), answer, ..Field::default() }]);
        let signature = Block::Signature(Signature { title: "Area Manager".into(), ..Signature::default() });
        let decision = Block::Together(vec![Block::Heading(2, "Decision".into()), question, signature]);
        let pages = lay_out(&document(vec![Block::Paragraph("line\n".repeat(lines)), decision]));
        let page_of = |text: &str| pages.pages.iter().position(|page| page_text(page).contains(text)).unwrap();
        let places = ["Decision", "Agreed?", "One", "Five", "Area Manager", "Signature"].map(page_of);
        assert!(places.iter().all(|page| *page == places[0]), "{lines} lines: {places:?}");
        check_places(&pages);
    }
}

#[test]
fn a_signature_is_never_alone_on_a_page() {
    let signature = |title: &str| Block::Signature(Signature { title: title.into(), ..Signature::default() });
    for lines in 20..80 {
        let all = [
            vec![Block::Paragraph("line\n".repeat(lines)), signature("Receipt")],
            vec![field("Question", &"line\n".repeat(lines)), signature("Decision"), signature("Receipt")],
            vec![
                table(lines, "cell"),
                Block::Together(vec![Block::Heading(2, "Heading".into()), signature("Receipt")]),
            ],
            vec![Block::Paragraph("line ".repeat(lines * 40)), signature("Receipt")],
        ];
        for blocks in all {
            let pages = lay_out(&document(blocks));
            let sheet = pages.pages.iter().map(page_text).find(|text| text.contains("Receipt")).unwrap();
            let company = ["line", "cell", "Decision"].iter().any(|text| sheet.contains(text));
            assert!(company, "{lines} lines: {sheet}");
            check_places(&pages);
        }
    }
}

#[test]
fn options_stand_in_the_columns_wanted() {
    let labels = ["Agreed", "Agreed with conditions", "Not agreed", "Referred to a higher level"];
    for (columns, expected) in [(1, 1), (2, 2), (4, 4), (9, 4)] {
        let answer = vec![ticks(&labels, columns)];
        let question = Field { label: "Is it agreed?".into(), answer, ..Field::default() };
        let pages = lay_out(&document(vec![Block::Fields(vec![question])]));
        let figures = pages.nodes.iter().filter_map(|node| node.place).map(|(_, rect)| rect.x.round());
        let mut starts: Vec<f32> = figures.collect();
        starts.sort_by(f32::total_cmp);
        starts.dedup();
        assert_eq!(starts.len(), expected, "{columns} columns: {starts:?}");
        check_places(&pages);
    }
}

#[test]
fn a_box_kept_together_is_whole_on_one_page_and_too_tall_a_box_leaves_no_heading_alone() {
    for lines in 20..80 {
        for rows in [12, 70] {
            let kept = Block::Together(vec![table(rows, "cell")]);
            let heading = Block::Heading(2, "Heading".into());
            let pages = lay_out(&document(vec![Block::Paragraph("line\n".repeat(lines)), heading, kept]));
            let page_of = |text: &str| pages.pages.iter().position(|page| page_text(page).contains(text)).unwrap();
            assert_eq!(page_of("Heading"), page_of("Row 0c"), "{lines} lines");
            assert!(rows > 12 || page_of("Row 0c") == page_of("Row 11c"), "{lines} lines");
            check_places(&pages);
        }
        let text = "words of an answer ".repeat(40);
        let field =
            Field { label: "Kept".into(), answer: vec![Part::Text(text + "finis")], keep: true, ..Field::default() };
        let pages = lay_out(&document(vec![Block::Paragraph("line\n".repeat(lines)), Block::Fields(vec![field])]));
        let page_of = |text: &str| pages.pages.iter().position(|page| page_text(page).contains(text)).unwrap();
        assert_eq!(page_of("Kept"), page_of("finis"), "{lines} lines");
    }
}

#[test]
fn every_draw_has_an_owner_and_every_node_a_meaning() {
    let options = Part::Options(
        vec![
            Tick { label: "Yes".into(), ticked: true, input: None },
            Tick { label: "No".into(), ticked: false, input: None },
        ],
        0,
    );
    let fields = Block::Fields(vec![Field {
        label: "Choose".into(),
        answer: vec![options, Part::Room(Room::lines(2))],
        ..Field::default()
    }]);
    let item = Item { title: "Agree terms".into(), facts: vec![("Agreed".into(), String::new())], ..Item::default() };
    let mut filled = document(vec![
        fields,
        table(3, ""),
        Block::Items(vec![item]),
        Block::Unanswered(vec![("other".into(), "Other".into())]),
    ]);
    filled.draft = true;
    let pages = lay_out(&filled);
    for (page, sheet) in pages.pages.iter().enumerate() {
        assert_eq!(sheet.groups[0].owner, Owner::Artifact(Artifact::Watermark));
        for (group, content) in sheet.groups.iter().enumerate() {
            if let Owner::Node(id) = content.owner {
                assert!(pages.nodes[id.0].kids.contains(&Kid::Content { page, group }));
            }
        }
    }
    let mut waiting = vec![NodeId(0)];
    while let Some(id) = waiting.pop() {
        let node = &pages.nodes[id.0];
        assert!(!node.kids.is_empty() || matches!(node.role, Role::Cell | Role::RowHeader | Role::ColumnHeader));
        assert!(node.role != Role::Figure || !node.alt.is_empty() && node.place.is_some());
        waiting.extend(node.kids.iter().filter_map(|kid| if let Kid::Node(id) = kid { Some(*id) } else { None }));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let trial = document(vec![field("Question", "Llŷr Łódź x\u{302} → ✓ ☐ ≥"), table(5, "cell")]);
    let make = || pdf::write(&trial, &lay_out(&trial));
    let first = make();
    assert_eq!(first, make());
    assert!(first.starts_with(b"%PDF-1.7"));
    let metadata = b"<pdfaid:conformance>A</pdfaid:conformance>";
    assert!(first.windows(metadata.len()).any(|window| window == metadata), "metadata is not compressed");
    let mut other = trial.clone();
    other.revision = "00000000".into();
    assert_ne!(first, pdf::write(&other, &lay_out(&other)));
}

#[test]
fn files_put_in_later_change_no_byte_of_what_was_there() {
    let trial = document(vec![field("Question", "Llŷr")]);
    let base = pdf::write(&trial, &lay_out(&trial));
    let file = |name: &str, bytes: &[u8]| Attachment {
        name: name.into(),
        media_type: "application/json".into(),
        description: "Llŷr’s answers".into(),
        bytes: bytes.to_vec(),
    };
    let (long, empty) = (vec![b'a'; 100_000], file("b.json", b""));
    let first = attach(&base, &[file("z.json", &long), empty.clone()], trial.made);
    let second = attach(&first, std::slice::from_ref(&empty), trial.made);
    assert!(first.starts_with(&base) && second.starts_with(&first) && first.len() < base.len() + 4_000);
    assert_eq!(attachments(&base), Ok(vec![]));
    assert_eq!(attachments(&first), Ok(vec![empty.clone(), file("z.json", &long)]));
    assert_eq!(attachments(&second), Ok(vec![empty]));
    assert_eq!(states(&second), [base.len(), first.len(), second.len()]);
    assert_eq!(first, attach(&base, &[file("b.json", b""), file("z.json", &long)], trial.made));
    let pages = lopdf::Document::load_mem(&second).unwrap().get_pages().len();
    assert_eq!(pages, 1);
}

#[test]
fn boxes_of_a_small_form_stand_where_they_stood() {
    let options = Part::Options(
        vec![
            Tick { label: "Low".into(), ticked: true, input: None },
            Tick { label: "High".into(), ticked: false, input: None },
        ],
        0,
    );
    let fields = vec![
        Field {
            number: "1.1".into(),
            label: "From".into(),
            answer: vec![Part::Text("1 April 2025".into())],
            ..Field::default()
        },
        Field {
            number: "1.2".into(),
            label: "To".into(),
            answer: vec![Part::Text("31 March 2026".into())],
            ..Field::default()
        },
        Field { number: "1.3".into(), label: "Effect".into(), answer: vec![options], ..Field::default() },
    ];
    let signature = Block::Signature(Signature { title: "Lead manager".into(), ..Signature::default() });
    let blocks = vec![Block::Heading(2, "1. Period".into()), Block::Fields(fields), table(2, "£1.00"), signature];
    let shown = show(&lay_out(&document(blocks)));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/small_form.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &shown).unwrap();
    }
    assert_eq!(shown, std::fs::read_to_string(path).unwrap(), "run with UPDATE=1 if the change is meant");
}

/// Writes the texts of each page with owner and place to a tenth of a millimetre.
fn show(pages: &Pages) -> String {
    let mut shown = String::new();
    for (number, page) in pages.pages.iter().enumerate() {
        writeln!(shown, "page {}", number + 1).unwrap();
        for group in &page.groups {
            let owner = match group.owner {
                Owner::Node(id) => format!("{:?}", pages.nodes[id.0].role),
                Owner::Artifact(artifact) => format!("({artifact:?})"),
            };
            for draw in &group.draws {
                match draw {
                    Draw::Text(run) => {
                        writeln!(shown, "{owner} {:.1} {:.1} {}pt {:?}", run.at[0], run.at[1], run.size, run.text())
                    }
                    Draw::Fill { rect, .. } => {
                        writeln!(shown, "{owner} fill {:.1} {:.1} {:.1} {:.1}", rect.x, rect.y, rect.width, rect.height)
                    }
                    Draw::Stroke { points, .. } => writeln!(shown, "{owner} stroke {points:.1?}"),
                    Draw::Picture { rect, .. } => {
                        writeln!(
                            shown,
                            "{owner} picture {:.1} {:.1} {:.1} {:.1}",
                            rect.x, rect.y, rect.width, rect.height
                        )
                    }
                }
                .unwrap();
            }
        }
    }
    shown
}
