//! What becomes of a table: the figure of one outcome, what is left out, what stands out.

use std::sync::Arc;

use leptos::prelude::*;

use super::decision::Decision;
use super::understood::Understood;
use crate::analysis;
use crate::app::state::{Shared, State};
use crate::app::widgets::{Button, CanvasFigure, FigureSize, FindingItem, Select};
use crate::data::{Outcome, ProblemKind, Review, Settings, Trial};
use crate::figure::forest::{self, Inputs, Options};
use crate::figure::{Answered, Scene, Theme};
use crate::read::LeftOutRows;
use crate::wording::Locale;
use crate::wording::interface::table as words;

/// Findings shown before the table is taken; the rest is shown beside the data afterwards.
const MOST_FINDINGS: usize = 30;
/// Outcomes among which the figure can be chosen; beyond, they are chosen in the table by outcome.
const MOST_OUTCOMES: usize = 100;
/// Trials of which a figure is drawn at once; of more, laying it out and painting it takes longer than a frame.
const MOST_DRAWN: usize = 500;
/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 420.0;

/// What becomes of the table: the figure of one outcome while no question is open, what is left out, what stands out.
#[component]
pub fn Becomes(
    /// The table.
    table: Understood,
    /// The name of the outcome that is looked at.
    looked_at: RwSignal<Option<String>>,
) -> impl IntoView {
    let is_asked = table.part(|reading| !reading.questions.is_empty());
    view! {
        <div class="pane becomes" role="region" aria-label=words::BECOMES tabindex="0">
            <Show
                when=move || !is_asked.get()
                fallback=|| view! { <p class="muted">{words::NOTHING_BEFORE_THE_ANSWER}</p> }
            >
                <FirstFigure table looked_at/>
            </Show>
            <EventWordings table/>
            <LeftOut table/>
            <StandsOut table/>
        </div>
    }
}

/// The figure of one outcome, as it will be.
enum Figure {
    /// There is nothing to draw.
    Nothing,
    /// It takes long to compute or to draw.
    Later,
    /// It is drawn.
    Drawn(Answered),
}

impl Figure {
    fn of(review: &Review, outcome: &Arc<Outcome>) -> Self {
        let reports = |trial: &&Arc<Trial>| trial.records.contains_key(&outcome.id);
        if review.trials.iter().filter(reports).count() > MOST_DRAWN {
            return Self::Later;
        }
        let Some(prepared) = analysis::prepare(review, &Settings::default(), outcome.id) else {
            return Self::Nothing;
        };
        if prepared.request.trials.is_empty() {
            return Self::Nothing;
        }
        if analysis::is_long(&prepared.request) {
            return Self::Later;
        }
        let response = analysis::answer(&prepared.request);
        Self::Drawn(Answered {
            outcome: Arc::clone(outcome),
            prepared: Arc::new(prepared),
            response: Arc::new(response),
        })
    }

    fn scene(&self, review: &Review, width: f64, locale: Locale) -> Option<Scene> {
        match self {
            Self::Nothing | Self::Later => None,
            Self::Drawn(answered) => {
                let settings = Settings::default();
                let options = Options::screen(width, locale);
                let inputs = Inputs::new(review, answered, None, &settings.figures, &options);
                Some(forest::scene(&inputs))
            }
        }
    }
}

/// The outcome of this name, else the first.
fn outcome<'a>(review: &'a Review, looked_at: Option<&str>) -> Option<&'a Arc<Outcome>> {
    let named = looked_at.and_then(|name| {
        let mut outcomes = review.outcomes.iter();
        outcomes.find(|outcome| outcome.name == name)
    });
    named.or_else(|| review.outcomes.first())
}

/// The forest plot of one outcome, and the choice of the outcome.
#[component]
fn FirstFigure(
    /// The table.
    table: Understood,
    /// The name of the outcome that is looked at.
    looked_at: RwSignal<Option<String>>,
) -> impl IntoView {
    let state = State::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let figure = Memo::new(move |_| {
        let looked_at = looked_at.get();
        let figure = table.reading.with(|reading| {
            let review = &reading.review;
            let outcome = outcome(review, looked_at.as_deref());
            outcome.map_or(Figure::Nothing, |outcome| Figure::of(review, outcome))
        });
        Shared::new(figure)
    });
    let scene = Memo::new(move |_| {
        let (width, locale) = (size.width.get(), table.locale.get());
        let scene = table
            .reading
            .with(|reading| figure.with(|figure| figure.scene(&reading.review, width, locale)));
        scene.map(Shared::new)
    });
    let is_later = move || figure.with(|figure| matches!(**figure, Figure::Later));
    let theme = move || {
        if state.dark.get() {
            Theme::DARK
        } else {
            Theme::LIGHT
        }
    };
    view! {
        <OutcomeChoice table looked_at/>
        <p class="muted" hidden=move || !is_later()>
            {words::FIGURE_LATER}
        </p>
        <Show when=move || scene.with(Option::is_some)>
            <CanvasFigure
                scene=scene
                theme=Signal::derive(theme)
                size
            />
        </Show>
    }
}

/// Which outcome the figure shows: its name, or a choice where there are several.
#[component]
fn OutcomeChoice(
    /// The table.
    table: Understood,
    /// The name of the outcome that is looked at.
    looked_at: RwSignal<Option<String>>,
) -> impl IntoView {
    let names = table.part(|reading| {
        let outcomes = reading.review.outcomes.iter();
        let names = outcomes.map(|outcome| outcome.name.clone());
        names.collect::<Vec<_>>()
    });
    let present = move || {
        let looked_at = looked_at.get();
        names.with(|names| {
            let named = looked_at.and_then(|name| names.iter().position(|other| *other == name));
            named.unwrap_or_default()
        })
    };
    let offers = move || names.with(|names| (2..=MOST_OUTCOMES).contains(&names.len()));
    let choose = move |place: usize| {
        looked_at.set(names.with_untracked(|names| names.get(place).cloned()));
    };
    view! {
        <Show
            when=offers
            fallback=move || {
                let only = Memo::new(move |_| {
                    names.with(|names| names.get(present()).cloned())
                });
                view! {
                    <Show when=move || only.with(Option::is_some)>
                        <h3>{only}</h3>
                    </Show>
                }
            }
        >
            <Select
                label=words::OUTCOME
                options=names
                chosen=Signal::derive(move || Some(present()))
                on_choose=choose
            />
        </Show>
    }
}

/// What is left out, an entry for each cause; nothing where nothing is.
#[component]
pub fn LeftOut(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let left_out = table.part(|reading| {
        let left_out = reading.left_out.iter().cloned();
        left_out.enumerate().collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !left_out.with(Vec::is_empty)>
            <section class="left-out-list">
                <h3>{words::LEFT_OUT}</h3>
                <ul>
                    <For
                        each=move || left_out.get()
                        key=|(place, left)| {
                            format!("{place} {:?} {}", left.cause, words::lines(&left.lines))
                        }
                        children=move |(_, left)| view! { <LeftOutEntry table left/> }
                    />
                </ul>
            </section>
        </Show>
    }
}

/// What became of the words by which rows say which events they count; nothing where none does.
#[component]
fn EventWordings(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let wordings = table.part(|reading| reading.event_wordings.clone());
    let shown = move || {
        let locale = table.locale.get();
        wordings.with(|wordings| {
            let wordings = wordings.iter().take(MOST_FINDINGS);
            wordings
                .map(|wording| view! { <li>{words::event_wording(wording, locale)}</li> })
                .collect_view()
        })
    };
    view! {
        <Show when=move || !wordings.with(Vec::is_empty)>
            <section>
                <h3>{words::EVENT_WORDINGS}</h3>
                <p class="muted">{words::EVENT_WORDINGS_HINT}</p>
                <ul class="event-wordings">{shown}</ul>
            </section>
        </Show>
    }
}

/// The rows that are left out for one cause.
#[component]
fn LeftOutEntry(
    /// The table.
    table: Understood,
    /// The rows.
    left: LeftOutRows,
) -> impl IntoView {
    let locale = table.locale.get_untracked();
    let is_total = matches!(left.cause, ProblemKind::TotalRow);
    view! {
        <li>
            <span class="many">{words::rows_left_out(&left, locale)}</span>
            <div class="cause">
                <span>{words::cause(&left.cause, locale)}</span>
                " "
                <small>{words::lines(&left.lines)}</small>
                {is_total
                    .then(|| {
                        view! {
                            <Button
                                label=words::IT_IS_A_TRIAL
                                class="link"
                                on_press=move |()| table.decide(Decision::KeepTotalRows)
                            />
                        }
                    })}
            </div>
        </li>
    }
}

/// What else needs a look; nothing where nothing does.
#[component]
fn StandsOut(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let findings = table.part(|reading| {
        let is_said = words::said_already(&reading.left_out);
        let findings = reading.problems.iter();
        findings
            .filter(|finding| !is_said(finding))
            .take(MOST_FINDINGS)
            .cloned()
            .enumerate()
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !findings.with(Vec::is_empty)>
            <section>
                <h3>{words::STANDS_OUT}</h3>
                <ul class="problems">
                    <For
                        each=move || findings.get()
                        key=|finding| format!("{finding:?}")
                        children=move |(_, finding)| {
                            view! { <FindingItem finding locale=table.locale/> }
                        }
                    />
                </ul>
            </section>
        </Show>
    }
}
