//! The standard normal distribution.

/// The 0.975 quantile, from which 95 % intervals are made.
pub const QUANTILE_975: f64 = 1.959_963_984_540_054;

/// The 0.95 quantile, from which 90 % intervals are made.
pub const QUANTILE_95: f64 = 1.644_853_626_951_472_7;

/// The 0.995 quantile, from which 99 % intervals are made.
pub const QUANTILE_995: f64 = 2.575_829_303_548_901;

/// The 0.80 quantile, from which the effect detectable with 80 % power is made.
pub const QUANTILE_80: f64 = 0.841_621_233_572_914_2;

/// P(Z ≤ z), accurate in the lower tail.
#[must_use]
pub fn lower_tail(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// P(Z > z), accurate in the upper tail.
#[must_use]
pub fn upper_tail(z: f64) -> f64 {
    lower_tail(-z)
}

/// Two-sided P of a z statistic.
#[must_use]
pub fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() * std::f64::consts::FRAC_1_SQRT_2)
}

/// The density.
#[must_use]
pub fn density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z)
        * (0.5 * std::f64::consts::FRAC_1_SQRT_2 * std::f64::consts::FRAC_2_SQRT_PI)
}

/// The z with P(Z ≤ z) = `probability`: Wichura's algorithm AS 241 (1988), PPND16, about sixteen figures.
///
/// Zero gives −∞ and one +∞; anything outside gives NaN.
#[must_use]
pub fn quantile(probability: f64) -> f64 {
    let central = probability - 0.5;
    if central.abs() <= 0.425 {
        let r = 0.180_625 - central * central;
        return central * polynomial(&CENTRE_NUMERATOR, r) / polynomial(&CENTRE_DENOMINATOR, r);
    }
    let tail = if central < 0.0 {
        probability
    } else {
        1.0 - probability
    };
    let z = upper_quantile_of_small(tail);
    if central < 0.0 { -z } else { z }
}

/// The z with P(Z > z) = `tail`, for tails too small to be written as one minus a probability.
#[must_use]
pub fn upper_quantile(tail: f64) -> f64 {
    -quantile(tail)
}

/// The outer two pieces of AS 241, for a tail below 0.075.
fn upper_quantile_of_small(tail: f64) -> f64 {
    if tail.is_nan() || tail < 0.0 {
        return f64::NAN;
    }
    if tail == 0.0 {
        return f64::INFINITY;
    }
    let r = (-libm::log(tail)).sqrt();
    if r <= 5.0 {
        polynomial(&MIDDLE_NUMERATOR, r - 1.6) / polynomial(&MIDDLE_DENOMINATOR, r - 1.6)
    } else {
        polynomial(&FAR_NUMERATOR, r - 5.0) / polynomial(&FAR_DENOMINATOR, r - 5.0)
    }
}

/// Horner's rule, the constant first.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients
        .iter()
        .rev()
        .fold(0.0, |value, coefficient| value * x + coefficient)
}

const CENTRE_NUMERATOR: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
const CENTRE_DENOMINATOR: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_546,
];
const MIDDLE_NUMERATOR: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    7.745_450_142_783_414e-4,
];
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const FAR_NUMERATOR: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_DENOMINATOR: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_7e-15,
];

#[cfg(test)]
mod tests {
    use super::{QUANTILE_80, QUANTILE_975, quantile};

    #[test]
    fn the_constants_are_the_quantiles_they_name() {
        assert!((quantile(0.975) - QUANTILE_975).abs() < 1e-15);
        assert!((quantile(0.8) - QUANTILE_80).abs() < 1e-15);
    }

    #[test]
    fn probabilities_outside_zero_to_one_have_no_quantile() {
        assert!(quantile(-0.1).is_nan() && quantile(1.1).is_nan() && quantile(f64::NAN).is_nan());
    }
}
