//! The files of a reference: from a folder, or from the program itself where there are no folders.

use std::collections::BTreeMap;
#[cfg(not(target_arch = "wasm32"))]
use std::fs;
use std::io::Read;
use std::path::Path;

/// The bytes of the files of a reference by their names: `reference*.json`, `data/*.csv`, each perhaps with `.gz`, and R's
/// `sessionInfo.txt`, which says what made them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// The files of a folder.
    ///
    /// # Errors
    ///
    /// A sentence that says what could not be read, and why.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn of_folder(folder: &Path) -> Result<Self, String> {
        let mut files = Self::default();
        for (inner, prefix) in [(folder.to_path_buf(), ""), (folder.join("data"), "data/")] {
            let fail = |error: std::io::Error| format!("{}: {error}", inner.display());
            for entry in fs::read_dir(&inner).map_err(fail)? {
                let entry = entry.map_err(fail)?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if is_of_reference(&name) {
                    let bytes = fs::read(entry.path()).map_err(fail)?;
                    files.add(&format!("{prefix}{name}"), &bytes);
                }
            }
        }
        Ok(files)
    }

    /// Adds a file, or puts it in the place of that of the same name.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) {
        self.0.insert(name.to_string(), bytes.to_vec());
    }

    /// The names of the files with records, in order.
    pub(super) fn with_records(&self) -> impl Iterator<Item = &str> {
        self.0
            .keys()
            .map(String::as_str)
            .filter(|name| name.starts_with("reference"))
    }

    /// The text of a file, unpacked if it is kept as `name.gz`; `None` where there is neither.
    pub(super) fn text(&self, name: &str) -> Option<Result<String, String>> {
        let packed = format!("{name}.gz");
        let (name, bytes) = self
            .0
            .get_key_value(name)
            .or_else(|| self.0.get_key_value(&packed))?;
        Some(unpacked(name, bytes).map_err(|error| format!("{name}: {error}")))
    }
}

fn unpacked(name: &str, bytes: &[u8]) -> std::io::Result<String> {
    let mut text = String::new();
    if ends_in(name, "gz") {
        flate2::read::GzDecoder::new(bytes).read_to_string(&mut text)?;
    } else {
        (&mut &*bytes).read_to_string(&mut text)?;
    }
    Ok(text)
}

#[cfg(not(target_arch = "wasm32"))]
fn is_of_reference(name: &str) -> bool {
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    (plain.starts_with("reference") && ends_in(plain, "json"))
        || ends_in(plain, "csv")
        || plain == "sessionInfo.txt"
}

fn ends_in(name: &str, extension: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|found| found == extension)
}
