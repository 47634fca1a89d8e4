//! The arms of a trial.

use serde::{Deserialize, Serialize};

use super::ArmId;

/// One arm of a trial. A trial has a list of them, never "two": dose arms and second controls are common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// The arm's name within its trial.
    pub id: ArmId,
    /// What the trial calls it, such as "2 million cells per kg".
    pub label: String,
    /// Which side of the comparison it stands on.
    pub role: Role,
}

/// The side of the comparison an arm stands on. Arms of one role are combined by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The treatment whose harms are in question.
    Experimental,
    /// What it is compared with.
    Control,
    /// Kept in the record, not pooled.
    Ignored,
}
