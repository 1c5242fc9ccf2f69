//! A form that was filled in elsewhere comes back: what came in, what could not, and that nothing is harmed.

use super::today;
use lopdf::{Dictionary, IncrementalDocument, Object, ObjectId, SaveOptions, StringFormat, dictionary, text_string};
use partnership_desk::app::App;
use partnership_desk::app::blank::Blank;
use partnership_desk::app::filled::TakenIn;
use partnership_desk::app::take_in::Arrived;
use partnership_desk::model::entry::Entry;
use partnership_desk::model::moment::Moment;
use partnership_desk::print::pdf::read_fields::{FieldValue, MAX_FILE, filled_form};

const WORDS: &str = "Łódź Llŷr £1,250 – café";

fn now() -> Moment {
    Moment::parse("2026-04-03T09:00:00Z").unwrap()
}

fn app() -> App {
    App::without_records(None).unwrap()
}

fn form(app: &App, form: &str) -> Vec<u8> {
    app.blank(&Blank { form: form.into(), on_screen: true, reference: None }, today()).unwrap().bytes
}

/// Finds the field of that name.
fn field_of(file: &lopdf::Document, name: &str) -> ObjectId {
    let named = |(id, object): (&ObjectId, &Object)| {
        let own = object.as_dict().ok()?.get(b"T").ok()?;
        (lopdf::decode_text_string(own).ok()? == name).then_some(*id)
    };
    file.objects.iter().find_map(named).unwrap_or_else(|| panic!("there is no field {name}"))
}

/// Puts a value into a field: words, or a tick where it is the empty text.
fn put(field: &mut Dictionary, value: Object) {
    if let Object::Name(state) = &value {
        field.set("AS", Object::Name(state.clone()));
    }
    field.set("V", value);
}

fn value(text: &str) -> Object {
    match text {
        "✓" => Object::Name(b"Yes".to_vec()),
        lines if lines.contains('\n') => Object::string_literal(lines.replace('\n', "\r")),
        text => text_string(text),
    }
}

/// Fills fields in, and saves the file with its objects packed away or not.
fn filled(bytes: &[u8], values: &[(&str, Object)], packed: bool) -> Vec<u8> {
    let mut file = lopdf::Document::load_mem(bytes).unwrap();
    for (name, value) in values {
        let id = field_of(&file, name);
        put(file.get_dictionary_mut(id).unwrap(), value.clone());
    }
    let mut saved = Vec::new();
    let options = SaveOptions::builder().use_object_streams(packed).use_xref_streams(packed).build();
    file.save_with_options(&mut saved, options).unwrap();
    saved
}

fn written(bytes: &[u8], values: &[(&str, &str)]) -> Vec<u8> {
    let values: Vec<_> = values.iter().map(|(name, text)| (*name, value(text))).collect();
    filled(bytes, &values, true)
}

fn take(app: &mut App, bytes: &[u8]) -> TakenIn {
    app.import_filled(bytes, None, &now(), today()).unwrap()
}

fn says<'a>(taken: &'a TakenIn, question: &str) -> &'a str {
    let found = taken.taken.iter().find(|answer| answer.question.as_str() == question);
    &found.unwrap_or_else(|| panic!("{question} did not come in: {:?}", taken.left)).says
}

/// What stands in the draft of the first part.
fn entry(app: &App, taken: &TakenIn, question: &str) -> Option<Entry> {
    let pack = app.pack();
    let part = &pack.form(&taken.form).unwrap().parts[0].id;
    app.desk(&taken.document, part, today()).unwrap().entries.get(question).cloned()
}

#[test]
fn words_come_back_letter_by_letter_in_every_encoding_and_way_of_saving() {
    let mut app = app();
    let blank = form(&app, "appendix-a");
    let wide = text_string(WORDS);
    let marked = Object::String([&b"\xef\xbb\xbf"[..], WORDS.as_bytes()].concat(), StringFormat::Literal);
    let plain = Object::string_literal(b"\xa31,250 \x85 caf\xe9".to_vec());
    for packed in [true, false] {
        let values = [("a_name", wide.clone()), ("a_chair", marked.clone()), ("a_admin", plain.clone())];
        let taken = take(&mut app, &filled(&blank, &values, packed));
        assert!(taken.started && taken.left.is_empty(), "{:?}", taken.left);
        assert_eq!(
            (says(&taken, "a_name"), says(&taken, "a_chair"), says(&taken, "a_admin")),
            (WORDS, WORDS, "£1,250 – café")
        );
    }
}

#[test]
fn an_update_appended_to_the_file_and_fields_within_fields_are_read() {
    let app = app();
    let blank = form(&app, "appendix-a");
    let mut update = IncrementalDocument::create_from(blank.clone(), lopdf::Document::load_mem(&blank).unwrap());
    let id = field_of(update.get_prev_documents(), "a_name");
    update.opt_clone_object_to_new_document(id).unwrap();
    put(update.new_document.get_dictionary_mut(id).unwrap(), text_string("Appended"));
    let mut saved = Vec::new();
    update.save_to(&mut saved).unwrap();
    assert!(saved.len() > blank.len() && saved.starts_with(&blank[..blank.len() / 2]));
    let read = |bytes: &[u8]| filled_form(bytes).unwrap().fields;
    assert_eq!(read(&saved).iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["a_name"]);

    // A program may part field and widget, and put fields under one another.
    let mut file = lopdf::Document::load_mem(&blank).unwrap();
    let id = field_of(&file, "a_status=statutory");
    let field = file.get_dictionary_mut(id).unwrap();
    let name = field.remove(b"T").unwrap();
    field.remove(b"V");
    let kind = field.remove(b"FT").unwrap();
    let kids = vec![Object::Reference(id)];
    let parent = dictionary! { "T" => name, "FT" => kind, "V" => Object::Name(b"Yes".to_vec()), "Kids" => kids };
    let parent = file.add_object(parent);
    file.get_dictionary_mut(id).unwrap().set("Parent", parent);
    let form = file.catalog().unwrap().get(b"AcroForm").unwrap().as_reference().unwrap();
    let fields = file.get_dictionary_mut(form).unwrap().get_mut(b"Fields").unwrap().as_array_mut().unwrap();
    fields
        .iter_mut()
        .filter(|field| **field == Object::Reference(id))
        .for_each(|field| *field = Object::Reference(parent));
    let mut saved = Vec::new();
    file.save_to(&mut saved).unwrap();
    let found = read(&saved);
    assert_eq!((found.len(), found[0].name.as_str(), &found[0].value), (1, "a_status=statutory", &FieldValue::Ticked));
}

#[test]
fn answers_of_every_shape_become_what_would_have_been_typed() {
    let mut app = app();
    let bytes = written(
        &form(&app, "appendix-a"),
        &[
            ("a_name", "Safer Kennet"),
            ("a_status=statutory", "✓"),
            ("a_area=kennet", "✓"),
            ("a_area=swindon", "✓"),
            ("a_register_checked=yes", "✓"),
            ("a_lead/name", "Sam Example"),
            ("a_lead/post", "Station Manager"),
            ("a_partners/+1/organisation", "Example Council"),
            ("a_partners/+1/sector", "council"),
            ("a_partners/+2/organisation", "Example Police"),
            ("a_tangible/answer=partly", "✓"),
            ("a_tangible/comment", "Fewer fires\nFewer calls"),
            ("a_start", "sometime in spring"),
            ("a_attach/+1/title", "The plan"),
            ("a_attach/+1/place", "Shared drive"),
        ],
    );
    let taken = take(&mut app, &bytes);
    assert!(taken.left.is_empty(), "{:?}", taken.left);
    let text = |question| entry(&app, &taken, question).unwrap().as_text().to_owned();
    assert_eq!(
        (text("a_name"), text("a_status"), text("a_register_checked")),
        ("Safer Kennet".into(), "statutory".into(), "yes".into())
    );
    let codes = entry(&app, &taken, "a_area").unwrap();
    assert!(codes.codes().len() == 2 && codes.codes().contains(&"kennet".to_owned()));
    let lead = entry(&app, &taken, "a_lead").unwrap();
    assert_eq!((lead.field("name"), lead.field("post")), ("Sam Example", "Station Manager"));
    let partners = entry(&app, &taken, "a_partners").unwrap();
    let cell = |row: usize, column: &str| partners.rows()[row].cells[column].as_text().to_owned();
    assert_eq!(
        (cell(0, "organisation"), cell(0, "sector"), cell(1, "organisation")),
        ("Example Council".into(), "council".into(), "Example Police".into())
    );
    assert!(partners.rows().iter().all(|row| !row.id.as_str().starts_with('+')));
    let grade = entry(&app, &taken, "a_tangible").unwrap();
    assert_eq!((grade.field("answer"), grade.field("comment")), ("partly", "Fewer fires\nFewer calls"));
    assert_eq!(entry(&app, &taken, "a_attach").unwrap().rows()[0].cells["place"].as_text(), "Shared drive");
    // What is no date yet stays as it was typed, and is told.
    assert_eq!(text("a_start"), "sometime in spring");
    assert!(taken.findings.iter().any(|finding| finding.message.contains("“sometime in spring” is not a date")));
}

#[test]
fn what_cannot_come_in_is_told_and_what_is_too_long_is_kept_whole() {
    let mut app = app();
    let long = "Far too long. ".repeat(400);
    let values =
        [("a_name", "N"), ("a_status=statutory", "✓"), ("a_status=non_statutory", "✓"), ("a_nature", long.trim())];
    let bytes = written(&form(&app, "appendix-a"), &values);
    let mut file = lopdf::Document::load_mem(&bytes).unwrap();
    let chair = field_of(&file, "a_chair");
    let field = file.get_dictionary_mut(chair).unwrap();
    field.set("T", text_string("a_gone/+1/x"));
    field.set("V", text_string("Nobody asks"));
    let mut saved = Vec::new();
    file.save_to(&mut saved).unwrap();
    let taken = take(&mut app, &saved);
    let told = taken.left.join("\n");
    assert!(told.contains("“Statutory” and “Non-statutory” are ticked, and only one can be"), "{told}");
    assert!(told.contains("“a_gone/+1/x” is not asked on this form; “Nobody asks” was left out"), "{told}");
    assert_eq!(taken.left.len(), 2);
    assert_eq!(entry(&app, &taken, "a_nature").unwrap().as_text(), long.trim());
    assert!(taken.findings.iter().any(|finding| finding.message.contains("too long")));
    assert!(taken.taken.iter().all(|answer| answer.question.as_str() != "a_status"));
}

#[test]
fn what_was_typed_stays_and_the_same_form_again_changes_nothing() {
    let mut app = app();
    let blank = form(&app, "appendix-a");
    let values = [("a_name", "Safer Kennet"), ("a_chair", "A"), ("a_partners/+1/organisation", "Example Council")];
    let first = take(&mut app, &written(&blank, &values));
    let again = app.import_filled(&written(&blank, &values), Some(&first.reference), &now(), today()).unwrap();
    assert_eq!((again.taken.len(), again.left.len(), &again.document), (0, 0, &first.document));
    let other = [("a_chair", "B"), ("a_admin", "C"), ("a_partners/+1/organisation", "Example Police")];
    let reference = [(":reference", first.reference.as_str())];
    let more: Vec<_> = other.iter().chain(&reference).copied().collect();
    let more = take(&mut app, &written(&blank, &more));
    assert!(!more.started && more.document == first.document);
    assert_eq!(more.left, ["“Chair”: “A” was typed here already, so “B” was not put in its place"]);
    assert_eq!(entry(&app, &more, "a_chair").unwrap().as_text(), "A");
    assert_eq!(entry(&app, &more, "a_admin").unwrap().as_text(), "C");
    assert_eq!(entry(&app, &more, "a_partners").unwrap().rows().len(), 2);
}

/// Puts a Community Safety Partnership on the register, and returns its reference.
fn registered(app: &mut App) -> String {
    let answers = toml::from_str::<toml::Table>(include_str!("../answers/register-entry.toml")).unwrap();
    let fill = partnership_desk::app::fill::Fill {
        form: "register-entry".into(),
        reference: None,
        period: None,
        part: None,
        values: serde_json::from_value(serde_json::to_value(&answers["answers"]).unwrap()).unwrap(),
        complete: true,
        reason: String::new(),
    };
    let done = app.fill(fill, std::path::Path::new(""), &now(), today()).unwrap();
    assert!(done.completed, "{:?}", done.findings);
    done.reference
}

#[test]
fn each_respondent_of_an_evaluation_may_send_a_sheet() {
    let mut app = app();
    let reference = registered(&mut app);
    let blank = form(&app, "appendix-d");
    let field = filled_names(&blank).into_iter().find(|name| name.ends_with("/rating")).unwrap();
    let mut send = |by: &str, rating: &str| {
        let bytes = written(&blank, &[(":rated-by", by), (&field, rating)]);
        app.import_filled(&bytes, Some(&reference), &now(), today()).unwrap()
    };
    send("A. Example", "4");
    let taken = send("B. Example", "?");
    let rated = entry(&app, &taken, field.trim_end_matches("/rating")).unwrap();
    let said = |row: usize| ["by", "rating"].map(|column| rated.rows()[row].cells[column].as_text().to_owned());
    assert_eq!([said(0), said(1)], [["A. Example", "4"], ["B. Example", "dk"]]);
    assert!(taken.left.is_empty(), "{:?}", taken.left);
}

fn filled_names(bytes: &[u8]) -> Vec<String> {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let name = |object: &Object| lopdf::decode_text_string(object.as_dict().ok()?.get(b"T").ok()?).ok();
    file.objects.values().filter_map(name).collect()
}

#[test]
fn other_files_and_other_procedures_are_refused_in_words() {
    let mut app = app();
    let pen =
        app.blank(&Blank { form: "appendix-a".into(), on_screen: false, reference: None }, today()).unwrap().bytes;
    for bytes in [&b""[..], b"%PDF-1.7", &pen, &vec![b' '; MAX_FILE + 1]] {
        let error = app.import_filled(bytes, None, &now(), today()).unwrap_err();
        assert_eq!(error.sentence(), "This file is not a form to be filled in on screen");
    }
    let blank = form(&app, "appendix-a");
    let code = [(":form", "another-pack appendix-a 1 000000000000")];
    let error = app.import_filled(&written(&blank, &code), None, &now(), today()).unwrap_err();
    assert!(error.sentence().contains("belongs to another procedure"), "{error:?}");
    let unknown = written(&form(&app, "appendix-c"), &[("c_from", "1 April 2025")]);
    let error = app.import_filled(&unknown, None, &now(), today()).unwrap_err();
    assert_eq!(error.sentence(), "The form does not say which partnership it is for");
    let earlier = [(":form", "wiltshire-frs appendix-a 1 000000000000"), ("a_name", "N")];
    let taken = take(&mut app, &written(&blank, &earlier));
    assert!(taken.left[0].starts_with("The form was made with an earlier version"), "{:?}", taken.left);
}

#[test]
fn a_part_that_is_completed_is_left_as_it_is() {
    let mut app = app();
    let reference = registered(&mut app);
    let bytes = written(&form(&app, "register-entry"), &[("r_deputy", "Another"), (":reference", &reference)]);
    let taken = take(&mut app, &bytes);
    assert!(taken.taken.is_empty());
    assert_eq!(taken.left, ["“Deputy”: “Register entry” is completed, so “Another” was not put in"]);
    // Nor was it opened for change.
    let line = app.documents(&reference).unwrap().into_iter().find(|line| line.document == taken.document).unwrap();
    assert!(line.is_completed());
}

#[test]
fn damaged_files_give_values_or_nothing() {
    let app = app();
    let whole = written(&form(&app, "appendix-f"), &[("f_pre_register/owner", WORDS)]);
    assert_eq!(filled_form(&whole).unwrap().fields.len(), 1);
    let step = whole.len() / 60;
    for end in (0..whole.len()).step_by(step) {
        if let Some(form) = filled_form(&whole[..end]) {
            assert!(form.fields.len() <= 1);
        }
    }
    // Bytes flipped at places that come from a counter, not from chance.
    for round in 0..60_usize {
        let mut bytes = whole.clone();
        for flip in 0..=round % 5 {
            let at = (round * 7_919 + flip * 104_729) % bytes.len();
            bytes[at] ^= u8::try_from(round % 255).unwrap() | 1;
        }
        if let Some(form) = filled_form(&bytes) {
            assert!(form.fields.len() <= 2, "{:?}", form.fields);
        }
    }
    // A ring of fields ends.
    let mut file = lopdf::Document::load_mem(&whole).unwrap();
    let id = field_of(&file, "f_pre_register/owner");
    file.get_dictionary_mut(id).unwrap().set("Kids", vec![Object::Reference(id)]);
    let mut saved = Vec::new();
    file.save_to(&mut saved).unwrap();
    assert!(filled_form(&saved).is_some());
}

#[test]
fn a_filled_form_dropped_with_other_files_goes_into_a_draft_and_says_so() {
    let mut app = app();
    let bytes = written(&form(&app, "appendix-a"), &[("a_name", "Café Watch")]);
    let file = Arrived { name: "returned.pdf".into(), bytes };
    assert!(!file.may_be_scan());
    let told = app.take_in(std::slice::from_ref(&file), true, &now(), today()).unwrap();
    assert_eq!((told.added, told.refused.len(), told.notes.len()), (0, 0, 1));
    let told = app.take_in(&[file], false, &now(), today()).unwrap();
    assert_eq!((told.added, told.partnerships.len()), (1, 1), "{told:?}");
    assert!(told.notes[0].ends_with("one answer came in, as a draft. Open the form, check it and go on."), "{told:?}");
}
