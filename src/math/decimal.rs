//! Decimal digits to the nearest binary number.
//!
//! The result is that of the standard library, bit for bit: the nearest `f64`, ties to even (IEEE 754-2019, section
//! 5.12.2). The standard library is fast by a table of ten kilobytes that no compression makes smaller; tables of trials
//! hold small numbers, for which one multiplication or division is exact (Clinger, PLDI 1990, section 3), and the few
//! others are divided as whole numbers of any length.

use std::cmp::Ordering;

/// Digits beyond these cannot be told apart from one more digit that is not zero: the exact decimal expansion of the
/// midpoint of two neighbouring `f64` has at most 767 digits.
const MOST_DIGITS: usize = 770;
/// Powers of ten up to this are exact in an `f64`.
const EXACT_POWERS: i64 = 22;
/// Bits of the significand of an `f64`.
const SIGNIFICAND: i64 = 53;

/// The `f64` nearest to a decimal number such as `-12.5e-3`: digits with at most one point among them, a sign before them
/// and an exponent after them where there is one. Too large a number is infinite; a text of another form is none.
#[must_use]
pub fn nearest(text: &str) -> Option<f64> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let size = Digits::read(unsigned)?.nearest();
    Some(if negative { -size } else { size })
}

/// A whole number of decimal digits times a power of ten.
struct Digits {
    digits: Vec<u8>,
    exponent: i64,
}

impl Digits {
    fn read(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, whole(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.len() + fraction.len() == 0 {
            return None;
        }
        let mut number = Self {
            digits: Vec::new(),
            exponent,
        };
        let mut beyond = false;
        for (byte, place) in whole
            .bytes()
            .map(|byte| (byte, 0))
            .chain(fraction.bytes().map(|byte| (byte, 1)))
        {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            number.exponent -= place;
            if number.digits.len() >= MOST_DIGITS {
                beyond |= digit != 0;
                number.exponent += 1;
            } else if digit != 0 || !number.digits.is_empty() {
                number.digits.push(digit);
            }
        }
        if beyond {
            number.digits.push(1);
            number.exponent -= 1;
        }
        Some(number)
    }

    fn nearest(&self) -> f64 {
        let places = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        let magnitude = places.saturating_add(self.exponent);
        if places == 0 || magnitude < -330 {
            return 0.0;
        }
        if magnitude > 310 {
            return f64::INFINITY;
        }
        self.exact().unwrap_or_else(|| self.divided())
    }

    /// The number where digits and power of ten are both exact, so that their product or quotient is rounded once.
    fn exact(&self) -> Option<f64> {
        if self.digits.len() > 15 || self.exponent.abs() > EXACT_POWERS {
            return None;
        }
        let digits = self
            .digits
            .iter()
            .fold(0.0, |number, digit| number * 10.0 + f64::from(*digit));
        let power = (0..self.exponent.abs()).fold(1.0, |power, _| power * 10.0);
        Some(if self.exponent < 0 {
            digits / power
        } else {
            digits * power
        })
    }

    /// The number by dividing whole numbers of any length, rounded once.
    fn divided(&self) -> f64 {
        let (mut numerator, mut denominator) = (Whole::default(), Whole(vec![1]));
        for digit in &self.digits {
            numerator.times_ten_plus(*digit);
        }
        let scaled = if self.exponent < 0 {
            &mut denominator
        } else {
            &mut numerator
        };
        for _ in 0..self.exponent.abs() {
            scaled.times_ten_plus(0);
        }
        // So that the quotient has 64 or 65 bits before the point.
        let shift = 64 - (numerator.bits() - denominator.bits());
        numerator.shift_left(shift.max(0));
        denominator.shift_left(64 + (-shift).max(0));
        let mut quotient: u128 = 0;
        for _ in 0..=64 {
            quotient <<= 1;
            if numerator.compare(&denominator) != Ordering::Less {
                numerator.subtract(&denominator);
                quotient |= 1;
            }
            denominator.halve();
        }
        rounded(quotient, !numerator.is_zero(), -shift)
    }
}

/// `(quotient + a little where there is a rest) × 2^exponent`, rounded to the nearest `f64`, ties to even.
fn rounded(quotient: u128, rest: bool, exponent: i64) -> f64 {
    let bits = i64::from(u128::BITS - quotient.leading_zeros());
    // The exponent of the first bit; below the smallest normal number fewer bits are left for the significand.
    let first = exponent + bits - 1;
    let kept = SIGNIFICAND.min(SIGNIFICAND + first + 1022);
    if kept < 0 {
        return 0.0;
    }
    let dropped = bits - kept;
    let significand = quotient >> dropped;
    let below = quotient & ((1 << dropped) - 1);
    let half = 1 << (dropped - 1);
    let up = below > half || below == half && (rest || significand & 1 == 1);
    let significand = u64::try_from(significand).unwrap_or(u64::MAX) + u64::from(up);
    // A significand that was rounded up to the next power of two carries into the exponent, as it should.
    let biased = if kept == SIGNIFICAND { first + 1022 } else { 0 };
    if biased >= 2046 {
        return f64::INFINITY;
    }
    f64::from_bits((u64::try_from(biased).unwrap_or(0) << 52) + significand)
}

/// A whole number with a sign; one that is far beyond any use stays far.
fn whole(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return None;
    }
    let mut number: i64 = 0;
    for byte in digits.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = (number * 10 + i64::from(digit)).min(1 << 40);
    }
    Some(sign * number)
}

/// A whole number of any length, its 32-bit digits from the lowest on, the highest not zero.
#[derive(Default)]
struct Whole(Vec<u32>);

impl Whole {
    fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    fn bits(&self) -> i64 {
        let Some(highest) = self.0.last() else {
            return 0;
        };
        let below = i64::try_from(self.0.len() - 1).unwrap_or(i64::MAX / 64) * 32;
        below + i64::from(u32::BITS - highest.leading_zeros())
    }

    fn times_ten_plus(&mut self, digit: u8) {
        let mut carry = u64::from(digit);
        for part in &mut self.0 {
            let product = u64::from(*part) * 10 + carry;
            *part = low(product);
            carry = product >> 32;
        }
        self.0.extend((carry != 0).then(|| low(carry)));
    }

    fn shift_left(&mut self, by: i64) {
        let mut carry = 0;
        for part in &mut self.0 {
            let shifted = u64::from(*part) << (by % 32) | carry;
            *part = low(shifted);
            carry = shifted >> 32;
        }
        self.0.extend((carry != 0).then(|| low(carry)));
        let zeros = usize::try_from(by / 32).unwrap_or(0);
        self.0.splice(0..0, std::iter::repeat_n(0, zeros));
    }

    fn halve(&mut self) {
        let mut carry = 0;
        for part in self.0.iter_mut().rev() {
            let next = *part << 31;
            *part = *part >> 1 | carry;
            carry = next;
        }
        self.trim();
    }

    fn compare(&self, other: &Self) -> Ordering {
        let lengths = self.0.len().cmp(&other.0.len());
        lengths.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Takes away a number that is not larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        let theirs = other.0.iter().copied().chain(std::iter::repeat(0));
        for (part, theirs) in self.0.iter_mut().zip(theirs) {
            let (without, first) = part.overflowing_sub(theirs);
            let (without, second) = without.overflowing_sub(borrow);
            *part = without;
            borrow = u32::from(first || second);
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the low half of a number is what is asked for"
)]
fn low(number: u64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::nearest;

    fn same_bits(text: &str) {
        let expected: f64 = text.parse().unwrap();
        let found = nearest(text).unwrap();
        assert_eq!(
            found.to_bits(),
            expected.to_bits(),
            "{text}: {found} instead of {expected}"
        );
    }

    #[test]
    fn the_hard_cases_of_other_readers_are_read_as_the_standard_library_reads_them() {
        for text in [
            "0",
            "-0",
            "0.0e999999999999",
            "1",
            "12.50",
            ".5",
            "5.",
            "9007199254740993",
            "9007199254740992.5",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "4.9406564584124654e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1e-324",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "1e999999999999999999999",
            "1e-999999999999999999999",
            "6.631236846766476e-316",
            "3.518437208883201171875e13",
            "62.5364939768271845828",
            "8.10109172351e-10",
            "1.50000000000000011102230246251565",
            "9007199254740991.4999999999999999999999999999999995",
            "30078505129381147446200",
            "1777820000000000000001",
            "0.500000000000000166547006220929549868969843373633921146392822265625",
            "0.50000000000000016656055874808561867439493653364479541778564453125",
            "123456789012345678901234567890",
            "0.000000000000000000000000000000000000012345",
        ] {
            same_bits(text);
        }
        let midpoint = format!("0.{}1", "0".repeat(900));
        same_bits(&midpoint);
        same_bits(&format!("{}1e-1000", "1".repeat(1500)));
        same_bits(&format!("9007199254740993.{}1", "0".repeat(1200)));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "", ".", "-", "+-1", "1e", "1e+", "e5", "1..2", "1.2.3", "١", "0x10", "inf", "NaN",
            "1 ", " 1", "1e5.0",
        ] {
            assert_eq!(nearest(text), None, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn every_number_that_is_written_reads_back_to_its_bits(bits: u64) {
            let number = f64::from_bits(bits);
            if number.is_finite() {
                for written in [format!("{number}"), format!("{number:e}"), format!("{number:.3}")] {
                    let expected: f64 = written.parse().unwrap();
                    prop_assert_eq!(nearest(&written).map(f64::to_bits), Some(expected.to_bits()), "{}", written);
                }
            }
        }

        #[test]
        fn any_digits_are_read_as_the_standard_library_reads_them(text in "[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?(e[+-]?[0-9]{1,3})?") {
            let expected: f64 = text.parse().unwrap();
            prop_assert_eq!(nearest(&text).map(f64::to_bits), Some(expected.to_bits()));
        }

        #[test]
        fn a_midpoint_between_two_numbers_goes_to_the_even_one_and_its_neighbours_do_not(bits: u64) {
            let number = f64::from_bits(bits & !(1 << 63) | 1);
            let next = f64::from_bits(number.to_bits() + 1);
            if next.is_finite() {
                // The exact decimal expansion of an `f64`, of which half the sum of two neighbours has one digit more.
                let digits = |value: f64| format!("{value:.1080}");
                let (low, high) = (digits(number), digits(next));
                let midpoint = half_of_sum(&low, &high);
                for text in [midpoint.clone(), format!("{midpoint}1"), low, high] {
                    let expected: f64 = text.parse().unwrap();
                    prop_assert_eq!(nearest(&text).map(f64::to_bits), Some(expected.to_bits()), "{}", text);
                }
            }
        }
    }

    /// Half the sum of two decimal numbers with the same number of places.
    fn half_of_sum(one: &str, other: &str) -> String {
        let width = one.len().max(other.len());
        let padded = |text: &str| format!("{text:0>width$}").into_bytes();
        let (one, other) = (padded(one), padded(other));
        let mut sum = Vec::new();
        let mut carry = 0;
        for (a, b) in one.iter().rev().zip(other.iter().rev()) {
            if *a == b'.' {
                sum.push(b'.');
                continue;
            }
            let digit = (a - b'0') + (b - b'0') + carry;
            sum.push(b'0' + digit % 10);
            carry = digit / 10;
        }
        sum.push(b'0' + carry);
        let mut half = String::new();
        let mut rest = 0;
        for byte in sum.iter().rev() {
            if *byte == b'.' {
                half.push('.');
                continue;
            }
            let digit = rest * 10 + (byte - b'0');
            half.push(char::from(b'0' + digit / 2));
            rest = digit % 2;
        }
        half.push(if rest == 1 { '5' } else { '0' });
        half
    }
}
