//! The files within a data package of RevMan Web, a zero byte between them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::{Opened, file};
use trialpool_fuzz::{look_at, parts_of};

const ARCHIVE: &[u8] = include_bytes!("../../tests/reading/files/package-2.zip");

fuzz_target!(|bytes: &[u8]| {
    let Ok(Opened::Archive(archive)) = file(ARCHIVE.to_vec()) else {
        panic!("the archive is none");
    };
    let opened = archive.open(parts_of(&archive, bytes));
    if let Ok(Opened::Review(import)) = opened {
        look_at(&import.review);
    }
});
