//! File dialogs, the system's viewer and its printer; nothing here holds the window up.

use crate::gui::command::Chosen;
use crate::gui::message::{Event, Purpose};
use eframe::egui;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::task::{Context, Poll, Wake, Waker};

/// Where dialogs answer to.
#[derive(Clone)]
pub(crate) struct Files {
    /// Where events go.
    pub(crate) sender: Sender<Event>,
    /// What is woken.
    pub(crate) ctx: egui::Context,
    /// Where printed forms are put to be viewed.
    pub(crate) folder: PathBuf,
    /// Where files are saved without asking, for tests; none: where the person says.
    pub(crate) saving: Option<PathBuf>,
}

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits on this thread for a dialog; the window's thread goes on.
fn wait_for<T>(dialog: impl Future<Output = T>) -> T {
    let mut dialog = pin!(dialog);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match dialog.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

impl Files {
    fn spawn(&self, work: impl FnOnce() -> Event + Send + 'static) {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        let started = std::thread::Builder::new().name("files".to_owned()).spawn(move || {
            // Nobody listens once the window is closed; then there is nobody to tell.
            if sender.send(work()).is_ok() {
                ctx.request_repaint();
            }
        });
        if let Err(error) = started {
            crate::gui::start::log(&format!("Dialog: {error}"));
        }
    }

    /// Asks for a file.
    pub(crate) fn choose(&self, purpose: Purpose) {
        let dialog = rfd::AsyncFileDialog::new();
        let dialog = match &purpose {
            Purpose::Scan => dialog.set_title("Scan of the signed sheet").add_filter("Scan", &SCANS),
            Purpose::Document { .. } => dialog.set_title("Choose a document"),
            Purpose::Backup => dialog.set_title("Choose a backup"),
            Purpose::Check => dialog.set_title("The paper to check").add_filter("PDF or scan", &SCANS),
            Purpose::Spreadsheet => dialog.set_title("The register’s spreadsheet").add_filter("Spreadsheet", &SHEETS),
        };
        let dialog = dialog.pick_file();
        self.spawn(move || {
            let path = wait_for(dialog).map(|file| file.path().to_owned());
            read(purpose, path)
        });
    }

    /// Asks for a folder; the title says for what.
    pub(crate) fn choose_folder(&self, title: &str) {
        let dialog = rfd::AsyncFileDialog::new().set_title(title).pick_folder();
        self.spawn(move || Event::ChoseFolder(wait_for(dialog).map(|folder| folder.path().to_owned())));
    }

    /// Asks for files to be taken in.
    pub(crate) fn choose_several(&self) {
        let dialog = rfd::AsyncFileDialog::new().set_title("Take in a file").add_filter("PDF or scan", &SCANS);
        let dialog = dialog.pick_files();
        self.spawn(move || {
            let files = wait_for(dialog).unwrap_or_default();
            read_all(files.iter().map(|file| file.path().to_owned()).collect())
        });
    }

    /// Takes files to be taken in that were dropped on the window.
    pub(crate) fn brought(&self, paths: Vec<PathBuf>) {
        self.spawn(move || read_all(paths));
    }

    /// Takes a file that was dropped on the window.
    pub(crate) fn dropped(&self, purpose: Purpose, path: PathBuf) {
        self.spawn(move || read(purpose, Some(path)));
    }

    /// Asks where to save a PDF, and saves it.
    pub(crate) fn save(&self, name: &str, bytes: Vec<u8>) {
        let dialog = rfd::AsyncFileDialog::new().set_title("Save PDF").set_file_name(name).add_filter("PDF", &["pdf"]);
        self.put_where_asked(name, "PDF", dialog, bytes);
    }

    /// Asks where to save a file that is kept with the records, and saves it.
    pub(crate) fn keep(&self, name: &str, bytes: Vec<u8>) {
        let name = plain_name(name);
        let dialog = rfd::AsyncFileDialog::new().set_title("Save the file").set_file_name(&name);
        self.put_where_asked(&name, "file", dialog, bytes);
    }

    fn put_where_asked(&self, name: &str, what: &'static str, dialog: rfd::AsyncFileDialog, bytes: Vec<u8>) {
        if let Some(folder) = &self.saving {
            let path = folder.join(name);
            return self.spawn(move || written(what, &path, &bytes));
        }
        let dialog = dialog.save_file();
        self.spawn(move || {
            let Some(file) = wait_for(dialog) else {
                return Event::Printed { said: String::new(), hint: String::new() };
            };
            written(what, file.path(), &bytes)
        });
    }

    /// Shows a PDF in the system's viewer.
    pub(crate) fn view(&self, name: &str, bytes: Vec<u8>) {
        self.view_as(name, "PDF", bytes);
    }

    /// Shows a file that is kept with the records in the system's viewer, if it can do no harm there.
    pub(crate) fn show(&self, name: &str, bytes: Vec<u8>) {
        let name = plain_name(name);
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        if SHOWN.contains(&ending.as_str()) {
            return self.view_as(&name, "file", bytes);
        }
        self.spawn(move || Event::NotPrinted {
            sentence: format!("“{name}” is not opened from here"),
            hint: "Only PDF files, pictures and plain text are. Save it, and open it with its own program.".to_owned(),
        });
    }

    fn view_as(&self, name: &str, what: &'static str, bytes: Vec<u8>) {
        let path = self.folder.join("printed").join(name);
        self.spawn(move || {
            if let Err(error) = put(&path, &bytes) {
                return failed(&format!("The {what} could not be written"), &error);
            }
            match open::that_detached(&path) {
                Ok(()) => Event::Printed { said: format!("The {what} opens in your viewer"), hint: String::new() },
                Err(error) => no_viewer(&format!("The {what} could not be opened"), &path, &error),
            }
        });
    }

    /// Sends a PDF to the system's printer where that is possible, else shows it for printing.
    pub(crate) fn print(&self, name: &str, bytes: Vec<u8>) {
        let path = self.folder.join("printed").join(name);
        self.spawn(move || {
            if let Err(error) = put(&path, &bytes) {
                return failed("The PDF could not be written", &error);
            }
            if cfg!(unix)
                && std::process::Command::new("lp").arg(&path).output().is_ok_and(|output| output.status.success())
            {
                let said = "The form was sent to the printer".to_owned();
                return Event::Printed { said, hint: String::new() };
            }
            match open::that_detached(&path) {
                Ok(()) => Event::Printed {
                    said: "The PDF opens in your viewer".to_owned(),
                    hint: "Print it from there.".to_owned(),
                },
                Err(error) => no_viewer("The form could not be sent to a printer", &path, &error),
            }
        });
    }
}

/// The endings of scans, and of papers that can be read.
const SCANS: [&str; 6] = ["pdf", "png", "jpg", "jpeg", "tif", "tiff"];

/// The endings of spreadsheets.
const SHEETS: [&str; 6] = ["xlsx", "xlsm", "ods", "csv", "tsv", "txt"];

/// The most bytes of a file that is read to be taken in.
const MOST: u64 = 64 << 20;

/// The endings of files that the system's viewers only show.
const SHOWN: [&str; 7] = ["pdf", "png", "jpg", "jpeg", "tif", "tiff", "txt"];

/// Returns a name that leads to no other folder and that every system takes.
fn plain_name(name: &str) -> String {
    let plain = |c: char| if c.is_control() || "<>:\"/\\|?*".contains(c) { '_' } else { c };
    let name: String = name.chars().map(plain).collect();
    if name.trim_matches(['.', ' ']).is_empty() { "file".to_owned() } else { name }
}

fn failed(what: &str, error: &std::io::Error) -> Event {
    Event::NotPrinted { sentence: what.to_owned(), hint: format!("The computer says: {error}") }
}

/// Says that nothing on this computer shows a PDF, and where it lies all the same.
fn no_viewer(what: &str, path: &Path, error: &std::io::Error) -> Event {
    crate::gui::start::log(&format!("Viewer: {error}"));
    let hint = format!("No program for such files answered. The file is kept: {}", path.display());
    Event::NotPrinted { sentence: what.to_owned(), hint }
}

fn read(purpose: Purpose, path: Option<PathBuf>) -> Event {
    let Some(path) = path else { return Event::Chose { purpose, file: None } };
    // A backup is read where it lies; it can be large.
    let bytes = if matches!(purpose, Purpose::Backup) { Ok(vec![]) } else { std::fs::read(&path) };
    match bytes {
        Ok(bytes) => Event::Chose { purpose, file: Some(Chosen { path, bytes }) },
        Err(error) => failed("The file could not be read", &error),
    }
}

/// Reads files one after the other; what cannot be read holds no other up.
fn read_all(paths: Vec<PathBuf>) -> Event {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = match std::fs::metadata(&path) {
            Ok(about) if about.is_dir() => Err("It is a folder. Choose the files in it.".to_owned()),
            Ok(about) if about.len() > MOST => Err("It is larger than 64 MB, so it is no paper of ours.".to_owned()),
            Ok(_) | Err(_) => std::fs::read(&path).map_err(|error| format!("The file could not be read: {error}")),
        };
        match bytes {
            Ok(bytes) => files.push(Chosen { path, bytes }),
            Err(why) => unread.push((name, why)),
        }
    }
    Event::Brought { files, unread }
}

fn written(what: &str, path: &Path, bytes: &[u8]) -> Event {
    match write(path, bytes) {
        Ok(()) => Event::Printed { said: format!("The {what} is saved"), hint: path.display().to_string() },
        Err(error) => failed(&format!("The {what} could not be saved"), &error),
    }
}

fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    write(path, bytes)
}

/// Writes beside and renames, so that a file is there whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let beside = path.with_extension("part");
    std::fs::write(&beside, bytes)?;
    std::fs::rename(&beside, path)
}
