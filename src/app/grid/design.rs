//! How people came to the arms of the active trial: each for himself, by clusters, or one treatment after the other. In the
//! complete page only.

use web_sys::Event;

use super::sheet::Sheet;
use super::typed::Typed;
use crate::app::element::{Element, checked, follow, html};
use crate::app::outcome::choice;
use crate::data::{Clusters, Design, Further, Outcome, OutcomeId, Periods, Trial, TrialId};
use crate::project::{Column, Command};
use crate::read::{Decimal, entry};
use crate::wording::{Locale, interface, taken};

/// The trial of the active row, the outcome of the active column, and the design.
#[derive(Clone, PartialEq)]
struct Here {
    trial: TrialId,
    outcome: Option<OutcomeId>,
    design: Further<Design>,
}

impl Here {
    fn clusters(&self) -> Option<&Clusters> {
        match self.design.get() {
            Some(Design::Cluster(clusters)) => Some(clusters),
            _ => None,
        }
    }

    fn command(&self, design: Option<Design>) -> Command {
        Command::SetDesign {
            trials: vec![self.trial],
            design: design.into(),
        }
    }
}

fn here_now(sheet: Sheet) -> Option<Here> {
    let active = sheet.selection.get().active;
    let trial = sheet.trial(active.row)?;
    Some(Here {
        trial: trial.id,
        outcome: sheet.column(active.column).and_then(Column::outcome),
        design: trial.design.clone(),
    })
}

/// The design of the active trial: said in a line, that opens into the fields where it is changed.
pub(super) fn fields(sheet: Sheet) -> Element {
    let here = Memo::new(move |_| here_now(sheet));
    let kind = Memo::new(move |_| here.with(|here| here.as_ref().map(kind_of)));
    html("details")
        .class("design")
        .flag_while("hidden", move || here.with(Option::is_none))
        .child(html("summary").text_from(move || said(sheet)))
        .child(
            html("div")
                .class("file-row provenance")
                .attribute("role", "group")
                .label(interface::design::DESIGN)
                .child(kinds(sheet, here))
                .part_while(
                    move || kind.get() == Some(Kind::Clusters),
                    move || clusters(sheet, here),
                )
                .part_while(
                    move || kind.get() == Some(Kind::Crossover),
                    move || periods(sheet, here),
                ),
        )
}

/// The kinds of design, in the order in which they are offered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    People,
    Clusters,
    Crossover,
}

fn kind_of(here: &Here) -> Kind {
    match here.design.get() {
        None => Kind::People,
        Some(Design::Cluster(_)) => Kind::Clusters,
        Some(Design::Crossover(_)) => Kind::Crossover,
    }
}

/// The design in a line, with what it does to the numbers of the active cell.
fn said(sheet: Sheet) -> String {
    let active = sheet.selection.get().active;
    let Some(trial) = sheet.trial(active.row) else {
        return String::new();
    };
    let outcome = sheet.column(active.column).and_then(Column::outcome);
    sheet.state.document.project.with(|project| {
        let locale = Locale::of(&project.settings);
        let outcome = outcome.and_then(|outcome| project.review.outcome(outcome));
        line(&trial, outcome.map(AsRef::as_ref), locale)
    })
}

fn line(trial: &Trial, outcome: Option<&Outcome>, locale: Locale) -> String {
    let reduced = outcome.and_then(|outcome| taken::reduced(trial, outcome, locale));
    interface::design::design_line(&trial.name, trial.design.get(), reduced.as_deref())
}

fn kinds(sheet: Sheet, here: Memo<Option<Here>>) -> Element {
    let options = || interface::design::DESIGNS.to_vec();
    let chosen = move || here.with(|here| here.as_ref().map(|here| kind_of(here) as usize));
    choice(interface::design::DESIGN, options, chosen, move |place| {
        let design = match place {
            1 => Some(Design::Cluster(Clusters::unknown())),
            2 => Some(Design::Crossover(Periods::First)),
            _ => None,
        };
        if let Some(here) = here.get_untracked() {
            sheet.state.document.perform(&here.command(design));
        }
    })
}

const PERIODS: [Periods; 3] = [Periods::First, Periods::Paired, Periods::Together];

fn periods(sheet: Sheet, here: Memo<Option<Here>>) -> Element {
    let periods = |here: &Here| match here.design.get() {
        Some(Design::Crossover(periods)) => Some(*periods),
        _ => None,
    };
    choice(
        interface::design::PERIODS,
        || PERIODS.map(interface::design::periods).to_vec(),
        move || {
            let chosen = here.with(|here| here.as_ref().and_then(periods))?;
            PERIODS.iter().position(|other| *other == chosen)
        },
        move |place| {
            let chosen = PERIODS
                .get(place)
                .map(|periods| Design::Crossover(*periods));
            if let (Some(here), Some(design)) = (here.get_untracked(), chosen) {
                sheet.state.document.perform(&here.command(Some(design)));
            }
        },
    )
}

/// What is typed about clusters.
#[derive(Clone, Copy)]
enum Part {
    Size,
    Correlation,
    OwnCorrelation,
    Source,
}

const PARTS: [Part; 4] = [
    Part::Size,
    Part::Correlation,
    Part::OwnCorrelation,
    Part::Source,
];

impl Part {
    fn shown(self, here: &Here) -> String {
        let Some(clusters) = here.clusters() else {
            return String::new();
        };
        let own = here
            .outcome
            .and_then(|outcome| clusters.outcomes.get(&outcome));
        match self {
            Self::Size => clusters.size.typed.clone(),
            Self::Correlation => clusters.correlation.typed.clone(),
            Self::OwnCorrelation => own.map_or_else(String::new, |own| own.typed.clone()),
            Self::Source => clusters.source.clone(),
        }
    }

    /// The design with another text in this part.
    fn with(self, here: &Here, text: String, decimal: Decimal) -> Option<Command> {
        let mut clusters = here.clusters()?.clone();
        match self {
            Self::Size => clusters.size = entry::number(&text, decimal),
            Self::Correlation => clusters.correlation = entry::number(&text, decimal),
            Self::OwnCorrelation if text.trim().is_empty() => {
                clusters.outcomes.remove(&here.outcome?);
            }
            Self::OwnCorrelation => {
                let own = entry::number(&text, decimal);
                clusters.outcomes.insert(here.outcome?, own);
            }
            Self::Source => clusters.source = text,
        }
        Some(here.command(Some(Design::Cluster(clusters))))
    }
}

fn clusters(sheet: Sheet, here: Memo<Option<Here>>) -> Element {
    let typed = Typed::new(sheet);
    follow(move || {
        here.track();
        typed.take();
    });
    let decimal = move || {
        let comma = |project: &crate::app::state::Present| project.settings.decimal_comma;
        if sheet.state.document.project.with_untracked(comma) {
            Decimal::Comma
        } else {
            Decimal::Point
        }
    };
    let fields = PARTS.iter().zip(interface::design::CLUSTERS).enumerate();
    let fields = fields.fold(
        html("div").class("clusters"),
        |fields, (nth, (part, words))| {
            let part = *part;
            let shown = move || {
                here.with(|here| {
                    here.as_ref()
                        .map_or_else(String::new, |here| part.shown(here))
                })
            };
            let put = move |text| {
                typed.put(nth, || part.with(&here.get_untracked()?, text, decimal()));
            };
            fields.child(typed.field(words, shown, put))
        },
    );
    let ignored = move || {
        let here = here.get();
        here.as_ref()
            .and_then(Here::clusters)
            .is_some_and(|clusters| clusters.estimates_ignore_clusters)
    };
    let tick = html("input")
        .attribute("type", "checkbox")
        .state_while("checked", ignored)
        .on("change", move |event: Event| {
            let Some(here) = here.get_untracked() else {
                return;
            };
            if let Some(clusters) = here.clusters() {
                let clusters = Clusters {
                    estimates_ignore_clusters: checked(&event),
                    ..clusters.clone()
                };
                sheet
                    .state
                    .document.perform(&here.command(Some(Design::Cluster(clusters))));
            }
        });
    fields.child(
        html("label")
            .class("control check")
            .child(tick)
            .text(interface::design::ESTIMATES_IGNORE_CLUSTERS),
    )
}
