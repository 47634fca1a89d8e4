//! The dialog that makes files of figures: which ones, of what kind, how large, and with what inside.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::actions::Actions;
use crate::app::actions::figure_files::{
    self, Choices, Format, Outlook, RESOLUTIONS, Size, WIDTHS, Which, figures, outlook,
};
use crate::app::state::{Dialog, ForFiles, LastingSignal, Sensitivities, State};
use crate::app::widgets::{Button, Checkbox, DialogFrame, NumberField, OneOf};
use crate::project::carried_sentence;
use crate::read::{Decimal, entry};
use crate::wording::{downloads, translate};

/// The dialog that makes files of figures. What is chosen in it stays until the page is left.
#[component]
pub fn FigureDialog() -> impl IntoView {
    let dialogs = State::expect().dialogs;
    view! {
        <DialogFrame
            open=move || dialogs.is_open(Dialog::Figures)
            on_close=move || dialogs.close(Dialog::Figures)
            title=translate("Figures as files")
            class="narrow"
        >
            <FigureFiles/>
        </DialogFrame>
    }
}

/// What the dialog holds.
#[component]
fn FigureFiles() -> impl IntoView {
    let state = State::expect();
    let choices = Actions::expect().figure_choices;
    let sensitivities = Sensitivities::expect();
    want_analyses(sensitivities, choices);
    let outlook = Memo::new(move |_| {
        choices.with(|choices| {
            let locale = state.document.locale();
            outlook(&figures(state, sensitivities, choices), choices, locale)
        })
    });
    let size = move || outlook.with(|outlook| outlook.size.clone());
    let can_carry = Memo::new(move |_| choices.with(|choices| choices.format.can_carry()));
    view! {
        <div class="dialog-body">
            <FileControls choices/>
            <div role="status">
                <p class="muted">{size}</p>
                {move || outlook.with(remarks)}
            </div>
            <Show when=move || can_carry.get()>
                <ReviewInside choices/>
            </Show>
        </div>
        <DialogFoot choices outlook/>
    }
}

/// Has sensitivity analyses computed while their figures are chosen here; where the outcome that is looked at has none, its
/// forest plot is chosen instead.
fn want_analyses(sensitivities: Sensitivities, choices: LastingSignal<Choices>) {
    let state = State::expect();
    let which = Memo::new(move |_| choices.with(|choices| choices.which));
    let offered = untrack(|| Which::offered(state));
    if !offered.contains(&which.get_untracked()) {
        choices.update(|choices| choices.which = Which::Outcome);
    }
    // A view beneath may want them as well.
    let before = sensitivities.for_files.get_untracked();
    Effect::new(move |_| {
        sensitivities.for_files.set(match which.get() {
            Which::Sensitivity => ForFiles::LookedAt,
            Which::All => ForFiles::All,
            Which::Outcome
            | Which::Profile
            | Which::Findings
            | Which::Many(_)
            | Which::Explored(_)
            | Which::OldAndNew
            | Which::Versions
            | Which::Flow
            | Which::Lights
            | Which::WeightBars
            | Which::Checklist(_) => before,
        });
    });
    on_cleanup(move || {
        sensitivities.for_files.try_set(before);
    });
}

/// What is wrong with what was chosen, and how it is brought onto paper.
fn remarks(outlook: &Outlook) -> impl IntoView + use<> {
    let line =
        |class: &'static str| move |words: &String| view! { <p class=class>{words.clone()}</p> };
    let obstacles = outlook.obstacles.iter().map(line("banner bad"));
    let warnings = outlook.warnings.iter().map(line("banner"));
    let remarks = outlook.remarks.iter().map(line("muted"));
    obstacles.chain(warnings).chain(remarks).collect_view()
}

/// Which figures, of what kind, how large.
#[component]
fn FileControls(
    /// What was chosen.
    choices: LastingSignal<Choices>,
) -> impl IntoView {
    let is_png = Memo::new(move |_| choices.with(|choices| choices.format == Format::Png));
    let is_own = Memo::new(move |_| choices.with(|choices| choices.size == Size::Own));
    let choose_which = move |which| choices.update(|choices| choices.which = which);
    let choose_format = move |format| choices.update(|choices| choices.format = format);
    let choose_size = move |size| choices.update(|choices| choices.size = size);
    view! {
        <div class="controls">
            <OneOf
                label=translate("Figure")
                all=untrack(|| Which::offered(State::expect()))
                name=Which::name
                chosen=move || choices.get().which
                on_choose=choose_which
            />
            <OneOf
                label=translate("File")
                all=Format::ALL.to_vec()
                name=Format::name
                chosen=move || choices.get().format
                on_choose=choose_format
            />
            <OneOf
                label=translate("Size")
                all=Size::all()
                name=Size::name
                chosen=move || choices.get().size
                on_choose=choose_size
            />
            <Show when=move || is_own.get()>
                <LimitedNumber
                    label=translate("Width, mm")
                    limits=WIDTHS
                    choices
                    part=|choices| &mut choices.millimetres
                />
            </Show>
            <Show when=move || is_png.get()>
                <LimitedNumber
                    label=translate("Resolution, dpi")
                    limits=RESOLUTIONS
                    choices
                    part=|choices| &mut choices.dpi
                />
            </Show>
        </div>
    }
}

/// A number within limits; what is typed beyond them leaves the choice without a number.
#[component]
fn LimitedNumber(
    /// What is asked for.
    label: &'static str,
    /// The least and the largest number.
    limits: [f64; 2],
    /// What was chosen.
    choices: LastingSignal<Choices>,
    /// Which number of the choices it is.
    part: fn(&mut Choices) -> &mut Option<f64>,
) -> impl IntoView {
    let [least, most] = limits;
    let initial = part(&mut choices.get_untracked()).unwrap_or(least);
    let type_in = move |typed: String| {
        let typed = entry::number(&typed, Decimal::Point).value();
        let within = typed.filter(|number| (least..=most).contains(number));
        choices.update(|choices| *part(choices) = within);
    };
    view! { <NumberField label=label least most initial on_input=type_in/> }
}

/// Whether the review goes with the figure, and what that means.
#[component]
fn ReviewInside(
    /// What was chosen.
    choices: LastingSignal<Choices>,
) -> impl IntoView {
    let document = State::expect().document;
    let carries = Memo::new(move |_| choices.with(|choices| choices.carries));
    let carry = move |carries: bool| choices.update(|choices| choices.carries = carries);
    let words = move || {
        if carries.get() {
            let locale = document.locale();
            document
                .project
                .with(|project| carried_sentence(project, locale))
        } else {
            downloads::NOTHING_INSIDE.to_owned()
        }
    };
    view! {
        <section>
            <Checkbox label=downloads::REVIEW_INSIDE checked=carries on_change=carry/>
            <p class="muted">{words}</p>
        </section>
    }
}

/// What can be done with the figures that were chosen.
#[component]
fn DialogFoot(
    /// What was chosen.
    choices: LastingSignal<Choices>,
    /// What is known of the figures.
    outlook: Memo<Outlook>,
) -> impl IntoView {
    let (state, sensitivities) = (State::expect(), Sensitivities::expect());
    let busy = RwSignal::new(false);
    let close = move || state.dialogs.close(Dialog::Figures);
    let is_impossible = move || busy.get() || outlook.with(|outlook| !outlook.obstacles.is_empty());
    let is_copied_whole = Memo::new(move |_| {
        choices.with(|choices| choices.which != Which::All && choices.format == Format::Png)
    });
    let download = move || {
        let choices = choices.get_untracked();
        busy.set(true);
        spawn_local(async move {
            let is_given = figure_files::download(state, sensitivities, choices).await;
            // The dialog may have been closed meanwhile.
            busy.try_set(false);
            if is_given {
                close();
            }
        });
    };
    let copy = move || {
        let choices = choices.get_untracked();
        spawn_local(async move {
            if figure_files::copy(state, sensitivities, choices).await {
                close();
            }
        });
    };
    let download_label = move || {
        String::from(if busy.get() {
            translate("Making the files…")
        } else {
            translate("Download")
        })
    };
    view! {
        <div class="dialog-foot">
            <Show when=move || is_copied_whole.get()>
                <Button label=translate("Copy as an image") on_press=copy disabled=is_impossible/>
            </Show>
            <Button label=translate("Cancel") on_press=close/>
            <Button
                label=download_label
                class="button primary"
                on_press=download
                disabled=is_impossible
            />
        </div>
    }
}
