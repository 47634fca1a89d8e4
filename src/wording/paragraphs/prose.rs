//! What a paragraph consists of: text, numbers with what they are, and citations.

use std::collections::BTreeMap;

use crate::data::{NumberKey, OutcomeId, Sentence, Topic, is_chinese};
use crate::wording::references::Reference;
use crate::wording::{Locale, number, tr, translate, translate_in};

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A number of the results.
    Number(Number),
    /// Works that are cited.
    Cited(Vec<Reference>),
}

/// A number as it stands in a sentence, with what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// What it is.
    pub key: NumberKey,
    /// How it is written, as everywhere else in the program.
    pub shown: String,
}

/// A paragraph as it follows from the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is about.
    pub topic: Topic,
    /// Its pieces; joined they are its text.
    pub pieces: Vec<Piece>,
}

impl Paragraph {
    /// Its text with works cited by name and year, as it is edited: "… [Mantel and Haenszel 1959] …".
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Number(number) => text.push_str(&number.shown),
                Piece::Cited(works) => text.push_str(&cited_by_label(works)),
            }
        }
        text
    }
}

/// "[Mantel and Haenszel 1959; Greenland and Robins 1985]".
pub(super) fn cited_by_label(works: &[Reference]) -> String {
    let labels: Vec<String> = works.iter().map(|work| work.label()).collect();
    format!("[{}]", labels.join("; "))
}

/// What begins an item of a list.
const ITEM: &str = "\n\u{2022} ";

/// A paragraph while it is written.
pub(super) struct Prose {
    topic: Topic,
    locale: Locale,
    pieces: Vec<Piece>,
    sentence: Sentence,
    outcome: Option<OutcomeId>,
    /// How many numbers of each outcome and sentence there are.
    places: BTreeMap<(Option<OutcomeId>, Sentence), u32>,
}

impl Prose {
    pub(super) fn new(topic: Topic, locale: Locale) -> Self {
        Self {
            topic,
            locale,
            pieces: Vec::new(),
            sentence: Sentence::Other,
            outcome: None,
            places: BTreeMap::new(),
        }
    }

    /// Whose numbers come from here on.
    pub(super) fn of(&mut self, outcome: Option<OutcomeId>) -> &mut Self {
        self.outcome = outcome;
        self
    }

    /// Begins a sentence with these words.
    pub(super) fn begin(&mut self, sentence: Sentence, words: &str) -> &mut Self {
        self.sentence = sentence;
        if !self.pieces.is_empty() {
            self.text(" ");
        }
        self.words(words)
    }

    /// Begins a sentence on a line of its own, marked as an item of a list.
    pub(super) fn item(&mut self, sentence: Sentence, words: &str) -> &mut Self {
        self.sentence = sentence;
        self.text(ITEM);
        self.words(words)
    }

    /// Begins a sentence on a line of its own.
    pub(super) fn line(&mut self, sentence: Sentence, words: &str) -> &mut Self {
        self.sentence = sentence;
        self.text("\n");
        self.words(words)
    }

    /// Goes on within the sentence with numbers of another kind.
    pub(super) fn on(&mut self, sentence: Sentence) -> &mut Self {
        self.sentence = sentence;
        self
    }

    /// Goes on with words; the numbers in them are told from them.
    pub(super) fn words(&mut self, words: &str) -> &mut Self {
        for part in parts(words, self.locale) {
            match part {
                Part::Text(text) => self.text(text),
                Part::Number(shown) => {
                    let place = self
                        .places
                        .entry((self.outcome, self.sentence))
                        .or_default();
                    let key = NumberKey {
                        outcome: self.outcome,
                        sentence: self.sentence,
                        place: *place,
                    };
                    *place += 1;
                    self.pieces.push(Piece::Number(Number {
                        key,
                        shown: shown.to_owned(),
                    }));
                }
            }
        }
        self
    }

    /// Cites works for what was just said.
    pub(super) fn cite(&mut self, works: &[Reference]) -> &mut Self {
        if !works.is_empty() {
            self.text(" ");
            self.pieces.push(Piece::Cited(works.to_vec()));
        }
        self
    }

    fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            Some(Piece::Number(_) | Piece::Cited(_)) | None => {
                self.pieces.push(Piece::Text(text.to_owned()));
            }
        }
    }

    pub(super) fn finish(self) -> Paragraph {
        Paragraph {
            topic: self.topic,
            pieces: self.pieces,
        }
    }
}

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    Text(&'a str),
    Number(&'a str),
}

/// Parts a sentence into its numbers and what stands between them. A number that is part of a word ("COVID-19", "10⁹") is
/// none; a sign before it and a percent sign behind it belong to it.
fn parts(words: &str, locale: Locale) -> Vec<Part<'_>> {
    let marks = [locale.decimal_mark(), locale.group_mark()];
    let letters: Vec<(usize, char)> = words.char_indices().collect();
    let letter = |place: usize| letters.get(place).map(|(_, letter)| *letter);
    let offset = |place: usize| letters.get(place).map_or(words.len(), |(at, _)| *at);
    let is_digit = |place: usize| letter(place).is_some_and(|letter| letter.is_ascii_digit());
    let slice = |from: usize, to: usize| words.get(from..to).unwrap_or_default();
    let (mut found, mut taken, mut place) = (Vec::new(), 0, 0);
    while place < letters.len() {
        let begins = place;
        let signed = matches!(letter(place), Some('\u{2212}' | '<' | '>'))
            && letter(place + 1).is_some_and(|next| next.is_ascii_digit() || next == '\u{2212}');
        let mut end = place + usize::from(signed);
        end += usize::from(signed && letter(end) == Some('\u{2212}'));
        if !is_digit(end) {
            place = (place + 1).max(end);
            continue;
        }
        while is_digit(end)
            || (letter(end).is_some_and(|mark| marks.contains(&mark)) && is_digit(end + 1))
        {
            end += 1;
        }
        end += usize::from(letter(end) == Some('%'));
        let before = begins.checked_sub(1).and_then(letter);
        let joins = |letter: char| is_of_a_word(letter) || letter == '_' || letter == '-';
        let is_in_word = before.is_some_and(joins) || letter(end).is_some_and(joins);
        if !is_in_word {
            if offset(begins) > taken {
                found.push(Part::Text(slice(taken, offset(begins))));
            }
            found.push(Part::Number(slice(offset(begins), offset(end))));
            taken = offset(end);
        }
        place = end;
    }
    if taken < words.len() {
        found.push(Part::Text(slice(taken, words.len())));
    }
    found
}

/// Whether a letter beside a number makes it part of a word. Chinese is written without spaces: its characters do not.
pub(super) fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() && !is_chinese(letter)
}

/// Clauses that follow one another: "38 are randomized, and 2 are not".
pub(super) fn clauses(clauses: &[String]) -> String {
    let Some((last, before)) = clauses.split_last() else {
        return String::new();
    };
    if before.is_empty() {
        return last.clone();
    }
    tr!(
        "{clauses} and {last}",
        clauses = before.join(translate_in("clauses", ", ")),
        last
    )
}

/// How many names a list in a sentence has at most.
const MOST_NAMES: usize = 8;

/// "fever", "fever and rash", "fever, rash and death"; long lists end with how many others there are.
pub(super) fn listed(names: &[String], locale: Locale) -> String {
    let Some((last, before)) = names.split_last() else {
        return String::new();
    };
    if before.is_empty() {
        return last.clone();
    }
    // "Infusional toxicity, non-fever" is one name.
    let has_comma = names.iter().any(|name| name.contains([',', '，', '、']));
    let (between, and) = if has_comma {
        (translate("; "), translate("; and "))
    } else {
        (translate(", "), translate(" and "))
    };
    if names.len() <= MOST_NAMES {
        return format!("{}{and}{last}", before.join(between));
    }
    let shown: Vec<String> = names.iter().take(MOST_NAMES - 1).cloned().collect();
    tr!(
        "{}{and}{} others",
        shown.join(between),
        number::count((names.len() - shown.len()) as u64, locale),
        and
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(words: &str, locale: Locale) -> Vec<&str> {
        let parts = parts(words, locale).into_iter();
        let numbers = parts.filter_map(|part| match part {
            Part::Number(number) => Some(number),
            Part::Text(_) => None,
        });
        numbers.collect()
    }

    #[test]
    fn numbers_of_a_sentence_are_told_from_its_words() {
        use Locale::{DecimalComma, DecimalPoint};
        for (words, locale, expected) in [
            (
                "7 of 1,172 people (risk ratio 0.82, 95% CI <0.01 to 1.05).",
                DecimalPoint,
                vec!["7", "1,172", "0.82", "95%", "<0.01", "1.05"],
            ),
            (
                "−42 to >−0,1 per 1\u{202f}000; 0,5.",
                DecimalComma,
                vec!["−42", ">−0,1", "1\u{202f}000", "0,5"],
            ),
            ("COVID-19, CD34 and 2nd dose", DecimalPoint, vec![]),
            (
                "1.2\u{a0}×\u{a0}10⁹ and τ² of 3",
                DecimalPoint,
                vec!["1.2", "3"],
            ),
            ("", DecimalPoint, vec![]),
        ] {
            assert_eq!(numbers(words, locale), expected, "{words}");
        }
    }

    #[test]
    fn what_is_parted_is_what_was_said() {
        for words in ["a 1 b", "1", "−3%", "x<5", "10⁹", "> 3 <", "<−"] {
            let joined: String = parts(words, Locale::DecimalPoint)
                .into_iter()
                .map(|part| match part {
                    Part::Text(text) | Part::Number(text) => text,
                })
                .collect();
            assert_eq!(joined, words);
        }
    }

    #[test]
    fn a_long_list_says_how_many_others_there_are() {
        let names: Vec<String> = (0..20).map(|name| format!("n{name}")).collect();
        let listed = |count: usize| listed(&names[..count], Locale::DecimalPoint);
        assert_eq!(listed(1), "n0");
        assert_eq!(listed(3), "n0, n1 and n2");
        assert_eq!(
            super::listed(
                &["a, b".into(), "c".into(), "d".into()],
                Locale::DecimalPoint
            ),
            "a, b; c; and d"
        );
        assert!(listed(8).ends_with("n6 and n7"));
        assert!(listed(20).ends_with("n6 and 13 others"), "{}", listed(20));
    }
}
