//! What came of the whole replay.

use std::collections::BTreeMap;
use std::fmt;

use super::comparison::Verdict;
use super::record::Record;

/// Counts for one analysis.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Records of this analysis.
    pub(crate) records: usize,
    /// Compared and agreed.
    pub(crate) agreed: usize,
    /// Neither side has a number.
    pub(crate) both_undefined: usize,
    /// The core cannot do them yet.
    pub(crate) unsupported: usize,
    /// R was not asked, was stopped by the clock, or said itself that its number may be wrong.
    pub(crate) not_judged: usize,
    /// Compared and disagreed.
    pub(crate) disagreed: usize,
    /// Single numbers compared.
    pub(crate) numbers: usize,
    /// The largest relative difference among the agreed.
    pub(crate) worst: f64,
    /// A check sum over the bits of all numbers that the core gave: it tells whether two machines compute the same.
    pub(crate) bits: CheckSum,
}

/// Fowler, Noll and Vo's hash (FNV-1a, 64 bits) over the bits of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CheckSum(u64);

impl Default for CheckSum {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl CheckSum {
    fn add(&mut self, number: f64) {
        for byte in number.to_bits().to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl fmt::Display for CheckSum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

/// The replay of a folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    /// By analysis and source.
    pub(crate) tallies: BTreeMap<String, Tally>,
    /// How many records each convention touched.
    pub(crate) conventions: BTreeMap<&'static str, usize>,
    /// What disagreed, record by record.
    pub(crate) disagreements: Vec<String>,
}

impl Report {
    pub(super) fn add(&mut self, record: &Record, verdict: Verdict) {
        let tally = self
            .tallies
            .entry(format!("{} ({})", record.analysis, record.source))
            .or_default();
        tally.records += 1;
        match verdict {
            Verdict::Unsupported => tally.unsupported += 1,
            Verdict::NotComputed => tally.not_judged += 1,
            Verdict::BothUndefined => tally.both_undefined += 1,
            Verdict::Compared(comparison) => {
                for name in &comparison.conventions {
                    *self.conventions.entry(name).or_default() += 1;
                }
                tally.numbers += comparison.numbers;
                for number in &comparison.found {
                    tally.bits.add(*number);
                }
                if comparison.failures.is_empty() {
                    tally.agreed += 1;
                    tally.worst = tally.worst.max(comparison.worst);
                } else if record.is_doubtful() {
                    tally.not_judged += 1;
                } else {
                    tally.disagreed += 1;
                    self.disagreements.push(format!(
                        "{}: {}",
                        record.name(),
                        comparison.failures.join("; ")
                    ));
                }
            }
        }
    }

    /// The check sum of each analysis the core can do, a line each.
    #[must_use]
    pub(crate) fn bits(&self) -> String {
        let mut lines = String::new();
        for (name, tally) in &self.tallies {
            if tally.numbers > 0 {
                lines.extend([&tally.bits.to_string(), " ", name, "\n"]);
            }
        }
        lines
    }

    /// The sum over all analyses.
    #[must_use]
    pub(crate) fn total(&self) -> Tally {
        self.tallies
            .values()
            .fold(Tally::default(), |sum, tally| Tally {
                records: sum.records + tally.records,
                agreed: sum.agreed + tally.agreed,
                both_undefined: sum.both_undefined + tally.both_undefined,
                unsupported: sum.unsupported + tally.unsupported,
                not_judged: sum.not_judged + tally.not_judged,
                disagreed: sum.disagreed + tally.disagreed,
                numbers: sum.numbers + tally.numbers,
                worst: sum.worst.max(tally.worst),
                bits: CheckSum::default(),
            })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{:<42}{:>8}{:>8}{:>11}{:>13}{:>11}{:>10}{:>9}{:>9}",
            "analysis (source)",
            "records",
            "agreed",
            "undefined",
            "unsupported",
            "not judged",
            "disagreed",
            "numbers",
            "worst"
        )?;
        let total = self.total();
        let line = |out: &mut fmt::Formatter<'_>, name: &str, tally: &Tally| {
            writeln!(
                out,
                "{name:<42}{:>8}{:>8}{:>11}{:>13}{:>11}{:>10}{:>9}{:>9.0e}",
                tally.records,
                tally.agreed,
                tally.both_undefined,
                tally.unsupported,
                tally.not_judged,
                tally.disagreed,
                tally.numbers,
                tally.worst
            )
        };
        for (name, tally) in &self.tallies {
            line(out, name, tally)?;
        }
        line(out, "all", &total)?;
        writeln!(
            out,
            "\nundefined: neither side has a number; unsupported: not in the core yet; not judged: R was not asked,"
        )?;
        writeln!(
            out,
            "was stopped by the clock, or warns that its number may be wrong. Not offered, so not compared: the standard"
        )?;
        writeln!(out, "error of τ², and τ² at R's default tolerance.")?;
        writeln!(out, "\nconventions (records touched):")?;
        for (name, count) in &self.conventions {
            writeln!(out, "{count:>7}  {name}")?;
        }
        writeln!(
            out,
            "\ncheck sums of the bits, the same on every machine:\n{}",
            self.bits()
        )?;
        if !self.disagreements.is_empty() {
            writeln!(out, "\ndisagreements:")?;
            for disagreement in &self.disagreements {
                writeln!(out, "  {disagreement}")?;
            }
        }
        Ok(())
    }
}
