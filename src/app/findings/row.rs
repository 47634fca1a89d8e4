//! An outcome in the table of findings.

use leptos::prelude::*;

use super::interval_cell::{IntervalCell, Marks};
use crate::app::state::State;
use crate::app::widgets::CertaintyMark;
use crate::data::{CertaintyLevel, OutcomeId};
use crate::figure::{Axis, Span};
use crate::wording::certainty::NOT_JUDGED_SHORT;
use crate::wording::findings::{self as words, Beside, Finding};
use crate::wording::translate;

/// An outcome in the table of findings; its name leads to it.
#[component]
pub fn FindingRow(
    /// What it comes to.
    finding: Finding,
    /// The axis that all rows share.
    axis: Axis,
    /// The place of the review beside ours.
    beside: Option<usize>,
    /// What the numbers are called where no head stands over them: both arms and the differences.
    labels: [String; 3],
    /// Whether the certainty of any outcome is judged.
    is_graded: bool,
    /// P adjusted for the number of outcomes and P itself, where they are shown; empty where the outcome has none.
    adjusted: Option<(String, String)>,
) -> impl IntoView {
    let state = State::expect();
    let outcome = finding.outcome;
    let other: Option<Option<Beside>> = beside.and_then(|place| {
        let locale = state.document.locale();
        state.document.project.with(|project| {
            let review = project.review.earlier.get(place)?;
            Some(words::beside(review, outcome, locale))
        })
    });
    let marks = Marks {
        main: finding.ratio().map(Span::of),
        other: other.as_ref().and_then(|other| other.as_ref()?.log),
        margin: finding.margin.map(|margin| {
            let margin = libm::log(margin);
            if finding.more_is_worse {
                (margin, true)
            } else {
                (-margin, false)
            }
        }),
    };
    let [experimental_label, control_label, difference_label] = labels;
    let measure = words::measure(finding.measure);
    let [experimental, control] = finding.arms.unwrap_or_default();
    let pair = |first: String, second: String| {
        view! {
            <strong>{first}</strong>
            <small class="muted">{second}</small>
        }
    };
    let effect = match finding.effect {
        Ok([estimate, limits]) => pair(estimate, format!("{limits}{}", finding.mark)).into_any(),
        Err(reason) => view! { <span class="muted">{reason}</span> }.into_any(),
    };
    let difference = finding
        .difference_text
        .map(|[estimate, limits]| pair(estimate, limits));
    let (robust, range) = match finding.robustness {
        Some((class, range)) => (words::robustness(class).to_owned(), range),
        None if finding.pending || finding.trials[0] == 0 => ("–".to_owned(), String::new()),
        None => (words::COMPARING.to_owned(), String::new()),
    };
    let certainty = finding.certainty;
    let remarks = [finding.events_text, finding.window.to_owned()];
    view! {
        <tr class="finding">
            <OutcomeHead outcome name=finding.name remarks tags=finding.tags/>
            <td data-label=words::TRIALS>{finding.trials_text}</td>
            <td data-label=experimental_label>{experimental}</td>
            <td data-label=control_label>{control}</td>
            <td class="effect" data-label=measure>{effect}</td>
            <td class="axis">
                <IntervalCell axis marks/>
            </td>
            <td class="effect" data-label=difference_label>{difference}</td>
            {is_graded
                .then(|| {
                    view! {
                        <td class="words certainty-cell" data-label=words::CERTAINTY>
                            <Certainty certainty/>
                        </td>
                    }
                })}
            <td class="words verdict">
                <strong>{finding.verdict_words}</strong>
                <small class="muted">{finding.clause}</small>
            </td>
            <td class="words methods" data-label=words::OTHER_METHODS>
                {robust}
                <small class="muted">{range}</small>
            </td>
            <td class="words" data-label=words::HETEROGENEITY>
                <small>{finding.heterogeneity}</small>
            </td>
            {adjusted
                .map(|(q, p)| {
                    view! {
                        <td class="effect" data-label=words::ADJUSTED>
                            {q}
                            <small class="muted">{p}</small>
                        </td>
                    }
                })}
            {other.map(|other| view! { <BesideCell beside=other/> })}
        </tr>
    }
}

/// The name of an outcome, which leads to it, with what is said of it.
#[component]
fn OutcomeHead(
    /// The outcome.
    outcome: OutcomeId,
    /// What it is called.
    name: String,
    /// Which events it counts and at which time; empty where nothing is to say.
    remarks: [String; 2],
    /// How its analysis departs from the others.
    tags: Vec<&'static str>,
) -> impl IntoView {
    let state = State::expect();
    let remarks = remarks.into_iter().filter(|said| !said.is_empty());
    let remarks = remarks.map(|said| view! { <small class="muted">{said}</small> });
    let tags = tags.into_iter();
    let tags = tags.map(|tag| view! { <span class="tag">{tag}</span> });
    view! {
        <th scope="row">
            <button
                type="button"
                class="link outcome-link"
                on:click=move |_| state.selection.choose(outcome)
            >
                {name}
            </button>
            {remarks.collect_view()}
            {tags.collect_view()}
        </th>
    }
}

/// How certain a result is.
#[component]
fn Certainty(
    /// The level; none where nobody judged.
    certainty: Option<CertaintyLevel>,
) -> impl IntoView {
    match certainty {
        Some(level) => view! { <CertaintyMark level=Some(level)/> }.into_any(),
        None => view! { <span class="muted">{NOT_JUDGED_SHORT}</span> }.into_any(),
    }
}

/// The result of another review.
#[component]
fn BesideCell(
    /// The result; none where that review has none for the outcome.
    beside: Option<Beside>,
) -> impl IntoView {
    let Some(beside) = beside else {
        return view! { <td class="muted">{translate("not pooled")}</td> }.into_any();
    };
    let faults = beside.faults.into_iter();
    let faults = faults.map(|fault| view! { <small class="fault">{fault}</small> });
    view! {
        <td class="effect" title=beside.detail>
            {beside.estimate}
            <small class="muted">{beside.limits}</small>
            {faults.collect_view()}
        </td>
    }
    .into_any()
}
