//! Rust sources taken apart just far enough for `tidy`: code without comments and words, and the words.

/// A source file in two parts.
#[derive(Default)]
pub(crate) struct Source {
    /// The code; comments and the contents of literals are blank, line ends stay.
    pub(crate) code: String,
    /// Every text literal with its line, from 1.
    pub(crate) words: Vec<(usize, String)>,
}

/// Takes a source file apart.
pub(crate) fn take_apart(text: &str) -> Source {
    let mut source = Source::default();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let taken = literal_or_comment(rest, &source.code);
        match taken {
            Some((len, words)) => {
                let (part, after) = rest.split_at(len);
                if let Some(words) = words {
                    source.words.push((source.code.matches('\n').count() + 1, words.to_owned()));
                }
                source.code.extend(part.chars().filter(|c| *c == '\n'));
                source.code.push(' ');
                rest = after;
            }
            None => {
                source.code.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    source
}

/// Returns the length of the comment or literal that begins here, with the words of a text literal.
fn literal_or_comment<'a>(rest: &'a str, before: &str) -> Option<(usize, Option<&'a str>)> {
    if rest.starts_with("//") {
        return Some((rest.find('\n').unwrap_or(rest.len()), None));
    }
    if rest.starts_with("/*") {
        return Some((rest.find("*/").map_or(rest.len(), |end| end + 2), None));
    }
    let in_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if let Some(raw) = rest.strip_prefix('r').filter(|_| !in_word || before.ends_with('b')) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let start = 2 + hashes;
            let len = rest[start..].find(&end).map_or(rest.len() - start, |at| at);
            return Some((start + len + end.len(), Some(&rest[start..start + len])));
        }
    }
    if let Some(inner) = rest.strip_prefix('"') {
        let len = escaped_len(inner, '"');
        return Some((len + 2, Some(&inner[..len])));
    }
    character(rest)
}

/// `'x'` and `'\n'` are literals, `'a` is a lifetime.
fn character(rest: &str) -> Option<(usize, Option<&str>)> {
    let inner = rest.strip_prefix('\'')?;
    let first = inner.chars().next()?;
    let is_literal = first == '\\' || inner[first.len_utf8()..].starts_with('\'');
    is_literal.then(|| (escaped_len(inner, '\'') + 2, None))
}

/// Returns the length up to a closing mark that is not escaped.
fn escaped_len(inner: &str, mark: char) -> usize {
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == mark {
            return at;
        }
    }
    inner.len()
}

#[test]
fn comments_and_literals_are_told_from_code() {
    let source = take_apart("fn a<'x>() { b(\"two \\\"words\", 'c', '\\'', r#\"raw\"#); } // \"no\"\n\"three\"");
    let words: Vec<(usize, &str)> = source.words.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(words, [(1, "two \\\"words"), (1, "raw"), (2, "three")]);
    assert!(!source.code.contains("no") && source.code.contains("fn a<'x>()"), "{}", source.code);
}
