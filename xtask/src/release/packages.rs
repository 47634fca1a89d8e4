//! What the page is built from, asked of Cargo: `cargo tree` alone resolves the features for the page's target and without
//! those that only tests turn on; `cargo metadata` says where the sources lie, and `Cargo.lock` their checksums.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{cargo, output};
use crate::problem::Problem;
use crate::tools::WASM_TARGET;

/// A version of a crate: its name and its number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) version: String,
}

/// A crate that the page is built from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Package {
    /// Its licence as its manifest says, an expression of SPDX.
    pub(super) licence: String,
    /// Where its source is kept; empty where its manifest does not say.
    pub(super) repository: String,
    /// The SHA-256 of its archive on crates.io.
    pub(super) checksum: Option<String>,
    /// The folder of its sources on this machine.
    pub(super) folder: PathBuf,
    /// Whether it runs only while the page is compiled, as macros do, so that nothing of it is in the page.
    pub(super) is_for_compiling: bool,
    /// The crates that it uses.
    pub(super) uses: BTreeSet<Key>,
}

/// Everything that the page is built from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packages {
    /// The page itself, which is one of `all`.
    pub(super) page: Key,
    pub(super) all: BTreeMap<Key, Package>,
    /// The version of the Rust whose standard library is in the page.
    pub(super) rust: String,
}

/// Asks Cargo.
pub(super) fn of_the_page() -> Result<Packages, Problem> {
    let everything = tree("normal")?;
    let (page, listed) = read_tree(&everything).ok_or_else(|| not_understood("cargo tree"))?;
    let (_, shipped) =
        read_tree(&tree("normal,no-proc-macro")?).ok_or_else(|| not_understood("cargo tree"))?;
    let said = said("metadata --locked --format-version 1", &[])?;
    let folders = folders(&said).ok_or_else(|| not_understood("cargo metadata"))?;
    let lock = crate::place::root().join("Cargo.lock");
    let lock =
        std::fs::read_to_string(&lock).map_err(|error| Problem::file("read", &lock, &error))?;
    let checksums = checksums(&lock);
    let mut all = BTreeMap::new();
    for (key, listed) in listed {
        let folder = folders.get(&key).ok_or_else(|| {
            Problem::new(
                format!(
                    "Cargo does not say where {} {} lies.",
                    key.name, key.version
                ),
                "Run `cargo metadata --locked` to see why.",
            )
        })?;
        let package = Package {
            licence: listed.licence,
            repository: listed.repository,
            checksum: checksums.get(&key).cloned(),
            folder: folder.clone(),
            is_for_compiling: !shipped.contains_key(&key),
            uses: listed.uses,
        };
        all.insert(key, package);
    }
    let rust = output(crate::command::program("rustc").arg("--version"));
    let rust = rust.as_deref().and_then(|line| line.split(' ').nth(1));
    Ok(Packages {
        page,
        all,
        rust: rust
            .ok_or_else(|| not_understood("rustc --version"))?
            .to_owned(),
    })
}

/// What `cargo tree` prints of the page, with edges of these kinds.
fn tree(edges: &str) -> Result<String, Problem> {
    let arguments = format!(
        "tree --locked --package trialpool --target {WASM_TARGET} --prefix depth --charset ascii --edges {edges}"
    );
    said(&arguments, &["--format", "\t{p}\t{l}\t{r}\t"])
}

fn said(arguments: &str, more: &[&str]) -> Result<String, Problem> {
    output(cargo(arguments).args(more)).ok_or_else(|| {
        Problem::new(
            "Cargo could not say what the page is built from.",
            format!("Run `cargo {arguments}` to see why."),
        )
    })
}

fn not_understood(program: &str) -> Problem {
    Problem::new(
        format!("What `{program}` says is not understood."),
        "Use the Rust that rust-toolchain.toml names.",
    )
}

/// What a line of the tree says of a crate.
#[derive(Debug, Default)]
struct Listed {
    licence: String,
    repository: String,
    uses: BTreeSet<Key>,
}

/// Reads lines such as `2\tcrc32fast v1.5.4\tMIT OR Apache-2.0\thttps://…\t`: how deep a crate stands, and what it is. Its
/// users stand above it; what was listed before is marked by `(*)` and not listed again.
fn read_tree(text: &str) -> Option<(Key, BTreeMap<Key, Listed>)> {
    let mut above: Vec<Key> = Vec::new();
    let mut listed: BTreeMap<Key, Listed> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let mut fields = line.split('\t');
        let depth: usize = fields.next()?.parse().ok()?;
        let key = key(fields.next()?)?;
        let licence = fields.next()?;
        let repository = fields.next()?;
        above.truncate(depth);
        if let Some(user) = above.last() {
            listed.get_mut(user)?.uses.insert(key.clone());
        }
        let entry = listed.entry(key.clone()).or_default();
        licence.clone_into(&mut entry.licence);
        repository.clone_into(&mut entry.repository);
        above.push(key);
    }
    Some((above.into_iter().next()?, listed))
}

/// Reads `name v1.2.3`, `name v1.2.3 (proc-macro)` or `name v1.2.3 (/a/folder)`.
fn key(text: &str) -> Option<Key> {
    let mut words = text.split(' ');
    Some(Key {
        name: words.next()?.to_owned(),
        version: words.next()?.strip_prefix('v')?.to_owned(),
    })
}

/// Where the sources of each crate lie, by what `cargo metadata` says.
fn folders(text: &str) -> Option<BTreeMap<Key, PathBuf>> {
    let metadata: Value = serde_json::from_str(text).ok()?;
    let packages = metadata["packages"].as_array()?;
    packages
        .iter()
        .map(|package| {
            let says = |field: &str| package[field].as_str().map(str::to_owned);
            let key = Key {
                name: says("name")?,
                version: says("version")?,
            };
            let manifest = says("manifest_path")?;
            Some((key, Path::new(&manifest).parent()?.to_path_buf()))
        })
        .collect()
}

/// The checksums in a `Cargo.lock`.
fn checksums(lock: &str) -> BTreeMap<Key, String> {
    let of = |block: &str, field: &str| {
        let start = format!("{field} = \"");
        let line = block.lines().find_map(|line| line.strip_prefix(&start))?;
        Some(line.trim_end_matches('"').to_owned())
    };
    lock.split("[[package]]")
        .filter_map(|block| {
            let key = Key {
                name: of(block, "name")?,
                version: of(block, "version")?,
            };
            Some((key, of(block, "checksum")?))
        })
        .collect()
}

#[cfg(test)]
impl Packages {
    /// The page, a crate in it and a macro, whose sources lie nowhere.
    pub(super) fn of_a_test() -> Self {
        let key = |name: &str| Key {
            name: name.to_owned(),
            version: "1.2.3".to_owned(),
        };
        let package = |uses: &[&str], is_for_compiling| Package {
            licence: "MIT/Apache-2.0".to_owned(),
            repository: "https://example.org/source".to_owned(),
            checksum: Some("ab".repeat(32)),
            folder: PathBuf::from("/nowhere"),
            is_for_compiling,
            uses: uses.iter().map(|name| key(name)).collect(),
        };
        Self {
            page: key("trialpool"),
            all: BTreeMap::from([
                (key("trialpool"), package(&["inside", "macro"], false)),
                (key("inside"), package(&[], false)),
                (key("macro"), package(&["inside"], true)),
            ]),
            rust: "1.95.0".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, version: &str) -> Key {
        Key {
            name: name.to_owned(),
            version: version.to_owned(),
        }
    }

    #[test]
    fn a_tree_is_read_with_who_uses_what_also_where_it_is_cut_short() {
        let text = "0\tpage v0.1.0 (/a b/c)\tMIT\t\t\n1\tone v1.0.0\tMIT OR Apache-2.0\thttps://one\t\n2\ttwo v2.0.0 (proc-macro)\tZlib\t\t\n1\ttwo v2.0.0 (proc-macro)\tZlib\t\t (*)\n1\ttwo v3.0.0\tZlib\t\t\n";
        let (page, listed) = read_tree(text).unwrap();
        assert_eq!(page, named("page", "0.1.0"));
        let uses = |key: &Key| listed[key].uses.iter().cloned().collect::<Vec<_>>();
        assert_eq!(
            uses(&page),
            [
                named("one", "1.0.0"),
                named("two", "2.0.0"),
                named("two", "3.0.0")
            ]
        );
        assert_eq!(uses(&named("one", "1.0.0")), [named("two", "2.0.0")]);
        assert_eq!(listed[&named("one", "1.0.0")].licence, "MIT OR Apache-2.0");
        assert_eq!(listed[&named("one", "1.0.0")].repository, "https://one");
        assert_eq!(listed.len(), 4);
        assert!(read_tree("not a tree").is_none());
    }

    #[test]
    fn checksums_are_those_of_the_lock_and_a_crate_of_the_workspace_has_none() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry\"\nchecksum = \"12ab\"\n\n[[package]]\nname = \"page\"\nversion = \"0.1.0\"\n";
        assert_eq!(
            checksums(lock),
            BTreeMap::from([(named("a", "1.0.0"), "12ab".to_owned())])
        );
    }

    #[test]
    fn macros_are_told_from_what_is_in_the_page() {
        let packages = of_the_page().unwrap();
        let of = |name: &str| {
            let (_, package) = packages
                .all
                .iter()
                .find(|(key, _)| key.name == name)
                .unwrap();
            package
        };
        assert!(of("leptos_macro").is_for_compiling && of("serde_derive").is_for_compiling);
        assert!(!of("leptos").is_for_compiling && !of("serde").is_for_compiling);
        assert!(of("trialpool").checksum.is_none() && of("leptos").checksum.is_some());
        assert_eq!(packages.page.name, "trialpool");
    }
}
