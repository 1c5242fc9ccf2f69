//! The words a large example is made of, and the dice that choose them: the same throws on every machine.

use crate::model::id::Digest;

/// Dice whose throws follow from a seed alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    /// Makes dice for one purpose of one partnership.
    pub(super) fn of(seed: u64, purpose: &str) -> Self {
        let mixed = purpose
            .bytes()
            .fold(seed ^ 0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
        Self(mixed)
    }

    /// Throws: 0 to `sides` less one.
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }

    /// Throws a whole number of a range, both ends included.
    pub(super) fn within(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.below((to - from).unsigned_abs() + 1)).unwrap_or(0)
    }

    /// Chooses one of several.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[usize::try_from(self.below(items.len() as u64)).unwrap_or(0)]
    }

    /// Is it one of so many in a hundred?
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// Returns an id of 32 digits that follows from a text.
pub(super) fn id(of: &str) -> String {
    Digest::of(of.as_bytes()).as_str()[..32].to_owned()
}

const COLOURS: &[&str] = &[
    "Amber",
    "Azure",
    "Blue",
    "Bronze",
    "Copper",
    "Coral",
    "Crimson",
    "Ebony",
    "Emerald",
    "Golden",
    "Green",
    "Grey",
    "Indigo",
    "Ivory",
    "Jade",
    "Lilac",
    "Maroon",
    "Mauve",
    "Ochre",
    "Olive",
    "Orange",
    "Pearl",
    "Purple",
    "Rosé",
    "Ruby",
    "Russet",
    "Scarlet",
    "Silver",
    "Teal",
    "Turquoise",
    "Umber",
    "Violet",
    "White",
    "Yellow",
];

const TREES: &[&str] = &[
    "Acacia", "Alder", "Apple", "Ash", "Aspen", "Beech", "Birch", "Cedar", "Cherry", "Chestnut", "Cypress", "Damson",
    "Elder", "Elm", "Fir", "Hawthorn", "Hazel", "Holly", "Hornbeam", "Juniper", "Larch", "Laurel", "Lime", "Maple",
    "Medlar", "Mulberry", "Oak", "Pear", "Pine", "Plum", "Poplar", "Quince", "Rowan", "Spruce", "Sycamore", "Walnut",
    "Willow", "Yew", "Derŵen", "Łoza",
];

const FIRST: &[&str] = &[
    "Aspen", "Bracken", "Briar", "Bryony", "Clover", "Cosmo", "Daisy", "Fern", "Flora", "Hazel", "Heather", "Iris",
    "Ivy", "Juniper", "Laurel", "Linden", "Maple", "Marigold", "Myrtle", "Olive", "Poppy", "Primrose", "Reed", "Rose",
    "Rowan", "Rush", "Saffron", "Sage", "Sorrel", "Tansy", "Thyme", "Violet", "Willow", "Ŵenna", "Łucja", "Zoé",
];

const THEMES: &[&str] = &[
    "Safer Streets",
    "Warm Homes",
    "Safe Homes",
    "Arson Reduction",
    "Road Safety",
    "Water Safety",
    "Young Firefighters",
    "Falls Prevention",
    "Flood Watch",
    "Rural Watch",
    "Night Economy",
    "Schools Safety",
    "Community Safety",
    "Neighbourhood Health",
    "Winter Warmth",
    "Smoke Alarm",
    "Hoarding Support",
    "Dementia Friends",
    "Town Centre",
    "Wildfire Prevention",
    "Farm Safety",
    "Lone Worker",
    "First Aid",
    "Emergency Planning",
    "Volunteer Drivers",
    "Heritage Fire Safety",
    "Canal Safety",
    "Student Homes",
    "Houseboat Safety",
    "Skills and Training",
];

const SORTS: &[&str] = &[
    "Partnership",
    "Forum",
    "Board",
    "Group",
    "Network",
    "Alliance",
    "Panel",
    "Project",
    "Scheme",
    "Steering Group",
    "Executive",
    "Task Group",
    "Initiative",
    "Consortium",
];

const BODIES: &[&str] = &[
    "Town Council",
    "District Council",
    "Community Centre",
    "Housing Association",
    "Police",
    "Health Trust",
    "Probation Service",
    "Primary School",
    "College",
    "Food Bank",
    "Residents’ Association",
    "Rugby Club",
    "Farmers’ Club",
    "Volunteer Bureau",
    "Museum",
    "Water Company",
    "Ramblers",
    "Youth Club",
    "Church Hall",
    "Canal Society",
    "Credit Union",
    "Bus Company",
    "Foundation",
    "Library",
];

const SENTENCES: &[&str] = &[
    "{group} met {number} times and agreed who does what before the winter.",
    "We visited {number} homes in {place}, most of them in the evening.",
    "{body} told us of {number} people who do not answer letters.",
    "Crews from {place} gave talks about {thing} at {body}.",
    "The number of {event} near {place} fell from {number} to {number}.",
    "Nobody was hurt, although {event} were more than in the year before.",
    "{body} pays for the {thing}, and we fit them.",
    "Two officers share the work, so that {group} does not depend on one person.",
    "The leaflet about {thing} is now printed in three languages.",
    "{person} of {body} keeps the list and reads it out at each meeting.",
    "A fault in the {thing} was found in time by a visitor of {body}.",
    "More is to be done for people in {place} who live alone.",
    "The money for the {thing} was spent by the end of March.",
    "{group} asked for figures about {event} once a quarter, and has them.",
    "Visits take the place of cold calling in the same streets of {place}.",
    "We lend {body} a room, and it lends us its van.",
    "Training in {thing} was given to {number} helpers on a Saturday.",
    "The plan was looked at again after {event} in the spring.",
    "People come back with questions of their own about {thing}.",
    "Nothing was said about {thing} this year, which is to be put right.",
    "{body} and we now use one form, so that nobody is asked twice.",
    "The chair of {group} changes every two years; {person} has it now.",
    "Posters about {event} hang in every shop of {place}.",
    "It costs less than to drive out to {event} afterwards.",
    "A short survey showed that {number} of a hundred had heard of {group}.",
    "School classes from {place} came to the station and saw the {thing}.",
];

const THINGS: &[&str] = &[
    "smoke alarms",
    "carbon monoxide alarms",
    "heated blankets",
    "letter-box covers",
    "escape plans",
    "throw lines",
    "candles",
    "chip pans",
    "car seats",
    "reflective jackets",
    "sandbags",
    "fire doors",
    "bonfires",
    "barbecues",
    "bicycle lamps",
    "chimneys",
    "charging cables",
    "stoves",
    "hydrants",
    "first aid kits",
    "allotment sheds",
    "straw bales",
    "thatched roofs",
    "kettles",
];

/// Rare ones are thrown for once in some hundred sentences.
const RARE: &[&str] = &[
    "hedgehogs",
    "bagpipes",
    "marquees",
    "lighthouses",
    "telescopes",
    "gondolas",
    "beehives",
    "harpsichords",
    "snowploughs",
    "windmills",
    "trombones",
    "gargoyles",
    "puppet theatres",
    "hovercraft",
    "tŵrs",
    "źródła",
];

const EVENTS: &[&str] = &[
    "deliberate fires",
    "bin fires",
    "kitchen fires",
    "road collisions",
    "false alarms",
    "floods",
    "grass fires",
    "car fires",
    "falls",
    "rescues from water",
    "chimney fires",
    "calls to lifts",
    "barn fires",
    "scam calls",
];

/// Returns a place that is not on any map, such as "Amber Elm".
pub(super) fn place(dice: &mut Dice) -> String {
    format!("{} {}", dice.pick(COLOURS), dice.pick(TREES))
}

/// Returns the name of a partnership at a place.
pub(super) fn name(place: &str, dice: &mut Dice) -> String {
    format!("{place} {} {}", dice.pick(THEMES), dice.pick(SORTS))
}

/// Returns the name of an organisation, short and whole.
pub(super) fn organisation(dice: &mut Dice) -> (String, String) {
    let place = place(dice);
    let whole = format!("{place} {}", dice.pick(BODIES));
    (place, whole)
}

/// Returns the person of a number on our staff; there are as many as numbers below 1,224.
pub(super) fn staff(number: u64) -> String {
    let first = FIRST[usize::try_from(number % FIRST.len() as u64).unwrap_or(0)];
    let last = COLOURS[usize::try_from(number / FIRST.len() as u64 % COLOURS.len() as u64).unwrap_or(0)];
    let more = number / (FIRST.len() as u64 * COLOURS.len() as u64);
    let tree = if more == 0 { "" } else { TREES[usize::try_from(more % TREES.len() as u64).unwrap_or(0)] };
    format!("{first} {last}{}", tree.to_lowercase())
}

/// Returns the person of a number of another organisation; never one of our staff.
pub(super) fn contact(number: u64) -> String {
    let first = FIRST[usize::try_from(number % FIRST.len() as u64).unwrap_or(0)];
    let last = TREES[usize::try_from(number / FIRST.len() as u64 % TREES.len() as u64).unwrap_or(0)];
    format!("{first} {last}stone")
}

/// Writes a name as the first half of an e-mail address does.
pub(super) fn mailbox(name: &str) -> String {
    let plain = |c: char| match c.to_lowercase().next().unwrap_or(c) {
        'ŵ' => 'w',
        'ł' => 'l',
        'é' => 'e',
        'ó' => 'o',
        'á' => 'a',
        ' ' => '.',
        other => other,
    };
    name.chars().map(plain).collect()
}

/// Writes some sentences in plain English, about as long as a text they stand for.
pub(super) fn prose(length: usize, place: &str, dice: &mut Dice) -> String {
    let mut text = String::new();
    let length = length + usize::try_from(dice.below(120)).unwrap_or(0);
    while text.is_empty() || text.len() + 40 < length {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence(place, dice));
    }
    text
}

fn sentence(at: &str, dice: &mut Dice) -> String {
    let mut text = String::new();
    let mut rest = dice.pick(SENTENCES);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        let word = match slot {
            "place" => at.to_owned(),
            "thing" if dice.below(400) == 0 => dice.pick(RARE).to_owned(),
            "thing" => dice.pick(THINGS).to_owned(),
            "event" => dice.pick(EVENTS).to_owned(),
            "number" => (dice.below(97) + 3).to_string(),
            "body" => organisation(dice).1,
            "person" => contact(dice.below(1400)),
            _ => format!("the {}", dice.pick(SORTS).to_lowercase()),
        };
        text.push_str(&word);
        rest = after;
    }
    text.push_str(rest);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
