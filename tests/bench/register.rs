//! A large register inside one process: opened, searched as one types, scrolled through, reported on.
//!
//! `register DIR…` measures data folders as `pdesk demo --large N` makes them. Beside each search stands
//! the database's own query for the same words, on a connection of its own in the same process.
#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

use partnership_desk::app::App;
use partnership_desk::app::register::Query;
use partnership_desk::model::day::Day;
use partnership_desk::model::moment::Moment;
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

/// Rows that a window shows.
const SHOWN: usize = 50;

/// Does what the command line asks for; `false` if it asks for no register.
pub(crate) fn run() -> bool {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let Some(("register", folders)) = wanted.split_first().map(|(first, rest)| (first.as_str(), rest)) else {
        return false;
    };
    for folder in folders {
        measure(Path::new(folder));
    }
    true
}

/// The day that the register was worked out for: on another day all of it is worked out anew first.
fn day_of(shell: &Connection) -> Day {
    let sql = "SELECT substr(as_of, 1, 10) FROM register_entry LIMIT 1";
    let iso: String = shell.query_row(sql, [], |row| row.get(0)).unwrap();
    Day::parse_iso(&iso).unwrap()
}

fn measure(folder: &Path) {
    let shell = Connection::open_with_flags(folder.join("desk.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let day = day_of(&shell);
    let now = Moment::parse(&format!("{}T09:30:00Z", day.iso())).unwrap();
    let began = Instant::now();
    let mut app = App::open(folder, None, &now).unwrap();
    tell("open, the procedure read", &[began.elapsed()], &[]);
    let began = Instant::now();
    let found = app.find(&Query::default(), day).unwrap();
    app.lines(&found.rows[..SHOWN.min(found.rows.len())], "", day).unwrap();
    tell("then the first 50 by name", &[began.elapsed()], &[]);
    println!("{:<34} {:>10}", "partnerships", found.rows.len());
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for typed in typed(&shell) {
        let began = Instant::now();
        let query = Query { search: typed.clone(), ..Query::default() };
        let found = app.find(&query, day).unwrap();
        app.lines(&found.rows[..SHOWN.min(found.rows.len())], &typed, day).unwrap();
        ours.push(began.elapsed());
        let began = Instant::now();
        let sql = "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT 500";
        let mut statement = shell.prepare_cached(sql).unwrap();
        let rows = statement.query_map([format!("\"{typed}\" *")], |row| row.get::<_, i64>(0)).unwrap();
        assert!(rows.count() <= 500);
        theirs.push(began.elapsed());
    }
    tell("search as typed, 50 shown", &ours, &theirs);
    let began = Instant::now();
    app.report("quarterly-register", None, None, day).unwrap();
    tell("quarterly report, worked out", &[began.elapsed()], &[]);
    app.close(&now).unwrap();
    println!("{:<34} {:>10} MB", "most memory so far", most_memory());
    #[cfg(feature = "gui")]
    crate::scroll::measure(folder, now, day);
}

/// Words of names, common and rare, typed letter by letter.
fn typed(shell: &Connection) -> Vec<String> {
    let sql = "SELECT text FROM register_row WHERE \"column\" = 'name' LIMIT 400";
    let mut statement = shell.prepare(sql).unwrap();
    let names: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let words = names.iter().flat_map(|name| name.split_whitespace()).map(str::to_lowercase);
    let words: BTreeSet<String> =
        words.filter(|word| word.len() > 3 && word.bytes().all(|b| b.is_ascii_alphabetic())).collect();
    let each = words.iter().step_by((words.len() / 40).max(1)).take(40);
    each.flat_map(|word| (1..=word.len().min(6)).map(|end| word[..end].to_owned())).collect()
}

/// Tells the median and the 95th percentile in milliseconds, and how they stand to the others' median.
pub(crate) fn tell(what: &str, ours: &[Duration], theirs: &[Duration]) {
    let at = |times: &[Duration], hundredth: usize| {
        let mut ordered = times.to_vec();
        ordered.sort();
        ordered[(ordered.len() * hundredth / 100).min(ordered.len() - 1)].as_secs_f64() * 1000.0
    };
    let beside = if theirs.is_empty() {
        String::new()
    } else {
        format!("  SQLite {:.2} ({:.2}), ratio {:.1}", at(theirs, 50), at(theirs, 95), at(ours, 50) / at(theirs, 50))
    };
    println!("{what:<34} {:>10.2} ms (95 %: {:.2}){beside}", at(ours, 50), at(ours, 95));
}

/// The most memory this process ever held, in megabytes; 0 where the system does not tell.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}
