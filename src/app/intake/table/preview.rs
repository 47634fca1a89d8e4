//! What a table is taken for: what is asked, what it is as a whole, its columns, what becomes of it.

use leptos::prelude::*;

use super::alike_offer::AlikeOffer;
use super::becomes::Becomes;
use super::choices::TableChoices;
use super::own_table::OwnTable;
use super::questions::QuestionPanel;
use super::readings_bar::ReadingsBar;
use super::role_picker::RolePicker;
use super::understood::Understood;
use crate::app::widgets::Button;
use crate::wording::interface::import;
use crate::wording::interface::table as words;

/// Shows what a table is taken for, and lets it be decided otherwise.
#[component]
pub fn TablePreview(
    /// The table.
    table: TableChoices,
    /// Called when its text is to be changed.
    #[prop(into)]
    on_edit: UnsyncCallback<()>,
) -> impl IntoView {
    view! {
        <p class="offer recalled" hidden=move || !table.is_as_before()>
            <span>{import::RECALLED}</span>
            " "
            <Button label=import::READ_AFRESH on_press=move |()| table.decide_nothing()/>
        </p>
        <PreviewParts table=table.understood() on_edit/>
    }
}

/// The parts of the preview, in the order of the decisions.
#[component]
pub fn PreviewParts(
    /// The table.
    table: Understood,
    /// Called when its text is to be changed.
    #[prop(into)]
    on_edit: UnsyncCallback<()>,
) -> impl IntoView {
    let looked_at = RwSignal::new(None::<String>);
    view! {
        <h3 class="visually-hidden">{words::TAKEN_FOR}</h3>
        <AlikeOffer table/>
        <QuestionPanel table on_edit/>
        <ReadingsBar table/>
        <div class="panes">
            <OwnTable table looked_at/>
            <Becomes table looked_at/>
        </div>
        <RolePicker table/>
    }
}
