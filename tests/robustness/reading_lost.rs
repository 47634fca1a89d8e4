//! People lost in tables: found by their heads beside events, written so that they read back.

use trialpool::data::{ArmNumber, Review, Role};
use trialpool::project::Column;
use trialpool::read::{self, Choices, Decimal, Delimiter, Meaning, Quantity, Side};

use super::{OUTCOME, review};

/// The sides of which a table has columns of people lost.
fn sides_lost(table: &str) -> Vec<(Side, Option<String>)> {
    let reading = read::table(table, &Choices::default());
    reading
        .columns
        .into_iter()
        .filter_map(|column| match column.meaning {
            Meaning::Number {
                quantity: Quantity::Lost,
                side,
                outcome,
            } => Some((side, outcome)),
            _ => None,
        })
        .collect()
}

#[test]
fn heads_of_people_lost_are_found_beside_the_events_of_their_arm() {
    let both = [(Side::Experimental, None), (Side::Control, None)];
    for heads in [
        "trial,event.e,n.e,event.c,n.c,lost.e,lost.c",
        "study,ai,n1i,ci,n2i,ltfu1,ltfu2",
        "trial,events_t,n_t,events_c,n_c,n_missing_t,n_missing_c",
        "Trial,Events MSC,Total MSC,Events placebo,Total placebo,Lost to follow-up MSC,Lost to follow-up placebo",
        "Trial,Events MSC,Total MSC,Events placebo,Total placebo,Withdrawn MSC,Withdrawn placebo",
    ] {
        let table = format!(
            "{heads}\nAdams 2019,3,40,5,41,2,1\nBrown 2020,4,50,6,52,0,3\nClark 2021,1,30,2,31,1,1\n"
        );
        assert_eq!(sides_lost(&table), both, "{heads}");
    }
}

#[test]
fn an_outcome_called_lost_is_an_outcome() {
    let table = "Trial,Lost to follow-up events MSC,Lost to follow-up total MSC,Lost to follow-up events placebo,Lost to follow-up total placebo\n\
                 Adams 2019,3,40,5,41\nBrown 2020,4,50,6,52\n";
    assert_eq!(sides_lost(table), []);
    let reading = read::table(table, &Choices::default());
    assert_eq!(reading.review.outcomes.len(), 1);
}

#[test]
fn what_is_written_of_people_lost_reads_back() {
    let written = review(&[
        ((3, 40, 2), (5, 41, 0)),
        ((4, 50, 0), (6, 52, 3)),
        ((1, 30, 1), (2, 31, 1)),
    ]);
    let lost = |review: &Review| -> Vec<[Option<f64>; 2]> {
        let outcome = review.outcomes[0].id;
        let of = |role| Column::Arm {
            outcome,
            role,
            nth: 0,
            number: ArmNumber::Lost,
        };
        let trials = review.trials.iter();
        trials
            .map(|trial| [Role::Experimental, Role::Control].map(|role| of(role).number(trial)))
            .collect()
    };
    assert_eq!(written.outcomes[0].id, OUTCOME);
    for (form, text) in [
        (
            "wide",
            read::write::wide(&written, Delimiter::Comma, Decimal::Point),
        ),
        (
            "long",
            read::write::long(&written, Delimiter::Comma, Decimal::Point),
        ),
    ] {
        let reading = read::table(&text, &Choices::default());
        assert_eq!(lost(&reading.review), lost(&written), "{form}:\n{text}");
    }
}
