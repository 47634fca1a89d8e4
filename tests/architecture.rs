//! The rules of the house that a compiler does not hold: which room may use which, where the browser may be named,
//! what files may not be called or contain.
//!
//! Each rule is a function from text to what breaks it, tried on a few lines that break it, then on the repository.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

#[path = "architecture/code.rs"]
mod code;
#[path = "architecture/page.rs"]
mod page;

use code::{code_of, words};

/// Crates that exist only in a browser.
const BROWSER_CRATES: [&str; 8] = [
    "console_error_panic_hook",
    "idb",
    "js_sys",
    "leptos",
    "plotters_canvas",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

/// The rooms, in the order in which `src/lib.rs` names them.
fn rooms(lib: &str) -> Vec<String> {
    code_of(lib)
        .lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix("pub mod ")?
                .strip_suffix(';')
                .map(str::to_owned)
        })
        .collect()
}

/// The rooms named by a file of `room` that stand after it in the order.
fn later_rooms(rooms: &[String], room: &str, source: &str) -> Vec<String> {
    let Some(position) = rooms.iter().position(|other| other == room) else {
        return Vec::new();
    };
    let named = crate_paths(source);
    rooms[position + 1..]
        .iter()
        .filter(|later| named.contains(later))
        .cloned()
        .collect()
}

/// The first names of all paths that start at the crate's root: `crate::a`, `crate::{a, b::c}`.
fn crate_paths(source: &str) -> Vec<String> {
    let code: String = code_of(source).split_whitespace().collect();
    let mut names = Vec::new();
    for (start, root) in code.match_indices("crate::") {
        let path = &code[start + root.len()..];
        match path.strip_prefix('{') {
            Some(group) => names.extend(heads_of_group(group)),
            None => names.extend(words(path).next().map(str::to_owned)),
        }
    }
    names
}

/// The first names of the members of a `{a, b::{c, d}, e}` whose opening brace has been read.
fn heads_of_group(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut at_head = true;
    for (position, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_head = true,
            _ if at_head && depth == 0 => {
                heads.extend(words(&group[position..]).next().map(str::to_owned));
                at_head = false;
            }
            _ => {}
        }
    }
    heads
}

/// The browser's crates that a file names in its code.
fn browser_crates(source: &str) -> Vec<&'static str> {
    let code = code_of(source);
    BROWSER_CRATES
        .into_iter()
        .filter(|name| words(&code).any(|word| word == *name))
        .collect()
}

/// Whether a file of `src/` may name the browser's crates.
fn may_name_the_browser(path: &str) -> bool {
    path.starts_with("app/") || path == "main.rs" || path == "figure/paint/canvas.rs"
}

/// Collections whose order differs from run to run.
fn hash_collections(source: &str) -> Vec<&'static str> {
    let code = code_of(source);
    ["HashMap", "HashSet"]
        .into_iter()
        .filter(|name| words(&code).any(|word| word == *name))
        .collect()
}

/// Marks of unfinished work.
fn unfinished(source: &str) -> Vec<&'static str> {
    // What a command of the project calls by name is no test that is put off.
    let code = source
        .lines()
        .filter(|line| !line.starts_with("#[ignore = \"called by `cargo xtask "))
        .collect::<Vec<_>>()
        .join("\n");
    let code: String = code_of(&code).split_whitespace().collect();
    ["todo!(", "unimplemented!(", "dbg!(", "#[ignore"]
        .into_iter()
        .filter(|mark| code.contains(mark))
        .collect()
}

/// Whether a file's name says nothing of what is in it.
fn is_vague(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| {
        ["utils", "util", "helpers", "helper", "common", "misc"]
            .iter()
            .any(|vague| stem == *vague)
    })
}

/// Folders of one machine or one person that a text names.
fn machine_paths(text: &str) -> Vec<&'static str> {
    ["/home/", "/root/", "/work/", "/Users/", "C:\\Users"]
        .into_iter()
        .filter(|path| text.contains(path))
        .collect()
}

/// Dependencies of every target among the lines of a manifest that are the browser's.
fn browser_dependencies_everywhere(manifest: &str) -> Vec<&'static str> {
    let section = manifest
        .split("\n[")
        .find(|section| section.starts_with("dependencies]"))
        .unwrap_or_default();
    let names = |line: &str| {
        line.split(['=', ' ', '.'])
            .next()
            .unwrap_or_default()
            .replace('-', "_")
    };
    BROWSER_CRATES
        .into_iter()
        .filter(|name| section.lines().any(|line| names(line) == *name))
        .collect()
}

/// The version that a manifest pins a dependency to, `=1.2.3`.
fn pinned_version<'a>(manifest: &'a str, dependency: &str) -> Option<&'a str> {
    let line = manifest
        .lines()
        .find(|line| line.split([' ', '=']).next() == Some(dependency))?;
    line.split('"').find(|part| part.starts_with('='))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    let text = fs::read_to_string(path);
    assert!(text.is_ok(), "{} cannot be read: {text:?}", path.display());
    text.unwrap_or_default()
}

/// Every file of the repository that people write, by its path from `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let left_out = [".git", "target", "dist", "corpus", "artifacts"];
    let mut found = Vec::new();
    let entries = fs::read_dir(folder);
    assert!(entries.is_ok(), "{} cannot be read", folder.display());
    for path in entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
    {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && !left_out.contains(&name.as_str()) {
            found.extend(files(&path));
        } else if path.is_file() {
            found.push(path);
        }
    }
    found
}

fn with_ending(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let has_ending = |path: &PathBuf| {
        path.extension()
            .is_some_and(|ending| endings.iter().any(|known| ending == *known))
    };
    files(folder).into_iter().filter(has_ending).collect()
}

/// The files of `src/` with their paths from it, `/` between names.
fn sources() -> Vec<(String, String)> {
    let folder = root().join("src");
    with_ending(&folder, &["rs"])
        .into_iter()
        .map(|path| {
            let relative = path.strip_prefix(&folder).unwrap_or(&path);
            let names: Vec<_> = relative.iter().map(|name| name.to_string_lossy()).collect();
            (names.join("/"), read(&path))
        })
        .collect()
}

/// Fails with what breaks a rule, a line for each file.
fn assert_none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}

#[test]
fn a_room_uses_only_rooms_before_it() {
    let rooms = rooms(&read(&root().join("src/lib.rs")));
    assert!(
        rooms.len() >= 10,
        "too few rooms were read from src/lib.rs: {rooms:?}"
    );
    let broken: Vec<String> = sources()
        .iter()
        .filter_map(|(path, source)| {
            let room = path.split(['/', '.']).next().unwrap_or_default();
            let later = later_rooms(&rooms, room, source);
            (!later.is_empty()).then(|| format!("{path} uses {}", later.join(", ")))
        })
        .collect();
    assert_none("a room may use only those before it in src/lib.rs", &broken);
}

#[test]
fn an_import_of_a_later_room_would_be_noticed() {
    let rooms = rooms("pub mod math;\n// pub mod none;\npub mod data;\n#[cfg(x)]\npub mod app;\n");
    assert_eq!(rooms, ["math", "data", "app"]);
    assert_eq!(
        later_rooms(&rooms, "math", "use crate::data::Trial;"),
        ["data"]
    );
    assert_eq!(
        later_rooms(
            &rooms,
            "math",
            "use crate::{\n    math::{self, data},\n    app,\n};"
        ),
        ["app"]
    );
    assert_eq!(
        later_rooms(&rooms, "math", "fn a() { crate :: data::b() }"),
        ["data"]
    );
    assert!(
        later_rooms(
            &rooms,
            "math",
            "/// See [`crate::data`].\nuse crate::math::{data};"
        )
        .is_empty()
    );
    assert!(later_rooms(&rooms, "app", "use crate::data::Trial;").is_empty());
}

/// The imports between the files of `src/app/`.
fn imports_of_the_page() -> page::Imports {
    let sources = sources();
    let of_the_page: Vec<(&str, &str)> = sources
        .iter()
        .filter_map(|(path, source)| Some((path.strip_prefix("app/")?, source.as_str())))
        .collect();
    page::imports(&of_the_page)
}

#[test]
fn imports_of_the_page_run_downwards() {
    assert_none(
        "a folder of app/ uses only those before it, and no view another",
        &page::upward_imports(&imports_of_the_page()),
    );
}

#[test]
fn no_files_of_the_page_import_each_other_in_a_circle() {
    let circle: Vec<String> = page::circle(&imports_of_the_page())
        .iter()
        .map(|module| module.join("/"))
        .collect();
    assert_none(
        "files that import each other are one file in several",
        &circle,
    );
}

#[test]
fn only_the_page_and_the_canvas_name_the_browser() {
    let broken: Vec<String> = sources()
        .iter()
        .filter(|(path, _)| !may_name_the_browser(path))
        .map(|(path, source)| (path, browser_crates(source)))
        .filter(|(_, named)| !named.is_empty())
        .map(|(path, named)| format!("{path} names {}", named.join(", ")))
        .collect();
    assert_none(
        "the browser is named only in app/, main.rs and figure/paint/canvas.rs",
        &broken,
    );
}

#[test]
fn a_name_of_the_browser_would_be_noticed() {
    assert_eq!(browser_crates("use web_sys::Window;"), ["web_sys"]);
    assert!(browser_crates("// leptos\nlet a = \"leptos\"; let leptos_like = 1;").is_empty());
    assert!(
        may_name_the_browser("app/grid/cell.rs") && !may_name_the_browser("figure/paint/svg.rs")
    );
}

#[test]
fn the_browser_is_a_dependency_of_the_wasm_target_alone() {
    let manifest = read(&root().join("Cargo.toml"));
    assert_eq!(
        browser_dependencies_everywhere(&manifest),
        Vec::<&str>::new()
    );
    let wrong = "[package]\n\n[dependencies]\ncsv = \"1\"\nweb-sys = \"0.3\"\n\n[dev-dependencies]\nleptos = \"1\"\n";
    assert_eq!(browser_dependencies_everywhere(wrong), ["web_sys"]);
}

#[test]
fn nothing_that_computes_or_writes_depends_on_the_order_of_a_hash_map() {
    let broken: Vec<String> = sources()
        .iter()
        .filter(|(path, source)| !path.starts_with("app/") && !hash_collections(source).is_empty())
        .map(|(path, _)| path.clone())
        .collect();
    assert_none(
        "BTreeMap and BTreeSet have one order, hash maps have not",
        &broken,
    );
    assert_eq!(
        hash_collections("use std::collections::HashMap;"),
        ["HashMap"]
    );
    assert!(hash_collections("use std::collections::BTreeMap; // not HashMap").is_empty());
}

#[test]
fn no_file_is_named_for_nothing() {
    let broken: Vec<String> = files(root())
        .iter()
        .filter(|path| is_vague(path))
        .map(|path| path.display().to_string())
        .collect();
    assert_none("a thing lives where its name says", &broken);
    assert!(is_vague(Path::new("src/pool/utils.rs")) && !is_vague(Path::new("src/pool/peto.rs")));
}

#[test]
fn nothing_unfinished_is_left() {
    let broken: Vec<String> = with_ending(root(), &["rs"])
        .iter()
        .map(|path| (path, unfinished(&read(path))))
        .filter(|(_, marks)| !marks.is_empty())
        .map(|(path, marks)| format!("{}: {}", path.display(), marks.join(", ")))
        .collect();
    assert_none("finish it, or leave it out", &broken);
    assert_eq!(unfinished("fn a() { todo!(\"later\") }"), ["todo!("]);
    assert_eq!(unfinished("#[test]\n#[ignore = \"slow\"]"), ["#[ignore"]);
    assert!(unfinished("#[ignore = \"called by `cargo xtask bench`\"]").is_empty());
    assert!(unfinished("// todo!( is forbidden\nlet a = \"dbg!(\";").is_empty());
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let endings = [
        "rs", "toml", "md", "js", "css", "html", "json", "R", "svg", "yml",
    ];
    let this_file = Path::new(file!()).file_name();
    let mut texts = with_ending(root(), &endings);
    texts.push(root().join(".ci/run"));
    let broken: Vec<String> = texts
        .iter()
        .filter(|path| path.file_name() != this_file)
        .map(|path| (path, machine_paths(&read(path))))
        .filter(|(_, named)| !named.is_empty())
        .map(|(path, named)| format!("{}: {}", path.display(), named.join(", ")))
        .collect();
    assert_none("the repository is the same on every machine", &broken);
    assert_eq!(machine_paths("cd /home/someone/trialpool"), ["/home/"]);
}

#[test]
fn unsafe_code_is_forbidden_everywhere() {
    let forbids = |manifest: &str| {
        manifest
            .lines()
            .any(|line| line.trim() == "unsafe_code = \"forbid\"")
    };
    let inherits = |manifest: &str| manifest.contains("[lints]\nworkspace = true");
    let manifest = read(&root().join("Cargo.toml"));
    assert!(forbids(&manifest) && inherits(&manifest));
    assert!(inherits(&read(&root().join("xtask/Cargo.toml"))));
    assert!(!forbids("unsafe_code = \"deny\"") && !inherits("[lints.rust]\n"));
}

#[test]
fn the_bindings_are_written_by_the_version_that_the_program_was_built_with() {
    let program = read(&root().join("Cargo.toml"));
    let commands = read(&root().join("xtask/Cargo.toml"));
    let version = pinned_version(&program, "wasm-bindgen");
    assert!(version.is_some(), "wasm-bindgen is not pinned");
    assert_eq!(pinned_version(&commands, "wasm-bindgen-cli"), version);
    assert_eq!(
        pinned_version("a = { version = \"=1.0.2\" }", "a"),
        Some("=1.0.2")
    );
    assert_eq!(pinned_version("a = \"1\"", "a"), None);
}
