//! Zip files → what is in them, still compressed.
//!
//! The central directory at the end of the file is read and believed, as every program does, after it was checked
//! against the bounds of the file; the heads before each entry only say how far on its bytes begin. Nothing is unpacked
//! here: whoever has a program for DEFLATE at hand (a browser has) unpacks the entries that are wanted and hands back
//! [`Part`]s. Format: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::bytes;
use crate::data::checksum;

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

/// How the bytes of an entry are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Packing {
    /// They are as they are.
    Stored,
    /// By DEFLATE, without the head and tail that zlib puts around it.
    Deflated,
}

/// A file within an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name with its folders, divided by `/`.
    pub name: String,
    /// How its bytes are packed.
    pub packing: Packing,
    /// Where its packed bytes stand in the archive.
    pub packed: Range<usize>,
    /// How many bytes it has when unpacked.
    pub length: usize,
    /// The CRC-32 of its bytes when unpacked.
    pub checksum: u32,
}

/// A file that has been taken out of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name with its folders, divided by `/`.
    pub name: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
}

/// The first bytes of an archive with entries, and those of one without.
const SIGNATURES: [[u8; 4]; 2] = [*b"PK\x03\x04", *b"PK\x05\x06"];
const ENTRY: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
const END_LENGTH: usize = 22;
const DIRECTORY_ENTRY_LENGTH: usize = 46;
const LOCAL_HEAD_LENGTH: usize = 30;

/// Whether bytes begin as an archive does.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    SIGNATURES
        .iter()
        .any(|signature| bytes.starts_with(signature))
}

/// The files of an archive in the order of its directory; folders are not among them.
///
/// # Errors
/// If it is damaged, encrypted, packed in another way than by DEFLATE, or beyond a bound.
pub fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Fault> {
    let end = end_of_directory(bytes).ok_or(Fault::Damaged)?;
    let (count, directory_at) = (end.short(10)?, end.long(16)?);
    // All ones say that the true number stands in the form for large archives.
    if count == u16::MAX || directory_at == u32::MAX {
        return Err(Fault::TooLarge);
    }
    let count = usize::from(count);
    if count > MOST_ENTRIES {
        return Err(Fault::TooManyEntries);
    }
    let mut at = position(directory_at)?;
    let mut unpacked = 0_u64;
    let mut found = Vec::new();
    for _ in 0..count {
        let head = Fields::at(bytes, at, DIRECTORY_ENTRY_LENGTH)?;
        if !head.0.starts_with(&ENTRY) {
            return Err(Fault::Damaged);
        }
        let name_length = usize::from(head.short(28)?);
        let name_at = at + DIRECTORY_ENTRY_LENGTH;
        at = name_at + name_length + usize::from(head.short(30)?) + usize::from(head.short(32)?);
        let name = slice(bytes, name_at, name_length)?;
        if name.ends_with(b"/") {
            continue;
        }
        let entry = entry(bytes, &head, name)?;
        unpacked += entry.length as u64;
        if unpacked > MOST_UNPACKED {
            return Err(Fault::Swollen);
        }
        found.push(entry);
    }
    Ok(found)
}

fn entry(bytes: &[u8], head: &Fields<'_>, name: &[u8]) -> Result<Entry, Fault> {
    let is_encrypted = head.short(8)? & 1 == 1;
    let packing = match (is_encrypted, head.short(10)?) {
        (true, _) | (_, 99) => return Err(Fault::Encrypted),
        (_, 0) => Packing::Stored,
        (_, 8) => Packing::Deflated,
        _ => return Err(Fault::UnknownMethod),
    };
    let (packed_length, length, head_at) = (head.long(20)?, head.long(24)?, head.long(42)?);
    if [packed_length, length, head_at].contains(&u32::MAX) {
        return Err(Fault::TooLarge);
    }
    if name.len() > LONGEST_NAME {
        return Err(Fault::Damaged);
    }
    let swollen = u64::from(length) > LARGEST_RATIO * u64::from(packed_length);
    if swollen || (packing == Packing::Stored && length != packed_length) {
        return Err(Fault::Swollen);
    }
    let head_at = position(head_at)?;
    let local = Fields::at(bytes, head_at, LOCAL_HEAD_LENGTH)?;
    if !local.0.starts_with(&SIGNATURES[0]) {
        return Err(Fault::Damaged);
    }
    let names = usize::from(local.short(26)?) + usize::from(local.short(28)?);
    let start = head_at + LOCAL_HEAD_LENGTH + names;
    let packed_length = position(packed_length)?;
    slice(bytes, start, packed_length)?;
    Ok(Entry {
        name: bytes::text(name).0.replace("\\", "/"),
        packing,
        packed: start..start + packed_length,
        length: position(length)?,
        checksum: head.long(16)?,
    })
}

/// The record at the end of the directory: the last that reaches to the end of the file with the comment it announces.
fn end_of_directory(bytes: &[u8]) -> Option<Fields<'_>> {
    let latest = bytes.len().checked_sub(END_LENGTH)?;
    let earliest = latest.saturating_sub(usize::from(u16::MAX));
    (earliest..=latest).rev().find_map(|at| {
        let record = Fields::at(bytes, at, END_LENGTH).ok()?;
        let comment = usize::from(record.short(20).ok()?);
        (record.0.starts_with(&END) && at + END_LENGTH + comment <= bytes.len()).then_some(record)
    })
}

/// A record of numbers, the low byte first.
struct Fields<'file>(&'file [u8]);

impl<'file> Fields<'file> {
    fn at(bytes: &'file [u8], at: usize, length: usize) -> Result<Self, Fault> {
        slice(bytes, at, length).map(Self)
    }

    fn short(&self, at: usize) -> Result<u16, Fault> {
        match slice(self.0, at, 2)? {
            [low, high] => Ok(u16::from_le_bytes([*low, *high])),
            _ => Err(Fault::Damaged),
        }
    }

    fn long(&self, at: usize) -> Result<u32, Fault> {
        Ok(u32::from(self.short(at)?) | u32::from(self.short(at + 2)?) << 16)
    }
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], Fault> {
    let end = at.checked_add(length).ok_or(Fault::Damaged)?;
    bytes.get(at..end).ok_or(Fault::Damaged)
}

fn position(number: u32) -> Result<usize, Fault> {
    usize::try_from(number).map_err(|_| Fault::TooLarge)
}

impl Entry {
    /// The packed bytes of the entry.
    #[must_use]
    pub fn packed_bytes<'archive>(&self, archive: &'archive [u8]) -> &'archive [u8] {
        archive.get(self.packed.clone()).unwrap_or_default()
    }

    /// The entry as a part, if these bytes are what it was packed from: of the length and with the checksum that the
    /// directory names.
    ///
    /// # Errors
    /// If they are not.
    pub fn part(&self, unpacked: Vec<u8>) -> Result<Part, Fault> {
        if unpacked.len() != self.length || checksum(&[&unpacked]) != self.checksum {
            return Err(Fault::Damaged);
        }
        Ok(Part {
            name: self.name.clone(),
            bytes: unpacked,
        })
    }
}
