//! Regression of an outcome's effects on what is known of its trials: the design from the review, the fit from
//! [`explore::regression`](crate::explore::regression), and what permutations of the trials say of its P.
//!
//! A relation across trials is one between trials and not between people (Thompson & Higgins 2002).

use std::collections::BTreeMap;

use super::own_effects::{InverseVarianceModel, OwnEffect, own_effects};
use super::quantities::number_of;
use super::subgroups::names_by;
use super::{IntervalEstimate, Prepared, SubgroupName};
use crate::data::{
    ConfidenceLevel, Exploration, Grouping, Interval, Measure, Moderator, Plan, Quantity, Review,
    TauSquaredEstimator, TrialId,
};
use crate::effect::Effect;
use crate::explore::regression::{self, CoefficientTest, Regression, Settings};
use crate::math::random::SplitMix;
use crate::pool::tau_squared;

/// For fewer trials a moderator, what is found is more likely chance than not (Cochrane Handbook 10.11.5.1).
pub const ENOUGH_A_MODERATOR: usize = 10;

/// What a coefficient belongs to.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// The effect where all numbers are 0 and all levels the first.
    Intercept,
    /// The change for each one of a number.
    Number(Quantity),
    /// A level against the first.
    Level {
        /// Of what.
        grouping: Grouping,
        /// The level.
        level: SubgroupName,
        /// The first, against which it stands.
        first: SubgroupName,
    },
}

/// A trial of a regression.
#[derive(Clone, Debug, PartialEq)]
pub struct RegressedTrial {
    /// The trial with its effect.
    pub trial: OwnEffect,
    /// Its row of the design, the intercept first.
    pub design: Vec<f64>,
    /// Its weight in the model, 1 / (v + τ²), in percent of all weights.
    pub weight: f64,
}

/// A regression of effects.
#[derive(Clone, Debug, PartialEq)]
pub struct Regressed {
    /// The measure of the effects.
    pub measure: Measure,
    /// The level of all intervals.
    pub level: ConfidenceLevel,
    /// How the variance between trials is estimated.
    pub estimator: TauSquaredEstimator,
    /// How coefficients are tested.
    pub test: CoefficientTest,
    /// What it is on.
    pub moderators: Vec<Moderator>,
    /// What each coefficient belongs to, the intercept first.
    pub terms: Vec<Term>,
    /// Its trials.
    pub trials: Vec<RegressedTrial>,
    /// Rows without an effect of their own.
    pub without_effect: usize,
    /// Rows with an effect of which a moderator is not known.
    pub not_stated: Vec<usize>,
    /// The variance between these trials without any moderator.
    pub tau_squared_before: f64,
    /// The fit.
    pub fit: Regression,
}

/// Why there is no regression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRegression {
    /// Nothing was chosen.
    NoModerator,
    /// A column is gone, or nobody judged the risk of bias.
    Gone(Moderator),
    /// A moderator is the same in all trials that can be taken.
    NothingVaries(Moderator),
    /// There are not more trials than coefficients.
    TooFewTrials {
        /// Trials with an effect and all moderators.
        trials: usize,
        /// Coefficients.
        coefficients: usize,
    },
    /// One moderator follows from others, or the fit has no end.
    NoFit,
}

impl Regressed {
    /// The number that it is on, where that is all that it is on.
    #[must_use]
    pub fn single_number(&self) -> Option<Quantity> {
        match self.moderators.as_slice() {
            [Moderator::Number(quantity)] => Some(*quantity),
            [] | [Moderator::Levels(_)] | [_, _, ..] => None,
        }
    }

    /// Least and largest value of that number; `None` where there is no such number.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        self.single_number()?;
        let values = self
            .trials
            .iter()
            .filter_map(|trial| trial.design.get(1).copied());
        let (least, most) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), x| {
            (least.min(x), most.max(x))
        });
        (least <= most).then_some((least, most))
    }

    /// The mean effect at a value of the single number, and the limits between which another trial's effect is expected.
    #[must_use]
    pub fn at(&self, value: f64) -> (IntervalEstimate, (f64, f64)) {
        let row = [1.0, value];
        (
            self.fit.predicted(&row, self.level),
            self.fit.prediction(&row, self.level),
        )
    }

    /// Whether there are fewer trials a coefficient than are enough.
    #[must_use]
    pub fn has_few_trials(&self) -> bool {
        self.trials.len() < ENOUGH_A_MODERATOR * (self.terms.len() - 1)
    }

    fn settings(&self) -> Settings {
        settings(self.estimator, self.test, self.level)
    }
}

/// P by permutation (Higgins & Thompson 2004): the share of orders in which the test of all moderators together is at least as
/// large, over random orders and the one at hand, which counts as one of them. The rows of the design are put in another order
/// against the effects with their variances. R: `permutest()`, with orders of its own.
///
/// The same seed gives the same orders on every machine. Orders are made in portions, so that a page can go on between them.
#[derive(Clone, Debug)]
pub struct Permutations {
    effects: Vec<Effect>,
    design: Vec<Vec<f64>>,
    settings: Settings,
    /// The statistic that counts as large.
    bound: f64,
    random: SplitMix,
    as_large: u32,
    fitted: u32,
    made: u32,
}

impl Permutations {
    /// Before the first order; `None` where the model has no test.
    #[must_use]
    pub fn of(found: &Regressed, seed: u64) -> Option<Self> {
        let statistic = found.fit.moderators?.statistic;
        Some(Self {
            effects: found
                .trials
                .iter()
                .map(|trial| trial.trial.effect)
                .collect(),
            design: found
                .trials
                .iter()
                .map(|trial| trial.design.clone())
                .collect(),
            settings: found.settings(),
            // What differs by rounding alone is as large, as in R.
            bound: statistic - SLACK * statistic.abs().max(1.0),
            random: SplitMix::new(seed),
            as_large: 1,
            fitted: 1,
            made: 0,
        })
    }

    /// Makes one more order.
    pub fn advance(&mut self) {
        self.random.shuffle(&mut self.design);
        self.made += 1;
        let again = regression::fit(&self.effects, &self.design, self.settings);
        // An order without a fit says nothing.
        if let Some(test) = again.and_then(|fit| fit.moderators) {
            self.fitted += 1;
            self.as_large += u32::from(test.statistic >= self.bound);
        }
    }

    /// How many orders were made.
    #[must_use]
    pub fn made(&self) -> u32 {
        self.made
    }

    /// The P of the orders so far.
    #[must_use]
    pub fn p_value(&self) -> f64 {
        f64::from(self.as_large) / f64::from(self.fitted)
    }
}

/// Statistics that differ by less than this share are equal.
const SLACK: f64 = 1e-10;

fn settings(
    estimator: TauSquaredEstimator,
    test: CoefficientTest,
    level: ConfidenceLevel,
) -> Settings {
    Settings {
        estimator: Some(estimator),
        test,
        has_intercept: true,
        level,
    }
}

/// How coefficients are tested: by Knapp and Hartung's errors unless Wald's are asked for, and safeguarded where the plan's own
/// interval is.
fn test(plan: Plan, wald: bool) -> CoefficientTest {
    if wald {
        return CoefficientTest::Wald;
    }
    match plan.interval {
        Interval::HartungKnappSafeguarded => CoefficientTest::KnappHartungSafeguarded,
        Interval::HartungKnapp
        | Interval::Wald
        | Interval::ProfileLikelihood
        | Interval::Robust => CoefficientTest::KnappHartung,
    }
}

/// One moderator as columns of the design.
struct Columns {
    terms: Vec<Term>,
    /// The cells of each trial of which it is known.
    cells: BTreeMap<TrialId, Vec<f64>>,
}

/// The regression of an outcome's effects on the moderators that were chosen.
///
/// # Errors
/// Why there is none.
pub fn regress(
    review: &Review,
    prepared: &Prepared,
    plan: Plan,
    exploration: &Exploration,
) -> Result<Regressed, NoRegression> {
    if exploration.moderators.is_empty() {
        return Err(NoRegression::NoModerator);
    }
    let own = own_effects(&prepared.request, plan);
    let without_effect = prepared.request.trials.len() - own.len();
    // Trials of which every moderator is known: levels that none of them has are no coefficients.
    let known = exploration
        .moderators
        .iter()
        .map(|moderator| known_of(review, prepared, *moderator))
        .collect::<Result<Vec<_>, _>>()?;
    let is_known = |trial: TrialId| known.iter().all(|known| known.contains_key(&trial));
    let trial_of = |own: &OwnEffect| prepared.rows.get(own.row).copied();
    let (taken, not_stated): (Vec<OwnEffect>, Vec<OwnEffect>) = own
        .into_iter()
        .partition(|own| trial_of(own).is_some_and(is_known));
    let ids: Vec<TrialId> = taken.iter().filter_map(trial_of).collect();
    let mut terms = vec![Term::Intercept];
    let mut all = Vec::new();
    for (moderator, known) in exploration.moderators.iter().zip(&known) {
        let columns = columns(review, *moderator, known, &ids)
            .ok_or(NoRegression::NothingVaries(*moderator))?;
        terms.extend(columns.terms.iter().cloned());
        all.push(columns);
    }
    if taken.len() <= terms.len() {
        return Err(NoRegression::TooFewTrials {
            trials: taken.len(),
            coefficients: terms.len(),
        });
    }
    let design: Vec<Vec<f64>> = ids
        .iter()
        .map(|trial| {
            let cells = all.iter().filter_map(|columns| columns.cells.get(trial));
            let cells = cells.flatten().copied();
            std::iter::once(1.0).chain(cells).collect()
        })
        .collect();
    let effects: Vec<Effect> = taken.iter().map(|trial| trial.effect).collect();
    let estimator = InverseVarianceModel::of(plan).always_random();
    let test = test(plan, exploration.wald);
    let level = prepared.request.level;
    let fit = regression::fit(&effects, &design, settings(estimator, test, level))
        .filter(|fit| fit.coefficients.iter().all(|one| one.statistic.is_finite()))
        .ok_or(NoRegression::NoFit)?;
    let weight = |effect: &Effect| 1.0 / (effect.variance + fit.tau_squared.value);
    let weights: f64 = effects.iter().map(weight).sum();
    Ok(Regressed {
        measure: plan.measure,
        level,
        estimator,
        test,
        moderators: exploration.moderators.clone(),
        terms,
        trials: taken
            .iter()
            .zip(design)
            .map(|(trial, design)| RegressedTrial {
                trial: *trial,
                design,
                weight: 100.0 * weight(&trial.effect) / weights,
            })
            .collect(),
        without_effect,
        not_stated: not_stated.iter().map(|trial| trial.row).collect(),
        tau_squared_before: tau_squared::estimate(&effects, estimator).value,
        fit,
    })
}

/// What is known of a moderator, by trial: a number, or a level with the text by which it is told from others.
#[derive(Clone, Debug, PartialEq)]
enum Known {
    Number(f64),
    Level(String, SubgroupName),
}

fn known_of(
    review: &Review,
    prepared: &Prepared,
    moderator: Moderator,
) -> Result<BTreeMap<TrialId, Known>, NoRegression> {
    if let Some(column) = moderator.column()
        && !review.covariates.iter().any(|known| known.id == column)
    {
        return Err(NoRegression::Gone(moderator));
    }
    Ok(match moderator {
        Moderator::Number(quantity) => review
            .trials
            .iter()
            .filter_map(|trial| Some((trial.id, Known::Number(number_of(trial, quantity)?))))
            .collect(),
        Moderator::Levels(grouping) => names_by(review, prepared.outcome, grouping)
            .ok_or(NoRegression::Gone(moderator))?
            .into_iter()
            .filter(|(_, (_, name))| *name != SubgroupName::NotStated)
            .map(|(trial, (key, name))| (trial, Known::Level(key, name)))
            .collect(),
    })
}

/// The columns of a moderator for these trials; `None` where it is the same in all of them.
fn columns(
    review: &Review,
    moderator: Moderator,
    known: &BTreeMap<TrialId, Known>,
    trials: &[TrialId],
) -> Option<Columns> {
    match moderator {
        Moderator::Number(quantity) => {
            let numbers: Vec<(TrialId, f64)> = trials
                .iter()
                .filter_map(|trial| match known.get(trial)? {
                    Known::Number(number) => Some((*trial, *number)),
                    Known::Level(..) => None,
                })
                .collect();
            let (_, first) = numbers.first()?;
            let varies = numbers
                .iter()
                .any(|(_, number)| number.total_cmp(first).is_ne());
            varies.then(|| Columns {
                terms: vec![Term::Number(quantity)],
                cells: numbers
                    .iter()
                    .map(|(trial, number)| (*trial, vec![*number]))
                    .collect(),
            })
        }
        Moderator::Levels(grouping) => {
            let level_of = |trial: &TrialId| match known.get(trial)? {
                Known::Level(key, name) => Some((key, name)),
                Known::Number(_) => None,
            };
            let mut levels: Vec<(&String, &SubgroupName)> = Vec::new();
            // In the order in which the review names them, whether or not their first trial is taken.
            for trial in &review.trials {
                if let Some(level) = level_of(&trial.id)
                    && trials
                        .iter()
                        .any(|taken| level_of(taken).is_some_and(|(key, _)| key == level.0))
                    && !levels.iter().any(|(key, _)| *key == level.0)
                {
                    levels.push(level);
                }
            }
            let (first, others) = levels.split_first()?;
            if others.is_empty() {
                return None;
            }
            let cells = trials.iter().filter_map(|trial| {
                let (key, _) = level_of(trial)?;
                let row = others
                    .iter()
                    .map(|(other, _)| f64::from(u8::from(*other == key)));
                Some((*trial, row.collect()))
            });
            Some(Columns {
                cells: cells.collect(),
                terms: others
                    .iter()
                    .map(|(_, level)| Term::Level {
                        grouping,
                        level: (*level).clone(),
                        first: first.1.clone(),
                    })
                    .collect(),
            })
        }
    }
}
