//! Other reviews and ours side by side, outcome by outcome.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::actions::figure_files::Which;
use crate::app::state::{Dialog, State, versions};
use crate::app::widgets::{Button, TableFiles};
use crate::report;
use crate::wording::earlier::{self as words};
use crate::wording::findings::{self, Beside};
use crate::wording::old_and_new;
use crate::wording::sentences::profile_line;

/// A row: the outcome, what each other review printed, and ours.
#[derive(Clone, PartialEq)]
struct Line {
    name: String,
    others: Vec<Option<Beside>>,
    ours: [String; 2],
}

/// Other reviews and ours side by side, for every outcome of which another review printed a result.
#[component]
pub fn OldAndNew() -> impl IntoView {
    let state = State::expect();
    let names = Memo::new(move |_| {
        let project = state.document.project;
        project.with(|project| {
            let reviews = project.review.earlier.iter();
            reviews
                .map(|review| words::name(review))
                .collect::<Vec<_>>()
        })
    });
    let lines = Memo::new(move |_| lines(state));
    let heads = move || {
        let heads = names.get().into_iter();
        heads
            .chain(std::iter::once(words::OURS.to_owned()))
            .map(|name| view! { <th scope="col">{name}</th> })
            .collect_view()
    };
    let cell = |[first, second]: [String; 2]| {
        view! {
            {first}
            <small class="muted">{second}</small>
        }
    };
    let rows = move || {
        let lines = lines.get().into_iter();
        lines
            .map(|line| {
                let others = line.others.into_iter().map(|other| match other {
                    None => view! { <td></td> }.into_any(),
                    Some(beside) => {
                        let faults = beside.faults.into_iter();
                        let faults =
                            faults.map(|fault| view! { <small class="fault">{fault}</small> });
                        view! {
                            <td title=beside.detail>
                                {cell([beside.estimate, beside.limits])} {faults.collect_view()}
                            </td>
                        }
                        .into_any()
                    }
                });
                view! {
                    <tr>
                        <th scope="row">{line.name}</th>
                        {others.collect_view()}
                        <td>{cell(line.ours)}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    let choices = Actions::expect().figure_choices;
    let figure = move || {
        choices.update(|choices| choices.which = Which::OldAndNew);
        state.dialogs.open(Dialog::Figures);
    };
    let table = move |()| Some(report::old_and_new(&versions::old_and_new(state)?));
    view! {
        <div class="sheet-head">
            <h3>{words::OLD_AND_NEW}</h3>
            <TableFiles what=old_and_new::FIGURE_NAME table/>
            <Button label=old_and_new::FIGURE on_press=figure/>
        </div>
        <div class="table-scroll" tabindex="0" role="group" aria-label=words::OLD_AND_NEW>
            <table class="table old-and-new">
                <thead>
                    <tr>
                        <th scope="col">{findings::OUTCOME}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn lines(state: State) -> Vec<Line> {
    let locale = state.document.locale();
    let answers = state.answers.all.get();
    state.document.settled.with(|project| {
        let earlier = &project.review.earlier;
        let outcomes = answers.iter().filter_map(|answer| {
            let others: Vec<Option<Beside>> = earlier
                .iter()
                .map(|review| findings::beside(review, answer.outcome.id, locale))
                .collect();
            if others.iter().all(Option::is_none) {
                return None;
            }
            let line = state
                .answers
                .about(answer, |subject| profile_line(&answer.response, subject));
            let measure = crate::wording::names::measure(
                answer.response.measure(),
                crate::wording::names::Length::Short,
            );
            let ours = match line.estimate {
                Ok(estimate) => [format!("{measure} {estimate}"), line.interval],
                Err(reason) => [reason, String::new()],
            };
            Some(Line {
                name: answer.outcome.name.clone(),
                others,
                ours,
            })
        });
        outcomes.collect()
    })
}
