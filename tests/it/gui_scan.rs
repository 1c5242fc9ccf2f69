//! Papers checked by code and by file, and scans of signed sheets that find their form, through the window.

use crate::gui_exchange::Machine;
use eframe::egui::accesskit::Role;
use partnership_desk::model::code::qr_text;
use partnership_desk::model::id::RevisionId;
use qrcodegen::{QrCode, QrCodeEcc};
use std::io::Cursor;

#[test]
fn a_paper_is_checked_by_its_code_and_by_its_file() {
    let mut lead = Machine::small("Jo Okafor", "Lead manager");
    lead.proposes();
    let old = lead.saves();
    lead.press("File");
    lead.press("Check a paper form…");
    assert!(lead.window.node(Role::TextInput, "The code on the paper").is_focused());
    lead.press("Check the code");
    lead.sees("Type the code, or choose a file");
    lead.drops(&[&old], "The record is current");
    lead.sees("The pages are the very ones issued for signing");
    let code = lead.code_at_the_foot();
    lead.follow("Open the form");
    lead.changes(" In Devizes.");
    lead.press("File");
    lead.press("Check a paper form…");
    lead.drops(&[&old], "The record was replaced");
    lead.sees("On this paper");
    lead.sees("Home safety visits. In Devizes.");
    lead.sees("The pages are the very ones issued for signing");
    lead.types_the_code(&code);
    lead.sees("The record was replaced");
    lead.sees("The pages were not checked");
    lead.types_the_code("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZZ");
    lead.sees("The code is mistyped");
    lead.types_the_code("00000000");
    lead.sees("The record is unknown here");
    let mut altered = old.clone();
    let at = altered.1.windows(7).position(|bytes| bytes == b"/Length").unwrap();
    altered.1[at + 20] ^= 1;
    lead.drops(&[&altered], "The record was altered");
    lead.sees("The pages were altered");
    lead.sees("its pages were changed after it was made");
}

#[test]
fn a_scan_without_a_code_is_placed_by_the_person_and_kept_with_the_signature() {
    let mut lead = Machine::small("Jo Okafor", "Lead manager");
    lead.proposes();
    lead.press("Home");
    let scan = ("sheet.png".to_owned(), b"\x89PNG\r\n\x1a\n no picture".to_vec());
    lead.drops(&[&scan], "Which form is this the scan of?");
    lead.sees("sheet.png");
    lead.follow("Kennet Valley: Agreement (proposal)");
    lead.sees("sheet.png");
    assert_eq!(lead.window.value("Name of who signed"), "Jo Okafor", "the box of the signature is open");
    lead.press("Record this signature");
    lead.sees("The scan of the signed sheet is kept.");
    // It travels with the form.
    let sent = lead.saves();
    let mut line = Machine::small("Ann Hart", "Line manager");
    line.drops(&[&sent], "What came in");
    line.follow("Kennet Valley P-0001");
    line.window.sheet("Documents");
    line.sees("sheet.png");
}

/// Makes the scan of a paper: a white sheet with the QR code of its revision.
fn scan_of(revision: &RevisionId) -> Vec<u8> {
    const SCALE: u32 = 8;
    const MARGIN: u32 = 120;
    let code = QrCode::encode_text(&qr_text(revision).unwrap(), QrCodeEcc::Medium).unwrap();
    let side = u32::try_from(code.size()).unwrap() * SCALE + 2 * MARGIN;
    let module = |at: u32| i32::try_from(at / SCALE).unwrap() - i32::try_from(MARGIN / SCALE).unwrap();
    let sheet = image::GrayImage::from_fn(side, side, |x, y| {
        image::Luma([if code.get_module(module(x), module(y)) { 0 } else { 255 }])
    });
    let mut png = Cursor::new(Vec::new());
    sheet.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

#[test]
fn a_scan_finds_its_form_by_the_code_on_it() {
    let mut lead = Machine::small("Jo Okafor", "Lead manager");
    lead.proposes();
    let old = ("old sheet.png".to_owned(), scan_of(&lead.newest_revision()));
    lead.press("Home");
    lead.drops(&[&old], "Name of who signed");
    lead.sees("old sheet.png");
    lead.sees("Completed, not signed yet");
    lead.press("Not now");
    lead.changes(" In Devizes.");
    let scan = ("sheet.png".to_owned(), scan_of(&lead.newest_revision()));
    let unknown = ("unknown.png".to_owned(), scan_of(&RevisionId::new("0".repeat(64))));
    lead.press("Home");
    lead.drops(&[&old, &scan, &unknown], "What came in");
    lead.sees("It shows another version than the one that counts of: Kennet Valley, Agreement.");
    lead.sees("It shows: Kennet Valley, Agreement.");
    lead.sees("Its code is of a form that is not known here.");
    lead.press("Record the signature: sheet.png");
    lead.sees("Name of who signed");
    lead.press("Record this signature");
    lead.sees("The scan of the signed sheet is kept.");
    // On the screen that checks papers the scan shows the verdict by its code.
    lead.press("File");
    lead.press("Check a paper form…");
    lead.drops(&[&scan], "The record is current");
    lead.sees("Read the answers on the paper against the form.");
    lead.drops(&[&old], "The record was replaced");
    lead.drops(&[&unknown], "The record is unknown here");
    let blank = ("blank.png".to_owned(), b"\x89PNG\r\n\x1a\n no picture".to_vec());
    lead.drops(&[&blank], "cannot be read as a scan");
}
