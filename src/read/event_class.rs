//! Reads and writes the columns that say which events a row counts: whether they are serious, of which grade, whether they
//! were judged related, when they began.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::delimited::Row;
use super::head::{Head, plain};
use super::number::is_number;
use crate::data::{EventClass, EventSeriousness, Grades, Relatedness, Stated};

/// What a column says of the events of its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventPart {
    /// Whether they are serious.
    Seriousness,
    /// Of which grades they are.
    Grade,
    /// Whether they were judged related to the treatment.
    Relatedness,
    /// When they began.
    Onset,
}

/// Words of a table, and what they became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventWording {
    /// The column that holds them, by its head.
    pub head: String,
    /// The words as they stand.
    pub typed: String,
    /// What they became: "serious", "grade 3 or higher". `None` where they are on no list, and were kept as they stand.
    pub became: Option<String>,
    /// In how many rows they stand.
    pub rows: usize,
}

impl EventPart {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 4] = [
        Self::Seriousness,
        Self::Grade,
        Self::Relatedness,
        Self::Onset,
    ];

    /// The head under which it is written. Under it every cell says what it says, whatever the others hold.
    #[must_use]
    pub fn head(self) -> &'static str {
        match self {
            Self::Seriousness => "Seriousness of events",
            Self::Grade => "Grade of events",
            Self::Relatedness => "Relatedness of events",
            Self::Onset => "Onset of events",
        }
    }

    /// Whether it is read under this head, which is in small letters and digits alone, whatever the cells hold.
    pub(super) fn is_own_head(self, plain: &str) -> bool {
        plain
            == match self {
                Self::Seriousness => "seriousnessofevents",
                Self::Grade => "gradeofevents",
                Self::Relatedness => "relatednessofevents",
                Self::Onset => "onsetofevents",
            }
    }

    /// What a head says of the outcome that it names: "Fever seriousness of events".
    pub(super) fn of_outcome(head: &Head) -> Option<(Self, String)> {
        Self::ALL.into_iter().find_map(|part| {
            let own = part.head().to_lowercase();
            let own: Vec<&str> = own.split(' ').collect();
            let (name, last) = head
                .words
                .split_at_checked(head.words.len().checked_sub(own.len())?)?;
            let is_own = last.iter().map(|word| word.text.as_str()).eq(own);
            let name = head.piece(name);
            (is_own && !name.is_empty()).then_some((part, name))
        })
    }

    /// The heads under which it is read where the cells say such things.
    pub(super) fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Seriousness => &[
                "seriousnessofevents",
                "serious",
                "seriousness",
                "isserious",
                "seriousyesno",
                "seriousyn",
                "seriousevent",
                "seriousae",
                "seriousadverseevent",
                "sae",
                "saeyn",
                "schwerwiegend",
            ],
            Self::Grade => &[
                "gradeofevents",
                "ctcaegrade",
                "gradectcae",
                "nctcaegrade",
                "ncictcaegrade",
                "ctcgrade",
                "ctcae",
                "toxicitygrade",
                "aegrade",
                "severitygrade",
                "grade",
                "grades",
            ],
            Self::Relatedness => &[
                "relatednessofevents",
                "related",
                "relatedness",
                "causality",
                "relatedtotreatment",
                "relatedtostudydrug",
                "relatedtostudytreatment",
                "relatedtointervention",
                "treatmentrelated",
                "drugrelated",
                "causalrelationship",
                "relationship",
                "relationshiptotreatment",
                "attribution",
            ],
            Self::Onset => &[
                "onsetofevents",
                "onset",
                "onsetwindow",
                "onsetday",
                "onsetdays",
                "dayofonset",
                "timeofonset",
                "onsettime",
                "timetoonset",
            ],
        }
    }

    /// What of its list a cell says, in the words of the list; `None` where it is on none.
    fn known(self, cell: &str) -> Option<String> {
        match self {
            Self::Seriousness => seriousness(cell).map(|known| known.name().to_owned()),
            Self::Grade => grades(cell).map(Grades::name),
            Self::Relatedness => relatedness(cell).map(|known| known.name().to_owned()),
            Self::Onset => None,
        }
    }

    /// Whether the cells of a column say it: under its own head always; else most of those that are filled are on the list,
    /// and none is a bare number that may count people. Onsets have no list.
    pub(super) fn takes(self, head: &str, cells: &[&str]) -> bool {
        if self.is_own_head(head) {
            return true;
        }
        let filled: Vec<&&str> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        let known = filled.iter().filter(|cell| self.known(cell).is_some());
        let known = known.count();
        let number_is_said = filled
            .iter()
            .all(|cell| !is_number(cell) || self == Self::Grade && grades(cell).is_some());
        match self {
            Self::Onset => !filled.is_empty(),
            Self::Seriousness | Self::Grade | Self::Relatedness => {
                2 * known > filled.len() && number_is_said
            }
        }
    }

    /// Puts what a cell says into a class; a blank cell says nothing.
    pub(super) fn take(self, class: &mut EventClass, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        match self {
            Self::Seriousness => class.seriousness = Some(stated(seriousness(cell), cell)),
            Self::Grade => class.grades = Some(stated(grades(cell), cell)),
            Self::Relatedness => class.relatedness = Some(stated(relatedness(cell), cell)),
            Self::Onset => cell.clone_into(&mut class.onset),
        }
    }

    /// What a class says of it, as it is written; read again it says the same.
    #[must_use]
    pub fn written(self, class: &EventClass) -> String {
        fn words<T: Copy>(stated: Option<&Stated<T>>, name: impl Fn(T) -> String) -> String {
            match stated {
                None => String::new(),
                Some(Stated::Known(known)) => name(*known),
                Some(Stated::Worded(words)) => words.clone(),
            }
        }
        match self {
            Self::Seriousness => words(class.seriousness.as_ref(), |known| known.name().to_owned()),
            Self::Grade => words(class.grades.as_ref(), Grades::name),
            Self::Relatedness => words(class.relatedness.as_ref(), |known| known.name().to_owned()),
            Self::Onset => class.onset.clone(),
        }
    }

    /// The words of a cell that would be lost in what they became, for the note of the row.
    pub(super) fn kept_wording(self, head: &str, cell: &str, separates: bool) -> Option<String> {
        let cell = cell.trim();
        let is_kept = match self {
            Self::Onset => !separates,
            Self::Seriousness | Self::Grade | Self::Relatedness => self
                .known(cell)
                .is_some_and(|known| plain(&known) != plain(cell)),
        };
        (is_kept && !cell.is_empty()).then(|| format!("{head}: {cell}"))
    }

    /// What became of the words of a column, in the order in which they first stand there.
    pub(super) fn wordings<'row>(
        self,
        head: &str,
        cells: impl Iterator<Item = &'row str>,
    ) -> Vec<EventWording> {
        let mut wordings: Vec<EventWording> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
            let place = *places.entry(cell.to_owned()).or_insert_with(|| {
                wordings.push(EventWording {
                    head: head.to_owned(),
                    typed: cell.to_owned(),
                    became: self.known(cell),
                    rows: 0,
                });
                wordings.len() - 1
            });
            if let Some(wording) = wordings.get_mut(place) {
                wording.rows += 1;
            }
        }
        wordings
    }
}

/// What is on a list, or the words of the cell.
fn stated<T>(known: Option<T>, cell: &str) -> Stated<T> {
    known.map_or_else(|| Stated::Worded(cell.to_owned()), Stated::Known)
}

/// Whether a word says that events are serious; `None` where it says neither.
pub(super) fn seriousness(cell: &str) -> Option<EventSeriousness> {
    match plain(cell).as_str() {
        "serious"
        | "yes"
        | "y"
        | "true"
        | "1"
        | "sae"
        | "seriousae"
        | "seriousadverseevent"
        | "seriousadverseevents"
        | "ja"
        | "oui"
        | "sí"
        | "si"
        | "schwerwiegend"
        | "grave" => Some(EventSeriousness::Serious),
        "notserious"
        | "nonserious"
        | "no"
        | "n"
        | "false"
        | "0"
        | "nonsae"
        | "nonseriousae"
        | "other"
        | "othernotincludingserious"
        | "nein"
        | "non"
        | "nichtschwerwiegend" => Some(EventSeriousness::NotSerious),
        _ => None,
    }
}

/// How sure a word says somebody was that events came from the treatment.
pub(super) fn relatedness(cell: &str) -> Option<Relatedness> {
    let short = plain(cell);
    let short = short.strip_suffix("tostudydrug").unwrap_or(&short);
    let short = short.strip_suffix("totreatment").unwrap_or(short);
    match short {
        "related" | "yes" | "y" | "true" | "1" | "definite" | "definitely"
        | "definitelyrelated" | "certain" | "certainlyrelated" | "treatmentrelated"
        | "drugrelated" | "ja" => Some(Relatedness::Related),
        "probable" | "probably" | "probablyrelated" | "likely" | "likelyrelated" => {
            Some(Relatedness::ProbablyRelated)
        }
        "possible" | "possibly" | "possiblyrelated" => Some(Relatedness::PossiblyRelated),
        "unlikely" | "unlikelyrelated" | "unlikelytoberelated" => {
            Some(Relatedness::UnlikelyRelated)
        }
        "notrelated" | "unrelated" | "nonrelated" | "no" | "n" | "false" | "0" | "none"
        | "nein" | "notdrugrelated" => Some(Relatedness::NotRelated),
        _ => None,
    }
}

/// The grades that a text names: "3", "Grade ≥3", "3 or higher", "3-4", "III–IV", "any grade".
pub(super) fn grades(cell: &str) -> Option<Grades> {
    const BESIDE: [&str; 8] = [
        "grade", "grades", "gr", "g", "ctcae", "ctc", "nci", "toxicity",
    ];
    const UP: [&str; 7] = [
        "higher", "more", "above", "worse", "greater", "over", "least",
    ];
    const DOWN: [&str; 5] = ["lower", "less", "below", "under", "most"];
    const JOIN: [&str; 6] = ["or", "and", "to", "at", "than", "through"];
    let text = cell
        .trim()
        .to_lowercase()
        .replace(">=", "≥")
        .replace("<=", "≤");
    if text.is_empty() || text.chars().count() > 40 {
        return None;
    }
    let (mut numbers, mut up, mut down, mut any) = (Vec::new(), false, false, false);
    let mut word = String::new();
    let mut words: Vec<String> = Vec::new();
    let mut signs: Vec<char> = Vec::new();
    for sign in text.chars().chain([' ']) {
        let goes_on = match word.chars().last() {
            Some(last) => sign.is_alphanumeric() && sign.is_numeric() == last.is_numeric(),
            None => sign.is_alphanumeric(),
        };
        if goes_on {
            word.push(sign);
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if sign.is_alphanumeric() {
            word.push(sign);
        } else if !sign.is_whitespace() {
            signs.push(sign);
        }
    }
    let are_known = |sign: &char| "≥≤<>+-–—/().,".contains(*sign);
    if !signs.iter().all(are_known) {
        return None;
    }
    // A comma or point between numbers makes another number of them, not two grades.
    let several = words.iter().filter(|word| is_number(word)).count() > 1;
    if several && (signs.contains(&',') || signs.contains(&'.')) {
        return None;
    }
    for word in &words {
        let word = word.as_str();
        if BESIDE.contains(&word) || JOIN.contains(&word) {
            continue;
        }
        if UP.contains(&word) {
            up = true;
        } else if DOWN.contains(&word) {
            down = true;
        } else if word == "any" || word == "all" {
            any = true;
        } else {
            let number = match word {
                "i" => 1,
                "ii" => 2,
                "iii" => 3,
                "iv" => 4,
                "v" => 5,
                number => number.parse::<u8>().ok()?,
            };
            numbers.push(number);
        }
    }
    let has = |sign: char| signs.contains(&sign);
    // "Above 2" leaves 2 out, "2 or above" does not.
    let is_strict = |beyond: &[&str]| {
        let any_of = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        any_of(beyond) && !any_of(&["or", "and"])
    };
    let more = usize::from(up || has('≥') || has('+')) + usize::from(has('>'));
    let less = usize::from(down || has('≤')) + usize::from(has('<'));
    match (numbers.as_slice(), any, more, less) {
        ([], true, 0, 0) => Grades::new(1, 5),
        ([one], false, 0, 0) => Grades::new(*one, *one),
        ([one], false, 1, 0) if has('>') || is_strict(&["than", "above", "over"]) => {
            Grades::new(one.checked_add(1)?, 5)
        }
        ([one], false, 1, 0) => Grades::new(*one, 5),
        ([one], false, 0, 1) if has('<') || is_strict(&["than", "below", "under"]) => {
            Grades::new(1, one.checked_sub(1)?)
        }
        ([one], false, 0, 1) => Grades::new(1, *one),
        ([from, to], false, 0, 0) => Grades::new(*from, *to),
        ([from, middle, to], false, 0, 0) if from + 1 == *middle && middle + 1 == *to => {
            Grades::new(*from, *to)
        }
        _ => None,
    }
}

/// The outcomes of which some trial tells rows apart by the onset of the events alone: their onsets are part of what they
/// count. `key` says of each row of which trial (and arm and time) it is, `base` what outcome it names.
pub(super) fn told_apart_by_onset<'row>(
    rows: impl Iterator<Item = (Vec<String>, String, &'row str)>,
) -> BTreeSet<String> {
    let mut first: BTreeMap<(Vec<String>, String), String> = BTreeMap::new();
    let mut apart = BTreeSet::new();
    for (key, base, onset) in rows {
        let onset = onset.trim().to_lowercase();
        let known = first
            .entry((key, base.clone()))
            .or_insert_with(|| onset.clone());
        if *known != onset {
            apart.insert(base);
        }
    }
    apart
}

/// What the rows' cells are in the columns of classes, by the place of each column, for telling rows apart.
pub(super) fn key(row: &Row, columns: &[usize]) -> String {
    let cells: Vec<String> = columns
        .iter()
        .map(|column| row.cell(*column).to_lowercase())
        .collect();
    cells.join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_told_from_numbers_signs_and_words() {
        for (text, from, to) in [
            ("3", 3, 3),
            ("Grade 3", 3, 3),
            ("G3", 3, 3),
            ("CTCAE grade 4", 4, 4),
            ("≥3", 3, 5),
            (">=3", 3, 5),
            ("Grade ≥ 3", 3, 5),
            ("3+", 3, 5),
            ("3 or higher", 3, 5),
            ("at least 3", 3, 5),
            (">2", 3, 5),
            ("more than 2", 3, 5),
            ("3 or more", 3, 5),
            ("≤2", 1, 2),
            ("<3", 1, 2),
            ("less than 3", 1, 2),
            ("2 or lower", 1, 2),
            ("3-4", 3, 4),
            ("3–5", 3, 5),
            ("3/4", 3, 4),
            ("1 to 2", 1, 2),
            ("Grades 3 and 4", 3, 4),
            ("III", 3, 3),
            ("III-IV", 3, 4),
            ("any grade", 1, 5),
            ("All grades", 1, 5),
        ] {
            assert_eq!(grades(text), Grades::new(from, to), "{text}");
            assert!(grades(text).is_some(), "{text}");
        }
        for text in [
            "", "0", "6", "mild", "4-3", "12", "3.5", "1,5", "tbd", "-", "1-3-5", ">5", "<1",
            "high", "3 (12)", "≥", "4-Mar",
        ] {
            assert_eq!(grades(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let mut classes = vec![EventClass::default()];
        for part in EventPart::ALL {
            let cells: &[&str] = match part {
                EventPart::Seriousness => &["serious", "not serious", "unknown"],
                EventPart::Grade => &["2", "≥3", "1-2", "any", "mild"],
                EventPart::Relatedness => &[
                    "related",
                    "probable",
                    "possible",
                    "unlikely",
                    "no",
                    "conditional",
                ],
                EventPart::Onset => &["day 0 to 7"],
            };
            classes.extend(cells.iter().map(|cell| {
                let mut class = EventClass::default();
                part.take(&mut class, cell);
                class
            }));
        }
        for class in &classes {
            let mut again = EventClass::default();
            for part in EventPart::ALL {
                part.take(&mut again, &part.written(class));
            }
            assert_eq!(again, *class);
        }
        assert_eq!(classes.len(), 16);
    }

    #[test]
    fn a_column_of_numbers_of_people_says_no_class() {
        assert!(!EventPart::Seriousness.takes("serious", &["0", "1", "0"]));
        assert!(!EventPart::Relatedness.takes("related", &["yes", "12"]));
        assert!(EventPart::Grade.takes("grade", &["1", "3", ""]));
        assert!(!EventPart::Grade.takes("grade", &["1", "12", "3"]));
        assert!(!EventPart::Grade.takes("grade", &["high", "moderate", "low"]));
        assert!(EventPart::Grade.takes("gradeofevents", &["mild", ""]));
    }
}
