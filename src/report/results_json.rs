//! The results of all outcomes as JSON, for programs: every number in full, every choice by name, every sentence that a
//! reader gets, and for what has no number the reason.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Answered;
use super::outcome::natural;
use super::results_dose::{DoseResults, dose_results};
use super::results_earlier::{EarlierPriorResults, earlier_prior_results};
use super::results_explored::{
    InfluenceResults, SilentResults, SmallStudyResults, influence_results, silent_results,
    small_study_results,
};
use super::results_exposure::{ExposureResults, exposure_results};
use super::results_follow_up::{FollowUpResults, follow_up_results};
use super::results_long::{
    EventResults, LongResults, SubsetResults, event_results, subset_results,
};
use super::results_nested::{NestedResults, nested_results};
use super::results_robustness::{
    AnalysisResults, CUMULATIVE, DraperyResults, LostResults, NextTrialResults, RadialResults,
    drapery_results, lost_results, next_trial_results, radial_results, sensitivity_results,
    series_results,
};
use super::results_sequential::{
    FragilityResults, SequentialResults, fragility_results, sequential_results,
};
use super::results_subgroups::{
    RegressionResults, SubgroupResults, regression_results, subgroup_results,
};
use crate::analysis::{
    Absolute, IntervalEstimate, LeftOut, Pooled, PooledProportion, Posterior, Response, RuledOut,
    Series, TellsNothing, Totals, TrialData, TrialResult, TrialUse, Undefined, ZeroEventClass,
    starting,
};
use crate::data::{
    CertaintyLevel, CertaintyStart, DownDomain, EventClass, Measure, Note, Plan, RatedDown,
    RatedUp, Review, Settings, UpDomain,
};
use crate::effect::Transformation;
use crate::pool::Heterogeneity;
use crate::read::json;
use crate::wording::{
    Locale, Subject, certainty, exclusions, language, names, notes, sentences, undefined,
};

/// What the file says that it is.
const FORMAT: &str = "trialpool-results";
/// The version of its form.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Results<'a> {
    format: &'static str,
    version: u32,
    program: &'static str,
    review: AboutReview<'a>,
    outcomes: Vec<OutcomeResults<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grouped_events: Option<EventResults<'a>>,
}

#[derive(Serialize)]
struct AboutReview<'a> {
    title: &'a str,
    subtitle: &'a str,
    experimental: &'a str,
    control: &'a str,
}

#[derive(Serialize)]
struct OutcomeResults<'a> {
    name: &'a str,
    definition: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<&'a EventClass>,
    more_is_worse: bool,
    trials_included: usize,
    trials_reporting: usize,
    #[serde(skip_serializing_if = "is_zero")]
    trials_left_out_by_reviewers: usize,
    plan: Plan,
    plan_in_words: String,
    scale: Scale,
    totals: Option<&'a Totals>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exposure: Option<ExposureResults<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    follow_up_rates: Option<FollowUpResults<'a>>,
    pooled: Option<PooledResults<'a>>,
    undefined: Option<Undefined>,
    missing: Vec<Missing>,
    beside: Option<Beside<'a>>,
    absolute: Option<&'a Absolute>,
    proportion: Option<&'a PooledProportion>,
    ruled_out: &'a RuledOut,
    tells_nothing: Option<&'a TellsNothing>,
    zero_events: Option<ZeroEventClass>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certainty: Option<Certainty<'a>>,
    trials: Vec<TrialResults<'a>>,
    left_out: Vec<TrialLeftOut<'a>>,
    small_study: Option<SmallStudyResults>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silent: Option<SilentResults>,
    influence: Vec<InfluenceResults<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_prior: Option<EarlierPriorResults>,
    #[serde(skip_serializing_if = "Option::is_none")]
    several_numbers: Option<NestedResults>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dose_response: Option<DoseResults>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sensitivity: Vec<AnalysisResults>,
    leave_one_out: Option<Vec<AnalysisResults>>,
    cumulative: Option<Vec<AnalysisResults>>,
    radial: Option<RadialResults<'a>>,
    p_value_functions: Option<DraperyResults>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subsets: Option<SubsetResults>,
    #[serde(skip_serializing_if = "Option::is_none")]
    people_lost: Option<LostResults>,
    fragility: Option<FragilityResults<'a>>,
    sequential: SequentialResults,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_trial: Option<NextTrialResults>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subgroups: Option<SubgroupResults<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    regression: Option<RegressionResults<'a>>,
    numbers_taken: String,
    summary: String,
    notes: Vec<NoteInWords<'a>>,
}

/// The certainty as the reviewers judged it.
#[derive(Serialize)]
struct Certainty<'a> {
    level: Option<CertaintyLevel>,
    start: Option<CertaintyStart>,
    #[serde(skip_serializing_if = "str::is_empty")]
    start_reason: &'a str,
    down: &'a BTreeMap<DownDomain, RatedDown>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    up: &'a BTreeMap<UpDomain, RatedUp>,
    statement: String,
}

#[derive(Serialize)]
struct Scale {
    analysis: &'static str,
    natural: &'static str,
    level_percent: u8,
}

#[derive(Serialize)]
struct Beside<'a> {
    plan: Plan,
    plan_in_words: String,
    pooled: Option<PooledResults<'a>>,
    undefined: Option<Undefined>,
}

#[derive(Serialize)]
struct NoteInWords<'a> {
    kind: &'a Note,
    sentence: String,
}

#[derive(Serialize)]
struct PooledResults<'a> {
    analysis: &'a IntervalEstimate,
    natural: NaturalInterval,
    statistic: Option<f64>,
    degrees_of_freedom: Option<f64>,
    p_value: f64,
    trials: usize,
    converged: bool,
    heterogeneity: Option<&'a Heterogeneity>,
    prediction: Option<Prediction>,
    posterior: Option<&'a Posterior>,
}

#[derive(Serialize)]
struct NaturalInterval {
    estimate: f64,
    lower: f64,
    upper: f64,
}

#[derive(Serialize)]
struct Prediction {
    analysis: Limits,
    natural: Limits,
}

#[derive(Serialize)]
struct Limits {
    lower: f64,
    upper: f64,
}

/// A number that does not exist.
#[derive(Serialize)]
struct Missing {
    of: &'static str,
    reason: String,
}

#[derive(Serialize)]
struct TrialResults<'a> {
    name: &'a str,
    numbers: &'a TrialData,
    used: TrialUse,
    reason: Option<&'static str>,
    corrected: bool,
    weight_percent: Option<f64>,
    effect: Option<TrialEffect<'a>>,
}

#[derive(Serialize)]
struct TrialEffect<'a> {
    analysis: &'a IntervalEstimate,
    natural: NaturalInterval,
}

#[derive(Serialize)]
struct TrialLeftOut<'a> {
    name: &'a str,
    kind: &'a LeftOut,
    reason: String,
}

/// The results of all outcomes of a review. Sentences are written with a decimal point, whatever the review shows.
///
/// ```text
/// { "format": "trialpool-results", "version": 1, "program": "0.1.0",
///   "review": { "title", "subtitle", "experimental", "control" },
///   "outcomes": [ {
///     "name", "definition", "more_is_worse",
///     "trials_included", "trials_reporting", "trials_left_out_by_reviewers",
///     "plan": { "measure", "method", "interval", "correction", "prediction" }, "plan_in_words",
///     "scale": { "analysis", "natural", "level_percent" },
///     "totals",
///     "exposure": { "latency_days", "trials_shorter_than_latency", "person_years", "trials_with_people_and_follow_up",
///       "reported_time", "follow_up_column", "trials": [ { "name", "people", "follow_up_days", "reported_time" } ] },
///     "follow_up_rates": { "trials_informative", "trials_with_follow_up",
///       "random_effects", "common_effect": { "analysis", "tau_squared", "converged", "undefined" },
///       "control_rate", "experimental_rate": null | [ estimate, lower, upper ],
///       "trials": [ { "name", "follow_up_days", "experimental_rate", "control_rate", "analysis" } ] },
///     "pooled": null | {
///       "analysis": { "estimate", "standard_error", "lower", "upper" }, "natural": { "estimate", "lower", "upper" },
///       "statistic", "degrees_of_freedom", "p_value", "trials", "converged",
///       "heterogeneity": null | { "q", "degrees_of_freedom", "p_value", "i_squared", "h_squared", "tau_squared",
///         "tau_squared_interval", "i_squared_from_tau_squared", "i_squared_interval" },
///       "prediction": null | { "analysis": { "lower", "upper" }, "natural": { "lower", "upper" } },
///       "posterior" },
///     "undefined": null | kind,
///     "missing": [ { "of", "reason" } ],
///     "beside": null | { "plan", "plan_in_words", "pooled", "undefined" },
///     "absolute", "proportion", "ruled_out", "tells_nothing", "zero_events",
///     "certainty": { "level", "start", "start_reason", "down": { domain: { "seriousness", "reason" } },
///       "up": { domain: { "raise", "reason" } }, "statement" },
///     "trials": [ { "name", "numbers", "used", "reason", "corrected", "weight_percent",
///       "effect": null | { "analysis", "natural" } } ],
///     "left_out": [ { "name", "kind", "reason" } ],
///     "small_study": null | { "trials",
///       "tests": [ { "test", "suits", "trials", "statistic", "distribution", "degrees_of_freedom", "slope",
///         "slope_standard_error", "p_value" } ],
///       "mean": null | { "analysis", "natural": [ estimate, lower, upper ] },
///       "trim_and_fill": [ { "estimator", "side", "put_in", "put_in_standard_error", "mean" } ],
///       "limit_meta_analysis": null | { "tau_squared", "tau_squared_estimator", "slope", "intercept", "mean", "q",
///         "q_small_study", "q_small_study_p", "q_residual", "q_residual_p", "g_squared" },
///       "selection_models": [ { "favoured", "cuts", "mean", "tau_squared", "weights", "likelihood_ratio", "p_value",
///         "reason" } ],
///       "copas": { "suppositions": [ { "known_smallest_trial", "known_largest_trial", "mean", "tau", "correlation",
///         "trials_not_known", "residual_p", "explains", "undefined" } ], "sentence" },
///       "file_drawers": [ { "by", "trials", "p_value", "mean", "target" } ] },
///     "silent": { "trials": [ { "name", "people": null | [ experimental, control ], "reason", "remark" } ], "missing",
///       "bias_bound": null | { "missing", "bias", "mean", "lowest", "highest" },
///       "at_control_risk": null | { "risk", "trials", "people", "by", "without", "with" } },
///     "influence": [ { "name", "studentized_residual", "dffits", "cook_distance", "covariance_ratio",
///       "tau_squared_without", "q_without", "hat", "dfbetas", "stands_out" } ],
///     "earlier_prior": { "review", "sentence", "prior": { "mean", "deviation" }, "prior_weight", "plan",
///       "posterior": null | { "mean", "vague", "informative", "weight", "log_evidence_ratio", "above_one" } },
///     "several_numbers": { "sentence", "trials": [ { "name", "sampling_errors", "numbers": [ { "number",
///       "in_the_main_analysis", "estimate", "variance", "corrected", "weight_percent" } ] } ], "without_effect",
///       "chosen_by_random_effects": null | { "interval", "degrees_of_freedom", "p_value" },
///       "three_level": null | { "variance_between_trials", "variance_within_trials", "i_squared_between_trials",
///         "i_squared_within_trials", "q", "converged", "by_model", "cluster_robust" } },
///     "dose_response": { "across", "unit", "stages", "shape", "knots": null | [ first, middle, last ], "reference",
///       "trials": [ { "name", "taken", "reference", "doses", "estimates", "covariance",
///         "own": null | { "coefficients", "covariance" } } ],
///       "common": { "coefficients", "covariance" }, "random": null | { "coefficients", "covariance" },
///       "between": null | [ [ variance … ] … ], "converged", "association", "departure_from_straight", "heterogeneity",
///       "predicted": [ { "dose", "analysis", "natural": [ estimate, lower, upper ] } ] },
///     "sensitivity": [ analysis ], "leave_one_out": null | [ analysis ], "cumulative": null | [ analysis ],
///     "radial": null | { "mean", "tau_squared", "converged", "trials": [ { "name", "precision", "z", "outside" } ] },
///     "p_value_functions": null | { "pooled", "prediction": null | { "estimate", "standard_error", "degrees_of_freedom" },
///       "converged" },
///     "subsets": { "trials", "subsets", "subsets_with_a_pool", "all_subsets", "method",
///       "analysis", "i_squared": [ least, lower quartile, median, upper quartile, most ] },
///     "people_lost": { "experimental", "control", "trials", "odds": [ experimental, control ], "sentence",
///       "assumptions": [ analysis ] },
///     "fragility": null | { "excludes_no_difference", "end", "people", "events", "sentence", "undefined",
///       "steps": [ { "name", "arm", "change", "pooled", "p_value" } ] },
///     "sequential": { "undefined" } | { "design", "required": { "people", "people_of_one_trial", "control_risk",
///       "experimental_risk", "ratio", "ratio_from", "diversity", "diversity_by" },
///       "looks": [ { "trial", "people", "share", "kind", "pooled", "z",
///         "boundary": null | { "share", "efficacy", "futility" }, "adjusted", "crosses", "within_futility" } ],
///       "boundary_at_required_size", "inflation", "standing": { "is", "look" }, "sentence" },
///     "next_trial": { "excludes_margin", "people_in_each_arm" },
///     "subgroups": { "parted_by", "groups": [ { "name", "trials", "totals", "pooled", "p_value", "heterogeneity",
///       "converged", "undefined" } ], "groups_without_trials", "difference", "sentence", "notes" },
///     "regression": { "moderators", "undefined", "test", "tau_squared_estimator", "trials", "trials_without_effect",
///       "trials_not_stated", "coefficients": [ { "term", "analysis", "statistic", "p_value" } ], "tau_squared",
///       "tau_squared_without_moderators", "converged", "r_squared", "residual_q", "residual_degrees_of_freedom",
///       "residual_p_value", "residual_i_squared", "moderators_statistic", "moderators_coefficients",
///       "moderators_denominator", "moderators_p_value", "predictions": [ { "at", "mean", "prediction" } ], "sentence",
///       "notes" },
///     "numbers_taken",
///     "summary", "notes": [ { "kind", "sentence" } ] } ],
///   "grouped_events": { "sentence", "notes", "undefined", "converged", "chains", "draws_of_each",
///     "events": [ { "name", "group", "totals", "own", "probability_more", "probability_none", "probability_fewer",
///       "log_odds_ratio_mean", "log_odds_ratio_median", "log_odds_ratio_limits", "monte_carlo_errors", "r_hat",
///       "effective_draws", "converged" } ],
///     "left_out": [ { "name", "reason" } ] } }
///
/// analysis: { "name", "detail", "people_lost", "plan", "level_percent", "trials",
///   "pooled": null | { "analysis", "natural": [ estimate, lower, upper ] }, "p_value", "tau_squared", "i_squared",
///   "converged", "undefined", "reason", "notes" }
/// ```
///
/// - `scale.analysis` is the scale on which trials are pooled (`log`, `identity`, `logit`, `arcsine`,
///   `double_arcsine`), and so that of `analysis` and of τ²; `scale.natural` is the unit of `natural` (`ratio`,
///   `share_of_people`, `radians`, `events_per_person_time`, `unit_of_outcome`, `standard_deviations`,
///   `double_arcsine`, `as_reported`). A `share_of_people` lies between −1 and 1, I² and weights are in percent, all
///   intervals are of `level_percent`.
/// - A number that does not exist is `null`. For those of `pooled`, `absolute` and the pool itself `missing` names it and
///   says why; for those of a trial its `reason` does. Where the whole pool is missing, `undefined` has the kind.
/// - `trials_reporting` are those that are pooled, of `trials_included`. Where the reviewers left trials out, these are in
///   neither; `trials_left_out_by_reviewers`, which is missing otherwise, counts those that reported, and `left_out` has the
///   reasons.
/// - `events` says which events of its name the outcome counts: `seriousness` (`serious`, `not_serious`), `grades` from one
///   to another, `relatedness` (`related`, `probably_related`, `possibly_related`, `unlikely_related`, `not_related`), each
///   `known` or, where a source's words are on no list, `worded`, and `onset` in words; it is missing where nothing is said.
/// - `exposure` says how long the people of the pooled trials were watched, and `latency_days` how long the outcome is thought to
///   take; it is missing where neither is known. `people` × `follow_up_days` is added up to `person_years` over the trials that
///   have both, which counts neither those who were lost nor the time after an event; `reported_time` is the person-time that
///   trials reported, in the unit of the table, and for all of them `null` unless every trial did.
/// - `follow_up_rates` are approximate: hazards that are the same throughout, in arms that were followed alike. `analysis` is the
///   log hazard ratio, rates are people with a first event per person-year; `experimental_rate` is what the ratio with random
///   effects makes of the control arms' rate, which is taken as known. It is missing where the follow-up of no trial is known.
/// - `certainty` is what the reviewers judged by GRADE; it is missing where they judged nothing, and its `level` is `null`
///   while a domain that rates down is not judged.
/// - `small_study` and `influence` are of inverse variance, whatever the plan is: random effects (REML) where it weights
///   otherwise. `suits` says whether a test was made for such numbers. Influence is told of 3 to 200 trials.
/// - `silent` has the trials that do not report the outcome; it is missing where there are none. `missing` counts those that may
///   have results, and `bias_bound` is Copas and Jackson's for as many. The `mean` of a selection model that is not fitted is
///   `null`, with the `reason`.
/// - `earlier_prior` is there where an earlier result was chosen as a prior of the outcome: a sensitivity analysis, on the log scale.
///   `mean` of its `posterior` is under the mixture, `vague` and `informative` under each part alone, `weight` the posterior weight
///   of the earlier result. Where there is no posterior the `sentence` says why.
/// - `several_numbers` is there where a pooled trial gives more than one number (arms, time points, rows): all of them nested in their
///   trials, on the scale of analysis. `in_the_main_analysis` is `chosen`, `combined`, `share_of_control` or `left_out`;
///   `sampling_errors` is `one_number`, `known` or `taken_as_independent`. Where there is no model the `sentence` says why.
/// - `dose_response` is there where doses were said of arms and a line through them was found: dose and response across the arms of
///   the same trial, which is no regression across trials. Its coefficients are those of the dose and, of a spline, of its curved
///   part, for each unit of dose on the scale of analysis; `between` is how the trials' coefficients vary together.
/// - `sensitivity` has the analyses that are kept with the review, and is missing where there are none. `leave_one_out` and
///   `cumulative` (by year) are of the plan of the outcome; they are `null` where it fits a likelihood, which takes too long to be
///   repeated for a file, and empty for fewer than two trials or more than 200.
/// - `people_lost` is missing where no pooled trial gives people lost. `odds` are those of the event among the people lost to those
///   among the people analysed, where an assumption of `assumptions` has them.
/// - `radial`, `p_value_functions` and `copas` are of inverse variance, but for the `pooled` function. What L'Abbé's plot draws are the
///   `numbers` and weights of `trials`. A `mean` of `copas` that is not found is `null`, and `explains` says whether P of what is left
///   is 0.1 or more.
/// - `fragility` is found greedily: fewer people may do; it is `null` of more than 60 rows, which would take too long. `people` is `null` where the search ended before the result turned.
/// - `sequential` is by the design that is kept with the review; a `look` of `standing` counts from 0.
/// - `next_trial` says how many people in each arm, both with the control risk, would let the interval exclude the margin of
///   concern (`already`, `with_people`, `never`). A hypothetical trial that somebody typed is nowhere kept, and not here.
/// - `subgroups` and `regression` are there where something was chosen. P by permutation is not here.
/// - `subsets` and `grouped_events` take seconds to make and are here only where somebody had them made of the review as it is:
///   `subsets` of one outcome. Of the posterior of an event that is not `converged` the numbers are not to be used.
/// - `numbers_taken` says of which trials the numbers are those of one of several time points, of clusters or of crossover,
///   and how they were taken; it is empty where there are none.
/// - `plan`, `totals`, `posterior`, `absolute`, `proportion`, `ruled_out`, `tells_nothing`, `zero_events`, `numbers` and the kinds have the
///   names that `docs/door.md` gives them.
/// - Within a version fields may be added and are never renamed or given another meaning.
///
/// ```
/// use trialpool::analysis::{answer, prepare};
/// use trialpool::data::Settings;
/// use trialpool::read::examples;
/// use trialpool::report::{Answered, LongResults, results_json};
///
/// let review = examples::review("bcg-vaccine").ok_or("no such example")?;
/// let outcome = &review.outcomes[0];
/// let settings = Settings::default();
/// let prepared = prepare(&review, &settings, outcome.id).ok_or("no such outcome")?;
/// let response = answer(&prepared.request);
/// let answered = Answered { outcome, prepared: &prepared, response: &response };
/// let results = results_json(&review, &settings, &[answered], &LongResults::default());
/// assert!(results.starts_with(r#"{"format":"trialpool-results","version":1,"#));
/// assert!(results.contains(r#""name":"Tuberculosis""#));
/// # Ok::<(), &str>(())
/// ```
///
/// What it says in words is in English whatever the language of the page, so that programs can rely on it.
#[must_use]
pub fn results_json(
    review: &Review,
    settings: &Settings,
    answers: &[Answered<'_>],
    long: &LongResults<'_>,
) -> String {
    language::in_english(|| written(review, settings, answers, long))
}

fn written(
    review: &Review,
    settings: &Settings,
    answers: &[Answered<'_>],
    long: &LongResults<'_>,
) -> String {
    json::text(&Results {
        format: FORMAT,
        version: VERSION,
        program: env!("CARGO_PKG_VERSION"),
        review: AboutReview {
            title: &review.title,
            subtitle: &review.subtitle,
            experimental: &review.experimental_label,
            control: &review.control_label,
        },
        outcomes: answers
            .iter()
            .map(|answered| outcome(review, settings, answered, long))
            .collect(),
        grouped_events: event_results(long),
    })
}

fn outcome<'a>(
    review: &'a Review,
    settings: &Settings,
    answered: &Answered<'a>,
    long: &LongResults<'_>,
) -> OutcomeResults<'a> {
    let Answered {
        outcome,
        prepared,
        response,
    } = *answered;
    let subject = Subject::of(review, outcome, prepared, Locale::DecimalPoint);
    let plan = response.plan;
    OutcomeResults {
        name: &outcome.name,
        definition: &outcome.note,
        events: review.panel.events.get(&outcome.id),
        more_is_worse: outcome.more_is_worse,
        trials_included: prepared.included - prepared.withheld,
        trials_reporting: prepared.pooled(),
        trials_left_out_by_reviewers: prepared.reported() - prepared.pooled(),
        plan,
        plan_in_words: in_words(plan),
        scale: Scale {
            analysis: analysis_scale(plan.measure),
            natural: natural_unit(plan.measure),
            level_percent: response.level.percent(),
        },
        totals: response.totals.as_ref(),
        exposure: exposure_results(review, prepared, outcome.id),
        follow_up_rates: follow_up_results(review, prepared, outcome.id, &subject),
        pooled: pooled(plan.measure, &response.pooled),
        undefined: response.pooled.as_ref().err().copied(),
        missing: missing(response, &subject),
        beside: response.beside.as_ref().map(|other| Beside {
            plan: other.plan,
            plan_in_words: in_words(other.plan),
            pooled: pooled(other.plan.measure, &other.pooled),
            undefined: other.pooled.as_ref().err().copied(),
        }),
        absolute: response.absolute.as_ref(),
        proportion: response.proportion.as_ref(),
        ruled_out: &response.ruled_out,
        tells_nothing: response.tells_nothing.as_ref(),
        zero_events: response.zero_events,
        certainty: certainty(review, answered, &subject),
        trials: trials(answered, &subject),
        left_out: left_out(review, answered),
        small_study: small_study_results(prepared, response),
        silent: silent_results(review, prepared, response),
        influence: influence_results(prepared, response),
        earlier_prior: earlier_prior_results(review, outcome.id, (prepared, response), &subject),
        several_numbers: nested_results(review, (prepared, response), &subject),
        dose_response: dose_results(review, settings, (prepared, response)),
        sensitivity: sensitivity_results(review, settings, answered),
        leave_one_out: series_results(review, settings, answered, Series::LeaveOneOut),
        cumulative: series_results(review, settings, answered, CUMULATIVE),
        radial: radial_results(answered),
        p_value_functions: drapery_results(answered),
        subsets: subset_results(answered, long),
        people_lost: lost_results(review, settings, answered),
        fragility: fragility_results(answered, &subject),
        sequential: sequential_results(review, settings, answered, &subject),
        next_trial: next_trial_results(review, answered),
        subgroups: subgroup_results(review, settings, answered, &subject),
        regression: regression_results(review, settings, answered, &subject),
        numbers_taken: subject.taken(),
        summary: sentences::outcome(response, &subject),
        notes: response
            .notes
            .iter()
            .map(|note| NoteInWords {
                kind: note,
                sentence: notes::sentence(note, &subject),
            })
            .collect(),
    }
}

/// What the reviewers judged of the certainty; nothing where they judged nothing.
fn certainty<'a>(
    review: &'a Review,
    answered: &Answered<'a>,
    subject: &Subject<'_>,
) -> Option<Certainty<'a>> {
    let judged = review.certainty(answered.outcome.id)?;
    let follows = || starting(review, answered.prepared).start;
    let start = judged.start.or_else(follows);
    let level = start.and_then(|start| judged.level(start));
    Some(Certainty {
        level,
        start,
        start_reason: &judged.start_reason,
        down: &judged.down,
        up: &judged.up,
        statement: level.map_or_else(String::new, |level| {
            certainty::statement(level, answered.response, subject)
        }),
    })
}

/// "risk ratio, Mantel–Haenszel, no correction".
fn in_words(plan: Plan) -> String {
    format!(
        "{}, {}",
        names::measure_inside(plan.measure),
        names::plan_inside(plan)
    )
}

/// The scale on which effects of a measure are pooled.
fn analysis_scale(measure: Measure) -> &'static str {
    match Transformation::of(measure) {
        _ if measure.is_ratio() => "log",
        None if measure == Measure::ArcsineDifference => "arcsine",
        None | Some(Transformation::Raw) => "identity",
        Some(Transformation::Logit) => "logit",
        Some(Transformation::Log) => "log",
        Some(Transformation::Arcsine) => "arcsine",
        Some(Transformation::FreemanTukey) => "double_arcsine",
    }
}

/// What one of an effect is, on the scale on which it is read.
fn natural_unit(measure: Measure) -> &'static str {
    match measure {
        Measure::RiskRatio
        | Measure::OddsRatio
        | Measure::PetoOddsRatio
        | Measure::RateRatio
        | Measure::RatioOfMeans
        | Measure::GenericRatio => "ratio",
        Measure::DoubleArcsineProportion => "double_arcsine",
        Measure::RiskDifference
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion => "share_of_people",
        Measure::ArcsineDifference => "radians",
        Measure::RateDifference => "events_per_person_time",
        Measure::MeanDifference => "unit_of_outcome",
        Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances => "standard_deviations",
        Measure::GenericDifference => "as_reported",
    }
}

fn naturally(measure: Measure, effect: &IntervalEstimate) -> NaturalInterval {
    NaturalInterval {
        estimate: natural(measure, effect.estimate),
        lower: natural(measure, effect.lower),
        upper: natural(measure, effect.upper),
    }
}

/// A pooled answer on both scales.
fn pooled(measure: Measure, pooled: &Result<Pooled, Undefined>) -> Option<PooledResults<'_>> {
    let pooled = pooled.as_ref().ok()?;
    Some(PooledResults {
        analysis: &pooled.interval,
        natural: naturally(measure, &pooled.interval),
        statistic: pooled.statistic,
        degrees_of_freedom: pooled.degrees_of_freedom,
        p_value: pooled.p_value,
        trials: pooled.trials,
        converged: pooled.converged,
        heterogeneity: pooled.heterogeneity.as_ref(),
        prediction: pooled.prediction.map(|(lower, upper)| Prediction {
            analysis: Limits { lower, upper },
            natural: Limits {
                lower: natural(measure, lower),
                upper: natural(measure, upper),
            },
        }),
        posterior: pooled.posterior.as_ref(),
    })
}

/// What has no number, by its place within the outcome, and why.
fn missing(response: &Response, subject: &Subject<'_>) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut say = |absent: bool, of: &'static str, why: &str| {
        if absent {
            missing.push(Missing {
                of,
                reason: why.to_owned(),
            });
        }
    };
    match &response.pooled {
        Err(reason) => say(true, "pooled", &undefined::sentence(*reason, subject)),
        Ok(pooled) => missing_of(response.measure(), pooled, &mut say),
    }
    say(
        response.absolute.is_none(),
        "absolute",
        "It is made for counts of two arms from a pooled estimate, and at a ratio only where a control arm had the event.",
    );
    missing
}

/// Why a field of an answer holds no number.
type Say<'a> = dyn FnMut(bool, &'static str, &str) + 'a;

fn missing_of(measure: Measure, pooled: &Pooled, say: &mut Say<'_>) {
    let interval = &pooled.interval;
    say(
        !interval.standard_error.is_finite(),
        "pooled.analysis.standard_error",
        "The interval is not made from a standard error.",
    );
    for (value, of) in [
        (interval.estimate, "pooled.natural.estimate"),
        (interval.lower, "pooled.natural.lower"),
        (interval.upper, "pooled.natural.upper"),
    ] {
        say(
            !natural(measure, value).is_finite(),
            of,
            "It is beyond the largest number; the scale of analysis has it.",
        );
    }
    say(
        pooled.statistic.is_none(),
        "pooled.statistic",
        "P is not made from a statistic with a standard normal or t distribution.",
    );
    say(
        pooled.degrees_of_freedom.is_none(),
        "pooled.degrees_of_freedom",
        "The interval and P are not made from a t distribution.",
    );
    match &pooled.heterogeneity {
        None => say(
            true,
            "pooled.heterogeneity",
            "Fewer than two trials have an effect, or the model has no such statistic.",
        ),
        Some(found) => {
            let common = found.tau_squared.is_none();
            let why = if common {
                "The method assumes one effect in all trials."
            } else {
                "No such interval exists for these trials and this method."
            };
            for (absent, of) in [
                (common, "pooled.heterogeneity.tau_squared"),
                (
                    found.tau_squared_interval.is_none(),
                    "pooled.heterogeneity.tau_squared_interval",
                ),
                (
                    found.i_squared_from_tau_squared.is_none(),
                    "pooled.heterogeneity.i_squared_from_tau_squared",
                ),
                (
                    found.i_squared_interval.is_none(),
                    "pooled.heterogeneity.i_squared_interval",
                ),
            ] {
                say(absent, of, why);
            }
        }
    }
    say(
        pooled.prediction.is_none(),
        "pooled.prediction",
        "A prediction interval is made for random effects of three trials or more.",
    );
}

/// The trials that reported the outcome, with their numbers and what became of them.
fn trials<'a>(answered: &Answered<'a>, subject: &Subject<'a>) -> Vec<TrialResults<'a>> {
    let measure = answered.response.measure();
    let rows = answered.prepared.request.trials.iter();
    let results = answered.response.trials.iter();
    rows.zip(results)
        .enumerate()
        .map(|(row, (reported, result))| TrialResults {
            name: subject.trial(row),
            numbers: &reported.data,
            used: result.used,
            reason: not_used(result),
            corrected: result.corrected,
            weight_percent: result.weight,
            effect: result.effect.as_ref().map(|effect| TrialEffect {
                analysis: effect,
                natural: naturally(measure, effect),
            }),
        })
        .collect()
}

/// Why a trial has no weight, or no effect of its own.
fn not_used(result: &TrialResult) -> Option<&'static str> {
    match result.used {
        TrialUse::Pooled if result.effect.is_none() => {
            Some("It counts, and has no effect of its own without a correction.")
        }
        TrialUse::Pooled if result.weight.is_none() => {
            Some("It counts, and the method gives single trials no weight.")
        }
        TrialUse::Pooled => None,
        TrialUse::DoubleZero => Some("No event in either arm."),
        TrialUse::AllEvents => Some("Everybody had the event."),
        TrialUse::NotEstimable => Some("Its effect is not defined under this plan."),
        TrialUse::Impossible => Some("Its numbers cannot be."),
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// The trials that reported the outcome and do not enter the pool.
fn left_out<'a>(review: &'a Review, answered: &Answered<'a>) -> Vec<TrialLeftOut<'a>> {
    let left_out = answered.prepared.left_out.iter();
    left_out
        .filter_map(|(trial, reason)| {
            Some(TrialLeftOut {
                name: &review.trial(*trial)?.name,
                kind: reason,
                reason: exclusions::why_left_out(answered.prepared, *trial, *reason),
            })
        })
        .collect()
}
