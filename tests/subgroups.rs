//! Subgroups against metafor (`tests/reference/subgroups.json`, from the same generator as the other reference results),
//! and what must hold of them whatever the numbers are.
#![cfg(test)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use trialpool::analysis::{
    GroupTauSquared, MainAnalysis, Prepared, SubgroupName, Subgroups, Undefined, answer, plan_for,
    prepare, sensitivity_asked, sensitivity_result, subgroups, subgroups_by, without,
};
use trialpool::data::{
    Correction, CovariateId, Grouping, Interval, Measure, Method, PartedBy, Plan,
    PredictionDegrees, Review, SensitivityAnalysis, Settings, SpreadOfGroups, TauSquaredEstimator,
    TrialId, TrialSelection,
};
use trialpool::read::{Choices, examples, table};

#[derive(Deserialize)]
struct Record {
    id: u32,
    dataset: String,
    measure: String,
    policy: String,
    method: String,
    result: Stored,
}

#[derive(Deserialize)]
struct Stored {
    levels: Vec<String>,
    k: Vec<usize>,
    est: Vec<f64>,
    se: Vec<f64>,
    ci_lb: Vec<f64>,
    ci_ub: Vec<f64>,
    tau2: Vec<f64>,
    #[serde(rename = "Q_within")]
    q_within: Vec<f64>,
    #[serde(rename = "Q_between")]
    q_between: f64,
    df: f64,
    p: f64,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference")
}

fn text_of(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

/// The data set with its groups as a column that is kept.
fn review_of(dataset: &str) -> Review {
    let mut reader = csv::Reader::from_path(folder().join(format!("data/{dataset}.csv"))).unwrap();
    let heads = reader.headers().unwrap().clone();
    let place = |head: &str| heads.iter().position(|known| known == head).unwrap();
    let columns = ["study", "group", "ai", "n1i", "ci", "n2i"].map(place);
    let mut written = String::from("Trial,Group,ai,n1i,ci,n2i\n");
    for row in reader.records() {
        let row = row.unwrap();
        let cells = columns.map(|column| row[column].replace(',', ";"));
        written.push_str(&cells.join(","));
        written.push('\n');
    }
    table(&written, &Choices::default()).review
}

fn column(review: &Review, name: &str) -> CovariateId {
    let mut covariates = review.covariates.iter();
    covariates.find(|known| known.name == name).unwrap().id
}

fn plan_of(record: &Record) -> Plan {
    Plan {
        measure: match record.measure.as_str() {
            "OR" => Measure::OddsRatio,
            "RR" => Measure::RiskRatio,
            "RD" => Measure::RiskDifference,
            "PETO" => Measure::PetoOddsRatio,
            other => panic!("{other}"),
        },
        method: match record.method.as_str() {
            "EE" => Method::InverseVariance,
            "DL" => Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
            "REML" => Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
            other => panic!("{other}"),
        },
        interval: Interval::Wald,
        correction: if record.policy == "none" || record.measure == "RD" {
            Correction::None
        } else {
            Correction::HalfWhereZero
        },
        prediction: PredictionDegrees::KMinusOne,
    }
}

fn prepared_with(review: &Review, plan: Plan) -> Prepared {
    let outcome = review.outcomes[0].id;
    let mut settings = Settings::default();
    settings.plans.insert(outcome, plan);
    prepare(review, &settings, outcome).unwrap()
}

#[track_caller]
fn close(name: &str, computed: f64, stored: f64, tolerance: f64) {
    let scale = stored.abs().max(1.0);
    assert!(
        (computed - stored).abs() <= tolerance * scale,
        "{name}: {computed} here, {stored} in R"
    );
}

#[test]
fn every_part_and_the_test_between_them_agree_with_metafor() {
    let records: Vec<Record> = serde_json::from_str(&text_of("subgroups.json")).unwrap();
    assert!(records.len() > 15);
    for record in &records {
        let review = review_of(&record.dataset);
        let plan = plan_of(record);
        let prepared = prepared_with(&review, plan);
        let grouping = Grouping::Covariate(column(&review, "Group"));
        let found = subgroups(&review, &prepared, plan, grouping).unwrap();
        let stored = &record.result;
        let iterative = record.method == "REML";
        let tolerance = if iterative { 1e-7 } else { 1e-10 };
        for (place, level) in stored.levels.iter().enumerate() {
            let named = |name: &SubgroupName| *name == SubgroupName::Text(level.clone());
            let mut groups = found.groups.iter();
            let group = groups.find(|group| named(&group.name)).unwrap();
            let name = format!("record {} {level}", record.id);
            let pooled = group.pooled.as_ref().unwrap();
            assert_eq!(pooled.trials, stored.k[place], "{name}");
            close(
                &name,
                pooled.interval.estimate,
                stored.est[place],
                tolerance,
            );
            close(
                &name,
                pooled.interval.standard_error,
                stored.se[place],
                tolerance,
            );
            close(&name, pooled.interval.lower, stored.ci_lb[place], tolerance);
            close(&name, pooled.interval.upper, stored.ci_ub[place], tolerance);
            if let Some(spread) = &pooled.heterogeneity {
                close(&name, spread.q, stored.q_within[place], tolerance);
                if let Some(tau_squared) = spread.tau_squared {
                    close(&name, tau_squared, stored.tau2[place], tolerance);
                }
            }
        }
        let name = format!("record {} between", record.id);
        let between = found.difference.unwrap();
        close(&name, between.q, stored.q_between, tolerance);
        close(&name, between.degrees_of_freedom, stored.df, 0.0);
        close(&name, between.p_value, stored.p, tolerance);
        let i_squared = (100.0 * (stored.q_between - stored.df) / stored.q_between).max(0.0);
        close(&name, between.i_squared, i_squared, 1e-6);
    }
}

#[test]
fn a_sensitivity_analysis_of_one_level_is_what_metafor_gives_for_it() {
    let records: Vec<Record> = serde_json::from_str(&text_of("subgroups.json")).unwrap();
    for record in &records {
        let review = review_of(&record.dataset);
        let outcome = review.outcomes[0].id;
        let prepared = prepared_with(
            &review,
            plan_for(Measure::RiskRatio, Method::MantelHaenszel),
        );
        let response = answer(&prepared.request);
        let main = MainAnalysis {
            prepared: &prepared,
            response: &response,
        };
        let tolerance = if record.method == "REML" { 1e-7 } else { 1e-10 };
        for (place, level) in record.result.levels.iter().enumerate() {
            let analysis = SensitivityAnalysis {
                trials: TrialSelection::OneLevel {
                    covariate: column(&review, "Group"),
                    level: level.to_uppercase(),
                },
                plan: Some(plan_of(record)),
                ..SensitivityAnalysis::default()
            };
            let settings = Settings::default();
            let asked = sensitivity_asked(&review, &settings, outcome, &analysis, main).unwrap();
            let result = sensitivity_result(&asked, None);
            let pooled = result.pooled.unwrap();
            let name = format!("record {} {level}", record.id);
            let stored = &record.result;
            assert_eq!(pooled.trials, stored.k[place], "{name}");
            let interval = &pooled.interval;
            for (computed, stored) in [
                (interval.estimate, stored.est[place]),
                (interval.lower, stored.ci_lb[place]),
                (interval.upper, stored.ci_ub[place]),
            ] {
                close(&name, computed, stored, tolerance);
            }
        }
    }
}

/// By allocation, each part by `rma.mh` and `rma.peto` of metafor 3.8-1, and Q from their estimates and errors.
#[test]
fn common_effects_of_the_parts_of_bcg_differ_as_in_metafor() {
    let review = review_of("bcg");
    for (measure, method, q) in [
        (Measure::RiskRatio, Method::MantelHaenszel, 14.779_808_626_6),
        (Measure::OddsRatio, Method::MantelHaenszel, 21.549_878_413),
        (Measure::PetoOddsRatio, Method::Peto, 21.252_172_672_7),
    ] {
        let plan = plan_for(measure, method);
        let prepared = prepared_with(&review, plan);
        let grouping = Grouping::Covariate(column(&review, "Group"));
        let found = subgroups(&review, &prepared, plan, grouping).unwrap();
        let between = found.difference.unwrap();
        close(&format!("{measure:?}"), between.q, q, 1e-11);
    }
}

/// Five trials in two parts, one of which nothing is said and one that did not report the outcome.
const TABLE: &str = "\
Trial,Source,Fever events MSC,Fever total MSC,Fever events Control,Fever total Control\n\
Adams 2019,Bone marrow,4,30,1,31\n\
Brown 2020,Cord,2,24,2,25\n\
Clark 2021,bone marrow ,1,12,0,12\n\
Dupont 2022,NR,3,40,5,41\n\
Evans 2023,Fat,NR,40,NR,41\n\
Frank 2024,Cord,6,50,3,52\n";

fn example() -> (Review, Prepared, Plan) {
    let review = table(TABLE, &Choices::default()).review;
    let plan = Plan {
        measure: Measure::RiskRatio,
        method: Method::MantelHaenszel,
        interval: Interval::Wald,
        correction: Correction::None,
        prediction: PredictionDegrees::KMinusOne,
    };
    let prepared = prepared_with(&review, plan);
    (review, prepared, plan)
}

fn parts_of(review: &Review, prepared: &Prepared, plan: Plan) -> Subgroups {
    let grouping = Grouping::Covariate(column(review, "Source"));
    subgroups(review, prepared, plan, grouping).unwrap()
}

#[test]
fn trials_are_put_together_by_what_is_written_whatever_the_capitals() {
    let (review, prepared, plan) = example();
    let found = parts_of(&review, &prepared, plan);
    let named: Vec<(SubgroupName, Vec<usize>)> = found
        .groups
        .iter()
        .map(|group| (group.name.clone(), group.rows.clone()))
        .collect();
    let text = |text: &str| SubgroupName::Text(text.to_owned());
    assert_eq!(
        named,
        [
            (text("Bone marrow"), vec![0, 2]),
            (text("Cord"), vec![1, 4]),
            (SubgroupName::NotStated, vec![3]),
        ]
    );
    assert_eq!(found.empty, [text("Fat")], "nobody there reported fever");
}

#[test]
fn the_parts_hold_the_very_trials_wherever_these_stand() {
    let (review, prepared, plan) = example();
    let found = parts_of(&review, &prepared, plan);
    let mut turned = review.clone();
    turned.trials.reverse();
    let outcome = turned.outcomes[0].id;
    let mut settings = Settings::default();
    settings.plans.insert(outcome, plan);
    // A trial taken out moves every row after it.
    settings.hidden.insert(TrialId(review.trials[1].id.0));
    let shorter = prepare(&turned, &settings, outcome).unwrap();
    let again = parts_of(&turned, &shorter, plan);
    let of = |found: &Subgroups, prepared: &Prepared, name: &str| {
        let mut groups = found.groups.iter();
        let group = groups
            .find(|group| group.name == SubgroupName::Text(name.to_owned()))
            .unwrap();
        let mut trials: Vec<TrialId> = group.rows.iter().map(|row| prepared.rows[*row]).collect();
        trials.sort();
        (trials, group.totals)
    };
    assert_eq!(
        of(&found, &prepared, "Bone marrow").0,
        of(&again, &shorter, "bone marrow").0
    );
    assert_eq!(of(&again, &shorter, "Cord").0, [review.trials[5].id]);
    assert_eq!(
        of(&again, &shorter, "Cord").1.unwrap().experimental_events,
        6
    );
}

#[test]
fn a_part_of_one_trial_has_that_trials_effect_and_one_without_events_has_none() {
    let (review, prepared, _) = example();
    for method in [
        Method::MantelHaenszel,
        Method::InverseVariance,
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
    ] {
        for interval in [Interval::Wald, Interval::HartungKnappSafeguarded] {
            let plan = Plan {
                measure: Measure::RiskRatio,
                method,
                interval,
                correction: Correction::HalfWhereZero,
                prediction: PredictionDegrees::KMinusOne,
            };
            let found = parts_of(&review, &prepared, plan);
            let alone = found.groups.last().unwrap();
            let trial = answer(&prepared_with(&review, plan).request).trials[3]
                .effect
                .unwrap();
            let pooled = alone.pooled.as_ref().unwrap();
            assert!((pooled.interval.estimate - trial.estimate).abs() < 1e-12);
            assert!((pooled.interval.upper - trial.upper).abs() < 1e-12);
            assert!(pooled.heterogeneity.is_none());
        }
    }
    let silent = TABLE
        .replace(",2,24,2,25", ",0,24,0,25")
        .replace(",6,50,3,52", ",0,50,0,52");
    let review = table(&silent, &Choices::default()).review;
    let (_, _, plan) = example();
    let prepared = prepared_with(&review, plan);
    let found = parts_of(&review, &prepared, plan);
    assert_eq!(found.groups[1].pooled, Err(Undefined::NoEvents));
    close(
        "degrees of freedom",
        found.difference.unwrap().degrees_of_freedom,
        1.0,
        0.0,
    );
}

#[test]
fn a_column_that_is_gone_parts_nothing() {
    let (mut review, prepared, plan) = example();
    let grouping = Grouping::Covariate(column(&review, "Source"));
    review.covariates.clear();
    assert_eq!(subgroups(&review, &prepared, plan, grouping), None);
    assert_eq!(
        subgroups(&review, &prepared, plan, Grouping::RiskOfBias),
        None
    );
    let all = subgroups(&review, &prepared, plan, Grouping::Randomized).unwrap();
    assert_eq!(all.groups.len(), 1);
    assert_eq!(all.difference, None, "one part differs from nothing");
}

#[test]
fn leaving_a_trial_out_is_pooling_the_others() {
    let (review, prepared, plan) = example();
    for row in 0..prepared.rows.len() {
        let mut shorter = review.clone();
        let id = prepared.rows[row];
        shorter.trials.retain(|trial: &Arc<_>| trial.id != id);
        let others = answer(&prepared_with(&shorter, plan).request);
        assert_eq!(without(&prepared.request, plan, row), others.pooled);
    }
}

fn parted(plan: Plan, spread: SpreadOfGroups) -> Subgroups {
    let review = examples::review("bcg-vaccine").unwrap();
    let parted_by = PartedBy::Grouping(Grouping::Covariate(column(&review, "Allocation")));
    let mut settings = Settings::default();
    let outcome = review.outcomes[0].id;
    settings.plans.insert(outcome, plan);
    let prepared = prepare(&review, &settings, outcome).unwrap();
    subgroups_by(&review, &prepared, plan, (&parted_by, spread)).unwrap()
}

/// An estimator with an interval, τ² of all groups, and estimate and limits of each.
type Shared = ((TauSquaredEstimator, Interval), f64, [[f64; 3]; 3]);

/// R 4, metafor: `t2 <- rma(yi, vi, mods = ~ 0 + alloc, method = …)$tau2`, iterated to 1e-13, then `rma(yi, vi, subset =, tau2 = t2,
/// test = "z" or "adhoc")` of each group.
const SHARED: [Shared; 4] = [
    (
        (
            TauSquaredEstimator::RestrictedMaximumLikelihood,
            Interval::Wald,
        ),
        0.361_503_664_324,
        [
            [
                -0.965_774_178_545_8,
                -1.489_562_977_995,
                -0.441_985_379_096_9,
            ],
            [
                -0.517_955_777_155_3,
                -1.382_681_029_692,
                0.346_769_475_381_5,
            ],
            [
                -0.428_917_560_923_6,
                -1.104_998_058_103,
                0.247_162_936_255_9,
            ],
        ],
    ),
    (
        (
            TauSquaredEstimator::RestrictedMaximumLikelihood,
            Interval::HartungKnappSafeguarded,
        ),
        0.361_503_664_324,
        [
            [
                -0.965_774_178_545_8,
                -1.619_696_919_463,
                -0.311_851_437_629_1,
            ],
            [-0.517_955_777_155_3, -6.123_862_919_297, 5.087_951_364_986],
            [
                -0.428_917_560_923_6,
                -1.582_507_282_242,
                0.724_672_160_395_2,
            ],
        ],
    ),
    (
        (TauSquaredEstimator::DerSimonianLaird, Interval::Wald),
        0.559_568_750_127_7,
        [
            [
                -0.990_525_495_066_5,
                -1.613_992_540_985,
                -0.367_058_449_147_9,
            ],
            [
                -0.512_530_155_547_7,
                -1.575_070_152_608,
                0.550_009_841_512_6,
            ],
            [
                -0.408_299_342_459_2,
                -1.220_058_200_013,
                0.403_459_515_094_8,
            ],
        ],
    ),
    (
        (TauSquaredEstimator::SidikJonkman, Interval::Wald),
        0.342_967_581_221_8,
        [
            [
                -0.962_324_854_227_5,
                -1.475_574_287_645,
                -0.449_075_420_810_2,
            ],
            [
                -0.518_759_167_816_8,
                -1.362_575_925_003,
                0.325_057_589_369_5,
            ],
            [
                -0.431_299_611_547_4,
                -1.093_007_586_024,
                0.230_408_362_928_8,
            ],
        ],
    ),
];

#[test]
fn groups_share_the_variance_between_trials_that_a_regression_on_them_leaves() {
    let restricted = TauSquaredEstimator::RestrictedMaximumLikelihood;
    for ((estimator, interval), tau_squared, limits) in SHARED {
        let mut plan = plan_for(Measure::RiskRatio, Method::RandomEffects(estimator));
        plan.interval = interval;
        let found = parted(plan, SpreadOfGroups::Shared);
        let GroupTauSquared::Shared(shared) = found.tau_squared else {
            panic!("{estimator:?}: {:?}", found.tau_squared);
        };
        assert!(
            (shared.value - tau_squared).abs() < 1e-8,
            "{estimator:?}: {}",
            shared.value
        );
        for (group, expected) in found.groups.iter().zip(limits) {
            let pooled = group.pooled.as_ref().unwrap();
            let found = [
                pooled.interval.estimate,
                pooled.interval.lower,
                pooled.interval.upper,
            ];
            for (found, expected) in found.into_iter().zip(expected) {
                assert!(
                    (found - expected).abs() < 1e-7,
                    "{estimator:?}: {found} and not {expected}"
                );
            }
            assert_eq!(pooled.prediction, None);
            let spread = pooled.heterogeneity.unwrap();
            assert_eq!(spread.tau_squared, Some(shared.value));
            assert_eq!(spread.tau_squared_interval, None);
        }
        // R: rma(yi, vi, mods = ~ alloc, method = "REML")$QM.
        if (estimator, interval) == (restricted, Interval::Wald) {
            let difference = found.difference.unwrap();
            assert!(
                (difference.q - 1.767_511_401_9).abs() < 1e-7,
                "{}",
                difference.q
            );
        }
    }
}

#[test]
fn groups_share_nothing_where_effects_are_not_random_or_no_trial_is_left_over() {
    let haenszel = plan_for(Measure::RiskRatio, Method::MantelHaenszel);
    assert_eq!(
        parted(haenszel, SpreadOfGroups::Shared),
        parted(haenszel, SpreadOfGroups::Separate)
    );
    let mut review = examples::review("bcg-vaccine").unwrap();
    // One trial of each kind of allocation.
    let allocation = column(&review, "Allocation");
    let mut known = BTreeSet::new();
    review
        .trials
        .retain(|trial| known.insert(trial.covariates.get(&allocation).cloned()));
    let parted_by = PartedBy::Grouping(Grouping::Covariate(column(&review, "Allocation")));
    let restricted = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    let plan = plan_for(Measure::RiskRatio, restricted);
    let prepared = prepare(&review, &Settings::default(), review.outcomes[0].id).unwrap();
    let found = |spread| subgroups_by(&review, &prepared, plan, (&parted_by, spread)).unwrap();
    let shared = found(SpreadOfGroups::Shared);
    assert_eq!(shared.tau_squared, GroupTauSquared::NotEstimable);
    assert_eq!(shared.groups, found(SpreadOfGroups::Separate).groups);
}
