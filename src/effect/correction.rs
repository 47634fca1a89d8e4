//! What is added to the cells of a trial before its effect is computed.

use super::{Cells, TwoByTwo};
use crate::data::Correction;

/// How much is added.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// Nothing.
    Nothing,
    /// The same to each of the four cells; 0.5 is Haldane's and Anscombe's.
    Constant(f64),
    /// n₁/N to both cells of the experimental arm and n₂/N to both of the control arm (Sweeting, Sutton & Lambert 2004,
    /// "treatment arm" correction): they add up to one over the arms and pull the odds ratio towards none.
    TreatmentArm,
}

/// To which trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// To trials with at least one empty cell (a trial in which everybody of an arm had the event among them).
    EmptyCell,
    /// To every trial.
    Every,
}

/// What becomes of trials without an event in either arm, and of those in which everybody had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoubleZero {
    /// They are left out: nothing is made up for them.
    Drop,
    /// They are treated as any other trial.
    Keep,
}

/// A correction in full. [`Correction`] names the ones a plan can hold; the others exist to recompute what has been
/// published. R: `escalc(add =, to =, drop00 =)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// How much is added.
    pub amount: Amount,
    /// To which trials.
    pub scope: Scope,
    /// What becomes of double-zero trials.
    pub double_zero: DoubleZero,
}

impl From<Correction> for Policy {
    fn from(correction: Correction) -> Self {
        let (amount, double_zero) = match correction {
            Correction::None => (Amount::Nothing, DoubleZero::Keep),
            Correction::HalfWhereZero | Correction::HalfEverywhere => {
                (Amount::Constant(0.5), DoubleZero::Drop)
            }
            Correction::WhereZero(amount) => (Amount::Constant(amount), DoubleZero::Drop),
            Correction::TreatmentArm => (Amount::TreatmentArm, DoubleZero::Drop),
        };
        Self {
            amount,
            scope: if correction == Correction::HalfEverywhere {
                Scope::Every
            } else {
                Scope::EmptyCell
            },
            double_zero,
        }
    }
}

impl Correction {
    /// Whether an amount, where one is given, can be a correction: above 0 and at most 1.
    #[must_use]
    pub fn is_possible(self) -> bool {
        match self {
            Self::WhereZero(amount) => amount > 0.0 && amount <= 1.0,
            Self::None | Self::HalfWhereZero | Self::TreatmentArm | Self::HalfEverywhere => true,
        }
    }
}

impl Policy {
    /// The cells to compute with, or `None` where the policy leaves the trial out.
    #[must_use]
    pub fn cells(&self, table: &TwoByTwo) -> Option<Cells> {
        if self.double_zero == DoubleZero::Drop && (table.is_double_zero() || table.is_all_events())
        {
            return None;
        }
        let raw = table.cells();
        if !self.touches(table) {
            return Some(raw);
        }
        let (experimental, control) = match self.amount {
            Amount::Nothing => (0.0, 0.0),
            Amount::Constant(constant) => (constant, constant),
            Amount::TreatmentArm => (raw.n1() / raw.n(), raw.n2() / raw.n()),
        };
        Some(Cells {
            a: raw.a + experimental,
            b: raw.b + experimental,
            c: raw.c + control,
            d: raw.d + control,
        })
    }

    /// Whether something is added to the cells of this trial.
    #[must_use]
    pub fn touches(&self, table: &TwoByTwo) -> bool {
        self.amount != Amount::Nothing && (self.scope == Scope::Every || table.has_empty_cell())
    }
}

#[cfg(test)]
mod tests {
    use crate::data::Correction;

    #[test]
    fn an_amount_is_a_correction_above_zero_and_up_to_one() {
        let possible = |amount: f64| Correction::WhereZero(amount).is_possible();
        assert!(possible(1e-9) && possible(0.5) && possible(1.0));
        assert!(!possible(0.0) && !possible(-0.5) && !possible(1.000_001));
        assert!(!possible(f64::NAN) && !possible(f64::INFINITY));
        assert!(Correction::None.is_possible() && Correction::TreatmentArm.is_possible());
    }
}
