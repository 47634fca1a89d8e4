//! A paragraph of the report: as it follows from the data, or as it was written by hand, with what has moved on since.

use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use super::report::Report;
use crate::app::state::State;
use crate::app::widgets::Button;
use crate::data::{EditedParagraph, NumberKey, Topic};
use crate::project::Command;
use crate::wording::paragraphs::edited::{self, Shown};
use crate::wording::paragraphs::{self as words, Numbered, Paragraph, Piece};
use crate::wording::references::Reference;

/// What is known of a paragraph.
#[derive(Clone, Copy)]
struct Known {
    topic: Topic,
    paragraph: Memo<Option<Paragraph>>,
    edited: Memo<Option<EditedParagraph>>,
}

impl Known {
    /// What `tell` makes of the paragraph and of what was written by hand, where there is both.
    fn told<T>(self, tell: impl FnOnce(&Paragraph, &EditedParagraph) -> T) -> Option<T> {
        self.paragraph.with(|paragraph| {
            self.edited
                .with(|edited| Some(tell(paragraph.as_ref()?, edited.as_ref()?)))
        })
    }
}

/// A paragraph of the report.
#[component]
pub fn ParagraphView(
    /// What it is about.
    topic: Topic,
    /// The report.
    report: Report,
) -> impl IntoView {
    let state = State::expect();
    let settled = state.document.settled;
    let known = Known {
        topic,
        paragraph: Memo::new(move |_| report.of(topic)),
        edited: Memo::new(move |_| {
            settled.with(|project| project.settings.paragraph(topic).cloned())
        }),
    };
    let editing = RwSignal::new(false);
    let heading =
        Memo::new(move |_| settled.with(|project| words::heading(topic, &project.review)));
    view! {
        <section class="paragraph">
            <div class="paragraph-head">
                <h2>{heading}</h2>
                <StateOfParagraph known editing heading/>
            </div>
            <Show
                when=move || editing.get()
                fallback=move || view! { <ParagraphText known report/> }
            >
                <ParagraphEditor known heading/>
            </Show>
        </section>
    }
}

/// Whether it follows the data, and what can be done.
#[component]
fn StateOfParagraph(
    /// The paragraph.
    known: Known,
    /// Whether it is being edited.
    editing: RwSignal<bool>,
    /// Its heading.
    heading: Memo<String>,
) -> impl IntoView {
    let document = State::expect().document;
    let moved = Memo::new(move |_| known.told(edited::moved_on));
    let has_moved = move || moved.get().is_some_and(|moved| moved > 0);
    let state = move || {
        moved.get().map_or_else(
            || words::FOLLOWS.to_owned(),
            |moved| edited::state(moved, document.locale()),
        )
    };
    let write = move |next: fn(&Paragraph, &EditedParagraph) -> EditedParagraph| {
        document.settle();
        if let Some(next) = untrack(|| known.told(next)) {
            document.perform(&Command::WriteParagraph(next));
        }
    };
    let follow = move || {
        editing.set(false);
        document.settle();
        document.perform(&Command::FollowData(known.topic));
    };
    let toggle = move || editing.update(|editing| *editing = !*editing);
    let label = Signal::derive(move || {
        if editing.get() {
            words::DONE
        } else {
            words::EDIT
        }
        .to_owned()
    });
    let title = move || heading.get_untracked();
    view! {
        <span class="state" class:by-hand=move || moved.get().is_some()>{state}</span>
        <Show when=has_moved>
            <Button
                class="button small"
                label=words::TAKE
                on_press=move || write(edited::taken)
                title=title()
            />
            <Button
                class="button small quiet"
                label=words::KEEP
                on_press=move || write(edited::kept)
                title=title()
            />
        </Show>
        <Button class="button small quiet" label on_press=toggle title=title()/>
        <Show when=move || moved.get().is_some()>
            <Button
                class="button small quiet"
                label=words::FOLLOW_AGAIN
                on_press=follow
                title=title()
            />
        </Show>
    }
}

/// The text with its numbers, which lead to what they are of.
#[component]
fn ParagraphText(
    /// The paragraph.
    known: Known,
    /// The report.
    report: Report,
) -> impl IntoView {
    let pieces = Memo::new(move |_| {
        known.paragraph.with(|paragraph| {
            known.edited.with(|edited| {
                let paragraph = paragraph.as_ref();
                paragraph.map_or_else(Vec::new, |one| edited::shown(one, edited.as_ref()))
            })
        })
    });
    let content = move || {
        let pieces = pieces.get().into_iter();
        pieces
            .map(|piece| match piece {
                Shown::Piece(Piece::Text(words)) => words.into_any(),
                Shown::Piece(Piece::Number(number)) => {
                    view! { <NumberOfReport key=number.key shown=number.shown report/> }.into_any()
                }
                Shown::Piece(Piece::Cited(works)) => citation(works, report).into_any(),
                Shown::Moved { key, old, new } => view! {
                    <span class="moved">
                        <del>{old}</del>
                        {new.map(|shown| view! { " " <NumberOfReport key shown report/> })}
                    </span>
                }
                .into_any(),
            })
            .collect_view()
    };
    view! { <p class="text">{content}</p> }
}

/// A number of the text: a link to the outcome that it is of.
#[component]
fn NumberOfReport(
    /// What it is.
    key: NumberKey,
    /// How it is written.
    shown: String,
    /// The report.
    report: Report,
) -> impl IntoView {
    let address = key.outcome.and_then(|outcome| {
        report
            .addresses
            .with_untracked(|all| all.get(&outcome).cloned())
    });
    match address {
        Some(address) => view! { <a class="number" href=address>{shown}</a> }.into_any(),
        None => shown.into_any(),
    }
}

/// The mark of a citation; the numbers follow what is shown of the report.
fn citation(works: Vec<Reference>, report: Report) -> impl IntoView {
    move || Numbered::of(report.works.get()).mark(&works)
}

/// The text while it is edited. Every key is kept: what was typed outlives the page.
#[component]
fn ParagraphEditor(
    /// The paragraph.
    known: Known,
    /// Its heading.
    heading: Memo<String>,
) -> impl IntoView {
    let document = State::expect().document;
    let begun = untrack(|| {
        known.edited.with(|edited| {
            let by_hand = edited.as_ref().map(|edited| edited.text.clone());
            by_hand.or_else(|| {
                known
                    .paragraph
                    .with(|paragraph| paragraph.as_ref().map(Paragraph::text))
            })
        })
    });
    let begun = begun.unwrap_or_default();
    let rows = (begun.chars().count() / 90 + 2).clamp(3, 24).to_string();
    let field = NodeRef::<leptos::html::Textarea>::new();
    // An effect runs once the field stands in the page.
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let typed = move |event: leptos::ev::Event| {
        let field: HtmlTextAreaElement = event_target(&event);
        let text = field.value();
        let command = untrack(|| {
            known.paragraph.with(|paragraph| {
                let paragraph = paragraph.as_ref()?;
                let written = known
                    .edited
                    .with(|before| edited::typed(paragraph, before.as_ref(), &text));
                Some(written.map_or(Command::FollowData(known.topic), Command::WriteParagraph))
            })
        });
        if let Some(command) = command {
            document.type_in(&command);
        }
    };
    view! {
        <textarea
            class="text-input"
            node_ref=field
            rows=rows
            maxlength="20000"
            aria-label=move || heading.get()
            on:input=typed
            on:blur=move |_| document.settle()
        >
            {begun}
        </textarea>
        <p class="muted small">{words::CITING}</p>
    }
}
