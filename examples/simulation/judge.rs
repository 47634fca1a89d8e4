//! Pools the reviews of a cell by every way, and holds each answer against the truth.

use trialpool::analysis::{
    IntervalEstimate, Pooled, Request, TrialData, TwoByTwo, Undefined, plan_for, pooled, proposed,
};
use trialpool::data::{
    Correction, ExactTail, Interval, Measure, Method, Plan, TauPrior, TauSquaredEstimator,
};
use trialpool::math::{normal, student};
use trialpool::pool::{mantel_haenszel, robust};
use trialpool::safety::{crude_risk, implied_risk, tells_nothing};

use crate::cell::Cell;
use crate::draw::Source;

/// A way from a review to an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// What the program proposes.
    Rule,
    /// What it proposed until November 2026: Mantel–Haenszel below a risk of 5 %, else random effects.
    FormerRule,
    MantelHaenszel,
    RobustMantelHaenszel,
    /// By the larger of the model's standard error and the robust one, with any number of trials: normal up to five, then
    /// Student's t.
    LargerError,
    HartungKnapp,
    /// The same with the treatment-arm correction.
    HartungKnappTreatmentArm,
    DerSimonianLaird,
    Bayesian,
    /// With the prior twice as wide.
    BayesianWide,
    MidP,
}

impl Way {
    pub(crate) const ALL: [Self; 11] = [
        Self::Rule,
        Self::FormerRule,
        Self::MantelHaenszel,
        Self::RobustMantelHaenszel,
        Self::LargerError,
        Self::HartungKnapp,
        Self::HartungKnappTreatmentArm,
        Self::DerSimonianLaird,
        Self::Bayesian,
        Self::BayesianWide,
        Self::MidP,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::FormerRule => "former",
            Self::MantelHaenszel => "mh",
            Self::RobustMantelHaenszel => "mh_robust",
            Self::LargerError => "mh_larger_error",
            Self::HartungKnapp => "reml_hk",
            Self::HartungKnappTreatmentArm => "reml_hk_tacc",
            Self::DerSimonianLaird => "dl_half",
            Self::Bayesian => "bayes",
            Self::BayesianWide => "bayes_wide",
            Self::MidP => "mid_p",
        }
    }

    /// As the documentation names it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Rule => "**the rule**",
            Self::FormerRule => "former rule",
            Self::MantelHaenszel => "Mantel–Haenszel, model",
            Self::RobustMantelHaenszel => "Mantel–Haenszel, robust interval",
            Self::LargerError => "Mantel–Haenszel, larger error of the two",
            Self::HartungKnapp => "REML + HK, 0.5",
            Self::HartungKnappTreatmentArm => "REML + HK, treatment arm",
            Self::DerSimonianLaird => "DL + Wald, 0.5",
            Self::Bayesian => "Bayes, half-normal 0.5 (k ≤ 5)",
            Self::BayesianWide => "Bayes, half-normal 1 (k ≤ 5)",
            Self::MidP => "exact mid-p (k ≤ 5, small arms)",
        }
    }

    /// Most trials of which it is asked: those that take long are of interest where trials are few.
    fn most_trials(self) -> usize {
        match self {
            Self::Bayesian | Self::BayesianWide | Self::MidP => 5,
            Self::Rule
            | Self::FormerRule
            | Self::MantelHaenszel
            | Self::RobustMantelHaenszel
            | Self::LargerError
            | Self::HartungKnapp
            | Self::HartungKnappTreatmentArm
            | Self::DerSimonianLaird => usize::MAX,
        }
    }

    fn answers(self, cell: &Cell) -> bool {
        let is_exact = self == Self::MidP;
        let has_small_arms = cell.arms.1 < 100;
        cell.trials <= self.most_trials()
            && (!is_exact || cell.measure == Measure::OddsRatio && has_small_arms)
    }
}

/// What became of the reviews of a cell by one way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Reviews with an interval.
    pub(crate) intervals: u64,
    /// Reviews without one.
    pub(crate) undefined: u64,
    pub(crate) covered: u64,
    /// The truth above the upper limit.
    pub(crate) reassured: u64,
    /// No difference outside the interval.
    pub(crate) found: u64,
    /// By the two numbers of the program.
    pub(crate) useless: u64,
    /// Limits more than 10, 100 and 1,000 times apart.
    pub(crate) folds: [u64; 3],
    /// Implied risks more than 1, 1.5, 2, 3 and 5 times the exact bound.
    pub(crate) excesses: [u64; 5],
    /// Sum of estimates less the truth.
    pub(crate) bias: f64,
    /// Upper less lower limit.
    pub(crate) widths: Vec<f64>,
}

impl Tally {
    fn add(&mut self, interval: &IntervalEstimate, truth: f64, review: &Request, measure: Measure) {
        let width = interval.upper - interval.lower;
        self.intervals += 1;
        self.covered += u64::from(interval.lower <= truth && truth <= interval.upper);
        self.reassured += u64::from(interval.upper < truth);
        self.found += u64::from(interval.lower > 0.0 || interval.upper < 0.0);
        self.bias += interval.estimate - truth;
        self.widths.push(width);
        for (count, fold) in self.folds.iter_mut().zip([10.0, 100.0, 1_000.0]) {
            *count += u64::from(width > libm::log(fold));
        }
        let tables = tables(review);
        let useless = tells_nothing(measure, interval, &tables).is_some();
        self.useless += u64::from(useless);
        if let Some(risk) = implied_risk(measure, interval, &tables) {
            for (count, excess) in self.excesses.iter_mut().zip([1.0, 1.5, 2.0, 3.0, 5.0]) {
                *count += u64::from(risk.implied > excess * risk.bound);
            }
        }
    }

    /// Both together.
    pub(crate) fn joined(mut self, other: &Self) -> Self {
        self.intervals += other.intervals;
        self.undefined += other.undefined;
        self.covered += other.covered;
        self.reassured += other.reassured;
        self.found += other.found;
        self.useless += other.useless;
        for (count, more) in self.folds.iter_mut().zip(other.folds) {
            *count += more;
        }
        for (count, more) in self.excesses.iter_mut().zip(other.excesses) {
            *count += more;
        }
        self.bias += other.bias;
        self.widths.extend(&other.widths);
        self
    }
}

/// One tally a way, in their order.
pub(crate) type Judged = Vec<Tally>;

/// Draws the reviews of a cell and pools them by every way.
pub(crate) fn judged(cell: &Cell, index: u64, repetitions: usize) -> Judged {
    let truth = Source::truth(cell);
    let mut source = Source::new(index);
    let mut tallies = vec![Tally::default(); Way::ALL.len()];
    for _ in 0..repetitions {
        let review = source.review(cell);
        let mut answers = Answers {
            review: &review,
            measure: cell.measure,
            known: Vec::new(),
        };
        for (way, tally) in Way::ALL.into_iter().zip(&mut tallies) {
            if !way.answers(cell) {
                continue;
            }
            match answers.by(way) {
                Ok(interval) => tally.add(&interval, truth, &review, cell.measure),
                Err(_) => tally.undefined += 1,
            }
        }
    }
    tallies
}

/// The answers to one review, none computed twice.
struct Answers<'a> {
    review: &'a Request,
    measure: Measure,
    known: Vec<(Plan, Result<Pooled, Undefined>)>,
}

impl Answers<'_> {
    fn by(&mut self, way: Way) -> Result<IntervalEstimate, Undefined> {
        let measure = self.measure;
        let by = |method| plan_for(measure, method);
        let random = |estimator| by(Method::RandomEffects(estimator));
        let restricted = random(TauSquaredEstimator::RestrictedMaximumLikelihood);
        let robust = Plan {
            interval: Interval::Robust,
            ..by(Method::MantelHaenszel)
        };
        let plan = match way {
            Way::Rule => proposed(self.review).plan,
            Way::FormerRule => former(self.review, measure),
            Way::MantelHaenszel => by(Method::MantelHaenszel),
            Way::RobustMantelHaenszel => robust,
            Way::LargerError => return self.by_larger_error(),
            Way::HartungKnapp => restricted,
            Way::HartungKnappTreatmentArm => Plan {
                correction: Correction::TreatmentArm,
                ..restricted
            },
            Way::DerSimonianLaird => Plan {
                interval: Interval::Wald,
                ..random(TauSquaredEstimator::DerSimonianLaird)
            },
            Way::Bayesian => by(Method::Bayesian(TauPrior::HalfNormal)),
            Way::BayesianWide => by(Method::Bayesian(TauPrior::HalfNormalWide)),
            Way::MidP => by(Method::ExactConditional(ExactTail::MidP)),
        };
        Ok(self.pooled(plan)?.interval)
    }

    fn by_larger_error(&mut self) -> Result<IntervalEstimate, Undefined> {
        let model = self.pooled(plan_for(self.measure, Method::MantelHaenszel))?;
        let term = if self.measure == Measure::OddsRatio {
            mantel_haenszel::odds_ratio_term
        } else {
            mantel_haenszel::risk_ratio_term
        };
        let terms: Vec<(f64, f64)> = tables(self.review)
            .iter()
            .map(|table| term(&table.cells()))
            .filter(|(r, s)| *r > 0.0 || *s > 0.0)
            .collect();
        let error = robust::of_ratio(&terms).unwrap_or(0.0);
        let error = error.max(model.interval.standard_error);
        let quantile = if terms.len() < robust::MANY_TRIALS {
            normal::QUANTILE_975
        } else {
            student::upper_quantile(0.025, terms.len() as f64 - 1.0)
        };
        let estimate = model.interval.estimate;
        Ok(IntervalEstimate::with_quantile(estimate, error, quantile))
    }

    fn pooled(&mut self, plan: Plan) -> Result<Pooled, Undefined> {
        if let Some((_, known)) = self.known.iter().find(|(known, _)| *known == plan) {
            return known.clone();
        }
        let answer = pooled(self.review, plan);
        self.known.push((plan, answer.clone()));
        answer
    }
}

fn tables(review: &Request) -> Vec<TwoByTwo> {
    let trials = review.trials.iter();
    trials
        .filter_map(|trial| {
            let TrialData::Counts(table) = trial.data else {
                return None;
            };
            Some(table)
        })
        .collect()
}

/// Mantel–Haenszel below a risk of 5 % and for one or two trials, else REML with Hartung and Knapp's safeguarded interval
/// and the treatment-arm correction.
fn former(review: &Request, measure: Measure) -> Plan {
    let tables = tables(review);
    let informative = tables
        .iter()
        .filter(|table| !table.is_double_zero() && !table.is_all_events())
        .count();
    if crude_risk(&tables) < 0.05 || informative <= 2 {
        return plan_for(measure, Method::MantelHaenszel);
    }
    let restricted = TauSquaredEstimator::RestrictedMaximumLikelihood;
    Plan {
        correction: Correction::TreatmentArm,
        ..plan_for(measure, Method::RandomEffects(restricted))
    }
}
