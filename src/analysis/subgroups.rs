//! Subgroups: the trials of an outcome parted by something that is known of each, every part pooled by the plan of the
//! whole, and whether the parts differ.
//!
//! The test for differences is Cochran's Q between the pooled effects θ of the parts (Borenstein & Higgins 2013, equation
//! 4; as Review Manager computes it, Deeks & Higgins 2010, section "Test for subgroup differences"):
//! Q = Σ w (θ − θ̄)² with w = 1 / SE² and θ̄ = Σ wθ / Σ w, on χ² with one degree of freedom fewer than parts;
//! I² = 100 (Q − df) / Q, not below 0. SE is that of the plan, so that each part has a variance between trials of its own
//! where effects are random, unless one is asked for that all parts share: that of the regression of the effects on the parts, by the
//! estimator of the plan (Borenstein and colleagues 2009, Introduction to Meta-Analysis, chapter 19; R: `rma(mods = ~ part)$tau2`, then
//! `rma(tau2 =)` of each part; `tau.common = TRUE` of `meta`).

use super::fit::{fit, fit_with_tau_squared};
use super::quantities::number_of;
use super::rows::Rows;
use super::{Heterogeneity, Pooled, Prepared, Request, Totals, TrialRow, Undefined};
use crate::data::{
    ConfidenceLevel, CovariateId, Grouping, Interval, Judgement, Method, OutcomeId, PartedBy, Plan,
    Quantity, Randomized, Review, SpreadOfGroups, TauSquaredEstimator, Trial, TrialId,
};
use crate::effect::{Effect, Proportion};
use crate::explore::regression::{self, CoefficientTest};
use crate::math::sum::sum;
use crate::pool::heterogeneity;
use crate::pool::tau_squared::TauSquared;
use crate::read::is_not_reported;
use std::collections::BTreeMap;

/// What the trials of one part have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum SubgroupName {
    /// The text of a column, as the first trial of the review has it.
    Text(String),
    /// Whether they were randomized.
    Randomized(Randomized),
    /// The overall judgement of the risk of bias.
    Judgement(Judgement),
    /// Between which values a number lies: from the first on, and below the second.
    Range {
        /// The least value; `None` for the lowest range.
        from: Option<f64>,
        /// The value that is above all of it; `None` for the highest range.
        below: Option<f64>,
    },
    /// Nothing is said of them.
    NotStated,
}

/// One part of the trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Subgroup {
    /// What they have in common.
    pub name: SubgroupName,
    /// Which rows of the request they are, in their order.
    pub rows: Vec<usize>,
    /// Their pooled answer by the plan of the whole, or why there is none.
    pub pooled: Result<Pooled, Undefined>,
    /// Sums over them, for counts.
    pub totals: Option<Totals>,
    /// People with the event and people at risk, for single proportions.
    pub people: Option<Proportion>,
}

/// The parts of the trials of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Subgroups {
    /// By what they were parted.
    pub parted_by: PartedBy,
    /// The parts, in the order in which the review first names them; the one of which nothing is said is the last.
    pub groups: Vec<Subgroup>,
    /// Parts of the review in which no trial is pooled for this outcome.
    pub empty: Vec<SubgroupName>,
    /// Q between the parts; `None` where fewer than two have an effect with a standard error.
    pub difference: Option<Heterogeneity>,
    /// The variance between trials within the parts.
    pub tau_squared: GroupTauSquared,
}

/// The variance between trials within the parts of an outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GroupTauSquared {
    /// Each part has its own, where effects are random.
    Separate,
    /// All parts share this one.
    Shared(TauSquared),
    /// All parts were to share one, but there are not more trials than parts, or no such estimate: each has its own.
    NotEstimable,
}

/// Whether parts that are pooled by a plan can share a variance between trials: effects are random, and the interval does not rest on
/// a likelihood in which that variance is free.
#[must_use]
pub fn can_share_tau_squared(plan: Plan) -> bool {
    matches!(plan.method, Method::RandomEffects(estimator)
            if estimator != TauSquaredEstimator::DerSimonianLairdMantelHaenszel)
        && plan.interval != Interval::ProfileLikelihood
}

/// The subgroups of one outcome by something that trials have in common. `None` where there is nothing to part: the column is gone, nobody judged the risk of
/// bias, or no trial reported the outcome.
#[must_use]
pub fn subgroups(
    review: &Review,
    prepared: &Prepared,
    plan: Plan,
    grouping: Grouping,
) -> Option<Subgroups> {
    let parted_by = PartedBy::Grouping(grouping);
    subgroups_by(
        review,
        prepared,
        plan,
        (&parted_by, SpreadOfGroups::Separate),
    )
}

/// The subgroups of one outcome, whatever parts them, with a variance between trials each of its own or one for all; plans whose parts
/// cannot share one ([`can_share_tau_squared`]) are pooled as they are. `None` as for [`subgroups`].
#[must_use]
pub fn subgroups_by(
    review: &Review,
    prepared: &Prepared,
    plan: Plan,
    (parted_by, spread): (&PartedBy, SpreadOfGroups),
) -> Option<Subgroups> {
    if prepared.rows.is_empty() {
        return None;
    }
    let keys = match parted_by {
        PartedBy::Grouping(grouping) => keys(review, prepared.outcome, *grouping)?,
        PartedBy::Cuts { quantity, at } => ranges(review, *quantity, at)?,
    };
    let mut names: Vec<SubgroupName> = Vec::new();
    let mut parts: Vec<Vec<usize>> = Vec::new();
    // Joined by the trial, never by its position: the request leaves trials out.
    let mut rows: BTreeMap<TrialId, Vec<usize>> = BTreeMap::new();
    for (row, trial) in prepared.rows.iter().enumerate() {
        rows.entry(*trial).or_default().push(row);
    }
    let mut places = BTreeMap::new();
    for key in keys {
        let place = *places.entry(key.sorted_by).or_insert_with(|| {
            names.push(key.name);
            parts.push(Vec::new());
            parts.len() - 1
        });
        if let Some(rows) = rows.get(&key.trial) {
            parts[place].extend(rows);
        }
    }
    let mut pairs: Vec<(SubgroupName, Vec<usize>)> = names.into_iter().zip(parts).collect();
    // What is not stated stands last.
    let last = pairs
        .iter()
        .position(|(name, _)| *name == SubgroupName::NotStated);
    if let Some(last) = last {
        let not_stated = pairs.remove(last);
        pairs.push(not_stated);
    }
    // Ranges of a number stand in its order.
    pairs.sort_by(|(one, _), (other, _)| start_of(one).total_cmp(&start_of(other)));
    let mut found = Subgroups {
        parted_by: parted_by.clone(),
        groups: Vec::new(),
        empty: Vec::new(),
        difference: None,
        tau_squared: GroupTauSquared::Separate,
    };
    let mut parts: Vec<(SubgroupName, Vec<usize>)> = Vec::new();
    for (name, mut rows) in pairs {
        if rows.is_empty() {
            found.empty.push(name);
        } else {
            rows.sort_by_key(|row| *row);
            parts.push((name, rows));
        }
    }
    if spread == SpreadOfGroups::Shared && can_share_tau_squared(plan) {
        let parts: Vec<&[usize]> = parts.iter().map(|(_, rows)| rows.as_slice()).collect();
        found.tau_squared = shared(&Rows::of(&prepared.request), plan, &parts);
    }
    let parts = parts.into_iter();
    found.groups = parts
        .map(|(name, rows)| pooled_apart(&prepared.request, plan, name, rows, found.tau_squared))
        .collect();
    found.difference = difference(plan, &found.groups, prepared.request.level);
    Some(found)
}

/// A level of a column: what several trials say in it alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The text, as the first trial of the review has it.
    pub text: String,
    /// The trials that say so, in the order of the review.
    pub trials: Vec<TrialId>,
}

impl Level {
    /// Whether a text is this level: small and capital letters, and spaces around it, make no difference.
    #[must_use]
    pub fn is_called(&self, text: &str) -> bool {
        self.text.to_lowercase() == text.trim().to_lowercase()
    }
}

/// The levels of a column in the order in which the review first names them: the parts that [`subgroups`] makes of its
/// trials, but for those of which nothing is stated. Empty where the column is gone.
#[must_use]
pub fn levels(review: &Review, column: CovariateId) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    let mut places = BTreeMap::new();
    for key in keys(review, None, Grouping::Covariate(column)).unwrap_or_default() {
        let SubgroupName::Text(text) = key.name else {
            continue;
        };
        let place = *places.entry(key.sorted_by).or_insert_with(|| {
            levels.push(Level {
                text,
                trials: Vec::new(),
            });
            levels.len() - 1
        });
        if let Some(level) = levels.get_mut(place) {
            level.trials.push(key.trial);
        }
    }
    levels
}

/// What a trial is put with others by.
struct Key {
    trial: TrialId,
    /// The same for trials that belong together.
    sorted_by: String,
    name: SubgroupName,
}

impl Key {
    fn of(trial: TrialId, name: SubgroupName) -> Self {
        let sorted_by = match &name {
            SubgroupName::Text(text) => text.to_lowercase(),
            SubgroupName::Randomized(randomized) => (*randomized as u8).to_string(),
            SubgroupName::Judgement(judgement) => (*judgement as u8).to_string(),
            SubgroupName::Range { from, .. } => {
                from.map_or_else(|| "lowest".to_owned(), |from| from.to_string())
            }
            SubgroupName::NotStated => String::new(),
        };
        Self {
            trial,
            sorted_by,
            name,
        }
    }
}

/// A key for each trial of the review, in their order.
fn keys(review: &Review, outcome: Option<OutcomeId>, grouping: Grouping) -> Option<Vec<Key>> {
    let name_of: &dyn Fn(&Trial) -> SubgroupName = match grouping {
        Grouping::Covariate(column) => {
            let mut known = review.covariates.iter();
            known.find(|known| known.id == column)?;
            &move |trial| stated(trial, column)
        }
        Grouping::Randomized => &|trial| SubgroupName::Randomized(trial.randomized),
        Grouping::RiskOfBias => {
            let table = review.risk_of_bias.as_deref()?;
            &move |trial| {
                let (_, overall) = table.judgements(trial.id, outcome);
                overall.map_or(SubgroupName::NotStated, SubgroupName::Judgement)
            }
        }
    };
    let trials = review.trials.iter();
    Some(
        trials
            .map(|trial| Key::of(trial.id, name_of(trial)))
            .collect(),
    )
}

/// Where a range begins; parts of another kind all alike, so that they keep their order, and what is not stated at the end.
fn start_of(name: &SubgroupName) -> f64 {
    match name {
        SubgroupName::Range { from, .. } => from.unwrap_or(f64::NEG_INFINITY),
        SubgroupName::NotStated => f64::INFINITY,
        SubgroupName::Text(_) | SubgroupName::Randomized(_) | SubgroupName::Judgement(_) => 0.0,
    }
}

/// The ranges of a number in which the trials of the review lie; `None` where the column is gone.
fn ranges(review: &Review, quantity: Quantity, cuts: &[f64]) -> Option<Vec<Key>> {
    if let Some(column) = quantity.column() {
        let mut known = review.covariates.iter();
        known.find(|known| known.id == column)?;
    }
    let range = |value: f64| SubgroupName::Range {
        from: cuts.iter().copied().rfind(|cut| *cut <= value),
        below: cuts.iter().copied().find(|cut| *cut > value),
    };
    let trials = review.trials.iter();
    Some(
        trials
            .map(|trial| {
                let name = number_of(trial, quantity).map_or(SubgroupName::NotStated, range);
                Key::of(trial.id, name)
            })
            .collect(),
    )
}

/// What a trial has in common with others by a grouping, in the order of the review; `None` where there is nothing to part by.
pub(super) fn names_by(
    review: &Review,
    outcome: Option<OutcomeId>,
    grouping: Grouping,
) -> Option<BTreeMap<TrialId, (String, SubgroupName)>> {
    let keys = keys(review, outcome, grouping)?;
    let named = keys
        .into_iter()
        .map(|key| (key.trial, (key.sorted_by, key.name)));
    Some(named.collect())
}

/// What is written for "nobody says" beside what is written for a number that is missing.
const NOT_STATED: [&str; 5] = [
    "not described",
    "not specified",
    "unspecified",
    "not known",
    "none stated",
];

/// Whether a text of a column says something of its trial: "NR" and "not described" do not.
#[must_use]
pub fn is_stated(text: &str) -> bool {
    let text = text.trim();
    let says_nothing = NOT_STATED
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text));
    !is_not_reported(text) && !says_nothing
}

fn stated(trial: &Trial, column: CovariateId) -> SubgroupName {
    let text = trial.covariates.get(&column).map_or("", |text| text.trim());
    if is_stated(text) {
        SubgroupName::Text(text.to_owned())
    } else {
        SubgroupName::NotStated
    }
}

/// The variance between trials that parts of the rows share: what a regression on the parts leaves, by the estimator of the plan.
fn shared(rows: &Rows, plan: Plan, parts: &[&[usize]]) -> GroupTauSquared {
    let Method::RandomEffects(estimator) = plan.method else {
        return GroupTauSquared::Separate;
    };
    let entrants = rows.entrants(plan);
    let effect = |row: usize| {
        let entrant = entrants.get(row).filter(|entrant| entrant.is_pooled())?;
        entrant.effect
    };
    let parts: Vec<Vec<Effect>> = parts
        .iter()
        .map(|rows| rows.iter().filter_map(|row| effect(*row)).collect())
        .filter(|effects: &Vec<Effect>| !effects.is_empty())
        .collect();
    let columns = parts.len();
    let (mut effects, mut design) = (Vec::new(), Vec::new());
    for (place, part) in parts.into_iter().enumerate() {
        for effect in part {
            let mut row = vec![0.0; columns];
            if let Some(cell) = row.get_mut(place) {
                *cell = 1.0;
            }
            effects.push(effect);
            design.push(row);
        }
    }
    let settings = regression::Settings {
        estimator: Some(estimator),
        test: CoefficientTest::Wald,
        has_intercept: false,
        level: rows.level,
    };
    regression::fit(&effects, &design, settings).map_or(GroupTauSquared::NotEstimable, |fit| {
        GroupTauSquared::Shared(fit.tau_squared)
    })
}

fn pooled_apart(
    request: &Request,
    plan: Plan,
    name: SubgroupName,
    rows: Vec<usize>,
    tau_squared: GroupTauSquared,
) -> Subgroup {
    let trials = rows.iter().filter_map(|row| request.trials.get(*row));
    let part = Rows::of(&of_trials(request, trials));
    let arms = part.proportions();
    let people = (!arms.is_empty()).then(|| Proportion {
        events: arms.iter().map(|arm| arm.events).sum(),
        total: arms.iter().map(|arm| arm.total).sum(),
    });
    Subgroup {
        name,
        pooled: match tau_squared {
            GroupTauSquared::Shared(shared) => fit_with_tau_squared(&part, plan, shared),
            GroupTauSquared::Separate | GroupTauSquared::NotEstimable => fit(&part, plan).pooled,
        },
        totals: part.totals(),
        people,
        rows,
    }
}

/// The request for some of the trials.
fn of_trials<'a>(request: &Request, trials: impl Iterator<Item = &'a TrialRow>) -> Request {
    Request {
        trials: trials.cloned().collect(),
        compare: false,
        ..*request
    }
}

/// The pooled answer without one row, by the plan that pooled all of them.
///
/// # Errors
/// Why there is none without it.
pub fn without(request: &Request, plan: Plan, row: usize) -> Result<Pooled, Undefined> {
    let others = request.trials.iter().enumerate();
    let others = others.filter(|(other, _)| *other != row);
    let request = of_trials(request, others.map(|(_, trial)| trial));
    fit(&Rows::of(&request), plan).pooled
}

/// Q between the parts.
fn difference(plan: Plan, groups: &[Subgroup], level: ConfidenceLevel) -> Option<Heterogeneity> {
    // The posterior of a mean is no estimate with a sampling error.
    if matches!(plan.method, Method::Bayesian(_)) {
        return None;
    }
    let effects: Vec<Effect> = groups
        .iter()
        .filter_map(|group| {
            let interval = &group.pooled.as_ref().ok()?.interval;
            let variance = interval.standard_error * interval.standard_error;
            (variance > 0.0 && variance.is_finite()).then_some(Effect {
                estimate: interval.estimate,
                variance,
            })
        })
        .collect();
    let weights = sum(effects.iter().map(|effect| 1.0 / effect.variance));
    let centre = sum(effects
        .iter()
        .map(|effect| effect.estimate / effect.variance))
        / weights;
    heterogeneity::from_q(
        heterogeneity::q_around(&effects, centre),
        effects.len(),
        level,
    )
}
