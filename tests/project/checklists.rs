use std::sync::Arc;

use trialpool::data::{
    AnsweredItem, Checklists, EarlierShare, Item, ItemAnswer, ItemId, OwnItem, TrialId,
    published_shares,
};
use trialpool::project::{
    ChecklistEdit, Command, History, Limit, Project, Refused, RestoreError, SameTrial, apply,
    restore, save,
};

use super::{done, small_project, small_review};

const PLAN: ItemId = ItemId::Known(Item::AdverseEventPlan);

fn edit(edit: ChecklistEdit) -> Command {
    Command::Checklist(edit)
}

fn answer(trials: &[u32], item: ItemId, answer: Option<ItemAnswer>) -> Command {
    edit(ChecklistEdit::Answer {
        trials: trials.iter().map(|id| TrialId(*id)).collect(),
        item,
        answer,
    })
}

fn remark(trial: u32, item: ItemId, remark: &str) -> Command {
    edit(ChecklistEdit::Remark {
        trial: TrialId(trial),
        item,
        remark: remark.into(),
    })
}

fn add_item(name: &str) -> Command {
    edit(ChecklistEdit::AddItem { name: name.into() })
}

fn of(project: &Project) -> &Checklists {
    project.review.checklists.as_deref().expect("checklists")
}

fn said(project: &Project, trial: u32, item: ItemId) -> Option<ItemAnswer> {
    of(project).answered(TrialId(trial), item)?.answer
}

#[test]
fn items_are_answered_for_one_trial_or_several_and_undone() {
    let mut history = History::new(small_project());
    let before = history.present().clone();
    let all = answer(&[10, 11], PLAN, Some(ItemAnswer::NotStated));
    assert!(
        history
            .apply(&answer(&[10], PLAN, Some(ItemAnswer::Yes)))
            .unwrap()
    );
    assert!(history.apply(&all).unwrap());
    assert!(!history.apply(&all).unwrap());
    assert_eq!(
        said(history.present(), 10, PLAN),
        Some(ItemAnswer::NotStated)
    );
    assert_eq!(
        said(history.present(), 11, PLAN),
        Some(ItemAnswer::NotStated)
    );
    assert_eq!(history.undo_label(), Some("checklist of 2 trials"));
    let opened = restore(&save(history.present())).unwrap();
    assert_eq!(&opened.project, history.present());
    history.undo();
    assert_eq!(said(history.present(), 10, PLAN), Some(ItemAnswer::Yes));
    assert_eq!(said(history.present(), 11, PLAN), None);
    history.undo();
    assert!(history.present().shares_everything_with(&before));
}

#[test]
fn a_remark_is_typed_in_one_step_and_stays_when_the_answer_is_taken_back() {
    let mut history = History::new(small_project());
    for typed in ["p", "pa", "page 4"] {
        history.apply(&remark(10, PLAN, typed)).unwrap();
    }
    assert_eq!(history.steps(), 1);
    history
        .apply(&answer(&[10], PLAN, Some(ItemAnswer::No)))
        .unwrap();
    history.apply(&answer(&[10], PLAN, None)).unwrap();
    let kept = of(history.present()).answered(TrialId(10), PLAN).unwrap();
    assert_eq!((kept.answer, kept.remark.as_str()), (None, "page 4"));
    history.apply(&remark(10, PLAN, "")).unwrap();
    assert_eq!(history.present().review.checklists, None);
}

#[test]
fn own_items_are_added_renamed_and_removed_with_their_answers() {
    let project = done(&small_project(), &add_item(" Registered beforehand "));
    let number = of(&project).own[0].number;
    assert_eq!(of(&project).own[0].name, "Registered beforehand");
    let item = ItemId::Own(number);
    let project = done(&project, &answer(&[10], item, Some(ItemAnswer::Yes)));
    let renamed = edit(ChecklistEdit::RenameItem {
        item: number,
        name: "Registered".into(),
    });
    let project = done(&project, &renamed);
    assert_eq!(of(&project).own[0].name, "Registered");
    assert_eq!(said(&project, 10, item), Some(ItemAnswer::Yes));
    // Another item gets another number, even after the first is gone.
    let removed = done(&project, &edit(ChecklistEdit::RemoveItem(number)));
    assert_eq!(removed.review.checklists, None);
    let again = done(&removed, &add_item("Registered"));
    assert_ne!(of(&again).own[0].number, number);
    for command in [
        answer(&[10], item, Some(ItemAnswer::Yes)),
        edit(ChecklistEdit::RemoveItem(number)),
        edit(ChecklistEdit::RenameItem {
            item: number,
            name: "x".into(),
        }),
    ] {
        assert_eq!(apply(&removed, &command), Err(Refused::NoSuchItem));
    }
    assert_eq!(apply(&removed, &add_item("  ")), Err(Refused::NameMissing));
    let nobody = Refused::NoSuchTrial(TrialId(99));
    assert_eq!(apply(&removed, &answer(&[10, 99], PLAN, None)), Err(nobody));
}

#[test]
fn earlier_reviews_stand_beside_and_a_share_that_cannot_be_is_refused() {
    let project = done(
        &small_project(),
        &edit(ChecklistEdit::AddEarlier(published_shares())),
    );
    assert_eq!(of(&project).earlier, published_shares());
    // The same once more changes nothing.
    let twice = done(
        &project,
        &edit(ChecklistEdit::AddEarlier(published_shares())),
    );
    assert!(twice.shares_everything_with(&project));
    let corrected = EarlierShare {
        met: 44,
        ..published_shares()[0].clone()
    };
    let project = done(&project, &edit(ChecklistEdit::AddEarlier(vec![corrected])));
    assert_eq!(of(&project).earlier[0].met, 44);
    assert_eq!(of(&project).earlier.len(), published_shares().len());
    for (met, of) in [(9, 8), (0, 0)] {
        let wrong = EarlierShare {
            met,
            of,
            ..published_shares()[0].clone()
        };
        let refused = apply(&project, &edit(ChecklistEdit::AddEarlier(vec![wrong])));
        assert_eq!(refused, Err(Refused::ImpossibleShare));
    }
    let last = published_shares().len();
    let gone = apply(&project, &edit(ChecklistEdit::RemoveEarlier(last)));
    assert_eq!(gone, Err(Refused::NoSuchEarlierReview));
    let fewer = done(&project, &edit(ChecklistEdit::RemoveEarlier(0)));
    assert_eq!(of(&fewer).earlier.len(), last - 1);
}

#[test]
fn answers_leave_with_their_trial_and_come_with_an_added_one() {
    let project = done(
        &small_project(),
        &answer(&[10, 11], PLAN, Some(ItemAnswer::Yes)),
    );
    let without = done(&project, &Command::RemoveTrials(vec![TrialId(10)]));
    assert_eq!(of(&without).trials.len(), 1);
    // The other review has two trials: one is known here, its own item is numbered anew.
    let mut added = small_review();
    Arc::make_mut(&mut added.trials[0]).name = "Davis 2022".into();
    added.trials.truncate(2);
    let item = ItemId::Own(5);
    let yes = AnsweredItem {
        answer: Some(ItemAnswer::No),
        remark: String::new(),
    };
    let answers = [(PLAN, yes.clone()), (item, yes)];
    added.checklists = Some(Arc::new(Checklists {
        own: vec![OwnItem {
            number: 5,
            name: "Registered".into(),
        }],
        trials: [
            (TrialId(10), answers.clone().into()),
            (TrialId(11), answers.into()),
        ]
        .into(),
        earlier: published_shares(),
    }));
    let append = Command::Append {
        review: Box::new(added),
        same_trial: SameTrial::FillGaps,
    };
    let project = done(&project, &append);
    let lists = of(&project);
    let own = ItemId::Own(lists.own[0].number);
    let new = project.review.trials.last().unwrap().id;
    assert_eq!(said(&project, 11, PLAN), Some(ItemAnswer::Yes));
    assert_eq!(said(&project, 11, own), Some(ItemAnswer::No));
    assert_eq!(said(&project, new.0, PLAN), Some(ItemAnswer::No));
    assert_eq!(lists.earlier.len(), published_shares().len());
    assert_eq!(restore(&save(&project)).unwrap().project, project);
}

#[test]
fn a_hostile_document_is_put_right_or_refused() {
    let mut project = small_project();
    let own = |number| OwnItem {
        number,
        name: "x".into(),
    };
    let answered = AnsweredItem {
        answer: Some(ItemAnswer::Yes),
        remark: String::new(),
    };
    let answers = [
        (PLAN, answered.clone()),
        (ItemId::Own(7), answered.clone()),
        (ItemId::Own(8), answered),
    ];
    let mut earlier = published_shares();
    earlier[0].met = 1_000;
    let lists = Checklists {
        own: vec![own(7), own(7)],
        trials: [
            (TrialId(10), answers.clone().into()),
            (TrialId(99), answers.into()),
        ]
        .into(),
        earlier,
    };
    project.review.checklists = Some(Arc::new(lists.clone()));
    let opened = restore(&save(&project)).unwrap().project;
    let mended = of(&opened);
    assert_eq!(mended.own.len(), 1);
    assert_eq!(mended.trials.len(), 1);
    assert_eq!(mended.trials[&TrialId(10)].len(), 2);
    assert_eq!(mended.earlier.len(), published_shares().len() - 1);
    assert!(opened.review.next_id > 7);
    let too_many = Checklists {
        own: (0..=u32::try_from(Limit::ITEMS).unwrap())
            .map(own)
            .collect(),
        ..lists
    };
    project.review.checklists = Some(Arc::new(too_many));
    let limit = Limit::Items(Limit::ITEMS);
    assert_eq!(restore(&save(&project)), Err(RestoreError::TooLarge(limit)));
}
