//! `cargo xtask release`: what is published of a version, in `release/`: the hosted folder as two archives, the page in one
//! file, the licences of everything in it, a bill of materials, and the checksums of all of these.
//!
//! The same commit gives the same bytes: files stand in the order of their names, with one fixed time, and no file says
//! when or by whom it was made.

mod archive;
mod bill;
mod licences;
mod packages;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::{dist, handbook, place, size};
use archive::Entry;
use packages::Packages;

/// The file that lists the checksums of the others, in the form of `sha256sum`.
const CHECKSUMS: &str = "SHA256SUMS";
/// The file with the texts of the licences.
const LICENCES: &str = "LICENSES.txt";

/// `cargo xtask release [--as-built]`: builds the page and the handbook, unless they are to be taken as they lie in `dist/`,
/// and writes the release.
pub(crate) fn command(options: &[String]) -> Result<(), Problem> {
    if !takes_what_is_built(options)? {
        dist::build()?;
        size::print(&place::dist())?;
        handbook::build(&place::dist())?;
    }
    let folder = place::root().join("release");
    for (name, bytes) in files(&place::dist())? {
        println!("{bytes:>12}  {}", folder.join(name).display());
    }
    Ok(())
}

fn takes_what_is_built(options: &[String]) -> Result<bool, Problem> {
    match options {
        [] => Ok(false),
        [option] if option == "--as-built" => Ok(true),
        _ => Err(Problem::new(
            format!("`{}` is not understood.", options.join(" ")),
            "The only option is `--as-built`, which takes the page that lies in dist/.",
        )),
    }
}

/// Writes the files of the release of the page in `dist`; gives back their names and sizes.
fn files(dist: &Path) -> Result<Vec<(String, usize)>, Problem> {
    let packages = packages::of_the_page()?;
    let fonts = licences::of_fonts(&place::root().join("public").join("fonts"))?;
    let supplied = licences::supplied(&place::root().join("xtask").join("licences"))?;
    let texts = licences::texts(&packages, &fonts, &supplied)?;
    let bill = bill::of_materials(&packages, &fonts);
    let files = published(
        dist,
        &place::root().join("docs").join("hosting"),
        &packages,
        &texts,
        &bill,
    )?;
    write(&place::root().join("release"), &files)
}

/// The files of the release by their names, without the checksums.
fn published(
    dist: &Path,
    hosting: &Path,
    packages: &Packages,
    texts: &str,
    bill: &str,
) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let name = format!("{}-{}", packages.page.name, packages.page.version);
    let one_file = dist.join(place::ONE_FILE);
    let page = fs::read(&one_file).map_err(|error| {
        Problem::new(
            format!(
                "There is no built page to publish: {}: {error}.",
                one_file.display()
            ),
            "Run `cargo xtask release` without `--as-built`, which builds it.",
        )
    })?;
    let mut entries = archive::entries(dist, &name)?;
    entries.extend(archive::entries(hosting, &format!("{name}/hosting"))?);
    entries.push(Entry {
        name: format!("{name}/{LICENCES}"),
        bytes: texts.as_bytes().to_vec(),
    });
    entries.sort();
    let compressed = |error: std::io::Error| {
        Problem::new(
            format!("The archives could not be made: {error}."),
            "Give the same command again.",
        )
    };
    Ok(BTreeMap::from([
        (
            format!("{name}.zip"),
            archive::zip(&entries).map_err(compressed)?,
        ),
        (
            format!("{name}.tar.gz"),
            archive::tar_gz(&entries).map_err(compressed)?,
        ),
        (format!("{name}.html"), page),
        (format!("{name}.cdx.json"), bill.as_bytes().to_vec()),
        (LICENCES.to_owned(), texts.as_bytes().to_vec()),
    ]))
}

/// Writes the files, in the place of whatever an earlier release left in the folder, and their checksums.
fn write(
    folder: &Path,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<(String, usize)>, Problem> {
    if folder.is_dir() {
        fs::remove_dir_all(folder).map_err(|error| Problem::file("empty", folder, &error))?;
    }
    fs::create_dir_all(folder).map_err(|error| Problem::file("create", folder, &error))?;
    let put = |name: &str, bytes: &[u8]| {
        let path: PathBuf = folder.join(name);
        fs::write(&path, bytes).map_err(|error| Problem::file("write", &path, &error))
    };
    let mut written = Vec::new();
    for (name, bytes) in files {
        put(name, bytes)?;
        written.push((name.clone(), bytes.len()));
    }
    let sums = checksums(files);
    put(CHECKSUMS, sums.as_bytes())?;
    written.push((CHECKSUMS.to_owned(), sums.len()));
    Ok(written)
}

/// One line a file, as `sha256sum --check` reads them.
fn checksums(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut sums = String::new();
    for (name, bytes) in files {
        let sum = format!("{:x}", Sha256::digest(bytes));
        sums.extend([&sum, "  ", name, "\n"]);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Scratch;

    #[test]
    fn a_release_holds_the_page_its_licences_and_how_to_host_it_and_its_checksums_are_those_of_its_files()
     {
        let scratch = Scratch::new("release");
        let (dist, hosting, release) = (
            scratch.folder("dist"),
            scratch.folder("hosting"),
            scratch.folder("release"),
        );
        for (folder, name, text) in [
            (&dist, "index.html", "the page"),
            (&dist, place::ONE_FILE, "the page in one file"),
            (&hosting, "_headers", "/*\n"),
            (&release, "trialpool-0.0.9.zip", "of an earlier version"),
        ] {
            fs::write(folder.join(name), text).unwrap();
        }
        let packages = Packages::of_a_test();
        let files = published(&dist, &hosting, &packages, "licences", "{}").unwrap();
        write(&release, &files).unwrap();

        assert_eq!(
            size::files(&release).unwrap(),
            [
                LICENCES,
                CHECKSUMS,
                "trialpool-1.2.3.cdx.json",
                "trialpool-1.2.3.html",
                "trialpool-1.2.3.tar.gz",
                "trialpool-1.2.3.zip",
            ]
        );
        let sums = fs::read_to_string(release.join(CHECKSUMS)).unwrap();
        assert_eq!(sums.lines().count(), files.len());
        for line in sums.lines() {
            let (sum, name) = line.split_once("  ").unwrap();
            let bytes = fs::read(release.join(name)).unwrap();
            assert_eq!(format!("{:x}", Sha256::digest(bytes)), sum, "{name}");
        }
        let read: Vec<String> = archive::read_zip(&files["trialpool-1.2.3.zip"])
            .into_iter()
            .map(|entry| entry.name)
            .collect();
        assert_eq!(
            read,
            [
                "trialpool-1.2.3/LICENSES.txt",
                "trialpool-1.2.3/hosting/_headers",
                "trialpool-1.2.3/index.html",
                "trialpool-1.2.3/trialpool.html",
            ]
        );
    }

    #[test]
    fn a_release_without_a_built_page_says_how_to_get_one() {
        let scratch = Scratch::new("release-of-nothing");
        let (dist, hosting) = (scratch.folder("dist"), scratch.folder("hosting"));
        let problem = published(&dist, &hosting, &Packages::of_a_test(), "", "").unwrap_err();
        assert!(
            problem
                .to_string()
                .ends_with("without `--as-built`, which builds it."),
            "{problem}"
        );
    }

    #[test]
    fn an_option_that_is_not_known_is_refused() {
        let options = |text: &str| vec![text.to_owned()];
        assert_eq!(takes_what_is_built(&[]), Ok(false));
        assert_eq!(takes_what_is_built(&options("--as-built")), Ok(true));
        assert!(takes_what_is_built(&options("--fast")).is_err());
    }
}
