//! What is said of the quality of the trials, whatever was judged and answered.

use proptest::prelude::*;
use trialpool::analysis::{ItemShare, JudgedTrial, JudgedTrials, Share};
use trialpool::data::{
    Answer, Checklist, ConfidenceLevel, Domain, Item, ItemAnswer, ItemId, Judgement, Tool, TrialId,
    published_shares,
};
use trialpool::safety::risk_of_bias_2::RoB2Domain;
use trialpool::wording::quality::{interface, items, shares};
use trialpool::wording::{Locale, risk_of_bias};

use super::vocabulary::fault;

const TOOLS: [Tool; 8] = [
    Tool::RiskOfBias1,
    Tool::RiskOfBias2,
    Tool::RiskOfBias2Cluster,
    Tool::RobinsI,
    Tool::RobinsE,
    Tool::Quadas2,
    Tool::Quips,
    Tool::Other,
];

#[test]
fn every_question_has_words_of_its_own() {
    let mut seen = std::collections::BTreeSet::new();
    for domain in RoB2Domain::ALL {
        for question in 1..=domain.questions() {
            let words = risk_of_bias::question(domain, question);
            assert!(words.ends_with('?'), "{words}");
            assert_eq!(fault(words), None);
            seen.insert((domain.number(), words));
        }
        assert_eq!(risk_of_bias::question(domain, 0), "");
        assert_eq!(risk_of_bias::question(domain, domain.questions() + 1), "");
    }
    // 1.1–1.3, 2.1–2.7, 3.1–3.4, 4.1–4.5 and 5.1–5.3.
    assert_eq!(seen.len(), 3 + 7 + 4 + 5 + 3);
    let letters = Answer::ALL.map(risk_of_bias::answer_short);
    assert_eq!(letters, ["Y", "PY", "PN", "N", "NI"]);
    assert_eq!(
        risk_of_bias::question_number(RoB2Domain::Deviations, 3),
        "2.3"
    );
}

#[test]
fn a_judgement_that_is_offered_is_read_as_itself() {
    for tool in TOOLS {
        let offered = risk_of_bias::offered(tool);
        assert_eq!(offered.first(), Some(&Judgement::Low));
        assert!(offered.len() >= 3);
        for judgement in offered {
            let typed = risk_of_bias::judgement(*judgement, tool);
            let read = trialpool::read::robvis::judgement(typed, tool);
            assert_eq!(read, Some(*judgement), "{typed} by {tool:?}");
        }
    }
}

#[test]
fn nothing_that_stands_on_a_checklist_has_a_fault() {
    for item in Item::ALL {
        let id = ItemId::Known(*item);
        assert_eq!(fault(&items::name(id, None)), None);
        assert!(!items::heading(id).is_empty());
    }
    for list in Checklist::ALL {
        assert_eq!(fault(items::about(list)), None);
        assert_eq!(fault(items::checklist(list)), None);
    }
    for answer in ItemAnswer::ALL {
        assert_eq!(fault(items::answer(answer)), None);
    }
    for tool in TOOLS {
        assert_eq!(fault(risk_of_bias::about_tool(tool)), None);
    }
    for share in published_shares() {
        let line = interface::earlier_line("Dose", &share, Locale::DecimalPoint);
        assert_eq!(fault(&line), None);
    }
}

const JUDGEMENTS: [Option<Judgement>; 6] = [
    None,
    Some(Judgement::Low),
    Some(Judgement::SomeConcerns),
    Some(Judgement::High),
    Some(Judgement::Critical),
    Some(Judgement::NoInformation),
];

proptest! {
    #[test]
    fn how_the_trials_stand_is_said_of_any_judgements(
        rows in prop::collection::vec(
            (prop::collection::vec(0_usize..6, 0..6), prop::option::of(0.0..100.0_f64)),
            0..12,
        ),
        domains in 0_usize..6,
        comma in any::<bool>(),
    ) {
        let locale = if comma { Locale::DecimalComma } else { Locale::DecimalPoint };
        let ids = 0_u32..;
        let judged = JudgedTrials {
            tool: Tool::RiskOfBias2,
            outcome: None,
            domains: (0..domains)
                .map(|number| Domain {
                    short: format!("D{number}"),
                    name: String::new(),
                })
                .collect(),
            is_weighted: rows.iter().any(|(_, weight)| weight.is_some_and(|weight| weight > 0.0)),
            trials: ids
                .zip(&rows)
                .map(|(id, (said, weight))| JudgedTrial {
                    trial: TrialId(id),
                    name: format!("Trial {id}"),
                    domains: (0..domains)
                        .map(|domain| JUDGEMENTS[said.get(domain).copied().unwrap_or_default()])
                        .collect(),
                    overall: JUDGEMENTS[said.first().copied().unwrap_or_default()],
                    weight: *weight,
                })
                .collect(),
        };
        let said = risk_of_bias::standing(&judged, locale);
        prop_assert_eq!(fault(&said), None);
        // How many are low is what the sentence says.
        let standing = judged.standing();
        let low = format!("{} of {} ", standing.low.len(), rows.len());
        prop_assert!(said.starts_with(&low) || standing.low.is_empty(), "{}", said);
        prop_assert!(!said.contains("1 trials") || said.contains("11 trials"), "{}", said);
        prop_assert_eq!(fault(&risk_of_bias::bars_footer(&judged)), None);
    }

    #[test]
    fn how_many_meet_an_item_is_said_of_any_counts(
        counts in prop::collection::vec((0_u64..200, 0_u64..200, 0_u64..3, 0_u64..3), 1..10),
        comma in any::<bool>(),
    ) {
        let locale = if comma { Locale::DecimalComma } else { Locale::DecimalPoint };
        let level = ConfidenceLevel::NinetyFive;
        let all: Vec<ItemShare> = counts
            .iter()
            .zip(Item::ALL)
            .map(|((met, more, apart, open), item)| ItemShare {
                item: ItemId::Known(*item),
                here: Share::new(*met, met + more, level),
                not_stated: *more,
                not_applicable: *apart,
                not_read: *open,
                earlier: published_shares()
                    .into_iter()
                    .filter(|share| share.item == ItemId::Known(*item))
                    .map(|share| {
                        let counted = Share::new(share.met.into(), share.of.into(), level);
                        (share, counted)
                    })
                    .collect(),
            })
            .collect();
        prop_assert_eq!(fault(&shares::counting(&all, 400, locale)), None);
        let said = shares::answer_sentence(&all, None, "95% CI", locale);
        prop_assert_eq!(fault(&said), None);
        let is_answered = all.iter().any(|share| share.here.of > 0);
        prop_assert_eq!(said.is_empty(), !is_answered);
    }
}
