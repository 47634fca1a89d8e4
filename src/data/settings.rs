//! How outcomes are pooled. Every option type of the program exists once, here.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::{
    ArmDoses, ConfidenceLevel, EditedParagraph, Exclusion, Exploration, FigureSettings, OutcomeId,
    OutcomeKind, Scale, SensitivityAnalysis, TrialId,
};

/// What is compared between the arms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Ratio of risks; pooled on the log scale.
    RiskRatio,
    /// Ratio of odds; pooled on the log scale.
    OddsRatio,
    /// Odds ratio by Peto's one-step approximation; pooled on the log scale.
    PetoOddsRatio,
    /// Difference of risks; pooled as it stands.
    RiskDifference,
    /// Difference of the arcsines of the root of the risks; pooled as it stands, in radians.
    ArcsineDifference,
    /// Ratio of events per person-time; pooled on the log scale.
    RateRatio,
    /// Difference of events per person-time; pooled as it stands, per unit of time.
    RateDifference,
    /// Difference of means; pooled as it stands, in the unit of the outcome.
    MeanDifference,
    /// Difference of means in standard deviations of both arms together, with Hedges' correction; pooled as it stands.
    StandardizedMeanDifference,
    /// The same in roots of the mean of both arms' variances, for arms that differ in spread.
    StandardizedMeanDifferenceUnequalVariances,
    /// Ratio of means; pooled on the log scale.
    RatioOfMeans,
    /// The proportion of one arm on the logit scale.
    LogitProportion,
    /// The proportion of one arm on the arcsine scale, asin √p.
    ArcsineProportion,
    /// The proportion of one arm on the log scale.
    LogProportion,
    /// The proportion of one arm, pooled as it stands.
    RawProportion,
    /// The proportion of one arm on Freeman and Tukey's double arcsine scale. For comparison with what was published: its
    /// way back depends on a number of people that is chosen, so that it is not among the measures offered.
    DoubleArcsineProportion,
    /// A ratio the trials themselves report; pooled on the log scale.
    GenericRatio,
    /// A difference the trials themselves report; pooled as it stands.
    GenericDifference,
}

impl Measure {
    /// Whether the measure is pooled on the log scale and read on the natural one.
    #[must_use]
    pub fn is_ratio(self) -> bool {
        matches!(
            self,
            Self::RiskRatio
                | Self::OddsRatio
                | Self::PetoOddsRatio
                | Self::RateRatio
                | Self::RatioOfMeans
                | Self::GenericRatio
        )
    }

    /// The kind of numbers it is made from. Estimates of either ratio scale make [`Self::GenericRatio`].
    #[must_use]
    pub fn kind(self) -> OutcomeKind {
        match self {
            Self::RiskRatio
            | Self::OddsRatio
            | Self::PetoOddsRatio
            | Self::RiskDifference
            | Self::ArcsineDifference => OutcomeKind::Counts,
            Self::RateRatio | Self::RateDifference => OutcomeKind::PersonTime,
            Self::MeanDifference
            | Self::StandardizedMeanDifference
            | Self::StandardizedMeanDifferenceUnequalVariances
            | Self::RatioOfMeans => OutcomeKind::Means,
            Self::LogitProportion
            | Self::ArcsineProportion
            | Self::LogProportion
            | Self::RawProportion
            | Self::DoubleArcsineProportion => OutcomeKind::Proportions,
            Self::GenericRatio => OutcomeKind::Estimates(Scale::Ratio),
            Self::GenericDifference => OutcomeKind::Estimates(Scale::Difference),
        }
    }

    /// The measures that are offered for numbers of this kind, the default first.
    #[must_use]
    pub fn of(kind: OutcomeKind) -> &'static [Self] {
        match kind {
            OutcomeKind::Counts => &[
                Self::RiskRatio,
                Self::OddsRatio,
                Self::PetoOddsRatio,
                Self::RiskDifference,
                Self::ArcsineDifference,
            ],
            OutcomeKind::PersonTime => &[Self::RateRatio, Self::RateDifference],
            OutcomeKind::Means => &[
                Self::MeanDifference,
                Self::StandardizedMeanDifference,
                Self::StandardizedMeanDifferenceUnequalVariances,
                Self::RatioOfMeans,
            ],
            OutcomeKind::Proportions => &[
                Self::LogitProportion,
                Self::ArcsineProportion,
                Self::LogProportion,
                Self::RawProportion,
            ],
            OutcomeKind::Estimates(Scale::Ratio | Scale::LogRatio) => &[Self::GenericRatio],
            OutcomeKind::Estimates(Scale::Difference) => &[Self::GenericDifference],
        }
    }

    /// Whether trials give the effect itself rather than counts.
    #[must_use]
    pub fn is_generic(self) -> bool {
        matches!(self, Self::GenericRatio | Self::GenericDifference)
    }
}

/// How trials are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Mantel and Haenszel's stratified estimate, common effect.
    MantelHaenszel,
    /// Miettinen and Nurminen's stratified score interval around the Mantel–Haenszel estimate, common effect; risk
    /// differences only.
    MiettinenNurminen,
    /// Peto's sum of observed minus expected, common effect; odds ratios only.
    Peto,
    /// Inverse-variance weights, common effect.
    InverseVariance,
    /// Inverse-variance weights with a between-trial variance τ².
    RandomEffects(TauSquaredEstimator),
    /// A generalized linear mixed model of the counts, trials' effects random; odds ratios, rate ratios and logits of
    /// single proportions.
    GeneralizedLinear(CountModel),
    /// Beta-binomial arms with a common correlation; compares arms across trials, so it never decides alone.
    BetaBinomial,
    /// Firth's penalized logistic regression stratified by trial, common effect; odds ratios only.
    PenalizedLogistic,
    /// The exact conditional distribution of the events given all margins, common effect; odds ratios only.
    ExactConditional(ExactTail),
    /// The posterior of the mean of random effects; ratios only.
    Bayesian(TauPrior),
}

impl Method {
    /// Whether a continuity correction enters the pool; the other methods take the counts as they are.
    #[must_use]
    pub fn corrects(self) -> bool {
        matches!(
            self,
            Self::MantelHaenszel | Self::InverseVariance | Self::RandomEffects(_)
        )
    }

    /// Whether the trials' true effects may differ: the answer is their mean.
    #[must_use]
    pub fn is_random(self) -> bool {
        matches!(
            self,
            Self::RandomEffects(_) | Self::GeneralizedLinear(_) | Self::Bayesian(_)
        )
    }
}

/// The likelihood of one trial in a generalized linear mixed model (names of Stijnen et al. 2010 and of R's metafor).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountModel {
    /// CM.EL: noncentral hypergeometric given all margins; for rates, binomial given the events.
    ConditionalExact,
    /// CM.AL: its binomial approximation for rare events.
    ConditionalApproximate,
    /// UM.FS: two binomials with a fixed intercept for each trial.
    FixedIntercepts,
    /// UM.RS: two binomials with normal intercepts.
    RandomIntercepts,
    /// One binomial a trial with normal logits: the proportion of one arm.
    LogisticNormal,
}

/// The prior of the between-trial standard deviation τ of a log ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TauPrior {
    /// Half-normal with scale 0.5.
    HalfNormal,
    /// Half-normal with scale 1.0, as a sensitivity.
    HalfNormalWide,
    /// Half-Cauchy with scale 0.5.
    HalfCauchy,
}

/// How the observed value itself counts in the tails of an exact distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExactTail {
    /// In full: at least 95 % coverage, always.
    Exact,
    /// By half: 95 % coverage on average.
    MidP,
}

/// How the between-trial variance τ² is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TauSquaredEstimator {
    /// Restricted maximum likelihood.
    RestrictedMaximumLikelihood,
    /// DerSimonian and Laird's moment estimator.
    DerSimonianLaird,
    /// Paule and Mandel's moment estimator: the generalised Q equals its expectation.
    PauleMandel,
    /// Maximum likelihood.
    MaximumLikelihood,
    /// Morris' empirical Bayes estimator; the same number as Paule and Mandel's.
    EmpiricalBayes,
    /// Sidik and Jonkman's two-step estimator; never zero.
    SidikJonkman,
    /// Hedges and Olkin's unweighted moment estimator (Cochran's analysis of variance).
    HedgesOlkin,
    /// Hunter and Schmidt's estimator.
    HunterSchmidt,
    /// DerSimonian and Laird's with Q around the Mantel–Haenszel estimate, as RevMan prints it ("M-H, Random").
    DerSimonianLairdMantelHaenszel,
}

/// How the interval of a random-effects mean is made.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// Normal quantile times the standard error.
    Wald,
    /// Hartung, Knapp, Sidik and Jonkman: t quantile with k − 1, variance rescaled by q.
    HartungKnapp,
    /// The same with max(1, q): never narrower than Wald's standard error.
    #[default]
    HartungKnappSafeguarded,
    /// From the profile of the likelihood; for τ² by maximum likelihood only.
    ProfileLikelihood,
    /// Of Mantel and Haenszel's estimate only: the wider of the model's interval and, from six trials, that of the trials'
    /// own contributions, so that trials that differ widen it.
    Robust,
}

/// What is done to a trial with an empty cell before its own effect is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Nothing: a ratio with an empty cell is not estimable in that trial.
    #[default]
    None,
    /// 0.5 to every cell of trials that have an empty one; double-zero trials left out.
    HalfWhereZero,
    /// Treatment-arm correction (Sweeting, Sutton and Lambert 2004): the amounts add up to one and follow the
    /// allocation; trials that have an empty cell only; double-zero trials left out.
    TreatmentArm,
    /// 0.5 to every cell of every trial, for recomputing what was published; double-zero trials left out.
    HalfEverywhere,
    /// An amount of the user's, above 0 and at most 1, to every cell of trials that have an empty one; double-zero trials
    /// left out.
    WhereZero(f64),
}

/// Degrees of freedom of the t quantile of a prediction interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PredictionDegrees {
    /// k − 1.
    #[default]
    KMinusOne,
    /// k − 2 (Higgins, Thompson and Spiegelhalter 2009).
    KMinusTwo,
}

/// Everything that decides how one outcome is pooled.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What is compared.
    pub measure: Measure,
    /// How trials are combined.
    pub method: Method,
    /// How the interval of a random-effects mean is made, or of Mantel and Haenszel's estimate where it is
    /// [`Interval::Robust`]; common-effect methods use Wald's otherwise.
    pub interval: Interval,
    /// What is done about empty cells.
    pub correction: Correction,
    /// Degrees of freedom of the prediction interval.
    pub prediction: PredictionDegrees,
}

/// How a trial enters that has several arms on the experimental side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MultipleArms {
    /// The arms are added up: one comparison (Higgins et al. 2019, Cochrane Handbook 23.3.4, the first choice there).
    #[default]
    Combined,
    /// Each arm is compared with its share of the control group, in whole people, so that nobody counts twice: a comparison
    /// for each arm.
    SplitControl,
}

impl MultipleArms {
    /// All of them, the default first.
    pub const ALL: [Self; 2] = [Self::Combined, Self::SplitControl];
}

/// What the user chose for the review, beside its data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The measure of the review's plan; proposals start from it. `None` means the default, the risk ratio.
    pub measure: Option<Measure>,
    /// The confidence level of the review.
    #[serde(default, skip_serializing_if = "is_default")]
    pub level: ConfidenceLevel,
    /// The levels of outcomes that depart from the review's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<OutcomeId, ConfidenceLevel>,
    /// The plan pinned for each outcome: proposed once from the data, then only changed by the user.
    pub plans: BTreeMap<OutcomeId, Plan>,
    /// Trials that are left out of every pool without a reason.
    pub hidden: BTreeSet<TrialId>,
    /// Whether trials that are not randomized, or not confirmed to be, enter the pools.
    pub include_not_randomized: bool,
    /// How trials with several experimental arms enter.
    #[serde(default, skip_serializing_if = "is_default")]
    pub multiple_arms: MultipleArms,
    /// Whether numbers are written with a decimal comma.
    pub decimal_comma: bool,
    /// How the figures look.
    #[serde(default)]
    pub figures: Arc<FigureSettings>,
    /// Findings about the data that the user has looked at and laid aside.
    #[serde(default)]
    pub dismissed: Vec<Dismissed>,
    /// What the user decided about the columns of tables.
    #[serde(default)]
    pub tables: Option<Vec<KnownTable>>,
    /// Trials that are left out with a reason, or of one outcome, in the order of trials and outcomes; see
    /// [`Settings::leave_out`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<Exclusion>,
    /// The sensitivity analyses of outcomes; an outcome without one is not listed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sensitivity: BTreeMap<OutcomeId, Vec<SensitivityAnalysis>>,
    /// What is explored of outcomes; an outcome of which nothing is, is not listed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub explorations: BTreeMap<OutcomeId, Exploration>,
    /// The doses of arms, where the user said them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doses: ArmDoses,
    /// Paragraphs of the report that were written by hand, in the order of their topics; the others follow the data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<EditedParagraph>,
}

impl Settings {
    /// The confidence level of an outcome: its own, or the review's.
    #[must_use]
    pub fn level_of(&self, outcome: OutcomeId) -> ConfidenceLevel {
        self.levels.get(&outcome).copied().unwrap_or(self.level)
    }
}

/// Whether it is what it would be if nothing had been said, which documents leave away.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What was decided about a table, for the next one with the same heads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownTable {
    /// The heads by which it is known.
    pub heads: String,
    /// What was decided, as reading wrote it down.
    pub choices: String,
}

/// A finding that was laid aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismissed {
    /// The words in which it was said. Numbers stand in them: a finding about other numbers is another one.
    pub finding: String,
    /// Why it was laid aside.
    pub reason: String,
}
