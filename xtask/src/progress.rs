//! Cargo's progress in one line: "Trunk: 120 of 260 crates".

use std::io::{self, IsTerminal, Read, Write};
use std::process::{Command, Stdio};

/// Runs a `cargo` command and shows how far it is under `name`; gives back whether it succeeded and what it printed,
/// without the progress bars.
pub(crate) fn follow(command: &mut Command, name: &str) -> io::Result<(bool, String)> {
    command
        .env("CARGO_TERM_PROGRESS_WHEN", "always")
        .env("CARGO_TERM_PROGRESS_WIDTH", "80")
        .env("CARGO_TERM_COLOR", "never")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let mut shown = Line::new(name);
    let mut printed = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        let mut piece = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            let count = stderr.read(&mut buffer)?;
            if count == 0 {
                break;
            }
            for &byte in &buffer[..count] {
                if byte != b'\n' && byte != b'\r' {
                    piece.push(byte);
                    continue;
                }
                let text = String::from_utf8_lossy(&piece);
                match progress(&text) {
                    Some(progress) => shown.show(&progress),
                    None if byte == b'\n' => {
                        printed.push_str(&text);
                        printed.push('\n');
                    }
                    None => {}
                }
                piece.clear();
            }
        }
    }
    shown.finish();
    Ok((child.wait()?.success(), printed))
}

/// How far a cargo command is.
#[derive(Debug, PartialEq, Eq)]
enum Progress {
    Downloading,
    Building { done: usize, of: usize },
}

/// Reads one of cargo's lines, such as `    Building [====>    ] 120/260: syn, serde`.
fn progress(line: &str) -> Option<Progress> {
    let line = line.trim();
    if line.starts_with("Downloading") || line.starts_with("Updating") {
        return Some(Progress::Downloading);
    }
    let counts = line.strip_prefix("Building [")?.split_once("] ")?.1;
    let (done, rest) = counts.split_once('/')?;
    let digits = rest
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(rest.len());
    Some(Progress::Building {
        done: done.parse().ok()?,
        of: rest[..digits].parse().ok()?,
    })
}

/// The line on the screen: rewritten in place on a terminal, printed every tenth of the way elsewhere.
struct Line<'a> {
    name: &'a str,
    in_place: bool,
    /// Whether anything was shown yet.
    begun: bool,
    /// The most crates that were counted as done: cargo counts some again while it learns what is to be done.
    most_done: usize,
    last_step: usize,
}

impl<'a> Line<'a> {
    fn new(name: &'a str) -> Self {
        Self {
            name,
            in_place: io::stdout().is_terminal(),
            begun: false,
            most_done: 0,
            last_step: 0,
        }
    }

    fn show(&mut self, progress: &Progress) {
        let Some((step, text)) = self.advance(progress) else {
            return;
        };
        if self.in_place {
            print!("\r{text}    ");
            io::stdout().flush().ok();
        } else if !self.begun || step != self.last_step {
            println!("{text}");
        }
        self.begun = true;
        self.last_step = step;
    }

    /// The tenth of the way and the words for it; nothing where there is no progress.
    fn advance(&mut self, progress: &Progress) -> Option<(usize, String)> {
        match *progress {
            Progress::Downloading if self.begun => None,
            Progress::Downloading => Some((0, format!("{}: downloading", self.name))),
            Progress::Building { done, .. } if done > 0 && done <= self.most_done => None,
            Progress::Building { done, of } => {
                self.most_done = done;
                let step = 1 + 10 * done / of.max(1);
                Some((step, format!("{}: {done} of {of} crates", self.name)))
            }
        }
    }

    fn finish(&self) {
        if self.in_place && self.begun {
            println!();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_never_goes_back() {
        let mut line = Line::new("Trunk");
        let mut shown = |done| line.advance(&Progress::Building { done, of: 479 });
        assert_eq!(shown(192), Some((5, "Trunk: 192 of 479 crates".to_owned())));
        assert_eq!(shown(144), None);
        assert_eq!(shown(240), Some((6, "Trunk: 240 of 479 crates".to_owned())));
    }

    #[test]
    fn cargo_s_progress_bar_is_read_as_a_count_of_crates() {
        let line =
            "    Building [=======>                   ] 120/260: syn, serde_derive(build)...";
        assert_eq!(
            progress(line),
            Some(Progress::Building { done: 120, of: 260 })
        );
        assert_eq!(
            progress("   Downloading 31 crates, remaining bytes: 1.2MiB"),
            Some(Progress::Downloading)
        );
        assert_eq!(progress("   Compiling syn v2.0.1"), None);
        assert_eq!(progress("error: could not compile `syn`"), None);
    }
}
