//! What stands on paper, in reading order and without a coordinate.
//!
//! A filled form, a draft and a blank form are the same document with different
//! content: an answer may be text, ticked options or room to write in. Room
//! knows the place of the form it belongs to, so that a blank form can be
//! filled in with the pen or, as a PDF with fields, on screen.

use crate::model::day::Day;
use crate::model::id::QuestionId;
use crate::model::picture::Picture;
use crate::print::chart::Chart;
use std::sync::Arc;

/// A colour, each part 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// How pages of A4 lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    #[default]
    Portrait,
    /// On the long side, for wide tables.
    Landscape,
}

impl Orientation {
    /// Returns the width of a page in mm.
    pub const fn width(self) -> f32 {
        match self {
            Self::Portrait => 210.0,
            Self::Landscape => 297.0,
        }
    }

    /// Returns the height of a page in mm.
    pub const fn height(self) -> f32 {
        match self {
            Self::Portrait => 297.0,
            Self::Landscape => 210.0,
        }
    }
}

/// A whole form.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// How its pages lie.
    pub orientation: Orientation,
    /// The form's title.
    pub title: String,
    /// Language of the text, such as "en-GB".
    pub language: String,
    /// The body whose form it is; the PDF's author.
    pub body: String,
    /// The body's address under its name, line by line; may be empty.
    pub address: String,
    /// The body's logo, beside its name.
    pub logo: Option<Arc<Picture>>,
    /// A line under the title, such as where the form comes from; may be empty.
    pub notice: String,
    /// The partnership's reference, such as "WK-0007"; may be empty.
    pub reference: String,
    /// The form and its version, such as "Appendix C, version 1".
    pub form_reference: String,
    /// A short code of the revision printed; may be empty.
    pub revision: String,
    /// Whether DRAFT stands across each page.
    pub draft: bool,
    /// Protective marking, such as "OFFICIAL"; may be empty.
    pub marking: String,
    /// Colour of title, headings and ticks.
    pub accent: Colour,
    /// The date that stands in the file as that of its making.
    pub made: Day,
    /// Pairs of label and value under the title.
    pub facts: Vec<(String, String)>,
    /// The content, in reading order.
    pub blocks: Vec<Block>,
    /// What proves the paper; none on drafts and forms for the pen.
    pub proof: Option<Proof>,
    /// What makes it a form to be filled in on screen; none: its room is for the pen.
    pub fill: Option<Fill>,
}

/// What a paper carries so that the answers on it can be proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The code of the revision in groups, such as "7KQ2M-…".
    pub code: String,
    /// The text of the QR code: capitals, digits and a colon.
    pub qr: String,
}

/// What a form to be filled in on screen has beside its room.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// Fields in the places of values under the title, by label.
    pub facts: Vec<(String, Input)>,
}

/// A field of a form to be filled in on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The place of the form it belongs to, as [`Place`](crate::form::place::Place) writes it.
    pub name: String,
    /// What is asked there, for those who do not see what stands around it.
    pub asks: String,
    /// What may be put in.
    pub kind: InputKind,
    /// Must it be filled in?
    pub required: bool,
}

/// What may be put into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Words, and the most characters.
    Text(usize),
    /// Words on several lines, and the most characters.
    LongText(usize),
    /// A tick.
    Tick,
    /// One of a list: code and words of each; whether other words may be typed, too.
    Choice(Vec<(String, String)>, bool),
    /// Nothing: it says something for good.
    Said(String),
}

/// Room to write in: lines for the pen, or a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// How many lines.
    pub lines: u8,
    /// The field; none: for the pen alone.
    pub input: Option<Input>,
}

impl Room {
    /// Room for the pen alone.
    pub fn lines(lines: u8) -> Self {
        Self { lines, input: None }
    }
}

/// One piece of content.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Who fills in what follows. Kept with what follows.
    Part(String),
    /// A heading: level 2 for a page of the form, 3 below it. Kept with what follows.
    Heading(u8, String),
    /// Running text; line ends begin a new paragraph.
    Paragraph(String),
    /// A remark in smaller type.
    Note(String),
    /// Questions with their answers, as rows of one grid.
    Fields(Vec<Field>),
    /// A table.
    Table(Table),
    /// A chart; never split.
    Chart(Chart),
    /// Items of a checklist.
    Items(Vec<Item>),
    /// A place for a signature; never split.
    Signature(Signature),
    /// Optional questions without an answer, with their labels, in one paragraph.
    Unanswered(Vec<(QuestionId, String)>),
    /// What a combined document holds, each line a link to its page.
    Contents(Vec<ContentsLine>),
    /// Blocks that stay on one page if one page can hold them.
    Together(Vec<Block>),
    /// Blocks in another language than the document's, such as "cy".
    Language(String, Vec<Block>),
}

/// A line of a contents page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContentsLine {
    /// 1 for a form, 2 for a page of it.
    pub level: u8,
    /// What is there.
    pub title: String,
    /// A remark in smaller type under the title; may be empty.
    pub note: String,
    /// The page it stands on, from 0.
    pub page: usize,
    /// From the top of that page, in mm.
    pub y: f32,
}

/// A question with its answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// The questions it answers, the one whose number it has first; may be empty.
    pub asked: Vec<QuestionId>,
    /// The question's number; may be empty.
    pub number: String,
    /// The question.
    pub label: String,
    /// Help in small type under the question; may be empty.
    pub help: String,
    /// The answer, part by part; none leaves an empty place.
    pub answer: Vec<Part>,
    /// Whether the answer is always short, such as a date: an empty place may stand beside another.
    pub brief: bool,
    /// Whether it stays on one page if a page can hold it.
    pub keep: bool,
    /// The language of its words; empty: that of what stands around it.
    pub language: String,
}

/// A part of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Running text; line ends begin a new paragraph.
    Text(String),
    /// A grade or other short verdict in bold, with what was said of it.
    Verdict(String, String),
    /// An answer inside the same box, with its own label.
    Labelled(String, String),
    /// Options, each ticked or not, in so many columns; 0: as many as there is room for.
    Options(Vec<Tick>, usize),
    /// A remark in small type, such as where a value came from.
    Small(String),
    /// Room to write in.
    Room(Room),
    /// Places of one line beside each other, each with its caption.
    Rooms(Vec<(String, Room)>),
}

/// An option with its box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tick {
    /// What it says.
    pub label: String,
    /// Whether it is ticked.
    pub ticked: bool,
    /// The field in its place.
    pub input: Option<Input>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The questions it answers: one for the whole of it, or one for each row; may be empty.
    pub asked: Vec<QuestionId>,
    /// Stands above it; may be empty.
    pub title: String,
    /// Help in small type under the title; may be empty.
    pub help: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
    /// Whether the first column names the row.
    pub row_headers: bool,
    /// A last row in bold with sums.
    pub totals: Option<Vec<String>>,
    /// Empty rows for the pen, after the others.
    pub empty_rows: usize,
    /// Whether its rows have empty cells for the pen: columns keep their shares, and rows room to write.
    pub pen: bool,
    /// The fields in empty cells, row by row, those of empty rows last; may be shorter than the table.
    pub inputs: Vec<Vec<Option<Input>>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its share of the width.
    pub width: f32,
    /// Whether cells are set to the right, as money is.
    pub right: bool,
}

/// An item of a checklist.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The questions it answers, its own first; may be empty.
    pub asked: Vec<QuestionId>,
    /// The item.
    pub title: String,
    /// Help in small type under it; may be empty.
    pub help: String,
    /// Whether its box is ticked.
    pub done: bool,
    /// Short captions with values beside it: dates, owner. An empty value leaves room for the pen.
    pub facts: Vec<(String, String)>,
    /// The field in the place of its box, then those in the places of its empty values; may be empty.
    pub inputs: Vec<Input>,
    /// Notes, and short answers that belong to the item.
    pub answer: Vec<Part>,
    /// Tables and the like that belong to the item.
    pub blocks: Vec<Block>,
    /// Whether it stays on one page if a page can hold it.
    pub keep: bool,
    /// Whether captions stand before their values in one line, to save room.
    pub slim: bool,
    /// The language of its words; empty: that of what stands around it.
    pub language: String,
}

/// A place for a signature. An empty text leaves room for the pen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signature {
    /// The question it stands for; may be empty.
    pub asked: Vec<QuestionId>,
    /// Who signs, such as "Area Manager Risk".
    pub title: String,
    /// What is confirmed by signing; may be empty.
    pub statement: String,
    /// The signer's name.
    pub name: String,
    /// The signer's post.
    pub post: String,
    /// When it was signed.
    pub date: String,
    /// How it was signed if that is recorded already, such as "Signed in ink, recorded 3 May 2026".
    pub recorded: String,
    /// The minute reference, where a body signs by one.
    pub minute: Option<String>,
}
