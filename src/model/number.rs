//! Whole and decimal numbers as people type them.

/// Reads a whole number: `12`, `1,250`, `1 250`, `-3`.
pub fn parse_integer(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = text.strip_prefix(['-', '−']);
    let value = group_digits(digits.unwrap_or(&text))?;
    Some(if digits.is_some() { -value } else { value })
}

/// Reads a decimal number: `12`, `1,250.5`, `.5`, `-3.25`.
pub fn parse_number(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = text.strip_prefix(['-', '−']);
    let rest = digits.unwrap_or(&text);
    let (whole, part) = rest.split_once('.').unwrap_or((rest, "0"));
    let whole = if whole.is_empty() && !part.is_empty() && rest.starts_with('.') { 0 } else { group_digits(whole)? };
    if part.is_empty() || part.len() > 9 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: f64 = format!("{whole}.{part}").parse().ok()?;
    Some(if digits.is_some() { -value } else { value })
}

/// Writes a decimal number in its shortest form: `2.5`, `12`.
pub fn write_number(value: f64) -> String {
    format!("{value}")
}

/// Writes a whole number with a comma before every third digit.
pub fn with_commas(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Reads digits, alone or in groups of three with commas, up to 15 of them.
pub(crate) fn group_digits(text: &str) -> Option<i64> {
    let grouped = text.contains(',');
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or("");
    if first.is_empty() || (grouped && first.len() > 3) || groups.any(|g| g.len() != 3) {
        return None;
    }
    let digits: String = text.chars().filter(|c| *c != ',').collect();
    if digits.len() > 15 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_take_commas_and_spaces() {
        assert_eq!(parse_integer("1,250"), Some(1250));
        assert_eq!(parse_integer(" 1 250 "), Some(1250));
        assert_eq!(parse_integer("-3"), Some(-3));
        for typed in ["", "1.5", "12a", "1,25", "--3", "ten"] {
            assert_eq!(parse_integer(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn decimal_numbers_take_a_point() {
        assert_eq!(parse_number("2.5"), Some(2.5));
        assert_eq!(parse_number(".5"), Some(0.5));
        assert_eq!(parse_number("1,000"), Some(1000.0));
        for typed in ["", "2.", "1e3", "2,5", "NaN", "inf"] {
            assert_eq!(parse_number(typed), None, "{typed:?}");
        }
    }
}
