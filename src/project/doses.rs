//! Says the doses of arms, and keeps them to the arms that are there.

use super::{Limit, Project, Refused};
use crate::data::{ArmDoses, DoseResponseChoices, Exploration};

impl Project {
    /// Puts these doses in the place of all that were said before.
    pub(super) fn set_doses(&mut self, doses: &ArmDoses) -> Result<(), Refused> {
        if doses.unit.len() > ArmDoses::LONGEST_UNIT {
            return Err(Refused::TooMuch(Limit::Text(ArmDoses::LONGEST_UNIT)));
        }
        self.settings.doses.clone_from(doses);
        self.forget_doses_of_what_is_gone();
        Ok(())
    }

    /// Takes doses of trials and arms that the review does not have, and numbers that cannot be doses, out of what was said.
    pub(super) fn forget_doses_of_what_is_gone(&mut self) {
        let doses = &mut self.settings.doses;
        if doses.unit.len() > ArmDoses::LONGEST_UNIT {
            doses.unit.clear();
        }
        if doses.of.is_empty() {
            return;
        }
        let review = &self.review;
        doses.of.retain(|trial, arms| {
            let known = review.trial(*trial);
            arms.retain(|arm, dose| {
                let mut known = known.iter().flat_map(|trial| &trial.arms);
                ArmDoses::is_possible(*dose) && known.any(|known| known.id == *arm)
            });
            !arms.is_empty()
        });
    }
}

/// Whether a slope can be written for a step of so much dose.
fn is_possible_step(step: f64) -> bool {
    ArmDoses::is_possible(step) && step > 0.0
}

/// What no edit could have chosen becomes what holds where nobody chose.
pub(super) fn tidy_choices(choices: &mut DoseResponseChoices) {
    choices.step.take_if(|step| !is_possible_step(*step));
    for (numbers, most) in [
        (&mut choices.knots, DoseResponseChoices::KNOTS),
        (&mut choices.at, Exploration::MOST_PREDICTIONS),
    ] {
        numbers.retain(|number| ArmDoses::is_possible(*number));
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        numbers.truncate(most);
    }
    if choices.knots.len() != DoseResponseChoices::KNOTS {
        choices.knots.clear();
    }
}
