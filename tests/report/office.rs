//! Documents of Word and workbooks of Excel: what is written reads back by another reader, the same input gives the same
//! bytes, and nothing that was typed runs or breaks out of its place.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use proptest::prelude::*;
use trialpool::analysis::{Prepared, Response};
use trialpool::data::{
    EditedParagraph, NumberKey, OutcomeId, Review, Sentence, Settings, Topic, WrittenNumber,
};
use trialpool::read::{Choices, Opened, Worksheet, examples, file};
use trialpool::report::{
    self, Answered, Block, CellValue, Contents, Manuscript, Picture, Sheet, Table, bibtex, cited,
    data_sheet, docx, manuscript, plain_text, ris, sheet, workbook,
};
use trialpool::wording::Locale;
use trialpool::wording::paragraphs::ReviewAnswers;
use trialpool::wording::references::Reference;

use super::answered;
use super::answers::outcome_answers;
use super::random_cases::cases;

/// The smallest picture: one pixel.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0xf8, 0x0f, 0, 1, 1, 1, 0, 0x1b, 0xb6, 0xee, 0x56, 0, 0, 0, 0, b'I', b'E',
    b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn with_answers<T>(
    review: &Review,
    settings: &Settings,
    tell: impl FnOnce(&ReviewAnswers<'_>, &[Answered<'_>]) -> T,
) -> T {
    let answers: Vec<(Prepared, Response)> = answered(review);
    let outcomes = outcome_answers(review, &answers);
    let of_report: Vec<Answered<'_>> = outcomes
        .iter()
        .map(|one| Answered {
            outcome: one.outcome,
            prepared: one.prepared,
            response: one.response,
        })
        .collect();
    let chosen = BTreeSet::new();
    let review = ReviewAnswers {
        review,
        settings,
        chosen: &chosen,
        outcomes: &outcomes,
        locale: Locale::DecimalPoint,
    };
    tell(&review, &of_report)
}

/// The whole report of a review, with a picture for each outcome.
fn whole(review: &Review, edited: &[EditedParagraph]) -> Manuscript {
    with_answers(review, &Settings::default(), |told, answered| {
        let picture = |caption: &str| Picture {
            caption: caption.to_owned(),
            png: PIXEL.to_vec(),
            width: 493.0,
            height: 300.0,
        };
        let ids = || answered.iter().map(|one| one.outcome.id);
        let tables = answered.iter().map(|one| {
            let table = report::outcome(
                review,
                one.outcome,
                one.prepared,
                one.response,
                Locale::DecimalPoint,
            );
            (one.outcome.id, table)
        });
        manuscript(
            told,
            Contents {
                edited,
                profile: vec![picture("Safety profile")],
                figures: ids().map(|id| (id, vec![picture("Forest plot")])).collect(),
                profile_table: Some(report::profile(review, answered, Locale::DecimalPoint)),
                tables: tables.collect::<BTreeMap<_, _>>(),
                ..Contents::default()
            },
        )
    })
}

fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

/// The texts of the runs of each paragraph of a document, after the style of the paragraph.
fn paragraphs(xml: &str) -> Vec<(String, String)> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut is_text = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found,
            Event::Start(start) if start.name().as_ref() == "w:p" => {
                found.push(Default::default());
            }
            Event::Start(start) if start.name().as_ref() == "w:t" => is_text = true,
            Event::End(end) if end.name().as_ref() == "w:t" => is_text = false,
            Event::Empty(empty) if empty.name().as_ref() == "w:pStyle" => {
                let style = empty.try_get_attribute("w:val").unwrap().unwrap();
                found.last_mut().unwrap().0 = style.value.into_owned();
            }
            Event::Text(text) if is_text => {
                found.last_mut().unwrap().1 += &*text;
            }
            Event::GeneralRef(name) if is_text => {
                let sign = match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    other => unreachable!("{other}"),
                };
                found.last_mut().unwrap().1.push(sign);
            }
            _ => {}
        }
    }
}

#[test]
fn a_document_has_headings_tables_pictures_and_references() {
    let review = examples::review("diuretics-in-pregnancy").unwrap();
    let manuscript = whole(&review, &[]);
    let bytes = docx(&manuscript).unwrap();
    let document = part(&bytes, "word/document.xml");
    let found = paragraphs(&document);
    let of_style = |style: &str| -> Vec<&str> {
        let found = found.iter().filter(|(known, _)| known == style);
        found.map(|(_, text)| text.as_str()).collect()
    };
    assert_eq!(of_style("Title"), [review.title.as_str()]);
    assert_eq!(
        of_style("Heading1"),
        ["Plain summary", "Methods", "Results", "References"]
    );
    assert_eq!(
        of_style("Heading2"),
        [
            "Trials and data",
            "Pooling",
            "Risk of bias and sensitivity",
            "All outcomes",
            "Pre-eclampsia",
            "Perinatal death",
            "Stillbirth",
            "Neonatal death"
        ]
    );
    assert_eq!(of_style("Caption").len(), 5);
    assert!(of_style("Caption")[0].starts_with("Figure 1. Safety profile."));
    assert_eq!(of_style("TableCaption").len(), 5);
    assert!(of_style("TableCaption")[1].starts_with("Table 2. Pre-eclampsia: risk ratio"));
    assert!(of_style("Bibliography")[0].starts_with("1. Viechtbauer W."));
    assert_eq!(document.matches("<w:tbl>").count(), 5);
    assert_eq!(document.matches("<pic:pic>").count(), 5);
    // Nine trials and the pooled rows of the first outcome: 291 events of 3,759 people.
    let cells = of_style("TableText");
    assert!(cells.contains(&"291") && cells.contains(&"3,759"));
    let names: Vec<String> = zip::ZipArchive::new(Cursor::new(&bytes))
        .unwrap()
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert_eq!(
        names
            .iter()
            .filter(|name| name.contains("media/image"))
            .count(),
        5
    );
    let relationships = part(&bytes, "word/_rels/document.xml.rels");
    for number in 1..=5 {
        let id = format!("rIdImage{number}\"");
        assert!(relationships.contains(&id) && document.contains(&id));
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let review = examples::review("mesenchymal-stromal-cells").unwrap();
    let bytes = || docx(&whole(&review, &[])).unwrap();
    assert_eq!(bytes(), bytes());
    let sheets = || vec![data_sheet("Data", &review)];
    assert_eq!(workbook("MSC", &sheets()), workbook("MSC", &sheets()));
}

#[test]
fn a_paragraph_written_by_hand_stands_in_the_document_with_what_moved_on() {
    let review = examples::review("bcg-vaccine").unwrap();
    let topic = Topic::Outcome(review.outcomes[0].id);
    let text = "The risk ratio was 0.50 [Xu and others 2021].\n\nIt was seen in 13 trials.";
    let edited = EditedParagraph {
        topic,
        text: text.to_owned(),
        numbers: vec![WrittenNumber {
            key: NumberKey {
                outcome: Some(review.outcomes[0].id),
                sentence: Sentence::Result,
                place: 4,
            },
            at: text.find("0.50").unwrap(),
            shown: "0.50".into(),
            known: "0.50".into(),
        }],
    };
    let manuscript = whole(&review, std::slice::from_ref(&edited));
    let mut blocks = manuscript.blocks.iter();
    let number = blocks
        .find_map(|block| match block {
            Block::Paragraph(text) if text.starts_with("The risk ratio was 0.50 [") => Some(text),
            _ => None,
        })
        .unwrap();
    assert!(number.ends_with("]."), "{number}");
    assert_eq!(
        blocks.next(),
        Some(&Block::Paragraph("It was seen in 13 trials.".into()))
    );
    assert_eq!(
        blocks.next(),
        Some(&Block::Remark(
            "Written by hand before the results changed: 0.50 became 0.49.".into()
        ))
    );
    let works = with_answers(&review, &Settings::default(), |told, _| {
        cited(told, std::slice::from_ref(&edited))
    });
    assert_eq!(works.last(), Some(&Reference::Xu2021));
    let references = |block: &&Block| matches!(block, Block::Reference(_));
    assert_eq!(
        manuscript.blocks.iter().filter(references).count(),
        works.len()
    );
}

#[test]
fn a_wide_table_lies_across_its_page() {
    let table = |columns: usize| Table {
        caption: "Wide".into(),
        columns: (0..columns)
            .map(|column| report::Column::of_names(format!("c{column}"), "c"))
            .collect(),
        rows: Vec::new(),
        notes: vec!["A note.".into()],
    };
    let manuscript = |columns: usize| Manuscript {
        title: "T".into(),
        blocks: vec![
            Block::Paragraph("Before.".into()),
            Block::Table(1, table(columns)),
            Block::Paragraph("After.".into()),
        ],
    };
    let across = |columns: usize| -> Vec<bool> {
        let document = part(&docx(&manuscript(columns)).unwrap(), "word/document.xml");
        let sizes = document.match_indices("<w:pgSz");
        let is_across = |(at, _): (usize, &str)| {
            let (size, _) = document[at..].split_once("/>").unwrap();
            size.contains("landscape")
        };
        sizes.map(is_across).collect()
    };
    // Between two parts that stand.
    assert_eq!(across(9), [false, true, false]);
    assert_eq!(across(8), [false]);
}

fn sheets_of(bytes: &[u8]) -> Vec<Worksheet> {
    match file(bytes) {
        Ok(Opened::Workbook(sheets)) => sheets,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_workbook_reads_back_as_it_was_written() {
    let review = examples::review("bcg-vaccine").unwrap();
    let data = data_sheet("Data", &review);
    let results = with_answers(&review, &Settings::default(), |_, answered| {
        sheet(
            "Results",
            &report::profile(&review, answered, Locale::DecimalPoint),
        )
    });
    let bytes = workbook("BCG", &[data.clone(), results]).unwrap();
    let read = sheets_of(&bytes);
    let names: Vec<&str> = read.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Data", "Results"]);
    let shown = |value: &CellValue| match value {
        CellValue::Text(text) => text.clone(),
        CellValue::Count(count) => count.to_string(),
        CellValue::Number(number) => number.to_string(),
    };
    assert_eq!(read[0].rows[0], data.heads);
    for (read, written) in read[0].rows[1..].iter().zip(&data.rows) {
        let written: Vec<String> = written.iter().map(shown).collect();
        assert_eq!(read[..], written[..read.len()]);
        assert!(written[read.len()..].iter().all(String::is_empty));
    }
    // The heads are those of the CSV file, and the estimate stands in full precision.
    let head = |name: &str| {
        read[1].rows[0]
            .iter()
            .position(|head| head == name)
            .unwrap()
    };
    let estimate: f64 = read[1].rows[1][head("estimate")].parse().unwrap();
    let expected = with_answers(&review, &Settings::default(), |_, answered| {
        let pooled = answered[0].response.pooled.as_ref();
        libm::exp(pooled.unwrap().interval.estimate)
    });
    assert!((estimate / expected - 1.0).abs() < 1e-14, "{estimate}");
    // And the first sheet is read as the review that it was written from.
    let again = trialpool::read::table(&read[0].text(), &Choices::default());
    assert_eq!(again.review.trials.len(), review.trials.len());
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn whatever_was_typed_stays_text(cells in prop::collection::vec("[=+@\\-]?\\PC{0,12}", 1..6), name in "\\PC{0,40}") {
        let row: Vec<CellValue> = cells.iter().cloned().map(CellValue::Text).collect();
        let sheets = [
            Sheet { name: name.clone(), heads: vec!["a".into()], rows: vec![row], notes: Vec::new() },
            Sheet { name, heads: Vec::new(), rows: vec![vec![CellValue::Text("x".into())]], notes: Vec::new() },
        ];
        let bytes = workbook("t", &sheets).unwrap();
        let xml = part(&bytes, "xl/worksheets/sheet1.xml");
        prop_assert!(!xml.contains("<f>"));
        let read = sheets_of(&bytes);
        prop_assert_eq!(read.len(), 2);
        let row = read[0].rows.get(1).cloned().unwrap_or_default();
        for (place, cell) in cells.iter().enumerate() {
            let got = row.get(place).map_or("", String::as_str);
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(plain(got), plain(cell));
        }
    }

    #[test]
    fn a_document_holds_any_text(text in "\\PC{0,40}", control in any::<char>()) {
        let text = format!("{text}{control}<&\">");
        let manuscript = Manuscript {
            title: text.clone(),
            blocks: vec![
                Block::Paragraph(text.clone()),
                Block::Figure(1, Picture { caption: text.clone(), png: PIXEL.to_vec(), width: f64::NAN, height: 1e9 }),
            ],
        };
        let bytes = docx(&manuscript).unwrap();
        let found = paragraphs(&part(&bytes, "word/document.xml"));
        let plain = |text: &str| text.chars().filter(|letter| !letter.is_control() && !letter.is_whitespace() && !matches!(letter, '\u{fffe}' | '\u{ffff}')).collect::<String>();
        prop_assert_eq!(plain(&found[0].1), plain(&text));
    }
}

#[test]
fn an_empty_review_makes_a_document_and_no_sheet_makes_no_workbook() {
    let review = Review::default();
    let bytes = docx(&whole(&review, &[])).unwrap();
    let found = paragraphs(&part(&bytes, "word/document.xml"));
    assert_eq!(found[0], ("Title".to_owned(), "Review".to_owned()));
    assert!(workbook("t", &[data_sheet("Data", &review)]).is_ok());
}

#[test]
fn numbers_that_may_be_names_stay_text() {
    let mut review = examples::review("bcg-vaccine").unwrap();
    std::sync::Arc::make_mut(&mut review.trials[0]).name = "2020".into();
    std::sync::Arc::make_mut(&mut review.trials[1]).name = "=1+1".into();
    let sheet = data_sheet("Data", &review);
    assert_eq!(sheet.rows[0][0], CellValue::Text("2020".into()));
    assert_eq!(sheet.rows[1][0], CellValue::Text("=1+1".into()));
    assert_eq!(sheet.rows[0][3], CellValue::Number(4.0));
}

#[test]
fn references_are_written_for_programs_that_keep_them() {
    let works = [
        Reference::MantelHaenszel1959,
        Reference::Handbook2019,
        Reference::Sterne2019,
    ];
    insta::assert_snapshot!("references_as_bibtex", bibtex(&works));
    insta::assert_snapshot!("references_as_ris", ris(&works).replace("\r\n", "\n"));
}

#[test]
fn the_text_for_the_clipboard_holds_what_was_chosen_with_its_works() {
    let review = examples::review("bcg-vaccine").unwrap();
    let text = with_answers(&review, &Settings::default(), |told, _| {
        plain_text(told, &[], |topic| topic == Topic::Pooling)
    });
    assert!(text.starts_with("Pooling\nTuberculosis was pooled as risk ratios by random effects"));
    assert!(text.contains("\n\nReferences\n1. Viechtbauer W. Bias"));
    let outcome = OutcomeId(99);
    let none = with_answers(&review, &Settings::default(), |told, _| {
        plain_text(told, &[], |topic| topic == Topic::Outcome(outcome))
    });
    assert_eq!(none, "\n");
}
