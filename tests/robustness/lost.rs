//! People lost: what counting them comes to, held against R, and how they are kept.

use trialpool::analysis::{
    MainAnalysis, NoSelection, SensitivityAnswer, Series, people_lost, sensitivity_asked,
    sensitivity_result, series, series_answers,
};
use trialpool::data::{
    ArmNumber, Correction, Covariate, CovariateId, Exploration, Interval, LostAssumption, Measure,
    Method, Plan, PredictionDegrees, Review, Role, SensitivityAnalysis, TauSquaredEstimator,
    TrialId, lost_offers, problems_of,
};
use trialpool::project::{
    Column, Command, History, Project, Standing, apply, columns, restore, save, take_lost,
};
use trialpool::report::{self, Answered};
use trialpool::wording::Locale;
use trialpool::wording::sensitivity as words;

use super::{Arm, OUTCOME, answered, review};

/// Six trials with people lost, one of them without an event in one arm.
const TRIALS: [(Arm, Arm); 6] = [
    ((4, 123, 10), (11, 139, 15)),
    ((6, 306, 20), (29, 303, 12)),
    ((3, 231, 0), (11, 220, 4)),
    ((62, 13_598, 400), (248, 12_867, 600)),
    ((33, 5_069, 150), (47, 5_808, 100)),
    ((0, 40, 3), (2, 41, 2)),
];

const TOLERANCE: f64 = 1e-8;

fn plan(measure: Measure, method: Method, interval: Interval) -> Plan {
    Plan {
        measure,
        method,
        interval,
        correction: Correction::None,
        prediction: PredictionDegrees::KMinusOne,
    }
}

fn mantel_haenszel(measure: Measure) -> Plan {
    plan(measure, Method::MantelHaenszel, Interval::Wald)
}

/// The pool under an assumption: estimate and limits, scale of analysis.
fn pooled(review: &Review, plan: Plan, assumption: LostAssumption) -> [f64; 3] {
    let (settings, prepared, response) = answered(review, plan);
    let analysis = SensitivityAnalysis {
        lost: Some(assumption),
        ..SensitivityAnalysis::default()
    };
    let main = MainAnalysis {
        prepared: &prepared,
        response: &response,
    };
    let asked = sensitivity_asked(review, &settings, OUTCOME, &analysis, main).unwrap();
    let result = sensitivity_result(&asked, None);
    let interval = result.pooled.unwrap().interval;
    [interval.estimate, interval.lower, interval.upper]
}

fn is_close(found: [f64; 3], expected: [f64; 3], what: &str) {
    for (found, expected) in found.into_iter().zip(expected) {
        let apart = (found - expected).abs();
        assert!(
            apart <= TOLERANCE * expected.abs().max(1.0),
            "{what}: {found} and not {expected}"
        );
    }
}

#[test]
fn whole_counts_are_pooled_by_the_method_of_the_outcome() {
    // R 4, metafor: rma.mh(measure = "RR", add = 0, drop00 = TRUE) of the counts with the people lost put in by hand.
    let review = review(&TRIALS);
    let by_hand = [
        (
            LostAssumption::Nobody,
            [-1.165_968_108_80, -1.379_088_024_32, -0.952_848_193_28],
        ),
        (
            LostAssumption::Everybody,
            [-0.449_102_040_024, -0.541_876_946_918, -0.356_327_133_130],
        ),
        (
            LostAssumption::ControlAlone,
            [-2.300_234_928_72, -2.495_398_764_05, -2.105_071_093_39],
        ),
        (
            LostAssumption::ExperimentalAlone,
            [0.685_164_779_898, 0.558_696_601_715, 0.811_632_958_082],
        ),
    ];
    for (assumption, expected) in by_hand {
        let found = pooled(&review, mantel_haenszel(Measure::RiskRatio), assumption);
        is_close(found, expected, &format!("{assumption:?}"));
    }
}

#[test]
fn odds_among_the_people_lost_mix_into_risks_with_the_variance_of_the_delta_method() {
    // R 4, metafor: π* written out, its derivatives taken numerically (steps of 1e-6), rma(yi, vi) with 0.5 in the last trial.
    let review = review(&TRIALS);
    let odds = |one, other| LostAssumption::Odds([one, other]);
    let ratio = mantel_haenszel(Measure::RiskRatio);
    for (assumption, expected) in [
        (
            odds(1.0, 1.0),
            [-1.130_889_895_7, -1.349_277_021_6, -0.912_502_769_802],
        ),
        (
            odds(2.0, 2.0),
            [-1.136_030_941_71, -1.354_273_046_76, -0.917_788_836_655],
        ),
        (
            odds(0.5, 0.5),
            [-1.127_598_694_92, -1.346_025_095_45, -0.909_172_294_395],
        ),
        (
            odds(2.0, 0.5),
            [-1.080_931_543_83, -1.299_266_394_1, -0.862_596_693_554],
        ),
        (
            odds(0.5, 3.0),
            [-1.215_450_747_49, -1.433_681_008_95, -0.997_220_486_037],
        ),
        (
            LostAssumption::AsControl,
            [-1.091_329_982_11, -1.286_862_774_55, -0.895_797_189_67],
        ),
    ] {
        is_close(
            pooled(&review, ratio, assumption),
            expected,
            &format!("{assumption:?}"),
        );
    }
    is_close(
        pooled(&review, mantel_haenszel(Measure::OddsRatio), odds(2.0, 0.5)),
        [-1.096_891_134_44, -1.317_661_573_97, -0.876_120_694_916],
        "odds ratio",
    );
    let random = plan(
        Measure::RiskRatio,
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        Interval::HartungKnappSafeguarded,
    );
    is_close(
        pooled(&review, random, odds(0.5, 3.0)),
        [-1.162_836_201_71, -1.927_409_512_83, -0.398_262_890_592],
        "random effects",
    );
}

#[test]
fn where_anything_may_be_so_a_trial_weighs_by_the_width_between_its_extremes() {
    // R 4, metafor: escalc() of the table as reported and of its two extremes, error = (upper limit of the one − lower limit of
    // the other) / (2 qnorm(0.975)), rma(yi, error^2). Gamble and Hollis (2005) in the form of their appendix.
    let review = review(&TRIALS);
    let haenszel = [
        (
            Measure::RiskRatio,
            [-1.166_669_479_273, -1.898_051_503_199, -0.435_287_455_347],
        ),
        (
            Measure::OddsRatio,
            [-1.200_051_225_503, -1.959_386_632_643, -0.440_715_818_363],
        ),
        (
            Measure::RiskDifference,
            [
                -0.016_771_914_371_2,
                -0.036_188_967_356_7,
                0.002_645_138_614_4,
            ],
        ),
    ];
    for (measure, expected) in haenszel {
        let found = pooled(&review, mantel_haenszel(measure), LostAssumption::Uncertain);
        is_close(found, expected, &format!("{measure:?}"));
    }
    let random = plan(
        Measure::RiskRatio,
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        Interval::HartungKnappSafeguarded,
    );
    is_close(
        pooled(&review, random, LostAssumption::Uncertain),
        [-1.166_669_479_273, -2.125_910_241_064, -0.207_428_717_481],
        "random effects",
    );
}

#[test]
fn differences_of_risks_and_of_angles_are_mixed_alike() {
    // R 4, metafor, as above; differences of risks without, those of angles with 0.5 in the trial with an empty cell.
    let review = review(&TRIALS);
    is_close(
        pooled(
            &review,
            mantel_haenszel(Measure::RiskDifference),
            LostAssumption::Odds([0.5, 3.0]),
        ),
        [
            -0.010_635_859_910_4,
            -0.012_740_983_801_8,
            -0.008_530_736_019,
        ],
        "risk difference",
    );
    is_close(
        pooled(
            &review,
            plan(
                Measure::ArcsineDifference,
                Method::InverseVariance,
                Interval::Wald,
            ),
            LostAssumption::Odds([2.0, 2.0]),
        ),
        [
            -0.057_845_782_197_5,
            -0.067_967_025_072_4,
            -0.047_724_539_322_5,
        ],
        "arcsine difference",
    );
}

#[test]
fn a_trial_that_lost_nobody_counts_as_it_reported() {
    let mut without = TRIALS;
    for (experimental, control) in &mut without {
        (experimental.2, control.2) = (0, 0);
    }
    let (settings, prepared, response) =
        answered(&review(&without), mantel_haenszel(Measure::RiskRatio));
    let main = MainAnalysis {
        prepared: &prepared,
        response: &response,
    };
    let of_lost = Series::PeopleLost(Exploration::USUAL_ODDS);
    assert!(series(&review(&without), main, of_lost).is_empty());
    let analysis = SensitivityAnalysis {
        lost: Some(LostAssumption::Everybody),
        ..SensitivityAnalysis::default()
    };
    assert_eq!(
        sensitivity_asked(&review(&without), &settings, OUTCOME, &analysis, main).err(),
        Some(NoSelection::NobodyLost)
    );
    let said = words::lost_sentence(&review(&without), main, &[], &[], Locale::DecimalPoint);
    assert!(said.starts_with("No trial says yet"), "{said}");
}

fn all_answers(review: &Review, plan: Plan) -> (Vec<SensitivityAnswer>, String, String) {
    let (settings, prepared, response) = answered(review, plan);
    let main = MainAnalysis {
        prepared: &prepared,
        response: &response,
    };
    let of_lost = Series::PeopleLost(Exploration::USUAL_ODDS);
    let answers = series_answers(review, &settings, OUTCOME, main, of_lost);
    let outcome = review.outcome(OUTCOME).unwrap();
    let locale = Locale::DecimalPoint;
    let lines = words::series_lines(review, outcome, main, &answers, of_lost, locale);
    let said = words::lost_sentence(review, main, &answers, &lines, locale);
    let table = report::series(
        review,
        Answered {
            outcome,
            prepared: &prepared,
            response: &response,
        },
        &answers,
        of_lost,
        locale,
    );
    (answers, said, report::csv(&table))
}

#[test]
fn the_sentence_says_how_many_were_lost_and_what_the_extremes_come_to() {
    let plan = mantel_haenszel(Measure::RiskRatio);
    let (answers, said, csv) = all_answers(&review(&TRIALS), plan);
    assert_eq!(answers.len(), 11);
    assert_eq!(
        said,
        "In 6 trials 583 with MSC and 733 with control were lost: randomized, and not known whether they had it. Risk ratio 0.10 \
         (0.08 to 0.12) if only those lost with control had it, 1.98 (1.75 to 2.25) if only those lost with MSC had it. 1 of 11 \
         assumptions comes to another conclusion: Only those lost with MSC had it."
    );
    // The main analysis and eleven assumptions under a head.
    assert_eq!(
        csv.lines().filter(|line| line.contains("Death")).count(),
        12,
        "{csv}"
    );
    assert!(csv.contains("Odds among those lost times 2"), "{csv}");
}

#[test]
fn one_person_lost_is_one_person_and_a_conclusion_that_holds_is_said_to_hold() {
    let one = [((10, 100, 1), (11, 100, 0)), ((9, 90, 0), (12, 95, 0))];
    let (_, said, _) = all_answers(&review(&one), mantel_haenszel(Measure::RiskRatio));
    assert!(
        said.starts_with(
            "In 1 of 2 trials 1 with MSC and nobody with control was lost: randomized, and not known whether they had it. The other \
             trial does not say; it is counted as it reported."
        ),
        "{said}"
    );
    assert!(
        said.ends_with(
            "Under each of these 11 assumptions the conclusion is that of the main analysis."
        ),
        "{said}"
    );
}

#[test]
fn an_arm_in_which_everybody_was_lost_stays_out_under_every_assumption() {
    let mut trials = TRIALS.to_vec();
    trials.push(((0, 0, 20), (3, 20, 0)));
    let (all, fewer) = (review(&trials), review(&TRIALS));
    let plan = mantel_haenszel(Measure::RiskRatio);
    for assumption in [LostAssumption::Everybody, LostAssumption::Odds([2.0, 2.0])] {
        let [with, without] = [&all, &fewer].map(|review| pooled(review, plan, assumption));
        assert_eq!(with.map(f64::to_bits), without.map(f64::to_bits));
    }
}

fn project(review: Review) -> Project {
    Project::of(review)
}

fn lost_column(role: Role) -> Column {
    Column::Arm {
        outcome: OUTCOME,
        role,
        nth: 0,
        number: ArmNumber::Lost,
    }
}

#[test]
fn the_columns_come_when_they_are_asked_for_and_stay_where_somebody_was_lost() {
    let mut without = TRIALS;
    for (experimental, control) in &mut without {
        (experimental.2, control.2) = (0, 0);
    }
    let start = project(review(&without));
    assert!(!columns(&start.review).contains(&lost_column(Role::Control)));
    let mut history = History::new(start);
    let ask = |asked| Command::AskForLost {
        outcome: OUTCOME,
        asked,
    };
    history.apply(&ask(true)).unwrap();
    assert!(columns(&history.present().review).contains(&lost_column(Role::Control)));
    let typed = Command::Write {
        trials: vec![TrialId(10)],
        columns: vec![lost_column(Role::Control)],
        lines: vec![vec!["7".to_owned()]],
    };
    history.apply(&typed).unwrap();
    history.apply(&ask(false)).unwrap();
    let present = history.present();
    assert!(columns(&present.review).contains(&lost_column(Role::Control)));
    assert_eq!(
        lost_column(Role::Control).content(&present.review.trials[0]),
        ("7", Standing::Reported)
    );
    let kept = restore(&save(present)).unwrap().project;
    assert_eq!(&kept, present);
    for _ in 0..3 {
        history.undo();
    }
    assert!(!columns(&history.present().review).contains(&lost_column(Role::Control)));
}

#[test]
fn people_who_were_randomized_beyond_the_total_are_offered_and_taken_in_one_step() {
    let mut before = review(&TRIALS);
    before.covariates.push(Covariate {
        id: CovariateId(500),
        name: "Randomized".to_owned(),
    });
    // The first trial typed its people lost; the second would have fewer randomized than analysed; the third lost two.
    for (place, typed) in [(0, "140; 160"), (1, "300; 320"), (2, "233; 224")] {
        let trial = std::sync::Arc::make_mut(&mut before.trials[place]);
        trial.covariates.insert(CovariateId(500), typed.to_owned());
    }
    before.next_id = 501;
    let outcome = before.outcome(OUTCOME).unwrap().clone();
    let offers = lost_offers(&before, &outcome);
    let told: Vec<_> = offers
        .iter()
        .map(|offer| (offer.trial, offer.lost))
        .collect();
    assert_eq!(told, [(TrialId(12), 2)]);
    let command = take_lost(&before, OUTCOME, &offers).unwrap();
    let after = apply(&project(before), &command).unwrap();
    let prepared = trialpool::analysis::prepare(&after.review, &after.settings, OUTCOME);
    let lost = people_lost(&after.review, &prepared.unwrap());
    assert_eq!((lost.experimental, lost.control), (585, 733));
    assert!(lost_offers(&after.review, &outcome).is_empty());
}

#[test]
fn people_lost_that_cannot_be_are_said_and_keep_no_trial_out() {
    let start = project(review(&TRIALS));
    for (typed, said) in [
        ("-3", "below zero"),
        ("1.5", "not a whole number"),
        ("many", "not a number"),
    ] {
        let command = Command::Write {
            trials: vec![TrialId(10)],
            columns: vec![lost_column(Role::Experimental)],
            lines: vec![vec![typed.to_owned()]],
        };
        let after = apply(&start, &command).unwrap();
        let problems = problems_of(&after.review);
        let [problem] = problems.as_slice() else {
            panic!("{typed}: {problems:?}");
        };
        let words = trialpool::wording::problems::finding(problem);
        assert!(
            words.contains(said) && words.contains("eople lost"),
            "{words}"
        );
        let prepared = trialpool::analysis::prepare(&after.review, &after.settings, OUTCOME);
        assert_eq!(
            prepared.map(|prepared| prepared.pooled()),
            Some(6),
            "{typed}"
        );
    }
}

#[test]
fn a_hostile_document_cannot_ask_for_impossible_odds() {
    let mut hostile = project(review(&TRIALS));
    hostile
        .review
        .asked_for_lost
        .insert(trialpool::data::OutcomeId(77));
    let exploration = Exploration {
        missing_odds: Some([0.0, -1.0]),
        ..Exploration::default()
    };
    hostile.settings.explorations.insert(OUTCOME, exploration);
    let analysis = SensitivityAnalysis {
        lost: Some(LostAssumption::Odds([1e300, 0.0])),
        name: "Hostile".to_owned(),
        ..SensitivityAnalysis::default()
    };
    hostile.settings.sensitivity.insert(OUTCOME, vec![analysis]);
    let mended = restore(&save(&hostile)).unwrap().project;
    assert!(mended.review.asked_for_lost.is_empty());
    assert!(mended.settings.explorations.is_empty());
    assert!(mended.settings.sensitivity.is_empty());
    let odds = Command::SetMissingOdds {
        outcome: OUTCOME,
        odds: Some([0.0, 2.0]),
    };
    assert!(apply(&mended, &odds).is_err());
}

#[test]
fn the_script_for_r_writes_the_mixtures_out_and_compares_them() {
    // Run once with Rscript: every line says "the same".
    let review = review(&TRIALS);
    let (settings, prepared, response) = answered(&review, mantel_haenszel(Measure::RiskRatio));
    let answered = [Answered {
        outcome: review.outcome(OUTCOME).unwrap(),
        prepared: &prepared,
        response: &response,
    }];
    let script = report::r_script_explored(&review, &settings, &answered);
    assert!(
        script.contains("m1 = c(10, 20, 0, 400, 150, 3)"),
        "{script}"
    );
    assert_eq!(script.matches("withlost(lost1").count(), 5, "{script}");
}
