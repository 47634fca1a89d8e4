//! What somebody types into a cell of the grid.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::{Decimal, entry};

fuzz_target!(|text: &str| {
    for decimal in [Decimal::Point, Decimal::Comma] {
        let count = entry::count(text, decimal);
        assert_eq!(count.typed, text.trim());
        // What was understood is understood again.
        if let Some(value) = count.value() {
            assert_eq!(
                entry::count(&value.to_string(), decimal).value(),
                Some(value)
            );
        }
        assert_eq!(entry::number(text, decimal).typed, text.trim());
        let _ = entry::events(text, decimal);
        let estimate = entry::estimate(text, decimal);
        assert!(estimate.estimate.value().is_none_or(f64::is_finite));
    }
    let _ = entry::year(text);
});
