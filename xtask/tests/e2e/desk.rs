//! The same review computed on the desk, by the same library without a browser: what the page must show.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use trialpool::analysis::{self, Prepared, Response};
use trialpool::data::{OutcomeId, Plan};
use trialpool::figure::paint::svg;
use trialpool::figure::{Answered, Scene, Theme, forest};
use trialpool::project::{self, Command, Project};
use trialpool::read::{self, Choices};
use trialpool::report;
use trialpool::wording::Locale;

use super::scenario::Outcome;

/// A review with one of its outcomes, pooled on the desk.
pub(super) struct Desk {
    project: Project,
    outcome: OutcomeId,
}

impl Desk {
    /// The review of a pasted table, and its outcome of this name.
    pub(super) fn pasted(table: &str, outcome: &str) -> Outcome<Self> {
        let project = Project::of(read::table(table, &Choices::default()).review);
        let found = project
            .review
            .outcomes
            .iter()
            .find(|candidate| candidate.name == outcome);
        let outcome = found
            .with_context(|| format!("The table has no outcome {outcome}."))?
            .id;
        Ok(Self { project, outcome })
    }

    /// What was asked and answered about the outcome.
    pub(super) fn answer(&self) -> Outcome<(Prepared, Response)> {
        let prepared =
            analysis::prepare(&self.project.review, &self.project.settings, self.outcome)
                .context("The outcome is not in the review.")?;
        let response = analysis::answer(&prepared.request);
        Ok((prepared, response))
    }

    /// Pins another plan for the outcome, made from the present one.
    pub(super) fn replan(&mut self, change: impl FnOnce(&mut Plan)) -> Outcome {
        let mut plan = self.answer()?.1.plan;
        change(&mut plan);
        let command = Command::PinPlan {
            outcome: self.outcome,
            plan,
        };
        self.project = project::apply(&self.project, &command)
            .map_err(|refused| anyhow!("The plan was refused: {refused:?}."))?;
        Ok(())
    }

    /// The cells of the table of results, row by row, as they are read.
    pub(super) fn results(&self) -> Outcome<Vec<Vec<String>>> {
        let (prepared, response) = self.answer()?;
        let table = report::outcome(
            &self.project.review,
            self.outcome()?,
            &prepared,
            &response,
            self.locale(),
        );
        Ok(table
            .rows
            .into_iter()
            .map(|row| row.cells.into_iter().map(|cell| cell.shown).collect())
            .collect())
    }

    /// The forest plot as it is printed.
    pub(super) fn printed(&self) -> Outcome<Scene> {
        let (prepared, response) = self.answer()?;
        let options = forest::Options::two_columns(self.locale());
        let answered = Answered::new(self.outcome()?, prepared, response);
        let settings = Arc::default();
        let inputs =
            forest::Inputs::new(&self.project.review, &answered, None, &settings, &options);
        Ok(forest::scene(&inputs))
    }

    /// The forest plot as the text of an SVG file.
    pub(super) fn svg(&self) -> Outcome<String> {
        Ok(svg::document(&self.printed()?, &Theme::PRINT))
    }

    fn outcome(&self) -> Outcome<&trialpool::data::Outcome> {
        let found = self.project.review.outcome(self.outcome);
        found
            .map(AsRef::as_ref)
            .context("The outcome is not in the review.")
    }

    fn locale(&self) -> Locale {
        Locale::of(&self.project.settings)
    }
}
