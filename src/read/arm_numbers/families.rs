//! Recognises families of short heads, which mean something together only: `ai`, `n1i`, `ci`, `n2i`.

use super::{
    Control, Counts, Events, Experimental, Mean, NonEvents, Open, StandardDeviation, Time, Total,
};
use crate::read::head::{Head, Word};
use crate::read::meaning::{Quantity, Side, Why};
use crate::read::understanding::ComparisonOrigin;

type Member = (&'static str, Quantity, Side);
type Family = [Member; 4];

const fn totals(heads: [&'static str; 4]) -> Family {
    [
        (heads[0], Events, Experimental),
        (heads[1], Total, Experimental),
        (heads[2], Events, Control),
        (heads[3], Total, Control),
    ]
}

const fn non_events(heads: [&'static str; 4]) -> Family {
    [
        (heads[0], Events, Experimental),
        (heads[1], NonEvents, Experimental),
        (heads[2], Events, Control),
        (heads[3], NonEvents, Control),
    ]
}

const fn person_time(heads: [&'static str; 4]) -> Family {
    [
        (heads[0], Events, Experimental),
        (heads[1], Time, Experimental),
        (heads[2], Events, Control),
        (heads[3], Time, Control),
    ]
}

const fn means(heads: [&'static str; 6]) -> [Member; 6] {
    [
        (heads[0], Mean, Experimental),
        (heads[1], StandardDeviation, Experimental),
        (heads[2], Total, Experimental),
        (heads[3], Mean, Control),
        (heads[4], StandardDeviation, Control),
        (heads[5], Total, Control),
    ]
}

/// Two short heads of a single arm (metafor's).
static FAMILY_OF_ONE_ARM: [Member; 2] = [("xi", Events, Experimental), ("ni", Total, Experimental)];

/// Six short heads of means.
static FAMILIES_OF_MEANS: [[Member; 6]; 3] = [
    means(["m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"]),
    means(["m1", "sd1", "n1", "m2", "sd2", "n2"]),
    means(["m1", "s1", "n1", "m2", "s2", "n2"]),
];

/// Four short heads that mean something together only. Each may stand alone or beside the name of an outcome:
/// `ai`, `fever_ai`, `ai.fever`. Where a table has people as well as person-time, it is about person-time.
static FAMILIES: [Family; 24] = [
    person_time(["x1i", "t1i", "x2i", "t2i"]),
    person_time(["x1", "t1", "x2", "t2"]),
    person_time(["e1", "t1", "e2", "t2"]),
    totals(["count", "n", "rcon", "ncon"]),
    totals(["ai", "n1i", "ci", "n2i"]),
    totals(["x1i", "n1i", "x2i", "n2i"]),
    totals(["tpos", "tn", "cpos", "cn"]),
    non_events(["ai", "bi", "ci", "di"]),
    non_events(["tpos", "tneg", "cpos", "cneg"]),
    totals(["et", "nt", "ec", "nc"]),
    totals(["rt", "nt", "rc", "nc"]),
    totals(["xt", "nt", "xc", "nc"]),
    totals(["ee", "ne", "ec", "nc"]),
    totals(["re", "ne", "rc", "nc"]),
    totals(["e", "ne", "c", "nc"]),
    totals(["e", "n", "c", "nc"]),
    totals(["t", "nt", "c", "nc"]),
    totals(["e1", "n1", "e2", "n2"]),
    totals(["d1", "n1", "d2", "n2"]),
    totals(["a", "n1", "c", "n2"]),
    totals(["a", "n1", "b", "n2"]),
    totals(["et", "nt", "ep", "np"]),
    totals(["r1", "n1", "r0", "n0"]),
    non_events(["a", "b", "c", "d"]),
];

/// A head cut into the name of an outcome and what stands before or after it.
struct Cut {
    affix: String,
    stem: String,
    outcome: String,
    leading: bool,
}

fn cuts(head: &Head) -> Vec<Cut> {
    let words = head.words.as_slice();
    let joined = |words: &[Word]| {
        words
            .iter()
            .map(|word| word.text.as_str())
            .collect::<String>()
    };
    let mut cuts = vec![Cut {
        affix: head.plain.clone(),
        stem: String::new(),
        outcome: String::new(),
        leading: false,
    }];
    for length in 1..words.len().min(4) {
        let (stem, affix) = words.split_at(words.len() - length);
        cuts.push(Cut {
            affix: joined(affix),
            stem: joined(stem),
            outcome: head.piece(stem),
            leading: false,
        });
        let (affix, stem) = words.split_at(length);
        cuts.push(Cut {
            affix: joined(affix),
            stem: joined(stem),
            outcome: head.piece(stem),
            leading: true,
        });
    }
    cuts
}

pub(super) fn by_family(open: &[Open], counts: &mut Counts) {
    let cuts: Vec<(usize, Vec<Cut>)> = open
        .iter()
        .map(|column| (column.index, cuts(column.head)))
        .collect();
    let families = FAMILIES_OF_MEANS
        .iter()
        .map(<[Member; 6]>::as_slice)
        .chain(FAMILIES.iter().map(Family::as_slice))
        .chain([FAMILY_OF_ONE_ARM.as_slice()]);
    for family in families {
        let Some((first, ..)) = family.first() else {
            continue;
        };
        for (index, own) in &cuts {
            for cut in own.iter().filter(|cut| cut.affix == *first) {
                let member = |affix: &str| {
                    cuts.iter()
                        .find(|(other, cuts)| {
                            !counts.has(*other)
                                && cuts.iter().any(|other| {
                                    other.affix == affix
                                        && other.stem == cut.stem
                                        && (other.leading == cut.leading || cut.stem.is_empty())
                                })
                        })
                        .map(|(index, _)| *index)
                };
                let members: Option<Vec<usize>> =
                    family.iter().map(|(affix, ..)| member(affix)).collect();
                let Some(members) = members.filter(|members| members.first() == Some(index)) else {
                    continue;
                };
                if family.iter().any(|(_, _, side)| *side == Control) {
                    let numbered = family.iter().any(|(affix, ..)| affix.ends_with('2'));
                    counts
                        .experimental
                        .get_or_insert_with(|| "Experimental".to_owned());
                    counts.control.get_or_insert_with(|| "Control".to_owned());
                    counts.name_arms(
                        vec!["Experimental".to_owned(), "Control".to_owned()],
                        if numbered {
                            ComparisonOrigin::Numbered
                        } else {
                            ComparisonOrigin::UsualHeads
                        },
                    );
                }
                for (index, (affix, quantity, side)) in members.into_iter().zip(family) {
                    // "b" and "d" are non-events in a fourfold table; some write totals there.
                    let why = if matches!(*affix, "b" | "d") && *quantity == NonEvents {
                        Why::Guess
                    } else {
                        Why::Company
                    };
                    counts.take(index, *quantity, side.clone(), &cut.outcome, why);
                }
            }
        }
    }
}
