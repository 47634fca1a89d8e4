//! Parts the rows of a long figure among pages, and says on each which one it is.

use std::ops::Range;

use super::footer::{self, FooterArea};
use super::text::{Face, LINE, Pen};
use crate::figure::font::{self, Weight};
use crate::figure::paper::{Fit, OnePage, Room, fitted};
use crate::figure::scene::{Anchor, Scene};
use crate::wording::{Locale, figures as words};

/// Which of the pages of a figure one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Counted from 1.
    pub(crate) page: usize,
    /// How many there are.
    pub(crate) of: usize,
}

impl Part {
    /// The only page.
    pub(crate) const WHOLE: Self = Self { page: 1, of: 1 };

    /// Whether what ends the figure stands on it.
    pub(crate) fn is_last(self) -> bool {
        self.page == self.of
    }

    /// Draws what stands beneath the rows: what ends the figure, or on a page that another one follows, that it goes on. Gives
    /// back the lower edge of the page.
    pub(crate) fn footer(
        self,
        scene: &mut Scene,
        paragraphs: &[String],
        (area, locale): (&FooterArea, Locale),
    ) -> f64 {
        if self.is_last() {
            footer::draw(scene, paragraphs, area)
        } else {
            let continues = words::continues(self.page, self.of, locale);
            footer::draw(scene, &[continues], area)
        }
    }

    /// Writes over all but the first page what the figure is, and that it is not its first. Gives back the lower edge.
    pub(crate) fn heading(
        self,
        pen: &mut Pen<'_>,
        title: &str,
        (page, locale): (f64, Locale),
    ) -> f64 {
        if self.page == 1 {
            return 0.0;
        }
        let continued = words::continued(self.page, self.of, locale);
        let room = page - font::width(&continued, Weight::Bold, pen.size);
        let title = font::shorten(title, Weight::Bold, pen.size, room);
        let place = (0.0, font::CAP_HEIGHT * pen.size);
        pen.write(&(title + &continued), place, Anchor::Start, Face::BOLD);
        (LINE + 0.25) * pen.size
    }
}

/// A figure laid out at one distance of its rows, whose lines come on one page or on several.
pub(crate) trait Paged {
    /// What its rows are made from.
    type Line;

    /// By what its pages must be scaled to be as wide as was asked: 1, or less where the columns need more.
    fn scale(&self) -> f64;

    /// Places some of its lines on one page.
    fn page(&self, lines: &[Self::Line], part: Part) -> Scene;
}

/// Brings a figure onto paper. Where it is too high as it is `usual`, its rows stand closer together, `compact`; where that does
/// not do, it goes on as many pages as it takes, with what ends it on the last. A page holds at least one line, however low it
/// is.
pub(crate) fn on_paper<F: Paged>(
    room: Room,
    breaks: &Breaks<'_, F::Line>,
    usual: impl Fn() -> F,
    compact: impl Fn() -> F,
) -> (Vec<Scene>, Fit) {
    let whole = |figure: F| {
        let scene = figure.page(breaks.lines, Part::WHOLE);
        let height = figure.scale() * scene.height;
        OnePage { scene, height }
    };
    fitted(
        room,
        || whole(usual()),
        || whole(compact()),
        || breaks.pages(room, &usual()),
    )
}

/// Where the lines of a figure may be parted.
pub(crate) struct Breaks<'a, L> {
    pub(crate) lines: &'a [L],
    /// Whether a page may begin with a line.
    pub(crate) may_begin: fn(&L) -> bool,
    /// Whether a page may end with it.
    pub(crate) may_end: fn(&L) -> bool,
}

impl<'a, L> Breaks<'a, L> {
    /// Anywhere between two lines.
    pub(crate) fn anywhere(lines: &'a [L]) -> Self {
        Self {
            lines,
            may_begin: |_| true,
            may_end: |_| true,
        }
    }
}

impl<L> Breaks<'_, L> {
    /// The pages of a figure, as many lines on each as `room` has height for, and at least one.
    pub(crate) fn pages(&self, room: Room, figure: &impl Paged<Line = L>) -> Vec<Scene> {
        let page = |range: Range<usize>, part| {
            figure.page(self.lines.get(range).unwrap_or_default(), part)
        };
        let fits =
            |range, part: Part| figure.scale() * page(range, part).height <= room.height(part.page);
        let ranges = self.ranges(fits);
        let of = ranges.len();
        let pages = (1..).zip(ranges);
        pages
            .map(|(number, range)| page(range, Part { page: number, of }))
            .collect()
    }

    /// Which lines stand on which page, as many on each as `fits` allows, and at least one.
    fn ranges(&self, fits: impl Fn(Range<usize>, Part) -> bool) -> Vec<Range<usize>> {
        let all = self.lines.len();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut first = 0;
        loop {
            let page = ranges.len() + 1;
            // How many pages there will be is not known yet, and changes no height.
            let (last, another) = (Part { page, of: page }, Part { page, of: page + 1 });
            if first + 1 >= all || fits(first..all, last) {
                ranges.push(first..all);
                return ranges;
            }
            // One line more than fits is looked for between one that surely goes on the page and all but the last.
            let (mut fitting, mut beyond) = (first + 1, all);
            while beyond - fitting > 1 {
                let middle = usize::midpoint(fitting, beyond);
                if fits(first..middle, another) {
                    fitting = middle;
                } else {
                    beyond = middle;
                }
            }
            let end = self.page_end(first, fitting);
            ranges.push(first..end);
            first = end;
        }
    }

    /// The last place not after `fitting` where a page may end; `fitting` itself where there is none after `first`.
    fn page_end(&self, first: usize, fitting: usize) -> usize {
        let may_be_parted = |place: &usize| {
            self.lines.get(*place).is_none_or(self.may_begin)
                && self.lines.get(*place - 1).is_some_and(self.may_end)
        };
        (first + 1..=fitting)
            .rev()
            .find(may_be_parted)
            .unwrap_or(fitting)
    }
}
