//! The outcome by every other method, side by side.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::{MethodResult, Response};
use crate::app::comparison::{Compared, Comparison};
use crate::app::dynamic::dynamic;
use crate::app::session::Session;
use crate::wording::{Subject, cards, effects, number, undefined};

/// The comparison, opened on demand; what the worker is at is said.
#[component]
pub(super) fn CompareMethods() -> impl IntoView {
    let comparison = Comparison::expect();
    view! {
        <details class="block" id="compare-methods">
            <summary>"Compare methods"</summary>
            {dynamic(move || match comparison.state() {
                Compared::Waiting => {
                    view! {
                        <div class="progress" role="status">
                            <progress aria-label="Comparing methods"></progress>
                            <span>"Comparing…"</span>
                            <button type="button" class="button" on:click=move |_| comparison.stop()>
                                "Stop"
                            </button>
                        </div>
                    }
                        .into_any()
                }
                Compared::Stopped => {
                    view! {
                        <div class="progress" role="status">
                            <span>"Stopped."</span>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| comparison.ask_again()
                            >
                                "Compare again"
                            </button>
                        </div>
                    }
                        .into_any()
                }
                Compared::Ready { methods, on_page } => {
                    view! {
                        {on_page
                            .then(|| {
                                view! {
                                    <p class="failure" role="status">
                                        "The background worker could not be used, so the page computed this itself."
                                    </p>
                                }
                            })}
                        <Methods methods/>
                    }
                        .into_any()
                }
            })}
        </details>
    }
}

/// A row of the table.
struct Line {
    method: String,
    primary: bool,
    estimate: String,
    interval: String,
    p_value: String,
    trials: String,
    disagreement: &'static str,
}

#[component]
fn Methods(methods: Arc<Vec<MethodResult>>) -> impl IntoView {
    let session = Session::expect();
    let lines = untrack(|| {
        let answer = session.answer()?;
        Some(session.about(&answer, |subject| {
            lines(&answer.response, &methods, subject)
        }))
    })
    .unwrap_or_default();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label="Methods side by side">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Method"</th>
                        <th scope="col">"Estimate"</th>
                        <th scope="col">"95% CI"</th>
                        <th scope="col">"P"</th>
                        <th scope="col">"Trials used"</th>
                        <th scope="col">"Beside the first"</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(|line| view! { <MethodRow line/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn MethodRow(line: Line) -> impl IntoView {
    view! {
        <tr class:primary=line.primary>
            <th scope="row">{line.method}</th>
            <td>{line.estimate}</td>
            <td>{line.interval}</td>
            <td>{line.p_value}</td>
            <td>{line.trials}</td>
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
    };
    let mut lines = vec![Line {
        primary: true,
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
            primary: false,
            estimate: effects::effect(measure, pooled.interval.estimate, locale),
            interval: effects::interval(measure, &pooled.interval, locale),
            p_value: number::p_value(pooled.p_value, locale),
            trials: number::count(pooled.trials as u64, locale),
            disagreement: cards::disagreement(result),
        },
        Err(reason) => Line {
            method,
            primary: false,
            estimate: String::from("\u{2014}"),
            interval: undefined::short(*reason, subject),
            p_value: String::new(),
            trials: String::new(),
            disagreement: "",
        },
    }
}
