//! The sentences over the findings: they follow from the verdicts alone.

use super::Finding;
use crate::data::Review;
use crate::safety::VerdictClass;
use crate::wording::{Locale, names, number, tr, translate};

/// "a", "a and b", "a, b and c"; with semicolons where a name has a comma of its own.
#[must_use]
pub fn list(names: &[String]) -> String {
    let has_comma = names
        .iter()
        .any(|name| name.contains(", ") || name.contains(['，', '、']));
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] if !has_comma => tr!("{one} and {other}", one, other),
        [others @ .., last] if has_comma => {
            tr!("{}; and {last}", others.join(translate("; ")), last)
        }
        [others @ .., last] => tr!("{} and {last}", others.join(translate(", ")), last),
    }
}

/// The sentences over the findings, the most important first; `with_confidence` is how sure the intervals are.
#[must_use]
pub fn answer(
    review: &Review,
    rows: &[Finding],
    experimental: &str,
    with_confidence: &str,
    locale: Locale,
) -> Vec<String> {
    let of = |class: VerdictClass| -> Vec<&Finding> {
        let found = rows.iter().filter(|row| row.verdict == Some(class));
        found.collect()
    };
    let mut sentences = Vec::new();
    sentences.extend(directed(
        &of(VerdictClass::HarmBeyondMargin),
        translate("More harm with"),
        experimental,
        translate(", each beyond its margin of concern"),
        translate(", beyond the margin of concern"),
    ));
    sentences.extend(directed(
        &of(VerdictClass::Harm),
        translate("More harm with"),
        experimental,
        "",
        "",
    ));
    sentences.extend(ruled_out(
        &of(VerdictClass::MarginRuledOut),
        with_confidence,
    ));
    sentences.extend(not_settled(&of(VerdictClass::NotSettled)));
    sentences.extend(too_few(&of(VerdictClass::TooFewToTell), locale));
    sentences.extend(directed(
        &of(VerdictClass::Benefit),
        translate("Less harm with"),
        experimental,
        translate("; a benefit seen in a safety outcome calls for caution: it may be chance or selective reporting"),
        translate("; a benefit seen in a safety outcome calls for caution: it may be chance or selective reporting"),
    ));
    let pending = rows.iter().filter(|row| row.pending).count();
    match pending {
        0 => {}
        1 => sentences.push(translate("One outcome is still being computed.").to_owned()),
        more => sentences.push(tr!(
            "{} outcomes are still being computed.",
            number::count(more as u64, locale)
        )),
    }
    let without: Vec<String> = rows
        .iter()
        .filter(|row| row.verdict.is_none() && !row.pending)
        .map(inside)
        .collect();
    if !without.is_empty() {
        sentences.push(tr!("No pooled comparison: {}.", list(&without)));
    }
    if rows.is_empty() {
        sentences.push(if review.outcomes.is_empty() {
            translate("The review has no outcome yet.").to_owned()
        } else {
            translate("No trial reports an outcome of the panel yet.").to_owned()
        });
    }
    sentences
}

fn inside(row: &Finding) -> String {
    names::outcome_inside(&row.name)
}

/// "More harm with MSC: fever (2.48, 1.27 to 4.86), beyond the margin of concern."
fn directed(
    rows: &[&Finding],
    head: &str,
    experimental: &str,
    tail_of_several: &str,
    tail_of_one: &str,
) -> Option<String> {
    let tail = match rows {
        [] => return None,
        [_] => tail_of_one,
        _ => tail_of_several,
    };
    let named: Vec<String> = rows
        .iter()
        .map(|row| match &row.effect {
            Ok([estimate, limits]) => {
                tr!("{} ({estimate}, {limits})", inside(row), estimate, limits)
            }
            Err(reason) => tr!("{} ({reason})", inside(row), reason),
        })
        .collect();
    Some(tr!(
        "{head} {experimental}: {}{tail}.",
        list(&named),
        head,
        experimental,
        tail
    ))
}

/// "For infection and death the upper limits are 1.10 and 1.05: ratios above the margin of concern, 1.25, are ruled out with 95%
/// confidence.", a sentence for each margin.
fn ruled_out(rows: &[&Finding], with_confidence: &str) -> Vec<String> {
    let mut margins: Vec<&str> = Vec::new();
    for row in rows {
        if !margins.contains(&row.verdict_words.as_str()) {
            margins.push(&row.verdict_words);
        }
    }
    margins
        .into_iter()
        .map(|words| {
            let of_margin: Vec<&&Finding> =
                rows.iter().filter(|row| row.verdict_words == words).collect();
            let limits: Vec<String> = of_margin.iter().filter_map(|row| limit_of_harm(row)).collect();
            let named: Vec<String> = of_margin.iter().map(|row| inside(row)).collect();
            let is_above = of_margin.iter().all(|row| row.more_is_worse);
            let is_one = of_margin.len() == 1;
            let limit = match (is_above, is_one) {
                (true, true) => translate("upper limit is"),
                (true, false) => translate("upper limits are"),
                (false, true) => translate("lower limit is"),
                (false, false) => translate("lower limits are"),
            };
            // "Above 1.25 ruled out" is "ratios above 1.25, the margin of concern, are ruled out".
            let bound = names::outcome_inside(words.trim_end_matches(translate(" ruled out")));
            tr!(
                "For {} the {limit} {}: ratios {bound}, the margin of concern, are ruled out {with_confidence}.",
                list(&named),
                list(&limits), limit, bound, with_confidence
            )
        })
        .collect()
}

fn limit_of_harm(row: &Finding) -> Option<String> {
    let [_, limits] = row.effect.as_ref().ok()?;
    let (lower, upper) = limits.split_once(translate(" to "))?;
    let limit = if row.more_is_worse { upper } else { lower };
    Some(limit.to_owned())
}

fn not_settled(rows: &[&Finding]) -> Vec<String> {
    let is_beyond = |row: &Finding| {
        let limit = row.interval.map(|interval| {
            if row.more_is_worse {
                interval.upper
            } else {
                -interval.lower
            }
        });
        let margin = row.margin.map(libm::log);
        margin.zip(limit).map(|(margin, limit)| limit > margin)
    };
    let of = |beyond: Option<bool>| -> Vec<&Finding> {
        let rows = rows.iter().copied();
        rows.filter(|row| is_beyond(row) == beyond).collect()
    };
    let (with, without, wide) = (of(Some(true)), of(None), of(Some(false)));
    let named = |rows: &[&Finding]| list(&rows.iter().map(|row| inside(row)).collect::<Vec<_>>());
    let mut sentences = Vec::new();
    match with.len() {
        0 => {}
        1 => sentences.push(tr!(
            "Not settled: {}; its interval includes both no difference and the margin of concern.",
            named(&with)
        )),
        _ => sentences.push(tr!(
            "Not settled: {}; their intervals include both no difference and the margin of concern.",
            named(&with)
        )),
    }
    if !wide.is_empty() {
        sentences.push(tr!(
            "Not settled, with intervals too wide to tell anything: {}.",
            named(&wide)
        ));
    }
    match without.len() {
        0 => {}
        1 => sentences.push(tr!(
            "Not settled: {}; its interval includes no difference, and no margin of concern says how much more would matter.",
            named(&without)
        )),
        _ => sentences.push(tr!(
            "Not settled: {}; their intervals include no difference, and no margins of concern say how much more would matter.",
            named(&without)
        )),
    }
    sentences
}

/// "Too few events to tell more from fewer: fever (10), death (3) and malignancy (1)."
fn too_few(rows: &[&Finding], locale: Locale) -> Option<String> {
    let named: Vec<String> = rows
        .iter()
        .map(|row| {
            let events = row.counts.map_or(0, |[[a, _], [c, _]]| a + c);
            if events == 1 {
                tr!("{name} (1 event)", name = inside(row))
            } else {
                tr!(
                    "{name} ({events} events)",
                    name = inside(row),
                    events = number::count(events, locale)
                )
            }
        })
        .collect();
    (!named.is_empty()).then(|| tr!("Too few events to tell more from fewer: {}.", list(&named)))
}
