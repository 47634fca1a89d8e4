//! The summary of findings: for each important outcome who was counted, the relative effect, the risks that it means, how
//! certain that is and why, and one plain sentence (Guyatt and colleagues 2013, GRADE guidelines 12).

use std::collections::BTreeSet;

use super::effects::{self, Written};
use super::findings::Asked;
use super::names::{self, Length};
use super::subject::{Subject, trials as counted};
use super::{Locale, Text, certainty, confidence, number, tr, translate, undefined};
use crate::analysis::{
    Absolute, AbsoluteRisk, BaselineSource, IntervalEstimate, Response, certainty_of,
};
use crate::data::{CertaintyLevel, DownDomain, Measure, OutcomeId, Review, UpDomain, Window};

/// What the table is called.
pub const TITLE: Text = Text("Summary of findings");
/// The head of the outcomes.
pub const OUTCOME: Text = Text("Outcome");
/// The head of the people.
pub const PEOPLE: Text = Text("People");
/// Stands under it.
pub const TRIALS: Text = Text("trials");
/// The head of the relative effects.
pub const RELATIVE: Text = Text("Relative effect");
/// The head of the differences.
pub const DIFFERENCE: Text = Text("Difference");
/// The head of the certainty.
pub const CERTAINTY: Text = Text("Certainty");
/// The head of the plain sentences.
pub const STATEMENT: Text = Text("What happens");
/// Chooses the outcomes.
pub const CHOOSE: Text = Text("Outcomes of the table");
/// Lets the table follow what is judged.
pub const FOLLOW: Text = Text("As proposed");
/// Copies the table.
pub const COPY: Text = Text("Copy table");
/// Downloads the table.
pub const CSV: Text = Text("CSV");
/// Said over the choice.
pub const CHOOSE_HINT: Text = Text(
    "Proposed are the outcomes whose certainty is judged, or while none is, all that trials report. GRADE advises seven at most.",
);
/// Said of an outcome whose certainty is judged and of which nothing is pooled.
pub const NO_SIZE: Text = Text("These trials do not tell how large a difference is.");
/// Said where the table has no row.
pub const EMPTY: Text = Text("No outcome is chosen that trials report.");
/// Leads from an outcome to where its certainty is judged.
pub const JUDGE: Text = Text("Judge");
/// What the file is called.
pub const FILE: &str = "summary-of-findings";

/// The summary of findings.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// What the experimental and the control arms received.
    pub sides: [String; 2],
    /// "MSC against control".
    pub subtitle: String,
    /// "per 1,000", over the risks.
    pub per: String,
    /// "95% CI" where all intervals share the level.
    pub interval: String,
    /// The outcomes.
    pub rows: Vec<SummaryRow>,
    /// The reasons behind the certainty, in the order of their letters.
    pub footnotes: Vec<String>,
    /// What a reader must know of the table.
    pub notes: Vec<String>,
}

/// An outcome of the summary.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryRow {
    /// Which.
    pub outcome: OutcomeId,
    /// Its name.
    pub name: String,
    /// Which of several time points counts.
    pub window: &'static str,
    /// People of the pooled trials, where they are counted.
    pub people: Option<u64>,
    /// Trials that are pooled.
    pub trials: usize,
    /// "1,277", and "22 trials".
    pub people_text: [String; 2],
    /// The measure.
    pub measure: Measure,
    /// The pooled effect, scale of analysis.
    pub interval_of_effect: Option<IntervalEstimate>,
    /// "RR 0.82" and "0.65 to 1.05", or why there is none.
    pub relative: Result<[String; 2], String>,
    /// The risks at the baseline of the trials, then at a low and at a high one where they are told.
    pub risks: Vec<SummaryRisk>,
    /// How certain it is; `None` while that is not judged.
    pub certainty: Option<CertaintyLevel>,
    /// The places of its footnotes.
    pub footnotes: Vec<usize>,
    /// What it comes to; empty while the certainty is not judged.
    pub statement: String,
}

/// The risks of both sides at one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryRisk {
    /// Which baseline: empty for that of the trials where no other is told.
    pub name: &'static str,
    /// The risk of the control side.
    pub control: f64,
    /// The difference with its limits.
    pub difference: AbsoluteRisk,
    /// "178".
    pub control_text: String,
    /// "150 (122 to 186)".
    pub treated_text: [String; 2],
    /// "28 fewer" and "56 fewer to 8 more".
    pub difference_text: [String; 2],
}

/// The head of the risks of a side: "With MSC".
#[must_use]
pub fn with(side: &str) -> String {
    tr!("With {}", names::control_inside(names::side_inside(side)))
}

/// What the cells between outcome and certainty are, each by itself: people, relative effect, the risks of both sides and
/// their difference.
#[must_use]
pub fn heads_of_cells(summary: &Summary) -> [String; 5] {
    let [experimental, control] = &summary.sides;
    let per = &summary.per;
    [
        PEOPLE.to_owned(),
        tr!("{RELATIVE}, {}", summary.interval, RELATIVE),
        with(control),
        with(experimental),
        tr!("{DIFFERENCE} {per}", DIFFERENCE, per),
    ]
}

/// The letter of a footnote: a, b … z, aa.
#[must_use]
pub fn letter(place: usize) -> String {
    let mut letters = Vec::new();
    let mut left = place + 1;
    while left > 0 {
        left -= 1;
        let offset = u8::try_from(left % 26).unwrap_or_default();
        letters.insert(0, char::from(b'a' + offset));
        left /= 26;
    }
    letters.into_iter().collect()
}

/// The outcomes that a summary shows: those that were chosen; else those whose certainty is judged, or while none is, all.
#[must_use]
pub fn shown(review: &Review, asked: &[Asked<'_>]) -> BTreeSet<OutcomeId> {
    if let Some(chosen) = &review.grading.summary {
        return chosen.clone();
    }
    let judged: BTreeSet<OutcomeId> = asked
        .iter()
        .filter(|one| certainty_of(review, one.prepared, one.outcome.id).is_some())
        .map(|one| one.outcome.id)
        .collect();
    if judged.is_empty() {
        asked.iter().map(|one| one.outcome.id).collect()
    } else {
        judged
    }
}

/// The summary of findings of a review; outcomes stand in the order of the panel.
#[must_use]
pub fn summary(review: &Review, asked: &[Asked<'_>], locale: Locale) -> Summary {
    let shown = shown(review, asked);
    let asked: Vec<&Asked<'_>> = asked
        .iter()
        .filter(|one| shown.contains(&one.outcome.id) && one.prepared.pooled() > 0)
        .collect();
    let [experimental, control] = names::sides(review).map(str::to_owned);
    let people = effects::people_of_all(
        asked
            .iter()
            .filter_map(|one| Some(&one.response.absolute.as_ref()?.difference)),
    );
    let interval = confidence::short_of_all(asked.iter().map(|one| one.response.level));
    let mut footnotes: Vec<String> = Vec::new();
    let rows: Vec<SummaryRow> = asked
        .iter()
        .map(|one| row(review, one, people, &mut footnotes, locale))
        .collect();
    Summary {
        subtitle: tr!(
            "{experimental} against {}",
            names::control_inside(&control),
            experimental
        ),
        per: effects::per(people, locale),
        notes: notes(&asked, &rows),
        sides: [experimental, control],
        interval,
        rows,
        footnotes,
    }
}

fn row(
    review: &Review,
    asked: &Asked<'_>,
    people: u32,
    footnotes: &mut Vec<String>,
    locale: Locale,
) -> SummaryRow {
    let Asked {
        outcome,
        prepared,
        response,
        ..
    } = *asked;
    let subject = Subject::of(review, outcome, prepared, locale);
    let measure = response.measure();
    let counted_people = response
        .totals
        .filter(|totals| totals.trials > 0)
        .map(|totals| totals.experimental_total + totals.control_total);
    let trials = prepared.pooled();
    let found = certainty_of(review, prepared, outcome.id);
    let places = found.map_or_else(Vec::new, |(_, judged)| {
        let start = certainty::footnote_start(judged).into_iter();
        let down = DownDomain::ALL
            .into_iter()
            .filter_map(|domain| certainty::footnote(domain, judged));
        let up = UpDomain::ALL
            .into_iter()
            .filter_map(|domain| certainty::footnote_up(domain, judged));
        start
            .chain(down)
            .chain(up)
            .map(|said| {
                let known = footnotes.iter().position(|known| *known == said);
                known.unwrap_or_else(|| {
                    footnotes.push(said);
                    footnotes.len() - 1
                })
            })
            .collect()
    });
    SummaryRow {
        outcome: outcome.id,
        name: subject.outcome.to_owned(),
        window: match outcome.window {
            Window::Immediate => translate("Earliest time point"),
            Window::Lasting => translate("Longest follow-up"),
        },
        people: counted_people,
        trials,
        people_text: [
            counted_people.map_or_else(|| "–".to_owned(), |people| number::count(people, locale)),
            counted(trials, locale),
        ],
        measure,
        interval_of_effect: response.pooled.as_ref().ok().map(|pooled| pooled.interval),
        relative: relative(response, &subject),
        risks: response
            .absolute
            .as_ref()
            .map_or_else(Vec::new, |absolute| risks(absolute, people, locale)),
        certainty: found.map(|(level, _)| level),
        footnotes: places,
        statement: found.map_or_else(String::new, |(level, _)| {
            if response.pooled.is_err() {
                return NO_SIZE.to_owned();
            }
            certainty::statement(level, response, &subject)
        }),
    }
}

fn relative(response: &Response, subject: &Subject<'_>) -> Result<[String; 2], String> {
    let measure = response.measure();
    match &response.pooled {
        Ok(pooled) => {
            let written = Written::of(measure, &pooled.interval, subject.locale);
            Ok([
                format!(
                    "{} {}",
                    names::measure(measure, Length::Short),
                    written.effect(pooled.interval.estimate)
                ),
                written.interval(&pooled.interval),
            ])
        }
        Err(reason) => Err(undefined::short_of(*reason, measure, subject)),
    }
}

fn risks(absolute: &Absolute, people: u32, locale: Locale) -> Vec<SummaryRisk> {
    let risk = |name, control: f64, difference: AbsoluteRisk| {
        let share = |value: f64| number::difference_per(value, people, locale);
        SummaryRisk {
            name,
            control,
            difference,
            control_text: share(control),
            treated_text: [
                share(control + difference.estimate),
                tr!(
                    "{} to {}",
                    share(control + difference.lower),
                    share(control + difference.upper)
                ),
            ],
            difference_text: [
                effects::fewer_or_more(difference.estimate, people, locale),
                effects::fewer_to_more(&difference, people, locale),
            ],
        }
    };
    let middle = match absolute.baseline_source {
        BaselineSource::PooledControlRisk => translate("Pooled"),
        BaselineSource::MedianControlRisk => translate("Median"),
    };
    let mut all = vec![risk(middle, absolute.baseline, absolute.difference)];
    if let Some([low, high]) = absolute.range {
        // A ratio of a risk of nothing is nothing, and is not said.
        if low.risk > 0.0 {
            all.insert(0, risk(translate("Low"), low.risk, low.difference));
        }
        all.push(risk(translate("High"), high.risk, high.difference));
    }
    all
}

fn notes(asked: &[&Asked<'_>], rows: &[SummaryRow]) -> Vec<String> {
    let mut notes = Vec::new();
    if rows.iter().any(|row| !row.risks.is_empty()) {
        notes.push(
            translate("Risks with treatment: the relative effect applied to the control risk, the median or where events are rare the pooled one of the trials; low and high are their quartiles. How uncertain the control risk is does not enter.")
                .to_owned(),
        );
    }
    if rows.iter().any(|row| row.certainty.is_some()) {
        notes.push(
            translate("Certainty by GRADE. The sentences name the size by the margin of concern of the outcome, or a ratio of 1.25 where none is stated, and how certain it is.")
                .to_owned(),
        );
    }
    let open = rows.iter().filter(|row| row.certainty.is_none()).count();
    if open > 0 {
        notes.push(translate("–: the certainty is not judged.").to_owned());
    }
    let mut measures: Vec<Measure> = Vec::new();
    for one in asked {
        if !measures.contains(&one.response.measure()) {
            measures.push(one.response.measure());
        }
    }
    let short: Vec<String> = measures
        .into_iter()
        .filter(|measure| {
            names::measure(*measure, Length::Short) != names::measure(*measure, Length::Full)
        })
        .map(|measure| {
            tr!(
                "{}: {}",
                names::measure(measure, Length::Short),
                names::measure_inside(measure)
            )
        })
        .collect();
    if !short.is_empty() {
        notes.push(tr!("{}.", short.join(translate("; "))));
    }
    notes
}
