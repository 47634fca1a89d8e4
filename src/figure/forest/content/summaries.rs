//! The rows beneath trials: pooled estimates, the prediction interval, subgroups with their subtotals.

use std::ops::Range;

use super::Content;
use crate::analysis::{IntervalEstimate, Pooled, Subgroup, Totals, TwoByTwo};
use crate::effect::Proportion;
use crate::figure::font::printable;
use crate::figure::forest::{Effect, Group, Summary};
use crate::figure::grammar::scale::Span;
use crate::wording::confidence::{self, Limits};
use crate::wording::{forest as words, number, subgroups};

impl Content<'_> {
    /// The pooled estimates, the primary one first.
    pub(super) fn pooled(&self) -> Vec<Summary> {
        let has_weights = self
            .response
            .trials
            .iter()
            .any(|trial| trial.weight.is_some());
        let people = self.response.proportion.map(|proportion| Proportion {
            events: proportion.events,
            total: proportion.total,
        });
        let mut rows = vec![Summary {
            counts: self.totals(people, self.response.totals),
            weight: has_weights.then(|| self.weight(number::fixed(100.0, 1, self.options.locale))),
            ..self.summary(
                &confidence::pooled(
                    Limits::of(self.response.pooled.as_ref().ok()),
                    self.response.level,
                ),
                self.response.pooled.as_ref().ok(),
            )
        }];
        if let Some(beside) = &self.response.beside
            && !self.settings.without_second_model
            && let Ok(pooled) = &beside.pooled
        {
            rows.push(self.summary(
                &words::second_pooled(&beside.plan, &self.response.plan),
                Some(pooled),
            ));
        }
        rows
    }

    /// The prediction interval, where there is one and it is wanted.
    pub(super) fn prediction(&self) -> Option<Summary> {
        if self.settings.without_prediction {
            return None;
        }
        let pooled = self.response.pooled.as_ref().ok()?;
        let (lower, upper) = pooled.prediction?;
        let shown = IntervalEstimate {
            lower,
            upper,
            ..pooled.interval
        };
        let effect = match self.effect(&shown, "") {
            Effect::Interval {
                lower, upper, mark, ..
            } => Effect::Interval {
                estimate: String::new(),
                lower,
                upper,
                mark,
            },
            words @ Effect::Words(_) => words,
        };
        Some(Summary {
            label: confidence::prediction(self.response.level),
            counts: None,
            weight: None,
            effect,
            span: Some(self.span(&shown)),
        })
    }

    /// The subgroups with their heads and subtotals, in the places given.
    pub(super) fn groups(
        &self,
        places: Vec<Range<usize>>,
        sentences: &words::Footer<'_>,
    ) -> Vec<Group> {
        let Some(found) = self.subgroups else {
            return Vec::new();
        };
        let weights = self.weights();
        let parts: Vec<Vec<usize>> = found
            .groups
            .iter()
            .map(|group| group.rows.clone())
            .collect();
        let sums = number::weights_of_parts(&weights, &parts, self.options.locale);
        let weighted = |group: &Subgroup| {
            let mut rows = group.rows.iter();
            rows.any(|row| weights.get(*row).copied().flatten().is_some())
        };
        let groups = found.groups.iter().zip(places).zip(sums);
        groups
            .map(|((group, rows), sum)| Group {
                name: printable(&subgroups::name(&group.name, &self.review)),
                rows,
                subtotal: self.subtotal(group, weighted(group).then_some(sum)),
                remark: group
                    .pooled
                    .as_ref()
                    .ok()
                    .and_then(|pooled| sentences.of_subgroup(pooled)),
            })
            .collect()
    }

    /// Where the pooled estimates of the subgroups stand.
    pub(super) fn subtotal_spans(&self) -> Vec<Span> {
        let groups = self.subgroups.map_or(&[][..], |found| &found.groups);
        let pooled = groups.iter().filter_map(|group| group.pooled.as_ref().ok());
        pooled.map(|pooled| self.span(&pooled.interval)).collect()
    }

    fn subtotal(&self, group: &Subgroup, weight: Option<String>) -> Summary {
        Summary {
            counts: self.totals(group.people, group.totals),
            weight: weight.map(|weight| self.weight(weight)),
            ..self.summary(
                &confidence::subtotal(Limits::of(group.pooled.as_ref().ok()), self.response.level),
                group.pooled.as_ref().ok(),
            )
        }
    }

    /// A pooled estimate, or that there is none.
    fn summary(&self, label: &str, pooled: Option<&Pooled>) -> Summary {
        Summary {
            label: label.to_owned(),
            counts: None,
            weight: None,
            effect: pooled.map_or_else(
                || Effect::Words(words::NOT_ESTIMABLE.to_owned()),
                |pooled| self.effect(&pooled.interval, ""),
            ),
            span: pooled.map(|pooled| self.span(&pooled.interval)),
        }
    }

    /// Sums over trials: events and total of either arm, or of the only one.
    fn totals(&self, people: Option<Proportion>, totals: Option<Totals>) -> Option<[String; 4]> {
        if let Some(Proportion { events, total }) = people {
            let count = |people| number::count(people, self.options.locale);
            return Some([count(events), count(total), String::new(), String::new()]);
        }
        totals.map(|totals| {
            self.counts(TwoByTwo {
                experimental_events: totals.experimental_events,
                experimental_total: totals.experimental_total,
                control_events: totals.control_events,
                control_total: totals.control_total,
            })
        })
    }

    pub(super) fn counts(&self, table: TwoByTwo) -> [String; 4] {
        [
            table.experimental_events,
            table.experimental_total,
            table.control_events,
            table.control_total,
        ]
        .map(|count| number::count(count, self.options.locale))
    }
}
