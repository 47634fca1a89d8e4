//! What the build needs beside Rust: the wasm target, Trunk, cargo-deny, mdBook. What is missing is fetched once and kept for
//! this user, outside the repository and outside Cargo's own folder of programs.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::{env, io};

use crate::command::{self, output, program};
use crate::place;
use crate::problem::Problem;

/// The target of the page.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program published on crates.io, pinned to the version that this repository was tried with.
struct Tool {
    /// As people call it.
    name: &'static str,
    /// The name of its crate and of its program.
    package: &'static str,
    version: &'static str,
}

const TRUNK: Tool = Tool {
    name: "Trunk",
    package: "trunk",
    version: "0.21.14",
};
const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    package: "cargo-deny",
    version: "0.20.2",
};

const MDBOOK: Tool = Tool {
    name: "mdBook",
    package: "mdbook",
    version: "0.5.4",
};

/// Trunk, which bundles the page; installed when missing.
pub(crate) fn trunk() -> Result<PathBuf, Problem> {
    TRUNK.installed()
}

/// cargo-deny, which checks what the project depends on; installed when missing.
pub(crate) fn cargo_deny() -> Result<PathBuf, Problem> {
    CARGO_DENY.installed()
}

/// mdBook, which makes pages of the handbook; installed when missing.
pub(crate) fn mdbook() -> Result<PathBuf, Problem> {
    MDBOOK.installed()
}

/// Adds the wasm target to the active toolchain when it is missing.
pub(crate) fn wasm_target() -> Result<(), Problem> {
    let libraries =
        output(program("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]));
    if libraries.is_some_and(|folder| PathBuf::from(folder.trim()).is_dir()) {
        return Ok(());
    }
    println!("Adding Rust's target {WASM_TARGET}.");
    add_with_rustup(
        &["target", "add", WASM_TARGET],
        &format!("Rust's target {WASM_TARGET}"),
    )
}

/// Whether the active Rust is of the version that the project is kept for, of which it knows the lints.
pub(crate) fn is_rust_of_the_project() -> bool {
    let version = output(program("rustc").arg("--version")).unwrap_or_default();
    is_of_version(&version, env!("CARGO_PKG_RUST_VERSION"))
}

/// Whether `rustc 1.95.0 (59807616e 2026-04-14)` is of a version such as `1.95`.
fn is_of_version(rustc: &str, version: &str) -> bool {
    let number = rustc.split(' ').nth(1).unwrap_or_default();
    number
        .strip_prefix(version)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Adds the formatter and the linter to the active toolchain when they are missing: a minimal one comes without.
pub(crate) fn formatter_and_linter() -> Result<(), Problem> {
    let missing: Vec<&str> = [("rustfmt", "fmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(_, subcommand)| output(command::cargo(subcommand).arg("--version")).is_none())
        .map(|(component, _)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Adding Rust's {}.", missing.join(" and "));
    let arguments: Vec<&str> = ["component", "add"]
        .into_iter()
        .chain(missing.iter().copied())
        .collect();
    add_with_rustup(&arguments, &format!("Rust's {}", missing.join(" and ")))
}

fn add_with_rustup(arguments: &[&str], what: &str) -> Result<(), Problem> {
    let failed = |reason: &str| {
        Problem::new(
            format!("{what} could not be added: {reason}."),
            format!(
                "Run `rustup {}` where static.rust-lang.org (or RUSTUP_DIST_SERVER) can be reached, then this command again.",
                arguments.join(" ")
            ),
        )
    };
    let finished = program("rustup").args(arguments).output();
    match finished {
        Ok(finished) if finished.status.success() => Ok(()),
        Ok(finished) => {
            let text = String::from_utf8_lossy(&finished.stderr);
            Err(failed(
                last_error_line(&text).unwrap_or("rustup reported a failure"),
            ))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(failed(
            "this Rust was not installed by rustup (https://rustup.rs)",
        )),
        Err(error) => Err(failed(&error.to_string())),
    }
}

impl Tool {
    /// Where the program is, after installing it if neither the path nor the cache has this version.
    fn installed(&self) -> Result<PathBuf, Problem> {
        if self.is_on_path() {
            return Ok(PathBuf::from(self.package));
        }
        let folder = place::cache()?.join(format!("{}-{}", self.package, self.version));
        let binary =
            folder
                .join("bin")
                .join(format!("{}{}", self.package, env::consts::EXE_SUFFIX));
        if !binary.is_file() {
            self.install(&folder)?;
        }
        Ok(binary)
    }

    fn is_on_path(&self) -> bool {
        output(program(self.package).arg("--version")).is_some_and(|text| self.is_named_by(&text))
    }

    /// Whether a program that answers so is of this version: `trunk 0.21.14`, `mdbook v0.5.4`.
    fn is_named_by(&self, answer: &str) -> bool {
        let version = answer.split_whitespace().nth(1).unwrap_or_default();
        version.trim_start_matches('v') == self.version
    }

    fn install(&self, folder: &std::path::Path) -> Result<(), Problem> {
        println!(
            "{}: fetching and building version {}, once for this user, into {}.",
            self.name,
            self.version,
            folder.display()
        );
        let build = place::cache()?.join(format!("build-{}", self.package));
        let mut install = self.install_command(folder, &build);
        let (succeeded, printed) = command::run_and_listen(&mut install)
            .map_err(|error| command::could_not_start(&install, &error))?;
        if !succeeded {
            return Err(self.not_installed(&printed));
        }
        // What was compiled on the way is of no further use and weighs hundreds of megabytes.
        fs::remove_dir_all(&build).ok();
        Ok(())
    }

    /// Unoptimised, without debug information and TLS: two minutes on two cores instead of eight, and as good here.
    fn install_command(&self, folder: &std::path::Path, build: &std::path::Path) -> Command {
        let (package, version) = (self.package, self.version);
        let mut install = command::cargo(&format!(
            "install {package} --version {version} --locked --no-default-features --profile dev --root"
        ));
        install
            .arg(folder)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TARGET_DIR", build);
        install
    }

    fn not_installed(&self, printed: &str) -> Problem {
        let reason = last_error_line(printed).unwrap_or("cargo reported a failure");
        if is_about_the_network(printed) {
            Problem::new(
                format!(
                    "{} {} could not be downloaded: {reason}.",
                    self.name, self.version
                ),
                "Make crates.io reachable (or name a mirror in Cargo's config.toml), then give the same command again; it goes on where it stopped.",
            )
        } else {
            Problem::new(
                format!(
                    "{} {} could not be built: {reason}.",
                    self.name, self.version
                ),
                format!(
                    "Try `cargo install {} --version {} --locked --no-default-features` to see more; once it is on the path, it is used from there.",
                    self.package, self.version
                ),
            )
        }
    }
}

/// The first line by which cargo or rustup says what went wrong, without its prefix.
fn last_error_line(printed: &str) -> Option<&str> {
    printed
        .lines()
        .find_map(|line| line.trim().strip_prefix("error: "))
        .map(|reason| reason.trim_end_matches('.'))
}

/// Whether the output of cargo tells of a server that could not be reached.
fn is_about_the_network(printed: &str) -> bool {
    [
        "failed to download",
        "download of",
        "Could not resolve",
        "could not connect",
        "Connection refused",
        "timed out",
        "network error",
        "failed to query replaced source",
    ]
    .iter()
    .any(|sign| printed.to_lowercase().contains(&sign.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_rust_is_compared_by_whole_numbers() {
        assert!(is_of_version("rustc 1.95.0 (59807616e 2026-04-14)", "1.95"));
        assert!(!is_of_version(
            "rustc 1.99.1 (58cf8f9c3 2026-10-13)",
            "1.95"
        ));
        assert!(!is_of_version("rustc 1.950.0", "1.95"));
    }

    #[test]
    fn a_program_is_known_by_its_version_with_and_without_a_letter() {
        assert!(TRUNK.is_named_by("trunk 0.21.14\n") && MDBOOK.is_named_by("mdbook v0.5.4\n"));
        assert!(!MDBOOK.is_named_by("mdbook v0.5.40\n") && !MDBOOK.is_named_by(""));
    }

    #[test]
    fn an_unreachable_registry_gives_one_sentence_with_the_remedy() {
        let printed = "    Updating crates.io index\nerror: download of config.json failed\n\nCaused by:\n  curl failed\n  Could not resolve hostname\n";
        let problem = TRUNK.not_installed(printed).to_string();
        assert!(
            problem.starts_with(
                "Trunk 0.21.14 could not be downloaded: download of config.json failed."
            ),
            "{problem}"
        );
        assert!(problem.contains("same command again"), "{problem}");
        assert_eq!(problem.lines().count(), 1);
    }

    #[test]
    fn a_tool_that_does_not_compile_is_not_blamed_on_the_network() {
        let problem = CARGO_DENY
            .not_installed("error: could not compile `krates` (lib)\n")
            .to_string();
        assert!(
            problem.starts_with(
                "cargo-deny 0.20.2 could not be built: could not compile `krates` (lib)."
            ),
            "{problem}"
        );
    }
}
