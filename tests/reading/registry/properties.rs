//! What holds for every text.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use trialpool::data::{Role, problems_of};
use trialpool::read::registry::{self, GroupMapping};

use super::{records_with_names, with_every_outcome};

/// Reads a text, gives each group a role, and builds the review.
fn read_and_build(text: &str, roles: &[u8], disjoint: bool) {
    let Ok(records) = registry::records(text) else {
        return;
    };
    let mut mapping = with_every_outcome(&records);
    mapping.unlisted_serious_is_zero = disjoint;
    let mut roles = roles.iter().cycle();
    for trial in &mut mapping.trials {
        trial.disjoint = disjoint;
        for group in &mut trial.groups {
            let role = roles.next().copied().unwrap_or(0);
            *group = GroupMapping {
                role: [Role::Experimental, Role::Control, Role::Ignored][usize::from(role % 3)],
                stratum: ["", "a", "b"][usize::from(role / 3 % 3)].to_owned(),
            };
        }
    }
    let built = registry::build(&records, &mapping);
    let _ = problems_of(&built.review);
    let listed = registry::terms(&records);
    let _ = registry::find_terms(&listed, text.get(..8).unwrap_or_default());
}

/// Pieces that records are made of, so that random text gets past the first look.
const PIECES: [&str; 26] = [
    r#"{"protocolSection":{"#,
    r#"},"resultsSection":{"adverseEventsModule":{"#,
    r#""identificationModule":{"nctId":"NCT1"},"#,
    r#""eventGroups":["#,
    r#"{"id":"EG000","title":"Drug"},"#,
    r#"{"id":"EG001","title":"Total"}"#,
    r#""seriousEvents":["#,
    r#""otherEvents":["#,
    r#"{"term":"Nausea","stats":["#,
    r#"{"groupId":"EG000","numAffected":3,"numAtRisk":9}"#,
    r#""ProtocolSection":"#,
    r#""SeriousEventList":{"SeriousEvent":["#,
    r#""EventGroupList""#,
    "null",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "-1",
    "\\u0041",
    "é",
    "18446744073709551616",
    "\u{feff}",
];

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        let _ = registry::records(&text);
    }

    #[test]
    fn any_text_of_usual_pieces_is_read_without_panic(pieces in vec(select(&PIECES[..]), 0..30)) {
        read_and_build(&pieces.concat(), &[0, 1], true);
    }

    #[test]
    fn a_record_with_damage_is_read_without_panic_whatever_its_groups_are_taken_for(
        name in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        removed in 0_usize..40,
        put in select(&PIECES[..]),
        roles in vec(any::<u8>(), 1..6),
        disjoint in any::<bool>(),
    ) {
        let corpus = records_with_names();
        let (_, text) = name.get(&corpus);
        let letters: Vec<char> = text.chars().collect();
        let at = if letters.is_empty() { 0 } else { at.index(letters.len()) };
        let kept = letters.iter().skip(at + removed);
        let damaged: String = letters.iter().take(at).copied().chain(put.chars()).chain(kept.copied()).collect();
        read_and_build(&damaged, &roles, disjoint);
        read_and_build(text, &roles, disjoint);
    }
}
