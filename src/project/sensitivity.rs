//! Edits the sensitivity analyses of outcomes, and keeps them to what the review has.

use std::collections::BTreeSet;

use super::apply::checked;
use super::lost::tidy_assumption;
use super::{Limit, Project, Refused};
use crate::data::{
    CovariateId, Measure, OutcomeId, Review, SensitivityAnalysis, TrialId, TrialSelection,
};

impl Project {
    pub(super) fn add_sensitivity(
        &mut self,
        outcome: OutcomeId,
        analysis: &SensitivityAnalysis,
    ) -> Result<(), Refused> {
        let analysis = self.checked_sensitivity(outcome, analysis)?;
        let analyses = self.settings.sensitivity.entry(outcome).or_default();
        if analyses.len() >= Limit::SENSITIVITY {
            return Err(Refused::TooMuch(Limit::Sensitivity(Limit::SENSITIVITY)));
        }
        analyses.push(analysis);
        Ok(())
    }

    pub(super) fn change_sensitivity(
        &mut self,
        outcome: OutcomeId,
        place: usize,
        analysis: &SensitivityAnalysis,
    ) -> Result<(), Refused> {
        let analysis = self.checked_sensitivity(outcome, analysis)?;
        *self.sensitivity_at(outcome, place)? = analysis;
        Ok(())
    }

    pub(super) fn rename_sensitivity(
        &mut self,
        outcome: OutcomeId,
        place: usize,
        name: &str,
    ) -> Result<(), Refused> {
        let name = checked(name)?;
        self.sensitivity_at(outcome, place)?.name = name;
        Ok(())
    }

    pub(super) fn remove_sensitivity(
        &mut self,
        outcome: OutcomeId,
        place: usize,
    ) -> Result<(), Refused> {
        self.sensitivity_at(outcome, place)?;
        if let Some(analyses) = self.settings.sensitivity.get_mut(&outcome) {
            analyses.remove(place);
            if analyses.is_empty() {
                self.settings.sensitivity.remove(&outcome);
            }
        }
        Ok(())
    }

    fn sensitivity_at(
        &mut self,
        outcome: OutcomeId,
        place: usize,
    ) -> Result<&mut SensitivityAnalysis, Refused> {
        let analyses = self.settings.sensitivity.get_mut(&outcome);
        analyses
            .and_then(|analyses| analyses.get_mut(place))
            .ok_or(Refused::NoSuchSensitivity)
    }

    /// An analysis as it is kept, if the review has what it names and it does anything otherwise.
    fn checked_sensitivity(
        &self,
        outcome: OutcomeId,
        analysis: &SensitivityAnalysis,
    ) -> Result<SensitivityAnalysis, Refused> {
        let Some(known) = self.review.outcome(outcome) else {
            return Err(Refused::NoSuchOutcome(outcome));
        };
        let fits = |measure: Measure| {
            measure.kind() == known.kind || Measure::of(known.kind).contains(&measure)
        };
        if analysis.plan.is_some_and(|plan| !fits(plan.measure)) {
            return Err(Refused::OtherMeasure(outcome));
        }
        let mut analysis = analysis.clone();
        analysis.name = checked(&analysis.name)?;
        tidy_assumption(&mut analysis.lost);
        match &mut analysis.trials {
            TrialSelection::Without(trials) => {
                self.known_trials(&trials.iter().copied().collect::<Vec<_>>())?;
                if trials.is_empty() {
                    analysis.trials = TrialSelection::AsMain;
                }
            }
            TrialSelection::OneLevel { covariate, level } => {
                if !has_column(&self.review, *covariate) {
                    return Err(Refused::NoSuchCovariate(*covariate));
                }
                *level = checked(level)?;
            }
            TrialSelection::AsMain
            | TrialSelection::LowRiskOfBias
            | TrialSelection::WithoutHighRiskOfBias
            | TrialSelection::AsReported
            | TrialSelection::ParallelGroups
            | TrialSelection::Arms(_)
            | TrialSelection::WithNotRandomized
            | TrialSelection::WithLeftOut => {}
        }
        if analysis.differs() {
            Ok(analysis)
        } else {
            Err(Refused::NothingDiffers)
        }
    }

    /// Takes trials, columns and outcomes that the review does not have (any more) out of the sensitivity analyses. An
    /// analysis that would be the main one without them is forgotten.
    pub(super) fn forget_sensitivity_of_what_is_gone(&mut self) {
        if self.settings.sensitivity.is_empty() {
            return;
        }
        for analysis in self.settings.sensitivity.values_mut().flatten() {
            tidy_assumption(&mut analysis.lost);
        }
        let review = &self.review;
        let known: BTreeSet<TrialId> = review.trials.iter().map(|trial| trial.id).collect();
        self.settings
            .sensitivity
            .retain(|outcome, _| review.outcome(*outcome).is_some());
        self.settings
            .change_sensitivity(|selection| match selection {
                TrialSelection::Without(trials) => {
                    trials.retain(|trial| known.contains(trial));
                    if trials.is_empty() {
                        *selection = TrialSelection::AsMain;
                    }
                }
                TrialSelection::OneLevel { covariate, .. } if !has_column(review, *covariate) => {
                    *selection = TrialSelection::AsMain;
                }
                TrialSelection::AsMain
                | TrialSelection::LowRiskOfBias
                | TrialSelection::WithoutHighRiskOfBias
                | TrialSelection::AsReported
                | TrialSelection::ParallelGroups
                | TrialSelection::OneLevel { .. }
                | TrialSelection::Arms(_)
                | TrialSelection::WithNotRandomized
                | TrialSelection::WithLeftOut => {}
            });
    }

    /// Lets the analyses of a level follow it to its new name.
    pub(super) fn follow_merged_levels(
        &mut self,
        column: CovariateId,
        merged: &[String],
        into: &str,
    ) {
        self.settings.change_sensitivity(|selection| {
            if let TrialSelection::OneLevel { covariate, level } = selection {
                let is_meant = |name: &String| is_same_level(name, level);
                if *covariate == column && merged.iter().any(is_meant) {
                    into.clone_into(level);
                }
            }
        });
    }
}

fn is_same_level(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn has_column(review: &Review, id: CovariateId) -> bool {
    review.covariates.iter().any(|covariate| covariate.id == id)
}
