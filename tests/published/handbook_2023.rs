//! Higgins JPT, Eldridge S, Li T. Chapter 23: Including variants on randomized trials. In: Higgins JPT, Thomas J, Chandler J,
//! et al, editors. Cochrane Handbook for Systematic Reviews of Interventions, version 6.4, 2023: the worked example of
//! section 23.1, a trial that randomized school classes; 63 of 295 children against 84 of 330, 29.8 children a class, an
//! intracluster correlation of 0.02. Printed: design effect 1.576, effective sample sizes 187.2 and 209.4 with 40.0 and
//! 53.3 events, which enter as 40/187 and 53/209.

use std::sync::Arc;

use trialpool::analysis::{TrialData, TwoByTwo, applied_design_effect, prepare};
use trialpool::data::{Clusters, Design, Entry, Review, Settings};
use trialpool::effect::inflated;
use trialpool::read::{Choices, table};

fn classes() -> Review {
    let text = "study\tevent.e\tn.e\tevent.c\tn.c\nClasses 1999\t63\t295\t84\t330\n";
    let mut review = table(text, &Choices::default()).review;
    let clusters = Clusters {
        size: Entry::reported(29.8),
        correlation: Entry::reported(0.02),
        ..Clusters::unknown()
    };
    Arc::make_mut(&mut review.trials[0]).design = Some(Design::Cluster(clusters));
    review
}

#[test]
fn the_design_effect_is_the_printed_one() {
    let review = classes();
    let applied = applied_design_effect(&review.trials[0], &review.outcomes[0]);
    assert!((applied.unwrap() - 1.576).abs() < 1e-12);
}

#[test]
fn the_trial_enters_with_the_printed_effective_sample_sizes() {
    let review = classes();
    let outcome = review.outcomes[0].id;
    let prepared = prepare(&review, &Settings::default(), outcome).unwrap();
    let entering = TwoByTwo {
        experimental_events: 40,
        experimental_total: 187,
        control_events: 53,
        control_total: 209,
    };
    assert_eq!(prepared.request.trials[0].data, TrialData::Counts(entering));
}

/// Section 23.1.5: the standard error of an analysis that ignored the clusters times the root of the design effect.
#[test]
fn an_estimate_that_ignored_the_clusters_gets_a_larger_standard_error() {
    assert!((inflated(0.2, 1.576) - 0.251_077_677_223_603_47).abs() < 1e-15);
}
