//! Against R 4.2 with dosresmeta 2.2.0, mixmeta 1.2.1 and metafor 3.8 on the six studies of alcohol and cardiovascular disease of
//! `dosresmeta::alcohol_cvd` (Liu, Cook, Bergström & Hsieh 2009, Computational Statistics & Data Analysis 53:4157), and the study of alcohol and breast cancer by
//! which Greenland and Longnecker (1992) explain their method (`cc_ex`).

use proptest::prelude::*;

use super::greenland_longnecker::{AdjustedRatio, CasesOf, Design, covariance};
use super::{Contrasts, Shape, Stages, fit, usual_knots};
use crate::data::{ConfidenceLevel, TauSquaredEstimator};
use crate::effect::Effect;
use crate::math::symmetric::Symmetric;
use crate::pool::{inverse_variance, tau_squared};

/// Dose, cases, people, logarithm of the ratio, its standard error; the reference first.
type Arm = (f64, f64, f64, f64, f64);

const BIANCHI: [Arm; 5] = [
    (0.0, 126.0, 414.0, 0.0, 0.0),
    (9.06, 61.0, 261.0, -0.223_143_5, 0.223_338_0),
    (27.0, 69.0, 228.0, -0.000_1, 0.233_751_9),
    (45.0, 22.0, 44.0, 0.530_628_3, 0.376_513_7),
    (64.8, 19.0, 34.0, 0.875_468_7, 0.444_004_6),
];
const BOBAK: [Arm; 4] = [
    (0.0, 77.0, 258.0, 0.0, 0.0),
    (16.05, 88.0, 413.0, -0.430_782_9, 0.221_305_2),
    (46.425, 24.0, 202.0, -1.078_81, 0.297_565_4),
    (77.16, 13.0, 64.0, -0.616_186_1, 0.387_079_2),
];
const MALARCHER_WINE: [Arm; 4] = [
    (0.0, 83.0, 208.0, 0.0, 0.0),
    (1.176, 46.0, 175.0, -0.579_818_5, 0.317_147_0),
    (8.916, 17.0, 58.0, -0.562_118_9, 0.418_614_0),
    (18.72, 4.0, 11.0, 0.615_185_6, 0.909_100_6),
];
const MALARCHER_BEER: [Arm; 4] = [
    (0.0, 83.0, 208.0, 0.0, 0.0),
    (0.955, 29.0, 117.0, -0.287_682_1, 0.333_233_6),
    (7.43, 32.0, 81.0, 0.512_823_6, 0.338_372_6),
    (15.6, 18.0, 39.0, -0.314_710_7, 0.471_345_4),
];
const VLIEGENTHART_WINE: [Arm; 4] = [
    (0.0, 159.0, 480.0, 0.0, 0.0),
    (6.0, 229.0, 975.0, -0.415_515_5, 0.144_215_3),
    (18.0, 38.0, 207.0, -0.634_878_3, 0.238_348_6),
    (28.8, 39.0, 133.0, -0.083_381_6, 0.273_885_4),
];
const VLIEGENTHART_BEER: [Arm; 4] = [
    (0.0, 302.0, 1269.0, 0.0, 0.0),
    (6.25, 129.0, 436.0, -0.223_143_5, 0.156_587_2),
    (18.75, 19.0, 49.0, -0.010_050_3, 0.351_089_1),
    (30.0, 15.0, 41.0, -0.261_364_8, 0.416_511_4),
];

const KNOTS: [f64; 3] = [0.0, 9.06, 45.855];

fn contrasts(arms: &[Arm], design: Design) -> Contrasts {
    let (reference, others) = arms.split_first().unwrap();
    let of = |arm: &Arm| CasesOf {
        cases: arm.1,
        people: arm.2,
    };
    let ratios: Vec<AdjustedRatio> = others
        .iter()
        .map(|arm| AdjustedRatio {
            estimate: arm.3,
            variance: arm.4 * arm.4,
            of: of(arm),
        })
        .collect();
    let found = covariance(design, of(reference), &ratios).unwrap();
    assert!(found.converged);
    Contrasts::new(
        reference.0,
        others.iter().map(|arm| arm.0).collect(),
        others.iter().map(|arm| arm.3).collect(),
        found.covariance,
    )
    .unwrap()
}

fn alcohol() -> Vec<Contrasts> {
    let case_control = [
        &BIANCHI[..],
        &BOBAK[..],
        &MALARCHER_WINE[..],
        &MALARCHER_BEER[..],
    ];
    let cohorts = [&VLIEGENTHART_WINE[..], &VLIEGENTHART_BEER[..]];
    case_control
        .into_iter()
        .map(|arms| contrasts(arms, Design::CaseControl))
        .chain(cohorts.map(|arms| contrasts(arms, Design::CumulativeIncidence)))
        .collect()
}

/// The trial with these arms alone, by place after the reference.
fn only(trial: &Contrasts, arms: &[usize]) -> Contrasts {
    let covariance = Symmetric::new(arms.len(), |row, column| {
        trial.covariance().cell(arms[row], arms[column])
    });
    Contrasts::new(
        trial.reference(),
        arms.iter().map(|arm| trial.doses()[*arm]).collect(),
        arms.iter().map(|arm| trial.estimates()[*arm]).collect(),
        covariance,
    )
    .unwrap()
}

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance * expected.abs().max(1e-300),
        "{found} and not {expected}"
    );
}

fn all_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        close(*found, *expected, tolerance);
    }
}

/// Numbers of the data have seven figures.
const OF_DATA: f64 = 2e-6;
/// The likelihood is as flat at its top in R as here.
const OF_SEARCH: f64 = 5e-5;

/// R: `grl(y = logrr, v = v, cases = case, n = n, type = "cc", data = cc_ex, tol = 1e-20)` and `covar.logrr`, with
/// v = ((log ub − log lb) / (2 qnorm(0.975)))².
#[test]
fn alcohol_and_breast_cancer_are_those_of_greenland_and_longnecker() {
    let ratio = |estimate: f64, (lower, upper): (f64, f64), cases, people| {
        let error = (libm::log(upper) - libm::log(lower)) / (2.0 * 1.959_963_984_540_054);
        AdjustedRatio {
            estimate: libm::log(estimate),
            variance: error * error,
            of: CasesOf { cases, people },
        }
    };
    let ratios = [
        ratio(0.80, (0.51, 1.27), 74.0, 167.0),
        ratio(1.16, (0.73, 1.85), 90.0, 186.0),
        ratio(1.57, (0.99, 2.51), 122.0, 212.0),
    ];
    let reference = CasesOf {
        cases: 165.0,
        people: 337.0,
    };
    let found = covariance(Design::CaseControl, reference, &ratios).unwrap();
    assert!(found.converged);
    close(found.reference_cases, 160.506_328_81, 1e-6);
    all_close(
        &found.cases,
        &[70.330_387_81, 95.485_687_15, 124.677_592_79],
        1e-6,
    );
    close(found.covariance.cell(1, 0), 0.018_817_681_86, 1e-6);
    close(found.covariance.cell(2, 1), 0.020_686_815_32, 1e-6);
    let estimates = ratios.iter().map(|ratio| ratio.estimate).collect();
    let trial = Contrasts::new(0.0, vec![2.0, 6.0, 11.0], estimates, found.covariance).unwrap();
    let found = fit(&[trial], Shape::Linear, Stages::Two).unwrap();
    assert_eq!(found.random, None);
    close(found.common.coefficients[0], 0.045_428_845_58, 1e-6);
    close(found.common.covariance[0][0], 0.000_426_994_951_4, 1e-6);
}

/// R: the loop of `grl` to 200 steps on each study; `covar.logrr`.
#[test]
fn reconstructed_covariances_are_those_of_dosresmeta() {
    let trials = alcohol();
    close(
        trials[0].covariance().cell(1, 0),
        0.018_759_050_445,
        OF_DATA,
    );
    close(
        trials[3].covariance().cell(2, 1),
        0.032_932_836_109,
        OF_DATA,
    );
    close(
        trials[4].covariance().cell(2, 0),
        0.013_472_857_360,
        OF_DATA,
    );
    close(
        trials[5].covariance().cell(1, 0),
        0.004_898_217_879,
        OF_DATA,
    );
}

/// R: `Hmisc::rcspline.eval(dose, knots = c(0, 9.06, 45.855), inclx = TRUE)`.
#[test]
fn the_spline_is_harrells() {
    let spline = Shape::Spline(KNOTS);
    for (dose, expected) in [
        (0.955, 4.142_253_935_068_44e-04),
        (9.06, 3.536_805_664_568_17e-01),
        (27.0, 5.938_813_249_383_92),
        (45.0, 15.823_213_525_782_5),
        (77.16, 34.885_593_719_332_8),
    ] {
        close(spline.curved(dose), expected, 1e-13);
    }
    assert_eq!(spline.curved(-3.0).to_bits(), 0.0_f64.to_bits());
}

/// R: `quantile(c(10, 20, 40, 5, 5, 80, 100), c(.1, .5, .9))`.
#[test]
fn knots_are_quantiles_of_the_doses_and_never_two_at_one_place() {
    let found = usual_knots(&[10.0, 20.0, 40.0, 5.0, 5.0, 80.0, 100.0]);
    assert_eq!(found, Some([5.0, 20.0, 88.0]));
    assert_eq!(usual_knots(&[5.0, 5.0, 5.0, 10.0]), None);
    assert_eq!(usual_knots(&[]), None);
}

/// R: `rma(b, v, method = "REML")` of the own slopes, and `dosresmeta(logrr ~ dose, proc = "2stage")`.
#[test]
fn straight_lines_in_two_stages_are_those_of_r() {
    let found = fit(&alcohol(), Shape::Linear, Stages::Two).unwrap();
    let own: Vec<f64> = found
        .own
        .iter()
        .map(|own| own.as_ref().unwrap().line.coefficients[0])
        .collect();
    all_close(
        &own,
        &[
            0.010_835_062_24,
            -0.012_898_264_19,
            -0.007_306_343_27,
            0.011_126_104_18,
            -0.011_022_438_15,
            -0.010_058_181_26,
        ],
        OF_DATA,
    );
    let random = found.random.as_ref().unwrap();
    assert!(random.converged);
    close(random.line.coefficients[0], -0.004_365_411_797, OF_SEARCH);
    close(random.line.covariance[0][0], 3.468_302_727e-05, OF_SEARCH);
    close(random.between[0][0], 1.005_708_995e-04, OF_SEARCH);
    assert_eq!(random.line.curvature(), None);
}

/// R: `mixmeta(B ~ 1, S, method = "reml", control = list(reltol = 1e-16))` of the own coefficients, and its `qtest`; the common line
/// by `rma.mv(logrr, V, mods = ~ dose + x2 - 1)`.
#[test]
fn splines_in_two_stages_are_those_of_r() {
    let found = fit(&alcohol(), Shape::Spline(KNOTS), Stages::Two).unwrap();
    all_close(
        &found.common.coefficients,
        &[-0.020_702_897_94, 0.045_609_181_17],
        1e-5,
    );
    close(found.common.covariance[0][0], 6.085_941_849e-05, 1e-5);
    close(
        found.common.association().unwrap().statistic,
        7.349_890_156,
        1e-5,
    );
    let q = found.heterogeneity.as_ref().unwrap();
    close(q.statistic, 32.357_484_17, 1e-5);
    close(q.degrees_of_freedom, 10.0, 0.0);
    let random = found.random.as_ref().unwrap();
    assert!(random.converged);
    all_close(
        &random.line.coefficients,
        &[-0.030_677_965_18, 0.094_237_988_76],
        OF_SEARCH,
    );
    all_close(
        &random.line.covariance.concat(),
        &[
            1.195_899_175e-04,
            -4.788_708_113e-04,
            -4.788_708_113e-04,
            2.515_328_205e-03,
        ],
        OF_SEARCH,
    );
    all_close(
        &random.between.concat(),
        &[
            1.942_925_699e-04,
            -1.039_836_809e-03,
            -1.039_836_809e-03,
            6.423_961_156e-03,
        ],
        5e-4,
    );
}

/// R: `rma.mv(logrr, V, mods = ~ dose - 1, random = ~ dose - 1 | id, struct = "GEN")` and the same with the spline, where the first two
/// studies keep one dose each.
#[test]
fn trials_with_one_dose_are_in_one_stage_as_in_r_and_of_a_spline_left_out_of_two() {
    let mut trials = alcohol();
    trials[0] = only(&trials[0], &[1]);
    trials[1] = only(&trials[1], &[1]);
    let linear = fit(&trials, Shape::Linear, Stages::One).unwrap();
    let random = linear.random.as_ref().unwrap();
    close(random.line.coefficients[0], -0.011_294_024_70, OF_SEARCH);
    close(random.line.covariance[0][0], 2.745_733_265e-05, OF_SEARCH);
    close(random.between[0][0], 4.702_635_216e-05, 1e-4);
    let left = linear.heterogeneity.as_ref().unwrap();
    close(left.statistic, 27.711_760_04, 1e-5);
    let shape = Shape::Spline(KNOTS);
    let one = fit(&trials, shape, Stages::One).unwrap();
    let random = one.random.as_ref().unwrap();
    // Its Ψ has a correlation of −1.
    assert!(random.converged);
    all_close(
        &random.line.coefficients,
        &[-0.014_763_778_45, 0.042_990_843_87],
        1e-4,
    );
    all_close(
        &random.line.covariance.concat(),
        &[
            5.312_605_236e-04,
            -2.304_714_696e-03,
            -2.304_714_696e-03,
            1.052_206_165e-02,
        ],
        2e-4,
    );
    assert_eq!(one.taken, [true; 6]);
    let two = fit(&trials, shape, Stages::Two).unwrap();
    assert_eq!(two.taken, [false, false, true, true, true, true]);
    assert!(two.own[0].is_none());
}

/// R: `solve(t(x) %*% solve(S) %*% x)` with S the diagonal `1/a - 1/n` and the part of the control added to every cell.
#[test]
fn a_line_from_counts_is_that_of_generalised_least_squares() {
    let (events, people) = ([12.0, 18.0, 25.0, 31.0], [100.0, 98.0, 101.0, 99.0]);
    let part = |arm: usize| 1.0 / events[arm] - 1.0 / people[arm];
    let estimate = |arm: usize| libm::log(events[arm] / people[arm] / (events[0] / people[0]));
    let covariance = Symmetric::new(3, |row, column| {
        part(0) + if row == column { part(row + 1) } else { 0.0 }
    });
    let estimates = (1..4).map(estimate).collect();
    let trial = Contrasts::new(0.0, vec![10.0, 20.0, 40.0], estimates, covariance).unwrap();
    let found = fit(&[trial], Shape::Linear, Stages::One).unwrap();
    close(found.common.coefficients[0], 0.020_477_839_430_580_8, 1e-11);
    close(
        found.common.covariance[0][0].sqrt(),
        0.006_422_587_386_734_76,
        1e-11,
    );
    let own = found.own[0].as_ref().unwrap();
    let misfit = own.misfit.as_ref().unwrap();
    close(misfit.statistic, 1.140_718_006_423_94, 1e-10);
    // Three estimates less a slope; with two degrees of freedom the tail of χ² is e^(−x/2).
    close(misfit.degrees_of_freedom, 2.0, 0.0);
    close(misfit.p_value, libm::exp(-0.5 * misfit.statistic), 1e-12);
    let at = found
        .mean()
        .against(Shape::Linear, (30.0, 10.0), ConfidenceLevel::default());
    close(at.estimate, 20.0 * 0.020_477_839_430_580_8, 1e-11);
}

#[test]
fn what_tells_nothing_has_no_line() {
    let covariance = |cell: f64| Symmetric::diagonal(&[cell]);
    assert_eq!(fit(&[], Shape::Linear, Stages::Two), None);
    // The only dose is that of the reference.
    let same = Contrasts::new(5.0, vec![5.0], vec![0.3], covariance(0.1)).unwrap();
    assert_eq!(same.different_doses(), 0);
    assert_eq!(fit(&[same], Shape::Linear, Stages::One), None);
    assert_eq!(
        Contrasts::new(0.0, vec![1.0], vec![0.1], covariance(0.0)),
        None
    );
    assert_eq!(
        Contrasts::new(0.0, vec![1.0], vec![f64::NAN], covariance(1.0)),
        None
    );
}

fn trial_of_one() -> impl Strategy<Value = (f64, f64, f64)> {
    (0.5..50.0_f64, -1.5..1.5_f64, 0.02..0.6_f64)
}

proptest! {
    /// One dose a trial: each trial has the slope y / x with the variance v / x².
    #[test]
    fn of_one_dose_each_the_line_is_the_random_effects_mean_of_slopes(
        arms in prop::collection::vec(trial_of_one(), 2..8),
    ) {
        let trials: Vec<Contrasts> = arms
            .iter()
            .map(|(dose, estimate, variance)| {
                let covariance = Symmetric::diagonal(&[*variance]);
                Contrasts::new(0.0, vec![*dose], vec![*estimate], covariance).unwrap()
            })
            .collect();
        let slopes: Vec<Effect> = arms
            .iter()
            .map(|(dose, estimate, variance)| Effect {
                estimate: estimate / dose,
                variance: variance / (dose * dose),
            })
            .collect();
        let tau = tau_squared::estimate(&slopes, TauSquaredEstimator::RestrictedMaximumLikelihood);
        let mean = inverse_variance::mean(&slopes, tau.value).unwrap();
        for stages in [Stages::One, Stages::Two] {
            let found = fit(&trials, Shape::Linear, stages).unwrap();
            let random = found.random.as_ref().unwrap();
            prop_assert!(random.converged);
            let error = mean.standard_error;
            let off = (random.line.coefficients[0] - mean.estimate).abs();
            // A likelihood with two hills of one height has two answers.
            prop_assert!(off < 1e-4 * error, "{found:?} {mean:?} {tau:?}");
        }
    }

    #[test]
    fn doses_in_another_unit_change_nothing_but_the_unit(scale in 1e-6..1e9_f64) {
        let trials = alcohol();
        let scaled: Vec<Contrasts> = trials
            .iter()
            .map(|trial| {
                let doses = trial.doses().iter().map(|dose| dose * scale).collect();
                let estimates = trial.estimates().to_vec();
                Contrasts::new(0.0, doses, estimates, trial.covariance().clone()).unwrap()
            })
            .collect();
        let shapes = [
            (Shape::Linear, Shape::Linear),
            (Shape::Spline(KNOTS), Shape::Spline(KNOTS.map(|knot| knot * scale))),
        ];
        for (shape, other) in shapes {
            let found = fit(&trials, shape, Stages::Two).unwrap();
            let again = fit(&scaled, other, Stages::Two).unwrap();
            for (one, other) in found.mean().coefficients.iter().zip(&again.mean().coefficients) {
                close(other * scale, *one, 1e-6);
            }
            let [one, other] = [&found, &again].map(|found| found.mean().association().unwrap());
            close(one.statistic, other.statistic, 1e-6);
        }
    }

    #[test]
    fn effects_on_a_straight_line_show_no_curve(slope in -0.5..0.5_f64, control in 0.01..0.2_f64) {
        let doses = [[1.0, 4.0, 9.0], [2.0, 5.0, 12.0], [0.5, 3.0, 7.0]];
        let trials: Vec<Contrasts> = doses
            .iter()
            .map(|doses| {
                let covariance = Symmetric::new(3, |row, column| {
                    control + if row == column { 0.1 } else { 0.0 }
                });
                let estimates = doses.iter().map(|dose| slope * dose).collect();
                Contrasts::new(0.0, doses.to_vec(), estimates, covariance).unwrap()
            })
            .collect();
        let found = fit(&trials, Shape::Spline([1.0, 4.0, 9.0]), Stages::Two).unwrap();
        let curve = found.mean().curvature().unwrap();
        prop_assert!(curve.statistic < 1e-12 && curve.p_value > 0.999, "{curve:?}");
        close(found.mean().coefficients[0], slope, 1e-9);
    }
}

/// Of person-time there is a closed form: each arm's cases are A₀ N e^y / N₀, with A₀ such that all add up; and covariances follow
/// from 1/A alone (computed with it in Python).
#[test]
fn cases_in_person_time_are_in_closed_form() {
    let of = |cases, people| CasesOf { cases, people };
    let ratio = |estimate, variance, of| AdjustedRatio {
        estimate,
        variance,
        of,
    };
    let reference = of(60.0, 1500.0);
    let ratios = [
        ratio(-0.15, 0.042, of(45.0, 1400.0)),
        ratio(0.02, 0.055, of(30.0, 900.0)),
        ratio(-0.3, 0.11, of(12.0, 500.0)),
    ];
    let found = covariance(Design::PersonTime, reference, &ratios).unwrap();
    assert!(found.converged);
    close(found.reference_cases, 55.213_597_348_333_36, 1e-12);
    all_close(
        &found.cases,
        &[
            44.354_598_068_509_81,
            33.797_391_601_480_456,
            13.634_412_981_676_379,
        ],
        1e-11,
    );
    let cells = [(0, 1), (0, 2), (1, 2)].map(|(row, column)| found.covariance.cell(row, column));
    let expected = [
        0.019_766_727_479_995_96,
        0.020_188_428_735_111_407,
        0.021_328_975_304_509_744,
    ];
    all_close(&cells, &expected, 1e-11);
    // Person-time may be less than the cases; people may not.
    let dense = [
        ratio(-0.15, 0.042, of(45.0, 14.0)),
        ratio(0.02, 0.055, of(30.0, 9.0)),
    ];
    let found = covariance(Design::PersonTime, of(60.0, 15.0), &dense).unwrap();
    let total = 15.0 + 14.0 * libm::exp(-0.15) + 9.0 * libm::exp(0.02);
    close(found.reference_cases, 135.0 * 15.0 / total, 1e-12);
    assert_eq!(
        covariance(Design::CaseControl, of(60.0, 15.0), &dense),
        None
    );
}

#[test]
fn a_trial_whose_arms_all_had_the_dose_of_its_reference_says_nothing_and_is_not_taken() {
    let trials = alcohol();
    let idle = Contrasts::new(5.0, vec![5.0], vec![0.4], Symmetric::diagonal(&[0.1])).unwrap();
    close(idle.reference(), 5.0, 0.0);
    let with: Vec<Contrasts> = trials.iter().chain([&idle]).cloned().collect();
    let one = fit(&with, Shape::Linear, Stages::One).unwrap();
    assert_eq!(one.taken.iter().filter(|taken| !**taken).count(), 1);
    let without = fit(&trials, Shape::Linear, Stages::One).unwrap();
    assert_eq!(one.common, without.common);
    assert_eq!(Shape::Linear.coefficients(), 1);
    assert_eq!(Shape::Spline(KNOTS).coefficients(), 2);
}

/// However far the printed ratios are from the crude ones, and though a whole step of Newton's would leave an arm without cases.
#[test]
fn cases_in_person_time_are_found_from_afar() {
    let of = |cases, people| CasesOf { cases, people };
    for estimates in [[5.0, 4.0], [-5.0, -6.0], [6.0, -6.0], [-0.5, 7.0]] {
        for reference_cases in [1.0, 40.0, 900.0] {
            let ratios = [0, 1].map(|arm| AdjustedRatio {
                estimate: estimates[arm],
                variance: 0.05,
                of: of([30.0, 55.0][arm], [700.0, 1200.0][arm]),
            });
            let found =
                covariance(Design::PersonTime, of(reference_cases, 900.0), &ratios).unwrap();
            let parts = 900.0 + 700.0 * libm::exp(estimates[0]) + 1200.0 * libm::exp(estimates[1]);
            let expected = (reference_cases + 85.0) * 900.0 / parts;
            assert!(found.converged);
            close(found.reference_cases, expected, 1e-8);
        }
    }
}

/// Doses in another unit have coefficients in that unit, and the same heterogeneity.
#[test]
fn the_unit_of_the_dose_does_not_matter() {
    let trials = alcohol();
    for unit in [1e6, 1e-6] {
        let scaled: Vec<Contrasts> = trials
            .iter()
            .map(|trial| {
                Contrasts::new(
                    trial.reference() * unit,
                    trial.doses().iter().map(|dose| dose * unit).collect(),
                    trial.estimates().to_vec(),
                    trial.covariance().clone(),
                )
                .unwrap()
            })
            .collect();
        for stages in [Stages::One, Stages::Two] {
            let one = fit(&trials, Shape::Linear, stages).unwrap();
            let other = fit(&scaled, Shape::Linear, stages).unwrap();
            assert_eq!(one.taken, other.taken);
            assert!(other.own.iter().all(Option::is_some));
            let common = [&one, &other].map(|found| found.common.coefficients[0]);
            close(common[1] * unit, common[0], 1e-9);
            let lines = [one.random.unwrap(), other.random.unwrap()];
            let [one, other] = lines.map(|random| random.line.coefficients[0]);
            close(other * unit, one, 1e-6);
        }
    }
}

#[test]
fn one_trial_of_one_dose_leaves_nothing_to_differ() {
    let trial = Contrasts::new(0.0, vec![5.0], vec![0.4], Symmetric::diagonal(&[1e-12])).unwrap();
    let found = fit(&[trial], Shape::Linear, Stages::One).unwrap();
    assert_eq!(found.heterogeneity, None);
    assert_eq!(found.own[0].as_ref().unwrap().misfit, None);
    close(found.common.coefficients[0], 0.08, 1e-12);
}
