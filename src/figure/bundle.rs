//! Several files as one: a ZIP archive that stores them as they are.
//!
//! PNG and PDF are compressed already. The bytes follow from the files alone: every file has the earliest date that the
//! format knows, the first of January 1980.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why files cannot be put in one archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// There are more than 65,535.
    TooMany,
    /// Together they are larger than 4 GiB, or two have the same name.
    NotWritten,
}

/// The archive, with the files in their order.
///
/// # Errors
/// If there are too many files or they are too large for an archive without extensions, or if two have the same name:
/// [`distinct`] makes names that differ.
pub fn zip(files: &[File]) -> Result<Vec<u8>, BundleError> {
    if files.len() > usize::from(u16::MAX) {
        return Err(BundleError::TooMany);
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::DEFAULT);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive
            .start_file(file.name.as_str(), options)
            .map_err(|_| BundleError::NotWritten)?;
        archive
            .write_all(&file.bytes)
            .map_err(|_| BundleError::NotWritten)?;
    }
    let archive = archive.finish().map_err(|_| BundleError::NotWritten)?;
    Ok(archive.into_inner())
}

/// Each name once: a name that was there before gets a number, `death`, `death-2`. Names that differ in capitals alone
/// count as the same, as they do for many file systems.
#[must_use]
pub fn distinct(names: &[String]) -> Vec<String> {
    let mut taken: Vec<String> = Vec::with_capacity(names.len());
    let mut distinct = Vec::with_capacity(names.len());
    for name in names {
        let mut candidate = name.clone();
        let mut number = 1_usize;
        while taken.contains(&candidate.to_ascii_lowercase()) {
            number += 1;
            candidate = format!("{name}-{number}");
        }
        taken.push(candidate.to_ascii_lowercase());
        distinct.push(candidate);
    }
    distinct
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn file(name: &str, bytes: &[u8]) -> File {
        File {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn an_archive_stores_its_files_in_their_order_with_the_same_bytes_on_every_day() {
        let files = [file("b.txt", b"abc"), file("Größe.txt", b"")];
        let archive = zip(&files).unwrap();
        // The signature, version 1.0, no flags, stored, midnight, 1 January 1980, the checksum, the lengths, the name.
        let header = b"PK\x03\x04\x0a\x00\x00\x00\x00\x00\x00\x00\x21\x00\xc2\x41\x24\x35\x03\x00\x00\x00\x03\x00\x00\x00\x05\x00\x00\x00b.txtabc";
        assert!(archive.starts_with(header));
        let mut read = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
        for (index, file) in files.iter().enumerate() {
            let mut entry = read.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            assert_eq!(entry.name().unwrap(), file.name);
            assert_eq!(bytes, file.bytes);
        }
    }

    #[test]
    fn two_files_of_one_name_are_not_put_in_one_archive() {
        let same = [file("a", b"b"), file("a", b"c")];
        assert_eq!(zip(&same), Err(BundleError::NotWritten));
    }

    #[test]
    fn an_archive_of_nothing_is_an_end_alone() {
        assert_eq!(zip(&[]).unwrap().len(), 22);
        let many = vec![file("a", b""); 65_536];
        assert_eq!(zip(&many), Err(BundleError::TooMany));
    }

    #[test]
    fn names_become_distinct_whatever_they_are() {
        let names = ["death", "fever", "Death", "death", "death-2"].map(str::to_owned);
        assert_eq!(
            distinct(&names),
            ["death", "fever", "Death-2", "death-3", "death-2-2"]
        );
    }
}
