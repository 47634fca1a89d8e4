//! The dialog in which outcomes, columns and arms are named.

use web_sys::Event;

use super::sheet::{Position, Sheet};
use crate::app::widgets::dialog::dialog;
use crate::app::element::{Element, button, html, value};
use crate::data::{CovariateId, OutcomeId, OutcomeKind, Review, Role, Scale, TrialId};
use crate::project::{Column, Command};

/// Kinds of outcome that can be added, with what they are called.
const KINDS: [(&str, OutcomeKind); 7] = [
    ("Events and totals", OutcomeKind::Counts),
    ("Events and person-time", OutcomeKind::PersonTime),
    ("Means and standard deviations", OutcomeKind::Means),
    (
        "Events and totals of one arm alone",
        OutcomeKind::Proportions,
    ),
    (
        "Ratio with its interval or error",
        OutcomeKind::Estimates(Scale::Ratio),
    ),
    (
        "Logarithm of a ratio with its error",
        OutcomeKind::Estimates(Scale::LogRatio),
    ),
    (
        "Difference with its interval or error",
        OutcomeKind::Estimates(Scale::Difference),
    ),
];

/// What is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    NewOutcome,
    Outcome(OutcomeId),
    NewCovariate,
    Covariate(CovariateId),
    /// Another arm of the selected trials, on this side.
    NewArm(Role),
    /// An arm of all trials that have it: its side, and which of that side.
    Arm(Role, usize),
}

impl Naming {
    /// What the dialog is called, and its button.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NewOutcome => ("Add an outcome", "Add"),
            Self::Outcome(_) => ("Rename the outcome", "Rename"),
            _ if !crate::COMPLETE => ("", ""),
            Self::NewCovariate => ("Add a column that is kept, not pooled", "Add"),
            Self::Covariate(_) => ("Rename the column", "Rename"),
            Self::NewArm(_) => ("Add an arm", "Add"),
            Self::Arm(..) => ("Rename the arm", "Rename"),
        }
    }

    /// The name that it bears.
    fn present(self, review: &Review) -> String {
        let name = match self {
            Self::Outcome(outcome) => review.outcome(outcome).map(|outcome| &outcome.name),
            _ if !crate::COMPLETE => None,
            Self::Covariate(covariate) => {
                let mut covariates = review.covariates.iter();
                let found = covariates.find(|known| known.id == covariate);
                found.map(|covariate| &covariate.name)
            }
            Self::Arm(Role::Experimental, 0) => Some(&review.experimental_label),
            Self::Arm(_, 0) => Some(&review.control_label),
            Self::Arm(role, nth) => review.trials.iter().find_map(|trial| {
                let arms = trial.arms.iter().filter(|arm| arm.role == role);
                arms.skip(nth).map(|arm| &arm.label).next()
            }),
            _ => None,
        };
        name.cloned().unwrap_or_default()
    }

    fn command(
        self,
        review: &Review,
        name: String,
        kind: OutcomeKind,
        trials: Vec<TrialId>,
    ) -> Command {
        match self {
            Self::Outcome(outcome) => Command::RenameOutcome { outcome, name },
            _ if !crate::COMPLETE => Command::AddOutcome { name, kind },
            Self::NewOutcome => Command::AddOutcome { name, kind },
            Self::NewCovariate => Command::AddCovariate { name },
            Self::Covariate(covariate) => Command::RenameCovariate { covariate, name },
            Self::NewArm(role) => Command::AddArm {
                trials,
                role,
                label: name,
            },
            // The first arms of all trials are what the two sides of the comparison are called.
            Self::Arm(Role::Experimental, 0) => Command::SetLabels {
                experimental: name,
                control: review.control_label.clone(),
            },
            Self::Arm(_, 0) => Command::SetLabels {
                experimental: review.experimental_label.clone(),
                control: name,
            },
            Self::Arm(role, nth) => Command::RenameArm {
                role,
                nth,
                label: name,
            },
        }
    }
}

/// The dialog that asks for a name, and of a new outcome for what trials report of it.
pub(super) fn naming_dialog(sheet: Sheet, open: RwSignal<bool>, naming: RwSignal<Naming>) -> Element {
    let state = sheet.state;
    let title = move || String::from(naming.get().words().0);
    let name = RwSignal::new(String::new());
    let kind = RwSignal::new(0_usize);
    let done = move |event: Event| {
        event.prevent_default();
        let naming = naming.get_untracked();
        let command = state.document.project.with_untracked(|project| {
            naming.command(
                &project.review,
                name.get_untracked(),
                KINDS[kind.get_untracked()].1,
                sheet.selected_trials(),
            )
        });
        state.document.apply(&command);
        state.document.settle();
        open.set(false);
        if naming == Naming::NewOutcome {
            go_to_newest(sheet);
        }
        sheet.focus();
    };
    let content = move || {
        let present = naming.get_untracked();
        let shown = state
            .document.project
            .with_untracked(|project| present.present(&project.review));
        name.set(shown.clone());
        kind.set(0);
        let field = html("input")
            .class("text-input")
            .flag("required", true)
            .flag("autofocus", true)
            .attribute("maxlength", "400")
            .attribute("value", &shown)
            .on("input", move |event: Event| name.set(value(&event)));
        let mut body = html("div")
            .class("dialog-body")
            .child(labelled("Name", field));
        if present == Naming::NewOutcome {
            body = body.child(kinds(kind));
        }
        let foot = html("div")
            .class("dialog-foot")
            .child(button("button", "Cancel", move || open.set(false)))
            .child(
                html("button")
                    .attribute("type", "submit")
                    .class("button primary")
                    .text(present.words().1),
            );
        vec![html("form").child(body).child(foot).on("submit", done)]
    };
    dialog(open, title, content).class("narrow")
}

/// What trials report of a new outcome.
fn kinds(kind: RwSignal<usize>) -> Element {
    let options = KINDS.iter().enumerate().map(|(index, (label, _))| {
        html("option")
            .attribute("value", &index.to_string())
            .text(label)
    });
    let select = html("select")
        .class("text-input")
        .on("change", move |event: Event| {
            kind.set(value(&event).parse().unwrap_or(0).min(KINDS.len() - 1));
        })
        .children(options);
    labelled("What trials report of it", select)
}

fn labelled(words: &str, field: Element) -> Element {
    html("label")
        .class("field")
        .child(html("span").text(words))
        .child(field)
}

/// Makes the first cell of the outcome that was just added the active one.
fn go_to_newest(sheet: Sheet) {
    let newest = sheet.state.document.project.with_untracked(|project| {
        let outcomes = &project.review.outcomes;
        outcomes.last().map(|outcome| outcome.id)
    });
    let of_newest = |column: &Column| newest.is_some() && column.outcome() == newest;
    let column = sheet
        .columns
        .with_untracked(|columns| columns.iter().position(of_newest));
    if let Some(column) = column {
        sheet.activate(Position { row: 0, column }, false);
    }
}
