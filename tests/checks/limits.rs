//! A standard error or variance held against the limits beside it.

use trialpool::data::{ErrorReading, ProblemKind};

use super::{found, said};

/// The trials whose limits contradict their standard error, each with the reading under which they agree.
fn contradicting(text: &str) -> Vec<(String, Option<ErrorReading>)> {
    let found = found(text).into_iter();
    found
        .filter_map(|(trial, problem)| match problem.kind {
            ProblemKind::LimitsNotOfError { reading, .. } => Some((trial, reading)),
            ProblemKind::OffMiddle => panic!("two findings for one cause: {problem:?}"),
            _ => None,
        })
        .collect()
}

fn all_alike(text: &str, reading: ErrorReading) {
    let found = contradicting(text);
    let rows = text.lines().count() - 1;
    assert_eq!(found.len(), rows, "{found:?}");
    for (trial, said) in found {
        assert_eq!(said, Some(reading), "{trial}");
    }
}

/// Widths of the limits over 2 · 1.959964: 0.70 / 3.919928 = 0.1786, 0.70 / 3.919928 = 0.1786, 0.40 / 3.919928 = 0.1020:
/// the numbers under `vi`, so that these are standard errors.
#[test]
fn a_column_of_variances_that_holds_standard_errors_is_found_in_every_row() {
    all_alike(
        "study,yi,vi,ci.lb,ci.ub\nAsh 2001,0.09,0.18,-0.26,0.44\nBirch 2003,0.28,0.18,-0.07,0.63\nCedar 2005,0.66,0.10,0.46,0.86\n",
        ErrorReading::ErrorsNotVariances,
    );
    all_alike(
        "study,yi,vi,ci.lb,ci.ub\nAmato 2007,0.0945,0.1817,-0.2616,0.4506\nBerg 2009,0.2774,0.1752,-0.0660,0.6208\nChen 2012,0.3665,0.2234,-0.0713,0.8043\nDiaz 2013,0.6644,0.1025,0.4635,0.8653\n",
        ErrorReading::ErrorsNotVariances,
    );
    // ln(4.0 / 1.0) / 3.919928 = 0.3536 and ln(3.2 / 0.8) / 3.919928 = 0.3536, on the log scale of a ratio.
    all_alike(
        "study,or,variance,lower,upper\nOak 2010,2.00,0.3536,1.00,4.00\nElm 2011,1.60,0.3536,0.80,3.20\n",
        ErrorReading::ErrorsNotVariances,
    );
}

/// ln(4.0 / 1.0) / 3.919928 = 0.35365, its square 0.12507.
#[test]
fn a_column_of_standard_errors_that_holds_variances_is_found() {
    all_alike(
        "study,or,se,lower,upper\nOak 2010,2.00,0.1251,1.00,4.00\nElm 2011,1.60,0.1251,0.80,3.20\n",
        ErrorReading::VariancesNotErrors,
    );
}

/// (1.9459 − 0.5596) / 3.919928 = 0.35366 for limits that are the logarithms of 1.75 and 7.00 around 3.50.
#[test]
fn limits_of_another_scale_than_the_estimate_are_found() {
    all_alike(
        "study,or,se,lower,upper\nOak 2010,3.50,0.3537,0.5596,1.9459\n",
        ErrorReading::LimitsAreLogarithms,
    );
    // Logarithms below zero cannot be limits of a ratio at all: ln 0.5 and ln 2 around 1, 1.3863 / 3.919928 = 0.35365.
    all_alike(
        "study,or,se,lower,upper\nElm 2011,1.00,0.3537,-0.6931,0.6931\n",
        ErrorReading::LimitsAreLogarithms,
    );
    // ln 1.00 and ln 4.00 around ln 2.00 = 0.6931.
    all_alike(
        "study,logor,se,lower,upper\nOak 2010,0.6931,0.3537,1.00,4.00\nElm 2011,0.4700,0.3537,0.80,3.20\n",
        ErrorReading::LimitsAreRatios,
    );
}

/// (4.00 − 1.00) / 3.919928 = 0.7653, where the logarithm's is 0.3537.
#[test]
fn a_standard_error_of_the_ratio_itself_is_found() {
    all_alike(
        "study,or,se,lower,upper\nOak 2010,2.00,0.7653,1.00,4.00\n",
        ErrorReading::ErrorOfTheRatio,
    );
}

/// 0.50 ± 1.644854 · 0.20 is 0.171 to 0.829; 0.50 ± 2.575829 · 0.20 is −0.015 to 1.015.
#[test]
fn limits_of_another_level_are_found() {
    all_alike(
        "study,md,se,lower,upper\nOak 2010,0.500,0.200,0.171,0.829\n",
        ErrorReading::NinetyPercent,
    );
    all_alike(
        "study,md,se,lower,upper\nOak 2010,0.500,0.200,-0.015,1.015\n",
        ErrorReading::NinetyNinePercent,
    );
}

#[test]
fn limits_that_are_those_of_their_standard_error_are_let_pass() {
    for text in [
        // 0.50 ± 1.959964 · 0.20 is 0.108 to 0.892.
        "study,md,se,lower,upper\nOak 2010,0.50,0.20,0.11,0.89\n",
        // A variance of 0.01 may be anything from 0.005 to 0.015: a standard error from 0.071 to 0.122.
        "study,yi,vi,lower,upper\nOak 2010,0.50,0.01,0.27,0.73\n",
        // Student's t with 20 degrees of freedom, 2.086: 0.50 ± 0.417.
        "study,md,se,lower,upper\nOak 2010,0.50,0.20,0.08,0.92\n",
        "study,or,se,lower,upper\nOak 2010,2.00,0.3537,1.00,4.00\n",
        // A limit that was rounded to nothing has no logarithm.
        "study,or,se,lower,upper\nOak 2010,0.03,1.30,0.00,0.38\n",
    ] {
        assert_eq!(contradicting(text), [], "{text}");
    }
}

/// exp(ln 1.50 ± 1.959964 · 0.2906) is 0.849 to 2.651: as wide as 0.60 to 1.90 on the log scale, and elsewhere.
#[test]
fn limits_that_are_not_drawn_because_of_the_standard_error_beside_them_are_said() {
    assert_eq!(
        said("study,or,se,lower,upper\nOak 2010,1.50,0.2906,0.60,1.90\n"),
        [
            "Oak 2010, Outcome, standard error: the limits typed are 0.60 to 1.90; those of the standard error beside them, \
          0.85 to 2.65, are used."
        ]
    );
}

/// √0.18 = 0.42426; 0.09 ± 1.959964 · 0.42426 is −0.7415 to 0.9215.
#[test]
fn a_contradiction_is_said_with_both_intervals_and_the_reading_that_agrees() {
    assert_eq!(
        said("study,yi,vi,ci.lb,ci.ub\nAsh 2001,0.09,0.18,-0.26,0.44\n"),
        [
            "Ash 2001, Outcome, standard error: the limits typed are −0.26 to 0.44; those of the standard error beside them, \
          −0.74 to 0.92, are used. They agree if the column holds standard errors, not variances."
        ]
    );
}
