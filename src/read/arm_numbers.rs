//! Recognises the columns of the numbers of arms by the columns beside them.
//!
//! No head is taken for events or totals alone: `ci` is metafor's control events beside `ai` and `n1i`, and a confidence
//! interval elsewhere; `n` is a total only where events stand beside it. A group is the columns of one outcome: events
//! and total (or person-time, or mean, standard deviation and total) of the experimental arm, and of the control arm.

use crate::data::{Role, is_usual_experimental, names_control};
use std::collections::{BTreeMap, BTreeSet};

use super::arms;
use super::head::{Head, Word, plain, quantified};
use super::meaning::{Meaning, Quantity, Side, Why};
use super::understanding::ComparisonOrigin;

/// A column of numbers of an arm.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) index: usize,
    pub(super) meaning: Meaning,
    pub(super) why: Why,
    /// What its head calls the arm, where heads in words do.
    arm: Option<String>,
}

/// The columns of numbers of a table's arms, and what the arms are called.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// Whether the rows name their outcome: then one group of columns may serve outcomes of several kinds.
    by_row: bool,
    pub(super) found: Vec<Found>,
    /// The experimental arm's name, where the heads have one.
    pub(super) experimental: Option<String>,
    /// The control arm's name, where the heads have one.
    pub(super) control: Option<String>,
    /// The arms that heads name, in the order of their columns.
    pub(super) arms: Vec<String>,
    /// Why the two that are compared stand on their sides; `None` where no head names arms.
    pub(super) origin: Option<ComparisonOrigin>,
    /// The sides that were chosen for arms, by their names in small letters.
    sides: BTreeMap<String, Role>,
}

/// A column whose meaning is still open.
pub(super) struct Open<'table> {
    pub(super) index: usize,
    pub(super) head: &'table Head,
    /// Whether its cells are like `12/345`.
    pub(super) fractions: bool,
    /// Whether its cells are numbers.
    pub(super) numbers: bool,
}

/// Finds the columns of arms' numbers among the open ones. `arm_column` says whether a column names the arm of each row,
/// `by_row` whether one names its outcome.
///
/// Of columns that could be the same, the first is taken.
pub(super) fn counts(
    open: &[Open],
    arm_column: bool,
    by_row: bool,
    sides: &BTreeMap<String, Role>,
) -> Counts {
    let mut counts = Counts {
        by_row,
        sides: sides.clone(),
        ..Counts::default()
    };
    by_family(open, &mut counts);
    by_words(open, &mut counts);
    // Where a column names the arm of each row, "Death events" beside "Fever events" are outcomes, not arms.
    if counts.found.is_empty() && arm_column {
        one_row_an_arm(open, &mut counts);
    }
    let by_row = |found: &Found| {
        matches!(
            &found.meaning,
            Meaning::Number {
                side: Side::OfRow,
                ..
            }
        )
    };
    if counts.origin.is_none() && !counts.found.iter().any(by_row) {
        by_order(open, &mut counts);
    }
    if counts.found.is_empty() {
        same_heads_twice(open, &mut counts);
    }
    if counts.found.is_empty() {
        one_arm(open, &mut counts);
    }
    counts.keep_arms_apart();
    counts.swap_if_chosen();
    counts
}

impl Counts {
    /// Exchanges the sides where two arms were chosen the other way round.
    fn swap_if_chosen(&mut self) {
        let (Some(experimental), Some(control)) = (&self.experimental, &self.control) else {
            return;
        };
        let side = |label: &str| self.sides.get(&arms::key(label)).copied();
        if side(experimental) != Some(Role::Control) || side(control) != Some(Role::Experimental) {
            return;
        }
        for found in &mut self.found {
            if let Meaning::Number { side, .. } = &mut found.meaning {
                *side = side.other();
            }
        }
        std::mem::swap(&mut self.experimental, &mut self.control);
    }

    /// Notes which arms heads name, and why two of them stand on their sides.
    fn name_arms(&mut self, labels: Vec<String>, origin: ComparisonOrigin) {
        for label in labels {
            if !self
                .arms
                .iter()
                .any(|known| arms::key(known) == arms::key(&label))
            {
                self.arms.push(label);
            }
        }
        self.origin.get_or_insert(origin);
    }

    fn has(&self, index: usize) -> bool {
        self.found.iter().any(|found| found.index == index)
    }

    fn take(&mut self, index: usize, quantity: Quantity, side: Side, outcome: &str, why: Why) {
        let outcome = (!outcome.is_empty()).then(|| outcome.to_owned());
        self.found.push(Found {
            index,
            meaning: Meaning::Number {
                quantity,
                side,
                outcome,
            },
            why,
            arm: None,
        });
    }

    /// Takes the columns of an arm that a head names in words.
    fn take_arm(&mut self, side: &Side, outcome: &str, arm: &ArmColumns) {
        for (quantity, index) in arm.together(self.by_row) {
            self.take(index, quantity, side.clone(), outcome, Why::Head);
            if let Some(found) = self.found.last_mut() {
                found.arm = Some(arm.name.clone());
            }
        }
    }

    /// Where heads name more than two arms, each keeps its own columns, and none is the experimental one before it is known
    /// which are compared.
    fn keep_arms_apart(&mut self) {
        let several = self.found.iter().any(|found| {
            matches!(
                found.meaning,
                Meaning::Number {
                    side: Side::Arm(_),
                    ..
                }
            )
        });
        if !several {
            return;
        }
        (self.experimental, self.control) = (None, None);
        for found in &mut self.found {
            if let (Meaning::Number { side, .. }, Some(label)) = (&mut found.meaning, &found.arm) {
                *side = Side::Arm(label.clone());
            }
        }
    }
}

// Families of short heads -------------------------------------------------------------------------------------------

use Quantity::{Events, Mean, NonEvents, StandardDeviation, Time, Total};
use Side::{Control, Experimental};

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

fn by_family(open: &[Open], counts: &mut Counts) {
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

// Heads in words ----------------------------------------------------------------------------------------------------

/// Where the arm stands in a head, in the order in which it is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// "Fever events MSC"
    AfterQuantity,
    /// "Fever MSC events"
    BeforeQuantity,
    /// "MSC fever events"
    First,
}

const ORDERS: [Order; 3] = [Order::AfterQuantity, Order::BeforeQuantity, Order::First];

/// One way to read a head: this quantity of this outcome in this arm.
struct Candidate {
    index: usize,
    order: Order,
    quantity: Quantity,
    outcome: String,
    outcome_plain: String,
    arm: String,
    arm_plain: String,
}

fn candidates(column: &Open) -> Vec<Candidate> {
    let head = column.head;
    let parts = quantified(head);
    let (quantity, before, after) = if let Some(parts) = &parts {
        (parts.quantity, parts.before, parts.after)
    } else {
        // "Fever MSC" over cells like 12/345, or beside totals that all outcomes share.
        let quantity = match (column.fractions, column.numbers) {
            (true, _) => Quantity::EventsAndTotal,
            (false, true) => Quantity::Events,
            (false, false) => return Vec::new(),
        };
        (quantity, head.words.as_slice(), [].as_slice())
    };
    let mut candidates = Vec::new();
    let mut push = |order, quantity, outcome: &[Word], arm: &[Word]| {
        let (outcome, arm) = (head.piece(outcome), head.raw(arm));
        candidates.push(Candidate {
            index: column.index,
            order,
            quantity,
            outcome_plain: plain(&outcome),
            outcome,
            arm_plain: plain(&arm),
            arm,
        });
    };
    // "Events" alone, beside "events control", is of the arm that no head names.
    if !after.is_empty() || (before.is_empty() && parts.is_some()) {
        push(Order::AfterQuantity, quantity, before, after);
    }
    for length in 1..=before.len().min(4) {
        if after.is_empty() {
            let (outcome, arm) = before.split_at(before.len() - length);
            push(Order::BeforeQuantity, quantity, outcome, arm);
        }
        let (arm, outcome) = before.split_at(length);
        if after.is_empty() {
            push(Order::First, quantity, outcome, arm);
        } else if outcome.is_empty() {
            push(Order::First, quantity, after, arm);
        }
    }
    candidates
}

/// The columns of one arm of one outcome.
#[derive(Clone, Default)]
struct ArmColumns {
    columns: BTreeMap<Quantity, usize>,
    /// As its head writes it.
    label: String,
    /// By which it is called.
    name: String,
}

impl ArmColumns {
    /// What the arm is usually called; an arm without a name stands beside a control.
    fn usual_name(&self) -> String {
        let short = plain(&self.label);
        let abbreviates =
            (short.len() <= 3 || short == "ctrl") && short.chars().all(char::is_alphabetic);
        if self.label.is_empty() || (abbreviates && is_usual_experimental(&short)) {
            "Experimental".to_owned()
        } else if abbreviates && names_control(&short) {
            "Control".to_owned()
        } else {
            self.label.clone()
        }
    }

    fn is_complete(&self, shared_total: bool, fractions: &dyn Fn(usize) -> bool) -> bool {
        let has = |quantity| self.columns.contains_key(&quantity);
        has(Quantity::EventsAndTotal)
            || (has(Events) && (has(Total) || has(NonEvents) || has(Time) || shared_total))
            || (has(Mean) && has(StandardDeviation) && (has(Total) || shared_total))
            || self
                .columns
                .get(&Quantity::Events)
                .is_some_and(|index| fractions(*index))
    }

    /// The columns that belong together. Where the columns are those of one outcome, people beside person-time, and means
    /// beside events, are kept aside; where each row names its outcome, all of them may have their rows.
    fn together(&self, by_row: bool) -> impl Iterator<Item = (Quantity, usize)> {
        let has = |quantity| self.columns.contains_key(&quantity) && !by_row;
        let (time, events) = (has(Time), has(Events) || has(Quantity::EventsAndTotal));
        let columns = self
            .columns
            .iter()
            .map(|(quantity, index)| (*quantity, *index));
        columns.filter(move |(quantity, _)| match quantity {
            Total | NonEvents => !time,
            Mean | StandardDeviation => !events,
            Events | Quantity::EventsAndTotal | Time => true,
        })
    }
}

/// The arms of the outcomes of a table, read in one order.
type Outcomes<'a> = BTreeMap<String, (String, BTreeMap<String, ArmColumns>)>;

fn outcomes_in<'a>(candidates: &[Candidate], order: Order, counts: &Counts) -> Outcomes<'a> {
    let mut outcomes = Outcomes::new();
    for candidate in candidates {
        if candidate.order != order || counts.has(candidate.index) {
            continue;
        }
        let (_, arms) = outcomes
            .entry(candidate.outcome_plain.clone())
            .or_insert_with(|| (candidate.outcome.clone(), BTreeMap::new()));
        let arm = arms.entry(candidate.arm_plain.clone()).or_default();
        if arm.label.is_empty() {
            arm.label.clone_from(&candidate.arm);
        }
        arm.columns
            .entry(candidate.quantity)
            .or_insert(candidate.index);
    }
    outcomes
}

fn by_words(open: &[Open], counts: &mut Counts) {
    let candidates = candidates_of(open);
    let fractions = |index: usize| {
        open.iter()
            .any(|column| column.index == index && column.fractions)
    };
    let named = |index: usize| {
        open.iter()
            .any(|column| column.index == index && quantified(column.head).is_some())
    };
    named_single(&candidates, counts);
    for shared_totals in [false, true] {
        let shared = shared_totals.then(|| SharedTotals::of(&candidates, counts));
        let shared = match shared {
            None => None,
            Some(Some(shared)) => Some(shared),
            Some(None) => continue,
        };
        let before = counts.found.len();
        for order in ORDERS {
            let complete = |arm: &ArmColumns| arm.is_complete(shared.is_some(), &fractions);
            // Heads without a quantity count only by their cells, or beside shared totals.
            let believable = |arm: &ArmColumns| {
                arm.columns
                    .values()
                    .all(|index| named(*index) || fractions(*index) || shared.is_some())
            };
            for (name, arms) in called(outcomes_in(&candidates, order, counts), &complete) {
                let Some((control, experimental)) = pair(&arms, &counts.sides) else {
                    continue;
                };
                if !believable(control) || !believable(experimental) {
                    continue;
                }
                let all = in_order(arms.values().filter(|arm| believable(arm)).collect());
                let all = with_totals(all, shared.as_ref());
                if !take_compared(counts, &name, experimental, control, &all) {
                    continue;
                }
                counts.name_arms(
                    all.iter().map(|arm| arm.name.clone()).collect(),
                    origin_of(control, experimental, all.len() > 2),
                );
            }
        }
        if counts.found.len() > before {
            let totals = shared.map(|shared| shared.sides(counts));
            for (side, index) in totals.into_iter().flatten() {
                if !counts.has(index) {
                    counts.take(index, Quantity::Total, side, "", Why::Company);
                }
            }
        }
    }
}

/// Two arms of which neither is named like a control.
fn by_order(open: &[Open], counts: &mut Counts) {
    let fractions = |index: usize| {
        open.iter()
            .any(|column| column.index == index && column.fractions)
    };
    let named = |index: usize| {
        open.iter()
            .any(|column| column.index == index && quantified(column.head).is_some())
    };
    without_control(&candidates_of(open), counts, &|arm| {
        arm.is_complete(false, &fractions) && arm.columns.values().all(|index| named(*index))
    });
}

/// The ways to read the heads; where "n" and "N" stand side by side, the small one counts the events.
fn candidates_of(open: &[Open]) -> Vec<Candidate> {
    let stem = |head: &Head, letter: char| {
        let stem = head.text.trim_end().strip_suffix(letter)?;
        let is_word = stem.is_empty() || stem.ends_with(|sign: char| !sign.is_alphanumeric());
        is_word.then(|| plain(stem))
    };
    let with_totals: BTreeSet<String> = open
        .iter()
        .filter_map(|column| stem(column.head, 'N'))
        .collect();
    let counts_events =
        |column: &Open| stem(column.head, 'n').is_some_and(|stem| with_totals.contains(&stem));
    let mut all = Vec::new();
    for column in open {
        let small = counts_events(column);
        all.extend(candidates(column).into_iter().map(|candidate| Candidate {
            quantity: if small && candidate.quantity == Total {
                Events
            } else {
                candidate.quantity
            },
            ..candidate
        }));
    }
    all
}

/// Why two arms that heads name stand on their sides.
fn origin_of(control: &ArmColumns, experimental: &ArmColumns, is_open: bool) -> ComparisonOrigin {
    let short = plain(&control.label);
    let is_number = |label: &str| label.chars().all(|sign| sign.is_ascii_digit());
    if is_open {
        ComparisonOrigin::Open
    } else if is_number(&short)
        || is_number(&plain(&experimental.label)) && !experimental.label.is_empty()
    {
        ComparisonOrigin::Numbered
    } else if short.len() <= 3 {
        ComparisonOrigin::UsualHeads
    } else {
        ComparisonOrigin::NamedControl {
            label: control.label.clone(),
        }
    }
}

fn in_order(mut arms: Vec<&ArmColumns>) -> Vec<&ArmColumns> {
    arms.sort_by_key(|arm| arm.columns.values().min().copied());
    arms
}

/// The word that stands for the arm in heads of a single arm, where the table has others: "Fever events single arm".
const SINGLE: &str = "single";

/// Outcomes of which one arm alone is reported, as the heads say.
fn named_single(candidates: &[Candidate], counts: &mut Counts) {
    for (name, arms) in outcomes_in(candidates, Order::AfterQuantity, counts).values() {
        if let Some(arm) = arms.get(SINGLE) {
            for (quantity, index) in arm.together(true) {
                counts.take(index, quantity, Experimental, name, Why::Head);
            }
        }
    }
}

/// Events and totals without any to compare them with: each outcome is reported of one arm, as a guess.
fn one_arm(open: &[Open], counts: &mut Counts) {
    one_row_an_arm(open, counts);
    for found in &mut counts.found {
        if let Meaning::Number { side, .. } = &mut found.meaning {
            *side = Experimental;
        }
        found.why = Why::Guess;
    }
}

/// Takes the columns of two arms; answers whether none of them was taken already.
fn take_pair(
    counts: &mut Counts,
    name: &str,
    experimental: &ArmColumns,
    control: &ArmColumns,
) -> bool {
    let columns = || {
        experimental
            .columns
            .values()
            .chain(control.columns.values())
    };
    if columns().any(|index| counts.has(*index)) {
        return false;
    }
    counts.take_arm(&Side::Experimental, name, experimental);
    counts.take_arm(&Side::Control, name, control);
    counts
        .experimental
        .get_or_insert_with(|| experimental.name.clone());
    counts.control.get_or_insert_with(|| control.name.clone());
    true
}

/// Of more than two arms beside shared totals those that have one: "Fever grade" beside "Fever MSC" is no arm.
fn with_totals<'arms>(
    arms: Vec<&'arms ArmColumns>,
    shared: Option<&SharedTotals>,
) -> Vec<&'arms ArmColumns> {
    let Some(shared) = shared.filter(|_| arms.len() > 2) else {
        return arms;
    };
    let own: Vec<_> = arms
        .iter()
        .copied()
        .filter(|arm| shared.has(&arm.label))
        .collect();
    if own.len() > 1 { own } else { arms }
}

/// Takes the columns of two arms, or those of each where there are more; answers whether none was taken already.
fn take_compared(
    counts: &mut Counts,
    name: &str,
    experimental: &ArmColumns,
    control: &ArmColumns,
    all: &[&ArmColumns],
) -> bool {
    if all.len() <= 2 {
        return take_pair(counts, name, experimental, control);
    }
    let mut columns = all.iter().flat_map(|arm| arm.columns.values());
    if columns.any(|index| counts.has(*index)) {
        return false;
    }
    for arm in all {
        counts.take_arm(&Side::Arm(arm.name.clone()), name, arm);
    }
    true
}

/// The complete arms of each outcome with the names by which they are called. Where an outcome has more than two, a short
/// name is no abbreviation: "C" is the arm beside "A" and "B".
fn called(
    outcomes: Outcomes,
    complete: &dyn Fn(&ArmColumns) -> bool,
) -> Vec<(String, BTreeMap<String, ArmColumns>)> {
    let mut outcomes: Vec<(String, BTreeMap<String, ArmColumns>)> =
        outcomes.into_values().collect();
    for (_, arms) in &mut outcomes {
        arms.retain(|_, arm| complete(arm));
    }
    let several = outcomes.iter().any(|(_, arms)| arms.len() > 2);
    for arm in outcomes.iter_mut().flat_map(|(_, arms)| arms.values_mut()) {
        arm.name = if several && !arm.label.is_empty() {
            arm.label.clone()
        } else {
            arm.usual_name()
        };
    }
    outcomes
}

/// The control arm and the experimental arm among the complete arms of an outcome: as chosen, else by name.
fn pair<'arms>(
    arms: &'arms BTreeMap<String, ArmColumns>,
    sides: &BTreeMap<String, Role>,
) -> Option<(&'arms ArmColumns, &'arms ArmColumns)> {
    let chosen = |role: Role| {
        let on_side = |arm: &&ArmColumns| sides.get(&arms::key(&arm.name)) == Some(&role);
        in_order(arms.values().filter(on_side).collect())
            .first()
            .copied()
    };
    if let (Some(control), Some(experimental)) = (chosen(Role::Control), chosen(Role::Experimental))
    {
        return Some((control, experimental));
    }
    let first = |fits: &dyn Fn(&str) -> bool| {
        let fitting = arms.iter().filter(|(plain, _)| fits(plain));
        let first = fitting.min_by_key(|(_, arm)| arm.columns.values().min().copied());
        first.map(|(_, arm)| arm)
    };
    let control = first(&names_control)?;
    let experimental = first(&|plain| !plain.is_empty() && !names_control(plain))
        // "Events, total, events control, total control": the arm that no head names is the other one.
        .or_else(|| first(&str::is_empty))?;
    Some((control, experimental))
}

/// Totals without an outcome, one for each arm, which serve every outcome of the table.
struct SharedTotals {
    /// The arm as its head calls it, and the column.
    of_arms: Vec<(String, usize)>,
}

impl SharedTotals {
    /// The totals, if there is one of a control and one of another arm.
    fn of(candidates: &[Candidate], counts: &Counts) -> Option<Self> {
        let mut of_arms: Vec<(String, usize)> = Vec::new();
        for candidate in candidates {
            let is_total = candidate.quantity == Total && candidate.outcome.is_empty();
            let known = |(label, _): &(String, usize)| plain(label) == candidate.arm_plain;
            if is_total && !counts.has(candidate.index) && !of_arms.iter().any(known) {
                of_arms.push((candidate.arm.clone(), candidate.index));
            }
        }
        let shared = Self { of_arms };
        (shared.first(false).is_some() && shared.first(true).is_some()).then_some(shared)
    }

    fn first(&self, of_control: bool) -> Option<usize> {
        let mut totals = self.of_arms.iter();
        let total = totals.find(|(label, _)| names_control(&plain(label)) == of_control);
        total.map(|(_, index)| *index)
    }

    /// Whether an arm of this name has a total of its own.
    fn has(&self, label: &str) -> bool {
        let mut totals = self.of_arms.iter();
        totals.any(|(known, _)| plain(known) == plain(label))
    }

    /// The totals with their arms: two sides, or the arms by name where heads name more.
    fn sides(&self, counts: &Counts) -> Vec<(Side, usize)> {
        let several = counts.arms.len() > 2;
        let by_name = || {
            counts.arms.iter().filter_map(|arm| {
                let mut totals = self.of_arms.iter();
                let (_, index) = totals.find(|(label, _)| plain(label) == plain(arm))?;
                Some((Side::Arm(arm.clone()), *index))
            })
        };
        if several {
            return by_name().collect();
        }
        let experimental = self.first(false).map(|index| (Experimental, index));
        let control = self.first(true).map(|index| (Control, index));
        experimental.into_iter().chain(control).collect()
    }
}

/// Two arms of which neither is named like a control: the first is taken for the experimental one, as a guess.
fn without_control(
    candidates: &[Candidate],
    counts: &mut Counts,
    complete: &dyn Fn(&ArmColumns) -> bool,
) {
    for order in ORDERS {
        let named = |arm: &ArmColumns| !arm.label.is_empty() && complete(arm);
        for (name, arms) in called(outcomes_in(candidates, order, counts), &named) {
            let arms = in_order(arms.values().collect());
            if let [experimental, control] = arms.as_slice() {
                let before = counts.found.len();
                let (experimental, control) = match pair_by_sides([experimental, control], counts) {
                    Some(pair) => pair,
                    None => (*experimental, *control),
                };
                if !take_pair(counts, &name, experimental, control) {
                    continue;
                }
                counts.name_arms(
                    arms.iter().map(|arm| arm.name.clone()).collect(),
                    ComparisonOrigin::Order,
                );
                for found in counts.found.iter_mut().skip(before) {
                    found.why = Why::Guess;
                }
            }
        }
    }
}

/// The same heads twice, "Events, Total, Events, Total", with nothing that names the arms: two arms of which it is asked
/// which is which.
fn same_heads_twice(open: &[Open], counts: &mut Counts) {
    let mut places: BTreeMap<&str, Vec<&Open>> = BTreeMap::new();
    for column in open {
        if quantified(column.head).is_some() {
            let head = column.head.plain.as_str();
            places.entry(head).or_default().push(column);
        }
    }
    let mut arms = [ArmColumns::default(), ArmColumns::default()];
    for columns in places.values() {
        let [first, second] = columns.as_slice() else {
            continue;
        };
        let Some(quantity) = quantified(first.head).map(|parts| parts.quantity) else {
            continue;
        };
        for (arm, column) in arms.iter_mut().zip([first, second]) {
            arm.columns.entry(quantity).or_insert(column.index);
        }
    }
    let fractions = |index: usize| {
        open.iter()
            .any(|column| column.index == index && column.fractions)
    };
    let [mut first, mut second] = arms;
    if !first.is_complete(false, &fractions) || !second.is_complete(false, &fractions) {
        return;
    }
    "First columns".clone_into(&mut first.name);
    "Second columns".clone_into(&mut second.name);
    if take_pair(counts, "", &first, &second) {
        counts.name_arms(vec![first.name, second.name], ComparisonOrigin::Open);
    }
}

/// Two arms on the sides that were chosen for them.
fn pair_by_sides<'arms>(
    arms: [&&'arms ArmColumns; 2],
    counts: &Counts,
) -> Option<(&'arms ArmColumns, &'arms ArmColumns)> {
    let on = |role: Role| {
        let mut arms = arms.iter();
        arms.find(|arm| counts.sides.get(&arms::key(&arm.name)) == Some(&role))
            .map(|arm| **arm)
    };
    Some((on(Role::Experimental)?, on(Role::Control)?))
}

// One row an arm ----------------------------------------------------------------------------------------------------

fn one_row_an_arm(open: &[Open], counts: &mut Counts) {
    let mut outcomes: BTreeMap<String, (String, ArmColumns)> = BTreeMap::new();
    for column in open {
        let Some(parts) = quantified(column.head) else {
            continue;
        };
        // In a table with one row an arm, "time" alone says when the outcome was read.
        if column.head.plain == "time" {
            continue;
        }
        let words = if parts.before.is_empty() {
            parts.after
        } else {
            parts.before
        };
        let name = column.head.piece(words);
        outcomes
            .entry(plain(&name))
            .or_insert_with(|| (name, ArmColumns::default()))
            .1
            .columns
            .entry(parts.quantity)
            .or_insert(column.index);
    }
    let fractions = |index: usize| {
        open.iter()
            .any(|column| column.index == index && column.fractions)
    };
    let shared = outcomes
        .get("")
        .and_then(|(_, arm)| arm.columns.get(&Quantity::Total).copied());
    for (name, arm) in outcomes.values() {
        if arm.is_complete(shared.is_some(), &fractions) {
            for (quantity, index) in arm.together(counts.by_row) {
                counts.take(index, quantity, Side::OfRow, name, Why::Head);
            }
        }
    }
    if counts.found.is_empty() && shared.is_some() {
        outcomes_by_their_heads(open, counts);
    }
    if let Some(index) = shared
        && !counts.found.is_empty()
        && !counts.has(index)
    {
        counts.take(index, Quantity::Total, Side::OfRow, "", Why::Company);
    }
}

/// Whole numbers under heads that name no quantity, beside a total that serves them all: "n, deaths, infarcts". A guess.
fn outcomes_by_their_heads(open: &[Open], counts: &mut Counts) {
    const NO_OUTCOMES: [&str; 10] = [
        "age", "dose", "year", "weight", "followup", "duration", "weeks", "months", "days", "id",
    ];
    for column in open {
        let describes = column
            .head
            .words
            .iter()
            .any(|word| NO_OUTCOMES.contains(&word.text.as_str()));
        let unnamed = column.head.words.is_empty() || quantified(column.head).is_some();
        if column.numbers && !unnamed && !describes {
            let name = column.head.piece(&column.head.words);
            counts.take(column.index, Events, Side::OfRow, &name, Why::Guess);
        }
    }
}
