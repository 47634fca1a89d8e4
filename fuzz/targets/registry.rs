//! Records of ClinicalTrials.gov, with roles for their groups that the first bytes give.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialpool::data::Role;
use trialpool::read::registry::{self, GroupMapping, OutcomeMapping, Subject};
use trialpool_fuzz::look_at;

/// Outcomes are tried so many; each is looked for in every record.
const TERMS: usize = 10;

fuzz_target!(|text: &str| {
    let Ok(records) = registry::records(text) else {
        return;
    };
    let mut mapping = registry::mapping(&records);
    let listed = registry::terms(&records);
    let _ = registry::find_terms(&listed, text.get(..12).unwrap_or_default());
    let mut add = |subject| {
        mapping.outcomes.push(OutcomeMapping {
            name: "Outcome".into(),
            subject,
        });
    };
    add(Subject::Deaths);
    add(Subject::AnySerious);
    for terms in listed.chunks(2).take(TERMS) {
        add(Subject::Terms(
            terms.iter().map(|term| term.wording()).collect(),
        ));
    }
    if text.len() % 2 == 0 {
        return look_at(&registry::build(&records, &mapping).review);
    }
    mapping.unlisted_serious_is_zero = true;
    let mut bytes = text.bytes().rev();
    for trial in &mut mapping.trials {
        trial.disjoint = true;
        for group in &mut trial.groups {
            let byte = bytes.next().unwrap_or(0);
            *group = GroupMapping {
                role: [Role::Experimental, Role::Control, Role::Ignored][usize::from(byte % 3)],
                stratum: ["", "day 3"][usize::from(byte / 3 % 2)].to_owned(),
            };
        }
    }
    look_at(&registry::build(&records, &mapping).review);
});
