//! A review within a link: any letters, and any bytes as what the letters stand for.
#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use libfuzzer_sys::fuzz_target;
use trialpool::project::share::{PREFIX, link, open_link};

fn open(fragment: &str) {
    if let Ok(restored) = open_link(fragment)
        && let Ok(link) = link(&restored.project)
    {
        let again = open_link(&link.fragment).expect("a link that was just made");
        assert!(again.mended.is_empty());
    }
}

fuzz_target!(|bytes: &[u8]| {
    open(&format!("#{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes)));
    if let Ok(text) = std::str::from_utf8(bytes) {
        open(text);
        open(&format!("{PREFIX}{text}"));
    }
});
