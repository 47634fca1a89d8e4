//! The files within a data package of RevMan Web, a zero byte between them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::file;
use trialpool_fuzz::{archive_of, look_into};

const NAMES: [&str; 4] = [
    "1-data-rows.csv",
    "1-overall-estimates-and-settings.csv",
    "1-subgroup-estimates.csv",
    "1-risk-of-bias.csv",
];

fuzz_target!(|bytes: &[u8]| {
    if let Ok(opened) = file(&archive_of(&NAMES, bytes)) {
        look_into(&opened);
    }
});
