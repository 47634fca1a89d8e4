//! Takes files out of zip archives, within bounds, by the crate `zip`.
//!
//! [`Archive::new`] looks through the whole directory before anything is unpacked and refuses an archive that is too
//! large, locked, or would unpack to more than such bytes can become. [`Archive::unpack`] then unpacks one file: never
//! more than the directory has announced, and only if its length and checksum are those of the directory.

use std::io::{Cursor, Read as _};

use serde::{Deserialize, Serialize};
use zip::CompressionMethod;
use zip::read::{ZipArchive, ZipFileEntry};

use super::bytes;

/// The most entries of an archive.
pub const MOST_ENTRIES: usize = 5_000;
/// The longest name of an entry, in bytes.
pub const LONGEST_NAME: usize = 1_000;
/// The most bytes that the entries of an archive may have when unpacked, all together.
pub const MOST_UNPACKED: u64 = 400_000_000;
/// The most bytes that one byte may become when unpacked: DEFLATE itself ends at 1032.
pub const LARGEST_RATIO: u64 = 1_100;

/// Why an archive is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// It ends early, or its directory points beyond it.
    Damaged,
    /// Its entries are encrypted.
    Encrypted,
    /// It is of the form for more than 4 GB.
    TooLarge,
    /// It has more entries than [`MOST_ENTRIES`].
    TooManyEntries,
    /// An entry is packed by another method than DEFLATE.
    UnknownMethod,
    /// Unpacked it would be larger than [`MOST_UNPACKED`], or larger than such bytes can become.
    Swollen,
}

/// An archive whose directory has been read and is within the bounds.
pub struct Archive<'file> {
    zip: ZipArchive<Cursor<&'file [u8]>>,
    /// The names of the files, each with its place in the directory.
    entries: Vec<(String, usize)>,
}

/// The first bytes of an archive with entries, and those of one without.
const SIGNATURES: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// Whether bytes begin as an archive does.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    SIGNATURES
        .iter()
        .any(|signature| bytes.starts_with(signature))
}

impl<'file> Archive<'file> {
    /// Reads the directory of an archive and holds every entry to the bounds. Nothing is unpacked.
    ///
    /// # Errors
    /// If the archive is damaged, encrypted, packed in another way than by DEFLATE, or beyond a bound.
    pub fn new(bytes: &'file [u8]) -> Result<Self, Fault> {
        if is_zip64(bytes) {
            return Err(Fault::TooLarge);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Damaged)?;
        if zip.len() > MOST_ENTRIES {
            return Err(Fault::TooManyEntries);
        }
        let mut entries = Vec::new();
        let mut unpacked = 0_u64;
        for index in 0..zip.len() {
            let entry = zip.by_index_data(index).map_err(|_| Fault::Damaged)?;
            if entry.is_dir() {
                continue;
            }
            check(&entry)?;
            unpacked = unpacked.saturating_add(entry.size());
            if unpacked > MOST_UNPACKED {
                return Err(Fault::Swollen);
            }
            let name = bytes::text(entry.name_raw()).0.replace('\\', "/");
            entries.push((name, index));
        }
        Ok(Self { zip, entries })
    }

    /// The names of the files with their folders, divided by `/`, in the order of the directory; folders are not among
    /// them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.as_str())
    }

    /// Unpacks the first file whose name fits; `None` where there is none.
    ///
    /// # Errors
    /// If the file is damaged: its packed bytes are not all there, or become others than the directory has announced.
    pub fn unpack(&mut self, fits: impl Fn(&str) -> bool) -> Result<Option<Vec<u8>>, Fault> {
        let entry = self.entries.iter().find(|(name, _)| fits(name));
        let Some((_, index)) = entry else {
            return Ok(None);
        };
        let file = self.zip.by_index(*index).map_err(|_| Fault::Damaged)?;
        let length = file.size();
        let mut bytes = Vec::new();
        // One byte more than announced is enough to see that there are more. At the end `zip` checks the checksum.
        file.take(length + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| Fault::Damaged)?;
        if bytes.len() as u64 == length {
            Ok(Some(bytes))
        } else {
            Err(Fault::Damaged)
        }
    }
}

/// Whether the archive ends as those of more than 4 GB do: with a pointer to a larger directory before the end of the
/// directory. Such a directory may have any number of entries, so that it is refused before it is read.
fn is_zip64(bytes: &[u8]) -> bool {
    const POINTER: &[u8] = b"PK\x06\x07";
    const POINTER_LENGTH: usize = 20;
    const END: &[u8] = b"PK\x05\x06";
    const END_LENGTH: usize = 22;
    let longest = usize::from(u16::MAX) + END_LENGTH + POINTER_LENGTH + POINTER.len();
    let tail = bytes.get(bytes.len().saturating_sub(longest)..);
    tail.unwrap_or_default()
        .windows(POINTER_LENGTH + END.len())
        .any(|window| window.starts_with(POINTER) && window.ends_with(END))
}

/// Errs if an entry is locked, of an unknown form, or beyond a bound.
fn check(entry: &ZipFileEntry<'_>) -> Result<(), Fault> {
    const LARGEST: u64 = u32::MAX as u64;
    let method = entry.compression();
    if entry.encrypted() || method == CompressionMethod::AES {
        return Err(Fault::Encrypted);
    }
    if method != CompressionMethod::Stored && method != CompressionMethod::Deflated {
        return Err(Fault::UnknownMethod);
    }
    let (packed, length) = (entry.compressed_size(), entry.size());
    if packed >= LARGEST || length >= LARGEST {
        return Err(Fault::TooLarge);
    }
    if entry.name_raw().len() > LONGEST_NAME {
        return Err(Fault::Damaged);
    }
    let is_swollen = length > LARGEST_RATIO * packed;
    if is_swollen || (method == CompressionMethod::Stored && length != packed) {
        return Err(Fault::Swollen);
    }
    Ok(())
}
