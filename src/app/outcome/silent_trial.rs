//! A trial that does not report the outcome, with the reason and what it rests on.

use leptos::prelude::*;

use crate::analysis::SilentTrials;
use crate::app::state::{Shared, State};
use crate::app::widgets::{Select, TypedText};
use crate::data::{OutcomeId, Silence, SilenceReason, TrialId};
use crate::project::{Command, SilenceEdit};
use crate::wording::silent as words;

/// A silent trial of the list.
#[component]
pub fn SilentTrialRow(
    /// The outcome.
    outcome: OutcomeId,
    /// The trial.
    trial: TrialId,
    /// What was found.
    found: Memo<Option<Shared<SilentTrials>>>,
) -> impl IntoView {
    let state = State::expect();
    let shown = Memo::new(move |_| {
        let locale = state.document.locale();
        let shown = found.with(|found| {
            let mut trials = found.as_ref()?.trials.iter();
            let found = trials.find(|one| one.trial == trial)?;
            Some((found.name.clone(), words::people(found, locale)))
        });
        shown.unwrap_or_default()
    });
    let said: Memo<Silence> = Memo::new(move |_| {
        state.document.project.with(|project| {
            let said = project.review.silences.of(outcome, trial);
            said.cloned().unwrap_or_default()
        })
    });
    let edit = move |edit| Command::SaySilence(outcome, trial, edit);
    let options: Vec<String> = std::iter::once(words::NOT_JUDGED.text())
        .chain(SilenceReason::ALL.map(words::reason))
        .map(str::to_owned)
        .collect();
    let chosen = Memo::new(move |_| {
        let reason = said.with(|said| said.reason);
        let place =
            reason.and_then(|reason| SilenceReason::ALL.iter().position(|one| *one == reason));
        Some(place.map_or(0, |place| place + 1))
    });
    let choose = move |place: usize| {
        let reason = place
            .checked_sub(1)
            .and_then(|place| SilenceReason::ALL.get(place));
        state
            .document
            .apply(&edit(SilenceEdit::Reason(reason.copied())));
    };
    let remark = Memo::new(move |_| said.with(|said| said.remark.clone()));
    let type_in = move |text: String| state.document.type_in(&edit(SilenceEdit::Remark(text)));
    let (name, _) = shown.get_untracked();
    view! {
        <li>
            <p>
                <strong>{move || shown.with(|(name, _)| name.clone())}</strong>
                " "
                <span class="muted small">
                    {words::PEOPLE} ": " {move || shown.with(|(_, people)| people.clone())}
                </span>
            </p>
            <Select
                label=words::reason_of(&name)
                class="control bare"
                options=options
                chosen
                on_choose=choose
            />
            <TypedText
                id=format!("silence-{}-{}", outcome.0, trial.0)
                label=words::REMARK.text()
                value=remark
                lines=1
                on_type=type_in
            />
        </li>
    }
}
