//! The files within a workbook of LibreOffice, a zero byte between them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::file;
use trialpool_fuzz::{archive_of, look_into};

const NAMES: [&str; 2] = ["content.xml", "META-INF/manifest.xml"];

fuzz_target!(|bytes: &[u8]| {
    if let Ok(opened) = file(&archive_of(&NAMES, bytes)) {
        look_into(&opened);
    }
});
