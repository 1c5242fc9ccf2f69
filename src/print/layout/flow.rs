//! Rows of cells of lines: all that is laid out, before pages are known.
//!
//! A paragraph is a row of one cell. Draws hold places from the top left corner
//! of their strip; a row may be cut between two strips.

use super::pages::{Artifact, Draw, Kid, Node, NodeId, Owner, Rect, Role, Target};
use super::style::{PAD, PEN, Type, room};
use crate::model::id::QuestionId;
use crate::print::document::{Colour, Input, Orientation};
use crate::print::text::{Shaped, Span, shape};

/// What is left of the space around lines where they stand tighter.
const TIGHT: f32 = 0.75;

/// The tree of what the content means, while it grows.
#[derive(Clone)]
pub(super) struct Tree(pub Vec<Node>);

impl Tree {
    /// Starts with the document itself.
    pub(super) fn new() -> Self {
        Self(vec![Node::new(Role::Document, NodeId(0))])
    }

    /// Adds a node at the end of its parent.
    pub(super) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.0.len());
        self.0.push(Node::new(role, parent));
        self.0[parent.0].kids.push(Kid::Node(id));
        id
    }

    /// Takes out what holds nothing, such as the body of an answer that is left to the pen.
    ///
    /// Cells stay: a table has as many in each row. So do fields, which hold what is put in.
    pub(super) fn prune(&mut self) {
        let stays = |role| matches!(role, Role::ColumnHeader | Role::RowHeader | Role::Cell | Role::Field);
        for index in (1..self.0.len()).rev() {
            if self.0[index].kids.is_empty() && !stays(self.0[index].role) {
                let parent = self.0[index].parent;
                self.0[parent.0].kids.retain(|kid| *kid != Kid::Node(NodeId(index)));
            }
        }
    }

    /// Adds a link; the text it is read out by says where it leads.
    pub(super) fn link(&mut self, parent: NodeId, alt: &str, target: Target) -> NodeId {
        let id = self.add(parent, Role::Link);
        alt.clone_into(&mut self.0[id.0].alt);
        self.0[id.0].target = Some(target);
        id
    }

    /// Adds a figure with the text in its place, in the program's own words.
    pub(super) fn figure(&mut self, parent: NodeId, alt: &str) -> NodeId {
        let id = self.add(parent, Role::Figure);
        alt.clone_into(&mut self.0[id.0].alt);
        self.speak(id, OWN_LANGUAGE);
        id
    }

    /// Says in which language a node's words are.
    pub(super) fn speak(&mut self, id: NodeId, language: &str) {
        language.clone_into(&mut self.0[id.0].lang);
    }

    /// Takes out each language that is that of the node above, or of the document.
    pub(super) fn settle(&mut self, document: &str) {
        let mut spoken: Vec<String> = Vec::with_capacity(self.0.len());
        // A node stands after the one it belongs to.
        for node in &mut self.0 {
            let around = spoken.get(node.parent.0).map_or(document, String::as_str);
            if node.lang == around {
                node.lang.clear();
            }
            let own = if node.lang.is_empty() { around } else { &node.lang };
            spoken.push(own.to_owned());
        }
    }
}

/// The language of the program's own words.
pub(super) const OWN_LANGUAGE: &str = "en-GB";

/// A slice of a cell that is never cut.
#[derive(Clone, Default)]
pub(super) struct Strip {
    /// Its height.
    pub height: f32,
    /// What is drawn in it.
    pub draws: Vec<(Owner, Draw)>,
    /// The fields in it.
    pub slots: Vec<Slot>,
}

/// The place of a field within its strip.
#[derive(Clone)]
pub(super) struct Slot {
    /// The place, from the top left corner of the strip.
    pub rect: Rect,
    /// Whether it takes more of its row than its own strip.
    pub reach: Reach,
    /// The field.
    pub input: Input,
    /// Its node.
    pub node: NodeId,
}

/// How far a field reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Over its own place.
    Own,
    /// Over the last line of the row.
    Line,
    /// Over the whole height of the row.
    Row,
}

impl Slot {
    /// Returns the place on the page: its strip starts at `at`, its row spans from `top` for `height`.
    pub(super) fn place(&self, at: [f32; 2], top: f32, height: f32) -> Rect {
        const EDGE: f32 = 0.5;
        let Rect { x, y, width, height: own } = self.rect;
        let x = at[0] + x;
        match self.reach {
            Reach::Own => Rect { x, y: at[1] + y, width, height: own },
            Reach::Line => {
                let line = height.min(PEN) - 2.0 * EDGE;
                Rect { x, y: top + height - EDGE - line, width, height: line }
            }
            Reach::Row => Rect { x, y: top + EDGE, width, height: height - 2.0 * EDGE },
        }
    }
}

impl Strip {
    /// Does nothing stand in it?
    fn is_blank(&self) -> bool {
        self.draws.is_empty() && self.slots.is_empty()
    }

    /// An empty slice.
    pub(super) fn space(height: f32) -> Self {
        Self { height, ..Self::default() }
    }
}

/// A column of a row.
#[derive(Clone, Default)]
pub(super) struct Cell {
    /// From the left of the page.
    pub x: f32,
    /// Its content.
    pub strips: Vec<Strip>,
}

impl Cell {
    fn height(&self) -> f32 {
        self.strips.iter().map(|strip| strip.height).sum()
    }
}

/// A rule or frame line.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    /// Thickness.
    pub width: f32,
    /// Colour.
    pub colour: Colour,
}

/// Lines around a row.
#[derive(Clone, Copy, Default)]
pub(super) struct Rules {
    /// Over it.
    pub above: Option<Rule>,
    /// Under it.
    pub below: Option<Rule>,
    /// At both ends.
    pub ends: Option<Rule>,
    /// Between its cells.
    pub between: Option<Rule>,
}

/// What is put on a page, or on several if it may be cut.
#[derive(Clone)]
pub(super) struct Row {
    /// Left edge.
    pub x: f32,
    /// Width.
    pub width: f32,
    /// Its cells, left to right.
    pub cells: Vec<Cell>,
    /// Space over its text.
    pub pad_top: f32,
    /// Space under its text.
    pub pad_bottom: f32,
    /// Its least height.
    pub min_height: f32,
    /// Space before it, unless it starts a page.
    pub before: f32,
    /// Stays on one page with the row after it.
    pub keep_next: bool,
    /// Names what follows, or would be alone: never last on a page.
    pub leads: bool,
    /// May be cut over pages even if it would fit on one.
    pub splits: bool,
    /// Begins a place for a signature: never alone with it on a page.
    pub signs: bool,
    /// Lines around it.
    pub rules: Rules,
    /// Colour behind it.
    pub fill: Option<Colour>,
    /// The table it belongs to, and whether it is one of its heading rows.
    pub table: Option<(usize, bool)>,
    /// The questions it answers, each with the start and width of its own column.
    pub asked: Vec<(QuestionId, f32, f32)>,
    /// A heading to jump to.
    pub bookmark: Option<(u8, String)>,
}

impl Row {
    /// A row without cells, rules and fill.
    pub(super) fn new(x: f32, width: f32) -> Self {
        Self {
            x,
            width,
            cells: Vec::new(),
            pad_top: PAD,
            pad_bottom: PAD,
            min_height: 0.0,
            before: 0.0,
            keep_next: false,
            leads: false,
            splits: false,
            signs: false,
            rules: Rules::default(),
            fill: None,
            table: None,
            asked: Vec::new(),
            bookmark: None,
        }
    }

    /// A row of one cell as wide as itself.
    pub(super) fn single(x: f32, width: f32, strips: Vec<Strip>) -> Self {
        Self { cells: vec![Cell { x, strips }], ..Self::new(x, width) }
    }

    /// Notes the questions that a column of it answers.
    pub(super) fn answers(&mut self, asked: &[QuestionId], x: f32, width: f32) {
        self.asked.extend(asked.iter().map(|asked| (asked.clone(), x, width)));
    }

    /// Takes away some of the space around its lines.
    pub(super) fn tighten(&mut self) {
        self.before *= TIGHT;
        self.pad_top *= TIGHT;
        self.pad_bottom *= TIGHT;
    }

    /// Returns its height if it is not cut.
    pub(super) fn height(&self) -> f32 {
        let content = self.cells.iter().map(Cell::height).fold(0.0, f32::max);
        (content + self.pad_top + self.pad_bottom).max(self.min_height)
    }

    /// Tells whether it is cut: it may be, or no page can hold it.
    pub(super) fn is_cut(&self, orientation: Orientation) -> bool {
        self.splits || self.height() > room(orientation)
    }

    /// Returns the least height it takes on a page: two lines where it is cut.
    pub(super) fn first_height(&self, orientation: Orientation) -> f32 {
        if !self.is_cut(orientation) {
            return self.height();
        }
        let lines = |cell: &Cell| if cell.strips.len() > 3 { 2 } else { 3 };
        let start = |cell: &Cell| cell.strips.iter().take(lines(cell)).map(|strip| strip.height).sum();
        self.cells.iter().map(start).fold(0.0, f32::max) + self.pad_top + self.pad_bottom
    }

    /// Cuts off the last lines, to stay with the row after it.
    pub(super) fn cut_off_end(&self) -> Option<(Self, Self)> {
        let most = self.cells.iter().map(|cell| cell.strips.len()).max().unwrap_or(0);
        let end = |cell: &Cell| cell.strips.iter().skip(most - 3).map(|strip| strip.height).sum();
        let last: f32 = (most > 6).then(|| self.cells.iter().map(end).fold(0.0, f32::max))?;
        let (mut head, mut tail) = self.cut(self.height() - last - 0.01, false)?;
        (head.rules.below, head.pad_bottom, tail.rules.above, tail.pad_top) = (None, 0.0, None, 0.0);
        Some((head, tail))
    }

    /// Cuts off what fits into the height, if two lines can stand on either side.
    ///
    /// With `force`, one line is enough: the row starts a page and is taller than it.
    pub(super) fn cut(&self, available: f32, force: bool) -> Option<(Self, Self)> {
        let room = available - self.pad_top - self.pad_bottom;
        let (mut head, mut tail) = (self.clone(), self.clone());
        let (mut most, mut least_left) = (0, usize::MAX);
        for (index, cell) in self.cells.iter().enumerate() {
            let mut at = fitting(&cell.strips, room);
            if cell.strips.len() - at == 1 && at > 2 {
                at -= 1;
            }
            most = most.max(at);
            if at < cell.strips.len() {
                least_left = least_left.min(cell.strips.len() - at);
            }
            head.cells[index].strips.truncate(at);
            tail.cells[index].strips.drain(..at);
            let blanks = tail.cells[index].strips.iter().take_while(|strip| strip.is_blank()).count();
            tail.cells[index].strips.drain(..blanks);
        }
        let enough = most >= 2 && least_left >= 2 || force && most >= 1;
        tail.min_height = 0.0;
        head.min_height = 0.0;
        (tail.before, tail.bookmark) = (0.0, None);
        (enough && least_left < usize::MAX).then_some((head, tail))
    }
}

fn fitting(strips: &[Strip], room: f32) -> usize {
    let mut used = 0.0;
    strips
        .iter()
        .take_while(|strip| {
            used += strip.height;
            used <= room + 0.001
        })
        .count()
}

/// Shapes text of one style.
pub(super) fn shaped(text: &str, style: Type) -> Shaped {
    shape(&[Span { text, bold: style.bold, colour: style.colour }], style.size)
}

/// Makes a strip of each line.
pub(super) fn text_strips(owner: Owner, text: &Shaped, style: Type, width: f32, right: bool) -> Vec<Strip> {
    let strip = |line: crate::print::text::Line| {
        let indent = if right { width - line.width } else { 0.0 };
        let place = |mut run: crate::print::text::Run| {
            run.at = [run.at[0] + indent, style.baseline()];
            (owner, Draw::Text(run))
        };
        Strip { height: style.line_height(), draws: line.runs.into_iter().map(place).collect(), ..Strip::default() }
    };
    text.lines(width).into_iter().map(strip).collect()
}

/// Moves a draw by so many mm.
pub(super) fn moved(draw: &Draw, dx: f32, dy: f32) -> Draw {
    let mut draw = draw.clone();
    match &mut draw {
        Draw::Text(run) => run.at = [run.at[0] + dx, run.at[1] + dy],
        Draw::Fill { rect, .. } | Draw::Picture { rect, .. } => {
            *rect = Rect { x: rect.x + dx, y: rect.y + dy, ..*rect };
        }
        Draw::Stroke { points, .. } => points.iter_mut().for_each(|point| *point = [point[0] + dx, point[1] + dy]),
    }
    draw
}

/// A straight line as furniture of the page.
pub(super) fn rule(from: [f32; 2], to: [f32; 2], rule: Rule) -> (Owner, Draw) {
    let draw = Draw::Stroke { points: vec![from, to], closed: false, width: rule.width, colour: rule.colour };
    (Owner::Artifact(Artifact::Layout), draw)
}
