//! The forest plot of an outcome as it was chosen for the review: on the screen and in every download.

use std::sync::Arc;

use leptos::prelude::untrack;

use crate::analysis::{self, Subgroups};
use crate::app::answers::Answer;
use crate::app::session::Session;
use crate::app::state::Derived;
use crate::data::FigureSettings;
use crate::figure::forest::{Forest, Options, Results};

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
        if !crate::COMPLETE {
            return Self::default();
        }
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
        .with(|project| std::sync::Arc::clone(&project.0.settings.figures))
}

/// The forest plot of an answer with nothing chosen: the page that opens at once draws no other, and says so.
pub(super) fn plain_forest(session: Session, answer: &Answer, options: &Options) -> Forest {
    session.project.with(|project| {
        Forest::new(
            &project.0.review,
            &answer.outcome,
            &answer.prepared,
            &answer.response,
            options,
        )
    })
}

/// The forest plot of an answer with subgroups that are there already.
pub(super) fn forest_with(
    session: Session,
    answer: &Answer,
    parted: &Parted,
    figures: &FigureSettings,
    options: &Options,
) -> Forest {
    session.project.with(|project| {
        let results = Results {
            review: &project.0.review,
            outcome: &answer.outcome,
            prepared: &answer.prepared,
            response: &answer.response,
            subgroups: parted.0.as_deref(),
        };
        Forest::of(&results, figures, options)
    })
}

/// The forest plot of an answer as it is now, for a file or the clipboard.
pub(in crate::app) fn forest_now(session: Session, answer: &Answer, options: &Options) -> Forest {
    untrack(|| {
        if !crate::COMPLETE {
            return plain_forest(session, answer, options);
        }
        let parted = Parted::of(session, answer);
        forest_with(session, answer, &parted, &figures(session), options)
    })
}
