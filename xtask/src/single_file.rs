//! `trialpool.html`: the built page with its style, fonts, icon, script and module inside, for opening by a double click.
//!
//! From `file://` browsers refuse external scripts and `fetch`. The script is allowed by its hash, not by
//! `unsafe-inline`; the module stands in a data block, which is not executed; the worker runs the same script from a
//! `blob:`. The slot for a saved project lies outside the hashed script, so that filling it leaves the hash valid. The
//! script stands before the module, by far the largest part: so it can say that a copy was cut off.

use std::fs;
use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::{Compression, write::GzEncoder};
use regex::Regex;
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::serve::media_type;

/// Makes the one page out of the files of `dist`.
pub(crate) fn page(dist: &Path) -> Result<String, Problem> {
    let index = text(dist, "index.html")?;
    let tags = Regex::new("<(?:html|meta|link) [^>]*>|<script [^>]*></script>|</body>")
        .map_err(|error| Problem::new(error.to_string(), "Mend the pattern."))?;
    let tags: Vec<_> = tags.find_iter(&index).collect();
    let program = tags.iter().find(|tag| says(tag.as_str(), "id", "program"));
    let program = program.map_or("", regex::Match::as_str);
    let module = BASE64.encode(gzip(&bytes(dist, required(program, "data-wasm")?)?)?);
    let program = script(
        &text(dist, required(program, "data-bindings")?)?,
        &text(dist, required(program, "src")?)?,
    )?;
    let mut styles = Vec::new();
    for tag in tags
        .iter()
        .filter(|tag| says(tag.as_str(), "rel", "stylesheet"))
    {
        let sheet = text(dist, required(tag.as_str(), "href")?)?;
        styles.push(style(dist, &sheet)?);
    }
    let policy = policy(&program, &styles);
    let mut styles = styles.into_iter();

    let mut page = String::with_capacity(index.len() + module.len() + program.len());
    let mut copied = 0;
    for found in tags {
        let tag = found.as_str();
        let replacement = if tag.starts_with("<html") {
            String::from(r#"<html lang="en" class="one-file">"#)
        } else if says(tag, "http-equiv", "Content-Security-Policy") {
            format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#)
        } else if says(tag, "rel", "stylesheet") {
            format!("<style>{}</style>", styles.next().unwrap_or_default())
        } else if says(tag, "rel", "icon") {
            let icon = data_address(dist, required(tag, "href")?)?;
            format!(r#"<link rel="icon" href="{icon}">"#)
        } else if ["preload", "manifest", "apple-touch-icon"]
            .iter()
            .any(|relation| says(tag, "rel", relation))
            || tag.starts_with("<script")
        {
            String::new()
        } else if tag == "</body>" {
            format!(
                "<script id=\"program\">{program}</script>\n\
                 <script type=\"application/json\" id=\"project\"></script>\n\
                 <script type=\"application/octet-stream\" id=\"wasm\">{module}</script>\n</body>"
            )
        } else {
            continue;
        };
        page.push_str(&index[copied..found.start()]);
        page.push_str(&replacement);
        copied = found.end();
    }
    page.push_str(&index[copied..]);
    Ok(page)
}

/// What an attribute of a tag of our own page says; attributes stand in double quotes there.
fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    Some(value.split_once('"')?.0)
}

fn says(tag: &str, name: &str, value: &str) -> bool {
    attribute(tag, name) == Some(value)
}

fn required<'tag>(tag: &'tag str, name: &str) -> Result<&'tag str, Problem> {
    attribute(tag, name).ok_or_else(|| {
        Problem::new(
            format!("The built page has no tag with `{name}` where one is needed: {tag:?}."),
            "See index.html and the patterns in Trunk.toml.",
        )
    })
}

/// The policy of the page: nothing is loaded from anywhere, and no script or style but these is run or applied.
fn policy(program: &str, styles: &[String]) -> String {
    let style_hashes: Vec<String> = styles.iter().map(|style| source_hash(style)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; font-src data:; \
         worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'",
        source_hash(program),
        style_hashes.join(" ")
    )
}

/// The content policy's name for an inline text: the hash of exactly what stands between its tags.
fn source_hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)))
}

/// The bindings followed by the boot script, fit to stand in a page.
fn script(bindings: &str, boot: &str) -> Result<String, Problem> {
    if bindings
        .lines()
        .any(|line| line.trim_start().starts_with("import "))
    {
        return Err(Problem::new(
            "The bindings import a file of their own, which does not fit into one page.",
            "Remove the `#[wasm_bindgen(module = …)]` or inline JavaScript that brought it in.",
        ));
    }
    // A carriage return would be read as a line feed by the browser and spoil the hash.
    Ok(format!("{bindings};\n{boot}")
        .replace('\r', "")
        .replace("</script", "<\\/script")
        .replace("<!--", "<\\!--"))
}

/// The style sheet with every file it names put in its place as `data:`.
fn style(dist: &Path, sheet: &str) -> Result<String, Problem> {
    const OPEN: &str = "url(";
    let sheet = sheet.replace('\r', "");
    let mut parts = sheet.split(OPEN);
    let mut style = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (address, rest) = part.split_once(')').unwrap_or((part, ""));
        let file = address.trim().trim_matches(['"', '\'']);
        let within = file.starts_with("data:") || file.starts_with('#');
        let address = if within {
            address.to_owned()
        } else {
            format!("\"{}\"", data_address(dist, file)?)
        };
        style.extend([OPEN, &address, ")", rest]);
    }
    if style.contains("</style") {
        return Err(Problem::new(
            "The style sheet contains `</style`, which would end it early.",
            "Write it otherwise.",
        ));
    }
    Ok(style)
}

/// A file of the page as a `data:` address.
fn data_address(dist: &Path, file: &str) -> Result<String, Problem> {
    Ok(format!(
        "data:{};base64,{}",
        media_type(Path::new(file)),
        BASE64.encode(bytes(dist, file)?)
    ))
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(|error| {
            Problem::new(
                format!("The module could not be compressed: {error}."),
                "Build again.",
            )
        })
}

fn text(dist: &Path, file: &str) -> Result<String, Problem> {
    let path = dist.join(file);
    fs::read_to_string(&path).map_err(|error| Problem::file("read", &path, &error))
}

fn bytes(dist: &Path, file: &str) -> Result<Vec<u8>, Problem> {
    let path = dist.join(file);
    fs::read(&path).map_err(|error| Problem::file("read", &path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tiny built page in a folder of its own, which is removed in the end.
    struct Dist(std::path::PathBuf);

    impl Dist {
        fn new(name: &str, sheet: &str) -> Self {
            let folder =
                std::env::temp_dir().join(format!("trialpool-{name}-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            let index = r#"<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="script-src 'self'"><link rel="icon" href="icon.svg"><link rel="stylesheet" href="app.css"><link rel="preload" href="app.wasm"></head><body><script defer src="app.js"></script><script id="program" src="boot.js" data-bindings="app.js" data-wasm="app.wasm"></script></body></html>"#;
            for (file, content) in [
                ("index.html", index),
                ("icon.svg", "<svg/>"),
                ("app.css", sheet),
                ("app.wasm", "module"),
                ("app.js", "let a = '</script>';"),
                ("boot.js", "a;"),
                ("font.woff2", "font"),
            ] {
                fs::write(folder.join(file), content).unwrap();
            }
            Self(folder)
        }

        fn page(&self) -> Result<String, Problem> {
            page(&self.0)
        }
    }

    impl Drop for Dist {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    #[test]
    fn the_one_page_names_no_other_file() {
        let dist = Dist::new(
            "names-no-file",
            "@font-face { src: url(\"font.woff2\") } a { fill: url(#b) }",
        );
        let page = dist.page().unwrap();
        for file in [
            "icon.svg",
            "app.css",
            "app.wasm",
            "src=\"app.js\"",
            "boot.js",
            "font.woff2",
            "'self'",
        ] {
            assert!(!page.contains(file), "{file} in {page}");
        }
        assert!(
            page.contains(r#"url("data:font/woff2;base64,Zm9udA==")"#),
            "{page}"
        );
        assert!(page.contains("url(#b)"), "{page}");
        assert!(
            page.contains(r#"<script type="application/json" id="project"></script>"#),
            "{page}"
        );
    }

    #[test]
    fn the_script_stands_before_the_module() {
        let dist = Dist::new("order", "a {}");
        let module = BASE64.encode(gzip(b"module").unwrap());
        let page = dist.page().unwrap();
        let place = |part: &str| page.find(part).unwrap();
        assert!(place("<script id=\"program\">") < place(&module), "{page}");
        assert!(place(&module) < place("</body>"), "{page}");
    }

    #[test]
    fn the_policy_holds_the_hash_of_exactly_the_script_in_the_page() {
        let dist = Dist::new("hash", "a {}");
        let page = dist.page().unwrap();
        let script = page
            .split("<script id=\"program\">")
            .nth(1)
            .and_then(|rest| rest.split("</script>").next())
            .unwrap();
        assert_eq!(script, "let a = '<\\/script>';;\na;");
        assert!(page.contains(&source_hash(script)), "{page}");
        assert!(page.contains(&source_hash("a {}")), "{page}");
        assert!(!page.contains("unsafe-inline"));
    }

    #[test]
    fn a_style_sheet_that_names_a_missing_file_is_refused() {
        let dist = Dist::new("missing", "a { background: url(nowhere.png) }");
        assert!(dist.page().unwrap_err().to_string().contains("nowhere.png"));
    }

    #[test]
    fn bindings_that_import_a_file_are_refused() {
        assert!(script("import { a } from './snippets/a.js';", "").is_err());
    }
}
