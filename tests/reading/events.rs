//! Rows that say which events they count: seriousness, grade, relatedness and onset.

use std::fmt::Write as _;

use proptest::prelude::*;
use trialpool::data::{EventClass, EventSeriousness, Grades, Relatedness, Review, Stated};
use trialpool::read::write::{long, wide};
use trialpool::read::{Choices, Decimal, Delimiter, EventPart, Layout, Meaning, table};

use super::brief;

/// What the outcomes of a review count, by their names.
fn classes(review: &Review) -> Vec<(String, String)> {
    let outcomes = review.outcomes.iter();
    outcomes
        .map(|outcome| {
            let class = review.panel.events_of(outcome.id);
            (
                outcome.name.clone(),
                trialpool::wording::event_class::whole(&class),
            )
        })
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let expected = expected.iter();
    expected
        .map(|(name, class)| ((*name).to_owned(), (*class).to_owned()))
        .collect()
}

#[test]
fn rows_that_count_other_events_are_outcomes_of_their_own() {
    let text = "Trial,Outcome,Serious,CTCAE grade,Events MSC,N MSC,Events control,N control\n\
        Ash,Infection,yes,,2,40,1,41\nAsh,Infection,no,,9,40,8,41\nAsh,Infection,,≥3,4,40,3,41\n\
        Elm,Infection,Y,,1,30,0,30\nElm,Infection,,3-5,2,30,2,30\nElm,Infection,,,8,30,9,30\n";
    let reading = table(text, &Choices::default());
    assert_eq!(reading.layout, Layout::RowPerOutcome);
    assert_eq!(reading.questions, []);
    assert_eq!(
        classes(&reading.review),
        pairs(&[
            ("Infection, serious", "serious"),
            ("Infection, not serious", "not serious"),
            ("Infection, grade 3 or higher", "grade 3 or higher"),
            ("Infection", ""),
        ])
    );
    let found = brief(&reading);
    assert_eq!(
        found.lines().skip(1).collect::<Vec<_>>(),
        [
            "Infection, serious: Ash 2/40 v 1/41",
            "Infection, serious: Elm 1/30 v 0/30",
            "Infection, not serious: Ash 9/40 v 8/41",
            "Infection, grade 3 or higher: Ash 4/40 v 3/41",
            "Infection, grade 3 or higher: Elm 2/30 v 2/30",
            "Infection: Elm 8/30 v 9/30",
        ]
    );
    assert_eq!(reading.review.trials.len(), 2);
}

#[test]
fn each_wording_is_kept_and_told_with_what_it_became() {
    let text = "Trial,Outcome,Causality,Events MSC,N MSC,Events control,N control\n\
        Ash,Fever,possible,2,40,1,41\nAsh,Fever,Unrelated,9,40,8,41\nElm,Fever,tbd,1,30,0,30\n\
        Oak,Fever,possible,3,30,0,30\n";
    let reading = table(text, &Choices::default());
    let wordings: Vec<(&str, Option<&str>, usize)> = reading
        .event_wordings
        .iter()
        .map(|one| (one.typed.as_str(), one.became.as_deref(), one.rows))
        .collect();
    assert_eq!(
        wordings,
        [
            ("possible", Some("possibly related"), 2),
            ("Unrelated", Some("not related"), 1),
            ("tbd", None, 1),
        ]
    );
    let names: Vec<&str> = reading
        .review
        .outcomes
        .iter()
        .map(|outcome| outcome.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Fever, possibly related",
            "Fever, not related",
            "Fever, relatedness \u{201c}tbd\u{201d}"
        ]
    );
    let outcome = reading.review.outcomes[0].id;
    assert_eq!(
        reading.review.trials[0].records[&outcome].note,
        "Causality: possible"
    );
}

#[test]
fn rows_an_arm_and_outcome_say_which_events_they_count() {
    let text = "Trial\tArm\tAdverse event\tSerious\tEvents\tTotal\n\
        Ash\tMSC\tInfection\tserious\t2\t40\nAsh\tPlacebo\tInfection\tserious\t1\t41\n\
        Ash\tMSC\tInfection\tnon-serious\t9\t40\nAsh\tPlacebo\tInfection\tnon-serious\t8\t41\n\
        Elm\tMSC\tInfection\tserious\t0\t30\nElm\tPlacebo\tInfection\tserious\t1\t30\n";
    let reading = table(text, &Choices::default());
    assert_eq!(reading.layout, Layout::RowPerArmAndOutcome);
    assert_eq!(
        brief(&reading).trim(),
        "compares MSC with Placebo\n\
         Infection, serious: Ash 2/40 v 1/41\n\
         Infection, serious: Elm 0/30 v 1/30\n\
         Infection, not serious: Ash 9/40 v 8/41"
    );
}

#[test]
fn an_onset_parts_an_outcome_only_where_a_trial_has_rows_of_several() {
    let heads = "Trial,Outcome,Onset,Events MSC,N MSC,Events control,N control\n";
    let apart = format!(
        "{heads}Ash,Fever,day 0 to 7,2,40,1,41\nAsh,Fever,day 8 to 30,1,40,1,41\n\
         Ash,Rash,day 3,2,40,1,41\nElm,Fever,day 0 to 7,1,30,0,30\n"
    );
    let reading = table(&apart, &Choices::default());
    assert_eq!(
        classes(&reading.review),
        pairs(&[
            ("Fever, onset day 0 to 7", "onset day 0 to 7"),
            ("Fever, onset day 8 to 30", "onset day 8 to 30"),
            ("Rash", ""),
        ])
    );
    let rash = reading.review.outcomes[2].id;
    assert_eq!(reading.review.trials[0].records[&rash].note, "Onset: day 3");
    // Where nothing differs within a trial, the column may speak of its people, and is kept as it is.
    let constant = format!("{heads}Ash,Fever,acute,2,40,1,41\nElm,Fever,late,1,30,0,30\n");
    let reading = table(&constant, &Choices::default());
    assert_eq!(reading.columns[2].meaning, Meaning::Covariate);
}

#[test]
fn numbers_under_such_heads_are_no_classes() {
    let text = "Trial,Outcome,Serious,Events MSC,N MSC,Events control,N control\n\
        Ash,Fever,0,2,40,1,41\nElm,Fever,1,1,30,0,30\n";
    let reading = table(text, &Choices::default());
    assert_ne!(
        reading.columns[2].meaning,
        Meaning::Events(EventPart::Seriousness)
    );
    // Whoever knows that they say yes and no says so.
    let choices =
        Choices::default().with_meaning(&reading, 2, Meaning::Events(EventPart::Seriousness));
    assert_eq!(
        classes(&table(text, &choices).review),
        pairs(&[
            ("Fever, not serious", "not serious"),
            ("Fever, serious", "serious"),
        ])
    );
}

#[test]
fn a_review_that_is_written_reads_back_with_what_its_outcomes_count() {
    let text = "Trial,Outcome,Serious,CTCAE grade,Related,Events MSC,N MSC,Events control,N control\n\
        Ash,Infection,yes,≥3,possible,2,40,1,41\nAsh,Infection,no,mild,not related,9,40,8,41\n\
        Elm,Serious adverse events,Y,2,yes,1,30,0,30\n";
    let review = table(text, &Choices::default()).review;
    assert_eq!(review.outcomes.len(), 3);
    let written = long(&review, Delimiter::Comma, Decimal::Point);
    let again = table(&written, &Choices::default()).review;
    assert_eq!(classes(&again), classes(&review));
    assert_eq!(long(&again, Delimiter::Comma, Decimal::Point), written);
}

#[test]
fn columns_say_which_events_the_outcome_of_their_head_counts() {
    let text = "Trial,Fever events MSC,Fever total MSC,Fever events control,Fever total control,Fever grade of events,\
        Infection events MSC,Infection total MSC,Infection events control,Infection total control,Infection seriousness of events\n\
        Ash,1,40,2,41,\u{2265}3,3,40,4,41,serious\nElm,1,30,2,31,,3,30,4,31,serious\n";
    let reading = table(text, &Choices::default());
    assert_eq!(reading.questions, []);
    assert_eq!(reading.review.covariates, []);
    assert_eq!(
        classes(&reading.review),
        pairs(&[("Fever", "grade 3 or higher"), ("Infection", "serious")])
    );
    assert_eq!(
        wide(&reading.review, Delimiter::Comma, Decimal::Point),
        text.replace("Trial,", "Trial,Year,Randomized,")
            .replace("control", "Control")
            .replace("Ash,", "Ash,,,")
            .replace("Elm,", "Elm,,,")
            .replace('\u{2265}', "grade ")
            .replace("grade 3,", "grade 3 or higher,")
            .replace("31,,", "31,grade 3 or higher,")
    );
}

#[test]
fn columns_that_disagree_or_name_no_outcome_are_kept_as_they_stand() {
    let text = "Trial,Fever events MSC,Fever total MSC,Fever events control,Fever total control,Fever grade of events,Rash grade of events\n\
        Ash,1,40,2,41,3,2\nElm,1,30,2,31,4,2\n";
    let review = table(text, &Choices::default()).review;
    assert_eq!(classes(&review), pairs(&[("Fever", "")]));
    let covariates: Vec<&str> = review
        .covariates
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(
        covariates,
        ["Fever grade of events", "Rash grade of events"]
    );
}

/// A row of a table: trial, outcome, seriousness, grade, relatedness.
type Cells = (usize, usize, usize, usize, usize);

const TRIALS: [&str; 3] = ["Ash", "Elm", "Oak"];
const OUTCOMES: [&str; 2] = ["Fever", "Infection"];
const SERIOUS: [&str; 3] = ["yes", "non-serious", ""];
const GRADES: [&str; 4] = ["3", "≥3", "any", ""];
const RELATED: [&str; 4] = ["related", "possible", "unrelated", ""];

/// The table whose rows and columns stand in these orders.
fn written(rows: &[(Cells, [u32; 2])], columns: &[usize]) -> String {
    let heads = [
        "Trial",
        "Outcome",
        "Serious",
        "Grade",
        "Related",
        "Events MSC",
        "N MSC",
        "Events control",
        "N control",
    ];
    let mut text = String::new();
    let line = |cells: &[String]| {
        let cells: Vec<&str> = columns
            .iter()
            .map(|column| cells[*column].as_str())
            .collect();
        cells.join("\t")
    };
    let _ = writeln!(text, "{}", line(&heads.map(str::to_owned)));
    for ((trial, outcome, serious, grade, related), events) in rows {
        let _ = writeln!(
            text,
            "{}",
            line(&[
                TRIALS[*trial].to_owned(),
                OUTCOMES[*outcome].to_owned(),
                SERIOUS[*serious].to_owned(),
                GRADES[*grade].to_owned(),
                RELATED[*related].to_owned(),
                events[0].to_string(),
                "50".to_owned(),
                events[1].to_string(),
                "51".to_owned(),
            ])
        );
    }
    text
}

/// What is pooled, in an order that does not depend on that of the rows, with what each outcome counts.
fn understood(text: &str) -> Vec<String> {
    let reading = table(text, &Choices::default());
    let mut lines: Vec<String> = brief(&reading).lines().map(str::to_owned).collect();
    lines.extend(
        classes(&reading.review)
            .into_iter()
            .map(|(name, class)| format!("{name} counts {class}")),
    );
    lines.sort();
    lines
}

proptest! {
    #[test]
    fn the_order_of_rows_and_columns_does_not_change_what_is_understood(
        cells in prop::collection::btree_set((0..3_usize, 0..2_usize, 0..3_usize, 0..4_usize, 0..4_usize), 3..24),
        seed in prop::collection::vec((0..20_u32, 0..20_u32), 24),
        row_order in Just((0..24_usize).collect::<Vec<_>>()).prop_shuffle(),
        column_order in Just((0..9_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let rows: Vec<(Cells, [u32; 2])> = cells
            .into_iter()
            .zip(seed)
            .map(|(cells, (one, other))| (cells, [one, other]))
            .collect();
        let plain: Vec<usize> = (0..9).collect();
        let expected = understood(&written(&rows, &plain));
        let shuffled: Vec<_> = row_order
            .iter()
            .filter_map(|place| rows.get(*place).copied())
            .collect();
        prop_assert_eq!(&understood(&written(&shuffled, &plain)), &expected);
        prop_assert_eq!(&understood(&written(&rows, &column_order)), &expected);
        // Nothing is added up and nothing is lost: each row is one set of numbers of one trial.
        let numbers = expected.iter().filter(|line| line.contains(" v ")).count();
        prop_assert_eq!(numbers, rows.len());
    }
}

#[test]
fn a_class_is_of_its_parts() {
    let class = EventClass {
        seriousness: Some(Stated::Known(EventSeriousness::Serious)),
        grades: Grades::new(3, 5).map(Stated::Known),
        relatedness: Some(Stated::Known(Relatedness::PossiblyRelated)),
        onset: String::new(),
    };
    assert_eq!(
        class.named("Infection"),
        "Infection, serious, grade 3 or higher, possibly related"
    );
}
