//! Recognises what each column of a table holds: by its head, by the columns beside it, by its cells, and by the user's
//! choice before all.

use super::arm_numbers::{self, Counts};
use super::arms::{self, Named};
use super::delimited::Row;
use super::design::DesignPart;
use super::effects;
use super::entry;
use super::head::Head;
use super::meaning::{Column, EffectPart, Layout, Meaning, Quantity, Side, Why};
use super::number::{Decimal, is_not_reported, is_number};
use super::robvis;
use super::table::Choices;
use super::understanding::{Comparison, ComparisonOrigin, TableArm};
use crate::data::{ProblemKind, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Heads of the trial's name, best first: where a table has several, the later ones are kept as covariates.
const TRIAL: [&str; 27] = [
    "studie",
    "étude",
    "essai",
    "estudio",
    "study",
    "studlab",
    "studyorsubgroup",
    "studyname",
    "trialname",
    "studylabel",
    "trial",
    "studyid",
    "trialid",
    "author",
    "authors",
    "firstauthor",
    "authoryear",
    "name",
    "label",
    "slab",
    "acronym",
    "reference",
    "id",
    "nct",
    "nctid",
    "nctnumber",
    "source",
];
const YEAR: [&str; 9] = [
    "jahr",
    "année",
    "año",
    "year",
    "studyyear",
    "yearofstudy",
    "yearofpublication",
    "publicationyear",
    "pubyear",
];
const RANDOMIZED: [&str; 5] = [
    "randomized",
    "randomised",
    "rct",
    "randomization",
    "randomisation",
];
const OUTCOME: [&str; 24] = [
    "endpunkt",
    "nebenwirkung",
    "unerwünschtesereignis",
    "adverseeventterm",
    "symptom",
    "complication",
    "sideeffect",
    "analysisname",
    "outcome",
    "outcomes",
    "outcomename",
    "adverseevent",
    "adverseevents",
    "adverseeffect",
    "ae",
    "aename",
    "aetype",
    "aecateg",
    "event",
    "eventname",
    "term",
    "pt",
    "preferredterm",
    "endpoint",
];
const ARM: [&str; 18] = [
    "alloc",
    "allocation",
    "groupname",
    "armtitle",
    "grp",
    "assignment",
    "gruppe",
    "behandlung",
    "arm",
    "armname",
    "armlabel",
    "treatment",
    "trt",
    "treat",
    "group",
    "intervention",
    "treatmentarm",
    "treatmentgroup",
];
const TIME_POINT: [&str; 6] = [
    "timepoint",
    "followup",
    "time",
    "visit",
    "timeframe",
    "readat",
];
/// The same with the unit of bare numbers, in the complete page.
const TIME_IN_UNITS: [&str; 4] = [
    "followupdays",
    "followupweeks",
    "followupmonths",
    "followupyears",
];
const SOURCE: [&str; 6] = [
    "sourceofnumbers",
    "source",
    "seenat",
    "locator",
    "citation",
    "doi",
];
const KIND: [&str; 1] = ["kindofnumbers"];
const NOTE: [&str; 7] = [
    "note", "notes", "flag", "remark", "remarks", "comment", "comments",
];

/// Heads of columns that say whether events are people.
const COUNT_TYPE: [&str; 3] = ["counttype", "typeofcount", "eventscounted"];
/// Heads of classes of outcomes: never the name of a trial.
const CLASSES: [&str; 9] = [
    "organsystem",
    "organclass",
    "systemorganclass",
    "organsystemclass",
    "soc",
    "bodysystem",
    "eventtype",
    "category",
    "organ",
];

/// Whether this is a usual head of a column that says what a row is about.
pub(super) fn is_known_head(plain: &str) -> bool {
    let lists: [&[&str]; 9] = [
        &TRIAL,
        &YEAR,
        &RANDOMIZED,
        &OUTCOME,
        &ARM,
        &TIME_POINT,
        &NOTE,
        &SOURCE,
        &CLASSES,
    ];
    lists.iter().any(|list| list.contains(&plain))
}

/// Whether these are heads of a table whose rows are outcomes and none of which names a trial: all rows are of one trial.
pub(super) fn are_of_one_trial(heads: &[String]) -> bool {
    let any = |names: &[&str]| heads.iter().any(|head| names.contains(&head.as_str()));
    any(&OUTCOME) && !any(&TRIAL)
}

/// Heads that mean one thing in one kind of table and another in the next.
const AMBIGUOUS: [&str; 3] = ["ci", "b", "d"];

/// The columns of a table as they were understood.
pub(super) struct Recognised {
    pub(super) columns: Vec<Column>,
    pub(super) layout: Layout,
    pub(super) experimental: Option<String>,
    pub(super) control: Option<String>,
    /// Which arms are compared, where heads or rows name them.
    pub(super) comparison: Option<Comparison>,
    /// The column that tells the arms of a trial apart, and that of the trials, where they do so.
    pub(super) arms_differ: bool,
    /// Whether the names of trials repeat or are left blank.
    pub(super) names_repeat: bool,
    /// Heads that say that the rows are results.
    pub(super) results: Vec<String>,
    /// What could not be decided, with the column concerned.
    pub(super) doubts: Vec<(Option<usize>, ProblemKind)>,
}

/// What the cells of a column are like.
#[derive(Clone, Copy, Debug, Default)]
struct Profile {
    filled: usize,
    numbers: usize,
    /// Counts that are more than the 0 and 1 by which some write yes and no.
    above_one: usize,
    fractions: usize,
    limits: usize,
    with_limits: usize,
}

impl Profile {
    fn of(column: usize, rows: &[Row], decimal: Decimal) -> Self {
        /// Enough to tell; a table of thousands of rows is not read twice.
        const ROWS_LOOKED_AT: usize = 300;
        let mut profile = Self::default();
        for row in rows.iter().take(ROWS_LOOKED_AT) {
            let cell = row.cell(column);
            if is_not_reported(cell) {
                continue;
            }
            profile.filled += 1;
            let count = entry::count(cell, decimal).value();
            profile.above_one += usize::from(count > Some(1));
            if is_number(cell) || count.is_some() {
                profile.numbers += 1;
            } else if entry::events(cell, decimal).total.is_some() {
                profile.fractions += 1;
            } else if entry::limits(cell, decimal).is_some() {
                profile.limits += 1;
            } else if entry::estimate(cell, decimal).limits.is_some() {
                profile.with_limits += 1;
            }
        }
        profile
    }

    fn mostly(self, count: usize) -> bool {
        self.filled > 0 && 2 * count > self.filled
    }

    fn is_text(self) -> bool {
        self.filled > 0 && 2 * self.numbers <= self.filled
    }
}

struct Table<'table> {
    heads: &'table [Head],
    profiles: Vec<Profile>,
    columns: Vec<Column>,
    open: Vec<bool>,
    /// Columns of further arms, of which the table has more than are pooled.
    further: Vec<usize>,
}

impl Table<'_> {
    fn settle(&mut self, index: usize, meaning: Meaning, why: Why) {
        if let (Some(column), Some(open)) = (self.columns.get_mut(index), self.open.get_mut(index))
        {
            column.meaning = meaning;
            column.why = why;
            *open = false;
        }
    }

    fn is_open(&self, index: usize) -> bool {
        self.open.get(index).copied().unwrap_or(false)
    }

    fn has(&self, meaning: &Meaning) -> bool {
        self.index_of(meaning).is_some()
    }

    fn index_of(&self, meaning: &Meaning) -> Option<usize> {
        let mut columns = self.columns.iter();
        let column = columns.find(|column| column.meaning == *meaning)?;
        Some(column.index)
    }

    fn profile(&self, index: usize) -> Profile {
        self.profiles.get(index).copied().unwrap_or_default()
    }

    /// The open columns whose head is on the list, the best name first.
    fn named(&self, names: &[&str]) -> Vec<usize> {
        names
            .iter()
            .flat_map(|name| {
                let fits =
                    move |(index, head): (usize, &Head)| (head.plain == *name).then_some(index);
                self.heads.iter().enumerate().filter_map(fits)
            })
            .filter(|index| self.is_open(*index))
            .collect()
    }

    fn counts(&self, arm_column: bool, by_row: bool, sides: &BTreeMap<String, Role>) -> Counts {
        let mut open: Vec<arm_numbers::Open> = Vec::new();
        // How many were randomized is a total where there is no other: elsewhere it says how large a total can be.
        for late in [false, true] {
            for (index, head) in self.heads.iter().enumerate() {
                if self.is_open(index) && head.plain.contains("rand") == late {
                    let profile = self.profile(index);
                    open.push(arm_numbers::Open {
                        index,
                        head,
                        fractions: profile.mostly(profile.fractions),
                        numbers: profile.mostly(profile.numbers),
                    });
                }
            }
        }
        arm_numbers::counts(&open, arm_column, by_row, sides)
    }

    fn effects(&self, by_row: bool) -> Vec<(usize, Meaning, Why)> {
        let open: Vec<effects::Open> = self
            .heads
            .iter()
            .enumerate()
            .filter(|(index, _)| self.is_open(*index))
            .map(|(index, head)| {
                let profile = self.profile(index);
                effects::Open {
                    index,
                    head,
                    limits: profile.mostly(profile.limits),
                    with_limits: profile.mostly(profile.with_limits),
                }
            })
            .collect();
        effects::effects(&open, by_row)
    }
}

/// Recognises the columns under these heads.
pub(super) fn recognise(
    heads: &[Head],
    rows: &[Row],
    choices: &Choices,
    arranged: &BTreeMap<usize, Meaning>,
    decimal: Decimal,
) -> Recognised {
    let column = |(index, head): (usize, &Head)| Column {
        index,
        head: head.text.clone(),
        meaning: Meaning::Covariate,
        why: Why::Unknown,
    };
    let mut table = Table {
        heads,
        profiles: (0..heads.len())
            .map(|index| Profile::of(index, rows, decimal))
            .collect(),
        columns: heads.iter().enumerate().map(column).collect(),
        open: vec![true; heads.len()],
        further: Vec::new(),
    };
    for (index, meaning) in &choices.meanings {
        table.settle(*index, meaning.clone(), Why::Chosen);
    }
    for (index, meaning) in arranged {
        if table.is_open(*index) {
            table.settle(*index, meaning.clone(), Why::Cells);
        }
    }
    settle_judgements(&mut table, rows);
    let results = if choices
        .layout
        .is_none_or(|layout| layout == Layout::Results)
    {
        heads_of_results(&table, rows)
    } else {
        Vec::new()
    };
    settle_trial(&mut table);
    settle_first(&mut table, &YEAR, &Meaning::Year);
    settle_first(&mut table, &RANDOMIZED, &Meaning::Randomized);
    settle_count_type(&mut table, rows);
    settle_design(&mut table, rows);
    let names_repeat = repeats(
        &table,
        rows,
        [Meaning::Trial, Meaning::Year, Meaning::Trial],
    ) || leaves_blank(&table, rows);
    let is_results = choices.layout == Some(Layout::Results) || !results.is_empty();
    let evidence = arm_evidence(&table, rows, names_repeat, choices);
    let mut found = NumbersFound::default();
    if !is_results {
        found = settle_numbers(&mut table, rows, decimal, evidence, choices);
        settle_arm_names(&mut table, rows);
        tell_apart(&mut table);
    }
    settle_rows(&mut table, rows, evidence);
    for index in 0..heads.len() {
        let unnamed = heads.get(index).is_some_and(|head| head.text.is_empty());
        let numbered = rows
            .iter()
            .enumerate()
            .all(|(position, row)| row.cell(index) == (position + 1).to_string());
        if table.is_open(index) && unnamed && (numbered || table.profile(index).filled == 0) {
            table.settle(index, Meaning::Ignored, Why::Cells);
        }
    }
    let layout = if is_results {
        Layout::Results
    } else {
        layout_of(&table.columns)
    };
    let doubts = if is_results {
        Vec::new()
    } else {
        doubts(&table, layout)
    };
    let comparison = compared(&table, rows, layout, &found, choices);
    let arm = table.index_of(&Meaning::Arm);
    Recognised {
        arms_differ: arm.is_some() && arm == evidence,
        names_repeat,
        results,
        comparison,
        columns: table.columns,
        layout,
        experimental: choices.experimental_label.clone().or(found.experimental),
        control: choices.control_label.clone().or(found.control),
        doubts,
    }
}

/// What the columns of numbers say of the arms.
#[derive(Default)]
struct NumbersFound {
    experimental: Option<String>,
    control: Option<String>,
    /// The arms that heads name.
    arms: Vec<String>,
    /// Why they stand on their sides.
    origin: Option<ComparisonOrigin>,
}

/// Which arms are compared: those that rows name, or those that heads do.
fn compared(
    table: &Table,
    rows: &[Row],
    layout: Layout,
    found: &NumbersFound,
    choices: &Choices,
) -> Option<Comparison> {
    let rows: Vec<&Row> = rows.iter().collect();
    let (trial, year) = (
        table.index_of(&Meaning::Trial),
        table.index_of(&Meaning::Year),
    );
    let by_row = if layout.is_by_arm() {
        table.index_of(&Meaning::Arm).map(|arm| vec![arm])
    } else {
        let names = [Side::Experimental, Side::Control].map(Meaning::ArmName);
        names.iter().map(|name| table.index_of(name)).collect()
    };
    if let Some(columns) = by_row {
        let roles = roles_of_rows(table, &rows, &columns);
        let named = Named::of_rows(&rows, trial, &columns, year);
        return Some(named.compared(choices, &roles));
    }
    if let Some(arm) = table
        .index_of(&Meaning::Arm)
        .filter(|_| layout != Layout::Unknown)
    {
        return Some(against_one_control(&rows, trial, arm, year, found, choices));
    }
    if found.origin.is_none() && has_both_sides(table) {
        return Some(of_chosen_columns(rows.len(), found, choices));
    }
    let origin = found.origin.clone()?;
    let trials = rows.len();
    let mut comparison = Named::of_heads(&found.arms, trials).compared(choices, &BTreeMap::new());
    if choices.sides.is_empty() {
        let side = |label: &Option<String>| label.as_deref().map(arms::key);
        let (experimental, control) = (side(&found.experimental), side(&found.control));
        for arm in &mut comparison.arms {
            let own = Some(arms::key(&arm.label));
            arm.role = if own == experimental {
                Role::Experimental
            } else if own == control {
                Role::Control
            } else {
                Role::Ignored
            };
        }
        comparison.origin = origin;
    }
    Some(comparison)
}

fn has_both_sides(table: &Table) -> bool {
    let has = |wanted: Side| {
        table
            .columns
            .iter()
            .any(|column| matches!(column.meaning, Meaning::Number { side, .. } if side == wanted))
    };
    has(Side::Experimental) && has(Side::Control)
}

/// The arms whose columns the user chose one by one.
fn of_chosen_columns(trials: usize, found: &NumbersFound, choices: &Choices) -> Comparison {
    let arm = |typed: &Option<String>, head: &Option<String>, usual: &str, role: Role| TableArm {
        label: typed
            .clone()
            .or_else(|| head.clone())
            .unwrap_or_else(|| usual.to_owned()),
        trials,
        rows: 0,
        role,
    };
    Comparison {
        arms: vec![
            arm(
                &choices.experimental_label,
                &found.experimental,
                "Experimental",
                Role::Experimental,
            ),
            arm(
                &choices.control_label,
                &found.control,
                "Control",
                Role::Control,
            ),
        ],
        origin: ComparisonOrigin::Chosen,
    }
}

/// Arms of which each row names one, with the numbers of the control that they share beside it: several are compared with
/// it together only if somebody says so.
fn against_one_control(
    rows: &[&Row],
    trial: Option<usize>,
    arm: usize,
    year: Option<usize>,
    found: &NumbersFound,
    choices: &Choices,
) -> Comparison {
    let mut comparison =
        Named::of_rows(rows, trial, &[arm], year).compared(choices, &BTreeMap::new());
    let control = found
        .control
        .clone()
        .unwrap_or_else(|| "Control".to_owned());
    let single = comparison.arms.len() < 2;
    if choices.sides.is_empty() {
        for arm in &mut comparison.arms {
            arm.role = if single {
                Role::Experimental
            } else {
                Role::Ignored
            };
        }
        comparison.origin = if single {
            ComparisonOrigin::NamedControl {
                label: control.clone(),
            }
        } else {
            ComparisonOrigin::Open
        };
    }
    comparison.arms.push(TableArm {
        label: control,
        trials: rows.len(),
        rows: 0,
        role: Role::Control,
    });
    comparison
}

/// The sides that a column gives to the arms of the rows, by the names of these.
fn roles_of_rows(table: &Table, rows: &[&Row], arms: &[usize]) -> BTreeMap<String, Role> {
    let (Some(role), [arm]) = (table.index_of(&Meaning::Role), arms) else {
        return BTreeMap::new();
    };
    rows.iter()
        .filter_map(|row| Some((arms::key(row.cell(*arm)), arms::role(row.cell(role))?)))
        .collect()
}

/// Columns whose cells are judgements about trials, not numbers.
fn settle_judgements(table: &mut Table, rows: &[Row]) {
    for index in 0..table.heads.len() {
        let mut cells = rows
            .iter()
            .map(|row| row.cell(index))
            .filter(|cell| !cell.is_empty())
            .peekable();
        let some = cells.peek().is_some();
        let says_otherwise = table
            .heads
            .get(index)
            .is_some_and(|head| is_known_head(&head.plain));
        if table.is_open(index) && !says_otherwise && some && cells.all(robvis::is_judgement) {
            table.settle(index, Meaning::Covariate, Why::Cells);
        }
    }
}

/// The heads by which a table is one of pooled results: how many studies beside an estimate, or I² and the like.
fn heads_of_results(table: &Table, rows: &[Row]) -> Vec<String> {
    const STUDIES: [&str; 9] = [
        "studies",
        "k",
        "nstudies",
        "numberofstudies",
        "noofstudies",
        "numberoftrials",
        "nooftrials",
        "ntrials",
        "trials",
    ];
    const SPREAD: [&str; 9] = [
        "i2",
        "i²",
        "isquared",
        "isq",
        "heterogeneity",
        "tau2",
        "tau²",
        "tausquared",
        "%i2",
    ];
    let numeric = |index: usize| {
        let profile = table.profile(index);
        profile.mostly(profile.numbers) && !rows.is_empty()
    };
    let heads = || table.heads.iter().enumerate();
    let spread: Vec<String> = heads()
        .filter(|(_, head)| SPREAD.iter().any(|name| head.plain.starts_with(name)))
        .map(|(_, head)| head.text.clone())
        .collect();
    let studies: Vec<String> = heads()
        .filter(|(index, head)| STUDIES.contains(&head.plain.as_str()) && numeric(*index))
        .map(|(_, head)| head.text.clone())
        .collect();
    let estimates = !table.effects(true).is_empty();
    if spread.is_empty() && (!estimates || studies.is_empty()) {
        return Vec::new();
    }
    studies.into_iter().chain(spread).collect()
}

/// A column that says of each row whether its events are people.
fn settle_count_type(table: &mut Table, rows: &[Row]) {
    let said = |index: &usize| {
        let mut cells = rows.iter().map(|row| row.cell(*index));
        cells.all(|cell| cell.is_empty() || counts_people(cell).is_some())
    };
    if let Some(index) = table.named(&COUNT_TYPE).into_iter().find(said) {
        table.settle(index, Meaning::CountType, Why::Head);
    }
}

/// Whether a word for what is counted says people (true) or times (false).
pub(super) fn counts_people(cell: &str) -> Option<bool> {
    match super::head::plain(cell).as_str() {
        "participants" | "participant" | "people" | "persons" | "patients" | "subjects"
        | "individuals" => Some(true),
        "events" | "event" | "episodes" | "times" | "occurrences" => Some(false),
        _ => None,
    }
}

/// Whether rows under one with a trial's name leave the name away.
fn leaves_blank(table: &Table, rows: &[Row]) -> bool {
    let Some(trial) = table.index_of(&Meaning::Trial) else {
        return false;
    };
    let mut below = rows.iter().skip_while(|row| row.cell(trial).is_empty());
    below.any(|row| row.cell(trial).is_empty() && row.filled() >= 2)
}

/// The column that tells the rows of one trial apart as its arms: within a trial (and outcome and time) every cell is
/// another, and the same cells come again in other trials.
fn arm_evidence(
    table: &Table,
    rows: &[Row],
    names_repeat: bool,
    choices: &Choices,
) -> Option<usize> {
    /// Heads under which numbers are codes of arms.
    const CODED: [&str; 16] = [
        "t",
        "trt",
        "arm",
        "treat",
        "treatment",
        "group",
        "grp",
        "tx",
        "alloc",
        "allocation",
        "armid",
        "armno",
        "treatmentid",
        "treatmentcode",
        "intervention",
        "gruppe",
    ];
    if let Some(index) = table.index_of(&Meaning::Arm) {
        return Some(index);
    }
    let by_trial = choices
        .layout
        .is_some_and(|layout| matches!(layout, Layout::RowPerTrial | Layout::RowPerOutcome));
    let trial = table.index_of(&Meaning::Trial)?;
    if !names_repeat || by_trial {
        return None;
    }
    let outcome = table
        .named(&OUTCOME)
        .into_iter()
        .find(|index| table.profile(*index).is_text());
    let time = table.named(&TIME_POINT).first().copied();
    let year = table.index_of(&Meaning::Year);
    let named = table.named(&ARM);
    let candidates = (0..table.heads.len()).filter(|index| {
        let head = table
            .heads
            .get(*index)
            .map_or("", |head| head.plain.as_str());
        let otherwise = [&OUTCOME[..], &YEAR, &TIME_POINT, &NOTE, &SOURCE, &CLASSES]
            .iter()
            .any(|names| names.contains(&head));
        let profile = table.profile(*index);
        let words = profile.is_text()
            && !profile.mostly(profile.fractions + profile.limits + profile.with_limits);
        table.is_open(*index) && !otherwise && (words || CODED.contains(&head))
    });
    let mut best: Option<(u8, usize)> = None;
    for index in candidates {
        let mut current = String::new();
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut labels = BTreeSet::new();
        let mut filled = 0;
        for row in rows {
            let name = row.cell(trial);
            if !name.is_empty() {
                current = format!(
                    "{}	{}",
                    name.to_lowercase(),
                    year.map_or("", |column| row.cell(column))
                );
            }
            let part = |column: Option<usize>| column.map_or("", |column| row.cell(column));
            let key = format!("{current}	{}	{}", part(outcome), part(time));
            let label = arms::key(row.cell(index));
            filled += usize::from(!label.is_empty());
            labels.insert(label.clone());
            groups.entry(key).or_default().push(label);
        }
        let several: Vec<&Vec<String>> = groups.values().filter(|group| group.len() > 1).collect();
        let differ = several.iter().all(|group| {
            let apart: BTreeSet<&String> = group.iter().collect();
            apart.len() == group.len()
        });
        let again = labels.len() < rows.len() || groups.len() == 1;
        if several.is_empty() || !differ || !again || 10 * filled < 9 * rows.len() {
            continue;
        }
        let score = if named.contains(&index) {
            3
        } else if labels.iter().any(|label| arms::is_control(label)) {
            2
        } else {
            1
        };
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index)
}

/// Two columns that name the arms of each trial: `t1` and `t2`, or "Intervention" and "Comparator".
fn settle_arm_names(table: &mut Table, rows: &[Row]) {
    const STEMS: [&str; 14] = [
        "t",
        "trt",
        "treat",
        "treatment",
        "arm",
        "group",
        "drug",
        "intervention",
        "label",
        "tx",
        "grouplabel",
        "armname",
        "treatmentname",
        "name",
    ];
    const SIDES: [(&str, &str); 6] = [
        ("1", "2"),
        ("e", "c"),
        ("t", "c"),
        ("a", "b"),
        ("exp", "ctrl"),
        ("experimental", "control"),
    ];
    const PAIRS: [(&str, &str); 8] = [
        ("intervention", "comparator"),
        ("intervention", "comparison"),
        ("intervention", "control"),
        ("treatment", "control"),
        ("treatment", "comparator"),
        ("experimental", "control"),
        ("drug", "comparator"),
        ("active", "control"),
    ];
    let has_sides = table.columns.iter().any(|column| {
        matches!(
            column.meaning,
            Meaning::Number {
                side: Side::Control,
                ..
            }
        )
    });
    if !has_sides || table.has(&Meaning::Arm) {
        return;
    }
    let words = |index: usize| {
        let profile = table.profile(index);
        table.is_open(index)
            && profile.filled > 0
            && profile.is_text()
            && rows.iter().all(|row| !row.cell(index).is_empty())
    };
    let of_head = |wanted: &str| {
        let mut heads = table.heads.iter();
        heads
            .position(|head| head.plain == wanted)
            .filter(|index| words(*index))
    };
    let pair = STEMS
        .iter()
        .flat_map(|stem| {
            SIDES.map(|(one, other)| (format!("{stem}{one}"), format!("{stem}{other}")))
        })
        .chain(PAIRS.map(|(one, other)| (one.to_owned(), other.to_owned())))
        .find_map(|(one, other)| Some((of_head(&one)?, of_head(&other)?)));
    if let Some((one, other)) = pair {
        table.settle(one, Meaning::ArmName(Side::Experimental), Why::Head);
        table.settle(other, Meaning::ArmName(Side::Control), Why::Head);
    }
}

/// Columns that would hold the same hold outcomes of their own, which their heads name.
fn tell_apart(table: &mut Table) {
    let mut places: BTreeMap<Meaning, Vec<usize>> = BTreeMap::new();
    for column in &table.columns {
        if matches!(
            column.meaning,
            Meaning::Number { .. } | Meaning::Effect { .. }
        ) {
            places
                .entry(column.meaning.clone())
                .or_default()
                .push(column.index);
        }
    }
    for (meaning, columns) in places {
        let Meaning::Number {
            quantity: quantity @ (Quantity::Events | Quantity::EventsAndTotal),
            side,
            outcome: None,
        } = meaning
        else {
            continue;
        };
        if columns.len() < 2 {
            continue;
        }
        for index in columns {
            let head = table.heads.get(index);
            let outcome = head.map(|head| head.piece(&head.words));
            let why = table
                .columns
                .get(index)
                .map_or(Why::Guess, |column| column.why);
            table.settle(
                index,
                Meaning::Number {
                    quantity,
                    side,
                    outcome: outcome.filter(|name| !name.is_empty()),
                },
                why,
            );
        }
    }
}

/// The trial's name: a usual head over text; else such a head over numbers; else the first column of text.
fn settle_trial(table: &mut Table) {
    if table.has(&Meaning::Trial) {
        return;
    }
    let named = table.named(&TRIAL);
    let best = named
        .iter()
        .copied()
        .find(|index| table.profile(*index).is_text())
        .or_else(|| named.first().copied());
    if let Some(index) = best {
        table.settle(index, Meaning::Trial, Why::Head);
        return;
    }
    // Where a column names the outcome of each row, all rows may be of one trial, which nothing names.
    let names_outcomes = table
        .named(&OUTCOME)
        .iter()
        .any(|index| table.profile(*index).is_text());
    if names_outcomes {
        return;
    }
    let first_text = (0..table.heads.len()).find(|index| {
        let profile = table.profile(*index);
        let plain = table
            .heads
            .get(*index)
            .map_or("", |head| head.plain.as_str());
        let lists = [&OUTCOME[..], &ARM, &YEAR, &RANDOMIZED, &TIME_POINT, &NOTE];
        let otherwise_known = lists
            .iter()
            .chain([&&CLASSES[..], &&COUNT_TYPE[..]])
            .any(|names| names.contains(&plain));
        table.is_open(*index)
            && !otherwise_known
            && profile.is_text()
            && !profile.mostly(profile.fractions + profile.limits + profile.with_limits)
    });
    if let Some(index) = first_text {
        table.settle(index, Meaning::Trial, Why::Cells);
    }
}

fn settle_first(table: &mut Table, names: &[&str], meaning: &Meaning) {
    // Whether a trial was randomized is said by words, or 0 and 1. Other numbers say how many people were.
    let fits = |index: &usize| {
        let profile = table.profile(*index);
        *meaning != Meaning::Randomized || !profile.mostly(profile.above_one)
    };
    if !table.has(meaning)
        && let Some(index) = table.named(names).into_iter().find(fits)
    {
        table.settle(index, meaning.clone(), Why::Head);
    }
}

/// What is said of designs and time points, where every cell is an answer.
fn settle_design(table: &mut Table, rows: &[Row]) {
    for part in DesignPart::ALL {
        let takes = |index: &usize| rows.iter().all(|row| part.takes(row.cell(*index)));
        let found = table.named(part.heads()).into_iter().find(takes);
        if let Some(index) = found
            && !table.has(&Meaning::Design(part))
        {
            table.settle(index, Meaning::Design(part), Why::Head);
        }
    }
}

/// The columns of numbers; answers with what the heads call the arms.
fn settle_numbers(
    table: &mut Table,
    rows: &[Row],
    decimal: Decimal,
    evidence: Option<usize>,
    choices: &Choices,
) -> NumbersFound {
    let by_trial = choices.layout == Some(Layout::RowPerTrial);
    let arm_column = evidence.is_some()
        || choices.layout.is_some_and(Layout::is_by_arm)
        || (!by_trial
            && table
                .named(&ARM)
                .iter()
                .any(|index| table.profile(*index).filled > 0));
    // A column of names of outcomes is none of counts, whatever its head: "event".
    let outcome_columns: Vec<usize> = table
        .named(&OUTCOME)
        .into_iter()
        .filter(|index| table.profile(*index).is_text())
        .collect();
    let hide = |table: &mut Table, open: bool| {
        for index in &outcome_columns {
            if let Some(flag) = table.open.get_mut(*index) {
                *flag = open;
            }
        }
    };
    hide(table, false);
    let by_row = !outcome_columns.is_empty() || table.has(&Meaning::Outcome);
    let counts = table.counts(arm_column, by_row, &choices.sides);
    for found in counts.found {
        table.settle(found.index, found.meaning, found.why);
    }
    table.further = counts.further;
    let counted: BTreeSet<Option<String>> = table
        .columns
        .iter()
        .filter_map(|column| {
            let Meaning::Number { outcome, .. } = &column.meaning else {
                return None;
            };
            Some(outcome.clone())
        })
        .collect();
    for (index, meaning, why) in table.effects(by_row) {
        let Meaning::Effect { outcome, .. } = &meaning else {
            continue;
        };
        // Estimates beside the counts they were made from are kept, not pooled: the counts say more.
        let beside_counts = if outcome.is_some() {
            counted.contains(outcome)
        } else {
            !counted.is_empty() && !by_row
        };
        if !beside_counts {
            table.settle(index, meaning, why);
        }
    }
    name_scale(table, rows, decimal);
    hide(table, true);
    let usual = |label: String| (!label.is_empty()).then_some(label);
    NumbersFound {
        experimental: counts.experimental.and_then(usual),
        control: counts.control.and_then(usual),
        arms: counts.arms,
        origin: counts.origin,
    }
}

/// An estimate of unknown kind is a ratio if its interval is even on the log scale, and a guess if there is none.
fn name_scale(table: &mut Table, rows: &[Row], decimal: Decimal) {
    const KNOWN_DIFFERENCES: [&str; 4] = ["rd", "md", "smd", "difference"];
    let of_outcome = |table: &Table, wanted: EffectPart, name: &Option<String>| {
        table
            .columns
            .iter()
            .find(|column| {
                let Meaning::Effect { part, outcome } = &column.meaning else {
                    return false;
                };
                *part == wanted && outcome == name
            })
            .map(|column| column.index)
    };
    let estimates: Vec<(usize, Option<String>)> = table
        .columns
        .iter()
        .filter(|column| column.why != Why::Chosen)
        .filter_map(|column| {
            let Meaning::Effect {
                part: EffectPart::Difference,
                outcome,
            } = &column.meaning
            else {
                return None;
            };
            Some((column.index, outcome.clone()))
        })
        .filter(|(index, _)| {
            let plain = table
                .heads
                .get(*index)
                .map_or("", |head| head.plain.as_str());
            !KNOWN_DIFFERENCES.iter().any(|name| plain.ends_with(name))
        })
        .collect();
    for (index, outcome) in estimates {
        let lower = of_outcome(table, EffectPart::Lower, &outcome);
        let upper = of_outcome(table, EffectPart::Upper, &outcome);
        let limits = of_outcome(table, EffectPart::Limits, &outcome);
        let triples: Vec<(f64, f64, f64)> = rows
            .iter()
            .filter_map(|row| {
                let cell = entry::estimate(row.cell(index), decimal);
                let number = |column: usize| entry::number(row.cell(column), decimal);
                let (lower, upper) = match (lower, upper, limits) {
                    (Some(lower), Some(upper), _) => (number(lower), number(upper)),
                    (_, _, Some(limits)) => entry::limits(row.cell(limits), decimal)?,
                    _ => cell.limits?,
                };
                Some((cell.estimate.value()?, lower.value()?, upper.value()?))
            })
            .collect();
        let (part, why) = if effects::looks_like_ratio(&triples) {
            (EffectPart::Ratio, Why::Cells)
        } else if triples.is_empty() {
            (EffectPart::Difference, Why::Guess)
        } else {
            (EffectPart::Difference, Why::Cells)
        };
        table.settle(index, Meaning::Effect { part, outcome }, why);
    }
}

/// The columns that say what a row is about: outcome, arm, time point, source, note.
fn settle_rows(table: &mut Table, rows: &[Row], evidence: Option<usize>) {
    let of_row = table.columns.iter().any(|column| {
        matches!(
            column.meaning,
            Meaning::Number {
                side: Side::OfRow,
                ..
            }
        )
    });
    let named_outcomes = table.columns.iter().any(|column| {
        matches!(
            &column.meaning,
            Meaning::Number {
                outcome: Some(_),
                ..
            } | Meaning::Effect {
                outcome: Some(_),
                ..
            }
        )
    });
    if of_row {
        if let Some(index) = evidence.filter(|index| table.is_open(*index)) {
            let known = table
                .heads
                .get(index)
                .is_some_and(|head| ARM.contains(&head.plain.as_str()));
            let why = if known { Why::Head } else { Why::Cells };
            table.settle(index, Meaning::Arm, why);
        }
        settle_first(table, &ARM, &Meaning::Arm);
        settle_first(table, &["role"], &Meaning::Role);
    }
    if !named_outcomes && !table.has(&Meaning::Outcome) {
        let column = table
            .named(&OUTCOME)
            .into_iter()
            .find(|index| table.profile(*index).is_text());
        if let Some(index) = column {
            table.settle(index, Meaning::Outcome, Why::Head);
        }
    }
    let of_trials = [Meaning::Trial, Meaning::Year, Meaning::Trial];
    let names_outcomes = table.has(&Meaning::Outcome);
    let has_times = names_outcomes || repeats(table, rows, of_trials);
    if has_times {
        settle_first(table, &TIME_IN_UNITS, &Meaning::TimePoint);
        settle_first(table, &TIME_POINT, &Meaning::TimePoint);
    }
    if names_outcomes {
        settle_first(table, &NOTE, &Meaning::Note);
        settle_first(table, &KIND, &Meaning::Kind);
        // In a table of trials "source" may be anything, such as where cells came from.
        settle_first(table, &SOURCE[..1], &Meaning::Source);
        let of_outcomes = [Meaning::Trial, Meaning::Year, Meaning::Outcome];
        if !of_row && !table.has(&Meaning::Arm) && repeats(table, rows, of_outcomes) {
            settle_first(table, &ARM, &Meaning::Arm);
        }
    }
}

/// Whether several rows say the same in these columns: then a column of treatments tells arms apart, or one of times
/// readings. Without a name, or without the last of them, a row says nothing that could be said again.
fn repeats(table: &Table, rows: &[Row], meanings: [Meaning; 3]) -> bool {
    let keys = meanings.map(|meaning| {
        table
            .columns
            .iter()
            .find(|column| column.meaning == meaning)
            .map(|column| column.index)
    });
    let mut seen = BTreeSet::new();
    rows.iter().any(|row| {
        let key = keys.map(|index| index.map_or("", |index| row.cell(index)).to_lowercase());
        !key[0].is_empty() && !key[2].is_empty() && !seen.insert(key)
    })
}

fn layout_of(columns: &[Column]) -> Layout {
    let any = |fits: fn(&Meaning) -> bool| columns.iter().any(|column| fits(&column.meaning));
    let of_row = any(|meaning| {
        matches!(
            meaning,
            Meaning::Number {
                side: Side::OfRow,
                ..
            }
        )
    });
    let numbers = any(|meaning| matches!(meaning, Meaning::Number { .. } | Meaning::Effect { .. }));
    if of_row && any(|meaning| *meaning == Meaning::Outcome) {
        Layout::RowPerArmAndOutcome
    } else if of_row {
        Layout::RowPerArm
    } else if !numbers {
        Layout::Unknown
    } else if any(|meaning| *meaning == Meaning::Outcome) {
        Layout::RowPerOutcome
    } else {
        Layout::RowPerTrial
    }
}

fn doubts(table: &Table, layout: Layout) -> Vec<(Option<usize>, ProblemKind)> {
    let mut doubts = Vec::new();
    let missing = |missing: &str| ProblemKind::UnknownHead {
        missing: missing.to_owned(),
    };
    if !table.has(&Meaning::Trial) {
        doubts.push((None, missing("trial")));
    }
    if layout == Layout::Unknown {
        doubts.push((None, missing("events, total, control")));
    }
    let mut guessed = BTreeSet::new();
    for column in &table.columns {
        let outcome = column.meaning.outcome().cloned();
        let plain = table
            .heads
            .get(column.index)
            .map_or("", |head| head.plain.as_str());
        let undecided = column.why == Why::Unknown
            && table.profile(column.index).numbers > 0
            && (AMBIGUOUS.contains(&plain) || table.further.contains(&column.index));
        // One question for the columns of one outcome.
        if undecided || (column.why == Why::Guess && guessed.insert(outcome)) {
            doubts.push((
                Some(column.index),
                ProblemKind::AmbiguousHead {
                    head: column.head.clone(),
                },
            ));
        }
    }
    doubts
}
