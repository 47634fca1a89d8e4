//! What of an error may be spent until a share of the required information is there (Lan & DeMets 1983, Biometrika 70:659).

use crate::data::SpendingFunction;
use crate::math::normal;

/// How much of an error is spent at a share of the information, one-sided: nothing at 0, `error` from 1 on, never falling.
///
/// - O'Brien and Fleming's kind: 2 − 2 Φ(z₁₋ε/₂ / √t) for an error ε;
/// - Pocock's kind: ε ln(1 + (e − 1) t).
///
/// R: `asOF` and `asP`, for β `bsOF` and `bsP`, of rpact; `sfLDOF` and `sfLDPocock` of gsDesign.
#[must_use]
pub fn spent(function: SpendingFunction, error: f64, share: f64) -> f64 {
    if share <= 0.0 {
        return 0.0;
    }
    if share >= 1.0 {
        return error;
    }
    match function {
        SpendingFunction::OBrienFleming => {
            2.0 * normal::upper_tail(normal::upper_quantile(error / 2.0) / share.sqrt())
        }
        SpendingFunction::Pocock => error * libm::log1p((std::f64::consts::E - 1.0) * share),
    }
}
