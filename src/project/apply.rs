//! Applies a command: makes the next value of the project from the present one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::area::says_something;
use super::cell::{blank_record, forget_if_blank};
use super::figures::forget_what_is_gone;
use super::{Column, Command, Limit, Project, Refused, Texts, append};
use crate::analysis::levels;
use crate::data::{
    ComparedArms, ConfidenceLevel, Covariate, CovariateId, Dismissed, KnownTable, Measure, Outcome,
    OutcomeId, OutcomeKind, Review, Role, Trial, TrialId,
};
use crate::read::Decimal;

/// Does one edit. The project given is left as it is; the new one shares every trial and outcome that the edit did not
/// touch, and an edit that says what already stands shares everything.
///
/// # Errors
/// When the edit names something that is not there, does not fit the outcome's kind, or would outgrow a [`Limit`].
pub fn apply(project: &Project, command: &Command) -> Result<Project, Refused> {
    let mut next = project.clone();
    next.edit(command)?;
    Ok(next)
}

impl Project {
    #[expect(
        clippy::too_many_lines,
        reason = "one arm a command: a new command does not compile without one"
    )]
    fn edit(&mut self, command: &Command) -> Result<(), Refused> {
        match command {
            Command::Write {
                trials,
                columns,
                lines,
            } => self.write(trials, columns, lines),
            Command::RemoveTrials(trials) => self.remove_trials(trials),
            Command::AddOutcome { name, kind } => self.add_outcome(name, *kind),
            Command::RemoveOutcome(outcome) => self.remove_outcome(*outcome),
            Command::RenameOutcome { outcome, name } => {
                let name = given_name(name)?;
                self.change_outcome(*outcome, |outcome| outcome.name = name)
            }
            Command::SetTitle { title, subtitle } => {
                self.review.title = checked(title)?;
                self.review.subtitle = checked(subtitle)?;
                Ok(())
            }
            Command::PinPlan { outcome, plan } => {
                self.outcome_position(*outcome)?;
                self.settings.plans.insert(*outcome, *plan);
                self.chosen.insert(*outcome);
                Ok(())
            }
            Command::ClearPin(outcome) => {
                self.settings.plans.remove(outcome);
                self.chosen.remove(outcome);
                Ok(())
            }
            Command::SetMeasure(measure) => {
                self.set_measure(*measure);
                Ok(())
            }
            Command::LeaveOut {
                trials,
                outcome,
                reason,
            } => self.leave_out(trials, *outcome, reason),
            Command::BringBack { trials, outcome } => self.bring_back(trials, *outcome),
            Command::SetLevel { outcome, level } => self.set_level(*outcome, *level),
            Command::Explore {
                outcome,
                exploration,
            } => self.explore(*outcome, exploration),
            Command::SetDoses(doses) => self.set_doses(doses),
            Command::AskForLost { outcome, asked } => self.ask_for_lost(*outcome, *asked),
            Command::SetMissingOdds { outcome, odds } => self.set_missing_odds(*outcome, *odds),
            Command::SetSequential { outcome, design } => self.set_sequential(*outcome, *design),
            Command::AddSensitivity { outcome, analysis } => {
                self.add_sensitivity(*outcome, analysis)
            }
            Command::ChangeSensitivity {
                outcome,
                place,
                analysis,
            } => self.change_sensitivity(*outcome, *place, analysis),
            Command::RenameSensitivity {
                outcome,
                place,
                name,
            } => self.rename_sensitivity(*outcome, *place, name),
            Command::RemoveSensitivity { outcome, place } => {
                self.remove_sensitivity(*outcome, *place)
            }
            Command::JudgeCertainty { outcome, edit } => self.judge_certainty(*outcome, edit),
            Command::SaySilence(outcome, trial, edit) => self.say_silence(*outcome, *trial, edit),
            Command::ChooseSummary(chosen) => self.choose_summary(chosen.as_ref()),
            Command::WriteParagraph(paragraph) => self.write_paragraph(paragraph),
            Command::FollowData(topic) => {
                self.settings.paragraphs.retain(|one| one.topic != *topic);
                Ok(())
            }
            Command::IncludeNotRandomized(included) => {
                self.settings.include_not_randomized = *included;
                Ok(())
            }
            Command::SetMultipleArms(how) => {
                self.settings.multiple_arms = *how;
                Ok(())
            }
            Command::Dismiss { finding, reason } => self.dismiss(finding, reason.as_deref()),
            Command::SetDecimalComma(comma) => {
                self.settings.decimal_comma = *comma;
                Ok(())
            }
            Command::Replace(review) => {
                *self = self.replaced_by(review);
                within_limits(&self.review)
            }
            Command::Open(project) => {
                self.clone_from(project);
                within_limits(&self.review)
            }
            Command::Append { review, same_trial } => {
                append::append(&mut self.review, review, *same_trial);
                within_limits(&self.review)
            }
            Command::Several(commands) => {
                commands.iter().try_for_each(|command| self.edit(command))?;
                within_limits(&self.review)
            }
            Command::SetProvenance {
                trial,
                outcome,
                time_point,
                source,
                note,
            } => self.set_provenance(*trial, *outcome, [time_point, source, note]),
            Command::UseTime {
                trial,
                outcome,
                place,
            } => self.use_time(*trial, *outcome, *place),
            Command::SetDesign { trials, design } => {
                self.change_trials(trials, |trial| trial.design.clone_from(design))
            }
            Command::AddTrial { name, at } => self.add_trial(name, *at),
            Command::InsertTrials { at, count } => self.insert_trials(*at, *count),
            Command::MoveTrials { trials, to } => self.move_trials(trials, *to),
            Command::SortTrials { by, descending } => {
                self.sort_trials(*by, *descending);
                Ok(())
            }
            Command::AddArm {
                trials,
                role,
                label,
            } => self.add_arms(trials, *role, label),
            Command::RenameArm { role, nth, label } => self.rename_arm(*role, *nth, label),
            Command::RemoveArm { trials, role, nth } => self.remove_arms(trials, *role, *nth),
            Command::AddCovariate { name } => self.add_covariate(name),
            Command::RemoveCovariate(covariate) => self.remove_covariate(*covariate),
            Command::RenameCovariate { covariate, name } => {
                let name = given_name(name)?;
                let position = self.covariate_position(*covariate)?;
                self.review.covariates[position].name = name;
                Ok(())
            }
            Command::MergeLevels {
                covariate,
                levels,
                into,
            } => self.merge_levels(*covariate, levels, into),
            Command::SetRiskOfBias(table) => self.set_risk_of_bias(table.as_ref()),
            Command::Judge { place, edit } => self.judge(*place, edit),
            Command::Checklist(edit) => self.edit_checklists(edit),
            Command::SetFigures(figures) => self.set_figures(figures),
            Command::RememberTable { heads, choices } => {
                self.remember_table(heads, choices.as_deref())
            }
            Command::MoveOutcome { outcome, to } => {
                let from = self.outcome_position(*outcome)?;
                move_within(&mut self.review.outcomes, from, *to);
                Ok(())
            }
            Command::DescribeOutcome {
                outcome,
                window,
                group,
                more_is_worse,
                note,
            } => {
                let note = checked(note)?;
                let group = group.as_deref().map(checked).transpose()?;
                self.change_outcome(*outcome, |outcome| {
                    outcome.window = *window;
                    outcome.group = group;
                    outcome.more_is_worse = *more_is_worse;
                    outcome.note = note;
                })?;
                self.choose_times_of(*outcome)
            }
            Command::SetMargin { outcome, typed } => self.set_margin(*outcome, typed),
            Command::SetLatency { outcome, typed } => self.set_latency(*outcome, typed),
            Command::SetEvents { outcome, class } => self.set_events(*outcome, class),
            Command::TakeSuggestedPanel => self.take_suggested_panel(),
            Command::EmptyPanel => self.empty_panel(),
            Command::FixPanel(date) => self.fix_panel(date.as_deref()),
            Command::SetOpenPanel(open) => {
                self.set_open_panel(*open);
                Ok(())
            }
            Command::MapOutcome { from, into } => self.map_outcome(*from, *into),
            Command::AddEarlier(reviews) => self.add_earlier(reviews),
            Command::ChangeEarlier { place, review } => self.change_earlier(*place, review),
            Command::RemoveEarlier(place) => self.remove_earlier(*place),
            Command::SetEarlierPrior { outcome, prior } => self.set_earlier_prior(*outcome, *prior),
            Command::FreezeVersion(version) => self.freeze_version(version),
            Command::RenameVersion { place, name } => self.rename_version(*place, name),
            Command::RemoveVersion(place) => self.remove_version(*place),
            Command::Flow(edit) => self.edit_flow(edit),
            Command::SetHarmsPlace { item, place } => self.set_harms_place(*item, place),
            Command::SetLabels {
                experimental,
                control,
            } => self.set_labels(experimental, control),
            Command::SwapSides => self.swap_sides(),
            Command::Compare(compared) => self.compare(compared),
            Command::KeepComparison => self.keep_comparison(),
            Command::ForgetComparison(place) => self.forget_comparison(*place),
        }
    }

    fn swap_sides(&mut self) -> Result<(), Refused> {
        if let Some(outcome) = one_sided(&self.review) {
            return Err(Refused::HasNoTwoSides(outcome));
        }
        let before = ComparedArms::of(&self.review);
        self.exchange_sides_of_certainty(&before);
        for trial in &mut self.review.trials {
            for arm in &mut Arc::make_mut(trial).arms {
                arm.role = match arm.role {
                    Role::Experimental => Role::Control,
                    Role::Control => Role::Experimental,
                    Role::Ignored => Role::Ignored,
                };
            }
        }
        let review = &mut self.review;
        std::mem::swap(&mut review.experimental_label, &mut review.control_label);
        Ok(())
    }

    /// Starts all plans that the user did not choose from another measure.
    fn set_measure(&mut self, measure: Option<Measure>) {
        let changed = self.settings.measure != measure;
        self.settings.measure = measure;
        let chosen = &self.chosen;
        self.settings
            .plans
            .retain(|outcome, _| !changed || chosen.contains(outcome));
    }

    fn set_level(
        &mut self,
        outcome: Option<OutcomeId>,
        level: ConfidenceLevel,
    ) -> Result<(), Refused> {
        let Some(outcome) = outcome else {
            self.settings.level = level;
            return Ok(());
        };
        self.outcome_position(outcome)?;
        if level == self.settings.level {
            self.settings.levels.remove(&outcome);
        } else {
            self.settings.levels.insert(outcome, level);
        }
        Ok(())
    }

    fn leave_out(
        &mut self,
        trials: &[TrialId],
        outcome: Option<OutcomeId>,
        reason: &str,
    ) -> Result<(), Refused> {
        let reason = checked(reason)?;
        let trials = self.trials_of_outcome(trials, outcome)?;
        self.settings.leave_out(&trials, outcome, &reason);
        Ok(())
    }

    fn bring_back(
        &mut self,
        trials: &[TrialId],
        outcome: Option<OutcomeId>,
    ) -> Result<(), Refused> {
        let trials = self.trials_of_outcome(trials, outcome)?;
        self.settings.bring_back(&trials, outcome);
        Ok(())
    }

    /// The trials named, if all of them are there and so is the outcome.
    fn trials_of_outcome(
        &self,
        trials: &[TrialId],
        outcome: Option<OutcomeId>,
    ) -> Result<BTreeSet<TrialId>, Refused> {
        if let Some(outcome) = outcome {
            self.outcome_position(outcome)?;
        }
        self.known_trials(trials)
    }

    /// Lays a finding aside; without a reason it is brought back.
    fn dismiss(&mut self, finding: &str, reason: Option<&str>) -> Result<(), Refused> {
        let dismissed = &mut self.settings.dismissed;
        dismissed.retain(|dismissed| dismissed.finding != finding);
        if let Some(reason) = reason {
            if dismissed.len() >= Limit::FINDINGS {
                return Err(Refused::TooMuch(Limit::Findings(Limit::FINDINGS)));
            }
            dismissed.push(Dismissed {
                finding: checked(finding)?,
                reason: checked(reason)?,
            });
        }
        Ok(())
    }

    /// Keeps what was decided about a table. Of too many tables the one is forgotten that was decided about first.
    fn remember_table(&mut self, heads: &str, choices: Option<&str>) -> Result<(), Refused> {
        let mut known = self.settings.tables.take().unwrap_or_default();
        known.retain(|known| known.heads != heads);
        if let Some(choices) = choices {
            known.push(KnownTable {
                heads: checked(heads)?,
                choices: checked(choices)?,
            });
            let surplus = known.len().saturating_sub(Limit::TABLES);
            known.drain(..surplus);
        }
        self.settings.tables = (!known.is_empty()).then_some(known);
        Ok(())
    }

    fn replaced_by(&self, review: &Review) -> Self {
        let mut project = Self::of(review.clone());
        project.settings.tables.clone_from(&self.settings.tables);
        project.settings.decimal_comma = self.settings.decimal_comma;
        project
    }

    fn trial_position(&self, id: TrialId) -> Result<usize, Refused> {
        let position = self.review.trials.iter().position(|trial| trial.id == id);
        position.ok_or(Refused::NoSuchTrial(id))
    }

    /// The place of a trial that probably stands at this one: the rows of a range follow each other.
    fn trial_position_near(&self, id: TrialId, place: usize) -> Result<usize, Refused> {
        match self.review.trials.get(place) {
            Some(trial) if trial.id == id => Ok(place),
            _ => self.trial_position(id),
        }
    }

    /// The trials named, once each, if all of them are there.
    pub(super) fn known_trials(&self, named: &[TrialId]) -> Result<BTreeSet<TrialId>, Refused> {
        let known: BTreeSet<TrialId> = self.review.trials.iter().map(|trial| trial.id).collect();
        let named: BTreeSet<TrialId> = named.iter().copied().collect();
        let missing = named.difference(&known).next().copied();
        match missing {
            Some(missing) => Err(Refused::NoSuchTrial(missing)),
            None => Ok(named),
        }
    }

    fn outcome_position(&self, id: OutcomeId) -> Result<usize, Refused> {
        let mut outcomes = self.review.outcomes.iter();
        let position = outcomes.position(|outcome| outcome.id == id);
        position.ok_or(Refused::NoSuchOutcome(id))
    }

    fn covariate_position(&self, id: CovariateId) -> Result<usize, Refused> {
        let mut covariates = self.review.covariates.iter();
        let position = covariates.position(|covariate| covariate.id == id);
        position.ok_or(Refused::NoSuchCovariate(id))
    }

    fn change_trial(
        &mut self,
        id: TrialId,
        change: impl FnOnce(&mut Trial),
    ) -> Result<(), Refused> {
        let position = self.trial_position(id)?;
        change_shared(&mut self.review.trials[position], change);
        Ok(())
    }

    fn change_outcome(
        &mut self,
        id: OutcomeId,
        change: impl FnOnce(&mut Outcome),
    ) -> Result<(), Refused> {
        let position = self.outcome_position(id)?;
        change_shared(&mut self.review.outcomes[position], change);
        Ok(())
    }

    /// Writes texts into cells, row by row; see [`Command::Write`].
    fn write(
        &mut self,
        trials: &[TrialId],
        columns: &[Column],
        lines: &Texts,
    ) -> Result<(), Refused> {
        let kinds = self.kinds_of(columns)?;
        let decimal = Decimal::of(&self.settings);
        let written = lines
            .iter()
            .rposition(|line| says_something(line))
            .map_or(0, |last| last + 1);
        let mut next = 0;
        for (row, line) in lines.iter().enumerate() {
            let position = match trials.get(row) {
                Some(trial) => self.trial_position_near(*trial, next)?,
                None if row < written => {
                    self.add_trial("", None)?;
                    self.review.trials.len() - 1
                }
                None => break,
            };
            next = position + 1;
            line.iter().try_for_each(|text| checked(text).map(drop))?;
            change_shared(&mut self.review.trials[position], |trial| {
                for ((column, kind), text) in columns.iter().zip(&kinds).zip(line) {
                    column.write(trial, *kind, text.trim(), decimal);
                }
            });
        }
        let many = lines.len() > 1 || columns.len() > 1;
        if many {
            within_limits(&self.review)
        } else {
            Ok(())
        }
    }

    /// The kind of numbers in each of these columns, if all of them are there; of columns of no outcome, any.
    fn kinds_of(&self, columns: &[Column]) -> Result<Vec<OutcomeKind>, Refused> {
        let mut kinds = Vec::with_capacity(columns.len());
        for column in columns {
            let mut kind = OutcomeKind::Counts;
            if let Some(outcome) = column.outcome() {
                kind = self.review.outcomes[self.outcome_position(outcome)?].kind;
                if !column.is_of(kind) {
                    return Err(Refused::NoSuchColumn { outcome });
                }
            }
            match column {
                Column::Covariate(covariate) => {
                    self.covariate_position(*covariate)?;
                }
                Column::Arm { nth, .. } => {
                    if *nth >= Limit::ARMS {
                        return Err(Refused::TooMuch(Limit::Arms(Limit::ARMS)));
                    }
                }
                Column::Name | Column::Year | Column::Randomized | Column::Estimate { .. } => {}
            }
            kinds.push(kind);
        }
        Ok(kinds)
    }

    fn set_provenance(
        &mut self,
        trial: TrialId,
        outcome: OutcomeId,
        [time_point, source, note]: [&str; 3],
    ) -> Result<(), Refused> {
        let (time_point, source, note) = (checked(time_point)?, checked(source)?, checked(note)?);
        let kind = self.review.outcomes[self.outcome_position(outcome)?].kind;
        self.change_trial(trial, |trial| {
            let blank = || blank_record(kind);
            let record = trial.records.entry(outcome).or_insert_with(blank);
            record.time_point = time_point;
            record.source = source;
            record.note = note;
            forget_if_blank(trial, outcome);
        })
    }

    fn use_time(
        &mut self,
        trial: TrialId,
        outcome: OutcomeId,
        place: Option<usize>,
    ) -> Result<(), Refused> {
        let outcome = Arc::clone(&self.review.outcomes[self.outcome_position(outcome)?]);
        self.change_trial(trial, |trial| {
            if let Some(record) = trial.records.get_mut(&outcome.id) {
                if let Some(nth) = place.and_then(|place| place.checked_sub(1)) {
                    record.use_other(nth);
                }
                if let Some(others) = record.others.as_mut() {
                    others.by_hand = place.is_some();
                }
                trial.choose_times(&[outcome]);
            }
        })
    }

    /// Uses in every trial the time point that the window of an outcome asks for.
    pub(super) fn choose_times_of(&mut self, outcome: OutcomeId) -> Result<(), Refused> {
        let outcome = [Arc::clone(
            &self.review.outcomes[self.outcome_position(outcome)?],
        )];
        for trial in &mut self.review.trials {
            let record = trial.records.get(&outcome[0].id);
            if record.is_some_and(|record| record.others.is_some()) {
                change_shared(trial, |trial| trial.choose_times(&outcome));
            }
        }
        Ok(())
    }

    fn add_trial(&mut self, name: &str, at: Option<usize>) -> Result<(), Refused> {
        let name = checked(name)?;
        if self.review.trials.len() >= Limit::TRIALS {
            return Err(Refused::TooMuch(Limit::Trials(Limit::TRIALS)));
        }
        let id = TrialId(self.review.fresh_id());
        let end = self.review.trials.len();
        let position = at.map_or(end, |at| at.min(end));
        let trial = Arc::new(Trial::two_armed(id, name));
        self.review.trials.insert(position, trial);
        Ok(())
    }

    fn remove_trials(&mut self, trials: &[TrialId]) -> Result<(), Refused> {
        let removed = self.known_trials(trials)?;
        self.review
            .trials
            .retain(|trial| !removed.contains(&trial.id));
        self.settings
            .forget_exclusions(|one| removed.contains(&one.trial));
        self.forget_sensitivity_of_what_is_gone();
        self.forget_judgements(&removed);
        self.forget_answers_of(&removed);
        self.forget_panel_of_what_is_gone();
        self.forget_silences_of_what_is_gone();
        self.forget_doses_of_what_is_gone();
        Ok(())
    }

    fn add_covariate(&mut self, name: &str) -> Result<(), Refused> {
        let name = given_name(name)?;
        if self.review.covariates.len() >= Limit::COVARIATES {
            return Err(Refused::TooMuch(Limit::Covariates(Limit::COVARIATES)));
        }
        let id = CovariateId(self.review.fresh_id());
        self.review.covariates.push(Covariate { id, name });
        Ok(())
    }

    /// Writes one text where any of these levels of a column stands; see [`Command::MergeLevels`].
    fn merge_levels(
        &mut self,
        covariate: CovariateId,
        named: &[String],
        into: &str,
    ) -> Result<(), Refused> {
        self.covariate_position(covariate)?;
        let into = given_name(into)?;
        let merged: BTreeSet<TrialId> = levels(&self.review, covariate)
            .into_iter()
            .filter(|level| {
                level.is_called(&into) || named.iter().any(|name| level.is_called(name))
            })
            .flat_map(|level| level.trials)
            .collect();
        for trial in &mut self.review.trials {
            if merged.contains(&trial.id) {
                change_shared(trial, |trial| {
                    trial.covariates.insert(covariate, into.clone());
                });
            }
        }
        self.follow_merged_levels(covariate, named, &into);
        within_limits(&self.review)
    }

    fn remove_covariate(&mut self, covariate: CovariateId) -> Result<(), Refused> {
        let position = self.covariate_position(covariate)?;
        self.review.covariates.remove(position);
        for trial in &mut self.review.trials {
            if trial.covariates.contains_key(&covariate) {
                Arc::make_mut(trial).covariates.remove(&covariate);
            }
        }
        forget_what_is_gone(&mut self.settings.figures, &self.review);
        self.forget_sensitivity_of_what_is_gone();
        self.forget_explorations_of_what_is_gone();
        Ok(())
    }

    fn add_outcome(&mut self, name: &str, kind: OutcomeKind) -> Result<(), Refused> {
        let name = given_name(name)?;
        if self.review.outcomes.len() >= Limit::OUTCOMES {
            return Err(Refused::TooMuch(Limit::Outcomes(Limit::OUTCOMES)));
        }
        let id = OutcomeId(self.review.fresh_id());
        let outcome = Outcome::new(id, name, kind);
        self.review.outcomes.push(Arc::new(outcome));
        Ok(())
    }

    pub(super) fn remove_outcome(&mut self, outcome: OutcomeId) -> Result<(), Refused> {
        let position = self.outcome_position(outcome)?;
        self.review.outcomes.remove(position);
        for trial in &mut self.review.trials {
            if trial.records.contains_key(&outcome) {
                Arc::make_mut(trial).records.remove(&outcome);
            }
        }
        self.settings.plans.remove(&outcome);
        self.settings
            .forget_exclusions(|one| one.outcome == Some(outcome));
        self.settings.levels.remove(&outcome);
        self.chosen.remove(&outcome);
        self.settings.sensitivity.remove(&outcome);
        self.settings.explorations.remove(&outcome);
        self.review.asked_for_lost.remove(&outcome);
        self.forget_judgements_in(outcome);
        self.forget_panel_of_what_is_gone();
        self.forget_silences_of_what_is_gone();
        self.forget_paragraphs_of_what_is_gone();
        self.forget_certainty_of_what_is_gone();
        forget_what_is_gone(&mut self.settings.figures, &self.review);
        Ok(())
    }
}

/// Changes a shared value, and keeps the old pointer where the change says what already stands.
pub(super) fn change_shared<T: Clone + PartialEq>(
    shared: &mut Arc<T>,
    change: impl FnOnce(&mut T),
) {
    let before = Arc::clone(shared);
    change(Arc::make_mut(shared));
    if **shared == *before {
        *shared = before;
    }
}

fn move_within<T>(list: &mut Vec<T>, from: usize, to: usize) {
    let moved = list.remove(from);
    list.insert(to.min(list.len()), moved);
}

pub(super) fn within_limits(review: &Review) -> Result<(), Refused> {
    Limit::check(review).map_err(Refused::TooMuch)
}

pub(super) fn checked(text: &str) -> Result<String, Refused> {
    if text.len() > Limit::TEXT {
        return Err(Refused::TooMuch(Limit::Text(Limit::TEXT)));
    }
    Ok(text.trim().to_owned())
}

fn given_name(name: &str) -> Result<String, Refused> {
    let name = checked(name)?;
    if name.is_empty() {
        return Err(Refused::NameMissing);
    }
    Ok(name)
}

/// The first outcome that has no arms on two sides: estimates, or proportions of one arm. With it the sides of a review
/// cannot be exchanged.
#[must_use]
pub fn one_sided(review: &Review) -> Option<OutcomeId> {
    let mut outcomes = review.outcomes.iter();
    let outcome = outcomes.find(|outcome| match outcome.kind {
        OutcomeKind::Estimates(_) | OutcomeKind::Proportions => true,
        OutcomeKind::Counts | OutcomeKind::PersonTime | OutcomeKind::Means => false,
    })?;
    Some(outcome.id)
}
