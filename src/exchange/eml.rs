//! A letter as a file that mail programs open as a draft: RFC 5322, with its text as quoted-printable.
//!
//! Nothing of a name, an address or a subject can begin a header line of its
//! own: control characters are left out, and an address that is not plain is
//! refused.

use crate::model::moment::Moment;

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Who writes it: name and address; none: the mail program says it.
    pub from: Option<(String, String)>,
    /// Whom it is to: name and address; the address may be empty.
    pub to: (String, String),
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

/// The most characters of a line, without its end.
const WIDEST: usize = 76;

/// Writes a letter.
pub fn eml(letter: &Letter, now: &Moment) -> Vec<u8> {
    let mut lines = vec![format!("Date: {}", date(now))];
    let from = letter.from.as_ref().filter(|(_, address)| is_address(address));
    lines.extend(from.map(|(name, address)| mailbox("From", name, address)));
    if is_address(&letter.to.1) {
        lines.push(mailbox("To", &letter.to.0, &letter.to.1));
    }
    lines.push(header("Subject", &letter.subject));
    lines.extend(["X-Unsent: 1", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"].map(str::to_owned));
    lines.push("Content-Transfer-Encoding: quoted-printable".to_owned());
    lines.push(String::new());
    for line in letter.body.trim_end().lines() {
        lines.extend(quoted_printable(line));
    }
    lines.push(String::new());
    lines.join("\r\n").into_bytes()
}

/// Is this an address that can stand in a header as it is?
pub fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let host = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let Some((local, domain)) = text.split_once('@') else { return false };
    let dots = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    text.len() <= 200 && dots(local) && dots(domain) && local.chars().all(plain) && domain.chars().all(host)
}

/// "Tue, 24 Nov 2026 09:30:00 +0000"; the day of the week may be left out, and is.
fn date(now: &Moment) -> String {
    let day = now.day();
    let month =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][day.month() as usize - 1];
    let time: String = now.as_str().chars().skip(11).take(8).collect();
    format!("{} {month} {} {time} +0000", day.day(), day.year())
}

fn mailbox(header_name: &str, name: &str, address: &str) -> String {
    let name = plain(name);
    if name.is_empty() {
        return format!("{header_name}: {address}");
    }
    let words = header(header_name, &name);
    let is_quoted = words.len() <= WIDEST && !words.contains("=?");
    let words = if is_quoted {
        format!("{header_name}: \"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        words
    };
    format!("{words}\r\n <{address}>")
}

/// Writes a header; what is not plain and short becomes encoded words (RFC 2047), one a line.
fn header(name: &str, text: &str) -> String {
    let text = plain(text);
    let line = format!("{name}: {text}");
    if line.is_ascii() && line.len() <= WIDEST && !text.contains("=?") {
        return line;
    }
    let mut words = vec![String::new()];
    for c in text.chars() {
        let mut bytes = [0; 4];
        let code = match c {
            ' ' => "_".to_owned(),
            c if c.is_ascii_alphanumeric() => c.to_string(),
            c => c.encode_utf8(&mut bytes).bytes().map(hexadecimal).collect::<Vec<_>>().concat(),
        };
        let last = words.last_mut().expect("there is one from the start");
        // "=?utf-8?Q?" and "?=" belong to a word of at most 75 characters; the first stands beside the name.
        if last.len() + code.len() > 50 {
            words.push(code);
        } else {
            last.push_str(&code);
        }
    }
    let words: Vec<String> = words.into_iter().map(|word| format!("=?utf-8?Q?{word}?=")).collect();
    format!("{name}: {}", words.join("\r\n "))
}

/// Writes a byte as "=C3".
fn hexadecimal(byte: u8) -> String {
    format!("={byte:02X}")
}

/// Leaves out control characters and line ends of every sort.
fn plain(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c });
    spaced.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Encodes one line of text (RFC 2045, 6.7), in as many lines as it takes.
fn quoted_printable(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let bytes = line.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let is_last = at + 1 == bytes.len();
        let code = match byte {
            b' ' | b'\t' if !is_last => char::from(*byte).to_string(),
            // Some programs take "From" at the start of a line for the start of a letter, and a lone point for its end.
            b'F' | b'.' if at == 0 => hexadecimal(*byte),
            33..=60 | 62..=126 => char::from(*byte).to_string(),
            byte => hexadecimal(*byte),
        };
        let last = lines.last_mut().expect("there is one from the start");
        if last.len() + code.len() >= WIDEST {
            last.push('=');
            lines.push(code);
        } else {
            last.push_str(&code);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(name: &str, address: &str, subject: &str, body: &str) -> String {
        let letter = Letter {
            from: None,
            to: (name.to_owned(), address.to_owned()),
            subject: subject.to_owned(),
            body: body.to_owned(),
        };
        let now = Moment::parse("2026-04-03T09:30:00Z").unwrap();
        String::from_utf8(eml(&letter, &now)).unwrap()
    }

    #[test]
    fn a_letter_is_lines_of_ascii_no_longer_than_they_may_be() {
        let long = "Zażółć gęślą jaźń ".repeat(30);
        let text =
            letter("Zoë “Ó” Łódź", "zoe@fire.example.org", &long, &format!("{long}\n.\nFrom here\ntrailing \nend"));
        assert!(text.is_ascii());
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.split("\r\n").all(|line| line.len() <= 78), "{text}");
        assert!(text.contains("\r\n=2E\r\n=46rom here\r\ntrailing=20\r\nend\r\n"), "{text}");
    }

    #[test]
    fn nothing_typed_begins_a_header() {
        let evil = "Jo\r\nBcc: all@example.org\u{2028}X: y";
        let text = letter(evil, "jo@fire.example.org\r\nBcc: x@example.org", evil, "Hello");
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with(' '))
            .map(|line| line.split(':').next().unwrap())
            .collect();
        let expected = ["Date", "Subject", "X-Unsent", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"];
        assert_eq!(names, expected, "an address with a line end is none");
        for bad in ["a@b@c", "a b@c.org", "a@", "@c", "a..b@c.org", "é@c.org", "<a@c.org>", "a@c.org,b@c.org"] {
            assert!(!is_address(bad), "{bad}");
        }
        assert!(is_address("n.ejemplo+x@fire.example.org"));
    }
}
