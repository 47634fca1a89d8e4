//! Words for the arms that are compared.

use crate::data::{ComparedArms, MultipleArms, Role};

/// The dialog in which arms are given sides.
pub const TITLE: &str = "Arms and comparisons";
/// Heads the arms.
pub const ARM: &str = "Arm";
/// That a comparison needs an arm on each side.
pub const BOTH_SIDES_NEEDED: &str = "Each side needs an arm; arms without a side are left out.";
/// Stands between the names of the two sides.
pub const COMPARED_WITH: &str = "compared with";
/// Heads the comparisons that the review keeps.
pub const KEPT: &str = "Comparisons of this review";
/// What keeps the comparison that is made now.
pub const KEEP: &str = "Keep this comparison beside the others";
/// What is said while none is kept.
pub const NONE_KEPT: &str = "None is kept yet. A kept comparison is one press away; the numbers of all arms stay in the review whichever is made.";
/// What makes a kept comparison.
pub const USE: &str = "Compare";
/// What forgets it.
pub const FORGET: &str = "Forget";
/// Marks the one that is made now.
pub const NOW: &str = "made now";
/// What does what was chosen.
pub const APPLY: &str = "Compare these";
/// What leaves everything as it was.
pub const CANCEL: &str = "Cancel";
/// What exchanges the sides.
pub const SWAP: &str = "Exchange the two sides";
/// Why the sides cannot be changed.
pub const HAS_NO_TWO_SIDES: &str = "An outcome holds estimates or one arm of each trial: it would not follow. Its report has to be read the other way round first.";

/// What chooses how trials with several experimental arms enter.
pub const MULTIPLE_ARMS: &str = "Trials with several arms";

/// How trials with several experimental arms enter.
#[must_use]
pub fn multiple_arms(how: MultipleArms) -> &'static str {
    match how {
        MultipleArms::Combined => "Arms combined",
        MultipleArms::SplitControl => "Control split among the arms",
    }
}

/// The side of an arm, over the column in which it is chosen.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Experimental => "Treatment",
        Role::Control => "Compared with",
        Role::Ignored => "Left out",
    }
}

/// What chooses the side of an arm: "Propofol: left out".
#[must_use]
pub fn arm_on(label: &str, side: Role) -> String {
    let side = match side {
        Role::Experimental => "treatment",
        Role::Control => "compared with",
        Role::Ignored => "left out",
    };
    format!("{label}: {side}")
}

/// What is compared with what: "MSC compared with Control".
#[must_use]
pub fn compared(experimental: &str, control: &str) -> String {
    format!("{experimental} {COMPARED_WITH} {control}")
}

/// A comparison by the names of its sides.
#[must_use]
pub fn comparison(comparison: &ComparedArms) -> String {
    compared(&comparison.experimental_label, &comparison.control_label)
}

/// Names for sides that hold these arms: "Low dose and High dose".
#[must_use]
pub fn side_of_arms(arms: &[&str]) -> String {
    match arms.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}
