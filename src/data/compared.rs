//! Which arms a review compares, told by their names, and the comparisons that it keeps besides.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Arm, Review, Role};

/// One comparison that a review makes: what the two sides are called, and which arms stand on them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedArms {
    /// What the experimental side is called.
    pub experimental_label: String,
    /// What the control side is called.
    pub control_label: String,
    /// The sides of the arms, by their names as [`arm_key`] writes them. Arms that are not named here are not compared.
    pub sides: BTreeMap<String, Role>,
}

/// An arm as the trials of a review name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedArm {
    /// Its name as the first trial writes it.
    pub label: String,
    /// In how many trials it stands.
    pub trials: usize,
    /// The side on which it stands; `None` where it stands on several.
    pub role: Option<Role>,
}

/// The name of an arm as arms are compared by it: without regard to capitals.
#[must_use]
pub fn arm_key(label: &str) -> String {
    label.trim().to_lowercase()
}

/// What the experimental and the control side are called; sides without a name are the treatment and the control.
#[must_use]
pub fn side_names(review: &Review) -> [&str; 2] {
    side_names_or(review, ["Treatment", "Control"])
}

/// What the experimental and the control side are called, with other words for sides without a name.
#[must_use]
pub fn side_names_or<'a>(review: &'a Review, usual: [&'a str; 2]) -> [&'a str; 2] {
    let or = |label: &'a str, usual| {
        if label.trim().is_empty() {
            usual
        } else {
            label
        }
    };
    [
        or(&review.experimental_label, usual[0]),
        or(&review.control_label, usual[1]),
    ]
}

/// Whether a trial has several arms on the experimental side, which can be combined or each be compared with its share of the
/// control group.
#[must_use]
pub fn has_multiple_arms(review: &Review) -> bool {
    review.trials.iter().any(|trial| {
        let arms = trial.arms.iter();
        arms.filter(|arm| arm.role == Role::Experimental).count() > 1
    })
}

/// What an arm is called: by its own name, else by that of its side.
#[must_use]
pub fn arm_name<'review>(review: &'review Review, arm: &'review Arm) -> &'review str {
    let [experimental, control] = side_names(review);
    match arm.role {
        Role::Experimental if arm.label.trim().is_empty() => experimental,
        Role::Control if arm.label.trim().is_empty() => control,
        Role::Experimental | Role::Control | Role::Ignored => &arm.label,
    }
}

/// The arms of all trials by their names, in the order in which they come.
#[must_use]
pub fn named_arms(review: &Review) -> Vec<NamedArm> {
    let mut arms: Vec<NamedArm> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for trial in &review.trials {
        let mut counted: Vec<usize> = Vec::new();
        for arm in &trial.arms {
            let label = arm_name(review, arm);
            let place = *places.entry(arm_key(label)).or_insert(arms.len());
            if place == arms.len() {
                arms.push(NamedArm {
                    label: label.trim().to_owned(),
                    trials: 0,
                    role: Some(arm.role),
                });
            }
            let Some(named) = arms.get_mut(place) else {
                continue;
            };
            named.role = named.role.filter(|role| *role == arm.role);
            if !counted.contains(&place) {
                counted.push(place);
                named.trials += 1;
            }
        }
    }
    arms
}

impl ComparedArms {
    /// The comparison that a review makes now.
    #[must_use]
    pub fn of(review: &Review) -> Self {
        let sides = named_arms(review).into_iter();
        let [experimental, control] = side_names(review).map(str::to_owned);
        Self {
            experimental_label: experimental,
            control_label: control,
            sides: sides
                .filter_map(|arm| Some((arm_key(&arm.label), arm.role?)))
                .collect(),
        }
    }

    /// The side of an arm of this name.
    #[must_use]
    pub fn side_of(&self, label: &str) -> Role {
        let side = self.sides.get(&arm_key(label));
        side.copied().unwrap_or(Role::Ignored)
    }

    /// Whether an arm stands on either side.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let has = |wanted: Role| self.sides.values().any(|role| *role == wanted);
        has(Role::Experimental) && has(Role::Control)
    }

    /// Whether both compare the same arms, whatever the sides are called.
    #[must_use]
    pub fn has_sides_of(&self, other: &Self) -> bool {
        let compared = |sides: &BTreeMap<String, Role>| -> Vec<(String, Role)> {
            let sides = sides.iter().filter(|(_, role)| **role != Role::Ignored);
            sides.map(|(arm, role)| (arm.clone(), *role)).collect()
        };
        compared(&self.sides) == compared(&other.sides)
    }
}
