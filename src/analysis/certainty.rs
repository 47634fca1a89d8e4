//! What the data suggest about the certainty of a result, domain by domain, each with the numbers that it rests on.
//!
//! A suggestion is never taken without the reviewers, and none is made where the data do not tell: of indirectness never, of
//! publication bias not from fewer than ten trials. The rules are those of GRADE where it has numbers (Guyatt and colleagues
//! 2011, GRADE guidelines 6, for thresholds and the information size; Schünemann and colleagues 2019 for ROBINS-I) and
//! stated rules of this program elsewhere, each at its constant.

use super::{
    Absolute, Heterogeneity, IntervalEstimate, Prepared, Response, TrialUse, judged_trials,
};
use crate::bias::asymmetry::{self, Predictor, RegressionTest};
use crate::data::{
    CertaintyJudged, CertaintyLevel, CertaintyStart, Judgement, Measure, OutcomeId, OutcomeKind,
    Randomized, Review, Seriousness, Tool,
};
use crate::effect::{Effect, TwoByTwo};
use crate::safety::{Known, Reach, optimal_information_size, until_excluded};

/// The ratio from which on a difference matters where the outcome has no margin of concern: GRADE's 25 % (Guyatt 2011).
pub const USUAL_MARGIN: f64 = 1.25;

/// From this share of the weight on, trials at high risk of bias rate down by one level: a stated rule, GRADE has no number.
const SOME_AT_HIGH_RISK: f64 = 20.0;
/// From this share on, trials at high risk rate down by two levels, and trials at less than low risk by one.
const MOST_OF_THE_WEIGHT: f64 = 50.0;
/// Below this I² the trials hardly differ, and from [`SUBSTANTIAL`] on they do, where no interval says more (Cochrane
/// Handbook 10.10.2).
const UNIMPORTANT: f64 = 40.0;
/// From this I² on the trials differ substantially.
const SUBSTANTIAL: f64 = 50.0;
/// From this I² on they differ considerably.
const CONSIDERABLE: f64 = 75.0;
/// P of tests with little power: of heterogeneity (Handbook 10.10.2) and of the funnel (Handbook 13.3.5).
pub const LENIENT_P: f64 = 0.1;
/// A test of the funnel needs so many trials (Handbook 13.3.5.4).
pub const FEWEST_FOR_FUNNEL: usize = 10;

/// Where the evidence on an outcome starts, and what it follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starting {
    /// Where it starts; `None` where nothing says whether a trial was randomized.
    pub start: Option<CertaintyStart>,
    /// Pooled trials that are said to be randomized.
    pub randomized: usize,
    /// That are not, or not confirmed to be.
    pub not_randomized: usize,
    /// Of which nothing is said.
    pub not_stated: usize,
    /// Whether their risk of bias is judged with ROBINS-I.
    pub robins: bool,
}

/// What the data suggest about one domain: how far it rates down, where they tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion<B> {
    /// How far; `None` where the data do not tell.
    pub seriousness: Option<Seriousness>,
    /// What that rests on.
    pub basis: B,
}

/// What the risk of bias suggests.
#[derive(Clone, Debug, PartialEq)]
pub enum BiasBasis {
    /// It is not judged at all.
    NotJudged,
    /// No pooled result whose weight it could be.
    NoWeights,
    /// Shares of the weight in percent.
    Shares {
        /// By which tool.
        tool: Tool,
        /// Trials at high risk, or a name for more.
        high: f64,
        /// Of these at critical risk, by ROBINS-I.
        critical: f64,
        /// Trials between low and high.
        some: f64,
        /// Trials at low risk.
        low: f64,
        /// Trials without a judgement as a whole.
        open: f64,
    },
}

/// What the scatter of the trials suggests.
#[derive(Clone, Debug, PartialEq)]
pub enum ScatterBasis {
    /// One trial or none: nothing can scatter.
    TooFew {
        /// How many contribute.
        trials: usize,
    },
    /// The trials differ no more than by chance.
    NoneFound {
        /// Q, I² and P.
        heterogeneity: Heterogeneity,
        /// Trials.
        trials: usize,
    },
    /// The prediction interval against what matters.
    Prediction {
        /// Its limits, scale of analysis.
        limits: (f64, f64),
        /// Q, I² and P.
        heterogeneity: Heterogeneity,
        /// The margin, as a ratio; `None` for differences.
        margin: Option<f64>,
        /// Whether it holds no difference where the interval of the mean does not.
        reaches_no_difference: bool,
        /// Whether it passes the margin, to either side, where the interval of the mean does not.
        passes_margin: bool,
        /// Whether the interval of the mean already holds all that matters, so that the scatter adds nothing.
        adds_nothing: bool,
        /// Trials.
        trials: usize,
    },
    /// I² and Q alone: the method has no prediction interval.
    QAlone {
        /// Q, I² and P.
        heterogeneity: Heterogeneity,
        /// Trials.
        trials: usize,
    },
}

/// What the interval suggests.
#[derive(Clone, Debug, PartialEq)]
pub enum ImprecisionBasis {
    /// There is no pooled interval.
    NoInterval,
    /// The interval against what matters.
    Interval {
        /// The interval, scale of analysis.
        interval: IntervalEstimate,
        /// The margin as a ratio, and whether it is the outcome's own; `None` for differences.
        margin: Option<(f64, bool)>,
        /// Whether it holds no difference.
        holds_no_difference: bool,
        /// Whether it passes the margin on the side of harm without lying beyond it.
        crosses_harm: bool,
        /// The same on the side of benefit.
        crosses_benefit: bool,
        /// Whether it tells nothing at all.
        tells_nothing: bool,
        /// People and the optimal information size, where events are counted.
        information: Option<(u64, f64)>,
    },
}

/// What a test of the funnel suggests.
#[derive(Clone, Debug, PartialEq)]
pub enum FunnelBasis {
    /// Too few trials to tell.
    TooFew {
        /// How many contribute.
        trials: usize,
    },
    /// The test could not be made.
    NoTest,
    /// A test.
    Tested {
        /// Which.
        test: FunnelTest,
        /// What it found.
        found: RegressionTest,
    },
}

/// A test of the funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunnelTest {
    /// Harbord's, for counts.
    Harbord,
    /// Egger's on the standard error.
    Egger,
    /// The same on one over the root of the number of people, for standardized differences and ratios of means.
    EggerPeople,
}

/// All that the data suggest about the certainty of one result.
#[derive(Clone, Debug, PartialEq)]
pub struct CertaintySuggested {
    /// Where the evidence starts.
    pub starting: Starting,
    /// About the risk of bias.
    pub bias: Suggestion<BiasBasis>,
    /// About inconsistency.
    pub scatter: Suggestion<ScatterBasis>,
    /// About imprecision.
    pub imprecision: Suggestion<ImprecisionBasis>,
    /// About publication bias.
    pub funnel: Suggestion<FunnelBasis>,
}

/// What the data suggest about the certainty of the result of an outcome.
#[must_use]
pub fn certainty_suggested(
    review: &Review,
    prepared: &Prepared,
    response: &Response,
) -> CertaintySuggested {
    let margin = prepared
        .outcome
        .and_then(|outcome| review.panel.margin(outcome));
    let more_is_worse = prepared
        .outcome
        .and_then(|outcome| review.outcome(outcome))
        .is_none_or(|outcome| outcome.more_is_worse);
    CertaintySuggested {
        starting: starting(review, prepared),
        bias: bias(review, prepared, response),
        scatter: scatter(response, margin),
        imprecision: imprecision(response, margin, more_is_worse),
        funnel: funnel(prepared, response),
    }
}

/// Where the evidence of these trials starts.
#[must_use]
pub fn starting(review: &Review, prepared: &Prepared) -> Starting {
    let mut starting = Starting {
        start: None,
        randomized: 0,
        not_randomized: 0,
        not_stated: 0,
        robins: review
            .risk_of_bias
            .as_ref()
            .is_some_and(|table| table.tool == Tool::RobinsI),
    };
    for (trial, _) in prepared.trials() {
        let Some(trial) = review.trial(trial) else {
            continue;
        };
        match trial.randomized {
            Randomized::Yes => starting.randomized += 1,
            Randomized::No | Randomized::Unclear => starting.not_randomized += 1,
            Randomized::NotStated => starting.not_stated += 1,
        }
    }
    starting.start = if starting.not_randomized > 0 {
        Some(if starting.robins {
            CertaintyStart::High
        } else {
            CertaintyStart::Low
        })
    } else if starting.not_stated > 0 || starting.randomized == 0 {
        None
    } else {
        Some(CertaintyStart::High)
    };
    starting
}

/// The level of the certainty of an outcome as it is judged, with the judgement; `None` while it is not.
#[must_use]
pub fn certainty_of<'a>(
    review: &'a Review,
    prepared: &Prepared,
    outcome: OutcomeId,
) -> Option<(CertaintyLevel, &'a CertaintyJudged)> {
    let judged = review.certainty(outcome)?;
    let start = judged.start.or_else(|| starting(review, prepared).start)?;
    Some((judged.level(start)?, judged))
}

fn bias(review: &Review, prepared: &Prepared, response: &Response) -> Suggestion<BiasBasis> {
    let none = |basis| Suggestion {
        seriousness: None,
        basis,
    };
    let Some(trials) = judged_trials(review, Some((prepared, response))) else {
        return none(BiasBasis::NotJudged);
    };
    if !trials.is_weighted {
        return none(BiasBasis::NoWeights);
    }
    let [mut high, mut critical, mut some, mut low, mut open] = [0.0; 5];
    for trial in &trials.trials {
        let weight = trial.weight.unwrap_or_default();
        match trial.overall {
            Some(Judgement::Low) => low += weight,
            Some(Judgement::SomeConcerns | Judgement::Moderate) => some += weight,
            Some(Judgement::High | Judgement::Serious | Judgement::VeryHigh) => high += weight,
            Some(Judgement::Critical) => {
                high += weight;
                critical += weight;
            }
            Some(Judgement::NoInformation | Judgement::NotApplicable) | None => open += weight,
        }
    }
    let seriousness = if open > 0.0 {
        None
    } else if reaches(critical, MOST_OF_THE_WEIGHT) {
        Some(Seriousness::ExtremelySerious)
    } else if reaches(high, MOST_OF_THE_WEIGHT) {
        Some(Seriousness::VerySerious)
    } else if reaches(high, SOME_AT_HIGH_RISK) || reaches(high + some, MOST_OF_THE_WEIGHT) {
        Some(Seriousness::Serious)
    } else {
        Some(Seriousness::NotSerious)
    };
    Suggestion {
        seriousness,
        basis: BiasBasis::Shares {
            tool: trials.tool,
            high,
            critical,
            some,
            low,
            open,
        },
    }
}

/// Whether a sum of weights reaches a share, up to what adding them rounds.
fn reaches(share: f64, limit: f64) -> bool {
    share >= limit - 1e-9
}

/// Whether a value lies strictly between two limits.
fn holds((lower, upper): (f64, f64), value: f64) -> bool {
    lower < value && value < upper
}

fn scatter(response: &Response, margin: Option<f64>) -> Suggestion<ScatterBasis> {
    let pooled = response.pooled.as_ref().ok();
    let trials = pooled.map_or(0, |pooled| pooled.trials);
    let Some((pooled, heterogeneity)) = pooled
        .filter(|_| trials > 1)
        .and_then(|pooled| Some((pooled, pooled.heterogeneity?)))
    else {
        return Suggestion {
            seriousness: (trials == 1).then_some(Seriousness::NotSerious),
            basis: ScatterBasis::TooFew { trials },
        };
    };
    let is_none = heterogeneity
        .tau_squared
        .map_or(heterogeneity.i_squared <= 0.0, |tau| tau <= 0.0);
    if is_none {
        return Suggestion {
            seriousness: Some(Seriousness::NotSerious),
            basis: ScatterBasis::NoneFound {
                heterogeneity,
                trials,
            },
        };
    }
    let Some(limits) = pooled.prediction else {
        let i_squared = heterogeneity.i_squared;
        let is_told = heterogeneity.p_value < LENIENT_P;
        let seriousness = match is_told {
            true if i_squared >= CONSIDERABLE => Some(Seriousness::VerySerious),
            true if i_squared >= SUBSTANTIAL => Some(Seriousness::Serious),
            false if i_squared < UNIMPORTANT => Some(Seriousness::NotSerious),
            true | false => None,
        };
        return Suggestion {
            seriousness,
            basis: ScatterBasis::QAlone {
                heterogeneity,
                trials,
            },
        };
    };
    let is_ratio = response.measure().is_ratio();
    let margin = is_ratio.then(|| margin.unwrap_or(USUAL_MARGIN));
    let mean = (pooled.interval.lower, pooled.interval.upper);
    let adds = |value: f64| holds(limits, value) && !holds(mean, value);
    let reaches_no_difference = adds(0.0);
    let thresholds: Vec<f64> = margin
        .map(libm::log)
        .into_iter()
        .flat_map(|margin| [-margin, margin])
        .collect();
    let passed = thresholds.iter().filter(|value| adds(**value)).count();
    let adds_nothing = holds(mean, 0.0) && thresholds.iter().all(|value| holds(mean, *value));
    let seriousness = match usize::from(reaches_no_difference) + passed {
        0 => Seriousness::NotSerious,
        1 => Seriousness::Serious,
        2.. => Seriousness::VerySerious,
    };
    Suggestion {
        seriousness: Some(seriousness),
        basis: ScatterBasis::Prediction {
            limits,
            heterogeneity,
            margin,
            reaches_no_difference,
            passes_margin: passed > 0,
            adds_nothing,
            trials,
        },
    }
}

fn imprecision(
    response: &Response,
    margin: Option<f64>,
    more_is_worse: bool,
) -> Suggestion<ImprecisionBasis> {
    let pooled = response.pooled.as_ref().ok();
    let Some(pooled) = pooled.filter(|_| response.proportion.is_none()) else {
        return Suggestion {
            seriousness: None,
            basis: ImprecisionBasis::NoInterval,
        };
    };
    let interval = pooled.interval;
    let measure = response.measure();
    let limits = if more_is_worse {
        (interval.lower, interval.upper)
    } else {
        (-interval.upper, -interval.lower)
    };
    let stated = margin;
    let margin = measure
        .is_ratio()
        .then(|| (stated.unwrap_or(USUAL_MARGIN), stated.is_some()));
    let log_margin = margin.map(|(margin, _)| libm::log(margin));
    let crosses_harm = log_margin.is_some_and(|margin| holds(limits, margin));
    let crosses_benefit = log_margin.is_some_and(|margin| holds(limits, -margin));
    let holds_no_difference = holds(limits, 0.0);
    let tells_nothing = response.tells_nothing_at_all();
    let information = information(response, stated.unwrap_or(USUAL_MARGIN), more_is_worse);
    let is_small = information.is_some_and(|(people, size)| (people as f64) < size);
    let seriousness = if tells_nothing {
        Seriousness::ExtremelySerious
    } else if crosses_harm && crosses_benefit {
        Seriousness::VerySerious
    } else if crosses_harm || crosses_benefit || is_small {
        Seriousness::Serious
    } else {
        Seriousness::NotSerious
    };
    // Of differences no margin says what matters: an interval that holds no difference leaves open what it would be.
    let is_told = log_margin.is_some() || !holds_no_difference || tells_nothing;
    Suggestion {
        seriousness: is_told.then_some(seriousness),
        basis: ImprecisionBasis::Interval {
            interval,
            margin,
            holds_no_difference,
            crosses_harm,
            crosses_benefit,
            tells_nothing,
            information,
        },
    }
}

/// The people of the pooled trials with the optimal information size at their control risk, where events are counted.
fn information(response: &Response, margin: f64, more_is_worse: bool) -> Option<(u64, f64)> {
    let Absolute { baseline, .. } = response.absolute?;
    let totals = response.totals?;
    let log_ratio = libm::log(margin);
    let log_ratio = if more_is_worse { log_ratio } else { -log_ratio };
    let size = optimal_information_size(response.measure(), baseline, log_ratio)?;
    Some((totals.experimental_total + totals.control_total, size))
}

fn funnel(prepared: &Prepared, response: &Response) -> Suggestion<FunnelBasis> {
    let none = |basis| Suggestion {
        seriousness: None,
        basis,
    };
    let trials = response.pooled.as_ref().map_or(0, |pooled| pooled.trials);
    if trials < FEWEST_FOR_FUNNEL {
        return none(FunnelBasis::TooFew { trials });
    }
    let level = response.level;
    let rows = || prepared.request.trials.iter().zip(&response.trials);
    let measure = response.measure();
    let (test, found) = match measure.kind() {
        OutcomeKind::Counts => {
            let tables: Vec<TwoByTwo> = rows()
                .filter(|(_, result)| result.used == TrialUse::Pooled)
                .filter_map(|(row, _)| row.data.table())
                .collect();
            (FunnelTest::Harbord, asymmetry::harbord(&tables, level))
        }
        OutcomeKind::PersonTime
        | OutcomeKind::Means
        | OutcomeKind::Proportions
        | OutcomeKind::Estimates(_) => {
            let effects: Vec<(Effect, Option<f64>)> = rows()
                .filter_map(|(row, result)| {
                    let effect = result.effect?;
                    let variance = effect.standard_error * effect.standard_error;
                    let estimate = effect.estimate;
                    Some((Effect { estimate, variance }, row.data.people()))
                })
                .collect();
            let (effects, people): (Vec<Effect>, Vec<Option<f64>>) = effects.into_iter().unzip();
            let depends_on_size = match measure {
                Measure::StandardizedMeanDifference
                | Measure::StandardizedMeanDifferenceUnequalVariances
                | Measure::RatioOfMeans => true,
                Measure::RiskRatio
                | Measure::OddsRatio
                | Measure::PetoOddsRatio
                | Measure::RiskDifference
                | Measure::ArcsineDifference
                | Measure::RateRatio
                | Measure::RateDifference
                | Measure::MeanDifference
                | Measure::LogitProportion
                | Measure::ArcsineProportion
                | Measure::LogProportion
                | Measure::RawProportion
                | Measure::DoubleArcsineProportion
                | Measure::GenericRatio
                | Measure::GenericDifference => false,
            };
            let (test, predictor) = if depends_on_size {
                (FunnelTest::EggerPeople, Predictor::InverseRootPeople)
            } else {
                (FunnelTest::Egger, Predictor::StandardError)
            };
            (test, asymmetry::egger(&effects, &people, predictor, level))
        }
    };
    match found.filter(|found| found.p_value.is_finite()) {
        None => none(FunnelBasis::NoTest),
        Some(found) if found.trials < FEWEST_FOR_FUNNEL => none(FunnelBasis::TooFew {
            trials: found.trials,
        }),
        Some(found) => Suggestion {
            seriousness: Some(if found.p_value < LENIENT_P {
                Seriousness::Serious
            } else {
                Seriousness::NotSerious
            }),
            basis: FunnelBasis::Tested { test, found },
        },
    }
}

/// What has to be added until the interval excludes the margin of concern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StillNeeded {
    /// The margin, as a ratio.
    pub margin: f64,
    /// People of a trial of the usual size, the median of those that are pooled.
    pub usual: f64,
    /// If the true effect is the pooled one; `None` where that lies at the margin or beyond.
    pub as_found: Option<Reach>,
    /// If there is no difference.
    pub no_difference: Reach,
    /// Whether the trials differ in their effects by the model.
    pub trials_differ: bool,
}

/// What it takes until the margin of concern is ruled out; `None` without a margin, for differences, where people are not
/// known, where the interval rests on no standard error, and where the margin is ruled out or the whole interval is beyond it.
#[must_use]
pub fn still_needed(
    review: &Review,
    prepared: &Prepared,
    response: &Response,
) -> Option<StillNeeded> {
    let outcome = review.outcome(prepared.outcome?)?;
    let margin = review.panel.margin(outcome.id)?;
    let pooled = response.pooled.as_ref().ok()?;
    let measure = response.measure();
    if !measure.is_ratio() || pooled.posterior.is_some() {
        return None;
    }
    let mut sizes = Vec::new();
    let mut information_within = 0.0;
    let rows = prepared.request.trials.iter().zip(&response.trials);
    for (row, result) in rows.filter(|(_, result)| result.used == TrialUse::Pooled) {
        let people = row.data.people().filter(|people| *people > 0.0)?;
        sizes.push(people);
        if let Some(effect) = result.effect.filter(|_| !result.corrected) {
            information_within += 1.0 / (effect.standard_error * effect.standard_error);
        }
    }
    sizes.sort_by(f64::total_cmp);
    let people: f64 = sizes.iter().sum();
    let usual = median(&sizes)?;
    let tau_squared = pooled
        .heterogeneity
        .and_then(|found| found.tau_squared)
        .unwrap_or(0.0);
    let mut known = Known::of(
        &pooled.interval,
        pooled.degrees_of_freedom,
        response.level.tail(),
    )
    .turned(outcome.more_is_worse);
    known.tau_squared = tau_squared;
    known.people = people;
    known.usual = usual;
    // Where all trials share one effect, its own error says what their people tell.
    known.information_within = if tau_squared > 0.0 {
        information_within
    } else {
        1.0 / (known.standard_error * known.standard_error)
    };
    if !(known.standard_error > 0.0 && known.information_within > 0.0) {
        return None;
    }
    let log_margin = libm::log(margin);
    let limits = if outcome.more_is_worse {
        [pooled.interval.lower, pooled.interval.upper]
    } else {
        [-pooled.interval.upper, -pooled.interval.lower]
    };
    if limits[1] <= log_margin || limits[0] >= log_margin {
        return None;
    }
    let reach = |assumed| until_excluded(&known, log_margin, assumed);
    let no_difference = reach(0.0);
    // Intervals that rest on another reckoning than the standard error (profiles, exact limits) are not extrapolated.
    if no_difference == Reach::Already {
        return None;
    }
    Some(StillNeeded {
        margin,
        usual,
        as_found: (known.estimate < log_margin).then(|| reach(known.estimate)),
        no_difference,
        trials_differ: tau_squared > 0.0,
    })
}

fn median(sorted: &[f64]) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let (lower, upper) = (sorted.get(last / 2)?, sorted.get(sorted.len() / 2)?);
    Some(f64::midpoint(*lower, *upper))
}
