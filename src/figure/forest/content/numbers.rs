//! Effects as numbers on the scale on which they are read.

use super::Content;
use crate::analysis::{IntervalEstimate, Response};
use crate::data::Measure;
use crate::figure::forest::{Effect, Options};
use crate::figure::grammar::scale::{Kind, Span};
use crate::wording::effects::Written;
use crate::wording::{effects, number};

impl Content<'_> {
    pub(super) fn effect(&self, effect: &IntervalEstimate, mark: &'static str) -> Effect {
        let [lower, upper] = self.limits(effect);
        Effect::Interval {
            estimate: self.number(effect.estimate),
            lower,
            upper,
            mark,
        }
    }

    /// The limits of an effect.
    pub(super) fn limits(&self, effect: &IntervalEstimate) -> [String; 2] {
        let limits = [effect.lower, effect.upper];
        match self.kind {
            Kind::Ratio => number::ratio_limits(limits.map(libm::exp), self.options.locale),
            Kind::Difference => limits.map(|limit| self.number(limit)),
        }
    }

    pub(super) fn number(&self, value: f64) -> String {
        match self.kind {
            Kind::Ratio => number::ratio(libm::exp(value), self.options.locale),
            Kind::Difference => number::fixed(self.read(value), self.decimals, self.options.locale),
        }
    }

    pub(super) fn span(&self, effect: &IntervalEstimate) -> Span {
        Span {
            estimate: self.read(effect.estimate),
            lower: self.read(effect.lower),
            upper: self.read(effect.upper),
        }
    }

    /// The value on the scale of the axis.
    fn read(&self, value: f64) -> f64 {
        if self.response.measure() == Measure::RiskDifference {
            value * f64::from(self.people)
        } else if self.is_share() {
            100.0 * effects::share(self.response.measure(), value)
        } else {
            value
        }
    }

    /// Whether the proportions of one arm are shown, in percent.
    pub(super) fn is_share(&self) -> bool {
        effects::is_share(self.response.measure())
    }
}

/// Risk differences are given per as many people as chosen, or more where the pooled one would keep one figure.
pub(super) fn people(response: &Response, options: &Options) -> u32 {
    match &response.pooled {
        Ok(pooled) if response.measure() == Measure::RiskDifference => {
            let interval = &pooled.interval;
            let asked = Written::of(response.measure(), interval, options.locale).people;
            asked.max(options.people)
        }
        Ok(_) | Err(_) => options.people,
    }
}

/// Decimals of a difference: one for risks per so many people; for other differences two, and more (up to four) where
/// the narrowest interval would not show in two.
pub(super) fn decimals(response: &Response) -> usize {
    if response.measure() == Measure::RiskDifference || effects::is_share(response.measure()) {
        return 1;
    }
    let narrowest = response
        .trials
        .iter()
        .filter_map(|trial| trial.effect.as_ref())
        .chain(response.pooled.as_ref().ok().map(|pooled| &pooled.interval))
        .map(|effect| effect.upper - effect.lower)
        .filter(|width| *width > 0.0)
        .fold(f64::INFINITY, f64::min);
    match narrowest {
        width if width < 0.005 => 4,
        width if width < 0.05 => 3,
        _ => 2,
    }
}
