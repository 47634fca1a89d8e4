//! Files that are not read: what they are, and what to do instead.

use crate::read::Refusal;
use crate::read::archive::Fault as ArchiveFault;
use crate::read::xml::Fault as XmlFault;

/// What a file is, or what is wrong with it.
#[must_use]
pub fn sentence(refusal: Refusal) -> String {
    if let Refusal::Xml(XmlFault::NotWellFormed { line }) = refusal {
        return format!("The file is damaged: its line {line} is not XML as it should be.");
    }
    words(refusal).0.to_owned()
}

/// What to do about it.
#[must_use]
pub fn remedy(refusal: Refusal) -> &'static str {
    words(refusal).1
}

const SAVE_AGAIN: &str = "Save it again from the program that made it.";
const DOWNLOAD_AGAIN: &str = "Download or copy it again, whole.";
const SAVE_AS_WORKBOOK: &str = "Open it and save it as a workbook (.xlsx) or as CSV.";
const COPY_TABLE: &str = "Copy the table out of it and paste it here.";

fn words(refusal: Refusal) -> (&'static str, &'static str) {
    match refusal {
        Refusal::Empty => ("The file is empty.", "Choose another file."),
        Refusal::Xml(XmlFault::CutOff) => {
            ("The file is cut off: its end is missing.", DOWNLOAD_AGAIN)
        }
        Refusal::Xml(XmlFault::DocumentType) => (
            "The file declares a document type or entities of its own, which are not read.",
            SAVE_AGAIN,
        ),
        Refusal::Xml(XmlFault::UnknownEncoding) => (
            "The file is written in a character encoding that is not known here.",
            "Save it again as UTF-8.",
        ),
        Refusal::Xml(XmlFault::TooLong) | Refusal::TooMuch => (
            "The file holds more than is read.",
            "Save only the part that is needed.",
        ),
        Refusal::TooManyRows => (
            "The table has more than 100,000 rows, which is more than is read.",
            "Save only the rows that are needed.",
        ),
        Refusal::TooManyCharacters => (
            "The text is longer than 20 million characters, which is more than is read.",
            "Save only the part that is needed.",
        ),
        Refusal::Xml(_) => (
            "The file is XML, but built unlike any that RevMan or a spreadsheet writes.",
            SAVE_AGAIN,
        ),
        Refusal::ForeignXml => (
            "The file is XML, but not a review of RevMan.",
            "Save its table as CSV.",
        ),
        Refusal::Archive(ArchiveFault::Damaged) => {
            ("The zip file is damaged or cut off.", DOWNLOAD_AGAIN)
        }
        Refusal::Archive(ArchiveFault::Encrypted) | Refusal::EncryptedWorkbook => (
            "The file is locked by a password.",
            "Open it, remove the password, and save it.",
        ),
        Refusal::Archive(ArchiveFault::Swollen) => (
            "The zip file says of itself that it unpacks to more than it can.",
            DOWNLOAD_AGAIN,
        ),
        Refusal::Archive(ArchiveFault::TooLarge | ArchiveFault::TooManyEntries) => (
            "The zip file is larger than is read.",
            "Unpack it, and choose the file with the data.",
        ),
        Refusal::Archive(ArchiveFault::UnknownMethod) => (
            "The zip file is packed in a way that is not known here.",
            "Unpack it, and choose the file with the data.",
        ),
        Refusal::OtherArchive | Refusal::ArchivesTooDeep => (
            "The file is an archive, and it cannot be told which of its files is meant.",
            "Unpack it, and choose the file with the data.",
        ),
        Refusal::IncompletePackage => (
            "A file that belongs to it is missing: the workbook or data package is not whole.",
            DOWNLOAD_AGAIN,
        ),
        Refusal::EmptyWorkbook => (
            "No sheet of the workbook that is shown has a filled cell.",
            "Choose another file, or show the sheet and save it.",
        ),
        Refusal::DiagnosticReview => (
            "It is a review of diagnostic tests, whose tables are not those of two arms.",
            "Choose a review of interventions.",
        ),
        Refusal::OldWorkbook => (
            "It is a file of Excel before 2007, or of another old program.",
            SAVE_AS_WORKBOOK,
        ),
        Refusal::BinaryWorkbook => ("It is a workbook in Excel’s binary form.", SAVE_AS_WORKBOOK),
        Refusal::WordDocument => ("It is a document of Word.", COPY_TABLE),
        Refusal::Presentation => ("It is a presentation.", COPY_TABLE),
        Refusal::OtherOffice => (
            "It is a document of LibreOffice or of Apple’s programs.",
            SAVE_AS_WORKBOOK,
        ),
        Refusal::Pdf => ("It is a PDF, in which a table is only drawn.", COPY_TABLE),
        Refusal::Image => (
            "It is a picture.",
            "Type the numbers, or paste them as text.",
        ),
        Refusal::WebPage => ("It is a page of the web.", COPY_TABLE),
        Refusal::RichText => ("It is text with formats.", COPY_TABLE),
        Refusal::Unknown => (
            "It is no text, and no file of a kind that is known here.",
            "Save its table as a workbook (.xlsx) or as CSV.",
        ),
    }
}
