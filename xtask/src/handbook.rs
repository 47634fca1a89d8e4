//! `cargo xtask handbook`: the handbook as pages beside the page, out of `docs/handbook/` by mdBook.
//!
//! Its pages run no script and load nothing from elsewhere, which their own policy says. mdBook copies scripts, fonts and
//! styles of its own whether or not a page names them: only what is named is published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;

use crate::command::{self, program};
use crate::problem::Problem;
use crate::{offline, place, tools};

/// The folder of the handbook beside the page.
pub const FOLDER: &str = "handbook";
/// Where the figures that chapters show lie, as the chapters name them: those that the tests compare, so that the handbook
/// shows what the program draws.
const FIGURES: &str = "../../../tests/figures/snapshots/";
/// The page beside which it lies.
const PAGE: &str = "index.html";
/// The line of the page's head after which the page is told of the handbook.
const BEFORE: &str = "<meta name=\"referrer\" content=\"no-referrer\">";
/// Files of mdBook that are no chapters.
const NO_CHAPTERS: [&str; 3] = ["404.html", "print.html", "toc.html"];
/// What chapters may name beside the handbook: the page.
const BESIDE: [&str; 3] = ["../index.html", "../trialpool.html", "../icon.svg"];

/// `cargo xtask handbook`: builds it beside the page where that is built, else into the target folder.
pub(crate) fn command(options: &[String]) -> Result<(), Problem> {
    if let Some(option) = options.first() {
        return Err(Problem::new(
            format!("`{option}` is not understood."),
            "`cargo xtask handbook` has no options.",
        ));
    }
    let dist = place::dist();
    let is_built = dist.join(PAGE).is_file();
    build(&if is_built { dist } else { place::target() })
}

/// Builds the handbook into its folder in the given one, and tells the page there of it.
pub(crate) fn build(folder: &Path) -> Result<(), Problem> {
    let mdbook = tools::mdbook()?;
    let raw = place::target().join("handbook-of-mdbook");
    println!("Building the handbook.");
    command::run(
        program(mdbook)
            .args(["build", "docs/handbook", "--dest-dir"])
            .arg(&raw)
            .env("RUST_LOG", "warn"),
        "Building the handbook",
    )?;
    let published = folder.join(FOLDER);
    publish(&raw, &place::root().join("docs/handbook/src"), &published)?;
    if folder.join(PAGE).is_file() {
        tell_the_page(folder)?;
    }
    println!("The handbook is {}", published.join("index.html").display());
    Ok(())
}

/// Says in the head of the page where the handbook lies, so that the page leads to it, and lists the page's files anew, as one of
/// them is another now.
fn tell_the_page(folder: &Path) -> Result<(), Problem> {
    let path = folder.join(PAGE);
    let page = fs::read_to_string(&path).map_err(|error| Problem::file("read", &path, &error))?;
    let told = told(&page).ok_or_else(|| {
        Problem::new(
            format!("{PAGE} has no line `{BEFORE}`."),
            "Put it back: what tells the page of the handbook goes after it.",
        )
    })?;
    fs::write(&path, told).map_err(|error| Problem::file("write", &path, &error))?;
    offline::list_files(folder)
}

/// A page that knows of the handbook; as it is where it does already.
fn told(page: &str) -> Option<String> {
    let says = format!("<meta name=\"handbook\" content=\"{FOLDER}/\">");
    if page.contains(&says) {
        return Some(page.to_owned());
    }
    let (head, rest) = page.split_once(BEFORE)?;
    Some(format!("{head}{BEFORE}\n{says}{rest}"))
}

/// Puts the chapters that mdBook made in `raw`, and what they name, into `published`. Figures are named from `source`, the
/// folder of the chapters' text.
fn publish(raw: &Path, source: &Path, published: &Path) -> Result<(), Problem> {
    let chapters = chapters(raw)?;
    let files = named(&chapters, raw)?;
    if published.is_dir() {
        fs::remove_dir_all(published).map_err(|error| Problem::file("empty", published, &error))?;
    }
    let figures = published.join("figures");
    fs::create_dir_all(&figures).map_err(|error| Problem::file("create", &figures, &error))?;
    for (name, text) in &chapters {
        let path = published.join(name);
        fs::write(&path, finished(name, text)?)
            .map_err(|error| Problem::file("write", &path, &error))?;
    }
    for name in files {
        let (from, to) = match name.strip_prefix(FIGURES) {
            Some(figure) => (source.join(&name), figures.join(figure)),
            None => (raw.join(&name), published.join(&name)),
        };
        fs::copy(&from, &to).map_err(|error| Problem::file("copy", &from, &error))?;
    }
    Ok(())
}

/// A chapter with its own line marked in the list of chapters, with code and tables that can be scrolled by the keyboard, and
/// with figures that lead to themselves: mdBook shows each a second time, over the page, by a box that only its own style hides.
fn finished(name: &str, text: &str) -> Result<String, Problem> {
    let shown_twice = Regex::new(
        r#"<label class="checkbox-label"><input[^>]*><img src="([^"]*)"([^>]*)><span class="img-wrapper"><img[^>]*></span></label>"#,
    )
    .map_err(|error| Problem::new(error.to_string(), "Mend the pattern."))?;
    let text = shown_twice.replace_all(text, r#"<a href="$1"><img src="$1"$2></a>"#);
    let finished = text
        .replace(FIGURES, "figures/")
        .replace(
            &format!("<a href=\"{name}\">"),
            &format!("<a aria-current=\"page\" href=\"{name}\">"),
        )
        .replace("<pre>", "<pre tabindex=\"0\">")
        .replace(
            "<div class=\"table-wrapper\">",
            "<div class=\"table-wrapper\" tabindex=\"0\">",
        );
    Ok(finished)
}

/// The chapters by the names of their files.
fn chapters(raw: &Path) -> Result<BTreeMap<String, String>, Problem> {
    let entries = fs::read_dir(raw)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| Problem::file("read", raw, &error))?;
    let mut chapters = BTreeMap::new();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_html = entry.path().extension().is_some_and(|end| end == "html");
        if is_html && !NO_CHAPTERS.contains(&name.as_str()) {
            let path = entry.path();
            let text =
                fs::read_to_string(&path).map_err(|error| Problem::file("read", &path, &error))?;
            chapters.insert(name, text);
        }
    }
    Ok(chapters)
}

/// The files other than chapters that the chapters name; a problem where one names what is not there, or brings along what
/// their policy refuses.
fn named(chapters: &BTreeMap<String, String>, raw: &Path) -> Result<BTreeSet<String>, Problem> {
    let attributes = Regex::new(r#" (href|src)="([^"]*)""#)
        .map_err(|error| Problem::new(error.to_string(), "Mend the pattern."))?;
    let mut files = BTreeSet::new();
    for (chapter, text) in chapters {
        for refused in ["<script", "<style", " style=\""] {
            if text.contains(refused) {
                return Err(in_chapter(
                    chapter,
                    &format!("holds `{refused}`, which its policy refuses"),
                ));
            }
        }
        for found in attributes.captures_iter(text) {
            let (kind, address) = (&found[1], &found[2]);
            let (file, part) = address.split_once('#').unwrap_or((address, ""));
            let is_elsewhere = file.contains("://") || file.starts_with("mailto:");
            if is_elsewhere && kind == "src" {
                return Err(in_chapter(
                    chapter,
                    &format!("shows {address}, which lies elsewhere"),
                ));
            }
            if is_elsewhere || BESIDE.contains(&file) {
                continue;
            }
            if let Some(target) = chapters.get(if file.is_empty() {
                chapter.as_str()
            } else {
                file
            }) {
                if !part.is_empty() && !target.contains(&format!(" id=\"{part}\"")) {
                    return Err(in_chapter(
                        chapter,
                        &format!("leads to {address}, where no such part is"),
                    ));
                }
            } else if file.starts_with(FIGURES) || raw.join(file).is_file() {
                files.insert(file.to_owned());
            } else {
                return Err(in_chapter(
                    chapter,
                    &format!("names {address}, which is not there"),
                ));
            }
        }
    }
    Ok(files)
}

fn in_chapter(chapter: &str, what: &str) -> Problem {
    Problem::new(
        format!("The chapter {chapter} of the handbook {what}."),
        "Mend its text in docs/handbook/src/.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Scratch;
    use crate::size;

    /// What mdBook might have made, and what comes of it.
    fn published(chapter: &str) -> Result<(Scratch, Vec<String>), Problem> {
        let scratch = Scratch::new("handbook");
        let (raw, source) = (scratch.folder("raw"), scratch.folder("docs/handbook/src"));
        for (name, text) in [
            ("index.html", chapter),
            ("other.html", "<h2 id=\"part\">Part</h2>"),
            ("print.html", "<script src=\"book.js\"></script>"),
            ("book.js", "run();"),
            ("handbook.css", "p {}"),
        ] {
            fs::write(raw.join(name), text).unwrap();
        }
        let figure = scratch.folder("tests/figures/snapshots").join("a.svg");
        fs::write(figure, "<svg/>").unwrap();
        publish(&raw, &source, &scratch.folder("dist/handbook"))?;
        let files = size::files(&scratch.folder("dist/handbook")).unwrap();
        Ok((scratch, files))
    }

    #[test]
    fn the_page_is_told_of_the_handbook_once() {
        let page = format!("<head>{BEFORE}<title>T</title></head>");
        let once = told(&page).unwrap();
        assert_eq!(
            once,
            format!(
                "<head>{BEFORE}\n<meta name=\"handbook\" content=\"handbook/\"><title>T</title></head>"
            )
        );
        assert_eq!(told(&once), Some(once.clone()));
        assert_eq!(told("<head></head>"), None);
        // The page of this repository has the line.
        assert!(told(&read("index.html")).is_some());
    }

    /// What mdBook makes of a heading as an address.
    #[cfg(feature = "e2e")]
    fn slug(heading: &str) -> String {
        let kept = heading.chars().filter_map(|letter| match letter {
            ' ' | '-' => Some('-'),
            letter if letter.is_alphanumeric() => Some(letter.to_ascii_lowercase()),
            _ => None,
        });
        kept.collect()
    }

    #[cfg(feature = "e2e")]
    #[test]
    fn every_part_to_which_the_page_leads_is_in_the_handbook() {
        for part in trialpool::wording::handbook::HandbookPart::ALL {
            let address = part.address();
            let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
            // The first chapter is the first page.
            let chapter = match file.strip_suffix(".html").unwrap() {
                "index" => "introduction",
                chapter => chapter,
            };
            let text = read(&format!("docs/handbook/src/{chapter}.md"));
            let mut headings = text
                .lines()
                .filter_map(|line| line.strip_prefix("## "))
                .map(slug);
            assert!(
                anchor.is_empty() || headings.any(|heading| heading == anchor),
                "{address}"
            );
        }
    }

    #[test]
    fn what_no_chapter_names_is_not_published_and_figures_come_from_the_tests() {
        let chapter = r##"<link rel="stylesheet" href="handbook.css"><a href="#own" id="own">1</a><a href="other.html#part">2</a><a href="../index.html#/grid">3</a><a href="https://example.org/">4</a><img src="../../../tests/figures/snapshots/a.svg">"##;
        let (scratch, files) = published(chapter).unwrap();
        assert_eq!(
            files,
            ["figures/a.svg", "handbook.css", "index.html", "other.html"]
        );
        let index = scratch.folder("dist/handbook").join("index.html");
        assert!(
            fs::read_to_string(index)
                .unwrap()
                .contains("src=\"figures/a.svg\"")
        );
    }

    #[test]
    fn a_chapter_is_marked_in_the_list_and_wide_parts_of_it_are_reached_by_the_keyboard() {
        let text = "<a href=\"a.html\">A</a><a href=\"b.html\">B</a><pre><code>c</code></pre>";
        assert_eq!(
            finished("a.html", text).unwrap(),
            "<a aria-current=\"page\" href=\"a.html\">A</a><a href=\"b.html\">B</a><pre tabindex=\"0\"><code>c</code></pre>"
        );
    }

    #[test]
    fn a_figure_is_shown_once_and_leads_to_itself() {
        let figure = format!("<img src=\"{FIGURES}a.svg\" alt=\"A\">");
        let text = format!(
            "<label class=\"checkbox-label\"><input class=\"checkbox-img\" type=\"checkbox\">{figure}<span class=\"img-wrapper\">{figure}</span></label>"
        );
        assert_eq!(
            finished("a.html", &text).unwrap(),
            "<a href=\"figures/a.svg\"><img src=\"figures/a.svg\" alt=\"A\"></a>"
        );
    }

    #[test]
    fn a_chapter_that_leads_nowhere_or_brings_a_script_is_named() {
        for (chapter, words) in [
            (
                r#"<a href="none.html">"#,
                "names none.html, which is not there",
            ),
            (r#"<a href="other.html#none">"#, "where no such part is"),
            (
                r#"<img src="https://example.org/a.png">"#,
                "which lies elsewhere",
            ),
            ("<p style=\"color: red\">", "which its policy refuses"),
            ("<script>run()</script>", "which its policy refuses"),
        ] {
            let problem = published(chapter).err().unwrap().to_string();
            assert!(problem.contains("chapter index.html"), "{problem}");
            assert!(problem.contains(words), "{problem}");
        }
    }

    fn read(path: &str) -> String {
        fs::read_to_string(place::root().join(path)).unwrap()
    }

    /// All files of a folder as one text.
    fn all_of(folder: &str, ending: &str) -> String {
        let folder = place::root().join(folder);
        let files = size::files(&folder).unwrap();
        let texts = files
            .iter()
            .filter(|file| file.ends_with(ending))
            .map(|file| fs::read_to_string(folder.join(file)).unwrap());
        texts.collect()
    }

    #[test]
    fn every_sentence_that_is_quoted_is_one_that_the_program_says() {
        // What the program says of its own reviews, as it was read and approved.
        let said = all_of("tests/wording/snapshots", ".snap");
        let chapters = all_of("docs/handbook/src", ".md");
        let quoted: Vec<&str> = chapters
            .lines()
            .filter_map(|line| line.strip_prefix("> "))
            .collect();
        assert!(quoted.len() > 5);
        for sentence in quoted {
            assert!(said.contains(sentence), "{sentence}");
        }
    }

    #[test]
    fn every_key_of_the_page_stands_in_the_chapter_on_keys() {
        let chapter = read("docs/handbook/src/keys.md");
        let actions = read("src/app/actions/mod.rs");
        let bound = Regex::new(
            r#"\.keys\([ \n]*(?:Page|Grid),[ \n]*const \{[^}]*\},[ \n]*translate\("([^"]+)"\)"#,
        )
        .unwrap();
        let without =
            Regex::new(r#"\([ \n]*Text\("[^"]+"\),[ \n]*Text\("([^"]+)"\),?[ \n]*\)"#).unwrap();
        let shortcuts = read("src/app/actions/shortcut.rs");
        let (_, listed) = shortcuts.split_once("KEYS_WITHOUT_ACTION: ").unwrap();
        let (listed, _) = listed.split_once("];").unwrap();
        let helps: Vec<&str> = bound
            .captures_iter(&actions)
            .chain(without.captures_iter(listed))
            .map(|found| found.get(1).unwrap().as_str())
            .collect();
        assert!(helps.len() > 25, "{}", helps.len());
        for help in &helps {
            assert!(chapter.contains(&format!("| {help} |")), "{help}");
        }
        // Each line of the tables but their heads and rules is one of them.
        let lines = chapter
            .lines()
            .filter(|line| line.starts_with("| "))
            .count();
        let heads = chapter.matches("| key | does |").count();
        assert_eq!(lines - heads, helps.len());
    }
}
