//! Records of ClinicalTrials.gov: which groups are compared, which terms are outcomes, and what is in doubt.

mod groups;
mod outcomes;

use std::sync::Arc;

use web_sys::Event;

use super::Importing;
use crate::app::element::{Element, checked, html, value};
use crate::app::intake::taking::{Foot, Taking, Way};
use crate::project::Project;
use crate::read::registry::{self, Built, Mapping, Record};
use crate::wording::{self, interface};

/// Doubts shown; nobody reads more, and each is in the note of its number.
const MOST_DOUBTS: usize = 60;

/// What is made of the records, behind a pointer.
#[derive(Clone)]
struct Made(Arc<Built>);

impl PartialEq for Made {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What is being decided.
#[derive(Clone)]
struct Deciding {
    importing: Importing,
    records: Arc<Vec<Record>>,
    mapping: RwSignal<Mapping>,
    made: Memo<Made>,
}

pub(super) fn content(importing: Importing, records: &[Record]) -> Vec<Element> {
    let records = Arc::new(records.to_vec());
    let mapping = RwSignal::new(registry::mapping(&records));
    let from = Arc::clone(&records);
    let made = Memo::new(move |_| {
        mapping.with(|mapping| Made(Arc::new(registry::build(&from, mapping))))
    });
    let deciding = Deciding {
        importing,
        records,
        mapping,
        made,
    };
    let state = importing.state;
    let summary = move || {
        made.with(|made| {
            let doubts = made.0.doubts.len();
            interface::paste_preview(&made.0.review, doubts, state.document.locale())
        })
    };
    let body = html("div")
        .class("dialog-body records")
        .child(
            html("p")
                .class("muted")
                .text(interface::import::GROUPS_HINT),
        )
        .child(labels(mapping))
        .children(groups::trials(&deciding))
        .child(html("h3").text("Outcomes"))
        .child(outcomes::chooser(&deciding))
        .child(html("h3").text("What comes of it"))
        .child(html("p").attribute("role", "status").text_from(summary))
        .child(html("ul").class("problems").parts(doubts(&deciding)));
    vec![body, foot(&deciding)]
}

/// What the two sides are called.
fn labels(mapping: RwSignal<Mapping>) -> Element {
    let label = move |name: &str, part: fn(&mut Mapping) -> &mut String| {
        let input = html("input")
            .class("text-input")
            .attribute("maxlength", "80")
            .value_from(move || part(&mut mapping.get()).clone())
            .on("change", move |event: Event| {
                mapping.update(|mapping| *part(mapping) = value(&event));
            });
        html("label")
            .class("field inline")
            .child(html("span").text(name))
            .child(input)
    };
    html("div")
        .class("file-row")
        .child(label("Treatment", |mapping| {
            &mut mapping.experimental_label
        }))
        .child(label("Compared with", |mapping| &mut mapping.control_label))
}

/// A box to be ticked.
fn tick(
    words: &str,
    is_ticked: impl Fn() -> bool + 'static,
    act: impl Fn(bool) + 'static,
) -> Element {
    let input = html("input")
        .attribute("type", "checkbox")
        .state_while("checked", is_ticked)
        .on("change", move |event: Event| act(checked(&event)));
    html("label").class("tick").child(input).text(words)
}

fn doubts(deciding: &Deciding) -> impl Fn() -> Vec<Element> + 'static {
    let (made, records) = (deciding.made, Arc::clone(&deciding.records));
    move || {
        made.with(|made| {
            let doubts = made.0.doubts.iter().take(MOST_DOUBTS);
            doubts
                .map(|doubt| {
                    let words = wording::registry::doubt(doubt, &records);
                    html("li")
                        .class("warning")
                        .child(html("div").class("plain").child(html("span").text(&words)))
                })
                .collect()
        })
    }
}

fn foot(deciding: &Deciding) -> Element {
    let (importing, made) = (deciding.importing, deciding.made);
    let review = move || made.with_untracked(|made| made.0.review.clone());
    Taking::new().foot(Foot {
        words: [
            interface::import::OPEN_REVIEW,
            interface::import::ADD_TRIALS,
        ],
        has_trials_in_common: Box::new(move || {
            made.with(|made| importing.has_in_common(&made.0.review))
        }),
        usable: Box::new(move || {
            made.with(|made| {
                let review = &made.0.review;
                !review.trials.is_empty() && !review.outcomes.is_empty()
            })
        }),
        take: Box::new(move |way, same_trial| match way {
            Way::Replace => importing.begin(Project::of(review())),
            Way::Add => importing.add(review(), same_trial),
        }),
        open: importing.open,
    })
}
