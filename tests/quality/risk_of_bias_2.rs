//! The algorithms of RoB 2, held to an independent program and to the table of its guidance.
//!
//! `rob_2_paths.txt` was made by the Python package `risk-of-bias` 0.17.0 (Luke 2025, MIT), one line a domain: the judgement
//! (L, S, H) of every combination of answers, the first question varying slowest, each answered yes, no, no information. The
//! table is that of the full guidance of 22 August 2019 (riskofbias.info), written down again as conditions.

use trialpool::data::{Answer, Judgement};
use trialpool::safety::risk_of_bias_2::{Answers, RoB2Domain, overall};

const PATHS: &str = include_str!("rob_2_paths.txt");

const SAID: [Answer; 3] = [Answer::Yes, Answer::No, Answer::NoInformation];

/// Every way of answering so many questions.
fn combinations<A: Copy>(questions: u8, answers: &[A]) -> Vec<Vec<A>> {
    (0..questions).fold(vec![Vec::new()], |before, _| {
        before
            .iter()
            .flat_map(|begun| answers.iter().map(|next| [&begun[..], &[*next]].concat()))
            .collect()
    })
}

fn answers(said: &[Answer]) -> Answers {
    (1..).zip(said.iter().copied()).collect()
}

fn letter(judgement: Option<Judgement>) -> char {
    match judgement {
        Some(Judgement::Low) => 'L',
        Some(Judgement::SomeConcerns) => 'S',
        Some(Judgement::High) => 'H',
        other => panic!("{other:?} does not follow from answers"),
    }
}

#[test]
fn every_path_leads_where_an_independent_program_leads() {
    let mut compared = 0;
    for (domain, expected) in RoB2Domain::ALL.into_iter().zip(PATHS.lines()) {
        let all = combinations(domain.questions(), &SAID);
        assert_eq!(all.len(), expected.chars().count());
        for (said, expected) in all.iter().zip(expected.chars()) {
            let found = letter(domain.judgement(&answers(said)));
            assert_eq!(found, expected, "{domain:?} {said:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, 27 + 2187 + 81 + 243 + 27);
}

#[test]
fn probably_counts_as_much_as_certain() {
    let certain = |answer: Answer| match answer {
        Answer::ProbablyYes => Answer::Yes,
        Answer::ProbablyNo => Answer::No,
        Answer::Yes | Answer::No | Answer::NoInformation => answer,
    };
    for domain in RoB2Domain::ALL {
        // Five answers to seven questions would be 78,125 paths: three of them show as much.
        let softened = [
            Answer::ProbablyYes,
            Answer::ProbablyNo,
            Answer::NoInformation,
        ];
        for said in combinations(domain.questions(), &softened) {
            let sure: Vec<Answer> = said.iter().copied().map(certain).collect();
            assert_eq!(
                domain.judgement(&answers(&said)),
                domain.judgement(&answers(&sure))
            );
        }
    }
}

/// What the table of the guidance asks of answers to a domain, as far as it says it in conditions: low and high; all else is
/// some concerns.
fn by_the_table(domain: RoB2Domain, said: &[Answer]) -> char {
    let yes = |question: usize| said[question - 1] == Answer::Yes;
    let no = |question: usize| said[question - 1] == Answer::No;
    let unknown = |question: usize| said[question - 1] == Answer::NoInformation;
    let (low, high) = match domain {
        RoB2Domain::Randomization => (yes(2) && !yes(3) && !no(1), no(2) || (unknown(2) && yes(3))),
        RoB2Domain::Deviations => {
            let aware = !(no(1) && no(2));
            let caused = aware && yes(3);
            (
                (!aware || no(3)) && yes(6),
                (caused && !no(4) && !yes(5)) || (!yes(6) && !no(7)),
            )
        }
        RoB2Domain::MissingData => (
            yes(1) || yes(2) || no(3),
            !yes(1) && !yes(2) && !no(3) && !no(4),
        ),
        RoB2Domain::Measurement => {
            let influenced = !no(3) && !no(4) && !no(5);
            (
                !yes(1) && no(2) && (no(3) || no(4)),
                yes(1) || yes(2) || influenced,
            )
        }
        RoB2Domain::Selection => (yes(1) && no(2) && no(3), yes(2) || yes(3)),
    };
    match (low, high) {
        (true, false) => 'L',
        (false, true) => 'H',
        (false, false) => 'S',
        (true, true) => panic!("the table would say both of {said:?}"),
    }
}

#[test]
fn every_path_leads_where_the_table_of_the_guidance_leads() {
    for domain in RoB2Domain::ALL {
        for said in combinations(domain.questions(), &SAID) {
            let found = letter(domain.judgement(&answers(&said)));
            assert_eq!(found, by_the_table(domain, &said), "{domain:?} {said:?}");
        }
    }
}

#[test]
fn what_is_judged_while_answers_are_missing_no_further_answer_changes() {
    let open = [
        None,
        Some(Answer::Yes),
        Some(Answer::No),
        Some(Answer::NoInformation),
    ];
    for domain in RoB2Domain::ALL {
        for said in combinations(domain.questions(), &open) {
            let known: Answers = (1..)
                .zip(&said)
                .filter_map(|(question, said)| Some((question, (*said)?)))
                .collect();
            let before = domain.judgement(&known);
            // One more answer keeps a judgement; so do all, one after the other.
            for question in
                (1..=domain.questions()).filter(|known_as| !known.contains_key(known_as))
            {
                for answer in SAID {
                    let mut more = known.clone();
                    more.insert(question, answer);
                    let after = domain.judgement(&more);
                    if before.is_some() {
                        assert_eq!(after, before, "{domain:?} {said:?} {question}");
                    }
                    if !domain.arising(&known).contains(&question) {
                        assert_eq!(after, before, "{question} does not arise in {said:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn questions_arise_by_what_was_answered_before() {
    use Answer::{No, NoInformation, ProbablyYes, Yes};
    let arising =
        |domain: RoB2Domain, said: &[(u8, Answer)]| domain.arising(&said.iter().copied().collect());
    assert_eq!(arising(RoB2Domain::Randomization, &[]), [1, 2, 3]);
    assert_eq!(arising(RoB2Domain::Deviations, &[]), [1, 2, 6]);
    assert_eq!(
        arising(RoB2Domain::Deviations, &[(1, No), (2, No), (6, Yes)]),
        [1, 2, 6]
    );
    assert_eq!(
        arising(
            RoB2Domain::Deviations,
            &[
                (1, NoInformation),
                (2, No),
                (3, ProbablyYes),
                (4, Yes),
                (6, No)
            ]
        ),
        [1, 2, 3, 4, 5, 6, 7]
    );
    assert_eq!(arising(RoB2Domain::MissingData, &[(1, Yes)]), [1]);
    assert_eq!(
        arising(RoB2Domain::MissingData, &[(1, No), (2, No)]),
        [1, 2, 3]
    );
    assert_eq!(arising(RoB2Domain::Measurement, &[(1, Yes)]), [1, 2]);
    assert_eq!(
        arising(RoB2Domain::Measurement, &[(1, No), (2, No), (3, Yes)]),
        [1, 2, 3, 4]
    );
    assert_eq!(arising(RoB2Domain::Selection, &[(2, Yes)]), [1, 2, 3]);
    assert!(
        !RoB2Domain::MissingData
            .answers_to(2)
            .contains(&NoInformation)
    );
    assert_eq!(RoB2Domain::at(4), Some(RoB2Domain::Selection));
    assert_eq!(RoB2Domain::at(5), None);
}

#[test]
fn the_trial_as_a_whole_is_as_its_worst_domain() {
    use Judgement::{High, Low, Moderate, SomeConcerns};
    let of = |domains: &[Judgement]| {
        let known: Vec<Option<Judgement>> = domains.iter().copied().map(Some).collect();
        overall(&known)
    };
    assert_eq!(of(&[Low; 5]), Some(Low));
    assert_eq!(of(&[Low, Low, SomeConcerns, Low, Low]), Some(SomeConcerns));
    // The guidance leaves it to the reviewers whether several concerns make it high.
    assert_eq!(of(&[SomeConcerns; 5]), Some(SomeConcerns));
    assert_eq!(of(&[Low, SomeConcerns, High, Low, Low]), Some(High));
    assert_eq!(overall(&[Some(Low), None]), None);
    assert_eq!(overall(&[Some(High), None]), Some(High));
    assert_eq!(of(&[Low, Moderate]), None);
    assert_eq!(overall(&[]), None);
}
