//! The subgroups of an outcome without their trials: each group as a hollow diamond with its trials, events and numbers, all trials
//! beneath as a full one.
//!
//! The rows stand as those of [`sensitivity`](super::sensitivity), whose layout and pages they share.

use std::sync::Arc;

use super::effect_scale::EffectScale;
use super::font::printable;
use super::grammar::column::effect::Effect;
use super::grammar::scale::Span;
use super::sensitivity::{Head, Row, RowMark, SensitivityFigure, layout};
use super::{Answered, Scene, scatter::Options};
use crate::analysis::{Pooled, Subgroup, Subgroups, Totals, Undefined};
use crate::data::{Measure, Outcome, OutcomeKind, Review};
use crate::wording::effects::Written;
use crate::wording::names::{self, Length};
use crate::wording::{
    Locale, Subject, confidence, explored as words, forest, number, safety_profile, tr, undefined,
};

/// What the figure is made from: its words, and the numbers behind its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    title: String,
    by: String,
    arms: [String; 2],
    measure: Measure,
    level: crate::data::ConfidenceLevel,
    graph: [String; 2],
    groups: Vec<Group>,
    sentences: Vec<String>,
    options: Options,
}

#[derive(Clone, Debug, PartialEq)]
struct Group {
    name: String,
    detail: String,
    trials: usize,
    totals: Option<Totals>,
    pooled: Result<crate::effect::IntervalEstimate, String>,
}

impl Inputs {
    /// What the figure of an outcome's subgroups shows.
    #[must_use]
    pub fn new(
        review: &Review,
        answered: &Answered,
        found: &Arc<Subgroups>,
        options: &Options,
    ) -> Self {
        let (outcome, locale): (&Outcome, Locale) = (&answered.outcome, options.locale);
        let (prepared, response) = (&answered.prepared, &answered.response);
        let subject = Subject::of(review, outcome, prepared, locale);
        let by = words::parted_by(&found.parted_by, review);
        let measure = response.measure();
        let mut groups: Vec<Group> = found
            .groups
            .iter()
            .map(|group| of_group(group, review, measure, &subject))
            .collect();
        groups.push(Group {
            name: words::ALL_TRIALS.to_owned(),
            detail: detail(&response.pooled, locale),
            trials: prepared.pooled(),
            totals: response.totals,
            pooled: interval(&response.pooled, measure, &subject),
        });
        let [_, scale_words] =
            forest::graph_head(&response.plan, people(&groups, measure, locale), locale);
        let mut sentences = vec![
            words::how_parted(found, locale),
            words::subgroups_sentence(found, review, locale),
        ];
        sentences.extend(crate::wording::subgroups::not_stated(found, &subject));
        Self {
            title: words::subgroups_figure(&outcome.name, &by),
            by,
            arms: [
                review.experimental_label.clone(),
                review.control_label.clone(),
            ],
            measure,
            level: response.level,
            graph: [
                names::measure(measure, Length::Full).to_owned(),
                scale_words,
            ],
            groups,
            sentences,
            options: *options,
        }
    }
}

fn of_group(group: &Subgroup, review: &Review, measure: Measure, subject: &Subject<'_>) -> Group {
    Group {
        name: words::part(&group.name, review, subject.locale),
        detail: detail(&group.pooled, subject.locale),
        trials: group.rows.len(),
        totals: group.totals,
        pooled: interval(&group.pooled, measure, subject),
    }
}

fn interval(
    pooled: &Result<Pooled, Undefined>,
    measure: Measure,
    subject: &Subject<'_>,
) -> Result<crate::effect::IntervalEstimate, String> {
    match pooled {
        Ok(pooled) => Ok(pooled.interval),
        Err(reason) => Err(undefined::short_of(*reason, measure, subject)),
    }
}

/// "τ² = 0.06, I² = 21%".
fn detail(pooled: &Result<Pooled, Undefined>, locale: Locale) -> String {
    let found = pooled.as_ref().ok();
    let Some(found) = found.and_then(|pooled| pooled.heterogeneity.as_ref()) else {
        return String::new();
    };
    let i_squared = number::i_squared(found.i_squared, locale);
    match found.tau_squared {
        Some(tau_squared) => format!(
            "τ²\u{a0}=\u{a0}{}, I²\u{a0}=\u{a0}{i_squared}",
            number::tau_squared(tau_squared, locale)
        ),
        None => format!("I²\u{a0}=\u{a0}{i_squared}"),
    }
}

/// Differences of risks are given per so many people, all of them alike.
fn people(groups: &[Group], measure: Measure, locale: Locale) -> u32 {
    let intervals = groups.iter().filter_map(|group| group.pooled.as_ref().ok());
    let people = intervals.map(|interval| Written::of(measure, interval, locale).people);
    people.max().unwrap_or(1_000)
}

/// The figure.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&figure(inputs))
}

/// From this width on, in em, there is room for the counts.
const ROOM_FOR_COUNTS: f64 = 50.0;

/// The figure, ready to be laid out on one page or several.
#[must_use]
pub fn figure(inputs: &Inputs) -> SensitivityFigure {
    let locale = inputs.options.locale;
    let measure = inputs.measure;
    let people = people(&inputs.groups, measure, locale);
    let scale = EffectScale { measure, people };
    let has_counts = measure.kind() == OutcomeKind::Counts
        && inputs.options.width >= ROOM_FOR_COUNTS * inputs.options.text_size;
    let last = inputs.groups.len().saturating_sub(1);
    let rows: Vec<Row> = inputs
        .groups
        .iter()
        .enumerate()
        .map(|(place, group)| {
            let is_main = place == last;
            row(group, is_main, has_counts, scale, locale)
        })
        .collect();
    let spans: Vec<Span> = rows.iter().filter_map(|row| row.span).collect();
    let main = rows.last().and_then(|row| row.span);
    let axis = scale.axis(&spans, main);
    let [experimental, control] = &inputs.arms;
    let arms = [
        forest::arm(&printable(experimental), forest::EXPERIMENTAL.text()),
        forest::arm(&printable(control), forest::CONTROL.text()),
    ];
    let interval = confidence::short(inputs.level);
    let clips = |span: &Span| !(axis.shows(span.lower) && axis.shows(span.upper));
    let mut footer: Vec<String> = inputs.sentences.iter().map(|one| printable(one)).collect();
    if spans.iter().any(clips) {
        footer.push(crate::wording::sensitivity::ARROWS.to_owned());
    }
    let written: Vec<String> = inputs
        .groups
        .iter()
        .map(|group| in_words(group, measure, locale))
        .collect();
    SensitivityFigure {
        title: printable(&inputs.title),
        description: format!("{} {}", written.join(" "), footer.join(" ")).replace('\u{a0}', " "),
        width: inputs.options.width,
        text_size: inputs.options.text_size,
        locale,
        head: Head {
            analysis: printable(&inputs.by),
            trials: crate::wording::sensitivity::TRIALS.to_owned(),
            events: safety_profile::EVENTS_OF_TOTAL.to_owned(),
            effect: forest::effect_head(measure, people, &format!("[{interval}]"), locale),
            graph: inputs.graph.clone(),
            arms: if has_counts {
                arms.to_vec()
            } else {
                Vec::new()
            },
        },
        directions: if measure.kind() == OutcomeKind::Proportions {
            [String::new(), String::new()]
        } else {
            forest::directions(measure, &arms[0]).map(|words| printable(&words))
        },
        rows,
        axis,
        footer,
    }
}

fn row(group: &Group, is_main: bool, has_counts: bool, scale: EffectScale, locale: Locale) -> Row {
    let counts = |events: u64, total: u64| {
        Some([number::count(events, locale), number::count(total, locale)])
    };
    Row {
        is_main,
        mark: if is_main {
            RowMark::Diamond
        } else {
            RowMark::HollowDiamond
        },
        name: printable(&group.name),
        detail: printable(&group.detail),
        trials: number::count(group.trials as u64, locale),
        counts: match group.totals {
            Some(totals) if has_counts => vec![
                counts(totals.experimental_events, totals.experimental_total),
                counts(totals.control_events, totals.control_total),
            ],
            Some(_) | None => Vec::new(),
        },
        effect: match &group.pooled {
            Ok(interval) => {
                let written =
                    Written::of(scale.measure, interval, locale).with_people(scale.people);
                let [lower, upper] = written.pair(interval.lower, interval.upper);
                Effect::Interval {
                    estimate: written.bare(interval.estimate),
                    lower,
                    upper,
                    mark: "",
                }
            }
            Err(words) => Effect::Words(printable(words)),
        },
        span: group
            .pooled
            .as_ref()
            .ok()
            .map(|interval| scale.span(interval)),
        trial: None,
    }
}

fn in_words(group: &Group, measure: Measure, locale: Locale) -> String {
    let trials = crate::wording::subject::trials(group.trials, locale);
    match &group.pooled {
        Ok(interval) => tr!(
            "{}: {trials}, {}.",
            group.name,
            words::effect_with_limits(
                measure,
                interval.estimate,
                [interval.lower, interval.upper],
                locale
            ),
            trials
        ),
        Err(why) => tr!("{}: {trials}, {why}.", group.name, trials, why),
    }
}
