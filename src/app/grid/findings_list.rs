//! What is wrong with the data, in words: where, what, and what to do.

use leptos::html;
use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::{Button, FindingItem};
use crate::data::{Dismissed, Problem};
use crate::project::Command;
use crate::wording::{Locale, interface, problems, translate};

/// A table pasted into the wrong columns has a problem in every cell; nobody reads more than this.
const MOST_SHOWN: usize = 200;

/// The most letters of a reason.
const MOST_LETTERS: usize = 1_000;

/// A finding with the words by which it is known.
#[derive(Clone, PartialEq)]
struct ListedFinding {
    /// These words, and how many findings before it have the same.
    key: (String, usize),
    finding: Problem,
}

fn listed(findings: &[Problem]) -> Vec<ListedFinding> {
    let mut listed: Vec<ListedFinding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let words = problems::finding(finding);
        let same = listed.iter().filter(|before| before.key.0 == words).count();
        listed.push(ListedFinding {
            key: (words, same),
            finding: finding.clone(),
        });
    }
    listed
}

/// The list of findings; pressing one goes to its cell. Each can be dismissed with a reason.
#[component]
pub fn FindingsList(
    /// Called when the cell of a finding is the active one.
    #[prop(into)]
    on_shown: UnsyncCallback<()>,
) -> impl IntoView {
    let State {
        document,
        cells,
        findings,
        ..
    } = State::expect();
    let listed = Memo::new(move |_| {
        findings.all.with(|findings| {
            let shown = findings.len().min(MOST_SHOWN);
            listed(findings.get(..shown).unwrap_or_default())
        })
    });
    let dismissed = Memo::new(move |_| {
        let project = document.project;
        project.with(|project| project.settings.dismissed.clone())
    });
    let locale = Memo::new(move |_| document.locale());
    let is_empty =
        move || dismissed.with(Vec::is_empty) && findings.all.with(|findings| findings.is_empty());
    // The finding whose reason is asked for.
    let asked = RwSignal::new(None);
    let item = move |ListedFinding { key, finding }: ListedFinding| {
        let shown = finding.clone();
        let press = move |()| {
            if cells.go_to_finding(&shown) {
                on_shown.run(());
            }
        };
        view! {
            <FindingItem finding=finding locale=locale on_press=press>
                <DismissalField finding=key.0 asked=asked/>
            </FindingItem>
        }
    };
    view! {
        <section class="block" aria-label=translate("Problems") hidden=is_empty>
            <h3>{translate("To look at")}</h3>
            <ul class="problems">
                <For each=move || listed.get() key=|listed| listed.key.clone() children=item/>
            </ul>
            <Show when=move || !dismissed.with(Vec::is_empty)>
                <DismissedFindings dismissed=dismissed locale=locale/>
            </Show>
        </section>
    }
}

/// The button that dismisses a finding, and once it was pressed the field for the reason.
#[component]
fn DismissalField(
    /// The words by which the finding is known.
    finding: String,
    /// The finding whose reason is asked for.
    asked: RwSignal<Option<String>>,
) -> impl IntoView {
    let own = finding.clone();
    let is_asked =
        Memo::new(move |_| asked.with(|asked| asked.as_ref().is_some_and(|asked| *asked == own)));
    let finding = StoredValue::new(finding);
    let ask = move |()| asked.set(Some(finding.get_value()));
    view! {
        <Show
            when=move || is_asked.get()
            fallback=move || {
                view! { <Button class="button quiet" label=interface::LAY_ASIDE on_press=ask/> }
            }
        >
            <ReasonField finding=finding.get_value() asked=asked/>
        </Show>
    }
}

/// The field for the reason why a finding is dismissed.
#[component]
fn ReasonField(
    /// The words by which the finding is known.
    finding: String,
    /// The finding whose reason is asked for.
    asked: RwSignal<Option<String>>,
) -> impl IntoView {
    let State {
        document, notices, ..
    } = State::expect();
    let reason = NodeRef::<html::Input>::new();
    reason.on_load(|reason| {
        let _ = reason.focus();
    });
    let dismiss = move |()| {
        let reason = reason.get_untracked().map(|reason| reason.value());
        let reason = reason.unwrap_or_default().trim().to_owned();
        if reason.is_empty() {
            return notices.say(interface::REASON_MISSING);
        }
        document.apply(&Command::Dismiss {
            finding: finding.clone(),
            reason: Some(reason),
        });
        asked.set(None);
    };
    view! {
        <div class="file-row">
            <input
                node_ref=reason
                class="text-input"
                maxlength=MOST_LETTERS.to_string()
                placeholder=interface::REASON
                aria-label=interface::REASON
            />
            <Button label=interface::LAY_ASIDE on_press=dismiss/>
        </div>
    }
}

/// The findings that were dismissed, with their reasons.
#[component]
fn DismissedFindings(
    /// The findings.
    dismissed: Memo<Vec<Dismissed>>,
    /// How numbers are written.
    locale: Memo<Locale>,
) -> impl IntoView {
    let document = State::expect().document;
    let item = move |Dismissed { finding, reason }: Dismissed| {
        let bring_back = Command::Dismiss {
            finding: finding.clone(),
            reason: None,
        };
        view! {
            <li>
                <div class="plain">
                    <span>{finding}</span>
                    <span class="remedy">{reason}</span>
                </div>
                <Button
                    class="button quiet"
                    label=interface::BRING_BACK
                    on_press=move |()| document.apply(&bring_back)
                />
            </li>
        }
    };
    view! {
        <details>
            <summary>
                {move || interface::laid_aside(dismissed.with(Vec::len), locale.get())}
            </summary>
            <ul class="problems">
                <For
                    each=move || dismissed.get()
                    key=|dismissed| (dismissed.finding.clone(), dismissed.reason.clone())
                    children=item
                />
            </ul>
        </details>
    }
}
