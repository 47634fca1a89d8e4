//! How people came to the arms of the active trial: one by one, by clusters, or one treatment after the other.

use leptos::prelude::*;

use super::debounced_command::DebouncedCommand;
use crate::app::state::{Cells, State};
use crate::app::widgets::{Checkbox, Select, TextField};
use crate::data::{Clusters, Design, OutcomeId, Periods, TrialId};
use crate::project::{Column, Command, Project};
use crate::read::{Decimal, entry};
use crate::wording::{Locale, interface::design, taken};

/// The most letters of a field.
const MOST_LETTERS: usize = 2_000;

/// What the numbers of a crossover trial are of, in the order in which it is offered.
const PERIODS: [Periods; 3] = [Periods::First, Periods::Paired, Periods::Together];

/// The kinds of design, in the order in which they are offered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    People,
    Clusters,
    Crossover,
}

/// The design of the trial of the active row, and the outcome of the active column.
#[derive(Clone, PartialEq)]
struct ActiveDesign {
    trial: TrialId,
    outcome: Option<OutcomeId>,
    design: Option<Design>,
}

impl ActiveDesign {
    fn of(cells: Cells) -> Option<Self> {
        let active = cells.selection.get().active;
        let trial = cells.trial(active.row)?;
        Some(Self {
            trial: trial.id,
            outcome: cells.active_column().and_then(Column::outcome),
            design: trial.design.clone(),
        })
    }

    fn kind(&self) -> Kind {
        match self.design {
            None => Kind::People,
            Some(Design::Cluster(_)) => Kind::Clusters,
            Some(Design::Crossover(_)) => Kind::Crossover,
        }
    }

    fn clusters(&self) -> Option<&Clusters> {
        match &self.design {
            Some(Design::Cluster(clusters)) => Some(clusters),
            Some(Design::Crossover(_)) | None => None,
        }
    }

    fn periods(&self) -> Option<Periods> {
        match self.design {
            Some(Design::Crossover(periods)) => Some(periods),
            Some(Design::Cluster(_)) | None => None,
        }
    }

    fn command(&self, design: Option<Design>) -> Command {
        Command::SetDesign {
            trials: vec![self.trial],
            design,
        }
    }
}

/// The design of the active trial: said in a line, that opens into the fields where it is changed.
#[component]
pub fn TrialDesignFields() -> impl IntoView {
    let State {
        document, cells, ..
    } = State::expect();
    let active = Memo::new(move |_| ActiveDesign::of(cells));
    let kind = Memo::new(move |_| active.with(|active| active.as_ref().map(ActiveDesign::kind)));
    let line = Memo::new(move |_| {
        let project = document.project.get();
        line(cells, &project).unwrap_or_default()
    });
    let choose = move |place| {
        let design = match place {
            1 => Some(Design::Cluster(Clusters::unknown())),
            2 => Some(Design::Crossover(Periods::First)),
            _ => None,
        };
        if let Some(active) = active.get_untracked() {
            document.perform(&active.command(design));
        }
    };
    view! {
        <details class="design" hidden=move || active.with(Option::is_none)>
            <summary>{move || line.get()}</summary>
            <div class="file-row provenance" role="group" aria-label=design::DESIGN>
                <Select
                    label=design::DESIGN
                    options=Signal::stored(design::DESIGNS.map(String::from).to_vec())
                    chosen=Signal::derive(move || kind.get().map(|kind| kind as usize))
                    on_choose=choose
                />
                <Show when=move || kind.get() == Some(Kind::Clusters)>
                    <ClusterFields active=active/>
                </Show>
                <Show when=move || kind.get() == Some(Kind::Crossover)>
                    <PeriodsField active=active/>
                </Show>
            </div>
        </details>
    }
}

/// The design in a line, with what it does to the numbers of the active cell.
fn line(cells: Cells, project: &Project) -> Option<String> {
    let active = cells.selection.get().active;
    let trial = project.review.trials.get(active.row)?;
    let outcome = cells
        .active_column()
        .and_then(Column::outcome)
        .and_then(|outcome| project.review.outcome(outcome));
    let locale = Locale::of(&project.settings);
    let reduced = outcome.and_then(|outcome| taken::reduced(trial, outcome, locale));
    Some(design::design_line(
        &trial.name,
        trial.design.as_ref(),
        reduced.as_deref(),
    ))
}

/// What the numbers of a crossover trial are of.
#[component]
fn PeriodsField(
    /// The design of the active trial.
    active: Memo<Option<ActiveDesign>>,
) -> impl IntoView {
    let document = State::expect().document;
    let chosen = move || {
        let periods = active.with(|active| active.as_ref()?.periods())?;
        PERIODS.iter().position(|other| *other == periods)
    };
    let choose = move |place: usize| {
        let chosen = PERIODS
            .get(place)
            .map(|periods| Design::Crossover(*periods));
        if let (Some(active), Some(design)) = (active.get_untracked(), chosen) {
            document.perform(&active.command(Some(design)));
        }
    };
    let options = PERIODS.map(|periods| design::periods(periods).to_owned());
    view! {
        <Select
            label=design::PERIODS
            options=Signal::stored(options.to_vec())
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}

/// What is typed about clusters.
#[derive(Clone, Copy)]
enum ClusterField {
    Size,
    Correlation,
    OutcomeCorrelation,
    Source,
}

/// The fields in their order.
const CLUSTER_FIELDS: [ClusterField; 4] = [
    ClusterField::Size,
    ClusterField::Correlation,
    ClusterField::OutcomeCorrelation,
    ClusterField::Source,
];

impl ClusterField {
    fn shown(self, active: &ActiveDesign) -> String {
        let Some(clusters) = active.clusters() else {
            return String::new();
        };
        let of_outcome = active
            .outcome
            .and_then(|outcome| clusters.outcomes.get(&outcome));
        match self {
            Self::Size => clusters.size.typed.clone(),
            Self::Correlation => clusters.correlation.typed.clone(),
            Self::OutcomeCorrelation => {
                of_outcome.map_or_else(String::new, |correlation| correlation.typed.clone())
            }
            Self::Source => clusters.source.clone(),
        }
    }

    /// Puts another text into this field of the design.
    fn command(self, active: &ActiveDesign, text: String, decimal: Decimal) -> Option<Command> {
        let mut clusters = active.clusters()?.clone();
        match self {
            Self::Size => clusters.size = entry::number(&text, decimal),
            Self::Correlation => clusters.correlation = entry::number(&text, decimal),
            Self::OutcomeCorrelation if text.trim().is_empty() => {
                clusters.outcomes.remove(&active.outcome?);
            }
            Self::OutcomeCorrelation => {
                let correlation = entry::number(&text, decimal);
                clusters.outcomes.insert(active.outcome?, correlation);
            }
            Self::Source => clusters.source = text,
        }
        Some(active.command(Some(Design::Cluster(clusters))))
    }
}

/// How large the clusters are and how alike the people in one.
#[component]
fn ClusterFields(
    /// The design of the active trial.
    active: Memo<Option<ActiveDesign>>,
) -> impl IntoView {
    let document = State::expect().document;
    let typed = DebouncedCommand::new();
    let fields = CLUSTER_FIELDS.into_iter().zip(design::CLUSTERS).enumerate();
    let fields = fields.map(|(place, (field, [name, example]))| {
        let shown = move || {
            active.with(|active| {
                let active = active.as_ref();
                active.map_or_else(String::new, |active| field.shown(active))
            })
        };
        let put = move |text| {
            typed.put(place, || {
                field.command(&active.get_untracked()?, text, document.decimal())
            });
        };
        view! {
            <TextField
                class="field inline"
                label=name
                placeholder=example
                max_length=MOST_LETTERS
                value=Signal::derive(shown)
                on_input=put
                on_blur=move |()| typed.flush()
            />
        }
    });
    let estimates_ignore_clusters = move || {
        active.with(|active| {
            let clusters = active.as_ref().and_then(ActiveDesign::clusters);
            clusters.is_some_and(|clusters| clusters.estimates_ignore_clusters)
        })
    };
    let set_estimates_ignore_clusters = move |estimates_ignore_clusters| {
        let command = active.with_untracked(|active| {
            let active = active.as_ref()?;
            let clusters = Clusters {
                estimates_ignore_clusters,
                ..active.clusters()?.clone()
            };
            Some(active.command(Some(Design::Cluster(clusters))))
        });
        if let Some(command) = command {
            document.perform(&command);
        }
    };
    view! {
        <div class="clusters">
            {fields.collect_view()}
            <Checkbox
                label=design::ESTIMATES_IGNORE_CLUSTERS
                checked=Signal::derive(estimates_ignore_clusters)
                on_change=set_estimates_ignore_clusters
            />
        </div>
    }
}
