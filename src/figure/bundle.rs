//! Several files as one: a ZIP archive that stores them as they are.
//!
//! PNG and PDF are compressed already. The bytes follow from the files alone: every file has the earliest date that the
//! format knows, the first of January 1980.

use crate::data::checksum;

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
    /// Together they are larger than 4 GiB.
    TooLarge,
}

/// The version of the format that a reader must know to unpack: 2.0.
const VERSION: u16 = 20;
/// The names are UTF-8 (bit 11 of the flags).
const UTF_8: u16 = 1 << 11;
/// Nothing is compressed.
const STORED: u16 = 0;
/// Midnight.
const TIME: u16 = 0;
/// The first day of the first month of 1980: years from 1980 in the upper seven bits, then four of the month, five of the
/// day.
const DATE: u16 = 1 << 5 | 1;

const LOCAL_HEADER: [u8; 4] = *b"PK\x03\x04";
const CENTRAL_HEADER: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";

/// The archive (PKWARE, .ZIP File Format Specification 6.3.10), with the files in their order.
///
/// # Errors
/// If there are too many files or they are too large for an archive without extensions.
pub fn zip(files: &[File]) -> Result<Vec<u8>, BundleError> {
    let count = u16::try_from(files.len()).map_err(|_| BundleError::TooMany)?;
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        let offset = length(&archive)?;
        let about = about(file)?;
        archive.extend_from_slice(&LOCAL_HEADER);
        archive.extend_from_slice(&about);
        archive.extend_from_slice(file.name.as_bytes());
        archive.extend_from_slice(&file.bytes);
        directory.extend_from_slice(&CENTRAL_HEADER);
        directory.extend_from_slice(&VERSION.to_le_bytes());
        directory.extend_from_slice(&about);
        // No comment, on the first disk, no attributes.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(file.name.as_bytes());
    }
    let (start, size) = (length(&archive)?, length(&directory)?);
    archive.append(&mut directory);
    archive.extend_from_slice(&END);
    // On the first disk, like the directory.
    archive.extend_from_slice(&[0; 4]);
    archive.extend_from_slice(&count.to_le_bytes());
    archive.extend_from_slice(&count.to_le_bytes());
    archive.extend_from_slice(&size.to_le_bytes());
    archive.extend_from_slice(&start.to_le_bytes());
    // No comment.
    archive.extend_from_slice(&[0; 2]);
    length(&archive)?;
    Ok(archive)
}

/// What stands in both headers of a file, up to its name.
fn about(file: &File) -> Result<Vec<u8>, BundleError> {
    let name = u16::try_from(file.name.len()).map_err(|_| BundleError::TooLarge)?;
    let size = length(&file.bytes)?;
    let mut about = Vec::with_capacity(26);
    for word in [VERSION, UTF_8, STORED, TIME, DATE] {
        about.extend_from_slice(&word.to_le_bytes());
    }
    for long in [checksum(&[&file.bytes]), size, size] {
        about.extend_from_slice(&long.to_le_bytes());
    }
    about.extend_from_slice(&name.to_le_bytes());
    // No further fields.
    about.extend_from_slice(&[0; 2]);
    Ok(about)
}

fn length(bytes: &[u8]) -> Result<u32, BundleError> {
    u32::try_from(bytes.len()).map_err(|_| BundleError::TooLarge)
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
    use super::*;

    fn file(name: &str, bytes: &[u8]) -> File {
        File {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn an_archive_has_the_bytes_that_the_specification_says() {
        let archive = zip(&[file("a.txt", b"abc")]).unwrap();
        let header = b"PK\x03\x04\x14\x00\x00\x08\x00\x00\x00\x00\x21\x00\xc2\x41\x24\x35\x03\x00\x00\x00\x03\x00\x00\x00\x05\x00\x00\x00a.txtabc";
        assert!(archive.starts_with(header));
        assert_eq!(&archive[header.len()..header.len() + 4], CENTRAL_HEADER);
        let end = archive.len() - 22;
        assert_eq!(&archive[end..end + 4], END);
        assert_eq!(&archive[end + 8..end + 12], [1, 0, 1, 0]);
        let directory = u32::from_le_bytes(archive[end + 16..end + 20].try_into().unwrap());
        assert_eq!(usize::try_from(directory).unwrap(), header.len());
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
