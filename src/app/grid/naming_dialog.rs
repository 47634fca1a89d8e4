//! The dialog in which outcomes, columns and arms are named.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::grid_view::GridView;
use crate::app::state::{Dialog, Naming};
use crate::app::widgets::{Button, DialogFrame};
use crate::data::{OutcomeKind, Scale};
use crate::wording::{Text, translate};

/// Kinds of outcome that can be added, with what they are called.
const KINDS: [(Text, OutcomeKind); 7] = [
    (Text("Events and totals"), OutcomeKind::Counts),
    (Text("Events and person-time"), OutcomeKind::PersonTime),
    (Text("Means and standard deviations"), OutcomeKind::Means),
    (
        Text("Events and totals of one arm alone"),
        OutcomeKind::Proportions,
    ),
    (
        Text("Ratio with its interval or error"),
        OutcomeKind::Estimates(Scale::Ratio),
    ),
    (
        Text("Logarithm of a ratio with its error"),
        OutcomeKind::Estimates(Scale::LogRatio),
    ),
    (
        Text("Difference with its interval or error"),
        OutcomeKind::Estimates(Scale::Difference),
    ),
];

/// The dialog that asks for a name, and of a new outcome for what trials report of it. Afterwards the grid has the focus.
#[component]
pub fn NamingDialog(
    /// The grid on the screen.
    grid: GridView,
) -> impl IntoView {
    let dialogs = grid.state.dialogs;
    // What is named stays while the dialog closes, so that its title does.
    let naming = Memo::new(move |before: Option<&Naming>| {
        let before = before.copied().unwrap_or(Naming::NewOutcome);
        dialogs.naming().unwrap_or(before)
    });
    let was_named = StoredValue::new(false);
    let close = move || dialogs.close(Dialog::Naming(naming.get_untracked()));
    let after_close = move |()| {
        if was_named.get_value() {
            was_named.set_value(false);
            grid.focus();
        }
    };
    let done = move |()| {
        was_named.set_value(true);
        close();
    };
    view! {
        <DialogFrame
            class="narrow"
            open=Signal::derive(move || dialogs.naming().is_some())
            title=Signal::derive(move || naming.get().words().0.to_owned())
            on_close=move |()| close()
            after_close=after_close
        >
            <NamingForm
                grid=grid
                naming=naming.get_untracked()
                on_named=done
                on_cancel=move |()| close()
            />
        </DialogFrame>
    }
}

/// What is asked in the dialog.
#[component]
fn NamingForm(
    /// The grid on the screen.
    grid: GridView,
    /// What is named.
    naming: Naming,
    /// Called once it is named.
    #[prop(into)]
    on_named: UnsyncCallback<()>,
    /// Called when it is to stay as it is.
    #[prop(into)]
    on_cancel: UnsyncCallback<()>,
) -> impl IntoView {
    let project = grid.state.document.project;
    let present = project.with_untracked(|project| naming.present(&project.review));
    let kind = RwSignal::new(0);
    let input = NodeRef::<html::Input>::new();
    // The dialog gives its field the focus when it opens; it may be open before the field is there.
    input.on_load(|input| {
        let _ = input.focus();
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            name(grid, naming, input.value(), kind.get_untracked());
            on_named.run(());
        }
    };
    let kinds = (naming == Naming::NewOutcome).then(|| view! { <KindField kind=kind/> });
    view! {
        <form on:submit=submit>
            <div class="dialog-body">
                <label class="field">
                    <span>{translate("Name")}</span>
                    <input
                        node_ref=input
                        class="text-input"
                        required
                        autofocus
                        maxlength="400"
                        value=present
                    />
                </label>
                {kinds}
            </div>
            <div class="dialog-foot">
                <Button label=translate("Cancel") on_press=on_cancel/>
                <button type="submit" class="button primary">
                    {naming.words().1}
                </button>
            </div>
        </form>
    }
}

/// Asks what trials report of a new outcome.
#[component]
fn KindField(
    /// The place of the chosen kind among [`KINDS`].
    kind: RwSignal<usize>,
) -> impl IntoView {
    let options = KINDS.iter().enumerate().map(|(place, (label, _))| {
        view! { <option value=place.to_string()>{label.text()}</option> }
    });
    let change = move |event| {
        if let Ok(place) = event_target_value(&event).parse() {
            kind.set(place);
        }
    };
    view! {
        <label class="field">
            <span>{translate("What trials report of it")}</span>
            <select class="text-input" on:change=change>
                {options.collect_view()}
            </select>
        </label>
    }
}

/// Names something, and goes to the new outcome where it is one.
pub(super) fn name(grid: GridView, naming: Naming, name: String, kind: usize) {
    let (document, cells) = (grid.state.document, grid.cells());
    let kind = KINDS
        .get(kind)
        .map_or(OutcomeKind::Counts, |(_, kind)| *kind);
    let command = document.project.with_untracked(|project| {
        naming.command(&project.review, name, kind, cells.selected_trials())
    });
    document.apply(&command);
    document.settle();
    if naming == Naming::NewOutcome {
        let newest = document.project.with_untracked(|project| {
            let outcomes = &project.review.outcomes;
            outcomes.last().map(|outcome| outcome.id)
        });
        if let Some(newest) = newest {
            cells.go_to_outcome(newest);
        }
    }
}
