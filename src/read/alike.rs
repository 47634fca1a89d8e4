//! Finds the columns to which an answer about one column applies as well: those with a head like its own.
//!
//! "Fever x" and "Rash x" are made alike: they share a word at their end, or at their beginning, and the rest names the
//! outcome. Who says what one of them holds need not say it of each.

use super::head::{Head, Word};
use super::meaning::{Column, Meaning};
use super::number;
use super::table::Reading;

/// The columns with a head like that of a column, each with the meaning that it has if the column has this one: the same
/// number of the same arm, of its own outcome. The reading is that before the answer.
///
/// Only columns of numbers that were taken for the same as the column are named, and only where the answer is about a
/// number of an outcome that the head names: two columns with the same number of the same outcome would be one too many.
#[must_use]
pub fn alike(reading: &Reading, column: usize, meaning: &Meaning) -> Vec<(usize, Meaning)> {
    let Some(answered) = reading.columns.get(column) else {
        return Vec::new();
    };
    if meaning.outcome().is_none() || without_outcome(&answered.meaning) == without_outcome(meaning)
    {
        return Vec::new();
    }
    let head = Head::new(&answered.head);
    let others = reading.columns.iter().filter(|other| {
        other.index != column
            && without_outcome(&other.meaning) == without_outcome(&answered.meaning)
            && holds_numbers(reading, other)
    });
    others
        .filter_map(|other| {
            let other_head = Head::new(&other.head);
            let own = own_words(&head, &other_head)?;
            let outcome = other.meaning.outcome().cloned();
            let outcome = outcome.unwrap_or_else(|| other_head.piece(own));
            Some((other.index, with_outcome(meaning, outcome)))
        })
        .collect()
}

/// The outcome that the head of a column names, where other columns that were taken for the same have heads like it.
#[must_use]
pub fn outcome_in_head(reading: &Reading, column: usize) -> Option<String> {
    let asked = reading.columns.get(column)?;
    let head = Head::new(&asked.head);
    let mut others = reading.columns.iter().filter(|other| {
        other.index != column
            && without_outcome(&other.meaning) == without_outcome(&asked.meaning)
            && holds_numbers(reading, other)
    });
    others.find_map(|other| {
        let own = own_words(&Head::new(&other.head), &head)?;
        Some(head.piece(own))
    })
}

/// What a column holds, of whatever outcome.
fn without_outcome(meaning: &Meaning) -> Meaning {
    let mut meaning = meaning.clone();
    match &mut meaning {
        Meaning::Number { outcome, .. } | Meaning::Effect { outcome, .. } => *outcome = None,
        // What is kept beside the numbers and what is left away are alike: neither was recognised.
        Meaning::Covariate | Meaning::Ignored => meaning = Meaning::Ignored,
        Meaning::Trial
        | Meaning::Year
        | Meaning::Randomized
        | Meaning::Outcome
        | Meaning::Arm
        | Meaning::ArmName(_)
        | Meaning::CountType
        | Meaning::Role
        | Meaning::TimePoint
        | Meaning::Source
        | Meaning::Note
        | Meaning::Design(_)
        | Meaning::Events(_)
        | Meaning::EventsOf { .. }
        | Meaning::Kind => {}
    }
    meaning
}

fn with_outcome(meaning: &Meaning, name: String) -> Meaning {
    let mut meaning = meaning.clone();
    if let Meaning::Number { outcome, .. } | Meaning::Effect { outcome, .. } = &mut meaning {
        *outcome = Some(name);
    }
    meaning
}

/// The words of the second head that are its own, where both heads are made alike: they begin or end with the same words,
/// and each has words of its own.
fn own_words<'head>(one: &Head, other: &'head Head) -> Option<&'head [Word]> {
    let same = |(one, other): &(&Word, &Word)| one.text == other.text;
    let begin = one.words.iter().zip(&other.words).take_while(same).count();
    let end = one
        .words
        .iter()
        .rev()
        .zip(other.words.iter().rev())
        .take_while(same)
        .count();
    let shortest = one.words.len().min(other.words.len());
    let shared = begin + end;
    (shared > 0 && shared < shortest).then(|| other.words.get(begin..other.words.len() - end))?
}

/// Whether the first cells of a column that hold anything hold numbers.
fn holds_numbers(reading: &Reading, column: &Column) -> bool {
    let cells = reading
        .preview
        .iter()
        .filter_map(|row| row.cells.get(column.index));
    let mut filled = cells
        .filter(|cell| !number::is_not_reported(cell))
        .peekable();
    filled.peek().is_some()
        && filled.all(|cell| cell.starts_with(|sign: char| sign.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::{Choices, Quantity, Side, table};
    use super::*;

    fn events(outcome: &str) -> Meaning {
        Meaning::Number {
            quantity: Quantity::Events,
            side: Side::Control,
            outcome: Some(outcome.to_owned()),
        }
    }

    fn found(text: &str, column: usize, meaning: &Meaning) -> Vec<(usize, Meaning)> {
        alike(&table(text, &Choices::default()), column, meaning)
    }

    #[test]
    fn columns_with_the_same_unknown_word_hold_the_same_each_of_its_own_outcome() {
        let text = "Study,Fever qz,Rash qz,Hair loss qz,Clinic qz,Age\n\
            Ash,1,2,3,North,61\nElm,4,5,6,South,58\n";
        assert_eq!(
            found(text, 1, &events("Fever")),
            [(2, events("Rash")), (3, events("Hair loss"))]
        );
    }

    #[test]
    fn heads_of_data_frames_are_made_alike_too() {
        let text = "study,qz_fever,qz_serious_ae,other\nAsh,1,2,3\nElm,4,5,6\n";
        assert_eq!(
            found(text, 1, &events("Fever")),
            [(2, events("Serious ae"))]
        );
        let reading = table(text, &Choices::default());
        let named = [1, 2, 3].map(|column| outcome_in_head(&reading, column));
        assert_eq!(
            named,
            [Some("Fever".into()), Some("Serious ae".into()), None]
        );
    }

    #[test]
    fn nothing_is_like_a_column_without_an_outcome_or_one_that_stays_what_it_was() {
        let text = "Study,Fever qz,Rash qz\nAsh,1,2\nElm,4,5\n";
        let total = Meaning::Number {
            quantity: Quantity::Total,
            side: Side::Control,
            outcome: None,
        };
        assert_eq!(found(text, 1, &total), []);
        assert_eq!(found(text, 1, &Meaning::Ignored), []);
        let known = "Study,Fever events MSC,Fever total MSC,Fever events control,Fever total control\n\
            Ash,1,10,2,10\n";
        let reading = table(known, &Choices::default());
        let stays = reading.columns[1].meaning.clone();
        assert_eq!(alike(&reading, 1, &stays), []);
    }

    #[test]
    fn an_arm_that_is_corrected_is_corrected_in_the_columns_of_every_outcome() {
        let text = "Study,Fever events A,Fever total A,Fever events B,Fever total B,\
            Rash events A,Rash total A,Rash events B,Rash total B\nAsh,1,10,2,11,3,10,4,11\nElm,1,12,2,13,3,12,4,13\n";
        let reading = table(text, &Choices::default());
        let Meaning::Number { side, .. } = &reading.columns[1].meaning else {
            panic!("{:?}", reading.columns[1]);
        };
        let meaning = Meaning::Number {
            quantity: Quantity::Events,
            side: side.other(),
            outcome: Some("Fever".to_owned()),
        };
        let places: Vec<usize> = alike(&reading, 1, &meaning)
            .into_iter()
            .map(|(place, _)| place)
            .collect();
        assert_eq!(places, [5]);
    }
}
