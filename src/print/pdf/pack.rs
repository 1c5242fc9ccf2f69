//! Compression: once for what every file holds, quickly for what changes.

use super::fonts::Subset;
use crate::print::fonts::Face;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, Stream};
use std::collections::BTreeMap;
use std::io::Write as _;

/// Higher levels take much longer and save little.
const LEVEL: u32 = 4;

/// Compresses bytes; the result depends on nothing else.
pub(super) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(LEVEL));
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory cannot fail")
}

/// Compresses every stream that is not and may be; font files are compressed already.
pub(super) fn pack(file: &mut Document, faces: &BTreeMap<Face, Subset>) {
    for object in file.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        let known = faces.values().map(|subset| &subset.file).find(|font| font.plain == stream.content);
        let bytes = known.map_or_else(|| packed(&stream.content), |font| font.packed.clone());
        replace(stream, bytes);
    }
}

fn replace(stream: &mut Stream, bytes: Vec<u8>) {
    stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    stream.set_content(bytes);
}
