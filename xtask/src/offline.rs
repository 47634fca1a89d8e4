//! The list of files that the hosted page keeps in the browser, so that it opens without a network.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::{place, size};

/// The script that keeps the files.
const SERVICE_WORKER: &str = "service-worker.js";
/// How its line for the files begins.
const LINE: &str = "const files = ";

/// Writes the names and checksums of the page's files into its service worker.
///
/// # Errors
///
/// Fails where a file cannot be read or written, and where the service worker has no line for them.
pub fn list_files(folder: &Path) -> Result<(), Problem> {
    let path = folder.join(SERVICE_WORKER);
    let script = fs::read_to_string(&path).map_err(|error| Problem::file("read", &path, &error))?;
    let mut entries = Vec::new();
    for name in size::files(folder).map_err(|error| Problem::file("read", folder, &error))? {
        if is_fetched(&name) {
            let file = folder.join(&name);
            let bytes = fs::read(&file).map_err(|error| Problem::file("read", &file, &error))?;
            entries.push(format!("\"{name}\": \"{:x}\"", Sha256::digest(bytes)));
        }
    }
    let listed = with_files(&script, &entries.join(", ")).ok_or_else(|| {
        Problem::new(
            format!("{SERVICE_WORKER} has no line that begins with `{LINE}`."),
            "Put it back: the names of the files go there.",
        )
    })?;
    fs::write(&path, listed).map_err(|error| Problem::file("write", &path, &error))
}

/// Whether the page asks for a file: not for the page in one file, nor for what accompanies the fonts, nor for the handbook.
fn is_fetched(name: &str) -> bool {
    let is_font = Path::new(name)
        .extension()
        .is_some_and(|ending| ending == "woff2");
    let accompanies = name.starts_with("fonts/") && !is_font;
    let is_of_the_handbook = name.starts_with("handbook/");
    name != place::ONE_FILE && name != SERVICE_WORKER && !accompanies && !is_of_the_handbook
}

fn with_files(script: &str, files: &str) -> Option<String> {
    let mut found = false;
    let lines = script.lines().map(|line| {
        if line.starts_with(LINE) {
            found = true;
            format!("{LINE}{{{files}}};\n")
        } else {
            format!("{line}\n")
        }
    });
    let script = lines.collect();
    found.then_some(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_stand_in_the_line_for_them_however_often_they_are_written() {
        let script = "// a\nconst files = {};\nb();\n";
        let listed = with_files(script, "\"a\": \"1\"").unwrap();
        assert_eq!(listed, "// a\nconst files = {\"a\": \"1\"};\nb();\n");
        let again = with_files(&listed, "\"a\": \"2\"").unwrap();
        assert_eq!(again, "// a\nconst files = {\"a\": \"2\"};\nb();\n");
        assert_eq!(with_files("b();\n", ""), None);
    }

    #[test]
    fn what_the_page_never_asks_for_is_not_kept() {
        for name in [
            "trialpool.html",
            "service-worker.js",
            "fonts/README.md",
            "handbook/index.html",
        ] {
            assert!(!is_fetched(name), "{name}");
        }
        for name in ["index.html", "fonts/arimo-bold.woff2", "boot.js"] {
            assert!(is_fetched(name), "{name}");
        }
    }
}
