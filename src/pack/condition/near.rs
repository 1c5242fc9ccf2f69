//! Is a name nearly that of another partnership? Asked while a name is typed, against all of the register.
//!
//! Names are near that differ by spelling, by the order of words, or in how much is abbreviated. Words that tell
//! partnerships apart ("North", "West", "Group A") must be the same. Most names are passed over by counting letters,
//! without taking them apart.

/// A name made ready to be compared with many others.
#[derive(Clone, Debug)]
pub struct Near {
    /// Its words in their order, without the abbreviation in brackets.
    words: Vec<String>,
    /// What stands in brackets, if that is an abbreviation; else empty.
    bracketed: String,
    /// The first letters of its words: of all, and without the small words.
    initials: [String; 2],
    letters: [u8; 26],
}

/// Small words that abbreviations leave out.
const SMALL: [&str; 6] = ["and", "of", "the", "for", "in", "to"];

/// The most letters of an abbreviation, and the fewest.
const ABBREVIATION: std::ops::RangeInclusive<usize> = 3..=8;

/// How far the letters of near names are apart: three slips of the pen, or "P'ship" and "the".
const MOST_APART: u32 = 9;

impl Near {
    /// Takes a name apart.
    pub fn new(name: &str) -> Self {
        let (plain, bracketed) = take_brackets(name);
        let words = words_of(&plain);
        let first = |word: &String| word.chars().next();
        let small = |word: &&String| !SMALL.contains(&word.as_str());
        let initials =
            [words.iter().filter_map(first).collect(), words.iter().filter(small).filter_map(first).collect()];
        Self { initials, letters: count_letters(name), bracketed, words }
    }

    /// Is another name nearly the same?
    pub fn is_near(&self, other: &str) -> bool {
        self.may_be_near(other) && self.is_like(&Self::new(other))
    }

    /// The same, of a name that is made ready, too.
    pub fn is_near_to(&self, other: &Self) -> bool {
        let may_be = apart(&self.letters, &other.letters) <= MOST_APART;
        let is_short = self.abbreviation().is_some() || other.abbreviation().is_some();
        (may_be || is_short) && self.is_like(other)
    }

    fn is_like(&self, other: &Self) -> bool {
        if self.words.is_empty() || other.words.is_empty() {
            return false;
        }
        self.same_words(other) || self.is_short_for(other) || other.is_short_for(self)
    }

    /// Passes over what cannot be near, without taking it apart.
    fn may_be_near(&self, other: &str) -> bool {
        if apart(&self.letters, &count_letters(other)) <= MOST_APART {
            return true;
        }
        match self.abbreviation() {
            Some(short) => other.contains('(') || begins_words(other, short),
            None => other.len() <= 2 * ABBREVIATION.end() && !other.trim().contains(' '),
        }
    }

    /// Returns the name, if it is one word that may be an abbreviation.
    fn abbreviation(&self) -> Option<&str> {
        let [only] = self.words.as_slice() else { return None };
        ABBREVIATION.contains(&only.chars().count()).then_some(only)
    }

    fn is_short_for(&self, other: &Self) -> bool {
        self.abbreviation().is_some_and(|short| other.bracketed == short || other.initials.iter().any(|i| i == short))
    }

    /// Are the words the same, in any order and run together or not, but for slips of the pen?
    fn same_words(&self, other: &Self) -> bool {
        if self.words.concat() == other.words.concat() {
            return true;
        }
        let (mut own, mut others) = (self.words.clone(), other.words.clone());
        own.retain(|word| !take(&mut others, word));
        own.len() == others.len() && own.len() <= 2 && own.iter().zip(&others).all(|(a, b)| is_slip(a, b))
    }
}

/// Takes one of these words away, if it is there.
fn take(words: &mut Vec<String>, word: &str) -> bool {
    let at = words.iter().position(|other| other == word);
    at.map(|at| words.remove(at)).is_some()
}

/// Is one word the other with a slip of the pen? Short words and numbers are written right.
fn is_slip(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    let allowed = match shorter {
        0..5 => 0,
        5..9 => 1,
        _ => 2,
    };
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    !has_digit(one) && !has_digit(other) && strsim::damerau_levenshtein(one, other) <= allowed
}

/// Divides a name from the abbreviation that stands in brackets behind it.
fn take_brackets(name: &str) -> (String, String) {
    if let Some((before, rest)) = name.split_once('(')
        && let Some((inside, after)) = rest.split_once(')')
    {
        let words = words_of(inside);
        if let [only] = words.as_slice()
            && ABBREVIATION.contains(&only.chars().count())
        {
            return (format!("{before} {after}"), only.clone());
        }
    }
    (name.to_owned(), String::new())
}

/// Returns the words in small letters, written out.
fn words_of(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('&', " and ").replace(['\'', '’', '.'], "");
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "the");
    words.map(|word| written_out(word).to_owned()).collect()
}

fn written_out(word: &str) -> &str {
    match word {
        "pship" | "partnerships" | "pships" => "partnership",
        "grp" | "gp" => "group",
        word => word,
    }
}

/// Counts the letters outside brackets, written out as far as that goes without taking the name apart.
fn count_letters(name: &str) -> [u8; 26] {
    let mut counts = [0_u8; 26];
    let mut depth = 0_u8;
    let mut add = |letter: u8| {
        let at = usize::from(letter.to_ascii_lowercase() - b'a');
        counts[at] = counts[at].saturating_add(1);
    };
    for byte in name.bytes() {
        match byte {
            b'(' => depth = depth.saturating_add(1),
            b')' => depth = depth.saturating_sub(1),
            b'&' if depth == 0 => b"and".iter().for_each(|letter| add(*letter)),
            letter if depth == 0 && letter.is_ascii_alphabetic() => add(letter),
            _ => {}
        }
    }
    counts
}

/// By how many letters are two names apart?
fn apart(one: &[u8; 26], other: &[u8; 26]) -> u32 {
    one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(*b))).sum()
}

/// Do the letters of an abbreviation begin words of a name, in their order, the first the first?
fn begins_words(name: &str, short: &str) -> bool {
    let mut firsts = name.split([' ', '-', '/']).filter_map(|word| word.chars().next()).map(|c| c.to_ascii_lowercase());
    short.chars().all(|letter| firsts.any(|first| first == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEAR: &[(&str, &str)] = &[
        ("SWAG", "Safer Wiltshire Advisory Group"),
        ("S.W.A.G.", "Safer Wiltshire Advisory Group"),
        ("SWAG", "Safer Wiltshire Advisory Group (SWAG)"),
        ("SWEX", "Safer Wiltshire Executive (SWEX)"),
        ("Safer Wiltshire Advisory Group", "Safer Wiltshire Advisory Group (SWAG)"),
        ("Safer Wiltshire Executive", "Safer Wiltshire Executive (SWEX)"),
        ("Advisory Group, Safer Wiltshire", "Safer Wiltshire Advisory Group"),
        ("Swindon & Wiltshire Road Safety Partnership", "Wiltshire and Swindon Road Safety Partnership"),
        ("Kennet Community Safety P'ship", "Kennet Community Safety Partnership"),
        ("Kennet Community Safety P’ship", "Kennet Community Safety Partnerships"),
        ("Kennet Comunity Safety Partnership", "Kennet Community Safety Partnership"),
        ("Kennet Community Saftey Partnership", "Kennet Community Safety Partnership"),
        ("The Bobby Van Trust", "Bobby Van Trust"),
        ("Neighbour-hood Watch", "Neighbourhood Watch"),
        ("neighbourhood watch", "Neighbourhood Watch"),
        ("RSP", "Road Safety Partnership"),
        ("WSFRS", "Wiltshire and Swindon Fire and Rescue Service"),
    ];

    const APART: &[(&str, &str)] = &[
        ("North Wiltshire CSP", "West Wiltshire CSP"),
        ("North Wiltshire CSP", "South Wiltshire CSP"),
        ("North Wiltshire Partnership (CSP)", "West Wiltshire Partnership (CSP)"),
        ("East Kennet Forum", "West Kennet Forum"),
        ("Area 1 Safety Group", "Area 2 Safety Group"),
        ("Station Group A", "Station Group B"),
        ("Kennet Community Safety Partnership", "Kennet CDRP Community Safety Partnership Executive"),
        ("Swindon Community Safety Executive Board", "Swindon Community Safety Operations Board"),
        ("Safer Wiltshire Executive (SWEX)", "Safer Wiltshire Advisory Group (SWAG)"),
        ("Age Concern", "Help the Aged"),
        ("", "Neighbourhood Watch"),
        ("A", "Age Concern"),
        ("()", "(SWAG)"),
    ];

    #[test]
    fn names_of_one_partnership_are_near_and_those_of_two_are_not() {
        for (one, other) in NEAR {
            assert!(Near::new(one).is_near(other), "{one} | {other}");
            assert!(Near::new(other).is_near(one), "{other} | {one}");
        }
        for (one, other) in APART {
            assert!(!Near::new(one).is_near(other), "{one} | {other}");
            assert!(!Near::new(other).is_near(one), "{other} | {one}");
        }
    }

    #[test]
    fn what_is_passed_over_by_counting_letters_is_never_near() {
        let names: Vec<&str> = NEAR.iter().chain(APART).flat_map(|(one, other)| [*one, *other]).collect();
        for one in &names {
            let near = Near::new(one);
            for other in names.iter().filter(|other| !near.may_be_near(other)) {
                assert!(!near.is_like(&Near::new(other)), "{one} | {other}");
            }
        }
    }
}
