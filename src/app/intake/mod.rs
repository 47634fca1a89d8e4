//! Everything that comes in, by paste, drop, the picker of files or a link: recognised once, parsed once, then shown in
//! its dialog.
//!
//! [`recognise`] makes one [`Intake`](recognise::Intake) of each text and file. A [`Queue`](queue::Queue) holds what waits
//! for the user's word, and the component [`Intake`] shows one after the other: tables in the [`TableDialog`], all else in
//! the [`ImportDialog`]. A project is opened without a dialog.

pub mod destination;
pub mod import_dialog;
pub mod judgements;
pub mod listeners;
pub mod queue;
pub mod recognise;
pub mod records;
pub mod refused;
pub mod review;
pub mod table;

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

pub use self::destination::{Destination, DestinationFoot};
pub use self::import_dialog::ImportDialog;
pub use self::judgements::JudgementsContent;
pub use self::listeners::IntakeListeners;
pub use self::records::RecordsContent;
pub use self::refused::RefusedContent;
pub use self::review::{ReviewContent, StoredResults};
pub use self::table::{
    Decision, PreviewParts, TableChoices, TableContent, TableDialog, TablePreview, Understood,
};

use self::queue::Queue;
use self::recognise as recognised;
use crate::app::platform::debounce::Debounce;
use crate::app::platform::file_worker::FileReading;
use crate::app::state::{Arrival, Dialog, Incoming, Library, State};
use crate::app::widgets::Button;
use crate::project::link_error_sentence;
use crate::wording::interface;

/// Takes what comes into the page and shows it in its dialogs, one after the other.
#[component]
pub fn Intake() -> impl IntoView {
    let state = State::expect();
    let library = Library::expect();
    let queue = RwSignal::new(Queue::default());
    let shown = RwSignal::new(None);
    let reading = RwSignal::new_local(None::<ReadingFile>);
    Effect::new(move |_| {
        for incoming in state.incoming.take() {
            receive(incoming, state, queue, reading);
        }
    });
    // The next is shown when something was added, and when a dialog was closed: after a moment, in which its content goes,
    // so that the next content is made anew and the focus goes into it.
    let moment = Debounce::new(Duration::ZERO);
    Effect::new(move |_| {
        queue.track();
        if state.dialogs.none_open() {
            moment.run(move || show_next(state, library, queue, shown));
        }
    });
    view! {
        <IntakeListeners/>
        <ReadingLine reading/>
        <TableDialog shown=shown/>
        <ImportDialog shown=shown/>
    }
}

/// A large file or a long text while it is read.
#[derive(Clone)]
pub struct ReadingFile {
    name: String,
    going: FileReading,
}

/// That a large file is read, and what stops it.
#[component]
fn ReadingLine(
    /// The file, while there is one.
    reading: RwSignal<Option<ReadingFile>, LocalStorage>,
) -> impl IntoView {
    let name = move || reading.with(|reading| Some(reading.as_ref()?.name.clone()));
    let words = move || name().map(|name| interface::import::reading(&name));
    let stop = move |()| {
        reading.with_untracked(|reading| {
            if let Some(reading) = reading {
                reading.going.stop();
            }
        });
    };
    view! {
        <Show when=move || reading.with(Option::is_some)>
            <div class="reading-file" role="status">
                <progress aria-label=interface::import::READING></progress>
                <span>{words}</span>
                <Button label=interface::import::STOP on_press=stop/>
            </div>
        </Show>
    }
}

/// Recognises what came in and lets it wait for its turn.
fn receive(
    incoming: Incoming,
    state: State,
    queue: RwSignal<Queue>,
    reading: RwSignal<Option<ReadingFile>, LocalStorage>,
) {
    let add = move |intake| queue.update(|queue| queue.add(intake));
    match incoming {
        Incoming::Text(text) if recognised::is_short(&text) => add(recognised::text(text, "")),
        Incoming::Text(text) => spawn_local(async move {
            let watch = watch(reading, interface::import::PASTED_TEXT.to_owned());
            if let Some(intake) = recognised::long_text(text, &watch).await {
                add(intake);
            }
        }),
        Incoming::Table(table) => add(recognised::Intake::Table(table.into())),
        // A table that was left is gone on with.
        Incoming::EmptyTable => {
            let left = state.put_aside.latest().map(recognised::Table::from);
            let table = left.unwrap_or_else(recognised::Table::empty);
            add(recognised::Intake::Table(table));
        }
        Incoming::Link(fragment) => match recognised::link(&fragment) {
            Ok(intake) => {
                state.selection.return_to_outcomes();
                add(intake);
            }
            Err(error) => {
                let locale = untrack(|| state.document.locale());
                state.notices.say(link_error_sentence(&error, locale));
            }
        },
        // Files come in together: those that are not read are told of at once, before the first of the others.
        Incoming::Files(files) => spawn_local(async move {
            let mut read = Vec::new();
            for file in files {
                let watch = watch(reading, file.name());
                read.extend(recognised::file(&file, &watch).await);
            }
            queue.update(|queue| read.into_iter().for_each(|intake| queue.add(intake)));
        }),
    }
}

/// Shows that something of this name is being read, as long as it is.
fn watch(
    reading: RwSignal<Option<ReadingFile>, LocalStorage>,
    name: String,
) -> impl Fn(Option<FileReading>) {
    move |going| {
        let name = name.clone();
        reading.set(going.map(|going| ReadingFile { name, going }));
    }
}

/// Opens what is next, up to the first that needs the user's word, unless a dialog is open.
fn show_next(
    state: State,
    library: Library,
    queue: RwSignal<Queue>,
    shown: RwSignal<Option<recognised::Intake>>,
) {
    if !untrack(|| state.dialogs.none_open()) {
        return;
    }
    let has_trials = state
        .document
        .project
        .with_untracked(|project| !project.review.trials.is_empty());
    let next = || queue.try_update_untracked(Queue::take_next).flatten();
    while let Some(intake) = next() {
        let (intake, dialog) = match intake {
            recognised::Intake::Project(restored) => {
                state.take_in(*restored, &mut |project| {
                    library.begin(project, Arrival::Brought);
                });
                continue;
            }
            // There is nobody whose trials could be judged: the table is one of numbers, or becomes the first of words.
            recognised::Intake::Judgements { table, .. } if !has_trials => {
                (recognised::Intake::Table(table), Dialog::Table)
            }
            recognised::Intake::Table(_) | recognised::Intake::Workbook(_) => {
                (intake, Dialog::Table)
            }
            recognised::Intake::Judgements { .. }
            | recognised::Intake::Review { .. }
            | recognised::Intake::Records(_)
            | recognised::Intake::Refused(_) => (intake, Dialog::Import),
        };
        shown.set(Some(intake));
        return state.dialogs.open(dialog);
    }
    if shown.with_untracked(Option::is_some) {
        shown.set(None);
    }
}
