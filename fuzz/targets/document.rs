//! A saved project: what opens is saved as it opened.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::project::{History, restore, save};
use trialpool_fuzz::look_at;

fuzz_target!(|text: &str| {
    let Ok(restored) = restore(text) else { return };
    look_at(&restored.project.review);
    let again = restore(&save(&restored.project)).expect("what is saved opens");
    assert!(again.mended.is_empty(), "{:?}", again.mended);
    assert_eq!(save(&again.project), save(&restored.project));
    let _ = History::new(restored.project);
});
