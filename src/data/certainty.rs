//! How certain the reviewers are of the result of an outcome, as GRADE has it: where the evidence starts, what rates it down,
//! and what rates it up.
//!
//! Source: Balshem, Guyatt and colleagues 2011, GRADE guidelines 3 to 9 (J Clin Epidemiol 64), and Schünemann and colleagues
//! 2019 (J Clin Epidemiol 111:105) for a high start with ROBINS-I and three levels of rating down. The level follows from the
//! domains and is never kept beside them, so that no two things in a document can contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{ComparedArms, OutcomeId, Review, Role};

/// Everything that is judged of the certainty of results, and which outcomes a summary of findings shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grading {
    /// What was judged, by outcome: one judgement for each comparison for which somebody judged.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outcomes: BTreeMap<OutcomeId, Vec<CertaintyJudged>>,
    /// The outcomes of the summary of findings, where somebody chose them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<BTreeSet<OutcomeId>>,
}

/// What was judged of the certainty of one outcome in one comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertaintyJudged {
    /// The sides of the arms when it was judged, by their names as [`arm_key`](super::arm_key) writes them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub compared: BTreeMap<String, Role>,
    /// Where the evidence starts, where the reviewers said so; else it follows from the trials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<CertaintyStart>,
    /// Why they said so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub start_reason: String,
    /// What rates down.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub down: BTreeMap<DownDomain, RatedDown>,
    /// What rates up; it counts where the evidence starts low.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub up: BTreeMap<UpDomain, RatedUp>,
}

/// Where the evidence starts before anything rates it down or up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertaintyStart {
    /// Randomized trials; other studies whose risk of bias was judged with ROBINS-I.
    High,
    /// Studies that are not randomized.
    Low,
}

/// A domain that rates the certainty down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DownDomain {
    /// The trials may be biased.
    RiskOfBias,
    /// The trials differ more than chance and the question explain.
    Inconsistency,
    /// People, treatments or outcomes are others than those of the question.
    Indirectness,
    /// The interval leaves open what matters, or rests on too little.
    Imprecision,
    /// Trials or results may be missing because of what they found.
    PublicationBias,
}

/// How far a domain rates down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seriousness {
    /// Not at all.
    NotSerious,
    /// By one level.
    Serious,
    /// By two levels.
    VerySerious,
    /// By three levels.
    ExtremelySerious,
}

/// A domain that rates the certainty of studies that are not randomized up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpDomain {
    /// The effect is too large for bias alone.
    LargeEffect,
    /// The effect grows with the dose.
    DoseResponse,
    /// All plausible confounding would have worked against what was found.
    PlausibleConfounding,
}

/// How far a domain rates up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Raise {
    /// Not at all.
    #[default]
    None,
    /// By one level.
    One,
    /// By two levels.
    Two,
}

/// What was judged in a domain that rates down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatedDown {
    /// How far it rates down; `None` while that is not judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seriousness: Option<Seriousness>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What was judged in a domain that rates up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatedUp {
    /// How far it rates up.
    #[serde(default)]
    pub raise: Raise,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// How certain the evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertaintyLevel {
    /// One circle of four.
    VeryLow,
    /// Two circles.
    Low,
    /// Three circles.
    Moderate,
    /// Four circles.
    High,
}

impl CertaintyLevel {
    /// All of them, the highest first.
    pub const ALL: [Self; 4] = [Self::High, Self::Moderate, Self::Low, Self::VeryLow];

    /// How many of four circles are filled.
    #[must_use]
    pub const fn circles(self) -> u8 {
        match self {
            Self::VeryLow => 1,
            Self::Low => 2,
            Self::Moderate => 3,
            Self::High => 4,
        }
    }

    /// The level of so many steps above very low; what is beyond either end is that end.
    const fn at(steps: i32) -> Self {
        match steps {
            ..=0 => Self::VeryLow,
            1 => Self::Low,
            2 => Self::Moderate,
            3.. => Self::High,
        }
    }
}

impl CertaintyStart {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::High, Self::Low];

    const fn steps(self) -> i32 {
        match self {
            Self::High => 3,
            Self::Low => 1,
        }
    }
}

impl DownDomain {
    /// All of them, in GRADE's order.
    pub const ALL: [Self; 5] = [
        Self::RiskOfBias,
        Self::Inconsistency,
        Self::Indirectness,
        Self::Imprecision,
        Self::PublicationBias,
    ];

    /// How far it can rate down.
    #[must_use]
    pub const fn choices(self) -> &'static [Seriousness] {
        match self {
            Self::RiskOfBias | Self::Imprecision => &[
                Seriousness::NotSerious,
                Seriousness::Serious,
                Seriousness::VerySerious,
                Seriousness::ExtremelySerious,
            ],
            Self::Inconsistency | Self::Indirectness | Self::PublicationBias => &[
                Seriousness::NotSerious,
                Seriousness::Serious,
                Seriousness::VerySerious,
            ],
        }
    }
}

impl Seriousness {
    /// By how many levels it rates down.
    #[must_use]
    pub const fn levels(self) -> u8 {
        match self {
            Self::NotSerious => 0,
            Self::Serious => 1,
            Self::VerySerious => 2,
            Self::ExtremelySerious => 3,
        }
    }
}

impl UpDomain {
    /// All of them, in GRADE's order.
    pub const ALL: [Self; 3] = [
        Self::LargeEffect,
        Self::DoseResponse,
        Self::PlausibleConfounding,
    ];

    /// How far it can rate up: a very large effect by two levels.
    #[must_use]
    pub const fn choices(self) -> &'static [Raise] {
        match self {
            Self::LargeEffect => &[Raise::None, Raise::One, Raise::Two],
            Self::DoseResponse | Self::PlausibleConfounding => &[Raise::None, Raise::One],
        }
    }
}

impl Raise {
    /// By how many levels it rates up.
    #[must_use]
    pub const fn levels(self) -> u8 {
        match self {
            Self::None => 0,
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

impl CertaintyJudged {
    /// Whether nothing was judged.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start.is_none()
            && self.start_reason.is_empty()
            && self.down.is_empty()
            && self.up.is_empty()
    }

    /// How far a domain rates down, where that is judged.
    #[must_use]
    pub fn seriousness(&self, domain: DownDomain) -> Option<Seriousness> {
        self.down.get(&domain)?.seriousness
    }

    /// How far a domain rates up.
    #[must_use]
    pub fn raise(&self, domain: UpDomain) -> Raise {
        self.up.get(&domain).map_or(Raise::None, |up| up.raise)
    }

    /// The domains that rate down and are not judged yet.
    pub fn open(&self) -> impl Iterator<Item = DownDomain> {
        let open = |domain: &DownDomain| self.seriousness(*domain).is_none();
        DownDomain::ALL.into_iter().filter(open)
    }

    /// The level that follows: the start, less what rates down, plus what rates up where the start is low, between very low
    /// and high. `None` while a domain that rates down is not judged.
    #[must_use]
    pub fn level(&self, start: CertaintyStart) -> Option<CertaintyLevel> {
        let mut steps = start.steps();
        for domain in DownDomain::ALL {
            steps -= i32::from(self.seriousness(domain)?.levels());
        }
        match start {
            CertaintyStart::High => {}
            CertaintyStart::Low => {
                for domain in UpDomain::ALL {
                    steps += i32::from(self.raise(domain).levels());
                }
            }
        }
        Some(CertaintyLevel::at(steps))
    }

    /// Whether it was judged of a comparison whose arms stand on these sides: no arm that is still there stands on another
    /// side. Arms that came later or have other names now say nothing against it.
    #[must_use]
    pub fn is_of(&self, sides: &BTreeMap<String, Role>) -> bool {
        self.compared
            .iter()
            .all(|(arm, role)| sides.get(arm).is_none_or(|now| now == role))
    }

    /// Takes out what cannot be: a domain that rates further than it can, and places in which nothing is said.
    pub fn keep_what_fits(&mut self) {
        for (domain, rated) in &mut self.down {
            let can_be = |found: &Seriousness| domain.choices().contains(found);
            rated.seriousness = rated.seriousness.filter(can_be);
        }
        for (domain, rated) in &mut self.up {
            if !domain.choices().contains(&rated.raise) {
                rated.raise = Raise::None;
            }
        }
        self.down.retain(|_, rated| *rated != RatedDown::default());
        self.up.retain(|_, rated| *rated != RatedUp::default());
    }
}

impl Grading {
    /// Whether nothing was judged and nothing chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.outcomes.is_empty() && self.summary.is_none()
    }

    /// What was judged of an outcome in the comparison whose arms stand on these sides, as
    /// [`ComparedArms`] has them.
    #[must_use]
    pub fn of(
        &self,
        outcome: OutcomeId,
        sides: &BTreeMap<String, Role>,
    ) -> Option<&CertaintyJudged> {
        let judged = self.outcomes.get(&outcome)?;
        judged.iter().find(|judged| judged.is_of(sides))
    }

    /// Forgets outcomes that are gone.
    pub fn forget_what_is_gone(&mut self, has_outcome: impl Fn(OutcomeId) -> bool) {
        self.outcomes.retain(|outcome, _| has_outcome(*outcome));
        if let Some(summary) = &mut self.summary {
            summary.retain(|outcome| has_outcome(*outcome));
        }
    }
}

impl Review {
    /// What was judged of the certainty of an outcome in the comparison that the review makes now.
    #[must_use]
    pub fn certainty(&self, outcome: OutcomeId) -> Option<&CertaintyJudged> {
        // Most reviews have no judgement: the arms are not gone through for them.
        self.grading.outcomes.get(&outcome)?;
        self.grading.of(outcome, &ComparedArms::of(self).sides)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        CertaintyJudged, CertaintyLevel, CertaintyStart, DownDomain, Raise, RatedDown, RatedUp,
        Seriousness, UpDomain,
    };

    fn judged(serious: &[(DownDomain, Seriousness)]) -> CertaintyJudged {
        let mut judged = CertaintyJudged::default();
        for domain in DownDomain::ALL {
            let found = serious.iter().find(|(one, _)| *one == domain);
            let seriousness = found.map_or(Seriousness::NotSerious, |(_, serious)| *serious);
            judged.down.insert(
                domain,
                RatedDown {
                    seriousness: Some(seriousness),
                    reason: String::new(),
                },
            );
        }
        judged
    }

    /// Guyatt 2011, GRADE guidelines 1, table: randomized trials begin high, others low; −1 serious, −2 very serious; +1, +2.
    #[test]
    fn the_level_follows_from_start_downs_and_ups_and_stays_between_very_low_and_high() {
        use DownDomain::{Imprecision, RiskOfBias};
        let of = |serious: &[_], start| judged(serious).level(start);
        let high = CertaintyStart::High;
        assert_eq!(of(&[], high), Some(CertaintyLevel::High));
        let one = [(Imprecision, Seriousness::Serious)];
        assert_eq!(of(&one, high), Some(CertaintyLevel::Moderate));
        let three = [
            (Imprecision, Seriousness::VerySerious),
            (RiskOfBias, Seriousness::Serious),
        ];
        assert_eq!(of(&three, high), Some(CertaintyLevel::VeryLow));
        let six = [
            (Imprecision, Seriousness::ExtremelySerious),
            (RiskOfBias, Seriousness::ExtremelySerious),
        ];
        assert_eq!(of(&six, high), Some(CertaintyLevel::VeryLow));
        let low = CertaintyStart::Low;
        let mut raised = judged(&[]);
        assert_eq!(raised.level(low), Some(CertaintyLevel::Low));
        for domain in UpDomain::ALL {
            let raise = *domain.choices().last().unwrap();
            let reason = String::new();
            raised.up.insert(domain, RatedUp { raise, reason });
        }
        assert_eq!(raised.level(low), Some(CertaintyLevel::High));
        // What rates up is for evidence that starts low.
        raised.down = judged(&one).down;
        assert_eq!(raised.level(high), Some(CertaintyLevel::Moderate));
    }

    #[test]
    fn one_domain_that_is_not_judged_leaves_the_level_open() {
        for domain in DownDomain::ALL {
            let mut one_open = judged(&[]);
            one_open.down.remove(&domain);
            assert_eq!(one_open.level(CertaintyStart::High), None);
            assert_eq!(one_open.open().collect::<Vec<_>>(), [domain]);
        }
    }

    #[test]
    fn what_a_domain_cannot_be_is_taken_out() {
        let mut beyond = judged(&[(DownDomain::Indirectness, Seriousness::ExtremelySerious)]);
        let reason = String::new();
        let raise = Raise::Two;
        beyond
            .up
            .insert(UpDomain::DoseResponse, RatedUp { raise, reason });
        beyond.keep_what_fits();
        assert_eq!(beyond.seriousness(DownDomain::Indirectness), None);
        assert!(beyond.up.is_empty() && beyond.down.len() == 4);
    }
}
