//! What the figures of many outcomes at once say: events as dots, ratio against P, and which trial reports which outcome.

use super::findings::{Finding, Findings, Order, Tested};
use super::names::{self, outcome_inside};
use super::{Locale, Text, effects, number, tr, translate};
use crate::analysis::{ReportedAs, ReportedOutcomes, ReportingRows};
use crate::wording::subject::trials;

/// The head over the figures.
pub const TITLE: Text = Text("All outcomes in one figure");
/// Chooses the figure.
pub const FIGURE: Text = Text("Figure");
/// Chooses the order of the rows.
pub const ORDER: Text = Text("Rows");
/// Opens the table behind the figure.
pub const AS_TABLE: Text = Text("The figure as a table");
/// What the outcomes of a figure are called together, for those who cannot see it.
pub const MARKS: Text = Text("Outcomes of the figure");
/// What pressing an outcome does.
pub const HOW_TO_OPEN: Text = Text("Press to open the outcome.");
/// Said where the review has no outcome that a trial reports.
pub const NOTHING: Text = Text("No trial reports an outcome yet.");

/// A figure of many outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ManyFigure {
    /// The risk in either arm as dots, the ratio beside it.
    #[default]
    Dots,
    /// The ratio against P.
    Volcano,
    /// Which trial reports which outcome.
    Reporting,
}

impl ManyFigure {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::Dots, Self::Volcano, Self::Reporting];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dots => translate("Events by arm and ratio"),
            Self::Volcano => translate("Ratio against P"),
            Self::Reporting => translate("Who reports what"),
        }
    }

    /// What its file is called beside the title of the review.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Dots => translate("events by arm"),
            Self::Volcano => translate("ratio against P"),
            Self::Reporting => translate("who reports what"),
        }
    }

    /// What it is called among the figures that can be made files.
    #[must_use]
    pub fn in_list(self) -> &'static str {
        match self {
            Self::Dots => translate("All outcomes: events by arm and ratio"),
            Self::Volcano => translate("All outcomes: ratio against P"),
            Self::Reporting => translate("All outcomes: who reports what"),
        }
    }
}

/// How the rows of the dots are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DotOrder {
    /// The largest ratio first, as Amit, Heiberger and Lane have it.
    #[default]
    Ratio,
    /// As the panel has them, in its groups.
    Panel,
}

impl DotOrder {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ratio, Self::Panel];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ratio => translate("Largest ratio first"),
            Self::Panel => translate("Panel"),
        }
    }

    /// The order of the findings that it is.
    #[must_use]
    pub const fn of_findings(self) -> Order {
        match self {
            Self::Ratio => Order::Estimate,
            Self::Panel => Order::Panel,
        }
    }
}

/// "Title: events by arm and ratio".
#[must_use]
pub fn title(review: &str, figure: ManyFigure) -> String {
    let review = review.trim();
    if review.is_empty() {
        figure.name().to_owned()
    } else {
        tr!("{review}: {}", outcome_inside(figure.name()), review)
    }
}

/// The head over the risks.
pub const RISK: [Text; 2] = [Text("People with the event"), Text("% of each arm")];
/// What is said under the dots.
pub const DOTS_FOOTER: Text = Text(
    "Dots: events over people of all trials together, not pooled; where trials differ in size between the arms they can point another way than the ratio, which compares within trials. Amit, Heiberger and Lane 2008.",
);
/// What stands where an outcome counts no people.
pub const NO_COUNTS: Text = Text("no counts of people");

/// How many outcomes a figure cannot show, and why: "No ratio: malignancy; arrhythmia."
#[must_use]
pub fn without_ratio(names: &[String]) -> Option<String> {
    let names: Vec<String> = names.iter().map(|name| outcome_inside(name)).collect();
    (!names.is_empty()).then(|| tr!("Without a pooled ratio: {}.", names.join(translate("; "))))
}

/// An outcome as it is told: "Death: 134/668 against 147/609, 0.82 (0.65 to 1.05), P = 0.11".
#[must_use]
pub fn line(finding: &Finding, locale: Locale) -> String {
    let mut parts = Vec::new();
    if let Some([experimental, control]) = &finding.arms {
        parts.push(tr!(
            "{experimental} against {control}",
            experimental,
            control
        ));
    }
    parts.push(match &finding.effect {
        Ok([estimate, limits]) => tr!(
            "{} {estimate} ({limits})",
            names::measure(finding.measure, names::Length::Short),
            estimate,
            limits
        ),
        Err(reason) => reason.clone(),
    });
    if let Some(p) = finding.p_value {
        parts.push(number::p_statement(p, locale));
    }
    if let Some(discovery) = &finding.discovery {
        parts.push(tr!(
            "q\u{a0}{}",
            number::p_statement(discovery.q_value, locale).trim_start_matches("P\u{a0}")
        ));
    }
    parts.join(translate(", "))
}

/// What an outcome is told with where it is pointed at.
#[must_use]
pub fn lines(finding: &Finding, locale: Locale) -> Vec<String> {
    let [reported, included] = finding.trials;
    let trials = match reported {
        1 => tr!(
            "1 of {} trials reports it.",
            number::count(included as u64, locale)
        ),
        more => tr!(
            "{} of {} trials report it.",
            number::count(more as u64, locale),
            number::count(included as u64, locale)
        ),
    };
    vec![line(finding, locale), trials]
}

/// The name of the axis below of the volcano plot.
#[must_use]
pub fn ratio_axis(findings: &Findings) -> String {
    tr!("{}, log scale", findings.heads.effect[0])
}

/// The name of the vertical axis of the volcano plot.
pub const P_AXIS: Text = Text("P of the pooled ratio, log scale, small on top");
/// What circles are.
pub const BY_EVENTS: Text = Text("outcome, its area by events");
/// What full circles are.
pub const DISCOVERED: Text = Text("q at or below the rate");

/// What the line of the level is: "P 0.05".
#[must_use]
pub fn level_line(tested: &Tested, locale: Locale) -> String {
    tr!("P\u{a0}=\u{a0}{}", number::tick(tested.rate, locale))
}

/// What the line of the rate is: "q 0.05: P 0.0042".
#[must_use]
pub fn rate_line(tested: &Tested, threshold: f64, locale: Locale) -> String {
    tr!(
        "q\u{a0}=\u{a0}{}, which is P\u{a0}{} for {} outcomes",
        number::tick(tested.rate, locale),
        number::significant(threshold, locale),
        number::count(tested.outcomes as u64, locale)
    )
}

/// What stands under the volcano plot: how many are below the lines, and what that is worth.
#[must_use]
pub fn volcano_footer(findings: &Findings, locale: Locale) -> Vec<String> {
    let tested = &findings.tested;
    let below = |of: fn(&super::findings::Discovery, f64) -> f64| {
        let rows = findings.rows.iter();
        rows.filter(|row| {
            let p = row.p_value.unwrap_or(1.0);
            let found = row.discovery.as_ref();
            found.is_some_and(|found| of(found, p) <= tested.rate)
        })
        .count()
    };
    let by_p = below(|_, p| p);
    let by_q = below(|found, _| found.q_value);
    let count = |value: usize| number::count(value as u64, locale);
    let outcomes = match tested.outcomes {
        0 => return vec![translate("No outcome has a pooled effect with a P.").to_owned()],
        1 => translate("1 outcome").to_owned(),
        more => tr!("{} outcomes", count(more)),
    };
    let level = number::tick(tested.rate, locale);
    let are = |value: usize| match value {
        0 => translate("none has").to_owned(),
        1 => translate("1 has").to_owned(),
        more => tr!("{} have", count(more)),
    };
    let mut footer = vec![tr!(
        "Of {outcomes} with a P, {} P at or below {level}, and {} q at or below it (Benjamini and Hochberg 1995).",
        are(by_p),
        are(by_q),
        outcomes,
        level
    )];
    footer.push(
        translate("P tells how surprising the numbers would be without a difference, not how large a harm is: read the intervals beside it. Outcomes of the same people hang together.")
            .to_owned(),
    );
    footer
}

/// How many outcomes have no name beside their circle.
#[must_use]
pub fn unnamed(outcomes: usize, locale: Locale) -> String {
    tr!(
        "Not named in the figure, for want of room: {}.",
        counted_outcomes(outcomes, locale)
    )
}

/// That some circles stand at the upper edge.
#[must_use]
pub fn at_the_edge(outcomes: usize, locale: Locale) -> String {
    match outcomes {
        1 => translate("1 outcome with a smaller P stands at the upper edge.").to_owned(),
        more => tr!(
            "{} outcomes with a smaller P stand at the upper edge.",
            number::count(more as u64, locale)
        ),
    }
}

/// The head of the sums over outcomes.
pub const OUTCOMES_REPORTED: [Text; 2] = [Text("Outcomes"), Text("reported")];
/// Chooses what has a row.
pub const ROWS_ARE: Text = Text("Rows are");

/// What has a row, as it is offered.
#[must_use]
pub fn rows_are(rows: ReportingRows) -> &'static str {
    match rows {
        ReportingRows::Trials => translate("Trials"),
        ReportingRows::Comparisons => translate("Comparisons"),
    }
}

/// The head of the rows.
#[must_use]
pub fn row_head(rows: ReportingRows) -> &'static str {
    match rows {
        ReportingRows::Trials => translate("Trial"),
        ReportingRows::Comparisons => translate("Comparison"),
    }
}

/// The row of the sums over the others.
#[must_use]
pub fn rows_reporting(rows: ReportingRows) -> &'static str {
    match rows {
        ReportingRows::Trials => translate("Trials reporting"),
        ReportingRows::Comparisons => translate("Comparisons reporting"),
    }
}

/// What a row is where a trial has several experimental arms.
pub const COMPARISONS_FOOTER: Text = Text(
    "Each experimental arm is compared with the whole control group of its trial: people of such a group are in several rows.",
);
/// The row of those with events.
pub const TRIALS_WITH_EVENTS: Text = Text("with events");
/// What an empty place in the figure is not.
pub const REPORTING_FOOTER: Text = Text(
    "Not reported is not zero: such a trial may not have looked for the event, or may not have printed it.",
);

/// What a trial says of an outcome.
#[must_use]
pub fn reported_as(reported: ReportedAs) -> &'static str {
    match reported {
        ReportedAs::EventsInBoth => translate("events in both arms"),
        ReportedAs::EventsInOne => translate("events in one arm"),
        ReportedAs::NoEvents => translate("zero events"),
        ReportedAs::OtherNumbers => translate("other numbers"),
        ReportedAs::NotPooled => translate("entered, not pooled"),
        ReportedAs::NotReported => translate("not reported"),
    }
}

/// One sentence of which trials report what: "37 trials and 9 outcomes: 221 of 333 entries are not reported, …"
#[must_use]
pub fn reporting_sentence(found: &ReportedOutcomes, locale: Locale) -> String {
    let rows = found.trials.len();
    let cells = rows * found.outcomes.len();
    if cells == 0 {
        return NOTHING.to_owned();
    }
    let count = |value: usize| number::count(value as u64, locale);
    let of = |reported: ReportedAs| found.count(reported);
    let silent = of(ReportedAs::NotReported);
    tr!(
        "{} and {}: {} of {} entries are not reported, {} report zero events in all arms.",
        rows_told(found, locale),
        counted_outcomes(found.outcomes.len(), locale),
        count(silent),
        count(cells),
        count(of(ReportedAs::NoEvents)),
    )
}

/// "37 trials", or "39 comparisons of 37 trials".
fn rows_told(found: &ReportedOutcomes, locale: Locale) -> String {
    match found.rows {
        ReportingRows::Trials => trials(found.trials.len(), locale),
        ReportingRows::Comparisons => tr!(
            "{comparisons} of {trials}",
            comparisons = counted_comparisons(found.trials.len(), locale),
            trials = trials(found.different_trials(), locale)
        ),
    }
}

/// What stands beneath the figure of who reports what.
#[must_use]
pub fn reporting_footer(found: &ReportedOutcomes, locale: Locale) -> Vec<String> {
    let mut footer = vec![
        reporting_sentence(found, locale),
        REPORTING_FOOTER.to_owned(),
    ];
    footer.extend(match found.rows {
        ReportingRows::Trials => None,
        ReportingRows::Comparisons => Some(COMPARISONS_FOOTER.to_owned()),
    });
    footer
}

fn counted_outcomes(outcomes: usize, locale: Locale) -> String {
    let counted = number::count(outcomes as u64, locale);
    if outcomes == 1 {
        tr!("{counted} outcome", counted)
    } else {
        tr!("{counted} outcomes", counted)
    }
}

fn counted_comparisons(comparisons: usize, locale: Locale) -> String {
    let counted = number::count(comparisons as u64, locale);
    if comparisons == 1 {
        tr!("{counted} comparison", counted)
    } else {
        tr!("{counted} comparisons", counted)
    }
}

/// "0.82", of an outcome whose ratio stands on an axis.
#[must_use]
pub fn ratio(finding: &Finding, locale: Locale) -> Option<String> {
    let interval = finding.interval.as_ref()?;
    Some(effects::effect(finding.measure, interval.estimate, locale))
}

/// "10⁻⁸", of 8: a P too small for decimals.
#[must_use]
pub fn power_of_ten(negative: f64) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = format!("{negative:.0}");
    let raised = digits.chars().filter_map(|digit| {
        let place = usize::try_from(digit.to_digit(10)?).ok()?;
        RAISED.get(place).copied()
    });
    format!("10⁻{}", raised.collect::<String>())
}

/// "Death: reported by 22 trials, by 19 with events."
#[must_use]
pub fn reporting_of(
    outcome: &str,
    [reported, events]: [usize; 2],
    rows: ReportingRows,
    locale: Locale,
) -> String {
    let reported = match rows {
        ReportingRows::Trials => trials(reported, locale),
        ReportingRows::Comparisons => counted_comparisons(reported, locale),
    };
    tr!(
        "{outcome}: reported by {}, {} with events.",
        reported,
        number::count(events as u64, locale),
        outcome
    )
}
