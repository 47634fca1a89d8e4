//! What somebody chose about a forest plot: the order of its trials, their subgroups, further columns, the risk of bias
//! and the axis.

use std::cmp::Ordering;
use std::ops::Range;

use super::build::Build;
use super::{Effect, Group, Light, LightsHead, Row, Summary};
use crate::analysis::{Subgroup, Totals, TwoByTwo};
use crate::data::{
    AxisByHand, CovariateId, Judged, Judgement, Lights, RiskOfBias, Tool, TrialId, TrialOrder,
};
use crate::figure::axis::{Axis, Kind, Span, Tick};
use crate::figure::font::printable;
use crate::wording::{forest as words, number, risk_of_bias, subgroups};

/// Risk differences are typed per so many people.
const TYPED_PER: f64 = 1_000.0;
/// Longer heads of domains than this give way to letters.
const SHORT_HEAD: usize = 3;

/// An axis that somebody typed.
pub(super) struct TypedAxis {
    pub(super) axis: Axis,
    pub(super) ticks: Vec<Tick>,
}

impl Build<'_> {
    /// The rows in the order chosen, and where in it each subgroup stands.
    pub(super) fn arranged(&self, rows: Vec<Row>) -> (Vec<Row>, Vec<Range<usize>>) {
        if !crate::COMPLETE {
            return (rows, Vec::new());
        }
        let mut parts: Vec<Vec<usize>> = match self.subgroups {
            Some(found) => found
                .groups
                .iter()
                .map(|group| group.rows.clone())
                .collect(),
            None => vec![(0..rows.len()).collect()],
        };
        let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
        let mut arranged = Vec::with_capacity(rows.len());
        let mut ranges = Vec::new();
        for part in &mut parts {
            self.sort(part);
            let first = arranged.len();
            let places = part.iter();
            arranged.extend(places.filter_map(|place| rows.get_mut(*place)?.take()));
            ranges.push(first..arranged.len());
        }
        if self.subgroups.is_none() {
            ranges.clear();
        }
        (arranged, ranges)
    }

    fn sort(&self, rows: &mut [usize]) {
        let trial = |row: &usize| {
            let id = self.prepared.rows.get(*row)?;
            self.review.trial(*id)
        };
        let result = |row: &usize| self.response.trials.get(*row);
        let effect = |row: &usize| result(row)?.effect;
        match self.figures.order {
            TrialOrder::Input => {}
            TrialOrder::Year => {
                let year = |row: &usize| trial(row)?.year.value();
                rows.sort_by(|one, other| given_first(year(one), year(other), &i32::cmp));
            }
            TrialOrder::Name => {
                let name = |row: &usize| trial(row).map(|trial| trial.name.to_lowercase());
                rows.sort_by(|one, other| name(one).cmp(&name(other)));
            }
            TrialOrder::Effect => {
                let estimate = |row: &usize| Some(effect(row)?.estimate);
                rows.sort_by(|one, other| {
                    given_first(estimate(one), estimate(other), &f64::total_cmp)
                });
            }
            TrialOrder::Weight => {
                let weight = |row: &usize| Some(-result(row)?.weight?);
                rows.sort_by(|one, other| given_first(weight(one), weight(other), &f64::total_cmp));
            }
            TrialOrder::Precision => {
                let error = |row: &usize| Some(effect(row)?.standard_error);
                rows.sort_by(|one, other| given_first(error(one), error(other), &f64::total_cmp));
            }
        }
    }

    /// The subgroups with their heads and subtotals, in the places given.
    pub(super) fn groups(&self, places: Vec<Range<usize>>, said: &words::Footer<'_>) -> Vec<Group> {
        let Some(found) = self.subgroups.filter(|_| crate::COMPLETE) else {
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
                name: printable(&subgroups::name(&group.name, self.review)),
                rows,
                subtotal: self.subtotal(group, weighted(group).then_some(sum)),
                said: group
                    .pooled
                    .as_ref()
                    .ok()
                    .and_then(|pooled| said.of_subgroup(pooled)),
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
        let count = |people| number::count(people, self.options.locale);
        let counts = match (group.people, group.totals) {
            (Some(people), _) => Some([
                count(people.events),
                count(people.total),
                String::new(),
                String::new(),
            ]),
            (None, totals) => totals.map(|totals: Totals| {
                self.counts(TwoByTwo {
                    experimental_events: totals.experimental_events,
                    experimental_total: totals.experimental_total,
                    control_events: totals.control_events,
                    control_total: totals.control_total,
                })
            }),
        };
        let pooled = group.pooled.as_ref().ok();
        Summary {
            label: subgroups::SUBTOTAL.to_owned(),
            counts,
            weight: weight.map(|weight| self.weight(weight)),
            effect: pooled.map_or_else(
                || Effect::Words(words::NOT_ESTIMABLE.to_owned()),
                |pooled| self.effect(&pooled.interval, ""),
            ),
            span: pooled.map(|pooled| self.span(&pooled.interval)),
        }
    }

    /// The columns chosen that the review still has.
    fn columns(&self) -> impl Iterator<Item = CovariateId> {
        let wide = !self.options.is_narrow();
        let chosen = self.figures.columns.iter().filter(move |_| wide);
        chosen.copied()
    }

    pub(super) fn column_heads(&self) -> Vec<String> {
        if !crate::COMPLETE {
            return Vec::new();
        }
        let covariates = &self.review.covariates;
        self.columns()
            .filter_map(|id| covariates.iter().find(|known| known.id == id))
            .map(|column| printable(&column.name))
            .collect()
    }

    pub(super) fn column_cells(&self, trial: TrialId) -> Vec<String> {
        if !crate::COMPLETE || self.figures.columns.is_empty() {
            return Vec::new();
        }
        let known = |id: &CovariateId| self.review.covariates.iter().any(|known| known.id == *id);
        let trial = self.review.trial(trial);
        self.columns()
            .filter(known)
            .map(|id| {
                let cell = trial.and_then(|trial| trial.covariates.get(&id));
                cell.map_or_else(String::new, |cell| printable(cell))
            })
            .collect()
    }

    /// The judgements of the risk of bias, where they are shown.
    fn judged(&self) -> Option<&RiskOfBias> {
        let shown = self.figures.lights != Lights::Hidden && !self.options.is_narrow();
        let table = self.review.risk_of_bias.as_deref();
        table.filter(|_| crate::COMPLETE && shown)
    }

    pub(super) fn lights_head(&self) -> Option<LightsHead> {
        let table = self.judged()?;
        let heads = heads(table);
        let mut domains: Vec<String> = heads
            .iter()
            .zip(&table.domains)
            .map(|(head, domain)| format!("{head}\u{a0}{}", printable(&domain.name)))
            .collect();
        if has_overall(table) {
            domains.push(format!("{OVERALL}\u{a0}overall"));
        }
        let mut heads = heads;
        heads.extend(has_overall(table).then(|| OVERALL.to_owned()));
        let shown = self.prepared.rows.iter();
        let shown: Vec<Judgement> = shown
            .filter_map(|trial| table.trials.get(trial))
            .flat_map(|judged| judged.domains.iter().chain([&judged.overall]))
            .filter_map(|judged| judged.judgement)
            .collect();
        let key = JUDGEMENTS
            .iter()
            .filter(|judgement| shown.contains(judgement))
            .map(|judgement| {
                let name = risk_of_bias::judgement(*judgement, table.tool);
                (Light::of(*judgement), name.to_owned())
            })
            .collect();
        let tool = match table.tool {
            Tool::Other => String::new(),
            tool => format!(" ({})", risk_of_bias::tool(tool)),
        };
        Some(LightsHead {
            heads,
            domains: format!("Risk of bias{tool}: {}.", domains.join("; ")),
            key,
        })
    }

    pub(super) fn lights_of(&self, trial: TrialId) -> Vec<Option<Light>> {
        let Some(table) = self.judged() else {
            return Vec::new();
        };
        let light = |judged: Option<&Judged>| Some(Light::of(judged?.judgement?));
        let judged = table.trials.get(&trial);
        let domains = 0..table.domains.len();
        let mut lights: Vec<Option<Light>> = domains
            .map(|domain| light(judged.and_then(|judged| judged.domains.get(domain))))
            .collect();
        if has_overall(table) {
            lights.push(light(judged.map(|judged| &judged.overall)));
        }
        lights
    }

    /// The axis that was typed for this measure, if one was and it can be drawn.
    pub(super) fn axis_by_hand(&self) -> Option<TypedAxis> {
        if !crate::COMPLETE {
            return None;
        }
        let typed = self.chosen?.axis.as_ref()?;
        if !typed.is_for(self.response.measure()) || typed.check().is_err() {
            return None;
        }
        Some(self.typed_axis(typed))
    }

    fn typed_axis(&self, typed: &AxisByHand) -> TypedAxis {
        let per_people = self.response.measure() == crate::data::Measure::RiskDifference;
        let scale = if per_people {
            f64::from(self.options.people) / TYPED_PER
        } else {
            1.0
        };
        let place = |read: f64| match self.kind {
            Kind::Ratio => libm::log(read),
            Kind::Difference => read * scale,
        };
        let axis = Axis {
            kind: self.kind,
            low: place(typed.low),
            high: place(typed.high),
        };
        let mut ticks: Vec<Tick> = typed
            .ticks
            .iter()
            .map(|tick| Tick {
                value: place(*tick),
                label: number::tick(
                    match self.kind {
                        Kind::Ratio => *tick,
                        Kind::Difference => *tick * scale,
                    },
                    self.options.locale,
                ),
            })
            .collect();
        ticks.sort_by(|one, other| one.value.total_cmp(&other.value));
        TypedAxis { axis, ticks }
    }
}

/// The head of the column of overall judgements.
const OVERALL: &str = "O";

/// Every judgement, in the order of the key.
const JUDGEMENTS: [Judgement; 9] = [
    Judgement::Low,
    Judgement::SomeConcerns,
    Judgement::Moderate,
    Judgement::High,
    Judgement::Serious,
    Judgement::VeryHigh,
    Judgement::Critical,
    Judgement::NoInformation,
    Judgement::NotApplicable,
];

fn has_overall(table: &RiskOfBias) -> bool {
    let mut judged = table.trials.values();
    judged.any(|judged| judged.overall.judgement.is_some())
}

/// What heads the domains: their own short names where all have one that is short, else letters.
fn heads(table: &RiskOfBias) -> Vec<String> {
    let short = |name: &str| !name.is_empty() && name.chars().count() <= SHORT_HEAD;
    let heads: Vec<String> = table
        .domains
        .iter()
        .map(|domain| printable(domain.short.trim()))
        .collect();
    if heads.iter().all(|head| short(head)) {
        return heads;
    }
    (0..heads.len()).map(letter).collect()
}

/// A to Z, then A1, B1 and so on.
fn letter(place: usize) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars();
    let letter = letters.cycle().nth(place % 26).unwrap_or('A');
    match place / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

/// What is given stands before what is not.
fn given_first<T>(
    one: Option<T>,
    other: Option<T>,
    order: &dyn Fn(&T, &T) -> Ordering,
) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => order(&one, &other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}
