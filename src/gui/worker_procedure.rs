//! The worker's answers about procedures: a copy written, a folder checked, a new edition begun, a file for stations.

use crate::app::edition::is_procedure;
use crate::app::{App, Kind, Result, export_pack, read_pack_folder};
use crate::gui::command::{Chosen, PdfUse};
use crate::gui::message::Event;
use crate::gui::procedure::{CheckedFolder, ProcedureAsk, ProcedureTold};
use crate::gui::worker_exchange::{Came, name_of};
use crate::model::day::Day;
use crate::model::moment::Moment;

/// Answers one request.
pub(super) fn answer(app: &App, asked: ProcedureAsk, now: &Moment, today: Day) -> Result<Event> {
    let told = match asked {
        ProcedureAsk::Copy(folder) => {
            export_pack(&app.pack_files()?, &folder)?;
            ProcedureTold::Copied(folder)
        }
        ProcedureAsk::Check(folder) => {
            let checked = match app.offered(read_pack_folder(&folder)?)? {
                Err(findings) => CheckedFolder::Wrong(findings),
                Ok(offered) => CheckedFolder::Right(Box::new(offered)),
            };
            ProcedureTold::Checked(folder, checked)
        }
        ProcedureAsk::Edit => ProcedureTold::Editing(app.pack_files()?, app.edits()?),
        ProcedureAsk::Publish => {
            let paper = app.publish_procedure(now, today);
            return paper.map(|paper| Event::Pdf { name: paper.name, bytes: paper.bytes, then: PdfUse::Save });
        }
    };
    Ok(Event::Procedure(told))
}

/// Looks at a file that came in: the procedure it brings, which a person brings into force, or why it is refused;
/// none: it brings none.
pub(super) fn came(app: &App, file: &Chosen) -> Result<Option<Came>> {
    if !is_procedure(&file.bytes) {
        return Ok(None);
    }
    match app.offered_in(&file.bytes) {
        Ok(offered) => Ok(Some(Came::Procedure(name_of(file), Box::new(offered)))),
        Err(error) if error.kind() == Kind::User => {
            Ok(Some(Came::Refused(name_of(file), format!("{}. {}.", error.sentence(), error.hint()))))
        }
        Err(error) => Err(error),
    }
}
