//! Judgements of the risk of bias from a table: which trial each row means, near matches for the user to say.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::state::{Dialog, Shared, State};
use crate::app::widgets::Button;
use crate::data::{Meant, Review, TrialId, trials_meant};
use crate::project::Command;
use crate::read::robvis::{JudgedRow, JudgedTable};
use crate::wording::{interface, risk_of_bias, tr, translate};

/// The trial that each row means, as far as it has been said.
#[derive(Clone, Copy)]
struct ChosenTrials(RwSignal<Vec<Option<TrialId>>>);

impl ChosenTrials {
    fn of_row(self, row: usize) -> Option<TrialId> {
        self.0.with(|chosen| chosen.get(row).copied().flatten())
    }

    fn choose(self, row: usize, trial: Option<TrialId>) {
        self.0.update(|chosen| {
            if let Some(place) = chosen.get_mut(row) {
                *place = trial;
            }
        });
    }

    fn count(self) -> usize {
        self.0.with(|chosen| chosen.iter().flatten().count())
    }
}

/// Shows what each row of a table of judgements means, and takes the judgements.
#[component]
pub fn JudgementsContent(
    /// The table.
    judged: Shared<JudgedTable>,
) -> impl IntoView {
    let state = State::expect();
    let project = state.document.project.get_untracked();
    let review = &project.review;
    let names: Vec<String> = judged.rows.iter().map(|row| row.trial.clone()).collect();
    let meant = trials_meant(review, &names);
    let exactly = meant.iter().map(|meant| match meant {
        Meant::Exactly(trial) => Some(*trial),
        // A near match is offered first, but it is taken only by the user's word.
        Meant::Near { .. } | Meant::Nobody => None,
    });
    let chosen = ChosenTrials(RwSignal::new(exactly.collect()));
    let locale = untrack(|| state.document.locale());
    let row_count = judged.rows.len();
    let rows = judged
        .rows
        .iter()
        .zip(&meant)
        .enumerate()
        .map(|(place, (row, meant))| row_of(review, &judged, row, *meant, place, chosen))
        .collect_view();
    let not_understood = judged
        .not_understood
        .iter()
        .map(|cell| {
            let words = interface::import::no_judgement(cell.line, &cell.head, &cell.typed);
            view! { <li>{words}</li> }
        })
        .collect_view();
    let tool = risk_of_bias::tool(judged.tool);
    let take = move |()| {
        let judged = chosen.0.with_untracked(|chosen| judged.of_trials(chosen));
        let command = Command::SetRiskOfBias(Some(Arc::new(judged)));
        state.document.apply(&command);
        state.dialogs.close(Dialog::Import);
    };
    view! {
        <div class="dialog-body">
            <h3>{tool}</h3>
            <p role="status">
                {move || interface::import::judged(chosen.count(), row_count, locale)}
            </p>
            <ul class="problems">{not_understood}</ul>
            <div class="table-scroll" tabindex="0" role="group" aria-label=translate("Rows of the table")>
                <table class="preview">
                    <thead>
                        <tr>
                            <th scope="col">{translate("Row")}</th>
                            <th scope="col">{translate("Judged")}</th>
                            <th scope="col">{translate("Trial of this review")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
        <div class="dialog-foot">
            <Button label=translate("Cancel") on_press=move |()| state.dialogs.close(Dialog::Import)/>
            <Button
                class="button primary"
                label=interface::import::TAKE_JUDGEMENTS
                disabled=Signal::derive(move || chosen.count() == 0)
                on_press=take
            />
        </div>
    }
}

/// A row of the table, with the trials that it may mean.
fn row_of(
    review: &Review,
    table: &JudgedTable,
    row: &JudgedRow,
    meant: Meant,
    place: usize,
    chosen: ChosenTrials,
) -> impl IntoView + use<> {
    let judged = row
        .assessment
        .domains
        .iter()
        .chain([&row.assessment.overall]);
    let judged: Vec<&str> = judged
        .filter_map(|judged| judged.judgement)
        .map(|judgement| risk_of_bias::judgement(judgement, table.tool))
        .collect();
    let options = review
        .trials
        .iter()
        .map(|trial| {
            let is_exact = meant == Meant::Exactly(trial.id);
            view! {
                <option value=trial.id.0.to_string() selected=is_exact>
                    {trial.name.clone()}
                </option>
            }
        })
        .collect_view();
    let value = move || {
        let trial = chosen.of_row(place);
        trial.map_or_else(String::new, |trial| trial.0.to_string())
    };
    let change = move |event| {
        let trial = event_target_value(&event).parse().ok().map(TrialId);
        chosen.choose(place, trial);
    };
    let near = match meant {
        Meant::Near { trial, nearness } => review
            .trial(trial)
            .map(|near| (trial, near.name.clone(), nearness)),
        Meant::Exactly(_) | Meant::Nobody => None,
    };
    let is_near = near.is_some();
    let near = near.map(|(trial, name, nearness)| {
        let words = interface::import::perhaps(&name, risk_of_bias::nearness(nearness));
        view! {
            <Button
                class="button quiet"
                label=words
                on_press=move |()| chosen.choose(place, Some(trial))
            />
        }
    });
    view! {
        <tr>
            <th scope="row">{row.trial.clone()}</th>
            <td>{judged.join(" · ")}</td>
            <td class=is_near.then_some("doubtful")>
                <select
                    aria-label=tr!("Trial meant by {}", row.trial)
                    prop:value=value
                    on:change=change
                >
                    <option value="" selected=meant == Meant::Nobody>
                        {interface::import::NO_TRIAL}
                    </option>
                    {options}
                </select>
                {near}
            </td>
        </tr>
    }
}
