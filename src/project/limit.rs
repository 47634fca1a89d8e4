//! How much is kept. Whatever stays within these bounds can be saved and restored; whatever does not is refused before it
//! enters, so that a saved document is never one that cannot be opened.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::data::{
    Checklists, Design, EarlierReview, EventClass, Flow, FlowWay, FrozenVersion, Grading, Panel,
    Record, Review, RiskOfBias, Silences, Trial, Values,
};

/// What there is too much of, with the most that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Trials of the review.
    Trials(usize),
    /// Outcomes of the review.
    Outcomes(usize),
    /// Columns that are kept but not pooled.
    Covariates(usize),
    /// Arms in one trial.
    Arms(usize),
    /// Domains in which the risk of bias was judged.
    Domains(usize),
    /// Checklist items of the reviewers' own.
    Items(usize),
    /// Shares of earlier reviews.
    EarlierShares(usize),
    /// Columns of a figure between the names and the counts.
    FigureColumns(usize),
    /// Arms with numbers of one outcome, estimates, and judgements of the whole review.
    Cells(usize),
    /// Bytes of text in one place.
    Text(usize),
    /// Bytes of text in the whole review.
    AllText(usize),
    /// Findings laid aside.
    Findings(usize),
    /// Comparisons of one review.
    Comparisons(usize),
    /// Results of other reviews.
    Published(usize),
    /// Frozen versions.
    Versions(usize),
    /// Reasons for which reports were excluded.
    Reasons(usize),
    /// Sensitivity analyses of one outcome.
    Sensitivity(usize),
    /// Cut points by which trials are parted.
    Cuts(usize),
    /// Moderators of a regression.
    Moderators(usize),
    /// Values at which a mean effect is predicted.
    Predictions(usize),
    /// Paragraphs that were written by hand.
    Paragraphs(usize),
    /// Bytes of a document.
    Document(usize),
}

impl Limit {
    /// The most trials of a review.
    pub const TRIALS: usize = 100_000;
    /// The most outcomes of a review.
    pub const OUTCOMES: usize = 2_000;
    /// The most columns that are kept but not pooled.
    pub const COVARIATES: usize = 2_000;
    /// The most arms of a trial.
    pub const ARMS: usize = 32;
    /// The most domains in which the risk of bias is judged.
    pub const DOMAINS: usize = 100;
    /// The most checklist items of the reviewers' own.
    pub const ITEMS: usize = 500;
    /// The most shares of earlier reviews.
    pub const EARLIER_SHARES: usize = 1_000;
    /// The most arms with numbers of one outcome, estimates, and judgements of a review.
    pub const CELLS: usize = 1_000_000;
    /// The most bytes of text in one place.
    pub const TEXT: usize = 20_000;
    /// The most bytes of text in a review.
    pub const ALL_TEXT: usize = 32 * 1024 * 1024;
    /// The most findings that are laid aside.
    pub const FINDINGS: usize = 10_000;
    /// The most comparisons that a review keeps.
    pub const COMPARISONS: usize = 20;
    /// The most frozen versions of a review.
    pub const VERSIONS: usize = 20;
    /// The most reasons for which reports were excluded, by either way.
    pub const REASONS: usize = 200;
    /// The most sensitivity analyses of an outcome.
    pub const SENSITIVITY: usize = 50;
    /// The most results of other reviews.
    pub const PUBLISHED: usize = 2_000;
    /// The most paragraphs that are written by hand.
    pub const PARAGRAPHS: usize = 2_100;
    /// Tables whose columns are remembered.
    pub const TABLES: usize = 50;
    /// The most bytes of a document: above what a review within the other limits can come to.
    pub const DOCUMENT: usize = 768 * 1024 * 1024;

    /// Whether a review stays within all limits.
    ///
    /// # Errors
    /// Names the first limit that it outgrows.
    pub fn check(review: &Review) -> Result<(), Self> {
        at_most(review.trials.len(), Self::TRIALS, Self::Trials)?;
        at_most(review.outcomes.len(), Self::OUTCOMES, Self::Outcomes)?;
        at_most(review.covariates.len(), Self::COVARIATES, Self::Covariates)?;
        let mut size = Size::default();
        for text in [
            &review.title,
            &review.subtitle,
            &review.experimental_label,
            &review.control_label,
        ] {
            size.text(text)?;
        }
        for outcome in &review.outcomes {
            size.text(&outcome.name)?;
            size.text(&outcome.note)?;
            size.text(outcome.group.as_deref().unwrap_or_default())?;
        }
        for covariate in &review.covariates {
            size.text(&covariate.name)?;
        }
        at_most(
            review.comparisons.len(),
            Self::COMPARISONS,
            Self::Comparisons,
        )?;
        for compared in &review.comparisons {
            size.text(&compared.experimental_label)?;
            size.text(&compared.control_label)?;
            for arm in compared.sides.keys() {
                size.text(arm)?;
            }
        }
        for trial in &review.trials {
            size.trial(trial)?;
        }
        if let Some(table) = review.risk_of_bias.as_deref() {
            size.risk_of_bias(table)?;
        }
        size.panel(&review.panel)?;
        size.earlier(&review.earlier)?;
        size.grading(&review.grading)?;
        size.silences(&review.silences)?;
        size.versions(&review.versions)?;
        if let Some(flow) = review.flow.as_deref() {
            size.flow(flow)?;
        }
        for place in review.harms_places.values() {
            size.text(place)?;
        }
        review
            .checklists
            .as_deref()
            .map_or(Ok(()), |checklists| size.checklists(checklists))
    }
}

fn at_most(found: usize, most: usize, limit: fn(usize) -> Limit) -> Result<(), Limit> {
    if found > most {
        Err(limit(most))
    } else {
        Ok(())
    }
}

/// What a review adds up to.
#[derive(Default)]
struct Size {
    text: usize,
    cells: usize,
}

impl Size {
    fn text(&mut self, text: &str) -> Result<(), Limit> {
        at_most(text.len(), Limit::TEXT, Limit::Text)?;
        self.text += text.len();
        at_most(self.text, Limit::ALL_TEXT, Limit::AllText)
    }

    fn trial(&mut self, trial: &Trial) -> Result<(), Limit> {
        at_most(trial.arms.len(), Limit::ARMS, Limit::Arms)?;
        self.text(&trial.name)?;
        self.text(&trial.year.typed)?;
        for arm in &trial.arms {
            self.text(&arm.label)?;
        }
        for text in trial.covariates.values() {
            self.text(text)?;
        }
        at_most(trial.covariates.len(), Limit::COVARIATES, Limit::Covariates)?;
        if let Some(Design::Cluster(clusters)) = trial.design.as_ref() {
            self.text(&clusters.source)?;
            at_most(clusters.outcomes.len(), Limit::OUTCOMES, Limit::Outcomes)?;
            let correlations = clusters.outcomes.values();
            for entry in correlations.chain([&clusters.size, &clusters.correlation]) {
                self.text(&entry.typed)?;
            }
        }
        for record in trial.records.values() {
            self.record(record)?;
            for other in record.at_other_times() {
                self.record(other)?;
            }
        }
        Ok(())
    }

    fn record(&mut self, record: &Record) -> Result<(), Limit> {
        self.text(&record.time_point)?;
        self.text(&record.source)?;
        self.text(&record.note)?;
        if let Values::Estimate(entries) = &record.values {
            self.text(&entries.p)?;
        }
        let entries = record.values.entries();
        let mut arms: Vec<_> = entries.iter().map(|(cell, _)| cell.arm()).collect();
        arms.dedup();
        self.cells(arms.len())?;
        for (_, entry) in entries {
            self.text(entry.typed())?;
        }
        Ok(())
    }

    fn panel(&mut self, panel: &Panel) -> Result<(), Limit> {
        at_most(panel.margins.len(), Limit::OUTCOMES, Limit::Outcomes)?;
        for margin in panel.margins.values() {
            self.text(&margin.typed)?;
        }
        at_most(panel.latencies.len(), Limit::OUTCOMES, Limit::Outcomes)?;
        for latency in panel.latencies.values() {
            self.text(latency)?;
        }
        at_most(panel.events.len(), Limit::OUTCOMES, Limit::Outcomes)?;
        for text in panel.events.values().flat_map(EventClass::texts) {
            self.text(text)?;
        }
        if let Some(fixed) = &panel.fixed {
            self.text(&fixed.date)?;
            at_most(fixed.outcomes.len(), Limit::OUTCOMES, Limit::Outcomes)?;
        }
        if !panel.terms.is_empty() {
            self.cells(panel.terms.len())?;
        }
        for term in &panel.terms {
            self.text(&term.wording)?;
        }
        Ok(())
    }

    fn earlier(&mut self, reviews: &[Arc<EarlierReview>]) -> Result<(), Limit> {
        let results: usize = reviews.iter().map(|review| review.results.len()).sum();
        at_most(
            results.max(reviews.len()),
            Limit::PUBLISHED,
            Limit::Published,
        )?;
        for review in reviews {
            self.text(&review.name)?;
            self.text(&review.source)?;
            for result in &review.results {
                for text in [
                    &result.wording,
                    &result.measure,
                    &result.note,
                    &result.estimate.typed,
                    &result.lower.typed,
                    &result.upper.typed,
                    &result.i_squared.typed,
                    &result.trials.typed,
                    &result.included.typed,
                ] {
                    self.text(text)?;
                }
            }
        }
        Ok(())
    }

    fn grading(&mut self, grading: &Grading) -> Result<(), Limit> {
        let chosen = grading.summary.as_ref().map_or(0, BTreeSet::len);
        let outcomes = grading.outcomes.len().max(chosen);
        at_most(outcomes, Limit::OUTCOMES, Limit::Outcomes)?;
        for judged in grading.outcomes.values() {
            at_most(judged.len(), Limit::COMPARISONS, Limit::Comparisons)?;
            for judged in judged {
                self.text(&judged.start_reason)?;
                for arm in judged.compared.keys() {
                    self.text(arm)?;
                }
                for rated in judged.down.values() {
                    self.text(&rated.reason)?;
                }
                for rated in judged.up.values() {
                    self.text(&rated.reason)?;
                }
            }
        }
        Ok(())
    }

    fn silences(&mut self, silences: &Silences) -> Result<(), Limit> {
        at_most(silences.outcomes.len(), Limit::OUTCOMES, Limit::Outcomes)?;
        for trials in silences.outcomes.values() {
            at_most(trials.len(), Limit::TRIALS, Limit::Trials)?;
            self.cells(trials.len())?;
            for silence in trials.values() {
                self.text(&silence.remark)?;
            }
        }
        Ok(())
    }

    fn versions(&mut self, versions: &[Arc<FrozenVersion>]) -> Result<(), Limit> {
        at_most(versions.len(), Limit::VERSIONS, Limit::Versions)?;
        for version in versions {
            self.text(&version.name)?;
            self.text(&version.date)?;
            for side in &version.sides {
                self.text(side)?;
            }
            at_most(version.outcomes.len(), Limit::OUTCOMES, Limit::Outcomes)?;
            for outcome in &version.outcomes {
                self.text(&outcome.name)?;
                at_most(outcome.trials.len(), Limit::TRIALS, Limit::Trials)?;
                for trial in &outcome.trials {
                    self.text(&trial.name)?;
                    self.cells(trial.numbers.len())?;
                }
            }
        }
        Ok(())
    }

    fn flow(&mut self, flow: &Flow) -> Result<(), Limit> {
        for entry in flow.counts.values() {
            self.text(&entry.typed)?;
        }
        for way in FlowWay::ALL {
            let reasons = flow.reasons(way);
            at_most(reasons.len(), Limit::REASONS, Limit::Reasons)?;
            for reason in reasons {
                self.text(&reason.reason)?;
                self.text(&reason.count.typed)?;
            }
        }
        Ok(())
    }

    fn risk_of_bias(&mut self, table: &RiskOfBias) -> Result<(), Limit> {
        let domains = |found| at_most(found, Limit::DOMAINS, Limit::Domains);
        domains(table.domains.len())?;
        at_most(table.trials.len(), Limit::TRIALS, Limit::Trials)?;
        for domain in &table.domains {
            self.text(&domain.short)?;
            self.text(&domain.name)?;
        }
        at_most(table.outcomes.len(), Limit::OUTCOMES, Limit::Outcomes)?;
        for assessment in table.assessments() {
            domains(assessment.domains.len())?;
            self.cells(assessment.domains.len() + 1)?;
            for judged in assessment.domains.iter().chain([&assessment.overall]) {
                self.text(&judged.typed)?;
                self.text(&judged.support)?;
                self.text(&judged.source)?;
                self.text(&judged.override_reason)?;
            }
        }
        Ok(())
    }

    fn checklists(&mut self, checklists: &Checklists) -> Result<(), Limit> {
        at_most(checklists.own.len(), Limit::ITEMS, Limit::Items)?;
        at_most(checklists.trials.len(), Limit::TRIALS, Limit::Trials)?;
        let earlier = checklists.earlier.len();
        at_most(earlier, Limit::EARLIER_SHARES, Limit::EarlierShares)?;
        for item in &checklists.own {
            self.text(&item.name)?;
        }
        for share in &checklists.earlier {
            self.text(&share.review)?;
            self.text(&share.source)?;
        }
        for answers in checklists.trials.values() {
            self.cells(answers.len())?;
            for answer in answers.values() {
                self.text(&answer.remark)?;
            }
        }
        Ok(())
    }

    fn cells(&mut self, cells: usize) -> Result<(), Limit> {
        self.cells += cells.max(1);
        at_most(self.cells, Limit::CELLS, Limit::Cells)
    }
}
