//! The file as an archive keeps it: header, trailer, streams, colours, nothing hidden or active.

use super::Rule;
use super::file::{File, name, plain};
use lopdf::{Dictionary, Object, ObjectId};

/// The conditions of this file.
pub(super) const RULES: &[Rule] = &[
    Rule::new("20-001", "a configuration of optional content has no name", |file| layers(file, b"Configs", b"Name")),
    Rule::new("20-002", "the configuration of optional content has no name", |file| layers(file, b"D", b"Name")),
    Rule::new("20-003", "a configuration of optional content has AS", |file| layers(file, b"D", b"AS")),
    Rule::new("25-001", "the form is rendered by XFA", xfa),
    Rule::new("30-001", "a reference XObject is present", reference_xobject),
    Rule::new("30-002", "a form XObject with marks is drawn more than once", drawn_twice),
    Rule::new("A3-6.1.2", "the header is not that of PDF 1.0 to 1.7 with four high bytes under it", header),
    Rule::new("A3-6.1.3", "the trailer has no ID, the file is encrypted, or something stands after the end", trailer),
    Rule::new("A3-6.1.7.1", "a stream lies in another file", outside_stream),
    Rule::new("A3-6.1.7.2", "a stream has a filter that is not allowed", filters),
    Rule::new("A3-6.1.13", "a limit of PDF 1.7 is passed", limits),
    Rule::new("A3-6.2.2", "content is not as PDF wants it", bad_content),
    Rule::new("A3-6.2.3", "there is no output intent with a profile", no_intent),
    Rule::new("A3-6.2.4.3", "a colour is of another device than the profile", other_device),
    Rule::new("A3-6.2.5", "a graphics state has a transfer function or halftone origin", states),
    Rule::new("A3-6.2.8", "an image has alternates, or is to be interpolated", images),
    Rule::new("A3-6.2.9", "a form XObject has PostScript or OPI", post_script),
    Rule::new("A3-6.2.10", "transparency with an unknown blend mode", blend_modes),
    Rule::new("A3-6.5.1", "an action is not allowed", actions),
    Rule::new("A3-6.5.2", "something happens by itself", triggers),
    Rule::new("A3-6.10", "there are other presentations of pages", presentations),
    Rule::new("A3-6.11", "the file requires a feature of the reader", requirements),
];

fn fault(wrong: bool, says: &str) -> Vec<String> {
    wrong.then(|| says.to_owned()).into_iter().collect()
}

/// Returns the dictionaries of which something is true.
fn each(file: &File, wrong: impl Fn(&Dictionary) -> bool) -> Vec<String> {
    let all = file.dictionaries().into_iter();
    all.filter(|(_, dict)| wrong(dict)).map(|(id, _)| format!("object {} {}", id.0, id.1)).collect()
}

fn header(file: &File) -> Vec<String> {
    let line = file.bytes.split(|byte| *byte == b'\n' || *byte == b'\r').next().unwrap_or_default();
    let version = line.len() == 8 && line.starts_with(b"%PDF-1.") && (b'0'..=b'7').contains(&line[7]);
    let mark = file.bytes.get(9..14).unwrap_or_default();
    let marked = mark.first() == Some(&b'%') && mark.iter().skip(1).filter(|byte| **byte > 127).count() == 4;
    fault(!version || !marked, &String::from_utf8_lossy(line))
}

fn trailer(file: &File) -> Vec<String> {
    let ids = file.list(&file.doc.trailer, b"ID");
    let mut found = fault(ids.len() != 2 || ids.iter().any(|id| id.as_str().is_ok_and(<[u8]>::is_empty)), "ID");
    let end =
        file.bytes.trim_ascii_end().ends_with(b"%%EOF") && file.bytes.len() - file.bytes.trim_ascii_end().len() < 3;
    found.extend(fault(!end, "the end"));
    found.extend(fault(file.doc.trailer.has(b"Encrypt") || file.doc.was_encrypted(), "Encrypt"));
    found
}

fn outside_stream(file: &File) -> Vec<String> {
    let keys: [&[u8]; 3] = [b"FFilter", b"FDecodeParms", b"F"];
    let streams = file.doc.objects.iter().filter_map(|(id, object)| Some((id, object.as_stream().ok()?)));
    streams
        .filter(|(_, stream)| keys.iter().any(|key| stream.dict.has(key)))
        .map(|(id, _)| format!("object {}", id.0))
        .collect()
}

fn filters(file: &File) -> Vec<String> {
    const ALLOWED: [&[u8]; 8] = [
        b"FlateDecode",
        b"ASCIIHexDecode",
        b"ASCII85Decode",
        b"RunLengthDecode",
        b"CCITTFaxDecode",
        b"JBIG2Decode",
        b"DCTDecode",
        b"JPXDecode",
    ];
    let mut found = Vec::new();
    for (id, object) in &file.doc.objects {
        let Ok(stream) = object.as_stream() else { continue };
        let odd = stream.filters().unwrap_or_default().into_iter().filter(|filter| !ALLOWED.contains(filter));
        found.extend(odd.map(|filter| format!("object {}: {}", id.0, String::from_utf8_lossy(filter))));
    }
    found
}

fn limits(file: &File) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (id, object) in &file.doc.objects {
        measure(*id, object, &mut found);
    }
    for sheet in &file.sheets {
        found.extend(sheet.faults.iter().filter(|(number, _)| *number == "A3-6.1.13").map(|(_, says)| says.clone()));
        let sides: Vec<f32> =
            file.list(&sheet.dict, b"MediaBox").iter().filter_map(|side| side.as_float().ok()).collect();
        let fits = matches!(sides[..], [left, bottom, right, top]
            if (3.0..=14400.0).contains(&(right - left)) && (3.0..=14400.0).contains(&(top - bottom)));
        found.extend(fault(!fits && sheet.dict.has(b"MediaBox"), "a page is too small or too large"));
    }
    found
}

fn measure(id: ObjectId, object: &Object, found: &mut Vec<String>) {
    match object {
        Object::String(text, _) if text.len() > 32767 => found.push(format!("a string of object {}", id.0)),
        Object::Name(name) if name.len() > 127 => found.push(format!("a name of object {}", id.0)),
        Object::Integer(number) if i32::try_from(*number).is_err() => {
            found.push(format!("a number of object {}", id.0));
        }
        Object::Array(all) => all.iter().for_each(|inner| measure(id, inner, found)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, inner)| measure(id, inner, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, inner)| measure(id, inner, found)),
        _ => {}
    }
}

fn bad_content(file: &File) -> Vec<String> {
    let all = file.sheets.iter().flat_map(|sheet| &sheet.faults);
    all.filter(|(number, _)| *number == "A3-6.2.2").map(|(_, says)| says.clone()).collect()
}

/// Returns the archive's output intents with the colours of their profiles.
fn intents(file: &File) -> Vec<Option<[u8; 4]>> {
    let all = file.list(&file.root, b"OutputIntents");
    let dicts = all.iter().filter_map(|one| super::file::as_dict(&file.doc, one));
    let profile = |dict: &Dictionary| {
        let bytes = plain(&file.doc, dict.get(b"DestOutputProfile").ok()?)?;
        let known = bytes.get(36..40) == Some(b"acsp");
        bytes.get(16..20).filter(|_| known)?.try_into().ok()
    };
    dicts.filter(|dict| name(dict, b"S") == "GTS_PDFA1").map(profile).collect()
}

fn no_intent(file: &File) -> Vec<String> {
    let all = intents(file);
    fault(all.is_empty() || all.contains(&None), "the catalog")
}

/// Finds operators of colours that the profile does not speak of.
fn other_device(file: &File) -> Vec<String> {
    let is_cmyk = intents(file).first().is_some_and(|colours| *colours == Some(*b"CMYK"));
    let foreign: &[&str] = if is_cmyk { &["rg", "RG"] } else { &["k", "K"] };
    let mut found = Vec::new();
    for (page, sheet) in file.sheets.iter().enumerate() {
        let odd = foreign.iter().any(|operator| sheet.devices.contains(*operator));
        found.extend(fault(odd, &format!("page {}", page + 1)));
    }
    found
}

fn states(file: &File) -> Vec<String> {
    each(file, |dict| {
        let own = dict.has_type(b"ExtGState");
        let odd_transfer = dict.get(b"TR2").and_then(Object::as_name).is_ok_and(|name| name != b"Default");
        own && (dict.has(b"TR") || dict.has(b"HTP") || dict.has(b"HTO") || odd_transfer)
    })
}

fn blend_modes(file: &File) -> Vec<String> {
    const KNOWN: &str = " Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight \
                         SoftLight Difference Exclusion Hue Saturation Color Luminosity ";
    each(file, |dict| {
        let mode = name(dict, b"BM");
        dict.has_type(b"ExtGState") && !mode.is_empty() && !KNOWN.contains(&format!(" {mode} "))
    })
}

fn images(file: &File) -> Vec<String> {
    each(file, |dict| {
        let interpolated = dict.get(b"Interpolate").is_ok_and(|it| matches!(it, Object::Boolean(true)));
        name(dict, b"Subtype") == "Image" && (interpolated || dict.has(b"Alternates") || dict.has(b"OPI"))
    })
}

fn is_form(dict: &Dictionary) -> bool {
    name(dict, b"Subtype") == "Form"
}

fn post_script(file: &File) -> Vec<String> {
    each(file, |dict| {
        is_form(dict) && (dict.has(b"OPI") || dict.has(b"PS") || name(dict, b"Subtype2") == "PS")
            || name(dict, b"Subtype") == "PS"
    })
}

fn reference_xobject(file: &File) -> Vec<String> {
    each(file, |dict| is_form(dict) && dict.has(b"Ref"))
}

fn drawn_twice(file: &File) -> Vec<String> {
    let marked = |id: &ObjectId| {
        let content = file.doc.get_object(*id).ok().and_then(|object| plain(&file.doc, object)).unwrap_or_default();
        content.windows(5).any(|window| window == b"/MCID")
    };
    let twice = file.forms.iter().filter(|(id, count)| **count > 1 && marked(id));
    twice.map(|(id, _)| format!("object {}", id.0)).collect()
}

fn actions(file: &File) -> Vec<String> {
    const ALLOWED: [&str; 6] = ["GoTo", "GoToR", "GoToE", "Thread", "URI", "SubmitForm"];
    const NAMED: [&str; 4] = ["NextPage", "PrevPage", "FirstPage", "LastPage"];
    let wrong = |dict: &Dictionary| {
        let kind = name(dict, b"S");
        let named = kind == "Named" && NAMED.contains(&name(dict, b"N").as_str());
        !ALLOWED.contains(&kind.as_str()) && !named
    };
    let mut found = Vec::new();
    for (id, dict) in file.dictionaries() {
        let keys: [&[u8]; 2] = [b"A", b"OpenAction"];
        let below = keys.iter().filter_map(|key| file.dict(dict, key)).filter(|dict| dict.has(b"S") && !dict.has(b"O"));
        let typed = Some(dict).filter(|dict| dict.has_type(b"Action"));
        found.extend(below.chain(typed).filter(|dict| wrong(dict)).map(|_| format!("object {}", id.0)));
    }
    let names = file.dict(&file.root, b"Names");
    found.extend(fault(names.is_some_and(|names| names.has(b"JavaScript")), "Names holds JavaScript"));
    found
}

fn triggers(file: &File) -> Vec<String> {
    each(file, |dict| dict.has(b"AA"))
}

fn presentations(file: &File) -> Vec<String> {
    let names = file.dict(&file.root, b"Names").is_some_and(|names| names.has(b"AlternatePresentations"));
    fault(names || file.sheets.iter().any(|sheet| sheet.dict.has(b"PresSteps")), "the catalog or a page")
}

fn requirements(file: &File) -> Vec<String> {
    fault(file.root.has(b"Requirements"), "the catalog")
}

fn xfa(file: &File) -> Vec<String> {
    let form = file.dict(&file.root, b"AcroForm");
    fault(form.is_some_and(|form| form.has(b"XFA")) || file.root.has(b"NeedsRendering"), "the form")
}

/// Finds configurations of optional content that lack their name, or have what they may not.
fn layers(file: &File, which: &[u8], key: &[u8]) -> Vec<String> {
    let Some(all) = file.dict(&file.root, b"OCProperties") else { return Vec::new() };
    let list = file.list(all, which);
    let configs = list.iter().filter_map(|one| super::file::as_dict(&file.doc, one));
    let wrong = |dict: &&Dictionary| match key {
        b"AS" => dict.has(key),
        _ => file.text(dict, key).is_none_or(|name| name.is_empty()),
    };
    configs.filter(wrong).map(|_| String::from_utf8_lossy(which).into_owned()).collect()
}
