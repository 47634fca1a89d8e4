//! What was decided about a table, as a project keeps it, before the table that it is taken for: the first line and the rest.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::{remembered, table};
use trialpool_fuzz::look_at;

fuzz_target!(|text: &str| {
    let (decided, text) = text.split_once('\n').unwrap_or((text, ""));
    let Some(choices) = remembered::choices(decided) else {
        return;
    };
    if let Some(written) = remembered::written(&choices) {
        assert_eq!(remembered::choices(&written).as_ref(), Some(&choices));
    }
    let reading = table(text, &choices);
    let _ = remembered::heads(&reading);
    look_at(&reading.review);
});
