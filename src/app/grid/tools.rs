//! What stands over the grid: adding, naming and removing trials, outcomes, columns and arms, and what the cells' looks
//! mean.

use leptos::prelude::*;

use super::grid_view::GridView;
use crate::app::actions::Action;
use crate::app::widgets::{ActionButton, ActionItem, Menu};
use crate::project::Column;
use crate::wording::translate;

/// The buttons over the grid and the legend.
#[component]
pub fn GridTools(
    /// The grid on the screen.
    grid: GridView,
) -> impl IntoView {
    let focus = move |()| grid.focus();
    view! {
        <div class="data-tools">
            <ActionButton action=Action::AddTrial/>
            <ActionButton action=Action::AddOutcome/>
            <ActionButton action=Action::RenameOutcome/>
            <ActionButton action=Action::DeleteTrials after=focus/>
            <ActionButton action=Action::DeleteOutcome after=focus/>
            <Menu label=translate("Rows and columns")>
                <RowsAndColumns grid=grid/>
            </Menu>
            <Legend/>
        </div>
    }
}

/// What can be done with the selected rows and with the column of the active cell. Afterwards the grid has the focus.
#[component]
fn RowsAndColumns(
    /// The grid on the screen.
    grid: GridView,
) -> impl IntoView {
    let focus = move |()| grid.focus();
    let column = move || grid.cells().active_column();
    view! {
        <h2>{translate("Selected rows")}</h2>
        <ActionItem action=Action::InsertAbove after=focus/>
        <ActionItem action=Action::InsertBelow after=focus/>
        <ActionItem action=Action::MoveUp after=focus/>
        <ActionItem action=Action::MoveDown after=focus/>
        <ActionItem action=Action::FillDown after=focus/>
        <ActionItem action=Action::FillRight after=focus/>
        <h2>{translate("Column of the active cell")}</h2>
        <ActionItem action=Action::SortAscending after=focus/>
        <ActionItem action=Action::SortDescending after=focus/>
        <Show when=move || matches!(column(), Some(Column::Covariate(_)))>
            <ActionItem action=Action::RenameCovariate/>
            <ActionItem action=Action::EditLevels/>
            <ActionItem action=Action::DeleteCovariate after=focus/>
        </Show>
        <Show when=move || matches!(column(), Some(Column::Arm { .. }))>
            <ActionItem action=Action::RenameArm/>
            <ActionItem action=Action::DeleteArm after=focus/>
        </Show>
        <h2>{translate("Add")}</h2>
        <ActionItem action=Action::AddCovariate/>
        <ActionItem action=Action::AddExperimentalArm/>
        <ActionItem action=Action::AddControlArm/>
        <h2>{translate("Comparison")}</h2>
        <ActionItem action=Action::SwapSides/>
        <ActionItem action=Action::ChooseArms/>
    }
}

/// What the looks of the cells mean.
#[component]
fn Legend() -> impl IntoView {
    let looks = [
        ("swatch", "3", translate("reported")),
        ("swatch zero", "0", translate("reported zero")),
        ("swatch not-reported", "·", translate("not reported")),
        ("swatch bad", "7", translate("to be mended")),
    ];
    let looks = looks.map(|(class, sign, meaning)| {
        view! {
            <span>
                <span class=class>{sign}</span>
                {meaning}
            </span>
        }
    });
    view! { <div class="legend">{looks.into_iter().collect_view()}</div> }
}
