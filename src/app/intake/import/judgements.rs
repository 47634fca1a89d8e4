//! Judgements of the risk of bias from a table: which trial each row means, near matches for the user to say.

use std::sync::Arc;

use web_sys::Event;

use super::Importing;
use crate::app::element::{Element, button, html, value};
use crate::data::{Meant, Review, TrialId, trials_meant};
use crate::project::Command;
use crate::read::robvis::{JudgedRow, JudgedTable};
use crate::wording::{interface, risk_of_bias};

/// The trial that each row means, as far as it has been said.
type Chosen = RwSignal<Vec<Option<TrialId>>>;

pub(super) fn content(importing: Importing, table: &JudgedTable) -> Vec<Element> {
    let project = importing.state.document.project.get_untracked();
    let review = &project.review;
    let names: Vec<String> = table.rows.iter().map(|row| row.trial.clone()).collect();
    let meant = trials_meant(review, &names);
    let exactly = meant.iter().map(|meant| match meant {
        Meant::Exactly(trial) => Some(*trial),
        // A near match is offered first, but it is taken only by the user's word.
        Meant::Near { .. } | Meant::Nobody => None,
    });
    let chosen: Chosen = RwSignal::new(exactly.collect());
    let locale = importing.state.document.locale();
    let summary = move || {
        chosen.with(|chosen| {
            let matched = chosen.iter().flatten().count();
            interface::import::judged(matched, chosen.len(), locale)
        })
    };
    let rows = table
        .rows
        .iter()
        .zip(&meant)
        .enumerate()
        .map(|(place, (row, meant))| row_of(review, table, row, *meant, place, chosen));
    let heads = ["Row", "Judged", "Trial of this review"]
        .map(|head| html("th").attribute("scope", "col").text(head));
    let rows = html("table")
        .class("preview")
        .child(html("thead").child(html("tr").children(heads)))
        .child(html("tbody").children(rows));
    let not_understood = table.not_understood.iter().map(|cell| {
        html("li").text(&interface::import::no_judgement(
            cell.line,
            &cell.head,
            &cell.typed,
        ))
    });
    let body = html("div")
        .class("dialog-body")
        .child(html("h3").text(risk_of_bias::tool(table.tool)))
        .child(html("p").attribute("role", "status").text_from(summary))
        .child(html("ul").class("problems").children(not_understood))
        .child(
            html("div")
                .class("table-scroll")
                .attribute("tabindex", "0")
                .attribute("role", "group")
                .label("Rows of the table")
                .child(rows),
        );
    vec![body, foot(importing, table, chosen)]
}

fn row_of(
    review: &Review,
    table: &JudgedTable,
    row: &JudgedRow,
    meant: Meant,
    place: usize,
    chosen: Chosen,
) -> Element {
    let judged = row
        .assessment
        .domains
        .iter()
        .chain([&row.assessment.overall]);
    let judged: Vec<&str> = judged
        .filter_map(|judged| judged.judgement)
        .map(|judgement| risk_of_bias::judgement(judgement, table.tool))
        .collect();
    let menu = html("select")
        .label(&format!("Trial meant by {}", row.trial))
        .child(option(
            "",
            interface::import::NO_TRIAL,
            meant == Meant::Nobody,
        ))
        .children(review.trials.iter().map(|trial| {
            let is_exact = meant == Meant::Exactly(trial.id);
            option(&trial.id.0.to_string(), &trial.name, is_exact)
        }))
        .on("change", move |event: Event| {
            let trial = value(&event).parse().ok().map(TrialId);
            chosen.update(|chosen| {
                if let Some(place) = chosen.get_mut(place) {
                    *place = trial;
                }
            });
        })
        .value_from(move || {
            let trial = chosen.with(|chosen| chosen.get(place).copied().flatten());
            trial.map_or_else(String::new, |trial| trial.0.to_string())
        });
    let mut cell = html("td").child(menu);
    if let Meant::Near { trial, nearness } = meant
        && let Some(near) = review.trial(trial)
    {
        let words = interface::import::perhaps(&near.name, risk_of_bias::nearness(nearness));
        let take = move || {
            chosen.update(|chosen| {
                if let Some(place) = chosen.get_mut(place) {
                    *place = Some(trial);
                }
            });
        };
        cell = cell
            .class("doubtful")
            .child(button("button quiet", &words, take));
    }
    html("tr")
        .child(html("th").attribute("scope", "row").text(&row.trial))
        .child(html("td").text(&judged.join(" · ")))
        .child(cell)
}

fn option(value: &str, words: &str, selected: bool) -> Element {
    html("option")
        .attribute("value", value)
        .flag("selected", selected)
        .text(words)
}

fn foot(importing: Importing, table: &JudgedTable, chosen: Chosen) -> Element {
    let table = table.clone();
    let take = button(
        "button primary",
        interface::import::TAKE_JUDGEMENTS,
        move || {
            let judged = chosen.with_untracked(|chosen| table.of_trials(chosen));
            importing
                .state
                .document.apply(&Command::SetRiskOfBias(Some(Arc::new(judged))));
            importing.open.set(false);
        },
    )
    .flag_while("disabled", move || {
        chosen.with(|chosen| chosen.iter().flatten().next().is_none())
    });
    html("div")
        .class("dialog-foot")
        .child(button("button", "Cancel", move || {
            importing.open.set(false);
        }))
        .child(take)
}
