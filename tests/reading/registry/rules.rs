//! What decides whether the numbers are right.

use trialpool::analysis::{TrialData, TwoByTwo, prepare};
use trialpool::data::{Randomized, Review, Role, Settings, Values};
use trialpool::read::registry::{
    self, Built, DoubtKind, Mapping, OutcomeMapping, Record, Seriousness, Subject, Unread, Wording,
    find_terms, terms,
};

use super::{file, records};

fn wording(seriousness: Seriousness, term: &str) -> Wording {
    Wording {
        seriousness,
        term: term.to_owned(),
        organ_system: None,
    }
}

fn other(term: &str) -> Wording {
    wording(Seriousness::Other, term)
}

fn serious(term: &str) -> Wording {
    wording(Seriousness::Serious, term)
}

/// As suggested, with one outcome under these wordings.
fn mapped(records: &[Record], wordings: &[Wording]) -> Mapping {
    let mut mapping = registry::mapping(records);
    mapping.outcomes.push(OutcomeMapping {
        name: "Outcome".into(),
        subject: Subject::Terms(wordings.to_vec()),
    });
    mapping
}

fn kinds(built: &Built) -> Vec<&DoubtKind> {
    built.doubts.iter().map(|doubt| &doubt.kind).collect()
}

/// The tables that would be pooled for the first outcome.
fn pooled(review: &Review) -> Vec<[u64; 4]> {
    let settings = Settings {
        include_not_randomized: true,
        ..Settings::default()
    };
    let prepared = prepare(review, &settings, review.outcomes[0].id).expect("the outcome");
    let table = |data: &TrialData| match data {
        TrialData::Counts(TwoByTwo {
            experimental_events,
            experimental_total,
            control_events,
            control_total,
        }) => Some([
            *experimental_events,
            *experimental_total,
            *control_events,
            *control_total,
        ]),
        _ => None,
    };
    let rows = prepared.request.trials.iter();
    rows.map(|row| table(&row.data).expect("counts")).collect()
}

#[test]
fn people_in_several_groups_are_counted_once() {
    let records = records("crossed_over_and_second_course");
    let mapping = mapped(&records, &[other("Nausea")]);
    let built = registry::build(&records, &mapping);
    assert_eq!(pooled(&built.review), [[66, 120, 30, 60]]);
    // What the sum of all groups of the experimental treatment would be.
    let events = records[0].adverse_events.as_ref().expect("events");
    let nausea = events
        .terms
        .iter()
        .find(|term| term.term == "Nausea")
        .expect("nausea");
    let of_all: u64 = [0, 2, 3]
        .iter()
        .filter_map(|group| nausea.by_group[*group].1.affected.value())
        .sum();
    assert_eq!(of_all, 76);
}

#[test]
fn events_are_never_taken_for_people() {
    for name in ["crossed_over_and_second_course", "as_written_until_2024"] {
        let records = records(name);
        for listed in terms(&records) {
            let built = registry::build(&records, &mapped(&records, &[listed.wording()]));
            for [events, total, control, control_total] in pooled(&built.review) {
                assert!(events <= total && control <= control_total, "{name}");
            }
        }
    }
    let rash = mapped(&records("as_written_until_2024"), &[other("Rash")]);
    let built = registry::build(&records("as_written_until_2024"), &rash);
    assert_eq!(
        pooled(&built.review),
        [[3, 29, 2, 30]],
        "12 events in 3 people"
    );
}

#[test]
fn a_term_has_the_denominator_of_its_own() {
    let records = records("denominators_of_their_own");
    let built = registry::build(&records, &mapped(&records, &[other("Prostatitis")]));
    assert_eq!(pooled(&built.review), [[2, 31, 1, 28]]);
}

#[test]
fn an_unlisted_other_term_is_unknown_whatever_is_chosen() {
    let records = records("a_search_with_and_without_results");
    let mut mapping = mapped(&records, &[other("Tinnitus")]);
    mapping.unlisted_serious_is_zero = true;
    let built = registry::build(&records, &mapping);
    assert!(
        built
            .review
            .trials
            .iter()
            .all(|trial| trial.records.is_empty())
    );
    let threshold = "5".to_owned();
    assert!(kinds(&built).contains(&&DoubtKind::NotListed { threshold }));
}

#[test]
fn an_unlisted_serious_term_is_zero_only_by_choice_and_says_so() {
    let records = records("a_search_with_and_without_results");
    let mut mapping = mapped(&records, &[serious("Pneumonia")]);
    let unknown = registry::build(&records, &mapping);
    assert_eq!(pooled(&unknown.review), [[2, 100, 1, 99]]);
    mapping.unlisted_serious_is_zero = true;
    let built = registry::build(&records, &mapping);
    assert_eq!(pooled(&built.review), [[2, 100, 1, 99], [0, 41, 0, 40]]);
    assert!(kinds(&built).contains(&&DoubtKind::TakenAsZero));
    let outcome = built.review.outcomes[0].id;
    let note = &built.review.trials[1]
        .records
        .get(&outcome)
        .expect("a record")
        .note;
    assert_eq!(note, "not listed among the serious events; taken as zero");
    // A wording among the other events leaves it unknown.
    let mut mapping = mapped(&records, &[serious("Pneumonia"), other("Pneumonia")]);
    mapping.unlisted_serious_is_zero = true;
    let built = registry::build(&records, &mapping);
    assert_eq!(pooled(&built.review), [[2, 100, 1, 99]]);
}

#[test]
fn without_a_list_of_serious_events_nothing_is_zero() {
    let records = records("serious_events_without_a_list");
    let mut mapping = mapped(&records, &[serious("Pneumonia")]);
    mapping.unlisted_serious_is_zero = true;
    let built = registry::build(&records, &mapping);
    assert_eq!(pooled(&built.review), [[0; 4]; 0]);
    assert!(matches!(kinds(&built)[..], [DoubtKind::NotListed { .. }]));
}

#[test]
fn terms_are_never_added_up() {
    let records = records("one_term_under_two_organ_systems");
    let built = registry::build(&records, &mapped(&records, &[other("Dyspnoea")]));
    assert_eq!(pooled(&built.review), [[0; 4]; 0]);
    let organ_systems = ["Cardiac disorders", "Respiratory disorders"];
    let organ_systems = organ_systems.map(str::to_owned).to_vec();
    assert_eq!(kinds(&built), [&DoubtKind::Repeated { organ_systems }]);
    let chosen = Wording {
        organ_system: Some("respiratory disorders".into()),
        ..other("Dyspnoea")
    };
    let built = registry::build(&records, &mapped(&records, &[chosen]));
    assert_eq!(pooled(&built.review), [[5, 50, 2, 50]]);
}

#[test]
fn synonyms_are_joined_by_the_users_word_and_the_first_that_is_listed_is_taken() {
    let records = records("one_term_under_two_organ_systems");
    let wordings = [other("Vomiting"), other("nausea"), other("Feeling sick")];
    let built = registry::build(&records, &mapped(&records, &wordings));
    assert_eq!(pooled(&built.review), [[7, 50, 4, 50]]);
    let outcome = built.review.outcomes[0].id;
    let record = built.review.trials[0]
        .records
        .get(&outcome)
        .expect("a record");
    assert!(record.source.contains("“NAUSEA”"), "{}", record.source);
    assert!(record.note.contains("“Feeling sick”"), "{}", record.note);
    let taken = "other events: “nausea”".to_owned();
    let left = vec!["other events: “Feeling sick”".to_owned()];
    assert_eq!(kinds(&built), [&DoubtKind::OtherWordings { taken, left }]);
    let alone = registry::build(&records, &mapped(&records, &wordings[2..]));
    assert_eq!(pooled(&alone.review), [[6, 50, 1, 50]]);
}

#[test]
fn groups_of_one_side_are_added_up_only_when_the_user_says_that_nobody_is_in_two() {
    let records = records("no_lists_of_events");
    let mut mapping = registry::mapping(&records);
    mapping.outcomes.push(OutcomeMapping {
        name: "Death".into(),
        subject: Subject::Deaths,
    });
    let built = registry::build(&records, &mapping);
    assert_eq!(pooled(&built.review), [[0; 4]; 0]);
    assert!(matches!(kinds(&built)[..], [DoubtKind::NotDisjoint { .. }]));
    let arms = &built.review.trials[0].arms;
    let roles: Vec<Role> = arms.iter().map(|arm| arm.role).collect();
    assert_eq!(roles, [Role::Ignored, Role::Ignored, Role::Control]);
    mapping.trials[0].disjoint = true;
    let built = registry::build(&records, &mapping);
    assert_eq!(pooled(&built.review), [[1, 60, 0, 30]]);
    let trial = &built.review.trials[0];
    assert_eq!(trial.arms.len(), 3, "each group stays an arm of its own");
    let note = &trial.records.values().next().expect("a record").note;
    assert!(note.contains("2 experimental groups"), "{note}");
}

#[test]
fn strata_with_a_control_each_become_trials_of_their_own() {
    let records = records("two_strata_with_a_placebo_each");
    let built = registry::build(&records, &mapped(&records, &[other("Fever")]));
    assert_eq!(pooled(&built.review), [[5, 40, 3, 20], [4, 35, 4, 18]]);
    let names: Vec<&str> = built
        .review
        .trials
        .iter()
        .map(|trial| trial.name.as_str())
        .collect();
    assert_eq!(names, ["NCT90000002, day 3", "NCT90000002, day 7"]);
}

#[test]
fn the_user_may_compare_the_groups_of_a_crossover_trial_and_is_warned() {
    let records = records("crossover_with_a_baseline_visit");
    let mut mapping = mapped(&records, &[other("Headache")]);
    assert!(registry::build(&records, &mapping).review.trials.is_empty());
    mapping.trials[0].groups[0].role = Role::Experimental;
    mapping.trials[0].groups[1].role = Role::Control;
    let built = registry::build(&records, &mapping);
    assert_eq!(pooled(&built.review), [[4, 30, 5, 29]]);
    assert_eq!(kinds(&built), [&DoubtKind::Crossover]);
}

#[test]
fn a_trial_that_is_not_randomized_is_marked_and_left_out_of_the_pool() {
    let records = records("a_list_of_records");
    let built = registry::build(&records, &mapped(&records, &[other("Nausea")]));
    let trial = &built.review.trials[0];
    assert_eq!(trial.randomized, Randomized::No);
    assert!(
        matches!(kinds(&built)[0], DoubtKind::NotRandomized { allocation } if allocation == "NON_RANDOMIZED")
    );
    let outcome = built.review.outcomes[0].id;
    let prepared = prepare(&built.review, &Settings::default(), outcome).expect("the outcome");
    assert!(prepared.request.trials.is_empty());
}

#[test]
fn what_is_filled_in_says_where_it_is_from_and_over_which_time() {
    let records = records("as_written_until_2024");
    let built = registry::build(&records, &mapped(&records, &[serious("stroke")]));
    let record = built.review.trials[0]
        .records
        .values()
        .next()
        .expect("a record");
    assert_eq!(record.time_point, "1 year");
    assert_eq!(
        record.source,
        "ClinicalTrials.gov NCT90000013, serious events: “Stroke” (Nervous system disorders, \
         MedDRA (16.1)); EG000 Drug L, EG001 Placebo"
    );
    let Values::Counts(counts) = &record.values else {
        unreachable!("people are counted");
    };
    let typed: Vec<&str> = counts
        .values()
        .map(|entries| entries.events.typed.as_str())
        .collect();
    assert_eq!(typed, ["2", "1"]);
}

#[test]
fn the_earlier_form_says_what_the_present_one_says() {
    let present = r#"[{"resultsSection": {"adverseEventsModule": {
        "otherEvents": [{"stats": [{"numAtRisk": 29, "numAffected": 3, "groupId": "EG000"},
            {"groupId": "EG001", "numEvents": 2, "numAffected": 2, "numAtRisk": 30}],
            "organSystem": "Skin and subcutaneous tissue disorders", "term": "Rash"}],
        "seriousEvents": [{"term": "Stroke", "organSystem": "Nervous system disorders",
            "sourceVocabulary": "MedDRA (16.1)", "stats": [{"groupId": "EG000", "numAffected": 2, "numAtRisk": 31},
            {"groupId": "EG001", "numAffected": 1, "numAtRisk": 30}]}],
        "eventGroups": [{"id": "EG000", "title": "Drug L", "description": "By mouth", "deathsNumAffected": 1,
            "deathsNumAtRisk": 31, "seriousNumAffected": 4, "seriousNumAtRisk": 31, "otherNumAffected": 9,
            "otherNumAtRisk": 31}, {"id": "EG001", "title": "Placebo", "deathsNumAffected": 0, "deathsNumAtRisk": 30,
            "seriousNumAffected": 2, "seriousNumAtRisk": 30, "otherNumAffected": 7, "otherNumAtRisk": 30}],
        "description": "All who took a dose.", "timeFrame": "1 year", "frequencyThreshold": "5"}},
      "protocolSection": {"identificationModule": {"nctId": "NCT90000013", "acronym": "LARK",
            "briefTitle": "Drug L, as written before", "officialTitle": "Another"},
        "designModule": {"designInfo": {"allocation": "Randomized", "interventionModelDescription": "Two arms.",
            "interventionModel": "Parallel Assignment", "maskingInfo": {"whoMasked": ["PARTICIPANT"],
            "masking": "Quadruple"}}, "enrollmentInfo": {"count": 61}},
        "armsInterventionsModule": {"armGroups": [{"label": "Drug L", "type": "Active Comparator"},
            {"label": "Placebo", "type": "Placebo Comparator"}]}}}]"#;
    let present = registry::records(present).expect("records");
    assert_eq!(present[0], records("as_written_until_2024")[0]);
}

#[test]
fn terms_are_found_by_the_beginnings_of_words() {
    let records = records("a_search_with_and_without_results");
    let listed = terms(&records);
    assert_eq!(listed[0].term, "Nausea", "listed by most records");
    assert_eq!(listed[0].records, [0, 1], "nausea and Nausea are one term");
    let found = |query: &str| -> Vec<&str> {
        let found = find_terms(&listed, query).into_iter();
        found.map(|place| listed[place].term.as_str()).collect()
    };
    assert_eq!(found("NAU"), ["Nausea"]);
    assert_eq!(found("gastro"), ["Nausea"]);
    assert_eq!(found("pneu infec"), ["Pneumonia"]);
    assert_eq!(found("pneu gastro"), [""; 0]);
    assert_eq!(found("  "), ["Nausea", "Pneumonia"]);
}

#[test]
fn what_is_too_much_is_refused() {
    let groups = vec![r#"{"id": "EG"}"#; registry::MOST_GROUPS + 1].join(",");
    let text = format!(
        r#"{{"protocolSection": {{}}, "resultsSection": {{"adverseEventsModule": {{"eventGroups": [{groups}]}}}}}}"#
    );
    let what = "groups in a record";
    let limit = registry::MOST_GROUPS;
    assert_eq!(
        registry::records(&text),
        Err(Unread::TooMuch { what, limit })
    );
    let many = vec![r#"{"protocolSection":{}}"#; registry::MOST_RECORDS + 1].join(",");
    let (what, limit) = ("records", registry::MOST_RECORDS);
    assert_eq!(
        registry::records(&format!("[{many}]")),
        Err(Unread::TooMuch { what, limit })
    );
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(
        registry::records(&deep),
        Err(Unread::NotJson { .. })
    ));
    let cut = file("broken_breaks_off");
    assert_eq!(
        registry::records(&cut),
        Err(Unread::NotJson {
            line: 2,
            column: 20
        })
    );
}
