//! The ends and ticks of the axis of one figure.

use leptos::html;
use leptos::prelude::*;

use super::choices::FigureChoices;
use super::typed_field::TypedField;
use crate::app::state::{Answer, State};
use crate::data::OutcomeId;
use crate::project::typed_axis;
use crate::read::Decimal;
use crate::wording::{Locale, figures as words, translate, translate_in};

/// The id of the line that says why an axis is refused.
const REFUSED: &str = "axis-refused";

/// The ends and ticks of the axis. What makes no sense is refused beside the fields, and stays in them.
#[component]
pub fn AxisFields(
    /// What was chosen.
    choices: FigureChoices,
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let refused = RwSignal::new(String::new());
    let texts = Memo::new(move |_| {
        let measure = answer.with(|answer| Some(answer.as_ref()?.response.measure()))?;
        let axis = choices.of_outcome(outcome).axis?;
        let locale = state.document.locale();
        let ticks = axis.ticks.iter().map(|tick| as_typed(*tick, locale));
        axis.is_for(measure).then(|| {
            [
                as_typed(axis.low, locale),
                as_typed(axis.high, locale),
                ticks.collect::<Vec<_>>().join(" "),
            ]
        })
    });
    let text = move |part: usize| {
        move || {
            texts.with(|texts| {
                let text = texts.as_ref().and_then(|texts| texts.get(part));
                text.cloned().unwrap_or_default()
            })
        }
    };
    let inputs: [NodeRef<html::Input>; 3] = std::array::from_fn(|_| NodeRef::new());
    let read = move |_| {
        let measure =
            answer.with_untracked(|answer| answer.as_ref().map(|answer| answer.response.measure()));
        let Some(measure) = measure else { return };
        let typed = inputs.map(|input| {
            let input = input.get_untracked();
            input.map(|input| input.value()).unwrap_or_default()
        });
        let decimal = match untrack(|| state.document.locale()) {
            Locale::DecimalPoint => Decimal::Point,
            Locale::DecimalComma => Decimal::Comma,
        };
        match typed_axis(measure, typed.each_ref().map(String::as_str), decimal) {
            Ok(axis) => {
                refused.set(String::new());
                choices.change_outcome(outcome, |figure| figure.axis = axis);
            }
            Err(fault) => refused.set(words::axis_fault(fault)),
        }
    };
    let [low, high, ticks] = inputs;
    view! {
        <div class="controls" role="group" aria-label=translate("Axis of this figure") on:change=read>
            <TypedField
                label=translate("Axis from")
                value=text(0)
                inputmode="decimal"
                described_by=REFUSED
                node_ref=low
            />
            <TypedField
                label=translate_in("axis", "to")
                value=text(1)
                inputmode="decimal"
                described_by=REFUSED
                node_ref=high
            />
            <TypedField
                label=translate("Ticks at")
                value=text(2)
                inputmode="decimal"
                described_by=REFUSED
                node_ref=ticks
            />
            <p class="failure" id=REFUSED role="alert">
                {move || refused.get()}
            </p>
        </div>
    }
}

/// A number as it is typed.
fn as_typed(value: f64, locale: Locale) -> String {
    value
        .to_string()
        .replace('.', &locale.decimal_mark().to_string())
}
