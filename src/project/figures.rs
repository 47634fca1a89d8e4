//! Sets how the figures look, and checks it against the review.

use super::apply::checked;
use super::{Limit, Project, Refused};
use crate::data::{
    AxisByHand, AxisFault, CovariateId, FigureSettings, Grouping, Measure, OutcomeFigure,
    OutcomeId, Review,
};
use crate::read::{Decimal, entry};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Project {
    /// Puts what was chosen in the place of what was chosen before.
    pub(super) fn set_figures(&mut self, figures: &FigureSettings) -> Result<(), Refused> {
        let mut next = figures.clone();
        let named = covariates_of(&next);
        if let Some(missing) = named.into_iter().find(|id| !has(&self.review, *id)) {
            return Err(Refused::NoSuchCovariate(missing));
        }
        let most = FigureSettings::MOST_COLUMNS;
        if next.columns.len() > most {
            return Err(Refused::TooMuch(Limit::FigureColumns(most)));
        }
        let mut outcomes = BTreeMap::new();
        for (id, figure) in &next.outcomes {
            if self.review.outcome(*id).is_none() {
                return Err(Refused::NoSuchOutcome(*id));
            }
            let figure = checked_figure(figure)?;
            if figure != OutcomeFigure::default() {
                outcomes.insert(*id, figure);
            }
        }
        next.outcomes = outcomes;
        self.settings.figures = Arc::new(next);
        Ok(())
    }
}

/// The axis that three texts mean: its two ends, and ticks parted by spaces or semicolons. Where both ends are empty the
/// axis is left to the program.
///
/// # Errors
/// Why no axis can be drawn from them.
pub fn typed_axis(
    measure: Measure,
    [low, high, ticks]: [&str; 3],
    decimal: Decimal,
) -> Result<Option<AxisByHand>, AxisFault> {
    let [low, high] = [low.trim(), high.trim()];
    if low.is_empty() && high.is_empty() {
        return Ok(None);
    }
    if low.is_empty() || high.is_empty() {
        return Err(AxisFault::OneEndMissing);
    }
    let number = |text: &str| {
        let typed = entry::number(text, decimal);
        typed.value().ok_or(AxisFault::NotANumber)
    };
    let ticks = ticks.split([' ', ';', '\u{a0}', '\t']);
    let ticks = ticks.filter(|tick| !tick.is_empty());
    let axis = AxisByHand {
        measure,
        low: number(low)?,
        high: number(high)?,
        ticks: ticks.map(number).collect::<Result<_, _>>()?,
    };
    axis.check()?;
    Ok(Some(axis))
}

fn checked_figure(figure: &OutcomeFigure) -> Result<OutcomeFigure, Refused> {
    if let Some(axis) = &figure.axis {
        axis.check().map_err(Refused::Axis)?;
    }
    Ok(OutcomeFigure {
        title: checked(&figure.title)?,
        caption: checked(&figure.caption)?,
        footnote: checked(&figure.footnote)?,
        favours_left: checked(&figure.favours_left)?,
        favours_right: checked(&figure.favours_right)?,
        axis: figure.axis.clone(),
    })
}

/// Takes out of the settings what the review does not have (any more), and what cannot be drawn.
pub(super) fn forget_what_is_gone(figures: &mut Arc<FigureSettings>, review: &Review) {
    if figures.is_default() {
        return;
    }
    let figures = Arc::make_mut(figures);
    figures.columns.retain(|id| has(review, *id));
    figures.columns.truncate(FigureSettings::MOST_COLUMNS);
    if let Some(Grouping::Covariate(id)) = figures.grouping
        && !has(review, id)
    {
        figures.grouping = None;
    }
    let known = |id: OutcomeId| review.outcome(id).is_some();
    figures
        .outcomes
        .retain(|id, figure| known(*id) && checked_figure(figure).is_ok());
}

fn covariates_of(figures: &FigureSettings) -> Vec<CovariateId> {
    let mut named = figures.columns.clone();
    if let Some(Grouping::Covariate(id)) = figures.grouping {
        named.push(id);
    }
    named
}

fn has(review: &Review, id: CovariateId) -> bool {
    review.covariates.iter().any(|covariate| covariate.id == id)
}
