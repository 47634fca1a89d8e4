//! Asks for the people lost from the arms of an outcome, and says how far their odds may be from those of the people analysed.

use super::{Column, Command, Project, Refused};
use crate::data::{
    ArmNumber, Exploration, LostAssumption, LostOffer, OutcomeId, OutcomeKind, Review,
};

/// Whether odds ratios of people lost can be computed with.
#[must_use]
pub fn are_possible_odds(odds: [f64; 2]) -> bool {
    let largest = Exploration::LARGEST_ODDS;
    odds.into_iter()
        .all(|one| (1.0 / largest..=largest).contains(&one))
}

impl Project {
    pub(super) fn ask_for_lost(&mut self, outcome: OutcomeId, asked: bool) -> Result<(), Refused> {
        let known = self.review.outcome(outcome);
        let known = known.ok_or(Refused::NoSuchOutcome(outcome))?;
        if known.kind != OutcomeKind::Counts {
            return Err(Refused::OtherMeasure(outcome));
        }
        if asked {
            self.review.asked_for_lost.insert(outcome);
        } else {
            self.review.asked_for_lost.remove(&outcome);
        }
        Ok(())
    }

    pub(super) fn set_missing_odds(
        &mut self,
        outcome: OutcomeId,
        odds: Option<[f64; 2]>,
    ) -> Result<(), Refused> {
        if odds.is_some_and(|odds| !are_possible_odds(odds)) {
            return Err(Refused::NothingDiffers);
        }
        let mut exploration = self.settings.exploration_of(outcome);
        exploration.missing_odds = odds;
        self.explore(outcome, &exploration)
    }

    /// Takes outcomes that the review does not have, or in which nobody is counted, out of those that are asked for people lost.
    pub(super) fn forget_lost_of_what_is_gone(&mut self) {
        let outcomes = &self.review.outcomes;
        self.review.asked_for_lost.retain(|asked| {
            let mut outcomes = outcomes.iter();
            outcomes.any(|outcome| outcome.id == *asked && outcome.kind == OutcomeKind::Counts)
        });
    }
}

/// What no edit could have assumed of the people lost is forgotten.
pub(super) fn tidy_assumption(assumption: &mut Option<LostAssumption>) {
    let impossible = |assumption: &LostAssumption| match assumption {
        LostAssumption::Odds(odds) => !are_possible_odds(*odds),
        LostAssumption::Nobody
        | LostAssumption::Everybody
        | LostAssumption::ControlAlone
        | LostAssumption::ExperimentalAlone
        | LostAssumption::AsControl
        | LostAssumption::Uncertain => false,
    };
    if assumption.as_ref().is_some_and(impossible) {
        *assumption = None;
    }
}

/// Writes what a kept column suggests as the people lost of an outcome into their columns, as one edit; `None` where it suggests
/// nothing.
#[must_use]
pub fn take_lost(review: &Review, outcome: OutcomeId, offers: &[LostOffer]) -> Option<Command> {
    let mut commands = vec![Command::AskForLost {
        outcome,
        asked: true,
    }];
    for offer in offers {
        let trial = review.trial(offer.trial)?;
        let arm = trial.arms.iter().find(|arm| arm.id == offer.arm)?;
        let of_side = trial.arms.iter().filter(|other| other.role == arm.role);
        let nth = of_side.take_while(|other| other.id != offer.arm).count();
        let column = Column::Arm {
            outcome,
            role: arm.role,
            nth,
            number: ArmNumber::Lost,
        };
        commands.push(Command::Write {
            trials: vec![offer.trial],
            columns: vec![column],
            lines: vec![vec![offer.lost.to_string()]],
        });
    }
    (commands.len() > 1).then_some(Command::Several(commands))
}
