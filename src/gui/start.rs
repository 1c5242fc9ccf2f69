//! Opening the window on any machine: renderers tried in turn, a log, and a last word if all fail.

use crate::gui::shell::Shell;
use crate::gui::worker::Begin;
use eframe::egui::ViewportBuilder;
use eframe::{NativeOptions, Renderer};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

const NAME: &str = "Partnership Desk";

static LOG: OnceLock<PathBuf> = OnceLock::new();
static SHOWN: AtomicBool = AtomicBool::new(false);

/// Opens the window; the arguments are those of the command line, without the program's name.
///
/// Known are `--data FOLDER`, `--pack ID` and `--renderer glow|wgpu`; the variables
/// `PDESK_DATA` and `PDESK_RENDERER` say the same.
pub fn start(arguments: impl Iterator<Item = String>) -> ExitCode {
    let asked = Asked::read(arguments);
    let Some(folder) = asked.folder.or_else(own_folder) else {
        tell("No place for the data was found", "Start the program with --data and a folder.");
        return ExitCode::from(2);
    };
    if let Err(error) = std::fs::create_dir_all(&folder) {
        tell("The folder for the data cannot be made", &format!("{error}: {}", folder.display()));
        return ExitCode::from(2);
    }
    LOG.get_or_init(|| folder.join("partnership-desk.log"));
    hook();
    let begin = Begin { folder: folder.clone(), pack: asked.pack, at: None };
    let mark = folder.join("starting");
    for renderer in order(asked.renderer, &mark) {
        if let Err(error) = std::fs::write(&mark, renderer.to_string()) {
            log(&format!("Start mark: {error}"));
        }
        match open(renderer, &begin, &mark) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(why) => log(&format!("{renderer}: {why}")),
        }
        if SHOWN.load(Ordering::Relaxed) {
            // The window had been there: this is no fault of the renderer.
            return ExitCode::from(3);
        }
    }
    tell("The window could not be opened", "Neither way of drawing works on this computer. The log says why.");
    ExitCode::from(2)
}

#[derive(Default)]
struct Asked {
    folder: Option<PathBuf>,
    pack: Option<String>,
    renderer: Option<Renderer>,
}

impl Asked {
    fn read(mut arguments: impl Iterator<Item = String>) -> Self {
        let mut asked = Self {
            folder: std::env::var_os("PDESK_DATA").map(PathBuf::from),
            renderer: std::env::var("PDESK_RENDERER").ok().and_then(|name| name.parse().ok()),
            pack: None,
        };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--data" => asked.folder = arguments.next().map(PathBuf::from).or(asked.folder),
                "--pack" => asked.pack = arguments.next(),
                "--renderer" => asked.renderer = arguments.next().and_then(|name| name.parse().ok()),
                _ => {}
            }
        }
        asked
    }
}

fn own_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", NAME).map(|folders| folders.data_dir().to_owned())
}

/// Returns the renderers in the order they are tried: the one asked for, or the platform's best first;
/// one that crashed at the last start comes last.
fn order(asked: Option<Renderer>, mark: &Path) -> Vec<Renderer> {
    let mut order = if cfg!(target_os = "linux") {
        vec![Renderer::Glow, Renderer::Wgpu]
    } else {
        vec![Renderer::Wgpu, Renderer::Glow]
    };
    let crashed = std::fs::read_to_string(mark).ok().and_then(|name| name.trim().parse::<Renderer>().ok());
    if let Some(crashed) = crashed {
        order.sort_by_key(|renderer| *renderer == crashed);
    }
    if let Some(asked) = asked {
        order.sort_by_key(|renderer| *renderer != asked);
    }
    order
}

fn open(renderer: Renderer, begin: &Begin, mark: &Path) -> Result<(), String> {
    let (begin, mark) = (begin.clone(), mark.to_owned());
    let run = std::panic::AssertUnwindSafe(|| {
        eframe::run_native(
            NAME,
            options(renderer),
            Box::new(move |cc| {
                let done = move || {
                    SHOWN.store(true, Ordering::Relaxed);
                    if let Err(error) = std::fs::remove_file(&mark) {
                        log(&format!("Start mark: {error}"));
                    }
                };
                Ok(Box::new(Shell::new(&cc.egui_ctx, begin).when_shown(done)))
            }),
        )
    });
    match std::panic::catch_unwind(run) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_panic) => Err("it panicked".to_owned()),
    }
}

fn options(renderer: Renderer) -> NativeOptions {
    let viewport = ViewportBuilder::default()
        .with_title(NAME)
        .with_app_id("partnership-desk")
        .with_icon(icon())
        .with_inner_size([1240.0, 860.0])
        .with_min_inner_size([480.0, 360.0]);
    let mut setup = eframe::egui_wgpu::WgpuSetupCreateNew::without_display_handle();
    setup.power_preference = wgpu::PowerPreference::LowPower;
    if cfg!(windows) && wgpu::Backends::from_env().is_none() {
        setup.instance_descriptor.backends = wgpu::Backends::DX12;
    }
    let wgpu_options = eframe::egui_wgpu::WgpuConfiguration {
        wgpu_setup: eframe::egui_wgpu::WgpuSetup::CreateNew(setup),
        ..Default::default()
    };
    NativeOptions { viewport, renderer, wgpu_options, centered: true, ..NativeOptions::default() }
}

/// The picture of the window: a desk's two sheets, drawn here so that no image decoder is needed.
fn icon() -> eframe::egui::IconData {
    const SIDE: u32 = 64;
    let mut rgba = Vec::with_capacity((SIDE * SIDE * 4) as usize);
    for y in 0..SIDE {
        for x in 0..SIDE {
            rgba.extend_from_slice(&pixel(x, y));
        }
    }
    eframe::egui::IconData { rgba, width: SIDE, height: SIDE }
}

fn pixel(x: u32, y: u32) -> [u8; 4] {
    const BLUE: [u8; 4] = [0x17, 0x32, 0x4f, 0xff];
    const PAPER: [u8; 4] = [0xff, 0xff, 0xff, 0xff];
    const GREEN: [u8; 4] = [0x2f, 0xb3, 0x86, 0xff];
    let corner = |at: u32| at.min(63 - at);
    if corner(x) + corner(y) < 6 {
        return [0; 4];
    }
    let on_sheet = (18..46).contains(&x) && (12..52).contains(&y);
    let on_line = (23..41).contains(&x) && [19, 20, 26, 27, 33, 34].contains(&y);
    let on_name = (23..35).contains(&x) && (42..45).contains(&y);
    match (on_sheet, on_line, on_name) {
        (true, _, true) => GREEN,
        (true, true, _) | (false, ..) => BLUE,
        (true, false, false) => PAPER,
    }
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
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(NAME)
        .set_description(format!("{what}.\n{hint}{place}"))
        .show();
}
