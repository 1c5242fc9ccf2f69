//! The pictures on the pages of a PDF that came back from a scanner.
//!
//! The file comes from outside: sizes are bounded before anything is unpacked.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Forms within forms are followed so deep.
const DEEPEST: usize = 4;

/// A picture on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// A JPEG file.
    Jpeg(Vec<u8>),
    /// Grey values, row by row from the top: 0 is black, 255 white.
    Grey {
        /// Pixels in a row.
        width: usize,
        /// Rows.
        height: usize,
        /// The values.
        pixels: Vec<u8>,
    },
}

/// Why a PDF shows no pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is no PDF, or cut off.
    #[error("it is not a whole PDF")]
    Damaged,
    /// A password is asked for.
    #[error("it is locked with a password")]
    Locked,
}

/// Shows each picture with its page, from 0, until `see` returns false; none has more than `most` pixels.
///
/// Returns how many pictures could not be unpacked: too large, damaged, or of another compression.
///
/// # Errors
///
/// The file cannot be opened as PDF.
pub fn pictures(bytes: &[u8], most: usize, see: &mut dyn FnMut(usize, Picture) -> bool) -> Result<usize, Unreadable> {
    let options = LoadOptions::with_max_decompressed_size(most);
    let file = Document::load_mem_with_options(bytes, options).map_err(|_damaged| Unreadable::Damaged)?;
    if file.is_encrypted() {
        return Err(Unreadable::Locked);
    }
    let mut reader = Reader { file: &file, most, seen: BTreeSet::new(), missed: 0, see };
    for (page, id) in file.get_pages().into_values().enumerate() {
        let Ok((own, inherited)) = file.get_page_resources(id) else { continue };
        let inherited = inherited.into_iter().filter_map(|id| file.get_dictionary(id).ok());
        for resources in own.into_iter().chain(inherited) {
            if !reader.resources(page, resources, DEEPEST) {
                return Ok(reader.missed);
            }
        }
    }
    Ok(reader.missed)
}

struct Reader<'a> {
    file: &'a Document,
    most: usize,
    /// Streams that have been looked at: a picture is shown once.
    seen: BTreeSet<ObjectId>,
    missed: usize,
    see: &'a mut dyn FnMut(usize, Picture) -> bool,
}

impl Reader<'_> {
    /// Looks through resources; false if nothing more is wanted.
    fn resources(&mut self, page: usize, resources: &Dictionary, deep: usize) -> bool {
        let file = self.file;
        let Ok(objects) = file.get_dict_in_dict(resources, b"XObject") else { return true };
        for (_, object) in objects {
            let Ok(id) = object.as_reference() else { continue };
            let Ok(stream) = file.get_object(id).and_then(Object::as_stream) else { continue };
            let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
            let go_on = match kind {
                _ if !self.seen.insert(id) => true,
                b"Image" => match picture(file, &settled(file, stream), self.most) {
                    Some(picture) => (self.see)(page, picture),
                    None => {
                        self.missed += 1;
                        true
                    }
                },
                b"Form" if deep > 0 => match file.get_dict_in_dict(&stream.dict, b"Resources") {
                    Ok(resources) => self.resources(page, resources, deep - 1),
                    Err(_) => true,
                },
                _ => true,
            };
            if !go_on {
                return false;
            }
        }
        true
    }
}

/// Puts the parameters of a stream's only filter where they are looked for: some writers make a list of one.
fn settled<'a>(file: &Document, stream: &'a Stream) -> Cow<'a, Stream> {
    let found = |object: &Object| file.dereference(object).ok().map(|(_, object)| object.clone());
    let Some(params) = stream.dict.get(b"DecodeParms").ok().and_then(found) else { return Cow::Borrowed(stream) };
    let only = params.as_array().ok().and_then(|all| all.first().and_then(found));
    let mut settled = stream.clone();
    settled.dict.set("DecodeParms", only.unwrap_or(params));
    Cow::Owned(settled)
}

/// Unpacks a picture; `None` if it is too large or cannot be unpacked.
fn picture(file: &Document, stream: &Stream, most: usize) -> Option<Picture> {
    let number = |key: &[u8]| {
        let value = file.dereference(stream.dict.get(key).ok()?).ok()?.1.as_i64().ok()?;
        usize::try_from(value).ok()
    };
    let (width, height) = (number(b"Width")?, number(b"Height")?);
    if width == 0 || height == 0 || width.checked_mul(height)? > most {
        return None;
    }
    let filters = stream.filters().unwrap_or_default();
    match filters.as_slice() {
        [b"DCTDecode"] => return Some(Picture::Jpeg(stream.content.clone())),
        [b"FlateDecode", b"DCTDecode"] => {
            let mut packed = stream.clone();
            packed.dict.set("Filter", "FlateDecode");
            packed.dict.remove(b"DecodeParms");
            return Some(Picture::Jpeg(packed.decompressed_content_with_limit(most).ok()?));
        }
        _ => {}
    }
    let inverted = inverted(file, &stream.dict);
    let mut pixels = if filters == [b"CCITTFaxDecode"] {
        faxed(file, stream, width, height)?
    } else {
        let bits = number(b"BitsPerComponent").or(Some(1)).filter(|bits| matches!(bits, 1 | 2 | 4 | 8 | 16))?;
        let colours = Colours::of(file, &stream.dict)?;
        let row = (width * colours.channels() * bits).div_ceil(8);
        let data = stream.decompressed_content_with_limit(row.checked_mul(height)?.checked_add(row)?).ok()?;
        let rows = data.chunks(row).take(height);
        let mut pixels = Vec::with_capacity(width * height);
        rows.for_each(|row| pixels.extend((0..width).map(|x| colours.grey(row, x, bits))));
        pixels
    };
    // What is cut off is white.
    pixels.resize(width * height, 255);
    if inverted {
        for value in &mut pixels {
            *value = 255 - *value;
        }
    }
    Some(Picture::Grey { width, height, pixels })
}

/// Does `Decode` turn black and white round?
fn inverted(file: &Document, dict: &Dictionary) -> bool {
    let first = |object: &Object| file.dereference(object).ok()?.1.as_array().ok()?.first()?.as_float().ok();
    dict.get(b"Decode").ok().and_then(first).is_some_and(|first| first > 0.5)
}

/// Unpacks a picture compressed as fax machines do (ITU-T T.4 in one dimension, T.6).
fn faxed(file: &Document, stream: &Stream, width: usize, height: usize) -> Option<Vec<u8>> {
    let params = file.get_dict_in_dict(&stream.dict, b"DecodeParms").ok();
    let number = |key: &[u8]| params.and_then(|params| params.get(key).ok()?.as_i64().ok());
    let is_set = |key: &[u8]| params.and_then(|params| params.get(key).ok()?.as_bool().ok()).unwrap_or(false);
    let columns = u16::try_from(number(b"Columns").unwrap_or(1728)).ok()?;
    let rows = u16::try_from(height).ok()?;
    if is_set(b"EncodedByteAlign") || usize::from(columns) != width {
        return None;
    }
    let black = if is_set(b"BlackIs1") { 255 } else { 0 };
    let mut pixels = Vec::with_capacity(width * height);
    let most = width * height;
    let mut line = |changes: &[u16]| {
        if pixels.len() < most {
            let colours = fax::decoder::pels(changes, columns);
            pixels.extend(colours.map(|colour| if colour == fax::Color::Black { black } else { 255 - black }));
        }
    };
    let bytes = stream.content.iter().copied();
    match number(b"K").unwrap_or(0) {
        k if k < 0 => fax::decoder::decode_g4(bytes, columns, Some(rows), &mut line)?,
        0 => fax::decoder::decode_g3(bytes, &mut line)?,
        _ => return None,
    }
    Some(pixels)
}

/// What the samples of a picture mean.
enum Colours {
    /// So many channels: grey, red-green-blue, or four inks.
    Channels(usize),
    /// Places in a palette, each as a grey value.
    Palette(Vec<u8>),
}

impl Colours {
    fn of(file: &Document, dict: &Dictionary) -> Option<Self> {
        if dict.get(b"ImageMask").and_then(Object::as_bool).unwrap_or(false) {
            return Some(Self::Channels(1));
        }
        Self::named(file, dict.get(b"ColorSpace").ok()?)
    }

    fn named(file: &Document, space: &Object) -> Option<Self> {
        let space = file.dereference(space).ok()?.1;
        let parts = space.as_array().map_or(std::slice::from_ref(space), Vec::as_slice);
        let part = |at: usize| file.dereference(parts.get(at)?).ok().map(|(_, object)| object);
        match parts.first()?.as_name().ok()? {
            b"DeviceGray" | b"CalGray" | b"G" => Some(Self::Channels(1)),
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(Self::Channels(3)),
            b"DeviceCMYK" | b"CMYK" => Some(Self::Channels(4)),
            b"ICCBased" => {
                let count = part(1)?.as_stream().ok()?.dict.get(b"N").ok()?.as_i64().ok()?;
                usize::try_from(count).ok().filter(|count| matches!(count, 1 | 3 | 4)).map(Self::Channels)
            }
            b"Indexed" | b"I" => {
                let Self::Channels(count @ 1..=4) = Self::named(file, parts.get(1)?)? else { return None };
                let table = match part(3)?.as_str() {
                    Ok(bytes) => bytes.to_vec(),
                    Err(_) => part(3)?.as_stream().ok()?.decompressed_content_with_limit(256 * count).ok()?,
                };
                Some(Self::Palette(table.chunks_exact(count).map(mixed).collect()))
            }
            _ => None,
        }
    }

    fn channels(&self) -> usize {
        match self {
            Self::Channels(count) => *count,
            Self::Palette(_) => 1,
        }
    }

    /// Returns the grey value of a pixel of a row; what is cut off is white.
    fn grey(&self, row: &[u8], x: usize, bits: usize) -> u8 {
        match self {
            Self::Channels(count) => {
                let mut values = [255; 4];
                for (channel, value) in values[..*count].iter_mut().enumerate() {
                    *value = sample(row, x * count + channel, bits, true);
                }
                mixed(&values[..*count])
            }
            Self::Palette(table) => table.get(usize::from(sample(row, x, bits, false))).copied().unwrap_or(255),
        }
    }
}

/// Returns a sample of 1, 2, 4, 8 or 16 bits, spread over 0 to 255 or as it stands.
fn sample(row: &[u8], at: usize, bits: usize, spread: bool) -> u8 {
    let bit = at * bits;
    let Some(byte) = row.get(bit / 8).copied() else { return 255 };
    if bits >= 8 {
        return byte;
    }
    let most = u8::MAX >> (8 - bits);
    let value = byte >> (8 - bits - bit % 8) & most;
    if spread { value * (u8::MAX / most) } else { value }
}

/// Mixes channels to grey; of four, the inks darken one another.
fn mixed(channels: &[u8]) -> u8 {
    match channels {
        [red, green, blue] => {
            let sum = 299 * u32::from(*red) + 587 * u32::from(*green) + 114 * u32::from(*blue);
            u8::try_from(sum / 1000).unwrap_or(255)
        }
        [cyan, magenta, yellow, key] => 255 - (mixed(&[*cyan, *magenta, *yellow])).saturating_add(*key),
        other => other.first().copied().unwrap_or(255),
    }
}
