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
use sha2::{Digest, Sha256};

use crate::markup::{Tag, tags};
use crate::problem::Problem;
use crate::serve::media_type;

/// Makes the one page out of the files of `dist`.
pub(crate) fn page(dist: &Path) -> Result<String, Problem> {
    let index = text(dist, "index.html")?;
    let tags = tags(&index);
    let program_tag = find(&tags, "script", "id", "program")?;

    let program = program(
        &text(dist, required(program_tag, "data-bindings")?)?,
        &text(dist, required(program_tag, "src")?)?,
    )?;
    let styles = tags
        .iter()
        .filter(|tag| tag.name == "link" && tag.says("rel", "stylesheet"))
        .map(|tag| style(dist, &text(dist, required(tag, "href")?)?))
        .collect::<Result<Vec<_>, _>>()?;
    let policy = policy(&program, &styles);
    let mut styles = styles.into_iter();
    let module = BASE64.encode(gzip(&bytes(dist, required(program_tag, "data-wasm")?)?)?);

    let mut page = String::with_capacity(index.len() + module.len() + program.len());
    let mut copied = 0;
    for tag in &tags {
        let replacement = match tag.name {
            "html" => String::from(r#"<html lang="en" class="one-file">"#),
            "meta" if tag.says("http-equiv", "Content-Security-Policy") => {
                format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#)
            }
            "link" if tag.says("rel", "stylesheet") => {
                format!("<style>{}</style>", styles.next().unwrap_or_default())
            }
            "link" if tag.says("rel", "icon") => {
                let icon = data_address(dist, required(tag, "href")?)?;
                format!(r#"<link rel="icon" href="{icon}">"#)
            }
            "link" if tag.says("rel", "preload") => String::new(),
            "script" if tag.attribute("src").is_some() => String::new(),
            _ => continue,
        };
        page.push_str(&index[copied..tag.range.start]);
        page.push_str(&replacement);
        copied = tag.range.end;
    }
    let rest = &index[copied..];
    let end = rest
        .rfind("</body>")
        .ok_or_else(|| Problem::new("The built page has no </body>.", "See index.html."))?;
    page.push_str(&rest[..end]);
    page.push_str(&format!(
        "<script id=\"program\">{program}</script>\n\
         <script type=\"application/json\" id=\"project\"></script>\n\
         <script type=\"application/octet-stream\" id=\"wasm\">{module}</script>\n"
    ));
    page.push_str(&rest[end..]);
    Ok(page)
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
fn program(bindings: &str, boot: &str) -> Result<String, Problem> {
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
    let mut style = String::with_capacity(sheet.len());
    let mut rest = sheet.as_str();
    while let Some(start) = rest.find(OPEN) {
        let (before, address_on) = rest.split_at(start + OPEN.len());
        let Some(end) = address_on.find(')') else {
            break;
        };
        let address = address_on[..end].trim().trim_matches(['"', '\'']);
        style.push_str(before);
        if address.starts_with("data:") || address.starts_with('#') {
            style.push_str(&address_on[..end]);
        } else {
            style.push('"');
            style.push_str(&data_address(dist, address)?);
            style.push('"');
        }
        rest = &address_on[end..];
    }
    style.push_str(rest);
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

fn find<'t, 'p>(
    tags: &'t [Tag<'p>],
    name: &str,
    attribute: &str,
    value: &str,
) -> Result<&'t Tag<'p>, Problem> {
    tags.iter()
        .find(|tag| tag.name == name && tag.says(attribute, value))
        .ok_or_else(|| {
            Problem::new(
                format!("The built page has no <{name} {attribute}=\"{value}\">."),
                "See index.html and the patterns in Trunk.toml.",
            )
        })
}

fn required<'a>(tag: &Tag<'a>, attribute: &str) -> Result<&'a str, Problem> {
    tag.attribute(attribute).ok_or_else(|| {
        Problem::new(
            format!(
                "A <{}> of the built page lacks the attribute `{attribute}`.",
                tag.name
            ),
            "See index.html and the patterns in Trunk.toml.",
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
        assert!(program("import { a } from './snippets/a.js';", "").is_err());
    }
}
