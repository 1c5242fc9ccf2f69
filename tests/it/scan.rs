//! Scans: the QR code on a printed paper is found again whatever a scanner makes of it, and no file stops the program.

use crate::demo::copy_records;
use crate::fixture::none;
use crate::print::proof::{proved, revision};
use lopdf::{Object, Stream, dictionary};
use partnership_desk::app::App;
use partnership_desk::app::scan::{Seen, Shown, codes_in};
use partnership_desk::model::code::qr_text;
use partnership_desk::model::id::RevisionId;
use partnership_desk::model::moment::Moment;
use partnership_desk::print::document::{Block, Proof, Signature};
use partnership_desk::print::layout::lay_out;
use partnership_desk::print::layout::pages::{Draw, Rect, Role};
use std::io::Cursor;

/// The part of a page that is scanned, in mm around the QR code.
const ROOM: f32 = 12.0;
/// Dots of the print to a millimetre: 600 to the inch.
const PRINT: f32 = 600.0 / 25.4;

/// A grey picture, row by row.
#[derive(Clone)]
struct Scan {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// Numbers that look like chance and are the same each time.
struct Chance(u32);

impl Chance {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next()).unwrap() % end
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length on paper is a small number")]
fn dots(mm: f32) -> usize {
    (mm * PRINT).round().max(0.0) as usize
}

/// Prints the surroundings of the QR code of a paper: its modules, a line of type as bars, the frame above.
fn printed(id: &RevisionId) -> Scan {
    let signature = Block::Signature(Signature { title: "Area Manager".into(), ..Signature::default() });
    let mut document = proved(vec![signature]);
    document.proof = document.proof.map(|proof| Proof { qr: qr_text(id).unwrap(), ..proof });
    let pages = lay_out(&document);
    let (page, place) = pages.nodes.iter().find(|node| node.role == Role::Figure).unwrap().place.unwrap();
    let (left, top) = (place.x - ROOM, place.y - ROOM);
    let (width, height) = (dots(place.width + 2.0 * ROOM), dots(place.height + 2.0 * ROOM));
    let mut paper = Scan { width, height, pixels: vec![255; width * height] };
    for draw in pages.pages[page].groups.iter().flat_map(|group| &group.draws) {
        match draw {
            Draw::Fill { rect, colour } => paper.fill(Rect { x: rect.x - left, y: rect.y - top, ..*rect }, colour.0),
            Draw::Text(run) => {
                let bar = Rect { x: run.at[0] - left, y: run.at[1] - top - 1.8, width: 1.2, height: 1.8 };
                (0..12u8).for_each(|at| paper.fill(Rect { x: bar.x + f32::from(at) * 2.0, ..bar }, 40));
            }
            Draw::Stroke { points, colour, .. } => {
                let ([x, y], [right, bottom]) = (points[0], points[1]);
                let (width, height) = ((right - x).max(0.3), (bottom - y).max(0.3));
                paper.fill(Rect { x: x - left, y: y - top, width, height }, colour.0);
            }
            Draw::Picture { rect, .. } => paper.fill(Rect { x: rect.x - left, y: rect.y - top, ..*rect }, 120),
        }
    }
    paper
}

impl Scan {
    fn fill(&mut self, rect: Rect, value: u8) {
        let end = |from: f32, length: f32, most: usize| dots(from + length).min(most);
        for y in dots(rect.y)..end(rect.y, rect.height, self.height) {
            for x in dots(rect.x)..end(rect.x, rect.width, self.width) {
                self.pixels[y * self.width + x] = value;
            }
        }
    }

    /// Scans what is printed with so many dots to the inch, turned by an angle: each dot is the mean of nine.
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "pictures here are small")]
    #[expect(clippy::cast_sign_loss, reason = "what is left of the picture is white")]
    fn scanned(&self, dpi: f32, degrees: f32) -> Self {
        let step = 600.0 / dpi;
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (wide, high) = (self.width as f32, self.height as f32);
        let size = |a: f32, b: f32| ((a * cos.abs() + b * sin.abs()) / step) as usize;
        let (width, height) = (size(wide, high), size(high, wide));
        let at = |x: f32, y: f32| {
            let (x, y) = ((x - width as f32 / 2.0) * step, (y - height as f32 / 2.0) * step);
            let (x, y) = (x * cos + y * sin + wide / 2.0, y * cos - x * sin + high / 2.0);
            let inside = x >= 0.0 && y >= 0.0 && x < wide && y < high;
            if inside { u32::from(self.pixels[y as usize * self.width + x as usize]) } else { 255 }
        };
        let mean = |x: usize, y: usize| {
            let parts = [0.2, 0.5, 0.8];
            let all = parts.iter().flat_map(|dy| parts.iter().map(move |dx| (x as f32 + dx, y as f32 + dy)));
            u8::try_from(all.map(|(x, y)| at(x, y)).sum::<u32>() / 9).unwrap()
        };
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| mean(x, y)).collect();
        Self { width, height, pixels }
    }

    /// Makes paper grey and ink pale, and adds noise.
    fn poor(mut self, noise: usize) -> Self {
        let mut chance = Chance(7);
        for value in &mut self.pixels {
            let pale = 60 + usize::from(*value) * 150 / 255 + chance.below(noise) - noise / 2;
            *value = u8::try_from(pale.min(255)).unwrap();
        }
        self
    }

    fn image(&self) -> image::GrayImage {
        let size = |count: usize| u32::try_from(count).unwrap();
        image::GrayImage::from_raw(size(self.width), size(self.height), self.pixels.clone()).unwrap()
    }

    fn png(&self) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        self.image().write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn jpeg(&self, quality: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.image()
            .write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality))
            .unwrap();
        bytes
    }

    /// Compresses as fax machines do; black where a dot is darker than half.
    fn faxed(&self) -> Vec<u8> {
        let mut encoder = fax::encoder::Encoder::new(fax::VecWriter::new());
        for row in self.pixels.chunks(self.width) {
            let colours = row.iter().map(|value| if *value < 128 { fax::Color::Black } else { fax::Color::White });
            encoder.encode_line(colours, u16::try_from(self.width).unwrap()).unwrap();
        }
        encoder.finish().unwrap().finish()
    }

    /// Makes a picture of a PDF, compressed in one way or another.
    fn object(&self, how: &str) -> Stream {
        let size = |count: usize| i64::try_from(count).unwrap();
        let (wide, high) = (size(self.width), size(self.height));
        let mut dict = dictionary! {
            "Subtype" => "Image", "Width" => wide, "Height" => high, "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        };
        let bits = |value: fn(u8) -> bool| {
            let byte =
                |eight: &[u8]| (0..8).fold(0, |all, at| all << 1 | u8::from(eight.get(at).is_none_or(|v| value(*v))));
            self.pixels.chunks(self.width).flat_map(|row| row.chunks(8).map(byte)).collect::<Vec<u8>>()
        };
        match how {
            "jpeg" => {
                dict.set("Filter", "DCTDecode");
                Stream::new(dict, self.jpeg(40))
            }
            "fax" => {
                dict.set("Filter", "CCITTFaxDecode");
                dict.set("DecodeParms", dictionary! { "K" => -1, "Columns" => wide, "Rows" => high });
                dict.set("BitsPerComponent", 1);
                Stream::new(dict, self.faxed())
            }
            "fax in lists" => {
                let mut stream = self.object("fax");
                for key in ["Filter", "DecodeParms"] {
                    let only = stream.dict.get(key.as_bytes()).unwrap().clone();
                    stream.dict.set(key, vec![only]);
                }
                stream
            }
            "colour" => {
                dict.set("ColorSpace", "DeviceRGB");
                Stream::new(dict, self.pixels.iter().flat_map(|value| [*value; 3]).collect())
            }
            "bits" => {
                dict.set("BitsPerComponent", 1);
                Stream::new(dict, bits(|value| value >= 128))
            }
            "negative" => {
                dict.set("BitsPerComponent", 1);
                dict.set("Decode", vec![Object::Integer(1), Object::Integer(0)]);
                Stream::new(dict, bits(|value| value < 128))
            }
            "palette" => {
                let table = Object::string_literal([255, 255, 240, 20, 20, 20]);
                dict.set("BitsPerComponent", 1);
                dict.set("ColorSpace", vec!["Indexed".into(), "DeviceRGB".into(), Object::Integer(1), table]);
                Stream::new(dict, bits(|value| value < 128))
            }
            _ => Stream::new(dict, self.pixels.clone()),
        }
    }
}

/// Puts pictures on the pages of a PDF, one each, as a scanner does.
fn pdf(pictures: Vec<Stream>) -> Vec<u8> {
    let mut file = lopdf::Document::with_version("1.5");
    let pages = file.new_object_id();
    let kids: Vec<Object> = pictures
        .into_iter()
        .map(|mut picture| {
            picture.compress().unwrap();
            let picture = file.add_object(picture);
            let resources = dictionary! { "XObject" => dictionary! { "Im0" => picture } };
            file.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Resources" => resources }).into()
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    file.set_object(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

fn tiff(pages: &[Scan]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
    for page in pages {
        let size = |count: usize| u32::try_from(count).unwrap();
        let kind = encoder.new_image::<tiff::encoder::colortype::Gray8>(size(page.width), size(page.height)).unwrap();
        kind.write_data(&page.pixels).unwrap();
    }
    bytes.into_inner()
}

fn blank() -> Scan {
    Scan { width: 400, height: 500, pixels: vec![250; 200_000] }
}

fn at_page(page: usize) -> Vec<Seen> {
    vec![Seen { page, revision: revision() }]
}

#[test]
fn a_code_is_found_turned_coarse_pale_and_noisy() {
    let paper = printed(&revision());
    let mut failures = Vec::new();
    for dpi in [100.0, 150.0, 300.0] {
        for degrees in [0.0, 2.0, -3.5, 90.0, 181.0, 270.0] {
            let scan = paper.scanned(dpi, degrees);
            let mut ways = vec![("PNG", scan.png())];
            // A noisy scan needs more than the two dots to a module that 100 to the inch give.
            if dpi > 100.0 {
                ways.push(("poor JPEG", scan.poor(40).jpeg(40)));
            }
            for (how, bytes) in ways {
                if codes_in("scan", &bytes).unwrap() != at_page(1) {
                    failures.push(format!("{dpi} dpi, {degrees} degrees, {how}"));
                }
            }
        }
    }
    none(&failures);
}

#[test]
fn a_code_is_found_on_any_page_however_it_is_packed() {
    let scan = printed(&revision()).scanned(200.0, 1.0);
    let mut failures = Vec::new();
    for how in ["grey", "jpeg", "fax", "fax in lists", "colour", "bits", "negative", "palette"] {
        let bytes = pdf(vec![blank().object("grey"), blank().object("jpeg"), scan.object(how)]);
        if codes_in("scan.pdf", &bytes).unwrap() != at_page(3) {
            failures.push(how.to_owned());
        }
    }
    if codes_in("scan.tif", &tiff(&[blank(), scan])).unwrap() != at_page(2) {
        failures.push("TIFF".to_owned());
    }
    none(&failures);
}

#[test]
fn codes_of_others_and_empty_pages_are_passed_over() {
    assert_eq!(codes_in("blank.png", &blank().png()).unwrap(), []);
    let code = qrcodegen::QrCode::encode_text("https://example.org/PDESK1", qrcodegen::QrCodeEcc::Medium).unwrap();
    let module = |at: usize| i32::try_from(at / 6).unwrap() - 4;
    let dark = |at: usize| code.get_module(module(at % 300), module(at / 300));
    let pixels = (0..90_000).map(|at| if dark(at) { 0 } else { 255 }).collect();
    let other = Scan { width: 300, height: 300, pixels };
    assert_eq!(codes_in("other.png", &other.png()).unwrap(), []);
}

#[test]
fn what_is_no_scan_is_refused_in_one_sentence() {
    let told = |bytes: &[u8]| codes_in("a.pdf", bytes).unwrap_err().to_string();
    let start = "“a.pdf” cannot be read as a scan: ";
    let end = ". Scan the paper again as PDF, TIFF, JPEG or PNG";
    assert_eq!(told(b"hello"), format!("{start}it is no PDF, TIFF, JPEG or PNG{end}"));
    assert_eq!(told(b"%PDF-1.7 hello"), format!("{start}it is not a whole PDF{end}"));
    assert_eq!(told(&vec![0; (64 << 20) + 1]), format!("{start}it is larger than 64 MB{end}"));
    // A picture that says it is 60,000 by 60,000 pixels.
    let mut huge = blank().png();
    huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    assert_eq!(told(&huge), format!("{start}it is damaged or has more than 100 million pixels{end}"));
    let mut picture = blank().object("grey");
    picture.dict.set("Width", i64::MAX);
    let unusual = format!("{start}its pictures are too large, damaged or compressed in an unusual way{end}");
    assert_eq!(told(&pdf(vec![picture])), unusual);
}

#[test]
fn no_damage_stops_the_program() {
    let scan = printed(&revision()).scanned(75.0, 0.0);
    let mut chance = Chance(3);
    let files = [
        scan.png(),
        scan.jpeg(40),
        tiff(&[scan.clone(), blank()]),
        pdf(vec![scan.object("fax")]),
        pdf(vec![scan.object("bits")]),
    ];
    for good in files {
        for _ in 0..12 {
            let mut bad = good.clone();
            for _ in 0..=chance.below(6) {
                let at = chance.below(bad.len());
                bad[at] = chance.next().to_le_bytes()[0];
            }
            bad.truncate(bad.len() - chance.below(2) * chance.below(bad.len() / 2));
            // Whatever is found or told: it comes back.
            drop(codes_in("bad", &bad));
        }
    }
}

#[test]
fn a_scan_finds_its_document_in_the_records() {
    let folder = tempfile::tempdir().unwrap();
    copy_records(folder.path());
    let app = App::open(folder.path(), None, &Moment::parse("2026-05-20T12:00:00Z").unwrap()).unwrap();
    let line = app.documents("P-0002").unwrap().into_iter().find(|line| line.revision.is_some()).unwrap();
    let id = line.revision.unwrap();
    let scan = |id: &RevisionId| printed(id).scanned(150.0, 0.5).png();
    let Shown::Document(shown) = app.document_of_scan("scan.png", &scan(&id)).unwrap() else { panic!("not found") };
    assert_eq!((shown.reference.as_str(), &shown.document, &shown.part), ("P-0002", &line.document, &line.part));
    assert_eq!((&shown.revision, shown.is_current, shown.page), (&id, true, 1));
    assert_eq!(app.document_of_scan("scan.png", &scan(&revision())).unwrap(), Shown::Unknown(revision()));
    assert_eq!(app.document_of_scan("scan.png", &blank().png()).unwrap(), Shown::Nothing);
}
