//! The frame of the page: header, banners, navigation, stage, foot, and what is heard everywhere.

pub mod banners;
pub mod data_figure;
pub mod download_menu;
pub mod foot;
pub mod frame;
pub mod header;
pub mod keys_dialog;
pub mod languages;
pub mod link_dialog;
pub mod navigation;
pub mod outcomes_column;
pub mod routing;
pub mod shortcuts;
pub mod stage;

pub use self::banners::Banners;
pub use self::data_figure::DataFigure;
pub use self::download_menu::DownloadMenu;
pub use self::foot::{Foot, Toast};
pub use self::frame::{Frame, asked_by_address};
pub use self::header::Header;
pub use self::keys_dialog::KeysDialog;
pub use self::languages::Languages;
pub use self::link_dialog::LinkDialog;
pub use self::navigation::{OutcomeTabs, QualityTabs, ReviewTabs, SectionTabs};
pub use self::outcomes_column::OutcomesColumn;
pub use self::routing::follow_address;
pub use self::shortcuts::listen_to_shortcuts;
pub use self::stage::Stage;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::actions::{Actions, review_within_page};
use crate::app::arms::ArmsDialog;
use crate::app::intake::Intake;
use crate::app::library::OpenDialog;
use crate::app::outcome::{FigureDialog, LeaveOutDialog, LevelsDialog, SensitivityDialog};
use crate::app::platform::address;
use crate::app::platform::pieces::{tell_ready, turn};
use crate::app::quality::FillInDialog;
use crate::app::state::{
    Autosave, Comparison, Fits, Found, GroupedEvents, Library, LongWorks, MethodComparisons,
    Sensitivities, State,
};

/// The page around what the browser had kept.
#[component]
pub fn Shell(
    /// What was found when the page was opened.
    found: Found,
) -> impl IntoView {
    let state = provide_page(&found);
    let remarks = found.remarks;
    let dropping = state.incoming.dropping;
    let standing = standing_parts();
    let stands = move |part: Part| move || standing.get() >= part as usize;
    view! {
        <div class="shell" class:dropping=move || dropping.get()>
            <Header/>
            <Banners remarks=remarks/>
            <SectionTabs/>
            <div class="columns" class:folded=move || state.selection.outcomes_folded.get()>
                <Show when=stands(Part::Outcomes)>
                    <OutcomesColumn/>
                </Show>
                <Show when=stands(Part::Stage)>
                    <Stage/>
                </Show>
            </div>
            <Show when=stands(Part::Dialogs)>
                <Foot/>
                <Intake/>
                <OpenDialog/>
                <FigureDialog/>
                <LevelsDialog/>
                <LeaveOutDialog/>
                <SensitivityDialog/>
                <FillInDialog/>
                <KeysDialog/>
                <ArmsDialog/>
                <LinkDialog/>
                <Toast/>
            </Show>
        </div>
    }
}

/// The parts of the page that are made one after the other, behind its head.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Outcomes = 1,
    Stage,
    Dialogs,
}

/// How many parts of the page stand. Each is made in a piece of its own, as the page would hear nothing for so long as all of them
/// take together. Nothing is shown before the stage stands; the dialogs come after that, as what is not shown cannot take the focus.
fn standing_parts() -> ReadSignal<usize> {
    let (standing, set_standing) = signal(0);
    spawn_local(async move {
        for part in [Part::Outcomes, Part::Stage, Part::Dialogs] {
            turn().await;
            if part == Part::Dialogs {
                tell_ready();
                turn().await;
            }
            // The page may have gone before.
            if set_standing.try_set(part as usize).is_some() {
                return;
            }
        }
    });
    standing
}

/// Provides the contexts of the page, and starts what goes on in it without being seen.
pub fn provide_page(found: &Found) -> State {
    let state = State::knowing(found.project.clone(), found.answers.clone());
    provide_context(state);
    let autosave = Autosave::new(state, found);
    provide_context(autosave);
    let library = Library::new(state, autosave);
    provide_context(library);
    let sensitivities = Sensitivities::new(state);
    provide_context(sensitivities);
    let events = GroupedEvents::new(state);
    provide_context(events);
    let actions = Actions::new(state, library, sensitivities, events);
    provide_context(actions);
    provide_context(Comparison::new(state));
    provide_context(MethodComparisons::new(state));
    provide_context(Fits::new(state));
    provide_context(LongWorks::new(state));
    listen_to_shortcuts(actions);
    let names_no_place = address::fragment().is_empty();
    follow_address(state);
    if let Some((id, document)) = review_within_page() {
        library.open_brought(id, document, names_no_place);
    }
    state
}
