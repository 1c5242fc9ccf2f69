//! What proves a paper: after the last content, never alone on a page, and no page more where there can be room.

use super::{check_places, document, field, page_text, read, squeezed, text_of};
use partnership_desk::model::code::{Code, qr_text};
use partnership_desk::model::id::{Digest, RevisionId};
use partnership_desk::print::document::{Block, Document, Proof, Signature};
use partnership_desk::print::layout::lay_out;
use partnership_desk::print::layout::pages::{Draw, Node, NodeId, Owner, Pages, Role};

pub(crate) fn revision() -> RevisionId {
    RevisionId::new(Digest::of(b"a revision").as_str())
}

/// A document of a completed revision.
pub(crate) fn proved(blocks: Vec<Block>) -> Document {
    let proof = Proof { code: Code::of(&revision()).unwrap().to_string(), qr: qr_text(&revision()).unwrap() };
    Document { proof: Some(proof), ..document(blocks) }
}

fn signature() -> Block {
    Block::Signature(Signature { title: "Area Manager".into(), ..Signature::default() })
}

fn filler(lines: usize) -> Block {
    Block::Paragraph("line\n".repeat(lines))
}

fn page_of(pages: &Pages, text: &str) -> usize {
    pages.pages.iter().rposition(|page| page_text(page).contains(text)).unwrap()
}

fn figure(pages: &Pages) -> &Node {
    pages.nodes.iter().find(|node| node.role == Role::Figure).unwrap()
}

#[test]
fn the_proof_stands_whole_after_the_last_content_and_never_alone() {
    let last = [
        (signature(), "Area Manager"),
        (field("Question", "Short"), "Question"),
        (field("Question", &format!("{}END", "words ".repeat(1500))), "END"),
        (Block::Unanswered(vec![("last".into(), "LAST".into())]), "LAST"),
    ];
    for (block, text) in last {
        for lines in (0..60).step_by(3) {
            let pages = lay_out(&proved(vec![filler(lines), block.clone()]));
            let (page, place) = figure(&pages).place.unwrap();
            assert_eq!(page, pages.pages.len() - 1, "{lines} lines");
            let both = [page_of(&pages, text), page_of(&pages, "Proof of this paper")];
            assert_eq!(both, [page, page], "{text} after {lines} lines");
            assert!(place.y + place.height < 283.0, "{lines} lines: {place:?}");
            check_places(&pages);
        }
    }
}

#[test]
fn code_and_qr_code_can_be_told_without_sight() {
    let pages = lay_out(&proved(vec![signature()]));
    let code = Code::of(&revision()).unwrap().to_string();
    assert!(squeezed(&read(&pages, NodeId(0))).contains(&code));
    let figure = figure(&pages);
    assert_eq!(figure.alt, format!("QR code of the revision with the code {code}"));
    let (_, place) = figure.place.unwrap();
    assert!((17.0..20.0).contains(&place.width) && (place.width - place.height).abs() < 0.01, "{place:?}");
}

#[test]
fn nothing_stands_in_the_clear_space_around_the_qr_code() {
    let pages = lay_out(&proved(vec![signature()]));
    let (page, place) = figure(&pages).place.unwrap();
    let clear = 2.3;
    let (left, right) = (place.x - clear, place.x + place.width + clear);
    let (top, bottom) = (place.y - clear, place.y + place.height + clear);
    let draws = pages.pages[page].groups.iter().filter(|group| match group.owner {
        Owner::Node(id) => pages.nodes[id.0].role != Role::Figure,
        Owner::Artifact(_) => true,
    });
    for draw in draws.flat_map(|group| &group.draws) {
        let points = match draw {
            Draw::Text(run) => vec![run.at],
            Draw::Fill { rect, .. } | Draw::Picture { rect, .. } => {
                vec![[rect.x, rect.y], [rect.x, rect.y + rect.height]]
            }
            Draw::Stroke { points, .. } => points.clone(),
        };
        let inside = |[x, y]: &[f32; 2]| (left..right).contains(x) && (top..bottom).contains(y);
        assert!(!points.iter().any(inside), "{draw:?} {:?}", text_of(draw));
    }
}

#[test]
fn rows_stand_tighter_only_where_that_saves_the_page_the_proof_would_need() {
    let fields = |count: usize| {
        let mut blocks: Vec<Block> = (0..count).map(|at| field(&format!("Question {at}"), "Yes")).collect();
        blocks.push(signature());
        blocks
    };
    let (mut same, mut saved) = (0, 0);
    for count in 20..45 {
        let (plain, with) = (lay_out(&document(fields(count))), lay_out(&proved(fields(count))));
        let first = |pages: &Pages| {
            let runs = pages.pages[0].groups.iter().flat_map(|group| &group.draws);
            runs.filter_map(|draw| if let Draw::Text(run) = draw { Some(run) } else { None })
                .find(|run| run.text() == "Question 3")
                .map(|run| run.at[1])
                .unwrap()
        };
        let is_tight = first(&with) < first(&plain) - 0.1;
        same += usize::from(!is_tight);
        saved += usize::from(is_tight);
        assert!(!is_tight || with.pages.len() == plain.pages.len(), "{count} questions");
        check_places(&with);
    }
    assert!(same > 5 && saved > 1, "{same} as ever, {saved} tighter");
}
