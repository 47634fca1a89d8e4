//! Usual words for the two sides of a comparison, as heads of columns and names of arms use them.

const CONTROLS: [&str; 51] = [
    "对照",
    "对照组",
    "安慰剂",
    "安慰剂组",
    "空白对照",
    "空白对照组",
    "安慰剂对照组",
    "阳性对照组",
    "阴性对照组",
    "常规治疗",
    "常规治疗组",
    "标准治疗",
    "标准治疗组",
    "常规护理组",
    "假手术组",
    "参照组",
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

const EXPERIMENTALS: [&str; 25] = [
    "试验组",
    "实验组",
    "治疗组",
    "干预组",
    "观察组",
    "研究组",
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
