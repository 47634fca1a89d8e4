//! A folder as an archive, the same bytes from the same files wherever and whenever it is made.

use std::fs;
use std::io::{self, Cursor, Write};
use std::path::Path;

use flate2::{Compression, write::GzEncoder};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::problem::Problem;
use crate::size;

/// Everybody may read a file of an archive, its owner may write it.
const MODE: u32 = 0o644;
/// The first second of 1980, in seconds since 1970: the earliest time that a zip can hold, for both archives.
const TIME: u64 = 315_532_800;

/// A file in an archive: its path from the archive's root, with `/` between folders, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The files of a folder and of those in it, under a folder of this name, in order.
pub(super) fn entries(folder: &Path, name: &str) -> Result<Vec<Entry>, Problem> {
    let files = size::files(folder).map_err(|error| Problem::file("read", folder, &error))?;
    files
        .into_iter()
        .map(|file| {
            let path = folder.join(&file);
            let bytes = fs::read(&path).map_err(|error| Problem::file("read", &path, &error))?;
            Ok(Entry {
                name: format!("{name}/{file}"),
                bytes,
            })
        })
        .collect()
}

/// A zip of the files.
pub(super) fn zip(entries: &[Entry]) -> io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(MODE);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        archive.start_file(&entry.name, options)?;
        archive.write_all(&entry.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// A tar of the files, compressed by gzip.
pub(super) fn tar_gz(entries: &[Entry]) -> io::Result<Vec<u8>> {
    // flate2 writes neither name nor time into the head of the stream.
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for entry in entries {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::Regular);
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(MODE);
        header.set_mtime(TIME);
        header.set_uid(0);
        header.set_gid(0);
        archive.append_data(&mut header, &entry.name, &entry.bytes[..])?;
    }
    archive.into_inner()?.finish()
}

/// The files of a zip, in its order.
#[cfg(test)]
pub(super) fn read_zip(bytes: &[u8]) -> Vec<Entry> {
    use std::io::Read;

    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut entries = Vec::new();
    for position in 0..archive.len() {
        let mut file = archive.by_index(position).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        entries.push(Entry { name, bytes });
    }
    entries
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;
    use crate::place::Scratch;

    /// A folder with what a page has: text, bytes, an empty file, a folder in it, and a name longer than tar's old field.
    fn folder() -> Scratch {
        let scratch = Scratch::new("archive");
        let fonts = scratch.folder("dist/fonts");
        let dist = scratch.folder("dist");
        let long = format!("{}.txt", "long-".repeat(24));
        for (path, bytes) in [
            (dist.join("index.html"), &b"<!doctype html>"[..]),
            (dist.join("a_bg.wasm"), &[0, 97, 115, 109, 255]),
            (dist.join("empty"), &[]),
            (dist.join(long), b"long"),
            (fonts.join("a.woff2"), &[7; 5000]),
        ] {
            fs::write(path, bytes).unwrap();
        }
        scratch
    }

    fn read_tar_gz(bytes: &[u8]) -> Vec<Entry> {
        let mut archive = tar::Archive::new(GzDecoder::new(bytes));
        archive
            .entries()
            .unwrap()
            .map(|file| {
                let mut file = file.unwrap();
                let name = file.path().unwrap().to_string_lossy().into_owned();
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).unwrap();
                Entry { name, bytes }
            })
            .collect()
    }

    #[test]
    fn both_archives_read_back_as_the_folder_in_order() {
        let scratch = folder();
        let dist = scratch.folder("dist");
        let entries = entries(&dist, "page").unwrap();
        assert_eq!(entries.len(), 5);
        for entry in &entries {
            let file = entry.name.strip_prefix("page/").unwrap();
            assert_eq!(entry.bytes, fs::read(dist.join(file)).unwrap(), "{file}");
        }
        assert!(entries.is_sorted());
        assert_eq!(read_zip(&zip(&entries).unwrap()), entries);
        assert_eq!(read_tar_gz(&tar_gz(&entries).unwrap()), entries);
    }

    #[test]
    fn the_same_files_give_the_same_bytes_whenever_they_were_written() {
        let (earlier, later) = (folder(), folder());
        let of = |scratch: &Scratch| entries(&scratch.folder("dist"), "page").unwrap();
        let index = later.folder("dist").join("index.html");
        let file = fs::File::options().write(true).open(index).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH)
            .unwrap();
        assert_eq!(zip(&of(&earlier)).unwrap(), zip(&of(&later)).unwrap());
        assert_eq!(tar_gz(&of(&earlier)).unwrap(), tar_gz(&of(&later)).unwrap());
    }

    #[test]
    fn both_archives_carry_the_first_second_of_1980() {
        let entries = [Entry {
            name: "a".to_owned(),
            bytes: vec![1],
        }];
        let packed = zip(&entries).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        let time = zip.by_index(0).unwrap().last_modified().unwrap();
        assert_eq!(
            (
                time.year(),
                time.month(),
                time.day(),
                time.hour(),
                time.second()
            ),
            (1980, 1, 1, 0, 0)
        );
        // 3,652 days: ten years, of which 1972 and 1976 were leap years.
        assert_eq!(TIME, 3_652 * 86_400);
        let packed = tar_gz(&entries).unwrap();
        let mut tar = tar::Archive::new(GzDecoder::new(&packed[..]));
        let file = tar.entries().unwrap().next().unwrap().unwrap();
        assert_eq!(file.header().mtime().unwrap(), TIME);
    }
}
