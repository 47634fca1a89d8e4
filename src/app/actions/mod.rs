//! Everything that can be done on the page, in one table.
//!
//! An [`Action`] has a label, a detail, shortcuts, the moments when it is enabled and what it does. Menus, buttons and the
//! list of keys are made from the table by the widgets, and key handlers look shortcuts up in it: nothing else listens for
//! a shortcut.

mod downloads;
pub mod figure_files;
mod finished_review;
mod grid;
mod report_files;
mod share_link;
mod shortcut;
mod table_files;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

pub use self::downloads::{
    checklist_answers_table, checklist_shares_table, findings_table, judgement_reasons_table,
    judgements_table,
};
pub use self::finished_review::review_within_page;
pub use self::grid::fix_of_active_cell;
pub use self::share_link::{open_share_link, review_in_address};
pub use self::shortcut::{KEYS_WITHOUT_ACTION, Shortcut};
pub use self::table_files::{TableFile, table_file};

use self::figure_files::{Choices, Format};
use crate::app::state::{
    Arrival, Dialog, GroupedEvents, Incoming, LastingSignal, Library, Naming, Sensitivities, State,
};
use crate::data::{OutcomeId, Role};
use crate::project::{Area, Column, Command, Project, Section, one_sided};
use crate::wording::{tr, translate};

/// Resolution of a PNG for print, in dots per inch.
const PRINT_DPI: f64 = 300.0;
/// Resolution of a PNG for slides and screens: twice that of an ordinary screen.
const SCREEN_DPI: f64 = 192.0;

/// Something that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Takes the last step back.
    Undo,
    /// Does again the step that was taken back.
    Redo,
    /// Changes from light to dark colours or back.
    ToggleTheme,
    /// Shows the list of keys.
    ShowKeys,
    /// Goes to the grid.
    ShowData,
    /// Goes to the outcome that is looked at.
    ShowOutcomes,
    /// Goes to the quality of the trials.
    ShowQuality,
    /// Goes to what all outcomes come to.
    ShowFindings,
    /// Goes to the review as a whole.
    ShowReview,
    /// Looks at the next outcome.
    NextOutcome,
    /// Looks at the outcome before.
    PreviousOutcome,
    /// Looks for an outcome by its name.
    FindOutcome,
    /// Folds or unfolds the list of outcomes.
    FoldOutcomes,
    /// Asks what is to be opened.
    Open,
    /// Asks for a table.
    PasteTable,
    /// Begins an empty review.
    NewReview,
    /// Downloads the figure as SVG.
    FigureSvg,
    /// Downloads the figure as PDF.
    FigurePdf,
    /// Downloads the figure as PNG for screens.
    FigurePngForScreens,
    /// Downloads the figure as PNG for print.
    FigurePngForPrint,
    /// Asks which figures to download, of what kind and size.
    FigureFiles,
    /// Copies the results of the outcome as a table.
    CopyResults,
    /// Downloads the project.
    DownloadProject,
    /// Copies a link that holds the review.
    CopyLink,
    /// Copies a frame that shows the figure of the outcome on another page.
    CopyFrame,
    /// Downloads the results of all outcomes as CSV.
    ResultsCsv,
    /// Downloads the results of all outcomes as JSON.
    ResultsJson,
    /// Downloads the sensitivity analyses of all outcomes as CSV.
    SensitivityCsv,
    /// Downloads the judgements of the risk of bias.
    JudgementsCsv,
    /// Downloads the judgements with their answers and reasons.
    JudgementReasonsCsv,
    /// Asks how the figure of the findings is made a file.
    FindingsFigure,
    /// Downloads the page with the review in it.
    FinishedReview,
    /// Downloads the data, one row a trial.
    DataWide,
    /// Downloads the data, one row a trial and outcome.
    DataLong,
    /// Downloads the data as RevMan exports them.
    DataRevMan,
    /// Downloads a script for R.
    RScript,
    /// Downloads the report as a document of Word.
    ReportWord,
    /// Downloads data and results as a workbook of Excel.
    ReportExcel,
    /// Downloads the works that the report cites as RIS.
    ReferencesRis,
    /// Downloads them as BibTeX.
    ReferencesBibtex,
    /// Begins to type a new trial.
    AddTrial,
    /// Asks for the name of a new outcome.
    AddOutcome,
    /// Asks for another name of the outcome.
    RenameOutcome,
    /// Deletes the trials of the selected rows.
    DeleteTrials,
    /// Deletes the outcome of the active cell.
    DeleteOutcome,
    /// Inserts as many rows as are selected above them.
    InsertAbove,
    /// Inserts as many rows as are selected below them.
    InsertBelow,
    /// Moves the selected rows one up.
    MoveUp,
    /// Moves the selected rows one down.
    MoveDown,
    /// Fills the selected cells from their first row.
    FillDown,
    /// Fills the selected cells from their first column.
    FillRight,
    /// Sorts the trials by the column, smallest first.
    SortAscending,
    /// Sorts the trials by the column, largest first.
    SortDescending,
    /// Asks for another name of the column.
    RenameCovariate,
    /// Shows the levels of the column, to rename and merge them.
    EditLevels,
    /// Deletes the column.
    DeleteCovariate,
    /// Asks for another name of the arm.
    RenameArm,
    /// Deletes the arm of the selected trials.
    DeleteArm,
    /// Asks for the name of a new column.
    AddCovariate,
    /// Asks for the name of a new experimental arm.
    AddExperimentalArm,
    /// Asks for the name of a new control arm.
    AddControlArm,
    /// Exchanges the two sides of the comparison.
    SwapSides,
    /// Asks which arms are compared.
    ChooseArms,
    /// Selects all cells.
    SelectAll,
    /// Selects the whole of the selected rows.
    SelectRows,
    /// Selects the whole of the selected columns.
    SelectColumns,
    /// Empties the selected cells.
    EmptyCells,
    /// Types into the active cell, keeping what stands in it.
    EditCell,
    /// Fixes the active cell by the one edit that does.
    FixCell,
}

/// Where the shortcuts of an action are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Anywhere in the page but where text is typed.
    Page,
    /// In the grid, while no cell is typed into.
    Grid,
}

/// What the table says of an action.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What its button and its line of a menu say.
    pub label: &'static str,
    /// What its line of a menu says besides; empty where the label says all.
    pub detail: &'static str,
    /// What the list of keys says of its shortcuts; empty where it has none.
    pub help: &'static str,
    /// The keys that do it.
    pub shortcuts: &'static [Shortcut],
    /// Where the keys are heard.
    pub scope: Scope,
}

/// An entry without shortcuts.
const fn entry(label: &'static str, detail: &'static str) -> Entry {
    Entry {
        label,
        detail,
        help: "",
        shortcuts: &[],
        scope: Scope::Page,
    }
}

impl Entry {
    const fn keys(self, scope: Scope, shortcuts: &'static [Shortcut], help: &'static str) -> Self {
        Self {
            help,
            shortcuts,
            scope,
            ..self
        }
    }
}

impl Action {
    /// All of them, in the order of the list of keys.
    pub const ALL: [Self; 69] = [
        Self::Undo,
        Self::Redo,
        Self::ShowData,
        Self::ShowOutcomes,
        Self::ShowQuality,
        Self::ShowFindings,
        Self::ShowReview,
        Self::NextOutcome,
        Self::PreviousOutcome,
        Self::FindOutcome,
        Self::FoldOutcomes,
        Self::SelectAll,
        Self::SelectRows,
        Self::SelectColumns,
        Self::EditCell,
        Self::EmptyCells,
        Self::FillDown,
        Self::FillRight,
        Self::MoveUp,
        Self::MoveDown,
        Self::FixCell,
        Self::ShowKeys,
        Self::ToggleTheme,
        Self::Open,
        Self::PasteTable,
        Self::NewReview,
        Self::FigureSvg,
        Self::FigurePdf,
        Self::FigurePngForScreens,
        Self::FigurePngForPrint,
        Self::FigureFiles,
        Self::CopyResults,
        Self::DownloadProject,
        Self::CopyLink,
        Self::CopyFrame,
        Self::ResultsCsv,
        Self::ResultsJson,
        Self::SensitivityCsv,
        Self::JudgementsCsv,
        Self::JudgementReasonsCsv,
        Self::FindingsFigure,
        Self::FinishedReview,
        Self::DataWide,
        Self::DataLong,
        Self::DataRevMan,
        Self::RScript,
        Self::ReportWord,
        Self::ReportExcel,
        Self::ReferencesRis,
        Self::ReferencesBibtex,
        Self::AddTrial,
        Self::AddOutcome,
        Self::RenameOutcome,
        Self::DeleteTrials,
        Self::DeleteOutcome,
        Self::InsertAbove,
        Self::InsertBelow,
        Self::SortAscending,
        Self::SortDescending,
        Self::RenameCovariate,
        Self::EditLevels,
        Self::DeleteCovariate,
        Self::RenameArm,
        Self::DeleteArm,
        Self::AddCovariate,
        Self::AddExperimentalArm,
        Self::AddControlArm,
        Self::SwapSides,
        Self::ChooseArms,
    ];

    /// What the table says of it.
    #[expect(
        clippy::too_many_lines,
        reason = "one table, a line or a few for each action"
    )]
    pub fn entry(self) -> Entry {
        use Scope::{Grid, Page};
        match self {
            Self::Undo => entry(translate("Undo"), "").keys(
                Page,
                const { &[Shortcut::key("z").with_control()] },
                translate("undo"),
            ),
            Self::Redo => entry(translate("Redo"), "").keys(
                Page,
                const {
                    &[
                        Shortcut::key("z").with_control().with_shift(),
                        Shortcut::key("y").with_control(),
                    ]
                },
                translate("redo"),
            ),
            Self::ToggleTheme => entry(translate("Light or dark colours"), ""),
            Self::ShowKeys => entry(translate("Keys"), "").keys(
                Page,
                const { &[Shortcut::letter("?")] },
                translate("all keys"),
            ),
            Self::ShowData => entry(Section::Data.label(), "").keys(
                Page,
                const { &[Shortcut::letter("1")] },
                translate("the data"),
            ),
            Self::ShowOutcomes => entry(Section::Outcomes.label(), "").keys(
                Page,
                const { &[Shortcut::letter("2")] },
                translate("the outcomes"),
            ),
            Self::ShowQuality => entry(Section::Quality.label(), "").keys(
                Page,
                const { &[Shortcut::letter("3")] },
                translate("the quality of the trials"),
            ),
            Self::ShowFindings => entry(Section::Findings.label(), "").keys(
                Page,
                const { &[Shortcut::letter("4")] },
                translate("the findings"),
            ),
            Self::ShowReview => entry(Section::Review.label(), "").keys(
                Page,
                const { &[Shortcut::letter("5")] },
                translate("the review"),
            ),
            Self::NextOutcome => entry(translate("Next outcome"), "").keys(
                Page,
                const { &[Shortcut::letter("j")] },
                translate("next outcome, in any view"),
            ),
            Self::PreviousOutcome => entry(translate("Previous outcome"), "").keys(
                Page,
                const { &[Shortcut::letter("k")] },
                translate("previous outcome, in any view"),
            ),
            Self::FoldOutcomes => entry(translate("Fold the outcomes"), "").keys(
                Page,
                const { &[Shortcut::letter("[")] },
                translate("fold or unfold the outcomes"),
            ),
            Self::FindOutcome => entry(translate("Find an outcome"), "").keys(
                Page,
                const { &[Shortcut::letter("/")] },
                translate("find an outcome"),
            ),
            Self::Open => entry(translate("Open…"), ""),
            Self::PasteTable => entry(translate("Paste a table…"), ""),
            Self::NewReview => entry(translate("Empty review"), ""),
            Self::FigureSvg => entry("SVG", translate("Vector graphic for journals")),
            Self::FigurePdf => entry("PDF", translate("Vector graphic with its font inside")),
            Self::FigurePngForScreens => entry(
                translate("PNG for screens"),
                translate("Twice the size of the screen"),
            ),
            Self::FigurePngForPrint => entry(
                translate("PNG, 300 dpi"),
                translate("Two columns wide, for print"),
            ),
            Self::FigureFiles => entry(
                translate("Sizes, all figures, clipboard…"),
                translate("Every size and resolution, with the review or without"),
            ),
            Self::CopyResults => entry(
                translate("Copy as a table"),
                translate("For Word, Excel, or a mail"),
            ),
            Self::DownloadProject => entry(
                translate("Project (JSON)"),
                translate("Opens again in Trialpool"),
            ),
            Self::CopyLink => entry(
                translate("Copy a link"),
                translate("Holds the whole review; nothing is sent"),
            ),
            Self::CopyFrame => entry(
                translate("Copy a frame"),
                translate("HTML that shows this figure on another page, with the review inside"),
            ),
            Self::ResultsCsv => entry(
                translate("Results of all outcomes (CSV)"),
                translate("One line for each outcome, in full precision"),
            ),
            Self::ResultsJson => entry(
                translate("Results of all outcomes (JSON)"),
                translate("Every number and note, for programs"),
            ),
            Self::SensitivityCsv => entry(
                translate("Sensitivity analyses (CSV)"),
                translate("One line for each analysis of each outcome, in full precision"),
            ),
            Self::JudgementsCsv => entry(
                translate("Risk of bias (CSV)"),
                translate("One line for each trial of this outcome, as robvis draws it"),
            ),
            Self::JudgementReasonsCsv => entry(
                translate("Risk of bias, answers and reasons (CSV)"),
                translate("One line for each judgement"),
            ),
            Self::FindingsFigure => entry(
                translate("Figure of the findings…"),
                translate("Every outcome with its verdict, as a file"),
            ),
            Self::FinishedReview => entry(
                translate("The review as a page (HTML)"),
                translate("One file that opens anywhere, with the review in it"),
            ),
            Self::DataWide => entry(
                translate("Data, one row a trial (CSV)"),
                translate("Columns for each outcome"),
            ),
            Self::DataLong => entry(
                translate("Data, one row a trial and outcome (CSV)"),
                translate("With time points, sources, notes and every arm"),
            ),
            Self::DataRevMan => entry(
                translate("Data and results as RevMan exports them (CSV)"),
                translate("For RevMan, meta and other programs"),
            ),
            Self::RScript => entry(
                translate("Script for R"),
                translate("Pools every outcome again with metafor, and compares"),
            ),
            Self::ReportWord => entry(
                translate("Report (Word)"),
                translate("Methods, results, tables, figures and references"),
            ),
            Self::ReportExcel => entry(
                translate("Data and results (Excel)"),
                translate("Data, results and sensitivity analyses, a sheet each"),
            ),
            Self::ReferencesRis => entry(
                translate("References (RIS)"),
                translate("The works that the report cites"),
            ),
            Self::ReferencesBibtex => entry(
                translate("References (BibTeX)"),
                translate("The works that the report cites"),
            ),
            Self::AddTrial => entry(translate("Add trial"), ""),
            Self::AddOutcome => entry(translate("Add outcome…"), ""),
            Self::RenameOutcome => entry(translate("Rename outcome…"), ""),
            Self::DeleteTrials => entry(translate("Delete trial"), ""),
            Self::DeleteOutcome => entry(translate("Delete outcome"), ""),
            Self::InsertAbove => entry(translate("Insert above"), ""),
            Self::InsertBelow => entry(translate("Insert below"), ""),
            Self::MoveUp => entry(translate("Move up"), "").keys(
                Grid,
                const { &[Shortcut::key("ArrowUp").with_alt()] },
                translate("move the selected rows up"),
            ),
            Self::MoveDown => entry(translate("Move down"), "").keys(
                Grid,
                const { &[Shortcut::key("ArrowDown").with_alt()] },
                translate("move the selected rows down"),
            ),
            Self::FillDown => entry(translate("Fill down"), "").keys(
                Grid,
                const { &[Shortcut::key("d").with_control()] },
                translate("fill the selected cells down from the first row"),
            ),
            Self::FillRight => entry(translate("Fill right"), "").keys(
                Grid,
                const { &[Shortcut::key("r").with_control()] },
                translate("fill the selected cells right from the first column"),
            ),
            Self::SortAscending => entry(translate("Sort, smallest first"), ""),
            Self::SortDescending => entry(translate("Sort, largest first"), ""),
            Self::RenameCovariate => entry(translate("Rename the column…"), ""),
            Self::EditLevels => entry(
                translate("Levels of the column…"),
                translate("Rename one, or merge several that mean the same"),
            ),
            Self::DeleteCovariate => entry(translate("Delete the column"), ""),
            Self::RenameArm => entry(translate("Rename the arm…"), ""),
            Self::DeleteArm => entry(translate("Delete the arm of the selected trials"), ""),
            Self::AddCovariate => entry(translate("Column…"), ""),
            Self::AddExperimentalArm => {
                entry(translate("Experimental arm to the selected trials…"), "")
            }
            Self::AddControlArm => entry(translate("Control arm to the selected trials…"), ""),
            Self::SwapSides => entry(
                translate("Exchange the two sides"),
                translate("treatment and control of every trial"),
            ),
            Self::ChooseArms => entry(
                translate("Arms and comparisons…"),
                translate("Which arms stand on which side"),
            ),
            Self::SelectAll => entry(translate("Select all"), "").keys(
                Grid,
                const {
                    &[
                        Shortcut::key("a").with_control(),
                        Shortcut::key(" ").with_control().with_shift(),
                    ]
                },
                translate("select all cells"),
            ),
            Self::SelectRows => entry(translate("Select the rows"), "").keys(
                Grid,
                const { &[Shortcut::key(" ").with_shift()] },
                translate("select the whole row"),
            ),
            Self::SelectColumns => entry(translate("Select the columns"), "").keys(
                Grid,
                const { &[Shortcut::key(" ").with_control()] },
                translate("select the whole column"),
            ),
            Self::EmptyCells => entry(translate("Empty the cells"), "").keys(
                Grid,
                const { &[Shortcut::key("Delete"), Shortcut::key("Backspace")] },
                translate("empties the selected cells: not reported"),
            ),
            Self::EditCell => entry(translate("Edit the cell"), "").keys(
                Grid,
                const { &[Shortcut::key("F2")] },
                translate("edits the cell"),
            ),
            Self::FixCell => entry(translate("Fix the cell"), "").keys(
                Grid,
                const { &[Shortcut::key("Enter").with_alt()] },
                translate("fixes the cell, where there is one way to"),
            ),
        }
    }
}

/// Does actions on the state of the page.
#[derive(Clone, Copy)]
pub struct Actions {
    state: State,
    library: Library,
    sensitivities: Sensitivities,
    events: GroupedEvents,
    /// What was chosen in the dialog of figures as files.
    pub figure_choices: LastingSignal<Choices>,
}

impl Actions {
    /// Actions on this state.
    pub fn new(
        state: State,
        library: Library,
        sensitivities: Sensitivities,
        events: GroupedEvents,
    ) -> Self {
        Self {
            state,
            library,
            sensitivities,
            events,
            figure_choices: LastingSignal::new(Choices::default()),
        }
    }

    /// The actions of the page, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The action whose shortcut a key event is in a scope, if one has it and is enabled.
    pub fn by_key(self, event: &KeyboardEvent, scope: Scope) -> Option<Action> {
        Action::ALL.into_iter().find(|action| {
            let entry = action.entry();
            entry.scope == scope
                && entry.shortcuts.iter().any(|shortcut| shortcut.is(event))
                && untrack(|| self.is_enabled(*action))
        })
    }

    /// What a button says that does an action now: its label, or for undo and redo the step.
    pub fn label(self, action: Action) -> String {
        let label = action.entry().label;
        let step = match action {
            Action::Undo => self.state.document.undo_label(),
            Action::Redo => self.state.document.redo_label(),
            _ => None,
        };
        step.map_or_else(
            || label.to_owned(),
            |step| tr!("{label}: {step}", label, step),
        )
    }

    /// Whether an action can be done now; follows what that depends on.
    pub fn is_enabled(self, action: Action) -> bool {
        let state = self.state;
        match action {
            Action::Undo => state.document.undo_label().is_some(),
            Action::Redo => state.document.redo_label().is_some(),
            Action::FigureSvg
            | Action::FigurePdf
            | Action::FigurePngForScreens
            | Action::FigurePngForPrint
            | Action::FigureFiles
            | Action::CopyFrame
            | Action::CopyResults => state.answers.answer().is_some(),
            Action::DeleteTrials | Action::MoveUp | Action::MoveDown => {
                let row = state.cells.selection.get().active.row;
                state.cells.trial(row).is_some()
            }
            Action::RenameOutcome | Action::DeleteOutcome => self.active_outcome().is_some(),
            Action::SwapSides => state.document.project.with(|project| {
                !project.review.trials.is_empty() && one_sided(&project.review).is_none()
            }),
            Action::ChooseArms => {
                let project = state.document.project;
                project.with(|project| !project.review.trials.is_empty())
            }
            Action::RenameCovariate | Action::EditLevels | Action::DeleteCovariate => {
                matches!(state.cells.active_column(), Some(Column::Covariate(_)))
            }
            Action::RenameArm | Action::DeleteArm => {
                matches!(state.cells.active_column(), Some(Column::Arm { .. }))
            }
            Action::FixCell => grid::fix_of_active_cell(state).is_some(),
            Action::SensitivityCsv => {
                let project = state.document.project;
                project.with(|project| !project.settings.sensitivity.is_empty())
            }
            Action::JudgementsCsv | Action::JudgementReasonsCsv => {
                let project = state.document.project;
                project.with(|project| project.review.risk_of_bias.is_some())
            }
            Action::ToggleTheme
            | Action::ShowKeys
            | Action::ShowData
            | Action::ShowOutcomes
            | Action::ShowQuality
            | Action::ShowFindings
            | Action::ShowReview
            | Action::NextOutcome
            | Action::PreviousOutcome
            | Action::FindOutcome
            | Action::FoldOutcomes
            | Action::Open
            | Action::PasteTable
            | Action::NewReview
            | Action::DownloadProject
            | Action::CopyLink
            | Action::ResultsCsv
            | Action::ResultsJson
            | Action::FindingsFigure
            | Action::FinishedReview
            | Action::DataWide
            | Action::DataLong
            | Action::DataRevMan
            | Action::RScript
            | Action::ReportWord
            | Action::ReportExcel
            | Action::ReferencesRis
            | Action::ReferencesBibtex
            | Action::AddTrial
            | Action::AddOutcome
            | Action::InsertAbove
            | Action::InsertBelow
            | Action::FillDown
            | Action::FillRight
            | Action::SortAscending
            | Action::SortDescending
            | Action::AddCovariate
            | Action::AddExperimentalArm
            | Action::AddControlArm
            | Action::SelectAll
            | Action::SelectRows
            | Action::SelectColumns
            | Action::EmptyCells
            | Action::EditCell => true,
        }
    }

    /// Does an action.
    #[expect(
        clippy::too_many_lines,
        reason = "one table, a line or a few for each action"
    )]
    pub fn perform(self, action: Action) {
        let state = self.state;
        let cells = state.cells;
        let name = |naming: Naming| state.dialogs.open(Dialog::Naming(naming));
        let figure = |format: Format, dpi: f64| {
            figure_files::download_at_once(
                state,
                self.sensitivities,
                Choices {
                    format,
                    dpi: Some(dpi),
                    carries: self
                        .figure_choices
                        .with_untracked(|choices| choices.carries),
                    ..Choices::default()
                },
            );
        };
        match action {
            Action::Undo => state.document.undo(),
            Action::Redo => state.document.redo(),
            Action::ToggleTheme => state.theme.toggle(),
            Action::ShowKeys => state.dialogs.open(Dialog::Keys),
            Action::ChooseArms => state.dialogs.open(Dialog::Arms),
            Action::ShowData => state.selection.show(Section::Data),
            Action::ShowOutcomes => state.selection.show(Section::Outcomes),
            Action::ShowQuality => state.selection.show(Section::Quality),
            Action::ShowFindings => state.selection.show(Section::Findings),
            Action::ShowReview => state.selection.show(Section::Review),
            Action::NextOutcome => state.selection.step(true),
            Action::PreviousOutcome => state.selection.step(false),
            Action::FindOutcome => {
                state.selection.fold_outcomes(false);
                state.outcome_search.ask();
            }
            Action::FoldOutcomes => {
                let folded = state.selection.outcomes_folded.get_untracked();
                state.selection.fold_outcomes(!folded);
            }
            Action::Open => state.dialogs.open(Dialog::Open),
            Action::PasteTable => {
                // What comes in waits until no dialog is open.
                state.dialogs.close(Dialog::Open);
                state.incoming.add(Incoming::EmptyTable);
            }
            Action::NewReview => {
                self.library.begin(Project::blank(), Arrival::Offered);
                // It is typed or pasted into the grid.
                state.selection.show(Section::Data);
                cells.ask_for_focus();
            }
            Action::FigureSvg => figure(Format::Svg, PRINT_DPI),
            Action::FigurePdf => figure(Format::Pdf, PRINT_DPI),
            Action::FigurePngForScreens => figure(Format::Png, SCREEN_DPI),
            Action::FigurePngForPrint => figure(Format::Png, PRINT_DPI),
            Action::FigureFiles => state.dialogs.open(Dialog::Figures),
            Action::CopyResults => downloads::copy_results(state),
            Action::DownloadProject => downloads::project(state),
            Action::CopyLink => share_link::copy(state),
            Action::CopyFrame => share_link::copy_frame(state),
            Action::ResultsCsv => downloads::results_csv(state),
            Action::ResultsJson => downloads::results_json(state, self.events),
            Action::SensitivityCsv => downloads::sensitivity_csv(state, self.sensitivities),
            Action::JudgementsCsv => downloads::judgements_csv(state),
            Action::JudgementReasonsCsv => downloads::judgement_reasons_csv(state),
            Action::FindingsFigure => {
                self.figure_choices
                    .update(|choices| choices.which = figure_files::Which::Findings);
                state.dialogs.open(Dialog::Figures);
            }
            Action::FinishedReview => finished_review::download(state, self.sensitivities),
            Action::DataWide => downloads::data_wide(state),
            Action::DataLong => downloads::data_long(state),
            Action::DataRevMan => downloads::data_revman(state),
            Action::RScript => downloads::r_script(state, self.events),
            Action::ReportWord => report_files::word(state, self.sensitivities),
            Action::ReportExcel => report_files::excel(state, self.sensitivities),
            Action::ReferencesRis => report_files::ris(state, self.sensitivities),
            Action::ReferencesBibtex => report_files::bibtex(state, self.sensitivities),
            Action::AddTrial => grid::add_trial(state),
            Action::AddOutcome => name(Naming::NewOutcome),
            Action::RenameOutcome => {
                if let Some(outcome) = untrack(|| self.active_outcome()) {
                    name(Naming::Outcome(outcome));
                }
            }
            Action::DeleteTrials => {
                cells.remove(&Command::RemoveTrials(cells.selected_trials()));
            }
            Action::DeleteOutcome => {
                if let Some(outcome) = untrack(|| self.active_outcome()) {
                    cells.remove(&Command::RemoveOutcome(outcome));
                }
            }
            Action::InsertAbove => cells.insert_rows(false),
            Action::InsertBelow => cells.insert_rows(true),
            Action::MoveUp => cells.move_rows(false),
            Action::MoveDown => cells.move_rows(true),
            Action::FillDown => cells.edit_selection(Area::filled_down),
            Action::FillRight => cells.edit_selection(Area::filled_right),
            Action::SortAscending => cells.sort(false),
            Action::SortDescending => cells.sort(true),
            Action::RenameCovariate => {
                if let Some(Column::Covariate(covariate)) = self.active_column() {
                    name(Naming::Covariate(covariate));
                }
            }
            Action::EditLevels => {
                if let Some(Column::Covariate(covariate)) = self.active_column() {
                    state.dialogs.open(Dialog::Levels(covariate));
                }
            }
            Action::DeleteCovariate => {
                if let Some(Column::Covariate(covariate)) = self.active_column() {
                    cells.remove(&Command::RemoveCovariate(covariate));
                }
            }
            Action::RenameArm => {
                if let Some(Column::Arm { role, nth, .. }) = self.active_column() {
                    name(Naming::Arm(role, nth));
                }
            }
            Action::DeleteArm => {
                if let Some(Column::Arm { role, nth, .. }) = self.active_column() {
                    let trials = cells.selected_trials();
                    cells.remove(&Command::RemoveArm { trials, role, nth });
                }
            }
            Action::AddCovariate => name(Naming::NewCovariate),
            Action::AddExperimentalArm => name(Naming::NewArm(Role::Experimental)),
            Action::AddControlArm => name(Naming::NewArm(Role::Control)),
            Action::SwapSides => {
                state.document.perform(&Command::SwapSides);
            }
            Action::SelectAll => cells.select_whole(true, true),
            Action::SelectRows => cells.select_whole(true, false),
            Action::SelectColumns => cells.select_whole(false, true),
            Action::EmptyCells => cells.edit_selection(Area::emptied),
            Action::EditCell => cells.edit(true),
            Action::FixCell => grid::fix_active_cell(state),
        }
    }

    fn active_column(self) -> Option<Column> {
        untrack(|| self.state.cells.active_column())
    }

    fn active_outcome(self) -> Option<OutcomeId> {
        self.state.cells.active_column()?.outcome()
    }
}
