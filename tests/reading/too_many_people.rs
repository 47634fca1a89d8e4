//! More people than were randomized: found wherever the number came from, and kept on the way out and in again.

use std::fs;
use std::sync::Arc;

use trialpool::data::{
    Clusters, Design, Entry, Periods, Problem, ProblemKind, Review, Role, problems_of,
};
use trialpool::read::registry::{self, OutcomeMapping, Subject};
use trialpool::read::write::{long, wide};
use trialpool::read::{Choices, Decimal, Delimiter, table};

use super::folder;

type Write = fn(&Review, Delimiter, Decimal) -> String;

fn too_many(review: &Review) -> Vec<ProblemKind> {
    let kinds = problems_of(review).into_iter();
    let kinds = kinds.map(|Problem { kind, .. }| kind);
    kinds
        .filter(|kind| matches!(kind, ProblemKind::TooManyPeople { .. }))
        .collect()
}

#[test]
fn what_was_found_is_found_again_in_what_was_written() {
    let both: &[Write] = &[long, wide];
    for (name, forms) in [
        ("doubtful_totals_above_randomized", both),
        ("doubtful_arm_above_randomized", both),
        // A wide table has no room for the time points that keep some of its outcomes from being compared.
        ("doubtful_events_for_people", &[long]),
    ] {
        let path = folder("tables").join(name).with_extension("csv");
        let text = fs::read_to_string(path).expect("a table");
        let review = table(&text, &Choices::default()).review;
        let found = too_many(&review);
        assert!(!found.is_empty(), "{name}");
        for write in forms {
            let written = write(&review, Delimiter::Comma, Decimal::Point);
            let again = table(&written, &Choices::default()).review;
            assert_eq!(too_many(&again), found, "{name}: {written}");
        }
    }
}

#[test]
fn groups_of_a_record_that_hold_the_same_people_are_more_than_were_enrolled() {
    let path = folder("registry/records/crossed_over_and_second_course.json");
    let mut records =
        registry::records(&fs::read_to_string(path).expect("a record")).expect("read");
    records[0].enrolment = Entry::reported(209);
    let mut mapping = registry::mapping(&records);
    mapping.outcomes.push(OutcomeMapping {
        name: "Death".into(),
        subject: Subject::Deaths,
    });
    let as_suggested = registry::build(&records, &mapping).review;
    assert_eq!(too_many(&as_suggested), []);

    mapping.trials[0].disjoint = true;
    for group in &mut mapping.trials[0].groups {
        if group.role == Role::Ignored {
            group.role = Role::Experimental;
        }
    }
    let all_added_up = registry::build(&records, &mapping).review;
    let found = ProblemKind::TooManyPeople {
        people: 418,
        at_most: 209,
        by: "People enrolled".into(),
        by_outcome: false,
    };
    assert_eq!(too_many(&all_added_up), [found]);
}

/// A trial of which a column says that 60 were randomized, and whose arms hold 60 each.
fn sixty_in_each_arm(design: Design) -> Vec<ProblemKind> {
    let text = "study,n randomized,event.e,n.e,event.c,n.c\nAda 2020,60,3,60,4,60\n";
    let mut review = table(text, &Choices::default()).review;
    Arc::make_mut(&mut review.trials[0]).design = Some(design);
    too_many(&review)
}

#[test]
fn everybody_of_a_crossover_trial_may_be_in_each_arm_and_clusters_are_no_people() {
    assert_eq!(sixty_in_each_arm(Design::Crossover(Periods::First)), []);
    assert_eq!(sixty_in_each_arm(Design::Cluster(Clusters::unknown())), []);
}
