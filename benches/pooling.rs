//! How long pooling takes, natively: `cargo bench`.
//!
//! Standard library only. Each piece of work is repeated for about a third of a second; the fastest repetition is
//! printed, for that is the one least disturbed, with its ratio to the first line of the run. Ratios can be compared
//! across machines, times cannot.

use std::hint::black_box;
use std::time::{Duration, Instant};

use trialpool::analysis::{Request, TrialData, TrialRow, TwoByTwo, VERSION, answer};
use trialpool::data::{
    Correction, Interval, Measure, Method, Plan, PredictionDegrees, TauSquaredEstimator,
};

/// Trials of a made-up review: the same on every run, with zero cells among them.
fn trials(count: u64) -> Vec<TrialRow> {
    let mut state: u64 = 20_230_101;
    let mut draw = |below: u64| {
        // The multiplier and increment of Knuth's MMIX generator; the high bits are the good ones.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..count)
        .map(|index| {
            let (experimental_total, control_total) = (20 + draw(200), 20 + draw(200));
            TrialRow {
                label: format!("Trial {index}"),
                data: TrialData::Counts(TwoByTwo {
                    experimental_events: draw(experimental_total / 8 + 1),
                    experimental_total,
                    control_events: draw(control_total / 8 + 1),
                    control_total,
                }),
            }
        })
        .collect()
}

fn request(trials: Vec<TrialRow>, plan: Option<Plan>, compare: bool) -> Request {
    Request {
        version: VERSION,
        trials,
        plan,
        measure: None,
        compare,
    }
}

/// The fastest of many repetitions.
fn fastest(mut work: impl FnMut()) -> Duration {
    let begin = Instant::now();
    let mut best = Duration::MAX;
    while begin.elapsed() < Duration::from_millis(333) {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed());
    }
    best
}

fn main() {
    let mut first = None;
    let mut line = |name: &str, work: &mut dyn FnMut()| {
        let time = fastest(work).as_secs_f64() * 1e6;
        let unit = *first.get_or_insert(time);
        println!("{name:<64}{time:>12.1} µs{:>10.2}", time / unit);
    };
    println!("{:<64}{:>15}{:>10}", "work", "fastest", "ratio");
    let review: Vec<Request> = (0..12).map(|_| request(trials(100), None, false)).collect();
    line(
        "a keystroke: 100 trials, 12 outcomes, proposed plans",
        &mut || {
            for request in &review {
                black_box(answer(black_box(request)));
            }
        },
    );
    let one = request(trials(100), None, false);
    line("one outcome of 100 trials", &mut || {
        black_box(answer(black_box(&one)));
    });
    let compared = request(trials(100), None, true);
    line("compare methods: one outcome of 100 trials", &mut || {
        black_box(answer(black_box(&compared)));
    });
    let methods = [
        (
            "Mantel–Haenszel RR",
            Measure::RiskRatio,
            Method::MantelHaenszel,
        ),
        (
            "Mantel–Haenszel OR",
            Measure::OddsRatio,
            Method::MantelHaenszel,
        ),
        (
            "Mantel–Haenszel RD",
            Measure::RiskDifference,
            Method::MantelHaenszel,
        ),
        ("Peto", Measure::PetoOddsRatio, Method::Peto),
        (
            "inverse variance RR",
            Measure::RiskRatio,
            Method::InverseVariance,
        ),
        (
            "DerSimonian–Laird RR",
            Measure::RiskRatio,
            Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
        ),
        (
            "REML RR",
            Measure::RiskRatio,
            Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        ),
    ];
    for count in [55, 1_000] {
        for (name, measure, method) in methods {
            let plan = Plan {
                measure,
                method,
                interval: Interval::HartungKnappSafeguarded,
                correction: if matches!(method, Method::MantelHaenszel | Method::Peto) {
                    Correction::None
                } else {
                    Correction::TreatmentArm
                },
                prediction: PredictionDegrees::KMinusOne,
            };
            let request = request(trials(count), Some(plan), false);
            line(&format!("{name}, k = {count}"), &mut || {
                black_box(answer(black_box(&request)));
            });
        }
    }
}
