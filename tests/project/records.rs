//! What the browser keeps is noticed when it is no longer what was written.

use proptest::prelude::*;
use trialpool::project::{Damaged, Project, restore, save, sealed, unsealed};

#[test]
fn a_document_that_was_kept_comes_back_and_one_from_before_checksums_too() {
    let document = save(&Project::default());
    assert_eq!(unsealed(&sealed(&document)), Ok(document.as_str()));
    assert_eq!(unsealed(&document), Ok(document.as_str()));
    assert!(restore(&document).is_ok());
}

#[test]
fn the_checksum_is_that_of_other_programs() {
    // CRC-32 of "123456789" is CBF43926 (ITU-T V.42; the check value of every catalogue of checksums).
    assert_eq!(sealed("123456789"), "trialpool 1 cbf43926\n123456789");
}

#[test]
fn a_record_of_a_later_version_is_not_taken_for_a_document() {
    assert_eq!(unsealed("trialpool 2 0000\n{}"), Err(Damaged));
    assert_eq!(unsealed("trialpool 1 nothing\n{}"), Err(Damaged));
    assert_eq!(unsealed("trialpool 1 "), Err(Damaged));
}

proptest! {
    #[test]
    fn a_letter_that_changed_or_was_lost_is_noticed(text in "[ -~é\n]{1,200}", at in 0_usize..200, new in "[a-z]") {
        let letters: Vec<char> = text.chars().collect();
        let at = at % letters.len();
        let record = sealed(&text);
        let head = record.len() - text.len();
        let (before, after): (String, String) = (letters[..at].iter().collect(), letters[at + 1..].iter().collect());
        let lost = format!("{}{before}{after}", &record[..head]);
        prop_assert_eq!(unsealed(&lost), Err(Damaged));
        if !new.starts_with(letters[at]) {
            let changed = format!("{}{before}{new}{after}", &record[..head]);
            prop_assert_eq!(unsealed(&changed), Err(Damaged));
        }
    }
}
