//! Pritz MB. Treatment of cerebral vasospasm due to aneurysmal subarachnoid hemorrhage: past, present, and future of
//! hyperdynamic therapy. Neurosurgery Quarterly 1997;7:273–285 (patients who improved under treatment, fourteen series
//! without controls); from the pasted table on. The proportions are those of R's metafor 3.8, with the way back.

use super::{assert_prints, pasted, plan};
use trialpool::analysis::Response;
use trialpool::data::{Correction, Interval, Measure, Method, Plan, TauSquaredEstimator};

const TABLE: &str = "\
study,xi,ni
Giannotta et al.,16,17
Haraguchi and Ebina,10,12
Swift and Solomon,4,8
Kassell et al.,43,58
Tanabe et al.,10,10
Awad et al.,25,42
Finn et al.,13,14
Hadeishi et al.,12,12
Otsubo et al.,22,41
Muizelaar and Becker,4,5
Rosenstein et al.,5,6
Levy et al.,18,23
Shimoda et al.,58,68
Solomon et al.,6,10
";

/// Half an event where everybody improved, which the two arcsines do not need.
fn by(measure: Measure, method: Method) -> Plan {
    let correction = match measure {
        Measure::ArcsineProportion | Measure::DoubleArcsineProportion => Correction::None,
        _ => Correction::HalfWhereZero,
    };
    Plan {
        correction,
        ..plan(measure, method)
    }
}

#[expect(
    clippy::unwrap_used,
    reason = "a proportion that cannot be had is a failed test"
)]
fn shares(response: &Response) -> [f64; 3] {
    let (share, lower, upper) = response.proportion.unwrap().share.unwrap();
    [share, lower, upper]
}

#[test]
fn every_scale_is_pooled_and_undone_as_r_does() {
    let reml = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    for (measure, common, random) in [
        (
            Measure::LogitProportion,
            ["0.7194", "0.6628", "0.7698"],
            ["0.7575", "0.6605", "0.8337"],
        ),
        (
            Measure::ArcsineProportion,
            ["0.7791", "0.7326", "0.8224"],
            ["0.8130", "0.7040", "0.9016"],
        ),
        (
            Measure::DoubleArcsineProportion,
            ["0.7817", "0.7311", "0.8290"],
            ["0.8029", "0.7022", "0.8893"],
        ),
        (
            Measure::LogProportion,
            ["0.8618", "0.8239", "0.9015"],
            ["0.8081", "0.7324", "0.8915"],
        ),
        (
            Measure::RawProportion,
            ["0.8308", "0.7929", "0.8686"],
            ["0.7968", "0.7138", "0.8797"],
        ),
    ] {
        let found = |method| shares(&pasted(TABLE, by(measure, method)));
        assert_prints(found(Method::InverseVariance), common, 4);
        assert_prints(found(reml), random, 4);
    }
}

#[test]
fn hartung_and_knapps_interval_is_that_of_r() {
    let plan = Plan {
        interval: Interval::HartungKnapp,
        ..by(
            Measure::LogitProportion,
            Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        )
    };
    assert_prints(
        shares(&pasted(TABLE, plan)),
        ["0.7575", "0.6481", "0.8412"],
        4,
    );
}
