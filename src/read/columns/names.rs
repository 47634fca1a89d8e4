//! The usual heads of the columns that say what a row is about, in letters and digits.

use crate::read::event_class::EventPart;

/// Heads of the trial's name, best first: where a table has several, the later ones are kept as covariates.
pub(in crate::read) const TRIAL: [&str; 27] = [
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

pub(in crate::read) const YEAR: [&str; 9] = [
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

pub(in crate::read) const RANDOMIZED: [&str; 5] = [
    "randomized",
    "randomised",
    "rct",
    "randomization",
    "randomisation",
];

pub(in crate::read) const OUTCOME: [&str; 24] = [
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

pub(in crate::read) const ARM: [&str; 18] = [
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

pub(in crate::read) const TIME_POINT: [&str; 6] = [
    "timepoint",
    "followup",
    "time",
    "visit",
    "timeframe",
    "readat",
];

/// The same with the unit of bare numbers, in the complete page.
pub(in crate::read) const TIME_IN_UNITS: [&str; 4] = [
    "followupdays",
    "followupweeks",
    "followupmonths",
    "followupyears",
];

pub(in crate::read) const SOURCE: [&str; 6] = [
    "sourceofnumbers",
    "source",
    "seenat",
    "locator",
    "citation",
    "doi",
];

pub(in crate::read) const KIND: [&str; 1] = ["kindofnumbers"];

pub(in crate::read) const NOTE: [&str; 7] = [
    "note", "notes", "flag", "remark", "remarks", "comment", "comments",
];

/// Heads of columns that say whether events are people.
pub(in crate::read) const COUNT_TYPE: [&str; 3] = ["counttype", "typeofcount", "eventscounted"];

/// Heads of classes of outcomes: never the name of a trial.
pub(in crate::read) const CLASSES: [&str; 9] = [
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
pub(in crate::read) fn is_known_head(plain: &str) -> bool {
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
        || EventPart::ALL
            .iter()
            .any(|part| part.heads().contains(&plain))
}

/// Whether these are heads of a table whose rows are outcomes and none of which names a trial: all rows are of one trial.
pub(in crate::read) fn are_of_one_trial(heads: &[String]) -> bool {
    let any = |names: &[&str]| heads.iter().any(|head| names.contains(&head.as_str()));
    any(&OUTCOME) && !any(&TRIAL)
}
