//! What is being looked at: the section that is open and the outcome in it, each with its address.

use leptos::prelude::*;

use super::document::Document;
use super::lasting_memo::LastingMemo;
use super::lasting_signal::LastingSignal;
use crate::app::platform::{address, media};
use crate::data::OutcomeId;
use crate::project::{
    OutcomeSection, Place, QualitySection, ReviewSection, Section, outcome_slugs,
};

/// What was turned to last.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Turn {
    section: Section,
    outcome_section: OutcomeSection,
    quality_section: QualitySection,
    review_section: ReviewSection,
    /// It may have been deleted since.
    outcome: Option<OutcomeId>,
    /// Whether a review has come onto the screen and nothing was chosen since: the page then has a bare address.
    is_start: bool,
}

/// The section that is open and the outcome that is looked at.
#[derive(Clone, Copy)]
pub struct Selection {
    document: Document,
    turn: LastingSignal<Turn>,
    /// The section that is open.
    pub section: LastingMemo<Section>,
    /// Which view of the outcome is open.
    pub outcome_section: LastingMemo<OutcomeSection>,
    /// Which part of the quality of the trials is open.
    pub quality_section: LastingMemo<QualitySection>,
    /// Which part of the review is open.
    pub review_section: LastingMemo<ReviewSection>,
    outcome: LastingMemo<Option<OutcomeId>>,
    slug: LastingMemo<String>,
    /// Whether the list of outcomes is folded in the section that is open.
    pub outcomes_folded: LastingMemo<bool>,
    folds: LastingSignal<Folds>,
}

/// Where the list of outcomes is folded: each choice holds for its own sections.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Folds {
    /// Beside the data, an outcome and the quality of the trials.
    beside_one: bool,
    /// Beside the findings and the review, whose own tables list the outcomes.
    beside_all: bool,
}

impl Folds {
    const fn of(&mut self, section: Section) -> &mut bool {
        match section {
            Section::Data | Section::Outcomes | Section::Quality => &mut self.beside_one,
            Section::Findings | Section::Review => &mut self.beside_all,
        }
    }
}

impl Selection {
    /// Begins with the outcomes, without an address.
    pub(super) fn new(document: Document) -> Self {
        let turn = LastingSignal::new(Turn {
            section: Section::Outcomes,
            outcome_section: OutcomeSection::default(),
            quality_section: QualitySection::default(),
            review_section: ReviewSection::default(),
            outcome: None,
            is_start: true,
        });
        let outcome = LastingMemo::new(move |_| {
            let chosen = turn.with(|turn| turn.outcome);
            document.project.with(|project| {
                let outcomes = &project.review.outcomes;
                chosen
                    .filter(|chosen| outcomes.iter().any(|outcome| outcome.id == *chosen))
                    .or_else(|| outcomes.first().map(|outcome| outcome.id))
            })
        });
        let slug = LastingMemo::new(move |_| {
            let outcome = outcome.get();
            document.project.with(|project| {
                let slugs = outcome_slugs(&project.review);
                let found = slugs.into_iter().find(|(id, _)| Some(*id) == outcome);
                found.map_or_else(String::new, |(_, slug)| slug)
            })
        });
        let section = LastingMemo::new(move |_| turn.with(|turn| turn.section));
        let folds = LastingSignal::new(Folds {
            beside_one: media::is_narrow(),
            beside_all: true,
        });
        Self {
            document,
            turn,
            section,
            outcome_section: LastingMemo::new(move |_| turn.with(|turn| turn.outcome_section)),
            quality_section: LastingMemo::new(move |_| turn.with(|turn| turn.quality_section)),
            review_section: LastingMemo::new(move |_| turn.with(|turn| turn.review_section)),
            outcome,
            slug,
            outcomes_folded: LastingMemo::new(move |_| *folds.get().of(section.get())),
            folds,
        }
    }

    /// Folds the list of outcomes, or unfolds it, for the section that is open and those like it.
    pub fn fold_outcomes(self, folded: bool) {
        let section = self.section.get_untracked();
        self.folds.update(|folds| *folds.of(section) = folded);
    }

    /// The outcome that is looked at: the chosen one, or the first while that one is not there.
    pub fn outcome(self) -> Option<OutcomeId> {
        self.outcome.get()
    }

    /// The address of a section, with the outcome that is looked at.
    pub fn address_of(self, section: Section) -> String {
        match section {
            Section::Data => Place::Data.address(),
            Section::Outcomes => self.address_in_outcome(self.outcome_section.get()),
            Section::Quality => self.address_in_quality(self.quality_section.get()),
            Section::Findings => Place::Findings.address(),
            Section::Review => self.address_in_review(self.review_section.get()),
        }
    }

    /// The address of a part of the quality of the trials.
    pub fn address_in_quality(self, section: QualitySection) -> String {
        Place::Quality { section }.address()
    }

    /// The address of a part of the review.
    pub fn address_in_review(self, section: ReviewSection) -> String {
        Place::Review { section }.address()
    }

    /// The address of a view of the outcome that is looked at.
    pub fn address_in_outcome(self, section: OutcomeSection) -> String {
        let slug = self.slug.get();
        Place::Outcome { slug, section }.address()
    }

    /// The address of what is looked at; empty where the page is as it opened.
    pub fn address(self) -> String {
        let turn = self.turn.get();
        if turn.is_start && turn.section == Section::Outcomes {
            String::new()
        } else {
            self.address_of(turn.section)
        }
    }

    /// Opens a section.
    pub fn show(self, section: Section) {
        self.choose_turn(Turn {
            section,
            ..self.turn.get_untracked()
        });
    }

    /// Looks at an outcome: beside the data and the quality of the trials where these are open, else in the section of the
    /// outcomes.
    pub fn choose(self, outcome: OutcomeId) {
        let now = self.turn.get_untracked();
        let section = match now.section {
            Section::Data | Section::Outcomes | Section::Quality => now.section,
            Section::Findings | Section::Review => Section::Outcomes,
        };
        self.choose_turn(Turn {
            outcome: Some(outcome),
            section,
            ..now
        });
        self.uncover();
    }

    /// There the list stands over the outcome: whoever has chosen one wants to see it.
    fn uncover(self) {
        if media::is_narrow() {
            self.fold_outcomes(true);
        }
    }

    /// Looks at the next outcome in the order of the panel, or the one before; the last has none behind it.
    pub fn step(self, forward: bool) {
        let now = self.outcome.get_untracked();
        let to = self.document.project.with_untracked(|project| {
            let outcomes = &project.review.outcomes;
            let place = outcomes
                .iter()
                .position(|outcome| Some(outcome.id) == now)?;
            let to = if forward {
                place + 1
            } else {
                place.checked_sub(1)?
            };
            Some(outcomes.get(to)?.id)
        });
        if let Some(outcome) = to {
            self.choose_turn(Turn {
                outcome: Some(outcome),
                ..self.turn.get_untracked()
            });
            self.uncover();
        }
    }

    /// Looks at what a place says. A slug that no outcome has leads to the first outcome.
    pub fn go(self, place: &Place) {
        let section = place.section();
        let now = self.turn.get_untracked();
        let turn = match place {
            Place::Outcome {
                slug,
                section: outcome_section,
            } => Turn {
                section,
                outcome_section: *outcome_section,
                outcome: self.outcome_of(slug),
                is_start: false,
                ..now
            },
            Place::Quality {
                section: quality_section,
            } => Turn {
                section,
                quality_section: *quality_section,
                is_start: false,
                ..now
            },
            Place::Review {
                section: review_section,
            } => Turn {
                section,
                review_section: *review_section,
                is_start: false,
                ..now
            },
            Place::Data | Place::Findings => Turn {
                section,
                is_start: false,
                ..now
            },
        };
        self.set(turn);
    }

    /// Looks at an outcome, or at the first where none is given, because a review has come onto the screen.
    pub(super) fn start_with(self, outcome: Option<OutcomeId>) {
        self.set(Turn {
            outcome,
            is_start: true,
            ..self.turn.get_untracked()
        });
    }

    /// Opens the outcomes as the page does when it is opened.
    pub fn return_to_outcomes(self) {
        self.set(Turn {
            section: Section::Outcomes,
            is_start: true,
            ..self.turn.get_untracked()
        });
    }

    fn outcome_of(self, slug: &str) -> Option<OutcomeId> {
        let slugs = self
            .document
            .project
            .with_untracked(|project| outcome_slugs(&project.review));
        let found = slugs.into_iter().find(|(_, one)| one == slug);
        found.map(|(outcome, _)| outcome)
    }

    /// Turns to what was chosen on the page: Back leads to what was looked at before.
    fn choose_turn(self, turn: Turn) {
        self.set(Turn {
            is_start: false,
            ..turn
        });
        let chosen = untrack(|| self.address());
        if chosen != address::fragment() {
            address::go_to(&chosen);
        }
    }

    fn set(self, turn: Turn) {
        if self.turn.get_untracked() != turn {
            self.turn.set(turn);
        }
    }
}
