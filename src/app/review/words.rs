//! Methods and results in sentences, written anew with every change, with the works that they cite.

use leptos::prelude::*;

use super::paragraph::ParagraphView;
use super::report::Report;
use crate::app::actions::Action;
use crate::app::platform::clipboard;
use crate::app::state::{ForFiles, Sensitivities, Shared, State, report as told};
use crate::app::widgets::{ActionButton, Button, Select};
use crate::project::{OutcomeSection, Place, ReviewSection, outcome_slugs};
use crate::report;
use crate::wording::paragraphs::edited::{Shown, shown};
use crate::wording::paragraphs::{self as words, Numbered, Part, Piece};
use crate::wording::references::Reference;

/// How many paragraphs are shown until more are asked for.
const FIRST_SHOWN: usize = 40;

/// Methods and results in sentences.
#[component]
pub fn WordsView() -> impl IntoView {
    let state = State::expect();
    let sensitivities = Sensitivities::expect();
    sensitivities.for_files.set(ForFiles::All);
    on_cleanup(move || {
        sensitivities.for_files.try_set(ForFiles::Nothing);
    });
    let part = RwSignal::new(Part::default());
    let most = RwSignal::new(FIRST_SHOWN);
    let paragraphs =
        Memo::new(move |_| Shared::new(told::followed(state, sensitivities, words::all)));
    let all_topics = Memo::new(move |_| {
        let part = part.get();
        paragraphs.with(|all| {
            let topics = all.iter().map(|paragraph| paragraph.topic);
            topics
                .filter(|topic| part.holds(*topic))
                .collect::<Vec<_>>()
        })
    });
    let topics = Memo::new(move |_| {
        let most = most.get();
        all_topics.with(|topics| topics.iter().take(most).copied().collect::<Vec<_>>())
    });
    let works = Memo::new(move |_| {
        let settled = state.document.settled;
        let topics = all_topics.get();
        paragraphs.with(|all| {
            settled.with(|project| {
                let mut numbered = Numbered::default();
                for paragraph in all.iter().filter(|one| topics.contains(&one.topic)) {
                    let edited = project.settings.paragraph(paragraph.topic);
                    for piece in shown(paragraph, edited) {
                        if let Shown::Piece(Piece::Cited(works)) = piece {
                            numbered.mark(&works);
                        }
                    }
                }
                numbered.works().to_vec()
            })
        })
    });
    let addresses = Memo::new(move |_| {
        let settled = state.document.settled;
        settled.with(|project| {
            let address = |slug| {
                let section = OutcomeSection::Forest;
                Place::Outcome { slug, section }.address()
            };
            let slugs = outcome_slugs(&project.review).into_iter();
            slugs.map(|(id, slug)| (id, address(slug))).collect()
        })
    });
    let report = Report {
        paragraphs,
        works,
        addresses,
    };
    let has_more = move || all_topics.with(Vec::len) > most.get();
    let more = move || most.update(|most| *most += FIRST_SHOWN);
    view! {
        <div class="words-head">
            <h1>{ReviewSection::Words.label()}</h1>
            <div class="controls">
                <ChoiceOfPart part/>
                <CopyButton part/>
            </div>
        </div>
        <p class="muted hint">{words::HINT}</p>
        <div class="prose sheet">
            <For each=move || topics.get() key=|topic| *topic let:topic>
                <ParagraphView topic report/>
            </For>
            <Show when=has_more>
                <Button label=words::MORE on_press=more/>
            </Show>
            <Works works/>
        </div>
    }
}

/// Which part of the report is shown.
#[component]
fn ChoiceOfPart(
    /// The part.
    part: RwSignal<Part>,
) -> impl IntoView {
    let options = Part::ALL.map(|part| part.label().to_owned()).to_vec();
    let chosen = Memo::new(move |_| {
        let part = part.get();
        Part::ALL.iter().position(|one| *one == part)
    });
    let choose = move |place: usize| {
        if let Some(chosen) = Part::ALL.get(place) {
            part.set(*chosen);
        }
    };
    view! { <Select label=words::SHOW options=options chosen on_choose=choose/> }
}

/// Copies what is shown as text, with the works that it cites.
#[component]
fn CopyButton(
    /// The part that is shown.
    part: RwSignal<Part>,
) -> impl IntoView {
    let state = State::expect();
    let sensitivities = Sensitivities::expect();
    let copy = move || {
        let part = part.get_untracked();
        let text = told::now(state, sensitivities, |review| {
            let edited = &review.settings.paragraphs;
            report::plain_text(review, edited, |topic| part.holds(topic))
        });
        state.notices.say(match clipboard::copy_text(&text) {
            Ok(()) => words::COPIED,
            Err(_) => words::NOT_COPIED,
        });
    };
    view! { <Button label=words::COPY on_press=copy/> }
}

/// The works that are cited, with their numbers.
#[component]
fn Works(
    /// The works.
    works: Memo<Vec<Reference>>,
) -> impl IntoView {
    let items = move || {
        let works = works.get().into_iter();
        works
            .map(|work| view! { <li>{work.work().text()}</li> })
            .collect_view()
    };
    view! {
        <Show when=move || works.with(|works| !works.is_empty())>
            <section class="works">
                <h2>{words::REFERENCES}</h2>
                <ol>{items}</ol>
                <div class="links">
                    <ActionButton action=Action::ReferencesRis class="link"/>
                    <ActionButton action=Action::ReferencesBibtex class="link"/>
                </div>
            </section>
        </Show>
    }
}
