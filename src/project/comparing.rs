//! Edits which arms are compared, and keeps several comparisons of one review.

use std::sync::Arc;

use super::apply::{change_shared, checked, one_sided};
use super::{Limit, Project, Refused};
use crate::data::{Arm, ComparedArms, Role, arm_key, arm_name, named_arms};

impl Project {
    /// Gives every arm the side that a comparison gives its name, and the sides their names.
    ///
    /// Where trials name more than two arms, those without a name take that of their side: afterwards the side would no
    /// longer tell them apart.
    pub(super) fn compare(&mut self, compared: &ComparedArms) -> Result<(), Refused> {
        if !compared.is_complete() {
            return Err(Refused::SideWithoutArm);
        }
        let same = compared.has_sides_of(&ComparedArms::of(&self.review));
        if let Some(outcome) = one_sided(&self.review).filter(|_| !same) {
            return Err(Refused::HasNoTwoSides(outcome));
        }
        let labels = [&compared.experimental_label, &compared.control_label];
        let [experimental, control] = labels.map(|label| checked(label));
        let (experimental, control) = (experimental?, control?);
        let several = named_arms(&self.review).len() > 2;
        let mut trials = std::mem::take(&mut self.review.trials);
        for trial in &mut trials {
            change_shared(trial, |trial| {
                for arm in &mut trial.arms {
                    let name = arm_name(&self.review, arm).to_owned();
                    arm.role = compared.side_of(&name);
                    if several && arm.label.trim().is_empty() {
                        arm.label = name;
                    }
                }
            });
        }
        self.review.trials = trials;
        self.review.experimental_label = experimental;
        self.review.control_label = control;
        Ok(())
    }

    /// Names the two sides. Arms that were called as their side are called so from now on too, so that no export goes on
    /// with a name that the review has given up; arms with names of their own keep them.
    pub(super) fn set_labels(&mut self, experimental: &str, control: &str) -> Result<(), Refused> {
        let names = [
            (Role::Experimental, checked(experimental)?),
            (Role::Control, checked(control)?),
        ];
        for (role, name) in names {
            let label = match role {
                Role::Experimental => &mut self.review.experimental_label,
                Role::Control | Role::Ignored => &mut self.review.control_label,
            };
            let before = std::mem::replace(label, name.clone());
            if before == name {
                continue;
            }
            let is_called_so =
                |arm: &Arm| arm.role == role && !before.is_empty() && arm.label == before;
            for trial in &mut self.review.trials {
                if !trial.arms.iter().any(is_called_so) {
                    continue;
                }
                for arm in &mut Arc::make_mut(trial).arms {
                    if is_called_so(arm) {
                        arm.label.clone_from(&name);
                    }
                }
            }
            self.follow_renamed_arm(&before, &name);
        }
        Ok(())
    }

    /// Keeps the comparison that the review makes now, in the place of one of the same arms.
    pub(super) fn keep_comparison(&mut self) -> Result<(), Refused> {
        let present = ComparedArms::of(&self.review);
        if !present.is_complete() {
            return Err(Refused::SideWithoutArm);
        }
        let kept = &mut self.review.comparisons;
        let same = kept.iter().position(|kept| kept.has_sides_of(&present));
        if let Some(same) = same.and_then(|place| kept.get_mut(place)) {
            *same = present;
        } else if kept.len() < Limit::COMPARISONS {
            kept.push(present);
        } else {
            return Err(Refused::TooMuch(Limit::Comparisons(Limit::COMPARISONS)));
        }
        Ok(())
    }

    /// Forgets a comparison by its place among those that are kept.
    pub(super) fn forget_comparison(&mut self, place: usize) -> Result<(), Refused> {
        if place >= self.review.comparisons.len() {
            return Err(Refused::NoSuchComparison);
        }
        self.review.comparisons.remove(place);
        Ok(())
    }

    /// Lets kept comparisons follow an arm to its new name, unless other arms still bear the old one.
    pub(super) fn follow_renamed_arm(&mut self, before: &str, after: &str) {
        let (before, after) = (arm_key(before), arm_key(after));
        let still = named_arms(&self.review)
            .iter()
            .any(|arm| arm_key(&arm.label) == before);
        if still || before == after {
            return;
        }
        for kept in &mut self.review.comparisons {
            if let Some(role) = kept.sides.remove(&before) {
                kept.sides.insert(after.clone(), role);
            }
        }
    }
}
