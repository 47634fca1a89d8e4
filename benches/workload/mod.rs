//! The work that is timed, natively, in WebAssembly and in R alike: made-up reviews, the same on every run, and every
//! method on them through the one door.

use std::hint::black_box;

use trialpool::analysis::{
    MainAnalysis, Prepared, Request, Response, Series, SeriesOrder, TrialData, TrialRow, TwoByTwo,
    VERSION, answer, fragility, influences, plan_for, prepare, series_answers, subset_pools,
};
use trialpool::data::{
    CountModel, ExactTail, Measure, Method, Plan, Review, Settings, TauPrior, TauSquaredEstimator,
};
use trialpool::effect::Cells;
use trialpool::pool::{CommonEffect, mantel_haenszel, peto};
use trialpool::read::{Choices, table};

/// Sizes of a review: that of a large safety review, and two to see how the cost grows.
pub(crate) const SIZES: [u64; 3] = [55, 1_000, 10_000];

/// The most trials that are pooled again without each.
pub(crate) const TWO_HUNDRED: u64 = 200;

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

/// A piece of the work, which is done on reviews of several sizes.
pub(crate) struct Piece {
    /// What is done, and by which method.
    pub(crate) name: &'static str,
    sizes: &'static [u64],
    /// Makes the review of a size ready, and gives back the work on it.
    on: Box<dyn Fn(u64) -> Box<dyn FnMut()>>,
}

/// All the work there is behind the door, piece by piece, and what is pooled again and again: between two of them a browser can be
/// heard.
pub(crate) fn pieces() -> Vec<Piece> {
    let piece = |name, plan: Option<Plan>, compare| Piece {
        name,
        sizes: &SIZES,
        on: Box::new(move |size| {
            let request = request(&tables(size), plan, compare);
            Box::new(move || {
                black_box(answer(black_box(&request)));
            })
        }),
    };
    let mut pieces: Vec<Piece> = methods()
        .into_iter()
        .map(|(name, measure, method)| piece(name, Some(plan_for(measure, method)), false))
        .collect();
    pieces.push(piece("a keystroke: the proposed plan", None, false));
    pieces.push(piece("the whole grid", None, true));
    pieces.extend(again());
    pieces
}

/// An outcome with its answer, pooled again and again.
struct Again {
    review: Review,
    settings: Settings,
    prepared: Prepared,
    response: Response,
}

impl Again {
    fn of(size: u64, plan: Plan) -> Option<Self> {
        let head = "Trial,Year,Events drug,Total drug,Events control,Total control\n".to_owned();
        let rows = tables(size).into_iter().enumerate().map(|(place, table)| {
            format!(
                "Trial {place},{},{},{},{},{}\n",
                1980 + place * 7 % 40,
                table.experimental_events,
                table.experimental_total,
                table.control_events,
                table.control_total
            )
        });
        let text: String = std::iter::once(head).chain(rows).collect();
        let review = table(&text, &Choices::default()).review;
        let outcome = review.outcomes.first()?.id;
        let mut settings = Settings::default();
        settings.plans.insert(outcome, plan);
        let prepared = prepare(&review, &settings, outcome)?;
        let response = answer(&prepared.request);
        Some(Self {
            review,
            settings,
            prepared,
            response,
        })
    }

    fn series(&self, series: Series) {
        let main = MainAnalysis {
            prepared: &self.prepared,
            response: &self.response,
        };
        let Some(outcome) = self.prepared.outcome else {
            return;
        };
        black_box(series_answers(
            &self.review,
            &self.settings,
            outcome,
            main,
            series,
        ));
    }

    fn influence(&self) {
        black_box(influences(&self.prepared.request, self.response.plan));
    }

    fn fragility(&self) {
        let found = fragility(&self.prepared.request, self.response.plan);
        let _ = black_box(found);
    }

    fn all_four(&self) {
        self.series(Series::LeaveOneOut);
        self.series(Series::Cumulative(SeriesOrder::Year));
        self.influence();
        self.fragility();
    }

    fn subsets(&self) {
        let (request, plan) = (&self.prepared.request, self.response.plan);
        black_box(subset_pools(request, plan, &mut |_| ()));
    }
}

/// What is done with an outcome and its answer.
type Work = fn(&Again);

/// What is pooled without each trial, trial after trial, in subsets and with events moved.
fn again() -> Vec<Piece> {
    /// Sizes of a review that is pooled again.
    const AGAIN: [u64; 2] = [55, TWO_HUNDRED];
    let haenszel = plan_for(Measure::RiskRatio, Method::MantelHaenszel);
    let random = |estimator| plan_for(Measure::RiskRatio, Method::RandomEffects(estimator));
    let laird = random(TauSquaredEstimator::DerSimonianLaird);
    let restricted = random(TauSquaredEstimator::RestrictedMaximumLikelihood);
    let works: [(&'static str, Plan, Work); 11] = [
        ("leave-one-out, MH RR", haenszel, |one| {
            one.series(Series::LeaveOneOut);
        }),
        ("cumulative, MH RR", haenszel, |one| {
            one.series(Series::Cumulative(SeriesOrder::Year));
        }),
        ("influence, common RR", haenszel, Again::influence),
        ("fragility, MH RR", haenszel, Again::fragility),
        ("all four together, MH RR", haenszel, Again::all_four),
        ("leave-one-out, REML RR", restricted, |one| {
            one.series(Series::LeaveOneOut);
        }),
        ("influence, REML RR", restricted, Again::influence),
        ("all four together, REML RR", restricted, Again::all_four),
        ("10,000 subsets, MH RR", haenszel, Again::subsets),
        ("10,000 subsets, DL RR", laird, Again::subsets),
        ("10,000 subsets, REML RR", restricted, Again::subsets),
    ];
    works
        .into_iter()
        .map(|(name, plan, work)| Piece {
            name,
            sizes: &AGAIN,
            on: Box::new(move |size| {
                let one = Again::of(size, plan);
                Box::new(move || {
                    if let Some(one) = &one {
                        work(one);
                    }
                })
            }),
        })
        .collect()
}

impl Piece {
    /// Times it by a clock that tells milliseconds, and says each result as `time`, name, trials and microseconds between
    /// tabs.
    pub(crate) fn time(&self, clock: &dyn Fn() -> f64, say: &dyn Fn(&str)) {
        for size in self.sizes {
            let mut work = (self.on)(*size);
            let took = fastest(clock, &mut work);
            say(&format!("time\t{}\t{size}\t{:.3}", self.name, 1e3 * took));
            if took > TOO_LONG {
                break;
            }
        }
    }
}
