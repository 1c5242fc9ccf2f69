//! The ways of drawing the window, and the order in which they are tried.
//!
//! A computer can lack any of them: Remote Desktop and virtual machines often have OpenGL 1.1 alone, a driver can
//! be broken. A way can fail with an error, with a panic, or by bringing the program down. The first two are
//! answered at once, in the same process: winit allows one event loop in a process, eframe keeps it and runs it
//! again, and that holds after a panic too, on Linux and on Windows (`packaging/windows/drawing.sh` shows it).
//! Starting the program anew instead would leave two processes, and one that waits for nothing. The third leaves
//! [`Memory`] behind: at the next start that way comes last, and one that worked comes first.

use eframe::Renderer;
use std::path::{Path, PathBuf};

/// A way of drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// OpenGL.
    Glow,
    /// What the system itself has: Direct3D 12, which Windows can do without a graphics card, or Metal.
    Wgpu,
    /// Vulkan, where `Wgpu` does not mean it already.
    Vulkan,
}

impl Way {
    /// The ways of this system, the best first.
    const ALL: &[Self] = if cfg!(windows) {
        &[Self::Wgpu, Self::Glow, Self::Vulkan]
    } else if cfg!(target_os = "macos") {
        &[Self::Wgpu, Self::Glow]
    } else {
        &[Self::Glow, Self::Wgpu]
    };

    /// Returns the name that is given on the command line and kept.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Glow => "glow",
            Self::Wgpu => "wgpu",
            Self::Vulkan => "vulkan",
        }
    }

    /// Reads a name; a way that this system does not have is none.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|way| way.name() == name)
    }

    /// Returns which of eframe's renderers draws so.
    pub(super) fn renderer(self) -> Renderer {
        match self {
            Self::Glow => Renderer::Glow,
            Self::Wgpu | Self::Vulkan => Renderer::Wgpu,
        }
    }

    /// Returns the interfaces that wgpu may use; the variable `WGPU_BACKEND` goes before.
    pub(super) fn backends(self) -> wgpu::Backends {
        let own = match self {
            Self::Vulkan => wgpu::Backends::VULKAN,
            Self::Wgpu | Self::Glow if cfg!(windows) => wgpu::Backends::DX12,
            Self::Wgpu | Self::Glow => wgpu::Backends::PRIMARY | wgpu::Backends::GL,
        };
        wgpu::Backends::from_env().unwrap_or(own)
    }
}

/// What is known of earlier starts: a file beside the records with one line.
#[derive(Clone, Debug)]
pub(super) struct Memory(PathBuf);

impl Memory {
    /// Returns the memory of a data folder.
    pub(super) fn of(folder: &Path) -> Self {
        Self(folder.join("drawing.txt"))
    }

    /// Notes that a way is tried; if the program is brought down now, this is what remains.
    pub(super) fn trying(&self, way: Way) -> std::io::Result<()> {
        std::fs::write(&self.0, format!("trying {}\n", way.name()))
    }

    /// Notes that a way has drawn.
    pub(super) fn works(&self, way: Way) -> std::io::Result<()> {
        std::fs::write(&self.0, format!("works {}\n", way.name()))
    }

    /// Returns the ways in the order in which they are tried: the one asked for, then the one that worked, then the
    /// best of this system; the one that brought the program down comes last.
    pub(super) fn order(&self, asked: Option<Way>) -> Vec<Way> {
        let kept = std::fs::read_to_string(&self.0).unwrap_or_default();
        let noted = |what: &str| kept.trim().strip_prefix(what).and_then(|name| Way::parse(name.trim()));
        let (worked, crashed) = (noted("works "), noted("trying "));
        let mut order = Way::ALL.to_vec();
        order.sort_by_key(|way| {
            let way = Some(*way);
            match () {
                () if way == asked => 0,
                () if way == worked => 1,
                () if way == crashed => 3,
                () => 2,
            }
        });
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> (tempfile::TempDir, Memory) {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = Memory::of(folder.path());
        std::fs::write(&memory.0, text).expect("a file");
        (folder, memory)
    }

    #[test]
    fn the_first_start_takes_the_best_way_of_the_system() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(Memory::of(folder.path()).order(None), Way::ALL);
    }

    #[test]
    fn a_way_that_brought_the_program_down_comes_last_and_one_that_worked_first() {
        let (best, other) = (Way::ALL[0], Way::ALL[1]);
        let (_folder, memory) = kept("");
        memory.trying(best).expect("it is written");
        assert_eq!(memory.order(None).last(), Some(&best));
        memory.works(other).expect("it is written");
        assert_eq!(memory.order(None)[0], other);
    }

    #[test]
    fn the_way_asked_for_comes_first_whatever_happened() {
        let best = Way::ALL[0];
        let (_folder, memory) = kept("");
        memory.trying(best).expect("it is written");
        assert_eq!(memory.order(Some(best))[0], best);
    }

    #[test]
    fn a_memory_that_says_nothing_known_changes_nothing() {
        for text in ["", "works", "works nothing", "\u{fffd}", "trying the patience"] {
            assert_eq!(kept(text).1.order(None), Way::ALL, "{text}");
        }
    }
}
