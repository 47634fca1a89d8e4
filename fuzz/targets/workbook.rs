//! The files within a workbook, a zero byte between them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::{Opened, Sheet, file, table};
use trialpool_fuzz::{look_at, parts_of};

const ARCHIVE: &[u8] = include_bytes!("../../tests/reading/files/workbook-stored.xlsx");

fuzz_target!(|bytes: &[u8]| {
    let Ok(Opened::Archive(archive)) = file(ARCHIVE.to_vec()) else {
        panic!("the archive is none");
    };
    let opened = archive.open(parts_of(&archive, bytes));
    if let Ok(Opened::Workbook(sheets)) = opened {
        for sheet in sheets.iter().take(2) {
            look_at(&table(&sheet.text(), &Sheet::choices()).review);
        }
    }
});
