//! The figures that were chosen, laid out in their size.

use leptos::prelude::*;

use super::choices::{Choices, Which, answered_lists};
use super::explored::{self, ExploredFigure};
use crate::analysis::{SensitivityAnswer, Undefined, item_shares, listed_trials};
use crate::app::state::figures::{
    answered, checklist_inputs, forest_now, risk_of_bias_inputs, sensitivity_inputs, settings,
};
use crate::app::state::{AllAnswers, Answer, Sensitivities, State, is_pending, many, versions};
use crate::data::Checklist;
use crate::figure::dots::{self, Dots};
use crate::figure::findings::{self, FindingsFigure};
use crate::figure::old_and_new::{self, OldAndNewFigure};
use crate::figure::paper::Fit;
use crate::figure::safety::SafetyProfile;
use crate::figure::sensitivity::{self, SensitivityFigure};
use crate::figure::{
    Options, POINTS_PER_MILLIMETRE, Scene, checklist, flow, forest, reporting, risk_of_bias,
    safety, volcano,
};
use crate::wording::many::ManyFigure;
use crate::wording::old_and_new::{self as old_and_new_words, OldAndNew};
use crate::wording::quality::items;
use crate::wording::sensitivity::figure_name;
use crate::wording::{
    Locale, downloads, findings as findings_words, flow as flow_words, names,
    risk_of_bias as words, translate, versions as version_words,
};

/// In millimetres.
const HEIGHT_OF_A4: f64 = 297.0;

/// A figure as it will be in a file.
pub struct Figure {
    /// What it is called among the others of its review.
    pub name: String,
    /// Its pages.
    pub pages: Vec<Scene>,
    /// How it was brought onto them.
    pub(super) fit: Fit,
    /// Whether its numbers are still being computed.
    pub waits: bool,
}

impl Figure {
    /// The same with its first page alone.
    #[must_use]
    pub fn first_page(mut self) -> Self {
        self.pages.truncate(1);
        self
    }

    /// How it was brought onto its pages, where that must be said.
    pub(super) fn fitting(&self, locale: Locale) -> Option<String> {
        match self.fit {
            Fit::Whole => None,
            Fit::Compact => Some(downloads::set_closer(&self.name)),
            Fit::Parted => Some(downloads::parted(&self.name, self.pages.len(), locale)),
        }
    }

    /// That it is higher than the paper that people have.
    pub(super) fn too_high(&self, locale: Locale) -> Option<String> {
        let height = self.pages.first()?.height / POINTS_PER_MILLIMETRE;
        (height > HEIGHT_OF_A4).then(|| downloads::higher_than_paper(&self.name, height, locale))
    }

    /// The size of its smallest letters, in points.
    pub(super) fn smallest_text(&self) -> f64 {
        let sizes = self.pages.iter().filter_map(Scene::smallest_text);
        sizes.fold(f64::INFINITY, f64::min)
    }
}

/// The figures that were chosen, laid out in their size; empty where there is nothing to draw, or no size. Sensitivity
/// analyses that nobody has looked at are being computed from then on.
pub fn figures(state: State, sensitivities: Sensitivities, choices: &Choices) -> Vec<Figure> {
    let Some(width) = choices.width() else {
        return Vec::new();
    };
    let profile = || safety_profile(state, choices, width);
    match choices.which {
        Which::Outcome => state
            .answers
            .answer()
            .map(|answer| forest_plot(state, &answer, choices, width))
            .into_iter()
            .collect(),
        Which::Sensitivity => state
            .answers
            .answer()
            .and_then(|answer| sensitivity_figure(state, sensitivities, &answer, choices, width))
            .into_iter()
            .collect(),
        Which::Explored(which) => state
            .answers
            .answer()
            .and_then(|answer| explored_figure(state, &answer, which, choices, width))
            .into_iter()
            .collect(),
        Which::Profile => vec![profile()],
        Which::Findings => vec![findings_figure(state, choices, width)],
        Which::Many(which) => vec![many_figure(state, which, choices, width)],
        Which::OldAndNew => old_and_new_figure(
            state,
            versions::old_and_new(state),
            old_and_new_words::FIGURE_NAME.text(),
            choices,
            width,
        ),
        Which::Versions => old_and_new_figure(
            state,
            versions::then_and_now(state),
            version_words::FILE_NAME,
            choices,
            width,
        ),
        Which::Flow => flow_figure(state, choices, width).into_iter().collect(),
        Which::Lights => judged_figures(state, choices, width)
            .into_iter()
            .take(1)
            .collect(),
        Which::WeightBars => judged_figures(state, choices, width)
            .into_iter()
            .skip(1)
            .collect(),
        Which::Checklist(list) => vec![checklist_figure(state, list, choices, width)],
        Which::All => {
            let mut figures = vec![profile(), findings_figure(state, choices, width)];
            let many = ManyFigure::ALL.into_iter();
            figures.extend(many.map(|which| many_figure(state, which, choices, width)));
            figures.extend(flow_figure(state, choices, width));
            figures.extend(old_and_new_figure(
                state,
                versions::old_and_new(state),
                old_and_new_words::FIGURE_NAME.text(),
                choices,
                width,
            ));
            figures.extend(old_and_new_figure(
                state,
                versions::then_and_now(state),
                version_words::FILE_NAME,
                choices,
                width,
            ));
            figures.extend(judged_figures(state, choices, width));
            let lists = state.document.project.with(|project| {
                let checklists = project.review.checklists.as_deref();
                checklists.map_or_else(Vec::new, answered_lists)
            });
            let lists = lists.into_iter();
            figures.extend(lists.map(|list| checklist_figure(state, list, choices, width)));
            state.answers.all.with(|answers| {
                for answer in answers {
                    figures.push(forest_plot(state, answer, choices, width));
                    let further = sensitivity_figure(state, sensitivities, answer, choices, width);
                    figures.extend(further);
                    let explored = ExploredFigure::of(state, answer).into_iter();
                    figures.extend(
                        explored.filter_map(|which| {
                            explored_figure(state, answer, which, choices, width)
                        }),
                    );
                }
            });
            figures
        }
    }
}

/// The judgements of the risk of bias in the outcome that is looked at, as lights and as bars; none where nothing is judged.
fn judged_figures(state: State, choices: &Choices, width: f64) -> Vec<Figure> {
    let answer = state.answers.answer();
    let options = judged_options(state, choices, width);
    let Some(inputs) = risk_of_bias_inputs(state, answer.as_ref(), &options) else {
        return Vec::new();
    };
    let waits = answer.is_some_and(|answer| is_pending(&answer.response));
    let outcome = inputs.outcome.as_deref();
    let (pages, fit) = risk_of_bias::lights::on_paper(&inputs, choices.room());
    let figure = |name, pages, fit| Figure {
        name,
        pages: in_width(pages, width),
        fit,
        waits,
    };
    vec![
        figure(words::lights_title(outcome), pages, fit),
        figure(
            words::bars_title(outcome),
            vec![risk_of_bias::bars::scene(&inputs)],
            Fit::Whole,
        ),
    ]
}

fn judged_options(state: State, choices: &Choices, width: f64) -> risk_of_bias::Options {
    risk_of_bias::Options {
        width,
        text_size: choices.text_size(width),
        ..risk_of_bias::Options::two_columns(state.document.locale())
    }
}

/// The shares of trials that meet the items of a checklist.
fn checklist_figure(state: State, list: Checklist, choices: &Choices, width: f64) -> Figure {
    let (shares, listed) = state.document.project.with(|project| {
        let (review, settings) = (&project.review, &project.settings);
        let listed = listed_trials(review, settings).count();
        (item_shares(review, settings, list), listed)
    });
    let options = judged_options(state, choices, width);
    let inputs = checklist_inputs(state, list, &shares, listed, &options);
    let (pages, fit) = checklist::on_paper(&inputs, choices.room());
    Figure {
        name: items::checklist(list).to_owned(),
        pages: in_width(pages, width),
        fit,
        waits: false,
    }
}

/// The figure of the sensitivity analyses of an outcome, where it has any.
fn sensitivity_figure(
    state: State,
    sensitivities: Sensitivities,
    answer: &Answer,
    choices: &Choices,
    width: f64,
) -> Option<Figure> {
    let answers = sensitivities.of(answer.outcome.id);
    analyses_drawn(state, answer, &answers, choices, width)
}

/// The figure of these sensitivity analyses of an outcome, where there are any.
pub(in crate::app::actions) fn analyses_drawn(
    state: State,
    answer: &Answer,
    answers: &[SensitivityAnswer],
    choices: &Choices,
    width: f64,
) -> Option<Figure> {
    if answers.is_empty() {
        return None;
    }
    let options = sensitivity::Options {
        width,
        text_size: choices.text_size(width),
        ..sensitivity::Options::two_columns(state.document.locale())
    };
    let inputs = sensitivity_inputs(state, answer, (answers, None), &options);
    let figure = SensitivityFigure::of(&inputs);
    let (pages, fit) = sensitivity::on_paper(&figure, choices.room());
    let is_computed = |answer: &SensitivityAnswer| match &answer.found {
        Ok(found) => !matches!(found.result.pooled, Err(Undefined::Pending)),
        Err(_) => true,
    };
    Some(Figure {
        name: figure_name(&answer.outcome.name),
        pages: in_width(pages, width),
        fit,
        waits: is_pending(&answer.response) || !answers.iter().all(is_computed),
    })
}

/// What is chosen of a figure without conventions of its own.
fn options_of(state: State, choices: &Choices, width: f64) -> Options {
    Options {
        locale: state.document.locale(),
        width,
        text_size: choices.text_size(width),
    }
}

/// What is explored of an outcome, laid out in its size; nothing where there is no such figure.
fn explored_figure(
    state: State,
    answer: &Answer,
    which: ExploredFigure,
    choices: &Choices,
    width: f64,
) -> Option<Figure> {
    let options = options_of(state, choices, width);
    let ((pages, fit), name) = explored::drawn(state, answer, which, (&options, choices.room()))?;
    Some(Figure {
        name,
        pages: in_width(pages, width),
        fit,
        waits: is_pending(&answer.response),
    })
}

/// The forest plot of an answer, laid out in its size.
pub(in crate::app::actions) fn forest_plot(
    state: State,
    answer: &Answer,
    choices: &Choices,
    width: f64,
) -> Figure {
    let options = forest::Options {
        width,
        text_size: choices.text_size(width),
        ..forest::Options::two_columns(state.document.locale())
    };
    let forest = forest_now(state, answer, &options);
    let (pages, fit) = forest::on_paper(&forest, choices.room());
    Figure {
        name: answer.outcome.name.clone(),
        pages: in_width(pages, width),
        fit,
        waits: is_pending(&answer.response),
    }
}

/// The safety profile, laid out in its size.
pub(in crate::app::actions) fn safety_profile(
    state: State,
    choices: &Choices,
    width: f64,
) -> Figure {
    let options = safety::Options {
        width,
        text_size: choices.text_size(width),
        preset: settings(state).preset,
        ..safety::Options::landscape(state.document.locale())
    };
    let ((pages, fit), waits) = state.answers.all.with(|answers| {
        let outcomes = answers.iter().map(answered).collect();
        let inputs = state
            .document
            .project
            .with(|project| safety::Inputs::new(&project.review, outcomes, &options));
        (
            safety::on_paper(&SafetyProfile::of(&inputs), choices.room()),
            answers.wait(),
        )
    });
    Figure {
        name: String::from(translate("safety profile")),
        pages: in_width(pages, width),
        fit,
        waits,
    }
}

/// What all outcomes come to, beside the first review that published results.
pub(in crate::app::actions) fn findings_figure(
    state: State,
    choices: &Choices,
    width: f64,
) -> Figure {
    let options = options_of(state, choices, width);
    let found = many::findings(state);
    let inputs = state.document.project.with(|project| {
        let other = project.review.earlier.first().map(|other| &**other);
        findings::Inputs::new(&project.review, found, other, &options)
    });
    let (pages, fit) = findings::on_paper(&FindingsFigure::of(&inputs), choices.room());
    Figure {
        name: findings_words::FIGURE_NAME.to_owned(),
        pages: in_width(pages, width),
        fit,
        waits: any_waits(state),
    }
}

/// Whether the answer of any outcome waits for a fit that takes long.
fn any_waits(state: State) -> bool {
    state.answers.all.with(AllAnswers::wait)
}

/// All outcomes in one figure.
fn many_figure(state: State, which: ManyFigure, choices: &Choices, width: f64) -> Figure {
    let options = options_of(state, choices, width);
    let whole = |scene: Scene| (vec![scene], Fit::Whole);
    let (pages, fit) = match which {
        ManyFigure::Dots => {
            let inputs = many::dots_inputs(state, many::findings(state), &options);
            dots::on_paper(&Dots::of(&inputs), choices.room())
        }
        ManyFigure::Volcano => {
            let inputs = many::volcano_inputs(state, many::findings(state), &options);
            whole(volcano::scene(&inputs))
        }
        ManyFigure::Reporting => {
            let found = many::reported(state);
            let inputs = many::reporting_inputs(state, &found, &options);
            reporting::on_paper(&inputs, choices.room())
        }
    };
    Figure {
        name: which.file().to_owned(),
        pages: in_width(pages, width),
        fit,
        waits: any_waits(state),
    }
}

/// Old and new results as a figure, where there are any.
fn old_and_new_figure(
    state: State,
    shown: Option<OldAndNew>,
    name: &str,
    choices: &Choices,
    width: f64,
) -> Vec<Figure> {
    let Some(shown) = shown else {
        return Vec::new();
    };
    let options = options_of(state, choices, width);
    let experimental = state
        .document
        .settled
        .with(|project| names::sides(&project.review)[0].to_owned());
    let figure = OldAndNewFigure::of(&shown, &experimental, &options);
    let (pages, fit) = old_and_new::on_paper(&figure, choices.room());
    vec![Figure {
        name: name.to_owned(),
        pages: in_width(pages, width),
        fit,
        waits: any_waits(state),
    }]
}

/// How trials came into the review, where that was typed.
pub(in crate::app::actions) fn flow_figure(
    state: State,
    choices: &Choices,
    width: f64,
) -> Option<Figure> {
    let options = options_of(state, choices, width);
    let inputs = state.document.settled.with(|project| {
        let counts = project.review.flow.as_deref()?;
        Some(flow::Inputs {
            title: project.review.title.clone(),
            flow: counts.clone(),
            options,
        })
    })?;
    Some(Figure {
        name: flow_words::FIGURE_NAME.to_owned(),
        pages: in_width(vec![flow::scene(&inputs)], width),
        fit: Fit::Whole,
        waits: false,
    })
}

fn in_width(pages: Vec<Scene>, width: f64) -> Vec<Scene> {
    pages
        .into_iter()
        .map(|page| page.no_wider_than(width))
        .collect()
}
