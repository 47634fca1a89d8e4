//! Breaks a long forest plot into pages, each with the heads and the axis.

use std::ops::Range;

use super::Forest;
use super::columns::Columns;
use super::layout::{Ending, layout};
use super::lines::Line;
use crate::figure::Scene;

/// Places a forest plot on pages no higher than `height` points, each with the heads and the axis; the pooled estimates
/// and the footer stand on the last. A page holds at least one trial, however low it is.
#[must_use]
pub fn pages(forest: &Forest, height: f64) -> Vec<Scene> {
    let columns = Columns::of(forest);
    let lines = forest.lines();
    let all = lines.len();
    let page = |range: Range<usize>, ending| {
        let lines = lines.get(range).unwrap_or_default();
        layout(forest, &columns, lines, ending)
    };
    let fits = |range, ending| page(range, ending).height <= height;
    let mut pages = Vec::new();
    let mut first = 0;
    while first + 1 < all && !fits(first..all, Ending::Pooled) {
        // One trial more than fits is looked for between one that surely goes on the page and all but the last.
        let (mut fitting, mut beyond) = (first + 1, all);
        while beyond - fitting > 1 {
            let middle = usize::midpoint(fitting, beyond);
            if fits(first..middle, Ending::Continued) {
                fitting = middle;
            } else {
                beyond = middle;
            }
        }
        let end = page_end(&lines, first, fitting);
        pages.push(page(first..end, Ending::Continued));
        first = end;
    }
    pages.push(page(first..all, Ending::Pooled));
    pages
}

/// The last place not after `fitting` where a page may end; `fitting` itself where there is none after `first`.
fn page_end(lines: &[Line<'_>], first: usize, fitting: usize) -> usize {
    let may_end = |end: &usize| {
        lines.get(*end).is_none_or(Line::may_begin_a_page)
            && lines.get(*end - 1).is_some_and(Line::may_end_a_page)
    };
    (first + 1..=fitting).rev().find(may_end).unwrap_or(fitting)
}
