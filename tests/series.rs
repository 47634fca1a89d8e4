//! Analyses that follow each other: without each trial, and trial after trial. Held against R, and against what must be so.
#![cfg(test)]

use proptest::prelude::*;
use trialpool::analysis::{
    MainAnalysis, Prepared, Response, SensitivityAnswer, SensitivityFound, Series, SeriesOrder,
    answer, plan_for, prepare, sensitivity_asked, sensitivity_result, series, series_answers,
    trials_of_series,
};
use trialpool::data::{
    CovariateId, Measure, Method, OutcomeId, Review, SensitivityAnalysis, Settings,
    TauSquaredEstimator,
};
use trialpool::figure::sensitivity::{Inputs, Options, scene};
use trialpool::read::{Choices, examples, table};
use trialpool::wording::Locale;
use trialpool::wording::sensitivity as words;

struct Made {
    review: Review,
    prepared: Prepared,
    response: Response,
    answers: Vec<SensitivityAnswer>,
}

impl Made {
    fn main(&self) -> MainAnalysis<'_> {
        MainAnalysis {
            prepared: &self.prepared,
            response: &self.response,
        }
    }

    fn estimates(&self) -> Vec<f64> {
        let answers = self.answers.iter();
        answers
            .map(|answer| {
                let found = answer.found.as_ref().unwrap();
                found.result.pooled.as_ref().unwrap().interval.estimate
            })
            .collect()
    }

    fn lines(&self, of: Series) -> Vec<words::Line> {
        let outcome = &self.review.outcomes[0];
        words::series_lines(
            &self.review,
            outcome,
            self.main(),
            &self.answers,
            of,
            Locale::DecimalPoint,
        )
    }
}

/// The series of the first outcome of a review by the plan that is proposed.
fn made(review: Review, of: Series) -> Made {
    let mut settings = Settings {
        include_not_randomized: true,
        ..Settings::default()
    };
    let outcome: OutcomeId = review.outcomes[0].id;
    let prepared = prepare(&review, &settings, outcome).unwrap();
    let response = answer(&prepared.request);
    settings.plans.insert(outcome, response.plan);
    let main = MainAnalysis {
        prepared: &prepared,
        response: &response,
    };
    let analyses = series(&review, main, of);
    let answers = analyses
        .into_iter()
        .map(|analysis| SensitivityAnswer {
            found: sensitivity_asked(&review, &settings, outcome, &analysis, main).map(|asked| {
                SensitivityFound {
                    result: sensitivity_result(&asked, None).into(),
                    asked: asked.into(),
                }
            }),
            analysis,
        })
        .collect();
    Made {
        review,
        prepared,
        response,
        answers,
    }
}

fn bcg() -> Review {
    examples::review("bcg-vaccine").unwrap()
}

fn of_rows(rows: &[[u64; 4]]) -> Review {
    use std::fmt::Write as _;
    let mut text = String::from("study,year,event.e,n.e,event.c,n.c");
    for (place, [a, n1, c, n2]) in rows.iter().enumerate() {
        let _ = write!(text, "\nTrial {place},{},{a},{n1},{c},{n2}", 2000 + place);
    }
    table(&text, &Choices::default()).review
}

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-8, "{found}, R has {expected}");
    }
}

/// R: `leave1out(rma(yi, vi, test = "adhoc"))` of `escalc("RR", …, data = dat.bcg)`, metafor 3.8.1 with a threshold of 10⁻¹².
#[test]
fn without_each_trial_the_bcg_trials_pool_as_metafor_pools_them() {
    let made = made(bcg(), Series::LeaveOneOut);
    close(
        &made.estimates(),
        &[
            -0.707_083_784_699_262,
            -0.654_031_200_293_526,
            -0.685_554_410_836_618,
            -0.628_409_369_807_698,
            -0.764_170_095_140_255,
            -0.710_876_555_564_009,
            -0.655_247_599_784_662,
            -0.794_767_604_515_522,
            -0.741_197_299_304_493,
            -0.653_032_915_305_877,
            -0.757_858_626_723_501,
            -0.759_812_099_334_467,
            -0.777_536_184_894_368,
        ],
    );
}

/// R: `cumul(…, order = year)` of the same; trials of one year keep their order there too.
#[test]
fn trial_after_trial_the_bcg_trials_pool_as_metafor_pools_them_by_year() {
    let made = made(bcg(), Series::Cumulative(SeriesOrder::Year));
    close(
        &made.estimates(),
        &[
            -0.889_311_333_920_205,
            -1.325_003_442_244_875,
            -0.972_079_931_813_254,
            -1.001_096_174_496_205,
            -1.101_425_785_211_241,
            -0.973_463_894_381_975,
            -0.901_251_100_272_631,
            -0.788_565_503_718_831,
            -0.865_607_438_786_438,
            -0.785_210_367_856_669,
            -0.708_205_992_370_622,
            -0.794_767_604_515_522,
            -0.714_532_342_158_140,
        ],
    );
}

/// R: `cumul(…, order = -n)` of the same, `order = yi`, `order = ablat`.
#[test]
fn trial_after_trial_the_bcg_trials_pool_as_metafor_pools_them_by_size_effect_and_latitude() {
    let review = bcg();
    let mut columns = review.covariates.iter();
    let latitude = columns.find(|column| column.name == "Latitude").unwrap().id;
    let by = |order| made(bcg(), Series::Cumulative(order)).estimates();
    close(
        &by(SeriesOrder::Size),
        &[
            0.011_952_333_523_841,
            -0.151_675_968_471_777,
            -0.124_791_088_240_664,
            -0.452_781_884_060_150,
            -0.457_084_153_865_479,
            -0.419_965_936_649_134,
            -0.368_230_526_224_659,
            -0.486_269_225_336_950,
            -0.580_361_285_718_208,
            -0.604_742_149_392_740,
            -0.675_143_146_854_550,
            -0.707_083_784_699_262,
            -0.714_532_342_158_140,
        ],
    );
    close(
        &by(SeriesOrder::Effect),
        &[
            -1.620_898_223_598_392,
            -1.601_934_438_419_2,
            -1.467_447_982_178_027,
            -1.449_491_958_838_329,
            -1.446_266_497_641_515,
            -1.424_550_003_473_907,
            -1.233_039_166_892_598,
            -1.126_091_496_583_013,
            -1.014_215_799_034_478,
            -0.927_606_415_668_297,
            -0.845_033_807_265_829,
            -0.759_812_099_334_467,
            -0.714_532_342_158_140,
        ],
    );
    close(
        &by(SeriesOrder::Column(latitude)),
        &[
            -0.217_547_322_211_296,
            -0.004_526_771_468_014,
            -0.159_223_643_243_834,
            -0.410_382_893_186_903,
            -0.374_277_460_025_503,
            -0.324_862_178_205_616,
            -0.264_721_824_529_365,
            -0.325_265_335_565_107,
            -0.502_403_634_395_673,
            -0.523_905_276_375_969,
            -0.551_125_191_233_053,
            -0.654_031_200_293_526,
            -0.714_532_342_158_140,
        ],
    );
}

/// Numbers first, as numbers; then words by the alphabet, whatever their letters' size; then those of which nothing is stated.
#[test]
fn a_column_of_numbers_and_words_orders_both_and_puts_what_is_not_stated_last() {
    let text = "study,event.e,n.e,event.c,n.c,Dose\n\
        A,1,20,2,20,placebo\nB,1,20,2,20,\nC,1,20,2,20,10\nD,1,20,2,20,9.5\nE,1,20,2,20,Oral\nF,1,20,2,20,100";
    let review = table(text, &Choices::default()).review;
    let column = review.covariates[0].id;
    let of = Series::Cumulative(SeriesOrder::Column(column));
    let made = made(review, of);
    let ordered = trials_of_series(&made.review, made.main(), of);
    let names: Vec<&str> = ordered
        .iter()
        .map(|id| made.review.trial(*id).unwrap().name.as_str())
        .collect();
    assert_eq!(names, ["D", "C", "F", "E", "A", "B"]);
}

#[test]
fn a_series_by_a_column_is_named_by_it() {
    let review = bcg();
    let orders = SeriesOrder::all(&review);
    let names: Vec<String> = orders
        .iter()
        .map(|order| words::order(*order, &review))
        .collect();
    assert!(names.contains(&"By Latitude".to_owned()), "{names:?}");
    let named: Vec<String> = orders
        .iter()
        .map(|order| words::series_figure_name("Cases", Series::Cumulative(*order), &review))
        .collect();
    assert!(named.contains(&"Cases: trial after trial, by Latitude".to_owned()));
    let gone = SeriesOrder::Column(CovariateId(9_999));
    assert_eq!(words::order(gone, &review), "By a column that is gone");
}

#[test]
fn the_sentences_say_what_the_rows_say() {
    let left_out = made(bcg(), Series::LeaveOneOut);
    let lines = left_out.lines(Series::LeaveOneOut);
    assert!(lines[1].name.starts_with("Without "), "{}", lines[1].name);
    assert_eq!(
        words::left_out_sentence(&lines, Locale::DecimalPoint),
        "Without any one of its 13 trials the estimate lies between 0.45 and 0.53. No single trial decides on which side of no difference it lies, or whether the interval includes it."
    );
    let of = Series::Cumulative(SeriesOrder::Year);
    let cumulative = made(bcg(), of);
    insta::assert_snapshot!(words::cumulative_sentence(
        &cumulative.lines(of),
        Locale::DecimalPoint
    ));
}

#[test]
fn a_trial_that_decides_is_named() {
    let review = of_rows(&[
        [30, 100, 10, 100],
        [6, 100, 6, 100],
        [5, 100, 5, 100],
        [7, 100, 6, 100],
        [4, 100, 5, 100],
    ]);
    let made = made(review, Series::LeaveOneOut);
    let lines = made.lines(Series::LeaveOneOut);
    let differing: Vec<&str> = lines
        .iter()
        .filter(|line| line.conclusion.and_then(words::Conclusion::is_same) == Some(false))
        .map(|line| line.name.as_str())
        .collect();
    let said = words::left_out_sentence(&lines, Locale::DecimalPoint);
    for name in &differing {
        assert!(said.contains(name), "{said}");
    }
    assert_eq!(
        differing.is_empty(),
        said.contains("No single trial decides")
    );
}

#[test]
fn one_trial_or_more_than_can_be_shown_make_no_series() {
    let one = made(of_rows(&[[1, 20, 2, 20]]), Series::LeaveOneOut);
    assert!(one.answers.is_empty());
    assert!(words::no_series(one.prepared.pooled(), Locale::DecimalPoint).is_some());
    let many = made(of_rows(&vec![[1, 20, 2, 20]; 201]), Series::LeaveOneOut);
    assert!(many.answers.is_empty());
    assert!(
        words::no_series(201, Locale::DecimalPoint)
            .unwrap()
            .contains("200")
    );
    assert_eq!(words::no_series(22, Locale::DecimalPoint), None);
}

#[test]
fn the_figure_of_a_series_has_a_row_for_each_trial_and_its_own_title() {
    let of = Series::Cumulative(SeriesOrder::Precision);
    let made = made(bcg(), of);
    let outcome = &made.review.outcomes[0];
    let options = Options::screen(900.0, Locale::DecimalPoint);
    let inputs = Inputs::new(
        &made.review,
        outcome,
        made.main(),
        (&made.answers, Some(of)),
        &options,
    );
    let figure = scene(&inputs);
    assert!(
        figure
            .title
            .ends_with("trial after trial, the most precise first"),
        "{}",
        figure.title
    );
    assert!(figure.description.contains("repeated looks"));
    let first = trials_of_series(&made.review, made.main(), of)[0];
    let largest = &made.review.trial(first).unwrap().name;
    assert!(
        figure.description.contains(&format!("+ {largest} ")),
        "{largest}"
    );
}

fn row() -> impl Strategy<Value = [u64; 4]> {
    (1_u64..80, 1_u64..80).prop_flat_map(|(n1, n2)| {
        (0..=n1, Just(n1), 0..=n2, Just(n2)).prop_map(|(a, n1, c, n2)| [a, n1, c, n2])
    })
}

proptest! {
    /// The last of a cumulative series is the whole, in whatever order.
    #[test]
    fn the_last_row_of_a_cumulative_series_is_the_main_analysis(
        rows in prop::collection::vec(row(), 2..8),
        order in 0..5_usize,
    ) {
        let review = of_rows(&rows);
        let of = Series::Cumulative(SeriesOrder::all(&review)[order]);
        let made = made(review, of);
        let last = made.answers.last().unwrap().found.as_ref().unwrap();
        prop_assert_eq!(&last.result.pooled, &made.response.pooled);
    }

    /// A trial without events has no part in Mantel and Haenszel's ratio.
    #[test]
    fn leaving_out_a_trial_without_events_changes_nothing_of_a_ratio_without_correction(
        rows in prop::collection::vec(row(), 2..6),
        empty in (1_u64..60, 1_u64..60),
    ) {
        let mut rows = rows;
        rows.push([0, empty.0, 0, empty.1]);
        let made = made(of_rows(&rows), Series::LeaveOneOut);
        let is_plain = made.response.plan.method == trialpool::data::Method::MantelHaenszel;
        let without = made.answers.last().unwrap().found.as_ref().unwrap();
        if let (true, Ok(main), Ok(without)) = (is_plain, &made.response.pooled, &without.result.pooled) {
            prop_assert_eq!(main.interval.estimate.to_bits(), without.interval.estimate.to_bits());
        }
    }

    /// Whatever the trials: the sentences hold no number that is not one, and the figure is drawn.
    #[test]
    fn any_series_is_said_and_drawn(rows in prop::collection::vec(row(), 1..7)) {
        for of in [Series::LeaveOneOut, Series::Cumulative(SeriesOrder::Year)] {
            let made = made(of_rows(&rows), of);
            let lines = made.lines(of);
            let said = match of {
                Series::LeaveOneOut => words::left_out_sentence(&lines, Locale::DecimalComma),
                Series::Cumulative(_) => words::cumulative_sentence(&lines, Locale::DecimalComma),
                Series::PeopleLost(_) => return Err(TestCaseError::fail("is not asked for here")),
            };
            prop_assert!(!said.contains("NaN") && !said.contains("inf"), "{}", said);
            let options = Options::screen(500.0, Locale::DecimalComma);
            let outcome = &made.review.outcomes[0];
            let inputs = Inputs::new(&made.review, outcome, made.main(), (&made.answers, Some(of)), &options);
            prop_assert!(scene(&inputs).height > 0.0);
        }
    }
}

/// What a series asks is made from the main analysis; the same analysis with its level named is prepared from the review.
#[test]
fn what_a_series_asks_is_what_preparing_the_review_without_the_trials_asks() {
    let mut compared = 0;
    for example in examples::all() {
        let review = example.review();
        let mut settings = Settings::default();
        // One of the trials is left out by the reviewers, so that those that are left out have places among others.
        let first = review.trials.get(3).map(|trial| trial.id);
        settings.leave_out(&first.into_iter().collect(), None, "because");
        for outcome in &review.outcomes {
            let prepared = prepare(&review, &settings, outcome.id).unwrap();
            let response = answer(&prepared.request);
            let main = MainAnalysis {
                prepared: &prepared,
                response: &response,
            };
            for of in [Series::LeaveOneOut, Series::Cumulative(SeriesOrder::Year)] {
                for analysis in series(&review, main, of) {
                    let named = SensitivityAnalysis {
                        level: Some(response.level),
                        ..analysis.clone()
                    };
                    let quick = sensitivity_asked(&review, &settings, outcome.id, &analysis, main);
                    let slow = sensitivity_asked(&review, &settings, outcome.id, &named, main);
                    assert_eq!(quick, slow, "{}", outcome.name);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

/// What every row brings into the pool is made once for a series; each of its analyses by itself makes it anew.
#[test]
fn what_a_series_comes_to_is_what_each_of_its_analyses_comes_to() {
    let random = Method::RandomEffects(TauSquaredEstimator::PauleMandel);
    let plans = [
        plan_for(Measure::RiskRatio, Method::MantelHaenszel),
        plan_for(Measure::OddsRatio, random),
        plan_for(Measure::PetoOddsRatio, Method::Peto),
        plan_for(Measure::RiskDifference, Method::MiettinenNurminen),
        plan_for(Measure::OddsRatio, Method::PenalizedLogistic),
    ];
    let mut compared = 0;
    for example in examples::all() {
        let review = example.review();
        for outcome in &review.outcomes {
            for plan in plans.into_iter().map(Some).chain([None]) {
                let mut settings = Settings::default();
                settings.plans.extend(plan.map(|plan| (outcome.id, plan)));
                let prepared = prepare(&review, &settings, outcome.id).unwrap();
                let response = answer(&prepared.request);
                let main = MainAnalysis {
                    prepared: &prepared,
                    response: &response,
                };
                for of in [Series::LeaveOneOut, Series::Cumulative(SeriesOrder::Year)] {
                    for answer in series_answers(&review, &settings, outcome.id, main, of) {
                        let Ok(found) = answer.found else {
                            continue;
                        };
                        let alone = sensitivity_result(&found.asked, None);
                        assert_eq!(*found.result, alone, "{}, {plan:?}", outcome.name);
                        compared += 1;
                    }
                }
            }
        }
    }
    assert!(compared > 1_000, "{compared}");
}
