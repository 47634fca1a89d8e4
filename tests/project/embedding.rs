use proptest::prelude::*;
use trialpool::project::embedded::{EmbedError, Embedded, fragment, parse};
use trialpool::project::share::{LinkError, PREFIX};
use trialpool::project::{Project, embed_error_sentence, outcome_slugs};
use trialpool::read::examples;
use trialpool::wording::Locale;

use super::small_project;

/// What an address asks for.
fn asked(fragment: &str) -> Result<Embedded, EmbedError> {
    parse(fragment).expect("the address of a frame")
}

/// The address of the first outcome of a review in a frame.
fn of_first_outcome(project: &Project) -> String {
    let outcome = project.review.outcomes[0].id;
    fragment(project, outcome).unwrap().unwrap().fragment
}

#[test]
fn every_outcome_of_every_example_comes_out_of_the_address_of_its_frame() {
    for example in examples::all() {
        let project = Project::of(example.review());
        for (outcome, slug) in outcome_slugs(&project.review) {
            let written = fragment(&project, outcome).unwrap().unwrap().fragment;
            let asked = asked(&format!("#{written}")).unwrap();
            assert_eq!(asked.outcome, slug);
            let opened = asked.open().unwrap();
            assert_eq!(opened.outcome, outcome);
            assert_eq!(opened.restored.project, project);
        }
    }
}

#[test]
fn the_address_of_a_page_or_of_a_shared_review_is_not_that_of_a_frame() {
    let review = trialpool::project::share::link(&small_project()).unwrap();
    for other in ["", "#", "#data", "#o/embed=1", &review.fragment] {
        assert_eq!(parse(other), None, "{other}");
    }
}

#[test]
fn another_version_of_the_form_is_named_and_not_guessed_at() {
    let written = of_first_outcome(&small_project()).replacen("embed=1", "embed=2", 1);
    let error = asked(&written).unwrap_err();
    assert_eq!(error, EmbedError::Version("2".to_owned()));
    let said = embed_error_sentence(&error, Locale::DecimalPoint);
    assert!(
        said.contains("“2”") && said.contains("reads version 1"),
        "{said}"
    );
}

#[test]
fn names_that_this_version_does_not_know_are_passed_over() {
    let written = of_first_outcome(&small_project());
    let with_more = written.replacen("&outcome=", "&theme=dark&outcome=", 1);
    assert_eq!(asked(&with_more), asked(&written));
}

#[test]
fn an_outcome_that_the_review_does_not_have_is_said_by_its_name() {
    let written = of_first_outcome(&small_project());
    let Embedded { review, .. } = asked(&written).unwrap();
    let error = asked(&format!("embed=1&outcome=fever-2&{review}"))
        .unwrap()
        .open()
        .unwrap_err();
    assert_eq!(error, EmbedError::NoOutcome("fever-2".to_owned()));
    assert!(embed_error_sentence(&error, Locale::DecimalPoint).contains("no outcome “fever-2”"));
}

#[test]
fn an_address_that_lost_its_end_is_refused() {
    let written = of_first_outcome(&small_project());
    let cut = &written[..written.len() - 5];
    assert_eq!(
        asked(cut).unwrap().open().unwrap_err(),
        EmbedError::Review(LinkError::Damaged)
    );
    let without = &written[..written.find(PREFIX).unwrap()];
    assert_eq!(
        asked(without).unwrap_err(),
        EmbedError::Review(LinkError::NoReview)
    );
}

proptest! {
    /// Whatever stands in an address, it is refused with a reason or opened.
    #[test]
    fn any_address_is_read_to_its_end(rest in ".{0,60}", version in "[0-9]{0,3}") {
        if let Ok(asked) = asked(&format!("#embed={version}{rest}")) {
            let _ = asked.open();
        }
    }
}
