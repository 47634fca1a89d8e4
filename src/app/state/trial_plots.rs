//! What the page shows of the plots of the trials of an outcome: found of an answer, drawn, said, and as a table.

use std::sync::Arc;

use leptos::prelude::*;

use super::answers::Answer;
use super::figures::answered;
use super::page::State;
use crate::analysis::{self, ArmRisks, PValueFunctions, Radial};
use crate::figure::scatter::Options;
use crate::figure::{Scene, drapery, labbe, radial};
use crate::report::{self, Table};
use crate::wording::trial_plots::{self as words, TrialPlot};

/// What a plot of the trials shows.
#[derive(Clone, Debug, PartialEq)]
pub enum PlottedTrials {
    /// The risks in either arm.
    Labbe(Arc<ArmRisks>),
    /// The places in the radial plot.
    Radial(Arc<Radial>),
    /// The P value functions.
    Drapery(Arc<PValueFunctions>),
}

/// What a plot of the trials of an answer shows; nothing where there is none.
pub fn plotted(answer: &Answer, which: TrialPlot) -> Option<PlottedTrials> {
    let (request, response) = (&answer.prepared.request, &answer.response);
    Some(match which {
        TrialPlot::Labbe => PlottedTrials::Labbe(Arc::new(analysis::arm_risks(request, response)?)),
        TrialPlot::Radial => {
            PlottedTrials::Radial(Arc::new(analysis::radial(request, response.plan)?))
        }
        TrialPlot::Drapery => {
            PlottedTrials::Drapery(Arc::new(analysis::p_value_functions(request, response)?))
        }
    })
}

impl PlottedTrials {
    /// The figure.
    pub fn scene(&self, state: State, answer: &Answer, options: &Options) -> Scene {
        let answered = answered(answer);
        state.document.settled.with(|project| {
            let review = &project.review;
            match self {
                Self::Labbe(found) => {
                    labbe::scene(&labbe::Inputs::new(review, &answered, found, options))
                }
                Self::Radial(found) => {
                    radial::scene(&radial::Inputs::new(&answered, found, options))
                }
                Self::Drapery(found) => {
                    let experimental = &review.experimental_label;
                    let inputs = drapery::Inputs::new(experimental, &answered, found, options);
                    drapery::scene(&inputs)
                }
            }
        })
    }

    /// What is said of it.
    pub fn sentence(&self, state: State, answer: &Answer) -> String {
        state.answers.about(answer, |subject| match self {
            Self::Labbe(found) => words::risks_sentence(found, subject),
            Self::Radial(found) => words::radial_sentence(found, &subject.trials, subject.locale),
            Self::Drapery(found) => words::drapery_sentence(found, subject.locale),
        })
    }

    /// The figure as a table.
    pub fn table(&self, state: State, answer: &Answer) -> Table {
        let (prepared, locale) = (&answer.prepared, state.document.locale());
        state.document.settled.with(|project| match self {
            Self::Labbe(found) => report::arm_risks(&project.review, found, prepared, locale),
            Self::Radial(found) => report::radial(found, prepared, locale),
            Self::Drapery(found) => report::p_value_functions(found, prepared, locale),
        })
    }
}
