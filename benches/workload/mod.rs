//! The work that is timed, natively, in WebAssembly and in R alike: made-up reviews, the same on every run, and every
//! method on them through the one door.

use std::hint::black_box;

use trialpool::analysis::{Request, TrialData, TrialRow, TwoByTwo, VERSION, answer, plan_for};
use trialpool::data::{
    CountModel, ExactTail, Measure, Method, Plan, TauPrior, TauSquaredEstimator,
};
use trialpool::effect::Cells;
use trialpool::pool::{CommonEffect, mantel_haenszel, peto};

/// Sizes of a review: that of a large safety review, and two to see how the cost grows.
pub(crate) const SIZES: [u64; 3] = [55, 1_000, 10_000];

/// How long one piece of work is repeated, in milliseconds.
const LONG_ENOUGH: f64 = 200.0;

/// Beyond this time for the smaller review, in milliseconds, the next size is not waited for.
const TOO_LONG: f64 = 800.0;

/// Repetitions between two looks at the clock, so that clocks which browsers make coarse are fine enough.
const LEAST_BETWEEN_LOOKS: f64 = 5.0;

/// Trials of a made-up review with rare events and zero cells among them.
pub(crate) fn tables(count: u64) -> Vec<TwoByTwo> {
    let mut state: u64 = 20_230_101;
    let mut draw = |below: u64| {
        // The multiplier and increment of Knuth's MMIX generator; the high bits are the good ones.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..count)
        .map(|_| {
            let (experimental_total, control_total) = (20 + draw(200), 20 + draw(200));
            TwoByTwo {
                experimental_events: draw(experimental_total / 8 + 1),
                experimental_total,
                control_events: draw(control_total / 8 + 1),
                control_total,
            }
        })
        .collect()
}

fn request(tables: &[TwoByTwo], plan: Option<Plan>, compare: bool) -> Request {
    let trials = tables.iter().map(|table| TrialRow {
        label: String::new(),
        continues: false,
        data: TrialData::Counts(*table),
    });
    Request {
        version: VERSION,
        trials: trials.collect(),
        plan,
        measure: None,
        compare,
        level: trialpool::data::ConfidenceLevel::default(),
    }
}

/// Every method with the name under which R's script knows it.
fn methods() -> Vec<(&'static str, Measure, Method)> {
    use Measure::{OddsRatio, PetoOddsRatio, RiskDifference, RiskRatio};
    let random = Method::RandomEffects;
    let mixed = Method::GeneralizedLinear;
    vec![
        ("Mantel–Haenszel RR", RiskRatio, Method::MantelHaenszel),
        ("Mantel–Haenszel OR", OddsRatio, Method::MantelHaenszel),
        ("Mantel–Haenszel RD", RiskDifference, Method::MantelHaenszel),
        ("Peto OR", PetoOddsRatio, Method::Peto),
        ("inverse variance RR", RiskRatio, Method::InverseVariance),
        (
            "DerSimonian–Laird RR",
            RiskRatio,
            random(TauSquaredEstimator::DerSimonianLaird),
        ),
        (
            "Paule–Mandel RR",
            RiskRatio,
            random(TauSquaredEstimator::PauleMandel),
        ),
        (
            "REML RR, HKSJ, Q-profile",
            RiskRatio,
            random(TauSquaredEstimator::RestrictedMaximumLikelihood),
        ),
        (
            "Miettinen–Nurminen RD",
            RiskDifference,
            Method::MiettinenNurminen,
        ),
        ("GLMM CM.EL", OddsRatio, mixed(CountModel::ConditionalExact)),
        (
            "GLMM CM.AL",
            OddsRatio,
            mixed(CountModel::ConditionalApproximate),
        ),
        ("GLMM UM.FS", OddsRatio, mixed(CountModel::FixedIntercepts)),
        ("GLMM UM.RS", OddsRatio, mixed(CountModel::RandomIntercepts)),
        ("beta-binomial", OddsRatio, Method::BetaBinomial),
        ("Firth", OddsRatio, Method::PenalizedLogistic),
        (
            "exact conditional, mid-p",
            OddsRatio,
            Method::ExactConditional(ExactTail::MidP),
        ),
        (
            "Bayesian",
            OddsRatio,
            Method::Bayesian(TauPrior::HalfNormal),
        ),
    ]
}

/// Times closed forms by themselves, from the counts to estimate and standard error, without what the door adds (each
/// trial's own effect, a second method, notes).
pub(crate) fn time_closed_forms(clock: &dyn Fn() -> f64, say: &dyn Fn(&str)) {
    for size in SIZES {
        let tables = tables(size);
        let time = |name: &str, form: &dyn Fn(&[Cells]) -> Option<CommonEffect>| {
            let took = fastest(clock, &mut || {
                let cells: Vec<Cells> = black_box(&tables).iter().map(TwoByTwo::cells).collect();
                black_box(form(&cells));
            });
            say(&format!("time\t{name}, alone\t{size}\t{:.3}", 1e3 * took));
        };
        time("Mantel–Haenszel RR", &mantel_haenszel::risk_ratio);
        time("Mantel–Haenszel OR", &mantel_haenszel::odds_ratio);
        time("Mantel–Haenszel RD", &mantel_haenszel::risk_difference);
        time("Peto OR", &peto::odds_ratio);
    }
}

/// Milliseconds of the fastest repetition.
fn fastest(clock: &dyn Fn() -> f64, work: &mut dyn FnMut()) -> f64 {
    let begin = clock();
    let mut between = 1.0;
    let mut best = f64::INFINITY;
    loop {
        let start = clock();
        let mut done = 0.0;
        while done < between {
            work();
            done += 1.0;
        }
        let now = clock();
        let took = now - start;
        if took < LEAST_BETWEEN_LOOKS {
            between *= 2.0;
        } else {
            best = f64::min(best, took / between);
        }
        if now - begin > LONG_ENOUGH && best.is_finite() {
            return best;
        }
    }
}

/// A piece of the work: a method with reviews of every size.
pub(crate) struct Piece {
    name: &'static str,
    plan: Option<Plan>,
    compare: bool,
}

/// All the work there is behind the door, piece by piece: between two of them a browser can be heard.
pub(crate) fn pieces() -> Vec<Piece> {
    let piece = |name, plan, compare| Piece {
        name,
        plan,
        compare,
    };
    let mut pieces: Vec<Piece> = methods()
        .into_iter()
        .map(|(name, measure, method)| piece(name, Some(plan_for(measure, method)), false))
        .collect();
    pieces.push(piece("a keystroke: the proposed plan", None, false));
    pieces.push(piece("the whole grid", None, true));
    pieces
}

impl Piece {
    /// Times it by a clock that tells milliseconds, and says each result as `time`, name, trials and microseconds between
    /// tabs.
    pub(crate) fn time(&self, clock: &dyn Fn() -> f64, say: &dyn Fn(&str)) {
        for size in SIZES {
            let request = request(&tables(size), self.plan, self.compare);
            let took = fastest(clock, &mut || {
                black_box(answer(black_box(&request)));
            });
            say(&format!("time\t{}\t{size}\t{:.3}", self.name, 1e3 * took));
            if took > TOO_LONG {
                break;
            }
        }
    }
}
