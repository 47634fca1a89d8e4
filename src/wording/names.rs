//! What measures, methods and their parts are called. The only place that names them.

use super::{Locale, number, tr, translate};
use crate::data::{
    Correction, CountModel, ExactTail, Interval, Measure, Method, Plan, PredictionDegrees, Review,
    TauPrior, TauSquaredEstimator, side_names_or,
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
        (Measure::RiskRatio, Length::Full) => translate("Risk ratio"),
        (Measure::RiskRatio, Length::Short) => translate("RR"),
        (Measure::OddsRatio, Length::Full) => translate("Odds ratio"),
        (Measure::OddsRatio, Length::Short) => translate("OR"),
        (Measure::PetoOddsRatio, Length::Full) => translate("Peto odds ratio"),
        (Measure::PetoOddsRatio, Length::Short) => translate("Peto OR"),
        (Measure::RiskDifference, Length::Full) => translate("Risk difference"),
        (Measure::RiskDifference, Length::Short) => translate("RD"),
        (Measure::ArcsineDifference, Length::Full) => translate("Arcsine difference"),
        (Measure::ArcsineDifference, Length::Short) => translate("AS"),
        (Measure::RateRatio, Length::Full) => translate("Rate ratio"),
        (Measure::RateRatio, Length::Short) => translate("IRR"),
        (Measure::RateDifference, Length::Full) => translate("Rate difference"),
        (Measure::RateDifference, Length::Short) => translate("IRD"),
        (Measure::MeanDifference, Length::Full) => translate("Mean difference"),
        (Measure::MeanDifference, Length::Short) => translate("MD"),
        (Measure::StandardizedMeanDifference, Length::Full) => {
            translate("Standardized mean difference")
        }
        (Measure::StandardizedMeanDifference, Length::Short) => translate("SMD"),
        (Measure::StandardizedMeanDifferenceUnequalVariances, Length::Full) => {
            translate("Standardized mean difference, unequal variances")
        }
        (Measure::StandardizedMeanDifferenceUnequalVariances, Length::Short) => translate("SMDH"),
        (Measure::RatioOfMeans, Length::Full) => translate("Ratio of means"),
        (Measure::RatioOfMeans, Length::Short) => translate("ROM"),
        (Measure::LogitProportion, Length::Full) => translate("Proportion, logit"),
        (Measure::LogitProportion, Length::Short) => translate("PLO"),
        (Measure::ArcsineProportion, Length::Full) => translate("Proportion, arcsine"),
        (Measure::ArcsineProportion, Length::Short) => translate("PAS"),
        (Measure::LogProportion, Length::Full) => translate("Proportion, logarithm"),
        (Measure::LogProportion, Length::Short) => translate("PLN"),
        (Measure::RawProportion, Length::Full) => translate("Proportion as it stands"),
        (Measure::RawProportion, Length::Short) => translate("PR"),
        (Measure::DoubleArcsineProportion, Length::Full) => translate("Proportion, double arcsine"),
        (Measure::DoubleArcsineProportion, Length::Short) => translate("PFT"),
        (Measure::GenericRatio, Length::Full | Length::Short) => translate("Ratio"),
        (Measure::GenericDifference, Length::Full | Length::Short) => translate("Difference"),
    }
}

/// The name of a measure within a sentence: "risk ratio", "Peto odds ratio".
#[must_use]
pub fn measure_inside(measure: Measure) -> &'static str {
    match measure {
        Measure::RiskRatio => translate("risk ratio"),
        Measure::OddsRatio => translate("odds ratio"),
        Measure::PetoOddsRatio => translate("Peto odds ratio"),
        Measure::RiskDifference => translate("risk difference"),
        Measure::ArcsineDifference => translate("arcsine difference"),
        Measure::RateRatio => translate("rate ratio"),
        Measure::RateDifference => translate("rate difference"),
        Measure::MeanDifference => translate("mean difference"),
        Measure::StandardizedMeanDifference => translate("standardized mean difference"),
        Measure::StandardizedMeanDifferenceUnequalVariances => {
            translate("standardized mean difference (unequal variances)")
        }
        Measure::RatioOfMeans => translate("ratio of means"),
        Measure::LogitProportion => translate("proportion (logit)"),
        Measure::ArcsineProportion => translate("proportion (arcsine)"),
        Measure::LogProportion => translate("proportion (logarithm)"),
        Measure::RawProportion => translate("proportion"),
        Measure::DoubleArcsineProportion => translate("proportion (double arcsine)"),
        Measure::GenericRatio => translate("ratio"),
        Measure::GenericDifference => translate("difference"),
    }
}

/// The name of a method without its details: "Mantel–Haenszel", "Random effects (REML)".
#[must_use]
pub fn method(method: Method, length: Length) -> &'static str {
    match (method, length) {
        (Method::MantelHaenszel, Length::Full) => translate("Mantel–Haenszel"),
        (Method::MantelHaenszel, Length::Short) => translate("M–H"),
        (Method::MiettinenNurminen, Length::Full) => translate("Miettinen–Nurminen score"),
        (Method::MiettinenNurminen, Length::Short) => translate("M–N"),
        (Method::Peto, Length::Full | Length::Short) => translate("Peto"),
        (Method::InverseVariance, Length::Full) => translate("Inverse variance, common effect"),
        (Method::InverseVariance, Length::Short) => translate("IV"),
        (Method::RandomEffects(by), Length::Full) => random_effects_by(by),
        (Method::RandomEffects(by), Length::Short) => estimator(by, Length::Short),
        (Method::GeneralizedLinear(model), length) => count_model(model, length),
        (Method::BetaBinomial, Length::Full | Length::Short) => translate("Beta-binomial"),
        (Method::PenalizedLogistic, Length::Full) => translate("Penalized logistic (Firth)"),
        (Method::PenalizedLogistic, Length::Short) => translate("Firth"),
        (Method::ExactConditional(ExactTail::Exact), Length::Full) => {
            translate("Exact conditional")
        }
        (Method::ExactConditional(ExactTail::Exact), Length::Short) => translate("Exact"),
        (Method::ExactConditional(ExactTail::MidP), Length::Full) => {
            translate("Exact conditional, mid-p")
        }
        (Method::ExactConditional(ExactTail::MidP), Length::Short) => translate("Mid-p"),
        (Method::Bayesian(TauPrior::HalfNormal), Length::Full) => {
            translate("Bayesian, half-normal 0.5")
        }
        (Method::Bayesian(TauPrior::HalfNormal), Length::Short) => translate("Bayes"),
        (Method::Bayesian(TauPrior::HalfNormalWide), Length::Full) => {
            translate("Bayesian, half-normal 1")
        }
        (Method::Bayesian(TauPrior::HalfNormalWide), Length::Short) => {
            translate("Bayes, wider prior")
        }
        (Method::Bayesian(TauPrior::HalfCauchy), Length::Full) => {
            translate("Bayesian, half-Cauchy 0.5")
        }
        (Method::Bayesian(TauPrior::HalfCauchy), Length::Short) => translate("Bayes, half-Cauchy"),
    }
}

fn count_model(model: CountModel, length: Length) -> &'static str {
    match (model, length) {
        (CountModel::ConditionalExact, Length::Full) => translate("Mixed model, conditional"),
        (CountModel::ConditionalExact, Length::Short) => translate("GLMM CM.EL"),
        (CountModel::ConditionalApproximate, Length::Full) => {
            translate("Mixed model, conditional, approximate")
        }
        (CountModel::ConditionalApproximate, Length::Short) => translate("GLMM CM.AL"),
        (CountModel::FixedIntercepts, Length::Full) => translate("Mixed model, fixed intercepts"),
        (CountModel::FixedIntercepts, Length::Short) => translate("GLMM UM.FS"),
        (CountModel::RandomIntercepts, Length::Full) => translate("Mixed model, random intercepts"),
        (CountModel::RandomIntercepts, Length::Short) => translate("GLMM UM.RS"),
        (CountModel::LogisticNormal, Length::Full) => translate("Mixed model, binomial–normal"),
        (CountModel::LogisticNormal, Length::Short) => translate("GLMM"),
    }
}

fn random_effects_by(estimator: TauSquaredEstimator) -> &'static str {
    match estimator {
        TauSquaredEstimator::RestrictedMaximumLikelihood => translate("Random effects (REML)"),
        TauSquaredEstimator::DerSimonianLaird => translate("Random effects (DerSimonian–Laird)"),
        TauSquaredEstimator::PauleMandel => translate("Random effects (Paule–Mandel)"),
        TauSquaredEstimator::MaximumLikelihood => translate("Random effects (maximum likelihood)"),
        TauSquaredEstimator::EmpiricalBayes => translate("Random effects (empirical Bayes)"),
        TauSquaredEstimator::SidikJonkman => translate("Random effects (Sidik–Jonkman)"),
        TauSquaredEstimator::HedgesOlkin => translate("Random effects (Hedges–Olkin)"),
        TauSquaredEstimator::HunterSchmidt => translate("Random effects (Hunter–Schmidt)"),
        TauSquaredEstimator::DerSimonianLairdMantelHaenszel => {
            translate("Random effects (DerSimonian–Laird, M–H, as RevMan)")
        }
    }
}

/// The name of an estimator of τ².
#[must_use]
pub fn estimator(estimator: TauSquaredEstimator, length: Length) -> &'static str {
    match (estimator, length) {
        (TauSquaredEstimator::RestrictedMaximumLikelihood, Length::Full) => {
            translate("Restricted maximum likelihood")
        }
        (TauSquaredEstimator::RestrictedMaximumLikelihood, Length::Short) => translate("REML"),
        (TauSquaredEstimator::DerSimonianLaird, Length::Full) => translate("DerSimonian–Laird"),
        (TauSquaredEstimator::DerSimonianLaird, Length::Short) => translate("DL"),
        (TauSquaredEstimator::PauleMandel, Length::Full) => translate("Paule–Mandel"),
        (TauSquaredEstimator::PauleMandel, Length::Short) => translate("PM"),
        (TauSquaredEstimator::MaximumLikelihood, Length::Full) => translate("Maximum likelihood"),
        (TauSquaredEstimator::MaximumLikelihood, Length::Short) => translate("ML"),
        (TauSquaredEstimator::EmpiricalBayes, Length::Full) => translate("Empirical Bayes"),
        (TauSquaredEstimator::EmpiricalBayes, Length::Short) => translate("EB"),
        (TauSquaredEstimator::SidikJonkman, Length::Full) => translate("Sidik–Jonkman"),
        (TauSquaredEstimator::SidikJonkman, Length::Short) => translate("SJ"),
        (TauSquaredEstimator::HedgesOlkin, Length::Full) => translate("Hedges–Olkin"),
        (TauSquaredEstimator::HedgesOlkin, Length::Short) => translate("HE"),
        (TauSquaredEstimator::HunterSchmidt, Length::Full) => translate("Hunter–Schmidt"),
        (TauSquaredEstimator::HunterSchmidt, Length::Short) => translate("HS"),
        (TauSquaredEstimator::DerSimonianLairdMantelHaenszel, Length::Full) => {
            translate("DerSimonian–Laird around Mantel–Haenszel")
        }
        (TauSquaredEstimator::DerSimonianLairdMantelHaenszel, Length::Short) => {
            translate("DL, M–H")
        }
    }
}

/// The name of an interval.
#[must_use]
pub fn interval(interval: Interval, length: Length) -> &'static str {
    match (interval, length) {
        (Interval::Wald, Length::Full | Length::Short) => translate("Wald"),
        (Interval::HartungKnapp, Length::Full) => translate("Hartung–Knapp"),
        (Interval::HartungKnapp, Length::Short) => translate("HKSJ"),
        (Interval::HartungKnappSafeguarded, Length::Full) => {
            translate("Hartung–Knapp with safeguard")
        }
        (Interval::HartungKnappSafeguarded, Length::Short) => translate("HKSJ, safeguarded"),
        (Interval::ProfileLikelihood, Length::Full) => translate("Profile likelihood"),
        (Interval::ProfileLikelihood, Length::Short) => translate("PL"),
        (Interval::Robust, Length::Full) => translate("robust interval"),
        (Interval::Robust, Length::Short) => translate("robust"),
    }
}

/// The name of a correction for empty cells.
#[must_use]
pub fn correction(correction: Correction, length: Length) -> &'static str {
    match (correction, length) {
        (Correction::None, Length::Full | Length::Short) => translate("no correction"),
        (Correction::HalfWhereZero, Length::Full) => {
            translate("0.5 added in trials with an empty cell")
        }
        (Correction::HalfWhereZero, Length::Short) => translate("0.5 correction"),
        (Correction::HalfEverywhere, Length::Full) => translate("0.5 added to every cell"),
        (Correction::HalfEverywhere, Length::Short) => translate("0.5 everywhere"),
        (Correction::WhereZero(_), Length::Full) => {
            translate("a chosen amount added in trials with an empty cell")
        }
        (Correction::WhereZero(_), Length::Short) => translate("chosen correction"),
        (Correction::TreatmentArm, Length::Full) => translate("treatment-arm correction"),
        (Correction::TreatmentArm, Length::Short) => translate("TACC"),
    }
}

/// Which t quantile a prediction interval uses.
#[must_use]
pub fn prediction_degrees(degrees: PredictionDegrees) -> &'static str {
    match degrees {
        PredictionDegrees::KMinusOne => translate("t with k − 1 degrees of freedom"),
        PredictionDegrees::KMinusTwo => translate("t with k − 2 degrees of freedom"),
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
    parts.join(translate(", "))
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
            tr!("{name}, {}", interval(plan.interval, Length::Short), name)
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
    tr!(
        "{pooled}, {}",
        correction(plan.correction, Length::Short),
        pooled
    )
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
    let shown = shown.join(translate(", "));
    match names.len().saturating_sub(most) {
        0 => shown,
        more => tr!(
            "{shown} and {} more",
            number::count(more as u64, locale),
            shown
        ),
    }
}

/// What a trial is called within a sentence: its name, or that it is one where it has none.
#[must_use]
pub fn trial(name: &str) -> &str {
    match name.trim() {
        "" => translate("one trial"),
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

/// The names of the two sides of a review, as they were typed; what stands for an empty one is in the language of the page.
#[must_use]
pub fn sides(review: &Review) -> [&str; 2] {
    side_names_or(review, [translate("Treatment"), translate("Control")])
}

/// The name of a side within a sentence. Chinese sentences say 组 (group) behind it themselves.
#[must_use]
pub fn side_inside(label: &str) -> &str {
    match label.trim_end().trim_end_matches('组') {
        "" => label,
        bare => bare,
    }
}

/// The control within a sentence: "Control" becomes "control", "Usual care" "usual care"; what may be a name stays as it was
/// typed.
#[must_use]
pub fn control_inside(label: &str) -> String {
    if matches!(label.trim(), "Control" | "control") {
        return translate("control").to_owned();
    }
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
