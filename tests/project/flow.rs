//! How trials came into the review: kept as typed, undone, bounded.

use trialpool::data::{FlowCount, FlowFault, FlowStep, FlowWay};
use trialpool::project::{Command, FlowEdit, History, Limit, Refused, restore, save};

use super::small_project;

fn count(count: FlowCount, typed: &str) -> Command {
    let typed = typed.to_owned();
    Command::Flow(FlowEdit::Count { count, typed })
}

fn reason(place: usize, reason: &str, typed: &str) -> Command {
    Command::Flow(FlowEdit::Reason {
        way: FlowWay::Searches,
        place,
        reason: reason.to_owned(),
        typed: typed.to_owned(),
    })
}

#[test]
fn counts_are_kept_as_typed_taken_back_and_undone_by_the_field() {
    let mut history = History::new(small_project());
    for typed in ["1", "12", "12 "] {
        history.apply(&count(FlowCount::Screened, typed)).unwrap();
    }
    history
        .apply(&count(FlowCount::ScreenedOut, "many"))
        .unwrap();
    let flow = history.present().review.flow.clone().unwrap();
    assert_eq!(flow.count(FlowCount::Screened), Some(12));
    assert_eq!(flow.counts[&FlowCount::ScreenedOut].typed, "many");
    assert_eq!(flow.faults(), [FlowFault::Unreadable("many".to_owned())]);
    let restored = restore(&save(history.present())).unwrap();
    assert_eq!(&restored.project, history.present());
    assert_eq!(history.undo_label(), Some("a count of the flow"));
    history.undo();
    history.undo();
    assert_eq!(history.present().review.flow, None, "one step a field");
    history.redo();
    let empty = count(FlowCount::Screened, "");
    assert_eq!(history.apply(&empty), Ok(true));
    assert_eq!(history.present().review.flow, None);
}

#[test]
fn reasons_are_added_changed_and_removed_and_add_up_to_the_excluded() {
    let mut history = History::new(small_project());
    for command in [
        count(FlowCount::Assessed, "50"),
        count(FlowCount::NewReports, "20"),
        reason(0, "Not randomized", "20"),
        reason(1, "No harms", "9"),
    ] {
        assert_eq!(history.apply(&command), Ok(true));
    }
    let flow = history.present().review.flow.clone().unwrap();
    assert_eq!(flow.excluded(FlowWay::Searches), Some(29));
    assert_eq!(
        flow.faults(),
        [FlowFault::DoesNotAddUp {
            step: FlowStep::NewReports,
            expected: 21,
            found: 20
        }]
    );
    assert_eq!(history.apply(&reason(1, "No harms", "10")), Ok(true));
    let flow = history.present().review.flow.clone().unwrap();
    assert_eq!(flow.faults(), []);
    assert_eq!(
        history.apply(&reason(3, "", "")),
        Err(Refused::NoSuchReason)
    );
    let remove = |place| {
        let way = FlowWay::Searches;
        Command::Flow(FlowEdit::RemoveReason { way, place })
    };
    assert_eq!(history.apply(&remove(2)), Err(Refused::NoSuchReason));
    assert_eq!(history.apply(&remove(0)), Ok(true));
    let flow = history.present().review.flow.clone().unwrap();
    assert_eq!(flow.reasons.len(), 1);
    assert_eq!(flow.reasons[0].reason, "No harms");
}

#[test]
fn reasons_have_an_end() {
    let mut history = History::new(small_project());
    for place in 0..Limit::REASONS {
        history.apply(&reason(place, "One", "1")).unwrap();
    }
    assert_eq!(
        history.apply(&reason(Limit::REASONS, "One more", "1")),
        Err(Refused::TooMuch(Limit::Reasons(Limit::REASONS)))
    );
}
