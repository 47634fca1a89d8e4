//! Any file: recognised, unpacked as far as it is an archive, and read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::{Opened, Sheet, file, table};
use trialpool_fuzz::{look_at, unpacked};

fuzz_target!(|bytes: &[u8]| {
    let mut opened = file(bytes.to_vec());
    while let Ok(Opened::Archive(archive)) = &opened {
        let parts = archive
            .wanted
            .iter()
            .filter_map(|entry| unpacked(entry, &archive.bytes));
        opened = archive.open(parts.collect());
    }
    match opened {
        Ok(Opened::Review(import)) => look_at(&import.review),
        Ok(Opened::Workbook(sheets)) => {
            for sheet in sheets.iter().take(2) {
                look_at(&table(&sheet.text(), &Sheet::choices()).review);
            }
        }
        Ok(Opened::Text(..) | Opened::Json(_) | Opened::Archive(_)) | Err(_) => {}
    }
});
