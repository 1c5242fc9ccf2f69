//! Forms on paper: drafts, completed forms issued for signing, and blank forms.

use super::App;
use super::error::{Error, Result};
use super::record::{DocumentRecord, Head, Record};
use crate::exchange::write::{self, Issue};
use crate::form::prefill::settled_entries;
use crate::form::read::read;
use crate::form::reading::Reading;
use crate::model::day::Day;
use crate::model::entry::Entries;
use crate::model::id::{DocumentId, FormId, PartId, RevisionId};
use crate::model::moment::Moment;
use crate::pack::Pack;
use crate::pack::form::Form;
use crate::print::compose::{About, filled, sheet};
use crate::print::document::Document;
use crate::print::{layout, pdf};
use crate::store::{Act, IssuedPaper};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How the history begins a line about a print.
pub(super) const PRINTED: &str = "Printed";

/// A PDF with the name it is given.
#[derive(Clone, Debug)]
pub struct Paper {
    /// `REF-FORM-PERIOD.pdf`.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Is DRAFT across its pages?
    pub draft: bool,
}

/// Which papers to make.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The form; none: every document.
    pub form: Option<FormId>,
    /// The period's label; none: every period.
    pub period: Option<String>,
    /// The part; none: all parts together.
    pub part: Option<PartId>,
}

impl App {
    /// Makes the paper of a document: of its drafts, marked as such, else of what was completed.
    ///
    /// The paper of a completed part is kept as issued for signing, with the record that
    /// another machine takes in; asked for again, the very same bytes come back, followed by
    /// an update with what became known since.
    ///
    /// # Errors
    ///
    /// There is no such document, or the records cannot be read or written.
    pub fn paper(&mut self, document: &DocumentId, part: Option<&PartId>, now: &Moment, today: Day) -> Result<Paper> {
        let (record, at) = self.found(document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let plan = self.plan(found, part)?;
        let (form, latest) = (plan.form()?, plan.latest);
        let name = file_name(&record, found);
        if let Some(latest) = latest
            && let Some(issued) = self.issued(&latest.stored.id, &issued_name(found, part))?
        {
            let bytes = super::send::with_news(issued, &self.package(&record, found)?);
            return Ok(Paper { name, bytes, draft: false });
        }
        let document = self.composed(&record, found, &plan, part, today)?;
        let mut bytes = pdf::write(&document, &layout::lay_out(&document));
        if let Some(latest) = latest.filter(|_| self.held_by.is_none()) {
            let who = self.who()?;
            let signing = form.parts.iter().any(|part| super::record::signatures(form, &part.id).next().is_some());
            let purpose = if signing { " for signing" } else { "" };
            let what = format!("{PRINTED} {}{purpose}", super::around::titled(&form.title, &found.document.period));
            let kept_as = issued_name(found, part);
            let issue = Issue { revision: latest.stored.id.clone(), made: now.clone(), name: kept_as.clone() };
            bytes = write::issue(&bytes, issue, &self.package(&record, found)?);
            self.store.issue_paper(&latest.stored.id, &kept_as, &bytes, &Act { who: &who, what: &what, at: now })?;
        }
        Ok(Paper { name, bytes, draft: plan.head.is_none() })
    }

    /// Works out which answers a paper of a document shows: those of its drafts, else those completed.
    pub(super) fn plan<'a>(&self, found: &'a DocumentRecord, part: Option<&PartId>) -> Result<Plan<'a>> {
        let digest = found.heads.values().next_back().map(|head| head.stored.revision.pack_digest.clone());
        let drafted = first_of(found, part, &self.pack).is_none_or(|part| found.drafts.contains(&part));
        let pack = match digest.filter(|_| !drafted) {
            Some(digest) => self.pack_of(&digest)?,
            None => {
                let first = first_of(found, part, &self.pack).unwrap_or_default();
                let draft = self.store.load_draft(&found.document.id, &first)?;
                self.pack_of_draft(&found.document.form, draft.as_ref())
            }
        };
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let first = first_of(found, part, &pack).ok_or_else(|| Error::bug("A form has no parts"))?;
        let head = found.heads.get(&first).filter(|_| !drafted);
        // The paper shows every part that is completed, so it is that of the one completed last.
        let counts = |id: &PartId| part.is_none_or(|part| part == id) && super::record::asks_anything(form, id);
        let included = found.heads.iter().filter(|(id, _)| counts(id)).map(|(_, head)| head);
        let latest = included.max_by_key(|head| head.stored.seq).filter(|_| !drafted);
        let form = found.document.form.clone();
        Ok(Plan { pack, form, first, drafted, head, latest })
    }

    /// Composes what a paper shows.
    pub(super) fn composed(
        &self,
        record: &Record,
        found: &DocumentRecord,
        plan: &Plan<'_>,
        part: Option<&PartId>,
        today: Day,
    ) -> Result<Document> {
        let (pack, form, head, latest, drafted) = (&plan.pack, plan.form()?, plan.head, plan.latest, plan.drafted);
        let made = head.map_or(today, |head| head.stored.revision.made.day());
        let reading = self.reading_for_paper(pack, record, found, form, &plan.first, drafted, made)?;
        let parts: Vec<PartId> = part.cloned().into_iter().collect();
        let title = self.name_of(record)?;
        let completed: Vec<(String, String)> =
            head.map(|_| ("Completed".to_owned(), made.to_string())).into_iter().collect();
        let signed = if drafted { BTreeMap::new() } else { found.signed_rows(pack, form) };
        let period = super::view::period_in_words(&found.document.period);
        let about = About {
            partnership: &title,
            reference: &record.partnership.shown(),
            period: &period,
            revision: latest.map(|latest| &latest.stored.id),
            draft: head.is_none(),
            made,
            facts: &completed,
            parts: &parts,
            signed: &signed,
        };
        Ok(filled(pack, form, &reading, &about))
    }

    /// Makes the papers of a partnership's documents.
    ///
    /// # Errors
    ///
    /// There is no such partnership, or the records cannot be read or written.
    pub fn papers(&mut self, reference: &str, wanted: &Wanted, now: &Moment, today: Day) -> Result<Vec<Paper>> {
        if let Some(form) = &wanted.form {
            self.known_form(form)?;
        }
        let record = self.record(reference)?;
        let fits = |found: &&DocumentRecord| {
            wanted.form.as_ref().is_none_or(|form| found.document.form == *form)
                && wanted.period.as_ref().is_none_or(|period| found.document.period == *period)
        };
        let ids: Vec<DocumentId> =
            record.documents.iter().filter(fits).map(|found| found.document.id.clone()).collect();
        ids.iter().map(|id| self.paper(id, wanted.part.as_ref(), now, today)).collect()
    }

    /// Returns the paper issued for a revision, by its id or printed code.
    ///
    /// # Errors
    ///
    /// There is no such revision, or it was never printed for signing.
    pub fn paper_of_revision(&self, code: &str) -> Result<Paper> {
        let found = self.store.revisions_by_code(code)?;
        let [one] = found.as_slice() else {
            let sentence = format!("“{code}” names {} revisions here", found.len());
            return Err(Error::user(sentence, "Give more of the code that is printed in the footer"));
        };
        let revision = &one.revision;
        let record = self.record_of(self.store.partnership(&revision.partnership)?)?;
        let place = record.documents.iter().find(|place| place.document.id == revision.document);
        let name = place.map(|place| file_name(&record, place)).unwrap_or_default();
        let kept_as = place.map(|place| issued_name(place, None)).unwrap_or_default();
        let issued = self.issued(&one.id, &kept_as)?.ok_or_else(|| {
            Error::user("This revision was never printed for signing", "Export the form without --revision")
        })?;
        Ok(Paper { name, bytes: issued.bytes, draft: false })
    }

    /// Makes a sheet for each respondent of an evaluation: its statements, to be rated with the pen.
    ///
    /// # Errors
    ///
    /// There is no such document, its form has no statements, or nobody is named as respondent yet.
    pub fn sheets(&self, document: &DocumentId, today: Day) -> Result<Vec<Paper>> {
        let pack = self.pack();
        let (record, at) = self.found(document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let first = first_of(found, None, &pack).ok_or_else(|| Error::bug("A form has no parts"))?;
        let drafted = found.drafts.contains(&first);
        let reading = self.reading_for_paper(&pack, &record, found, form, &first, drafted, today)?;
        let names: Vec<String> =
            reading.facts.rows("respondents").filter_map(|row| row.get("name")?.as_text().map(str::to_owned)).collect();
        if form.pages.iter().all(|page| page.section.is_empty()) || names.is_empty() {
            return Err(Error::user(
                "There is nobody to make a sheet for",
                "Name the respondents on an evaluation first, then make the sheets",
            ));
        }
        let shown = |id: &crate::model::id::QuestionId| reading.questions().any(|asked| asked.id == *id);
        let title = self.name_of(&record)?;
        let period = super::view::period_in_words(&found.document.period);
        let sheet = |name: &String| {
            let facts = [("Rated by".to_owned(), name.clone())];
            let about = About {
                partnership: &title,
                reference: &record.partnership.shown(),
                period: &period,
                revision: None,
                draft: false,
                made: today,
                facts: &facts,
                parts: &[],
                signed: &BTreeMap::new(),
            };
            let document = sheet(&pack, form, &about, &shown);
            let whole = file_name(&record, found);
            let name = format!("{}-{}.pdf", whole.trim_end_matches(".pdf"), safe(name));
            Paper { name, bytes: pdf::write(&document, &layout::lay_out(&document)), draft: false }
        };
        Ok(names.iter().map(sheet).collect())
    }

    /// Returns the paper issued for signing: of a document whole, or of one part of it.
    fn issued(&self, revision: &RevisionId, kept_as: &str) -> Result<Option<Issued>> {
        for paper in self.store.issued_papers(revision)? {
            let file = self.store.file(&paper.digest)?;
            // Earlier versions of the program put the partnership's reference before the name.
            if file.name == kept_as || file.name.ends_with(&format!("-{kept_as}")) {
                return Ok(Some(Issued { paper, name: file.name, bytes: file.bytes }));
            }
        }
        Ok(None)
    }

    #[expect(clippy::too_many_arguments, reason = "one step of making a paper, split for its length")]
    fn reading_for_paper(
        &self,
        pack: &Pack,
        record: &Record,
        found: &DocumentRecord,
        form: &Form,
        part: &PartId,
        drafted: bool,
        today: Day,
    ) -> Result<Reading> {
        let mut entries = Entries::new();
        for known in &form.parts {
            let draft = if drafted { self.store.load_draft(&found.document.id, &known.id)? } else { None };
            match (draft, found.heads.get(&known.id)) {
                (Some(draft), _) => entries.extend(draft.entries),
                (None, Some(head)) => entries.extend(settled_entries(form, &known.id, &head.answers)),
                (None, None) => {}
            }
        }
        let around = self.around_document(pack, record, found, part, today)?;
        let mut reading = read(pack, form, &entries, &around);
        if !drafted {
            // What was worked out when the part was completed stands, whatever is worked out today.
            reading.answers.extend(found.answers());
        }
        Ok(reading)
    }
}

/// Which answers a paper shows.
pub(super) struct Plan<'a> {
    pack: Arc<Pack>,
    form: FormId,
    /// The part it is about: the one asked for, else the form's first.
    first: PartId,
    drafted: bool,
    /// The revision of that part; none: the paper is a draft.
    pub(super) head: Option<&'a Head>,
    /// The revision completed last of those it shows.
    latest: Option<&'a Head>,
}

impl Plan<'_> {
    fn form(&self) -> Result<&Form> {
        self.pack.form(&self.form).ok_or_else(|| Error::bug("A form is gone"))
    }
}

/// Returns the part a paper is about: the one asked for, else the form's first.
fn first_of(found: &DocumentRecord, part: Option<&PartId>, pack: &Pack) -> Option<PartId> {
    let first = || pack.form(&found.document.form).and_then(|form| form.parts.first()).map(|part| part.id.clone());
    part.cloned().or_else(first)
}

/// A paper as it was issued.
pub(super) struct Issued {
    pub(super) paper: IssuedPaper,
    /// The name it is kept under.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Returns the name an issued paper is kept under on every machine: form and period, with the part if it is of one alone.
fn issued_name(found: &DocumentRecord, part: Option<&PartId>) -> String {
    let parts = [found.document.form.as_str(), &found.document.period, part.map_or("", PartId::as_str)];
    let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    format!("{}.pdf", safe(&name))
}

/// Returns `REF-FORM-PERIOD.pdf`, fit for every file system; where an earlier form has that name, a number tells them
/// apart.
fn file_name(record: &Record, found: &DocumentRecord) -> String {
    let name = |of: &DocumentRecord| {
        let parts = [record.partnership.reference.as_str(), of.document.form.as_str(), &of.document.period];
        safe(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
    };
    let own = name(found);
    let earlier = record.documents.iter().take_while(|other| other.document.id != found.document.id);
    match earlier.filter(|other| name(other) == own).count() {
        0 => format!("{own}.pdf"),
        before => format!("{own}-{}.pdf", before + 1),
    }
}

/// Makes a text fit for a file name.
pub(super) fn safe(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect()
}
