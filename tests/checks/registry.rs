//! Records of a registry whose lists share a term and whose groups share people.

use trialpool::data::{Review, Role};
use trialpool::read::registry::{
    self, Built, DoubtKind, Mapping, OutcomeMapping, Reason, Record, Seriousness, Subject,
};

use super::{answered, mantel_haenszel};
use trialpool::data::Measure;

/// A group: its title and people at risk, with people with a serious and with another event.
type Group<'a> = (&'a str, [u64; 3]);
/// People affected and at risk in each group; nothing where it is not said how many.
type Affected<'a> = &'a [(Option<u64>, u64)];

/// A record of these groups and of terms among the serious and the other events.
fn record(
    enrolled: u64,
    groups: &[Group<'_>],
    serious: &[(&str, Affected<'_>)],
    other: &[(&str, Affected<'_>)],
) -> Vec<Record> {
    let described: Vec<String> = groups
        .iter()
        .enumerate()
        .map(|(place, (title, [people, serious, other]))| {
            format!(
                r#"{{"id":"EG00{place}","title":"{title}","seriousNumAffected":{serious},"seriousNumAtRisk":{people},"otherNumAffected":{other},"otherNumAtRisk":{people}}}"#
            )
        })
        .collect();
    let list = |terms: &[(&str, Affected<'_>)]| {
        let terms = terms.iter().map(|(term, affected)| {
            let by_group = affected
                .iter()
                .enumerate()
                .map(|(place, (affected, total))| {
                    let affected = affected.map_or(String::new(), |people| {
                        format!(r#""numAffected":{people},"#)
                    });
                    format!(r#"{{"groupId":"EG00{place}",{affected}"numAtRisk":{total}}}"#)
                });
            let by_group: Vec<String> = by_group.collect();
            format!(
                r#"{{"term":"{term}","organSystem":"Other","stats":[{}]}}"#,
                by_group.join(",")
            )
        });
        terms.collect::<Vec<_>>().join(",")
    };
    let text = format!(
        r#"{{"protocolSection":{{"identificationModule":{{"nctId":"NCT90000001"}},"designModule":{{"designInfo":{{"allocation":"RANDOMIZED","interventionModel":"PARALLEL"}},"enrollmentInfo":{{"count":{enrolled}}}}},"armsInterventionsModule":{{"armGroups":[{{"label":"Drug","type":"EXPERIMENTAL"}},{{"label":"Placebo","type":"PLACEBO_COMPARATOR"}}]}}}},"resultsSection":{{"adverseEventsModule":{{"frequencyThreshold":"5","eventGroups":[{}],"seriousEvents":[{}],"otherEvents":[{}]}}}}}}"#,
        described.join(","),
        list(serious),
        list(other)
    );
    registry::records(&text).expect("a record")
}

/// As suggested, with every term as an outcome under its own name.
fn with_every_term(records: &[Record]) -> Mapping {
    let mut mapping = registry::mapping(records);
    for term in registry::terms(records) {
        mapping.outcomes.push(OutcomeMapping {
            name: term.term.clone(),
            subject: Subject::Terms(vec![term.wording()]),
        });
    }
    mapping
}

fn names(review: &Review) -> Vec<&str> {
    let outcomes = review.outcomes.iter();
    outcomes.map(|outcome| outcome.name.as_str()).collect()
}

fn more_than_enrolled(built: &Built) -> Vec<(u64, u64)> {
    let doubts = built.doubts.iter();
    doubts
        .filter_map(|doubt| match &doubt.kind {
            DoubtKind::MoreThanEnrolled {
                people, enrolled, ..
            } => Some((*people, *enrolled)),
            _ => None,
        })
        .collect()
}

/// A drug, a placebo, those of the placebo group who took the drug later, and everybody who ever took it.
fn with_extension() -> Vec<Record> {
    record(
        305,
        &[
            ("Drug", [204, 19, 120]),
            ("Placebo", [101, 8, 51]),
            ("Placebo to Drug (Extension)", [84, 5, 33]),
            ("Any Drug", [288, 24, 153]),
        ],
        &[(
            "Headache",
            &[
                (Some(1), 204),
                (Some(0), 101),
                (Some(0), 84),
                (Some(1), 288),
            ],
        )],
        &[
            (
                "Nausea",
                &[
                    (Some(58), 204),
                    (Some(25), 101),
                    (Some(16), 84),
                    (Some(74), 288),
                ],
            ),
            (
                "Headache",
                &[
                    (Some(31), 204),
                    (Some(17), 101),
                    (Some(9), 84),
                    (Some(40), 288),
                ],
            ),
            (
                "Rash",
                &[(Some(11), 204), (None, 101), (Some(0), 84), (Some(11), 288)],
            ),
        ],
    )
}

#[test]
fn a_term_of_both_lists_makes_two_outcomes_of_two_names() {
    let records = with_extension();
    let built = registry::build(&records, &with_every_term(&records));
    let mut found = names(&built.review);
    found.sort_unstable();
    assert_eq!(
        found,
        ["Headache (other)", "Headache (serious)", "Nausea", "Rash"]
    );
}

#[test]
fn names_that_differ_in_capitals_alone_are_told_apart_and_others_stay() {
    let records = with_extension();
    let mut mapping = with_every_term(&records);
    for outcome in &mut mapping.outcomes {
        let Subject::Terms(wordings) = &outcome.subject else {
            continue;
        };
        if wordings[0].term == "Headache" && wordings[0].seriousness == Seriousness::Serious {
            outcome.name = "HEADACHE".to_owned();
        }
        if wordings[0].term == "Nausea" {
            outcome.name = "Feeling sick".to_owned();
        }
    }
    let built = registry::build(&records, &mapping);
    let mut found = names(&built.review);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "Feeling sick",
            "HEADACHE (serious)",
            "Headache (other)",
            "Rash"
        ]
    );
}

#[test]
fn a_group_of_everybody_who_ever_took_the_drug_is_not_compared() {
    let records = with_extension();
    let suggested = registry::suggestions(&records[0]);
    let roles: Vec<Role> = suggested.iter().map(|suggestion| suggestion.role).collect();
    assert_eq!(
        roles,
        [
            Role::Experimental,
            Role::Control,
            Role::Ignored,
            Role::Ignored
        ]
    );
    assert_eq!(suggested[3].reason, Reason::Sum);
    let built = registry::build(&records, &registry::mapping(&records));
    assert_eq!(more_than_enrolled(&built), []);
}

#[test]
fn groups_that_hold_more_people_than_took_part_are_said() {
    let records = with_extension();
    let mut mapping = registry::mapping(&records);
    mapping.trials[0].groups[0].role = Role::Ignored;
    mapping.trials[0].groups[3].role = Role::Experimental;
    let built = registry::build(&records, &mapping);
    assert_eq!(more_than_enrolled(&built), [(389, 305)]);
}

/// Two doses of which one is as large as both others together: nobody is in two groups of a trial with 80 people.
#[test]
fn arms_of_a_trial_that_add_up_to_those_who_took_part_are_compared() {
    let records = record(
        80,
        &[
            ("Drug high", [40, 2, 20]),
            ("Drug low", [20, 1, 10]),
            ("Placebo", [20, 1, 10]),
        ],
        &[],
        &[("Nausea", &[(Some(8), 40), (Some(4), 20), (Some(2), 20)])],
    );
    let suggested = registry::suggestions(&records[0]);
    assert!(
        suggested
            .iter()
            .all(|suggestion| suggestion.reason != Reason::Sum)
    );
}

/// (58/204) / (25/101) = 1.148627; √(1/58 − 1/204 + 1/25 − 1/101) = 0.205991: 0.767055 to 1.720013.
#[test]
fn the_groups_that_were_randomized_are_pooled_and_what_is_not_said_is_not_reported() {
    let records = with_extension();
    let mut mapping = with_every_term(&records);
    mapping
        .outcomes
        .sort_by_key(|outcome| outcome.name != "Nausea");
    let review = registry::build(&records, &mapping).review;
    let (_, response) = answered(&review, mantel_haenszel(Measure::RiskRatio));
    let interval = response.pooled.expect("an estimate").interval;
    for (computed, expected) in [
        (interval.estimate, 1.148_627_450_980_392_2_f64),
        (interval.lower, 0.767_055_266_750_481),
        (interval.upper, 1.720_012_987_766_746),
    ] {
        assert!((libm::exp(computed) - expected).abs() < 1e-12, "{computed}");
    }
    let rash = review
        .outcomes
        .iter()
        .find(|outcome| outcome.name == "Rash");
    let rash = review.trials[0]
        .records
        .get(&rash.expect("rash").id)
        .expect("a record");
    let typed: Vec<&str> = rash
        .values
        .entries()
        .into_iter()
        .map(|(_, entry)| entry.typed())
        .collect();
    assert_eq!(typed, ["11", "204", "", "101"]);
}
