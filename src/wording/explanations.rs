//! Terms of art, each in a short paragraph with its source.

use std::collections::BTreeSet;

use super::translate;
use crate::analysis::Response;
use crate::data::{Interval, Measure, Method, Note, Plan, TauSquaredEstimator};

/// A term that a reader may want explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// Risk ratio.
    RiskRatio,
    /// Odds ratio.
    OddsRatio,
    /// Risk difference.
    RiskDifference,
    /// Difference of arcsines.
    ArcsineDifference,
    /// Rate ratio and rate difference.
    Rate,
    /// Mean difference.
    MeanDifference,
    /// Standardized mean difference.
    StandardizedMeanDifference,
    /// Ratio of means.
    RatioOfMeans,
    /// Mantel and Haenszel's method.
    MantelHaenszel,
    /// Miettinen and Nurminen's score interval.
    MiettinenNurminen,
    /// Peto's method.
    Peto,
    /// Inverse-variance weights.
    InverseVariance,
    /// Generalized linear mixed models of the counts.
    MixedModel,
    /// The beta-binomial model.
    BetaBinomial,
    /// Firth's penalized logistic regression.
    PenalizedLogistic,
    /// The exact conditional distribution.
    ExactConditional,
    /// Bayesian random effects.
    Bayesian,
    /// Random effects.
    RandomEffects,
    /// Restricted maximum likelihood.
    RestrictedMaximumLikelihood,
    /// DerSimonian and Laird's estimator.
    DerSimonianLaird,
    /// The other estimators of τ².
    TauSquaredEstimators,
    /// Hartung and Knapp's interval.
    HartungKnapp,
    /// The prediction interval.
    PredictionInterval,
    /// I².
    ISquared,
    /// τ².
    TauSquared,
    /// Continuity corrections.
    ContinuityCorrection,
    /// Trials without an event in either arm.
    DoubleZero,
    /// The rule of three.
    RuleOfThree,
    /// Simpson's paradox.
    SimpsonsParadox,
    /// The confidence interval.
    ConfidenceInterval,
    /// The smallest detectable effect.
    SmallestDetectable,
    /// Not reported against zero.
    NotReported,
}

/// A term explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The term.
    pub title: &'static str,
    /// A short paragraph.
    pub text: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// Every term, in the order of a glossary.
pub const TERMS: [Term; 32] = [
    Term::ArcsineDifference,
    Term::Bayesian,
    Term::BetaBinomial,
    Term::ConfidenceInterval,
    Term::ContinuityCorrection,
    Term::DerSimonianLaird,
    Term::DoubleZero,
    Term::TauSquaredEstimators,
    Term::ExactConditional,
    Term::HartungKnapp,
    Term::ISquared,
    Term::InverseVariance,
    Term::MantelHaenszel,
    Term::MeanDifference,
    Term::MiettinenNurminen,
    Term::MixedModel,
    Term::NotReported,
    Term::OddsRatio,
    Term::PenalizedLogistic,
    Term::Peto,
    Term::PredictionInterval,
    Term::RandomEffects,
    Term::Rate,
    Term::RatioOfMeans,
    Term::RestrictedMaximumLikelihood,
    Term::RiskDifference,
    Term::RiskRatio,
    Term::RuleOfThree,
    Term::SimpsonsParadox,
    Term::SmallestDetectable,
    Term::StandardizedMeanDifference,
    Term::TauSquared,
];

/// The terms that a reader meets at an outcome, in the order in which they are met.
#[must_use]
pub fn met_in(response: &Response) -> Vec<Term> {
    let mut terms = of_measure(response.measure());
    if let Ok(pooled) = &response.pooled {
        terms.push(Term::ConfidenceInterval);
        terms.extend(of_method(response.plan));
        if pooled.prediction.is_some() {
            terms.push(Term::PredictionInterval);
        }
        if pooled.heterogeneity.is_some() {
            terms.extend([Term::ISquared, Term::TauSquared]);
        }
    }
    terms.extend(response.notes.iter().filter_map(of_note));
    if !response.ruled_out.zero_bounds.is_empty() {
        terms.push(Term::RuleOfThree);
    }
    if response.ruled_out.smallest_detectable.is_some() {
        terms.push(Term::SmallestDetectable);
    }
    terms.push(Term::NotReported);
    let mut met = BTreeSet::new();
    terms.retain(|term| met.insert(*term));
    terms
}

/// The terms behind a measure; none for effects whose measure the trials themselves name.
fn of_measure(measure: Measure) -> Vec<Term> {
    match measure {
        Measure::RiskRatio => vec![Term::RiskRatio],
        Measure::OddsRatio => vec![Term::OddsRatio],
        Measure::PetoOddsRatio => vec![Term::OddsRatio, Term::Peto],
        Measure::RiskDifference => vec![Term::RiskDifference],
        Measure::ArcsineDifference => vec![Term::ArcsineDifference],
        Measure::RateRatio | Measure::RateDifference => vec![Term::Rate],
        Measure::MeanDifference => vec![Term::MeanDifference],
        Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances => {
            vec![Term::StandardizedMeanDifference]
        }
        Measure::RatioOfMeans => vec![Term::RatioOfMeans],
        // What is said of them stands in the names of their scales.
        Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => Vec::new(),
    }
}

/// The terms behind a method and its interval.
fn of_method(plan: Plan) -> Vec<Term> {
    match plan.method {
        Method::MantelHaenszel => vec![Term::MantelHaenszel],
        Method::MiettinenNurminen => vec![Term::MiettinenNurminen],
        Method::Peto => vec![Term::Peto],
        Method::InverseVariance => vec![Term::InverseVariance],
        Method::GeneralizedLinear(_) => vec![Term::MixedModel],
        Method::BetaBinomial => vec![Term::BetaBinomial],
        Method::PenalizedLogistic => vec![Term::PenalizedLogistic],
        Method::ExactConditional(_) => vec![Term::ExactConditional],
        Method::Bayesian(_) => vec![Term::Bayesian],
        Method::RandomEffects(estimator) => {
            let mut terms = vec![
                Term::RandomEffects,
                match estimator {
                    TauSquaredEstimator::RestrictedMaximumLikelihood => {
                        Term::RestrictedMaximumLikelihood
                    }
                    TauSquaredEstimator::DerSimonianLaird => Term::DerSimonianLaird,
                    TauSquaredEstimator::PauleMandel
                    | TauSquaredEstimator::MaximumLikelihood
                    | TauSquaredEstimator::EmpiricalBayes
                    | TauSquaredEstimator::SidikJonkman
                    | TauSquaredEstimator::HedgesOlkin
                    | TauSquaredEstimator::HunterSchmidt
                    | TauSquaredEstimator::DerSimonianLairdMantelHaenszel => {
                        Term::TauSquaredEstimators
                    }
                },
            ];
            if plan.interval != Interval::Wald {
                terms.push(Term::HartungKnapp);
            }
            terms
        }
    }
}

fn of_note(note: &Note) -> Option<Term> {
    match note {
        Note::CorrectionInUse { .. } | Note::InverseVarianceWithZeros { .. } => {
            Some(Term::ContinuityCorrection)
        }
        Note::DoubleZero { .. } => Some(Term::DoubleZero),
        Note::PetoDoubtful { .. } => Some(Term::Peto),
        Note::CrudeReversed { .. } => Some(Term::SimpsonsParadox),
        Note::HartungKnappNarrower { .. } => Some(Term::HartungKnapp),
        Note::PredictionSuppressed { .. } => Some(Term::PredictionInterval),
        Note::HeterogeneitySparse { .. } => Some(Term::ISquared),
        Note::TauSquaredAtZero => Some(Term::TauSquared),
        Note::AllEvents { .. }
        | Note::FullArms { .. }
        | Note::ArmWithoutEvent { .. }
        | Note::NoEvents
        | Note::RiskDifferenceWithRareEvents { .. }
        | Note::ArmsAcrossTrials
        | Note::NotConverged
        | Note::DominantTrial { .. }
        | Note::WeightsOfBothArms
        | Note::EventsFromOneTrial { .. } => None,
    }
}

/// What a term means.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a glossary is one list")]
pub fn explanation(term: Term) -> Explanation {
    let (title, text, source) = match term {
        Term::RiskRatio => (
            translate("Risk ratio"),
            translate(
                "The share of people with the event in one group divided by the share in the other. 2 means twice the risk, 0.5 half of it, 1 no difference.",
            ),
            translate("Cochrane Handbook for Systematic Reviews of Interventions, chapter 6"),
        ),
        Term::OddsRatio => (
            translate("Odds ratio"),
            translate(
                "Odds are people with the event divided by people without it; the odds ratio compares the odds of two groups. For rare events it is close to the risk ratio; for common ones it lies further from 1.",
            ),
            translate("Cochrane Handbook for Systematic Reviews of Interventions, chapter 6"),
        ),
        Term::RiskDifference => (
            translate("Risk difference"),
            translate(
                "The share of people with the event in one group minus the share in the other: how many more or fewer of 1,000. It depends on how common the event is without treatment, so it carries over less well from trial to trial than a ratio.",
            ),
            translate("Cochrane Handbook for Systematic Reviews of Interventions, chapter 6"),
        ),
        Term::ArcsineDifference => (
            translate("Arcsine difference"),
            translate(
                "The difference between the arcsines of the roots of the two risks. It exists for every table, empty cells included, and its variance depends on the size of the arms alone. Its size has no plain meaning: read its direction and its test.",
            ),
            translate("Rücker, Schwarzer, Carpenter and Olkin, Stat Med 2009; 28: 721"),
        ),
        Term::Rate => (
            translate("Rate ratio and rate difference"),
            translate(
                "A rate is events divided by the time that people were watched, all together. It is the right comparison when follow-up differs between the arms or people can have the event more than once.",
            ),
            translate("Cochrane Handbook for Systematic Reviews of Interventions, chapter 6"),
        ),
        Term::MeanDifference => (
            translate("Mean difference"),
            translate(
                "The mean of one group minus the mean of the other, in the unit of the measurement. It can be pooled where all trials used that unit.",
            ),
            translate("Cochrane Handbook for Systematic Reviews of Interventions, chapter 6"),
        ),
        Term::StandardizedMeanDifference => (
            translate("Standardized mean difference"),
            translate(
                "The difference of two means divided by a standard deviation, with a correction for small trials. It pools measurements in different units, at the price that a spread that differs between trials looks like a different effect.",
            ),
            translate("Hedges, J Educ Stat 1981; 6: 107"),
        ),
        Term::RatioOfMeans => (
            translate("Ratio of means"),
            translate(
                "The mean of one group divided by the mean of the other, pooled on the log scale. It needs measurements that cannot be zero or below.",
            ),
            translate("Friedrich, Adhikari and Beyene, BMC Med Res Methodol 2008; 8: 32"),
        ),
        Term::TauSquaredEstimators => (
            translate("Estimators of τ²"),
            translate(
                "How much true effects differ can be estimated in several ways: by moments (Paule–Mandel, Hedges–Olkin, Hunter–Schmidt, Sidik–Jonkman), by likelihood, or by empirical Bayes. With few trials they can differ widely, and none is best everywhere.",
            ),
            translate(
                "Veroniki and others, Res Synth Methods 2016; 7: 55; Langan and others, Res Synth Methods 2019; 10: 83",
            ),
        ),
        Term::MantelHaenszel => (
            translate("Mantel–Haenszel"),
            translate(
                "Pools the counts of all trials, comparing people only within their own trial. It needs nothing added to empty cells, which makes it a good choice for rare events. It assumes that one effect is common to all trials; its robust interval does not, and is widened where six trials or more differ.",
            ),
            translate(
                "Mantel and Haenszel, J Natl Cancer Inst 1959; 22: 719. Variances: Robins, Breslow and Greenland, Biometrics 1986; 42: 311; Greenland and Robins, Biometrics 1985; 41: 55; Sato, Greenland and Robins, Biometrics 1989; 45: 1323",
            ),
        ),
        Term::MiettinenNurminen => (
            translate("Miettinen–Nurminen score interval"),
            translate(
                "An interval for the difference of risks that asks which differences the counts do not contradict, trial by trial, instead of trusting a standard error. It stays meaningful where arms have no events: the usual interval of an empty table has no width and would seem to rule out any harm.",
            ),
            translate("Miettinen and Nurminen, Stat Med 1985; 4: 213"),
        ),
        Term::Peto => (
            translate("Peto’s method"),
            translate(
                "An approximate odds ratio made from the difference between the events seen and those expected if the treatment changed nothing. It works without corrections and is good when events are very rare, arms equal in size and effects moderate; elsewhere it is biased.",
            ),
            translate(
                "Yusuf, Peto, Lewis, Collins and Sleight, Prog Cardiovasc Dis 1985; 27: 335. Limits: Greenland and Salvan, Stat Med 1990; 9: 247",
            ),
        ),
        Term::InverseVariance => (
            translate("Inverse variance"),
            translate(
                "Averages the trials’ effects, each weighted by its precision. A trial with an empty cell has no ratio of its own, so that it must be corrected or left out: a reason not to use it for rare events.",
            ),
            translate("Cochrane Handbook for Systematic Reviews of Interventions, chapter 10"),
        ),
        Term::MixedModel => (
            translate("Mixed model (GLMM)"),
            translate(
                "The counts themselves are modelled, not estimates made from them, so that trials with no event in one group need no correction. The trials’ true effects may differ. Given the totals of each trial (conditional), nothing else has to be assumed about its risks.",
            ),
            translate(
                "Stijnen, Hamza, Özdemir 2010, Statistics in Medicine 29:3046; Jackson and others 2018, Statistics in Medicine 37:1059",
            ),
        ),
        Term::BetaBinomial => (
            translate("Beta-binomial model"),
            translate(
                "The risks of all treated groups scatter around one mean, those of all control groups around another. Trials without any event take part. It compares groups of different trials with each other, so it does not rest on randomization alone.",
            ),
            translate("Kuss 2015, Statistics in Medicine 34:1097"),
        ),
        Term::PenalizedLogistic => (
            translate("Penalized logistic regression (Firth)"),
            translate(
                "A logistic regression with an intercept for every trial and a small penalty that keeps the estimate finite, even where a group has no event, and takes most of the bias of few events away.",
            ),
            translate(
                "Firth 1993, Biometrika 80:27; Heinze and Schemper 2002, Statistics in Medicine 21:2409",
            ),
        ),
        Term::Bayesian => (
            translate("Bayesian random effects"),
            translate(
                "What is believed about the mean effect after seeing the trials, starting from almost nothing: ratios from 1/2,500 to 2,500 are open, and trials are expected to differ little to moderately. The interval holds the mean with the probability of its level, given the model and what was assumed before. Computed by integration, so that the same data always give the same numbers.",
            ),
            translate(
                "Röver 2020, Journal of Statistical Software 93(6); Friede and others 2017, Research Synthesis Methods 8:79",
            ),
        ),
        Term::ExactConditional => (
            translate("Exact conditional odds ratio"),
            translate(
                "Given the totals of each trial, the probability of every possible result is counted, with no approximation. Exact intervals are too wide when events are few; mid-p counts the observed result by half and comes closer to the level asked for.",
            ),
            translate(
                "Mehta, Patel, Gray 1985, Journal of the American Statistical Association 80:969; Agresti, Categorical Data Analysis",
            ),
        ),
        Term::RandomEffects => (
            translate("Random effects"),
            translate(
                "Allows that the true effect differs from trial to trial, and estimates the mean of these effects. With few trials the mean is uncertain, and how much trials differ is known even less.",
            ),
            translate("DerSimonian and Laird, Control Clin Trials 1986; 7: 177"),
        ),
        Term::RestrictedMaximumLikelihood => (
            translate("REML"),
            translate(
                "Restricted maximum likelihood estimates how much the trials’ true effects differ (τ²). In simulations it is among the estimators with the least bias.",
            ),
            translate(
                "Viechtbauer, J Educ Behav Stat 2005; 30: 261; Langan and others, Res Synth Methods 2019; 10: 83",
            ),
        ),
        Term::DerSimonianLaird => (
            translate("DerSimonian–Laird"),
            translate(
                "An estimator of τ² that needs no iteration, and for that reason the one in most published reviews. It tends to be too small when trials differ much.",
            ),
            translate("DerSimonian and Laird, Control Clin Trials 1986; 7: 177"),
        ),
        Term::HartungKnapp => (
            translate("Hartung–Knapp interval"),
            translate(
                "An interval for the mean of random effects that takes into account that τ² was estimated: it uses the t distribution and rescales the standard error by how much the trials in fact differ. With few trials it holds its promise better than Wald’s. When trials agree by chance it can be too narrow; the safeguard keeps its standard error from falling below Wald’s.",
            ),
            translate(
                "Hartung and Knapp, Stat Med 2001; 20: 3875; Sidik and Jonkman, Stat Med 2002; 21: 3153. Safeguard: Röver, Knapp and Friede, BMC Med Res Methodol 2015; 15: 99",
            ),
        ),
        Term::PredictionInterval => (
            translate("Prediction interval"),
            translate(
                "Where the true effect of a new, similar trial is expected. The confidence interval is about the mean of the effects; the prediction interval is about the next one, and it is wider when trials differ.",
            ),
            translate(
                "Higgins, Thompson and Spiegelhalter, J R Stat Soc A 2009; 172: 137; IntHout and others, BMJ Open 2016; 6: e010247",
            ),
        ),
        Term::ISquared => (
            translate("I²"),
            translate(
                "The share of the variation between the trials’ results that is beyond chance. It grows with the size of the trials, even where their effects differ no more, so it does not say how much effects differ; τ² and the prediction interval do.",
            ),
            translate(
                "Higgins and Thompson, Stat Med 2002; 21: 1539; Rücker and others, BMC Med Res Methodol 2008; 8: 79",
            ),
        ),
        Term::TauSquared => (
            "τ²",
            translate(
                "The variance of the trials’ true effects, for ratios on the log scale. Its root, τ, can be read as a spread: with τ = 0.2, about two thirds of trials have a true ratio within a factor of 1.22 of the mean.",
            ),
            translate(
                "DerSimonian and Laird, Control Clin Trials 1986; 7: 177; Viechtbauer, Stat Med 2007; 26: 37",
            ),
        ),
        Term::ContinuityCorrection => (
            translate("Continuity correction"),
            translate(
                "A small number added to the cells of a trial so that a ratio can be computed although a cell is empty. The usual 0.5 pulls estimates towards no difference, and more so when arms are unequal. The treatment-arm correction follows the size of the arms and does less harm; methods that need none do none.",
            ),
            translate(
                "Sweeting, Sutton and Lambert, Stat Med 2004; 23: 1351; Bradburn and others, Stat Med 2007; 26: 53",
            ),
        ),
        Term::DoubleZero => (
            translate("Double-zero trial"),
            translate(
                "A trial without an event in either arm. It says that the event is rare, but holds no information about a ratio, so that methods for ratios leave it out. Its people count for risk differences and for bounds.",
            ),
            translate(
                "Xu and others, J Clin Epidemiol 2021; 135: 70; Bradburn and others, Stat Med 2007; 26: 53",
            ),
        ),
        Term::RuleOfThree => (
            translate("Rule of three"),
            translate(
                "If none of n people had the event, a risk of up to about 3/n is still compatible with that at 95% confidence: none of 300 leaves room for 1 in 100. The exact bound is 1 − 0.05^(1/n).",
            ),
            translate("Hanley and Lippman-Hand, JAMA 1983; 249: 1743"),
        ),
        Term::SimpsonsParadox => (
            translate("Simpson’s paradox"),
            translate(
                "Adding up all people as if they had been in one trial can reverse the direction of an effect, because trials differ in risk and in how unequal their arms are. Pooling compares people within their trial and is not misled.",
            ),
            translate(
                "Simpson, J R Stat Soc B 1951; 13: 238; for meta-analysis: Rücker and Schumacher, BMC Med Res Methodol 2008; 8: 34",
            ),
        ),
        Term::ConfidenceInterval => (
            translate("Confidence interval"),
            translate(
                "A range made by a method that, used over and over, covers the true value as often as its level says: one of 95% in 95 of 100 times. What lies inside is compatible with the data; that no difference lies inside does not mean that there is none.",
            ),
            translate("Greenland and others, Eur J Epidemiol 2016; 31: 337"),
        ),
        Term::SmallestDetectable => (
            translate("Smallest detectable effect"),
            translate(
                "The smallest true effect that an analysis as precise as this one would find, at two-sided 5%, in 80 of 100 repetitions: exp((1.96 + 0.84) × standard error) for a ratio. It is about the precision that was reached, and says nothing about the effect that was seen.",
            ),
            translate(
                "Hoenig and Heisey, Am Stat 2001; 55: 19 (why not the power at the observed effect)",
            ),
        ),
        Term::NotReported => (
            translate("Not reported is not zero"),
            translate(
                "A trial that does not mention an event may have had none, may not have looked, or may not have said. An empty cell is therefore left out of the pool; a zero is a result and enters it.",
            ),
            translate(
                "Loke, Golder and Vandenbroucke, Ther Adv Drug Saf 2011; 2: 59; CONSORT Harms: Junqueira and others, BMJ 2023; 381: e073725",
            ),
        ),
    };
    Explanation {
        title,
        text,
        source,
    }
}
