//! An archive: its directory, and every file in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::archive::{Archive, LARGEST_RATIO, MOST_ENTRIES, is_archive};

fuzz_target!(|bytes: &[u8]| {
    let _ = is_archive(bytes);
    let Ok(mut archive) = Archive::new(bytes) else {
        return;
    };
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    assert!(names.len() <= MOST_ENTRIES);
    for wanted in names.iter().take(10) {
        if let Ok(Some(unpacked)) = archive.unpack(|name| name == wanted) {
            assert!(unpacked.len() as u64 <= LARGEST_RATIO * bytes.len() as u64);
        }
    }
});
