//! Recognises the columns of estimates, their errors and their intervals.

use super::head::{Head, Word};
use super::meaning::{EffectPart, Meaning, Why};
use std::collections::BTreeMap;

use EffectPart::{Difference, Limits, LogRatio, Lower, P, Ratio, StandardError, Upper, Variance};

/// Usual heads, letters and digits only. `ci` is not among the limits: it is looked at by its cells.
const HEADS: [(&str, EffectPart); 79] = [
    ("ratio", Ratio),
    ("logratio", LogRatio),
    ("difference", Difference),
    ("cilo", Lower),
    ("lower95%ci", Lower),
    ("cihi", Upper),
    ("rr", Ratio),
    ("or", Ratio),
    ("hr", Ratio),
    ("irr", Ratio),
    ("riskratio", Ratio),
    ("relativerisk", Ratio),
    ("oddsratio", Ratio),
    ("hazardratio", Ratio),
    ("rateratio", Ratio),
    ("logrr", LogRatio),
    ("logor", LogRatio),
    ("loghr", LogRatio),
    ("logirr", LogRatio),
    ("lnrr", LogRatio),
    ("lnor", LogRatio),
    ("lnhr", LogRatio),
    ("logriskratio", LogRatio),
    ("logoddsratio", LogRatio),
    ("loghazardratio", LogRatio),
    ("yi", Difference),
    ("te", Difference),
    ("est", Difference),
    ("estimate", Difference),
    ("effect", Difference),
    ("effectsize", Difference),
    ("es", Difference),
    ("rd", Difference),
    ("riskdifference", Difference),
    ("md", Difference),
    ("smd", Difference),
    ("meandifference", Difference),
    ("givmean", Difference),
    ("sei", StandardError),
    ("sete", StandardError),
    ("se", StandardError),
    ("stderr", StandardError),
    ("standarderror", StandardError),
    ("seyi", StandardError),
    ("selogrr", StandardError),
    ("selogor", StandardError),
    ("seloghr", StandardError),
    ("selnrr", StandardError),
    ("selnor", StandardError),
    ("givse", StandardError),
    ("vi", Variance),
    ("variance", Variance),
    ("var", Variance),
    ("lower", Lower),
    ("lo", Lower),
    ("ll", Lower),
    ("lci", Lower),
    ("lcl", Lower),
    ("cilb", Lower),
    ("cilower", Lower),
    ("lowerci", Lower),
    ("lower95", Lower),
    ("low", Lower),
    ("cistart", Lower),
    ("upper", Upper),
    ("ul", Upper),
    ("uci", Upper),
    ("ucl", Upper),
    ("ciub", Upper),
    ("ciupper", Upper),
    ("upperci", Upper),
    ("upper95", Upper),
    ("hi", Upper),
    ("high", Upper),
    ("ciend", Upper),
    ("p", P),
    ("pval", P),
    ("pvalue", P),
    ("pvalues", P),
];

/// Heads of both limits in one cell; believed only where the cells are such.
const LIMITS: [&str; 6] = [
    "ci",
    "95%ci",
    "95ci",
    "confidenceinterval",
    "interval",
    "cl",
];

/// An open column, with what its cells say.
pub(super) struct Open<'table> {
    pub(super) index: usize,
    pub(super) head: &'table Head,
    /// Whether its cells are like "0.60 to 1.20".
    pub(super) limits: bool,
    /// Whether its cells are like "0.85 (0.60 to 1.20)".
    pub(super) with_limits: bool,
}

/// The columns of one outcome's estimates.
#[derive(Default)]
struct Estimates {
    name: String,
    columns: BTreeMap<EffectPart, usize>,
    with_limits: bool,
}

impl Estimates {
    fn estimate(&self) -> Option<EffectPart> {
        self.columns.keys().copied().find(|part| part.is_estimate())
    }

    fn is_complete(&self) -> bool {
        let has = |part| self.columns.contains_key(&part);
        let has_error = has(StandardError)
            || has(Variance)
            || has(Limits)
            || (has(Lower) && has(Upper))
            || self.with_limits;
        self.estimate().is_some() && has_error
    }
}

/// Finds the columns of estimates among the open ones, each with its meaning. Where each row names its outcome
/// (`by_row`), ratios and differences may stand in columns of their own.
pub(super) fn effects(open: &[Open], by_row: bool) -> Vec<(usize, Meaning, Why)> {
    let mut outcomes: BTreeMap<String, Estimates> = BTreeMap::new();
    for column in open {
        let Some((part, stem, name)) = part_of(column) else {
            continue;
        };
        let outcome = outcomes.entry(stem).or_default();
        if outcome.name.is_empty() {
            outcome.name = name;
        }
        // Of several estimates of one outcome the first is taken, such as RR before RD.
        if by_row || !part.is_estimate() || outcome.estimate().is_none() {
            outcome.columns.entry(part).or_insert(column.index);
            outcome.with_limits |= part.is_estimate() && column.with_limits;
        }
    }
    outcomes
        .values()
        .filter(|outcome| outcome.is_complete())
        .flat_map(|outcome| {
            outcome.columns.iter().map(|(part, index)| {
                let name = (!outcome.name.is_empty()).then(|| outcome.name.clone());
                let meaning = Meaning::Effect {
                    part: *part,
                    outcome: name,
                };
                (*index, meaning, Why::Head)
            })
        })
        .collect()
}

/// What part of an estimate the head names, and the outcome before or after it.
fn part_of(column: &Open) -> Option<(EffectPart, String, String)> {
    let head = column.head;
    let by_name = |affix: &str| {
        let listed = HEADS.iter().find(|(name, _)| *name == affix);
        listed
            .map(|(_, part)| *part)
            .or_else(|| (column.limits && LIMITS.contains(&affix)).then_some(Limits))
    };
    if let Some(part) = by_name(&head.plain) {
        return Some((part, String::new(), String::new()));
    }
    let words = head.words.as_slice();
    for length in (1..words.len().min(4)).rev() {
        let (before, last) = words.split_at(words.len() - length);
        let (first, after) = words.split_at(length);
        for (affix, stem) in [(last, before), (first, after)] {
            let affix: String = affix.iter().map(|word| word.text.as_str()).collect();
            if let Some(part) = by_name(&affix) {
                // "HR (95% CI)" names no outcome but what its cells hold.
                let stem = stem.strip_suffix(interval_words(stem)).unwrap_or(stem);
                let name = head.piece(stem);
                let stem = stem.iter().map(|word| word.text.as_str()).collect();
                return Some((part, stem, name));
            }
        }
    }
    None
}

/// The words at the end of a head that speak of an interval: "95% CI".
fn interval_words(words: &[Word]) -> &[Word] {
    let speaks =
        |word: &&Word| matches!(word.text.as_str(), "95" | "ci" | "confidence" | "interval");
    let count = words.iter().rev().take_while(speaks).count();
    words.get(words.len() - count..).unwrap_or_default()
}

/// Whether the limits of these rows (estimate, lower, upper) lie evenly about the estimate on the log scale rather than
/// on the natural one: then it is a ratio.
pub(super) fn looks_like_ratio(rows: &[(f64, f64, f64)]) -> bool {
    let positive = |row: &&(f64, f64, f64)| row.0 > 0.0 && row.1 > 0.0 && row.2 > 0.0;
    if rows.is_empty() || !rows.iter().all(|row| positive(&row)) {
        return false;
    }
    let even = rows.iter().filter(|(estimate, lower, upper)| {
        let on_log_scale = (libm::sqrt(lower * upper) - estimate).abs();
        let on_natural_scale = (f64::midpoint(*lower, *upper) - estimate).abs();
        on_log_scale <= on_natural_scale
    });
    2 * even.count() > rows.len()
}
