//! Words for the arms that are compared.

use crate::data::{ComparedArms, MultipleArms, Role};
use crate::wording::{Text, tr, translate};

/// The dialog in which arms are given sides.
pub const TITLE: Text = Text("Arms and comparisons");
/// Heads the arms.
pub const ARM: Text = Text("Arm");
/// That a comparison needs an arm on each side.
pub const BOTH_SIDES_NEEDED: Text =
    Text("Each side needs an arm; arms without a side are left out.");
/// Stands between the names of the two sides.
pub const COMPARED_WITH: Text = Text("compared with");
/// Heads the comparisons that the review keeps.
pub const KEPT: Text = Text("Comparisons of this review");
/// What keeps the comparison that is made now.
pub const KEEP: Text = Text("Keep this comparison beside the others");
/// What is said while none is kept.
pub const NONE_KEPT: Text = Text(
    "None is kept yet. A kept comparison is one press away; the numbers of all arms stay in the review whichever is made.",
);
/// What makes a kept comparison.
pub const USE: Text = Text("Compare");
/// What forgets it.
pub const FORGET: Text = Text("Forget");
/// Marks the one that is made now.
pub const NOW: Text = Text("made now");
/// What does what was chosen.
pub const APPLY: Text = Text("Compare these");
/// What leaves everything as it was.
pub const CANCEL: Text = Text("Cancel");
/// What exchanges the sides.
pub const SWAP: Text = Text("Exchange the two sides");
/// Why the sides cannot be changed.
pub const HAS_NO_TWO_SIDES: Text = Text(
    "An outcome holds estimates or one arm of each trial: it would not follow. Its report has to be read the other way round first.",
);

/// What chooses how trials with several experimental arms enter.
pub const MULTIPLE_ARMS: Text = Text("Trials with several arms");

/// How trials with several experimental arms enter.
#[must_use]
pub fn multiple_arms(how: MultipleArms) -> &'static str {
    match how {
        MultipleArms::Combined => translate("Arms combined"),
        MultipleArms::SplitControl => translate("Control split among the arms"),
    }
}

/// The side of an arm, over the column in which it is chosen.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Experimental => translate("Treatment"),
        Role::Control => translate("Compared with"),
        Role::Ignored => translate("Left out"),
    }
}

/// What chooses the side of an arm: "Propofol: left out".
#[must_use]
pub fn arm_on(label: &str, side: Role) -> String {
    let side = match side {
        Role::Experimental => translate("treatment"),
        Role::Control => translate("compared with"),
        Role::Ignored => translate("left out"),
    };
    tr!("{label}: {side}", label, side)
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
        Some((last, before)) => tr!("{} and {last}", before.join(translate(", ")), last),
    }
}
