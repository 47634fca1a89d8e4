//! Reads tables of judgements about the risk of bias, as R's package robvis draws them (`McGuinness` and Higgins 2021): one row
//! a trial, one column a domain, and mostly a column for the trial as a whole. RevMan Web's file of judgements, in which
//! columns are called `Domain (judgement): …`, is such a table too.
//!
//! The tool is told by the heads and by the judgements; which trial of a review a row means is for
//! [`trials_meant`](crate::data::trials_meant) to offer and for the user to say.

use serde::{Deserialize, Serialize};

use super::chinese;
use super::delimited::{self, Row};
use super::head::{Head, plain};
use super::number::is_not_reported;
use crate::data::{
    Assessment, Domain, Judged, Judgement, ProblemKind, RiskOfBias, Tool, TrialId, capitalized,
};
use std::collections::BTreeMap;

/// What judgements are called, in small letters. A word that begins two of them ("s") is taken for the earlier one.
const JUDGEMENTS: [(&str, Judgement); 15] = [
    ("low", Judgement::Low),
    ("some concerns", Judgement::SomeConcerns),
    ("unclear", Judgement::SomeConcerns),
    ("moderate", Judgement::Moderate),
    ("high", Judgement::High),
    ("serious", Judgement::Serious),
    ("very high", Judgement::VeryHigh),
    ("critical", Judgement::Critical),
    ("concerns", Judgement::SomeConcerns),
    ("no information", Judgement::NoInformation),
    ("not applicable", Judgement::NotApplicable),
    ("n/a", Judgement::NotApplicable),
    ("x", Judgement::NotApplicable),
    ("+", Judgement::Low),
    ("?", Judgement::SomeConcerns),
];

/// A table as it was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgedTable {
    /// By which tool was judged; a guess where heads are short, for the user to correct.
    pub tool: Tool,
    /// The columns that hold judgements.
    pub domains: Vec<Domain>,
    /// The rows.
    pub rows: Vec<JudgedRow>,
    /// What stands where a judgement belongs and is none; it is kept as typed.
    pub not_understood: Vec<NotUnderstood>,
}

/// The judgements about one trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgedRow {
    /// Its line in the text, from 1.
    pub line: usize,
    /// The trial's name.
    pub trial: String,
    /// The judgements.
    pub assessment: Assessment,
}

/// A cell that holds no judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotUnderstood {
    /// Its line in the text, from 1.
    pub line: usize,
    /// The head of its column.
    pub head: String,
    /// What stands there.
    pub typed: String,
}

impl JudgedTable {
    /// The judgements about the trials of a review: one for each row that means a trial, in the order of the rows. Of
    /// several rows that mean one trial the first counts.
    #[must_use]
    pub fn of_trials(&self, trials: &[Option<TrialId>]) -> RiskOfBias {
        let mut judged = BTreeMap::new();
        for (row, trial) in self.rows.iter().zip(trials) {
            if let Some(trial) = trial {
                judged
                    .entry(*trial)
                    .or_insert_with(|| row.assessment.clone());
            }
        }
        RiskOfBias {
            tool: self.tool,
            domains: self.domains.clone(),
            trials: judged,
            outcomes: BTreeMap::new(),
        }
    }
}

/// How many columns of judgements tell a table of judgements from one of numbers.
const ENOUGH_DOMAINS: usize = 3;

/// Reads a text that seems to be a table of judgements and not one of numbers: three columns of judgements or more, or heads
/// that say so.
#[must_use]
pub fn recognise(text: &str) -> Option<JudgedTable> {
    table(text)
        .ok()
        .filter(|table| table.domains.len() >= ENOUGH_DOMAINS || text.contains(BEFORE_DOMAIN))
}

/// Reads a table of judgements, delimited like any other table.
///
/// # Errors
/// When the text holds no table, is too long, or has no column of trials or none of judgements.
pub fn table(text: &str) -> Result<JudgedTable, ProblemKind> {
    let (_, rows) = delimited::rows(text, None)?;
    let Some((head, body)) = rows.split_first().filter(|(_, body)| !body.is_empty()) else {
        return Err(ProblemKind::Empty);
    };
    of_rows(head, body)
}

/// The judgements that stand beside numbers: as many columns of them as tell a table of judgements, or heads that say so.
pub(super) fn beside_numbers(head: &Row, body: &[Row]) -> Option<JudgedTable> {
    let says_so = head.cells.iter().any(|cell| cell.contains(BEFORE_DOMAIN));
    of_rows(head, body)
        .ok()
        .filter(|table| table.domains.len() >= ENOUGH_DOMAINS || says_so)
}

fn of_rows(head: &Row, body: &[Row]) -> Result<JudgedTable, ProblemKind> {
    let columns = Columns::of(head, body)?;
    let tool = columns.tool(body);
    let mut read = JudgedTable {
        tool,
        domains: columns.domains(tool),
        rows: Vec::new(),
        not_understood: Vec::new(),
    };
    for row in body {
        let mut domains = Vec::new();
        for column in &columns.judged {
            let support = column.support.map_or("", |support| row.cell(support));
            domains.push(read.judged(row, column.index, head, support));
        }
        let overall = columns.overall;
        let overall = overall.map(|overall| read.judged(row, overall, head, ""));
        read.rows.push(JudgedRow {
            line: row.line,
            trial: row.cell(columns.trial).to_owned(),
            assessment: Assessment {
                domains,
                overall: overall.unwrap_or_default(),
            },
        });
    }
    Ok(read)
}

impl JudgedTable {
    fn judged(&mut self, row: &Row, column: usize, head: &Row, support: &str) -> Judged {
        let typed = row.cell(column).to_owned();
        let judgement = judgement(&typed, self.tool);
        if judgement.is_none() && !is_not_reported(&typed) {
            self.not_understood.push(NotUnderstood {
                line: row.line,
                head: head.cell(column).to_owned(),
                typed: typed.clone(),
            });
        }
        Judged {
            typed,
            judgement,
            support: support.to_owned(),
            ..Judged::default()
        }
    }
}

/// Whether a cell is a judgement beyond doubt: a sign or a whole phrase, not the beginning of one, which may be a name.
pub(super) fn is_judgement(typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    let phrase = typed.strip_suffix(" of bias").unwrap_or(&typed);
    let phrase = phrase.strip_suffix(" risk").unwrap_or(phrase);
    phrase == "-"
        || JUDGEMENTS
            .iter()
            .any(|(name, _)| *name == phrase && *name != "x" && *name != "n/a")
}

/// Reads a judgement: its name, the beginning of its name, or its sign in Cochrane's figures (but for the minus, which
/// stands for "not reported" in many tables). A lone "S" is a serious risk in ROBINS-I and some concerns elsewhere.
#[must_use]
pub fn judgement(typed: &str, tool: Tool) -> Option<Judgement> {
    let typed = typed.trim().to_lowercase();
    let typed = chinese::judgement(&typed).map_or(typed, str::to_owned);
    match (typed.as_str(), tool) {
        // In tables of Cochrane's first tool, "no" may answer a question whose "yes" is a low risk, or the reverse.
        ("" | "no" | "not", _) => None,
        ("s", Tool::RobinsI) => Some(Judgement::Serious),
        _ => JUDGEMENTS
            .iter()
            .find(|(name, _)| is_called(&typed, name))
            .map(|(_, judgement)| *judgement),
    }
}

/// Whether a text is the name or its beginning ("mod"), or begins with the name or with its first word where that says it
/// all ("low risk of bias", "some risk").
fn is_called(typed: &str, name: &str) -> bool {
    let first = match name.split(' ').next() {
        Some(first) if !matches!(first, "no" | "not" | "very") => first,
        _ => name,
    };
    let goes_on = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    name.starts_with(typed) || first.len() > 1 && typed.strip_prefix(first).is_some_and(goes_on)
}

/// Heads of the column of trials.
const TRIALS: [&str; 8] = [
    "study",
    "studies",
    "trial",
    "author",
    "studyid",
    "studyname",
    "studlab",
    "name",
];

/// What precedes the domain in a head.
const BEFORE_DOMAIN: &str = "Domain (judgement):";
/// What precedes it where the reasons stand.
const BEFORE_SUPPORT: &str = "Domain (support):";

/// A column of judgements.
struct Column {
    index: usize,
    /// The domain, as the head has it.
    name: String,
    /// The column that holds the reasons.
    support: Option<usize>,
}

/// The columns that are read.
struct Columns {
    trial: usize,
    judged: Vec<Column>,
    overall: Option<usize>,
}

impl Columns {
    fn of(head: &Row, body: &[Row]) -> Result<Self, ProblemKind> {
        let missing = |missing: &str| ProblemKind::UnknownHead {
            missing: missing.to_owned(),
        };
        let plain_heads: Vec<String> = head
            .cells
            .iter()
            .map(|cell| Head::new(cell).plain)
            .collect();
        let trial = plain_heads
            .iter()
            .position(|head| TRIALS.contains(&head.as_str()))
            .ok_or_else(|| missing("trial"))?;
        let mut columns = Self {
            trial,
            judged: Vec::new(),
            overall: None,
        };
        for (index, plain_head) in plain_heads.iter().enumerate() {
            if index == trial || !is_judged(index, head, body) {
                continue;
            }
            if plain_head.starts_with("overall")
                || plain_head == "roboverall"
                || ["总体", "整体"]
                    .iter()
                    .any(|all| plain_head.starts_with(all))
            {
                columns.overall = columns.overall.or(Some(index));
                continue;
            }
            let name = head.cell(index);
            let named = name.strip_prefix(BEFORE_DOMAIN).map(str::trim);
            let is_support = |cell: &String| {
                let of = cell.strip_prefix(BEFORE_SUPPORT).map(str::trim);
                of.is_some() && of == named
            };
            columns.judged.push(Column {
                index,
                name: named.unwrap_or(name).to_owned(),
                support: head.cells.iter().position(is_support),
            });
        }
        if columns.judged.is_empty() {
            return Err(missing("judgements of domains"));
        }
        Ok(columns)
    }

    /// The tool, by what its domains are called, or by how many there are and which judgements are given.
    fn tool(&self, body: &[Row]) -> Tool {
        let names: Vec<String> = self
            .judged
            .iter()
            .map(|column| plain(&column.name))
            .map(|name| chinese::domain(&name).map_or(name, str::to_owned))
            .collect();
        let named = |part: &str| names.iter().any(|name| name.contains(part));
        for (part, tool) in [
            ("sequencegeneration", Tool::RiskOfBias1),
            ("allocationconcealment", Tool::RiskOfBias1),
            ("timingofidentification", Tool::RiskOfBias2Cluster),
            ("randomizationprocess", Tool::RiskOfBias2),
            ("randomisationprocess", Tool::RiskOfBias2),
            ("indextest", Tool::Quadas2),
            ("prognosticfactor", Tool::Quips),
            ("exposure", Tool::RobinsE),
            ("classificationofinterventions", Tool::RobinsI),
        ] {
            if named(part) {
                return tool;
            }
        }
        let gives = |wanted: &str| {
            let mut cells = body
                .iter()
                .flat_map(|row| self.judged.iter().map(|column| row.cell(column.index)));
            cells.any(|cell| cell.to_lowercase().starts_with(wanted))
        };
        let numbered = self
            .judged
            .iter()
            .all(|column| short(&column.name).is_some());
        match names.len() {
            _ if !numbered => Tool::Other,
            4 => Tool::Quadas2,
            5 => Tool::RiskOfBias2,
            6 if named("1b") => Tool::RiskOfBias2Cluster,
            6 if gives("m") => Tool::Quips,
            7 if gives("m") || gives("c") || gives("se") => Tool::RobinsI,
            7 if gives("v") || gives("so") => Tool::RobinsE,
            6 | 7 if gives("u") => Tool::RiskOfBias1,
            _ => Tool::Other,
        }
    }

    /// The domains with their full names, which a tool has for heads such as "D1".
    fn domains(&self, tool: Tool) -> Vec<Domain> {
        let domain = |(place, column): (usize, &Column)| match short(&column.name) {
            Some(short) => Domain {
                name: full_name(tool, &short).to_owned(),
                short,
            },
            None => Domain {
                short: format!("D{}", place + 1),
                name: readable(&column.name),
            },
        };
        self.judged.iter().enumerate().map(domain).collect()
    }
}

/// Whether most of what stands in a column are judgements; under a head that numbers a domain, whether one is, or nothing
/// stands there.
fn is_judged(index: usize, head: &Row, body: &[Row]) -> bool {
    if head.cell(index).starts_with(BEFORE_SUPPORT) {
        return false;
    }
    let (mut judgements, mut others) = (0_usize, 0_usize);
    for cell in body.iter().map(|row| row.cell(index)) {
        if judgement(cell, Tool::Other).is_some() {
            judgements += 1;
        } else if !is_not_reported(cell) {
            others += 1;
        }
    }
    if short(head.cell(index)).is_some() {
        judgements > 0 || others == 0
    } else {
        judgements > others
    }
}

/// "D1" of a head that numbers the domain: `D1`, `d1b`, `rob.D1`, and `d1j`, where `j` says that judgements stand there.
fn short(head: &str) -> Option<String> {
    let plain_head = plain(head);
    let numbered = plain_head.strip_prefix("rob").unwrap_or(&plain_head);
    let number = numbered.strip_prefix(['d', 'q'])?;
    let letter = number.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let is_number = number.len() > letter.len() && number.len() < 4;
    let number = match letter {
        "" | "b" => number,
        "j" => number.strip_suffix('j')?,
        _ => return None,
    };
    is_number.then(|| format!("D{number}"))
}

/// A head of a data frame (`Random.sequence.generation`) with spaces between its words.
fn readable(head: &str) -> String {
    if head.contains(' ') {
        return head.to_owned();
    }
    capitalized(&head.replace(['.', '_'], " "))
}

/// The domains of a tool for trials that randomized people one by one, as the tool has them; none where it is not known
/// which they are.
#[must_use]
pub fn domains_of(tool: Tool) -> Vec<Domain> {
    let is_of_clusters = |short: &str| short == "D1b" && tool == Tool::RiskOfBias2;
    names_of(tool)
        .iter()
        .filter(|(short, _)| !is_of_clusters(short))
        .map(|(short, name)| Domain {
            short: (*short).to_owned(),
            name: (*name).to_owned(),
        })
        .collect()
}

/// What the domain of this number is called in a tool; empty where the tool has none.
fn full_name(tool: Tool, short: &str) -> &'static str {
    let mut names = names_of(tool).iter();
    let found = names.find(|(known, _)| *known == short);
    found.map_or("", |(_, name)| name)
}

fn names_of(tool: Tool) -> &'static [(&'static str, &'static str)] {
    match tool {
        Tool::RiskOfBias1 => &RISK_OF_BIAS_1,
        Tool::RiskOfBias2 | Tool::RiskOfBias2Cluster => &RISK_OF_BIAS_2,
        Tool::RobinsI => &ROBINS_I,
        Tool::RobinsE => &ROBINS_E,
        Tool::Quadas2 => &QUADAS_2,
        Tool::Quips => &QUIPS,
        Tool::Other => &[],
    }
}

/// Higgins and colleagues 2011, BMJ 343:d5928.
const RISK_OF_BIAS_1: [(&str, &str); 7] = [
    ("D1", "Random sequence generation"),
    ("D2", "Allocation concealment"),
    ("D3", "Blinding of participants and personnel"),
    ("D4", "Blinding of outcome assessment"),
    ("D5", "Incomplete outcome data"),
    ("D6", "Selective reporting"),
    ("D7", "Other sources of bias"),
];

/// Sterne and colleagues 2019, BMJ 366:l4898; D1b is of the variant for trials that randomized clusters.
const RISK_OF_BIAS_2: [(&str, &str); 6] = [
    ("D1", "Randomization process"),
    (
        "D1b",
        "Timing of identification or recruitment of participants",
    ),
    ("D2", "Deviations from intended interventions"),
    ("D3", "Missing outcome data"),
    ("D4", "Measurement of the outcome"),
    ("D5", "Selection of the reported result"),
];

/// Sterne and colleagues 2016, BMJ 355:i4919.
const ROBINS_I: [(&str, &str); 7] = [
    ("D1", "Confounding"),
    ("D2", "Selection of participants"),
    ("D3", "Classification of interventions"),
    ("D4", "Deviations from intended interventions"),
    ("D5", "Missing data"),
    ("D6", "Measurement of outcomes"),
    ("D7", "Selection of the reported result"),
];

/// Higgins and colleagues 2024, Environment International 186:108602.
const ROBINS_E: [(&str, &str); 7] = [
    ("D1", "Confounding"),
    ("D2", "Measurement of the exposure"),
    ("D3", "Selection of participants"),
    ("D4", "Post-exposure interventions"),
    ("D5", "Missing data"),
    ("D6", "Measurement of the outcome"),
    ("D7", "Selection of the reported result"),
];

/// Whiting and colleagues 2011, Annals of Internal Medicine 155:529.
const QUADAS_2: [(&str, &str); 4] = [
    ("D1", "Patient selection"),
    ("D2", "Index test"),
    ("D3", "Reference standard"),
    ("D4", "Flow and timing"),
];

/// Hayden and colleagues 2013, Annals of Internal Medicine 158:280.
const QUIPS: [(&str, &str); 6] = [
    ("D1", "Study participation"),
    ("D2", "Study attrition"),
    ("D3", "Prognostic factor measurement"),
    ("D4", "Outcome measurement"),
    ("D5", "Study confounding"),
    ("D6", "Statistical analysis and reporting"),
];
