//! Gives the reviews that come with the program.
//!
//! Their tables lie beside this file as text and are read by [`table`](super::table) like anything that is pasted.
//! Where the numbers come from, and by what rule, is in `examples/README.md`.

use std::sync::Arc;

use super::{Choices, Decimal, earlier, table};
use crate::data::{EarlierReview, Entry, Outcome, Review, SUGGESTED, Window};

/// A review that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its name in addresses and settings; never changes.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// One line about it.
    pub subtitle: &'static str,
    text: &'static str,
    outcomes: &'static [Described],
}

/// What a table cannot say about an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Described {
    name: &'static str,
    window: Window,
    group: Option<&'static str>,
    note: &'static str,
}

const fn panel(name: &'static str, window: Window, note: &'static str) -> Described {
    Described {
        name,
        window,
        group: Some("Prespecified panel"),
        note,
    }
}

const fn further(name: &'static str, note: &'static str) -> Described {
    Described {
        name,
        window: Window::Lasting,
        group: Some("Further outcomes"),
        note,
    }
}

const fn lasting(name: &'static str, note: &'static str) -> Described {
    Described {
        name,
        window: Window::Lasting,
        group: None,
        note,
    }
}

/// The key of the first example.
const MESENCHYMAL_STROMAL_CELLS: &str = "mesenchymal-stromal-cells";

const EXAMPLES: [Example; 4] = [
    Example {
        key: MESENCHYMAL_STROMAL_CELLS,
        title: "Mesenchymal stromal cells: adverse events",
        subtitle: "Sample of published trials, not a systematic review",
        text: include_str!("examples/mesenchymal_stromal_cells.tsv"),
        outcomes: &[
            panel(
                "Fever",
                Window::Immediate,
                "Earliest time point each trial reports",
            ),
            panel(
                "Infusional toxicity, non-fever",
                Window::Immediate,
                "Reactions to the infusion other than fever",
            ),
            panel(
                "Infection",
                Window::Lasting,
                "Longest follow-up each trial reports",
            ),
            panel(
                "Thrombotic or embolic events",
                Window::Lasting,
                "Longest follow-up each trial reports",
            ),
            panel(
                "Death",
                Window::Lasting,
                "Longest follow-up each trial reports",
            ),
            panel(
                "Malignancy or ectopic tissue",
                Window::Lasting,
                "Longest follow-up each trial reports",
            ),
            further("Serious adverse events", "People with at least one"),
            further(
                "Myocardial infarction",
                "Longest follow-up each trial reports",
            ),
            further(
                "Ventricular arrhythmia",
                "Longest follow-up each trial reports",
            ),
        ],
    },
    Example {
        key: "diuretics-in-pregnancy",
        title: "Diuretics in pregnancy",
        subtitle: "Nine trials, four outcomes (Collins, Yusuf and Peto 1985)",
        text: include_str!("examples/diuretics_in_pregnancy.tsv"),
        outcomes: &[
            lasting("Pre-eclampsia", ""),
            lasting("Perinatal death", ""),
            lasting("Stillbirth", "One trial does not report it"),
            lasting("Neonatal death", "One trial does not report it"),
        ],
    },
    Example {
        key: "catheter-infections",
        title: "Anti-infective central venous catheters",
        subtitle: "Catheter-related bloodstream infection in 18 trials (Niel-Weise 2007)",
        text: include_str!("examples/catheter_infections.tsv"),
        outcomes: &[lasting("Catheter-related bloodstream infection", "")],
    },
    Example {
        key: "bcg-vaccine",
        title: "BCG vaccine against tuberculosis",
        subtitle: "13 trials (Colditz 1994); the vaccine protects",
        text: include_str!("examples/bcg_vaccine.tsv"),
        outcomes: &[lasting("Tuberculosis", "")],
    },
];

/// States for outcomes of the suggested panel the margins that it proposes.
fn suggest_margins(review: &mut Review) {
    let panel = Arc::make_mut(&mut review.panel);
    for outcome in &review.outcomes {
        let suggested = SUGGESTED.iter().find(|suggested| suggested.is(outcome));
        if let Some(suggested) = suggested {
            let margin = Entry::reported(suggested.margin);
            panel.margins.insert(outcome.id, margin);
        }
    }
}

/// Pooled results that reviews of mesenchymal stromal cells published, as they are printed.
const PUBLISHED: &str = include_str!("examples/published_msc_reviews.csv");

/// Pooled results that reviews of mesenchymal stromal cells published, as they are printed: none of them is recomputed here.
#[must_use]
pub fn published_reviews() -> Vec<EarlierReview> {
    earlier(PUBLISHED, Decimal::Point).unwrap_or_default()
}

/// The reviews that come with the program; the first is what a new visitor sees.
#[must_use]
pub fn all() -> &'static [Example] {
    &EXAMPLES
}

/// The review of this key, if there is one.
#[must_use]
pub fn review(key: &str) -> Option<Review> {
    let example = EXAMPLES.iter().find(|example| example.key == key)?;
    Some(example.review())
}

impl Example {
    /// Its table as text, as it could be pasted.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The review itself.
    #[must_use]
    pub fn review(&self) -> Review {
        let mut review = table(self.text, &Choices::default()).review;
        self.title.clone_into(&mut review.title);
        self.subtitle.clone_into(&mut review.subtitle);
        let described = |outcome: &Outcome| {
            self.outcomes
                .iter()
                .position(|described| described.name == outcome.name)
        };
        review
            .outcomes
            .sort_by_key(|outcome| described(outcome).unwrap_or(usize::MAX));
        for outcome in &mut review.outcomes {
            let Some(described) = described(outcome).and_then(|index| self.outcomes.get(index))
            else {
                continue;
            };
            let outcome = Arc::make_mut(outcome);
            outcome.window = described.window;
            outcome.group = described.group.map(str::to_owned);
            described.note.clone_into(&mut outcome.note);
        }
        if self.key == MESENCHYMAL_STROMAL_CELLS {
            suggest_margins(&mut review);
            review.earlier = published_reviews()
                .into_iter()
                .map(|mut earlier| {
                    earlier.link(&review.outcomes);
                    Arc::new(earlier)
                })
                .collect();
        }
        review
    }
}
