//! Edits the panel: margins, the suggested one, when it was fixed, and wordings of trials that belong to one outcome.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::apply::{change_shared, checked, within_limits};
use super::{Limit, Project, Refused};
use crate::data::{
    Entry, EventClass, FixedPanel, Misread, Outcome, OutcomeId, OutcomeKind, Panel, SUGGESTED,
    State, SuggestedOutcome, Term, TrialId, is_day,
};
use crate::read::{Decimal, entry};

impl Project {
    pub(super) fn set_margin(&mut self, outcome: OutcomeId, typed: &str) -> Result<(), Refused> {
        self.known_outcome(outcome)?;
        let decimal = Decimal::of(&self.settings);
        let typed = checked(typed)?;
        let mut margin = entry::number(&typed, decimal);
        if margin.value().is_some_and(|margin| !margin.is_finite()) {
            margin.state = State::Unreadable(Misread::NotANumber);
        }
        self.change_panel(|panel| {
            if typed.is_empty() {
                panel.margins.remove(&outcome);
            } else {
                panel.margins.insert(outcome, margin);
            }
        });
        Ok(())
    }

    /// States how long after treatment an outcome is thought to appear. What is no time is kept as it was typed.
    pub(super) fn set_latency(&mut self, outcome: OutcomeId, typed: &str) -> Result<(), Refused> {
        self.known_outcome(outcome)?;
        let typed = checked(typed)?;
        self.change_panel(|panel| {
            if typed.is_empty() {
                panel.latencies.remove(&outcome);
            } else {
                panel.latencies.insert(outcome, typed);
            }
        });
        Ok(())
    }

    /// States which events an outcome counts. Grades that are none are refused by forgetting them.
    pub(super) fn set_events(
        &mut self,
        outcome: OutcomeId,
        class: &EventClass,
    ) -> Result<(), Refused> {
        self.known_outcome(outcome)?;
        let mut class = class.clone();
        class.onset = checked(class.onset.trim())?;
        for text in class.texts() {
            checked(text)?;
        }
        class.mend();
        self.change_panel(|panel| {
            if class.is_blank() {
                panel.events.remove(&outcome);
            } else {
                panel.events.insert(outcome, class);
            }
        });
        Ok(())
    }

    /// Fixes the panel with the outcomes that it has now, on a day; nothing lets it be changed again.
    pub(super) fn fix_panel(&mut self, date: Option<&str>) -> Result<(), Refused> {
        let outcomes = self.review.outcomes.iter();
        let outcomes: BTreeSet<OutcomeId> = outcomes.map(|outcome| outcome.id).collect();
        let fixed = match date.map(str::trim) {
            Some(date) if is_day(date) => Some(FixedPanel {
                date: date.to_owned(),
                outcomes,
            }),
            Some(_) => return Err(Refused::NotADay),
            None => None,
        };
        self.change_panel(|panel| panel.fixed = fixed);
        Ok(())
    }

    pub(super) fn set_open_panel(&mut self, open: bool) {
        self.change_panel(|panel| panel.open = open);
    }

    /// Takes the suggested panel: adds the outcomes that are missing, gives those that are there by a name it knows its group,
    /// and a definition and a margin where they have none, and puts all of them first, in its order. Names stay.
    pub(super) fn take_suggested_panel(&mut self) -> Result<(), Refused> {
        let mut panel_order = Vec::new();
        for suggested in &SUGGESTED {
            let there =
                self.review.outcomes.iter().position(|outcome| {
                    suggested.is(outcome) && !panel_order.contains(&outcome.id)
                });
            let id = if let Some(there) = there {
                self.join_suggested(there, suggested)
            } else {
                self.add_suggested(suggested)?
            };
            panel_order.push(id);
            let decimal_comma = self.settings.decimal_comma;
            self.change_panel(|panel| {
                panel.margins.entry(id).or_insert_with(|| {
                    let mut margin = Entry::reported(suggested.margin);
                    if decimal_comma {
                        margin.typed = margin.typed.replace('.', ",");
                    }
                    margin
                });
            });
        }
        let place = |outcome: &Arc<Outcome>| {
            let place = panel_order.iter().position(|id| *id == outcome.id);
            place.unwrap_or(usize::MAX)
        };
        self.review.outcomes.sort_by_key(place);
        within_limits(&self.review)
    }

    /// Gives the outcome at a place the group of a suggested one, and a definition where it has none.
    fn join_suggested(&mut self, place: usize, suggested: &SuggestedOutcome) -> OutcomeId {
        let outcome = &mut self.review.outcomes[place];
        change_shared(outcome, |outcome| {
            outcome.group = Some(suggested.group.to_owned());
            if outcome.note.trim().is_empty() {
                suggested.definition.clone_into(&mut outcome.note);
            }
        });
        outcome.id
    }

    fn add_suggested(&mut self, suggested: &SuggestedOutcome) -> Result<OutcomeId, Refused> {
        if self.review.outcomes.len() >= Limit::OUTCOMES {
            return Err(Refused::TooMuch(Limit::Outcomes(Limit::OUTCOMES)));
        }
        let id = OutcomeId(self.review.fresh_id());
        let outcome = Outcome {
            window: suggested.window,
            group: Some(suggested.group.to_owned()),
            note: suggested.definition.to_owned(),
            ..Outcome::new(id, suggested.name.to_owned(), OutcomeKind::Counts)
        };
        self.review.outcomes.push(Arc::new(outcome));
        Ok(id)
    }

    /// Begins an empty panel: outcomes without any entry go, the others lose group, definition and margin, and nothing is fixed.
    pub(super) fn empty_panel(&mut self) -> Result<(), Refused> {
        let with_entries: BTreeSet<OutcomeId> = self
            .review
            .trials
            .iter()
            .flat_map(|trial| trial.records.keys().copied())
            .collect();
        let outcomes = self.review.outcomes.iter().map(|outcome| outcome.id);
        let empty: Vec<OutcomeId> = outcomes
            .filter(|outcome| !with_entries.contains(outcome))
            .collect();
        for outcome in empty {
            self.remove_outcome(outcome)?;
        }
        for outcome in &mut self.review.outcomes {
            change_shared(outcome, |outcome| {
                outcome.group = None;
                outcome.note.clear();
            });
        }
        self.change_panel(|panel| {
            panel.margins.clear();
            panel.latencies.clear();
            panel.fixed = None;
            panel.open = false;
        });
        Ok(())
    }

    /// Enters what trials reported under one outcome under another, keeps their wording, and removes the first. Two numbers of
    /// one trial are never added up: where a trial has both, nothing is done.
    pub(super) fn map_outcome(&mut self, from: OutcomeId, into: OutcomeId) -> Result<(), Refused> {
        let wording = self.known_outcome(from)?;
        let target = self.known_outcome(into)?;
        if from == into {
            return Ok(());
        }
        if wording.kind != target.kind {
            return Err(Refused::NoSuchColumn { outcome: into });
        }
        let both =
            self.review.trials.iter().find(|trial| {
                trial.records.contains_key(&from) && trial.records.contains_key(&into)
            });
        if let Some(trial) = both {
            return Err(Refused::ReportsBoth {
                trial: trial.id,
                outcome: into,
            });
        }
        let mut moved: Vec<TrialId> = Vec::new();
        for trial in &mut self.review.trials {
            if trial.records.contains_key(&from) {
                moved.push(trial.id);
                change_shared(trial, |trial| {
                    if let Some(record) = trial.records.remove(&from) {
                        trial.records.insert(into, record);
                    }
                });
            }
        }
        self.change_panel(|panel| {
            for term in panel.terms.iter_mut().filter(|term| term.outcome == from) {
                term.outcome = into;
            }
            let known: BTreeSet<TrialId> = panel.terms_of(into).map(|term| term.trial).collect();
            let new = moved.into_iter().filter(|trial| !known.contains(trial));
            panel.terms.extend(new.map(|trial| Term {
                outcome: into,
                trial,
                wording: wording.name.clone(),
            }));
        });
        self.move_earlier(from, Some(into));
        self.move_silences(from, into);
        self.remove_outcome(from)?;
        self.choose_times_of(into)?;
        within_limits(&self.review)
    }

    fn known_outcome(&self, outcome: OutcomeId) -> Result<Arc<Outcome>, Refused> {
        let known = self.review.outcome(outcome);
        known.cloned().ok_or(Refused::NoSuchOutcome(outcome))
    }

    /// Changes the panel, and keeps its pointer where the change says what already stands.
    pub(super) fn change_panel(&mut self, change: impl FnOnce(&mut Panel)) {
        change_shared(&mut self.review.panel, change);
    }

    /// Forgets what the panel and other reviews say of outcomes and trials that are not there (any more).
    pub(super) fn forget_panel_of_what_is_gone(&mut self) {
        super::mend::mend_panel(&mut self.review);
    }
}
