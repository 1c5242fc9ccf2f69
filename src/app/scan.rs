//! Scans of signed papers: the QR code on them says which revision they show.
//!
//! A scan is a PDF, TIFF, JPEG or PNG from any scanner. It comes from outside,
//! so its size and the work spent on it are bounded, and no damage to it stops the program.
//! At 300 dots to the inch poor scans are read, at 150 most of them, at 100 clean ones, and not all of those.

use super::App;
use super::error::{Error, Result};
use crate::model::code::read_qr;
use crate::model::id::{DocumentId, FormId, PartId, RevisionId};
use crate::print::pdf::images::{Picture, pictures};
use image::{ImageDecoder, ImageReader};
use std::io::Cursor;
use std::panic::AssertUnwindSafe;
use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult};

/// The largest file that is looked at, in bytes.
const MOST_BYTES: usize = 64 << 20;
/// The most pixels of one page.
const MOST_PIXELS: usize = 100_000_000;
/// The most bytes an image may take in memory while it is unpacked.
const MOST_MEMORY: u64 = 512 << 20;
/// The most pixels looked at in a whole scan, counted again each time they are: the bound on time.
const MOST_WORK: usize = 600_000_000;
/// A picture of more pixels than this is looked at only smaller.
const LARGE: usize = 40_000_000;
/// A picture of fewer pixels than this is also looked at in twice its size.
const SMALL: usize = 6_000_000;
/// A picture of fewer pixels than this holds no page.
const TINY: usize = 10_000;

/// A code of ours on a page of a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The page, from 1.
    pub page: usize,
    /// The revision its QR code names.
    pub revision: RevisionId,
}

/// What a scan shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// No code of ours.
    Nothing,
    /// A revision that is not among these records.
    Unknown(RevisionId),
    /// A document of these records.
    Document(Box<ShownDocument>),
}

/// The document a scan shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownDocument {
    /// The partnership's reference; may be empty.
    pub reference: String,
    /// The document.
    pub document: DocumentId,
    /// The part whose completion was printed.
    pub part: PartId,
    /// Its form.
    pub form: FormId,
    /// Its period; may be empty.
    pub period: String,
    /// The revision printed.
    pub revision: RevisionId,
    /// Is it still the current one of its part?
    pub is_current: bool,
    /// The page of the scan the code stands on, from 1.
    pub page: usize,
}

impl App {
    /// Finds the document a scan shows, by the QR code on its paper: of several, the first that is known here.
    ///
    /// # Errors
    ///
    /// The file cannot be read as a scan, or the records cannot be read.
    pub fn document_of_scan(&self, name: &str, bytes: &[u8]) -> Result<Shown> {
        let seen = codes_in(name, bytes)?;
        for Seen { page, revision: id } in &seen {
            let found = self.store.revisions_by_code(id.as_str())?;
            let Some(stored) = found.into_iter().find(|stored| stored.id == *id) else { continue };
            let revision = stored.revision;
            return Ok(Shown::Document(Box::new(ShownDocument {
                reference: self.store.partnership(&revision.partnership)?.reference,
                document: revision.document,
                part: revision.part,
                form: revision.form,
                period: revision.period,
                revision: stored.id,
                is_current: stored.is_head,
                page: *page,
            })));
        }
        Ok(seen.into_iter().next().map_or(Shown::Nothing, |seen| Shown::Unknown(seen.revision)))
    }
}

/// Finds the codes of ours in a scan, each once, in the order of its pages.
///
/// # Errors
///
/// The file is no scan of a kind that can be read, damaged, or too large.
pub fn codes_in(name: &str, bytes: &[u8]) -> Result<Vec<Seen>> {
    if bytes.len() > MOST_BYTES {
        return Err(refused(name, "it is larger than 64 MB"));
    }
    let mut looker = Looker { seen: Vec::new(), work: 0, stopped: false };
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| looker.look(bytes)));
    let missed = match outcome {
        Ok(result) => result.map_err(|why| refused(name, &why))?,
        Err(_) => return Err(refused(name, "it is damaged")),
    };
    if looker.seen.is_empty() && looker.stopped {
        return Err(refused(name, "it has more pages than can be looked through"));
    }
    if looker.seen.is_empty() && missed > 0 {
        return Err(refused(name, "its pictures are too large, damaged or compressed in an unusual way"));
    }
    Ok(looker.seen)
}

fn refused(name: &str, why: &str) -> Error {
    Error::user(format!("“{name}” cannot be read as a scan: {why}"), "Scan the paper again as PDF, TIFF, JPEG or PNG")
}

/// Looks through a scan.
struct Looker {
    seen: Vec<Seen>,
    /// Pixels looked at.
    work: usize,
    /// Was something left out because of all the work?
    stopped: bool,
}

impl Looker {
    /// Looks at every page; returns how many pictures could not be unpacked.
    fn look(&mut self, bytes: &[u8]) -> std::result::Result<usize, String> {
        let starts = |start: &[u8]| bytes.starts_with(start);
        if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
            return self.pdf(bytes);
        }
        if starts(b"II*\0") || starts(b"MM\0*") {
            return self.tiff(bytes);
        }
        if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") {
            let picture = unpack(bytes).ok_or("it is damaged or has more than 100 million pixels")?;
            self.page(1, &picture);
            return Ok(0);
        }
        Err("it is no PDF, TIFF, JPEG or PNG".to_owned())
    }

    fn pdf(&mut self, bytes: &[u8]) -> std::result::Result<usize, String> {
        let mut damaged = 0;
        let mut see = |page: usize, picture: Picture| {
            let picture = match picture {
                Picture::Jpeg(bytes) => unpack(&bytes),
                Picture::Grey { width, height, pixels } => Some(Grey { width, height, pixels }),
            };
            match picture {
                Some(picture) => self.page(page + 1, &picture),
                None => damaged += 1,
            }
            !self.stopped
        };
        let missed = pictures(bytes, MOST_PIXELS, &mut see).map_err(|why| why.to_string())?;
        Ok(missed + damaged)
    }

    fn tiff(&mut self, bytes: &[u8]) -> std::result::Result<usize, String> {
        let damaged = |_: tiff::TiffError| "it is damaged".to_owned();
        let mut file = Decoder::new(Cursor::new(bytes)).map_err(damaged)?;
        let (mut page, mut missed) = (1, 0);
        loop {
            match tiff_page(&mut file) {
                Some(picture) => self.page(page, &picture),
                None => missed += 1,
            }
            if self.stopped || !file.more_images() {
                return Ok(missed);
            }
            file.next_image().map_err(damaged)?;
            page += 1;
        }
    }

    /// Looks at a picture in several sizes until a code of ours is found on it.
    fn page(&mut self, page: usize, picture: &Grey) {
        let count = picture.pixels.len();
        let shrinks = (1..=4).filter(|by| count / (by * by) <= LARGE && (*by == 1 || count / (by * by) >= SMALL / 12));
        let mut tries: Vec<Try> = shrinks.map(Try::Smaller).collect();
        tries.extend(Some(Try::Larger).filter(|_| count <= SMALL));
        tries.extend(Some(Try::Softer).filter(|_| count <= LARGE));
        if count < TINY {
            return;
        }
        for one in tries {
            let pixels = one.pixels(count);
            if self.work + pixels > MOST_WORK {
                self.stopped = true;
                return;
            }
            self.work += pixels;
            let found = match one {
                Try::Smaller(1) => picture.codes(),
                Try::Smaller(by) => picture.smaller(by).codes(),
                Try::Larger => picture.larger().codes(),
                Try::Softer => picture.softer().codes(),
            };
            if !found.is_empty() {
                let known = |id: &RevisionId, seen: &[Seen]| seen.iter().any(|seen| seen.revision == *id);
                for revision in found {
                    if !known(&revision, &self.seen) {
                        self.seen.push(Seen { page, revision });
                    }
                }
                return;
            }
        }
    }
}

/// A way to look at a picture.
#[derive(Clone, Copy)]
enum Try {
    /// So many times smaller, which also takes away the dots of a coarse scan.
    Smaller(usize),
    /// Twice as large, for scans with few pixels to a module.
    Larger,
    /// With soft edges, against noise.
    Softer,
}

impl Try {
    fn pixels(self, count: usize) -> usize {
        match self {
            Self::Smaller(by) => count / (by * by),
            Self::Larger => count * 4,
            Self::Softer => count,
        }
    }
}

/// A picture in grey: 0 is black.
struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    /// Returns the revisions that QR codes of ours name.
    fn codes(&self) -> Vec<RevisionId> {
        let at = |x: usize, y: usize| self.pixels[y * self.width + x];
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(self.width, self.height, at);
        let grids = prepared.detect_grids();
        grids.into_iter().filter_map(|grid| read_qr(&grid.decode().ok()?.1)).collect()
    }

    fn made(width: usize, height: usize, value: impl Fn(usize, usize) -> u8) -> Self {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| value(x, y)).collect();
        Self { width, height, pixels }
    }

    /// Returns the mean of some pixels.
    fn mean(&self, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> u8 {
        let count = columns.len() * rows.len();
        let row = |y: usize| &self.pixels[y * self.width..][columns.clone()];
        let sum: usize = rows.flat_map(row).map(|value| usize::from(*value)).sum();
        u8::try_from(sum / count.max(1)).unwrap_or(255)
    }

    fn smaller(&self, by: usize) -> Self {
        Self::made(self.width / by, self.height / by, |x, y| self.mean(x * by..(x + 1) * by, y * by..(y + 1) * by))
    }

    fn larger(&self) -> Self {
        let next = |at: usize, end: usize| at / 2..(at / 2 + 1 + at % 2).min(end);
        Self::made(self.width * 2, self.height * 2, |x, y| self.mean(next(x, self.width), next(y, self.height)))
    }

    fn softer(&self) -> Self {
        let around = |at: usize, end: usize| at.saturating_sub(1)..(at + 2).min(end);
        Self::made(self.width, self.height, |x, y| self.mean(around(x, self.width), around(y, self.height)))
    }
}

/// Unpacks a JPEG or PNG; `None` if it is damaged or too large.
fn unpack(bytes: &[u8]) -> Option<Grey> {
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.limits(limits);
    let decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let (width, height) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
    if width.checked_mul(height)? > MOST_PIXELS {
        return None;
    }
    let pixels = image::DynamicImage::from_decoder(decoder).ok()?.into_luma8().into_raw();
    Some(Grey { width, height, pixels })
}

/// Unpacks the page a TIFF stands at; `None` if it is damaged, too large or of another kind.
fn tiff_page(file: &mut Decoder<Cursor<&[u8]>>) -> Option<Grey> {
    let (width, height) = file.dimensions().ok()?;
    let (width, height) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
    if width.checked_mul(height)? > MOST_PIXELS {
        return None;
    }
    let colours = file.colortype().ok()?;
    let DecodingResult::U8(data) = file.read_image().ok()? else { return None };
    let rgb = |pixel: &[u8]| luma(image::Rgb([pixel[0], pixel[1], pixel[2]]));
    let pixels: Vec<u8> = if colours == ColorType::Gray(1) {
        let bit = |row: &[u8], x: usize| if row[x / 8] >> (7 - x % 8) & 1 == 1 { 255 } else { 0 };
        data.chunks_exact(width.div_ceil(8)).flat_map(|row| (0..width).map(move |x| bit(row, x))).collect()
    } else if colours == ColorType::Gray(8) {
        data
    } else if colours == ColorType::RGB(8) {
        data.chunks_exact(3).map(rgb).collect()
    } else if colours == ColorType::RGBA(8) {
        data.chunks_exact(4).map(rgb).collect()
    } else {
        return None;
    };
    (pixels.len() == width * height).then_some(Grey { width, height, pixels })
}

fn luma(rgb: image::Rgb<u8>) -> u8 {
    image::Pixel::to_luma(&rgb).0[0]
}
