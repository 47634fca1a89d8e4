//! Cuts a column's head into words, and tells what they name.
//!
//! Case, spaces, dots, underscores and hyphens do not matter. A head is cut into words at every such sign, before a
//! number and before a capital inside a word, so that `event.e`, `events1`, `n_t`, `sampleSize` and `Fever events MSC`
//! are all taken apart in the same way. A run of Chinese characters is cut at the terms that [`chinese`] knows.

use super::chinese;
use super::meaning::Quantity;
use crate::data::{capitalized, half_width_sign, is_chinese};

/// A word of a head and where it stands in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// In lower case.
    pub(super) text: String,
    start: usize,
    end: usize,
}

/// A head, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// As pasted, parts of several rows joined by spaces.
    pub(super) text: String,
    /// Letters and digits only, in lower case.
    pub(super) plain: String,
    /// Its words.
    pub(super) words: Vec<Word>,
}

impl Head {
    pub(super) fn new(text: &str) -> Self {
        /// A head of more characters is no name of a column; its beginning is enough to see that.
        const LOOKED_AT: usize = 2_000;
        let end = text.char_indices().nth(LOOKED_AT).map(|(end, _)| end);
        let looked_at = end.and_then(|end| text.get(..end)).unwrap_or(text);
        let head = Self {
            text: text.to_owned(),
            plain: plain(looked_at),
            words: words(looked_at),
        };
        if looked_at.contains(is_chinese) {
            head.with_chinese_read()
        } else {
            head
        }
    }

    /// The head with what its Chinese words stand for.
    fn with_chinese_read(mut self) -> Self {
        let whole = chinese::head_in_english(&self.plain);
        if let (Some(english), Some(first), Some(last)) =
            (whole, self.words.first(), self.words.last())
        {
            self.words = vec![Word {
                text: english.to_owned(),
                start: first.start,
                end: last.end,
            }];
        }
        self.settle_own_count();
        // "例数（%）" counts events, as "n (%)" does.
        if self.text.contains(['%', '％'])
            && let Some(word) = self
                .words
                .iter()
                .rposition(|word| chinese::counts_some(&word.text))
        {
            self.say(word, "events");
        }
        self.plain = self.words.iter().map(|word| word.text.as_str()).collect();
        self
    }

    /// Settles what the head alone tells of a number of cases: those with the event before a stroke and a total, as in "n/N",
    /// and a mere unit beside another quantity: 总数（例）. Before a later quantity 事件 belongs to a name (心血管事件例数), or
    /// says all that a number of cases does (事件 试验组 例数).
    fn settle_own_count(&mut self) {
        let is_quantity = |word: &Word| named_quantity(&word.text).is_some();
        let unit = self
            .words
            .iter()
            .rposition(|word| chinese::is_unit(&word.text));
        if let Some(unit) = unit
            && self.words.iter().any(is_quantity)
        {
            self.words.remove(unit);
        }
        let count = self
            .words
            .iter()
            .rposition(|word| chinese::counts_some(&word.text));
        let follows = count
            .and_then(|count| self.words.get(count..))
            .unwrap_or_default();
        if let (Some(count), [counted, total, ..]) = (count, follows) {
            let between = self.text.get(counted.end..total.start).unwrap_or_default();
            if matches!(between.trim(), "/" | "／") && TOTALS.contains(&total.text.as_str()) {
                self.say(count, "events");
                return;
            }
        }
        let Some(event) = self.words.iter().position(|word| word.text == "event") else {
            return;
        };
        let (before, from) = self.words.split_at(event);
        let is_of_name = before
            .last()
            .zip(from.first())
            .is_some_and(|(before, word)| {
                before.end == word.start && !chinese::names_arm(&before.text)
            });
        let mut later = from.iter().skip(1);
        if is_of_name && later.any(|word| is_quantity(word) || chinese::counts_some(&word.text)) {
            self.say(event, "事件");
        } else if let Some(count) = count {
            self.words.remove(count);
        }
    }

    /// Cuts the word at `index` after so many bytes.
    pub(super) fn cut_word(&mut self, index: usize, length: usize) {
        let Some(word) = self.words.get_mut(index) else {
            return;
        };
        if !word.text.is_char_boundary(length) {
            return;
        }
        let text = word.text.split_off(length);
        let (start, end) = (word.start + length, word.end);
        word.end = start;
        self.words.insert(index + 1, Word { text, start, end });
    }

    /// Whether two words that follow each other stand without anything between them.
    pub(super) fn adjoin(one: &Word, other: &Word) -> bool {
        one.end == other.start
    }

    /// Gives the word at `index` the English word that it stands for here.
    pub(super) fn say(&mut self, index: usize, english: &str) {
        if let Some(word) = self.words.get_mut(index) {
            english.clone_into(&mut word.text);
        }
        self.plain = self.words.iter().map(|word| word.text.as_str()).collect();
    }

    /// Whether the head names a quantity, or may do so beside others.
    pub(super) fn may_name_quantity(&self) -> bool {
        quantified(self).is_some() || chinese::may_count(&self.words)
    }

    /// Whether no outcome is called so, as the head speaks of a share, or of a count of which it does not say what is counted.
    pub(super) fn is_no_outcome(&self) -> bool {
        chinese::is_no_outcome(&self.words)
    }

    /// Whether nothing told what the head counts.
    pub(super) fn is_undecided(&self) -> bool {
        quantified(self).is_none() && chinese::may_count(&self.words)
    }

    /// The piece of the head from the first to the last of these words, as pasted, without what joins it to the rest.
    ///
    /// The head of a data frame (`serious_ae_n`, no spaces) is made readable: "Serious ae".
    pub(super) fn piece(&self, words: &[Word]) -> String {
        let piece = self.span(words);
        if self.text.contains(' ') {
            return piece.to_owned();
        }
        let piece = piece.trim_end_matches(['_', '.', '-']);
        capitalized(&piece.replace(['_', '.'], " "))
    }

    /// From the first of these words, with the signs that open the head, to the last, with those that follow it.
    fn span(&self, words: &[Word]) -> &str {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return "";
        };
        let opens = self
            .words
            .first()
            .is_some_and(|word| word.start == first.start);
        let start = if opens { 0 } else { first.start };
        let following = self.words.iter().find(|word| word.start >= last.end);
        let end =
            following.map_or_else(|| self.closing_bracket(start, last.end), |next| next.start);
        let joins = |sign: char| {
            sign.is_whitespace()
                || matches!(
                    sign,
                    ',' | ':' | ';' | '|' | '/' | '–' | '，' | '：' | '；' | '、' | '／' | '｜'
                )
        };
        let piece = self.text.get(start..end).unwrap_or_default();
        let piece = piece.trim().trim_end_matches(joins);
        let opened = |open: char, close: char| {
            piece.ends_with(open) && piece.matches(open).count() > piece.matches(close).count()
        };
        if BRACKETS.iter().any(|(open, close)| opened(*open, *close)) {
            let opening = |sign: char| BRACKETS.iter().any(|(open, _)| *open == sign);
            piece.trim_end_matches(opening).trim_end_matches(joins)
        } else {
            piece.strip_suffix(" -").unwrap_or(piece)
        }
    }

    /// The same words exactly as pasted: what an arm is called.
    pub(super) fn raw(&self, words: &[Word]) -> String {
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => self
                .text
                .get(first.start..last.end)
                .unwrap_or_default()
                .to_owned(),
            _ => String::new(),
        }
    }

    /// The end of a piece, with the bracket or quotation mark that belongs to it: "Bleeding (major)".
    fn closing_bracket(&self, start: usize, end: usize) -> usize {
        let before = self.text.get(start..end).unwrap_or_default();
        let follows = self.text.get(end..).unwrap_or_default();
        let open = |open: char, close: char| {
            before.matches(open).count() > before.matches(close).count()
                && follows.starts_with(close)
        };
        let quoted = before.matches('"').count() % 2 == 1 && follows.starts_with('"');
        let closed = BRACKETS.iter().find(|(start, close)| open(*start, *close));
        match closed {
            Some((_, close)) => end + close.len_utf8(),
            None if quoted => end + 1,
            None => end,
        }
    }
}

/// The brackets that belong to a piece.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】')];

/// Letters and digits in lower case; the percent sign is kept, as it decides what a column holds.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(half_width_sign)
        .filter(|character| character.is_alphanumeric() || *character == '%')
        .flat_map(char::to_lowercase)
        .collect()
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut previous: Option<char> = None;
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        let character = half_width_sign(character);
        if character.is_alphanumeric() {
            let continues = previous.is_some_and(|previous| {
                previous.is_alphanumeric()
                    && previous.is_numeric() == character.is_numeric()
                    && is_chinese(previous) == is_chinese(character)
                    && !(previous.is_lowercase() && character.is_uppercase())
            });
            match words.last_mut() {
                Some(word) if continues => {
                    word.text.extend(character.to_lowercase());
                    word.end = end;
                }
                _ => words.push(Word {
                    text: character.to_lowercase().collect(),
                    start,
                    end,
                }),
            }
        }
        previous = Some(character);
    }
    if text.contains(is_chinese) {
        cut_chinese(&words)
    } else {
        words
    }
}

/// The words with those in Chinese cut at the terms that are known: "A组发热例数" as "A组", "发热" and "例数".
fn cut_chinese(words: &[Word]) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::new();
    for word in words {
        if !word.text.contains(is_chinese) {
            all.push(word.clone());
            continue;
        }
        let (mut start, mut run) = (word.start, word.text.as_str());
        // What follows a letter or a number: the arm that is called by it, or 值 ("value"), which says nothing.
        if let Some(before) = all.last_mut().filter(|before| before.end == start)
            && let Some(sign) = chinese::belongs_to_what_is_before(run)
        {
            let length = sign.len_utf8();
            if sign != chinese::VALUE {
                before.text.push(sign);
            }
            before.end += length;
            (start, run) = (start + length, run.get(length..).unwrap_or_default());
        }
        for (length, text) in chinese::cut(run) {
            let end = start + length;
            all.push(Word { text, start, end });
            start = end;
        }
    }
    all
}

/// A head that names a quantity, and the words on either side of it.
#[derive(Clone, Debug)]
pub(super) struct Quantified<'head> {
    pub(super) quantity: Quantity,
    pub(super) before: &'head [Word],
    pub(super) after: &'head [Word],
}

/// Words that name events beyond doubt, and those that do so beside other words.
const EVENTS: [&str; 14] = [
    "events",
    "event",
    "cases",
    "responders",
    "ev",
    "r",
    "x",
    "affected",
    "ereignisse",
    "ereignis",
    "fälle",
    "événements",
    "evénements",
    "eventos",
];
/// Words that name the people at risk.
const TOTALS: [&str; 21] = [
    "gesamt",
    "gesamtzahl",
    "anzahl",
    "patienten",
    "teilnehmer",
    "effectif",
    "participantes",
    "pacientes",
    "sample",
    "total",
    "totals",
    "n",
    "size",
    "participants",
    "patients",
    "subjects",
    "people",
    "randomized",
    "randomised",
    "denominator",
    "risk",
];
/// Words that name person-time beyond doubt, and those that do so beside other words (meta's `time.e`).
const TIMES: [&str; 6] = [
    "personyears",
    "patientyears",
    "py",
    "pyrs",
    "time",
    "exposure",
];
/// Units of person-time, which count as such after a word for who is watched: "person-years", "catheter days".
const UNITS: [&str; 8] = [
    "years", "year", "yrs", "months", "weeks", "days", "hours", "time",
];
/// Words for who is watched.
const WATCHED: [&str; 11] = [
    "person",
    "persons",
    "patient",
    "patients",
    "subject",
    "subjects",
    "participant",
    "participants",
    "women",
    "catheter",
    "device",
];
/// Words that name a mean.
const MEANS: [&str; 3] = ["mean", "means", "average"];
/// Words that name a standard deviation.
const DEVIATIONS: [&str; 5] = ["sd", "sds", "stddev", "stdev", "deviation"];
/// Words of a head that are strong enough to outweigh a later weak one: "Fever events N-acetylcysteine".
const STRONG: [&str; 16] = [
    "ereignisse",
    "fälle",
    "gesamt",
    "events",
    "event",
    "total",
    "totals",
    "cases",
    "responders",
    "mean",
    "means",
    "sd",
    "sds",
    "deviation",
    "personyears",
    "patientyears",
];
/// Words after the name of an arm: "events in the MSC group", metafor's `n1i`.
const TRAILING: [&str; 3] = ["group", "arm", "i"];

/// Finds the quantity that a head names, if it names one.
pub(super) fn quantified(head: &Head) -> Option<Quantified<'_>> {
    let words = head.words.as_slice();
    let person_time = |index: usize| is_person_time(words, index);
    let strong = |index: &usize| STRONG.contains(&text_of(words, *index)) || person_time(*index);
    let places = || (0..words.len()).rev();
    let position = places()
        .find(strong)
        .or_else(|| places().find(|index| named_quantity(text_of(words, *index)).is_some()))?;
    let (mut from, mut to) = (position, position + 1);
    let named = words.get(position)?.text.as_str();
    let mut quantity = if person_time(position) {
        from -= 1;
        Quantity::Time
    } else {
        named_quantity(named)?
    };
    let previous = |from: usize| {
        from.checked_sub(1)
            .map_or("", |index| text_of(words, index))
    };
    // "n/N", "events/total": both in one cell.
    if quantity == Quantity::Total && joined_by_stroke(head, words, from) {
        quantity = Quantity::EventsAndTotal;
        from -= 1;
    }
    if quantity == Quantity::Events && matches!(previous(from), "non" | "without") {
        quantity = Quantity::NonEvents;
        from -= 1;
    }
    // "n (%)" counts events; a bare percentage is not a count.
    if quantity == Quantity::Total && named == "n" && head.text.contains(['%', '％']) {
        quantity = Quantity::Events;
    }
    while from > 0 && is_phrase(words, from - 1, position) {
        from -= 1;
    }
    let leads_on = |word: &str| {
        matches!(word, "in" | "the" | "for")
            || (quantity == Quantity::Time
                && matches!(word, "of" | "follow" | "up" | "at" | "risk"))
    };
    while leads_on(text_of(words, to)) {
        to += 1;
    }
    let mut end = words.len();
    while end > to + 1 && TRAILING.contains(&text_of(words, end - 1)) {
        end -= 1;
    }
    Some(Quantified {
        quantity,
        before: words.get(..from)?,
        after: words.get(to..end)?,
    })
}

fn named_quantity(word: &str) -> Option<Quantity> {
    let lists: [(&[&str], Quantity); 5] = [
        (&EVENTS, Quantity::Events),
        (&TOTALS, Quantity::Total),
        (&TIMES, Quantity::Time),
        (&MEANS, Quantity::Mean),
        (&DEVIATIONS, Quantity::StandardDeviation),
    ];
    let list = lists.iter().find(|(words, _)| words.contains(&word));
    list.map(|(_, quantity)| *quantity)
}

/// Whether the word at `index` is the second of "person-years" and the like.
fn is_person_time(words: &[Word], index: usize) -> bool {
    let watched = index
        .checked_sub(1)
        .map_or("", |index| text_of(words, index));
    UNITS.contains(&text_of(words, index)) && WATCHED.contains(&watched)
}

fn text_of(words: &[Word], index: usize) -> &str {
    words.get(index).map_or("", |word| word.text.as_str())
}

fn joined_by_stroke(head: &Head, words: &[Word], position: usize) -> bool {
    let Some((previous, word)) = position
        .checked_sub(1)
        .and_then(|index| words.get(index))
        .zip(words.get(position))
    else {
        return false;
    };
    let between = head.text.get(previous.end..word.start).unwrap_or_default();
    (EVENTS.contains(&previous.text.as_str()) || previous.text == "n")
        && matches!(between.trim(), "/" | "／")
}

/// Whether the word at `index` leads to the quantity: "number of", "no. of", "n", "sample" before "size", "at" before
/// "risk", "standard" before "deviation". A lone "of" or "with" does not.
fn is_phrase(words: &[Word], index: usize, quantity: usize) -> bool {
    let text = |index: usize| text_of(words, index);
    match text(index) {
        "number" | "n" => true,
        "no" => text(index + 1) == "of",
        "of" => matches!(index.checked_sub(1).map(text), Some("number" | "no" | "n")),
        "with" => matches!(
            index.checked_sub(1).map(text),
            Some("number" | "patients" | "participants" | "n")
        ),
        "sample" => text(quantity) == "size",
        "at" => text(quantity) == "risk",
        "standard" => text(quantity) == "deviation",
        _ => false,
    }
}
