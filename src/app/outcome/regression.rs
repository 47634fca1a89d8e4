//! The regression on a sheet: its moderators, its coefficients, its plot, and what is predicted.

use leptos::prelude::*;

use super::explored::Explored;
use super::note_list::NoteList;
use super::number_list_field::NumberListField;
use super::permutation::PermutationLine;
use super::report_table::TableWithFiles;
use super::trial_figure::TrialFigure;
use crate::analysis::{NoRegression, Regressed, groupings, quantities};
use crate::app::actions::figure_files::ExploredFigure;
use crate::app::actions::figure_files::Which;
use crate::app::state::{Answer, Shared, State, explored as found_of};
use crate::app::widgets::{Button, FactList, FigureSize, OneOf, ReportTable, Select};
use crate::data::{Moderator, Review};
use crate::figure::bubble::scene;
use crate::figure::scatter::Options;
use crate::report;
use crate::wording::explored as words;

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// A regression, or why there is none; none of either without an answer.
type Found = Memo<Option<Result<Shared<Regressed>, NoRegression>>>;

/// The regression on a sheet.
#[component]
pub fn RegressionSheet(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// What is explored of it.
    explored: Explored,
) -> impl IntoView {
    let state = State::expect();
    let found: Found = Memo::new(move |_| {
        explored.chosen.track();
        let answer = answer.get()?;
        Some(found_of::regressed(state, &answer).map(Shared::new))
    });
    let fitted = Memo::new(move |_| found.with(|found| found.clone()?.ok()));
    let why = move || {
        let locale = state.document.locale();
        let why = found.with(|found| found.clone()?.err())?;
        let settled = state.document.settled;
        settled.with(|project| words::no_regression(why, &project.review, locale))
    };
    let has_any = Memo::new(move |_| explored.chosen.with(|chosen| !chosen.moderators.is_empty()));
    let is_fitted = Memo::new(move |_| fitted.with(Option::is_some));
    view! {
        <section class="sheet block" aria-label=words::REGRESSION>
            <h3>{words::REGRESSION}</h3>
            <div class="controls" role="group" aria-label=words::REGRESSION>
                <Moderators explored/>
                <Show when=move || has_any.get()>
                    <OneOf
                        label=words::TEST.text()
                        all=vec![false, true]
                        name=words::test_choice
                        chosen=move || explored.chosen.with(|chosen| chosen.wald)
                        on_choose=move |wald| explored.change(|chosen| chosen.wald = wald)
                    />
                </Show>
            </div>
            <p class="muted" role="status">
                {why}
            </p>
            <Show when=move || is_fitted.get()>
                <Fitted answer fitted/>
                <Plot answer fitted explored/>
            </Show>
        </section>
    }
}

/// What can be a moderator, with its name.
fn choices(review: &Review) -> Vec<(Moderator, String)> {
    let numbers = quantities(review).into_iter().map(Moderator::Number);
    let levels = groupings(review).into_iter().map(Moderator::Levels);
    numbers
        .chain(levels)
        .map(|moderator| (moderator, words::moderator_choice(moderator, review)))
        .collect()
}

/// The moderators, each to be taken out, and the choice of another one.
#[component]
fn Moderators(
    /// What is explored.
    explored: Explored,
) -> impl IntoView {
    let state = State::expect();
    let offered = Memo::new(move |_| {
        let chosen = explored.chosen.with(|chosen| chosen.moderators.clone());
        let settled = state.document.settled;
        let all = settled.with(|project| choices(&project.review));
        let is_left = |(one, _): &(Moderator, String)| !chosen.contains(one);
        all.into_iter().filter(is_left).collect::<Vec<_>>()
    });
    let options = Memo::new(move |_| {
        let mut names = vec![words::ADD_NONE.to_owned()];
        offered.with(|offered| names.extend(offered.iter().map(|(_, name)| name.clone())));
        names
    });
    let add = move |place: usize| {
        let moderator = offered.with_untracked(|offered| {
            let (moderator, _) = offered.get(place.checked_sub(1)?)?;
            Some(*moderator)
        });
        if let Some(moderator) = moderator {
            explored.change(|chosen| chosen.moderators.push(moderator));
        }
    };
    let chosen = move || {
        let moderators = explored.chosen.with(|chosen| chosen.moderators.clone());
        let settled = state.document.settled;
        let moderators = moderators.into_iter().map(|moderator| {
            let name = settled.with(|project| words::moderator(moderator, &project.review));
            let remove =
                move || explored.change(|chosen| chosen.moderators.retain(|one| *one != moderator));
            view! { <Button label=words::remove(&name) on_press=remove/> }
        });
        moderators.collect_view()
    };
    view! {
        <Select label=words::ADD_MODERATOR options chosen=|| Some(0) on_choose=add/>
        {chosen}
    }
}

/// The sentence, the coefficients and what is known of the fit.
#[component]
fn Fitted(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// The regression.
    fitted: Memo<Option<Shared<Regressed>>>,
) -> impl IntoView {
    let state = State::expect();
    let said = move || {
        let locale = state.document.locale();
        let fitted = fitted.get()?;
        let settled = state.document.settled;
        Some(settled.with(|project| words::regression_sentence(&fitted, &project.review, locale)))
    };
    let table = move || {
        let locale = state.document.locale();
        let fitted = fitted.get()?;
        let table = state
            .document
            .settled
            .with(|project| report::coefficients(&fitted, &project.review, locale));
        Some(view! { <TableWithFiles table file="regression"/> })
    };
    let facts = Signal::derive(move || {
        let locale = state.document.locale();
        let facts = |fitted: Shared<Regressed>| words::facts(&fitted, locale);
        fitted.get().map(facts).unwrap_or_default()
    });
    let cautions = Signal::derive(move || {
        let locale = state.document.locale();
        match (answer.get(), fitted.get()) {
            (Some(answer), Some(fitted)) => found_of::cautions(&answer, &fitted, locale),
            _ => Vec::new(),
        }
    });
    view! {
        <p class="sentence" id="regression-answer" role="status">
            {said}
        </p>
        {table}
        <FactList facts/>
        <PermutationLine fitted/>
        <NoteList lines=cautions/>
    }
}

/// The bubble plot of a regression on one number, with what it predicts.
#[component]
fn Plot(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// The regression.
    fitted: Memo<Option<Shared<Regressed>>>,
    /// What is explored.
    explored: Explored,
) -> impl IntoView {
    let state = State::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let drawn = Memo::new(move |_| {
        let (answer, fitted) = (answer.get()?, fitted.get()?);
        let options = Options::screen(size.width.get(), state.document.locale());
        let inputs = found_of::bubble_inputs(state, &answer, fitted.arc(), &options)?;
        Some(Shared::new(scene(&inputs)))
    });
    let at = Memo::new(move |_| explored.chosen.with(|chosen| chosen.at.clone()));
    let predictions = move || {
        let locale = state.document.locale();
        let fitted = fitted.get()?;
        let values = at.get();
        let settled = state.document.settled;
        let table = settled
            .with(|project| report::predictions(&fitted, &values, &project.review, locale))?;
        Some(view! { <ReportTable table/> })
    };
    let is_on_number = Memo::new(move |_| {
        fitted.with(|fitted| {
            fitted
                .as_ref()
                .is_some_and(|fitted| fitted.single_number().is_some())
        })
    });
    view! {
        <Show when=move || is_on_number.get()>
            <TrialFigure answer scene=drawn size which=Which::Explored(ExploredFigure::Bubble)/>
            <div class="controls">
                <NumberListField
                    label=words::AT.text()
                    placeholder=words::AT_EXAMPLE.text()
                    numbers=at
                    on_change=move |numbers| explored.change(|chosen| chosen.at = numbers)
                />
            </div>
            {predictions}
        </Show>
    }
}
