//! A bar on standard error, if that is a terminal.

use std::io::{IsTerminal as _, Write as _, stderr};

/// How much of something is done.
pub struct Progress {
    what: &'static str,
    whole: u64,
    /// Hundredths that are shown; nothing without a terminal.
    shown: Option<u64>,
}

impl Progress {
    pub fn new(what: &'static str, whole: u64) -> Progress {
        let progress = Progress { what, whole, shown: stderr().is_terminal().then_some(0) };
        progress.draw();
        progress
    }

    pub fn at(&mut self, done: u64) {
        let hundredths = (done * 100).checked_div(self.whole).unwrap_or(100);
        if self.shown.is_some_and(|shown| shown < hundredths) {
            self.shown = Some(hundredths);
            self.draw();
        }
    }

    fn draw(&self) {
        if let Some(hundredths) = self.shown {
            let done = "█".repeat((hundredths / 4) as usize);
            // A terminal that is gone misses nothing.
            let _ = write!(stderr(), "\r{} {done:<25} {hundredths:>3} % ", self.what);
        }
    }
}

impl Drop for Progress {
    /// Clears the line.
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = write!(stderr(), "\r{:60}\r", "");
        }
    }
}
