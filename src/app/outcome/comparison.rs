//! The outcome by every other method, side by side.

use leptos::prelude::*;

use crate::analysis::{MethodResult, Progress, Response};
use crate::app::state::{Answer, Compared, Comparison, Shared, State};
use crate::app::widgets::ProgressLine;
use crate::wording::{
    Subject, cards, confidence, effects, interface, number, translate, undefined,
};

/// The comparison of methods, opened on demand; it says how far the worker is with it.
#[component]
pub fn MethodComparison(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let comparison = Comparison::expect();
    let compared = Memo::new(move |_| comparison.state());
    let share = move |of: fn(Progress) -> usize| {
        move || {
            comparison
                .progress()
                .map(|progress| of(progress).to_string())
        }
    };
    view! {
        <details class="block" id="compare-methods">
            <summary>{translate("Compare methods")}</summary>
            {move || match compared.get() {
                Compared::Waiting => {
                    view! {
                        <ProgressLine
                            words=translate("Comparing…")
                            choice=translate("Stop")
                            on_choose=move || comparison.stop()
                        >
                            <progress
                                aria-label=translate("Comparing methods")
                                max=share(|progress| progress.of)
                                value=share(|progress| progress.done)
                            ></progress>
                        </ProgressLine>
                    }
                        .into_any()
                }
                Compared::Stopped => {
                    view! {
                        <ProgressLine
                            words=translate("Stopped.")
                            choice=translate("Compare again")
                            on_choose=move || comparison.ask_again()
                        />
                    }
                        .into_any()
                }
                Compared::Ready { methods, on_page } => {
                    view! {
                        {on_page
                            .then(|| {
                                view! {
                                    <p class="failure" role="status">
                                        {interface::NO_WORKER}
                                    </p>
                                }
                            })}
                        <ComparisonTable answer methods/>
                    }
                        .into_any()
                }
            }}
        </details>
    }
}

/// A row of the table.
#[derive(Clone, PartialEq)]
struct Line {
    method: String,
    is_primary: bool,
    estimate: String,
    interval: String,
    p_value: String,
    trials: String,
    disagreement: &'static str,
}

/// The heads of the columns, with that of the limits.
fn heads(interval: String) -> [String; 6] {
    [
        translate("Method").to_owned(),
        translate("Estimate").to_owned(),
        interval,
        "P".to_owned(),
        translate("Trials used").to_owned(),
        translate("Beside the first").to_owned(),
    ]
}

/// The methods side by side, that of the outcome first.
#[component]
fn ComparisonTable(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// The outcome by the other methods.
    methods: Shared<Vec<MethodResult>>,
) -> impl IntoView {
    let state = State::expect();
    let lines = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref();
            answer.map_or_else(Vec::new, |answer| {
                state
                    .answers
                    .about(answer, |subject| lines(&answer.response, &methods, subject))
            })
        })
    });
    let level = Memo::new(move |_| {
        answer.with(|answer| {
            let response = answer.as_ref().map(|answer| &answer.response);
            response.map(|response| response.level).unwrap_or_default()
        })
    });
    let head = |head| view! { <th scope="col">{head}</th> };
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=translate("Methods side by side")>
            <table class="table">
                <thead>
                    <tr>
                        {move || heads(confidence::short(level.get())).map(head).collect_view()}
                    </tr>
                </thead>
                <tbody>{move || lines.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(line: Line) -> impl IntoView {
    let numbers = [line.estimate, line.interval, line.p_value, line.trials];
    let numbers = numbers.into_iter();
    view! {
        <tr class=line.is_primary.then_some("primary")>
            <th scope="row">{line.method}</th>
            {numbers.map(|number| view! { <td>{number}</td> }).collect_view()}
            <td class="words">{line.disagreement}</td>
        </tr>
    }
}

fn lines(response: &Response, others: &[MethodResult], subject: &Subject<'_>) -> Vec<Line> {
    let primary = MethodResult {
        votes: true,
        plan: response.plan,
        pooled: response.pooled.clone(),
        dropped: 0,
        direction_differs: false,
        significance_differs: false,
        tells_nothing: false,
        odds_ratio_quotient: None,
    };
    let mut lines = vec![Line {
        is_primary: true,
        disagreement: "",
        ..line(&primary, subject)
    }];
    lines.extend(others.iter().map(|other| line(other, subject)));
    lines
}

fn line(result: &MethodResult, subject: &Subject<'_>) -> Line {
    let (measure, locale) = (result.plan.measure, subject.locale);
    let method = cards::named(result);
    match &result.pooled {
        Ok(pooled) => Line {
            method,
            is_primary: false,
            estimate: effects::effect(measure, pooled.interval.estimate, locale),
            interval: effects::interval(measure, &pooled.interval, locale),
            p_value: number::p_value(pooled.p_value, locale),
            trials: number::count(pooled.trials as u64, locale),
            disagreement: cards::disagreement(result),
        },
        Err(reason) => Line {
            method,
            is_primary: false,
            estimate: String::from("\u{2014}"),
            interval: undefined::short_of(*reason, measure, subject),
            p_value: String::new(),
            trials: String::new(),
            disagreement: "",
        },
    }
}
