//! Crippa A, Orsini N. Dose-response meta-analysis of differences in means. BMC Medical Research Methodology 2016;16:91: five trials
//! of aripiprazole in schizophrenia (`dosresmeta::ari`). Numbers by R 4.2 with metafor 3.8, from differences of means with a standard
//! deviation of each arm's own, where the paper takes one for all arms of a trial.

use trialpool::analysis::{DosesWithin, Shape, doses_within, prepare};
use trialpool::data::Settings;

use super::dose_trials::{DOSED, aripiprazole, choosing};

#[expect(
    clippy::unwrap_used,
    reason = "a line that cannot be had is a failed test"
)]
fn found(change: impl Fn(&Settings) -> Settings) -> DosesWithin {
    let (review, settings) = aripiprazole();
    let settings = change(&settings);
    let prepared = prepare(&review, &settings, DOSED).unwrap();
    doses_within(&review, &settings, &prepared, settings.plans[&DOSED]).unwrap()
}

fn close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 1e-8 * expected.abs(),
        "{found} {expected}"
    );
}

/// R: `rma(b, v, method = "REML")` of the slopes by generalised least squares, with `V = diag(sd^2/n) + sd0^2/n0`.
#[test]
fn dose_the_slope_of_aripiprazole_is_that_of_r() {
    let found = found(Clone::clone);
    let own = [0.552_776_133_548, 0.582_296_199_293, 0.275_762_973_548];
    for (line, expected) in found.fit.own.iter().zip(own) {
        close(line.as_ref().unwrap().line.coefficients[0], expected);
    }
    let line = found.fit.mean();
    close(line.coefficients[0], 0.358_636_724_228);
    close(line.covariance[0][0].sqrt(), 0.060_144_819_983_3);
    close(found.fit.heterogeneity.unwrap().statistic, 2.923_851_967_21);
}

/// R: `rma.mv(Y, V, mods = ~ X + X2 - 1, random = ~ X + X2 - 1 | I, struct = "GEN")`; Ψ is 0.
#[test]
fn dose_the_spline_of_aripiprazole_bends_as_in_r() {
    let found = found(|settings| choosing(settings, |choices| choices.spline = true));
    let Shape::Spline(knots) = found.fit.shape else {
        panic!("a spline");
    };
    for (knot, expected) in knots.into_iter().zip([2.6, 15.0, 30.0]) {
        close(knot, expected);
    }
    let line = found.fit.mean();
    close(line.coefficients[0], 0.792_800_293_723);
    close(line.coefficients[1], -0.786_572_890_568);
    close(line.covariance[0][1], -0.026_815_216_284_6);
    close(line.association().unwrap().statistic, 48.291_368_066_8);
    close(line.curvature().unwrap().statistic, 12.735_354_815_4);
    let at = found.effect_at(30.0);
    close(at.estimate, 8.690_995_565_53);
    close(at.lower, 4.976_617_599_50);
    close(at.upper, 12.405_373_531_55);
}
