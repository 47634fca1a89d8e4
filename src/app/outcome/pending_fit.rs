//! A fit that the worker is making, and how to stop it.

use leptos::prelude::*;

use crate::app::state::{Answer, Fits, is_pending};
use crate::app::widgets::ProgressLine;
use crate::wording::translate;

/// How an answer can wait for its fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    No,
    Underway,
    Stopped,
}

/// The fit that an answer waits for, with the choice to stop it or to begin it anew; empty where it waits for none.
#[component]
pub fn PendingFit(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let fits = Fits::expect();
    let waiting = Memo::new(move |_| {
        answer.with(|answer| match answer {
            Some(answer) if is_pending(&answer.response) => {
                if fits.is_stopped(answer) {
                    Waiting::Stopped
                } else {
                    Waiting::Underway
                }
            }
            _ => Waiting::No,
        })
    });
    let stop = move || {
        if let Some(answer) = answer.get_untracked() {
            fits.stop(&answer);
        }
    };
    let ask_again = move || {
        if let Some(answer) = answer.get_untracked() {
            fits.ask_again(&answer);
        }
    };
    view! {
        <div>
            {move || match waiting.get() {
                Waiting::No => ().into_any(),
                Waiting::Underway => {
                    view! {
                        <ProgressLine words=translate("Computing…") choice=translate("Stop") on_choose=stop>
                            <progress aria-label=translate("Computing")></progress>
                        </ProgressLine>
                    }
                        .into_any()
                }
                Waiting::Stopped => {
                    view! {
                        <ProgressLine
                            words=translate("Stopped. Choose another method, or")
                            choice=translate("Compute again")
                            on_choose=ask_again
                        />
                    }
                        .into_any()
                }
            }}
        </div>
    }
}
