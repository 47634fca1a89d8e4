//! The results of one outcome: each trial with its counts, weight and effect, and the pooled rows.

use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{
    ArmMean, IntervalEstimate, MethodResult, Prepared, Response, TrialData, TrialResult, TrialUse,
};
use crate::data::{FigureSettings, Measure, Note, Outcome, OutcomeKind, Review};
use crate::wording::confidence::Limits;
use crate::wording::effects::Written;
use crate::wording::findings::Finding;
use crate::wording::forest::Footer;
use crate::wording::names::{self, Length};
use crate::wording::translate;
use crate::wording::{
    Locale, Subject, cards, confidence, effects, exclusions, notes, number, sentences, tr,
    undefined,
};

/// The table of an outcome. Its caption names outcome, measure and method; the sentence of the outcome and the notes of
/// its answer stand under it.
#[must_use]
pub fn outcome(
    review: &Review,
    outcome: &Outcome,
    prepared: &Prepared,
    response: &Response,
    locale: Locale,
) -> Table {
    let subject = Subject::of(review, outcome, prepared, locale);
    let builder = Builder {
        prepared,
        response,
        subject: &subject,
        locale,
        parts: match response.measure().kind() {
            _ if response.trials.is_empty() => None,
            OutcomeKind::Counts | OutcomeKind::Proportions => {
                Some([events(), (translate("Total"), &["total"])])
            }
            OutcomeKind::PersonTime => {
                Some([events(), (translate("Person-time"), &["person_time"])])
            }
            OutcomeKind::Means => Some([
                (translate("Mean (SD)"), &["mean", "standard_deviation"]),
                (translate("Total"), &["total"]),
            ]),
            OutcomeKind::Estimates(_) => None,
        },
        sides: response.measure().kind().sides().len(),
    };
    Table {
        caption: tr!(
            "{}: {}, {}",
            subject.outcome,
            names::measure_inside(response.measure()),
            names::plan_inside(response.plan)
        ),
        columns: builder.columns(review),
        rows: builder.rows(),
        notes: builder.notes(review),
    }
}

/// A column under the head of an arm: its own head, and what its numbers are called in CSV.
type CountHead = (&'static str, &'static [&'static str]);

/// The column of events.
fn events() -> CountHead {
    (translate("Events"), &["events"])
}

struct Builder<'a> {
    prepared: &'a Prepared,
    response: &'a Response,
    subject: &'a Subject<'a>,
    locale: Locale,
    /// The two columns of each arm, where trials report numbers of their arms.
    parts: Option<[CountHead; 2]>,
    /// How many arms that is: two, or one where nothing is compared.
    sides: usize,
}

impl Builder<'_> {
    fn columns(&self, review: &Review) -> Vec<Column> {
        let mut columns = vec![Column::of_names(translate("Trial"), "trial")];
        if let Some(parts) = self.parts {
            let experimental = Some(self.subject.experimental);
            let control = if review.control_label.trim().is_empty() {
                translate("Control")
            } else {
                review.control_label.trim()
            };
            let sides = [(experimental, "experimental"), (Some(control), "control")];
            for (side, key) in sides.into_iter().take(self.sides) {
                for (head, names) in parts {
                    let names: Vec<String> =
                        names.iter().map(|name| format!("{key}_{name}")).collect();
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    columns.push(Column::of_numbers(side, head, &names));
                }
            }
        }
        columns.push(Column::of_numbers(
            None,
            translate("Weight, %"),
            &["weight_percent"],
        ));
        let measure = self.response.measure();
        let interval = confidence::short(self.response.level);
        let head = match self.written().unit() {
            Some(unit) => tr!(
                "{} {unit} ({interval})",
                names::measure(measure, Length::Full),
                unit,
                interval
            ),
            None => tr!(
                "{} ({interval})",
                names::measure(measure, Length::Full),
                interval
            ),
        };
        columns.push(Column::of_numbers(
            None,
            head,
            &["estimate", "lower", "upper"],
        ));
        if self.has_excluded() {
            columns.push(Column::of_names(exclusions::HEAD, "left_out"));
        }
        columns
    }

    /// Whether there is a column for the reasons why the reviewers left trials out.
    fn has_excluded(&self) -> bool {
        !self.subject.excluded.is_empty()
    }

    fn rows(&self) -> Vec<Row> {
        let weights: Vec<Option<f64>> = self.response.trials.iter().map(|t| t.weight).collect();
        let shown = number::weights(&weights, self.locale);
        let trials = self.response.trials.iter().zip(shown).enumerate();
        let mut rows: Vec<Row> = trials
            .map(|(row, (result, weight))| self.trial(row, result, weight))
            .collect();
        rows.extend(self.excluded());
        rows.push(self.pooled());
        rows.extend(self.prediction());
        rows.extend(
            self.response
                .beside
                .as_ref()
                .map(|other| self.beside(other)),
        );
        if self.has_excluded() {
            let reasons = self.excluded_reasons(rows.len());
            for (row, reason) in rows.iter_mut().zip(reasons) {
                row.cells.push(reason);
            }
        }
        rows
    }

    /// The column of reasons for so many rows: the trials that were left out follow those that are pooled.
    fn excluded_reasons(&self, rows: usize) -> Vec<Cell> {
        let mut reasons = vec![Cell::empty(); rows];
        let places = reasons.iter_mut().skip(self.response.trials.len());
        for (place, trial) in places.zip(&self.subject.excluded) {
            *place = Cell::name(exclusions::reason(&trial.reason));
        }
        reasons
    }

    fn trial(&self, row: usize, result: &TrialResult, weight: Option<String>) -> Row {
        let mut cells = vec![Cell::name(self.subject.trial(row))];
        if self.parts.is_some() {
            let data = self.prepared.request.trials.get(row).map(|row| row.data);
            cells.extend(self.reported(data).into_iter().take(2 * self.sides));
        }
        cells.push(match (result.weight, weight) {
            (Some(percent), Some(shown)) => Cell::numbers([percent], shown),
            _ => Cell::empty(),
        });
        cells.push(match &result.effect {
            Some(effect) => effect_cell(self.written(), self.response.measure(), effect),
            None => self.without_interval(row).unwrap_or_else(|| {
                Cell::words(match result.used {
                    TrialUse::DoubleZero => translate("no events"),
                    TrialUse::AllEvents => translate("everybody had it"),
                    TrialUse::Pooled | TrialUse::NotEstimable => translate("not estimable"),
                    TrialUse::Impossible => translate("impossible numbers"),
                })
            }),
        });
        Row {
            kind: RowKind::Plain,
            cells,
        }
    }

    /// The trials that the reviewers left out, with what they reported.
    fn excluded(&self) -> impl Iterator<Item = Row> {
        self.subject.excluded.iter().map(|trial| {
            let mut cells = vec![Cell::name(&trial.label)];
            if self.parts.is_some() {
                cells.extend(self.reported(trial.data).into_iter().take(2 * self.sides));
            }
            cells.push(Cell::empty());
            cells.push(Cell::words(exclusions::LEFT_OUT));
            Row {
                kind: RowKind::Plain,
                cells,
            }
        })
    }

    /// How the effects of the table are written: all of them per as many people.
    fn written(&self) -> Written {
        written(self.response, self.locale)
    }

    /// A difference that has no interval, where it is known.
    fn without_interval(&self, row: usize) -> Option<Cell> {
        let data = self.prepared.request.trials.get(row)?.data;
        let difference = effects::without_interval(self.response.measure(), &data)?;
        let shown = tr!("{} (no interval)", self.written().bare(difference));
        Some(Cell::numbers([difference, f64::NAN, f64::NAN], shown))
    }

    /// What a trial reported of its arms; empty where its numbers are of another kind than the measure's.
    fn reported(&self, data: Option<TrialData>) -> [Cell; 4] {
        let nothing = || [(); 4].map(|()| Cell::empty());
        let kind = self.response.measure().kind();
        let Some(data) = data else {
            return nothing();
        };
        match data {
            TrialData::Counts(table) if kind == OutcomeKind::Counts => [
                table.experimental_events,
                table.experimental_total,
                table.control_events,
                table.control_total,
            ]
            .map(|value| self.count(value)),
            TrialData::PersonTime(trial) if kind == OutcomeKind::PersonTime => [
                self.count(trial.experimental_events),
                self.number(trial.experimental_time),
                self.count(trial.control_events),
                self.number(trial.control_time),
            ],
            TrialData::Proportion(arm) if kind == OutcomeKind::Proportions => [
                self.count(arm.events),
                self.count(arm.total),
                Cell::empty(),
                Cell::empty(),
            ],
            TrialData::Means(means) if kind == OutcomeKind::Means => [
                self.mean(&means.experimental),
                self.count(means.experimental.total),
                self.mean(&means.control),
                self.count(means.control.total),
            ],
            TrialData::Counts(_)
            | TrialData::PersonTime(_)
            | TrialData::Proportion(_)
            | TrialData::Means(_)
            | TrialData::Estimate { .. } => nothing(),
        }
    }

    fn pooled(&self) -> Row {
        let mut cells = vec![Cell::name(self.total_label())];
        if let (Some(totals), OutcomeKind::Counts) =
            (&self.response.totals, self.response.measure().kind())
        {
            cells.extend(
                [
                    totals.experimental_events,
                    totals.experimental_total,
                    totals.control_events,
                    totals.control_total,
                ]
                .map(|value| self.count(value)),
            );
        } else if let Some(proportion) = &self.response.proportion {
            cells.extend([proportion.events, proportion.total].map(|value| self.count(value)));
        } else if self.parts.is_some() {
            cells.extend([(); 4].map(|()| Cell::empty()));
        }
        match &self.response.pooled {
            Ok(pooled) => {
                cells.push(Cell::numbers([100.0], number::fixed(100.0, 1, self.locale)));
                cells.push(effect_cell(
                    self.written(),
                    self.response.measure(),
                    &pooled.interval,
                ));
            }
            Err(reason) => {
                cells.push(Cell::empty());
                cells.push(Cell::words(undefined::short_of(
                    *reason,
                    self.response.measure(),
                    self.subject,
                )));
            }
        }
        Row {
            kind: RowKind::Total,
            cells,
        }
    }

    /// The head of the column says that intervals are of confidence; a posterior's is another.
    fn total_label(&self) -> String {
        match Limits::of(self.response.pooled.as_ref().ok()) {
            Limits::Confidence => translate("Total").to_owned(),
            limits @ Limits::Credible => confidence::pooled(limits, self.response.level),
        }
    }

    fn prediction(&self) -> Option<Row> {
        let (lower, upper) = self.response.pooled.as_ref().ok()?.prediction?;
        let measure = self.response.measure();
        let shown = tr!("({})", self.written().limits(lower, upper));
        let exact = [f64::NAN, natural(measure, lower), natural(measure, upper)];
        Some(self.row_of(
            confidence::prediction(self.response.level),
            Cell::numbers(exact, shown),
        ))
    }

    fn beside(&self, other: &MethodResult) -> Row {
        let cell = match &other.pooled {
            Ok(pooled) => {
                let measure = other.plan.measure;
                let written = if measure == self.response.measure() {
                    self.written()
                } else {
                    Written::of(measure, &pooled.interval, self.locale)
                };
                effect_cell(written, measure, &pooled.interval)
            }
            Err(reason) => Cell::words(undefined::short_of(
                *reason,
                other.plan.measure,
                self.subject,
            )),
        };
        self.row_of(cards::named(other), cell)
    }

    /// A row that has only a name and an effect.
    fn row_of(&self, name: String, effect: Cell) -> Row {
        let empty = 1 + self.parts.map_or(0, |_| 2 * self.sides);
        let mut cells = vec![Cell::name(name)];
        cells.extend(std::iter::repeat_with(Cell::empty).take(empty));
        cells.push(effect);
        Row {
            kind: RowKind::Plain,
            cells,
        }
    }

    fn count(&self, value: u64) -> Cell {
        Cell::count(value, number::count(value, self.locale))
    }

    fn number(&self, value: f64) -> Cell {
        Cell::numbers([value], number::tick(value, self.locale))
    }

    fn mean(&self, arm: &ArmMean) -> Cell {
        let [mean, deviation] =
            [arm.mean, arm.standard_deviation].map(|value| number::tick(value, self.locale));
        Cell::numbers(
            [arm.mean, arm.standard_deviation],
            tr!("{mean} ({deviation})", mean, deviation),
        )
    }

    fn notes(&self, review: &Review) -> Vec<String> {
        let mut paragraphs = vec![sentences::outcome(self.response, self.subject)];
        if self.response.pooled.is_ok() {
            let footer = Footer {
                subject: self.subject,
                response: self.response,
                clipped: false,
                leading_zero: true,
                figures: &FigureSettings::PLAIN,
                subgroups: None,
                taken: &self.subject.taken(),
            };
            paragraphs.extend(footer.paragraphs());
        } else {
            paragraphs.extend(Some(self.subject.taken()).filter(|said| !said.is_empty()));
        }
        // The footer counts double-zero trials already.
        let further = self.response.notes.iter().filter(|note| {
            self.response.pooled.is_err() || !matches!(note, Note::DoubleZero { .. })
        });
        paragraphs.extend(further.map(|note| notes::sentence(note, self.subject)));
        let left_out = self.prepared.left_out.iter().filter_map(|(trial, reason)| {
            let name = &review.trial(*trial)?.name;
            let why = exclusions::why_left_out(self.prepared, *trial, *reason);
            Some(tr!("{name} ({why})", name, why))
        });
        let left_out: Vec<String> = left_out.collect();
        if !left_out.is_empty() {
            paragraphs.push(tr!(
                "Reported it and not in the pool: {}.",
                left_out.join(translate("; "))
            ));
        }
        paragraphs
    }
}

/// How the effects of an answer are written: as the pooled interval asks for.
pub(super) fn written(response: &Response, locale: Locale) -> Written {
    let measure = response.measure();
    let nothing = IntervalEstimate::with_quantile(0.0, 0.0, 0.0);
    let pooled = response.pooled.as_ref().ok();
    let interval = pooled.map_or(nothing, |pooled| pooled.interval);
    Written::of(measure, &interval, locale)
}

/// An effect with its interval: "0.82 (0.68 to 1.00)".
pub(super) fn effect_cell(written: Written, measure: Measure, effect: &IntervalEstimate) -> Cell {
    let shown = tr!(
        "{} ({})",
        written.bare(effect.estimate),
        written.interval(effect)
    );
    let exact = [effect.estimate, effect.lower, effect.upper].map(|value| natural(measure, value));
    Cell::numbers(exact, shown)
}

/// From the scale of analysis to the one on which the measure is read.
pub(super) fn natural(measure: Measure, value: f64) -> f64 {
    if measure.is_ratio() {
        libm::exp(value)
    } else {
        effects::share(measure, value)
    }
}

/// The pooled effect of an outcome, or why there is none.
pub(super) fn effect_of(finding: &Finding) -> Cell {
    match (&finding.effect, &finding.interval) {
        (Ok([estimate, limits]), Some(interval)) => Cell::numbers(
            [interval.estimate, interval.lower, interval.upper]
                .map(|value| natural(finding.measure, value)),
            tr!("{estimate} ({limits}){}", finding.mark, estimate, limits),
        ),
        (Ok([estimate, limits]), None) => {
            Cell::words(tr!("{estimate} ({limits})", estimate, limits))
        }
        (Err(reason), _) => Cell::words(reason.clone()),
    }
}
