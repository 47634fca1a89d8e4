//! What is said of figures that become files.

use trialpool::project::{Project, carried_sentence};
use trialpool::read::examples;
use trialpool::wording::{Locale, downloads};

use super::vocabulary::fault;

const POINT: Locale = Locale::DecimalPoint;

#[test]
fn sizes_are_said_on_paper_and_in_pixels() {
    assert_eq!(
        downloads::size_on_paper([174.0, 95.6], POINT),
        "174 × 96 mm"
    );
    assert_eq!(
        downloads::size_in_pixels([2056, 1140], Locale::DecimalComma),
        "2\u{202f}056 × 1\u{202f}140 pixels"
    );
}

#[test]
fn what_is_wrong_with_a_size_says_what_would_be_right() {
    let small = downloads::text_too_small("the safety profile", 4.26, 6.0, POINT);
    assert!(small.contains("4.3 pt") && small.contains("at least 6 pt"));
    let large = downloads::bitmap_too_large("Death", [8_217, 133_334], 294, POINT);
    assert!(large.contains("8,217 × 133,334 pixels") && large.contains("294 dpi"));
    let boxes = downloads::boxes(&['漢', '🙂']);
    assert!(boxes.contains("lacks 漢 🙂: "));
    let many: Vec<char> = ('α'..='ω').collect();
    assert!(downloads::boxes(&many).contains("μ and others"));
    for sentence in [small, large, boxes] {
        assert_eq!(fault(&sentence), None);
    }
}

#[test]
fn what_a_file_carries_is_counted() {
    let mut project = Project::of(examples::review("bcg-vaccine").unwrap());
    let said = carried_sentence(&project, POINT);
    assert!(
        said.contains("“BCG vaccine against tuberculosis”: 1 outcome, 13 trials"),
        "{said}"
    );
    assert!(said.contains("no notes"));
    assert_eq!(fault(&said), None);
    let mut outcome = (*project.review.outcomes[0]).clone();
    outcome.note = String::from("Diagnosed in a hospital");
    project.review.outcomes[0] = outcome.into();
    project.review.title = String::new();
    let said = carried_sentence(&project, POINT);
    assert!(said.starts_with("Inside is the whole review: 1 outcome"));
    assert!(said.contains("1 note."), "{said}");
}
