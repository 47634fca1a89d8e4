//! Wald's test of one effect for all trials (`QE.Wld` of R's `rma.glmm`, which Stijnen, Hamza & Özdemir 2010 and Jackson and
//! others 2018 leave beside the likelihood ratio): each trial's own maximum likelihood estimate against the mean of all,
//! weighted by its observed information; χ² with one degree of freedom fewer than trials.
//!
//! A trial whose likelihood has no maximum has no information far out, where its estimate would be, so that it does not
//! count. R keeps its degree of freedom, so that there P is larger. With binomial arms it is Cochran's Q of the trials' log
//! odds ratios without correction.

use crate::effect::Effect;
use crate::pool::{ChiSquaredTest, heterogeneity, inverse_variance};

/// The test of the trials' own estimates; those that are not finite are left out here.
pub(super) fn test(own: impl Iterator<Item = Effect>) -> Option<ChiSquaredTest> {
    let own: Vec<Effect> = own
        .filter(|effect| {
            effect.estimate.is_finite() && effect.variance.is_finite() && effect.variance > 0.0
        })
        .collect();
    if own.len() < 2 {
        return None;
    }
    let mean = inverse_variance::mean(&own, 0.0)?;
    let statistic = heterogeneity::q_around(&own, mean.estimate);
    Some(ChiSquaredTest::new(statistic, own.len() as f64 - 1.0))
}

#[cfg(test)]
mod tests {
    use super::test;
    use crate::effect::Effect;

    #[test]
    fn a_trial_without_a_finite_estimate_does_not_count() {
        let effect = |(estimate, variance)| Effect { estimate, variance };
        let three = [(0.1, 0.2), (0.9, 0.1), (0.4, 0.3)].map(effect);
        let expected = test(three.into_iter()).unwrap();
        for none in [
            (f64::INFINITY, 0.1),
            (f64::NAN, 0.1),
            (0.2, f64::INFINITY),
            (0.2, f64::NAN),
            (0.2, 0.0),
            (0.2, -1.0),
        ] {
            let found = test(three.into_iter().chain([effect(none)]));
            assert_eq!(found, Some(expected), "{none:?}");
        }
        assert!(test(three[..2].iter().copied()).is_some());
        assert_eq!(test(three[..1].iter().copied()), None);
    }
}
