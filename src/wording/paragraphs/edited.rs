//! Paragraphs that somebody edits: which of their numbers have moved on since, and what can be done about it.
//!
//! An [`EditedParagraph`] keeps where the numbers stand from which it was written, and what each was when somebody last
//! looked at it. A number has moved on where the paragraph that follows from the data has another one in its place, or none.

use super::prose::{Number, Paragraph, Piece, is_of_a_word};
use crate::data::{EditedParagraph, NumberKey, WrittenNumber};
use crate::wording::references::Reference;
use crate::wording::{Locale, number, tr, translate};

/// A piece of a paragraph as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A piece of the text.
    Piece(Piece),
    /// A number that has moved on.
    Moved {
        /// What it is.
        key: NumberKey,
        /// How it stands in the text.
        old: String,
        /// What it is now; `None` where it is not given any more.
        new: Option<String>,
    },
}

/// A paragraph as it is shown: as it follows from the data, or as it was written by hand.
#[must_use]
pub fn shown(paragraph: &Paragraph, edited: Option<&EditedParagraph>) -> Vec<Shown> {
    let Some(edited) = edited else {
        return paragraph.pieces.iter().cloned().map(Shown::Piece).collect();
    };
    let mut pieces = Vec::new();
    let mut taken = 0;
    for number in &edited.numbers {
        let before = edited.text.get(taken..number.at);
        pieces.extend(texts(before.unwrap_or_default()));
        taken = number.at + number.shown.len();
        let moved = |new: Option<String>| Shown::Moved {
            key: number.key,
            old: number.shown.clone(),
            new,
        };
        pieces.push(match since(paragraph, number) {
            Since::Became(new) => moved(Some(new)),
            Since::Gone => moved(None),
            Since::Same => Shown::Piece(Piece::Number(Number {
                key: number.key,
                shown: number.shown.clone(),
            })),
        });
    }
    pieces.extend(texts(edited.text.get(taken..).unwrap_or_default()));
    pieces
}

/// How many numbers of a paragraph written by hand have moved on.
#[must_use]
pub fn moved_on(paragraph: &Paragraph, edited: &EditedParagraph) -> usize {
    let numbers = edited.numbers.iter();
    numbers
        .filter(|number| !matches!(since(paragraph, number), Since::Same))
        .count()
}

/// What is said of a paragraph written by hand: "edited by hand, 2 numbers have moved on".
#[must_use]
pub fn state(moved: usize, locale: Locale) -> String {
    match moved {
        0 => translate("edited by hand").to_owned(),
        1 => translate("edited by hand, 1 number has moved on").to_owned(),
        several => tr!(
            "edited by hand, {} numbers have moved on",
            number::count(several as u64, locale)
        ),
    }
}

/// What stands after such a paragraph in a file: "Written by hand; since then 0.86 became 0.88." Nothing where none moved.
#[must_use]
pub fn remark(paragraph: &Paragraph, edited: &EditedParagraph) -> Option<String> {
    let changes: Vec<String> = edited
        .numbers
        .iter()
        .filter_map(|number| {
            let old = &number.shown;
            match since(paragraph, number) {
                Since::Same => None,
                Since::Became(new) => Some(tr!("{old} became {new}", old, new)),
                Since::Gone => Some(tr!("{old} is not given any more", old)),
            }
        })
        .collect();
    (!changes.is_empty()).then(|| {
        tr!(
            "Written by hand before the results changed: {}.",
            changes.join(translate("; "))
        )
    })
}

/// What became of a number since somebody last looked at it.
enum Since {
    /// It is what it was.
    Same,
    /// It is another one.
    Became(String),
    /// It is not given any more.
    Gone,
}

fn since(paragraph: &Paragraph, number: &WrittenNumber) -> Since {
    match now(paragraph, number.key) {
        Some(now) if now.shown == number.known => Since::Same,
        Some(now) => Since::Became(now.shown.clone()),
        None => Since::Gone,
    }
}

fn now(paragraph: &Paragraph, key: NumberKey) -> Option<&Number> {
    paragraph.pieces.iter().find_map(|piece| match piece {
        Piece::Number(number) if number.key == key => Some(number),
        Piece::Number(_) | Piece::Text(_) | Piece::Cited(_) => None,
    })
}

/// What is kept of a typed text; `None` where it is what follows from the data anyway. `before` is what was kept until now.
#[must_use]
pub fn typed(
    paragraph: &Paragraph,
    before: Option<&EditedParagraph>,
    text: &str,
) -> Option<EditedParagraph> {
    let text = text.trim();
    if text.is_empty() || text == paragraph.text().trim() {
        return None;
    }
    let known = before.map_or(&[][..], |before| before.numbers.as_slice());
    let written_before = known
        .iter()
        .map(|number| (number.key, &number.shown, &number.known));
    let present = paragraph.pieces.iter().filter_map(|piece| match piece {
        Piece::Number(number) => Some((number.key, &number.shown, &number.shown)),
        Piece::Text(_) | Piece::Cited(_) => None,
    });
    let present = present.filter(|(key, ..)| !known.iter().any(|number| number.key == *key));
    let citations = citations(text);
    let mut numbers: Vec<WrittenNumber> = Vec::new();
    let mut from = 0;
    for (key, shown, known) in written_before.chain(present) {
        let is_free = |at: &usize| {
            let end = at + shown.len();
            let overlaps = |start: usize, stop: usize| *at < stop && start < end;
            !citations
                .iter()
                .any(|(start, stop, _)| overlaps(*start, *stop))
                && !numbers
                    .iter()
                    .any(|taken| overlaps(taken.at, taken.at + taken.shown.len()))
        };
        let places = || occurrences(text, shown).filter(&is_free);
        let found = places().find(|at| *at >= from).or_else(|| places().next());
        if let Some(at) = found {
            from = at + shown.len();
            numbers.push(WrittenNumber {
                key,
                at,
                shown: shown.clone(),
                known: known.clone(),
            });
        }
    }
    numbers.sort_by_key(|number| number.at);
    Some(EditedParagraph {
        topic: paragraph.topic,
        text: text.to_owned(),
        numbers,
    })
}

/// Where a number stands in a text and is not part of a longer one.
fn occurrences<'a>(text: &'a str, number: &'a str) -> impl Iterator<Item = usize> + 'a {
    let joins = |letter: char| is_of_a_word(letter) || letter == '%';
    let found = text.match_indices(number);
    found.filter_map(move |(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        let mut after = text.get(at + number.len()..)?.chars();
        let (next, second) = (after.next(), after.next());
        let ends_in_mark = |mark: Option<char>, digit: Option<char>| {
            matches!(mark, Some('.' | ',' | '\u{202f}'))
                && digit.is_some_and(|digit| digit.is_ascii_digit())
        };
        let before_that = text.get(..at)?.chars().rev().nth(1);
        let is_part = before.is_some_and(joins)
            || next.is_some_and(joins)
            || ends_in_mark(next, second)
            || ends_in_mark(before, before_that);
        (!is_part).then_some(at)
    })
}

/// The paragraph with the present numbers in the place of those that moved on. Where a number is not given any more, the
/// old one stays and is still told to have moved.
#[must_use]
pub fn taken(paragraph: &Paragraph, edited: &EditedParagraph) -> EditedParagraph {
    let mut text = String::with_capacity(edited.text.len());
    let mut numbers = Vec::with_capacity(edited.numbers.len());
    let mut end = 0;
    for number in &edited.numbers {
        text.push_str(edited.text.get(end..number.at).unwrap_or_default());
        end = number.at + number.shown.len();
        let (shown, known) = match since(paragraph, number) {
            Since::Became(new) => (new.clone(), new),
            Since::Same | Since::Gone => (number.shown.clone(), number.known.clone()),
        };
        numbers.push(WrittenNumber {
            key: number.key,
            at: text.len(),
            shown: shown.clone(),
            known,
        });
        text.push_str(&shown);
    }
    text.push_str(edited.text.get(end..).unwrap_or_default());
    EditedParagraph {
        topic: edited.topic,
        text,
        numbers,
    }
}

/// The paragraph as it is, with the present numbers looked at: none has moved on until they change again. A number that is
/// not given any more is forgotten.
#[must_use]
pub fn kept(paragraph: &Paragraph, edited: &EditedParagraph) -> EditedParagraph {
    let numbers = edited.numbers.iter().filter_map(|number| {
        Some(WrittenNumber {
            known: now(paragraph, number.key)?.shown.clone(),
            ..number.clone()
        })
    });
    EditedParagraph {
        numbers: numbers.collect(),
        ..edited.clone()
    }
}

/// A text with its citations.
fn texts(text: &str) -> Vec<Shown> {
    let words = |from: usize, to: usize| {
        let words = text.get(from..to).filter(|words| !words.is_empty());
        words.map(|words| Shown::Piece(Piece::Text(words.to_owned())))
    };
    let mut shown = Vec::new();
    let mut taken = 0;
    for (start, stop, works) in citations(text) {
        shown.extend(words(taken, start));
        shown.push(Shown::Piece(Piece::Cited(works)));
        taken = stop;
    }
    shown.extend(words(taken, text.len()));
    shown
}

/// Where works are cited in a text: "[Mantel and Haenszel 1959; Xu and others 2021]". Other brackets are no citations.
fn citations(text: &str) -> Vec<(usize, usize, Vec<Reference>)> {
    let work = |label: &str| {
        let mut works = Reference::ALL.into_iter();
        works.find(|work| work.label() == label.trim())
    };
    text.match_indices('[')
        .filter_map(|(start, _)| {
            let inside = text.get(start + 1..)?;
            let length = inside.find(']')?;
            let works: Option<Vec<Reference>> =
                inside.get(..length)?.split(';').map(work).collect();
            Some((start, start + length + 2, works?))
        })
        .collect()
}
