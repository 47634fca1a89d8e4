//! What all outcomes come to: a row each, and the sentences over them.
//!
//! [`findings`] writes what a table, a figure and the page show alike. The class of each outcome is
//! [`Evidence::verdict`](crate::safety::Evidence::verdict)'s; the sentences over the table follow from the classes alone.

mod adjusted;
mod answer;
mod verdict;

pub use adjusted::{ADJUSTED, BY_GROUPS, Discovery, P_VALUE, Tested, adjusted, by_groups, q_value};
pub use answer::{answer, list};
pub(in crate::wording) use verdict::margin_text;
pub use verdict::{class, class_in_list, class_with, clause, robustness, robustness_range};

use super::effects::{self, Written};
use super::event_class::{self, EventFilter};
use super::names::{self, Length};
use super::safety_profile;
use super::subject::Subject;
use super::{Locale, confidence, earlier, number, undefined};
use crate::analysis::{
    AbsoluteRisk, IntervalEstimate, MethodResult, Prepared, Response, Undefined, ZeroEventClass,
    certainty_of,
};
use crate::data::{
    CertaintyLevel, EarlierFault, EarlierReview, EventClass, Measure, Outcome, OutcomeId,
    OutcomeKind, Review, Settings, Window,
};
use crate::safety::{Evidence, OtherMethod, RobustnessClass, VerdictClass};
use crate::wording::{Text, tr, translate};

/// What the view is called.
pub const TITLE: Text = Text("Findings");
/// The head of the outcomes.
pub const OUTCOME: Text = Text("Outcome");
/// The head of the trials.
pub const TRIALS: Text = Text("Trials");
/// What stands under the name of an arm.
pub const EVENTS: Text = Text("events");
/// The head of the verdicts.
pub const VERDICT: Text = Text("Verdict");
/// The head of the certainty.
pub const CERTAINTY: Text = Text("Certainty");
/// The head of the other methods.
pub const OTHER_METHODS: Text = Text("Other methods");
/// The head of the heterogeneity.
pub const HETEROGENEITY: Text = Text("Heterogeneity");
/// What heads outcomes that no trial reports.
pub const NO_ENTRY: Text = Text("No entry from any trial");
/// Said of them.
pub const NO_ENTRY_SAID: Text = Text("Not reported is not zero: nothing can be said about them.");
/// Leads from a review without margins to the panel.
pub const NO_MARGINS: Text =
    Text("No margin of concern is stated, so that no harm can be called ruled out.");
/// The link to the panel.
pub const STATE_MARGINS: Text = Text("State margins in the panel");
/// All verdicts.
pub const ALL_VERDICTS: Text = Text("All verdicts");
/// Chooses the verdicts that are shown.
pub const SHOW: Text = Text("Show");
/// Chooses the order.
pub const ORDER: Text = Text("Order");
/// Copies the table.
pub const COPY: Text = Text("Copy table");
/// Downloads the table.
pub const CSV: Text = Text("CSV");
/// Makes a file of the figure.
pub const FIGURE: Text = Text("Figure…");
/// The key of our marks.
pub const OURS: Text = Text("this review");
/// The key of the zone.
pub const ZONE: Text = Text("beyond the margin of concern that the panel states");
/// What dashed lines in the figure are.
pub const MARGIN_IN_FIGURE: Text = Text("Dashed: the margin of concern that the panel states.");
/// What the file of the figure is called.
pub const FIGURE_NAME: Text = Text("findings");

/// What hollow diamonds in the figure are.
#[must_use]
pub fn beside_in_figure(name: &str) -> String {
    tr!("Hollow diamonds: {name}, as printed, not recomputed.", name)
}

/// Said where the filter leaves nothing.
pub const NONE_OF_VERDICT: Text = Text("No outcome is among those chosen.");
/// Said while other methods are computed.
pub const COMPARING: Text = Text("being compared");
/// The group of outcomes that were added after the panel was fixed.
pub use super::panel::ADDED_LATER;

/// An outcome with its answer.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The outcome.
    pub outcome: &'a Outcome,
    /// What was asked.
    pub prepared: &'a Prepared,
    /// What was answered.
    pub response: &'a Response,
    /// The outcome by the other methods, where they were compared.
    pub methods: Option<&'a [MethodResult]>,
}

/// What all outcomes come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// What the experimental and the control arms received.
    pub sides: [String; 2],
    /// "MSC against control · 37 trials · panel fixed on 12 May 2025".
    pub subtitle: String,
    /// The sentences over the table.
    pub answer: Vec<String>,
    /// The outcomes that trials report, in the order of the panel; those added after it was fixed come last.
    pub rows: Vec<Finding>,
    /// The names of those that none reports.
    pub silent: Vec<String>,
    /// The heads of the columns.
    pub heads: Heads,
    /// Paragraphs beneath.
    pub notes: Vec<String>,
    /// Whether any outcome has a margin of concern.
    pub has_margins: bool,
    /// Whether the certainty of any is judged.
    pub has_certainty: bool,
    /// How many outcomes are tested, and at which rate.
    pub tested: Tested,
    /// Whether P adjusted for their number belongs into the table: where the data choose the outcomes.
    pub shows_adjusted: bool,
}

/// Heads that follow from the rows, each with a line beneath.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heads {
    /// Over the trials: "of 37" where all outcomes ask the same trials.
    pub trials: [String; 2],
    /// Over the effects.
    pub effect: [String; 2],
    /// Over the differences.
    pub difference: [String; 2],
}

/// An outcome that trials report.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which.
    pub outcome: OutcomeId,
    /// Its name.
    pub name: String,
    /// Which events it counts.
    pub events: EventClass,
    /// What of that its name does not say; empty where it says all.
    pub events_text: String,
    /// Which of several time points counts, where it is not the longest follow-up.
    pub window: &'static str,
    /// Its group in the panel; that it was added later where it was.
    pub group: Option<String>,
    /// What departs from the plan of the review, in a word or two each.
    pub tags: Vec<&'static str>,
    /// Trials that reported it, and all that could have.
    pub trials: [usize; 2],
    /// "22", or "22 of 40" where outcomes ask different trials.
    pub trials_text: String,
    /// Events and people of the experimental and the control arms, where events are counted.
    pub counts: Option<[[u64; 2]; 2]>,
    /// The same as text: "52/415".
    pub arms: Option<[String; 2]>,
    /// The measure that was pooled.
    pub measure: Measure,
    /// The pooled effect on the scale of analysis.
    pub interval: Option<IntervalEstimate>,
    /// Estimate and limits as text, or why there are none.
    pub effect: Result<[String; 2], String>,
    /// Marks an interval that tells nothing.
    pub mark: &'static str,
    /// The margin of concern, a ratio above 1.
    pub margin: Option<f64>,
    /// The same as text, on the side of harm: "1.25", or its inverse where less is worse.
    pub margin_text: String,
    /// Whether more of it is worse.
    pub more_is_worse: bool,
    /// The difference as a share of people.
    pub difference: Option<AbsoluteRisk>,
    /// The same as text: "39 more", "55 fewer to 133 more".
    pub difference_text: Option<[String; 2]>,
    /// P of the pooled effect, where arms are compared.
    pub p_value: Option<f64>,
    /// What the number of outcomes leaves of it, where it is one of those that are tested.
    pub discovery: Option<Discovery>,
    /// I², and where zeros stand.
    pub heterogeneity: String,
    /// I² in percent.
    pub i_squared: Option<f64>,
    /// What it comes to; `None` where there is no pooled effect for another reason than few events, or not yet.
    pub verdict: Option<VerdictClass>,
    /// The same in words.
    pub verdict_words: String,
    /// A reason or a caution.
    pub clause: String,
    /// How other methods see it; `None` while they were not compared.
    pub robustness: Option<(RobustnessClass, String)>,
    /// How certain it is, as the reviewers judged it; `None` while they did not.
    pub certainty: Option<CertaintyLevel>,
    /// Whether its numbers are still being computed.
    pub pending: bool,
}

impl Finding {
    /// The pooled effect on the log scale, where it is a ratio and there is one.
    #[must_use]
    pub fn ratio(&self) -> Option<&IntervalEstimate> {
        let interval = self.interval.as_ref();
        interval.filter(|_| self.measure.is_ratio())
    }
}

/// A result of another review that stands beside one of ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// "RR 2.48".
    pub estimate: String,
    /// "1.27 to 4.86".
    pub limits: String,
    /// Where it stands, scale of analysis, where it is a ratio.
    pub log: Option<(f64, Option<[f64; 2]>)>,
    /// What cannot be right in it.
    pub faults: Vec<&'static str>,
    /// What a reader is told who points at it: what the review calls the outcome, and its trials.
    pub detail: String,
}

/// The result of another review that stands beside an outcome, the first where there are several.
#[must_use]
pub fn beside(review: &EarlierReview, outcome: OutcomeId, locale: Locale) -> Option<Beside> {
    let mut results = review.results.iter();
    let result = results.find(|result| result.outcome == Some(outcome))?;
    let parts = [
        result.wording.clone(),
        earlier::trials(result, locale),
        result.note.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(Beside {
        estimate: earlier::estimate(result, locale),
        limits: earlier::limits(result, locale),
        log: result.log_ratio(),
        faults: result
            .faults()
            .into_iter()
            .map(|fault: EarlierFault| earlier::fault(fault))
            .collect(),
        detail: parts.join(" · "),
    })
}

/// How the rows are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the panel has them.
    #[default]
    Panel,
    /// By name.
    Name,
    /// The largest harm first.
    Estimate,
    /// The largest harm within the interval first.
    Limit,
    /// Harm first, benefit last.
    Verdict,
    /// The most certain first, those that are not judged last.
    Certainty,
}

impl Order {
    /// All of them, as they are offered.
    pub const ALL: [Self; 6] = [
        Self::Panel,
        Self::Name,
        Self::Estimate,
        Self::Limit,
        Self::Verdict,
        Self::Certainty,
    ];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Panel => translate("Panel"),
            Self::Name => translate("Name"),
            Self::Estimate => translate("Estimate"),
            Self::Limit => translate("Limit of harm"),
            Self::Verdict => translate("Verdict"),
            Self::Certainty => translate("Certainty"),
        }
    }
}

/// The choice that shows outcomes of every certainty.
pub const ALL_LEVELS: Text = Text("all");

/// How certain the rows are, each level once, the surest first; `None` for those that nobody judged, last.
#[must_use]
pub fn levels_in(rows: &[Finding]) -> Vec<Option<CertaintyLevel>> {
    let mut levels: Vec<Option<CertaintyLevel>> = rows.iter().map(|row| row.certainty).collect();
    levels.sort_by_key(|level| std::cmp::Reverse(*level));
    levels.dedup();
    levels
}

/// What a level is called where outcomes are chosen by it.
#[must_use]
pub fn level_in_list(level: Option<CertaintyLevel>) -> &'static str {
    level.map_or(translate("not judged"), crate::wording::certainty::level)
}

/// Which outcomes are shown: those of which all that is said here is true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// They come to this verdict.
    pub verdict: Option<VerdictClass>,
    /// They count these events.
    pub events: Option<EventFilter>,
    /// They are this certain, `Some(None)` where nobody judged how certain they are.
    pub certainty: Option<Option<CertaintyLevel>>,
}

impl Kept {
    /// The same without classes of events that no row has, and without a certainty where none is judged: these are not
    /// offered, so that nobody could take them back.
    #[must_use]
    pub fn as_offered(&self, rows: &[Finding]) -> Self {
        let is_graded = rows.iter().any(|row| row.certainty.is_some());
        let has = |events: &EventFilter| rows.iter().any(|row| events.keeps(&row.events));
        Self {
            events: self.events.filter(has),
            certainty: self.certainty.filter(|_| is_graded),
            ..*self
        }
    }

    /// Whether an outcome is shown.
    #[must_use]
    pub fn keeps(&self, row: &Finding) -> bool {
        (self.verdict.is_none() || row.verdict == self.verdict)
            && self.events.is_none_or(|events| events.keeps(&row.events))
            && self
                .certainty
                .is_none_or(|certainty| row.certainty == certainty)
    }
}

/// The places of the rows that are shown, in an order. What has no number comes last.
#[must_use]
pub fn ordered(rows: &[Finding], order: Order, shown: &Kept) -> Vec<usize> {
    let kept = rows.iter().enumerate().filter(|(_, row)| shown.keeps(row));
    let mut places: Vec<(usize, &Finding)> = kept.collect();
    let harm = |row: &Finding, of: fn(&IntervalEstimate) -> [f64; 2]| {
        // Ratios and differences have no order between them: differences follow.
        let rank = u8::from(!row.measure.is_ratio());
        row.interval.as_ref().map(|interval| {
            let [up, down] = of(interval);
            (rank, if row.more_is_worse { up } else { -down })
        })
    };
    let by = |places: &mut Vec<(usize, &Finding)>, of: fn(&IntervalEstimate) -> [f64; 2]| {
        places.sort_by(
            |(_, one), (_, other)| match (harm(one, of), harm(other, of)) {
                (Some((rank, value)), Some((other_rank, other))) => {
                    rank.cmp(&other_rank).then(other.total_cmp(&value))
                }
                (one, other) => one.is_none().cmp(&other.is_none()),
            },
        );
    };
    match order {
        Order::Panel => {}
        Order::Name => places.sort_by_key(|(_, row)| row.name.to_lowercase()),
        Order::Estimate => by(&mut places, |interval| [interval.estimate; 2]),
        Order::Limit => by(&mut places, |interval| [interval.upper, interval.lower]),
        Order::Verdict => places.sort_by_key(|(_, row)| (row.verdict.is_none(), row.verdict)),
        Order::Certainty => places.sort_by_key(|(_, row)| std::cmp::Reverse(row.certainty)),
    }
    places.into_iter().map(|(place, _)| place).collect()
}

/// What the evidence on an outcome is.
#[must_use]
pub fn evidence<'a>(review: &Review, outcome: &Outcome, response: &'a Response) -> Evidence<'a> {
    let totals = response.totals.filter(|totals| totals.trials > 0);
    let is_compared = response.proportion.is_none();
    Evidence {
        interval: response
            .pooled
            .as_ref()
            .ok()
            .filter(|_| is_compared)
            .map(|pooled| &pooled.interval),
        is_ratio: response.measure().is_ratio(),
        tells_nothing: response.tells_nothing_at_all(),
        events: totals
            .filter(|_| is_compared && response.measure().kind() == OutcomeKind::Counts)
            .map(|totals| [totals.experimental_events, totals.control_events]),
        bound: response.ruled_out.odds_ratio_bound,
        more_is_worse: outcome.more_is_worse,
        margin: review.panel.margin(outcome.id),
    }
}

/// The other methods, as far as they are held against a result.
#[must_use]
pub fn other_methods(response: &Response, methods: &[MethodResult]) -> Vec<OtherMethod> {
    // An interval that tells nothing still has a direction, but decides nothing.
    let votes = methods.iter().filter(|method| method.votes);
    votes
        .filter_map(|method| {
            let pooled = method.pooled.as_ref().ok()?;
            let same = method.plan.measure == response.measure();
            Some(OtherMethod {
                direction_differs: method.direction_differs,
                significance_differs: method.significance_differs && !method.tells_nothing,
                same_measure: (same && !method.tells_nothing).then_some(pooled.interval),
            })
        })
        .collect()
}

/// What all outcomes of a review come to.
#[must_use]
pub fn findings(
    review: &Review,
    settings: &Settings,
    chosen: &dyn Fn(OutcomeId) -> bool,
    asked: &[Asked<'_>],
    locale: Locale,
) -> Findings {
    let [experimental, control] = crate::wording::names::sides(review).map(str::to_owned);
    let (reported, silent): (Vec<&Asked<'_>>, Vec<&Asked<'_>>) = asked
        .iter()
        .partition(|asked| asked.prepared.reported() > 0 || !asked.prepared.left_out.is_empty());
    let included: Vec<usize> = reported
        .iter()
        .map(|asked| asked.prepared.included)
        .collect();
    let same = included
        .split_first()
        .and_then(|(first, others)| others.iter().all(|other| other == first).then_some(*first));
    let people = effects::people_of_all(
        reported
            .iter()
            .filter_map(|asked| Some(&asked.response.absolute.as_ref()?.difference)),
    );
    let table = Table {
        review,
        settings,
        chosen,
        same_included: same.is_some(),
        people,
        locale,
    };
    let mut rows: Vec<Finding> = reported.iter().map(|asked| table.row(asked)).collect();
    rows.sort_by_key(|row| review.panel.is_added_later(row.outcome));
    let tested = adjusted::adjust(review, settings, &mut rows);
    let levels = || reported.iter().map(|asked| asked.response.level);
    let interval = confidence::short_of_all(levels());
    let measures: Vec<Measure> = rows.iter().map(|row| row.measure).collect();
    let added_later = review.outcomes.iter();
    let added_later = added_later.filter(|outcome| review.panel.is_added_later(outcome.id));
    let subtitle = [
        tr!(
            "{experimental} against {}",
            names::control_inside(&control),
            experimental
        ),
        same.map_or_else(String::new, |same| super::subject::trials(same, locale)),
        names::outcome_inside(&super::panel::fixed(
            &review.panel,
            added_later.count(),
            locale,
        )),
    ];
    let subtitle: Vec<String> = subtitle
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    Findings {
        subtitle: subtitle.join(" · "),
        answer: answer(
            review,
            &rows,
            &experimental,
            &common_level(levels()),
            locale,
        ),
        heads: Heads {
            trials: [
                TRIALS.to_owned(),
                same.map_or_else(
                    || translate("reporting").to_owned(),
                    |same| tr!("of {}", number::count(same as u64, locale)),
                ),
            ],
            effect: [
                safety_profile::measure_head(&measures).to_owned(),
                interval.clone(),
            ],
            difference: [
                crate::data::capitalized(&effects::per(people, locale)),
                interval,
            ],
        },
        notes: {
            let mut notes = notes(review, &reported, locale);
            if review.panel.open {
                // After what it means that the data choose the outcomes.
                notes.splice(1..1, adjusted::notes(&tested, locale));
            }
            notes
        },
        shows_adjusted: review.panel.open && tested.outcomes > 0,
        tested,
        has_certainty: rows.iter().any(|row| row.certainty.is_some()),
        has_margins: rows.iter().any(|row| row.margin.is_some()),
        silent: silent
            .iter()
            .map(|asked| asked.outcome.name.clone())
            .collect(),
        sides: [experimental, control],
        rows,
    }
}

/// "with 95% confidence" where all intervals share the level, else that each has its own.
fn common_level(levels: impl Iterator<Item = crate::data::ConfidenceLevel>) -> String {
    let mut levels = levels;
    let first = levels.next().unwrap_or_default();
    if levels.all(|level| level == first) {
        confidence::with_confidence(first)
    } else {
        translate("at the level of each interval").to_owned()
    }
}

fn notes(review: &Review, reported: &[&Asked<'_>], locale: Locale) -> Vec<String> {
    let answers: Vec<(&str, &Response)> = reported
        .iter()
        .map(|asked| (asked.outcome.name.as_str(), asked.response))
        .collect();
    let mut notes = vec![
        translate("Trials: those that reported the outcome, of those that could have. Not reported is not zero. Intervals are not adjusted for the number of outcomes.")
            .to_owned(),
    ];
    if review.panel.open {
        let tested = reported
            .iter()
            .filter(|asked| asked.prepared.reported() > 1)
            .count();
        notes.insert(0, super::panel::open(tested, locale));
    }
    if !answers.is_empty() {
        notes.extend(safety_profile::footer(&answers, true));
    }
    let has_zeros = |asked: &&&Asked<'_>| asked.response.zero_events.is_some();
    if reported.iter().any(|asked| has_zeros(&asked)) {
        notes.push(
            translate("Zeros: where arms without events stand (Xu 2021): in single arms, in both arms of trials, in both ways, or in one side of every trial.")
                .to_owned(),
        );
    }
    notes
}

/// What the rows have in common.
struct Table<'a> {
    review: &'a Review,
    settings: &'a Settings,
    chosen: &'a dyn Fn(OutcomeId) -> bool,
    same_included: bool,
    people: u32,
    locale: Locale,
}

impl Table<'_> {
    fn row(&self, asked: &Asked<'_>) -> Finding {
        let Asked {
            outcome,
            prepared,
            response,
            methods,
        } = *asked;
        let locale = self.locale;
        let subject = Subject::of(self.review, outcome, prepared, locale);
        let measure = response.measure();
        let evidence = evidence(self.review, outcome, response);
        let verdict = evidence.verdict();
        let pending = matches!(response.pooled, Err(Undefined::Pending));
        let counts = response
            .totals
            .filter(|totals| totals.trials > 0)
            .map(|totals| {
                [
                    [totals.experimental_events, totals.experimental_total],
                    [totals.control_events, totals.control_total],
                ]
            });
        let count = |value: u64| number::count(value, locale);
        let trials = [prepared.reported(), prepared.included];
        let difference = response.absolute.map(|absolute| absolute.difference);
        let i_squared = i_squared(response);
        let events = self.review.panel.events_of(outcome.id);
        Finding {
            outcome: outcome.id,
            name: outcome.name.clone(),
            events_text: event_class::beside(&events, &outcome.name).unwrap_or_default(),
            events,
            window: match outcome.window {
                Window::Immediate => translate("Earliest time point"),
                Window::Lasting => "",
            },
            group: self.group(outcome),
            tags: self.tags(outcome.id, response),
            trials,
            trials_text: if self.same_included {
                count(trials[0] as u64)
            } else {
                let [reported, included] = trials.map(|trials| count(trials as u64));
                tr!("{reported} of {included}", reported, included)
            },
            counts,
            arms: counts.map(|arms| {
                arms.map(|[events, total]| format!("{}/{}", count(events), count(total)))
            }),
            measure,
            interval: evidence.interval.copied(),
            effect: match &response.pooled {
                Ok(pooled) => {
                    let written = Written::of(measure, &pooled.interval, locale);
                    Ok([
                        written.with_unusual_unit(written.bare(pooled.interval.estimate)),
                        written.interval(&pooled.interval),
                    ])
                }
                Err(reason) => Err(undefined::short_of(*reason, measure, &subject)),
            },
            mark: safety_profile::mark(response),
            margin: evidence.margin.filter(|_| measure.is_ratio()),
            margin_text: evidence.margin.map_or_else(String::new, |margin| {
                verdict::margin_text(margin, outcome.more_is_worse, locale)
            }),
            more_is_worse: outcome.more_is_worse,
            difference,
            difference_text: difference.map(|difference| {
                [
                    effects::fewer_or_more(difference.estimate, self.people, locale),
                    effects::fewer_to_more(&difference, self.people, locale),
                ]
            }),
            p_value: p_value(&evidence, response),
            discovery: None,
            heterogeneity: heterogeneity(i_squared, response.zero_events, locale),
            i_squared,
            verdict,
            verdict_words: match verdict {
                Some(verdict) => class(verdict, measure, evidence.margin, &subject),
                None => String::new(),
            },
            clause: clause(verdict, &evidence, response, &subject),
            robustness: methods.map(|methods| {
                let others = other_methods(response, methods);
                let class = evidence.robustness(&others);
                (
                    class,
                    robustness_range(class, verdict, response, methods, locale),
                )
            }),
            certainty: self.certainty(asked),
            pending,
        }
    }

    /// The group in which an outcome stands.
    fn group(&self, outcome: &Outcome) -> Option<String> {
        if self.review.panel.is_added_later(outcome.id) {
            return Some(ADDED_LATER.to_owned());
        }
        let group = outcome.group.clone();
        group.filter(|group| !group.trim().is_empty())
    }

    fn certainty(&self, asked: &Asked<'_>) -> Option<CertaintyLevel> {
        let (level, _) = certainty_of(self.review, asked.prepared, asked.outcome.id)?;
        Some(level)
    }

    fn tags(&self, outcome: OutcomeId, response: &Response) -> Vec<&'static str> {
        let is_plan_of_review = self
            .settings
            .measure
            .is_none_or(|measure| measure == response.measure());
        let mut tags = Vec::new();
        if (self.chosen)(outcome) {
            tags.push(translate("method by hand"));
        }
        if !is_plan_of_review {
            tags.push(translate("other measure than the review"));
        }
        if !matches!(response.pooled, Err(Undefined::Pending))
            && response.proposal.plan != response.plan
        {
            tags.push(translate("another method proposed"));
        }
        tags
    }
}

/// P of the pooled effect, where arms are compared.
fn p_value(evidence: &Evidence<'_>, response: &Response) -> Option<f64> {
    evidence.interval?;
    let pooled = response.pooled.as_ref().ok()?;
    Some(pooled.p_value).filter(|p| p.is_finite())
}

/// I² in percent, where the pooled answer has one.
fn i_squared(response: &Response) -> Option<f64> {
    let pooled = response.pooled.as_ref().ok()?;
    Some(pooled.heterogeneity?.i_squared)
}

/// "I² 13%", and where zeros stand.
fn heterogeneity(i_squared: Option<f64>, zeros: Option<ZeroEventClass>, locale: Locale) -> String {
    let i_squared = i_squared.map(|value| tr!("I² {}", number::i_squared(value, locale)));
    let zeros = zeros.map(|zeros| zero_events(zeros).to_owned());
    let parts: Vec<String> = [i_squared, zeros].into_iter().flatten().collect();
    parts.join(translate("; "))
}

/// Where the zeros stand, in short.
#[must_use]
pub fn zero_events(zeros: ZeroEventClass) -> &'static str {
    match zeros {
        ZeroEventClass::SingleZero => translate("zeros in single arms"),
        ZeroEventClass::MixedZero => translate("zeros in single and both arms"),
        ZeroEventClass::DoubleZero => translate("zeros in both arms"),
        ZeroEventClass::CompleteSingleZero | ZeroEventClass::CompleteMixedZero => {
            translate("no event on one side")
        }
        ZeroEventClass::CompleteDoubleZero => translate("no event at all"),
    }
}

/// What the column of the effects of one measure is called.
#[must_use]
pub fn measure(measure: Measure) -> &'static str {
    names::measure(measure, Length::Full)
}
