//! The pool of every subset of the trials of an outcome, or of a sample of subsets: its effect and its I².
//!
//! By the method of the outcome; one that fits a likelihood takes too long for thousands of fits, and inverse variance stands
//! beside it. A common effect, and DerSimonian and Laird's random effects, are a few sums a subset
//! ([`crate::explore::subsets`]).

use serde::{Deserialize, Serialize};

use super::background::is_by_likelihood;
use super::fit::fit;
use super::own::own_effect;
use super::own_effects::InverseVarianceModel;
use super::rows::Rows;
use super::{MOST_IN_SERIES, Progress, Request, TrialUse};
use crate::data::{Method, Plan, TauSquaredEstimator};
use crate::effect::Effect;
use crate::explore::subsets::{Subsets, Sums};
use crate::pool::{inverse_variance, tau_squared};
use crate::safety::quantile;

pub use crate::explore::subsets::SEED as SUBSETS_SEED;

/// Progress is told after so many subsets.
const PORTION: usize = 250;

/// The pools of subsets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubsetPools {
    /// For each trial, its first row of the request.
    pub rows: Vec<usize>,
    /// Whether these are all subsets of two trials or more, or a sample of them.
    pub is_all: bool,
    /// Estimate (scale of analysis) and I² in percent from Q, for each subset in the order of [`Subsets`]; `None` where there is
    /// no pool, or its fit did not converge.
    pub pools: Vec<Option<[f64; 2]>>,
}

impl SubsetPools {
    /// How all of them are spread; `None` where none has a pool.
    #[must_use]
    pub fn summary(&self) -> Option<SubsetSummary> {
        let pools: Vec<[f64; 2]> = self.pools.iter().flatten().copied().collect();
        SubsetSummary::of(&pools)
    }

    /// How those are spread that hold a trial, told by its first row, and those that do not.
    #[must_use]
    pub fn summaries_by(&self, row: usize) -> [Option<SubsetSummary>; 2] {
        let holding = self.holding(row);
        [true, false].map(|wanted| {
            let pools = self.pools.iter().zip(&holding);
            let pools = pools.filter(|(_, holds)| **holds == wanted);
            let pools: Vec<[f64; 2]> = pools.filter_map(|(pool, _)| *pool).collect();
            SubsetSummary::of(&pools)
        })
    }

    /// For each subset, whether it holds a trial, told by its first row.
    #[must_use]
    pub fn holding(&self, row: usize) -> Vec<bool> {
        let Some(place) = self.rows.iter().position(|first| *first == row) else {
            return vec![false; self.pools.len()];
        };
        let mut subsets = Subsets::of(self.rows.len());
        let (mut members, mut holding) = (Vec::new(), Vec::new());
        while subsets.advance(&mut members) {
            holding.push(members.get(place).copied().unwrap_or(false));
        }
        holding
    }
}

/// How the pools of subsets are spread: the least, the lower quartile, the median, the upper quartile, the most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SubsetSummary {
    /// How many there are.
    pub subsets: usize,
    /// Their estimates, scale of analysis.
    pub estimate: [f64; 5],
    /// Their I² in percent.
    pub i_squared: [f64; 5],
}

impl SubsetSummary {
    fn of(pools: &[[f64; 2]]) -> Option<Self> {
        let spread = |values: &mut dyn Iterator<Item = f64>| -> Option<[f64; 5]> {
            let mut values: Vec<f64> = values.collect();
            values.sort_by(f64::total_cmp);
            let at = |share| quantile(&values, share);
            Some([at(0.0)?, at(0.25)?, at(0.5)?, at(0.75)?, at(1.0)?])
        };
        Some(Self {
            subsets: pools.len(),
            estimate: spread(&mut pools.iter().map(|[estimate, _]| *estimate))?,
            i_squared: spread(&mut pools.iter().map(|[_, i_squared]| *i_squared))?,
        })
    }
}

/// The model of inverse variance that pools subsets where the method of a plan takes too long for thousands of fits; `None`
/// where the method itself pools them.
#[must_use]
pub fn model_of_subsets(request: &Request, plan: Plan) -> Option<InverseVarianceModel> {
    let planned = Request {
        plan: Some(plan),
        ..Request {
            trials: Vec::new(),
            ..request.clone()
        }
    };
    is_by_likelihood(&planned).then(|| InverseVarianceModel::of(plan))
}

/// How a subset is pooled.
enum Way {
    /// A common effect, or DerSimonian and Laird's random effects, by sums.
    Closed { sums: Sums, is_random: bool },
    /// Random effects by another estimator.
    Iterated(Sums, TauSquaredEstimator),
    /// By the method itself.
    Refitted,
}

/// The pools of the subsets of the trials that are pooled under a plan, told of as it goes on. `None` for fewer than three such
/// trials, or more than [`MOST_IN_SERIES`].
#[must_use]
pub fn subset_pools(
    request: &Request,
    plan: Plan,
    watch: &mut dyn FnMut(Progress),
) -> Option<SubsetPools> {
    let rows = Rows::of(request);
    let way_of = model_of_subsets(request, plan);
    let plan = way_of.map_or(plan, |model| Plan {
        method: model
            .estimator
            .map_or(Method::InverseVariance, Method::RandomEffects),
        interval: model.interval,
        ..plan
    });
    let whole = fit(&rows, plan);
    let pooled: Vec<usize> = (0..rows.rows.len())
        .filter(|place| {
            let trial = whole.trials.get(*place);
            trial.is_some_and(|trial| trial.used == TrialUse::Pooled)
        })
        .collect();
    let trials = rows.of_trials(&pooled);
    if whole.pooled.is_err() || !(3..=MOST_IN_SERIES).contains(&trials.len()) {
        return None;
    }
    let pooling = Pooling::of(&rows, plan, &pooled)?;
    let mut subsets = Subsets::of(trials.len());
    let of = subsets.count();
    let (mut members, mut pools) = (Vec::new(), Vec::with_capacity(of));
    while subsets.advance(&mut members) {
        if pools.len() % PORTION == 0 {
            watch(Progress {
                done: pools.len(),
                of,
            });
        }
        pools.push(pooling.pool(&trials, &members));
    }
    Some(SubsetPools {
        rows: trials
            .iter()
            .filter_map(|rows| rows.first().copied())
            .collect(),
        is_all: subsets.is_all(),
        pools,
    })
}

/// What every subset is pooled with.
struct Pooling<'a> {
    rows: &'a Rows,
    plan: Plan,
    /// The effects of all rows, those without one as what is never in.
    effects: Vec<Option<Effect>>,
    /// The rows that have an effect, in the order of the sums.
    with_effect: Vec<usize>,
    way: Way,
}

impl<'a> Pooling<'a> {
    fn of(rows: &'a Rows, plan: Plan, pooled: &[usize]) -> Option<Self> {
        let effects: Vec<Option<Effect>> = rows
            .rows
            .iter()
            .enumerate()
            .map(|(place, row)| own_effect(row, plan).filter(|_| pooled.contains(&place)))
            .collect();
        let with_effect: Vec<usize> = (0..effects.len())
            .filter(|place| effects.get(*place).is_some_and(Option::is_some))
            .collect();
        let present: Vec<Effect> = effects.iter().flatten().copied().collect();
        let sums = || {
            let centre = inverse_variance::mean(&present, 0.0)?.estimate;
            Some(Sums::of(&present, centre))
        };
        let way = match plan.method {
            Method::InverseVariance => Way::Closed {
                sums: sums()?,
                is_random: false,
            },
            Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird) => Way::Closed {
                sums: sums()?,
                is_random: true,
            },
            Method::RandomEffects(TauSquaredEstimator::DerSimonianLairdMantelHaenszel)
            | Method::MantelHaenszel
            | Method::MiettinenNurminen
            | Method::Peto
            | Method::GeneralizedLinear(_)
            | Method::BetaBinomial
            | Method::PenalizedLogistic
            | Method::ExactConditional(_)
            | Method::Bayesian(_) => Way::Refitted,
            Method::RandomEffects(estimator) => Way::Iterated(sums()?, estimator),
        };
        Some(Self {
            rows,
            plan,
            effects,
            with_effect,
            way,
        })
    }

    /// Estimate and I² of the trials that are in.
    fn pool(&self, trials: &[Vec<usize>], members: &[bool]) -> Option<[f64; 2]> {
        let mut is_in = vec![false; self.rows.rows.len()];
        for (rows, _) in trials.iter().zip(members).filter(|(_, is_in)| **is_in) {
            for row in rows {
                if let Some(place) = is_in.get_mut(*row) {
                    *place = true;
                }
            }
        }
        let in_sums = |is_in: &[bool]| -> Vec<bool> {
            let places = self.with_effect.iter();
            places
                .map(|place| is_in.get(*place).copied().unwrap_or(false))
                .collect()
        };
        let found = match &self.way {
            Way::Closed { sums, is_random } => {
                let in_sums = in_sums(&is_in);
                let count = in_sums.iter().filter(|is_in| **is_in).count();
                let common = sums.common(&in_sums);
                let tau_squared = common.tau_squared(count);
                let estimate = if *is_random && tau_squared > 0.0 {
                    self.random_mean(&is_in, tau_squared)
                } else {
                    common.estimate
                };
                [estimate, common.i_squared(count)]
            }
            Way::Iterated(sums, estimator) => {
                let effects: Vec<Effect> = self.effects_in(&is_in).collect();
                let tau_squared = tau_squared::estimate(&effects, *estimator);
                if !tau_squared.converged {
                    return None;
                }
                let mean = inverse_variance::mean(&effects, tau_squared.value)?;
                let common = sums.common(&in_sums(&is_in));
                [mean.estimate, common.i_squared(effects.len())]
            }
            Way::Refitted => {
                let pooled = fit(&self.rows.only(&is_in), self.plan).pooled.ok()?;
                let heterogeneity = pooled.heterogeneity.filter(|_| pooled.converged)?;
                [pooled.interval.estimate, heterogeneity.i_squared]
            }
        };
        found.iter().all(|one| one.is_finite()).then_some(found)
    }

    fn effects_in<'b>(&'b self, is_in: &'b [bool]) -> impl Iterator<Item = Effect> + 'b {
        let effects = self.effects.iter().zip(is_in);
        effects.filter_map(|(effect, is_in)| effect.filter(|_| *is_in))
    }

    /// Σwy / Σw with w = 1 / (v + τ²).
    fn random_mean(&self, is_in: &[bool], tau_squared: f64) -> f64 {
        let (mut weights, mut weighted) = (0.0, 0.0);
        for effect in self.effects_in(is_in) {
            let weight = 1.0 / (effect.variance + tau_squared);
            weights += weight;
            weighted += weight * effect.estimate;
        }
        weighted / weights
    }
}

#[cfg(test)]
mod tests {
    use super::{SubsetPools, subset_pools};
    use crate::analysis::{Request, plan_for, prepare};
    use crate::data::{Measure, Method, Settings, TauSquaredEstimator};
    use crate::read::examples;

    fn bcg() -> Request {
        let review = examples::review("bcg-vaccine").unwrap();
        let outcome = review.outcomes[0].id;
        prepare(&review, &Settings::default(), outcome)
            .unwrap()
            .request
    }

    fn of_bcg(method: Method) -> SubsetPools {
        subset_pools(&bcg(), plan_for(Measure::RiskRatio, method), &mut |_| ()).unwrap()
    }

    /// The pool of these trials, counted from 1.
    fn of_trials(found: &SubsetPools, trials: &[usize]) -> [f64; 2] {
        let mut order: Vec<usize> = (0..found.pools.len()).collect();
        for row in 0..13 {
            let wanted = trials.contains(&(row + 1));
            let holding = found.holding(row);
            order.retain(|subset| holding[*subset] == wanted);
        }
        assert_eq!(order.len(), 1);
        found.pools[order[0]].unwrap()
    }

    fn moments(values: &[f64]) -> (f64, f64) {
        let many = values.len() as f64;
        let mean = values.iter().sum::<f64>() / many;
        let squares = values.iter().map(|value| (value - mean) * (value - mean));
        (mean, (squares.sum::<f64>() / (many - 1.0)).sqrt())
    }

    /// R, metafor: `d <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)`,
    /// `f <- gosh(rma(yi, vi, data = d, method = "FE"))`, of `f$res[rowSums(f$incl) >= 2, ]` the means, standard deviations and
    /// ranges of estimate and I².
    #[test]
    fn the_subsets_of_bcg_under_a_common_effect_are_those_of_metafor() {
        let found = of_bcg(Method::InverseVariance);
        assert!(found.is_all);
        assert_eq!(found.pools.len(), 8_178);
        let column = |place: usize| -> Vec<f64> {
            found
                .pools
                .iter()
                .map(|pool| pool.unwrap()[place])
                .collect()
        };
        let (estimates, i_squared) = (column(0), column(1));
        let (mean, spread) = moments(&estimates);
        assert!((mean - -0.514_534_836_052).abs() < 1e-10, "{mean}");
        assert!((spread - 0.292_140_149_416_1).abs() < 1e-10, "{spread}");
        let (mean, spread) = moments(&i_squared);
        assert!((mean - 83.402_145_929_384).abs() < 1e-8, "{mean}");
        assert!((spread - 15.567_865_931_391_8).abs() < 1e-8, "{spread}");
        let least = estimates.iter().copied().fold(f64::INFINITY, f64::min);
        let most = estimates.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert!((least - -1.601_934_438_419_2).abs() < 1e-10);
        assert!((most - 0.037_456_735_401_03).abs() < 1e-10);
        let largest = i_squared.iter().copied().fold(0.0, f64::max);
        assert!((largest - 98.865_341_822_74).abs() < 1e-9);
    }

    /// R, metafor: `r <- rma(yi, vi, data = d[subset, ], method = ..., control = list(threshold = 1e-12, maxiter = 1000))`; its
    /// estimate, and `max(0, 100 * (r$QE - (r$k - 1)) / r$QE)`.
    #[test]
    fn subsets_of_bcg_with_random_effects_are_those_of_metafor() {
        type Case = (&'static [usize], f64, f64);
        let laird: [Case; 3] = [
            (&[1, 2], -1.325_003_442_245, 0.0),
            (&[4, 7, 8, 13], -0.730_612_873_490_7, 96.920_490_652_081_7),
            (
                &[2, 3, 5, 6, 11],
                -0.661_999_982_489_8,
                79.560_083_222_455_6,
            ),
        ];
        let restricted: [Case; 3] = [
            (&[1, 2, 3], -1.330_234_149_243, 0.0),
            (&[4, 7, 8, 13], -0.725_221_281_055_2, 96.920_490_652_081_7),
            (&[2, 3, 5, 6, 11], -0.697_244_493_739, 79.560_083_222_455_6),
        ];
        for (estimator, cases) in [
            (TauSquaredEstimator::DerSimonianLaird, laird),
            (TauSquaredEstimator::RestrictedMaximumLikelihood, restricted),
        ] {
            let found = of_bcg(Method::RandomEffects(estimator));
            for (trials, estimate, i_squared) in cases {
                let pool = of_trials(&found, trials);
                assert!((pool[0] - estimate).abs() < 1e-8, "{trials:?} {pool:?}");
                assert!((pool[1] - i_squared).abs() < 1e-9, "{trials:?} {pool:?}");
            }
        }
    }

    #[test]
    fn a_method_without_a_closed_form_is_carried_out_on_every_subset() {
        let found = of_bcg(Method::MantelHaenszel);
        assert_eq!(found.pools.len(), 8_178);
        let all: Vec<usize> = (1..=13).collect();
        let [estimate, _] = of_trials(&found, &all);
        // R, metafor: `rma.mh(measure = "RR", ...)`.
        assert!((estimate - -0.453_709_604_683_8).abs() < 1e-9, "{estimate}");
        assert_eq!(
            found.holding(0).iter().filter(|is_in| **is_in).count(),
            4_095
        );
    }

    #[test]
    fn one_trial_has_no_subsets_and_progress_is_told() {
        let mut request = bcg();
        let plan = plan_for(Measure::RiskRatio, Method::InverseVariance);
        let mut told = Vec::new();
        assert!(subset_pools(&request, plan, &mut |progress| told.push(progress)).is_some());
        assert!(told.len() > 10 && told.iter().all(|progress| progress.of == 8_178));
        request.trials.truncate(1);
        assert_eq!(subset_pools(&request, plan, &mut |_| ()), None);
    }
}
