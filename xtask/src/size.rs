//! How much the page weighs, and the most that its first load may weigh.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::thread;

use flate2::{Compression, write::GzEncoder};

use crate::place::ONE_FILE;
use crate::problem::Problem;

/// What everything fetched by the first load may weigh at most, in bytes after brotli. The tests refuse a heavier page.
/// Workbooks of Excel (`rust_xlsxwriter`) came to 40,000 of it, measured alone, beside the words of the report; sequential
/// analysis, the next trial, the plots of the trials with their subsets, and an earlier estimate as a prior to 70,000; dose and
/// response within trials, and every analysis in the results as JSON and in the script for R, to 60,000; the texts in Chinese and
/// what puts them together to 135,000.
pub(crate) const FIRST_LOAD_LIMIT: usize = 2_320_000;

/// What a file or a group of files weighs, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
}

impl Weight {
    fn of(bytes: &[u8]) -> std::io::Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let mut brotli = Vec::new();
        let strongest = brotli::enc::BrotliEncoderParams {
            quality: 11,
            size_hint: bytes.len(),
            ..Default::default()
        };
        brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &strongest)?;
        Ok(Self {
            raw: bytes.len(),
            gzip: gzip.finish()?.len(),
            brotli: brotli.len(),
        })
    }

    fn plus(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// What the page weighs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Weights {
    /// All that opening it fetches.
    pub(crate) first_load: Weight,
    /// The page in one file.
    pub(crate) one_file: Weight,
}

/// Prints what each file of the page weighs and the sum of the first load.
pub(crate) fn print(dist: &Path) -> Result<Weights, Problem> {
    let mut weights = Weights::default();
    println!(
        "{:44} {:>10} {:>10} {:>10}",
        "bytes", "raw", "gzip", "brotli"
    );
    let files = files(dist).map_err(|error| Problem::file("read", dist, &error))?;
    for (file, weight) in files.iter().zip(weigh(dist, &files)) {
        let weight = weight?;
        if is_fetched(file) {
            weights.first_load = weights.first_load.plus(weight);
        }
        if file == ONE_FILE {
            weights.one_file = weight;
        }
        print_line(file, weight);
    }
    print_line("first load in all", weights.first_load);
    Ok(weights)
}

/// Weighs files beside each other: the strongest compression of the two large ones takes nearly all of the time.
fn weigh(dist: &Path, files: &[String]) -> Vec<Result<Weight, Problem>> {
    let weigh = |file: &String| {
        let path = dist.join(file);
        let bytes = fs::read(&path).map_err(|error| Problem::file("read", &path, &error))?;
        Weight::of(&bytes).map_err(|error| Problem::file("compress", &path, &error))
    };
    thread::scope(|scope| {
        let started: Vec<_> = files
            .iter()
            .map(|file| scope.spawn(move || weigh(file)))
            .collect();
        let weighed = started.into_iter().zip(files).map(|(weighing, file)| {
            weighing.join().unwrap_or_else(|_| {
                Err(Problem::new(
                    format!("{file} could not be weighed."),
                    "Run the command again.",
                ))
            })
        });
        weighed.collect()
    })
}

/// Whether opening the page fetches the file: not everything in one page, which is another way to have the same, and
/// not what is only to be read: texts beside the fonts, and the handbook.
fn is_fetched(file: &str) -> bool {
    let is_text = [".txt", ".md"].iter().any(|ending| file.ends_with(ending));
    let is_of_handbook = file.starts_with("handbook/");
    file != ONE_FILE && !is_text && !is_of_handbook
}

/// Refuses a first load above the limit.
pub(crate) fn check(first_load: Weight) -> Result<(), Problem> {
    if first_load.brotli <= FIRST_LOAD_LIMIT {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "The first load weighs {} bytes after brotli; the limit is {FIRST_LOAD_LIMIT}.",
            first_load.brotli
        ),
        "Find what made it grow in the table above: a new dependency, a feature of one, a second font.",
    ))
}

fn print_line(name: &str, weight: Weight) {
    println!(
        "{name:44} {:>10} {:>10} {:>10}",
        weight.raw, weight.gzip, weight.brotli
    );
}

/// The files of a folder and of those in it, by their path from it, in order.
pub(crate) fn files(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            found.extend(
                files(&entry.path())?
                    .into_iter()
                    .map(|inner| format!("{name}/{inner}")),
            );
        } else {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_load_above_the_limit_is_refused() {
        let weight = |brotli| Weight {
            raw: 2 * brotli,
            gzip: brotli,
            brotli,
        };
        assert_eq!(check(weight(FIRST_LOAD_LIMIT)), Ok(()));
        assert!(check(weight(FIRST_LOAD_LIMIT + 1)).is_err());
    }

    #[test]
    fn what_people_read_is_no_part_of_the_load() {
        assert!(is_fetched("fonts/arimo-bold.woff2") && is_fetched("index.html"));
        assert!(!is_fetched("fonts/LICENSE-Arimo.txt") && !is_fetched(ONE_FILE));
        assert!(!is_fetched("handbook/index.html"));
    }

    #[test]
    fn repetitive_bytes_weigh_less_compressed() {
        let weight = Weight::of(&[7; 10_000]).unwrap();
        assert_eq!(weight.raw, 10_000);
        assert!(weight.gzip < 200 && weight.brotli < weight.gzip);
    }
}
