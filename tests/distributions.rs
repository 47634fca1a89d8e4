//! The distribution functions against values that `mpmath` computed to 40 digits, for arguments from the middle to
//! tails of 10⁻³⁰⁰ and from half a degree of freedom to ten million.

use std::io::Read;

use trialpool::math::random::SplitMix;
use trialpool::math::{chi_squared, fisher, normal, student};

/// Largest relative error allowed, by function. A tail at z = −38 is e^(−722): the rounding of its argument alone is
/// worth 10⁻¹³, so tails are held to that and not to the last bit.
const TOLERANCES: [(&str, f64); 11] = [
    ("normal_lower", 2e-13),
    ("normal_quantile", 2e-15),
    ("chi_squared_lower", 2e-12),
    ("chi_squared_upper", 2e-12),
    ("chi_squared_lower_quantile", 1e-13),
    ("chi_squared_upper_quantile", 1e-13),
    ("student_upper", 2e-12),
    ("student_upper_quantile", 1e-13),
    ("fisher_lower", 2e-12),
    ("fisher_upper", 2e-12),
    ("fisher_upper_quantile", 1e-13),
];

/// One line of the table.
struct Row {
    function: String,
    argument: f64,
    one: f64,
    two: f64,
    value: f64,
}

#[expect(
    clippy::unwrap_used,
    reason = "a table that cannot be read is a failed test"
)]
fn table() -> Vec<Row> {
    let packed = include_bytes!("reference/distributions.csv.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed.as_slice())
        .read_to_string(&mut text)
        .unwrap();
    text.lines()
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let number = |index: usize| fields[index].parse::<f64>().unwrap();
            Row {
                function: fields[0].to_string(),
                argument: number(1),
                one: number(2),
                two: number(3),
                value: number(4),
            }
        })
        .collect()
}

#[expect(
    clippy::panic,
    reason = "a function that is not known is a failed test"
)]
fn compute(row: &Row) -> f64 {
    let (x, one, two) = (row.argument, row.one, row.two);
    match row.function.as_str() {
        "normal_lower" => normal::lower_tail(x),
        "normal_quantile" => normal::quantile(x),
        "chi_squared_lower" => chi_squared::lower_tail(x, one),
        "chi_squared_upper" => chi_squared::upper_tail(x, one),
        "chi_squared_lower_quantile" => chi_squared::quantile(x, one),
        "chi_squared_upper_quantile" => chi_squared::upper_quantile(x, one),
        "student_upper" => student::upper_tail(x, one),
        "student_upper_quantile" => student::upper_quantile(x, one),
        "fisher_lower" => fisher::lower_tail(x, one, two),
        "fisher_upper" => fisher::upper_tail(x, one, two),
        "fisher_upper_quantile" => fisher::upper_quantile(x, one, two),
        other => panic!("unknown function {other}"),
    }
}

/// Relative error; for values below the range of normal numbers, whether both are as good as zero.
fn error(found: f64, value: f64) -> f64 {
    if value.abs() < 1e-305 {
        return if found.abs() < 2e-305 {
            0.0
        } else {
            f64::INFINITY
        };
    }
    ((found - value) / value).abs()
}

#[test]
fn every_value_of_the_table_is_met_to_its_tolerance() {
    let rows = table();
    assert!(rows.len() > 700, "{} rows", rows.len());
    let mut failures = Vec::new();
    for (function, tolerance) in TOLERANCES {
        let mut worst: f64 = 0.0;
        let mut count = 0;
        for row in rows.iter().filter(|row| row.function == function) {
            count += 1;
            let error = error(compute(row), row.value);
            worst = worst.max(error);
            if error.is_nan() || error > tolerance {
                failures.push(format!(
                    "{function}({:e}, {}, {}) = {:e}, not {:e}: {error:.1e}",
                    row.argument,
                    row.one,
                    row.two,
                    compute(row),
                    row.value
                ));
            }
        }
        println!("{function}: {count} values, worst {worst:.1e}");
        assert!(count > 0, "no values of {function}");
    }
    assert!(
        failures.is_empty(),
        "{} beyond tolerance:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn the_two_tails_of_every_distribution_add_up_to_one() {
    for step in 1..200_u32 {
        let x = f64::from(step) * 0.17;
        let sums = [
            chi_squared::lower_tail(x, 7.0) + chi_squared::upper_tail(x, 7.0),
            fisher::lower_tail(x, 3.0, 11.0) + fisher::upper_tail(x, 3.0, 11.0),
            student::upper_tail(x, 5.0) + student::upper_tail(-x, 5.0),
            normal::lower_tail(x) + normal::upper_tail(x),
        ];
        for sum in sums {
            assert!((sum - 1.0).abs() < 1e-14, "{sum}");
        }
    }
}

/// R 4.2: `qt(c(.025, .3, .8), 7)`, `qt(.9, 5, lower = FALSE)` and `qchisq(c(.9, .55), 4, lower = FALSE)`: the halves of a
/// distribution that are reached by way of the other.
#[test]
fn quantiles_on_the_other_side_of_the_middle_are_those_of_r() {
    for (found, expected) in [
        (student::quantile(0.025, 7.0), -2.364_624_251_592_784_4),
        (student::quantile(0.3, 7.0), -0.549_109_657_947_285),
        (student::quantile(0.8, 7.0), 0.896_029_644_313_764_7),
        (student::upper_quantile(0.9, 5.0), -1.475_884_048_824_480_4),
        (chi_squared::upper_quantile(0.9, 4.0), 1.063_623_216_779_224),
        (
            chi_squared::upper_quantile(0.55, 4.0),
            3.046_946_424_272_836,
        ),
    ] {
        assert!((found / expected - 1.0).abs() < 1e-13, "{found} {expected}");
    }
}

/// The first outputs of Vigna's `splitmix64.c` for this seed, as they are printed at
/// rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64.
#[test]
fn the_generator_is_split_mix() {
    let mut random = SplitMix::new(1_234_567);
    for expected in [
        6_457_827_717_110_365_317,
        3_203_168_211_198_807_973,
        9_817_491_932_198_370_423,
        4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
    ] {
        assert_eq!(random.next_bits(), expected);
    }
}
