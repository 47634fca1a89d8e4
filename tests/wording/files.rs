use trialpool::read::{Refusal, archive, xml};
use trialpool::wording::files::{remedy, sentence};

use super::vocabulary::fault;

const REFUSALS: [Refusal; 35] = [
    Refusal::Empty,
    Refusal::Xml(xml::Fault::NotWellFormed { line: 12 }),
    Refusal::Xml(xml::Fault::CutOff),
    Refusal::Xml(xml::Fault::DocumentType),
    Refusal::Xml(xml::Fault::UnknownEncoding),
    Refusal::Xml(xml::Fault::TooDeep),
    Refusal::Xml(xml::Fault::TooManyAttributes),
    Refusal::Xml(xml::Fault::TooLong),
    Refusal::ForeignXml,
    Refusal::Archive(archive::Fault::Damaged),
    Refusal::Archive(archive::Fault::Encrypted),
    Refusal::Archive(archive::Fault::TooLarge),
    Refusal::Archive(archive::Fault::TooManyEntries),
    Refusal::Archive(archive::Fault::UnknownMethod),
    Refusal::Archive(archive::Fault::Swollen),
    Refusal::OtherArchive,
    Refusal::ArchivesTooDeep,
    Refusal::IncompletePackage,
    Refusal::EmptyWorkbook,
    Refusal::TooMuch,
    Refusal::DiagnosticReview,
    Refusal::OldWorkbook,
    Refusal::BinaryWorkbook,
    Refusal::EncryptedWorkbook,
    Refusal::WordDocument,
    Refusal::Presentation,
    Refusal::OtherOffice,
    Refusal::Pdf,
    Refusal::Image,
    Refusal::WebPage,
    Refusal::RichText,
    Refusal::Unknown,
    Refusal::Xml(xml::Fault::NotWellFormed { line: 1 }),
    Refusal::Xml(xml::Fault::NotWellFormed { line: 1_000_000 }),
    Refusal::Xml(xml::Fault::NotWellFormed { line: usize::MAX }),
];

#[test]
fn every_file_that_is_not_read_is_named_and_answered_with_what_to_do() {
    for refusal in REFUSALS {
        for text in [sentence(refusal), remedy(refusal).to_owned()] {
            assert_eq!(fault(&text), None);
            assert!(
                text.ends_with('.') && text.len() > 15,
                "{refusal:?}: {text}"
            );
        }
    }
    assert_eq!(
        sentence(Refusal::OldWorkbook),
        "It is a file of Excel before 2007, or of another old program."
    );
    assert_eq!(
        remedy(Refusal::OldWorkbook),
        "Open it and save it as a workbook (.xlsx) or as CSV."
    );
}
