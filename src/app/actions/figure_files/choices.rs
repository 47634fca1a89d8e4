//! What is chosen about figures as files: which, of what kind, how large.

use leptos::prelude::*;

use super::explored::ExploredFigure;
use crate::app::state::{State, versions};
use crate::data::{Checklist, Checklists};
use crate::figure::paper::Room;
use crate::figure::{POINTS_PER_MILLIMETRE, Page, text_size_for};
use crate::wording::many::ManyFigure;
use crate::wording::quality::items;
use crate::wording::translate;
use crate::wording::trial_plots::TrialPlot;

/// The widths that can be asked for, in millimetres: from a stamp to a poster.
pub const WIDTHS: [f64; 2] = [30.0, 1200.0];
/// The resolutions that can be asked for, in dots per inch.
pub const RESOLUTIONS: [f64; 2] = [150.0, 1200.0];

/// Which figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The forest plot of the outcome that is looked at.
    Outcome,
    /// The safety profile.
    Profile,
    /// What all outcomes come to.
    Findings,
    /// All outcomes in one figure.
    Many(ManyFigure),
    /// The sensitivity analyses of the outcome that is looked at.
    Sensitivity,
    /// What is explored of the outcome that is looked at.
    Explored(ExploredFigure),
    /// The judgements of the risk of bias in the outcome that is looked at, as lights.
    Lights,
    /// The share of the weight by judgement in that outcome.
    WeightBars,
    /// The shares of trials that meet the items of a checklist.
    Checklist(Checklist),
    /// What other reviews published beside ours.
    OldAndNew,
    /// The frozen version that is compared, and the present.
    Versions,
    /// How trials came into the review.
    Flow,
    /// The safety profile, and the forest plots, sensitivity analyses, funnels and explorations of all outcomes.
    All,
}

impl Which {
    /// All of them, as they are offered.
    const ALL: [Self; 31] = [
        Self::Outcome,
        Self::Sensitivity,
        Self::Explored(ExploredFigure::Funnel),
        Self::Explored(ExploredFigure::Subgroups),
        Self::Explored(ExploredFigure::Bubble),
        Self::Explored(ExploredFigure::DoseResponse),
        Self::Explored(ExploredFigure::Influence),
        Self::Explored(ExploredFigure::Baujat),
        Self::Explored(ExploredFigure::Trials(TrialPlot::Labbe)),
        Self::Explored(ExploredFigure::Trials(TrialPlot::Radial)),
        Self::Explored(ExploredFigure::Trials(TrialPlot::Drapery)),
        Self::Explored(ExploredFigure::Subsets),
        Self::Explored(ExploredFigure::LeaveOneOut),
        Self::Explored(ExploredFigure::Cumulative),
        Self::Explored(ExploredFigure::PeopleLost),
        Self::Explored(ExploredFigure::Sequential),
        Self::Profile,
        Self::Findings,
        Self::Many(ManyFigure::Dots),
        Self::Many(ManyFigure::Volcano),
        Self::Many(ManyFigure::Reporting),
        Self::OldAndNew,
        Self::Versions,
        Self::Flow,
        Self::Lights,
        Self::WeightBars,
        Self::Checklist(Checklist::Harms),
        Self::Checklist(Checklist::Product),
        Self::Checklist(Checklist::ConsortHarms),
        Self::Checklist(Checklist::Own),
        Self::All,
    ];

    /// Those that there are: the sensitivity analyses of an outcome only where it has any, judgements and checklists only where
    /// something was judged and answered.
    pub fn offered(state: State) -> Vec<Self> {
        let has_analyses = state.selection.outcome().is_some_and(|outcome| {
            let project = state.document.project;
            project.with(|project| !project.settings.sensitivity_of(outcome).is_empty())
        });
        let (is_judged, lists) = state.document.project.with(|project| {
            let review = &project.review;
            let lists = review
                .checklists
                .as_deref()
                .map_or_else(Vec::new, answered_lists);
            (review.risk_of_bias.is_some(), lists)
        });
        let (has_versions, has_flow) = state.document.project.with(|project| {
            let review = &project.review;
            (!review.versions.is_empty(), review.flow.is_some())
        });
        let has_old = versions::old_and_new(state).is_some();
        let is_there = |which: &Self| match which {
            Self::OldAndNew => has_old,
            Self::Versions => has_versions,
            Self::Flow => has_flow,
            Self::Sensitivity => has_analyses,
            Self::Lights | Self::WeightBars => is_judged,
            Self::Checklist(list) => lists.contains(list),
            Self::Explored(which) => {
                let answer = state.answers.answer();
                answer.is_some_and(|answer| which.is_there(state, &answer))
            }
            Self::Outcome | Self::Profile | Self::Findings | Self::Many(_) | Self::All => true,
        };
        Self::ALL.into_iter().filter(is_there).collect()
    }

    /// What they are called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outcome => translate("Forest plot of this outcome"),
            Self::Sensitivity => translate("Sensitivity analyses of this outcome"),
            Self::Explored(which) => which.name(),
            Self::Profile => translate("Safety profile"),
            Self::Lights => translate("Risk of bias by trial"),
            Self::WeightBars => translate("Risk of bias by weight"),
            Self::Checklist(list) => items::checklist(list),
            Self::Findings => translate("Findings"),
            Self::Many(figure) => figure.in_list(),
            Self::OldAndNew => translate("Old and new: other reviews and this one"),
            Self::Versions => translate("Frozen version and now"),
            Self::Flow => translate("Flow of studies"),
            Self::All => translate("All figures, as one ZIP file"),
        }
    }
}

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Vectors.
    Svg,
    /// Pixels.
    Png,
    /// Vectors, with the font inside.
    Pdf,
}

impl Format {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Svg, Self::Png];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => translate("SVG: vectors, to be edited"),
            Self::Png => translate("PNG: pixels"),
            Self::Pdf => translate("PDF: vectors, with the font inside"),
        }
    }

    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// Whether a file of this kind can carry the review.
    pub fn can_carry(self) -> bool {
        self != Self::Pdf
    }
}

/// How large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// The size of a page that has a name.
    Named(Page),
    /// As wide as was typed.
    Own,
}

impl Size {
    /// All of them, as they are offered.
    pub fn all() -> Vec<Self> {
        let mut sizes: Vec<Self> = Page::ALL.iter().map(|page| Self::Named(*page)).collect();
        sizes.push(Self::Own);
        sizes
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Named(page) => page.name(),
            Self::Own => translate("Another width"),
        }
    }
}

/// What was chosen. It stays until the page is left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choices {
    /// Which figures.
    pub which: Which,
    /// What kind of file.
    pub format: Format,
    /// How large.
    pub size: Size,
    /// The width of [`Size::Own`], in millimetres; `None` while it cannot be read or is none of [`WIDTHS`].
    pub millimetres: Option<f64>,
    /// Resolution of a PNG in dots per inch; `None` while it cannot be read or is none of [`RESOLUTIONS`].
    pub dpi: Option<f64>,
    /// Whether SVG and PNG carry the review: never unless somebody asks for it, as a figure that is sent to a journal must not
    /// carry what is not published.
    pub carries: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            which: Which::Outcome,
            format: Format::Pdf,
            size: Size::Named(Page::TwoColumns),
            millimetres: Some(174.0),
            dpi: Some(300.0),
            carries: false,
        }
    }
}

impl Choices {
    /// The width, in points.
    pub(in crate::app::actions) fn width(&self) -> Option<f64> {
        match self.size {
            Size::Named(page) => Some(page.width()),
            Size::Own => Some(self.millimetres? * POINTS_PER_MILLIMETRE),
        }
    }

    /// The room on a page; a figure of a width of one's own is as high as it becomes.
    pub(super) fn room(&self) -> Room {
        Room::pages(match self.size {
            Size::Named(page) => page.height(),
            Size::Own => f64::INFINITY,
        })
    }

    pub(super) fn text_size(&self, width: f64) -> f64 {
        match self.size {
            Size::Named(page) => page.text_size(),
            Size::Own => text_size_for(width),
        }
    }
}

/// The checklists of which an item is answered of a trial.
pub(super) fn answered_lists(checklists: &Checklists) -> Vec<Checklist> {
    let is_answered = |list: &Checklist| {
        let items = checklists.items(*list);
        let mut trials = checklists.trials.values();
        trials.any(|answers| items.iter().any(|item| answers.contains_key(item)))
    };
    Checklist::ALL.into_iter().filter(is_answered).collect()
}
