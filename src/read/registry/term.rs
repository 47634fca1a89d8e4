//! Lists what was observed in all records, and finds something in it.

use super::text::{folded, words};
use super::{Record, Seriousness, Wording};

/// A term with the records that list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedTerm {
    /// In which list it stands.
    pub seriousness: Seriousness,
    /// What it is called, as the first record writes it.
    pub term: String,
    /// The organ systems under which it stands. Where a record has several, one is to be chosen.
    pub organ_systems: Vec<String>,
    /// The records that list it, by their places.
    pub records: Vec<usize>,
}

impl ListedTerm {
    /// The wording that means this term under any organ system.
    #[must_use]
    pub fn wording(&self) -> Wording {
        Wording {
            seriousness: self.seriousness,
            term: self.term.clone(),
            organ_system: None,
        }
    }
}

/// All terms, those first that most records list, then by the alphabet. Terms that differ in capitals or spaces alone are
/// one; whether others mean the same is for the user to say.
#[must_use]
pub fn terms(records: &[Record]) -> Vec<ListedTerm> {
    let mut found = Vec::new();
    for (place, record) in records.iter().enumerate() {
        let events = record.adverse_events.iter();
        for term in events.flat_map(|events| &events.terms) {
            found.push((folded(&term.term), term, place));
        }
    }
    found.sort_by(|one, other| {
        let order = one.0.cmp(&other.0);
        order.then(one.1.seriousness.cmp(&other.1.seriousness))
    });
    let mut listed: Vec<ListedTerm> = Vec::new();
    let mut last = None;
    for (name, term, place) in found {
        let key = (name, term.seriousness);
        if last.as_ref() != Some(&key) {
            listed.push(ListedTerm {
                seriousness: term.seriousness,
                term: term.term.clone(),
                organ_systems: Vec::new(),
                records: Vec::new(),
            });
            last = Some(key);
        }
        if let Some(listed) = listed.last_mut() {
            if !listed.organ_systems.contains(&term.organ_system) {
                listed.organ_systems.push(term.organ_system.clone());
            }
            if listed.records.last() != Some(&place) {
                listed.records.push(place);
            }
        }
    }
    listed.sort_by_key(|term| usize::MAX - term.records.len());
    listed
}

/// The places of the terms in which every word of a query begins a word: of the term itself first, then those where words
/// of its organ systems are among them.
#[must_use]
pub fn find_terms(terms: &[ListedTerm], query: &str) -> Vec<usize> {
    let query = words(query);
    let begins_in = |known: &[String]| {
        query
            .iter()
            .all(|wanted| known.iter().any(|word| word.starts_with(wanted.as_str())))
    };
    let (mut by_name, mut by_organ_system) = (Vec::new(), Vec::new());
    for (place, term) in terms.iter().enumerate() {
        let mut known = words(&term.term);
        if begins_in(&known) {
            by_name.push(place);
            continue;
        }
        for organ_system in &term.organ_systems {
            known.extend(words(organ_system));
        }
        if begins_in(&known) {
            by_organ_system.push(place);
        }
    }
    by_name.append(&mut by_organ_system);
    by_name
}
