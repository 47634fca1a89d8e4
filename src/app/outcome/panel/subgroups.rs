//! By what the trials of all figures are parted.

use leptos::prelude::*;

use super::choices::FigureChoices;
use crate::app::state::{Dialog, State};
use crate::app::widgets::{Button, Select};
use crate::data::{Grouping, Review};
use crate::wording::figures::NO_SUBGROUPS;
use crate::wording::{levels as words, subgroups, translate};

/// The choice of what the trials are parted by; the first choice parts them by nothing.
#[component]
pub fn SubgroupSelect(
    /// What was chosen.
    choices: FigureChoices,
) -> impl IntoView {
    let State {
        document, dialogs, ..
    } = State::expect();
    let groupings = Memo::new(move |_| document.project.with(|project| groupings(&project.review)));
    let options = Memo::new(move |_| {
        let mut names = vec![NO_SUBGROUPS.to_owned()];
        groupings.with(|known| names.extend(known.iter().map(|(_, name)| name.clone())));
        names
    });
    let chosen = move || {
        let Some(grouping) = choices.with(|settings| settings.grouping) else {
            return Some(0);
        };
        groupings.with(|known| {
            let place = known.iter().position(|(one, _)| *one == grouping)?;
            Some(place + 1)
        })
    };
    let choose = move |place: usize| {
        let grouping = groupings.with_untracked(|known| {
            let (grouping, _) = known.get(place.checked_sub(1)?)?;
            Some(*grouping)
        });
        choices.change(|settings| settings.grouping = grouping);
    };
    let column = Memo::new(move |_| {
        choices.with(|settings| match settings.grouping? {
            Grouping::Covariate(column) => Some(column),
            Grouping::Randomized | Grouping::RiskOfBias => None,
        })
    });
    let edit_levels = move || {
        if let Some(column) = column.get_untracked() {
            dialogs.open(Dialog::Levels(column));
        }
    };
    view! {
        <Select label=translate("Subgroups") options chosen on_choose=choose/>
        <Show when=move || column.get().is_some()>
            <Button label=words::EDIT on_press=edit_levels/>
        </Show>
    }
}

/// By what the trials of a review can be parted, with what each is called.
fn groupings(review: &Review) -> Vec<(Grouping, String)> {
    let columns = review.covariates.iter();
    let mut groupings: Vec<Grouping> = columns
        .map(|column| Grouping::Covariate(column.id))
        .collect();
    let mut trials = review.trials.iter();
    if trials.any(|trial| !trial.randomized.is_pooled()) {
        groupings.push(Grouping::Randomized);
    }
    if review.risk_of_bias.is_some() {
        groupings.push(Grouping::RiskOfBias);
    }
    let named = groupings.into_iter().filter_map(|grouping| {
        let name = subgroups::grouping(grouping, review)?;
        Some((grouping, name))
    });
    named.collect()
}
