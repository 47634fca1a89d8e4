//! Edits how trials came into the review.

use std::sync::Arc;

use super::apply::{change_shared, checked};
use super::{FlowEdit, Limit, Project, Refused};
use crate::data::{Flow, FlowReason};
use crate::read::{Decimal, entry};

impl Project {
    pub(super) fn edit_flow(&mut self, edit: &FlowEdit) -> Result<(), Refused> {
        let decimal = Decimal::of(&self.settings);
        let mut flow = self.review.flow.take().unwrap_or_default();
        let before = Arc::clone(&flow);
        let mut done = Ok(());
        change_shared(&mut flow, |flow| done = edited(flow, edit, decimal));
        // Refused, it stays as it was.
        let kept = if done.is_ok() { flow } else { before };
        self.review.flow = Some(kept).filter(|flow| !flow.is_empty());
        done
    }
}

fn edited(flow: &mut Flow, edit: &FlowEdit, decimal: Decimal) -> Result<(), Refused> {
    match edit {
        FlowEdit::Count { count, typed } => {
            let typed = checked(typed)?;
            if typed.is_empty() {
                flow.counts.remove(count);
            } else {
                flow.counts.insert(*count, entry::count(&typed, decimal));
            }
        }
        FlowEdit::Reason {
            way,
            place,
            reason,
            typed,
        } => {
            let reason = FlowReason {
                reason: checked(reason)?,
                count: entry::count(&checked(typed)?, decimal),
            };
            let reasons = flow.reasons_mut(*way);
            let length = reasons.len();
            match reasons.get_mut(*place) {
                Some(known) => *known = reason,
                None if *place > length => return Err(Refused::NoSuchReason),
                None if length >= Limit::REASONS => {
                    return Err(Refused::TooMuch(Limit::Reasons(Limit::REASONS)));
                }
                None => reasons.push(reason),
            }
        }
        FlowEdit::RemoveReason { way, place } => {
            let reasons = flow.reasons_mut(*way);
            if *place >= reasons.len() {
                return Err(Refused::NoSuchReason);
            }
            reasons.remove(*place);
        }
    }
    Ok(())
}
