//! The addresses of the page's places.

use trialpool::data::{OutcomeId, Review};
use trialpool::project::{
    OutcomeSection, Place, QualitySection, ReviewSection, Section, outcome_slugs, slug,
};

use super::outcome;

fn of_outcome(slug: &str, section: OutcomeSection) -> Place {
    Place::Outcome {
        slug: slug.to_owned(),
        section,
    }
}

fn slugs_of(names: &[&str]) -> Vec<String> {
    let outcomes = (1..).zip(names);
    let review = Review {
        outcomes: outcomes
            .map(|(id, name)| outcome(id, name).into())
            .collect(),
        ..Review::default()
    };
    outcome_slugs(&review)
        .into_iter()
        .map(|(_, slug)| slug)
        .collect()
}

#[test]
fn every_place_is_found_again_by_its_address() {
    let mut places = vec![Place::Data, Place::Findings];
    places.extend(OutcomeSection::ALL.map(|section| of_outcome("death-at-30-days", section)));
    places.extend(QualitySection::ALL.map(|section| Place::Quality { section }));
    places.extend(ReviewSection::ALL.map(|section| Place::Review { section }));
    for place in places {
        assert_eq!(Place::parse(&place.address()), Some(place));
    }
}

#[test]
fn addresses_read_as_people_would_write_them() {
    let addresses = [
        (Place::Data, "#data"),
        (of_outcome("death", OutcomeSection::Forest), "#o/death"),
        (
            of_outcome("death", OutcomeSection::Robustness),
            "#o/death/robustness",
        ),
        (
            of_outcome("death", OutcomeSection::Subgroups),
            "#o/death/subgroups",
        ),
        (
            of_outcome("death", OutcomeSection::SmallStudyEffects),
            "#o/death/small",
        ),
        (
            of_outcome("death", OutcomeSection::Certainty),
            "#o/death/certainty",
        ),
        (
            Place::Quality {
                section: QualitySection::RiskOfBias,
            },
            "#quality/rob",
        ),
        (
            Place::Quality {
                section: QualitySection::Checklists,
            },
            "#quality/checklists",
        ),
        (Place::Findings, "#findings"),
        (
            Place::Review {
                section: ReviewSection::Panel,
            },
            "#review/panel",
        ),
        (
            Place::Review {
                section: ReviewSection::Summary,
            },
            "#review/summary",
        ),
        (
            Place::Review {
                section: ReviewSection::Flow,
            },
            "#review/flow",
        ),
        (
            Place::Review {
                section: ReviewSection::Versions,
            },
            "#review/versions",
        ),
        (
            Place::Review {
                section: ReviewSection::Words,
            },
            "#review/words",
        ),
        (
            Place::Review {
                section: ReviewSection::Downloads,
            },
            "#review/downloads",
        ),
    ];
    for (place, address) in addresses {
        assert_eq!(place.address(), address);
    }
}

#[test]
fn an_address_that_is_no_place_leads_nowhere() {
    for address in ["", "#", "#elsewhere", "#Data", "#review=v1.abc", "#/data"] {
        assert_eq!(Place::parse(address), None, "{address}");
    }
}

#[test]
fn a_part_that_is_not_known_leads_to_the_place_around_it() {
    assert_eq!(
        Place::parse("#o/death/from-a-later-version"),
        Some(of_outcome("death", OutcomeSection::Forest))
    );
    for address in ["#review", "#review/from-a-later-version"] {
        assert_eq!(
            Place::parse(address),
            Some(Place::Review {
                section: ReviewSection::Panel
            })
        );
    }
    assert_eq!(
        Place::parse("#quality/from-a-later-version").map(|place| place.section()),
        Some(Section::Quality)
    );
    assert_eq!(
        Place::parse("#o").map(|place| place.section()),
        Some(Section::Outcomes)
    );
}

#[test]
fn slugs_are_small_letters_and_digits_of_any_script() {
    assert_eq!(
        slug("Death, at 30 days (all causes)"),
        "death-at-30-days-all-causes"
    );
    assert_eq!(slug("  Übelkeit / Erbrechen  "), "übelkeit-erbrechen");
    assert_eq!(slug("死亡"), "死亡");
    assert_eq!(slug("…"), "");
    assert!(slug(&"very ".repeat(100)).len() <= 84);
}

#[test]
fn no_two_outcomes_have_the_same_slug() {
    assert_eq!(
        slugs_of(&["Death", "death!", "Death 2", "", "?"]),
        ["death", "death-2", "death-2-2", "outcome", "outcome-2"]
    );
}

#[test]
fn slugs_stand_in_the_order_of_the_outcomes() {
    let review = Review {
        outcomes: vec![outcome(7, "Nausea").into(), outcome(3, "Death").into()],
        ..Review::default()
    };
    assert_eq!(
        outcome_slugs(&review),
        [
            (OutcomeId(7), String::from("nausea")),
            (OutcomeId(3), String::from("death"))
        ]
    );
}
