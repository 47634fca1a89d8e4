//! Numbers: a cell that reads as one holds a finite number, and JSON keeps its bits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::{Decimal, entry};

fuzz_target!(|text: &str| {
    for decimal in [Decimal::Point, Decimal::Comma] {
        let Some(number) = entry::number(text, decimal).value() else {
            continue;
        };
        assert!(number.is_finite(), "{text:?} was read as {number}");
        let written = serde_json::to_string(&number).expect("a finite number is written");
        let read: f64 = serde_json::from_str(&written).expect("what was written is read");
        assert_eq!(read.to_bits(), number.to_bits(), "{text:?}");
    }
});
