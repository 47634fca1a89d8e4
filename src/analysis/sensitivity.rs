//! Carries out sensitivity analyses: the same outcome of the same review, prepared and pooled by the same core with the
//! settings that an analysis stands for.
//!
//! An analysis is first asked ([`sensitivity_asked`]), which takes no longer than preparing the outcome, and then fitted
//! ([`sensitivity_result`]); a page fits those alone whose request has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::answer::proportion;
use super::fit::{Fit, fit, fit_of_entrants};
use super::lost::assumed;
use super::notes::notes;
use super::own::Entrant;
use super::prepare::prepare;
use super::reported::{is_worked_out, reported};
use super::rows::Rows;
use super::series::{Series, series};
use super::subgroups::levels;
use super::{
    ExcludedTrial, LeftOut, Pooled, PooledProportion, Prepared, Request, Response, Totals,
    Undefined,
};
use crate::data::{
    ConfidenceLevel, Judgement, Measure, Note, Outcome, OutcomeId, Plan, Review, RiskOfBias,
    SensitivityAnalysis, Settings, Trial, TrialId, TrialSelection,
};
use crate::safety::tells_nothing;

/// The main analysis of an outcome, beside which the others stand.
#[derive(Clone, Copy, Debug)]
pub struct MainAnalysis<'a> {
    /// What was asked.
    pub prepared: &'a Prepared,
    /// What was answered.
    pub response: &'a Response,
}

/// Why an analysis has no trials to ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSelection {
    /// The risk of bias is not judged.
    NotJudged,
    /// The column by which it selects is gone.
    ColumnGone,
    /// No trial of the review has the level by which it selects.
    LevelGone,
    /// None of the trials that reported the outcome is selected.
    NoTrialSelected,
    /// None of them gives people lost.
    NobodyLost,
}

/// A sensitivity analysis before it is carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct SensitivityAsked {
    /// What to ask the core, with the plan and the level of the analysis.
    pub prepared: Prepared,
    /// The measure of the effects where the request holds them as estimates made from counts; `None` where its plan says it.
    pub measure: Option<Measure>,
    /// Trials that are pooled in the main analysis and not in this one.
    pub taken_out: Vec<TrialId>,
    /// Trials that are pooled in this one and not in the main analysis.
    pub brought_in: Vec<TrialId>,
}

/// What a sensitivity analysis came to.
#[derive(Clone, Debug, PartialEq)]
pub struct SensitivityResult {
    /// How it was pooled.
    pub plan: Plan,
    /// The level of its interval.
    pub level: ConfidenceLevel,
    /// Sums over its trials (counts only).
    pub totals: Option<Totals>,
    /// The pooled proportion as it is read, for single proportions.
    pub proportion: Option<PooledProportion>,
    /// The pooled answer, or why there is none.
    pub pooled: Result<Pooled, Undefined>,
    /// Whether the interval is too wide to tell anything, as [`Response::tells_nothing`] judges it.
    pub tells_nothing: bool,
    /// What a reader must know, each with its numbers.
    pub notes: Vec<Note>,
}

impl SensitivityAsked {
    /// The plan by which its result is read: with the measure that its estimates are of.
    fn read_by(&self, plan: Plan) -> Plan {
        Plan {
            measure: self.measure.unwrap_or(plan.measure),
            ..plan
        }
    }
}

impl SensitivityResult {
    /// What is known of an analysis while its fit is made elsewhere.
    #[must_use]
    pub fn pending(asked: &SensitivityAsked) -> Self {
        let request = &asked.prepared.request;
        let rows = Rows::of(request);
        let plan = plan_of(request);
        Self {
            plan: asked.read_by(plan),
            level: request.level,
            totals: rows.totals(),
            proportion: proportion(&rows, plan, None),
            pooled: Err(Undefined::Pending),
            tells_nothing: false,
            notes: Vec::new(),
        }
    }
}

/// A sensitivity analysis with its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct SensitivityAnswer {
    /// The analysis.
    pub analysis: SensitivityAnalysis,
    /// What it asked and what it came to, or why there was nothing to ask.
    pub found: Result<SensitivityFound, NoSelection>,
}

/// What a sensitivity analysis asked and what it came to. Cloning it copies pointers.
#[derive(Clone, Debug, PartialEq)]
pub struct SensitivityFound {
    /// What it asked.
    pub asked: Arc<SensitivityAsked>,
    /// What it came to.
    pub result: Arc<SensitivityResult>,
}

/// All sensitivity analyses of an outcome with their answers, in their order.
#[must_use]
pub fn sensitivity_answers(
    review: &Review,
    settings: &Settings,
    outcome: OutcomeId,
    main: MainAnalysis<'_>,
) -> Vec<SensitivityAnswer> {
    answered(
        review,
        settings,
        outcome,
        settings.sensitivity_of(outcome),
        main,
    )
}

/// The analyses of a series of an outcome with their answers, in their order.
#[must_use]
pub fn series_answers(
    review: &Review,
    settings: &Settings,
    outcome: OutcomeId,
    main: MainAnalysis<'_>,
    of: Series,
) -> Vec<SensitivityAnswer> {
    answered(review, settings, outcome, &series(review, main, of), main)
}

fn answered(
    review: &Review,
    settings: &Settings,
    outcome: OutcomeId,
    analyses: &[SensitivityAnalysis],
    main: MainAnalysis<'_>,
) -> Vec<SensitivityAnswer> {
    if analyses.is_empty() {
        return Vec::new();
    }
    let described = review.outcome(outcome);
    let leaving_out = described.and_then(|of| LeavingOut::of(review, of, main, |_| true));
    let plan = main.response.plan;
    let rows = Rows::of(&main.prepared.request);
    let entrants = rows.entrants(plan);
    let found = |analysis: &SensitivityAnalysis| {
        let shorter = leaving_out.as_ref().filter(|_| analysis.plan.is_none());
        let Some(asked) = shorter.and_then(|all| all.asked(analysis)) else {
            let asked = sensitivity_asked(review, settings, outcome, analysis, main)?;
            return Ok((sensitivity_result(&asked, None), asked));
        };
        let (asked, is_in) = asked?;
        let rows = rows.only(&is_in);
        let kept = entrants.iter().zip(&is_in).filter(|(_, is_in)| **is_in);
        let entrants: Vec<Entrant> = kept.map(|(entrant, _)| *entrant).collect();
        let fit = fit_of_entrants(&rows, &entrants, plan);
        Ok((result_of(&asked, &rows, plan, fit), asked))
    };
    analyses
        .iter()
        .map(|analysis| SensitivityAnswer {
            analysis: analysis.clone(),
            found: found(analysis).map(|(result, asked)| SensitivityFound {
                asked: Arc::new(asked),
                result: Arc::new(result),
            }),
        })
        .collect()
}

/// What a sensitivity analysis of an outcome asks: [`prepare`] under the settings that the analysis stands for. What it does
/// not change is that of the main analysis, the plan with it; that must have been prepared under these settings.
///
/// # Errors
/// Why there is nothing to ask.
pub fn sensitivity_asked(
    review: &Review,
    settings: &Settings,
    outcome: OutcomeId,
    analysis: &SensitivityAnalysis,
    main: MainAnalysis<'_>,
) -> Result<SensitivityAsked, NoSelection> {
    let Some(described) = review.outcome(outcome) else {
        return Err(NoSelection::NoTrialSelected);
    };
    if let TrialSelection::Without(out) = &analysis.trials
        && let Some(asked) = LeavingOut::of(review, described, main, |trial| out.contains(&trial))
            .and_then(|all| all.asked(analysis))
    {
        return asked.map(|(asked, _)| asked);
    }
    let mut settings = settings.clone();
    select(review, &mut settings, described, &analysis.trials)?;
    let plan = analysis.plan.unwrap_or(main.response.plan);
    settings.plans.insert(outcome, plan);
    if let Some(level) = analysis.level {
        settings.levels.insert(outcome, level);
    }
    let (prepared, measure) = match analysis.lost {
        None => (
            prepare(review, &settings, outcome).ok_or(NoSelection::NoTrialSelected)?,
            None,
        ),
        Some(assumption) => assumed(review, &settings, outcome, assumption)?,
    };
    if prepared.rows.is_empty() {
        return Err(NoSelection::NoTrialSelected);
    }
    let pooled = |rows: &[TrialId]| rows.iter().copied().collect::<BTreeSet<_>>();
    let (before, now) = (pooled(&main.prepared.rows), pooled(&prepared.rows));
    Ok(SensitivityAsked {
        taken_out: before.difference(&now).copied().collect(),
        brought_in: now.difference(&before).copied().collect(),
        measure,
        prepared,
    })
}

/// What a sensitivity analysis came to, around a fit that was made elsewhere by [`Fit::of`], or made here.
#[must_use]
pub fn sensitivity_result(asked: &SensitivityAsked, made: Option<&Fit>) -> SensitivityResult {
    let request = &asked.prepared.request;
    let rows = Rows::of(request);
    let plan = plan_of(request);
    let carried_out = made.map_or_else(|| fit(&rows, plan), Clone::clone);
    result_of(asked, &rows, plan, carried_out)
}

fn result_of(
    asked: &SensitivityAsked,
    rows: &Rows,
    plan: Plan,
    carried_out: Fit,
) -> SensitivityResult {
    let pooled = carried_out.pooled.as_ref().ok();
    let told_nothing =
        pooled.and_then(|pooled| tells_nothing(plan.measure, &pooled.interval, &rows.tables));
    SensitivityResult {
        plan: asked.read_by(plan),
        level: rows.level,
        totals: rows.totals(),
        proportion: proportion(rows, plan, pooled),
        tells_nothing: told_nothing.is_some(),
        notes: notes(rows, plan, &carried_out),
        pooled: carried_out.pooled,
    }
}

/// The plan of a request; of one without a plan, which no analysis makes, that which would be proposed.
fn plan_of(request: &Request) -> Plan {
    request
        .plan
        .unwrap_or_else(|| super::proposed(request).plan)
}

/// Leaves trials out of the main analysis, as [`prepare`] would if they were left out too, from what it made of all: a series asks
/// for that hundreds of times.
struct LeavingOut<'a> {
    review: &'a Review,
    main: MainAnalysis<'a>,
    /// What is said of each trial of the review when it is left out, where it is one that may be.
    apart: Vec<Option<ExcludedTrial>>,
    /// The trial of each row of the main analysis, by its place in the review.
    trial_of_row: Vec<usize>,
}

impl<'a> LeavingOut<'a> {
    /// For the trials that are meant; `None` where the answer is that of another outcome, or another trial might take the place of
    /// one that is left out.
    fn of(
        review: &'a Review,
        outcome: &Outcome,
        main: MainAnalysis<'a>,
        is_meant: impl Fn(TrialId) -> bool,
    ) -> Option<Self> {
        let all = main.prepared;
        let is_repeated = |(_, why): &(TrialId, LeftOut)| *why == LeftOut::Repeated;
        if all.outcome != Some(outcome.id) || all.left_out.iter().any(is_repeated) {
            return None;
        }
        let places = review.trials.iter().enumerate();
        let places: BTreeMap<TrialId, usize> =
            places.map(|(place, trial)| (trial.id, place)).collect();
        let trial_of_row: Option<Vec<usize>> = all
            .rows
            .iter()
            .map(|trial| places.get(trial).copied())
            .collect();
        let trial_of_row = trial_of_row?;
        let mut apart: Vec<Option<ExcludedTrial>> = vec![None; review.trials.len()];
        for place in &trial_of_row {
            let trial = review.trials.get(*place)?;
            let apart = apart.get_mut(*place)?;
            if apart.is_none() && is_meant(trial.id) {
                *apart = Some(ExcludedTrial {
                    trial: trial.id,
                    label: trial.name.clone(),
                    reason: String::new(),
                    data: reported(trial, outcome)?.ok(),
                });
            }
        }
        Some(Self {
            review,
            main,
            apart,
            trial_of_row,
        })
    }

    /// What an analysis asks that leaves out trials and changes nothing else beside the plan, and of each row of the main analysis
    /// whether it stays in; `None` where it is another one.
    fn asked(
        &self,
        analysis: &SensitivityAnalysis,
    ) -> Option<Result<(SensitivityAsked, Vec<bool>), NoSelection>> {
        let out = match &analysis.trials {
            TrialSelection::Without(out) => out,
            TrialSelection::AsMain
            | TrialSelection::Arms(_)
            | TrialSelection::WithNotRandomized
            | TrialSelection::WithLeftOut
            | TrialSelection::LowRiskOfBias
            | TrialSelection::WithoutHighRiskOfBias
            | TrialSelection::AsReported
            | TrialSelection::ParallelGroups
            | TrialSelection::OneLevel { .. } => return None,
        };
        if analysis.lost.is_some() || analysis.level.is_some() {
            return None;
        }
        let trials = self.review.trials.iter();
        let is_out: Vec<bool> = trials.map(|trial| out.contains(&trial.id)).collect();
        let may_be = is_out.iter().zip(&self.apart);
        if may_be
            .filter(|(out, apart)| **out && apart.is_some())
            .count()
            != out.len()
        {
            return None;
        }
        let is_in = |place: &usize| is_out.get(*place) == Some(&false);
        let is_in: Vec<bool> = self.trial_of_row.iter().map(is_in).collect();
        let mut prepared = self.without(&is_out, &is_in)?;
        if prepared.rows.is_empty() {
            return Some(Err(NoSelection::NoTrialSelected));
        }
        prepared.request.plan = Some(analysis.plan.unwrap_or(self.main.response.plan));
        let asked = SensitivityAsked {
            taken_out: out.iter().copied().collect(),
            brought_in: Vec::new(),
            measure: None,
            prepared,
        };
        Some(Ok((asked, is_in)))
    }

    /// Without the trials of the review that are out; of each row of the main analysis it is said whether it stays in.
    fn without(&self, is_out: &[bool], is_in: &[bool]) -> Option<Prepared> {
        let all = self.main.prepared;
        let (mut left_out, mut excluded) = (Vec::new(), Vec::new());
        // In the order of the review, those that were left out before among them.
        let mut before = all.left_out.iter().peekable();
        let mut excluded_before = all.excluded.iter().peekable();
        for ((trial, apart), is_out) in self.review.trials.iter().zip(&self.apart).zip(is_out) {
            left_out.extend(before.next_if(|(id, _)| *id == trial.id).copied());
            excluded.extend(
                excluded_before
                    .next_if(|one| one.trial == trial.id)
                    .cloned(),
            );
            if *is_out {
                left_out.push((trial.id, LeftOut::ByReviewers));
                excluded.push(apart.clone()?);
            }
        }
        if before.next().is_some() || excluded_before.next().is_some() {
            return None;
        }
        let kept = || {
            let rows = all.rows.iter().zip(&all.request.trials).zip(is_in);
            rows.filter(|(_, is_in)| **is_in).map(|(row, _)| row)
        };
        Some(Prepared {
            outcome: all.outcome,
            request: Request {
                trials: kept().map(|(_, row)| row.clone()).collect(),
                version: all.request.version,
                plan: all.request.plan,
                measure: all.request.measure,
                compare: false,
                level: all.request.level,
            },
            rows: kept().map(|(trial, _)| *trial).collect(),
            included: all.included,
            withheld: all.withheld + is_out.iter().filter(|is_out| **is_out).count(),
            silent: all.silent.clone(),
            left_out,
            excluded,
        })
    }
}

/// Sets the trials apart that a selection does not pool, or takes those in that it pools besides.
fn select(
    review: &Review,
    settings: &mut Settings,
    outcome: &Outcome,
    selection: &TrialSelection,
) -> Result<(), NoSelection> {
    let keep: BTreeSet<TrialId> = match selection {
        TrialSelection::AsMain => return Ok(()),
        TrialSelection::Arms(multiple_arms) => {
            settings.multiple_arms = *multiple_arms;
            return Ok(());
        }
        TrialSelection::WithNotRandomized => {
            settings.include_not_randomized = true;
            return Ok(());
        }
        TrialSelection::WithLeftOut => {
            let out = settings.left_out_of(outcome.id).into_keys().collect();
            settings.bring_back(&out, Some(outcome.id));
            return Ok(());
        }
        TrialSelection::LowRiskOfBias => {
            judged(review, outcome.id, |risk| risk == Some(Risk::Low))?
        }
        TrialSelection::WithoutHighRiskOfBias => {
            judged(review, outcome.id, |risk| risk != Some(Risk::High))?
        }
        TrialSelection::Without(out) => all_that(review, |trial| !out.contains(&trial.id)),
        TrialSelection::AsReported => all_that(review, |trial| !is_worked_out(trial, outcome)),
        TrialSelection::ParallelGroups => all_that(review, |trial| trial.design.is_none()),
        TrialSelection::OneLevel { covariate, level } => {
            let mut columns = review.covariates.iter();
            if !columns.any(|column| column.id == *covariate) {
                return Err(NoSelection::ColumnGone);
            }
            let mut known = levels(review, *covariate).into_iter();
            let level = known.find(|known| known.is_called(level));
            level
                .ok_or(NoSelection::LevelGone)?
                .trials
                .into_iter()
                .collect()
        }
    };
    let already: BTreeSet<TrialId> = settings.left_out_of(outcome.id).into_keys().collect();
    let out = all_that(review, |trial| {
        !keep.contains(&trial.id) && !already.contains(&trial.id)
    });
    settings.leave_out(&out, Some(outcome.id), "");
    Ok(())
}

fn all_that(review: &Review, is_meant: impl Fn(&Trial) -> bool) -> BTreeSet<TrialId> {
    let trials = review.trials.iter();
    let meant = trials.filter(|trial| is_meant(trial));
    meant.map(|trial| trial.id).collect()
}

/// How high the risk of bias of a trial is, as far as a selection goes by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Risk {
    Low,
    Between,
    High,
}

impl Risk {
    /// What a judgement means; `None` where it says nothing of the risk.
    fn of(judgement: Judgement) -> Option<Self> {
        match judgement {
            Judgement::Low => Some(Self::Low),
            Judgement::SomeConcerns | Judgement::Moderate => Some(Self::Between),
            Judgement::High | Judgement::Serious | Judgement::VeryHigh | Judgement::Critical => {
                Some(Self::High)
            }
            Judgement::NoInformation | Judgement::NotApplicable => None,
        }
    }

    /// The risk of a trial in an outcome: by the judgement of it as a whole; where there is none by its domains, low where every domain is
    /// judged low, high where any is judged high. `None` where that cannot be told.
    fn of_trial(table: &RiskOfBias, trial: TrialId, outcome: OutcomeId) -> Option<Self> {
        let (domains, overall) = table.judgements(trial, Some(outcome));
        if let Some(overall) = overall {
            return Self::of(overall);
        }
        let domains: Vec<Option<Self>> = domains
            .into_iter()
            .map(|judged| Self::of(judged?))
            .collect();
        if domains.contains(&Some(Self::High)) {
            return Some(Self::High);
        }
        let is_low = |domain: &Option<Self>| *domain == Some(Self::Low);
        if !domains.is_empty() && domains.iter().all(is_low) {
            return Some(Self::Low);
        }
        let all_judged = domains.iter().all(Option::is_some);
        (!domains.is_empty() && all_judged).then_some(Self::Between)
    }
}

/// The trials of which this holds by how they were judged.
fn judged(
    review: &Review,
    outcome: OutcomeId,
    is_kept: impl Fn(Option<Risk>) -> bool,
) -> Result<BTreeSet<TrialId>, NoSelection> {
    let table = review.risk_of_bias.as_deref();
    let table = table.filter(|table| table.assessments().next().is_some());
    let table = table.ok_or(NoSelection::NotJudged)?;
    Ok(all_that(review, |trial| {
        is_kept(Risk::of_trial(table, trial.id, outcome))
    }))
}
