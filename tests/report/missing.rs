//! What may be missing: limit meta-analysis, selection models, Copas and Jackson's bound, silent trials at the control risk.

use std::sync::Arc;

use trialpool::analysis::{
    Allowances, BiasBound, Favoured, NoModel, NotSupposed, PeopleOfSides, SelectionCuts,
    SelectionModel, SilentTrials, SmallStudy, allowances, plan_for, prepare, silent_trials,
    small_study,
};
use trialpool::bias::unpublished::largest_bias;
use trialpool::data::{
    ArmId, Correction, CountEntries, Entry, Interval, Measure, Method, Outcome, OutcomeId,
    OutcomeKind, Plan, Record, Review, Settings, Silence, SilenceReason, TauSquaredEstimator,
    Trial, TrialId, Values,
};
use trialpool::effect::Effect;
use trialpool::read::examples;
use trialpool::report;
use trialpool::wording::{Locale, silent as words};

use super::of_estimates;

/// What metafor's optimizer leaves open.
const BY_OPTIMIZER: f64 = 1e-5;
/// What is written with twelve figures.
const PRINTED: f64 = 1e-10;

#[track_caller]
fn close(found: f64, expected: f64, within: f64) {
    assert!(
        (found - expected).abs() <= within,
        "{found} is not {expected}"
    );
}

fn estimates(
    effects: &[(f64, f64)],
    measure: Measure,
    estimator: TauSquaredEstimator,
) -> SmallStudy {
    let plan = plan_for(measure, Method::RandomEffects(estimator));
    small_study(&of_estimates(effects), plan, None)
}

fn of_bcg() -> SmallStudy {
    let review = examples::review("bcg-vaccine").unwrap();
    let prepared = prepare(&review, &Settings::default(), review.outcomes[0].id).unwrap();
    let reml = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    small_study(&prepared.request, plan_for(Measure::RiskRatio, reml), None)
}

fn model(allowed: &Allowances, favoured: Favoured, cuts: SelectionCuts) -> &SelectionModel {
    let mut models = allowed.selections.iter();
    models
        .find(|model| model.favoured == favoured && model.cuts == cuts)
        .unwrap()
}

/// Ten trials published with what `metasens::limitmeta` (R 4.5.2) makes of them, in the tests of the programs allmeta and
/// trialforge on GitHub.
const TEN: [(f64, f64); 10] = [
    (0.55, 0.08),
    (0.48, 0.10),
    (0.70, 0.15),
    (0.60, 0.09),
    (0.30, 0.07),
    (0.75, 0.20),
    (0.52, 0.08),
    (0.65, 0.12),
    (0.45, 0.17),
    (0.58, 0.10),
];

#[test]
fn limit_meta_analysis_is_that_of_metasens() {
    let effects = TEN.map(|(effect, error)| (effect, error * error));
    let found = estimates(
        &effects,
        Measure::GenericDifference,
        TauSquaredEstimator::DerSimonianLaird,
    );
    let allowed = allowances(&found);
    let limit = allowed.limit.unwrap();
    // limitmeta(method.adjust = "beta0"): TE.adjust, seTE.adjust, beta.r, alpha.r, G.squared, tau^2.
    close(limit.estimate, 0.411_998_010_092, PRINTED);
    close(limit.standard_error, 0.088_792_115_893, PRINTED);
    close(limit.slope, 0.204_805_826_788, PRINTED);
    close(limit.intercept, 2.436_397_154_228, PRINTED);
    close(limit.g_squared.unwrap(), 0.313_520_932_541, PRINTED);
    close(limit.tau_squared, 0.007_231_869_266, PRINTED);
    // Q, Q - Q' and Q' by lm() and rma() in R 4.
    close(limit.q, 15.371_157_443_76, 1e-9);
    close(limit.q_small, 5.165_984_817_04, 1e-9);
    close(limit.q_residual, 10.205_172_626_71, 1e-9);
    // The curve begins where there is no error, at the adjusted mean.
    close(limit.at(0.0), limit.estimate, 1e-12);
}

#[test]
fn limit_meta_analysis_of_bcg_is_that_of_its_formulas_in_r() {
    let limit = allowances(&of_bcg()).limit.unwrap();
    // lm(I(yi * sqrt(w)) ~ sqrt(w)) with REML's tau^2, and the radial plot of the shrunken effects.
    close(limit.estimate, -0.629_987_909, 1e-7);
    close(limit.standard_error, 0.234_387_254, 1e-7);
    close(limit.q_small, 23.058_687_740, 1e-6);
    close(limit.g_squared.unwrap(), 0.909_276_495, 1e-7);
}

/// R: `m <- lm(I(y / sqrt(v)) ~ I(1 / sqrt(v)))`; Q′ is `deviance(m)` with k − 2 = 3 degrees of freedom, and what is left of
/// `rma(y, v, method = "FE")$QE` has one.
#[test]
fn what_eggers_line_explains_and_what_it_leaves_have_their_own_p() {
    let trials = [(0.5, 0.2), (0.1, 0.1), (0.3, 0.05), (0.9, 0.3), (0.2, 0.02)];
    let found = estimates(
        &trials,
        Measure::GenericDifference,
        TauSquaredEstimator::DerSimonianLaird,
    );
    let limit = allowances(&found).limit.unwrap();
    close(limit.q_residual, 1.024_100_698_262, PRINTED);
    close(limit.p_residual, 0.795_420_572_390, PRINTED);
    close(limit.q_small, 1.094_767_226_266, PRINTED);
    close(limit.p_small, 0.295_417_354_246, PRINTED);
}

#[test]
fn trials_without_heterogeneity_are_adjusted_along_eggers_line() {
    let effects = [(0.5, 0.04), (0.5, 0.09), (0.5, 0.25), (0.5, 0.16)];
    let found = estimates(
        &effects,
        Measure::GenericDifference,
        TauSquaredEstimator::DerSimonianLaird,
    );
    let limit = allowances(&found).limit.unwrap();
    close(limit.tau_squared, 0.0, 0.0);
    close(limit.estimate, 0.5, 1e-12);
    // All of one size: there is no line.
    let alike = estimates(
        &[(0.5, 0.04), (0.1, 0.04), (0.3, 0.04)],
        Measure::GenericDifference,
        TauSquaredEstimator::DerSimonianLaird,
    );
    assert_eq!(allowances(&alike).limit, None);
}

#[test]
fn selection_models_of_bcg_are_those_of_metafor() {
    let allowed = allowances(&of_bcg());
    // selmodel(rma(yi, vi, method = "ML"), type = "stepfun", steps = .025, alternative = "less"): metafor 3.8.1.
    let one = model(&allowed, Favoured::Smaller, SelectionCuts::One);
    let fit = one.fit.as_ref().unwrap();
    close(fit.estimate, -0.620_563_623, BY_OPTIMIZER);
    close(fit.standard_error, 0.261_322_660, BY_OPTIMIZER);
    close(fit.tau_squared, 0.291_239_455, BY_OPTIMIZER);
    close(fit.weights[0].weight, 0.635_536_109, BY_OPTIMIZER);
    close(fit.likelihood_ratio, 0.242_499_483, BY_OPTIMIZER);
    close(fit.p_value, 0.622_406_656, BY_OPTIMIZER);
    let error = fit.weights[0].weight * fit.weights[0].log_standard_error;
    close(error, 0.586_627_331, BY_OPTIMIZER);
    // With a second cut 2 trials have a P above 0.5, and upwards none has one below 0.025.
    let refused = |favoured, cuts| model(&allowed, favoured, cuts).fit.clone().unwrap_err();
    assert_eq!(
        refused(Favoured::Smaller, SelectionCuts::Two),
        NoModel::FewTrials {
            from: 0.025,
            to: 0.5,
            trials: 3
        }
    );
    assert_eq!(
        refused(Favoured::Larger, SelectionCuts::One),
        NoModel::FewTrials {
            from: 0.0,
            to: 0.025,
            trials: 0
        }
    );
}

/// Effects of writing on learning: 48 studies (Bangert-Drowns et al. 2004), `dat.bangertdrowns2004` of the package metadat.
const BANGERT: [(f64, f64); 48] = [
    (0.65, 0.070),
    (-0.75, 0.126),
    (-0.21, 0.042),
    (-0.04, 0.019),
    (0.23, 0.022),
    (0.03, 0.009),
    (0.26, 0.106),
    (0.06, 0.007),
    (0.06, 0.040),
    (0.12, 0.052),
    (0.77, 0.107),
    (0.00, 0.021),
    (0.52, 0.037),
    (0.54, 0.083),
    (0.20, 0.086),
    (0.20, 0.091),
    (-0.16, 0.167),
    (0.42, 0.052),
    (0.60, 0.091),
    (0.51, 0.065),
    (0.58, 0.073),
    (0.54, 0.061),
    (0.09, 0.100),
    (0.37, 0.060),
    (-0.01, 0.083),
    (-0.13, 0.037),
    (0.18, 0.069),
    (0.27, 0.018),
    (-0.02, 0.009),
    (0.33, 0.053),
    (0.59, 0.017),
    (0.84, 0.112),
    (-0.32, 0.060),
    (0.12, 0.044),
    (1.12, 0.129),
    (-0.12, 0.023),
    (-0.44, 0.205),
    (-0.07, 0.033),
    (0.70, 0.265),
    (0.49, 0.039),
    (0.20, 0.021),
    (0.58, 0.067),
    (0.15, 0.014),
    (0.63, 0.168),
    (0.04, 0.016),
    (1.46, 0.099),
    (0.04, 0.087),
    (0.25, 0.072),
];

#[test]
fn selection_models_of_many_studies_are_those_of_metafor() {
    let found = estimates(
        &BANGERT,
        Measure::GenericDifference,
        TauSquaredEstimator::RestrictedMaximumLikelihood,
    );
    let allowed = allowances(&found);
    // alternative = "greater", steps = .025.
    let fit = model(&allowed, Favoured::Larger, SelectionCuts::One)
        .fit
        .clone()
        .unwrap();
    close(fit.estimate, 0.147_665_290, BY_OPTIMIZER);
    close(fit.standard_error, 0.073_159_025, BY_OPTIMIZER);
    close(fit.tau_squared, 0.027_552_645, BY_OPTIMIZER);
    close(fit.weights[0].weight, 0.466_455_434, BY_OPTIMIZER);
    close(fit.likelihood_ratio, 1.163_544_239, BY_OPTIMIZER);
    // steps = c(.025, .5).
    let fit = model(&allowed, Favoured::Larger, SelectionCuts::Two)
        .fit
        .clone()
        .unwrap();
    close(fit.estimate, 0.105_687_081, BY_OPTIMIZER);
    close(fit.standard_error, 0.090_308_117, BY_OPTIMIZER);
    close(fit.tau_squared, 0.027_381_925, BY_OPTIMIZER);
    close(fit.weights[0].weight, 0.401_404_194, BY_OPTIMIZER);
    close(fit.weights[1].weight, 0.276_428_168, BY_OPTIMIZER);
    close(fit.likelihood_ratio, 1.680_981_871, BY_OPTIMIZER);
    close(fit.p_value, 0.431_498_633, BY_OPTIMIZER);
    // The same in other units, and turned round.
    let turned = BANGERT.map(|(effect, variance)| (-100.0 * effect, 1e4 * variance));
    let turned = estimates(
        &turned,
        Measure::GenericDifference,
        TauSquaredEstimator::RestrictedMaximumLikelihood,
    );
    let allowed = allowances(&turned);
    let turned = model(&allowed, Favoured::Smaller, SelectionCuts::Two)
        .fit
        .clone()
        .unwrap();
    close(turned.estimate, -100.0 * fit.estimate, 1e-5);
    close(turned.likelihood_ratio, fit.likelihood_ratio, 1e-7);
}

/// Made up so that the mean lies below zero while few trials favour it: a cut at P = 0.5 is then above the mean.
/// `selmodel(rma(y, v, method = "ML"), type = "stepfun", steps = c(.025, .5), alternative = "greater", control = list(optimizer =
/// "optim", optmethod = "BFGS", reltol = 1e-15))`: metafor 3.8.1.
#[test]
fn a_selection_model_with_its_mean_below_a_cut_is_that_of_metafor() {
    let trials = [
        (0.9, 0.15),
        (0.75, 0.12),
        (0.62, 0.08),
        (0.5, 0.05),
        (-0.45, 0.06),
        (-0.65, 0.1),
        (-0.15, 0.04),
        (-0.3, 0.09),
        (-0.55, 0.12),
        (-0.05, 0.03),
        (-0.4, 0.05),
        (-0.75, 0.2),
        (-0.25, 0.02),
        (0.15, 0.08),
        (0.25, 0.11),
        (0.1, 0.02),
        (0.35, 0.14),
        (0.2, 0.05),
    ];
    let found = estimates(
        &trials,
        Measure::GenericDifference,
        TauSquaredEstimator::RestrictedMaximumLikelihood,
    );
    let allowed = allowances(&found);
    let fit = model(&allowed, Favoured::Larger, SelectionCuts::Two)
        .fit
        .clone()
        .unwrap();
    close(fit.estimate, -0.178_849_131, BY_OPTIMIZER);
    close(fit.standard_error, 0.083_302_917, BY_OPTIMIZER);
    close(fit.tau_squared, 0.001_560_445, BY_OPTIMIZER);
    close(fit.weights[0].weight, 0.024_228_069, BY_OPTIMIZER);
    close(fit.weights[1].weight, 0.013_190_780, BY_OPTIMIZER);
    close(fit.likelihood_ratio, 10.276_596_452, 1e-6);
    close(fit.p_value, 0.005_867_667, 1e-8);
}

#[test]
fn the_bound_is_what_the_worst_selection_does() {
    let effects: Vec<Effect> = of_bcg().trials.iter().map(|trial| trial.effect).collect();
    // tau^2 of rma(), and the mean of what is known when the lowest of each size are missing, by integrate(): R 4.
    let tau_squared = 0.313_243_258;
    let bias = |missing| largest_bias(&effects, tau_squared, missing).unwrap();
    close(bias(1), 0.094_121_437, 1e-7);
    close(bias(5), 0.297_563_076, 1e-7);
    close(bias(13), 0.511_363_184, 1e-7);
    close(bias(0), 0.0, 0.0);
    assert_eq!(largest_bias(&[], 0.1, 3), None);
}

/// Events and people of the experimental and the control arm.
type Counts = (u64, u64, u64, u64);

/// Five trials of two events; the last three do not report the first, and one of them gives no numbers at all.
fn half_silent() -> Review {
    let mut review = Review::default();
    for (id, name) in [(0, "Death"), (1, "Fever")] {
        let outcome = Outcome::new(OutcomeId(id), name.to_owned(), OutcomeKind::Counts);
        review.outcomes.push(Arc::new(outcome));
    }
    let trials: [(&str, Option<Counts>, Option<Counts>); 5] = [
        ("One", Some((8, 100, 4, 100)), Some((3, 100, 2, 100))),
        ("Two", Some((12, 200, 9, 190)), Some((6, 200, 5, 190))),
        ("Three", None, Some((5, 60, 4, 50))),
        ("Four", None, Some((2, 40, 1, 42))),
        ("Five", None, None),
    ];
    for (place, (name, death, fever)) in (10..).zip(trials) {
        let mut trial = Trial::two_armed(TrialId(place), name);
        for (outcome, counts) in [(0, death), (1, fever)] {
            if let Some((a, n1, c, n2)) = counts {
                let arm = |events, total| CountEntries {
                    events: Entry::reported(events),
                    total: Entry::reported(total),
                    lost: Entry::not_reported(),
                };
                let arms = [(ArmId(0), arm(a, n1)), (ArmId(1), arm(c, n2))];
                let record = Record {
                    values: Values::Counts(arms.into_iter().collect()),
                    time_point: String::new(),
                    source: String::new(),
                    note: String::new(),
                    others: None,
                };
                trial.records.insert(OutcomeId(outcome), record);
            }
        }
        review.trials.push(Arc::new(trial));
    }
    review.next_id = 20;
    review
}

fn of_death(review: &Review, plan: Plan) -> SilentTrials {
    let death = review
        .outcomes
        .iter()
        .find(|one| one.name == "Death")
        .unwrap();
    let prepared = prepare(review, &Settings::default(), death.id).unwrap();
    silent_trials(review, &prepared, plan)
}

fn mantel_haenszel() -> Plan {
    Plan {
        correction: Correction::None,
        interval: Interval::Wald,
        ..plan_for(Measure::RiskRatio, Method::MantelHaenszel)
    }
}

#[test]
fn silent_trials_at_the_control_risk_are_pooled_as_r_pools_expected_counts() {
    let review = half_silent();
    let found = of_death(&review, mantel_haenszel());
    let names: Vec<&str> = found
        .trials
        .iter()
        .map(|trial| trial.name.as_str())
        .collect();
    assert_eq!(names, ["Three", "Four", "Five"]);
    let people: Vec<Option<u64>> = found
        .trials
        .iter()
        .map(|trial| trial.people.map(PeopleOfSides::all))
        .collect();
    assert_eq!(people, [Some(110), Some(82), None]);
    let supposed = found.supposed.unwrap();
    close(supposed.risk, 13.0 / 290.0, 1e-15);
    assert_eq!(
        (supposed.trials, supposed.people, supposed.unknown),
        (2, 192, 1)
    );
    // p <- 13/290; rma.mh(measure = "RR", ai = c(8,12,60*p,40*p), n1i = c(100,200,60,40), ci = c(4,9,50*p,42*p),
    // n2i = c(100,190,50,42)) of metafor, and the same without the last two.
    close(supposed.with.estimate, 0.314_052_786_059, 1e-9);
    close(supposed.with.standard_error, 0.306_408_188_159, 1e-9);
    close(supposed.without.estimate, 0.397_682_967_666, 1e-9);
}

#[test]
fn a_trial_that_did_not_measure_the_outcome_is_not_missing() {
    let mut review = half_silent();
    let all = of_death(&review, mantel_haenszel());
    assert_eq!((all.missing(), all.bounds.len()), (3, 3));
    let death = review.outcomes[0].id;
    let silence = |reason| Silence {
        reason: Some(reason),
        remark: "protocol, p. 3".to_owned(),
    };
    let silences = Arc::make_mut(&mut review.silences);
    let id = |name: &str| -> TrialId {
        let mut trials = all.trials.iter();
        trials.find(|trial| trial.name == name).unwrap().trial
    };
    silences.say(death, id("Four"), silence(SilenceReason::NotMeasured));
    silences.say(death, id("Five"), silence(SilenceReason::MeasuredNotTold));
    let found = of_death(&review, mantel_haenszel());
    assert_eq!((found.trials.len(), found.missing()), (3, 2));
    assert_eq!(found.supposed.unwrap().people, 110);
    let said = words::who(&found, Locale::DecimalPoint);
    assert_eq!(
        said,
        "3 trials do not report this outcome; 2 trials are pooled. Those of which people are known, 2 trials, have 192 people. Reasons: 2 given, 1 open. 1 trial did not measure it and is left aside below."
    );
    let csv = report::csv(&report::silent_trials(&found, Locale::DecimalPoint));
    assert!(
        csv.contains("Four,40,42,Not measured,\"protocol, p. 3\""),
        "{csv}"
    );
}

#[test]
fn what_silent_trials_could_change_is_said_with_its_numbers() {
    let review = half_silent();
    let found = of_death(&review, mantel_haenszel());
    let locale = Locale::DecimalPoint;
    let supposed = words::supposed(&found, locale);
    assert!(
        supposed.starts_with("If the 192 people of 2 silent trials had had the control risk of 4.5% in both arms, the risk ratio would be ")
            && supposed.ends_with("The people of 1 trial more are not known and not in it."),
        "{supposed}"
    );
    let BiasBound {
        lowest, highest, ..
    } = *found.bound().unwrap();
    assert!(lowest.estimate < found.mean.unwrap().estimate);
    assert!(highest.estimate > found.mean.unwrap().estimate);
    let bound = words::bound(&found, locale).unwrap();
    assert!(
        bound.contains("the results of 3 silent trials are missing"),
        "{bound}"
    );
    let table = report::suppositions(&found, locale).unwrap();
    // As they are twice, at the control risk, and two rows each for 1, 2 and 3 missing trials.
    assert_eq!(table.rows.len(), 9);
    // Fever is not reported by one trial, of which nothing is known.
    let fever = review
        .outcomes
        .iter()
        .find(|one| one.name == "Fever")
        .unwrap();
    let prepared = prepare(&review, &Settings::default(), fever.id).unwrap();
    let found = silent_trials(&review, &prepared, mantel_haenszel());
    assert_eq!(found.supposed, Err(NotSupposed::NoPeople));
    assert!(words::who(&found, locale).starts_with(
        "1 trial does not report this outcome; 4 trials are pooled. How many people were in it is not known."
    ));
}

#[test]
fn a_second_row_of_a_trial_that_reports_is_not_silent() {
    let mut review = half_silent();
    let second = Arc::make_mut(&mut review.trials[2]);
    second.name = " one ".to_owned();
    let found = of_death(&review, mantel_haenszel());
    assert_eq!(found.trials.len(), 2);
    let by_reviewers = review.trials[3].id;
    let mut settings = Settings::default();
    settings.hidden.insert(by_reviewers);
    let prepared = prepare(&review, &settings, review.outcomes[0].id).unwrap();
    assert_eq!(prepared.silent, [review.trials[4].id]);
}

#[test]
fn the_results_have_what_is_missing() {
    let review = half_silent();
    let answers = super::answered(&review);
    let listed = super::listed(&review, &answers);
    let json: serde_json::Value =
        serde_json::from_str(&super::results(&review, &Settings::default(), &listed)).unwrap();
    let silent = &json["outcomes"][0]["silent"];
    assert_eq!(silent["missing"], 3);
    assert_eq!(silent["trials"][0]["people"][1], 50);
    assert!(silent["bias_bound"]["bias"].as_f64().unwrap() > 0.0);
    let bcg = examples::review("bcg-vaccine").unwrap();
    let answers = super::answered(&bcg);
    let listed = super::listed(&bcg, &answers);
    let json: serde_json::Value =
        serde_json::from_str(&super::results(&bcg, &Settings::default(), &listed)).unwrap();
    let found = &json["outcomes"][0]["small_study"];
    assert!(json["outcomes"][0].get("silent").is_none());
    assert!(found["limit_meta_analysis"]["g_squared"].as_f64().unwrap() > 0.5);
    let models = found["selection_models"].as_array().unwrap();
    assert_eq!(models.len(), 4);
    assert!(models.iter().any(|model| model["reason"].is_string()));
}
