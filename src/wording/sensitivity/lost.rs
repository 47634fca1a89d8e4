//! What is said of an outcome with the people lost counted in.

use super::conclusion::Conclusion;
use super::lines::Line;
use super::names::sides_inside;
use crate::analysis::{MainAnalysis, PeopleLost, SensitivityAnswer, people_lost};
use crate::data::{LostAssumption, Review, capitalized};
use crate::wording::names::{self as names_of, Length};
use crate::wording::subject::trials;
use crate::wording::{Locale, Text, number, tr, translate};

/// Adds the columns of people lost to the table of data.
pub const ASK: Text = Text("Ask for the people lost");
/// What the button takes from a column.
pub const TAKE: Text = Text("Take these numbers");
/// The label of the odds ratio of one side, before its name.
const ODDS: Text = Text("Odds among those lost, times");
/// Why a number of odds was not taken.
pub const NOT_ODDS: Text = Text("A number above 0 is asked for, from 0.001 to 1,000.");
/// Where the columns stand that take the people lost.
pub const WHERE_ASKED: Text =
    Text("Their columns stand among the data, beside the total of each arm.");
/// What such odds ratios are.
pub const ODDS_HINT: Text = Text(
    "How many times the odds of the event among those lost are those among the people analysed: 1 is the same, 2 twice as high, 0.5 half (informative missingness odds ratios: Higgins, White and Wood 2008, Clinical Trials 5:225). Each is tried in both directions.",
);
/// What is counted as lost, where nobody is yet.
const NONE_YET: Text = Text(
    "No trial says yet how many people were lost: randomized, not among the totals above, and unknown whether they had it. A column for each arm takes their number; a table that is pasted may have it under heads such as “Lost”, “Missing” or “n_missing”.",
);

/// What kept columns offer as the people lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// People more that were randomized than the totals have.
    pub people: u64,
    /// In how many trials.
    pub trials: usize,
    /// By which columns.
    pub columns: Vec<String>,
}

/// The offer in words: "By “Randomized” 24 people more were randomized than the totals have, in 3 trials: these may be the people
/// lost."
#[must_use]
pub fn offer(offered: &Offered, locale: Locale) -> String {
    let columns: Vec<String> = offered
        .columns
        .iter()
        .map(|column| tr!("“{}”", column.trim()))
        .collect();
    let people = number::count(offered.people, locale);
    let more = if offered.people == 1 {
        translate("1 person more was randomized than the totals have").to_owned()
    } else {
        tr!(
            "{people} people more were randomized than the totals have",
            people
        )
    };
    let may_be = if offered.people == 1 {
        translate("this may be a person lost")
    } else {
        translate("these may be the people lost")
    };
    tr!(
        "By {} {more}, in {}: {may_be}.",
        columns.join(translate(" and ")),
        trials(offered.trials, locale),
        more,
        may_be
    )
}

/// The label of the field for the odds ratio of a side: "Odds among those lost, times (MSC)".
#[must_use]
pub fn odds_label(side: &str) -> String {
    tr!("{ODDS} ({side})", ODDS, side)
}

/// Odds as the field has them.
#[must_use]
pub fn odds(value: f64, locale: Locale) -> String {
    number::quantity(value, locale)
}

/// What is assumed in a row, and how it is pooled where not as the main analysis is.
pub(super) fn detail(answer: &SensitivityAnswer, review: &Review) -> String {
    let Some(assumption) = answer.analysis.lost else {
        return String::new();
    };
    let [experimental, control] = sides_inside(review);
    let assumed = match assumption {
        LostAssumption::Nobody => translate("without the event in both arms").to_owned(),
        LostAssumption::Everybody => translate("with the event in both arms").to_owned(),
        LostAssumption::ControlAlone => {
            tr!("fewest events with {experimental}, most with {control}", experimental, control)
        }
        LostAssumption::ExperimentalAlone => {
            tr!("most events with {experimental}, fewest with {control}", experimental, control)
        }
        LostAssumption::AsControl => translate("in both arms").to_owned(),
        LostAssumption::Odds([1.0, 1.0]) => {
            translate("differs from the main analysis by its method alone").to_owned()
        }
        LostAssumption::Odds(_) => translate("beside the odds among those analysed").to_owned(),
        LostAssumption::Uncertain => {
            translate("the effects of those analysed; a trial weighs the less the further apart its extremes are").to_owned()
        }
    };
    let plan = answer.found.as_ref().ok().filter(|_| {
        let whole = assumption.had_it(true).is_some();
        !whole
    });
    match plan {
        Some(found) => tr!(
            "{assumed}; {}",
            names_of::plan_short(found.result.plan),
            assumed
        ),
        None => assumed,
    }
}

/// How many were lost, and whether the conclusion holds under all that is assumed of them.
#[must_use]
pub fn lost_sentence(
    review: &Review,
    main: MainAnalysis<'_>,
    answers: &[SensitivityAnswer],
    lines: &[Line],
    locale: Locale,
) -> String {
    let lost = people_lost(review, main.prepared);
    let mut said = vec![how_many(review, main, lost, locale)];
    let rows = lines.get(1..).unwrap_or_default();
    if lost.all() == 0 || rows.is_empty() {
        return said.concat();
    }
    if rows
        .iter()
        .any(|row| row.conclusion == Some(Conclusion::Pending))
    {
        said.push(super::COMPUTING.to_owned());
        return said.join(" ");
    }
    said.extend(extremes(review, answers, rows));
    let same = |row: &Line| row.conclusion.and_then(Conclusion::is_same);
    let others: Vec<&str> = rows
        .iter()
        .filter(|row| same(row) == Some(false))
        .map(|row| row.name.as_str())
        .collect();
    let judged = rows.iter().filter(|row| same(row).is_some()).count();
    let all = number::count(judged as u64, locale);
    said.extend(match (others.as_slice(), judged) {
        (_, 0) => None,
        ([], 1) => Some(translate("It comes to the conclusion of the main analysis.").to_owned()),
        ([], _) => Some(tr!(
            "Under each of these {all} assumptions the conclusion is that of the main analysis.",
            all
        )),
        ([one], _) => Some(tr!(
            "1 of {all} assumptions comes to another conclusion: {one}.",
            all,
            one
        )),
        (several, _) => Some(tr!(
            "{} of {all} assumptions come to another conclusion: {}.",
            number::count(several.len() as u64, locale),
            several.join(translate("; ")),
            all
        )),
    });
    let without = rows.iter().filter(|row| row.result.is_err()).count();
    match without {
        0 => {}
        1 => said.push(translate("1 has no result.").to_owned()),
        several => said.push(tr!(
            "{} have no result.",
            number::count(several as u64, locale)
        )),
    }
    said.join(" ")
}

/// "From 18 of 22 trials 34 people were lost with MSC and 29 with control; the others do not say, and nobody lost is assumed there."
fn how_many(review: &Review, main: MainAnalysis<'_>, lost: PeopleLost, locale: Locale) -> String {
    let pooled = main.prepared.pooled();
    if lost.trials == 0 {
        return NONE_YET.to_owned();
    }
    let [experimental, control] = sides_inside(review);
    let from = if lost.trials == pooled {
        trials(pooled, locale)
    } else {
        tr!(
            "{} of {}",
            number::count(lost.trials as u64, locale),
            trials(pooled, locale)
        )
    };
    let with = |people: u64| match people {
        0 => translate("nobody").to_owned(),
        people => number::count(people, locale),
    };
    let mut said = match (lost.experimental, lost.control) {
        (0, 0) => tr!("In {from} nobody was lost.", from),
        (one, other) => tr!(
            "In {from} {} with {experimental} and {} with {control} {} lost: randomized, and not known whether they had it.",
            with(one),
            with(other),
            if one + other == 1 {
                translate("was")
            } else {
                translate("were")
            },
            from,
            experimental,
            control
        ),
    };
    match pooled - lost.trials.min(pooled) {
        0 => {}
        1 => said.push_str(translate(
            " The other trial does not say; it is counted as it reported.",
        )),
        _ => said.push_str(translate(
            " The other trials do not say; they are counted as they reported.",
        )),
    }
    said
}

/// What the two extremes come to: "At the extremes the risk ratio is 0.61 (0.48 to 0.77) and 1.20 (0.96 to 1.51)."
fn extremes(review: &Review, answers: &[SensitivityAnswer], rows: &[Line]) -> Option<String> {
    let [experimental, control] = sides_inside(review);
    let found = |wanted: LostAssumption| {
        let mut all = answers.iter().zip(rows);
        let (_, row) = all.find(|(answer, _)| answer.analysis.lost == Some(wanted))?;
        let result = row.result.as_ref().ok()?;
        let measure = names_of::measure(row.plan?.measure, Length::Full);
        let interval = result.interval_in_words();
        Some((measure, tr!("{} ({interval})", result.estimate, interval)))
    };
    let (measure, fewest) = found(LostAssumption::ControlAlone)?;
    let (_, most) = found(LostAssumption::ExperimentalAlone)?;
    Some(tr!(
        "{} {fewest} if only those lost with {control} had it, {most} if only those lost with {experimental} had it.",
        capitalized(measure),
        fewest,
        control,
        most,
        experimental
    ))
}
