//! The state of the page in one value, and the steps that touch several of its parts.

use leptos::prelude::*;

use super::answers::{AllAnswers, Answers};
use super::cells::Cells;
use super::dialogs::Dialogs;
use super::document::Document;
use super::findings::Findings;
use super::funnel_choices::FunnelChoices;
use super::incoming::IncomingQueue;
use super::lasting_memo::LastingMemo;
use super::lasting_signal::LastingSignal;
use super::many_choices::ManyChoices;
use super::notices::Notices;
use super::outcome_search::OutcomeSearch;
use super::put_aside::PutAside;
use super::selection::Selection;
use super::subsets::Subsets;
use crate::analysis::SeriesOrder;
use crate::app::platform::theme::Theme;
use crate::data::Review;
use crate::project::{
    Command, Place, Project, RestoreError, Restored, mended_sentence, restore_sentence,
};

/// The state of the page.
#[derive(Clone, Copy)]
pub struct State {
    /// The project and its history.
    pub document: Document,
    /// What is looked at.
    pub selection: Selection,
    /// The selected cells of the grid.
    pub cells: Cells,
    /// Every outcome pooled.
    pub answers: Answers,
    /// What is wrong with the data.
    pub findings: Findings,
    /// Which dialog is open.
    pub dialogs: Dialogs,
    /// What came in and waits for the intake.
    pub incoming: IncomingQueue,
    /// Tables that were left without being taken.
    pub put_aside: PutAside,
    /// What was chosen about funnels.
    pub funnel: FunnelChoices,
    /// In which order trials are taken in, one after the other.
    pub cumulative_order: LastingSignal<SeriesOrder>,
    /// The pools of all subsets of trials, and what was chosen about them.
    pub subsets: Subsets,
    /// What was chosen about the figures of many outcomes.
    pub many: ManyChoices,
    /// What is looked for in the list of outcomes.
    pub outcome_search: OutcomeSearch,
    /// Lines that the page says.
    pub notices: Notices,
    /// Light or dark, as it is chosen.
    pub theme: Theme,
    /// Whether the page is dark now, for those that are drawn after it.
    pub dark: LastingMemo<bool>,
    /// The place of the frozen version that is compared with the present; nothing compares the last.
    pub compared_version: LastingSignal<Option<usize>>,
    /// Whether the browser has turned out to block workers: the page then computes everything itself.
    pub workers_blocked: LastingSignal<bool>,
}

impl State {
    /// Starts with a project.
    pub fn new(project: Project) -> Self {
        Self::knowing(project, None)
    }

    /// Starts with a project; `known` are answers to its outcomes that were computed before.
    pub fn knowing(project: Project, known: Option<AllAnswers>) -> Self {
        let (notices, theme) = (Notices::new(), Theme::new());
        let document = Document::new(project, notices);
        let selection = Selection::new(document);
        let answers = Answers::new(document, selection, known);
        let state = Self {
            document,
            selection,
            cells: Cells::new(document, selection, notices),
            answers,
            findings: Findings::new(document),
            dialogs: Dialogs::new(),
            incoming: IncomingQueue::new(),
            put_aside: PutAside::new(),
            funnel: FunnelChoices::new(),
            cumulative_order: LastingSignal::new(SeriesOrder::default()),
            subsets: Subsets::new(),
            many: ManyChoices::new(),
            outcome_search: OutcomeSearch::new(),
            notices,
            theme,
            dark: LastingMemo::new(move |_| theme.dark()),
            compared_version: LastingSignal::new(None),
            workers_blocked: LastingSignal::new(false),
        };
        state.choose_fullest();
        state
    }

    /// The state of the page, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Begins with another project, without the steps of the one before.
    pub fn start(self, project: Project) {
        self.document.start(project);
        self.look_at_beginning();
    }

    /// Puts a review in the place of the present one, as a step that can be undone, and turns to its fullest outcome.
    pub fn open_review(self, review: Review, decimal_comma: bool) {
        let replace = Command::Replace(Box::new(review));
        let comma_now = self
            .document
            .project
            .with_untracked(|project| project.settings.decimal_comma);
        if comma_now == decimal_comma {
            self.document.apply(&replace);
        } else {
            let commands = vec![replace, Command::SetDecimalComma(decimal_comma)];
            self.document.apply(&Command::Several(commands));
        }
        self.look_at_beginning();
    }

    /// Puts a project that was saved before in the place of the present one, as a step that can be undone.
    pub fn open_project(self, project: Project) {
        self.document.apply(&Command::Open(Box::new(project)));
        self.look_at_beginning();
    }

    /// Does something with the project of a document and then says what had to be mended; or says why the document cannot
    /// be opened, and gives `false`.
    pub fn take_in(
        self,
        restored: Result<Restored, RestoreError>,
        take: &mut dyn FnMut(Project),
    ) -> bool {
        match restored {
            Ok(Restored { project, mended }) => {
                take(project);
                if let Some(mended) = mended.first() {
                    self.notices.say(mended_sentence(mended));
                }
                true
            }
            Err(error) => {
                let locale = untrack(|| self.document.locale());
                self.notices.say(restore_sentence(&error, locale));
                false
            }
        }
    }

    /// Turns to the first cell of the grid and to the outcome that the most trials reported.
    fn look_at_beginning(self) {
        self.cells.reset();
        self.compared_version.set(None);
        self.choose_fullest();
    }

    /// Looks at what an address says: a place, or for any other the outcomes as the page opens with them.
    pub fn go(self, address: &str) {
        if let Some(place) = Place::parse(address) {
            self.selection.go(&place);
        } else {
            self.selection.return_to_outcomes();
            self.choose_fullest();
        }
    }

    /// Turns to the outcome that the most trials reported.
    fn choose_fullest(self) {
        let fullest = self.answers.all.with_untracked(|answers| {
            answers
                .iter()
                .max_by_key(|answer| answer.prepared.rows.len())
                .map(|answer| answer.outcome.id)
        });
        self.selection.start_with(fullest);
    }
}
