//! The forest plot of an outcome as it was chosen for the review: on the screen and in every download.

use std::sync::Arc;

use leptos::prelude::untrack;

use crate::analysis::{self, Subgroups};
use crate::app::answers::Answer;
use crate::app::session::Session;
use crate::app::state::Derived;
use crate::data::FigureSettings;
use crate::figure::Answered;
use crate::figure::forest::{Forest, Inputs, Options};

/// The subgroups of an outcome, compared by pointer.
#[derive(Clone, Default)]
pub(super) struct Parted(Option<Arc<Subgroups>>);

impl PartialEq for Parted {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
            (None, None) => true,
            _ => false,
        }
    }
}

impl Parted {
    /// The subgroups of the answer, if its figure is parted.
    fn of(session: Session, answer: &Answer) -> Self {
        session.project.with(|project| {
            let grouping = project.0.settings.figures.grouping;
            Self(grouping.and_then(|grouping| {
                let plan = answer.response.plan;
                let review = &project.0.review;
                analysis::subgroups(review, &answer.prepared, plan, grouping).map(Arc::new)
            }))
        })
    }
}

/// The subgroups of the outcome that is looked at.
pub(super) fn parted(session: Session) -> Derived<Parted> {
    Derived::new(move || {
        let answer = session.answer();
        answer.map_or_else(Parted::default, |answer| Parted::of(session, &answer))
    })
}

/// What was chosen about the figures.
pub(in crate::app) fn figures(session: Session) -> Arc<FigureSettings> {
    session
        .settled
        .with(|project| project.0.settings.figures.shared())
}

/// Exactly what the forest plot of an answer shows, with subgroups that are there already.
pub(super) fn inputs_with(
    session: Session,
    answer: &Answer,
    parted: &Parted,
    figures: &Arc<FigureSettings>,
    options: &Options,
) -> Inputs {
    session.project.with(|project| {
        let review = &project.0.review;
        Inputs::new(
            review,
            &answered(answer),
            parted.0.as_ref(),
            figures,
            options,
        )
    })
}

/// An answer as figures take it.
pub(in crate::app) fn answered(answer: &Answer) -> Answered {
    Answered {
        outcome: Arc::clone(&answer.outcome),
        prepared: Arc::clone(&answer.prepared),
        response: Arc::clone(&answer.response),
    }
}

/// The forest plot of an answer as it is now, for a file or the clipboard.
pub(in crate::app) fn forest_now(session: Session, answer: &Answer, options: &Options) -> Forest {
    untrack(|| {
        let parted = Parted::of(session, answer);
        let figures = figures(session);
        Forest::of(&inputs_with(session, answer, &parted, &figures, options))
    })
}
