//! A saved project, and JSON at large as serde takes it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::json;
use trialpool::project::{History, restore, save};
use trialpool_fuzz::look_at;

fuzz_target!(|text: &str| {
    let ours = json::value(text);
    let theirs = serde_json::from_str::<serde_json::Value>(text);
    // Whether a number is too large is asked only of numbers that are wanted.
    let too_large =
        |error: &serde_json::Error| error.to_string().starts_with("number out of range");
    if !theirs.as_ref().is_err_and(too_large) {
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{ours:?} {theirs:?}");
    }
    let Ok(restored) = restore(text) else { return };
    look_at(&restored.project.review);
    let again = restore(&save(&restored.project)).expect("what is saved opens");
    assert!(again.mended.is_empty(), "{:?}", again.mended);
    assert_eq!(save(&again.project), save(&restored.project));
    let _ = History::new(restored.project);
});
