//! The browsers of the tests: Chromium, and Firefox where it is there, each with the program that drives it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::command::{output, program};
use crate::problem::Problem;

/// A browser that can be driven.
#[derive(Debug)]
pub struct Browser {
    /// Chromium, Chrome or Firefox; nothing where only its driver knows where it is.
    pub program: Option<PathBuf>,
    /// Its chromedriver or geckodriver.
    pub driver: PathBuf,
}

/// Programs that are Chromium under one of its names.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const MACOS_CHROME: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const MACOS_FIREFOX: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

/// The browser of this machine; installed by apt when it is missing, where that is possible without asking: on Debian,
/// as root.
///
/// # Errors
///
/// Fails where it is missing and cannot be installed so.
pub fn installed() -> Result<Browser, Problem> {
    if let Some(browser) = found() {
        return Ok(browser);
    }
    if !is_debian(&fs::read_to_string("/etc/os-release").unwrap_or_default()) || !is_root() {
        return Err(Problem::new(
            "Chromium or its driver is missing, in which the built page is tested.",
            "Install both: on Debian `sudo apt install chromium chromium-driver`, on macOS `brew install --cask google-chrome chromedriver`, \
             elsewhere from https://googlechromelabs.github.io/chrome-for-testing/ (CHROME and CHROMEDRIVER may name the programs).",
        ));
    }
    println!("Installing Chromium and its driver by apt, about 100 MB.");
    apt(&["update"])?;
    apt(&[
        "install",
        "--yes",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ])?;
    found().ok_or_else(|| {
        Problem::new(
            "apt installed Chromium, but it is not on the path.",
            "Name the programs in CHROME and CHROMEDRIVER.",
        )
    })
}

fn found() -> Option<Browser> {
    let driver = named_by("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    let program = named_by("CHROME")
        .or_else(|| NAMES.iter().find_map(|name| on_path(name)))
        .or_else(|| Some(PathBuf::from(MACOS_CHROME)).filter(|path| path.is_file()));
    // On Windows Chrome is not on the path; its driver finds it by itself.
    (program.is_some() || cfg!(windows)).then_some(Browser { program, driver })
}

/// Firefox with its driver, where both are there: it is not installed for the tests.
#[must_use]
pub fn firefox() -> Option<Browser> {
    let driver = named_by("GECKODRIVER").or_else(|| on_path("geckodriver"))?;
    let program = named_by("FIREFOX")
        .or_else(|| ["firefox-esr", "firefox"].into_iter().find_map(on_path))
        .or_else(|| Some(PathBuf::from(MACOS_FIREFOX)).filter(|path| path.is_file()));
    (program.is_some() || cfg!(windows)).then_some(Browser { program, driver })
}

fn named_by(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
}

/// Where the program of this name lies on the path.
#[must_use]
pub fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Whether a system that describes itself so is Debian; its relatives ship Chromium in other ways.
fn is_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| line == "ID=debian")
}

/// Whether this user may install programs and, by the same right, cannot use Chromium's sandbox.
#[must_use]
pub fn is_root() -> bool {
    Path::new("/").is_dir()
        && output(program("id").arg("-u")).is_some_and(|user| user.trim() == "0")
}

fn apt(arguments: &[&str]) -> Result<(), Problem> {
    let failed = |reason: &str| {
        Problem::new(
            format!("Chromium could not be installed by apt: {reason}."),
            "Run `apt-get update && apt-get install chromium chromium-driver` where the Debian mirror can be reached, then this command again.",
        )
    };
    let finished = program("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .output()
        .map_err(|error| failed(&error.to_string()))?;
    if finished.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&finished.stderr);
    Err(failed(
        text.lines()
            .find_map(|line| line.strip_prefix("E: "))
            .unwrap_or("it reported a failure"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_debian_itself_is_taken_for_debian() {
        assert!(is_debian(
            "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n"
        ));
        assert!(!is_debian("ID=ubuntu\nID_LIKE=debian\n"));
    }
}
