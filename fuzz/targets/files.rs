//! Any file: recognised, unpacked as far as it is an archive, and read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::file;
use trialpool_fuzz::look_into;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(opened) = file(bytes) {
        look_into(&opened);
    }
});
