//! A text as the browser keeps it: with a version and a checksum, so that a fault of the disk is noticed.
//!
//! A record is the line `trialpool 1 CHECKSUM` (CRC-32, eight hexadecimal digits) with the text below it. A text without
//! such a line was kept before there were records, and is what it is.

use flate2::Crc;

const BEGINNING: &str = "trialpool 1 ";

/// A kept text is not the one that was written, or a later version of the program wrote it in another form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// A text with its checksum.
#[must_use]
pub fn sealed(text: &str) -> String {
    format!("{BEGINNING}{:08x}\n{text}", checksum(text))
}

/// The text of a record.
///
/// # Errors
/// Where the text is not what the checksum says.
pub fn unsealed(record: &str) -> Result<&str, Damaged> {
    if !record.starts_with("trialpool ") {
        return Ok(record);
    }
    let rest = record.strip_prefix(BEGINNING).ok_or(Damaged)?;
    let (digits, text) = rest.split_once('\n').ok_or(Damaged)?;
    let written = u32::from_str_radix(digits, 16).map_err(|_| Damaged)?;
    if written == checksum(text) {
        Ok(text)
    } else {
        Err(Damaged)
    }
}

fn checksum(text: &str) -> u32 {
    let mut crc = Crc::new();
    crc.update(text.as_bytes());
    crc.sum()
}
