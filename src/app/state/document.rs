//! The review that is edited: a project with its history, which changes by commands alone.

use std::time::Duration;

use leptos::prelude::*;

use super::lasting_memo::LastingMemo;
use super::lasting_signal::LastingSignal;
use super::notices::Notices;
use super::shared::Shared;
use crate::project::{Command, History, Project, refused_sentence};
use crate::read::Decimal;
use crate::wording::{Locale, interface};

/// After how long without a key somebody has stopped typing.
const STOPS_TYPING: Duration = Duration::from_millis(250);

/// Trials times outcomes up to which everything is computed and drawn with each keystroke, within a frame.
const MOST_AS_TYPED: usize = 4_000;

/// The project with its history.
#[derive(Clone, Copy)]
pub struct Document {
    notices: Notices,
    history: LastingSignal<History>,
    /// How many keys were typed into a long review since somebody stopped typing: what takes longer than a frame waits
    /// until it is 0 again.
    keys: LastingSignal<usize>,
    /// The project as it is now.
    pub project: LastingMemo<Shared<Project>>,
    /// The project that the answers are about: in a long review it waits until somebody stops typing.
    pub settled: LastingMemo<Shared<Project>>,
}

impl Document {
    /// Starts with a project.
    pub(super) fn new(project: Project, notices: Notices) -> Self {
        let history = LastingSignal::new(History::new(project));
        let project = LastingMemo::new(move |before: Option<&Shared<Project>>| {
            history.with(|history| match before {
                Some(before) if before.shares_everything_with(history.present()) => before.clone(),
                _ => Shared::new(history.present().clone()),
            })
        });
        let keys = LastingSignal::new(0);
        let settled = LastingMemo::new(move |before: Option<&Shared<Project>>| match before {
            Some(before) if keys.get() > 0 => before.clone(),
            _ => project.get(),
        });
        Self {
            notices,
            history,
            keys,
            project,
            settled,
        }
    }

    /// Does an edit, or says why it was refused.
    pub fn apply(self, command: &Command) {
        self.applied(command);
    }

    /// Does an edit, or says why it was refused and gives `false`.
    pub fn applied(self, command: &Command) -> bool {
        self.stop_typing();
        self.done(command)
    }

    /// Does an edit whose result may lie outside of what is seen or heard, and says what was done.
    pub fn perform(self, command: &Command) {
        let steps = || self.history.with_untracked(History::steps);
        let before = steps();
        self.apply(command);
        if steps() > before
            && let Some(label) = untrack(|| self.undo_label())
        {
            self.notices.say(interface::done(&label));
        }
    }

    /// Does an edit that is one of many keystrokes.
    pub fn type_in(self, command: &Command) {
        if self.is_long() {
            let keys = self.keys.get_untracked() + 1;
            if keys == 1 {
                self.keys.set(keys);
            } else {
                // Only whether there are any is followed.
                self.keys.update_untracked(|typed| *typed = keys);
            }
            let stopped = move || {
                if self.keys.get_untracked() == keys {
                    self.keys.set(0);
                }
            };
            set_timeout(stopped, STOPS_TYPING);
        }
        self.done(command);
    }

    /// Whether all outcomes cannot be pooled and drawn within a frame.
    fn is_long(self) -> bool {
        self.project.with_untracked(|project| {
            project.review.trials.len() * project.review.outcomes.len() > MOST_AS_TYPED
        })
    }

    /// Whether what takes longer than a frame is to wait.
    pub fn is_typing(self) -> bool {
        self.keys.get() > 0
    }

    fn stop_typing(self) {
        if self.keys.get_untracked() > 0 {
            self.keys.set(0);
        }
    }

    fn done(self, command: &Command) -> bool {
        let refused = self
            .history
            .try_update(|history| history.apply(command).err())
            .flatten();
        if let Some(refused) = &refused {
            let present = self.project.get_untracked();
            let locale = Locale::of(&present.settings);
            self.notices
                .say(refused_sentence(refused, &present, locale));
        }
        refused.is_none()
    }

    /// Ends the step that typing made: what is typed next is undone apart from it.
    pub fn settle(self) {
        self.history.update_untracked(History::settle);
    }

    /// One step back.
    pub fn undo(self) {
        self.stop_typing();
        self.history.update(|history| {
            history.undo();
        });
    }

    /// One step forward.
    pub fn redo(self) {
        self.stop_typing();
        self.history.update(|history| {
            history.redo();
        });
    }

    /// The edit that undo would take back, in words.
    pub fn undo_label(self) -> Option<String> {
        self.history
            .with(|history| history.undo_label().map(str::to_owned))
    }

    /// The edit that redo would do again, in words.
    pub fn redo_label(self) -> Option<String> {
        self.history
            .with(|history| history.redo_label().map(str::to_owned))
    }

    /// Begins with another project, without the steps of the one before.
    pub(super) fn start(self, project: Project) {
        self.stop_typing();
        self.history.set(History::new(project));
    }

    /// How numbers are written.
    pub fn locale(self) -> Locale {
        self.settled.with(|project| Locale::of(&project.settings))
    }

    /// How numbers are typed, told without following it.
    pub fn decimal(self) -> Decimal {
        self.project
            .with_untracked(|project| Decimal::of(&project.settings))
    }

    /// The line under the title: what the review says of itself, and how large it is.
    pub fn subtitle(self) -> String {
        let locale = self.locale();
        self.project.with(|project| {
            let review = &project.review;
            let size = interface::size(review, locale);
            if review.subtitle.is_empty() {
                size
            } else {
                format!("{} · {size}", review.subtitle)
            }
        })
    }
}
