//! Files as programs write them, with invented data, and what becomes of them.
//!
//! Each file of `tests/reading/files/` is read, and what was understood, or why it was refused, is compared with the
//! snapshot of its name in `tests/reading/files/expected/`.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use trialpool::data::StoredResult;
use trialpool::read::archive::Fault;
use trialpool::read::{Import, Opened, Refusal, Worksheet, file, table};

use super::workbooks::zipped;
use super::{
    corpus, describe_problem, describe_review, description as describe_table, entry, folder,
};

/// The bytes of a file of the corpus.
pub(super) fn bytes_of(name: &str) -> Vec<u8> {
    fs::read(folder("files").join(name)).expect("a file of the corpus")
}

/// The review that a file of the corpus holds.
pub(super) fn import_of(name: &str) -> Import {
    match file(&bytes_of(name)) {
        Ok(Opened::Review(import)) => *import,
        other => panic!("{name} is no review: {other:?}"),
    }
}

#[test]
fn every_file_of_the_corpus_is_understood_or_refused_as_expected() {
    let files = corpus::files("files");
    assert!(files.len() >= 38, "only {} files", files.len());
    let found = files.iter().map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy();
        let found = description(&file(&bytes_of(&name)));
        (name.into_owned(), found)
    });
    corpus::hold_to("files/expected", found);
}

/// What was understood, or why nothing was.
fn description(found: &Result<Opened, Refusal>) -> String {
    match found {
        Ok(Opened::Review(import)) => describe_import(import),
        Ok(Opened::Workbook(worksheets)) => worksheets.iter().map(describe_worksheet).collect(),
        Ok(Opened::Text(text, encoding)) => format!("{encoding:?} {text:?}\n"),
        Ok(Opened::Json(text)) => format!("JSON {text:?}\n"),
        Err(refusal) => format!("{refusal:?}\n"),
    }
}

/// The text of a worksheet, and what is read of it.
fn describe_worksheet(worksheet: &Worksheet) -> String {
    let text = worksheet.text();
    let reading = table(&text, &Worksheet::choices());
    format!("{:?}\n{text}{}", worksheet.name, describe_table(&reading))
}

fn describe_import(import: &Import) -> String {
    let mut text = String::new();
    describe_review(&import.review, &mut text);
    for outcome in &import.review.outcomes {
        let _ = write!(text, "= {}", outcome.name);
        if let Some(plan) = import.plans.get(&outcome.id) {
            let _ = write!(
                text,
                ": {:?} {:?} {:?} {:?}",
                plan.measure, plan.method, plan.interval, plan.correction
            );
        }
        if !outcome.note.is_empty() {
            let _ = write!(text, " [{}]", outcome.note);
        }
        text.push('\n');
        let of_outcome = |stored: &&StoredResult| stored.outcome == outcome.id;
        for stored in import.stored.iter().filter(of_outcome) {
            if let Some(subgroup) = &stored.subgroup {
                let _ = writeln!(
                    text,
                    "  in {:?}, {} trials:",
                    subgroup.name,
                    subgroup.trials.len()
                );
            }
            for (number, value) in &stored.numbers {
                let _ = writeln!(text, "    {number:?} {}", entry(value));
            }
        }
    }
    if let Some(judged) = &import.review.risk_of_bias {
        let _ = writeln!(text, "{:?}", judged.tool);
        for domain in &judged.domains {
            let _ = writeln!(text, "{}: {}", domain.short, domain.name);
        }
        for (trial, assessment) in &judged.trials {
            let name = import.review.trial(*trial).map(|trial| &trial.name);
            let _ = write!(text, "* {}:", name.expect("a trial"));
            for judged in assessment.domains.iter().chain([&assessment.overall]) {
                let _ = write!(text, " {:?}<{}>", judged.judgement, judged.typed);
                if !judged.support.is_empty() {
                    let _ = write!(text, " [{}]", judged.support);
                }
            }
            text.push('\n');
        }
    }
    for problem in &import.problems {
        let _ = writeln!(text, "! {}", describe_problem(problem));
    }
    text
}

#[test]
fn the_encoding_of_a_file_makes_no_difference() {
    assert_eq!(import_of("review.rm5"), import_of("review-utf16.rm5"));
}

#[test]
fn a_workbook_is_the_same_packed_or_not() {
    assert_eq!(
        file(&bytes_of("workbook.xlsx")),
        file(&bytes_of("workbook-stored.xlsx"))
    );
}

#[test]
fn a_review_its_data_package_and_its_export_hold_the_same_trials() {
    let [review, package, export] = ["review.rm5", "package-1.zip", "export.csv"].map(import_of);
    let reported = |import: &Import| -> Vec<String> {
        let mut lines: Vec<String> = describe_import(import)
            .lines()
            .filter(|line| line.starts_with("    Drug against placebo"))
            .map(str::to_owned)
            .collect();
        lines.sort();
        lines
    };
    assert_eq!(reported(&review), reported(&package));
    // The export has no outcomes of subgroups without a total, and names ratios where the review names logarithms.
    let in_both =
        |line: &String| !line.contains("Adverse events: ") && !line.contains("Progression: ");
    let [review, export] = [review, export].map(|import| {
        let mut lines = reported(&import);
        lines.retain(in_both);
        lines
    });
    assert_eq!(review, export);
}

#[test]
fn a_million_nested_tags_are_refused_at_once() {
    let nested = format!("<COCHRANE_REVIEW>{}", "<P>".repeat(1_000_000));
    assert_eq!(
        file(nested.as_bytes()),
        Err(Refusal::Xml(trialpool::read::xml::Fault::TooDeep))
    );
}

#[test]
fn a_shared_text_that_every_cell_repeats_does_not_fill_the_memory() {
    let long = "long ".repeat(20_000);
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(1_900);
    let rows: String = std::iter::repeat_n(format!("<row>{cells}</row>"), 3).collect();
    let parts = [
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name='A' r:id='1'/></sheets></workbook>".to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='1' Target='worksheets/a.xml'/></Relationships>"
                .to_owned(),
        ),
        (
            "xl/sharedStrings.xml",
            format!("<sst><si><t>{long}</t></si></sst>"),
        ),
        (
            "xl/worksheets/a.xml",
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
    assert_eq!(file(&zipped(&parts)), Err(Refusal::TooMuch));
}

#[test]
fn an_archive_of_more_files_than_any_program_writes_is_refused() {
    let names: Vec<String> = (0..65_536).map(|number| number.to_string()).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let refused = |count: usize| file(&zipped(&files[..count])).err();
    assert_eq!(refused(5_000), Some(Refusal::OtherArchive));
    let too_many = Refusal::Archive(Fault::TooManyEntries);
    assert_eq!(refused(5_001), Some(too_many));
    // Beyond 65,535 files the directory is of the form for large archives.
    let too_large = Refusal::Archive(Fault::TooLarge);
    assert_eq!(refused(65_536), Some(too_large));
}

/// The files of the corpus that hold something, and what changing them must not bring about.
const FILES: [&str; 6] = [
    "export.csv",
    "review.rm5",
    "package-1.zip",
    "package-2.zip",
    "workbook-stored.xlsx",
    "workbook-stored.ods",
];

proptest! {
    #[test]
    fn any_bytes_are_opened_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = file(&bytes);
    }

    #[test]
    fn any_bytes_behind_the_beginning_of_an_archive_are_opened_without_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut archive = b"PK\x03\x04".to_vec();
        archive.extend(bytes);
        archive.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\0\0");
        let _ = file(&archive);
    }

    #[test]
    fn a_file_with_bytes_gone_wrong_is_opened_without_panic(
        name in prop::sample::select(&FILES[..]),
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = bytes_of(name);
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = file(&bytes);
    }

    #[test]
    fn any_pieces_of_a_review_are_read_without_panic(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40),
    ) {
        let text = format!("<COCHRANE_REVIEW>{}</COCHRANE_REVIEW>", pieces.concat());
        let _ = file(text.as_bytes());
    }
}

/// Pieces of reviews, so that random ones get past the first look.
const PIECES: [&str; 18] = [
    "<COMPARISON>",
    "</COMPARISON>",
    "<DICH_OUTCOME EFFECT_MEASURE='OR' METHOD='MH' TOTALS='SUB' CI_START='1' CI_END='2' EFFECT_SIZE='1.5'>",
    "<DICH_OUTCOME EFFECT_MEASURE='RR' SWAP_EVENTS='YES'>",
    "</DICH_OUTCOME>",
    "<CONT_OUTCOME EFFECT_MEASURE='SMD' RANDOM='YES'>",
    "</CONT_OUTCOME>",
    "<IPD_OUTCOME>",
    "</IPD_OUTCOME>",
    "<DICH_SUBGROUP>",
    "</DICH_SUBGROUP>",
    "<NAME>Name</NAME>",
    "<DICH_DATA STUDY_ID='A' EVENTS_1='3' TOTAL_1='2' EVENTS_2='1' TOTAL_2='9'/>",
    "<CONT_DATA STUDY_ID='B' MEAN_1='-1.5' SD_1='x'/>",
    "<IPD_DATA STUDY_ID='A' O_E='1.2' VAR='0'/>",
    "<INCLUDED_STUDIES><STUDY ID='A' NAME='' YEAR='20'/></INCLUDED_STUDIES>",
    "<QUALITY_ITEM><NAME>D</NAME><QUALITY_ITEM_DATA_ENTRY STUDY_ID='A' RESULT='YES'/></QUALITY_ITEM>",
    "<GROUP_LABEL_1>Drug</GROUP_LABEL_1>",
];
