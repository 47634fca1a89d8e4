//! Which of several time points of a trial is used. In the complete page only.

use web_sys::Event;

use super::sheet::Sheet;
use crate::app::element::{Element, html, value};
use crate::app::outcome::choice;
use crate::data::{Outcome, OutcomeId, Record, TrialId, Window};
use crate::project::Command;
use crate::wording::interface;

/// A record with several time points, and how its outcome chooses among them.
#[derive(Clone, PartialEq)]
struct Several {
    trial: TrialId,
    outcome: OutcomeId,
    window: Window,
    /// The time in use first, then the others as the record has them.
    times: Vec<String>,
    by_hand: bool,
}

impl Several {
    fn of(trial: TrialId, outcome: &Outcome, record: &Record) -> Option<Self> {
        let others = record.others.get()?;
        let readings = std::iter::once(record).chain(&others.records);
        Some(Self {
            trial,
            outcome: outcome.id,
            window: outcome.window,
            times: readings.map(|reading| reading.time_point.clone()).collect(),
            by_hand: others.by_hand,
        })
    }
}

fn several_here(sheet: Sheet) -> Option<Several> {
    let active = sheet.selection.get().active;
    let trial = sheet.trial(active.row)?;
    let outcome = sheet.column(active.column)?.outcome()?;
    let record = trial.records.get(&outcome)?;
    sheet.state.document.project.with(|project| {
        let outcome = project.review.outcome(outcome)?;
        Several::of(trial.id, outcome, record)
    })
}

/// The time points of the active cell, of which one is used, and by which rule; nothing where there is but one.
pub(super) fn choices(sheet: Sheet) -> Element {
    let here = Memo::new(move |_| several_here(sheet));
    html("div")
        .class("field inline times")
        .flag_while("hidden", move || here.with(Option::is_none))
        .child(used(sheet, here))
        .child(rule(sheet, here))
}

/// The time point in use: the one that the rule chooses, or one chosen by hand.
fn used(sheet: Sheet, here: Memo<Option<Several>>) -> Element {
    let items = move || {
        let Some(several) = here.get() else {
            return Vec::new();
        };
        let by_rule = html("option")
            .attribute("value", "")
            .flag("selected", !several.by_hand)
            .text(&interface::design::time_by_rule(
                several.window,
                &several.times,
            ));
        let mut items = vec![by_rule];
        for (place, time) in several.times.iter().enumerate() {
            let item = html("option")
                .attribute("value", &place.to_string())
                .flag("selected", several.by_hand && place == 0)
                .text(&interface::design::time_by_hand(time));
            items.push(item);
        }
        items
    };
    let select = html("select")
        .on("change", move |event: Event| {
            if let Some(several) = here.get_untracked() {
                sheet.state.document.perform(&Command::UseTime {
                    trial: several.trial,
                    outcome: several.outcome,
                    place: value(&event).parse().ok(),
                });
            }
        })
        .parts(items);
    html("label")
        .class("control")
        .child(
            html("span")
                .class("control-label")
                .text(interface::design::TIME_USED),
        )
        .child(select)
}

/// The rule of the outcome, for all trials that report several time points.
fn rule(sheet: Sheet, here: Memo<Option<Several>>) -> Element {
    const WINDOWS: [Window; 2] = [Window::Lasting, Window::Immediate];
    choice(
        interface::design::TIME_RULE,
        || WINDOWS.map(interface::design::window).to_vec(),
        move || {
            let window = here.get().map(|several| several.window)?;
            WINDOWS.iter().position(|other| *other == window)
        },
        move |place| {
            let several = here.get_untracked();
            let described = several
                .zip(WINDOWS.get(place))
                .and_then(|(several, window)| {
                    sheet.state.document.project.with_untracked(|project| {
                        let outcome = project.review.outcome(several.outcome)?;
                        Some(Command::DescribeOutcome {
                            outcome: outcome.id,
                            window: *window,
                            group: outcome.group.clone(),
                            more_is_worse: outcome.more_is_worse,
                            note: outcome.note.clone(),
                        })
                    })
                });
            if let Some(command) = described {
                sheet.state.document.perform(&command);
            }
        },
    )
}
