//! Brings a long forest plot onto paper: whole, with its rows closer together, or in parts on several pages, each with the
//! heads and the axis.

use std::ops::Range;

use super::Forest;
use super::density::Density;
use super::layout::{Part, Sheets};
use super::lines::Line;
use crate::figure::Scene;

/// Room for a figure on paper, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// How high it may be where it begins.
    pub first: f64,
    /// How high it may be on a page that it has for itself.
    pub further: f64,
}

impl Room {
    /// Pages of some height that the figure has for itself.
    #[must_use]
    pub fn pages(height: f64) -> Self {
        Self {
            first: height,
            further: height,
        }
    }
}

/// How a figure was brought onto paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is as it would be anywhere.
    Whole,
    /// Its rows stand closer together, and every name on one line.
    Compact,
    /// It is in parts on several pages.
    Parted,
}

/// Brings a forest plot onto paper. Where it is too high, its rows stand closer together; where that does not do, it goes on as
/// many pages as it takes, as [`pages`] places it.
#[must_use]
pub fn on_paper(forest: &Forest, room: Room) -> (Vec<Scene>, Fit) {
    let lines = forest.lines();
    let whole = |density| {
        let sheets = Sheets::of(forest, density);
        let page = sheets.page(&lines, Part::WHOLE);
        let height = sheets.scale() * page.height;
        (page, height)
    };
    let usual = whole(Density::Usual);
    if usual.1 <= room.first {
        return (vec![usual.0], Fit::Whole);
    }
    let compact = whole(Density::Compact);
    if compact.1 <= room.first {
        return (vec![compact.0], Fit::Compact);
    }
    if usual.1 <= room.further {
        return (vec![usual.0], Fit::Whole);
    }
    if compact.1 <= room.further {
        return (vec![compact.0], Fit::Compact);
    }
    match parted(forest, room) {
        pages if pages.len() > 1 => (pages, Fit::Parted),
        page => (page, Fit::Whole),
    }
}

/// Places a forest plot on pages no higher than `height` points, each with the heads and the axis; the pooled estimates
/// and the footer stand on the last. A page holds at least one trial, however low it is.
#[must_use]
pub fn pages(forest: &Forest, height: f64) -> Vec<Scene> {
    parted(forest, Room::pages(height))
}

fn parted(forest: &Forest, room: Room) -> Vec<Scene> {
    let sheets = Sheets::of(forest, Density::Usual);
    let lines = forest.lines();
    let page = |range: Range<usize>, part| sheets.page(lines.get(range).unwrap_or_default(), part);
    let ranges = ranges(&lines, |range, number, is_last| {
        let height = if number == 1 {
            room.first
        } else {
            room.further
        };
        // How many there are is not known yet, and changes no height.
        let of = if is_last { number } else { number + 1 };
        sheets.scale() * page(range, Part { page: number, of }).height <= height
    });
    let of = ranges.len();
    let pages = (1..).zip(ranges);
    pages
        .map(|(number, range)| page(range, Part { page: number, of }))
        .collect()
}

/// Which lines stand on which page, where `fits` says whether some stand on a page of this number, the last or another.
fn ranges(
    lines: &[Line<'_>],
    fits: impl Fn(Range<usize>, usize, bool) -> bool,
) -> Vec<Range<usize>> {
    let all = lines.len();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut first = 0;
    while first + 1 < all && !fits(first..all, ranges.len() + 1, true) {
        // One trial more than fits is looked for between one that surely goes on the page and all but the last.
        let (mut fitting, mut beyond) = (first + 1, all);
        while beyond - fitting > 1 {
            let middle = usize::midpoint(fitting, beyond);
            if fits(first..middle, ranges.len() + 1, false) {
                fitting = middle;
            } else {
                beyond = middle;
            }
        }
        let end = page_end(lines, first, fitting);
        ranges.push(first..end);
        first = end;
    }
    ranges.push(first..all);
    ranges
}

/// The last place not after `fitting` where a page may end; `fitting` itself where there is none after `first`.
fn page_end(lines: &[Line<'_>], first: usize, fitting: usize) -> usize {
    let may_end = |end: &usize| {
        lines.get(*end).is_none_or(Line::may_begin_a_page)
            && lines.get(*end - 1).is_some_and(Line::may_end_a_page)
    };
    (first + 1..=fitting).rev().find(may_end).unwrap_or(fitting)
}
