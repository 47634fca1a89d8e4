//! The matrix of judgements: one row a trial, one cell a domain. It takes one stop of the Tab key; arrows go from cell to cell.

use leptos::prelude::*;

use super::judging::{JudgedCell, Judging};
use super::light_mark::LightMark;
use super::matrix_keys;
use crate::app::state::State;
use crate::data::{Judgement, TrialId};
use crate::wording::quality::interface;
use crate::wording::{number, risk_of_bias as words};

/// The matrix.
#[component]
pub fn Matrix() -> impl IntoView {
    let state = State::expect();
    let judging = Judging::expect();
    let domains = Memo::new(move |_| {
        judging.judged.with(|judged| {
            let judged = judged.as_ref();
            judged.map_or_else(Vec::new, |judged| judged.domains.clone())
        })
    });
    let trials = Memo::new(move |_| {
        judging.judged.with(|judged| {
            let trials = judged.iter().flat_map(|judged| &judged.trials);
            trials.map(|trial| trial.trial).collect::<Vec<_>>()
        })
    });
    let is_weighted = Memo::new(move |_| {
        judging
            .judged
            .with(|judged| judged.as_ref().is_some_and(|judged| judged.is_weighted))
    });
    let weights = Memo::new(move |_| {
        let locale = state.document.locale();
        judging.judged.with(|judged| {
            let judged = judged.as_ref();
            judged.map_or_else(Vec::new, |judged| {
                number::weights(&judged.weights(), locale)
            })
        })
    });
    let heads = move || {
        let domains = domains.get();
        domains
            .into_iter()
            .map(|domain| {
                view! {
                    <th scope="col">
                        <abbr title=words::domain(&domain.name).to_owned()>{domain.short}</abbr>
                    </th>
                }
            })
            .collect_view()
    };
    let legend = move || {
        let named = domains.get().into_iter();
        let named: Vec<String> = named
            .map(|domain| {
                format!("{} {}", domain.short, words::domain(&domain.name))
                    .trim()
                    .to_owned()
            })
            .collect();
        named.join(" · ")
    };
    view! {
        <div
            class="table-scroll"
            role="group"
            aria-label=interface::RISK_OF_BIAS
            on:keydown=move |event| matrix_keys::press(judging, &event)
        >
            <table class="matrix" role="grid" aria-label=interface::RISK_OF_BIAS>
                <thead>
                    <tr>
                        <th scope="col" class="name">{interface::TRIAL}</th>
                        {heads}
                        <th scope="col" class="overall">{words::OVERALL}</th>
                        <Show when=move || is_weighted.get()>
                            <th scope="col" class="number">{interface::WEIGHT}</th>
                        </Show>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || {
                            let count = domains.with(Vec::len);
                            trials.get().into_iter().map(move |trial| (trial, count))
                        }
                        key=|row| *row
                        children=move |(trial, count)| {
                            let weight = move || {
                                let place = trials
                                    .with(|trials| trials.iter().position(|one| *one == trial));
                                weights.with(|weights| weights.get(place?).cloned().flatten())
                            };
                            view! {
                                <MatrixRow trial domains=count is_weighted weight=Signal::derive(weight)/>
                            }
                        }
                    />
                </tbody>
            </table>
        </div>
        <Legend/>
        <p class="small muted">{legend}</p>
    }
}

/// One trial.
#[component]
fn MatrixRow(
    /// Which.
    trial: TrialId,
    /// How many domains there are.
    domains: usize,
    /// Whether the trials have weights.
    is_weighted: Memo<bool>,
    /// Its weight as text.
    weight: Signal<Option<String>>,
) -> impl IntoView {
    let project = State::expect().document.project;
    let judging = Judging::expect();
    let name = Memo::new(move |_| {
        project.with(|project| {
            let trial = project.review.trial(trial);
            trial.map_or_else(String::new, |trial| trial.name.clone())
        })
    });
    let is_in_hand = move || {
        judging
            .cell
            .with(|cell| cell.is_some_and(|cell| cell.trial == trial))
    };
    let cells = (0..domains)
        .map(Some)
        .chain([None])
        .map(|domain| view! { <MatrixCell cell=JudgedCell { trial, domain } name/> })
        .collect_view();
    view! {
        <tr class:in-hand=is_in_hand>
            <th scope="row" class="name">{name}</th>
            {cells}
            <Show when=move || is_weighted.get()>
                <td class="number">{move || weight.get()}</td>
            </Show>
        </tr>
    }
}

/// One judgement.
#[component]
fn MatrixCell(
    /// Where.
    cell: JudgedCell,
    /// What the trial is called.
    name: Memo<String>,
) -> impl IntoView {
    let judging = Judging::expect();
    let judgement = Memo::new(move |_| {
        judging.judged.with(|judged| {
            let judged = judged.as_ref()?;
            let mut trials = judged.trials.iter();
            let trial = trials.find(|trial| trial.trial == cell.trial)?;
            match cell.domain {
                None => trial.overall,
                Some(domain) => trial.domains.get(domain).copied().flatten(),
            }
        })
    });
    let is_in_hand = Memo::new(move |_| judging.cell.get() == Some(cell));
    let is_own = Memo::new(move |_| judging.is_own(cell));
    let label = move || {
        let named = judging.told(|table| {
            let domain = match cell.domain {
                None => words::OVERALL.to_owned(),
                Some(domain) => table
                    .domains
                    .get(domain)
                    .map_or_else(String::new, |domain| words::domain(&domain.name).to_owned()),
            };
            (domain, name_of(judgement.get(), table.tool))
        });
        let (domain, judged) = named.unwrap_or_default();
        interface::cell(&name.get(), &domain, judged)
    };
    view! {
        <td
            id=matrix_keys::identifier(cell)
            role="gridcell"
            class:overall=cell.domain.is_none()
            class:own=move || is_own.get()
            tabindex=move || if is_in_hand.get() { "0" } else { "-1" }
            aria-selected=move || is_in_hand.get().to_string()
            aria-label=label
            on:click=move |_| {
                judging.choose(cell);
                matrix_keys::focus(cell);
            }
            on:focus=move |_| judging.choose(cell)
        >
            <LightMark judgement=judgement/>
        </td>
    }
}

fn name_of(judgement: Option<Judgement>, tool: crate::data::Tool) -> &'static str {
    judgement.map_or(words::NOT_JUDGED.text(), |judgement| {
        words::judgement(judgement, tool)
    })
}

/// What the lights stand for.
#[component]
fn Legend() -> impl IntoView {
    let judging = Judging::expect();
    let tool = Memo::new(move |_| judging.told(|table| table.tool));
    let entries = move || {
        let tool = tool.get()?;
        let offered = words::offered(tool).iter().copied().map(Some);
        let entries = offered.chain([None]);
        Some(
            entries
                .map(|judgement| {
                    view! {
                        <li>
                            <LightMark judgement=Signal::stored(judgement)/>
                            {name_of(judgement, tool).to_lowercase()}
                        </li>
                    }
                })
                .collect_view(),
        )
    };
    view! { <ul class="lights-legend">{entries}</ul> }
}
