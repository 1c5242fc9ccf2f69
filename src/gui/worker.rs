//! The worker: the thread that owns the store and reads the clock.
//!
//! The window sends requests and takes events; it never waits. Each request is
//! answered by exactly one event. A panic while one is answered is caught, so
//! that the window stays and can say so.

use crate::app::batch::{DuePaper, DueWanted, is_there};
use crate::app::op::Op;
use crate::app::register::Query;
use crate::app::turn::Turned;
use crate::app::{App, Error, Paper, write_whole};
use crate::gui::command::PdfUse;
use crate::gui::message::{Event, Request};
use crate::gui::state::{DueAsk, Settings};
use crate::gui::theme::Theme;
use crate::gui::{worker_exchange, worker_office, worker_procedure, worker_report};
use crate::model::day::Day;
use crate::model::desk::DeskPerson;
use crate::model::moment::Moment;
use eframe::egui;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Where the data lie, which pack is used, and what time it is.
#[derive(Clone, Debug)]
pub struct Begin {
    /// The data folder.
    pub folder: PathBuf,
    /// The id of a pack; none: the one of the settings, or the program's own.
    pub pack: Option<String>,
    /// A fixed moment and day, for tests; none: the clock of the computer.
    pub at: Option<(Moment, Day)>,
}

/// The window's side of the worker.
pub(crate) struct Worker {
    requests: Option<Sender<Request>>,
    events: Receiver<Event>,
    /// Where dialogs put their events.
    pub(crate) sender: Sender<Event>,
    /// How many requests are not answered yet.
    pub(crate) n_open: usize,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the worker and asks it to open the store.
    pub(crate) fn start(begin: Begin, ctx: &egui::Context) -> Self {
        let (requests, to_do) = channel::<Request>();
        let (sender, events) = channel::<Event>();
        let (tell, ctx) = (sender.clone(), ctx.clone());
        let work = move || work(&mut Office::new(begin), &to_do, &tell, &ctx);
        let thread = std::thread::Builder::new().name("store".to_owned()).spawn(work).ok();
        let mut worker = Self { requests: Some(requests), events, sender, n_open: 0, thread };
        worker.ask(Request::Open);
        worker
    }

    /// Asks for something; the answer comes as an event.
    pub(crate) fn ask(&mut self, request: Request) {
        let sent = self.requests.as_ref().is_some_and(|requests| requests.send(request).is_ok());
        self.n_open += usize::from(sent);
    }

    /// Returns the next event, if there is one.
    pub(crate) fn next(&mut self) -> Option<Event> {
        let event = self.events.try_recv().ok()?;
        self.count(&event);
        Some(event)
    }

    /// Waits for the next event while a request is open; for tests.
    pub(crate) fn wait(&mut self) -> Option<Event> {
        if self.n_open == 0 {
            return self.next();
        }
        let event = self.events.recv().ok()?;
        self.count(&event);
        Some(event)
    }

    fn count(&mut self, event: &Event) {
        // Dialogs and printing answer no request of the worker.
        let own = !matches!(
            event,
            Event::Chose { .. }
                | Event::ChoseFolder(_)
                | Event::Brought { .. }
                | Event::Printed { .. }
                | Event::NotPrinted { .. }
                | Event::Refreshed
                | Event::NewDay { .. }
        );
        self.n_open = self.n_open.saturating_sub(usize::from(own));
    }

    /// Lets the worker finish everything asked, and waits for it: nothing typed is lost on closing.
    pub(crate) fn finish(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            crate::gui::start::log("The store's thread had ended before.");
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.finish();
    }
}

/// The worker's own side: what it opens, and the clock.
struct Office {
    begin: Begin,
}

impl Office {
    fn new(begin: Begin) -> Self {
        Self { begin }
    }

    #[expect(clippy::disallowed_methods, reason = "the window reads the clock here and nowhere else")]
    fn now(&self) -> Moment {
        self.begin.at.as_ref().map_or_else(|| Moment::from_utc(chrono::Utc::now()), |(moment, _)| moment.clone())
    }

    #[expect(clippy::disallowed_methods, reason = "the window reads the clock here and nowhere else")]
    fn today(&self) -> Day {
        self.begin.at.as_ref().map_or_else(|| Day::from_naive(chrono::Local::now().date_naive()), |(_, day)| *day)
    }

    #[expect(clippy::disallowed_methods, reason = "the window reads the clock here and nowhere else")]
    fn hour(&self) -> String {
        match &self.begin.at {
            Some((moment, _)) => moment.as_str().chars().skip(11).take(5).collect(),
            None => chrono::Local::now().format("%H:%M").to_string(),
        }
    }
}

fn work(desk: &mut Office, to_do: &Receiver<Request>, tell: &Sender<Event>, ctx: &egui::Context) {
    let mut app = None;
    let mut refreshing = false;
    let mut day = desk.today();
    loop {
        let request = match to_do.try_recv() {
            Ok(request) => request,
            Err(TryRecvError::Disconnected) => break,
            Err(TryRecvError::Empty) => {
                // While nobody asks for anything, entries of the register of another day are worked out anew.
                if refresh(desk, &mut app) {
                    refreshing = true;
                    continue;
                }
                if std::mem::take(&mut refreshing) && tell.send(Event::Refreshed).is_ok() {
                    ctx.request_repaint();
                }
                match to_do.recv_timeout(LOOK_AGAIN) {
                    Ok(request) => request,
                    Err(RecvTimeoutError::Disconnected) => break,
                    Err(RecvTimeoutError::Timeout) => {
                        if let Some(event) = new_day(desk, &mut app, &mut day)
                            && tell.send(event).is_ok()
                        {
                            ctx.request_repaint();
                        }
                        continue;
                    }
                }
            }
        };
        if let Request::Clock(moment, today) = &request {
            desk.begin.at = Some((moment.clone(), *today));
        }
        if let Some(event) = new_day(desk, &mut app, &mut day)
            && tell.send(event).is_err()
        {
            break;
        }
        let answer = std::panic::AssertUnwindSafe(|| answer(desk, &mut app, request));
        let event = std::panic::catch_unwind(answer).unwrap_or_else(|_panic| Event::Failed {
            sentence: "Something went wrong in the program".to_owned(),
            hint: "What you typed is kept. The log file in the data folder says more.".to_owned(),
        });
        if tell.send(event).is_err() {
            break;
        }
        ctx.request_repaint();
        if let Some(app) = app.as_mut()
            && let Err(error) = app.backup_if_due(&desk.now())
        {
            crate::gui::start::log(&format!("Backup: {}", error.sentence()));
        }
    }
    if let Some(Err(error)) = app.map(|app| app.close(&desk.now())) {
        crate::gui::start::log(&format!("Closing: {}", error.sentence()));
    }
}

/// How long the worker rests until it looks which day it is; the window is not drawn for that.
const LOOK_AGAIN: Duration = Duration::from_mins(1);

/// Says what another day brings, if one began since the last look.
fn new_day(desk: &Office, app: &mut Option<App>, day: &mut Day) -> Option<Event> {
    let app = app.as_mut()?;
    let today = desk.today();
    let before = std::mem::replace(day, today);
    if before == today {
        return None;
    }
    let turned = app.turned(before, today).and_then(|turned| Ok((turned, app.clock_behind(&desk.now())?)));
    let (turned, behind) = turned.unwrap_or_else(|error| {
        crate::gui::start::log(&format!("Another day: {}", error.sentence()));
        (Turned::default(), None)
    });
    Some(Event::NewDay { today, turned, behind })
}

/// Works out a few entries of the register anew; says whether there was anything to do.
fn refresh(desk: &Office, app: &mut Option<App>) -> bool {
    let Some(app) = app else { return false };
    let work = std::panic::AssertUnwindSafe(|| app.refresh_some(desk.today()));
    match std::panic::catch_unwind(work) {
        Ok(Ok(worked)) => worked,
        Ok(Err(error)) => {
            crate::gui::start::log(&format!("Working out the register: {}", error.sentence()));
            false
        }
        Err(_panic) => false,
    }
}

fn answer(desk: &Office, app: &mut Option<App>, request: Request) -> Event {
    let today = desk.today();
    let Some(open) = app else {
        if let Request::Apply(Op::Restore { file }) = request {
            return restore_closed(desk, app, file);
        }
        return opened(desk, app);
    };
    let asked = match request {
        Request::Open => return opened(desk, app),
        Request::Apply(op) => return applied(desk, open, op),
        Request::Home | Request::Clock(..) => open.home(today).map(|home| Event::Home(Box::new(home))),
        Request::Partnership(reference) => {
            open.partnership(&reference, today).map(|view| Event::Partnership(Box::new(view)))
        }
        Request::Register(query) => register(open, query, today),
        Request::Copied(search) => copied(open, search),
        Request::Lines { rows, search } => open.lines(&rows, &search, today).map(Event::Lines),
        Request::Starters => open.starters().map(Event::Starters),
        Request::KeptFile { digest, then } => {
            open.file(&digest).map(|(name, bytes)| Event::KeptFile { name, bytes, then })
        }
        Request::Desk { document, part, open: show } => {
            open.desk(&document, &part, today).map(|desk| Event::Desk { desk: Box::new(desk), open: show })
        }
        Request::History(reference) => open.history(&reference).map(|mut lines| {
            lines.reverse();
            Event::History(lines)
        }),
        Request::Backups => App::backups(&desk.begin.folder).map(Event::Backups),
        Request::Sittings => open.sittings().map(Event::Sittings),
        Request::Pdf { document, part, then } => open
            .paper(&document, Some(&part), &desk.now(), today)
            .map(|paper| Event::Pdf { name: paper.name, bytes: paper.bytes, then }),
        Request::Bundle { reference, id } => open.bundle(&reference, Some(&id), today).map(to_be_saved),
        Request::DuePapers => open.due_papers(&DueWanted::default(), today).map(Event::DuePapers),
        Request::DueFile { due, folder } => due_file(desk, open, &due, &folder),
        Request::DueMember(due) => open.due_member(&due, today).map(|member| Event::DueMember(Box::new(member))),
        Request::DueTogether(members) => {
            let paper = open.due_together(&members, today);
            Ok(to_be_saved(paper))
        }
        Request::Blank { blank, then } => {
            open.blank(&blank, today).map(|paper| Event::Pdf { name: paper.name, bytes: paper.bytes, then })
        }
        Request::AddFile { question, row, file } => {
            let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            open.add_file(&name, file.bytes.clone()).map(|digest| Event::FileKept {
                question,
                row,
                file,
                digest: digest.to_string(),
            })
        }
        Request::TakeIn(files) => worker_exchange::take_in(open, files, &desk.now(), today),
        Request::CheckCode(code) => worker_exchange::check_code(open, code),
        Request::CheckFile(file) => worker_exchange::check_file(open, file),
        Request::Report { id, reference, period } => {
            open.report(&id, period, reference.as_deref(), today).map(|report| Event::Report(Box::new(report)))
        }
        Request::DueMonth { month, mine } => whose(open, mine).and_then(|me| {
            let days = open.due_days(month, month.month_end(), me.as_ref(), today)?;
            Ok(Event::DueMonth { month, mine, days })
        }),
        Request::Due(ask) => due(open, ask, today),
        Request::Calendar => open.calendar(None, today, &desk.now()).map(|bytes| Event::KeptFile {
            name: "due.ics".to_owned(),
            bytes,
            then: PdfUse::Save,
        }),
        Request::ReportFile { report, file } => worker_report::file(open, &report, file),
        Request::RegisterFile { query, columns, file } => {
            open.register_report(&query, &columns, today).and_then(|report| worker_report::file(open, &report, file))
        }
        Request::Office(asked) => worker_office::answer(open, asked, &desk.now(), today),
        Request::Procedure(asked) => worker_procedure::answer(open, asked, &desk.now(), today),
        Request::Versions { document, part } => worker_exchange::versions(open, document, part, today),
        Request::ReadSheet(file) => worker_exchange::read_sheet(open, &file),
        Request::PlanSheet { file, sheet } => {
            let plan = Box::new(open.guess_plan(&file, sheet));
            Ok(Event::SheetRead { file, plan })
        }
        Request::SheetRows { file, plan } => worker_exchange::sheet_rows(open, &file, plan, today),
        Request::Near(name) => open.near(&name).map(|found| Event::Near { name, found }),
        Request::Mailbox { folder, publish } => {
            open.sync_mailbox(&folder, publish, &desk.now(), today).map(|told| Event::Exchanged(Box::new(told)))
        }
        Request::PublishRegister => open.publish_register(&desk.now(), today).map(to_be_saved),
        Request::Package(references) => open.delivery(&references, today).map(to_be_saved),
    };
    asked.unwrap_or_else(|error| failed(&error))
}

fn to_be_saved(paper: Paper) -> Event {
    Event::Pdf { name: paper.name, bytes: paper.bytes, then: PdfUse::Save }
}

fn due(app: &mut App, ask: DueAsk, today: Day) -> Result<Event, Error> {
    let (first, last) = ask.days(today);
    let me = whose(app, ask.mine)?;
    let (lines, total) = app.due_between(first, last, MOST_DUE, me.as_ref(), today)?;
    Ok(Event::Due { ask, lines, total })
}

/// Returns the person at the desk, if only what is theirs is asked for.
fn whose(app: &App, mine: bool) -> Result<Option<DeskPerson>, Error> {
    if mine { app.me() } else { Ok(None) }
}

/// The most that is listed of what is due in a stretch of time.
const MOST_DUE: usize = 1_000;

/// How many rows of the register are told of at once with what was found.
const FIRST_ROWS: usize = 60;

fn register(app: &mut App, query: Query, today: Day) -> Result<Event, Error> {
    let found = app.find(&query, today)?;
    let lines = app.lines(&found.rows[..found.rows.len().min(FIRST_ROWS)], &query.search, today)?;
    Ok(Event::Register { query, found, lines, copy: app.register_copy()? })
}

fn copied(app: &App, search: String) -> Result<Event, Error> {
    let (lines, copy) = (app.copied(&search)?, app.register_copy()?);
    Ok(Event::Copied { search, lines, copy })
}

/// Writes a paper of something due, unless it is there already.
fn due_file(desk: &Office, app: &mut App, due: &DuePaper, folder: &Path) -> Result<Event, Error> {
    let path = folder.join(&due.file);
    let was_there = is_there(&path);
    if !was_there {
        write_whole(&path, &app.due_paper(due, &desk.now(), desk.today())?.bytes)?;
    }
    Ok(Event::DueFile { was_there })
}

fn failed(error: &Error) -> Event {
    Event::Failed { sentence: error.sentence().to_owned(), hint: error.hint().to_owned() }
}

fn applied(desk: &Office, app: &mut App, op: Op) -> Event {
    match app.apply(op.clone(), &desk.now(), desk.today()) {
        Ok(mut changed) => {
            changed.findings.retain(|finding| finding.level != crate::pack::form::Level::Warn);
            Event::Applied { op, changed: Box::new(changed), at: desk.hour(), today: desk.today() }
        }
        Err(error) => Event::Refused { op, sentence: error.sentence().to_owned(), hint: error.hint().to_owned() },
    }
}

fn opened(desk: &Office, app: &mut Option<App>) -> Event {
    // Another copy of the store must be closed before it is opened again.
    drop(app.take());
    let (folder, now, today) = (&desk.begin.folder, desk.now(), desk.today());
    let opening = App::open(folder, desk.begin.pack.as_deref(), &now).and_then(|mut open| {
        let home = Box::new(open.home(today)?);
        let (settings, is_new) = settings(&open)?;
        let behind = open.clock_behind(&now)?;
        let event = Event::Opened { pack: open.pack(), settings, is_new, home, today, behind };
        Ok((open, event))
    });
    match opening {
        Ok((open, event)) => {
            *app = Some(open);
            event
        }
        Err(error) => Event::NotOpened {
            sentence: error.sentence().to_owned(),
            hint: error.hint().to_owned(),
            backups: App::backups(folder).unwrap_or_default(),
        },
    }
}

fn restore_closed(desk: &Office, app: &mut Option<App>, file: PathBuf) -> Event {
    match App::restore(&desk.begin.folder, &file, &desk.now()) {
        Ok(()) => opened(desk, app),
        Err(error) => {
            let (sentence, hint) = (error.sentence().to_owned(), error.hint().to_owned());
            Event::Refused { op: Op::Restore { file }, sentence, hint }
        }
    }
}

/// Reads what this computer keeps; says too whether nobody has answered the first run's question.
fn settings(app: &App) -> Result<(Settings, bool), Error> {
    let text = |name: &str| app.setting(name).map(Option::unwrap_or_default);
    let settings = Settings {
        theme: Theme::parse(&text("theme")?),
        zoom: text("zoom")?.parse().ok().filter(|zoom| (100..=300).contains(zoom)).unwrap_or(100),
        prefix: text("prefix")?,
        pack_folder: text("pack_folder")?,
        mailbox_folder: text(super::mailbox::FOLDER)?,
        procedures: app.procedures()?,
        sittings: app.sittings()?,
        columns: text("register columns")?.split_whitespace().map(str::to_owned).collect(),
        // What cannot be read, because a later version wrote it, is not shown; nothing depends on it.
        views: serde_json::from_str(&text("register views")?).unwrap_or_default(),
    };
    let is_new = settings.sittings.is_empty() && text("welcomed")?.is_empty() && app.held_by().is_none();
    Ok((settings, is_new))
}
