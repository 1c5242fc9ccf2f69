//! Opening the window on any machine: ways of drawing tried in turn, a log, and a last word if all fail.

use crate::app::place::data_folder;
use crate::gui::draw::{Memory, Way};
use crate::gui::shell::Shell;
use crate::gui::worker::Begin;
use eframe::NativeOptions;
use eframe::egui::ViewportBuilder;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

const NAME: &str = "Partnership Desk";

/// The picture of the window.
const ICON: &[u8] = include_bytes!("../../assets/icon/desk-64.png");

static LOG: OnceLock<PathBuf> = OnceLock::new();
static SHOWN: AtomicBool = AtomicBool::new(false);

/// Opens the window; the arguments are those of the command line, without the program's name.
///
/// Known are `--data FOLDER`, `--pack ID` and `--renderer NAME` (`glow`, `wgpu`, on Windows `vulkan` too); the
/// variables `PDESK_DATA` and `PDESK_RENDERER` say the same. Anything else is a file to be taken in.
pub fn start(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let asked = Asked::read(arguments);
    let Some(folder) = asked.folder.or_else(data_folder) else {
        tell("No place for the data was found", "Start the program with --data and a folder.");
        return ExitCode::from(2);
    };
    if let Err(error) = std::fs::create_dir_all(&folder) {
        tell("The folder for the data cannot be made", &format!("{error}: {}", folder.display()));
        return ExitCode::from(2);
    }
    LOG.get_or_init(|| folder.join("partnership-desk.log"));
    hook();
    let memory = Memory::of(&folder);
    let begin = Begin { folder, pack: asked.pack, at: None };
    for way in memory.order(asked.way) {
        if let Err(error) = memory.trying(way) {
            log(&format!("Memory of drawing: {error}"));
        }
        match open(way, &begin, &memory, &asked.files) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(why) => log(&format!("{}: {why}", way.name())),
        }
        if SHOWN.load(Ordering::Relaxed) {
            // The window had been there: this is no fault of the way of drawing.
            return ExitCode::from(3);
        }
    }
    tell(
        "The window could not be opened: no way of drawing works on this computer",
        "Ask IT support to install or update the driver of the graphics card, or start the program at the computer \
         itself instead of over Remote Desktop. Your records are unharmed.",
    );
    ExitCode::from(2)
}

#[derive(Default)]
struct Asked {
    folder: Option<PathBuf>,
    pack: Option<String>,
    way: Option<Way>,
    files: Vec<PathBuf>,
}

impl Asked {
    fn read(mut arguments: impl Iterator<Item = OsString>) -> Self {
        let mut asked = Self {
            folder: std::env::var_os("PDESK_DATA").map(PathBuf::from),
            way: std::env::var("PDESK_RENDERER").ok().and_then(|name| Way::parse(&name)),
            ..Self::default()
        };
        while let Some(argument) = arguments.next() {
            let mut text = || arguments.next().and_then(|value| value.into_string().ok());
            match argument.to_str() {
                Some("--data") => asked.folder = arguments.next().map(PathBuf::from).or(asked.folder),
                Some("--pack") => asked.pack = text(),
                Some("--renderer") => asked.way = text().and_then(|name| Way::parse(&name)),
                Some(_) | None => asked.files.push(PathBuf::from(argument)),
            }
        }
        asked
    }
}

fn open(way: Way, begin: &Begin, memory: &Memory, files: &[PathBuf]) -> Result<(), String> {
    let (begin, memory, files) = (begin.clone(), memory.clone(), files.to_vec());
    let run = std::panic::AssertUnwindSafe(|| {
        eframe::run_native(
            NAME,
            options(way),
            Box::new(move |cc| {
                let done = move || {
                    SHOWN.store(true, Ordering::Relaxed);
                    log(&format!("The window is drawn with {}", way.name()));
                    if let Err(error) = memory.works(way) {
                        log(&format!("Memory of drawing: {error}"));
                    }
                };
                Ok(Box::new(Shell::new(&cc.egui_ctx, begin).taking_in(files).when_shown(done)))
            }),
        )
    });
    match std::panic::catch_unwind(run) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_panic) => Err("it panicked".to_owned()),
    }
}

fn options(way: Way) -> NativeOptions {
    let mut viewport = ViewportBuilder::default()
        .with_title(NAME)
        .with_app_id("partnership-desk")
        .with_inner_size([1240.0, 860.0])
        .with_min_inner_size([480.0, 360.0]);
    match eframe::icon_data::from_png_bytes(ICON) {
        Ok(icon) => viewport = viewport.with_icon(icon),
        Err(error) => log(&format!("Icon: {error}")),
    }
    let mut setup = eframe::egui_wgpu::WgpuSetupCreateNew::without_display_handle();
    setup.power_preference = wgpu::PowerPreference::LowPower;
    setup.instance_descriptor.backends = way.backends();
    let wgpu_options = eframe::egui_wgpu::WgpuConfiguration {
        wgpu_setup: eframe::egui_wgpu::WgpuSetup::CreateNew(setup),
        ..Default::default()
    };
    NativeOptions { viewport, renderer: way.renderer(), wgpu_options, centered: true, ..NativeOptions::default() }
}

/// Writes a line to the log; there is no place to say that this failed.
pub(crate) fn log(line: &str) {
    let Some(path) = LOG.get() else { return };
    let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
    if let Ok(mut file) = file
        && writeln!(file, "{line}").is_err()
    {
        LOG.get();
    }
}

/// Panics are logged with their place and without what was typed; the last one is told in a message box.
fn hook() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        log(&format!("Panic at {place}: {}", panic.payload_as_str().unwrap_or("")));
        let on_main = std::thread::current().name() == Some("main");
        if on_main && SHOWN.load(Ordering::Relaxed) {
            tell("Something went wrong in the program", "Everything typed is kept. Start the program again.");
        }
    }));
}

/// Says something when there is no window.
fn tell(what: &str, hint: &str) {
    let place = LOG.get().map(|path| format!("\n\nLog: {}", path.display())).unwrap_or_default();
    log(&format!("{what}. {hint}"));
    // Where it is started from a terminal; where there is none, nobody is told twice.
    eprintln!("{what}.\n{hint}{place}");
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(NAME)
        .set_description(format!("{what}.\n{hint}{place}"))
        .show();
}
