//! The same rows by other methods, and where they disagree with the primary answer.

use super::background::Progress;
use super::fit::{Fit, fit};
use super::proposal::{bayesian, binomial_normal, common_effect, random_effects, score_difference};
use super::rows::Rows;
use super::{MethodResult, TrialUse, likelihood};
use crate::data::{
    Correction, CountModel, ExactTail, Interval, Measure, Method, OutcomeKind, Plan, TauPrior,
    TauSquaredEstimator,
};
use crate::pool::Pooled;
use crate::safety::tells_nothing;

/// The methods by which a measure can be pooled, in the order in which a reader is offered them.
#[must_use]
pub fn methods_for(measure: Measure) -> Vec<Method> {
    [
        Method::MantelHaenszel,
        Method::MiettinenNurminen,
        Method::Peto,
        Method::InverseVariance,
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
        Method::RandomEffects(TauSquaredEstimator::PauleMandel),
        Method::RandomEffects(TauSquaredEstimator::MaximumLikelihood),
        Method::RandomEffects(TauSquaredEstimator::EmpiricalBayes),
        Method::RandomEffects(TauSquaredEstimator::SidikJonkman),
        Method::RandomEffects(TauSquaredEstimator::HedgesOlkin),
        Method::RandomEffects(TauSquaredEstimator::HunterSchmidt),
        Method::RandomEffects(TauSquaredEstimator::DerSimonianLairdMantelHaenszel),
        Method::GeneralizedLinear(CountModel::ConditionalExact),
        Method::GeneralizedLinear(CountModel::ConditionalApproximate),
        Method::GeneralizedLinear(CountModel::FixedIntercepts),
        Method::GeneralizedLinear(CountModel::RandomIntercepts),
        Method::GeneralizedLinear(CountModel::LogisticNormal),
        Method::BetaBinomial,
        Method::PenalizedLogistic,
        Method::ExactConditional(ExactTail::MidP),
        Method::ExactConditional(ExactTail::Exact),
        Method::Bayesian(TauPrior::HalfNormal),
        Method::Bayesian(TauPrior::HalfNormalWide),
        Method::Bayesian(TauPrior::HalfCauchy),
    ]
    .into_iter()
    .filter(|method| super::fit::applies(measure, *method))
    .collect()
}

/// The plan that a user's choice of measure and method stands for: what the choice leaves open (interval, correction for
/// empty cells, prediction interval) is as in a proposal with that method.
#[must_use]
pub fn plan_for(measure: Measure, method: Method) -> Plan {
    let plan = match method {
        Method::RandomEffects(_) => random_effects(measure),
        Method::InverseVariance => Plan {
            correction: random_effects(measure).correction,
            ..common_effect(measure)
        },
        Method::GeneralizedLinear(CountModel::LogisticNormal) => binomial_normal(),
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => common_effect(measure),
    };
    Plan { method, ..plan }
}

/// Every other method on the same rows; says before each how many are done.
pub(super) fn comparison(
    rows: &Rows,
    plan: Plan,
    primary: &Fit,
    watch: &mut dyn FnMut(Progress),
) -> Vec<MethodResult> {
    let candidates = match plan.measure.kind() {
        OutcomeKind::Counts => count_plans(plan),
        OutcomeKind::PersonTime => rate_plans(plan),
        OutcomeKind::Proportions => proportion_plans(plan.measure),
        OutcomeKind::Means | OutcomeKind::Estimates(_) => inverse_variance_plans(plan.measure),
    };
    let of = candidates.len();
    let mut results = Vec::with_capacity(of);
    for (done, candidate) in candidates.into_iter().enumerate() {
        watch(Progress { done, of });
        if !same_pool(candidate, plan) {
            let result = by(rows, candidate, plan.measure, primary);
            if !is_the_same_answer(&result, plan, primary) {
                results.push(result);
            }
        }
    }
    results
}

/// The second answer of the defaults: Mantel–Haenszel beside random effects; beside a common-effect answer the exact odds
/// ratio of one or two trials, the Bayesian model of a few, the model's own interval where the robust one was proposed for
/// many, and random effects where there is none of these.
pub(super) fn beside(rows: &Rows, plan: Plan, primary: &Fit) -> Option<MethodResult> {
    let result = by(rows, second(plan, primary), plan.measure, primary);
    let enough = !matches!(result.plan.method, Method::RandomEffects(_))
        || result.pooled.as_ref().is_ok_and(|pooled| pooled.trials > 2)
        || result.pooled.is_err();
    enough.then_some(result)
}

/// Most trials for which the Bayesian model stands beside another answer with every keystroke: some 4 ms in a browser.
const MOST_TRIALS_OF_A_POSTERIOR: usize = 10;

fn second(plan: Plan, primary: &Fit) -> Plan {
    if plan.method.is_random() {
        return common_effect(plan.measure);
    }
    let pooled = |trial: &&super::TrialResult| trial.used == TrialUse::Pooled;
    let trials = primary.trials.iter().filter(pooled).count();
    let counts = plan.measure.kind() == OutcomeKind::Counts && plan.measure.is_ratio();
    if counts && trials <= 2 {
        let mid_p = Method::ExactConditional(ExactTail::MidP);
        return by_likelihood(Measure::OddsRatio, mid_p);
    }
    let prior = Method::Bayesian(TauPrior::HalfNormal);
    let is_quick = trials <= MOST_TRIALS_OF_A_POSTERIOR;
    if is_quick && likelihood::applies(plan.measure, prior) {
        bayesian(plan.measure)
    } else if plan.method == Method::MantelHaenszel && plan.interval == Interval::Robust {
        common_effect(plan.measure)
    } else {
        random_effects(plan.measure)
    }
}

fn by(rows: &Rows, plan: Plan, primary_measure: Measure, primary: &Fit) -> MethodResult {
    let second = fit(rows, plan);
    let dropped = second
        .trials
        .iter()
        .filter(|trial| trial.used != TrialUse::Pooled)
        .count();
    let pair = primary
        .pooled
        .as_ref()
        .ok()
        .zip(second.pooled.as_ref().ok());
    // The beta-binomial model compares arms across trials: it is shown, and does not say that a conclusion fails.
    // Of single proportions nothing is compared: there is no direction to agree in.
    let votes =
        plan.method != Method::BetaBinomial && plan.measure.kind() != OutcomeKind::Proportions;
    let differs = |differ: fn(&Pooled, &Pooled) -> bool| {
        votes && pair.is_some_and(|(first, other)| differ(first, other))
    };
    MethodResult {
        plan,
        votes,
        dropped,
        direction_differs: differs(|first, other| {
            first.interval.estimate * other.interval.estimate < 0.0
        }),
        significance_differs: differs(|first, other| significant(first) != significant(other)),
        tells_nothing: second
            .pooled
            .as_ref()
            .is_ok_and(|pooled| says_nothing(rows, plan, &second, pooled)),
        odds_ratio_quotient: pair
            .filter(|_| votes && is_odds_ratio(primary_measure) && is_odds_ratio(plan.measure))
            .map(|(first, other)| libm::exp(other.interval.estimate - first.interval.estimate))
            .filter(|quotient| quotient.is_finite()),
        pooled: second.pooled,
    }
}

/// Whether an interval is of no use, or wider than all that the trials' own intervals cover together.
fn says_nothing(rows: &Rows, plan: Plan, fit: &Fit, pooled: &Pooled) -> bool {
    let interval = &pooled.interval;
    let nothing = tells_nothing(plan.measure, interval, &rows.tables);
    if nothing.is_some_and(|why| why.at_all()) {
        return true;
    }
    let own = || {
        let in_pool = |trial: &&super::TrialResult| trial.used == TrialUse::Pooled;
        fit.trials
            .iter()
            .filter(in_pool)
            .filter_map(|trial| trial.effect)
    };
    let lowest = own().map(|own| own.lower).fold(f64::INFINITY, f64::min);
    let highest = own().map(|own| own.upper).fold(f64::NEG_INFINITY, f64::max);
    matches!(plan.method, Method::RandomEffects(_))
        && pooled.trials > 1
        && interval.upper - interval.lower > highest - lowest
}

fn is_odds_ratio(measure: Measure) -> bool {
    matches!(measure, Measure::OddsRatio | Measure::PetoOddsRatio)
}

fn significant(pooled: &Pooled) -> bool {
    pooled.interval.lower > 0.0 || pooled.interval.upper < 0.0
}

/// Whether Mantel and Haenszel's estimate with the other interval came to the same: the robust one of few trials is the
/// model's.
fn is_the_same_answer(result: &MethodResult, plan: Plan, primary: &Fit) -> bool {
    let is_same_method = plan.method == Method::MantelHaenszel
        && result.plan.measure == plan.measure
        && result.plan.method == plan.method
        && result.plan.correction == plan.correction;
    is_same_method && result.pooled == primary.pooled
}

/// Whether two plans do the same.
fn same_pool(one: Plan, other: Plan) -> bool {
    one.measure == other.measure
        && one.method == other.method
        && (!one.method.corrects() || one.correction == other.correction)
        && same_interval(one, other)
}

/// The interval matters for random effects, and for Mantel and Haenszel's estimate whether it is robust.
fn same_interval(one: Plan, other: Plan) -> bool {
    let is_robust = |plan: Plan| plan.interval == Interval::Robust;
    match one.method {
        Method::RandomEffects(_) => one.interval == other.interval,
        Method::MantelHaenszel => is_robust(one) == is_robust(other),
        Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => true,
    }
}

fn count_plans(plan: Plan) -> Vec<Plan> {
    // The random-effects rows stay with the review's measure; Peto's odds ratio stands in the odds ratio's family.
    let varied = if plan.measure == Measure::PetoOddsRatio {
        Measure::OddsRatio
    } else {
        plan.measure
    };
    let with_half = |plan| Plan {
        correction: Correction::HalfWhereZero,
        ..plan
    };
    let as_many_reviews_do = Plan {
        method: Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
        interval: Interval::Wald,
        ..random_effects(varied)
    };
    let mut plans = vec![
        common_effect(Measure::PetoOddsRatio),
        common_effect(Measure::OddsRatio),
        common_effect(Measure::RiskRatio),
        score_difference(),
        common_effect(Measure::ArcsineDifference),
        by_likelihood(
            Measure::OddsRatio,
            Method::GeneralizedLinear(CountModel::FixedIntercepts),
        ),
        by_likelihood(
            Measure::OddsRatio,
            Method::GeneralizedLinear(CountModel::ConditionalExact),
        ),
        by_likelihood(Measure::OddsRatio, Method::BetaBinomial),
        by_likelihood(Measure::RiskRatio, Method::BetaBinomial),
        by_likelihood(Measure::OddsRatio, Method::PenalizedLogistic),
        by_likelihood(
            Measure::OddsRatio,
            Method::ExactConditional(ExactTail::MidP),
        ),
        by_likelihood(Measure::OddsRatio, Method::Bayesian(TauPrior::HalfNormal)),
    ];
    plans.extend(with_priors(plan));
    if varied.is_ratio() {
        plans.push(Plan {
            correction: Correction::TreatmentArm,
            ..random_effects(varied)
        });
        plans.push(with_half(as_many_reviews_do));
        plans.push(with_half(common_effect(varied)));
    } else {
        plans.push(random_effects(varied));
        plans.push(as_many_reviews_do);
    }
    plans
}

/// The Bayesian answers that belong to a plan: of its own measure beside the odds ratio's, and with the wider prior where
/// the first answer is Bayesian.
fn with_priors(plan: Plan) -> Vec<Plan> {
    let by = |prior| by_likelihood(plan.measure, Method::Bayesian(prior));
    let own = (plan.measure == Measure::RiskRatio).then(|| by(TauPrior::HalfNormal));
    let wide = matches!(plan.method, Method::Bayesian(_)).then(|| by(TauPrior::HalfNormalWide));
    own.into_iter().chain(wide).collect()
}

/// A likelihood method takes the counts as they are and has its own interval.
fn by_likelihood(measure: Measure, method: Method) -> Plan {
    Plan {
        method,
        interval: Interval::Wald,
        correction: Correction::None,
        ..common_effect(measure)
    }
}

fn rate_plans(plan: Plan) -> Vec<Plan> {
    let measure = plan.measure;
    let mut plans = vec![
        common_effect(Measure::RateRatio),
        by_likelihood(
            Measure::RateRatio,
            Method::GeneralizedLinear(CountModel::ConditionalExact),
        ),
        common_effect(Measure::RateDifference),
        random_effects(measure),
        Plan {
            method: Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
            interval: Interval::Wald,
            ..random_effects(measure)
        },
    ];
    plans.extend(with_priors(plan));
    plans
}

fn proportion_plans(measure: Measure) -> Vec<Plan> {
    let scales = Measure::of(OutcomeKind::Proportions).iter();
    let mut plans = vec![binomial_normal()];
    plans.extend(scales.map(|scale| random_effects(*scale)));
    plans.push(common_effect(measure));
    plans.push(Plan {
        method: Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
        interval: Interval::Wald,
        ..random_effects(measure)
    });
    plans
}

fn inverse_variance_plans(measure: Measure) -> Vec<Plan> {
    let random = |estimator, interval| Plan {
        method: Method::RandomEffects(estimator),
        interval,
        ..common_effect(measure)
    };
    vec![
        common_effect(measure),
        random(
            TauSquaredEstimator::RestrictedMaximumLikelihood,
            Interval::HartungKnappSafeguarded,
        ),
        random(
            TauSquaredEstimator::RestrictedMaximumLikelihood,
            Interval::HartungKnapp,
        ),
        random(
            TauSquaredEstimator::RestrictedMaximumLikelihood,
            Interval::Wald,
        ),
        random(
            TauSquaredEstimator::DerSimonianLaird,
            Interval::HartungKnappSafeguarded,
        ),
        random(TauSquaredEstimator::DerSimonianLaird, Interval::Wald),
    ]
}
