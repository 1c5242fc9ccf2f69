//! `pdesk programme`: who has which date in a programme over several years, and giving the dates.

use crate::Call;
use crate::out::{Exit, Out};
use partnership_desk::app::Result;
use partnership_desk::app::op::{Changed, Op};
use partnership_desk::app::programme::{Place, Programme};
use serde_json::{Value, json};

/// Shows programmes, and gives the dates of one.
pub(crate) fn programme(call: &Call, id: Option<&str>, give: bool, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let changed = match id.filter(|_| give) {
        Some(id) => app.apply(Op::GiveDates { programme: id.to_owned() }, &call.now, call.today)?,
        None => Changed::default(),
    };
    let programmes = match id {
        Some(id) => vec![app.programme(id, call.today)?],
        None => app.programmes(call.today)?,
    };
    let refused: Vec<Value> =
        changed.refused.iter().map(|(reference, why)| json!({ "ref": reference, "reason": why })).collect();
    let value = json!({
        "programmes": programmes.iter().map(told).collect::<Vec<_>>(),
        "dated": changed.dated,
        "refused": refused,
    });
    let mut words: Vec<String> = programmes.iter().flat_map(in_words).collect();
    if programmes.is_empty() {
        words.push("This procedure has no programme over several years.".to_owned());
    }
    words.extend(changed.refused.iter().map(|(reference, why)| format!("{reference}: left as it is. {why}")));
    out.show(&value, &words)?;
    app.close(&call.now)?;
    Ok(if changed.refused.is_empty() { Exit::Done } else { Exit::Wrong })
}

fn told(programme: &Programme) -> Value {
    let place = |place: &Place| json!({ "ref": place.reference, "name": place.name, "on": place.on.iso(), "given": place.given });
    json!({
        "id": programme.id,
        "title": programme.title,
        "years": programme.years(),
        "places": programme.places.iter().map(place).collect::<Vec<_>>(),
    })
}

fn in_words(programme: &Programme) -> Vec<String> {
    let years = programme.years();
    let years: Vec<String> = years.iter().map(|(year, count)| format!("{year}: {count}")).collect();
    let place = |place: &Place| {
        let given = if place.given { "given" } else { "proposed" };
        format!("  {}  {given:<8}  {} {}", place.on.iso(), place.reference, place.name)
    };
    let mut lines = vec![format!("{} ({})", programme.title, programme.id)];
    lines.extend(programme.places.iter().map(place));
    lines.extend((!years.is_empty()).then(|| format!("  In all {}", years.join(", "))));
    if programme.waiting() > 0 {
        lines.push(format!("  To give the proposed dates: pdesk programme {} --give", programme.id));
    }
    lines
}
