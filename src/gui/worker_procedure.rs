//! The worker's answers about procedures: a copy written, a folder checked.

use crate::app::{App, Result, check_pack_folder, export_pack};
use crate::gui::message::Event;
use crate::gui::procedure::{CheckedFolder, ProcedureAsk, ProcedureTold};
use crate::pack::difference::difference;

/// Answers one request.
pub(super) fn answer(app: &App, asked: ProcedureAsk) -> Result<Event> {
    let told = match asked {
        ProcedureAsk::Copy(folder) => {
            export_pack(&app.pack_files()?, &folder)?;
            ProcedureTold::Copied(folder)
        }
        ProcedureAsk::Check(folder) => {
            let checked = match check_pack_folder(&folder)? {
                Err(findings) => CheckedFolder::Wrong(findings),
                Ok(pack) => CheckedFolder::Right {
                    title: pack.title.clone(),
                    digest: pack.digest.to_string(),
                    differences: difference(&app.pack(), &pack),
                },
            };
            ProcedureTold::Checked(folder, checked)
        }
    };
    Ok(Event::Procedure(told))
}
