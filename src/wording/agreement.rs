//! Whether what a file stored as its results is what is computed here from its numbers.

use super::subject::trials;
use super::{Locale, names, number, tr, translate};
use crate::analysis::{Agreement, Check, Reason, Undefined};
use crate::data::{StoredNumber, capitalized};

/// What is said of an outcome: the comparison, or why there is none.
pub type Found = Result<Agreement, Undefined>;

/// What is said of all outcomes together: "8 of 9 stored results were met when pooled again here; 1 was not."
#[must_use]
pub fn headline(found: &[Found], locale: Locale) -> String {
    let met = |found: &&Found| found.as_ref().is_ok_and(Agreement::is_complete);
    let counted = |count: usize| number::count(count as u64, locale);
    let agreeing = found.iter().filter(met).count();
    let undefined = found.iter().filter(|found| found.is_err()).count();
    let differing = found.len() - agreeing - undefined;
    if found.is_empty() {
        return translate("The file stores no pooled results.").to_owned();
    }
    let mut text = tr!(
        "Pooled again here from the file’s own numbers, {} of {} stored results came out the same.",
        counted(agreeing),
        counted(found.len())
    );
    if differing > 0 {
        text.push_str(&if differing == 1 {
            tr!(" {} differs.", counted(differing))
        } else {
            tr!(" {} differ.", counted(differing))
        });
    }
    if undefined > 0 {
        text.push_str(&tr!(" {} cannot be pooled here.", counted(undefined)));
    }
    text
}

/// What is said of one outcome: "The same to 14 figures or more (Mantel–Haenszel, 0.5 added in trials with an empty cell)." or which
/// numbers differ, and by how much.
#[must_use]
pub fn sentence(found: &Found, locale: Locale) -> String {
    let agreement = match found {
        Ok(agreement) => agreement,
        Err(Undefined::NotApplicable) => {
            return translate(
                "Not compared: its method or numbers are of a kind that is not pooled here.",
            )
            .to_owned();
        }
        Err(_) => {
            return translate(
                "Not compared: there is no pooled estimate here from the numbers in the file.",
            )
            .to_owned();
        }
    };
    let differing: Vec<&Check> = differing(agreement);
    if differing.is_empty() {
        let how_far = match agreement.fewest_figures() {
            None => translate("to every figure stored").to_owned(),
            Some(figures) => tr!("to {} or more", figures_named(figures)),
        };
        let how = if is_another(agreement) {
            tr!(
                "{}, though the file says {}",
                names::plan_inside(agreement.plan),
                names::plan_inside(agreement.stored_plan)
            )
        } else {
            names::plan_inside(agreement.plan)
        };
        return tr!(
            "The same {how_far} ({how}).{}",
            explained(agreement, locale),
            how_far,
            how
        );
    }
    let parts: Vec<String> = differing.iter().map(|check| both(check, locale)).collect();
    let agreeing = agreement.checks.len() - differing.len() - agreement.explained().count();
    let rest = match agreeing {
        0 => String::new(),
        1 => translate(" The other number agrees.").to_owned(),
        _ => tr!(
            " The other {} agree.",
            number::count(agreeing as u64, locale)
        ),
    };
    tr!(
        "Pooled by {}, it differs: {}.{rest}{}",
        names::plan_inside(agreement.plan),
        parts.join(translate("; ")),
        explained(agreement, locale),
        rest
    )
}

/// Whether the file says that it pooled in another way than that which meets its results, its correction aside.
fn is_another(agreement: &Agreement) -> bool {
    let (plan, stored) = (agreement.plan, agreement.stored_plan);
    plan.method != stored.method || plan.interval != stored.interval
}

/// A number of both: "P 0.04 stored, 0.07 here".
fn both(check: &Check, locale: Locale) -> String {
    tr!(
        "{} {} stored, {} here",
        name(check.number),
        value(check, check.stored, locale),
        value(check, check.computed, locale)
    )
}

/// The numbers that differ for a reason that is known, each with the reason.
fn explained(agreement: &Agreement, locale: Locale) -> String {
    agreement.explained().fold(String::new(), |mut text, (check, reason)| {
        let why = match reason {
            Reason::NormalP => {
                translate("the stored P is that of the normal distribution, the stored interval that of Student’s t")
            }
            Reason::PNotOfStatistic => {
                translate("the stored P does not follow from the statistic and the degrees of freedom stored beside it")
            }
            Reason::Iterated => translate("it is found step by step, and the steps end close to each other"),
        };
        text.push_str(&tr!(" {what}: {why}.", what = capitalized(&both(check, locale)), why));
        text
    })
}

/// What to look at where a stored result was not met.
#[must_use]
pub fn remedy(agreement: &Agreement, pooled: usize, locale: Locale) -> String {
    let degrees = agreement
        .checks
        .iter()
        .find(|check| check.number == StoredNumber::DegreesOfFreedom && !check.agrees());
    match degrees {
        Some(_) => tr!(
            "Another number of trials entered: {} here. Look for trials without events, left out, or entered twice.",
            trials(pooled, locale)
        ),
        None => translate("The trials are the same in number: look for numbers that were changed after the result was stored, or for another method.").to_owned(),
    }
}

/// The numbers that differ. Logarithms are not told where the number itself differs as well.
fn differing(agreement: &Agreement) -> Vec<&Check> {
    let wrong = || {
        let checks = agreement.checks.iter();
        checks.filter(|check| !check.agrees() && check.reason.is_none())
    };
    let natural: Vec<&Check> = wrong()
        .filter(|check| !is_logarithm(check.number))
        .collect();
    if natural.is_empty() {
        wrong().collect()
    } else {
        natural
    }
}

fn is_logarithm(number: StoredNumber) -> bool {
    matches!(
        number,
        StoredNumber::CommonLogarithm
            | StoredNumber::LowerCommonLogarithm
            | StoredNumber::UpperCommonLogarithm
    )
}

/// What a number of a result is called within a sentence.
#[must_use]
pub fn name(number: StoredNumber) -> &'static str {
    match number {
        StoredNumber::Estimate => translate("estimate"),
        StoredNumber::Lower => translate("lower limit"),
        StoredNumber::Upper => translate("upper limit"),
        StoredNumber::CommonLogarithm => translate("logarithm of the estimate"),
        StoredNumber::LowerCommonLogarithm => translate("logarithm of the lower limit"),
        StoredNumber::UpperCommonLogarithm => translate("logarithm of the upper limit"),
        StoredNumber::ChiSquared => "χ²",
        StoredNumber::DegreesOfFreedom => translate("degrees of freedom"),
        StoredNumber::ISquared => translate("I²"),
        StoredNumber::TauSquared => "τ²",
        StoredNumber::Z => translate("z"),
        StoredNumber::P => translate("P"),
    }
}

/// To how many figures a number agrees, for a cell of a table: "15 figures", "all 6 figures stored", "differs".
#[must_use]
pub fn verdict(check: &Check) -> String {
    if let Some(reason) = check.reason {
        match reason {
            Reason::NormalP => translate("normal, not t"),
            Reason::PNotOfStatistic => translate("not of its own statistic"),
            Reason::Iterated => translate("steps end close by"),
        }
        .to_owned()
    } else if !check.agrees() {
        translate("differs").to_owned()
    } else if check.is_exact() {
        translate("every figure stored").to_owned()
    } else {
        figures_named(check.figures)
    }
}

/// One of the two numbers of a check, with two figures more than they have in common, so that a difference is seen.
#[must_use]
pub fn value(check: &Check, value: f64, locale: Locale) -> String {
    /// Beyond so many decimals a difference is of no use to a reader.
    const MOST_DECIMALS: i32 = 12;
    let figures = i32::try_from(check.figures.clamp(1, 6)).unwrap_or(1);
    let magnitude = if check.stored == 0.0 {
        0.0
    } else {
        libm::floor(libm::log10(check.stored.abs()))
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the magnitude of an f64 lies between -324 and 308"
    )]
    let decimals = (figures + 1 - magnitude as i32).clamp(0, MOST_DECIMALS);
    number::fixed(value, usize::try_from(decimals).unwrap_or(0), locale)
}

fn figures_named(figures: u32) -> String {
    if figures == 1 {
        translate("1 figure").to_owned()
    } else {
        tr!("{figures} figures", figures)
    }
}
