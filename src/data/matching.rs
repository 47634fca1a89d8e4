//! Which trial of a review is meant by a name that somebody else wrote.

use super::{Review, Trial, TrialId};

/// The trial that a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// The trial bears this name, but for capitals, spaces and punctuation.
    Exactly(TrialId),
    /// Perhaps this trial; for the user to say.
    Near {
        /// Which.
        trial: TrialId,
        /// Why.
        nearness: Nearness,
    },
    /// No trial of the review, or several equally well.
    Nobody,
}

/// Why a trial may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// The names begin with the same word and the years are the same: "Smith 2010" and "Smith et al. 2010".
    AuthorAndYear,
    /// The names differ in one letter or two, and in no digit.
    Spelling,
}

/// More comparisons of spelling than these are not made: names that are not found by then have no trial here.
const MOST_COMPARISONS: usize = 2_000_000;

/// The trial that each name means: the one of this name; else the only one that begins with the same word and is of the
/// same year; else the only one whose name is spelled nearly so. A trial that one name means exactly is offered to no
/// other.
#[must_use]
pub fn trials_meant(review: &Review, names: &[String]) -> Vec<Meant> {
    let known: Vec<Known> = review.trials.iter().map(|trial| Known::of(trial)).collect();
    let wanted: Vec<Name> = names.iter().map(|name| Name::of(name)).collect();
    let exact: Vec<Option<TrialId>> = wanted
        .iter()
        .map(|wanted| only(known.iter().filter(|known| known.is(wanted))))
        .collect();
    let free: Vec<&Known> = known
        .iter()
        .filter(|known| !exact.contains(&Some(known.id)))
        .collect();
    let mut comparisons = 0;
    let meant = wanted.iter().zip(exact).map(|(wanted, exact)| {
        if let Some(trial) = exact {
            return Meant::Exactly(trial);
        }
        comparisons += free.len();
        if comparisons > MOST_COMPARISONS {
            return Meant::Nobody;
        }
        let of_year = free
            .iter()
            .filter(|known| known.is_of_author_and_year(wanted));
        let near = |trial, nearness| Meant::Near { trial, nearness };
        if let Some(trial) = only(of_year.copied()) {
            return near(trial, Nearness::AuthorAndYear);
        }
        for edits in [1, 2] {
            let spelled = free
                .iter()
                .filter(|known| known.name.is_spelled(wanted, edits));
            if let Some(trial) = only(spelled.copied()) {
                return near(trial, Nearness::Spelling);
            }
        }
        Meant::Nobody
    });
    meant.collect()
}

/// The trial, if there is one and no other.
fn only<'a>(mut found: impl Iterator<Item = &'a Known>) -> Option<TrialId> {
    let first = found.next()?;
    found.next().is_none().then_some(first.id)
}

/// A name, taken apart.
struct Name {
    /// Letters and digits, in small letters.
    letters: Vec<char>,
    /// The first word, if it has letters enough to be a name.
    author: Option<String>,
    /// A year in it.
    year: Option<String>,
}

impl Name {
    fn of(name: &str) -> Self {
        let mut words = name
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let is_year = |word: &&str| {
            let century = word.starts_with("19") || word.starts_with("20");
            // "2010a" is of the year 2010.
            let digits = word.trim_end_matches(|sign: char| sign.is_ascii_lowercase());
            century && digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit())
        };
        let author = words
            .clone()
            .next()
            .filter(|word| word.chars().nth(1).is_some());
        let year = words.find(is_year);
        Self {
            letters: name
                .chars()
                .filter(|sign| sign.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect(),
            author: author.map(str::to_lowercase),
            year: year.and_then(|year| year.get(..4)).map(str::to_owned),
        }
    }

    /// Whether the names differ in so many letters at most. Names of few letters must agree in most of them, and all in
    /// every digit: "Study 1" is not "Study 2".
    fn is_spelled(&self, other: &Self, edits: usize) -> bool {
        let shortest = self.letters.len().min(other.letters.len());
        let digits = |name: &Self| {
            let digits = name.letters.iter().filter(|sign| (*sign).is_numeric());
            digits.copied().collect::<Vec<char>>()
        };
        shortest >= 4 * edits
            && self.letters.len().abs_diff(other.letters.len()) <= edits
            && digits(self) == digits(other)
            && distance(&self.letters, &other.letters) <= edits
    }
}

/// A trial of the review with what it may be called.
struct Known {
    id: TrialId,
    name: Name,
    /// Its name with its year, where the name does not say it.
    with_year: Vec<char>,
    year: Option<String>,
}

impl Known {
    fn of(trial: &Trial) -> Self {
        let name = Name::of(&trial.name);
        let year = trial.year.value().map(|year| year.to_string());
        let mut with_year = name.letters.clone();
        with_year.extend(year.iter().flat_map(|year| year.chars()));
        Self {
            id: trial.id,
            year: name.year.clone().or(year),
            name,
            with_year,
        }
    }

    fn is(&self, name: &Name) -> bool {
        !name.letters.is_empty()
            && (self.name.letters == name.letters || self.with_year == name.letters)
    }

    fn is_of_author_and_year(&self, name: &Name) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
        same(&self.name.author, &name.author) && same(&self.year, &name.year)
    }
}

/// In how many letters two names differ (Levenshtein 1966): added, left out, or exchanged.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.iter().enumerate() {
        let mut diagonal = place;
        row[0] = place + 1;
        for (place, known) in other.iter().enumerate() {
            let exchanged = diagonal + usize::from(letter != known);
            diagonal = row[place + 1];
            row[place + 1] = exchanged.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::data::Entry;

    /// A review of trials with names and, where it is not 0, a year. The first has the identifier 0.
    fn review(trials: &[(&str, i32)]) -> Review {
        let trials = (0..).zip(trials).map(|(id, (name, year))| {
            let mut trial = Trial::two_armed(TrialId(id), *name);
            if *year != 0 {
                trial.year = Entry::reported(*year);
            }
            Arc::new(trial)
        });
        Review {
            trials: trials.collect(),
            ..Review::default()
        }
    }

    fn meant(trials: &[(&str, i32)], name: &str) -> Meant {
        trials_meant(&review(trials), &[name.to_owned()])[0]
    }

    fn near(trial: u32, nearness: Nearness) -> Meant {
        Meant::Near {
            trial: TrialId(trial),
            nearness,
        }
    }

    #[test]
    fn capitals_spaces_and_punctuation_do_not_matter() {
        let trials = [("Smith 2010", 0), ("O’Brien 2011", 0), ("Thompson", 2020)];
        for (name, trial) in [
            ("SMITH, 2010", 0),
            ("smith_2010", 0),
            ("O'Brien (2011)", 1),
            ("Thompson 2020", 2),
            ("thompson", 2),
        ] {
            assert_eq!(
                meant(&trials, name),
                Meant::Exactly(TrialId(trial)),
                "{name}"
            );
        }
        assert_eq!(meant(&trials, ""), Meant::Nobody);
    }

    #[test]
    fn author_and_year_are_enough_if_no_other_trial_has_them() {
        let trials = [("Smith 2010", 0), ("Jones A", 2012), ("Jones B", 2012)];
        let by_author = near(0, Nearness::AuthorAndYear);
        assert_eq!(meant(&trials, "Smith JD et al. (2010a)"), by_author);
        assert_eq!(meant(&trials, "Smith JD 2011"), Meant::Nobody);
        assert_eq!(meant(&trials, "Jones 2012"), Meant::Nobody);
    }

    #[test]
    fn a_letter_may_differ_and_a_digit_may_not() {
        let trials = [("Müller", 0), ("Study 1", 0), ("CONCERT-HF", 0), ("Ann", 0)];
        assert_eq!(meant(&trials, "Muller"), near(0, Nearness::Spelling));
        assert_eq!(meant(&trials, "CONCRET HF"), near(2, Nearness::Spelling));
        assert_eq!(meant(&trials, "Study 2"), Meant::Nobody);
        assert_eq!(meant(&trials, "Anna"), Meant::Nobody);
    }

    #[test]
    fn a_trial_that_is_named_exactly_is_offered_to_no_other_name() {
        let review = review(&[("Smith 2010", 0)]);
        let names = ["Smyth 2010", "Smith 2010"].map(str::to_owned);
        let exactly = Meant::Exactly(TrialId(0));
        assert_eq!(trials_meant(&review, &names), [Meant::Nobody, exactly]);
    }

    proptest! {
        #[test]
        fn every_trial_is_found_by_its_own_name(names in prop::collection::btree_set("[a-z]{3,9} (19|20)[0-9]{2}", 1..12)) {
            let trials: Vec<(&str, i32)> = names.iter().map(|name| (name.as_str(), 0)).collect();
            let review = review(&trials);
            let names: Vec<String> = names.iter().cloned().collect();
            for (id, meant) in (0..).zip(trials_meant(&review, &names)) {
                prop_assert_eq!(meant, Meant::Exactly(TrialId(id)));
            }
        }

        #[test]
        fn distance_is_symmetric_and_bounded(one in "[ab]{0,8}", other in "[abc]{0,8}") {
            let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            let found = distance(&one, &other);
            prop_assert_eq!(found, distance(&other, &one));
            prop_assert!(found >= one.len().abs_diff(other.len()) && found <= one.len().max(other.len()));
            prop_assert_eq!(found == 0, one == other);
        }
    }
}
