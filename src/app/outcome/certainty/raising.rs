//! The domains that rate the evidence up, where it starts low.

use leptos::prelude::*;

use super::judging::Judging;
use super::rated::RatedDomain;
use crate::data::{CertaintyStart, UpDomain};
use crate::project::CertaintyEdit;
use crate::wording::certainty as words;

/// The names of the fields among the elements of the page.
const fn field(domain: UpDomain) -> &'static str {
    match domain {
        UpDomain::LargeEffect => "certainty-large-effect",
        UpDomain::DoseResponse => "certainty-dose-response",
        UpDomain::PlausibleConfounding => "certainty-confounding",
    }
}

/// The domains that rate up; nothing where the evidence does not start low.
#[component]
pub fn RaisingDomains(
    /// What is judged.
    judging: Judging,
) -> impl IntoView {
    let is_low = Memo::new(move |_| judging.start() == Some(CertaintyStart::Low));
    view! {
        <Show when=move || is_low.get()>
            <section class="sheet certainty" aria-label=words::RATES_UP>
                <h3>{words::RATES_UP}</h3>
                <p class="small muted">{words::RATES_UP_HINT}</p>
                {UpDomain::ALL
                    .map(|domain| view! { <RaisingRow judging domain/> })
                    .into_iter()
                    .collect_view()}
            </section>
        </Show>
    }
}

/// One of them.
#[component]
fn RaisingRow(
    /// What is judged.
    judging: Judging,
    /// The domain.
    domain: UpDomain,
) -> impl IntoView {
    let choices = domain.choices();
    let options: Vec<String> = choices
        .iter()
        .map(|choice| words::raise(*choice).to_owned())
        .collect();
    let chosen = Memo::new(move |_| {
        let raised = judging.judged.with(|judged| judged.raise(domain));
        choices.iter().position(|choice| *choice == raised)
    });
    let choose = move |place: usize| {
        if let Some(choice) = choices.get(place) {
            judging.edit(CertaintyEdit::Raise(domain, *choice));
        }
    };
    let reason = Memo::new(move |_| {
        judging
            .judged
            .with(|judged| judged.up.get(&domain).map(|rated| rated.reason.clone()))
            .unwrap_or_default()
    });
    view! {
        <RatedDomain
            name=words::up(domain)
            field=field(domain)
            options
            chosen
            on_choose=choose
            reason
            on_type=move |text| judging.type_in(CertaintyEdit::RaiseReason(domain, text))
        />
    }
}
