//! What is said of sensitivity analyses: in the dialog that makes one, in their table and in their figure.
//!
//! [`lines`] writes the rows that table and figure share, the main analysis first; [`proposed_name`] calls an analysis by what it
//! does otherwise; [`summary`] says how many come to the conclusion of the main analysis.

mod cells;
mod conclusion;
mod lines;
mod lost;
mod names;
mod series;

pub use cells::{Cells, cells, heads, preview};
pub use conclusion::{Conclusion, Direction, summary};
pub use lines::{Counts, Line, Number, lines, p_head, remarks};
pub use lost::{
    ASK, NOT_ODDS, ODDS_HINT, Offered, TAKE, WHERE_ASKED, lost_sentence, odds, odds_label, offer,
};
pub use names::{name, proposed_name};
pub use series::{
    ORDER, cumulative_sentence, left_out_sentence, no_series, order, series_figure_name,
    series_file, series_lines, series_shared, series_title,
};

use super::names as names_of;
use super::subject::trials;
use super::{Locale, number};
use crate::data::{MultipleArms, Plan, TrialSelection};
use crate::wording::{Text, tr, translate};

/// Opens the numbers of a figure as a table.
pub const AS_TABLE: Text = Text("The numbers as a table");
/// What the section is called.
pub const TITLE: Text = Text("Sensitivity analyses");
/// Opens the dialog for another one.
pub const ADD: Text = Text("Add a sensitivity analysis…");
/// Opens the dialog for one of them.
pub const CHANGE: Text = Text("Change…");
/// Removes one of them.
pub const REMOVE: Text = Text("Remove");
/// What the dialog for a new one is called.
pub const ADD_TITLE: Text = Text("Add a sensitivity analysis");
/// What the dialog for one of them is called.
pub const CHANGE_TITLE: Text = Text("Change a sensitivity analysis");
/// Opens the dialog of figures as files.
pub const FIGURE_AS_FILE: Text = Text("The figure as a file…");
/// What the button says that adds one.
pub const ADD_BUTTON: Text = Text("Add");
/// What the button says that changes one.
pub const CHANGE_BUTTON: Text = Text("Change");
/// What such an analysis is, where there is none yet.
pub const HINT: Text = Text(
    "The outcome pooled again with one choice made otherwise: without trials with a high risk of bias, without a single trial, by another measure or method. Each is kept with the review and follows the data; the main analysis stays as it is.",
);
/// What the dialog is for.
pub const DIALOG_HINT: Text = Text(
    "Choose what the analysis does otherwise. Whatever is left as it is follows the main analysis.",
);
/// The label of the choice of trials.
pub const TRIALS: Text = Text("Trials");
/// The label of the choice of a column.
pub const COLUMN: Text = Text("Column");
/// The label of the choice of a level.
pub const LEVEL: Text = Text("Level");
/// What the list of trials to leave out is called.
pub const WITHOUT_WHICH: Text = Text("Trials to leave out");
/// The choice to pool as the main analysis does.
pub const SAME_METHOD: Text = Text("Pool as the main analysis does");
/// The label of the field for the name.
pub const NAME: Text = Text("Name");
/// The choice of the level of the main analysis.
pub const SAME_LEVEL: Text = Text("As the main analysis");
/// What is said while nothing differs.
pub const NOTHING_DIFFERS: Text = Text("Nothing differs from the main analysis yet.");
/// The main analysis, as the first row of table and figure.
pub const MAIN: Text = Text("Main analysis");
/// The head of the names.
pub const ANALYSIS: Text = Text("Analysis");
/// The head of how a result stands to the main one.
pub const BESIDE: Text = Text("Beside the main analysis");
/// What is said while analyses are computed.
pub const COMPUTING: Text = Text("Computing…");

/// What the figure says beneath its rows of the analyses by an effect that its axis does not show.
pub const NOT_ON_AXIS: Text =
    Text("Without a mark: results on another scale than the axis; their numbers are printed.");
/// What arrows mean.
pub const ARROWS: Text =
    Text("Arrows: the interval reaches beyond the axis; its limits are printed beside it.");
/// What the analyses have in common.
pub const SHARED: Text = Text(
    "Each sensitivity analysis does otherwise only what is named; all share trials, so that they do not confirm each other and are not pooled. Dashed line: the main result.",
);
/// What is said under a table of them.
pub const SHARED_TRIALS: Text = Text(
    "Each sensitivity analysis does otherwise only what is named. All share trials, so that they do not confirm each other.",
);
/// The head of the effects where not all are of one measure.
pub const EFFECT: Text = Text("Effect");

/// The fits that did not converge: "Not converged, not to be relied on: Odds ratio." Nothing where all did.
#[must_use]
pub fn not_converged(lines: &[Line]) -> Option<String> {
    let names: Vec<&str> = lines
        .iter()
        .filter(|line| !line.converged)
        .map(|line| line.name.as_str())
        .collect();
    (!names.is_empty()).then(|| {
        tr!(
            "Not converged, not to be relied on: {}.",
            names.join(translate("; "))
        )
    })
}

/// How the main analysis pools: "Main analysis: risk ratio, Mantel–Haenszel, no correction."
#[must_use]
pub fn main_plan(plan: Plan) -> String {
    tr!(
        "{MAIN}: {}, {}.",
        names_of::measure_inside(plan.measure),
        names_of::plan_inside(plan),
        MAIN
    )
}

/// The title of the section with how many there are: "Sensitivity analyses (3)".
#[must_use]
pub fn title(analyses: usize, locale: Locale) -> String {
    if analyses == 0 {
        TITLE.to_owned()
    } else {
        tr!(
            "{TITLE} ({})",
            number::count(analyses as u64, locale),
            TITLE
        )
    }
}

/// The name of the figure among the others of an outcome: "Fever: sensitivity analyses".
#[must_use]
pub fn figure_name(outcome: &str) -> String {
    tr!("{outcome}: sensitivity analyses", outcome)
}

/// A kind of selection of trials, as it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectionKind {
    /// [`TrialSelection::AsMain`].
    AsMain,
    /// [`TrialSelection::LowRiskOfBias`].
    LowRiskOfBias,
    /// [`TrialSelection::WithoutHighRiskOfBias`].
    WithoutHighRiskOfBias,
    /// [`TrialSelection::Without`].
    Without,
    /// [`TrialSelection::AsReported`].
    AsReported,
    /// [`TrialSelection::ParallelGroups`].
    ParallelGroups,
    /// [`TrialSelection::OneLevel`].
    OneLevel,
    /// [`TrialSelection::Arms`], combined.
    ArmsCombined,
    /// [`TrialSelection::Arms`], one by one.
    ArmsSplit,
    /// [`TrialSelection::WithNotRandomized`].
    WithNotRandomized,
    /// [`TrialSelection::WithLeftOut`].
    WithLeftOut,
}

impl SelectionKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::AsMain,
        Self::LowRiskOfBias,
        Self::WithoutHighRiskOfBias,
        Self::Without,
        Self::AsReported,
        Self::ParallelGroups,
        Self::OneLevel,
        Self::ArmsCombined,
        Self::ArmsSplit,
        Self::WithNotRandomized,
        Self::WithLeftOut,
    ];

    /// The kind of a selection.
    #[must_use]
    pub fn of(selection: &TrialSelection) -> Self {
        match selection {
            TrialSelection::AsMain => Self::AsMain,
            TrialSelection::LowRiskOfBias => Self::LowRiskOfBias,
            TrialSelection::WithoutHighRiskOfBias => Self::WithoutHighRiskOfBias,
            TrialSelection::Without(_) => Self::Without,
            TrialSelection::AsReported => Self::AsReported,
            TrialSelection::ParallelGroups => Self::ParallelGroups,
            TrialSelection::OneLevel { .. } => Self::OneLevel,
            TrialSelection::Arms(MultipleArms::Combined) => Self::ArmsCombined,
            TrialSelection::Arms(MultipleArms::SplitControl) => Self::ArmsSplit,
            TrialSelection::WithNotRandomized => Self::WithNotRandomized,
            TrialSelection::WithLeftOut => Self::WithLeftOut,
        }
    }

    /// What it is called among the choices.
    #[must_use]
    pub fn choice(self) -> &'static str {
        match self {
            Self::AsMain => translate("Those of the main analysis"),
            Self::LowRiskOfBias => translate("Low risk of bias only"),
            Self::WithoutHighRiskOfBias => translate("Without high risk of bias"),
            Self::Without => translate("Without trials chosen one by one"),
            Self::AsReported => translate("Numbers as reported only"),
            Self::ParallelGroups => translate("Parallel groups only"),
            Self::OneLevel => translate("Trials of one level of a column"),
            Self::ArmsCombined => translate("Several arms of a trial combined"),
            Self::ArmsSplit => translate("Several arms of a trial one by one"),
            Self::WithNotRandomized => translate("With trials not known to be randomized"),
            Self::WithLeftOut => translate("With the trials that were left out"),
        }
    }

    /// What it means, where the choice does not say all.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::AsMain | Self::Without | Self::OneLevel => "",
            Self::LowRiskOfBias => translate(
                "Trials judged low as a whole; those not judged as a whole only if every domain is low. Trials without a judgement stay out.",
            ),
            Self::WithoutHighRiskOfBias => translate(
                "Leaves out trials judged high (serious, very high, critical) as a whole; of those not judged as a whole, those with any domain at high risk. Trials without a judgement stay in.",
            ),
            Self::AsReported => translate(
                "Leaves out trials whose numbers were worked out: reduced by a design effect, or a standard error from the limits of an interval.",
            ),
            Self::ParallelGroups => {
                translate("Leaves out trials that randomized clusters or crossed people over.")
            }
            Self::ArmsCombined => translate(
                "Adds the experimental arms of a trial up, so that each trial makes one comparison.",
            ),
            Self::ArmsSplit => translate(
                "Compares each experimental arm of a trial with its share of the control group, so that nobody counts twice.",
            ),
            Self::WithNotRandomized => {
                translate("Takes in trials that are not randomized, or not confirmed to be.")
            }
            Self::WithLeftOut => {
                translate("Takes in every trial that the reviewers left out of this outcome.")
            }
        }
    }
}

/// How many trials are chosen to be left out: "3 trials chosen".
#[must_use]
pub fn chosen(count: usize, locale: Locale) -> String {
    tr!("{} chosen", trials(count, locale))
}
