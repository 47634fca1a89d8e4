//! XML, event by event to its end.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::xml::{DEEPEST, Event, Reader, text};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = text(bytes) else { return };
    let mut reader = Reader::new(&text);
    let mut events = 0;
    while let Ok(Some(event)) = reader.read() {
        if let Event::Start(element) = event {
            let _ = element.attribute("a");
        }
        let _ = (reader.enclosing(0), reader.enclosing(7));
        assert!(reader.depth() <= DEEPEST);
        events += 1;
        // An element takes four signs at least, and has a beginning and an end.
        assert!(events <= text.len(), "the reader does not get on");
    }
});
