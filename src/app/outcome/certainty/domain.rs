//! A domain that rates down: what is judged, why, and what the data suggest.

use leptos::prelude::*;

use super::judging::Judging;
use super::rated::RatedDomain;
use crate::app::widgets::Button;
use crate::data::DownDomain;
use crate::project::CertaintyEdit;
use crate::wording::certainty as words;
use crate::wording::tr;

/// The names of the fields among the elements of the page.
fn field(domain: DownDomain) -> &'static str {
    match domain {
        DownDomain::RiskOfBias => "certainty-risk-of-bias",
        DownDomain::Inconsistency => "certainty-inconsistency",
        DownDomain::Indirectness => "certainty-indirectness",
        DownDomain::Imprecision => "certainty-imprecision",
        DownDomain::PublicationBias => "certainty-publication-bias",
    }
}

/// A domain that rates down.
#[component]
pub fn DomainRow(
    /// What is judged.
    judging: Judging,
    /// The domain.
    domain: DownDomain,
) -> impl IntoView {
    let choices = domain.choices();
    let options: Vec<String> = std::iter::once(words::NOT_JUDGED.text())
        .chain(choices.iter().map(|choice| words::seriousness(*choice)))
        .map(str::to_owned)
        .collect();
    let rated = Memo::new(move |_| judging.judged.with(|judged| judged.seriousness(domain)));
    let chosen = Memo::new(move |_| {
        let place = |found| choices.iter().position(|choice| *choice == found);
        Some(rated.get().and_then(place).map_or(0, |place| place + 1))
    });
    let choose = move |place: usize| {
        let choice = place.checked_sub(1).and_then(|place| choices.get(place));
        judging.edit(CertaintyEdit::Rate(domain, choice.copied()));
    };
    let reason = Memo::new(move |_| {
        judging
            .judged
            .with(|judged| judged.down.get(&domain).map(|rated| rated.reason.clone()))
            .unwrap_or_default()
    });
    view! {
        <RatedDomain
            name=words::down(domain)
            field=field(domain)
            options
            chosen
            on_choose=choose
            reason
            on_type=move |text| judging.type_in(CertaintyEdit::Reason(domain, text))
        >
            <p class="small muted">{words::asked(domain)}</p>
            <Suggestion judging domain/>
        </RatedDomain>
    }
}

/// What the data suggest about a domain, and what takes it.
#[component]
fn Suggestion(
    /// What is judged.
    judging: Judging,
    /// The domain.
    domain: DownDomain,
) -> impl IntoView {
    let suggestion = Memo::new(move |_| judging.suggestion(domain));
    let rated = move || judging.judged.with(|judged| judged.seriousness(domain));
    let is_taken = move || {
        suggestion.with(|found| {
            let suggested = found.as_ref().and_then(|found| found.seriousness);
            suggested.is_none() || suggested == rated()
        })
    };
    let differs = move || !is_taken() && rated().is_some();
    let take = move || {
        let found = suggestion.get_untracked();
        if let Some(found) = found
            && let Some(seriousness) = found.seriousness
        {
            judging.edit(CertaintyEdit::Take(domain, seriousness, found.reason));
        }
    };
    let lead = move || {
        suggestion.with(|found| {
            let name = found.as_ref()?.seriousness.map(words::seriousness);
            Some(name.map_or_else(
                || tr!("{}: ", words::SUGGESTED),
                |name| tr!("{}: {name}. ", words::SUGGESTED, name),
            ))
        })
    };
    let reason = move || suggestion.with(|found| Some(found.as_ref()?.reason.clone()));
    view! {
        <p class="suggestion">
            <strong>{lead}</strong>
            {reason}
            " "
            <Show when=move || !is_taken()>
                <Button
                    class="link"
                    label=words::TAKE
                    on_press=take
                    title=words::down(domain).to_owned()
                />
            </Show>
        </p>
        <Show when=differs>
            <p class="small muted">{words::DIFFERS}</p>
        </Show>
    }
}
