//! The files within a workbook of Excel, a zero byte between them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::file;
use trialpool_fuzz::{archive_of, look_into};

const NAMES: [&str; 7] = [
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet3.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
];

fuzz_target!(|bytes: &[u8]| {
    if let Ok(opened) = file(&archive_of(&NAMES, bytes)) {
        look_into(&opened);
    }
});
