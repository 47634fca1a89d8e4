//! What the page holds: one project with its history, and what is being looked at.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::answers::{Answer, Answers};
use super::long_fits::Fits;
use super::theme::Theme;
use crate::analysis;
use crate::app::state::{Derived, Held, provided};
use crate::data::{OutcomeId, Problem, Review};
use crate::project::{
    Command, History, Project, RestoreError, Restored, mended_sentence, refused_sentence,
    restore_sentence,
};
use crate::report::{self, Table};
use crate::wording::{Locale, Subject, interface, problems};

/// How long a line stays on the screen.
const SAID_FOR: Duration = Duration::from_secs(6);

/// After how long without a key somebody has stopped typing.
const STOPS_TYPING: Duration = Duration::from_millis(250);

/// Trials times outcomes up to which everything is computed and drawn with each keystroke, within a frame.
const MOST_AS_TYPED: usize = 4_000;

/// The views of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// The grid of trials and outcomes.
    Data,
    /// One outcome with its figure.
    Outcomes,
}

/// A project behind a pointer, compared by what it shares.
#[derive(Clone)]
pub(super) struct Present(pub(super) Arc<Project>);

impl PartialEq for Present {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.shares_everything_with(&other.0)
    }
}

/// The state of the page. Everything shown follows from it; it changes only through the methods here.
#[derive(Clone, Copy)]
pub(super) struct Session {
    history: Held<History>,
    /// Keys that somebody types into a long review without stopping: what takes longer than a frame follows when they stop.
    typing: Held<usize>,
    /// The project as it is now.
    pub(super) project: Derived<Present>,
    /// The project that the answers are about, which waits where they wait until somebody stops typing.
    pub(super) settled: Derived<Present>,
    /// Every outcome pooled.
    pub(super) answers: Derived<Answers>,
    /// The fits that were made beside the page.
    pub(super) fits: Held<Fits>,
    /// What is wrong with the data, but for what the user has laid aside.
    pub(super) problems: Derived<Arc<Vec<Problem>>>,
    /// The view that is open.
    pub(super) view: Held<View>,
    /// The outcome that was chosen last; it may have been deleted since.
    chosen: Held<Option<OutcomeId>>,
    /// A line that is said and goes away.
    pub(super) toast: Held<String>,
    /// Light or dark.
    pub(super) theme: Theme,
}

impl Session {
    /// Starts with a project.
    pub(super) fn new(project: Project) -> Self {
        let history = Held::new(History::new(project));
        let project = Derived::new(move || {
            history.with(|history| Present(Arc::new(history.present().clone())))
        });
        let fits = Held::new(Fits::default());
        let typing = Held::new(0);
        let settled = Derived::after(move |before: Option<&Present>| match before {
            Some(before) if typing.get() > 0 => before.clone(),
            _ => project.get(),
        });
        let answers = Derived::after(move |before: Option<&Answers>| {
            fits.with(|fits| settled.with(|project| Answers::next(&project.0, fits, before)))
        });
        let problems = Derived::new(move || settled.with(|project| Arc::new(findings(&project.0))));
        let session = Self {
            history,
            typing,
            project,
            settled,
            answers,
            fits,
            problems,
            view: Held::new(View::Outcomes),
            chosen: Held::new(None),
            toast: Held::new(String::new()),
            theme: Theme::new(),
        };
        session.choose_fullest();
        session
    }

    /// The session of the page.
    pub(super) fn expect() -> Self {
        provided()
    }

    /// Does an edit, or says why it was refused.
    pub(super) fn apply(self, command: &Command) {
        self.applied(command);
    }

    /// Does an edit, or says why it was refused and gives `false`.
    pub(super) fn applied(self, command: &Command) -> bool {
        self.stop_typing();
        self.done(command)
    }

    /// Does an edit whose result may lie outside of what is seen or heard, and says what was done.
    pub(super) fn perform(self, command: &Command) {
        let steps = || self.history.with_untracked(History::steps);
        let before = steps();
        self.apply(command);
        if steps() > before
            && let Some(label) = untrack(|| self.undo_label())
        {
            self.say(interface::done(&label));
        }
    }

    /// Does an edit that is one of many keystrokes.
    pub(super) fn type_in(self, command: &Command) {
        let is_long = self.project.with_untracked(|project| {
            let review = &project.0.review;
            review.trials.len() * review.outcomes.len() > MOST_AS_TYPED
        });
        if is_long {
            let keys = self.typing.get_untracked() + 1;
            if keys == 1 {
                self.typing.set(keys);
            } else {
                // Nothing follows from how many they are.
                self.typing.update_unheard(|typing| *typing = keys);
            }
            let stopped = move || {
                if self.typing.get_untracked() == keys {
                    self.typing.set(0);
                }
            };
            set_timeout(stopped, STOPS_TYPING);
        }
        self.done(command);
    }

    /// Whether what takes longer than a frame is to wait.
    pub(super) fn is_typing(self) -> bool {
        self.typing.get() > 0
    }

    fn stop_typing(self) {
        if self.typing.get_untracked() > 0 {
            self.typing.set(0);
        }
    }

    fn done(self, command: &Command) -> bool {
        let refused = self.history.update(|history| history.apply(command).err());
        if let Some(refused) = &refused {
            let present = self.project.get_untracked();
            let locale = Locale::of(&present.0.settings);
            self.say(refused_sentence(refused, &present.0, locale));
        }
        refused.is_none()
    }

    /// Ends the step that typing made: what is typed next is undone apart from it.
    pub(super) fn settle(self) {
        self.history.update_unheard(History::settle);
    }

    /// One step back.
    pub(super) fn undo(self) {
        self.stop_typing();
        self.history.update(|history| {
            history.undo();
        });
    }

    /// One step forward.
    pub(super) fn redo(self) {
        self.stop_typing();
        self.history.update(|history| {
            history.redo();
        });
    }

    /// The edit that undo would take back, in words.
    pub(super) fn undo_label(self) -> Option<String> {
        self.history
            .with(|history| history.undo_label().map(str::to_owned))
    }

    /// The edit that redo would do again, in words.
    pub(super) fn redo_label(self) -> Option<String> {
        self.history
            .with(|history| history.redo_label().map(str::to_owned))
    }

    /// Begins with another project, without the steps of the one before.
    pub(super) fn start(self, project: Project) {
        self.stop_typing();
        self.history.set(History::new(project));
        self.choose_fullest();
    }

    /// Puts a review in the place of the present one, as a step that can be undone, and turns to its fullest outcome.
    pub(super) fn open_review(self, review: Review, decimal_comma: bool) {
        let replace = Command::Replace(Box::new(review));
        let comma_now = self
            .project
            .with_untracked(|project| project.0.settings.decimal_comma);
        if comma_now == decimal_comma {
            self.apply(&replace);
        } else {
            let commands = vec![replace, Command::SetDecimalComma(decimal_comma)];
            self.apply(&Command::Several(commands));
        }
        self.choose_fullest();
    }

    /// Puts a project that was saved before in the place of the present one, as a step that can be undone.
    pub(super) fn open_project(self, project: Project) {
        self.apply(&Command::Open(Box::new(project)));
        self.choose_fullest();
    }

    /// Does something with the project of a document and then says what had to be mended; or says why the document cannot
    /// be opened, and gives `false`.
    pub(super) fn take_in(
        self,
        restored: Result<Restored, RestoreError>,
        take: &mut dyn FnMut(Project),
    ) -> bool {
        match restored {
            Ok(Restored { project, mended }) => {
                take(project);
                if let Some(mended) = mended.first() {
                    self.say(mended_sentence(mended));
                }
                true
            }
            Err(error) => {
                let locale = untrack(|| self.locale());
                self.say(restore_sentence(&error, locale));
                false
            }
        }
    }

    /// How numbers are written.
    pub(super) fn locale(self) -> Locale {
        self.settled.with(|project| Locale::of(&project.0.settings))
    }

    /// The outcome that is looked at: the chosen one, or the first while that one is not there.
    pub(super) fn outcome(self) -> Option<OutcomeId> {
        let chosen = self.chosen.get();
        self.project.with(|project| {
            let outcomes = &project.0.review.outcomes;
            chosen
                .filter(|chosen| outcomes.iter().any(|outcome| outcome.id == *chosen))
                .or_else(|| outcomes.first().map(|outcome| outcome.id))
        })
    }

    /// The answer to the outcome that is looked at.
    pub(super) fn answer(self) -> Option<Answer> {
        let outcome = self.outcome()?;
        self.answers.with(|answers| answers.of(outcome).cloned())
    }

    /// What `words` says about an answer.
    pub(super) fn about<T>(self, answer: &Answer, words: impl FnOnce(&Subject<'_>) -> T) -> T {
        let locale = self.locale();
        self.settled.with(|project| {
            let review = &project.0.review;
            words(&Subject::of(
                review,
                &answer.outcome,
                &answer.prepared,
                locale,
            ))
        })
    }

    /// The answer to one outcome.
    pub(super) fn answer_to(self, outcome: OutcomeId) -> Option<Answer> {
        self.answers.with(|answers| answers.of(outcome).cloned())
    }

    /// The lines that `words` says about the answer to an outcome.
    pub(super) fn said_about(
        self,
        outcome: OutcomeId,
        words: impl FnOnce(&Answer, &Subject<'_>) -> Vec<String>,
    ) -> Vec<String> {
        self.answer_to(outcome)
            .map(|answer| self.about(&answer, |subject| words(&answer, subject)))
            .unwrap_or_default()
    }

    /// The results of an outcome as a table.
    pub(super) fn results(self, answer: &Answer) -> Table {
        let locale = self.locale();
        self.settled.with(|project| {
            let review = &project.0.review;
            let (prepared, response) = (&*answer.prepared, &*answer.response);
            let table = report::outcome(review, &answer.outcome, prepared, response, locale);
            let grouping = project.0.settings.figures.grouping;
            let parts = grouping.filter(|_| crate::COMPLETE).and_then(|grouping| {
                analysis::subgroups(review, prepared, response.plan, grouping)
            });
            match parts {
                Some(parts) => report::in_subgroups(
                    table,
                    review,
                    &answer.outcome,
                    (prepared, response),
                    &parts,
                    locale,
                ),
                None => table,
            }
        })
    }

    /// The line under the title: what the review says of itself, and how large it is.
    pub(super) fn subtitle(self) -> String {
        let locale = self.locale();
        self.project.with(|project| {
            let review = &project.0.review;
            let size = interface::size(review, locale);
            if review.subtitle.is_empty() {
                size
            } else {
                format!("{} · {size}", review.subtitle)
            }
        })
    }

    /// Looks at an outcome.
    pub(super) fn choose(self, outcome: OutcomeId) {
        if self.chosen.get_untracked() != Some(outcome) {
            self.chosen.set(Some(outcome));
        }
    }

    /// Turns to the outcome that the most trials reported.
    fn choose_fullest(self) {
        let fullest = self.answers.with_untracked(|answers| {
            answers
                .iter()
                .max_by_key(|answer| answer.prepared.rows.len())
                .map(|answer| answer.outcome.id)
        });
        self.chosen.set(fullest);
    }

    /// Says a line.
    pub(super) fn say(self, line: impl Into<String>) {
        let line = line.into();
        self.toast.set(line.clone());
        set_timeout(
            move || {
                // Another line may have been said since.
                if self.toast.with_untracked(|said| *said == line) {
                    self.toast.set(String::new());
                }
            },
            SAID_FOR,
        );
    }
}

/// What is wrong with the data, but for what was laid aside.
fn findings(project: &Project) -> Vec<Problem> {
    let mut found = crate::data::problems_of(&project.review);
    let dismissed = &project.settings.dismissed;
    if !dismissed.is_empty() {
        found.retain(|problem| {
            let finding = problems::finding(problem);
            dismissed.iter().all(|one| one.finding != finding)
        });
    }
    found
}
