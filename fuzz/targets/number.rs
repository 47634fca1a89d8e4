//! Numbers: decimal digits to the nearest binary number, as the standard library has it, and JSON as serde reads it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::json;
use trialpool::math::decimal;

fuzz_target!(|text: &str| {
    let ours = decimal::nearest(text);
    let theirs = text.parse::<f64>().ok();
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => assert_eq!(ours.to_bits(), theirs.to_bits(), "{text:?}"),
        // The standard library reads names too, and nothing here does.
        (None, Some(_)) => {
            let name = text.trim_start_matches(['+', '-']).to_ascii_lowercase();
            assert!(
                ["inf", "infinity", "nan"].contains(&name.as_str()),
                "{text:?}"
            );
        }
        (Some(ours), None) => panic!("{text:?} was read as {ours}"),
        (None, None) => {}
    }
    let ours = json::read::<f64>(text).ok();
    let theirs = serde_json::from_str::<f64>(text).ok();
    assert_eq!(ours.map(f64::to_bits), theirs.map(f64::to_bits), "{text:?}");
    if let Some(number) = ours {
        assert_eq!(json::read::<f64>(&json::write(&number)), Ok(number));
    }
});
