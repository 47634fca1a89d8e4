//! A review within a link: any letters, and any bytes as what the letters stand for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::project::share::{PREFIX, link, open_link};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64url without padding (RFC 4648, section 5).
fn letters_of(bytes: &[u8]) -> String {
    let mut letters = String::new();
    let (mut bits, mut held) = (0_u32, 0);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= 6 {
            held -= 6;
            letters.push(char::from(ALPHABET[(bits >> held & 63) as usize]));
        }
    }
    if held > 0 {
        letters.push(char::from(ALPHABET[(bits << (6 - held) & 63) as usize]));
    }
    letters
}

fn open(fragment: &str) {
    if let Ok(restored) = open_link(fragment)
        && let Ok(link) = link(&restored.project)
    {
        let again = open_link(&link.fragment).expect("a link that was just made");
        assert!(again.mended.is_empty());
    }
}

fuzz_target!(|bytes: &[u8]| {
    open(&format!("#{PREFIX}{}", letters_of(bytes)));
    if let Ok(text) = std::str::from_utf8(bytes) {
        open(text);
        open(&format!("{PREFIX}{text}"));
    }
});
