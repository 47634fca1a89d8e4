//! Where nothing is judged: the tools by which one can begin, and how judgements are brought.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::actions::Action;
use crate::app::state::State;
use crate::app::widgets::{ActionButton, Button};
use crate::data::{RiskOfBias, Tool};
use crate::project::Command;
use crate::read::robvis::domains_of;
use crate::wording::quality::interface;
use crate::wording::risk_of_bias as words;

/// The tools by which one can begin.
#[component]
pub fn ChooseTool() -> impl IntoView {
    let document = State::expect().document;
    let begin = move |tool: Tool| {
        let table = RiskOfBias::new(tool, domains_of(tool));
        document.apply(&Command::SetRiskOfBias(Some(Arc::new(table))));
    };
    let tools = words::TOOLS.map(|tool| {
        view! {
            <li>
                <Button
                    class="button"
                    label=words::tool(tool)
                    on_press=move |()| begin(tool)
                />
                <span class="muted">{words::about_tool(tool)}</span>
            </li>
        }
    });
    view! {
        <div class="sheet">
            <h3>{interface::RISK_OF_BIAS}</h3>
            <p>{interface::CHOOSE_TOOL}</p>
            <ul class="tools">{tools.into_iter().collect_view()}</ul>
            <p>
                <ActionButton action=Action::PasteTable class="button quiet"/>
            </p>
        </div>
    }
}
