//! A file of delimited text, with choices that the first byte makes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::read::{Choices, Decimal, Delimiter, table, text};
use trialpool_fuzz::look_at;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let delimiters = [
        Delimiter::Tab,
        Delimiter::Comma,
        Delimiter::Semicolon,
        Delimiter::Pipe,
    ];
    let choices = Choices {
        delimiter: delimiters.get(usize::from(choice & 7)).copied(),
        decimal: match choice >> 3 & 3 {
            1 => Some(Decimal::Comma),
            2 => Some(Decimal::Point),
            _ => None,
        },
        head_rows: (choice >> 5 < 4).then_some(usize::from(choice >> 5)),
        ..Choices::default()
    };
    let (text, _) = text(bytes);
    let reading = table(&text, &choices);
    look_at(&reading.review);
    if let [first, .., last] = reading.columns.as_slice()
        && choice & 7 == 7
    {
        let meaning = first.meaning.clone();
        let _ = table(&text, &choices.with_meaning(&reading, last.index, meaning));
    }
});
