//! `pdesk`: the same core as the window, for scripts and for checking without a screen.
//!
//! Results go to stdout, messages to stderr. Exit 0 done, 1 the user's material
//! is wrong, 2 the surroundings failed or the call is wrong, 3 a fault of ours.

#[path = "cli/args.rs"]
mod args;
#[path = "cli/args_act.rs"]
mod args_act;
#[path = "cli/batch.rs"]
mod batch;
#[path = "cli/demo.rs"]
mod demo;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/draft_edition.rs"]
mod draft_edition;
#[path = "cli/exchange.rs"]
mod exchange;
#[path = "cli/fill.rs"]
mod fill;
#[path = "cli/forms.rs"]
mod forms;
#[path = "cli/leads.rs"]
mod leads;
#[path = "cli/meeting.rs"]
mod meeting;
#[path = "cli/out.rs"]
mod out;
#[path = "cli/paper.rs"]
mod paper;
#[path = "cli/programme.rs"]
mod programme;
#[path = "cli/register.rs"]
mod register;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/sheet.rs"]
mod sheet;
#[path = "cli/sign.rs"]
mod sign;
#[path = "cli/upkeep.rs"]
mod upkeep;

use args::{Args, Command, MailboxCommand, PackCommand};
use clap::Parser as _;
use out::{Exit, Out};
use partnership_desk::app::blank::Blank;
use partnership_desk::app::take_in::Taking;
use partnership_desk::app::{App, Error, Result};
use partnership_desk::model::day::Day;
use partnership_desk::model::id::FormId;
use partnership_desk::model::moment::Moment;
use std::path::PathBuf;
use std::process::ExitCode;

/// What every command needs.
struct Call {
    data: PathBuf,
    pack: Option<String>,
    now: Moment,
    today: Day,
}

impl Call {
    fn open(&self) -> Result<App> {
        App::open(&self.data, self.pack.as_deref(), &self.now)
    }

    /// The pack alone; where there are records, theirs, since a setting may name another folder.
    fn pack_only(&self) -> Result<App> {
        if App::is_at(&self.data) { self.open() } else { App::without_records(self.pack.as_deref()) }
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let out = Out::new(args.json);
    match call(&args).and_then(|call| run(&call, args.command, &out)) {
        Ok(exit) => exit.code(),
        Err(error) => out.fail(&error),
    }
}

#[expect(clippy::disallowed_methods, reason = "the one clock of the command line")]
fn call(args: &Args) -> Result<Call> {
    let now = Moment::from_utc(chrono::Utc::now());
    let today = match &args.today {
        Some(text) => Day::parse_iso(text).ok_or_else(|| {
            Error::surroundings(format!("“{text}” is not a date for --today"), "Write it as 2026-03-31")
        })?,
        None => Day::from_naive(chrono::Local::now().date_naive()),
    };
    let now = if args.today.is_some() { moment_on(today, &now) } else { now };
    let data = args.data.clone().or_else(|| std::env::var_os("PDESK_DATA").map(PathBuf::from));
    let data = match data {
        Some(data) => data,
        None => partnership_desk::app::place::data_folder()
            .ok_or_else(|| Error::surroundings("This computer names no data folder", "Give one with --data"))?,
    };
    Ok(Call { data, pack: args.pack.clone(), now, today })
}

/// With --today given, records are made on that day, so that a script gives the same on any day.
fn moment_on(today: Day, now: &Moment) -> Moment {
    let time = now.as_str().get(10..).unwrap_or("T12:00:00Z");
    Moment::parse(&format!("{}{time}", today.iso())).unwrap_or_else(|| now.clone())
}

fn run(call: &Call, command: Command, out: &Out) -> Result<Exit> {
    match command {
        Command::Forms { command } => forms::forms(call, command, out),
        Command::Check { form, answers, partnership } => {
            fill::check(call, &form, &answers, partnership.as_deref(), out)
        }
        Command::New { name } => register::new(call, &name, out),
        Command::Fill(fill) => fill::fill(call, fill, out),
        Command::Show { reference } => register::show(call, &reference, out),
        Command::Register(asked) => register::list(call, &asked, out),
        Command::Due { within, ics: Some(file) } => report::calendar(call, within, &file, out),
        Command::Due { within, ics: None } => register::due(call, within, out),
        Command::Report(asked) => report::report(call, &asked, out),
        Command::Export(export) => paper::export(call, &export, out),
        Command::Bundle { reference, id, out: file } => batch::bundle(call, &reference, id.as_deref(), &file, out),
        Command::PrintDue { within, form, out: to } => batch::print_due(call, within, form, &to, out),
        Command::Blank { form, out: file, fillable, partnership } => {
            let wanted = Blank { form: FormId::new(form), on_screen: fillable, reference: partnership };
            paper::blank(call, &wanted, &file, out)
        }
        Command::TakeInForm { file, partnership } => paper::take_in(call, &file, partnership.as_deref(), out),
        Command::Sign(sign) => sign::sign(call, sign, out),
        Command::Return(returned) => sign::send_back(call, returned, out),
        Command::Starters { list } => register::starters(call, list, out),
        Command::Verify { paper: asked } => paper::verify(call, &asked, out),
        Command::Import { files, dry_run, older } => exchange::import(call, &files, Taking { dry_run, older }, out),
        Command::ImportRegister(asked) => sheet::import(call, &asked, out),
        Command::Package { references, for_centre: false, out: file } => {
            exchange::package(call, &references, &file, out)
        }
        Command::Package { for_centre: true, out: file, .. } => exchange::package_for_centre(call, &file, out),
        Command::Mailbox(MailboxCommand::Sync { folder, publish }) => exchange::mailbox(call, &folder, publish, out),
        Command::PublishRegister { out: file } => exchange::publish(call, &file, out),
        Command::RegisterCopy { search } => exchange::register_copy(call, search.as_deref(), out),
        Command::Versions { reference } => exchange::versions(call, &reference, out),
        Command::Edition(asked) => draft_edition::edition(call, &asked, out),
        Command::Resolve(resolve) => exchange::resolve(call, &resolve, out),
        Command::Receive(act) => sign::receive(call, act, out),
        Command::Number { reference, number, clear } => {
            let number = if clear { Some(String::new()) } else { number };
            leads::number(call, &reference, number, out)
        }
        Command::Left { name, on, undo } => leads::left(call, name, on.as_deref(), undo, out),
        Command::HandOver(args) => leads::hand_over(call, args, out),
        Command::Programme { id, give } => programme::programme(call, id.as_deref(), give, out),
        Command::Inbox(args) => desk::inbox(call, &args, out),
        Command::Chase { out: folder } => desk::chase(call, folder.as_deref(), out),
        Command::Meeting { command } => meeting::meeting(call, command, out),
        Command::History { reference } => register::history(call, &reference, out),
        Command::Backup { out: file } => upkeep::backup(call, file.as_deref(), out),
        Command::Restore { file } => upkeep::restore(call, &file, out),
        Command::Doctor { rebuild } => upkeep::doctor(call, rebuild, out),
        Command::Pack { command } => match command {
            PackCommand::Check { folder } => upkeep::pack_check(&folder, out),
            PackCommand::List => upkeep::pack_list(out),
            PackCommand::Export { id, folder } => upkeep::pack_export(&id, &folder, out),
            PackCommand::Publish { out: file } => exchange::publish_pack(call, &file, out),
        },
        Command::Demo { folder, large: Some(count) } => demo::large(call, count as usize, &folder, out),
        Command::Demo { folder, large: None } => demo::demo(call, &folder, out),
    }
}
