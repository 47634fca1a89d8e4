//! Names beside points, each where it lies over nothing: to the right of its point, to the left, above or beneath. A name that
//! finds no such place is not written.

use super::text::{Face, MIDDLE, Pen};
use crate::figure::font::{self, Weight};
use crate::figure::scene::{Anchor, Item, Point, Rectangle, Role, Scene, Text};

/// Size of the names as a share of that of the text.
const SIZE: f64 = 0.88;
/// Room between a point and its name, in em of the name.
const GAP: f64 = 0.35;
/// A name is at most so wide, in em.
const WIDEST: f64 = 13.0;
/// Of more points none is named: the names would be looked for among each other.
const MOST: usize = 150;

/// A point with its name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NamedPoint<'a> {
    /// Where it stands.
    pub(crate) at: Point,
    /// How large its mark is, in points.
    pub(crate) radius: f64,
    /// What it is called.
    pub(crate) name: &'a str,
}

/// Writes the names of points within an area, the first ones first, over what is drawn already. Answers how many found no
/// place.
pub(crate) fn draw(
    scene: &mut Scene,
    points: &[NamedPoint<'_>],
    area: Rectangle,
    text: f64,
) -> usize {
    if points.len() > MOST {
        return points.len();
    }
    let size = SIZE * text;
    let mut taken: Vec<Rectangle> = scene.items.iter().filter_map(extent).collect();
    let mut left_out = 0;
    for point in points {
        let name = font::shorten(point.name, Weight::Regular, size, WIDEST * size);
        if name.is_empty() {
            continue;
        }
        let found = places(point, &name, size).into_iter().find(|(text, _)| {
            let bounds = text.bounds();
            is_within(&bounds, &area) && !taken.iter().any(|other| meet(&bounds, other))
        });
        match found {
            Some((text, anchor)) => {
                taken.push(text.bounds());
                let place = (text.position.x, text.position.y);
                Pen { scene, size }.write(&text.content, place, anchor, Face::TEXT);
            }
            None => left_out += 1,
        }
    }
    left_out
}

/// Where a name may stand, the best place first.
fn places(point: &NamedPoint<'_>, name: &str, size: f64) -> Vec<(Text, Anchor)> {
    let away = point.radius + GAP * size;
    let slanted = point.radius * 0.7 + GAP * size * 0.6;
    let middle = point.at.y + MIDDLE * size;
    let above = |far: f64| point.at.y - far - font::DESCENT * size;
    let beneath = |far: f64| point.at.y + far + font::CAP_HEIGHT * size;
    let (left, right) = (point.at.x - away, point.at.x + away);
    [
        (right, middle, Anchor::Start),
        (left, middle, Anchor::End),
        (point.at.x + slanted, above(slanted), Anchor::Start),
        (point.at.x - slanted, above(slanted), Anchor::End),
        (point.at.x + slanted, beneath(slanted), Anchor::Start),
        (point.at.x - slanted, beneath(slanted), Anchor::End),
        (point.at.x, above(away), Anchor::Middle),
        (point.at.x, beneath(away), Anchor::Middle),
    ]
    .map(|(x, y, anchor)| {
        let text = Text {
            content: name.to_owned(),
            position: Point { x, y },
            anchor,
            size,
            weight: Weight::Regular,
            role: Role::Ink,
        };
        (text, anchor)
    })
    .to_vec()
}

/// What an item takes; bands lie behind everything.
fn extent(item: &Item) -> Option<Rectangle> {
    match item {
        Item::Line {
            from, to, width, ..
        } => {
            let half = width / 2.0;
            Some(Rectangle {
                left: from.x.min(to.x) - half,
                top: from.y.min(to.y) - half,
                right: from.x.max(to.x) + half,
                bottom: from.y.max(to.y) + half,
            })
        }
        Item::Rectangle { area, .. } => Some(*area),
        Item::Polygon {
            role: Role::Band | Role::FaintBand | Role::Paper,
            outline: None,
            ..
        } => None,
        Item::Polygon { corners, .. } => {
            let first = corners.first()?;
            let start = Rectangle::square(*first, 0.0);
            Some(corners.iter().fold(start, |area, corner| Rectangle {
                left: area.left.min(corner.x),
                top: area.top.min(corner.y),
                right: area.right.max(corner.x),
                bottom: area.bottom.max(corner.y),
            }))
        }
        Item::Text(text) => Some(text.bounds()),
    }
}

fn is_within(area: &Rectangle, whole: &Rectangle) -> bool {
    area.left >= whole.left
        && area.right <= whole.right
        && area.top >= whole.top
        && area.bottom <= whole.bottom
}

fn meet(one: &Rectangle, other: &Rectangle) -> bool {
    one.left < other.right
        && other.left < one.right
        && one.top < other.bottom
        && other.top < one.bottom
}
