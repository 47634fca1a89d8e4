//! Dose and response within trials from the arms of a review, held against metafor and mixmeta, and what is said of it.

use trialpool::analysis::{
    DosesWithin, NoDoseResponse, NotDosed, Shape, Stages, answer, dosable_trials, doses_within,
    prepare, with_proposed,
};
use trialpool::data::{
    ArmDoses, ArmId, Correction, CountEntries, Entry, Measure, Review, Settings, TrialId, Values,
};
use trialpool::explore::dose_response::{Contrasts, fit};
use trialpool::math::symmetric::Symmetric;
use trialpool::report;
use trialpool::wording::{Locale, dose_response as words};

use super::dose_trials::{DOSED, aripiprazole, choosing, counts};

type Found = Result<DosesWithin, NoDoseResponse>;

fn found((review, settings): &(Review, Settings)) -> Found {
    let prepared = prepare(review, settings, DOSED).unwrap();
    let plan = settings.plans[&DOSED];
    doses_within(review, settings, &prepared, plan)
}

fn close(found: f64, expected: f64) {
    let tolerance = 1e-8 * expected.abs().max(1e-12);
    assert!((found - expected).abs() <= tolerance, "{found} {expected}");
}

/// R with metafor 3.8: with `V` a block for each trial, `diag(1/a - 1/n) + 1/c - 1/m`, the half added to all arms of Dogwood:
/// `rma.mv(y, V, mods = ~ x1 - 1)`, and of the own slopes `rma(b, v, method = "REML")`.
#[test]
fn dose_a_straight_line_from_counts_is_that_of_metafor() {
    for one_stage in [false, true] {
        let (review, settings) = counts();
        let settings = choosing(&settings, |choices| choices.one_stage = one_stage);
        let found = found(&(review, settings)).unwrap();
        close(found.fit.common.coefficients[0], 0.025_135_019_645_1);
        close(
            found.fit.common.covariance[0][0].sqrt(),
            0.005_195_404_291_66,
        );
        let own = [
            0.020_477_839_430_6,
            0.032_466_818_165_5,
            0.028_562_868_147_5,
            0.056_288_481_214_4,
            0.033_479_122_052_4,
        ];
        for (line, expected) in found.fit.own.iter().zip(own) {
            close(line.as_ref().unwrap().line.coefficients[0], expected);
        }
        let random = found.fit.random.as_ref().unwrap();
        assert!(random.converged);
        assert_eq!(random.between[0][0].to_bits(), 0.0_f64.to_bits());
        let left = found.fit.heterogeneity.as_ref().unwrap();
        let (statistic, degrees) = if one_stage {
            (4.738_554_721_07, 9.0)
        } else {
            (2.009_561_157_72, 4.0)
        };
        close(left.statistic, statistic);
        close(left.degrees_of_freedom, degrees);
        assert_eq!((found.with_several_doses(), found.corrected()), (4, 1));
        assert_eq!(found.reference.to_bits(), 0.0_f64.to_bits());
    }
}

/// R: `rma.mv(y, V, mods = ~ x1 + x2 - 1, random = ~ x1 + x2 - 1 | id, struct = "GEN")` with all trials; without Cedar
/// `mixmeta(B ~ 1, S, method = "reml")`. x2 is `Hmisc::rcspline.eval` with knots at `quantile(d, c(.1, .5, .9))`.
#[test]
fn dose_a_spline_keeps_the_trial_with_one_dose_in_one_stage_only() {
    let (review, settings) = counts();
    let one = choosing(&settings, |choices| {
        choices.spline = true;
        choices.one_stage = true;
    });
    let one = found(&(review.clone(), one)).unwrap();
    let Shape::Spline(knots) = one.fit.shape else {
        panic!("a spline");
    };
    for (knot, expected) in knots.into_iter().zip([10.0, 20.0, 31.0]) {
        close(knot, expected);
    }
    let line = one.fit.mean();
    close(line.coefficients[0], 0.039_830_942_847_6);
    close(line.coefficients[1], -0.021_509_627_829_6);
    close(line.covariance[0][0].sqrt(), 0.010_675_097_026_8);
    close(one.fit.heterogeneity.unwrap().statistic, 2.255_153_471_78);
    close(line.association().unwrap().statistic, 25.889_000_266);
    close(line.curvature().unwrap().statistic, 2.483_401_249_29);
    let two = choosing(&settings, |choices| choices.spline = true);
    let two = found(&(review, two)).unwrap();
    assert_eq!(two.fit.stages, Stages::Two);
    assert_eq!(two.fit.taken, [true, true, false, true, true]);
    let line = two.fit.mean();
    close(line.coefficients[0], 0.041_277_115_992_1);
    close(line.coefficients[1], -0.023_052_252_271_6);
    close(line.covariance[1][1].sqrt(), 0.014_312_620_050_3);
    let q = two.fit.heterogeneity.as_ref().unwrap();
    close(q.statistic, 2.104_199_973_98);
    let cautions = words::cautions(&two, Locale::DecimalPoint);
    assert!(
        cautions.iter().any(|one| one.contains("Cedar")),
        "{cautions:?}"
    );
}

#[test]
fn dose_the_sentence_says_which_kind_of_dose_and_response_it_is() {
    let (review, settings) = counts();
    let by_ten = choosing(&settings, |choices| choices.step = Some(10.0));
    let found_here = found(&(review.clone(), by_ten)).unwrap();
    let said = words::sentence(&found_here, Locale::DecimalPoint);
    assert_eq!(
        said,
        "Across the arms of the same trial, with the dose higher by 10\u{a0}mg: risk ratio of 1.29 (95% CI 1.16 to 1.42; P\u{a0}<\u{a0}0.001), from 5 trials, in two stages. 4 of them compare several doses with one control group."
    );
    let spline = choosing(&settings, |choices| choices.spline = true);
    let said = words::sentence(&found(&(review, spline)).unwrap(), Locale::DecimalPoint);
    assert!(
        said.contains("40\u{a0}mg against 0\u{a0}mg: risk ratio of"),
        "{said}"
    );
    assert!(said.contains("does not show that it is straight"), "{said}");
    assert!(
        said.contains("Each of them compares several doses"),
        "{said}"
    );
}

#[test]
fn dose_the_step_of_a_slope_suits_the_doses_where_nobody_chose() {
    let found = found(&aripiprazole()).unwrap();
    assert_eq!(found.step.to_bits(), 10.0_f64.to_bits());
    let said = words::sentence(&found, Locale::DecimalPoint);
    assert_eq!(
        said,
        "Across the arms of the same trial, with the dose higher by 10\u{a0}mg: a change of 3.59 in the mean difference (95% CI 2.41 to 4.77; P\u{a0}<\u{a0}0.001), from 5 trials, in two stages. Each of them compares several doses with one control group."
    );
}

#[test]
fn dose_one_dose_a_trial_is_said_to_rest_on_a_comparison_of_trials() {
    let (review, mut settings) = counts();
    for trial in 10..15 {
        for arm in 2..4 {
            settings.doses.set(TrialId(trial), ArmId(arm), None);
        }
    }
    let several = found(&(review.clone(), settings.clone())).unwrap();
    assert_eq!(several.with_several_doses(), 0);
    let said = words::sentence(&several, Locale::DecimalPoint);
    assert!(said.contains("None of them compares two doses"), "{said}");
    // A spline has no line of its own in any of them.
    let spline = choosing(&settings, |choices| {
        choices.spline = true;
        choices.knots = vec![5.0, 10.0, 15.0];
    });
    let none = found(&(review.clone(), spline));
    assert_eq!(none, Err(NoDoseResponse::NotTold(Stages::Two)));
    settings.doses.of.retain(|trial, _| *trial == TrialId(12));
    let single = found(&(review, settings)).unwrap();
    assert_eq!(single.fit.random, None);
    let said = words::sentence(&single, Locale::DecimalPoint);
    assert!(said.contains("from the one trial with a line"), "{said}");
    assert!(said.contains("is assumed and not seen"), "{said}");
    assert_eq!(single.without_dose, 4);
}

#[test]
fn dose_what_cannot_be_computed_is_said() {
    let (review, settings) = counts();
    let mut none = settings.clone();
    none.doses = ArmDoses::default();
    assert_eq!(found(&(review.clone(), none)), Err(NoDoseResponse::NoDoses));
    let mut peto = settings.clone();
    peto.plans.get_mut(&DOSED).unwrap().measure = Measure::PetoOddsRatio;
    let why = NoDoseResponse::Measure(Measure::PetoOddsRatio);
    assert_eq!(found(&(review.clone(), peto)), Err(why));
    let mut flat = settings.clone();
    for arms in flat.doses.of.values_mut() {
        for dose in arms.values_mut() {
            *dose = 5.0;
        }
    }
    assert_eq!(
        found(&(review.clone(), flat)),
        Err(NoDoseResponse::NoTrials)
    );
    let knots = choosing(&settings, |choices| {
        choices.spline = true;
        choices.knots = vec![10.0, 15.0, 25.0];
    });
    let knotted = found(&(review.clone(), knots)).unwrap();
    assert!(knotted.knots_chosen);
    for why in [
        NoDoseResponse::NoDoses,
        NoDoseResponse::NoTrials,
        NoDoseResponse::NoKnots,
        NoDoseResponse::Measure(Measure::PetoOddsRatio),
        NoDoseResponse::NotTold(Stages::One),
        NoDoseResponse::NotTold(Stages::Two),
    ] {
        assert!(words::no_dose_response(why).ends_with('.'));
    }
}

#[test]
fn dose_an_arm_without_an_event_is_said_where_nothing_is_added() {
    let (mut review, mut settings) = counts();
    let trial = std::sync::Arc::make_mut(&mut review.trials[1]);
    let record = trial.records.get_mut(&DOSED).unwrap();
    if let Values::Counts(arms) = &mut record.values {
        arms.get_mut(&ArmId(1)).unwrap().events = Entry::reported(0);
    }
    settings.plans.get_mut(&DOSED).unwrap().correction = Correction::None;
    let found = found(&(review, settings)).unwrap();
    assert_eq!(found.arms_without_effect(), 1);
    // Nothing is added to Dogwood either, whose control group has no event.
    let left = vec![("Dogwood".to_owned(), NotDosed::NoEffect)];
    assert_eq!((found.left_out.clone(), found.corrected()), (left, 0));
    let cautions = words::cautions(&found, Locale::DecimalPoint).join(" ");
    assert!(
        cautions.contains("1 arm is not part of the line"),
        "{cautions}"
    );
}

/// Nobody anywhere in a trial has the event: no correction makes a dose and response of that.
#[test]
fn dose_a_trial_without_an_event_is_left_out_by_name() {
    let (mut review, settings) = counts();
    let trial = std::sync::Arc::make_mut(&mut review.trials[3]);
    let record = trial.records.get_mut(&DOSED).unwrap();
    let empty = |total| CountEntries {
        events: Entry::reported(0),
        total: Entry::reported(total),
        lost: Entry::not_reported(),
    };
    record.values = Values::Counts((0..3).map(|arm| (ArmId(arm), empty(80))).collect());
    let found = found(&(review, settings)).unwrap();
    let left = vec![("Dogwood".to_owned(), NotDosed::NoEffect)];
    assert_eq!(found.left_out, left);
    let cautions = words::cautions(&found, Locale::DecimalPoint).join(" ");
    assert!(cautions.contains("Dogwood"), "{cautions}");
}

#[test]
fn dose_numbers_in_the_names_of_arms_are_proposed_and_taken_only_when_asked() {
    let (review, mut settings) = counts();
    settings.doses = ArmDoses::default();
    let prepared = prepare(&review, &settings, DOSED).unwrap();
    let (trials, unit) = dosable_trials(&review, &prepared, &settings.doses);
    assert_eq!(unit.as_deref(), Some("mg"));
    let proposed: Vec<Option<f64>> = trials[0].arms.iter().map(|arm| arm.proposed).collect();
    assert_eq!(proposed, [None, Some(10.0), Some(20.0), Some(40.0)]);
    assert_eq!(
        found(&(review.clone(), settings.clone())),
        Err(NoDoseResponse::NoDoses)
    );
    let taken = with_proposed(&review, &prepared, &settings.doses);
    assert_eq!((taken.unit.as_str(), taken.of.len()), ("mg", 5));
    settings.doses = taken;
    assert!(found(&(review, settings)).is_ok());
}

#[test]
fn dose_tables_script_and_results_hold_the_line() {
    let (review, settings) = counts();
    let settings = choosing(&settings, |choices| choices.at = vec![10.0, 40.0]);
    let prepared = prepare(&review, &settings, DOSED).unwrap();
    let response = answer(&prepared.request);
    let found = doses_within(&review, &settings, &prepared, response.plan).unwrap();
    let outcome = &review.outcomes[0];
    let lines = report::dose_lines(outcome, &found, Locale::DecimalPoint);
    assert_eq!(lines.rows.len(), 7);
    let predictions = report::dose_predictions(outcome, &found, Locale::DecimalPoint);
    assert_eq!(predictions.rows.len(), 2);
    let answers = [report::Answered {
        outcome,
        prepared: &prepared,
        response: &response,
    }];
    let script = report::r_script_explored(&review, &settings, &answers);
    assert!(script.contains("dosed1 <- data.frame("), "{script}");
    let results = report::results_json(
        &review,
        &settings,
        &answers,
        &report::LongResults::default(),
    );
    let results: serde_json::Value = serde_json::from_str(&results).unwrap();
    let kept = &results["outcomes"][0]["dose_response"];
    assert_eq!(kept["across"], "arms of the same trial");
    close(
        kept["random"]["coefficients"][0].as_f64().unwrap(),
        0.025_135_019_645_1,
    );
}

/// R: `m <- lm(c(.1, .5, .2, .9) ~ 0 + c(1, 2, 4, 5), weights = 1 / c(.04, .05, .06, .09))`, `deviance(m)` and its P from χ² with three
/// degrees of freedom. (The QE that metafor 3.8 gives `rma()` without an intercept is not this: it takes the mean out first.) The
/// doses are these above that of the reference.
#[test]
fn dose_what_a_trials_own_line_leaves_has_the_degrees_of_freedom_of_its_arms() {
    let variances = [0.04, 0.05, 0.06, 0.09];
    let trial = Contrasts::new(
        0.5,
        vec![1.5, 2.5, 4.5, 5.5],
        vec![0.1, 0.5, 0.2, 0.9],
        Symmetric::new(
            4,
            |row, column| {
                if row == column { variances[row] } else { 0.0 }
            },
        ),
    )
    .unwrap();
    assert_eq!(trial.reference().to_bits(), 0.5_f64.to_bits());
    assert_eq!(trial.different_doses(), 4);
    let own = |shape| {
        let found = fit(std::slice::from_ref(&trial), shape, Stages::Two).unwrap();
        found.own[0].clone().unwrap()
    };
    let straight = own(Shape::Linear);
    close(straight.line.coefficients[0], 0.132_164_242_942_69);
    let misfit = straight.misfit.unwrap();
    close(misfit.statistic, 3.572_569_147_419_447);
    close(misfit.degrees_of_freedom, 3.0);
    close(misfit.p_value, 0.311_471_393_869_467);
    let curved = own(Shape::Spline([0.5, 2.5, 5.0])).misfit.unwrap();
    close(curved.degrees_of_freedom, 2.0);
}
