//! The figure of the findings: every outcome beside its margin of concern, and a published result beneath its own.

use trialpool::data::{EarlierReview, Review};
use trialpool::figure::findings::{FindingsFigure, Inputs, Options, on_paper, scene};
use trialpool::figure::paper::{Fit, Room};
use trialpool::figure::{RegionKind, Scene};
use trialpool::read::examples;
use trialpool::wording::Locale;

use super::{assert_is_the_figure, found, layout_holds, review};

fn inputs(review: &Review, other: Option<&EarlierReview>, options: &Options) -> Inputs {
    let found = found(review, None, options.locale);
    Inputs::new(review, found, other, options)
}

fn sample() -> Review {
    examples::all()[0].review()
}

#[test]
fn the_sample_stands_beside_an_earlier_review() {
    let review = sample();
    let earlier = review.earlier[0].clone();
    let options = Options::landscape(Locale::DecimalPoint);
    let scene = scene(&inputs(&review, Some(&earlier), &options));
    layout_holds::holds(&scene).unwrap();
    let outcomes = scene
        .regions
        .iter()
        .filter(|region| matches!(region.kind, RegionKind::Outcome(_)));
    assert_eq!(outcomes.count(), review.outcomes.len());
    assert_is_the_figure("findings-sample", &scene);
}

#[test]
fn long_names_and_a_decimal_comma_keep_every_text_on_the_page() {
    let mut review = sample();
    for outcome in &mut review.outcomes {
        let outcome = std::sync::Arc::make_mut(outcome);
        outcome.name = format!("{0} and {0} and <b>{0}</b>", outcome.name);
        outcome.more_is_worse = false;
    }
    let options = Options {
        width: 300.0,
        ..Options::landscape(Locale::DecimalComma)
    };
    let scene = scene(&inputs(&review, None, &options));
    layout_holds::holds(&scene).unwrap();
}

#[test]
fn without_any_outcome_or_event_the_figure_says_so() {
    let options = Options::landscape(Locale::DecimalPoint);
    let says = |scene: &Scene, text: &str| scene.texts().any(|found| found.content.contains(text));
    let empty = scene(&inputs(&Review::default(), None, &options));
    layout_holds::holds(&empty).unwrap();
    assert!(says(&empty, "The review has no outcome yet."));
    let rows = [("Adams".to_owned(), [0, 30, 0, 31])];
    let none = scene(&inputs(
        &review(["Fever", "MSC", "Control"], &rows),
        None,
        &options,
    ));
    layout_holds::holds(&none).unwrap();
    assert!(says(&none, "Too few to tell"));
}

#[test]
fn many_outcomes_go_on_pages_that_repeat_the_heads() {
    let review = sample();
    let options = Options::landscape(Locale::DecimalPoint);
    let figure = FindingsFigure::of(&inputs(&review, None, &options));
    let (pages, fit) = on_paper(&figure, Room::pages(300.0));
    assert_eq!(fit, Fit::Parted);
    for page in &pages {
        layout_holds::holds(page).unwrap();
        let heads = page.texts().filter(|text| text.content == "Verdict");
        assert_eq!(heads.count(), 1);
    }
}
