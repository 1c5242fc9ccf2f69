//! PDFs that mean harm, or met with harm on their way: each is refused with a reason, and nothing is kept of it.

use crate::demo::demonstration;
use crate::fixture::none;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use partnership_desk::app::App;
use partnership_desk::app::register::Query;
use partnership_desk::app::take_in::{Arrived, TakenIn};
use partnership_desk::app::verify::{Sheets, Verdict};
use partnership_desk::exchange::package::{Package, RECORD, record_name};
use partnership_desk::exchange::read::{NotTaken, read};
use partnership_desk::exchange::write::note;
use partnership_desk::model::day::Day;
use partnership_desk::model::moment::Moment;
use partnership_desk::print::pdf::attach::{Attachment, attach};
use partnership_desk::print::pdf::read::{attachments, states};

/// An empty data folder.
struct Desk(App);

impl Desk {
    fn new() -> (tempfile::TempDir, Self) {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(folder.path(), None, &now()).unwrap();
        (folder, Self(app))
    }

    fn take(&mut self, bytes: Vec<u8>) -> TakenIn {
        self.0.take_in(&[Arrived { name: "it.pdf".into(), bytes }], false, &now(), today()).unwrap()
    }

    /// Returns the reason, or the failure to refuse.
    fn refuses(&mut self, what: &str, bytes: Vec<u8>) -> Result<String, String> {
        let told = self.take(bytes);
        match told.refused.as_slice() {
            [(_, reason)] if told.added == 0 && reason.starts_with("This file is not taken in: ") => Ok(reason.clone()),
            _ => Err(format!("{what}: {told:?}")),
        }
    }

    fn holds_nothing(&mut self) {
        assert!(self.0.find(&Query::default(), today()).unwrap().rows.is_empty());
        assert_eq!(self.0.doctor(), Vec::<String>::new());
    }
}

fn now() -> Moment {
    Moment::parse("2026-05-20T12:00:00Z").unwrap()
}

fn today() -> Day {
    Day::new(2026, 5, 20).unwrap()
}

/// A paper of the demonstration.
fn paper() -> Vec<u8> {
    std::fs::read(demonstration().join("P-0001-appendix-f.pdf")).unwrap()
}

/// The pages of a paper, without its record, and the record.
fn apart() -> (Vec<u8>, Vec<Attachment>) {
    let bytes = paper();
    let files = attachments(&bytes).unwrap();
    (bytes[..states(&bytes)[0]].to_vec(), files)
}

/// The paper with another record.
fn with_record(change: impl Fn(String) -> String) -> Vec<u8> {
    let (pages, mut files) = apart();
    let record = files.iter_mut().find(|file| file.name.starts_with(RECORD)).unwrap();
    record.bytes = change(String::from_utf8(record.bytes.clone()).unwrap()).into_bytes();
    record.name = record_name(&record.bytes);
    attach(&pages, &files, today())
}

/// A small PDF with one stream under the name of a record.
fn with_stream(stream: Stream) -> Vec<u8> {
    let mut file = Document::with_version("1.7");
    let name = record_name(&stream.content);
    let stream = file.add_object(stream);
    let spec = file.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => lopdf::text_string(&name),
        "UF" => lopdf::text_string(&name),
        "EF" => dictionary! { "F" => stream },
    });
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "AF" => vec![Object::Reference(spec)] });
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

/// So many zeroes, packed small.
fn packed(len: usize) -> Vec<u8> {
    let mut stream = Stream::new(Dictionary::new(), vec![0; len]);
    stream.compress().unwrap();
    stream.content
}

fn filtered(filters: &[&str], content: Vec<u8>) -> Stream {
    let filters = filters.iter().map(|name| Object::Name(name.as_bytes().to_vec())).collect::<Vec<_>>();
    let mut stream = Stream::new(dictionary! { "Filter" => filters }, content);
    stream.allows_compression = false;
    stream
}

#[test]
fn what_is_cut_off_anywhere_is_refused() {
    let (_folder, mut desk) = Desk::new();
    let whole = paper();
    let step = whole.len() / 120;
    let cuts = (0..120).map(|at| at * step).chain(whole.len() - 40..whole.len() - 1);
    let failures: Vec<String> =
        cuts.filter_map(|end| desk.refuses(&format!("cut at {end}"), whole[..end].to_vec()).err()).collect();
    none(&failures);
    desk.holds_nothing();
    assert_eq!(desk.take(whole).refused, []);
}

#[test]
fn a_flipped_bit_is_refused_or_changes_nothing() {
    let (_folder, mut desk) = Desk::new();
    let whole = paper();
    let expected = read(&whole).unwrap();
    let mut failures = Vec::new();
    let mut refused = 0;
    for at in 0..400 {
        let place = (at * 7919 + 13) % whole.len();
        let mut flipped = whole.clone();
        flipped[place] ^= 1 << (at % 8);
        match read(&flipped) {
            Err(_) => {
                refused += 1;
                failures.extend(desk.refuses(&format!("bit {at} of byte {place}"), flipped).err());
            }
            Ok(found) if found == expected => {}
            Ok(_) => failures.push(format!("bit {at} of byte {place} brings something else")),
        }
    }
    none(&failures);
    assert!(refused > 300, "{refused} of 400 were refused");
    desk.holds_nothing();
}

#[test]
fn bombs_loops_and_filters_upon_filters_are_refused() {
    let (_folder, mut desk) = Desk::new();
    let bomb = packed(200 << 20);
    let twice = {
        let mut stream = Stream::new(Dictionary::new(), bomb.clone());
        stream.compress().unwrap();
        stream.content
    };
    let deep = |count: usize| format!("%PDF-1.7\n1 0 obj\n{}{}\nendobj\n", "[".repeat(count), "]".repeat(count));
    let around = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/AF 1 0 R>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n\
                  <</Size 2/Root 1 0 R/Prev 56>>\nstartxref\n56\n%%EOF\n";
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", vec![]),
        ("no PDF", b"PK\x03\x04 a package of another program".to_vec()),
        ("a foreign PDF", Document::with_version("1.7").into_bytes()),
        ("a bomb", with_stream(filtered(&["FlateDecode"], bomb))),
        ("a bomb in a bomb", with_stream(filtered(&["FlateDecode", "FlateDecode"], twice))),
        ("a filter upon filters", with_stream(filtered(&["ASCIIHexDecode"; 40], b"7b7d>".to_vec()))),
        ("an unknown filter", with_stream(filtered(&["JBIG2Decode"], b"{}".to_vec()))),
        ("no JSON", with_stream(Stream::new(Dictionary::new(), b"{".to_vec()))),
        ("deep JSON", with_stream(Stream::new(Dictionary::new(), "[".repeat(100_000).into_bytes()))),
        ("deep objects", deep(200_000).into_bytes()),
        ("tables that name each other", around.as_bytes().to_vec()),
        ("a large file", [&b"%PDF-1.7\n"[..], &vec![b' '; 65 << 20]].concat()),
    ];
    let failures: Vec<String> = cases.into_iter().filter_map(|(what, bytes)| desk.refuses(what, bytes).err()).collect();
    none(&failures);
    desk.holds_nothing();
}

trait IntoBytes {
    fn into_bytes(self) -> Vec<u8>;
}

impl IntoBytes for Document {
    fn into_bytes(mut self) -> Vec<u8> {
        let catalog = self.add_object(dictionary! { "Type" => "Catalog" });
        self.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        self.save_to(&mut bytes).unwrap();
        bytes
    }
}

#[test]
fn a_record_that_was_changed_is_refused_with_the_reason() {
    let (_folder, mut desk) = Desk::new();
    let swap = |from: &'static str, to: &'static str| {
        move |record: String| {
            assert!(record.contains(from), "{from} is not in the record");
            record.replacen(from, to, 1)
        }
    };
    let form: fn(String) -> String = |record| record.replacen("\"form\":\"appendix-f\"", "\"form\":\"appendix-e\"", 1);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a newer format", with_record(swap("\"format\":1,\"pack", "\"format\":2,\"pack")), "newer version"),
        ("a card", with_record(swap("\"name\":\"", "\"name\":\"X ")), "a person is not the one that was meant"),
        (
            "a hidden character",
            with_record(swap("\"reference\":\"P", "\"reference\":\"\u{202e}P")),
            "hidden characters",
        ),
        ("a field more", with_record(swap("\"files\":", "\"extra\":1,\"files\":")), "cannot be read"),
        ("another way of writing", with_record(swap("\"files\":", "\"files\": ")), "not written as it should be"),
        ("another length of pages", with_record(swap("\"len\":", "\"len\":1")), "its pages were changed"),
        ("another document", with_record(form), "belongs to another document"),
    ];
    let mut failures = Vec::new();
    for (what, bytes, reason) in cases {
        match desk.refuses(what, bytes) {
            Ok(told) if told.contains(reason) => {}
            Ok(told) => failures.push(format!("{what}: {told}")),
            Err(failure) => failures.push(failure),
        }
    }
    none(&failures);
    desk.holds_nothing();
    let same = with_record(|record| record);
    assert_eq!(desk.take(same).refused, []);
}

#[test]
fn pages_that_were_changed_are_told_apart_from_the_record() {
    let (_folder, mut desk) = Desk::new();
    let whole = paper();
    let (pages, files) = apart();
    assert_eq!(desk.take(whole.clone()).refused, []);
    let mut other = pages.clone();
    let date = b"<xmp:CreateDate>20";
    let at = other.windows(date.len()).position(|window| window == date).unwrap();
    other[at + date.len()] ^= 1;
    let changed = attach(&other, &files, today());
    assert_eq!(read(&changed), Err(NotTaken::PagesAltered));
    let told = desk.0.verify_file(&changed).unwrap();
    assert_eq!((told.result(), told.pages.map(Sheets::code)), (Verdict::Altered, Some("altered")));
    let told = desk.0.verify_file(&whole).unwrap();
    assert_eq!((told.result(), told.pages.map(Sheets::code)), (Verdict::Match, Some("issued")));
}

#[test]
fn a_package_without_anything_and_a_version_without_its_procedure_bring_nothing() {
    let (_folder, mut desk) = Desk::new();
    let (pages, _) = apart();
    let told = desk.take(note(&pages, &Package::default(), today()));
    assert_eq!(TakenIn { files: vec![], ..told }, TakenIn::default());
    let mut package = read(&paper()).unwrap().package;
    for revision in &mut package.revisions {
        revision.pack_digest = partnership_desk::model::id::Digest::of(b"a procedure that nobody has");
        revision.parents.clear();
        revision.follows.clear();
    }
    package.sign_offs.clear();
    let told = desk.take(note(&pages, &package, today()));
    assert!(told.refused[0].1.contains("another version of the procedure"), "{told:?}");
    desk.holds_nothing();
}
