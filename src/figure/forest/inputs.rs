//! Exactly what a forest plot shows of a review and an answer, as a value that compares cheaply.
//!
//! [`Forest::of`](super::Forest::of) reads nothing else, so that equal inputs give equal figures. A page keeps the figure
//! of one outcome as a memo on this value: an edit to another outcome, to a trial that the figure does not show, or to a
//! source or note leaves it equal. Colours are not among the inputs: a scene is the same in every
//! [`Theme`](crate::figure::Theme), and is painted again, not laid out again, when the theme changes.
//!
//! Shared values are compared by their pointers first. Where those differ (an edit copies the trial that it changes), what
//! the figure shows of them is compared.

use std::sync::Arc;

use super::Options;
use crate::analysis::Subgroups;
use crate::data::{
    Covariate, CovariateId, FigureSettings, Grouping, Judgement, Lights, Outcome, OutcomeId,
    PartedBy, Review, RiskOfBias, Tool, Trial, TrialId, TrialOrder,
};
use crate::figure::answered::{Answered, equal, equal_by};
use crate::wording::{risk_of_bias as judged_words, taken};

/// What a forest plot is made from. Cloning it copies pointers.
#[derive(Clone, Debug)]
pub struct Inputs {
    pub(super) title: String,
    /// The names of the experimental and the control arms.
    pub(super) arm_labels: [String; 2],
    pub(super) answered: Answered,
    /// The rows of `response` and the numbers in `subgroups` follow `prepared.rows`.
    pub(super) subgroups: Option<Arc<Subgroups>>,
    pub(super) settings: Arc<FigureSettings>,
    pub(super) options: Options,
    /// The covariates that have columns.
    pub(super) covariates: Vec<Covariate>,
    /// The row that is no trial of the review.
    pub(super) hypothetical: Option<usize>,
    /// The trials of the rows; `None` for one that the review lacks.
    trials: Vec<Option<Arc<Trial>>>,
    /// The judgements, where they are shown.
    risk_of_bias: Option<Arc<RiskOfBias>>,
    /// The tool of the judgements by which the trials are parted.
    tool: Option<Tool>,
}

impl Inputs {
    /// What the forest plot of an answer shows, with its subgroups where the trials are parted.
    #[must_use]
    pub fn new(
        review: &Review,
        answered: &Answered,
        subgroups: Option<&Arc<Subgroups>>,
        settings: &Arc<FigureSettings>,
        options: &Options,
    ) -> Self {
        let known = |id: &CovariateId| review.covariates.iter().find(|known| known.id == *id);
        let columns = settings.columns.iter();
        let lights = match settings.lights {
            Lights::Hidden => false,
            Lights::Traffic | Lights::ForEverySight => true,
        };
        let parted_by_judgement = subgroups.is_some_and(|found| match found.parted_by {
            PartedBy::Grouping(Grouping::RiskOfBias) => true,
            PartedBy::Grouping(Grouping::Covariate(_) | Grouping::Randomized)
            | PartedBy::Cuts { .. } => false,
        });
        let judged = review.risk_of_bias.as_ref();
        Self {
            title: review.title.clone(),
            arm_labels: [
                review.experimental_label.clone(),
                review.control_label.clone(),
            ],
            answered: answered.clone(),
            subgroups: subgroups.cloned(),
            settings: Arc::clone(settings),
            options: *options,
            covariates: columns.filter_map(known).cloned().collect(),
            hypothetical: None,
            trials: trials_of(review, &answered.prepared.rows),
            risk_of_bias: judged.filter(|_| lights).cloned(),
            tool: judged
                .filter(|_| parted_by_judgement)
                .map(|table| table.tool),
        }
    }

    /// The same with a row that is no trial of the review: the figure says so, and draws it in another colour.
    #[must_use]
    pub fn with_hypothetical(self, row: usize) -> Self {
        Self {
            hypothetical: Some(row),
            ..self
        }
    }

    /// What is shown of the trial of a row.
    pub(super) fn trial(&self, row: usize) -> TrialFacts {
        let trial = self.trials.get(row).and_then(Option::as_deref);
        trial
            .map(|trial| self.facts(trial, row))
            .unwrap_or_default()
    }

    /// How many trials there are.
    pub(super) fn rows(&self) -> usize {
        self.trials.len()
    }

    /// The judgements that are shown.
    pub(super) fn judgements(&self) -> Option<JudgementTable> {
        let table = self.risk_of_bias.as_deref()?;
        let outcome = self.answered.outcome.id;
        Some(JudgementTable::of(
            table,
            outcome,
            &self.answered.prepared.rows,
        ))
    }

    /// What sentences need of the review: names, and the tool that names judgements.
    pub(super) fn review(&self) -> Review {
        let [experimental_label, control_label] = self.arm_labels.clone();
        Review {
            experimental_label,
            control_label,
            risk_of_bias: self.tool.map(|tool| {
                Arc::new(RiskOfBias {
                    tool,
                    ..RiskOfBias::default()
                })
            }),
            ..Review::default()
        }
    }

    fn facts(&self, trial: &Trial, row: usize) -> TrialFacts {
        let year = match self.settings.order {
            TrialOrder::Year => trial.year.value(),
            TrialOrder::Input
            | TrialOrder::Name
            | TrialOrder::Effect
            | TrialOrder::Weight
            | TrialOrder::Precision => None,
        };
        let covariates = self.covariates.iter();
        let cell = |covariate: &Covariate| trial.covariates.get(&covariate.id).cloned();
        TrialFacts {
            name: Some(trial.name.clone()),
            year,
            covariates: covariates
                .map(|known| cell(known).unwrap_or_default())
                .collect(),
            remark: taken::remark(
                trial,
                &self.answered.outcome,
                self.answered.prepared.comparisons_at(row),
                self.options.locale,
            ),
        }
    }

    /// The settings without those of other outcomes, and without what has its own field here.
    fn shown_settings(&self, settings: &FigureSettings) -> FigureSettings {
        let id = self.answered.outcome.id;
        let own = settings.outcome(id).cloned();
        FigureSettings {
            preset: settings.preset,
            order: settings.order,
            grouping: None,
            columns: Vec::new(),
            lights: Lights::Hidden,
            without_second_model: settings.without_second_model,
            without_prediction: settings.without_prediction,
            outcomes: own.map(|own| (id, own)).into_iter().collect(),
        }
    }
}

impl PartialEq for Inputs {
    fn eq(&self, other: &Self) -> bool {
        let same_trial = |row: usize| {
            let [one, other] = [self, other].map(|of| of.trials.get(row).and_then(Option::as_ref));
            equal_options(one, other, |one, other| {
                equal_by(one, other, |trial| self.facts(trial, row))
            })
        };
        let rows = &self.answered.prepared.rows;
        let id = self.answered.outcome.id;
        self.options == other.options
            && self.title == other.title
            && self.arm_labels == other.arm_labels
            && self.tool == other.tool
            && self.covariates == other.covariates
            && self.hypothetical == other.hypothetical
            && equal_by(
                &self.answered.outcome,
                &other.answered.outcome,
                shown_outcome,
            )
            && equal_by(&self.settings, &other.settings, |settings| {
                self.shown_settings(settings)
            })
            && equal(&self.answered.prepared, &other.answered.prepared)
            && equal(&self.answered.response, &other.answered.response)
            && equal_options(self.subgroups.as_ref(), other.subgroups.as_ref(), equal)
            && equal_options(
                self.risk_of_bias.as_ref(),
                other.risk_of_bias.as_ref(),
                |one, other| equal_by(one, other, |table| JudgementTable::of(table, id, rows)),
            )
            && self.trials.len() == other.trials.len()
            && (0..self.trials.len()).all(same_trial)
    }
}

fn equal_options<T>(one: Option<&T>, other: Option<&T>, equal: impl Fn(&T, &T) -> bool) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => equal(one, other),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// The trials of rows. Rows follow the order of the review, in which one walk finds them all.
fn trials_of(review: &Review, rows: &[TrialId]) -> Vec<Option<Arc<Trial>>> {
    let mut rest = review.trials.iter();
    rows.iter()
        .map(|row| {
            let is_meant = |trial: &&Arc<Trial>| trial.id == *row;
            let next = rest.find(is_meant);
            next.or_else(|| review.trials.iter().find(is_meant))
                .cloned()
        })
        .collect()
}

/// An outcome without what the figure does not show.
fn shown_outcome(outcome: &Outcome) -> Outcome {
    Outcome {
        note: String::new(),
        group: None,
        ..outcome.clone()
    }
}

/// What a forest plot shows of one trial.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TrialFacts {
    /// `None` where the review lacks the trial.
    pub(super) name: Option<String>,
    /// Where trials stand in the order of their years.
    pub(super) year: Option<i32>,
    /// One for each covariate that has a column.
    pub(super) covariates: Vec<String>,
    /// How its numbers were taken, where that needs to be said.
    pub(super) remark: String,
}

/// What a forest plot shows of the judgements of the risk of bias.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct JudgementTable {
    pub(super) tool: Tool,
    /// The short and the full name of each domain.
    pub(super) domains: Vec<[String; 2]>,
    /// Whether any trial of the review was judged as a whole.
    pub(super) has_overall: bool,
    /// For each row the judgement of every domain, and that of the trial as a whole.
    pub(super) rows: Vec<(Vec<Option<Judgement>>, Option<Judgement>)>,
}

impl JudgementTable {
    fn of(table: &RiskOfBias, outcome: OutcomeId, rows: &[TrialId]) -> Self {
        let domains = table.domains.iter();
        let row = |trial: &TrialId| table.judgements(*trial, Some(outcome));
        let mut assessments = table.assessments();
        Self {
            tool: table.tool,
            domains: domains
                .map(|domain| {
                    [
                        domain.short.clone(),
                        judged_words::domain(&domain.name).to_owned(),
                    ]
                })
                .collect(),
            has_overall: assessments.any(|found| found.overall.judgement.is_some()),
            rows: rows.iter().map(row).collect(),
        }
    }
}
