//! Small-study effects of one outcome: the funnel, its tests, what trim and fill would put in, and file-drawer numbers.
//!
//! Everything here works on the trials' own effects ([`own_effects`]), whatever method pooled them: a funnel compares trials
//! of different size by inverse variance. Harbord's, Peters' and Rücker's tests take the counts themselves.

use super::own_effects::{InverseVarianceModel, OwnEffect, has_tied_error, own_effects, tables};
use super::{IntervalEstimate, Request, TwoByTwo};
use crate::bias::asymmetry::{self, Predictor, RegressionTest};
use crate::bias::file_drawer::{self, FileDrawer};
use crate::bias::trim_and_fill::{self, TrimAndFill};
use crate::data::{ConfidenceLevel, Correction, Measure, Plan};
use crate::effect::{self, Effect, Policy};
use crate::pool::{inverse_variance, random_effects};

pub use crate::bias::trim_and_fill::{Estimator as FillEstimator, Side as FillSide};

/// With fewer trials no test of the funnel tells much (Sterne et al. 2011).
pub const ENOUGH_FOR_TESTS: usize = 10;

/// A P value below this counts as asymmetry seen, as is usual for tests of so little power (Egger et al. 1997).
pub const ASYMMETRY_SEEN: f64 = 0.1;

/// With more people in one arm than this many times those in the other, arms are unequal.
const UNEQUAL: u64 = 2;

/// A test of the funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsymmetryMethod {
    /// Harbord, Egger and Sterne 2006.
    Harbord,
    /// Peters and others 2006.
    Peters,
    /// Rücker, Schwarzer and Carpenter 2008: Egger's regression of arcsine differences.
    Ruecker,
    /// Egger and others 1997, by a weighted regression.
    Egger,
    /// The same with a variance between trials (Sterne and Egger 2005).
    EggerMixed,
    /// Begg and Mazumdar 1994.
    Begg,
}

/// How well a test suits the trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitness {
    /// It was made for such numbers.
    Suits,
    /// It was made for such numbers, and has little power here: so many trials have arms of unequal size.
    UnequalArms(usize),
    /// Effect and standard error go together: it rejects too often.
    TiedError,
    /// It has little power.
    LittlePower,
}

impl Fitness {
    /// Whether what the test says counts in what is said of the funnel.
    #[must_use]
    pub fn counts(self) -> bool {
        match self {
            Self::Suits | Self::UnequalArms(_) => true,
            Self::TiedError | Self::LittlePower => false,
        }
    }
}

/// What a test statistic is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AsymmetryStatistic {
    /// Student's t with its degrees of freedom.
    T(f64, f64),
    /// z.
    Z(f64),
    /// Kendall's rank correlation, and whether its P is exact.
    Kendall(f64, bool),
}

/// A test that was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AsymmetryResult {
    /// Trials in it.
    pub trials: usize,
    /// The coefficient that is tested; none of a rank correlation.
    pub slope: Option<IntervalEstimate>,
    /// The statistic.
    pub statistic: AsymmetryStatistic,
    /// Two-sided P.
    pub p_value: f64,
}

impl AsymmetryResult {
    fn of(found: &RegressionTest) -> Self {
        Self {
            trials: found.trials,
            slope: Some(found.slope),
            statistic: match found.degrees_of_freedom {
                Some(degrees) => AsymmetryStatistic::T(found.statistic, degrees),
                None => AsymmetryStatistic::Z(found.statistic),
            },
            p_value: found.p_value,
        }
    }

    /// Whether the effects of small trials are larger (on the scale of analysis) than those of large ones.
    #[must_use]
    pub fn rises(&self) -> bool {
        match self.statistic {
            AsymmetryStatistic::T(statistic, _)
            | AsymmetryStatistic::Z(statistic)
            | AsymmetryStatistic::Kendall(statistic, _) => statistic > 0.0,
        }
    }
}

/// A test with what it came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AsymmetryTest {
    /// Which.
    pub method: AsymmetryMethod,
    /// How well it suits.
    pub fitness: Fitness,
    /// What it came to; `None` where it cannot be made: fewer than three trials, or nothing varies.
    pub result: Option<AsymmetryResult>,
}

/// Trim and fill by one estimator.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// How the missing trials are counted.
    pub count: FillEstimator,
    /// What was put in; `None` where the count does not settle, or no side can be told.
    pub found: Option<TrimAndFill>,
    /// The mean with what was put in; `None` where there is none.
    pub mean: Option<IntervalEstimate>,
}

/// File-drawer numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FileDrawers {
    /// Rosenthal 1979.
    pub rosenthal: FileDrawer,
    /// Orwin 1983.
    pub orwin: FileDrawer,
    /// Rosenberg 2005.
    pub rosenberg: FileDrawer,
}

/// What is known of small-study effects in one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallStudy {
    /// The measure of the effects.
    pub measure: Measure,
    /// The level of all intervals.
    pub level: ConfidenceLevel,
    /// The trials of the funnel.
    pub trials: Vec<OwnEffect>,
    /// Rows of the request without an effect of their own.
    pub without_effect: usize,
    /// Trials of counts with an empty cell.
    pub empty_cells: usize,
    /// How means are made here.
    pub model: InverseVarianceModel,
    /// The mean of the funnel's trials by that model; `None` without trials.
    pub mean: Option<IntervalEstimate>,
    /// The tests, those that suit first.
    pub tests: Vec<AsymmetryTest>,
    /// Trim and fill, by L₀ and by R₀.
    pub filled: [Filled; 2],
    /// File-drawer numbers; `None` without trials.
    pub file_drawers: Option<FileDrawers>,
}

impl SmallStudy {
    /// Whether there are enough trials for tests to tell much.
    #[must_use]
    pub fn has_enough(&self) -> bool {
        self.trials.len() >= ENOUGH_FOR_TESTS
    }

    /// Trim and fill by one estimator.
    #[must_use]
    pub fn filled_by(&self, count: FillEstimator) -> &Filled {
        let [l0, r0] = &self.filled;
        match count {
            FillEstimator::L0 => l0,
            FillEstimator::R0 => r0,
        }
    }
}

/// The small-study effects of a request under the plan that pooled it. `side` is that on which trials are missing; where it is
/// not given, it is taken from the slope of the effects.
#[must_use]
pub fn small_study(request: &Request, plan: Plan, side: Option<FillSide>) -> SmallStudy {
    let trials = own_effects(request, plan);
    let model = InverseVarianceModel::of(plan);
    let effects: Vec<Effect> = trials.iter().map(|trial| trial.effect).collect();
    let level = request.level;
    let tables = tables(request);
    let filled = |count| filled(&effects, model, count, side, level);
    SmallStudy {
        measure: plan.measure,
        level,
        without_effect: request.trials.len() - trials.len(),
        empty_cells: tables.iter().filter(|table| table.has_empty_cell()).count(),
        model,
        mean: mean(&effects, model, level),
        tests: tests(&effects, &tables, plan, model, level),
        filled: [filled(FillEstimator::L0), filled(FillEstimator::R0)],
        file_drawers: file_drawers(&effects),
        trials,
    }
}

fn file_drawers(effects: &[Effect]) -> Option<FileDrawers> {
    Some(FileDrawers {
        rosenthal: file_drawer::rosenthal(effects)?,
        orwin: file_drawer::orwin(effects)?,
        rosenberg: file_drawer::rosenberg(effects)?,
    })
}

/// The mean of effects by an inverse-variance model; `None` without effects, or where its interval has no end.
pub(super) fn mean(
    effects: &[Effect],
    model: InverseVarianceModel,
    level: ConfidenceLevel,
) -> Option<IntervalEstimate> {
    match model.estimator {
        None => {
            let mean = inverse_variance::mean(effects, 0.0)?;
            Some(IntervalEstimate::wald(
                mean.estimate,
                mean.standard_error,
                level,
            ))
        }
        Some(estimator) => {
            let fitted = random_effects::fit(effects, estimator)?;
            let mean = fitted.interval(model.interval, effects, level).ok()?;
            Some(mean.interval)
        }
    }
}

fn filled(
    effects: &[Effect],
    model: InverseVarianceModel,
    count: FillEstimator,
    side: Option<FillSide>,
    level: ConfidenceLevel,
) -> Filled {
    let found = trim_and_fill::trim_and_fill(effects, model.estimator, count, side);
    let with = found.as_ref().map(|found| {
        let put_in = found.filled.iter().copied();
        effects.iter().copied().chain(put_in).collect::<Vec<_>>()
    });
    Filled {
        count,
        mean: with.and_then(|with| mean(&with, model, level)),
        found,
    }
}

fn tests(
    effects: &[Effect],
    tables: &[TwoByTwo],
    plan: Plan,
    model: InverseVarianceModel,
    level: ConfidenceLevel,
) -> Vec<AsymmetryTest> {
    let mut tests = Vec::new();
    if !tables.is_empty() {
        let unequal = tables.iter().filter(|table| is_unequal(table)).count();
        let odds = odds_ratios(tables);
        let differences: Vec<Effect> = tables.iter().filter_map(asymmetry::arcsine).collect();
        let ruecker = asymmetry::egger(&differences, &[], Predictor::StandardError, level);
        tests.extend([
            test(
                AsymmetryMethod::Harbord,
                Fitness::Suits,
                asymmetry::harbord(tables, level),
            ),
            test(AsymmetryMethod::Ruecker, Fitness::Suits, ruecker),
            test(
                AsymmetryMethod::Peters,
                match unequal {
                    0 => Fitness::Suits,
                    some => Fitness::UnequalArms(some),
                },
                asymmetry::peters(&odds, level),
            ),
        ]);
    }
    let fitness = if has_tied_error(plan.measure) {
        Fitness::TiedError
    } else {
        Fitness::Suits
    };
    let predictor = Predictor::StandardError;
    let mixed = asymmetry::egger_mixed(effects, &[], predictor, model.always_random(), level);
    tests.extend([
        test(
            AsymmetryMethod::Egger,
            fitness,
            asymmetry::egger(effects, &[], predictor, level),
        ),
        test(
            AsymmetryMethod::EggerMixed,
            fitness,
            mixed.filter(|_| effects.len() > 2),
        ),
        AsymmetryTest {
            method: AsymmetryMethod::Begg,
            fitness: Fitness::LittlePower,
            result: asymmetry::begg(effects).map(|found| AsymmetryResult {
                trials: effects.len(),
                slope: None,
                statistic: AsymmetryStatistic::Kendall(found.tau, found.is_exact),
                p_value: found.p_value,
            }),
        },
    ]);
    tests
}

fn test(method: AsymmetryMethod, fitness: Fitness, found: Option<RegressionTest>) -> AsymmetryTest {
    AsymmetryTest {
        method,
        fitness,
        result: found
            .as_ref()
            .map(AsymmetryResult::of)
            .filter(|found| found.p_value.is_finite()),
    }
}

/// The log odds ratios of Peters' test, with half an event in the cells of trials that have an empty one.
fn odds_ratios(tables: &[TwoByTwo]) -> Vec<(Effect, TwoByTwo)> {
    let policy = Policy::from(Correction::HalfWhereZero);
    let odds = |table: &TwoByTwo| {
        let effect = effect::effect(Measure::OddsRatio, &policy.cells(table)?)?;
        Some((effect, *table))
    };
    tables.iter().filter_map(odds).collect()
}

fn is_unequal(table: &TwoByTwo) -> bool {
    let (one, other) = (table.experimental_total, table.control_total);
    one >= UNEQUAL * other || other >= UNEQUAL * one
}
