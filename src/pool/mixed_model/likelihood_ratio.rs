//! The likelihood-ratio test of one effect for all trials (Hardy & Thompson 1998; `QE.LRT` of R's `rma.glmm`): twice the
//! log-likelihood that an effect for each trial adds, χ² with k − 1 degrees of freedom when events are many.

use crate::math::sum::sum;

/// The statistic from the best log-likelihood of each trial on its own and that of a common effect.
pub(super) fn q(best: impl Iterator<Item = f64>, common: f64) -> f64 {
    (2.0 * (sum(best) - common)).max(0.0)
}
