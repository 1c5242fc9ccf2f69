//! What was meant by an expression that cannot be read.

/// Says in plain words what the library's parser stumbled over.
pub(super) fn unreadable(source: &str, errors: &cel::ParseErrors) -> String {
    let msg = errors.errors.first().map_or("", |error| error.msg.as_str());
    let why = slip(source).map_or_else(|| stumbled(msg), str::to_owned);
    format!("“{source}” cannot be read: {why}")
}

/// The slips of those who write sentences rather than conditions.
fn slip(source: &str) -> Option<&'static str> {
    let outside: Vec<&str> = source.split('\'').step_by(2).collect();
    let any = |found: &dyn Fn(&str) -> bool| outside.iter().any(|piece| found(piece));
    if any(&|piece| piece.contains(['‘', '’', '“', '”'])) {
        return Some("it has curly quotation marks; write straight ones, '…'");
    }
    if any(&|piece| piece.contains("<>") || piece.contains("=/")) {
        return Some("“is not” is written !=");
    }
    if any(&has_one_equals) {
        return Some("one = does not compare; write ==");
    }
    if any(&|piece| piece.contains("=>") || piece.contains("=<")) {
        return Some("“at least” is written >=, “at most” <=");
    }
    let words =
        |piece: &str| piece.split_whitespace().any(|word| matches!(word.to_lowercase().as_str(), "and" | "or" | "not"));
    any(&words).then_some("“and” is written &&, “or” is written ||, and “not” is written !")
}

/// Does a lone = stand in it?
fn has_one_equals(piece: &str) -> bool {
    let bytes = piece.as_bytes();
    let at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    let is_lone = |(place, _): (usize, &str)| {
        !matches!(at(place.checked_sub(1)), b'=' | b'!' | b'<' | b'>')
            && !matches!(at(Some(place + 1)), b'=' | b'>' | b'<')
    };
    piece.match_indices('=').any(is_lone)
}

fn stumbled(msg: &str) -> String {
    let quoted = msg.split('\'').nth(1).unwrap_or_default();
    if let Some(missing) = msg.strip_prefix("Syntax error: missing ") {
        let (what, at) = missing.split_once(" at ").unwrap_or((missing, ""));
        let place = if at.contains("<EOF>") { " at its end".to_owned() } else { format!(" before {at}") };
        format!("{what} is missing{place}")
    } else if quoted == "<EOF>" {
        "it ends where a value should follow".to_owned()
    } else if msg.contains("token recognition error") {
        format!("it does not go on after {}; is a quotation mark missing?", msg.rsplit("at: ").next().unwrap_or(msg))
    } else if msg.contains("input '") || msg.contains("alternative at input") {
        format!("“{quoted}” does not fit where it stands")
    } else {
        msg.trim_start_matches("Syntax error: ").to_owned()
    }
}
