//! chromedriver, started for the time of a test.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail};
use xtask::browser::{self, Browser};

use super::scenario::Outcome;

/// A running chromedriver; it ends with this value.
pub(super) struct Driver {
    /// The browser that it starts.
    pub(super) browser: Browser,
    /// Where it listens.
    pub(super) address: String,
    process: Child,
}

impl Driver {
    /// Starts the driver on a free port.
    pub(super) fn start() -> Outcome<Self> {
        let browser = browser::installed()?;
        let mut command = Command::new(&browser.driver);
        command
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = command
            .spawn()
            .context("chromedriver could not be started.")?;
        let said = process.stdout.take().map(BufReader::new);
        let mut lines = said.into_iter().flat_map(BufRead::lines);
        let port = lines.find_map(|line| port(&line.ok()?));
        let Some(port) = port else {
            process.kill().ok();
            bail!(
                "chromedriver did not say on which port it listens: it must be of Chromium's \
            own version."
            );
        };
        Ok(Self {
            browser,
            address: format!("http://127.0.0.1:{port}"),
            process,
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Reads `ChromeDriver was started successfully on port 41231.`
fn port(line: &str) -> Option<u16> {
    line.strip_prefix("ChromeDriver was started successfully on port ")?
        .trim_end_matches('.')
        .parse()
        .ok()
}
