//! How much is kept. Whatever stays within these bounds can be saved and restored; whatever does not is refused before it
//! enters, so that a saved document is never one that cannot be opened.

use crate::data::{Design, Record, Review, RiskOfBias, Trial, Values};

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
    /// Sensitivity analyses of one outcome.
    Sensitivity(usize),
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
    /// The most sensitivity analyses of an outcome.
    pub const SENSITIVITY: usize = 50;
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
        review
            .risk_of_bias
            .as_deref()
            .map_or(Ok(()), |table| size.risk_of_bias(table))
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

    fn risk_of_bias(&mut self, table: &RiskOfBias) -> Result<(), Limit> {
        let domains = |found| at_most(found, Limit::DOMAINS, Limit::Domains);
        domains(table.domains.len())?;
        at_most(table.trials.len(), Limit::TRIALS, Limit::Trials)?;
        for domain in &table.domains {
            self.text(&domain.short)?;
            self.text(&domain.name)?;
        }
        for assessment in table.trials.values() {
            domains(assessment.domains.len())?;
            self.cells(assessment.domains.len() + 1)?;
            for judged in assessment.domains.iter().chain([&assessment.overall]) {
                self.text(&judged.typed)?;
                self.text(&judged.support)?;
            }
        }
        Ok(())
    }

    fn cells(&mut self, cells: usize) -> Result<(), Limit> {
        self.cells += cells.max(1);
        at_most(self.cells, Limit::CELLS, Limit::Cells)
    }
}
