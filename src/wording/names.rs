//! What measures, methods and their parts are called. The only place that names them.

use super::{Locale, number};
use crate::data::{
    Correction, CountModel, ExactTail, Interval, Measure, Method, Plan, PredictionDegrees,
    TauPrior, TauSquaredEstimator,
};

/// What a name is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// In sentences and controls: "Risk ratio".
    Full,
    /// In column heads and chips: "RR".
    Short,
}

/// The name of a measure.
#[must_use]
pub fn measure(measure: Measure, length: Length) -> &'static str {
    match (measure, length) {
        (Measure::RiskRatio, Length::Full) => "Risk ratio",
        (Measure::RiskRatio, Length::Short) => "RR",
        (Measure::OddsRatio, Length::Full) => "Odds ratio",
        (Measure::OddsRatio, Length::Short) => "OR",
        (Measure::PetoOddsRatio, Length::Full) => "Peto odds ratio",
        (Measure::PetoOddsRatio, Length::Short) => "Peto OR",
        (Measure::RiskDifference, Length::Full) => "Risk difference",
        (Measure::RiskDifference, Length::Short) => "RD",
        (Measure::ArcsineDifference, Length::Full) => "Arcsine difference",
        (Measure::ArcsineDifference, Length::Short) => "AS",
        (Measure::RateRatio, Length::Full) => "Rate ratio",
        (Measure::RateRatio, Length::Short) => "IRR",
        (Measure::RateDifference, Length::Full) => "Rate difference",
        (Measure::RateDifference, Length::Short) => "IRD",
        (Measure::MeanDifference, Length::Full) => "Mean difference",
        (Measure::MeanDifference, Length::Short) => "MD",
        (Measure::StandardizedMeanDifference, Length::Full) => "Standardized mean difference",
        (Measure::StandardizedMeanDifference, Length::Short) => "SMD",
        (Measure::StandardizedMeanDifferenceUnequalVariances, Length::Full) => {
            "Standardized mean difference, unequal variances"
        }
        (Measure::StandardizedMeanDifferenceUnequalVariances, Length::Short) => "SMDH",
        (Measure::RatioOfMeans, Length::Full) => "Ratio of means",
        (Measure::RatioOfMeans, Length::Short) => "ROM",
        (Measure::LogitProportion, Length::Full) => "Proportion, logit",
        (Measure::LogitProportion, Length::Short) => "PLO",
        (Measure::ArcsineProportion, Length::Full) => "Proportion, arcsine",
        (Measure::ArcsineProportion, Length::Short) => "PAS",
        (Measure::LogProportion, Length::Full) => "Proportion, logarithm",
        (Measure::LogProportion, Length::Short) => "PLN",
        (Measure::RawProportion, Length::Full) => "Proportion as it stands",
        (Measure::RawProportion, Length::Short) => "PR",
        (Measure::DoubleArcsineProportion, Length::Full) => "Proportion, double arcsine",
        (Measure::DoubleArcsineProportion, Length::Short) => "PFT",
        (Measure::GenericRatio, Length::Full | Length::Short) => "Ratio",
        (Measure::GenericDifference, Length::Full | Length::Short) => "Difference",
    }
}

/// The name of a measure within a sentence: "risk ratio", "Peto odds ratio".
#[must_use]
pub fn measure_inside(measure: Measure) -> &'static str {
    match measure {
        Measure::RiskRatio => "risk ratio",
        Measure::OddsRatio => "odds ratio",
        Measure::PetoOddsRatio => "Peto odds ratio",
        Measure::RiskDifference => "risk difference",
        Measure::ArcsineDifference => "arcsine difference",
        Measure::RateRatio => "rate ratio",
        Measure::RateDifference => "rate difference",
        Measure::MeanDifference => "mean difference",
        Measure::StandardizedMeanDifference => "standardized mean difference",
        Measure::StandardizedMeanDifferenceUnequalVariances => {
            "standardized mean difference (unequal variances)"
        }
        Measure::RatioOfMeans => "ratio of means",
        Measure::LogitProportion => "proportion (logit)",
        Measure::ArcsineProportion => "proportion (arcsine)",
        Measure::LogProportion => "proportion (logarithm)",
        Measure::RawProportion => "proportion",
        Measure::DoubleArcsineProportion => "proportion (double arcsine)",
        Measure::GenericRatio => "ratio",
        Measure::GenericDifference => "difference",
    }
}

/// The name of a method without its details: "Mantel–Haenszel", "Random effects (REML)".
#[must_use]
pub fn method(method: Method, length: Length) -> &'static str {
    match (method, length) {
        (Method::MantelHaenszel, Length::Full) => "Mantel–Haenszel",
        (Method::MantelHaenszel, Length::Short) => "M–H",
        (Method::MiettinenNurminen, Length::Full) => "Miettinen–Nurminen score",
        (Method::MiettinenNurminen, Length::Short) => "M–N",
        (Method::Peto, Length::Full | Length::Short) => "Peto",
        (Method::InverseVariance, Length::Full) => "Inverse variance, common effect",
        (Method::InverseVariance, Length::Short) => "IV",
        (Method::RandomEffects(by), Length::Full) => random_effects_by(by),
        (Method::RandomEffects(by), Length::Short) => estimator(by, Length::Short),
        (Method::GeneralizedLinear(model), length) => count_model(model, length),
        (Method::BetaBinomial, Length::Full | Length::Short) => "Beta-binomial",
        (Method::PenalizedLogistic, Length::Full) => "Penalized logistic (Firth)",
        (Method::PenalizedLogistic, Length::Short) => "Firth",
        (Method::ExactConditional(ExactTail::Exact), Length::Full) => "Exact conditional",
        (Method::ExactConditional(ExactTail::Exact), Length::Short) => "Exact",
        (Method::ExactConditional(ExactTail::MidP), Length::Full) => "Exact conditional, mid-p",
        (Method::ExactConditional(ExactTail::MidP), Length::Short) => "Mid-p",
        (Method::Bayesian(TauPrior::HalfNormal), Length::Full) => "Bayesian, half-normal 0.5",
        (Method::Bayesian(TauPrior::HalfNormal), Length::Short) => "Bayes",
        (Method::Bayesian(TauPrior::HalfNormalWide), Length::Full) => "Bayesian, half-normal 1",
        (Method::Bayesian(TauPrior::HalfNormalWide), Length::Short) => "Bayes, wider prior",
        (Method::Bayesian(TauPrior::HalfCauchy), Length::Full) => "Bayesian, half-Cauchy 0.5",
        (Method::Bayesian(TauPrior::HalfCauchy), Length::Short) => "Bayes, half-Cauchy",
    }
}

fn count_model(model: CountModel, length: Length) -> &'static str {
    match (model, length) {
        (CountModel::ConditionalExact, Length::Full) => "Mixed model, conditional",
        (CountModel::ConditionalExact, Length::Short) => "GLMM CM.EL",
        (CountModel::ConditionalApproximate, Length::Full) => {
            "Mixed model, conditional, approximate"
        }
        (CountModel::ConditionalApproximate, Length::Short) => "GLMM CM.AL",
        (CountModel::FixedIntercepts, Length::Full) => "Mixed model, fixed intercepts",
        (CountModel::FixedIntercepts, Length::Short) => "GLMM UM.FS",
        (CountModel::RandomIntercepts, Length::Full) => "Mixed model, random intercepts",
        (CountModel::RandomIntercepts, Length::Short) => "GLMM UM.RS",
        (CountModel::LogisticNormal, Length::Full) => "Mixed model, binomial–normal",
        (CountModel::LogisticNormal, Length::Short) => "GLMM",
    }
}

fn random_effects_by(estimator: TauSquaredEstimator) -> &'static str {
    match estimator {
        TauSquaredEstimator::RestrictedMaximumLikelihood => "Random effects (REML)",
        TauSquaredEstimator::DerSimonianLaird => "Random effects (DerSimonian–Laird)",
        TauSquaredEstimator::PauleMandel => "Random effects (Paule–Mandel)",
        TauSquaredEstimator::MaximumLikelihood => "Random effects (maximum likelihood)",
        TauSquaredEstimator::EmpiricalBayes => "Random effects (empirical Bayes)",
        TauSquaredEstimator::SidikJonkman => "Random effects (Sidik–Jonkman)",
        TauSquaredEstimator::HedgesOlkin => "Random effects (Hedges–Olkin)",
        TauSquaredEstimator::HunterSchmidt => "Random effects (Hunter–Schmidt)",
        TauSquaredEstimator::DerSimonianLairdMantelHaenszel => {
            "Random effects (DerSimonian–Laird, M–H, as RevMan)"
        }
    }
}

/// The name of an estimator of τ².
#[must_use]
pub fn estimator(estimator: TauSquaredEstimator, length: Length) -> &'static str {
    match (estimator, length) {
        (TauSquaredEstimator::RestrictedMaximumLikelihood, Length::Full) => {
            "Restricted maximum likelihood"
        }
        (TauSquaredEstimator::RestrictedMaximumLikelihood, Length::Short) => "REML",
        (TauSquaredEstimator::DerSimonianLaird, Length::Full) => "DerSimonian–Laird",
        (TauSquaredEstimator::DerSimonianLaird, Length::Short) => "DL",
        (TauSquaredEstimator::PauleMandel, Length::Full) => "Paule–Mandel",
        (TauSquaredEstimator::PauleMandel, Length::Short) => "PM",
        (TauSquaredEstimator::MaximumLikelihood, Length::Full) => "Maximum likelihood",
        (TauSquaredEstimator::MaximumLikelihood, Length::Short) => "ML",
        (TauSquaredEstimator::EmpiricalBayes, Length::Full) => "Empirical Bayes",
        (TauSquaredEstimator::EmpiricalBayes, Length::Short) => "EB",
        (TauSquaredEstimator::SidikJonkman, Length::Full) => "Sidik–Jonkman",
        (TauSquaredEstimator::SidikJonkman, Length::Short) => "SJ",
        (TauSquaredEstimator::HedgesOlkin, Length::Full) => "Hedges–Olkin",
        (TauSquaredEstimator::HedgesOlkin, Length::Short) => "HE",
        (TauSquaredEstimator::HunterSchmidt, Length::Full) => "Hunter–Schmidt",
        (TauSquaredEstimator::HunterSchmidt, Length::Short) => "HS",
        (TauSquaredEstimator::DerSimonianLairdMantelHaenszel, Length::Full) => {
            "DerSimonian–Laird around Mantel–Haenszel"
        }
        (TauSquaredEstimator::DerSimonianLairdMantelHaenszel, Length::Short) => "DL, M–H",
    }
}

/// The name of an interval.
#[must_use]
pub fn interval(interval: Interval, length: Length) -> &'static str {
    match (interval, length) {
        (Interval::Wald, Length::Full | Length::Short) => "Wald",
        (Interval::HartungKnapp, Length::Full) => "Hartung–Knapp",
        (Interval::HartungKnapp, Length::Short) => "HKSJ",
        (Interval::HartungKnappSafeguarded, Length::Full) => "Hartung–Knapp with safeguard",
        (Interval::HartungKnappSafeguarded, Length::Short) => "HKSJ, safeguarded",
        (Interval::ProfileLikelihood, Length::Full) => "Profile likelihood",
        (Interval::ProfileLikelihood, Length::Short) => "PL",
        (Interval::Robust, Length::Full) => "robust interval",
        (Interval::Robust, Length::Short) => "robust",
    }
}

/// The name of a correction for empty cells.
#[must_use]
pub fn correction(correction: Correction, length: Length) -> &'static str {
    match (correction, length) {
        (Correction::None, Length::Full | Length::Short) => "no correction",
        (Correction::HalfWhereZero, Length::Full) => "0.5 added in trials with an empty cell",
        (Correction::HalfWhereZero, Length::Short) => "0.5 correction",
        (Correction::HalfEverywhere, Length::Full) => "0.5 added to every cell",
        (Correction::HalfEverywhere, Length::Short) => "0.5 everywhere",
        (Correction::WhereZero(_), Length::Full) => {
            "a chosen amount added in trials with an empty cell"
        }
        (Correction::WhereZero(_), Length::Short) => "chosen correction",
        (Correction::TreatmentArm, Length::Full) => "treatment-arm correction",
        (Correction::TreatmentArm, Length::Short) => "TACC",
    }
}

/// Which t quantile a prediction interval uses.
#[must_use]
pub fn prediction_degrees(degrees: PredictionDegrees) -> &'static str {
    match degrees {
        PredictionDegrees::KMinusOne => "t with k − 1 degrees of freedom",
        PredictionDegrees::KMinusTwo => "t with k − 2 degrees of freedom",
    }
}

/// The whole of a plan but its measure, in the words of a control: "Mantel–Haenszel, no correction", "Random effects
/// (REML), Hartung–Knapp with safeguard, treatment-arm correction". What the method does not use is not named.
#[must_use]
pub fn plan(plan: Plan) -> String {
    let name = method(plan.method, Length::Full);
    let mut parts = vec![name];
    match plan.method {
        Method::MantelHaenszel => {
            if plan.interval == Interval::Robust {
                parts.push(interval(plan.interval, Length::Full));
            }
            parts.push(correction(plan.correction, Length::Full));
        }
        Method::InverseVariance => parts.extend(stated_correction(plan)),
        Method::Peto
        | Method::MiettinenNurminen
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => {}
        Method::RandomEffects(_) => {
            parts.push(interval(plan.interval, Length::Full));
            parts.extend(stated_correction(plan));
        }
    }
    parts.join(", ")
}

/// The same within a sentence: names of people keep their capitals.
#[must_use]
pub fn plan_inside(plan: Plan) -> String {
    let named = self::plan(plan);
    if is_named_after_people(plan.method) {
        named
    } else {
        outcome_inside(&named)
    }
}

/// A method within a sentence: names of people keep their capitals.
#[must_use]
pub fn method_inside(method: Method) -> String {
    let named = self::method(method, Length::Full);
    if is_named_after_people(method) {
        named.to_owned()
    } else {
        outcome_inside(named)
    }
}

/// Whether the name of a method begins with that of a person.
fn is_named_after_people(method: Method) -> bool {
    match method {
        Method::MantelHaenszel | Method::MiettinenNurminen | Method::Peto | Method::Bayesian(_) => {
            true
        }
        Method::InverseVariance
        | Method::RandomEffects(_)
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_) => false,
    }
}

/// The same in a few letters, for a column or a tab: "M–H", "REML + HKSJ, safeguarded".
#[must_use]
pub fn plan_short(plan: Plan) -> String {
    let name = method(plan.method, Length::Short);
    let pooled = match plan.method {
        Method::RandomEffects(_) => {
            format!("{name} + {}", interval(plan.interval, Length::Short))
        }
        Method::MantelHaenszel if plan.interval == Interval::Robust => {
            format!("{name}, {}", interval(plan.interval, Length::Short))
        }
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => name.to_owned(),
    };
    if plan.correction == Correction::None || !plan.method.corrects() {
        return pooled;
    }
    format!("{pooled}, {}", correction(plan.correction, Length::Short))
}

/// A correction matters where a trial's own effect is pooled; risk differences and generic effects are not corrected.
fn stated_correction(plan: Plan) -> Option<&'static str> {
    let corrected = matches!(
        plan.measure,
        Measure::RiskRatio | Measure::OddsRatio | Measure::RateRatio
    );
    corrected.then(|| correction(plan.correction, Length::Full))
}

/// The first names of a list, and how many more there are: "Ash 2019, Birch 2020 and 4 more".
#[must_use]
pub fn first_of(names: &[&str], most: usize, locale: Locale) -> String {
    let shown: Vec<&str> = names.iter().copied().take(most).collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {} more", number::count(more as u64, locale)),
    }
}

/// What a trial is called within a sentence: its name, or that it is one where it has none.
#[must_use]
pub fn trial(name: &str) -> &str {
    match name.trim() {
        "" => "one trial",
        name => name,
    }
}

/// First words of what people call a control arm, which are no names.
const CONTROLS: [&str; 12] = [
    "best",
    "comparator",
    "control",
    "conventional",
    "no",
    "placebo",
    "saline",
    "sham",
    "standard",
    "untreated",
    "usual",
    "vehicle",
];

/// The control within a sentence: "Control" becomes "control", "Usual care" "usual care"; what may be a name stays as it was
/// typed.
#[must_use]
pub fn control_inside(label: &str) -> String {
    let first = label.split_whitespace().next().unwrap_or_default();
    let is_no_name = CONTROLS.iter().any(|word| first.eq_ignore_ascii_case(word));
    if is_no_name {
        outcome_inside(label)
    } else {
        label.to_owned()
    }
}

/// An outcome's name within a sentence: "Deaths" becomes "deaths", "COVID-19" and "MACE" stay.
#[must_use]
pub fn outcome_inside(name: &str) -> String {
    let mut letters = name.chars();
    let (Some(first), second) = (letters.next(), letters.next()) else {
        return String::new();
    };
    let plain_word = second.is_some_and(char::is_lowercase);
    if plain_word {
        first.to_lowercase().chain(name.chars().skip(1)).collect()
    } else {
        name.to_owned()
    }
}
