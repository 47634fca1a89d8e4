//! The rules of accessibility that a program can check, by axe-core. It is fetched by npm where npm is there, into this
//! user's folder of tools: nobody else's code is part of the repository.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use flate2::read::GzDecoder;
use serde_json::Value;

use super::failure::{Failure, Outcome, expect};
use super::page::Page;
use crate::{browser, place};

const VERSION: &str = "4.14.1";

/// The script of axe-core, or why there is none.
pub(crate) fn script() -> Outcome<String> {
    let cache = place::cache()?;
    let kept = cache.join(format!("axe-core-{VERSION}.js"));
    if let Ok(script) = fs::read_to_string(&kept) {
        return Ok(script);
    }
    let npm = browser::on_path("npm").ok_or_else(|| Failure::new("npm is not installed."))?;
    let folder = tempfile::tempdir()?;
    let packed = Command::new(npm)
        .args(["pack", "--silent", &format!("axe-core@{VERSION}")])
        .current_dir(folder.path())
        .output()?;
    expect(packed.status.success(), || {
        "npm could not fetch axe-core; its registry may be out of reach.".to_owned()
    })?;
    let archive = fs::read(folder.path().join(format!("axe-core-{VERSION}.tgz")))?;
    let script = file_of_archive(&archive, "package/axe.min.js")?;
    fs::create_dir_all(&cache)?;
    fs::write(&kept, &script)?;
    Ok(script)
}

/// Applies the rules of WCAG 2.2, levels A and AA, and those of good practice to what the page shows now.
pub(crate) async fn check(page: &Page, axe: &str, where_: &str) -> Outcome {
    page.script(axe, Vec::new()).await?;
    let run = "
        const give = arguments[0];
        axe.run(document, { resultTypes: ['violations'] }).then(
            ({ violations }) => give(violations.map(({ id, help, nodes }) =>
                `${id}: ${help}, at ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' and ')}`)),
            (error) => give([String(error)]));";
    let violations = page.script_later(run, Vec::new()).await?;
    let violations: Vec<&str> = violations
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    expect(violations.is_empty(), || {
        format!("In {where_}: {}", violations.join("\n    "))
    })
}

/// The text of one file of a compressed tape archive.
fn file_of_archive(archive: &[u8], name: &str) -> Outcome<String> {
    let mut tape = Vec::new();
    GzDecoder::new(archive).read_to_end(&mut tape)?;
    // Blocks of 512 bytes: a head with the name in the first 100 and the size, octal, at 124; then the content.
    let mut position = 0;
    while let Some(head) = tape.get(position..position + 512) {
        let text = |range: std::ops::Range<usize>| {
            String::from_utf8_lossy(&head[range])
                .trim_end_matches(['\0', ' '])
                .trim_start()
                .to_owned()
        };
        let size = usize::from_str_radix(&text(124..136), 8).unwrap_or(0);
        let start = position + 512;
        if Path::new(&text(0..100)) == Path::new(name) {
            let content = tape.get(start..start + size).unwrap_or_default();
            return Ok(String::from_utf8_lossy(content).into_owned());
        }
        position = start + size.div_ceil(512) * 512;
    }
    Err(Failure::new(format!("axe-core {VERSION} has no {name}.")))
}
