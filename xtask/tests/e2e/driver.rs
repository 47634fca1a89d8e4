//! The program that drives a browser, started for the time of a test.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, bail};
use xtask::browser::{self, Browser};

use super::scenario::Outcome;

/// A running chromedriver or geckodriver; it ends with this value.
pub(super) struct Driver {
    /// The browser that it starts.
    pub(super) browser: Browser,
    /// Where it listens.
    pub(super) address: String,
    process: Child,
}

impl Driver {
    /// Starts the driver of Chromium on a free port. It wants the same port of both versions of the internet protocol and gives up where
    /// one of them is taken by then, as happens among tests that run side by side: it is asked a few times.
    pub(super) fn start() -> Outcome<Self> {
        const ATTEMPTS: usize = 5;
        let browser = browser::installed()?;
        for _ in 0..ATTEMPTS {
            if let Some((process, port)) = attempt(&browser, port_of_chromium)? {
                return Ok(Self {
                    browser,
                    address: format!("http://127.0.0.1:{port}"),
                    process,
                });
            }
        }
        bail!(
            "chromedriver did not say on which port it listens: it must be of Chromium's own \
             version."
        );
    }

    /// Starts the driver of Firefox on a free port, where both are there.
    pub(super) fn of_firefox() -> Outcome<Option<Self>> {
        let Some(browser) = browser::firefox() else {
            return Ok(None);
        };
        let (process, port) = attempt(&browser, port_of_firefox)?
            .context("geckodriver did not say on which port it listens.")?;
        Ok(Some(Self {
            browser,
            address: format!("http://127.0.0.1:{port}"),
            process,
        }))
    }
}

/// A driver with its port, or none where it ended without naming one.
fn attempt(browser: &Browser, port: fn(&str) -> Option<u16>) -> Outcome<Option<(Child, u16)>> {
    let mut command = Command::new(&browser.driver);
    command
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut process = command
        .spawn()
        .with_context(|| format!("{} could not be started.", browser.driver.display()))?;
    let said = process.stdout.take().map(BufReader::new);
    let mut lines = said.into_iter().flat_map(BufRead::lines);
    if let Some(port) = lines.find_map(|line| port(&line.ok()?)) {
        // What it says from here on is read and forgotten: geckodriver ends where nobody listens.
        thread::spawn(move || lines.for_each(drop));
        return Ok(Some((process, port)));
    }
    process.kill().ok();
    process.wait().ok();
    Ok(None)
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Reads `ChromeDriver was started successfully on port 41231.`
fn port_of_chromium(line: &str) -> Option<u16> {
    line.strip_prefix("ChromeDriver was started successfully on port ")?
        .trim_end_matches('.')
        .parse()
        .ok()
}

/// Reads `1764470000000 geckodriver INFO Listening on 127.0.0.1:41231`, with tabs.
fn port_of_firefox(line: &str) -> Option<u16> {
    line.split_once("Listening on 127.0.0.1:")?
        .1
        .trim()
        .parse()
        .ok()
}
