//! Where the reviewers judge otherwise than follows from the answers: what would follow, and why they do.

use leptos::prelude::*;

use super::judging::{JudgedCell, Judging};
use super::light_mark::LightMark;
use crate::app::widgets::{Button, TypedText};
use crate::data::{Judged, Judgement, Tool};
use crate::project::JudgementEdit;
use crate::safety::risk_of_bias_2::{RoB2Domain, overall};
use crate::wording::quality::interface;
use crate::wording::risk_of_bias as words;

/// What would follow, and why it was judged otherwise; nothing where it was not.
#[component]
pub fn Overriding(
    /// The cell.
    cell: JudgedCell,
    /// The domain whose questions are asked; none for the trial as a whole and for tools without questions.
    domain: Memo<Option<RoB2Domain>>,
    /// What holds in the cell.
    said: Memo<Judged>,
) -> impl IntoView {
    let judging = Judging::expect();
    let follows = Memo::new(move |_| match (domain.get(), cell.domain) {
        (Some(domain), _) => said.with(|said| domain.judgement(&said.answers)),
        (None, Some(_)) => None,
        (None, None) => of_trial(judging, cell),
    });
    let is_overridden = Memo::new(move |_| {
        let follows = follows.get();
        said.with(|said| said.is_by_hand() && follows.is_some() && said.judgement != follows)
    });
    let tool = move || judging.told(|table| table.tool).unwrap_or_default();
    let reason = Memo::new(move |_| said.with(|said| said.override_reason.clone()));
    let take = move || judging.edit(cell, JudgementEdit::Typed(String::new()));
    let name = move || {
        let follows = follows.get();
        follows.map_or(words::NOT_JUDGED.text(), |judgement| {
            words::judgement(judgement, tool())
        })
    };
    view! {
        <Show when=move || is_overridden.get()>
            <p class="judgement-now">
                <LightMark judgement=follows/>
                <span>{name} " " {interface::BY_ALGORITHM}</span>
                <Button class="link" label=interface::TAKE_ALGORITHM on_press=take/>
            </p>
            <TypedText
                id="judgement-override"
                label=interface::OVERRIDE_REASON.text()
                value=reason
                lines=2
                on_type=move |text| judging.type_in(cell, JudgementEdit::OverrideReason(text))
            />
        </Show>
    }
}

/// What follows for a trial as a whole from its domains.
fn of_trial(judging: Judging, cell: JudgedCell) -> Option<Judgement> {
    let outcome = judging.outcome.get();
    judging.told(|table| {
        let follows_rule =
            table.tool == Tool::RiskOfBias2 && table.domains.len() == RoB2Domain::ALL.len();
        let (domains, _) = table.judgements(cell.trial, outcome);
        follows_rule.then(|| overall(&domains)).flatten()
    })?
}
