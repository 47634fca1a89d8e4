//! An outcome with the people lost counted in: where their numbers come from, what they come to, and what is assumed of their odds.

use leptos::prelude::*;

use super::analyses::AnalysesFigure;
use super::lost_odds::LostOdds;
use super::series_sheet::FoundSeries;
use super::trial_figure::FigureFileButton;
use crate::analysis::{Series, people_lost};
use crate::app::actions::figure_files::{ExploredFigure, Which};
use crate::app::state::{Answer, State};
use crate::app::widgets::Button;
use crate::data::{ArmNumber, LostOffer, OutcomeId, lost_offers};
use crate::project::{Command, take_lost};
use crate::wording::sensitivity as words;

/// The people lost from the trials of an outcome, and what counting them would come to.
#[component]
pub fn PeopleLostSheet(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
    /// The series of assumptions.
    series: Memo<Series>,
) -> impl IntoView {
    let state = State::expect();
    let of_series = Signal::from(series);
    let found = FoundSeries::new(outcome, answer, of_series);
    let any = Memo::new(move |_| {
        let settled = state.document.settled;
        answer.with(|answer| {
            answer.as_ref().is_some_and(|answer| {
                settled.with(|project| people_lost(&project.review, &answer.prepared).all() > 0)
            })
        })
    });
    let title = move || words::series_title(series.get());
    view! {
        <section class="sheet" aria-label=title id="people-lost">
            <h3>{title}</h3>
            <p class="sentence" role="status">
                {move || found.sentence()}
            </p>
            <Sources outcome/>
            <Show when=move || any.get()>
                <AnalysesFigure answer answers=found.answers series=of_series/>
                <FigureFileButton which=Which::Explored(ExploredFigure::PeopleLost)/>
                <LostOdds outcome/>
                <details>
                    <summary>{words::AS_TABLE}</summary>
                    {move || found.shown()}
                </details>
            </Show>
        </section>
    }
}

/// Where the numbers of people lost come from: columns to type them into, and what a kept column suggests.
#[component]
fn Sources(
    /// The outcome.
    outcome: OutcomeId,
) -> impl IntoView {
    let State { document, .. } = State::expect();
    let asked = Memo::new(move |_| {
        document.project.with(|project| {
            let known = project.review.outcome(outcome);
            known.is_some_and(|known| {
                let numbers = ArmNumber::asked(&project.review, known);
                numbers.contains(&ArmNumber::Lost)
            })
        })
    });
    let offers = Memo::new(move |_| {
        document.project.with(|project| {
            let known = project.review.outcome(outcome);
            known.map_or_else(Vec::new, |known| lost_offers(&project.review, known))
        })
    });
    let offered = move || offers.with(|offers| words::offer(&counted(offers), document.locale()));
    let ask = move || {
        document.perform(&Command::AskForLost {
            outcome,
            asked: true,
        });
    };
    let take = move || {
        let command = offers.with_untracked(|offers| {
            document
                .project
                .with_untracked(|project| take_lost(&project.review, outcome, offers))
        });
        if let Some(command) = command {
            document.perform(&command);
        }
    };
    view! {
        <Show when=move || offers.with(|offers| !offers.is_empty())>
            <p>{offered} " " <Button class="link" label=words::TAKE on_press=take/></p>
        </Show>
        <Show
            when=move || !asked.get()
            fallback=|| view! { <p class="muted small">{words::WHERE_ASKED}</p> }
        >
            <div class="section-actions">
                <Button label=words::ASK on_press=ask/>
            </div>
        </Show>
    }
}

/// What is offered, as far as it is said: people, trials, and the columns that say it.
fn counted(offers: &[LostOffer]) -> words::Offered {
    let mut trials: Vec<_> = offers.iter().map(|offer| offer.trial).collect();
    trials.dedup();
    let mut columns: Vec<String> = Vec::new();
    for offer in offers {
        if !columns.contains(&offer.by) {
            columns.push(offer.by.clone());
        }
    }
    words::Offered {
        people: offers.iter().map(|offer| offer.lost).sum(),
        trials: trials.len(),
        columns,
    }
}
