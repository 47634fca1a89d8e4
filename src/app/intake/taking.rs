//! What becomes of something that was read: it takes the place of the present review, or is added to it.

use web_sys::Event;

use crate::app::element::{Element, button, html, value};
use crate::project::SameTrial;

/// In which way it is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In the place of the present review.
    Replace,
    /// Beside what is there.
    Add,
}

/// What the user says about it.
#[derive(Clone, Copy)]
pub(super) struct Taking {
    way: RwSignal<Way>,
    same_trial: RwSignal<SameTrial>,
}

/// The foot of a dialog in which something is taken.
pub(super) struct Foot {
    /// What the button says that puts it in the place of the review, and the one that adds it.
    pub(super) words: [&'static str; 2],
    /// Whether trials of it are here already.
    pub(super) has_trials_in_common: Box<dyn Fn() -> bool + Send + Sync>,
    /// Whether it can be taken at all.
    pub(super) usable: Box<dyn Fn() -> bool>,
    /// Takes it.
    pub(super) take: Box<dyn Fn(Way, SameTrial)>,
    /// The dialog.
    pub(super) open: RwSignal<bool>,
}

impl Taking {
    pub(super) fn new() -> Self {
        Self {
            way: RwSignal::new(Way::Replace),
            same_trial: RwSignal::new(SameTrial::FillGaps),
        }
    }

    /// The choice, and the buttons that take it or leave it. What was taken closes the dialog.
    pub(super) fn foot(self, foot: Foot) -> Element {
        let Foot {
            words,
            has_trials_in_common,
            usable,
            take,
            open,
        } = foot;
        let legend = html("legend")
            .class("visually-hidden")
            .text("What becomes of the present review");
        let ways = html("fieldset")
            .class("choice")
            .child(legend)
            .child(self.way(Way::Replace, "Replace the review"))
            .child(self.way(Way::Add, "Add to it"))
            .part_while(
                move || self.way.get() == Way::Add && has_trials_in_common(),
                move || self.same_trial_choice(),
            );
        let [replace, add] = words;
        let taken = button("button primary", "", move || {
            take(self.way.get_untracked(), self.same_trial.get_untracked());
            open.set(false);
        })
        .flag_while("disabled", move || !usable())
        .text_from(move || {
            String::from(match self.way.get() {
                Way::Replace => replace,
                Way::Add => add,
            })
        });
        html("div")
            .class("dialog-foot")
            .child(ways)
            .child(button("button", "Cancel", move || open.set(false)))
            .child(taken)
    }

    fn way(self, way: Way, words: &str) -> Element {
        let radio = html("input")
            .attribute("type", "radio")
            .attribute("name", "taking")
            .state_while("checked", move || self.way.get() == way)
            .on("change", move |_: Event| self.way.set(way));
        html("label").child(radio).text(words)
    }

    /// What becomes of trials that are in both.
    fn same_trial_choice(self) -> Element {
        let present = self.same_trial.get_untracked();
        let options = SAME_TRIAL
            .iter()
            .enumerate()
            .map(|(place, (choice, name))| {
                html("option")
                    .attribute("value", &place.to_string())
                    .flag("selected", *choice == present)
                    .text(name)
            });
        let select = html("select")
            .class("text-input")
            .on("change", move |event: Event| {
                let place = value(&event).parse::<usize>().ok();
                if let Some((choice, _)) = place.and_then(|place| SAME_TRIAL.get(place)) {
                    self.same_trial.set(*choice);
                }
            })
            .children(options);
        html("label")
            .text("Trials that are here already:")
            .child(select)
    }
}

const SAME_TRIAL: [(SameTrial, &str); 3] = [
    (SameTrial::FillGaps, "fill in what is missing"),
    (SameTrial::Overwrite, "take the new numbers"),
    (SameTrial::AddBeside, "add it again"),
];
