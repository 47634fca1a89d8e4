//! Says what changed since a version of the review was frozen, outcome by outcome: both results, the trials that came, went or
//! have other numbers, what the trials that came did, and the verdict then and now.

use super::effects::{self, Written};
use super::findings::{class_with, evidence, list};
use super::names::{self, Length};
use super::subject::Subject;
use super::{Locale, Text, number, panel, tr, translate, undefined};
use crate::analysis::{
    AnsweredOutcome, ChangedTrial, ComparedOutcome, IntervalEstimate, NamedTrial, Undefined,
    WithoutAdded, numbers_of_comparison,
};
use crate::data::{
    FrozenOutcome, FrozenVersion, Measure, OutcomeId, OutcomeKind, Plan, Review, capitalized,
};
use crate::safety::VerdictClass;

/// What the view is called.
pub const TITLE: Text = Text("Versions");
/// What it is for.
pub const HINT: Text = Text(
    "Freeze the review as it is, under a name: its trials with their numbers, its methods and its results are kept with it. Later, the version is compared with the review as it is then.",
);
/// Asks for the name of a version.
pub const NAME: Text = Text("Name");
/// An example of one.
pub const NAME_EXAMPLE: Text = Text("First submission");
/// Asks for its day.
pub const DAY: Text = Text("Day");
/// Freezes the review.
pub const FREEZE: Text = Text("Freeze this version");
/// Said while a result is still being computed.
pub const STILL_COMPUTED: Text =
    Text("A result is still being computed. Freeze the version when it is there.");
/// Chooses the version that is compared.
pub const COMPARE: Text = Text("Compare the review with");
/// Asks for another name of the version that is compared.
pub const RENAME: Text = Text("Its name");
/// Removes a version.
pub const REMOVE: Text = Text("Remove");
/// The head of the present.
pub const NOW: Text = Text("Now");
/// The head of the pool without the trials that came.
pub const WITHOUT: Text = Text("Now, without the trials added");
/// The head of the sentences.
pub const CHANGES: Text = Text("What changed");
/// The head of the verdicts.
pub const VERDICT: Text = Text("Verdict");
/// Said where something takes long.
pub const LONG: Text = Text("takes longer; not computed yet");
/// Computes what takes long.
pub const COMPUTE: Text = Text("Compute what takes longer");
/// Said where nothing is left.
pub const NOTHING_LEFT: Text = Text("no trial is left");
/// Said of an outcome that had no pooled effect when it was frozen, where the version does not say why.
const NO_EFFECT_THEN: Text = Text("no pooled effect");
/// What is said under the table.
pub const NOTE: Text = Text(
    "Results of the version are kept as they were and not recomputed. “Without the trials added” pools the present numbers of the other trials by the present method.",
);
/// Said while a present result is being computed.
const COMPUTED: Text = Text("A present result is still being computed.");
/// What the file is called.
pub const FILE_NAME: &str = "versions";

/// "12 of 20 trials pooled, 52/415 against 48/400".
#[must_use]
pub fn trials_in_words(shown: &Shown, locale: Locale) -> String {
    let trials = tr!("{} trials pooled", shown.trials_text(locale));
    match shown.counts {
        Some(counts) => {
            let [events, total, other_events, other_total] =
                counts.map(|count| number::count(count, locale));
            tr!(
                "{trials}, {events}/{total} against {other_events}/{other_total}",
                trials,
                events,
                total,
                other_events,
                other_total
            )
        }
        None => trials,
    }
}

/// What a version is called.
#[must_use]
pub fn name(version: &FrozenVersion) -> String {
    match version.name.trim() {
        "" => translate("A version without a name").to_owned(),
        name => name.to_owned(),
    }
}

/// The same with its day: "First submission, 12 May 2025".
#[must_use]
pub fn name_and_day(version: &FrozenVersion) -> String {
    if version.date.is_empty() {
        name(version)
    } else {
        tr!("{}, {}", name(version), panel::day(&version.date))
    }
}

/// A result as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Trials whose numbers are pooled, and all that could have reported the outcome.
    pub trials: [usize; 2],
    /// Events and people of the experimental and the control arms, where people with the event are counted.
    pub counts: Option<[u64; 4]>,
    /// How it is pooled.
    pub plan: Plan,
    /// The pooled interval on the scale of analysis.
    pub interval: Option<IntervalEstimate>,
    /// Estimate and limits as text, or why there are none.
    pub effect: Result<[String; 2], String>,
    /// I² in percent.
    pub i_squared: Option<f64>,
    /// What it comes to.
    pub verdict: Option<VerdictClass>,
    /// The same in words; empty where there is none.
    pub verdict_words: String,
    /// Whether it is still being computed.
    pub is_pending: bool,
}

impl Shown {
    /// "RR 1.20 (0.90 to 1.60)", or why there is none.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.effect {
            Ok([estimate, limits]) => {
                let measure = names::measure(self.plan.measure, Length::Short);
                tr!("{measure} {estimate} ({limits})", measure, estimate, limits)
            }
            Err(why) => why.clone(),
        }
    }

    /// "12 of 20".
    #[must_use]
    pub fn trials_text(&self, locale: Locale) -> String {
        let [pooled, included] = self.trials.map(|count| number::count(count as u64, locale));
        tr!("{pooled} of {included}", pooled, included)
    }
}

/// The pool without the trials that came since.
#[derive(Clone, Debug, PartialEq)]
pub enum Without {
    /// None came.
    NoneAdded,
    /// It takes long and was not asked for.
    Long,
    /// The result: estimate and limits, or why there are none, with the interval.
    Result {
        /// As text: "RR 1.10 (0.80 to 1.52)".
        words: String,
        /// The pooled interval on the scale of analysis.
        interval: Option<IntervalEstimate>,
        /// Trials that are left.
        trials: usize,
    },
}

/// An outcome then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which.
    pub outcome: OutcomeId,
    /// What it is called now, or was where it is gone.
    pub name: String,
    /// As it was; `None` where the version does not have it.
    pub then: Option<Shown>,
    /// As it is; `None` where the review does not have it any more.
    pub now: Option<Shown>,
    /// The present pool without the trials that came.
    pub without: Without,
    /// The names of the trials that came, that went, and whose numbers are others.
    pub trials: [Vec<String>; 3],
    /// What changed, in sentences.
    pub changes: Vec<String>,
}

impl Line {
    /// Whether both have a verdict, and another one.
    #[must_use]
    pub fn verdict_differs(&self) -> bool {
        match (&self.then, &self.now) {
            (Some(then), Some(now)) => !now.is_pending && then.verdict != now.verdict,
            (None | Some(_), None) | (None, Some(_)) => false,
        }
    }
}

/// A version beside the present, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What the version is called, with its day.
    pub version: String,
    /// The outcomes.
    pub lines: Vec<Line>,
    /// What changed as a whole.
    pub summary: Vec<String>,
    /// Whether anything takes long and was not computed.
    pub has_long: bool,
}

/// Writes a comparison; `answers` are those that were compared.
#[must_use]
pub fn comparison(
    review: &Review,
    version: &FrozenVersion,
    answers: &[AnsweredOutcome<'_>],
    compared: &[ComparedOutcome<'_>],
    locale: Locale,
) -> Comparison {
    let writer = Writer {
        review,
        version,
        locale,
    };
    let lines: Vec<Line> = compared
        .iter()
        .map(|one| {
            let answer = one.now.and_then(|place| answers.get(place));
            writer.line(one, answer)
        })
        .collect();
    Comparison {
        version: name_and_day(version),
        summary: writer.summary(&lines),
        has_long: lines.iter().any(|line| line.without == Without::Long),
        lines,
    }
}

struct Writer<'a> {
    review: &'a Review,
    version: &'a FrozenVersion,
    locale: Locale,
}

impl Writer<'_> {
    fn line(&self, one: &ComparedOutcome<'_>, answer: Option<&AnsweredOutcome<'_>>) -> Line {
        let then = one.then.map(|then| self.then(then));
        let now = answer.map(|answer| self.now(answer));
        let name = match (answer, one.then) {
            (Some(answer), _) => answer.outcome.name.clone(),
            (None, Some(then)) => then.name.clone(),
            (None, None) => String::new(),
        };
        let without = self.without(one, now.as_ref());
        let named = |trials: &[NamedTrial]| {
            let names = trials.iter().map(|trial| trial_name(&trial.name));
            names.collect::<Vec<_>>()
        };
        let changed = one.changed.iter().map(|trial| trial_name(&trial.name));
        Line {
            outcome: one.outcome,
            changes: self.changes(one, then.as_ref(), now.as_ref(), &without),
            trials: [named(&one.added), named(&one.removed), changed.collect()],
            name,
            then,
            now,
            without,
        }
    }

    fn then(&self, then: &FrozenOutcome) -> Shown {
        let interval = then.interval();
        let evidence = then.evidence(interval.as_ref());
        let verdict = evidence.verdict();
        let sides = self.version.sides.each_ref().map(String::as_str);
        let writable = interval
            .as_ref()
            .filter(|interval| interval.is_writable(then.plan.measure.is_ratio()));
        Shown {
            trials: [then.trials.len(), then.included],
            counts: then.totals,
            plan: then.plan,
            interval: writable.copied(),
            effect: writable.map_or_else(
                || {
                    let why = then.undefined.map(|why| {
                        let sides = [sides[0], &names::control_inside(sides[1])];
                        undefined::short_between(why, then.plan.measure, sides)
                    });
                    Err(why.unwrap_or_else(|| NO_EFFECT_THEN.to_owned()))
                },
                |interval| Ok(self.effect(then.plan.measure, interval)),
            ),
            i_squared: then.result.and_then(|result| result.i_squared),
            verdict,
            verdict_words: verdict.map_or_else(String::new, |verdict| {
                let sides = (sides[0], then.more_is_worse);
                class_with(verdict, then.plan.measure, then.margin, sides, self.locale)
            }),
            is_pending: false,
        }
    }

    fn now(&self, answer: &AnsweredOutcome<'_>) -> Shown {
        let AnsweredOutcome {
            outcome,
            prepared,
            response,
        } = *answer;
        let subject = Subject::of(self.review, outcome, prepared, self.locale);
        let measure = response.measure();
        let evidence = evidence(self.review, outcome, response);
        let verdict = evidence.verdict();
        let pooled = response.pooled.as_ref();
        let totals = response
            .totals
            .filter(|totals| totals.trials > 0 && response.proportion.is_none());
        Shown {
            trials: [prepared.pooled(), prepared.included],
            counts: totals.map(|totals| {
                [
                    totals.experimental_events,
                    totals.experimental_total,
                    totals.control_events,
                    totals.control_total,
                ]
            }),
            plan: response.plan,
            interval: pooled.ok().map(|pooled| pooled.interval),
            effect: match pooled {
                Ok(pooled) => Ok(self.effect(measure, &pooled.interval)),
                Err(reason) => Err(undefined::short_of(*reason, measure, &subject)),
            },
            i_squared: pooled
                .ok()
                .and_then(|pooled| pooled.heterogeneity)
                .map(|found| found.i_squared),
            verdict,
            verdict_words: verdict.map_or_else(String::new, |verdict| {
                let sides = (subject.experimental, outcome.more_is_worse);
                class_with(verdict, measure, evidence.margin, sides, self.locale)
            }),
            is_pending: response.pooled == Err(Undefined::Pending),
        }
    }

    fn effect(&self, measure: Measure, interval: &IntervalEstimate) -> [String; 2] {
        let written = Written::of(measure, interval, self.locale);
        [
            written.with_unusual_unit(written.bare(interval.estimate)),
            written.interval(interval),
        ]
    }

    fn without(&self, one: &ComparedOutcome<'_>, now: Option<&Shown>) -> Without {
        match (&one.without_added, now) {
            (WithoutAdded::NoneAdded, _) | (_, None) => Without::NoneAdded,
            (WithoutAdded::Long, Some(_)) => Without::Long,
            (WithoutAdded::NothingLeft, Some(_)) => Without::Result {
                words: NOTHING_LEFT.to_owned(),
                interval: None,
                trials: 0,
            },
            (WithoutAdded::Result(result), Some(now)) => {
                let measure = result.plan.measure;
                let interval = result.pooled.as_ref().map(|pooled| pooled.interval);
                let words = match &interval {
                    Ok(interval) => {
                        let [estimate, limits] = self.effect(measure, interval);
                        let measure = names::measure(measure, Length::Short);
                        tr!("{measure} {estimate} ({limits})", measure, estimate, limits)
                    }
                    Err(why) => {
                        let [experimental, control] =
                            names::sides(self.review).map(names::side_inside);
                        let sides = [experimental, &names::control_inside(control)];
                        undefined::short_between(**why, measure, sides)
                    }
                };
                Without::Result {
                    words,
                    interval: interval.ok(),
                    trials: now.trials[0].saturating_sub(one.added.len()),
                }
            }
        }
    }

    fn changes(
        &self,
        one: &ComparedOutcome<'_>,
        then: Option<&Shown>,
        now: Option<&Shown>,
        without: &Without,
    ) -> Vec<String> {
        let (then, now) = match (then, now) {
            (Some(then), Some(now)) => (then, now),
            (None, Some(_)) => {
                return vec![translate("New: the version did not have it.").to_owned()];
            }
            (Some(_), None) => {
                return vec![
                    translate("The review does not have this outcome any more.").to_owned(),
                ];
            }
            (None, None) => return Vec::new(),
        };
        let mut said = Vec::new();
        let of_trials = |trials: &[NamedTrial]| {
            let names = trials.iter().map(|trial| trial_name(&trial.name));
            names.collect::<Vec<_>>()
        };
        if !one.added.is_empty() {
            let added = self.counted(one.added.len());
            said.push(tr!(
                "{added} added: {}.",
                self.named(&of_trials(&one.added)),
                added
            ));
        }
        if !one.removed.is_empty() {
            let removed = self.counted(one.removed.len());
            let names = self.named(&of_trials(&one.removed));
            said.push(tr!(
                "{removed} not pooled any more: {names}.",
                removed,
                names
            ));
        }
        if !one.changed.is_empty() {
            let changed = self.counted(one.changed.len());
            let trials = one.changed.iter();
            let details: Vec<String> = trials
                .map(|trial| self.changed(trial, then.plan.measure, now.plan.measure))
                .collect();
            said.push(tr!(
                "{changed} with other numbers: {}.",
                self.named(&details),
                changed
            ));
        }
        if one.plan_differs {
            said.push(tr!(
                "Pooled by {} then, by {} now.",
                method(then.plan),
                method(now.plan)
            ));
        }
        if one.level_differs {
            said.push(translate("The level of the interval is another.").to_owned());
        }
        if now.is_pending {
            said.push(COMPUTED.to_owned());
            return said;
        }
        if said.is_empty() {
            let same = then.interval == now.interval;
            said.push(if same {
                translate("Nothing: the same trials, numbers and method.").to_owned()
            } else {
                translate("The same trials, numbers and method, but another result: the program computed it otherwise then.")
                    .to_owned()
            });
        }
        if let Without::Result { words, .. } = without {
            let added = match one.added.len() {
                1 => translate("the trial").to_owned(),
                several => tr!("the {}", self.counted(several)),
            };
            said.push(tr!(
                "Without {added} added since: {words}; with {}: {}.",
                if one.added.len() == 1 {
                    translate("it")
                } else {
                    translate("them")
                },
                now.in_words(),
                added,
                words
            ));
        }
        if then.margin_or_verdict_differs(now) {
            let words = |shown: &Shown| {
                if shown.verdict_words.is_empty() {
                    translate("none").to_owned()
                } else {
                    shown.verdict_words.clone()
                }
            };
            said.push(tr!("Verdict then: {}; now: {}.", words(then), words(now)));
        }
        said
    }

    /// "3 trials".
    fn counted(&self, trials: usize) -> String {
        super::subject::trials(trials, self.locale)
    }

    /// Names in a list, those beyond a number counted.
    fn named(&self, names: &[String]) -> String {
        /// More names than this are counted.
        const MOST: usize = 12;
        match names.split_at_checked(MOST) {
            Some((first, more)) if !more.is_empty() => {
                let more = number::count(more.len() as u64, self.locale);
                tr!("{} and {more} more", first.join(translate(", ")), more)
            }
            Some(_) | None => list(names),
        }
    }

    /// A trial with its numbers then and now, those alone that differ.
    fn changed(&self, trial: &ChangedTrial, then: Measure, now: Measure) -> String {
        let name = trial_name(&trial.name);
        let [before, after] = [(&trial.then, then), (&trial.now, now)]
            .map(|(numbers, measure)| self.parts(numbers, measure));
        if before.len() != after.len() {
            return tr!("{name} (another number of comparisons)", name);
        }
        let parts = before.iter().zip(&after);
        let differing: Vec<String> = parts
            .filter(|(before, after)| before != after)
            .map(|((label, before), (_, after))| {
                tr!("{label}{before}, now {after}", label, before, after)
            })
            .collect();
        if differing.is_empty() {
            // They differ in decimals that are not written.
            tr!("{name} (by less than is shown)", name)
        } else {
            tr!("{name} ({})", differing.join(translate("; ")), name)
        }
    }

    /// The numbers of a trial, arm by arm, each with what stands before it.
    fn parts(&self, numbers: &[f64], measure: Measure) -> Vec<(String, String)> {
        let locale = self.locale;
        let sides = names::sides(self.review);
        let whole = |value: f64| number::fixed(value, 0, locale);
        let decimals = |value: f64| number::fixed(value, 2, locale);
        let mut parts = Vec::new();
        for comparison in numbers.chunks(numbers_of_comparison(measure)) {
            match (measure.kind(), comparison) {
                (OutcomeKind::Counts, [events, total, other_events, other_total]) => {
                    for (side, [events, total]) in sides
                        .iter()
                        .zip([[events, total], [other_events, other_total]])
                    {
                        parts.push((
                            format!("{side} "),
                            tr!("{} of {}", whole(*events), whole(*total)),
                        ));
                    }
                }
                (OutcomeKind::PersonTime, [events, time, other_events, other_time]) => {
                    for (side, [events, time]) in sides
                        .iter()
                        .zip([[events, time], [other_events, other_time]])
                    {
                        parts.push((
                            format!("{side} "),
                            tr!("{} in {}", whole(*events), decimals(*time)),
                        ));
                    }
                }
                (OutcomeKind::Means, six) => {
                    for (side, arm) in sides.iter().zip(six.chunks(3)) {
                        if let [mean, deviation, total] = arm {
                            parts.push((
                                format!("{side} "),
                                tr!(
                                    "mean {}, standard deviation {}, {} people",
                                    decimals(*mean),
                                    decimals(*deviation),
                                    whole(*total)
                                ),
                            ));
                        }
                    }
                }
                (OutcomeKind::Proportions, [events, total]) => parts.push((
                    String::new(),
                    tr!("{} of {}", whole(*events), whole(*total)),
                )),
                (OutcomeKind::Estimates(_), [effect, standard_error]) => parts.push((
                    String::new(),
                    tr!(
                        "{} with standard error {}",
                        effects::bare(measure, *effect, locale),
                        number::fixed(*standard_error, 3, locale)
                    ),
                )),
                (
                    OutcomeKind::Counts
                    | OutcomeKind::PersonTime
                    | OutcomeKind::Proportions
                    | OutcomeKind::Estimates(_),
                    _,
                ) => {}
            }
        }
        parts
    }

    /// What changed as a whole.
    fn summary(&self, lines: &[Line]) -> Vec<String> {
        let mut said = Vec::new();
        let sides = names::sides(self.review);
        if self.version.sides.iter().ne(sides.iter()) {
            let [then, other] = &self.version.sides;
            said.push(tr!(
                "The version compared {then} with {}, the review now compares {} with {}: the results are of different comparisons, or the sides are named otherwise.",
                names::control_inside(other),
                sides[0],
                names::control_inside(sides[1]), then
            ));
        }
        let both: Vec<&Line> = lines
            .iter()
            .filter(|line| line.then.is_some() && line.now.is_some())
            .collect();
        let count = |count: usize| number::count(count as u64, self.locale);
        let outcomes = |count_of: usize| {
            if count_of == 1 {
                translate("1 outcome").to_owned()
            } else {
                tr!("{} outcomes", count(count_of))
            }
        };
        let changed: Vec<&&Line> = both.iter().filter(|line| line.verdict_differs()).collect();
        let names = |lines: &[&&Line]| {
            let names: Vec<String> = lines
                .iter()
                .map(|line| names::outcome_inside(&line.name))
                .collect();
            self.named(&names)
        };
        if both.is_empty() {
            said.push(
                translate("The version and the review have no outcome in common.").to_owned(),
            );
        } else {
            let compared = match both.len() {
                1 => translate("The 1 outcome that both have").to_owned(),
                several => tr!("Of the {} that both have", outcomes(several)),
            };
            said.push(match (both.len(), changed.len()) {
                (1, 0) => tr!("{compared} has the same verdict as then.", compared),
                (1, _) => tr!("{compared} has another verdict than then.", compared),
                (_, 0) => tr!("{compared}, none has another verdict than then.", compared),
                (_, 1) => tr!(
                    "{compared}, 1 has another verdict than then: {}.",
                    names(&changed),
                    compared
                ),
                (_, several) => tr!(
                    "{compared}, {} have another verdict than then: {}.",
                    count(several),
                    names(&changed),
                    compared
                ),
            });
        }
        let is_pending = |line: &Line| line.now.as_ref().is_some_and(|now| now.is_pending);
        if lines.iter().any(is_pending) {
            said = vec![COMPUTED.to_owned()];
        }
        let new = lines.iter().filter(|line| line.then.is_none()).count();
        let gone = lines.iter().filter(|line| line.now.is_none()).count();
        let parts: Vec<String> = [
            (new > 0).then(|| {
                let is = if new == 1 {
                    translate("is")
                } else {
                    translate("are")
                };
                tr!("{} {is} new", outcomes(new), is)
            }),
            (gone > 0).then(|| {
                let is = if gone == 1 {
                    translate("is")
                } else {
                    translate("are")
                };
                tr!("{} {is} gone", outcomes(gone), is)
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !parts.is_empty() {
            said.push(tr!("{}.", capitalized(&parts.join(translate("; ")))));
        }
        said
    }
}

impl Shown {
    /// Whether the words of the verdict are others: another class, or another margin.
    fn margin_or_verdict_differs(&self, other: &Self) -> bool {
        self.verdict != other.verdict || self.verdict_words != other.verdict_words
    }
}

/// Measure and method within a sentence.
fn method(plan: Plan) -> String {
    tr!(
        "{} ({})",
        names::measure_inside(plan.measure),
        names::plan_inside(plan)
    )
}

fn trial_name(name: &str) -> String {
    match name.trim() {
        "" => translate("a trial without a name").to_owned(),
        name => name.to_owned(),
    }
}
