//! Names of what can be chosen about a figure, and why a choice is refused.

use super::{Locale, Text, number, tr, translate};
use crate::data::{AxisByHand, AxisFault, Lights, TrialOrder};

/// What an order of the trials is called.
#[must_use]
pub fn order(order: TrialOrder) -> &'static str {
    match order {
        TrialOrder::Input => translate("As entered"),
        TrialOrder::Year => translate("Year"),
        TrialOrder::Name => translate("Name"),
        TrialOrder::Effect => translate("Effect, smallest first"),
        TrialOrder::Weight => translate("Weight, heaviest first"),
        TrialOrder::Precision => translate("Precision, most precise first"),
    }
}

/// What a way to show the risk of bias is called.
#[must_use]
pub fn lights(lights: Lights) -> &'static str {
    match lights {
        Lights::Hidden => translate("Not shown"),
        Lights::Traffic => translate("Green, yellow, red"),
        Lights::ForEverySight => translate("Blue, yellow, orange (for every sight)"),
    }
}

/// What stands beneath the rows of a page that another one follows.
#[must_use]
pub fn continues(page: usize, of: usize, locale: Locale) -> String {
    let [page, of] = [page, of].map(|number| number::count(number as u64, locale));
    tr!("Page {page} of {of}. Continued on the next page.", page, of)
}

/// What follows the title over the heads of every page but the first.
#[must_use]
pub fn continued(page: usize, of: usize, locale: Locale) -> String {
    let [page, of] = [page, of].map(|number| number::count(number as u64, locale));
    tr!(", continued (page {page} of {of})", page, of)
}

/// Why an axis cannot be drawn, and what to do.
#[must_use]
pub fn axis_fault(fault: AxisFault) -> String {
    match fault {
        AxisFault::NotANumber => translate("An end or a tick of the axis is not a number. Type numbers such as 0.5, or leave both ends empty.").to_owned(),
        AxisFault::OneEndMissing => {
            translate("Type both ends of the axis, or leave both empty.").to_owned()
        }
        AxisFault::NotPositive => {
            translate("A ratio is above zero, so its axis has no zero and nothing below. Type a number such as 0.1.").to_owned()
        }
        AxisFault::Empty => translate("The left end of the axis must lie below the right one.").to_owned(),
        AxisFault::TickOutside => {
            translate("A tick lies beyond the ends of the axis. Leave it out, or move the end.").to_owned()
        }
        AxisFault::TooManyTicks => tr!(
            "An axis has at most {} ticks. Leave some out.",
            AxisByHand::MOST_TICKS
        ),
    }
}

/// What opens the choices.
pub const PANEL: Text = Text("Change the figure…");

/// What stands where trials are not parted.
pub const NO_SUBGROUPS: Text = Text("None");

/// What heads the columns that can stand beside the names.
pub const COLUMNS: Text = Text("Columns beside the names");
