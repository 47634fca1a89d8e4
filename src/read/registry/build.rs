//! Makes a review of records and of what the user decided about them, with what is in doubt.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::text::folded;
use super::{
    AdverseEvents, Affected, Group, Mapping, OutcomeMapping, Record, Seriousness, Subject, Term,
    TrialMapping, Wording,
};
use crate::data::{
    Arm, ArmId, CountEntries, Covariate, CovariateId, Entry, EventClass, EventSeriousness, Outcome,
    OutcomeId, OutcomeKind, Randomized, Review, Role, State, Stated, Trial, TrialId, Values,
};
use crate::read::build::usual_window;

/// A review made of records.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    /// The review.
    pub review: Review,
    /// What is in doubt, record by record.
    pub doubts: Vec<Doubt>,
}

/// Something that the user should know, or decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The record, by its place.
    pub record: usize,
    /// The outcome's name, where one outcome is in doubt.
    pub outcome: Option<String>,
    /// What is in doubt.
    pub kind: DoubtKind,
}

/// What is in doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoubtKind {
    /// The record holds no adverse events.
    NoAdverseEvents,
    /// The trial was not randomized, or does not say that it was.
    NotRandomized {
        /// What it says.
        allocation: String,
    },
    /// The trial gave the same people one treatment after the other, and its groups are compared as if they were of
    /// different people.
    Crossover,
    /// No group stands on this side.
    NoGroup {
        /// Which side.
        side: Role,
        /// Within which part of the trial; empty where it has one part.
        stratum: String,
    },
    /// Several groups stand on one side, and nobody said that they are of different people: none of them is pooled.
    NotDisjoint {
        /// Which side.
        side: Role,
        /// The titles of the groups.
        groups: Vec<String>,
    },
    /// A group with nobody at risk was left away.
    Nobody {
        /// Its title.
        group: String,
    },
    /// The term is not listed. Serious ones have not occurred or were taken into another term; others may be below the
    /// threshold.
    NotListed {
        /// The percentage above which other events are listed; empty where serious events are meant.
        threshold: String,
    },
    /// The term is not listed among the serious events, and was taken to have affected nobody, as the user chose.
    TakenAsZero,
    /// The record lists the term several times, under different organ systems. One person may be in several of them, so
    /// nothing is added up and nothing was taken.
    Repeated {
        /// The organ systems.
        organ_systems: Vec<String>,
    },
    /// The record lists several of the wordings. One person may be in several of them, so the first alone was taken.
    OtherWordings {
        /// The wording taken.
        taken: String,
        /// The others.
        left: Vec<String>,
    },
    /// The groups that are compared hold more people than took part, so that somebody is in two of them.
    MoreThanEnrolled {
        /// People in the groups.
        people: u64,
        /// People who took part.
        enrolled: u64,
        /// The titles of the groups.
        groups: Vec<String>,
    },
    /// How many people of a group were affected is not said.
    NotCounted {
        /// The group's title.
        group: String,
    },
}

/// The covariate that holds the numbers of records.
const REGISTRY_NUMBER: &str = "Registry number";

/// The covariate that holds how many people took part: with it totals that count somebody twice are found.
const ENROLLED: &str = "People enrolled";

/// Puts the review together, record by record.
pub(super) struct Builder<'mapping> {
    mapping: &'mapping Mapping,
    built: Built,
    outcomes: Vec<(OutcomeId, &'mapping OutcomeMapping)>,
    number: CovariateId,
    enrolled: CovariateId,
}

/// Where an outcome's numbers stand in a record.
enum Found<'record> {
    /// In the groups themselves.
    InGroups(fn(&Group) -> &Affected),
    /// Under a term.
    InTerm(&'record Term),
    /// Nowhere among the serious events, and that counts as nobody.
    Zero,
}

impl<'mapping> Builder<'mapping> {
    pub(super) fn new(mapping: &'mapping Mapping) -> Self {
        let mut review = Review {
            experimental_label: mapping.experimental_label.clone(),
            control_label: mapping.control_label.clone(),
            ..Review::default()
        };
        let [number, enrolled] = [REGISTRY_NUMBER, ENROLLED].map(|name| {
            let id = CovariateId(review.fresh_id());
            let name = name.to_owned();
            review.covariates.push(Covariate { id, name });
            id
        });
        let mut outcomes = Vec::new();
        for (outcome, name) in mapping.outcomes.iter().zip(distinct_names(mapping)) {
            let id = OutcomeId(review.fresh_id());
            review.outcomes.push(Arc::new(Outcome {
                id,
                name,
                kind: OutcomeKind::Counts,
                window: usual_window(&outcome.name),
                group: None,
                more_is_worse: true,
                note: definition(&outcome.subject),
            }));
            if let Some(seriousness) = seriousness_of(&outcome.subject) {
                let class = EventClass {
                    seriousness: Some(Stated::Known(seriousness)),
                    ..EventClass::default()
                };
                Arc::make_mut(&mut review.panel).events.insert(id, class);
            }
            outcomes.push((id, outcome));
        }
        Self {
            mapping,
            built: Built::of(review),
            outcomes,
            number,
            enrolled,
        }
    }

    pub(super) fn finish(self) -> Built {
        self.built
    }

    /// Takes a record: a trial, or one for each of its parts.
    pub(super) fn take(&mut self, record: &Record, trial: &TrialMapping) {
        let Some(events) = &record.adverse_events else {
            return self.doubt(trial, None, DoubtKind::NoAdverseEvents);
        };
        if record.randomized() != Randomized::Yes {
            let allocation = record.allocation.clone();
            self.doubt(trial, None, DoubtKind::NotRandomized { allocation });
        }
        let mut strata: Vec<&str> = Vec::new();
        for group in trial
            .groups
            .iter()
            .filter(|group| group.role != Role::Ignored)
        {
            if !strata.contains(&group.stratum.as_str()) {
                strata.push(&group.stratum);
            }
        }
        if strata.is_empty() {
            strata.push("");
        } else if record.is_crossover() {
            self.doubt(trial, None, DoubtKind::Crossover);
        }
        for stratum in strata {
            self.take_stratum(record, events, trial, stratum);
        }
        if !record.is_crossover()
            && let Some(enrolled) = record.enrolment.value()
        {
            self.more_than_enrolled(events, trial, enrolled);
        }
    }

    /// Says if the groups that are compared hold more people than took part.
    fn more_than_enrolled(&mut self, events: &AdverseEvents, trial: &TrialMapping, enrolled: u64) {
        let mapped = events.groups.iter().zip(&trial.groups);
        let compared: Vec<&Group> = mapped
            .filter(|(_, mapping)| mapping.role != Role::Ignored)
            .map(|(group, _)| group)
            .collect();
        let people = compared.iter().map(|group| group.people());
        let people = people.fold(0, u64::saturating_add);
        if people > enrolled && compared.len() > 1 {
            let kind = DoubtKind::MoreThanEnrolled {
                people,
                enrolled,
                groups: compared.iter().map(|group| group.title.clone()).collect(),
            };
            self.doubt(trial, None, kind);
        }
    }

    fn take_stratum(
        &mut self,
        record: &Record,
        events: &AdverseEvents,
        mapped: &TrialMapping,
        stratum: &str,
    ) {
        // Experimental arms first, as in the grid: the placebo may be the first group of a record.
        let mut arms: Vec<(usize, Arm)> = Vec::new();
        for side in [Role::Experimental, Role::Control] {
            let role = self.role_of_side(events, mapped, stratum, side);
            for (place, group) in groups_of(events, mapped, stratum, side) {
                let id = ArmId(u32::try_from(arms.len()).unwrap_or(u32::MAX));
                let label = group.title.clone();
                arms.push((place, Arm { id, label, role }));
            }
        }
        if arms.is_empty() {
            return;
        }
        let id = TrialId(self.built.review.fresh_id());
        let mut trial = Trial::two_armed(id, name_of(&mapped.name, stratum));
        trial.randomized = record.randomized();
        trial.covariates.insert(self.number, record.id.clone());
        if let Some(enrolled) = record.enrolment.value() {
            let enrolled = enrolled.to_string();
            trial.covariates.insert(self.enrolled, enrolled);
        }
        for (id, outcome) in self.outcomes.clone() {
            if let Some(report) = self.record(record, events, mapped, outcome, &arms) {
                trial.records.insert(id, report);
            }
        }
        trial.arms = arms.into_iter().map(|(_, arm)| arm).collect();
        self.built.review.trials.push(Arc::new(trial));
    }

    /// The role of the groups of one side: ignored where they may hold the same people.
    fn role_of_side(
        &mut self,
        events: &AdverseEvents,
        mapped: &TrialMapping,
        stratum: &str,
        side: Role,
    ) -> Role {
        let groups: Vec<String> = groups_of(events, mapped, stratum, side)
            .map(|(_, group)| group.title.clone())
            .collect();
        if groups.is_empty() {
            let stratum = stratum.to_owned();
            self.doubt(mapped, None, DoubtKind::NoGroup { side, stratum });
        } else if groups.len() > 1 && !mapped.disjoint {
            self.doubt(mapped, None, DoubtKind::NotDisjoint { side, groups });
            return Role::Ignored;
        }
        side
    }

    /// What the record says of an outcome in these arms; `None` where it says nothing.
    fn record(
        &mut self,
        record: &Record,
        events: &AdverseEvents,
        mapped: &TrialMapping,
        outcome: &OutcomeMapping,
        arms: &[(usize, Arm)],
    ) -> Option<crate::data::Record> {
        let mut remarks = Vec::new();
        let found = self.find(events, mapped, outcome, &mut remarks)?;
        let mut counts = BTreeMap::new();
        let mut titles = Vec::new();
        let mut uncounted = Vec::new();
        for (place, arm) in arms {
            let Some(group) = events.groups.get(*place) else {
                continue;
            };
            let Affected { affected, at_risk } = found.in_group(*place, group);
            if at_risk.value() == Some(0) {
                let group = group.title.clone();
                self.doubt(mapped, Some(outcome), DoubtKind::Nobody { group });
                continue;
            }
            if affected.state == State::NotReported {
                let group = group.title.clone();
                uncounted.push(DoubtKind::NotCounted { group });
            }
            titles.push(format!("{} {}", group.id, group.title));
            let entries = CountEntries {
                events: affected,
                total: at_risk,
                lost: Entry::not_reported(),
            };
            counts.insert(arm.id, entries);
        }
        let blank = |entries: &CountEntries| {
            let entries = [&entries.events, &entries.total];
            entries
                .iter()
                .all(|entry| entry.state == State::NotReported)
        };
        if counts.values().all(blank) {
            return None;
        }
        for doubt in uncounted {
            self.doubt(mapped, Some(outcome), doubt);
        }
        for (side, name) in [
            (Role::Experimental, "experimental"),
            (Role::Control, "control"),
        ] {
            let added = arms
                .iter()
                .filter(|(_, arm)| arm.role == side && counts.contains_key(&arm.id));
            let added = added.count();
            if added > 1 {
                remarks.push(format!(
                    "{added} {name} groups of different people are added up"
                ));
            }
        }
        Some(crate::data::Record {
            values: Values::Counts(counts),
            time_point: events.time_frame.clone(),
            source: source(record, &found, outcome, &titles),
            note: remarks.join("; "),
            others: None,
        })
    }

    /// Where the record has the outcome's numbers.
    fn find<'record>(
        &mut self,
        events: &'record AdverseEvents,
        mapped: &TrialMapping,
        outcome: &OutcomeMapping,
        remarks: &mut Vec<String>,
    ) -> Option<Found<'record>> {
        let wordings = match &outcome.subject {
            Subject::Deaths => return Some(Found::InGroups(|group| &group.deaths)),
            Subject::AnySerious => return Some(Found::InGroups(|group| &group.serious)),
            Subject::AnyOther => {
                remarks.extend(threshold(events));
                return Some(Found::InGroups(|group| &group.other));
            }
            Subject::Terms(wordings) => wordings,
        };
        let listed: Vec<(&Wording, Vec<&Term>)> = wordings
            .iter()
            .map(|wording| (wording, terms_of(events, wording)))
            .filter(|(_, terms)| !terms.is_empty())
            .collect();
        let Some(((wording, terms), left)) = listed.split_first() else {
            return self.not_listed(events, mapped, outcome, wordings, remarks);
        };
        let [term] = terms.as_slice() else {
            let organ_systems = terms.iter().map(|term| term.organ_system.clone());
            let organ_systems = organ_systems.collect();
            self.doubt(mapped, Some(outcome), DoubtKind::Repeated { organ_systems });
            return None;
        };
        if !left.is_empty() {
            let taken = quoted(wording);
            let left: Vec<String> = left.iter().map(|(wording, _)| quoted(wording)).collect();
            remarks.push(format!("also listed and not added: {}", left.join(", ")));
            self.doubt(
                mapped,
                Some(outcome),
                DoubtKind::OtherWordings { taken, left },
            );
        }
        if term.seriousness == Seriousness::Other {
            remarks.extend(threshold(events));
        }
        Some(Found::InTerm(term))
    }

    /// What it means that none of the wordings is listed.
    fn not_listed(
        &mut self,
        events: &AdverseEvents,
        mapped: &TrialMapping,
        outcome: &OutcomeMapping,
        wordings: &[Wording],
        remarks: &mut Vec<String>,
    ) -> Option<Found<'static>> {
        let serious = wordings
            .iter()
            .all(|wording| wording.seriousness == Seriousness::Serious);
        if serious && self.mapping.unlisted_serious_is_zero && lists_serious(events) {
            remarks.push("not listed among the serious events; taken as zero".to_owned());
            self.doubt(mapped, Some(outcome), DoubtKind::TakenAsZero);
            return Some(Found::Zero);
        }
        let threshold = if serious {
            String::new()
        } else {
            events.frequency_threshold.clone()
        };
        self.doubt(mapped, Some(outcome), DoubtKind::NotListed { threshold });
        None
    }

    /// What the outcome is called in the review.
    fn name_of_outcome(&self, outcome: &OutcomeMapping) -> String {
        let mut made = self.outcomes.iter();
        let id =
            made.find(|(_, known)| known.subject == outcome.subject && known.name == outcome.name);
        let made = id.and_then(|(id, _)| self.built.review.outcome(*id));
        made.map_or_else(|| outcome.name.clone(), |made| made.name.clone())
    }

    fn doubt(&mut self, trial: &TrialMapping, outcome: Option<&OutcomeMapping>, kind: DoubtKind) {
        let doubt = Doubt {
            record: trial.record,
            outcome: outcome.map(|outcome| self.name_of_outcome(outcome)),
            kind,
        };
        // Parts of one trial share what is in doubt about its record.
        if !self.built.doubts.contains(&doubt) {
            self.built.doubts.push(doubt);
        }
    }
}

impl Found<'_> {
    /// People affected and at risk in a group. Every term has a denominator of its own, which need not be the group's.
    fn in_group(&self, place: usize, group: &Group) -> Affected {
        match self {
            Found::InGroups(total) => total(group).clone(),
            Found::InTerm(term) => {
                let mut by_group = term.by_group.iter();
                let found = by_group.find(|(known, _)| *known == place);
                found.map_or_else(Affected::default, |(_, affected)| affected.clone())
            }
            Found::Zero if group.serious.at_risk.value().is_some() => Affected {
                affected: Entry::reported(0),
                at_risk: group.serious.at_risk.clone(),
            },
            Found::Zero => Affected::default(),
        }
    }
}

/// The groups of one side in one part of a trial, with their places in the record.
fn groups_of<'a>(
    events: &'a AdverseEvents,
    mapped: &'a TrialMapping,
    stratum: &'a str,
    side: Role,
) -> impl Iterator<Item = (usize, &'a Group)> {
    let mapped = events.groups.iter().zip(&mapped.groups).enumerate();
    mapped
        .filter(move |(_, (_, mapping))| mapping.role == side && mapping.stratum == stratum)
        .map(|(place, (group, _))| (place, group))
}

fn terms_of<'record>(events: &'record AdverseEvents, wording: &Wording) -> Vec<&'record Term> {
    let meant = events.terms.iter().filter(|term| wording.is(term));
    meant.collect()
}

/// Whether all that an outcome counts are serious events, or none is; `None` where it counts both, or deaths.
fn seriousness_of(subject: &Subject) -> Option<EventSeriousness> {
    match subject {
        Subject::Deaths => None,
        Subject::AnySerious => Some(EventSeriousness::Serious),
        Subject::AnyOther => Some(EventSeriousness::NotSerious),
        Subject::Terms(wordings) => {
            let all = |seriousness| {
                let mut wordings = wordings.iter();
                wordings.all(|wording| wording.seriousness == seriousness)
            };
            if wordings.is_empty() {
                None
            } else if all(Seriousness::Serious) {
                Some(EventSeriousness::Serious)
            } else if all(Seriousness::Other) {
                Some(EventSeriousness::NotSerious)
            } else {
                None
            }
        }
    }
}

/// Whether what is missing among the serious events did not occur: there is a list, or nobody to be on it.
fn lists_serious(events: &AdverseEvents) -> bool {
    let mut terms = events.terms.iter();
    terms.any(|term| term.seriousness == Seriousness::Serious)
        || events
            .groups
            .iter()
            .all(|group| group.serious.affected.value() == Some(0))
}

/// The names of the outcomes. Those of one name are told apart: by the list in which their terms stand, and by the organ
/// system where that is not enough.
fn distinct_names(mapping: &Mapping) -> Vec<String> {
    let names = mapping.outcomes.iter().map(|outcome| outcome.name.clone());
    let by_list = told_apart(&names.collect::<Vec<_>>(), mapping, |wording| {
        Some(match wording.seriousness {
            Seriousness::Serious => "serious",
            Seriousness::Other => "other",
        })
    });
    told_apart(&by_list, mapping, |wording| wording.organ_system.as_deref())
}

/// The names, with what is said of their wordings behind those that are the same.
fn told_apart<'a>(
    names: &[String],
    mapping: &'a Mapping,
    said: impl Fn(&'a Wording) -> Option<&'a str>,
) -> Vec<String> {
    let plain: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let is_alone = |place: usize| plain.iter().filter(|name| **name == plain[place]).count() < 2;
    let mut told = names.to_vec();
    for (place, outcome) in mapping.outcomes.iter().enumerate() {
        let Subject::Terms(wordings) = &outcome.subject else {
            continue;
        };
        let mut said = wordings.iter().map(&said);
        let Some(Some(first)) = said.next() else {
            continue;
        };
        if !is_alone(place) && said.all(|other| other == Some(first)) {
            told[place] = format!("{} ({first})", names[place]);
        }
    }
    told
}

fn name_of(name: &str, stratum: &str) -> String {
    if stratum.is_empty() {
        name.to_owned()
    } else {
        format!("{name}, {stratum}")
    }
}

/// Above which frequency other events are listed, where not all are.
fn threshold(events: &AdverseEvents) -> Option<String> {
    match events.frequency_threshold.as_str() {
        "0" => None,
        "" => Some("listed above an unknown frequency".to_owned()),
        percent => Some(format!("listed above {percent} % of a group")),
    }
}

/// Registry, number, list, term with its organ system and vocabulary, and the groups.
fn source(
    record: &Record,
    found: &Found<'_>,
    outcome: &OutcomeMapping,
    groups: &[String],
) -> String {
    let place = match found {
        Found::InGroups(_) | Found::Zero => definition(&outcome.subject),
        Found::InTerm(term) => {
            let mut beside = vec![term.organ_system.as_str(), term.vocabulary.as_str()];
            beside.retain(|text| !text.is_empty());
            let list = list_of(term.seriousness);
            format!("{list}: “{}” ({})", term.term, beside.join(", "))
        }
    };
    format!(
        "ClinicalTrials.gov {}, {place}; {}",
        record.id,
        groups.join(", ")
    )
}

/// What an outcome counts, in the words of the registry.
fn definition(subject: &Subject) -> String {
    match subject {
        Subject::Deaths => "deaths of any cause".to_owned(),
        Subject::AnySerious => "people with a serious event".to_owned(),
        Subject::AnyOther => "people with one of the other events that are listed".to_owned(),
        Subject::Terms(wordings) => {
            let wordings: Vec<String> = wordings.iter().map(quoted).collect();
            wordings.join(", ")
        }
    }
}

fn quoted(wording: &Wording) -> String {
    let list = list_of(wording.seriousness);
    match &wording.organ_system {
        Some(organ_system) => format!("{list}: “{}” ({organ_system})", wording.term),
        None => format!("{list}: “{}”", wording.term),
    }
}

fn list_of(seriousness: Seriousness) -> &'static str {
    match seriousness {
        Seriousness::Serious => "serious events",
        Seriousness::Other => "other events",
    }
}
