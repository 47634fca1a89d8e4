use trialpool::wording::Locale;
use trialpool::wording::interface::{offer, paste_preview, size};

use super::review;

#[test]
fn a_review_and_a_paste_say_how_much_they_hold() {
    let one = review("Fever", &[[1, 10, 2, 10]]);
    assert_eq!(size(&one, Locale::DecimalPoint), "1 trial · 1 outcome");
    let many = review("Fever", &vec![[1, 10, 2, 10]; 1_250]);
    assert_eq!(
        size(&many, Locale::DecimalPoint),
        "1,250 trials · 1 outcome"
    );
    for (findings, said) in [
        (0, "1 trial with 1 outcome. Nothing stands out."),
        (1, "1 trial with 1 outcome. One finding needs a look."),
        (2, "1 trial with 1 outcome. 2 findings need a look."),
    ] {
        assert_eq!(paste_preview(&one, findings, Locale::DecimalPoint), said);
    }
}

#[test]
fn another_proposal_is_an_offer() {
    assert_eq!(
        offer("Risk ratio, Mantel–Haenszel, no correction"),
        "For these data Trialpool would now propose: Risk ratio, Mantel–Haenszel, no correction. Nothing changes unless you take it."
    );
}
