//! The parts of a plan that can be chosen, each with its choices.

use crate::analysis::{methods_for, plan_for};
use crate::data::{Correction, Interval, Measure, Method, OutcomeKind, Plan, PredictionDegrees};
use crate::wording::names::{self, Length};
use crate::wording::translate;

/// A part of a plan that the user can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlanPart {
    Measure,
    Method,
    Interval,
    Prediction,
    Correction,
}

impl PlanPart {
    /// All of them, in their order on the page.
    pub(super) const ALL: [Self; 5] = [
        Self::Measure,
        Self::Method,
        Self::Interval,
        Self::Prediction,
        Self::Correction,
    ];

    /// What it is called.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Measure => translate("Measure"),
            Self::Method => translate("Method"),
            Self::Interval => translate("Interval"),
            Self::Prediction => translate("Prediction"),
            Self::Correction => translate("Empty cells"),
        }
    }

    /// Whether the part means anything in this plan.
    pub(super) fn matters(self, plan: Plan) -> bool {
        match self {
            Self::Measure | Self::Method => true,
            Self::Interval => matches!(
                plan.method,
                Method::RandomEffects(_) | Method::MantelHaenszel
            ),
            Self::Prediction => matches!(plan.method, Method::RandomEffects(_)),
            Self::Correction => {
                let kind = plan.measure.kind();
                plan.method.corrects()
                    && matches!(kind, OutcomeKind::Counts | OutcomeKind::PersonTime)
            }
        }
    }

    /// The choices, each with the plan that it leads to.
    pub(super) fn choices(self, plan: Plan, kind: OutcomeKind) -> Vec<(&'static str, Plan)> {
        match self {
            Self::Measure => measures(plan, kind),
            Self::Method => methods(plan),
            Self::Interval => intervals(plan.method)
                .iter()
                .map(|&interval| {
                    let name = names::interval(interval, Length::Full);
                    (name, Plan { interval, ..plan })
                })
                .collect(),
            Self::Prediction => [PredictionDegrees::KMinusOne, PredictionDegrees::KMinusTwo]
                .map(|prediction| {
                    let name = names::prediction_degrees(prediction);
                    (name, Plan { prediction, ..plan })
                })
                .to_vec(),
            Self::Correction => [
                Correction::None,
                Correction::HalfWhereZero,
                Correction::TreatmentArm,
            ]
            .map(|correction| {
                let name = names::correction(correction, Length::Full);
                (name, Plan { correction, ..plan })
            })
            .to_vec(),
        }
    }

    /// Whether two plans agree in this part.
    pub(super) fn agrees(self, one: Plan, other: Plan) -> bool {
        match self {
            Self::Measure => one.measure == other.measure,
            Self::Method => one.method == other.method,
            Self::Interval => fitting_interval(one) == fitting_interval(other),
            Self::Prediction => one.prediction == other.prediction,
            Self::Correction => one.correction == other.correction,
        }
    }
}

/// The intervals that can be chosen for a method.
fn intervals(method: Method) -> &'static [Interval] {
    match method {
        Method::MantelHaenszel => &[Interval::Robust, Interval::Wald],
        Method::RandomEffects(_) => &[
            Interval::HartungKnappSafeguarded,
            Interval::HartungKnapp,
            Interval::Wald,
        ],
        Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => &[],
    }
}

/// The interval that a plan means: an estimate by Mantel and Haenszel that is not robust has the model's own.
fn fitting_interval(plan: Plan) -> Interval {
    let is_robust = plan.interval == Interval::Robust;
    if plan.method == Method::MantelHaenszel && !is_robust {
        Interval::Wald
    } else {
        plan.interval
    }
}

fn measures(plan: Plan, kind: OutcomeKind) -> Vec<(&'static str, Plan)> {
    let measures = Measure::of(kind).iter();
    measures
        .map(|&measure| {
            let name = names::measure(measure, Length::Full);
            (name, plan_by(plan, measure, fitting(measure, plan.method)))
        })
        .collect()
}

fn methods(plan: Plan) -> Vec<(&'static str, Plan)> {
    let methods = methods_for(plan.measure).into_iter();
    methods
        .map(|method| {
            let name = names::method(method, Length::Full);
            (name, plan_by(plan, plan.measure, method))
        })
        .collect()
}

/// The plan for a measure and a method, with the intervals of another plan.
fn plan_by(plan: Plan, measure: Measure, method: Method) -> Plan {
    let chosen = plan_for(measure, method);
    let fits = intervals(method).contains(&plan.interval);
    Plan {
        interval: if fits { plan.interval } else { chosen.interval },
        prediction: plan.prediction,
        ..chosen
    }
}

/// The method itself where it goes with the measure, else the measure's first.
fn fitting(measure: Measure, method: Method) -> Method {
    let methods = methods_for(measure);
    if methods.contains(&method) {
        method
    } else {
        methods.first().copied().unwrap_or(method)
    }
}
