//! What follows from the answers to the signalling questions of RoB 2, Cochrane's second tool for the risk of bias in
//! randomized trials: the judgement of each domain, and of the trial as a whole.
//!
//! Source: Sterne and colleagues 2019, BMJ 366:l4898, with the algorithms of the full guidance of 22 August 2019
//! (Higgins, Savović, Page and Sterne, riskofbias.info), for the effect of being assigned to an intervention. Each function
//! walks the diagram of its domain; the tests hold it to the table of the same guidance and to an independent program.
//! "Probably" counts as much as certain. A judgement that follows is a proposal: reviewers may judge otherwise.

use std::collections::BTreeMap;

use crate::data::{Answer, Judgement};

/// Answers to the questions of one domain, by their number in it.
pub type Answers = BTreeMap<u8, Answer>;

/// A domain of RoB 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoB2Domain {
    /// Bias from how people came to their arms.
    Randomization,
    /// Bias from deviations from the intended interventions (effect of assignment).
    Deviations,
    /// Bias from missing outcome data.
    MissingData,
    /// Bias in the measurement of the outcome.
    Measurement,
    /// Bias in the selection of the reported result.
    Selection,
}

impl RoB2Domain {
    /// All of them, in the order of the tool.
    pub const ALL: [Self; 5] = [
        Self::Randomization,
        Self::Deviations,
        Self::MissingData,
        Self::Measurement,
        Self::Selection,
    ];

    /// The domain at this place of the tool, counted from 0.
    #[must_use]
    pub fn at(place: usize) -> Option<Self> {
        Self::ALL.get(place).copied()
    }

    /// The number of the domain in the tool, from 1: that before the point in "2.3".
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Randomization => 1,
            Self::Deviations => 2,
            Self::MissingData => 3,
            Self::Measurement => 4,
            Self::Selection => 5,
        }
    }

    /// How many signalling questions it has.
    #[must_use]
    pub const fn questions(self) -> u8 {
        match self {
            Self::Randomization | Self::Selection => 3,
            Self::Deviations => 7,
            Self::MissingData => 4,
            Self::Measurement => 5,
        }
    }

    /// The answers that a question of it takes. Whether there is evidence that missing data did no harm (3.2) is answered
    /// without "no information".
    #[must_use]
    pub fn answers_to(self, question: u8) -> &'static [Answer] {
        if self == Self::MissingData && question == 2 {
            &[
                Answer::Yes,
                Answer::ProbablyYes,
                Answer::ProbablyNo,
                Answer::No,
            ]
        } else {
            &Answer::ALL
        }
    }

    /// The judgement that follows from the answers; `None` while an answer is missing that could change it, or only one of
    /// 2.1 and 2.2 is given. Answers to questions that do not arise are passed over.
    #[must_use]
    pub fn judgement(self, answers: &Answers) -> Option<Judgement> {
        self.walk(&mut Asked::new(answers))
    }

    /// The questions that arise with these answers, in their order: answered or open. One that does not arise is not
    /// among them.
    #[must_use]
    pub fn arising(self, answers: &Answers) -> Vec<u8> {
        let mut asked = Asked::new(answers);
        self.walk(&mut asked);
        asked.arising.sort_unstable();
        asked.arising.dedup();
        asked.arising
    }

    fn walk(self, asked: &mut Asked<'_>) -> Option<Judgement> {
        match self {
            Self::Randomization => randomization(asked),
            Self::Deviations => deviations(asked),
            Self::MissingData => missing_data(asked),
            Self::Measurement => measurement(asked),
            Self::Selection => selection(asked),
        }
    }
}

/// The judgement of a trial as a whole that follows from those of its domains: low where all are low, high where one is
/// high, else some concerns. `None` while that cannot be told.
///
/// The guidance also calls a trial high where some concerns in several domains lower confidence substantially; that is for
/// the reviewers to say.
#[must_use]
pub fn overall(domains: &[Option<Judgement>]) -> Option<Judgement> {
    if domains.contains(&Some(Judgement::High)) {
        return Some(Judgement::High);
    }
    if domains.is_empty() || domains.contains(&None) {
        return None;
    }
    let is_low = |judged: &Option<Judgement>| *judged == Some(Judgement::Low);
    let is_known =
        |judged: &Option<Judgement>| is_low(judged) || *judged == Some(Judgement::SomeConcerns);
    if !domains.iter().all(is_known) {
        return None;
    }
    Some(if domains.iter().all(is_low) {
        Judgement::Low
    } else {
        Judgement::SomeConcerns
    })
}

/// An answer as far as an algorithm tells answers apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Yes,
    No,
    Nothing,
}

/// The answers of a domain, with the questions that were asked of them.
struct Asked<'a> {
    answers: &'a Answers,
    arising: Vec<u8>,
}

impl<'a> Asked<'a> {
    fn new(answers: &'a Answers) -> Self {
        Self {
            answers,
            arising: Vec::new(),
        }
    }

    /// What was answered to a question; `None` where nothing was yet.
    fn ask(&mut self, question: u8) -> Option<Said> {
        self.arising.push(question);
        Some(match self.answers.get(&question)? {
            Answer::Yes | Answer::ProbablyYes => Said::Yes,
            Answer::No | Answer::ProbablyNo => Said::No,
            Answer::NoInformation => Said::Nothing,
        })
    }
}

/// 1.1 random sequence, 1.2 concealed, 1.3 differences that point to a problem.
fn randomization(asked: &mut Asked<'_>) -> Option<Judgement> {
    let [random, concealed, differences] = [1, 2, 3].map(|question| asked.ask(question));
    match concealed? {
        Said::No => Some(Judgement::High),
        Said::Nothing => Some(match differences? {
            Said::Yes => Judgement::High,
            Said::No | Said::Nothing => Judgement::SomeConcerns,
        }),
        Said::Yes => match (random, differences) {
            // One of the two is enough.
            (Some(Said::No), _) | (_, Some(Said::Yes)) => Some(Judgement::SomeConcerns),
            (random, differences) => random.and(differences).map(|_| Judgement::Low),
        },
    }
}

/// 2.1 and 2.2 awareness, 2.3 to 2.5 deviations; 2.6 and 2.7 the analysis. The worse of the two parts counts.
fn deviations(asked: &mut Asked<'_>) -> Option<Judgement> {
    let parts = [deviations_themselves(asked), analysis(asked)];
    if parts.contains(&Some(Judgement::High)) {
        return Some(Judgement::High);
    }
    let [themselves, analysis] = parts;
    Some(themselves?.max(analysis?))
}

fn deviations_themselves(asked: &mut Asked<'_>) -> Option<Judgement> {
    let aware = [1, 2].map(|question| asked.ask(question));
    if aware == [Some(Said::No); 2] {
        return Some(Judgement::Low);
    }
    if !aware
        .iter()
        .any(|aware| matches!(aware, Some(Said::Yes | Said::Nothing)))
    {
        return None;
    }
    let because_of_trial = asked.ask(3);
    let judgement = match because_of_trial? {
        Said::No => Judgement::Low,
        Said::Nothing => Judgement::SomeConcerns,
        Said::Yes => match asked.ask(4)? {
            Said::No => Judgement::SomeConcerns,
            Said::Yes | Said::Nothing => match asked.ask(5)? {
                Said::Yes => Judgement::SomeConcerns,
                Said::No | Said::Nothing => Judgement::High,
            },
        },
    };
    // Awareness of the one side is enough to ask on, but both are to be answered.
    aware.iter().all(Option::is_some).then_some(judgement)
}

fn analysis(asked: &mut Asked<'_>) -> Option<Judgement> {
    Some(match asked.ask(6)? {
        Said::Yes => Judgement::Low,
        Said::No | Said::Nothing => match asked.ask(7)? {
            Said::No => Judgement::SomeConcerns,
            Said::Yes | Said::Nothing => Judgement::High,
        },
    })
}

/// 3.1 nearly all data, 3.2 evidence of no bias, 3.3 may and 3.4 likely does missingness depend on the outcome.
fn missing_data(asked: &mut Asked<'_>) -> Option<Judgement> {
    if asked.ask(1)? == Said::Yes || asked.ask(2)? == Said::Yes {
        return Some(Judgement::Low);
    }
    Some(match asked.ask(3)? {
        Said::No => Judgement::Low,
        Said::Yes | Said::Nothing => match asked.ask(4)? {
            Said::No => Judgement::SomeConcerns,
            Said::Yes | Said::Nothing => Judgement::High,
        },
    })
}

/// 4.1 unsuitable method, 4.2 differs between arms, 4.3 assessors aware, 4.4 may and 4.5 likely is influenced.
fn measurement(asked: &mut Asked<'_>) -> Option<Judgement> {
    let [unsuitable, differs] = [1, 2].map(|question| asked.ask(question));
    if [unsuitable, differs].contains(&Some(Said::Yes)) {
        return Some(Judgement::High);
    }
    unsuitable?;
    // Where nobody says whether it was measured alike, nothing better than some concerns can follow.
    let best = match differs? {
        Said::Nothing => Judgement::SomeConcerns,
        Said::Yes | Said::No => Judgement::Low,
    };
    if asked.ask(3)? == Said::No || asked.ask(4)? == Said::No {
        return Some(best);
    }
    Some(match asked.ask(5)? {
        Said::No => Judgement::SomeConcerns,
        Said::Yes | Said::Nothing => Judgement::High,
    })
}

/// 5.1 as planned beforehand, 5.2 chosen among measurements, 5.3 chosen among analyses.
fn selection(asked: &mut Asked<'_>) -> Option<Judgement> {
    let [planned, measurements, analyses] = [1, 2, 3].map(|question| asked.ask(question));
    if [measurements, analyses].contains(&Some(Said::Yes)) {
        return Some(Judgement::High);
    }
    let (measurements, analyses) = (measurements?, analyses?);
    if [measurements, analyses].contains(&Said::Nothing) {
        return Some(Judgement::SomeConcerns);
    }
    Some(match planned? {
        Said::Yes => Judgement::Low,
        Said::No | Said::Nothing => Judgement::SomeConcerns,
    })
}
