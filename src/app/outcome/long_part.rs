//! What the worker is asked for while it is looked at: how far it is, the choice to stop it, and then what was found.

use leptos::prelude::*;

use crate::analysis::Progress;
use crate::app::state::{FoundLong, LongWork, Working};
use crate::app::widgets::ProgressLine;
use crate::wording::interface;

/// Words about long work.
#[derive(Clone, Copy)]
pub struct LongWords {
    /// While the worker is at it.
    pub computing: &'static str,
    /// Ends it.
    pub stop: &'static str,
    /// What is said once it was stopped.
    pub stopped: &'static str,
    /// Begins it anew.
    pub again: &'static str,
}

/// Long work that is done while this is on the page.
#[component]
pub fn LongPart<F, V>(
    /// Which work.
    work: LongWork,
    /// What is said about it.
    words: LongWords,
    /// Shows what was found.
    shows: F,
) -> impl IntoView
where
    F: Fn(FoundLong) -> V + Copy + Send + Sync + 'static,
    V: IntoView + 'static,
{
    work.look();
    let working = Memo::new(move |_| work.state());
    let share = move |of: fn(Progress) -> usize| {
        move || work.progress().map(|progress| of(progress).to_string())
    };
    move || match working.get() {
        Working::Waiting => view! {
            <ProgressLine
                words=words.computing
                choice=words.stop
                on_choose=move || work.stop()
            >
                <progress
                    aria-label=words.computing
                    max=share(|progress| progress.of)
                    value=share(|progress| progress.done)
                ></progress>
            </ProgressLine>
        }
        .into_any(),
        Working::Stopped => view! {
            <ProgressLine
                words=words.stopped
                choice=words.again
                on_choose=move || work.ask_again()
            />
        }
        .into_any(),
        Working::Ready { found, on_page } => {
            let no_worker = on_page.then(|| {
                view! {
                    <p class="failure" role="status">
                        {interface::NO_WORKER}
                    </p>
                }
            });
            view! {
                {no_worker}
                {shows(found)}
            }
            .into_any()
        }
    }
}
