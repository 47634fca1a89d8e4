//! Usual words for the two sides of a comparison, as heads of columns and names of arms use them.

const CONTROLS: [&str; 35] = [
    "kontrolle",
    "kontrollgruppe",
    "kontroll",
    "témoin",
    "contrôle",
    "placebogroup",
    "controlgroup",
    "controlarm",
    "placeboarm",
    "c",
    "ctl",
    "ctrl",
    "ctr",
    "con",
    "cont",
    "contr",
    "control",
    "controls",
    "placebo",
    "pbo",
    "plac",
    "comparator",
    "comparison",
    "sham",
    "vehicle",
    "usualcare",
    "standardcare",
    "standardofcare",
    "notreatment",
    "untreated",
    "2",
    "0",
    "reference",
    "saline",
    "soc",
];

const EXPERIMENTALS: [&str; 19] = [
    "e",
    "exp",
    "exper",
    "experimental",
    "t",
    "trt",
    "tx",
    "treat",
    "treated",
    "treatment",
    "treatments",
    "intervention",
    "interventions",
    "int",
    "active",
    "activetreatment",
    "1",
    "drug",
    "test",
];

/// Whether a word or phrase (letters and digits in lower case) names a control arm.
#[must_use]
pub fn names_control(plain: &str) -> bool {
    CONTROLS.contains(&plain)
}

/// Whether a word or phrase (letters and digits in lower case) is a usual word for the experimental arm rather than a name.
#[must_use]
pub fn is_usual_experimental(plain: &str) -> bool {
    EXPERIMENTALS.contains(&plain)
}
