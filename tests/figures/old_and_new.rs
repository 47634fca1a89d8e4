//! Old and new results on one axis: other reviews beside ours, and whatever the names and the width.

use trialpool::analysis::AnsweredOutcome;
use trialpool::data::Review;
use trialpool::figure::old_and_new::{OldAndNewFigure, Options, layout, on_paper};
use trialpool::figure::paper::{Fit, Room};
use trialpool::figure::{Answered, Scene};
use trialpool::read::examples;
use trialpool::wording::Locale;
use trialpool::wording::old_and_new::{OldAndNew, of_earlier};

use super::{answered, assert_is_the_figure, layout_holds};

fn shown(review: &Review, locale: Locale) -> OldAndNew {
    let answers: Vec<Answered> = review
        .outcomes
        .iter()
        .map(|outcome| answered(review, outcome, None, None))
        .collect();
    let asked: Vec<AnsweredOutcome<'_>> = answers
        .iter()
        .map(|answer| AnsweredOutcome {
            outcome: &answer.outcome,
            prepared: &answer.prepared,
            response: &answer.response,
        })
        .collect();
    of_earlier(review, &asked, locale)
}

fn figure(review: &Review, options: &Options) -> OldAndNewFigure {
    OldAndNewFigure::of(&shown(review, options.locale), "MSC", options)
}

fn says(scene: &Scene, text: &str) -> bool {
    scene.texts().any(|found| found.content.contains(text))
}

#[test]
fn the_sample_stands_under_the_reviews_that_came_before() {
    let review = examples::all()[0].review();
    let options = Options {
        text_size: 8.5,
        ..Options::two_columns(Locale::DecimalPoint)
    };
    let scene = layout(&figure(&review, &options));
    layout_holds::holds(&scene).unwrap();
    assert!(says(&scene, "This review") && says(&scene, "Hollow diamonds"));
    assert_is_the_figure("old-and-new-sample", &scene);
}

#[test]
fn long_names_a_narrow_page_and_a_decimal_comma_keep_every_text_in_its_place() {
    let mut review = examples::all()[0].review();
    for outcome in &mut review.outcomes {
        let outcome = std::sync::Arc::make_mut(outcome);
        outcome.name = format!("{0} and {0} and <b>{0}</b>", outcome.name);
    }
    for earlier in &mut review.earlier {
        let earlier = std::sync::Arc::make_mut(earlier);
        earlier.name = format!("{0} with every author of {0}", earlier.name);
    }
    let options = Options {
        width: 260.0,
        ..Options::two_columns(Locale::DecimalComma)
    };
    layout_holds::holds(&layout(&figure(&review, &options))).unwrap();
}

#[test]
fn without_any_result_the_figure_says_so_and_many_go_on_several_pages() {
    let options = Options::two_columns(Locale::DecimalPoint);
    let empty = layout(&figure(&Review::default(), &options));
    layout_holds::holds(&empty).unwrap();
    assert!(says(&empty, "No outcome has an old and a new result."));
    let review = examples::all()[0].review();
    let (pages, fit) = on_paper(&figure(&review, &options), Room::pages(200.0));
    assert_eq!(fit, Fit::Parted);
    assert!(pages.len() > 1);
    for page in pages {
        layout_holds::holds(&page).unwrap();
    }
}
