//! Tables of judgements: each file of `robvis/tables/` is read, and what was understood is compared with the snapshot of
//! its name in `robvis/expected/`. All judgements are invented.

use std::fmt::Write as _;
use std::fs;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use trialpool::data::{Judged, Judgement, Tool, TrialId};
use trialpool::read::robvis::{judgement, recognise, table};
use trialpool::wording::risk_of_bias as wording;

use super::{corpus, folder};

#[test]
fn every_table_of_judgements_is_understood_as_expected() {
    let files = corpus::files("robvis/tables");
    assert!(files.len() >= 16, "only {} tables", files.len());
    let found = files.iter().map(|path| {
        let found = description(&fs::read_to_string(path).expect("text"));
        (corpus::stem(path), found)
    });
    corpus::hold_to("robvis/expected", found);
}

fn description(text: &str) -> String {
    let read = match table(text) {
        Ok(read) => read,
        Err(problem) => return format!("{problem:?}\n"),
    };
    let mut described = format!(
        "{}, taken for judgements: {}\n",
        wording::tool(read.tool),
        recognise(text).is_some()
    );
    for domain in &read.domains {
        let _ = writeln!(described, "{}: {}", domain.short, domain.name);
    }
    for row in &read.rows {
        let domains: Vec<String> = row
            .assessment
            .domains
            .iter()
            .map(|judged| say(judged, read.tool))
            .collect();
        let _ = writeln!(
            described,
            "{} {}: {} | {}",
            row.line,
            row.trial,
            domains.join(", "),
            say(&row.assessment.overall, read.tool)
        );
    }
    for not_understood in &read.not_understood {
        let _ = writeln!(described, "? {not_understood:?}");
    }
    described
}

fn say(judged: &Judged, tool: Tool) -> String {
    let meaning = judged
        .judgement
        .map_or("–", |meaning| wording::judgement(meaning, tool));
    let mut said = meaning.to_owned();
    if judged.typed != meaning {
        let _ = write!(said, "<{}>", judged.typed);
    }
    if !judged.support.is_empty() {
        let _ = write!(said, " because {:?}", judged.support);
    }
    said
}

#[test]
fn a_lone_s_is_read_by_the_tool() {
    assert_eq!(judgement("S", Tool::RobinsI), Some(Judgement::Serious));
    assert_eq!(
        judgement("S", Tool::RiskOfBias2),
        Some(Judgement::SomeConcerns)
    );
    assert_eq!(judgement("se", Tool::RiskOfBias2), Some(Judgement::Serious));
    for typed in ["", " ", "no", "lowest", "3", "–", "-", "yes", "0.5"] {
        assert_eq!(judgement(typed, Tool::Other), None, "{typed:?}");
    }
}

#[test]
fn rows_are_given_to_trials_and_the_first_of_several_counts() {
    let text = fs::read_to_string(folder("robvis/tables").join("not_understood.csv"));
    let read = table(&text.expect("text")).expect("a table");
    let judged = read.of_trials(&[Some(TrialId(4)), None, Some(TrialId(4))]);
    assert_eq!(judged.tool, Tool::RiskOfBias2);
    assert_eq!(judged.domains.len(), 5);
    assert_eq!(judged.trials.len(), 1);
    let assessment = judged.trials.get(&TrialId(4)).expect("judged");
    assert_eq!(assessment.domains[0].judgement, Some(Judgement::Low));
    assert_eq!(assessment.domains[1].judgement, None);
    assert_eq!(assessment.domains[1].typed, "fine");
}

#[test]
fn a_table_of_numbers_is_not_taken_for_judgements() {
    for name in [
        "meta_package.csv",
        "metafor_cells.csv",
        "long_two_doses_one_control.csv",
    ] {
        let text = fs::read_to_string(folder("tables").join(name)).expect("a table");
        assert!(recognise(&text).is_none(), "{name}");
    }
}

const PIECES: [&str; 20] = [
    "Study",
    "D1",
    "D1b",
    "d2j",
    "rob.D3",
    "Overall",
    "Domain (judgement): X",
    "Domain (support): X",
    "Low",
    "s",
    "Some concerns",
    "m",
    "Very high",
    "NA",
    "",
    "?",
    "+",
    "12",
    "\"",
    "Allocation concealment",
];

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>(), tool in 0_usize..8) {
        let tools = [
            Tool::RiskOfBias1, Tool::RiskOfBias2, Tool::RiskOfBias2Cluster, Tool::RobinsI,
            Tool::RobinsE, Tool::Quadas2, Tool::Quips, Tool::Other,
        ];
        let _ = judgement(&text, tools[tool]);
        let _ = table(&text);
    }

    #[test]
    fn any_table_of_usual_pieces_is_read_without_panic_and_loses_no_row(
        rows in vec(vec(select(&PIECES[..]), 1..9), 1..9),
    ) {
        let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        if let Ok(read) = table(&lines.join("\n")) {
            for row in &read.rows {
                prop_assert_eq!(row.assessment.domains.len(), read.domains.len());
            }
            let trials: Vec<Option<TrialId>> = (0..).map(|id| Some(TrialId(id))).take(read.rows.len()).collect();
            prop_assert_eq!(read.of_trials(&trials).trials.len(), read.rows.len());
        }
    }
}
