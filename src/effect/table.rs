//! The 2×2 table of a trial.

use serde::{Deserialize, Serialize};

/// The largest arm that is computed with. Products of four such counts stay far inside the range of an f64, and no
/// randomized trial comes near it.
pub const LARGEST_COUNT: u64 = 1_000_000_000;

/// Events out of totals in two arms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwoByTwo {
    /// People with the event, experimental arm.
    pub experimental_events: u64,
    /// People at risk, experimental arm.
    pub experimental_total: u64,
    /// People with the event, control arm.
    pub control_events: u64,
    /// People at risk, control arm.
    pub control_total: u64,
}

impl TwoByTwo {
    /// Events and people of the experimental arm, events and people of the control arm, as tests write them.
    #[cfg(test)]
    pub(crate) const fn of(
        [
            experimental_events,
            experimental_total,
            control_events,
            control_total,
        ]: [u64; 4],
    ) -> Self {
        Self {
            experimental_events,
            experimental_total,
            control_events,
            control_total,
        }
    }

    /// Whether the counts can be those of a trial: both arms have people, none has more events than people, and no arm
    /// is beyond [`LARGEST_COUNT`].
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let arm = |events, total| total > 0 && events <= total && total <= LARGEST_COUNT;
        arm(self.experimental_events, self.experimental_total)
            && arm(self.control_events, self.control_total)
    }

    /// People and events of tables as if they were of one trial.
    #[must_use]
    pub fn together(tables: &[Self]) -> Self {
        let mut all = Self::default();
        for table in tables {
            all.add(table);
        }
        all
    }

    /// Adds the people and events of a table.
    pub fn add(&mut self, table: &Self) {
        self.experimental_events += table.experimental_events;
        self.experimental_total += table.experimental_total;
        self.control_events += table.control_events;
        self.control_total += table.control_total;
    }

    /// Takes away the people and events of a table that was added.
    pub fn take_away(&mut self, table: &Self) {
        self.experimental_events -= table.experimental_events;
        self.experimental_total -= table.experimental_total;
        self.control_events -= table.control_events;
        self.control_total -= table.control_total;
    }

    /// No event in either arm.
    #[must_use]
    pub fn is_double_zero(&self) -> bool {
        self.experimental_events == 0 && self.control_events == 0
    }

    /// The event in everybody of both arms.
    #[must_use]
    pub fn is_all_events(&self) -> bool {
        self.experimental_events == self.experimental_total
            && self.control_events == self.control_total
    }

    /// Whether any of the four cells is empty.
    #[must_use]
    pub fn has_empty_cell(&self) -> bool {
        self.experimental_events == 0
            || self.control_events == 0
            || self.experimental_events == self.experimental_total
            || self.control_events == self.control_total
    }

    /// The four cells as they were reported.
    #[must_use]
    pub fn cells(&self) -> Cells {
        Cells {
            a: self.experimental_events as f64,
            b: self
                .experimental_total
                .saturating_sub(self.experimental_events) as f64,
            c: self.control_events as f64,
            d: self.control_total.saturating_sub(self.control_events) as f64,
        }
    }
}

/// The four cells in the letters of the textbooks, fractions allowed (a correction makes them so).
///
/// |              | event | no event |
/// |--------------|-------|----------|
/// | experimental | a     | b        |
/// | control      | c     | d        |
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cells {
    /// Experimental, event.
    pub a: f64,
    /// Experimental, no event.
    pub b: f64,
    /// Control, event.
    pub c: f64,
    /// Control, no event.
    pub d: f64,
}

impl Cells {
    /// People in the experimental arm.
    #[must_use]
    pub fn n1(&self) -> f64 {
        self.a + self.b
    }

    /// People in the control arm.
    #[must_use]
    pub fn n2(&self) -> f64 {
        self.c + self.d
    }

    /// People in both arms.
    #[must_use]
    pub fn n(&self) -> f64 {
        self.n1() + self.n2()
    }

    /// People with the event in both arms.
    #[must_use]
    pub fn events(&self) -> f64 {
        self.a + self.c
    }

    /// People without the event in both arms.
    #[must_use]
    pub fn non_events(&self) -> f64 {
        self.b + self.d
    }
}
