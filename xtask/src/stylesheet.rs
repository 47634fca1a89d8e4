//! One style sheet for the built page: its parts, each for a part of the page, share so many words that together they
//! weigh a third less on the way than one by one.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::markup::tags;
use crate::problem::Problem;

/// Puts the style sheets that `index.html` names into one file, in their order.
pub(crate) fn join(dist: &Path) -> Result<(), Problem> {
    let index_path = dist.join("index.html");
    let index = read(&index_path)?;
    let mut joined = String::new();
    let mut parts = Vec::new();
    for tag in tags(&index) {
        if tag.name == "link"
            && tag.says("rel", "stylesheet")
            && let Some(file) = tag.attribute("href")
        {
            let path = dist.join(file);
            joined.push_str(&read(&path)?);
            parts.push((tag.range, path));
        }
    }
    // A name that changes with the content, so that no browser keeps an old sheet.
    let digest = Sha256::digest(joined.as_bytes());
    let name = digest
        .iter()
        .take(8)
        .fold(String::from("style-"), |name, byte| {
            format!("{name}{byte:02x}")
        });
    let name = format!("{name}.css");
    write(&dist.join(&name), &joined)?;
    let mut page = String::with_capacity(index.len());
    let mut copied = 0;
    for (nth, (range, path)) in parts.into_iter().enumerate() {
        page.push_str(&index[copied..range.start]);
        if nth == 0 {
            page.push_str(r#"<link href="./"#);
            page.push_str(&name);
            page.push_str(r#"" rel="stylesheet">"#);
        }
        copied = range.end;
        fs::remove_file(&path).map_err(|error| Problem::file("remove", &path, &error))?;
    }
    page.push_str(&index[copied..]);
    write(&index_path, &page)
}

fn read(path: &Path) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(|error| Problem::file("read", path, &error))
}

fn write(path: &Path, text: &str) -> Result<(), Problem> {
    fs::write(path, text).map_err(|error| Problem::file("write", path, &error))
}

#[cfg(test)]
mod tests {
    use std::fs;

    #[test]
    fn the_page_names_one_sheet_that_holds_all_in_their_order() {
        let dist =
            std::env::temp_dir().join(format!("trialpool-stylesheet-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        for (file, text) in [
            ("one.css", "a{color:red}"),
            ("two.css", "b{color:blue}"),
            (
                "index.html",
                "<head><link href=icon.svg rel=icon><link href=./one.css rel=stylesheet><link href=./two.css rel=stylesheet></head>",
            ),
        ] {
            fs::write(dist.join(file), text).unwrap();
        }
        super::join(&dist).unwrap();
        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        assert_eq!(page.matches("stylesheet").count(), 1, "{page}");
        assert!(
            page.starts_with("<head><link href=icon.svg rel=icon><link href="),
            "{page}"
        );
        assert!(page.ends_with("></head>"), "{page}");
        let name = page.split("./").nth(1).unwrap().split('"').next().unwrap();
        let sheet = fs::read_to_string(dist.join(name)).unwrap();
        assert_eq!(sheet, "a{color:red}b{color:blue}");
        assert!(!dist.join("one.css").exists());
        fs::remove_dir_all(&dist).unwrap();
    }
}
