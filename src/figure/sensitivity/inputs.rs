//! Exactly what the figure of sensitivity analyses shows, as a value that compares cheaply: its rows as text and numbers.

use crate::analysis::{MainAnalysis, SensitivityAnswer, Series, trials_of_series};
use crate::data::{ConfidenceLevel, Outcome, Plan, Review};
use crate::figure::page::text_size_on_screen;
use crate::figure::{POINTS_PER_PIXEL, Page, Preset};
use crate::wording::Locale;
use crate::wording::sensitivity::{self, Line};

/// What the reader chooses about the figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How numbers are written.
    pub locale: Locale,
    /// Width of the page, in points.
    pub width: f64,
    /// Size of the text, in points.
    pub text_size: f64,
    /// Whose conventions the figure follows.
    pub preset: Preset,
}

impl Options {
    /// For a figure on the screen, `pixels` CSS pixels wide.
    #[must_use]
    pub fn screen(pixels: f64, locale: Locale) -> Self {
        Self {
            locale,
            width: pixels * POINTS_PER_PIXEL,
            text_size: text_size_on_screen(pixels),
            preset: Preset::Trialpool,
        }
    }

    /// For a figure over the two columns of a journal, 174 mm wide.
    #[must_use]
    pub fn two_columns(locale: Locale) -> Self {
        Self {
            locale,
            width: Page::TwoColumns.width(),
            text_size: Page::TwoColumns.text_size(),
            preset: Preset::Trialpool,
        }
    }
}

/// What the figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// What the figure is called.
    pub(super) name: String,
    /// The names of the experimental and the control arms.
    pub(super) arm_labels: [String; 2],
    /// The plan of the main analysis.
    pub(super) plan: Plan,
    /// The levels of all intervals.
    pub(super) levels: Vec<ConfidenceLevel>,
    /// The analyses, the main one first.
    pub(super) lines: Vec<Line>,
    /// Of each of them, the row of the main analysis's request that it leaves out or takes in.
    pub(super) trials: Vec<Option<usize>>,
    /// Which series they are; `None` of analyses that were named one by one.
    pub(super) series: Option<Series>,
    pub(super) options: Options,
}

impl Inputs {
    /// What the figure of an outcome's analyses shows: of those that are kept with the review, or of a `series`.
    #[must_use]
    pub fn new(
        review: &Review,
        outcome: &Outcome,
        main: MainAnalysis<'_>,
        (answers, series): (&[SensitivityAnswer], Option<Series>),
        options: &Options,
    ) -> Self {
        let locale = options.locale;
        let lines = match series {
            None => sensitivity::lines(review, outcome, main, answers, locale),
            Some(series) => {
                sensitivity::series_lines(review, outcome, main, answers, series, locale)
            }
        };
        let trials = rows_of_series(review, main, series);
        Self {
            name: match series {
                None => sensitivity::figure_name(&outcome.name),
                Some(series) => sensitivity::series_figure_name(&outcome.name, series, review),
            },
            arm_labels: [
                review.experimental_label.clone(),
                review.control_label.clone(),
            ],
            plan: main.response.plan,
            levels: lines
                .iter()
                .filter(|line| line.result.is_ok())
                .map(|line| line.level)
                .collect(),
            // The main analysis comes first, of which no trial is singled out.
            trials: std::iter::once(None)
                .chain(trials.into_iter().map(Some))
                .chain(std::iter::repeat(None))
                .take(lines.len())
                .collect(),
            lines,
            series,
            options: *options,
        }
    }
}

/// The rows of the main analysis's request that the analyses of a series leave out or take in, each by the first row of its trial;
/// empty of what leaves out or takes in none.
fn rows_of_series(review: &Review, main: MainAnalysis<'_>, series: Option<Series>) -> Vec<usize> {
    match series {
        None | Some(Series::PeopleLost(_)) => Vec::new(),
        Some(series @ (Series::LeaveOneOut | Series::Cumulative(_))) => {
            let trials = trials_of_series(review, main, series).into_iter();
            trials
                .filter_map(|trial| main.prepared.rows.iter().position(|row| *row == trial))
                .collect()
        }
    }
}
