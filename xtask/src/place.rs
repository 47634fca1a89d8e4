//! Where things are: the repository, what is built, what is kept for this user between builds.

use std::env;
use std::path::{Path, PathBuf};

use crate::problem::Problem;

/// The name of the page in one file.
pub const ONE_FILE: &str = "trialpool.html";

/// The repository's root.
#[must_use]
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// The page as it is published.
#[must_use]
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's target folder, found from this program, which lies in `<target>/<profile>/` or a folder there: the user may have
/// moved it.
#[must_use]
pub fn target() -> PathBuf {
    let from_program = env::current_exe().ok().and_then(|program| {
        let folder = program.parent()?;
        let profile = if folder.ends_with("deps") {
            folder.parent()?
        } else {
            folder
        };
        Some(profile.parent()?.to_path_buf())
    });
    from_program.unwrap_or_else(|| root().join("target"))
}

/// The folder in which this user's downloaded tools stay, across builds and clones.
///
/// # Errors
///
/// Fails where no folder of this user is known.
pub fn cache() -> Result<PathBuf, Problem> {
    let variable = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let folder = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library").join("Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")))
    };
    folder
        .map(|folder| folder.join("trialpool"))
        .ok_or_else(|| {
            Problem::new(
                "No folder is known in which downloaded tools could be kept.",
                "Set HOME (on Windows LOCALAPPDATA) to this user's folder.",
            )
        })
}

/// A folder for a test, which goes with it.
#[cfg(test)]
pub(crate) struct Scratch(PathBuf);

#[cfg(test)]
impl Scratch {
    /// An empty folder; the name tells it from those of other tests.
    pub(crate) fn new(name: &str) -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static COUNT: AtomicUsize = AtomicUsize::new(0);

        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("trialpool-{name}-{}-{count}", std::process::id());
        let folder = env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// A folder in it, which is made.
    pub(crate) fn folder(&self, path: &str) -> PathBuf {
        let folder = self.0.join(path);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }
}

#[cfg(test)]
impl Drop for Scratch {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}
