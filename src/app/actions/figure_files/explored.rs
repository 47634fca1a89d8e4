//! Funnel, subgroups, regression and influence of an outcome, as figures for files.

use std::sync::Arc;

use leptos::prelude::Get;

use crate::analysis::{MOST_IN_SERIES, Series, SeriesOrder};
use crate::app::state::{Answer, State, explored, trial_plots};
use crate::data::Exploration;
use crate::figure::paper::{Fit, Room};
use crate::figure::scatter::Options;
use crate::figure::sensitivity::SensitivityFigure;
use crate::figure::{
    Scene, baujat, bubble, dose_response, funnel, influence, sensitivity, sequential, subgroups,
    subsets,
};
use crate::wording::sensitivity::series_title;
use crate::wording::trial_plots::TrialPlot;
use crate::wording::{dose_response as dose_words, subsets as subset_words, tr, translate};
use crate::wording::{
    explored as words, influence as influence_words, sequential as sequential_words, small_study,
};

/// Which figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExploredFigure {
    /// The funnel.
    Funnel,
    /// The subgroups without their trials.
    Subgroups,
    /// The plot of the regression on one number.
    Bubble,
    /// Dose and response within trials.
    DoseResponse,
    /// The influence of each trial.
    Influence,
    /// Heterogeneity against influence, trial by trial.
    Baujat,
    /// A plot of the trials.
    Trials(TrialPlot),
    /// All subsets of the trials, once they were computed.
    Subsets,
    /// Without each trial in turn.
    LeaveOneOut,
    /// Trial after trial, in the order that was chosen.
    Cumulative,
    /// The people lost counted in.
    PeopleLost,
    /// The outcome as a sequential test.
    Sequential,
}

impl ExploredFigure {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Funnel => translate("Funnel plot of this outcome"),
            Self::Subgroups => translate("Subgroups of this outcome"),
            Self::Bubble => translate("Regression of this outcome"),
            Self::DoseResponse => translate("Dose and response of this outcome"),
            Self::Influence => translate("Influence of each trial"),
            Self::Baujat => translate("Heterogeneity against influence"),
            Self::Trials(which) => which.head(),
            Self::Subsets => subset_words::SUBSETS.text(),
            Self::LeaveOneOut => series_title(Series::LeaveOneOut),
            Self::Cumulative => series_title(Series::Cumulative(SeriesOrder::Year)),
            Self::PeopleLost => series_title(Series::PeopleLost(Exploration::USUAL_ODDS)),
            Self::Sequential => translate("Sequential analysis of this outcome"),
        }
    }

    /// Whether there is such a figure of an outcome.
    pub(super) fn is_there(self, state: State, answer: &Answer) -> bool {
        match self {
            Self::Funnel => explored::small_study(state, answer).trials.len() > 1,
            Self::Subgroups => explored::subgroups(state, answer).is_some(),
            Self::Bubble => explored::regressed(state, answer)
                .is_ok_and(|found| found.single_number().is_some()),
            Self::DoseResponse => explored::doses_within(state, answer).is_ok(),
            Self::PeopleLost => explored::has_people_lost(state, answer),
            Self::LeaveOneOut | Self::Cumulative => {
                (2..=MOST_IN_SERIES).contains(&answer.prepared.pooled())
            }
            Self::Sequential => explored::sequential(state, answer).is_ok(),
            Self::Trials(which) => trial_plots::plotted(answer, which).is_some(),
            Self::Subsets => state.subsets.of(answer).is_some(),
            Self::Influence | Self::Baujat => explored::influences(answer).is_some(),
        }
    }

    /// Those that belong to an outcome among all figures: its funnel where it has trials enough for tests, and what was chosen.
    pub(super) fn of(state: State, answer: &Answer) -> Vec<Self> {
        let has_enough = explored::small_study(state, answer).has_enough();
        let funnel = has_enough.then_some(Self::Funnel);
        funnel
            .into_iter()
            .chain([Self::Subgroups, Self::Bubble])
            .chain(Some(Self::DoseResponse).filter(|dose| dose.is_there(state, answer)))
            .chain(Some(Self::PeopleLost).filter(|lost| lost.is_there(state, answer)))
            .collect()
    }
}

/// The pages of a figure with how they came about, and what it is called.
pub(super) type Drawn = ((Vec<Scene>, Fit), String);

/// Draws a figure of an outcome; nothing where there is none.
pub(super) fn drawn(
    state: State,
    answer: &Answer,
    which: ExploredFigure,
    (options, room): (&Options, Room),
) -> Option<Drawn> {
    let outcome = &answer.outcome.name;
    let whole = |scene: Scene| (vec![scene], Fit::Whole);
    Some(match which {
        ExploredFigure::Funnel => {
            let found = Arc::new(explored::small_study(state, answer));
            let inputs = explored::funnel_inputs(state, answer, &found, options);
            (
                whole(funnel::scene(&inputs)),
                small_study::figure_name(outcome),
            )
        }
        ExploredFigure::Subgroups => {
            let found = Arc::new(explored::subgroups(state, answer)?);
            let inputs = explored::subgroup_inputs(state, answer, &found, options);
            let figure = subgroups::figure(&inputs);
            let name = figure.title.clone();
            (sensitivity::on_paper(&figure, room), name)
        }
        ExploredFigure::Bubble => {
            let found = Arc::new(explored::regressed(state, answer).ok()?);
            let inputs = explored::bubble_inputs(state, answer, &found, options)?;
            let name = words::REGRESSION;
            (
                whole(bubble::scene(&inputs)),
                tr!("{outcome}: {name}", outcome, name),
            )
        }
        ExploredFigure::DoseResponse => {
            let found = Arc::new(explored::doses_within(state, answer).ok()?);
            let inputs = explored::dose_inputs(answer, &found, options);
            (
                whole(dose_response::scene(&inputs)),
                dose_words::figure_name(outcome),
            )
        }
        ExploredFigure::Influence => {
            let found = Arc::new(explored::influences(answer)?);
            let inputs = explored::influence_inputs(answer, &found, options);
            (
                influence::on_paper(&inputs, room),
                influence_words::figure_name(outcome),
            )
        }
        ExploredFigure::LeaveOneOut => series(state, answer, Series::LeaveOneOut, (options, room)),
        ExploredFigure::Cumulative => {
            let of = Series::Cumulative(state.cumulative_order.get());
            series(state, answer, of, (options, room))
        }
        ExploredFigure::PeopleLost => {
            if !explored::has_people_lost(state, answer) {
                return None;
            }
            let of = explored::lost_series(state, answer.outcome.id);
            series(state, answer, of, (options, room))
        }
        ExploredFigure::Sequential => {
            let found = Arc::new(explored::sequential(state, answer).ok()?);
            let inputs = explored::sequential_inputs(state, answer, &found, options);
            (
                whole(sequential::scene(&inputs)),
                sequential_words::figure_name(outcome),
            )
        }
        ExploredFigure::Trials(which) => {
            let found = trial_plots::plotted(answer, which)?;
            (
                whole(found.scene(state, answer, options)),
                which.name(outcome),
            )
        }
        ExploredFigure::Subsets => {
            let inputs = explored::subset_inputs(state, answer, options)?;
            (
                whole(subsets::scene(&inputs)),
                subset_words::figure_name(outcome),
            )
        }
        ExploredFigure::Baujat => {
            let found = Arc::new(explored::influences(answer)?);
            let inputs = explored::influence_inputs(answer, &found, options);
            (
                whole(baujat::scene(&inputs)),
                influence_words::baujat_name(outcome),
            )
        }
    })
}

/// Draws a series of analyses of an outcome.
fn series(state: State, answer: &Answer, of: Series, (options, room): (&Options, Room)) -> Drawn {
    let figure = SensitivityFigure::of(&explored::series_inputs(state, answer, of, options));
    let name = figure.title.clone();
    (sensitivity::on_paper(&figure, room), name)
}
