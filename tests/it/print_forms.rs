//! Random forms for the tests of paper: every block and part, answers of every length in several alphabets.
//!
//! The same number gives the same form on every machine.

use partnership_desk::model::day::Day;
use partnership_desk::model::id::QuestionId;
use partnership_desk::print::document::Orientation;
use partnership_desk::print::document::{
    Block, Colour, Column, Document, Field, Item, Part, Room, Signature, Table, Tick,
};

/// Stands before every text that names what follows it and is no heading, so that a test can find it.
pub(crate) const NAMES: char = '¶';
/// Stands before the title of every signature.
pub(crate) const SIGNS: char = '¤';

/// Numbers that look random (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn from(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

const ALPHABETS: [&str; 5] = [
    "aaabcdeeeefghiijklmnooprssttuvwxyzABCW",
    "aâbcdeêfgiîlŵwŷymnoôprstuẃẅÿŴŶ",
    "aąbcćdeęlłmnńoóprsśtuwzźżŁŹŻ",
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώΑΘΩ",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяЖЩЮё",
];

/// What stands among the words of an answer now and then.
const SPECIALS: [&str; 16] = [
    "£1,250.00",
    "“quoted”",
    "‘so’",
    "\"plain\"",
    "it’s",
    "mary-ann.example-jones@fire-rescue.example.org",
    "(o.b@example.uk)",
    "3 November 2026",
    "½",
    "→",
    "✓",
    "☐ ≥ 5",
    "e\u{301}x\u{302}",
    "東京",
    "soft\u{ad}hyphen",
    "https://example.org/a/very/long/path?with=query&and=more#place",
];

/// Makes a form; the same number gives the same form.
pub(crate) fn form(number: u64) -> Document {
    let mut maker = Maker { chance: Chance(number), names: 0, letters: 0 };
    maker.letters = if maker.chance.one_in(8) { 45_000 } else { maker.chance.from(500, 12_000) };
    let count = maker.chance.from(1, 30);
    let mut blocks = Vec::new();
    while blocks.len() < count && maker.letters > 0 {
        blocks.push(maker.block(0));
    }
    let chance = &mut maker.chance;
    let (body, draft) = (if chance.one_in(6) { "" } else { "Example Fire and Rescue Service" }, chance.one_in(3));
    Document {
        language: "en-GB".into(),
        body: body.into(),
        draft,
        accent: Colour(0x1d, 0x3f, 0x66),
        made: Day::new(2026, 4, 30).unwrap(),
        title: maker.words(1, 140),
        notice: maker.maybe(200),
        reference: maker.maybe(20),
        form_reference: maker.maybe(120),
        revision: maker.maybe(16),
        marking: maker.maybe(40),
        facts: maker.pairs(7, 90),
        proof: None,
        fill: None,
        orientation: Orientation::Portrait,
        address: maker.maybe(120),
        logo: None,
        blocks,
    }
}

struct Maker {
    chance: Chance,
    names: usize,
    /// Letters that may still be used.
    letters: usize,
}

impl Maker {
    fn block(&mut self, depth: usize) -> Block {
        match self.chance.below(if depth > 1 { 7 } else { 10 }) {
            0 => Block::Part(self.named(NAMES, 60)),
            1 => Block::Heading(if self.chance.one_in(2) { 2 } else { 3 }, self.words(3, 150)),
            2 => Block::Paragraph(self.answer()),
            3 => Block::Note(self.words(1, 700)),
            4 => Block::Unanswered(
                (0..self.chance.from(1, 12)).map(|_| (QuestionId::default(), self.words(1, 90))).collect(),
            ),
            5 => Block::Signature(self.signature()),
            6 | 7 => Block::Fields((0..self.chance.from(1, 9)).map(|_| self.field()).collect()),
            8 if self.chance.one_in(2) => {
                Block::Together((0..self.chance.from(1, 4)).map(|_| self.block(depth + 1)).collect())
            }
            8 => Block::Items((0..self.chance.from(1, 6)).map(|_| self.item(depth)).collect()),
            _ => Block::Table(self.table()),
        }
    }

    fn field(&mut self) -> Field {
        let parts = [0, 1, 1, 1, 1, 1, 2, 4][self.chance.below(8)];
        Field {
            number: if self.chance.one_in(2) {
                format!("{}.{}", self.chance.from(1, 12), self.names)
            } else {
                String::new()
            },
            label: if self.chance.one_in(3) { self.words(1, 30) } else { self.words(1, 260) },
            help: if self.chance.one_in(4) { self.words(1, 300) } else { String::new() },
            answer: (0..parts).map(|_| self.part()).collect(),
            brief: self.chance.one_in(2),
            keep: self.chance.one_in(6),
            ..Field::default()
        }
    }

    fn part(&mut self) -> Part {
        match self.chance.below(10) {
            0..=3 => Part::Text(self.answer()),
            4 => Part::Verdict(self.words(1, 40), self.maybe(600)),
            5 => Part::Labelled(self.words(1, 80), self.maybe(900)),
            6 | 7 => {
                let longest = [12, 40, 160][self.chance.below(3)];
                let option = |maker: &mut Self| Tick {
                    ticked: maker.chance.one_in(3),
                    label: maker.words(1, longest),
                    input: None,
                };
                let ticks = (0..self.chance.from(1, 12)).map(|_| option(self)).collect();
                Part::Options(ticks, self.chance.below(6))
            }
            8 => Part::Small(self.words(1, 120)),
            _ => Part::Room(Room::lines(u8::try_from(self.chance.from(1, 6)).unwrap())),
        }
    }

    fn table(&mut self) -> Table {
        let (columns, rows) = (self.chance.from(1, 7), self.chance.from(1, 40));
        let longest = [6, 25, 25, 80, 400][self.chance.below(5)];
        let pen = self.chance.one_in(8);
        let column = |maker: &mut Self| Column {
            heading: maker.words(1, 30),
            width: [0.9, 1.0, 1.5, 2.4, 6.0][maker.chance.below(5)],
            right: maker.chance.one_in(4),
        };
        let row = |maker: &mut Self| {
            let cell = |maker: &mut Self| if pen { String::new() } else { maker.maybe(longest) };
            let first = maker.words(1, longest.min(80));
            [first].into_iter().chain((1..columns).map(|_| cell(maker))).collect::<Vec<_>>()
        };
        Table {
            title: if self.chance.one_in(2) { self.named(NAMES, 120) } else { String::new() },
            help: if self.chance.one_in(3) { self.named(NAMES, 200) } else { String::new() },
            columns: (0..columns).map(|_| column(self)).collect(),
            rows: (0..rows).map(|_| row(self)).collect(),
            row_headers: self.chance.one_in(2),
            totals: self.chance.one_in(4).then(|| (0..columns).map(|_| self.maybe(12)).collect()),
            empty_rows: if self.chance.one_in(5) { self.chance.from(1, 8) } else { 0 },
            pen,
            ..Table::default()
        }
    }

    fn item(&mut self, depth: usize) -> Item {
        let parts = [0, 0, 1, 2][self.chance.below(4)];
        let blocks = if depth == 0 { [0, 0, 0, 1, 2][self.chance.below(5)] } else { 0 };
        Item {
            title: self.words(1, 200),
            help: self.maybe(200),
            done: self.chance.one_in(2),
            facts: self.pairs(4, 30),
            answer: (0..parts).map(|_| self.part()).collect(),
            blocks: (0..blocks).map(|_| self.block(depth + 2)).collect(),
            keep: self.chance.one_in(5),
            slim: self.chance.one_in(3),
            ..Item::default()
        }
    }

    fn signature(&mut self) -> Signature {
        Signature {
            title: self.named(SIGNS, 120),
            statement: self.maybe(500),
            name: self.maybe(60),
            post: self.maybe(80),
            date: self.maybe(16),
            recorded: self.maybe(50),
            minute: self.chance.one_in(3).then(|| self.maybe(20)),
            ..Signature::default()
        }
    }

    fn pairs(&mut self, most: usize, longest: usize) -> Vec<(String, String)> {
        (0..self.chance.below(most + 1)).map(|_| (self.words(1, 24), self.maybe(longest))).collect()
    }

    /// A short text that begins with a sign and a number of its own.
    fn named(&mut self, sign: char, longest: usize) -> String {
        self.names += 1;
        let number = self.names;
        format!("{sign}{number} {}", self.words(1, longest))
    }

    /// Nothing, or a text.
    fn maybe(&mut self, longest: usize) -> String {
        if self.chance.one_in(3) { String::new() } else { self.words(1, longest) }
    }

    /// An answer of 0 to 20,000 characters, mostly short, now and then with line ends.
    fn answer(&mut self) -> String {
        let longest = [0, 12, 30, 80, 80, 240, 600, 2_500, 20_000][self.chance.below(9)];
        if longest == 0 { String::new() } else { self.text(longest, true) }
    }

    /// A text in one line.
    fn words(&mut self, least: usize, longest: usize) -> String {
        let length = self.chance.from(least, longest.max(least));
        self.text(length, false)
    }

    fn text(&mut self, length: usize, lines: bool) -> String {
        let length = length.min(self.letters.max(40));
        let letters: Vec<char> = self.chance.of(&ALPHABETS).chars().collect();
        let mut text = String::new();
        let mut count = 0;
        while count < length {
            let before = text.len();
            if self.chance.one_in(12) {
                text.push_str(self.chance.of(&SPECIALS));
            } else {
                let most = if self.chance.one_in(150) { 250 } else { 11 };
                let word = self.chance.from(1, most.min(length - count).max(1));
                text.extend((0..word).map(|_| letters[self.chance.below(letters.len())]));
            }
            let gap = match self.chance.below(40) {
                0 if lines => "\n",
                1 if lines => "\n\n",
                2 => ", ",
                3 => ".  ",
                4 => "-",
                _ => " ",
            };
            text.push_str(gap);
            count += text[before..].chars().count();
        }
        self.letters = self.letters.saturating_sub(count);
        text.trim_end().to_owned()
    }
}
