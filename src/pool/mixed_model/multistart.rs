//! Holds every fit against climbs from random starts: none may end higher.
//!
//! The climbs take the likelihood as it is, all parameters at once, and know nothing of the profile that the fits follow.
//! `MULTISTART_TABLES=5000` looks at more reviews than the suite does, `MULTISTART_SEED` at others.

use super::conditional::Conditional;
use super::fixed_intercepts::FixedIntercepts;
use super::link::Link;
use super::profile::Marginal;
use super::quadrature::Lattice;
use super::random_intercepts::RandomIntercepts;
use super::{
    EffectLikelihood, MixedModel, Spread, conditional_approximate, conditional_exact,
    fixed_intercepts, informative, logistic_normal, poisson_normal, random_intercepts,
};
use crate::effect::{PersonTime, Proportion, TwoByTwo};
use crate::math::quasi_newton::{Maximum, climb};
use crate::pool::Undefined;

/// Climbs a review and model.
const CLIMBS: usize = 6;

/// A climb stands above a fit by more than this only if the fit is not the maximum: integrals are good to 10⁻⁷ of the
/// log-likelihood.
const ABOVE: f64 = 1e-4;

/// A climb that ends further out follows a ridge without end.
const FAR: f64 = 90.0;

fn from_environment(name: &str, usual: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

/// Random numbers for the reviews and the starts (Steele, Lea & Flood 2014, `SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Between `low` and `high`.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.next() >> 11) as f64 / (1_u64 << 53) as f64)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// Mostly none or few of the arm, sometimes any number.
    fn arm(&mut self) -> (u64, u64) {
        let largest = [30, 150, 800][usize::try_from(self.below(3)).unwrap_or(0)];
        let total = 5 + self.below(largest);
        let events = match self.below(10) {
            0..=3 => 0,
            4..=7 => 1 + self.below(4),
            8 => self.below(12),
            _ => self.below(total + 1),
        };
        (events.min(total), total)
    }

    /// Two to eight sparse tables.
    fn tables(&mut self) -> Vec<TwoByTwo> {
        let trials = 2 + self.below(7);
        (0..trials)
            .map(|_| {
                let (experimental_events, experimental_total) = self.arm();
                let (control_events, control_total) = self.arm();
                TwoByTwo {
                    experimental_events,
                    experimental_total,
                    control_events,
                    control_total,
                }
            })
            .collect()
    }
}

/// The highest of several climbs of a marginal likelihood over (θ, τ) that ends near enough to be a maximum.
fn highest_climb(model: &mut impl Marginal, random: &mut Random) -> Option<Maximum<2>> {
    (0..CLIMBS)
        .filter_map(|_| {
            let start = [random.between(-3.0, 3.0), random.between(0.05, 4.0)];
            let found = climb(
                |[theta, tau]| {
                    let side = if tau < 0.0 { -1.0 } else { 1.0 };
                    // Where one would have to pass through zero the likelihood turns back: it is even.
                    let height = model.height(theta, tau.abs().max(1e-9), &Lattice::FINE);
                    (height.value, [height.theta, side * height.tau])
                },
                start,
                1e-5,
            );
            let near = found.at.iter().all(|part| part.abs() < FAR);
            (near && found.value.is_finite()).then_some(found)
        })
        .max_by(|one, other| one.value.total_cmp(&other.value))
}

/// The same of UM.RS over its four parameters.
fn highest_climb_of_four(model: &mut RandomIntercepts, random: &mut Random) -> Option<Maximum<4>> {
    (0..CLIMBS)
        .filter_map(|_| {
            model.forget();
            let start = [
                random.between(-6.0, 0.0),
                random.between(-2.0, 2.0),
                random.between(0.0, 3.0),
                random.between(0.0, 3.0),
            ];
            let found = climb(|at| model.at(at), start, 1e-5);
            let near = found.at.iter().all(|part| part.abs() < 15.0);
            (near && found.converged).then_some(found)
        })
        .max_by(|one, other| one.value.total_cmp(&other.value))
}

/// What is wrong with a fit beside the highest climb, if anything is.
fn fault(fitted: &Result<MixedModel, Undefined>, climbed: Option<(f64, String)>) -> Option<String> {
    match (fitted, climbed) {
        (Ok(model), _) if !model.converged => Some(format!("not converged: {model:?}")),
        (Ok(model), Some((height, at))) if height > model.log_likelihood + ABOVE => Some(format!(
            "{} is beaten by {height} at {at}: {model:?}",
            model.log_likelihood
        )),
        (Err(Undefined::NotConverged), climbed) => Some(format!("not converged; {climbed:?}")),
        _ => None,
    }
}

fn described<const N: usize>(climbed: Option<Maximum<N>>) -> Option<(f64, String)> {
    climbed.map(|found| (found.value, format!("{:?}", found.at)))
}

fn faults_of(tables: &[TwoByTwo], random: &mut Random) -> Vec<String> {
    let Ok(informative) = informative(tables, Spread::Estimated) else {
        return Vec::new();
    };
    let rates: Vec<PersonTime> = informative
        .iter()
        .map(|table| PersonTime {
            experimental_events: table.experimental_events,
            experimental_time: table.experimental_total as f64,
            control_events: table.control_events,
            control_time: table.control_total as f64,
        })
        .collect();
    let arms: Vec<Proportion> = tables
        .iter()
        .map(|table| Proportion {
            events: table.experimental_events,
            total: table.experimental_total,
        })
        .collect();
    let binomial = |events: u64, others: u64, sizes: (f64, f64)| {
        EffectLikelihood::binomial(events, others, sizes)
    };
    let by_rates = || -> Vec<EffectLikelihood> {
        rates
            .iter()
            .map(|rate| {
                binomial(
                    rate.experimental_events,
                    rate.control_events,
                    (rate.experimental_time, rate.control_time),
                )
            })
            .collect()
    };
    let conditional: [(&str, Result<MixedModel, Undefined>, Vec<EffectLikelihood>); 4] = [
        (
            "CM.EL",
            conditional_exact(tables, Spread::Estimated),
            informative
                .iter()
                .map(EffectLikelihood::hypergeometric)
                .collect(),
        ),
        (
            "CM.AL",
            conditional_approximate(tables, Spread::Estimated),
            by_rates(),
        ),
        (
            "Poisson-normal",
            poisson_normal(&rates, Spread::Estimated),
            by_rates(),
        ),
        (
            "logistic-normal",
            logistic_normal(&arms, Spread::Estimated),
            arms.iter()
                .map(|arm| binomial(arm.events, arm.total - arm.events, (1.0, 1.0)))
                .collect(),
        ),
    ];
    let mut faults = Vec::new();
    let mut note = |name: &str, fault: Option<String>| {
        faults.extend(fault.map(|fault| format!("{name} {tables:?}: {fault}")));
    };
    for (name, fitted, trials) in conditional {
        // Where there is no maximum there is nothing to climb to.
        if fitted.as_ref().is_ok_and(|model| model.converged) {
            let climbed = highest_climb(&mut Conditional::of(trials), random);
            note(name, fault(&fitted, described(climbed)));
        } else {
            note(name, fault(&fitted, None));
        }
    }
    let fitted = fixed_intercepts(tables, Spread::Estimated);
    let climbed = fitted
        .is_ok()
        .then(|| highest_climb(&mut FixedIntercepts::of(&informative, Link::Logit), random));
    note("UM.FS", fault(&fitted, described(climbed.flatten())));
    let fitted = random_intercepts(tables, Spread::Estimated);
    let climbed = fitted
        .is_ok()
        .then(|| highest_climb_of_four(&mut RandomIntercepts::of(&informative), random));
    note("UM.RS", fault(&fitted, described(climbed.flatten())));
    faults
}

#[test]
fn no_fit_is_beaten_by_a_climb_from_another_start() {
    let reviews = from_environment("MULTISTART_TABLES", 60);
    let mut random = Random(from_environment("MULTISTART_SEED", 20_200_521));
    let mut faults = Vec::new();
    for _ in 0..reviews {
        let tables = random.tables();
        faults.extend(faults_of(&tables, &mut random));
    }
    assert!(
        faults.is_empty(),
        "{} faults in {reviews} reviews:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn a_maximum_at_no_spread_is_found_although_the_profile_rises_again_far_out() {
    let tables = [
        [1, 26, 0, 120],
        [3, 93, 1, 48],
        [1, 66, 0, 17],
        [0, 40, 0, 41],
        [0, 9, 0, 12],
    ]
    .map(TwoByTwo::of);
    let found = fixed_intercepts(&tables, Spread::Estimated).unwrap();
    assert!(found.converged && found.tau_squared == 0.0, "{found:?}");
    assert!((found.estimate - 1.4858).abs() < 5e-5, "{found:?}");
}

#[test]
fn trials_each_on_one_side_alone_have_no_maximum_in_the_spread() {
    // Fever in the built-in review of stromal cells.
    let fever = [[0, 29, 3, 29], [3, 19, 0, 20], [4, 24, 0, 10]].map(TwoByTwo::of);
    assert_eq!(
        conditional_exact(&fever, Spread::Estimated),
        Err(Undefined::UnboundedSpread)
    );
    // With an intercept for each trial there is one.
    let found = fixed_intercepts(&fever, Spread::Estimated).unwrap();
    assert!(found.converged && found.tau_squared > 0.0, "{found:?}");
}

#[test]
fn a_hill_above_what_a_spread_without_end_gives_is_the_maximum() {
    // One event against none in arms so unequal that it is all but certain where it fell.
    let tables = [[1, 900, 0, 9], [1, 800, 0, 8], [0, 7, 1, 900]].map(TwoByTwo::of);
    let found = conditional_exact(&tables, Spread::Estimated).unwrap();
    assert!(found.converged && found.tau_squared == 0.0, "{found:?}");
}
