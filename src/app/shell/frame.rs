//! One figure of a review in a frame on another page: read from the address, drawn, never kept.

use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;

use crate::app::outcome::{OutcomeHeading, PendingFit, ReadOnlyFigure, ResultsTable};
use crate::app::platform::address;
use crate::app::state::{Fits, State};
use crate::project::embedded::{EmbedError, Embedded, OpenedFrame, parse};
use crate::project::{OutcomeSection, Place, embed_error_sentence, mended_sentence};
use crate::wording::{Locale, frame as words};

/// What the address asks to be shown in a frame; nothing where it is that of a page.
pub fn asked_by_address() -> Option<Result<Embedded, EmbedError>> {
    parse(&address::fragment())
}

/// The figure that the address of the frame asks for, or why there is none.
#[component]
pub fn Frame(
    /// What the address asks for.
    asked: Result<Embedded, EmbedError>,
) -> impl IntoView {
    // The page around the frame may give it another address: then it begins anew.
    let changed = leptos::ev::Custom::<web_sys::Event>::new("hashchange");
    let _ = use_event_listener(use_window(), changed, |_| address::load_anew());
    let opened = asked.and_then(|asked| Ok((asked.open()?, asked)));
    view! {
        <main class="shell framed">
            {match opened {
                Ok((opened, asked)) => view! { <FramedOutcome asked opened/> }.into_any(),
                Err(error) => {
                    view! {
                        <h1>{words::NO_FIGURE}</h1>
                        <p>{embed_error_sentence(&error, Locale::default())}</p>
                    }
                        .into_any()
                }
            }}
        </main>
    }
}

/// The outcome of a frame.
#[component]
fn FramedOutcome(
    /// What the address asked for.
    asked: Embedded,
    /// The review of the address.
    opened: OpenedFrame,
) -> impl IntoView {
    let OpenedFrame { restored, outcome } = opened;
    let title = restored.project.review.title.clone();
    let state = State::new(restored.project);
    state.selection.go(&Place::Outcome {
        slug: asked.outcome,
        section: OutcomeSection::Forest,
    });
    provide_context(state);
    provide_context(Fits::new(state));
    let answer = Memo::new(move |_| state.answers.answer_to(outcome));
    let whole_review = address::with(&format!("#{}", asked.review));
    let mended = restored.mended.iter().map(mended_sentence);
    view! {
        <h1 class="muted">{title}</h1>
        <article aria-labelledby="outcome-name">
            <OutcomeHeading answer/>
            {mended.map(|sentence| view! { <p class="muted">{sentence}</p> }).collect_view()}
            <PendingFit answer/>
            <div class="sheet">
                <ReadOnlyFigure/>
                <ResultsTable answer/>
            </div>
            <p class="muted frame-foot">
                {words::COMPUTED_HERE} " "
                <a href=whole_review target="_blank" rel="noopener">
                    {words::OPEN}
                </a>
            </p>
        </article>
    }
}
