//! Pages of boxes in millimetres, with the tree of what they mean.
//!
//! Each group of draws belongs to a node of the tree or is an artifact, by
//! type: nothing on paper is without a meaning for those who cannot see it.

use crate::model::id::QuestionId;
use crate::model::picture::Picture;
use crate::print::document::{Colour, Input, Orientation};
use crate::print::text::Run;
use std::sync::Arc;

/// A document after layout.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pages {
    /// The pages.
    pub pages: Vec<Page>,
    /// What the content means; the first node is the whole document.
    pub nodes: Vec<Node>,
    /// Headings, in order.
    pub bookmarks: Vec<Bookmark>,
    /// Where each question stands, in reading order: once for each page it is on.
    pub spots: Vec<Spot>,
    /// The fields of a form to be filled in on screen, in reading order.
    pub inputs: Vec<PlacedInput>,
}

/// A field with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedInput {
    /// The field.
    pub input: Input,
    /// The page, from 0.
    pub page: usize,
    /// The place.
    pub place: Rect,
    /// What it is part of: a node of role [`Role::Field`].
    pub node: NodeId,
}

impl Node {
    /// Returns a node that holds nothing yet.
    pub(in crate::print) fn new(role: Role, parent: NodeId) -> Self {
        Self { role, parent, kids: Vec::new(), alt: String::new(), lang: String::new(), place: None, target: None }
    }
}

/// The place of a question, or of part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The question.
    pub asked: QuestionId,
    /// The page, from 0.
    pub page: usize,
    /// The place.
    pub place: Rect,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// How it lies.
    pub orientation: Orientation,
    /// What is drawn, in order.
    pub groups: Vec<Group>,
}

/// Draws that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they are part of.
    pub owner: Owner,
    /// The draws, in order.
    pub draws: Vec<Draw>,
}

/// What a draw is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Content of a node.
    Node(NodeId),
    /// Furniture of the page.
    Artifact(Artifact),
}

/// Why a draw has no meaning of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Rules, frames and fills.
    Layout,
    /// The head of a page.
    Header,
    /// The foot of a page.
    Footer,
    /// Headings of a table again on a later page.
    Repeat,
    /// DRAFT across the page.
    Watermark,
}

/// Something drawn. Lengths are mm from the left and the top of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Draw {
    /// Text.
    Text(Run),
    /// A filled rectangle.
    Fill {
        /// The place.
        rect: Rect,
        /// The colour.
        colour: Colour,
    },
    /// A line through points, open or closed.
    Stroke {
        /// The points.
        points: Vec<[f32; 2]>,
        /// Whether it returns to its start.
        closed: bool,
        /// Thickness in mm.
        width: f32,
        /// The colour.
        colour: Colour,
    },
    /// A picture that fills a rectangle.
    Picture {
        /// The place.
        rect: Rect,
        /// The picture.
        picture: Arc<Picture>,
    },
}

/// A rectangle in mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// From the left of the page.
    pub x: f32,
    /// From the top of the page.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// The place of a node in [`Pages::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub usize);

/// What a piece of content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The whole document.
    Document,
    /// Content that belongs together, such as a place for a signature.
    Section,
    /// A heading of a level, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// The label of an item.
    Label,
    /// The body of an item.
    Body,
    /// A table.
    Table,
    /// What a table is called.
    Caption,
    /// Its heading rows.
    TableHead,
    /// Its other rows.
    TableBody,
    /// A row.
    Row,
    /// A cell that names its column.
    ColumnHeader,
    /// A cell that names its row.
    RowHeader,
    /// A cell.
    Cell,
    /// A picture with a text in its place.
    Figure,
    /// A form inside a combined document.
    Part,
    /// A list of what a document holds.
    Contents,
    /// A line of it.
    ContentsItem,
    /// What such a line refers to.
    Reference,
    /// Text that leads somewhere: the node says where.
    Link,
    /// A field to be filled in.
    Field,
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// The node it belongs to; the root is its own.
    pub parent: NodeId,
    /// What it holds, in reading order.
    pub kids: Vec<Kid>,
    /// The text in place of a figure.
    pub alt: String,
    /// The language of its words, such as "cy"; empty: that of the node it belongs to.
    pub lang: String,
    /// Where a figure stands: page and place.
    pub place: Option<(usize, Rect)>,
    /// Where a link leads.
    pub target: Option<Target>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// To a place of the same document: page from 0, and mm from its top.
    Place(usize, f32),
    /// To an address outside, such as "mailto:a@b.example".
    Address(String),
}

/// Something a node holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kid {
    /// Another node.
    Node(NodeId),
    /// A group on a page.
    Content {
        /// The page, from 0.
        page: usize,
        /// The group on it, from 0.
        group: usize,
    },
}

/// A heading to jump to.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Level, 1 for the title.
    pub level: u8,
    /// The text.
    pub title: String,
    /// The page, from 0.
    pub page: usize,
    /// From the top of the page, in mm.
    pub y: f32,
}
