//! Numbers as text. Values come on the scale on which they are read: ratios natural, shares of people between −1 and 1.
//!
//! Every function is total: infinities are written ∞, what is not a number as a dash.

use super::Locale;

const MINUS: char = '\u{2212}';
/// Narrow no-break space: groups digits where the comma is taken, and never breaks a line.
const NARROW_SPACE: char = '\u{202f}';
const NOT_A_NUMBER: &str = "\u{2014}";

impl Locale {
    /// What stands between the whole part and the decimals.
    #[must_use]
    pub fn decimal_mark(self) -> char {
        match self {
            Self::DecimalPoint => '.',
            Self::DecimalComma => ',',
        }
    }

    /// What stands between groups of three digits.
    #[must_use]
    pub fn group_mark(self) -> char {
        match self {
            Self::DecimalPoint => ',',
            Self::DecimalComma => NARROW_SPACE,
        }
    }

    /// What stands between the limits of an interval in brackets: a comma, or a semicolon where commas are decimals.
    #[must_use]
    pub fn list_mark(self) -> char {
        match self {
            Self::DecimalPoint => ',',
            Self::DecimalComma => ';',
        }
    }
}

/// A count of people, trials or events: `1,250`.
#[must_use]
pub fn count(value: u64, locale: Locale) -> String {
    group(&value.to_string(), locale)
}

/// A number with a fixed number of decimals, a real minus sign, and no minus before a zero.
#[must_use]
pub fn fixed(value: f64, decimals: usize, locale: Locale) -> String {
    if value.is_nan() {
        return NOT_A_NUMBER.to_owned();
    }
    let mut text = String::new();
    let digits = if value.is_infinite() {
        "\u{221e}".to_owned()
    } else {
        let digits = format!("{:.decimals$}", value.abs());
        match digits.split_once('.') {
            Some((whole, fraction)) => {
                format!(
                    "{}{}{fraction}",
                    group(whole, locale),
                    locale.decimal_mark()
                )
            }
            None => group(&digits, locale),
        }
    };
    let is_zero = digits
        .chars()
        .all(|digit| !digit.is_ascii_digit() || digit == '0')
        && value.is_finite();
    if value < 0.0 && !is_zero {
        text.push(MINUS);
    }
    text.push_str(&digits);
    text
}

/// A ratio on the natural scale: two decimals, so that the numbers of a column show the same places, and `<0.01` for
/// what is less. From 1,000 on no decimals, from a million on a power of ten.
#[must_use]
pub fn ratio(value: f64, locale: Locale) -> String {
    ratio_in(value, 2, locale)
}

/// The limits of a ratio, as [`ratio`] writes them; both with three decimals where one of them would read 1.00 without being 1,
/// so that they tell on which side of no difference it lies.
#[must_use]
pub fn ratio_limits(limits: [f64; 2], locale: Locale) -> [String; 2] {
    /// What three decimals tell from 1.
    const TOLD: f64 = 0.000_5;
    let reads_one = |limit: f64| fixed(limit, 2, locale) == fixed(1.0, 2, locale);
    let is_told = |limit: f64| (limit - 1.0).abs() >= TOLD;
    let hidden = |limit: f64| reads_one(limit) && is_told(limit);
    let decimals = if limits.into_iter().any(hidden) { 3 } else { 2 };
    limits.map(|limit| ratio_in(limit, decimals, locale))
}

fn ratio_in(value: f64, decimals: usize, locale: Locale) -> String {
    /// What is less than the least number by no more than this share counts as that number.
    const HARDLY_LESS: f64 = 0.995;
    let least = if decimals > 2 { 0.001 } else { 0.01 };
    if value > 0.0 && value < HARDLY_LESS * least {
        return format!("<{}", fixed(least, decimals, locale));
    }
    if value >= 1e6 && value.is_finite() {
        return power_of_ten(value, locale);
    }
    let decimals = if value >= 999.995 { 0 } else { decimals };
    fixed(value, decimals, locale)
}

/// How many times one number is another, where it is large: "117", "3,600", "1.2 × 10⁹".
#[must_use]
pub fn fold(value: f64, locale: Locale) -> String {
    if value >= 1e6 {
        return ratio(value, locale);
    }
    // Three figures: more would be a show of exactness.
    let unit = if value >= 1e4 {
        100.0
    } else if value >= 1e3 {
        10.0
    } else {
        1.0
    };
    fixed((value / unit).round() * unit, 0, locale)
}

/// `value` (a million or more) as digits times a power of ten: `1.2 × 10⁹`.
fn power_of_ten(value: f64, locale: Locale) -> String {
    const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let scientific = format!("{value:.1e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: String = exponent
        .chars()
        .filter_map(|digit| {
            digit
                .to_digit(10)
                .and_then(|digit| SUPERSCRIPTS.get(digit as usize))
        })
        .collect();
    let digits = digits.replace('.', &locale.decimal_mark().to_string());
    format!("{digits}\u{a0}×\u{a0}10{exponent}")
}

/// A difference of shares of people as so many per `base` people (100 or 1,000): whole from 10 on, else one decimal;
/// differences that would read 0.0 are written `<0.1`, or `>−0.1` when below zero.
#[must_use]
pub fn difference_per(share: f64, base: u32, locale: Locale) -> String {
    let value = share * f64::from(base);
    if value != 0.0 && value.abs() < 0.05 {
        let least = fixed(0.1, 1, locale);
        return if value > 0.0 {
            format!("<{least}")
        } else {
            format!(">{MINUS}{least}")
        };
    }
    fixed(value, usize::from(value.abs() < 9.95), locale)
}

/// A risk as a percentage: one decimal, two below 1 %, `<0.01%` below that.
#[must_use]
pub fn percent(share: f64, locale: Locale) -> String {
    let value = share * 100.0;
    if value > 0.0 && value < 0.005 {
        return format!("<{}%", fixed(0.01, 2, locale));
    }
    let decimals = if value > 0.0 && value < 0.995 { 2 } else { 1 };
    format!("{}%", fixed(value, decimals, locale))
}

/// A probability that was found by simulation, in whole percent; cut below 1 % and above 99 %, where it says little, and never
/// rounded up: `95%` is at least 95 %.
#[must_use]
pub fn simulated(probability: f64, locale: Locale) -> String {
    if probability < 0.01 {
        return format!("<{}%", fixed(1.0, 0, locale));
    }
    if probability > 0.99 {
        return format!(">{}%", fixed(99.0, 0, locale));
    }
    // What is a hair below a whole percent for the arithmetic alone is that percent.
    format!(
        "{}%",
        fixed((100.0 * probability + 1e-9).floor(), 0, locale)
    )
}

/// A P value without its letter: two decimals, three below 0.01 and from 0.045 to 0.055, where two would hide on which side of
/// 0.05 it lies, `<0.001`, `>0.99`, never 0 or 1.
#[must_use]
pub fn p_value(value: f64, locale: Locale) -> String {
    if value < 0.001 {
        format!("<{}", fixed(0.001, 3, locale))
    } else if value < 0.01 || (0.045..0.055).contains(&value) {
        fixed(value, 3, locale)
    } else if value > 0.99 {
        format!(">{}", fixed(0.99, 2, locale))
    } else {
        fixed(value, 2, locale)
    }
}

/// A P value as a statement: `P = 0.28`, `P < 0.001`.
#[must_use]
pub fn p_statement(value: f64, locale: Locale) -> String {
    let text = p_value(value, locale);
    match text.chars().next() {
        Some(sign @ ('<' | '>')) => format!("P\u{a0}{sign}\u{a0}{}", text.trim_start_matches(sign)),
        _ => format!("P\u{a0}=\u{a0}{text}"),
    }
}

/// I² in percent: whole, with its sign.
#[must_use]
pub fn i_squared(percent: f64, locale: Locale) -> String {
    format!("{}%", fixed(percent, 0, locale))
}

/// τ²: two decimals; `<0.01` where it is above zero and would read as zero.
#[must_use]
pub fn tau_squared(value: f64, locale: Locale) -> String {
    if value > 0.0 && value < 0.005 {
        format!("<{}", fixed(0.01, 2, locale))
    } else {
        fixed(value, 2, locale)
    }
}

/// A test statistic (z, t, χ²): two decimals.
#[must_use]
pub fn statistic(value: f64, locale: Locale) -> String {
    fixed(value, 2, locale)
}

/// Degrees of freedom: whole where they are whole, else one decimal.
#[must_use]
pub fn degrees_of_freedom(value: f64, locale: Locale) -> String {
    let whole = (value - value.round()).abs() < 1e-9;
    fixed(value, usize::from(!whole), locale)
}

/// A number of an axis, with as many decimals as it needs and no more (at most six): `0.05`, `1`, `1,000`.
#[must_use]
pub fn tick(value: f64, locale: Locale) -> String {
    const MOST_DECIMALS: usize = 6;
    let scaled = |decimals: usize| (0..decimals).fold(value, |value, _| value * 10.0);
    let decimals = (0..MOST_DECIMALS)
        .find(|&decimals| {
            let scaled = scaled(decimals);
            (scaled - scaled.round()).abs() <= 1e-9 * scaled.abs().max(1e-3)
        })
        .unwrap_or(MOST_DECIMALS);
    fixed(value, decimals, locale)
}

/// A number with three significant digits and at most eight decimals, such as a coefficient whose size follows the unit of what
/// it belongs to: `0.0412`, `−1.25`, `310`.
#[must_use]
pub fn significant(value: f64, locale: Locale) -> String {
    const MOST: usize = 8;
    let size = value.abs();
    // Ten times as small asks for one decimal more.
    let decimals = (0..MOST)
        .find(|decimals| {
            let scaled = (0..*decimals).fold(size, |scaled, _| scaled * 10.0);
            scaled >= 99.95
        })
        .unwrap_or(MOST);
    fixed(value, if size == 0.0 { 0 } else { decimals }, locale)
}

/// A number that is known of a trial, such as a year or a dose: with as many decimals as it needs and no more (at most four), and
/// without groups of digits below 10,000.
#[must_use]
pub fn quantity(value: f64, locale: Locale) -> String {
    const FIRST_GROUPED: f64 = 10_000.0;
    const SCALE: f64 = 10_000.0;
    let rounded = (value * SCALE).round() / SCALE;
    let text = tick(if rounded.is_finite() { rounded } else { value }, locale);
    if value.abs() < FIRST_GROUPED {
        text.replace(locale.group_mark(), "")
    } else {
        text
    }
}

/// Weights in percent to one decimal that add up to 100.0 exactly, as printed (method of the largest remainder: each is
/// cut to a tenth, and the tenths that are missing go to those that lost most). Where the weights given do not add up to
/// 100 they are taken as shares of their sum. A trial without a weight stays without.
#[must_use]
pub fn weights(percents: &[Option<f64>], locale: Locale) -> Vec<Option<String>> {
    weights_in_tenths(percents)
        .into_iter()
        .map(|tenths| tenths.map(|tenths| fixed(f64::from(tenths) / 10.0, 1, locale)))
        .collect()
}

/// The sums of printed weights over parts of the trials, so that what is printed adds up; each part names its places.
#[must_use]
pub fn weights_of_parts(
    percents: &[Option<f64>],
    parts: &[Vec<usize>],
    locale: Locale,
) -> Vec<String> {
    let tenths = weights_in_tenths(percents);
    let weight = |place: &usize| tenths.get(*place).copied().flatten().unwrap_or(0);
    parts
        .iter()
        .map(|part| {
            fixed(
                f64::from(part.iter().map(weight).sum::<u32>()) / 10.0,
                1,
                locale,
            )
        })
        .collect()
}

fn weights_in_tenths(percents: &[Option<f64>]) -> Vec<Option<u32>> {
    let usable =
        |weight: &Option<f64>| weight.filter(|weight| weight.is_finite() && *weight >= 0.0);
    let sum: f64 = percents.iter().filter_map(usable).sum();
    if sum <= 0.0 || !sum.is_finite() {
        return vec![None; percents.len()];
    }
    let exact: Vec<Option<f64>> = percents
        .iter()
        .map(|weight| usable(weight).map(|weight| weight / sum * 1000.0))
        .collect();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 1000"
    )]
    let mut tenths: Vec<Option<u32>> = exact
        .iter()
        .map(|weight| weight.map(|weight| weight.floor() as u32))
        .collect();
    let missing = 1000_u32.saturating_sub(tenths.iter().flatten().sum());
    let mut by_remainder: Vec<(usize, f64)> = exact
        .iter()
        .enumerate()
        .filter_map(|(index, weight)| weight.map(|weight| (index, weight - weight.floor())))
        .collect();
    by_remainder.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    for (index, _) in by_remainder.into_iter().take(missing as usize) {
        if let Some(Some(tenths)) = tenths.get_mut(index) {
            *tenths += 1;
        }
    }
    tenths
}

fn group(digits: &str, locale: Locale) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(locale.group_mark());
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{DecimalComma, DecimalPoint};

    #[test]
    fn ratios_have_two_decimals_and_never_read_zero() {
        let cases = [
            (0.635_3, "0.64"),
            (1.0, "1.00"),
            (18.284, "18.28"),
            (0.099_96, "0.10"),
            (0.071_23, "0.07"),
            (0.01, "0.01"),
            (0.009_96, "0.01"),
            (0.004_2, "<0.01"),
            (1e-300, "<0.01"),
            (999.996, "1,000"),
            (12_345.6, "12,346"),
            (1_234_567_890.0, "1.2\u{a0}×\u{a0}10⁹"),
            (f64::INFINITY, "∞"),
            (f64::NAN, "—"),
            (0.0, "0.00"),
        ];
        for (value, expected) in cases {
            assert_eq!(ratio(value, DecimalPoint), expected, "{value}");
        }
    }

    #[test]
    fn limits_that_two_decimals_would_put_on_no_difference_have_three() {
        let cases = [
            ([0.68, 0.998], ["0.680", "0.998"]),
            ([1.002, 12.3], ["1.002", "12.300"]),
            ([0.000_2, 0.996], ["<0.001", "0.996"]),
            ([0.68, 1.0], ["0.68", "1.00"]),
            // Three would not tell either.
            ([0.68, 1.000_1], ["0.68", "1.00"]),
            ([0.060_2, 4.15], ["0.06", "4.15"]),
        ];
        for (limits, expected) in cases {
            assert_eq!(ratio_limits(limits, DecimalPoint), expected, "{limits:?}");
        }
    }

    #[test]
    fn a_p_value_is_never_zero_and_never_one() {
        let cases = [
            (0.28, "0.28"),
            (0.049_9, "0.050"),
            (0.047_6, "0.048"),
            (0.055_1, "0.06"),
            (0.006_4, "0.006"),
            (0.000_99, "<0.001"),
            (0.0, "<0.001"),
            (0.996, ">0.99"),
            (1.0, ">0.99"),
            (0.01, "0.01"),
        ];
        for (value, expected) in cases {
            assert_eq!(p_value(value, DecimalPoint), expected, "{value}");
        }
        assert_eq!(p_statement(0.28, DecimalComma), "P\u{a0}=\u{a0}0,28");
        assert_eq!(p_statement(0.0, DecimalPoint), "P\u{a0}<\u{a0}0.001");
    }

    #[test]
    fn a_number_that_rounds_to_zero_has_no_minus_sign() {
        assert_eq!(fixed(-0.004, 2, DecimalPoint), "0.00");
        assert_eq!(fixed(-0.006, 2, DecimalPoint), "−0.01");
        assert_eq!(fixed(f64::NEG_INFINITY, 2, DecimalPoint), "−∞");
    }

    #[test]
    fn digits_are_grouped_as_the_locale_groups_them() {
        assert_eq!(count(999, DecimalPoint), "999");
        assert_eq!(count(1_234_567, DecimalPoint), "1,234,567");
        assert_eq!(count(1_250, DecimalComma), "1\u{202f}250");
        assert_eq!(fixed(-1_250.5, 1, DecimalComma), "−1\u{202f}250,5");
    }

    #[test]
    fn a_difference_that_is_not_zero_never_reads_as_zero() {
        assert_eq!(difference_per(0.0294, 100, DecimalPoint), "2.9");
        assert_eq!(difference_per(-0.042, 1_000, DecimalPoint), "−42");
        assert_eq!(difference_per(0.000_01, 1_000, DecimalPoint), "<0.1");
        assert_eq!(difference_per(-0.000_01, 1_000, DecimalPoint), ">−0.1");
        assert_eq!(difference_per(0.0, 1_000, DecimalPoint), "0.0");
        assert_eq!(difference_per(0.009_96, 1_000, DecimalPoint), "10");
    }

    #[test]
    fn ticks_carry_only_the_decimals_they_need() {
        for (value, expected) in [
            (0.01, "0.01"),
            (0.2, "0.2"),
            (1.0, "1"),
            (1_000.0, "1,000"),
            (-0.05, "−0.05"),
            (0.3, "0.3"),
            (0.000_01, "0.00001"),
        ] {
            assert_eq!(tick(value, DecimalPoint), expected);
        }
    }

    #[test]
    fn printed_weights_add_up_to_one_hundred() {
        let thirds = weights(
            &[
                Some(100.0 / 3.0),
                None,
                Some(100.0 / 3.0),
                Some(100.0 / 3.0),
            ],
            DecimalPoint,
        );
        assert_eq!(
            thirds,
            [Some("33.4"), None, Some("33.3"), Some("33.3")].map(|text| text.map(str::to_owned))
        );
        let many: Vec<Option<f64>> = (1..=500)
            .map(|index| Some(f64::from(index * index % 97)))
            .collect();
        let tenths = weights_in_tenths(&many);
        assert_eq!(tenths.iter().flatten().sum::<u32>(), 1000);
    }

    #[test]
    fn a_printed_weight_is_less_than_a_tenth_from_the_weight() {
        let weights = [12.34, 45.67, 0.04, 41.95].map(Some);
        for (weight, tenths) in weights.iter().zip(weights_in_tenths(&weights)) {
            let printed = f64::from(tenths.unwrap()) / 10.0;
            assert!((printed - weight.unwrap()).abs() < 0.1);
        }
    }

    #[test]
    fn weights_of_nothing_are_nothing() {
        assert_eq!(weights(&[None, Some(0.0)], DecimalPoint), vec![None, None]);
        assert_eq!(weights(&[Some(f64::NAN)], DecimalPoint), vec![None]);
    }

    #[test]
    fn small_risks_keep_two_decimals() {
        assert_eq!(percent(0.238, DecimalPoint), "23.8%");
        assert_eq!(percent(0.003_3, DecimalPoint), "0.33%");
        assert_eq!(percent(0.000_01, DecimalPoint), "<0.01%");
        assert_eq!(i_squared(12.6, DecimalPoint), "13%");
        assert_eq!(tau_squared(0.0, DecimalPoint), "0.00");
        assert_eq!(tau_squared(0.001, DecimalPoint), "<0.01");
        assert_eq!(degrees_of_freedom(23.0, DecimalPoint), "23");
    }
}
