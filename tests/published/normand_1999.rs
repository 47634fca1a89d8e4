//! Normand SLT. Meta-analysis: formulating, evaluating, combining, and reporting. Statistics in Medicine
//! 1999;18:321–359: length of stay with specialist stroke care, table III (nine trials); as R's metafor 3.8 pools them,
//! from the pasted table on.

use super::{assert_prints, natural, pasted, plan};
use trialpool::data::{Measure, Method};

/// Days in hospital: specialist care, routine management.
const TABLE: &str = "\
study;n1i;m1i;sd1i;n2i;m2i;sd2i
Edinburgh;155;55;47;156;75;64
Orpington-Mild;31;27;7;32;29;4
Orpington-Moderate;75;64;17;71;119;29
Orpington-Severe;18;66;20;18;137;48
Montreal-Home;8;14;8;13;18;11
Montreal-Transfer;57;19;7;52;18;4
Newcastle;34;52;45;33;41;34
Umea;110;21;16;183;31;27
Uppsala;60;30;27;52;23;20
";

#[test]
fn every_measure_of_means_is_pooled_as_r_pools_it() {
    for (measure, printed, decimals) in [
        (Measure::MeanDifference, ["-3.464", "-4.963", "-1.965"], 3),
        (
            Measure::StandardizedMeanDifference,
            ["-0.4106", "-0.5314", "-0.2899"],
            4,
        ),
        // metafor 4.6 and later, without J² in the variance: from R's 3.8 with `vi / J^2`.
        (
            Measure::StandardizedMeanDifferenceUnequalVariances,
            ["-0.3941", "-0.5142", "-0.2741"],
            4,
        ),
        // exp of −0.3027793, −0.3518574 and −0.2537012.
        (Measure::RatioOfMeans, ["0.7388", "0.7034", "0.7759"], 4),
    ] {
        let response = pasted(TABLE, plan(measure, Method::InverseVariance));
        assert_prints(natural(&response), printed, decimals);
    }
}
