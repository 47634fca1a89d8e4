//! The directory of an archive.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::archive::{MOST_ENTRIES, entries, is_archive};

fuzz_target!(|bytes: &[u8]| {
    let _ = is_archive(bytes);
    let Ok(entries) = entries(bytes) else { return };
    assert!(entries.len() <= MOST_ENTRIES);
    for entry in &entries {
        let packed = entry.packed_bytes(bytes);
        assert_eq!(packed.len(), entry.packed.len());
        let _ = entry.part(packed.to_vec());
    }
});
