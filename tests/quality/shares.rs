//! How many trials meet the items of a checklist.

use trialpool::analysis::{Share, item_shares};
use trialpool::data::{
    AnsweredItem, Checklist, Checklists, ConfidenceLevel, Item, ItemAnswer, ItemId, OwnItem,
    Randomized, Review, Settings, Trial, TrialId, published_shares,
};
use trialpool::wording::Locale;
use trialpool::wording::quality::{items, shares as words};

/// (met, of, lower, upper) by R 4.2.2: `prop.test(met, of, correct = FALSE)$conf.int`.
const BY_R: [(u64, u64, f64, f64); 6] = [
    (43, 55, 0.656_299_659_781_6, 0.870_539_759_588_77),
    (3, 8, 0.136_844_285_823_597, 0.694_257_605_397_373),
    (0, 55, 0.0, 0.065_284_901_117_086_3),
    (7, 84, 0.040_952_550_622_407_2, 0.162_157_223_056_476),
    (11, 11, 0.741_167_033_031_968, 1.0),
    (27, 37, 0.570_218_316_752_857, 0.846_025_384_889_509),
];

#[test]
fn intervals_of_shares_are_those_of_r() {
    for (met, of, lower, upper) in BY_R {
        let share = Share::new(met, of, ConfidenceLevel::NinetyFive);
        let found = share.limits.expect("limits");
        assert!((found.0 - lower).abs() < 1e-12, "{met}/{of}: {found:?}");
        assert!((found.1 - upper).abs() < 1e-12, "{met}/{of}: {found:?}");
    }
}

#[test]
fn the_shares_of_two_published_reviews_are_written_as_they_print_them() {
    // Thompson 2020, EClinicalMedicine 19:100249, table 3: 78.2 % of 55 trials against 37.5 % of 8 in 2012.
    let plans: Vec<String> = published_shares()
        .iter()
        .filter(|share| share.item == ItemId::Known(Item::AdverseEventPlan))
        .map(|share| {
            let counted = Share::new(
                share.met.into(),
                share.of.into(),
                ConfidenceLevel::NinetyFive,
            );
            words::earlier(share, &counted, Locale::DecimalPoint)
        })
        .collect();
    assert_eq!(
        plans,
        ["78.2% Thompson 2020, 43/55", "37.5% Lalu 2012, 3/8"]
    );
}

fn answered(answer: ItemAnswer) -> AnsweredItem {
    AnsweredItem {
        answer: Some(answer),
        remark: String::new(),
    }
}

/// Six trials, one of them not randomized; of the first four the first item is answered in four ways.
fn review() -> Review {
    let item = ItemId::Known(Item::AdverseEventPlan);
    let mut checklists = Checklists::default();
    for (id, answer) in (1..).zip(ItemAnswer::ALL) {
        let answers = [(item, answered(answer))].into();
        checklists.trials.insert(TrialId(id), answers);
    }
    // A remark alone is no answer.
    let remarked = AnsweredItem {
        answer: None,
        remark: "see the protocol".into(),
    };
    checklists
        .trials
        .insert(TrialId(5), [(item, remarked)].into());
    checklists
        .trials
        .insert(TrialId(6), [(item, answered(ItemAnswer::Yes))].into());
    checklists.own.push(OwnItem {
        number: 9,
        name: "Registered beforehand".into(),
    });
    checklists.earlier = published_shares();
    let trials = (1..=6).map(|id| {
        let mut trial = Trial::two_armed(TrialId(id), format!("Trial {id}"));
        if id == 6 {
            trial.randomized = Randomized::No;
        }
        trial.into()
    });
    Review {
        trials: trials.collect(),
        checklists: Some(checklists.into()),
        ..Review::default()
    }
}

#[test]
fn not_stated_counts_as_not_met_and_what_was_not_read_does_not_count() {
    let review = review();
    let mut settings = Settings::default();
    let shares = item_shares(&review, &settings, Checklist::Harms);
    let plan = &shares[0];
    assert_eq!((plan.here.met, plan.here.of), (1, 3));
    assert_eq!(
        (plan.not_stated, plan.not_applicable, plan.not_read),
        (1, 1, 1)
    );
    assert_eq!(plan.earlier.len(), 2);
    let said = words::answer_sentence(
        &shares,
        review.checklists.as_deref(),
        "95% CI",
        Locale::DecimalPoint,
    );
    assert_eq!(
        said,
        "Plan for adverse events stated beforehand: 1 of 3 trials that were read, 33.3% (95% CI 6.1 to 79.2); 78.2% of the 55 in Thompson 2020, 37.5% of the 8 in Lalu 2012."
    );
    let counting = words::counting(&shares, 5, Locale::DecimalPoint);
    assert_eq!(
        counting,
        "“Not stated” counts as not met. Intervals are Wilson’s, over the trials that were read. 1 answer is “not applicable” and not counted. 16 of 20 answers are not given yet."
    );
    // Trials that are not randomized are asked about when the review takes them in, those left out never.
    settings.include_not_randomized = true;
    let shares = item_shares(&review, &settings, Checklist::Harms);
    assert_eq!((shares[0].here.met, shares[0].here.of), (2, 4));
    settings.leave_out(&[TrialId(1)].into(), None, "other dose");
    let shares = item_shares(&review, &settings, Checklist::Harms);
    assert_eq!((shares[0].here.met, shares[0].here.of), (1, 3));
}

#[test]
fn an_item_that_nobody_answered_has_no_share() {
    let review = review();
    let shares = item_shares(&review, &Settings::default(), Checklist::Own);
    assert_eq!(shares.len(), 1);
    assert_eq!(shares[0].here.limits, None);
    assert_eq!(words::percent(&shares[0].here, Locale::DecimalPoint), "–");
    let none = words::answer_sentence(&shares, None, "95% CI", Locale::DecimalPoint);
    assert_eq!(none, "");
    assert_eq!(
        items::name(shares[0].item, review.checklists.as_deref()),
        "Registered beforehand"
    );
}

#[test]
fn every_item_has_a_name_of_its_own_and_is_found_again_by_the_one_it_has_in_documents() {
    let mut names = std::collections::BTreeSet::new();
    for item in Item::ALL {
        let id = ItemId::Known(*item);
        assert!(names.insert(items::name(id, None)), "{item:?}");
        assert_eq!(ItemId::try_from(String::from(id)), Ok(id));
    }
    assert_eq!(ItemId::try_from("own_12".to_owned()), Ok(ItemId::Own(12)));
    assert!(ItemId::try_from("own_".to_owned()).is_err());
    // 13 items of CONSORT that were changed and 3 that are new (Junqueira 2023, abstract).
    let consort = Checklists::default().items(Checklist::ConsortHarms);
    assert_eq!(consort.len(), 13 + 3);
}
