//! The columns of a table while it is found out what they hold: their heads, what their cells are like, what is settled.

use std::collections::BTreeMap;

use crate::data::Role;
use crate::read::arm_numbers::{self, Counts};
use crate::read::delimited::Row;
use crate::read::effects;
use crate::read::entry;
use crate::read::head::Head;
use crate::read::meaning::{Column, Meaning, Why};
use crate::read::number::{Decimal, is_not_reported, is_number};

/// What the cells of a column are like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Profile {
    pub(super) filled: usize,
    pub(super) numbers: usize,
    /// Counts that are more than the 0 and 1 by which some write yes and no.
    pub(super) above_one: usize,
    pub(super) fractions: usize,
    pub(super) limits: usize,
    pub(super) with_limits: usize,
}

impl Profile {
    pub(super) fn of(column: usize, rows: &[Row], decimal: Decimal) -> Self {
        /// Enough to tell; a table of thousands of rows is not read twice.
        const ROWS_LOOKED_AT: usize = 300;
        let mut profile = Self::default();
        for row in rows.iter().take(ROWS_LOOKED_AT) {
            let cell = row.cell(column);
            if is_not_reported(cell) {
                continue;
            }
            profile.filled += 1;
            let count = entry::count(cell, decimal).value();
            profile.above_one += usize::from(count > Some(1));
            if is_number(cell) || count.is_some() {
                profile.numbers += 1;
            } else if entry::events(cell, decimal).total.is_some() {
                profile.fractions += 1;
            } else if entry::limits(cell, decimal).is_some() {
                profile.limits += 1;
            } else if entry::estimate(cell, decimal).limits.is_some() {
                profile.with_limits += 1;
            }
        }
        profile
    }

    pub(super) fn mostly(self, count: usize) -> bool {
        self.filled > 0 && 2 * count > self.filled
    }

    pub(super) fn is_text(self) -> bool {
        self.filled > 0 && 2 * self.numbers <= self.filled
    }
}

/// The columns of a table while it is found out what they hold.
pub(super) struct Table<'table> {
    pub(super) heads: &'table [Head],
    pub(super) profiles: Vec<Profile>,
    pub(super) columns: Vec<Column>,
    pub(super) open: Vec<bool>,
}

impl Table<'_> {
    pub(super) fn settle(&mut self, index: usize, meaning: Meaning, why: Why) {
        if let (Some(column), Some(open)) = (self.columns.get_mut(index), self.open.get_mut(index))
        {
            column.meaning = meaning;
            column.why = why;
            *open = false;
        }
    }

    pub(super) fn is_open(&self, index: usize) -> bool {
        self.open.get(index).copied().unwrap_or(false)
    }

    pub(super) fn has(&self, meaning: &Meaning) -> bool {
        self.index_of(meaning).is_some()
    }

    pub(super) fn index_of(&self, meaning: &Meaning) -> Option<usize> {
        let mut columns = self.columns.iter();
        let column = columns.find(|column| column.meaning == *meaning)?;
        Some(column.index)
    }

    /// The columns that say which events the rows count.
    pub(super) fn event_columns(&self) -> Vec<usize> {
        let columns = self.columns.iter();
        let columns = columns.filter(|column| matches!(column.meaning, Meaning::Events(_)));
        columns.map(|column| column.index).collect()
    }

    pub(super) fn profile(&self, index: usize) -> Profile {
        self.profiles.get(index).copied().unwrap_or_default()
    }

    /// The open columns whose head is on the list, the best name first.
    pub(super) fn named(&self, names: &[&str]) -> Vec<usize> {
        names
            .iter()
            .flat_map(|name| {
                let fits =
                    move |(index, head): (usize, &Head)| (head.plain == *name).then_some(index);
                self.heads.iter().enumerate().filter_map(fits)
            })
            .filter(|index| self.is_open(*index))
            .collect()
    }

    pub(super) fn counts(
        &self,
        arm_column: bool,
        by_row: bool,
        sides: &BTreeMap<String, Role>,
    ) -> Counts {
        let mut open: Vec<arm_numbers::Open> = Vec::new();
        // How many were randomized is a total where there is no other: elsewhere it says how large a total can be.
        for late in [false, true] {
            for (index, head) in self.heads.iter().enumerate() {
                if self.is_open(index) && head.plain.contains("rand") == late {
                    let profile = self.profile(index);
                    open.push(arm_numbers::Open {
                        index,
                        head,
                        fractions: profile.mostly(profile.fractions),
                        numbers: profile.mostly(profile.numbers),
                    });
                }
            }
        }
        arm_numbers::counts(&open, arm_column, by_row, sides)
    }

    pub(super) fn effects(&self, by_row: bool) -> Vec<(usize, Meaning, Why)> {
        let open: Vec<effects::Open> = self
            .heads
            .iter()
            .enumerate()
            .filter(|(index, _)| self.is_open(*index))
            .map(|(index, head)| {
                let profile = self.profile(index);
                effects::Open {
                    index,
                    head,
                    limits: profile.mostly(profile.limits),
                    with_limits: profile.mostly(profile.with_limits),
                }
            })
            .collect();
        effects::effects(&open, by_row)
    }
}
