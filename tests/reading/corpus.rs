//! Folders of files, and what is expected of each file.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use super::folder;

/// The files of a folder of `tests/reading/`, in the order of their names.
pub(super) fn files(name: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder(name))
        .expect("the corpus")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

/// The name of a file without its ending.
pub(super) fn stem(path: &std::path::Path) -> String {
    let stem = path.file_stem().expect("a name");
    stem.to_string_lossy().into_owned()
}

/// Compares what was found, each with its name, with the texts of these names in a folder of `tests/reading/`. With the
/// variable `TRIALPOOL_ACCEPT` set, those texts are written anew first.
pub(super) fn hold_to(expectations: &str, found: impl Iterator<Item = (String, String)>) {
    let mut differences = String::new();
    for (name, found) in found {
        let path = folder(expectations).join(format!("{name}.txt"));
        if std::env::var_os("TRIALPOOL_ACCEPT").is_some() {
            fs::write(&path, &found).expect("an expectation to write");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            let _ = writeln!(
                differences,
                "== {name}\nfound:\n{found}\nexpected:\n{expected}"
            );
        }
    }
    assert!(differences.is_empty(), "{differences}");
}
