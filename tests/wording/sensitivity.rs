//! What is said of sensitivity analyses: their names, what differs, and how each stands to the main analysis, which must follow
//! from the printed numbers.

use proptest::prelude::*;
use trialpool::analysis::{
    MainAnalysis, Prepared, Response, SensitivityAnswer, answer, plan_for, prepare,
    sensitivity_answers,
};
use trialpool::data::{
    ConfidenceLevel, Correction, Covariate, CovariateId, Interval, Measure, Method, OutcomeId,
    Plan, Review, SensitivityAnalysis, Settings, TauPrior, TauSquaredEstimator, TrialId,
    TrialSelection,
};
use trialpool::wording::Locale;
use trialpool::wording::sensitivity::{
    self as words, Conclusion, Direction, Line, lines, proposed_name, summary,
};

use super::random_cases::cases;
use super::review;

const OUTCOME: OutcomeId = OutcomeId(0);

const FEVER: [[u64; 4]; 4] = [
    [7, 72, 3, 59],
    [4, 40, 2, 39],
    [1, 30, 2, 31],
    [15, 61, 3, 60],
];

fn main_plan() -> Plan {
    plan_for(Measure::RiskRatio, Method::MantelHaenszel)
}

fn selecting(trials: TrialSelection) -> SensitivityAnalysis {
    SensitivityAnalysis {
        trials,
        ..SensitivityAnalysis::default()
    }
}

fn without(trials: &[u32]) -> SensitivityAnalysis {
    let trials = trials.iter().copied().map(TrialId).collect();
    selecting(TrialSelection::Without(trials))
}

fn by(plan: Plan) -> SensitivityAnalysis {
    SensitivityAnalysis {
        plan: Some(plan),
        ..SensitivityAnalysis::default()
    }
}

fn answers_of(
    review: &Review,
    plan: Plan,
    analyses: &[SensitivityAnalysis],
) -> (Prepared, Response, Vec<SensitivityAnswer>) {
    let mut settings = Settings::default();
    settings.plans.insert(OUTCOME, plan);
    settings.sensitivity.insert(OUTCOME, analyses.to_vec());
    let prepared = prepare(review, &settings, OUTCOME).unwrap();
    let response = answer(&prepared.request);
    let main = MainAnalysis {
        prepared: &prepared,
        response: &response,
    };
    let answers = sensitivity_answers(review, &settings, OUTCOME, main);
    (prepared, response, answers)
}

fn lines_of(tables: &[[u64; 4]], plan: Plan, analyses: &[SensitivityAnalysis]) -> Vec<Line> {
    let review = review("Fever", tables);
    let (prepared, response, answers) = answers_of(&review, plan, analyses);
    let main = MainAnalysis {
        prepared: &prepared,
        response: &response,
    };
    lines(
        &review,
        &review.outcomes[0],
        main,
        &answers,
        Locale::DecimalPoint,
    )
}

#[test]
fn an_analysis_is_called_by_what_it_does_otherwise() {
    let mut review = review("Fever", &FEVER);
    review.covariates.push(Covariate {
        id: CovariateId(9),
        name: "Source".into(),
    });
    let name = |analysis: &SensitivityAnalysis| {
        proposed_name(analysis, &review, main_plan(), Locale::DecimalPoint)
    };
    let plan = main_plan();
    let reml = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    let level = TrialSelection::OneLevel {
        covariate: CovariateId(9),
        level: "Fat".into(),
    };
    let several = SensitivityAnalysis {
        plan: Some(plan_for(Measure::OddsRatio, reml)),
        level: Some(ConfidenceLevel::NinetyNine),
        ..selecting(TrialSelection::LowRiskOfBias)
    };
    for (analysis, expected) in [
        (
            selecting(TrialSelection::LowRiskOfBias),
            "Low risk of bias only",
        ),
        (without(&[2]), "Without Trial 2"),
        (without(&[2, 4]), "Without Trial 2 and Trial 4"),
        (without(&[1, 2, 3]), "Without 3 trials"),
        (selecting(level), "Source: Fat only"),
        (
            by(plan_for(Measure::OddsRatio, Method::MantelHaenszel)),
            "Odds ratio",
        ),
        (
            by(plan_for(Measure::PetoOddsRatio, Method::Peto)),
            "Peto odds ratio",
        ),
        (
            by(plan_for(Measure::RiskRatio, reml)),
            "Random effects (REML)",
        ),
        (
            by(Plan {
                correction: Correction::HalfWhereZero,
                ..plan
            }),
            "0.5 added in trials with an empty cell",
        ),
        (
            by(Plan {
                interval: Interval::Robust,
                ..plan
            }),
            "Robust interval",
        ),
        (by(plan), "Risk ratio, Mantel–Haenszel, no correction"),
        (
            several,
            "Low risk of bias only, odds ratio, random effects (REML), 99% intervals",
        ),
    ] {
        assert_eq!(name(&analysis), expected);
    }
}

#[test]
fn a_line_says_what_differs_and_why_there_is_no_result() {
    let named = SensitivityAnalysis {
        name: "As the protocol says".into(),
        ..without(&[4])
    };
    let lines = lines_of(
        &FEVER,
        main_plan(),
        &[
            without(&[4]),
            named,
            without(&[1, 2, 3]),
            without(&[1, 2, 3, 4]),
            selecting(TrialSelection::LowRiskOfBias),
            selecting(TrialSelection::ParallelGroups),
        ],
    );
    let said: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| (line.name.as_str(), line.detail.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (
                "Main analysis",
                "Risk ratio, Mantel–Haenszel, no correction"
            ),
            ("Without Trial 4", "1 trial out"),
            ("As the protocol says", "Without Trial 4; 1 trial out"),
            (
                "Without 3 trials",
                "3 trials out: Trial 1, Trial 2, Trial 3"
            ),
            ("Without 4 trials", ""),
            ("Low risk of bias only", ""),
            ("Parallel groups only", "the trials of the main analysis"),
        ]
    );
    let results: Vec<Option<&str>> = lines
        .iter()
        .map(|line| line.result.as_ref().err().map(String::as_str))
        .collect();
    let none = Some("no trial is left");
    let not_judged = Some("the risk of bias is not judged");
    assert_eq!(results, [None, None, None, None, none, not_judged, None]);
    assert_eq!(
        lines[0].counts[0].unwrap().written(Locale::DecimalPoint),
        "27/203"
    );
    assert_eq!(
        lines[1].counts[0].unwrap().written(Locale::DecimalPoint),
        "12/142"
    );
    assert_eq!(
        (lines[0].trials.as_str(), lines[3].trials.as_str()),
        ("4", "1")
    );
}

#[test]
fn the_conclusion_tells_direction_and_what_the_interval_holds() {
    let lines = lines_of(
        &FEVER,
        main_plan(),
        &[
            by(plan_for(Measure::OddsRatio, Method::MantelHaenszel)),
            without(&[4]),
            without(&[1, 2, 4]),
            SensitivityAnalysis {
                level: Some(ConfidenceLevel::NinetyNine),
                ..SensitivityAnalysis::default()
            },
        ],
    );
    let said: Vec<String> = lines
        .iter()
        .filter_map(|line| Some(line.conclusion?.words()))
        .collect();
    assert_eq!(
        said,
        [
            "same conclusion: same direction, excludes no difference",
            "same direction, but includes no difference",
            "too wide to tell anything",
            "same conclusion: same direction, excludes no difference (at 99%)",
        ]
    );
    let conclusions: Vec<Conclusion> = lines.iter().filter_map(|line| line.conclusion).collect();
    assert_eq!(
        summary(&conclusions, Locale::DecimalPoint).unwrap(),
        "2 of 4 analyses come to the conclusion of the main one. They share trials, so that they do not confirm each other."
    );
}

#[test]
fn the_summary_counts_what_can_be_compared() {
    let compared = |excludes| Conclusion::Compared {
        direction: Direction::Same,
        main_excludes: true,
        excludes,
        other_level: None,
    };
    let said = |conclusions: &[Conclusion]| summary(conclusions, Locale::DecimalPoint);
    let (same, other) = (compared(true), compared(false));
    let none = Conclusion::NoResult;
    assert_eq!(said(&[]), None);
    assert_eq!(said(&[same, Conclusion::Pending]), None);
    assert_eq!(said(&[none, Conclusion::OneArm]), None);
    for (conclusions, begins) in [
        (
            &[same][..],
            "The analysis comes to the conclusion of the main one. ",
        ),
        (
            &[other],
            "The analysis does not come to the conclusion of the main one. ",
        ),
        (
            &[same, same],
            "All 2 analyses come to the conclusion of the main one. ",
        ),
        (
            &[other, other, none],
            "None of the 2 analyses comes to the conclusion of the main one; 1 has no result. ",
        ),
        (
            &[same, other],
            "1 of 2 analyses comes to the conclusion of the main one. ",
        ),
        (
            &[same, same, other, none, none],
            "2 of 3 analyses come to the conclusion of the main one; 2 have no result. ",
        ),
    ] {
        let said = said(conclusions).unwrap();
        assert!(said.starts_with(begins), "{said}");
    }
}

#[test]
fn a_posterior_gives_a_probability_where_others_give_p() {
    let bayesian = plan_for(Measure::OddsRatio, Method::Bayesian(TauPrior::HalfNormal));
    let lines = lines_of(&FEVER, main_plan(), &[by(bayesian)]);
    assert_eq!(words::p_head(&lines), "P or probability");
    assert_eq!(words::p_head(&lines[..1]), "P");
    let p = &lines[1].result.as_ref().unwrap().p;
    assert!(p.starts_with("above 1: 9"), "{p}");
}

#[test]
fn a_fit_of_an_analysis_carries_its_notes() {
    // Trials that agree: τ² is estimated at zero.
    let review = review("Fever", &[[8, 40, 4, 39]; 4]);
    let reml = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    let analyses = [by(plan_for(Measure::RiskRatio, reml)), without(&[4])];
    let (prepared, response, answers) = answers_of(&review, main_plan(), &analyses);
    let main = MainAnalysis {
        prepared: &prepared,
        response: &response,
    };
    let outcome = &review.outcomes[0];
    let remarks = words::remarks(&review, outcome, main, &answers, Locale::DecimalPoint);
    let [remark] = remarks.as_slice() else {
        panic!("one analysis has notes of its own: {remarks:?}")
    };
    assert!(
        remark.starts_with("Random effects (REML): ")
            && remark.contains("τ² was estimated at zero"),
        "{remark}"
    );
}

/// The numbers of a text: "<0.01" counts as what it is below.
fn read(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '.')
        .collect();
    plain.parse().ok()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_words_of_a_conclusion_never_contradict_the_printed_numbers(
        tables in prop::collection::vec((0..12_u64, 12..40_u64, 0..12_u64, 12..40_u64), 2..6),
        out in 0..6_u32,
        odds in any::<bool>(),
        level in prop::sample::select(&ConfidenceLevel::ALL[..]),
    ) {
        let tables: Vec<[u64; 4]> = tables.into_iter().map(|(a, n, c, m)| [a, n, c, m]).collect();
        let measure = if odds { Measure::OddsRatio } else { Measure::RiskRatio };
        let analysis = SensitivityAnalysis {
            plan: Some(plan_for(measure, Method::MantelHaenszel)),
            level: Some(level),
            ..without(&[out % 6 + 1])
        };
        // Where the trial is not there, nothing is left out.
        let lines = lines_of(&tables, main_plan(), &[analysis]);
        let (main, line) = (&lines[0], &lines[1]);
        let Some(Conclusion::Compared { direction, main_excludes, excludes, .. }) = line.conclusion else {
            return Ok(());
        };
        for (line, says_excludes) in [(main, main_excludes), (line, excludes)] {
            let result = line.result.as_ref().unwrap();
            let [lower, upper] = result.limits.each_ref().map(|limit| read(limit).unwrap());
            let outside = lower > 1.0 || upper < 1.0;
            // A limit that reads 1.000 may lie on either side.
            let on_edge = [lower, upper].iter().any(|limit| (limit - 1.0).abs() < 1e-9);
            prop_assert!(on_edge || outside == says_excludes, "{line:?}");
        }
        let side = |line: &Line| {
            let estimate = read(&line.result.as_ref().unwrap().estimate).unwrap();
            estimate.total_cmp(&1.0)
        };
        let (one, other) = (side(main), side(line));
        match direction {
            Direction::Same => prop_assert!(one == other || one.is_eq() || other.is_eq()),
            Direction::Other => prop_assert!(one != other),
            Direction::None => prop_assert!(one.is_eq() || other.is_eq()),
        }
        let is_same = main_excludes == excludes && direction != Direction::Other;
        let conclusion = line.conclusion.unwrap();
        prop_assert_eq!(conclusion.is_same(), Some(is_same));
        prop_assert_eq!(conclusion.words().starts_with("same conclusion"), is_same);
    }
}
