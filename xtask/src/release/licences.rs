//! The texts of the licences of everything in the page: of its crates, from their own files; of the standard library of Rust
//! and of crates that bring no text, from `xtask/licences/`; of its fonts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::packages::{Key, Packages};
use crate::problem::Problem;

/// The name under which `xtask/licences/` speaks of the standard library of Rust.
const STANDARD_LIBRARY: &str = "rust-std";
/// How the first line of a file in `xtask/licences/` begins, before the names of its crates.
const FOR: &str = "For: ";

/// The licence of a font that the page brings along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Font {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) text: String,
}

/// The texts of `xtask/licences/` by the names of the crates that they are for.
pub(super) type Supplied = BTreeMap<String, Vec<String>>;

/// The fonts beside which a file `LICENSE-Name.txt` lies, whose first line says `(Name, version 1.2)`.
pub(super) fn of_fonts(folder: &Path) -> Result<Vec<Font>, Problem> {
    let mut fonts = Vec::new();
    for file in names(folder)? {
        let Some(name) = file
            .strip_prefix("LICENSE-")
            .and_then(|rest| rest.strip_suffix(".txt"))
        else {
            continue;
        };
        let text = read(&folder.join(&file))?;
        let version = text
            .lines()
            .next()
            .and_then(|line| line.split_once("version ")?.1.split_once(')'))
            .map(|(version, _)| version.to_owned())
            .ok_or_else(|| {
                Problem::new(
                    format!("{file} does not say of which version its font is."),
                    "Let its first line end with `(Name, version 1.2)`.",
                )
            })?;
        fonts.push(Font {
            name: name.to_owned(),
            version,
            text,
        });
    }
    Ok(fonts)
}

/// Reads the texts that are kept for crates without one.
pub(super) fn supplied(folder: &Path) -> Result<Supplied, Problem> {
    let mut supplied = Supplied::new();
    for file in names(folder)? {
        let path = folder.join(&file);
        let text = read(&path)?;
        let (crates, text) = text
            .strip_prefix(FOR)
            .and_then(|rest| rest.split_once('\n'))
            .ok_or_else(|| {
                Problem::new(
                    format!("{} does not say which crates it is for.", path.display()),
                    format!("Let its first line begin with `{FOR}` and name them."),
                )
            })?;
        for name in crates.split_whitespace() {
            let texts = supplied.entry(name.to_owned()).or_default();
            texts.push(text.trim().to_owned());
        }
    }
    Ok(supplied)
}

/// One text of all licences, in which the same words stand once under the names of all that they are for.
pub(super) fn texts(
    packages: &Packages,
    fonts: &[Font],
    supplied: &Supplied,
) -> Result<String, Problem> {
    let mut groups = Groups::default();
    let mut missing = Vec::new();
    for (key, package) in &packages.all {
        if package.is_for_compiling {
            continue;
        }
        let mut own = of_crate(&package.folder)?;
        if own.is_empty() {
            own = supplied.get(&key.name).cloned().unwrap_or_default();
        }
        if own.is_empty() {
            missing.push(format!(
                "{} {} ({}, {})",
                key.name, key.version, package.licence, package.repository
            ));
        }
        let label = format!("{} {} ({})", key.name, key.version, package.licence);
        groups.add(&label, own);
    }
    let library = supplied.get(STANDARD_LIBRARY).cloned().unwrap_or_default();
    if library.is_empty() {
        missing.push(format!("{STANDARD_LIBRARY}, the standard library of Rust"));
    }
    if !missing.is_empty() {
        return Err(Problem::new(
            format!("No text of a licence was found for {}.", missing.join("; ")),
            format!(
                "Put the text from its repository into a file in xtask/licences/, whose first line is `{FOR}` and the names of the crates."
            ),
        ));
    }
    let label = format!(
        "the standard library of Rust {} (MIT OR Apache-2.0)",
        packages.rust
    );
    groups.add(&label, library);
    for font in fonts {
        let label = format!("the font {} {} (OFL-1.1)", font.name, font.version);
        groups.add(&label, vec![font.text.clone()]);
    }
    Ok(groups.written(&packages.page))
}

/// The texts in the folder of a crate, in the order of their files' names.
fn of_crate(folder: &Path) -> Result<Vec<String>, Problem> {
    let mut texts = Vec::new();
    for file in names(folder)? {
        let path = folder.join(&file);
        if is_of_a_licence(&file) && path.is_file() {
            texts.push(read(&path)?);
        }
    }
    Ok(texts)
}

/// Whether a file of this name holds a licence, or what a licence wants to be passed on.
fn is_of_a_licence(file: &str) -> bool {
    let file = file.to_ascii_uppercase();
    [
        "LICENSE",
        "LICENCE",
        "COPYING",
        "COPYRIGHT",
        "UNLICENSE",
        "NOTICE",
    ]
    .iter()
    .any(|start| file.starts_with(start))
}

fn names(folder: &Path) -> Result<Vec<String>, Problem> {
    let entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| Problem::file("read", folder, &error))?;
    let mut names: Vec<String> = entries
        .iter()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

fn read(path: &Path) -> Result<String, Problem> {
    let bytes = fs::read(path).map_err(|error| Problem::file("read", path, &error))?;
    Ok(String::from_utf8_lossy(&bytes).replace('\r', ""))
}

/// Texts with those that they are for; texts that differ in their white space alone are the same.
#[derive(Default)]
struct Groups {
    texts: BTreeMap<String, (String, Vec<String>)>,
}

impl Groups {
    fn add(&mut self, label: &str, texts: Vec<String>) {
        for text in texts {
            let words: Vec<&str> = text.split_whitespace().collect();
            let (_, labels) = self
                .texts
                .entry(words.join(" "))
                .or_insert_with(|| (text.trim_end().to_owned(), Vec::new()));
            labels.push(label.to_owned());
        }
    }

    fn written(self, page: &Key) -> String {
        const RULE: &str =
            "--------------------------------------------------------------------------------";
        let mut groups: Vec<(String, Vec<String>)> = self.texts.into_values().collect();
        groups.sort_by(|(_, one), (_, other)| one.cmp(other));
        let mut written = format!(
            "Licences of {} {} and of everything in its page.\n\n\
             Each text stands once, under the names of all that it is for. Where a licence in brackets has an `OR` or a `/`,\n\
             one of them may be chosen.\n",
            page.name, page.version
        );
        for (text, labels) in groups {
            let labels = labels.join("\n");
            written.extend(["\n", RULE, "\n", &labels, "\n", RULE, "\n\n", &text, "\n"]);
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Scratch;

    fn in_folders(scratch: &Scratch, with_text: &[&str]) -> Packages {
        let mut packages = Packages::of_a_test();
        for (key, package) in &mut packages.all {
            package.folder = scratch.folder(&key.name);
            fs::write(package.folder.join("Cargo.toml"), "[package]").unwrap();
            if with_text.contains(&key.name.as_str()) {
                fs::write(
                    package.folder.join("license-mit.txt"),
                    "Permission  is\ngranted",
                )
                .unwrap();
            }
        }
        packages
    }

    fn library() -> Supplied {
        Supplied::from([(
            STANDARD_LIBRARY.to_owned(),
            vec!["Permission is granted".to_owned()],
        )])
    }

    #[test]
    fn the_same_words_stand_once_under_all_that_they_are_for() {
        let scratch = Scratch::new("licences");
        let packages = in_folders(&scratch, &["trialpool", "inside", "macro"]);
        let font = Font {
            name: "Arimo".to_owned(),
            version: "1.33".to_owned(),
            text: "Fonts may be bundled".to_owned(),
        };
        let written = texts(&packages, &[font], &library()).unwrap();
        let heads = "inside 1.2.3 (MIT/Apache-2.0)\ntrialpool 1.2.3 (MIT/Apache-2.0)\nthe standard library of Rust 1.95.0 (MIT OR Apache-2.0)\n";
        assert!(written.contains(heads), "{written}");
        assert_eq!(written.matches("granted").count(), 1, "{written}");
        assert!(
            written.contains("the font Arimo 1.33 (OFL-1.1)\n"),
            "{written}"
        );
        assert!(!written.contains("macro"), "{written}");
    }

    #[test]
    fn a_crate_without_a_text_is_a_problem_that_names_it_and_what_to_do() {
        let scratch = Scratch::new("licences-missing");
        let packages = in_folders(&scratch, &["trialpool"]);
        let problem = texts(&packages, &[], &library()).unwrap_err().to_string();
        assert!(
            problem.starts_with("No text of a licence was found for inside 1.2.3 (MIT/Apache-2.0, https://example.org/source). Put the text"),
            "{problem}"
        );
        let mut supplied = library();
        supplied.insert("inside".to_owned(), vec!["Given separately".to_owned()]);
        let written = texts(&packages, &[], &supplied).unwrap();
        assert!(written.contains("Given separately"));
        supplied.remove(STANDARD_LIBRARY);
        assert!(texts(&packages, &[], &supplied).is_err());
    }

    #[test]
    fn a_kept_text_says_for_which_crates_it_is() {
        let scratch = Scratch::new("licences-kept");
        let folder = scratch.folder("kept");
        fs::write(folder.join("two.txt"), "For: one two\n\nA text\n").unwrap();
        let read = supplied(&folder).unwrap();
        assert_eq!(read["one"], ["A text"]);
        assert_eq!(read["one"], read["two"]);
        fs::write(folder.join("none.txt"), "A text\n").unwrap();
        assert!(supplied(&folder).is_err());
    }

    #[test]
    fn everything_in_the_page_has_its_text() {
        let packages = super::super::packages::of_the_page().unwrap();
        let root = crate::place::root();
        let fonts = of_fonts(&root.join("public/fonts")).unwrap();
        let supplied = supplied(&root.join("xtask/licences")).unwrap();
        let written = texts(&packages, &fonts, &supplied).unwrap();
        for (key, package) in &packages.all {
            let line = format!("\n{} {} (", key.name, key.version);
            assert_eq!(written.contains(&line), !package.is_for_compiling, "{line}");
        }
        for holder in [
            "Greg Johnston",
            "Amanieu d'Antras",
            "Google Inc.",
            "Unicode, Inc.",
        ] {
            assert!(written.contains(holder), "{holder}");
        }
    }
}
