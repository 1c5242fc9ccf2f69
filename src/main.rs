//! Opens the window.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    partnership_desk::gui::start(std::env::args_os().skip(1))
}
