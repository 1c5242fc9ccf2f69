//! Officers, stages, states, register columns, watches and reports of a procedure in plain words.

use super::outline::{Part, Point, clause_words, joined, rules};
use super::report::Every;
use super::{Column, Pack, ReportDefinition, Stage, State, Watch};

/// Returns every officer, stage, state, column, watch and report.
pub(super) fn record_points(pack: &Pack) -> Vec<Point> {
    let role = |role: &super::Role| {
        let each = role.each.as_ref().map(|_| "One for each row of a table.".to_owned()).unwrap_or_default();
        let rules = role.each.as_ref().map(|each| format!("each {each}")).unwrap_or_default();
        point(Part::Role, &role.id, &role.title, each, rules)
    };
    let mut points: Vec<Point> = pack.roles.iter().map(role).collect();
    points.extend(pack.stages.iter().map(|stage| stage_point(pack, stage)));
    points.extend(pack.states.iter().map(state_point));
    points.extend(pack.columns.iter().map(column_point));
    points.extend(pack.watches.iter().map(|watch| watch_point(pack, watch)));
    points.extend(pack.reports.iter().map(|report| report_point(pack, report)));
    points
}

fn point(part: Part, key: &str, name: &str, says: String, rules: String) -> Point {
    Point { part, key: key.to_owned(), under: String::new(), name: name.to_owned(), says, rules }
}

fn who(pack: &Pack, role: &str) -> String {
    if role.is_empty() { String::new() } else { format!("Who: {}.", pack.role_title(role)) }
}

fn stage_point(pack: &Pack, stage: &Stage) -> Point {
    let form = stage.form.as_ref().and_then(|id| pack.form(id));
    let form = form.map(|form| format!("Done with: {}.", form.title)).unwrap_or_default();
    let title = |id: &String| pack.stages.iter().find(|other| other.id == *id).map_or(id.clone(), |s| s.title.clone());
    let after: Vec<String> = stage.after.iter().map(title).collect();
    let after = if after.is_empty() { String::new() } else { format!("After: {}.", after.join(", ")) };
    let again = if stage.repeats { "It comes again each year.".to_owned() } else { String::new() };
    let says = joined(vec![who(pack, &stage.role), form, after, again, clause_words(&stage.clause)]);
    let more = vec![format!("done {}", stage.done_when.source()), stage.missing.words()];
    point(Part::Stage, &stage.id, &stage.title, says, rules(&[("skipped", &stage.skip_when)], more))
}

fn state_point(state: &State) -> Point {
    let open = if state.open { "The partnership is running." } else { "The partnership is not running." };
    let says = joined(vec![open.to_owned(), state.says.words()]);
    point(Part::State, &state.id, &state.label, says, format!("when {}", state.when.source()))
}

fn column_point(column: &Column) -> Point {
    let Column { id, label, kind, list, filter, search, show, track, also, value } = column;
    let marks =
        [(show, "Shown."), (search, "Searched."), (filter, "Can be filtered by."), (track, "Changes are noted.")];
    let says = marks.iter().filter(|(holds, _)| **holds).map(|(_, words)| (*words).to_owned()).collect();
    let more = vec![format!("kind {kind} {list}"), format!("also {}", also.join(", "))];
    point(Part::Column, id, label, joined(says), rules(&[("value", value)], more))
}

fn watch_point(pack: &Pack, watch: &Watch) -> Point {
    let says = joined(vec![watch.says.words(), who(pack, &watch.role), clause_words(&watch.clause)]);
    let more = vec![format!("when {}", watch.when.source())];
    point(Part::Watch, &watch.id, &watch.title, says, rules(&[("reported", &watch.report_when)], more))
}

fn report_point(pack: &Pack, report: &ReportDefinition) -> Point {
    let every = match report.every {
        Every::Quarter => "For each quarter.",
        Every::Year => "For each financial year.",
        Every::Time => "Whenever it is asked for.",
    };
    let included = report.includes.iter().filter_map(|id| pack.report(id)).map(|report| report.title.as_str());
    let titles: Vec<&str> = report.tables.iter().map(|table| table.title.as_str()).collect();
    let tables = if titles.is_empty() { String::new() } else { format!("Tables: {}.", titles.join(", ")) };
    let included: Vec<&str> = included.collect();
    let included = if included.is_empty() { String::new() } else { format!("With: {}.", included.join(", ")) };
    let says = joined(vec![report.says.clone(), every.to_owned(), tables, included, clause_words(&report.clause)]);
    point(Part::Report, &report.id, &report.title, says, format!("{:?}", report.tables))
}
