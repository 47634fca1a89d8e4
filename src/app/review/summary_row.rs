//! An outcome of the summary of findings: a row for each baseline risk, what is said of the outcome beside all of them.

use leptos::prelude::*;

use crate::app::widgets::CertaintyMark;
use crate::wording::summary::{self as words, SummaryRisk, SummaryRow};

/// An outcome of the summary of findings.
#[component]
pub fn SummaryRows(
    /// What stands in it.
    row: SummaryRow,
    /// Where its certainty is judged.
    address: String,
    /// The heads of the columns between outcome and certainty, which stand beside the cells where the page is narrow.
    heads: [String; 5],
) -> impl IntoView {
    let [people, effect, control, treated, difference] = heads;
    let of_risks = [control, treated, difference];
    let rows = row.risks.len().max(1).to_string();
    let pair = |[first, second]: [String; 2]| {
        view! {
            <strong>{first}</strong>
            <small class="muted">{second}</small>
        }
    };
    let relative = match row.relative.clone() {
        Ok(relative) => pair(relative).into_any(),
        Err(reason) => view! { <span class="muted">{reason}</span> }.into_any(),
    };
    let is_one = row.risks.len() < 2;
    let mut risks = row.risks.clone().into_iter();
    let first = risks.next();
    let first = match first {
        Some(risk) => view! { <RiskCells risk is_one heads=of_risks.clone()/> }.into_any(),
        None => view! {
            <td class="muted none">"–"</td>
            <td class="muted none">"–"</td>
            <td class="muted none">"–"</td>
        }
        .into_any(),
    };
    let others = risks.map(|risk| {
        let heads = of_risks.clone();
        view! {
            <tr>
                <RiskCells risk is_one=false heads/>
            </tr>
        }
    });
    let letters: Vec<String> = row
        .footnotes
        .iter()
        .map(|place| words::letter(*place))
        .collect();
    let certainty = match row.certainty {
        Some(level) => view! {
            <CertaintyMark level=Some(level)/>
            <small class="muted">{letters.join(", ")}</small>
        }
        .into_any(),
        None => view! { "– " }.into_any(),
    };
    view! {
        <tbody>
            <tr>
                <th scope="row" rowspan=rows.clone()>
                    {row.name}
                    <small class="muted">{row.window}</small>
                </th>
                <td class="half" rowspan=rows.clone() data-label=people>{pair(row.people_text)}</td>
                <td class="half" rowspan=rows.clone() data-label=effect>{relative}</td>
                {first}
                <td class="words" rowspan=rows.clone()>
                    {certainty}
                    " "
                    <a class="link" href=address>
                        {words::JUDGE}
                    </a>
                </td>
                <td class="words statement" rowspan=rows>
                    {row.statement}
                </td>
            </tr>
            {others.collect_view()}
        </tbody>
    }
}

/// The risks at one baseline.
#[component]
fn RiskCells(
    /// The risks.
    risk: SummaryRisk,
    /// Whether there is no other.
    is_one: bool,
    /// The heads of the columns.
    heads: [String; 3],
) -> impl IntoView {
    let [of_control, of_treated, of_difference] = heads;
    let [treated, limits] = risk.treated_text;
    let [difference, difference_limits] = risk.difference_text;
    view! {
        <td data-label=of_control>
            {risk.control_text}
            {(!is_one).then(|| view! { <small class="muted">{risk.name}</small> })}
        </td>
        <td data-label=of_treated>
            {treated}
            <small class="muted">{limits}</small>
        </td>
        <td data-label=of_difference>
            {difference}
            <small class="muted">{difference_limits}</small>
        </td>
    }
}
