//! chromedriver, started for the time of a run.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::browser::Browser;
use crate::command;
use crate::problem::Problem;

/// A running chromedriver; it ends with this value.
pub(crate) struct Driver {
    /// The browser that it starts.
    pub(crate) browser: Browser,
    /// Where it listens.
    pub(crate) address: String,
    process: Child,
}

impl Driver {
    /// Starts the driver on a free port.
    pub(crate) fn start(browser: Browser) -> Result<Self, Problem> {
        let mut command = Command::new(&browser.driver);
        command
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = command
            .spawn()
            .map_err(|error| command::could_not_start(&command, &error))?;
        let port = process.stdout.take().and_then(|stdout| {
            BufReader::new(stdout)
                .lines()
                .map_while(Result::ok)
                .find_map(|line| port(&line))
        });
        if let Some(port) = port {
            return Ok(Self {
                browser,
                address: format!("http://127.0.0.1:{port}"),
                process,
            });
        }
        process.kill().ok();
        Err(Problem::new(
            "chromedriver did not say on which port it listens.",
            "Run `chromedriver --port=0` to see why; it must be of Chromium's own version.",
        ))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_the_driver_says() {
        assert_eq!(
            port("ChromeDriver was started successfully on port 41231."),
            Some(41231)
        );
        assert_eq!(port("Only local connections are allowed."), None);
    }
}
