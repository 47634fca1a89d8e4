//! The style sheets of the built page joined into one file: before the program may start the browser has to have all of
//! them, and over HTTP/1.1 eight of them stand in the way of the module.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// Puts one sheet in the place of all that the page in this folder links, in their order.
pub(crate) fn join(folder: &Path) -> Result<(), Problem> {
    let index_path = folder.join("index.html");
    let read =
        |path: &Path| fs::read_to_string(path).map_err(|error| Problem::file("read", path, &error));
    let index = read(&index_path)?;
    let names = linked(&index);
    let mut sheet = String::new();
    for name in &names {
        let path = folder.join(name);
        sheet.push_str(&read(&path)?);
        fs::remove_file(&path).map_err(|error| Problem::file("remove", &path, &error))?;
    }
    let hash = format!("{:x}", Sha256::digest(&sheet));
    let name = format!("style-{}.css", hash.get(..16).unwrap_or(&hash));
    let path = folder.join(&name);
    fs::write(&path, sheet).map_err(|error| Problem::file("write", &path, &error))?;
    fs::write(&index_path, with_one_link(&index, &name))
        .map_err(|error| Problem::file("write", &index_path, &error))
}

/// How Trunk links a sheet.
const LINK: [&str; 2] = [r#"<link rel="stylesheet" href="./"#, r#""/>"#];

fn linked(index: &str) -> Vec<&str> {
    let after = index.split(LINK[0]).skip(1);
    after
        .filter_map(|rest| Some(rest.split_once(LINK[1])?.0))
        .collect()
}

fn with_one_link(index: &str, name: &str) -> String {
    let mut parts = index.split(LINK[0]);
    let mut page = parts.next().unwrap_or_default().to_owned();
    for (position, part) in parts.enumerate() {
        if position == 0 {
            page.extend([LINK[0], name, LINK[1]]);
        }
        page.push_str(part.split_once(LINK[1]).map_or(part, |(_, rest)| rest));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_link_stands_where_the_first_stood() {
        let index = r#"<head><link rel="stylesheet" href="./a-1.css"/><link rel="icon" href="i.svg"><link rel="stylesheet" href="./b-2.css"/></head>"#;
        assert_eq!(linked(index), ["a-1.css", "b-2.css"]);
        assert_eq!(
            with_one_link(index, "style.css"),
            r#"<head><link rel="stylesheet" href="./style.css"/><link rel="icon" href="i.svg"></head>"#
        );
    }
}
