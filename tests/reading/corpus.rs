//! Folders of files, and what is expected of each file.

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

/// Compares what was found, each with its name, with the snapshots of these names in a folder of `tests/reading/`.
pub(super) fn hold_to(snapshots: &str, found: impl Iterator<Item = (String, String)>) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder(snapshots));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, found) in found {
            insta::assert_snapshot!(name, found);
        }
    });
}
