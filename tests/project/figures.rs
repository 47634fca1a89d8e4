use std::sync::Arc;

use trialpool::data::{
    AxisByHand, AxisFault, CovariateId, FigureSettings, Grouping, Lights, Measure, OutcomeFigure,
    OutcomeId, Preset, TrialOrder,
};
use trialpool::project::{
    Command, History, Limit, Project, Refused, apply, restore, save, typed_axis,
};
use trialpool::read::Decimal;

use super::{done, small_project};

/// The small project with a column of doses; its identifier.
fn with_doses() -> (Project, CovariateId) {
    let command = Command::AddCovariate {
        name: "Dose".into(),
    };
    let project = done(&small_project(), &command);
    let id = project.review.covariates[0].id;
    (project, id)
}

/// Something of everything that can be chosen.
fn chosen(dose: CovariateId) -> FigureSettings {
    FigureSettings {
        preset: Preset::Bmj,
        order: TrialOrder::Weight,
        grouping: Some(Grouping::Covariate(dose)),
        columns: vec![dose],
        lights: Lights::ForEverySight,
        without_second_model: true,
        without_prediction: true,
        outcomes: [(
            OutcomeId(1),
            OutcomeFigure {
                title: "Fever within a day".into(),
                caption: "Figure 2".into(),
                footnote: "All trials were small.".into(),
                favours_left: "Favours MSC".into(),
                favours_right: "Favours control".into(),
                axis: Some(AxisByHand {
                    measure: Measure::RiskRatio,
                    low: 0.1,
                    high: 20.0,
                    ticks: vec![0.1, 1.0, 20.0],
                }),
            },
        )]
        .into(),
    }
}

fn set(figures: FigureSettings) -> Command {
    Command::SetFigures(Arc::new(figures))
}

#[test]
fn what_is_chosen_is_saved_undone_and_opened_again() {
    let (project, dose) = with_doses();
    let mut history = History::new(project);
    let before = history.present().clone();
    history.apply(&set(chosen(dose))).unwrap();
    assert_eq!(*history.present().settings.figures, chosen(dose));
    assert_eq!(history.present().review, before.review);
    let restored = restore(&save(history.present())).unwrap();
    assert_eq!(restored.mended, []);
    assert_eq!(restored.project, *history.present());
    history.undo();
    assert_eq!(*history.present(), before);
}

#[test]
fn an_older_document_opens_with_figures_as_they_were() {
    let (project, _) = with_doses();
    let text = save(&project);
    let figures = text.find(r#","figures":"#).unwrap();
    let end = text.find(r#","chosen""#).unwrap();
    let older = format!("{}}}{}", &text[..figures], &text[end..]);
    let restored = restore(&older).unwrap();
    assert!(restored.project.settings.figures.is_default());
    assert_eq!(restored.project.review, project.review);
    let few = text.replace(r#""preset":"trialpool","#, "");
    assert_ne!(few, text);
    assert_eq!(restore(&few).unwrap().project, project);
}

#[test]
fn what_names_a_thing_that_is_not_there_is_refused_and_leaves_with_it() {
    let (project, dose) = with_doses();
    let other = CovariateId(999);
    assert_eq!(
        apply(&project, &set(chosen(other))),
        Err(Refused::NoSuchCovariate(other))
    );
    let mut figures = chosen(dose);
    let figure = figures.outcomes.remove(&OutcomeId(1)).unwrap();
    figures.outcomes.insert(OutcomeId(77), figure);
    assert_eq!(
        apply(&project, &set(figures)),
        Err(Refused::NoSuchOutcome(OutcomeId(77)))
    );
    let mut figures = chosen(dose);
    figures.columns = vec![dose; FigureSettings::MOST_COLUMNS + 1];
    let most = Limit::FigureColumns(FigureSettings::MOST_COLUMNS);
    assert_eq!(apply(&project, &set(figures)), Err(Refused::TooMuch(most)));

    let project = done(&project, &set(chosen(dose)));
    let without = done(&project, &Command::RemoveCovariate(dose));
    assert_eq!(without.settings.figures.grouping, None);
    assert_eq!(without.settings.figures.columns, []);
    let without = done(&project, &Command::RemoveOutcome(OutcomeId(1)));
    assert!(without.settings.figures.outcomes.is_empty());
}

#[test]
fn a_document_whose_figures_cannot_be_drawn_opens_without_them() {
    let (project, dose) = with_doses();
    let saved = save(&done(&project, &set(chosen(dose))));
    let hostile = saved.replace(r#""low":0.1"#, r#""low":-5.0"#);
    assert_ne!(hostile, saved);
    let restored = restore(&hostile).unwrap().project;
    assert!(restored.settings.figures.outcomes.is_empty());
    assert_eq!(restored.settings.figures.preset, Preset::Bmj);
}

#[test]
fn an_axis_is_read_as_it_is_typed_or_refused_with_the_reason() {
    let typed = |texts, decimal| typed_axis(Measure::RiskRatio, texts, decimal);
    let point = |texts| typed(texts, Decimal::Point);
    assert_eq!(point(["", " ", "1 2"]), Ok(None));
    let axis = point(["0.1", "10", "0.1; 1 10"]).unwrap().unwrap();
    assert_eq!(axis.ticks, [0.1, 1.0, 10.0]);
    let comma = typed(["0,5", "2", "0,5 1 2"], Decimal::Comma).unwrap();
    assert_eq!(comma.unwrap().ticks, [0.5, 1.0, 2.0]);
    for (texts, fault) in [
        (["0.1", "", ""], AxisFault::OneEndMissing),
        (["x", "2", ""], AxisFault::NotANumber),
        (["-1", "2", ""], AxisFault::NotPositive),
        (["3", "2", ""], AxisFault::Empty),
        (["0.5", "2", "4"], AxisFault::TickOutside),
    ] {
        assert_eq!(point(texts), Err(fault));
    }
}
