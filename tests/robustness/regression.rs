//! Meta-regression: what each estimator of τ² leaves, and the line with its limits, as metafor has them.
//!
//! R 4.2, metafor 3.8-1: `d <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)`;
//! `f <- rma(yi, vi, mods = ~ I(ablat - 33) + I(year - 1950), data = d, method = "…")`, with
//! `control = list(threshold = 1e-14, maxiter = 20000)` for the iterated ones.

use trialpool::data::{ConfidenceLevel, Measure, TauSquaredEstimator};
use trialpool::effect::{Effect, TwoByTwo, effect};
use trialpool::explore::regression::{CoefficientTest, Regression, Settings, fit, log_likelihood};

#[path = "../tables/bcg.rs"]
mod bcg;

const LATITUDES: [f64; 13] = [
    44.0, 55.0, 42.0, 52.0, 13.0, 44.0, 19.0, 13.0, 27.0, 42.0, 18.0, 33.0, 33.0,
];
const YEARS: [f64; 13] = [
    1948.0, 1949.0, 1960.0, 1977.0, 1973.0, 1953.0, 1973.0, 1980.0, 1968.0, 1961.0, 1974.0, 1969.0,
    1976.0,
];

fn effects() -> Vec<Effect> {
    let trials = bcg::BCG.iter().map(|[a, n1, c, n2]| TwoByTwo {
        experimental_events: *a,
        experimental_total: *n1,
        control_events: *c,
        control_total: *n2,
    });
    trials
        .map(|trial| effect(Measure::RiskRatio, &trial.cells()).unwrap())
        .collect()
}

fn design() -> Vec<Vec<f64>> {
    let places = LATITUDES.iter().zip(YEARS);
    places
        .map(|(latitude, year)| vec![1.0, latitude - 33.0, year - 1950.0])
        .collect()
}

fn fitted(estimator: TauSquaredEstimator, test: CoefficientTest) -> Regression {
    let settings = Settings {
        estimator: Some(estimator),
        test,
        has_intercept: true,
        level: ConfidenceLevel::NinetyFive,
    };
    fit(&effects(), &design(), settings).unwrap()
}

#[track_caller]
fn close(found: f64, expected: f64, relative: f64) {
    assert!(
        (found / expected - 1.0).abs() < relative,
        "{found} and not {expected}"
    );
}

/// The estimator; τ², the slope of latitude and its standard error, QM, R² and I² in percent; how near R itself came.
const ESTIMATORS: [(TauSquaredEstimator, [f64; 6], f64); 7] = [
    (
        TauSquaredEstimator::DerSimonianLaird,
        [
            0.079_038_957_815_26,
            -0.028_764_483_990,
            0.008_979_212_235,
            15.931_438_269_3,
            74.401_188_455_2,
            64.695_677_731_6,
        ],
        1e-9,
    ),
    (
        TauSquaredEstimator::HedgesOlkin,
        [
            0.235_610_760_817_08,
            -0.026_323_670_011,
            0.014_042_151_620,
            6.443_643_532_7,
            28.290_724_897_7,
            84.526_408_967_0,
        ],
        1e-9,
    ),
    (
        TauSquaredEstimator::HunterSchmidt,
        [
            0.025_135_517_361_81,
            -0.030_959_811_576,
            0.006_172_090_751,
            35.378_127_959_7,
            88.993_167_734_4,
            36.819_456_260_0,
        ],
        1e-9,
    ),
    (
        TauSquaredEstimator::SidikJonkman,
        [
            0.253_226_123_181_89,
            -0.026_170_701_662,
            0.014_493_665_137,
            6.045_813_588_2,
            26.710_675_662_4,
            85.446_152_411_6,
        ],
        1e-9,
    ),
    (
        TauSquaredEstimator::EmpiricalBayes,
        [
            0.171_637_115_724_58,
            -0.027_019_578_009,
            0.012_252_311_819,
            8.481_534_516_9,
            46.037_680_085_9,
            79.917_251_531_9,
        ],
        1e-8,
    ),
    (
        TauSquaredEstimator::MaximumLikelihood,
        [
            0.026_873_199_313_68,
            -0.030_851_422_660,
            0.006_287_057_706,
            33.938_204_931_8,
            90.403_393_181_9,
            38.387_748_212_6,
        ],
        1e-8,
    ),
    (
        TauSquaredEstimator::RestrictedMaximumLikelihood,
        [
            0.110_784_696_947_42,
            -0.028_011_329_444,
            0.010_233_943_231,
            12.204_486_879_2,
            64.633_014_735_4,
            71.977_317_788_8,
        ],
        1e-8,
    ),
];

#[test]
fn the_bcg_trials_on_latitude_and_year_are_those_of_metafor_by_every_estimator() {
    for (estimator, expected, relative) in ESTIMATORS {
        let found = fitted(estimator, CoefficientTest::Wald);
        let slope = found.coefficients[1].interval;
        let numbers = [
            found.tau_squared.value,
            slope.estimate,
            slope.standard_error,
            found.moderators.unwrap().statistic,
            found.r_squared.unwrap(),
            found.residual_heterogeneity.i_squared,
        ];
        assert!(found.tau_squared.converged, "{estimator:?}");
        for (found, expected) in numbers.into_iter().zip(expected) {
            close(found, expected, relative);
        }
    }
}

/// Both solve QE(τ²) = k − p. (R's `method = "PM"` stops its search 10⁻⁵ away.)
#[test]
fn paule_and_mandel_are_empirical_bayes() {
    let [one, other] = [
        TauSquaredEstimator::PauleMandel,
        TauSquaredEstimator::EmpiricalBayes,
    ]
    .map(|estimator| fitted(estimator, CoefficientTest::Wald).tau_squared);
    assert_eq!(one, other);
}

/// R: `predict(rma(…, method = "DL", test = "z"), newmods = c(12, -7.5))` and `test = "knha"`: the mean with its error, its
/// limits, and those of another trial.
#[test]
fn the_line_and_where_another_trial_is_expected_are_those_of_metafor() {
    let expected = [
        (
            CoefficientTest::Wald,
            [
                -1.074_428_241_758_3,
                0.305_569_917_037_0,
                -1.673_334_273_909_8,
                -0.475_522_209_606_8,
                -1.888_254_597_331_3,
                -0.260_601_886_185_2,
            ],
        ),
        (
            CoefficientTest::KnappHartung,
            [
                -1.074_428_241_758_3,
                0.362_880_627_683_7,
                -1.882_976_666_933_5,
                -0.265_879_816_583_1,
                -2.097_241_803_794_2,
                -0.051_614_679_722_4,
            ],
        ),
    ];
    for (test, expected) in expected {
        let model = fitted(TauSquaredEstimator::DerSimonianLaird, test);
        let row = [1.0, 12.0, -7.5];
        let mean = model.predicted(&row, ConfidenceLevel::NinetyFive);
        let (lower, upper) = model.prediction(&row, ConfidenceLevel::NinetyFive);
        let numbers = [
            mean.estimate,
            mean.standard_error,
            mean.lower,
            mean.upper,
            lower,
            upper,
        ];
        for (found, expected) in numbers.into_iter().zip(expected) {
            close(found, expected, 1e-10);
        }
    }
}

/// R: `l <- function(t2) logLik(rma(…, method = "ML", tau2 = t2))` and `"REML"`; `l(t2) - l(0.1)`. Hills are told apart by these.
#[test]
fn the_likelihoods_that_choose_among_hills_differ_as_those_of_metafor() {
    let expected = [
        (false, 0.02, 0.507_832_598_962_6),
        (false, 0.3, -1.907_224_325_548_7),
        (false, 1.0, -6.204_132_554_142_8),
        (true, 0.02, -1.039_582_853_519_8),
        (true, 0.3, -0.631_551_851_279_8),
        (true, 1.0, -3.353_962_557_468_8),
    ];
    for (restricted, tau_squared, expected) in expected {
        let height = |tau_squared| log_likelihood(&effects(), &design(), tau_squared, restricted);
        close(height(tau_squared) - height(0.1), expected, 1e-9);
    }
}
