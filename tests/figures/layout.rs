//! What every layout keeps to, whatever the review: no text over text, no text over a mark, nothing outside the page.

use proptest::prelude::*;

use super::random_cases::cases;
use super::{answered, journal, review, scene_by};
use trialpool::data::Measure;
use trialpool::figure::forest::Options;
use trialpool::figure::{Item, Point, Preset, Rectangle, Role, Scene};
use trialpool::wording::Locale;

/// Touching is not overlapping.
const SLACK: f64 = 0.05;

fn overlap(one: &Rectangle, other: &Rectangle) -> bool {
    one.left + SLACK < other.right
        && other.left + SLACK < one.right
        && one.top + SLACK < other.bottom
        && other.top + SLACK < one.bottom
}

fn around(points: &[Point]) -> Rectangle {
    let reach = |pick: fn(&Point) -> f64, fold: fn(f64, f64) -> f64, start: f64| {
        points.iter().map(pick).fold(start, fold)
    };
    Rectangle {
        left: reach(|point| point.x, f64::min, f64::INFINITY),
        top: reach(|point| point.y, f64::min, f64::INFINITY),
        right: reach(|point| point.x, f64::max, f64::NEG_INFINITY),
        bottom: reach(|point| point.y, f64::max, f64::NEG_INFINITY),
    }
}

/// What takes room beside the texts: marks, intervals, axis; guides and rules may pass behind others of their kind.
fn ink(scene: &Scene) -> Vec<(Rectangle, bool)> {
    scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Line {
                from, to, width, ..
            } => {
                let mut area = around(&[*from, *to]);
                if to.x - from.x > to.y - from.y {
                    area.top -= width / 2.0;
                    area.bottom += width / 2.0;
                } else {
                    area.left -= width / 2.0;
                    area.right += width / 2.0;
                }
                Some((area, false))
            }
            Item::Rectangle { area, role } => Some((*area, *role != Role::Paper)),
            // Bands lie behind everything.
            Item::Polygon {
                role: Role::Band | Role::FaintBand | Role::Paper,
                outline: None,
                ..
            }
            | Item::Text(_) => None,
            Item::Polygon { corners, .. } => Some((around(corners), true)),
        })
        .collect()
}

/// Whether a mark is the circle of a light.
fn is_light(scene: &Scene, mark: &Rectangle) -> bool {
    scene.items.iter().any(|item| match item {
        Item::Polygon { corners, .. } => corners.len() > 12 && around(corners) == *mark,
        _ => false,
    })
}

/// Whether a mark is a part of a stacked bar, in which its share is written.
fn is_part(scene: &Scene, mark: &Rectangle) -> bool {
    scene.items.iter().any(|item| match item {
        Item::Rectangle { area, role } => {
            area == mark && matches!(role, Role::LowRisk | Role::SomeRisk | Role::HighRisk)
        }
        Item::Polygon {
            corners, outline, ..
        } => corners.len() == 4 && outline.is_some() && around(corners) == *mark,
        Item::Line { .. } | Item::Text(_) => false,
    })
}

pub(super) fn holds(scene: &Scene) -> Result<(), String> {
    let texts: Vec<(Rectangle, &str)> = scene
        .texts()
        .map(|text| (text.bounds(), text.content.as_str()))
        .collect();
    for (index, (area, content)) in texts.iter().enumerate() {
        // Rows follow each other closely: neighbours in the list are all that can meet, but for the footer's first lines.
        for (other, other_content) in &texts[index + 1..] {
            if overlap(area, other) {
                return Err(format!("{content:?} lies over {other_content:?}"));
            }
        }
    }
    let ink = ink(scene);
    for (area, content) in &texts {
        // The sign of a light stands within it.
        let within = |mark: &Rectangle| {
            let around = mark.left <= area.left && mark.right >= area.right;
            let inside = around && mark.top <= area.top && mark.bottom >= area.bottom;
            around && content.chars().count() == 1 && is_light(scene, mark)
                || inside && is_part(scene, mark)
        };
        let hides = |mark: &Rectangle| overlap(area, mark) && !within(mark);
        if let Some((mark, _)) = ink.iter().find(|(mark, _)| hides(mark)) {
            return Err(format!(
                "{content:?} at {area:?} lies over a mark at {mark:?}"
            ));
        }
    }
    let page = Rectangle {
        left: -SLACK,
        top: -SLACK,
        right: scene.width + SLACK,
        bottom: scene.height + SLACK,
    };
    let outside = |area: &Rectangle| {
        area.left < page.left
            || area.top < page.top
            || area.right > page.right
            || area.bottom > page.bottom
            || ![area.left, area.top, area.right, area.bottom]
                .iter()
                .all(|edge| edge.is_finite())
    };
    if let Some((_, content)) = texts.iter().find(|(area, _)| outside(area)) {
        return Err(format!("{content:?} reaches beyond the page"));
    }
    if let Some((mark, _)) = ink.iter().find(|(mark, _)| outside(mark)) {
        return Err(format!("a mark at {mark:?} reaches beyond the page"));
    }
    Ok(())
}

fn count_pair() -> impl Strategy<Value = (u64, u64)> {
    (1..100_000_u64).prop_flat_map(|total| {
        let events = prop_oneof![Just(0), Just(total), 0..=total, 0..=total.min(5)];
        (events, Just(total))
    })
}

fn row() -> impl Strategy<Value = (String, [u64; 4])> {
    (".{0,60}", count_pair(), count_pair())
        .prop_map(|(name, (a, n1), (c, n2))| (name, [a, n1, c, n2]))
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_page(
        rows in proptest::collection::vec(row(), 0..25),
        labels in (".{0,40}", ".{0,40}", ".{0,40}"),
        measure in prop_oneof![
            Just(Measure::RiskRatio),
            Just(Measure::OddsRatio),
            Just(Measure::PetoOddsRatio),
            Just(Measure::RiskDifference),
        ],
        pixels in 200.0..1600.0_f64,
        comma in proptest::bool::ANY,
    ) {
        let locale = if comma { Locale::DecimalComma } else { Locale::DecimalPoint };
        let review = review([&labels.0, &labels.1, &labels.2], &rows);
        let answered = answered(&review, &review.outcomes[0], None, Some(measure));
        for (options, preset) in [
            (Options::screen(pixels, locale), Preset::Trialpool),
            (journal(), Preset::RevMan),
            (journal(), Preset::Bmj),
            (Options::screen(pixels, locale), Preset::Jama),
        ] {
            let scene = scene_by(preset, &review, &answered, &options);
            if let Err(fault) = holds(&scene) {
                prop_assert!(false, "{}: {fault}", preset.name());
            }
        }
    }
}
