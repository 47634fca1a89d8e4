//! The sensitivity analyses of the outcomes: asked while somebody looks at them, and fitted one after the other, by the
//! worker where that takes a likelihood.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::answers::Answer;
use super::lasting_memo::LastingMemo;
use super::lasting_signal::LastingSignal;
use super::page::State;
use super::shared::Shared;
use crate::analysis::{
    self, Fit, NoSelection, SensitivityAnswer, SensitivityAsked, SensitivityFound,
    SensitivityResult, Series,
};
use crate::app::platform::timing;
use crate::app::platform::worker::{WorkerClient, WorkerEvent};
use crate::data::{OutcomeId, SensitivityAnalysis};

/// How many results are kept: undo and redo find theirs again.
const MOST_KEPT: usize = 500;

/// How long analyses are fitted before the page gets its turn again, in milliseconds: less than a frame.
const AT_ONCE: f64 = 10.0;

/// How long what the worker has made waits to be shown, in milliseconds.
const BETWEEN_SHOWS: f64 = 600.0;

/// Which analyses are wanted for files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForFiles {
    /// None.
    #[default]
    Nothing,
    /// Those of the outcome that is looked at.
    LookedAt,
    /// Those of all outcomes.
    All,
}

/// An analysis with what it asks.
type Asked = (
    SensitivityAnalysis,
    Result<Shared<SensitivityAsked>, NoSelection>,
);

/// An outcome whose analyses are wanted, with what they ask.
#[derive(Clone, PartialEq)]
struct AskedOutcome {
    answer: Answer,
    /// Which series they are; `None` of those that are kept with the review.
    series: Option<Series>,
    analyses: Vec<Asked>,
}

type Results = Vec<(Shared<SensitivityAsked>, Arc<SensitivityResult>)>;

/// The sensitivity analyses of the page. Nothing of them is computed while nobody looks.
#[derive(Clone, Copy)]
pub struct Sensitivities {
    state: State,
    /// Whether the section of the outcome that is looked at is open.
    pub is_open: LastingSignal<bool>,
    /// Which are wanted for files.
    pub for_files: LastingSignal<ForFiles>,
    /// The series of the outcome that is looked at which are on the screen.
    pub series: LastingSignal<Vec<Series>>,
    asked: LastingMemo<Vec<AskedOutcome>>,
    results: LastingSignal<Results>,
    /// What the worker is at.
    underway: StoredValue<Option<Shared<SensitivityAsked>>, LocalStorage>,
    /// What came from the worker and is not shown yet.
    heard: StoredValue<Results, LocalStorage>,
    /// When something of that was shown last.
    shown: StoredValue<f64>,
    is_planned: StoredValue<bool>,
    worker: StoredValue<Option<WorkerClient>, LocalStorage>,
}

impl Sensitivities {
    /// Computes nothing until it is wanted.
    pub fn new(state: State) -> Self {
        let (is_open, for_files) = (
            LastingSignal::new(false),
            LastingSignal::new(ForFiles::Nothing),
        );
        let series = LastingSignal::new(Vec::new());
        let asked = LastingMemo::new(move |before: Option<&Vec<AskedOutcome>>| {
            let before = before.map_or(&[][..], Vec::as_slice);
            let answers = wanted(state, is_open.get(), for_files.get());
            let kept = answers
                .into_iter()
                .map(|answer| asked(state, answer, None, before));
            let looked_at = Some(series.get())
                .filter(|series| !series.is_empty())
                .and_then(|series| Some((state.answers.answer()?, series)));
            let of_series = looked_at.into_iter().flat_map(|(answer, series)| {
                let series = series.into_iter();
                series.map(move |series| (answer.clone(), series))
            });
            let of_series =
                of_series.map(|(answer, series)| asked(state, answer, Some(series), before));
            kept.chain(of_series).collect()
        });
        let sensitivities = Self {
            state,
            is_open,
            for_files,
            series,
            asked,
            results: LastingSignal::new(Vec::new()),
            underway: StoredValue::new_local(None),
            heard: StoredValue::new_local(Vec::new()),
            shown: StoredValue::new(0.0),
            is_planned: StoredValue::new(false),
            worker: StoredValue::new_local(None),
        };
        let worker = WorkerClient::new(move |event| sensitivities.hear(event));
        sensitivities.worker.set_value(Some(worker));
        Effect::new(move |_| {
            if sensitivities.next(&Vec::new()).is_some() {
                sensitivities.plan();
            }
        });
        sensitivities
    }

    /// The sensitivity analyses of the page, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The analyses of an outcome with their answers, as far as they are there: those that are still computed say so. Empty
    /// while nobody wants them.
    pub fn of(self, outcome: OutcomeId) -> Vec<SensitivityAnswer> {
        self.answers(outcome, None)
    }

    /// The analyses of a series that is on the screen, likewise.
    pub fn of_series(self, outcome: OutcomeId, series: Series) -> Vec<SensitivityAnswer> {
        self.answers(outcome, Some(series))
    }

    fn answers(self, outcome: OutcomeId, series: Option<Series>) -> Vec<SensitivityAnswer> {
        self.asked.with(|asked| {
            let mut asked = asked.iter();
            let is_meant = |asked: &&AskedOutcome| {
                asked.answer.outcome.id == outcome && asked.series == series
            };
            let Some(found) = asked.find(is_meant) else {
                return Vec::new();
            };
            self.results.with(|results| {
                let analyses = found.analyses.iter();
                analyses
                    .map(|(analysis, asked)| SensitivityAnswer {
                        analysis: analysis.clone(),
                        found: asked.clone().map(|asked| SensitivityFound {
                            result: result_of(results, &asked)
                                .unwrap_or_else(|| Arc::new(SensitivityResult::pending(&asked))),
                            asked: Arc::clone(asked.arc()),
                        }),
                    })
                    .collect()
            })
        })
    }

    /// The analyses of an outcome as they are now, computed where they are not there yet.
    pub fn now(self, answer: &Answer) -> Vec<SensitivityAnswer> {
        self.state.document.settled.with_untracked(|project| {
            analysis::sensitivity_answers(
                &project.review,
                &project.settings,
                answer.outcome.id,
                answer.main(),
            )
        })
    }

    /// Goes on once the page has had its turn.
    fn plan(self) {
        if self.is_planned.get_value() || self.underway.with_value(Option::is_some) {
            return;
        }
        self.is_planned.set_value(true);
        set_timeout(
            move || {
                // The page may have gone meanwhile.
                if !self.results.is_disposed() {
                    self.is_planned.set_value(false);
                    self.go_on();
                }
            },
            Duration::ZERO,
        );
    }

    fn go_on(self) {
        let mut made = Vec::new();
        let began = timing::now();
        while timing::now() - began < AT_ONCE
            && let Some(next) = untrack(|| self.next(&made))
        {
            if analysis::is_by_likelihood(&next.prepared.request) {
                self.ask(next);
                break;
            }
            let result = analysis::sensitivity_result(&next, None);
            made.push((next, Arc::new(result)));
        }
        self.keep(made);
    }

    /// An analysis that has no result yet, nor one among these that were just made.
    fn next(self, made: &Results) -> Option<Shared<SensitivityAsked>> {
        self.asked.with(|asked| {
            self.results.with(|results| {
                let analyses = asked.iter().flat_map(|outcome| &outcome.analyses);
                let mut asked = analyses.filter_map(|(_, asked)| asked.as_ref().ok());
                let is_missing = |asked: &&Shared<SensitivityAsked>| {
                    result_of(results, asked).is_none() && result_of(made, asked).is_none()
                };
                asked.find(is_missing).cloned()
            })
        })
    }

    fn keep(self, made: Results) {
        if made.is_empty() {
            return;
        }
        self.results.try_update(|results| {
            results.extend(made);
            let surplus = results.len().saturating_sub(MOST_KEPT);
            results.drain(..surplus);
        });
    }

    /// Has the worker make a fit: several after each other would hold the page up.
    fn ask(self, asked: Shared<SensitivityAsked>) {
        self.underway.set_value(Some(asked.clone()));
        // Cloned out first: the worker may answer at once, and then comes back here.
        if let Some(worker) = self.worker.get_value() {
            worker.ask(&asked.prepared.request);
        }
    }

    fn hear(self, event: WorkerEvent) {
        let fit: Option<Fit> = match event {
            WorkerEvent::Progressed(_) => return,
            WorkerEvent::Fitted(fit) => Some(*fit),
            // Without a worker the page makes the fit itself, and stands still for so long.
            WorkerEvent::Unavailable => {
                self.state.workers_blocked.set(true);
                None
            }
            WorkerEvent::Compared(_) | WorkerEvent::Worked(_) | WorkerEvent::Failed => None,
        };
        if let Some(asked) = self.underway.try_update_value(Option::take).flatten() {
            let result = analysis::sensitivity_result(&asked, fit.as_ref());
            self.heard
                .update_value(|heard| heard.push((asked, Arc::new(result))));
            self.ask_next_or_show();
        }
    }

    /// Shows what came from the worker, but not more often than somebody reads: each time table and figure are made anew.
    fn ask_next_or_show(self) {
        let now = timing::now();
        let is_soon = now - self.shown.get_value() < BETWEEN_SHOWS;
        let next = self
            .heard
            .with_value(|heard| untrack(|| self.next(heard)))
            .filter(|next| is_soon && analysis::is_by_likelihood(&next.prepared.request));
        if let Some(next) = next {
            return self.ask(next);
        }
        self.shown.set_value(now);
        let heard = self.heard.try_update_value(std::mem::take);
        self.keep(heard.unwrap_or_default());
    }
}

/// The outcomes whose analyses are wanted: that which is looked at, or all that have any.
fn wanted(state: State, is_open: bool, for_files: ForFiles) -> Vec<Answer> {
    let all = for_files == ForFiles::All;
    let looked_at = is_open || for_files == ForFiles::LookedAt;
    if !looked_at && !all {
        return Vec::new();
    }
    let looked_at = state.selection.outcome().filter(|_| looked_at);
    let has_any = |outcome: OutcomeId| {
        let settled = state.document.settled;
        settled.with(|project| !project.settings.sensitivity_of(outcome).is_empty())
    };
    state.answers.all.with(|answers| {
        let answers = answers.iter();
        let wanted = answers.filter(|answer| {
            let outcome = answer.outcome.id;
            (all || looked_at == Some(outcome)) && has_any(outcome)
        });
        wanted.cloned().collect()
    })
}

/// What the analyses of an outcome ask; what was asked before alike keeps its pointer.
fn asked(
    state: State,
    answer: Answer,
    series: Option<Series>,
    before: &[AskedOutcome],
) -> AskedOutcome {
    let earlier: Vec<&Shared<SensitivityAsked>> = before
        .iter()
        .filter(|before| before.answer.outcome.id == answer.outcome.id && before.series == series)
        .flat_map(|before| &before.analyses)
        .filter_map(|(_, asked)| asked.as_ref().ok())
        .collect();
    let kept = |asked: SensitivityAsked| {
        let same = earlier.iter().find(|earlier| **earlier.arc() == asked);
        same.map_or_else(|| Shared::new(asked), |same| (*same).clone())
    };
    let analyses = state.document.settled.with(|project| {
        let (review, settings) = (&project.review, &project.settings);
        let outcome = answer.outcome.id;
        let main = answer.main();
        let analyses = series.map_or_else(
            || settings.sensitivity_of(outcome).to_vec(),
            |series| analysis::series(review, main, series),
        );
        let analyses = analyses.into_iter();
        analyses
            .map(|analysis| {
                let asked = analysis::sensitivity_asked(review, settings, outcome, &analysis, main);
                (analysis, asked.map(kept))
            })
            .collect()
    });
    AskedOutcome {
        answer,
        series,
        analyses,
    }
}

/// The result of the same request, whatever it was asked for.
fn result_of(
    results: &Results,
    asked: &Shared<SensitivityAsked>,
) -> Option<Arc<SensitivityResult>> {
    let is_same = |made: &Shared<SensitivityAsked>| {
        made == asked
            || made.measure == asked.measure && made.prepared.request == asked.prepared.request
    };
    let mut results = results.iter().rev();
    let (_, result) = results.find(|(made, _)| is_same(made))?;
    Some(Arc::clone(result))
}
