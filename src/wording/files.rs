//! Files that are not read: what they are, and what to do instead.

use super::{Text, tr};
use crate::read::Refusal;
use crate::read::archive::Fault as ArchiveFault;
use crate::read::xml::Fault as XmlFault;

/// What a file is, or what is wrong with it.
#[must_use]
pub fn sentence(refusal: Refusal) -> String {
    if let Refusal::Xml(XmlFault::NotWellFormed { line }) = refusal {
        return tr!(
            "The file is damaged: its line {line} is not XML as it should be.",
            line
        );
    }
    words(refusal).0.text().to_owned()
}

/// What to do about it.
#[must_use]
pub fn remedy(refusal: Refusal) -> &'static str {
    words(refusal).1.text()
}

const SAVE_AGAIN: Text = Text("Save it again from the program that made it.");
const DOWNLOAD_AGAIN: Text = Text("Download or copy it again, whole.");
const SAVE_AS_WORKBOOK: Text = Text("Open it and save it as a workbook (.xlsx) or as CSV.");
const COPY_TABLE: Text = Text("Copy the table out of it and paste it here.");

fn words(refusal: Refusal) -> (Text, Text) {
    match refusal {
        Refusal::Empty => (Text("The file is empty."), Text("Choose another file.")),
        Refusal::Xml(XmlFault::CutOff) => (
            Text("The file is cut off: its end is missing."),
            DOWNLOAD_AGAIN,
        ),
        Refusal::Xml(XmlFault::DocumentType) => (
            Text("The file declares a document type or entities of its own, which are not read."),
            SAVE_AGAIN,
        ),
        Refusal::Xml(XmlFault::UnknownEncoding) => (
            Text("The file is written in a character encoding that is not known here."),
            Text("Save it again as UTF-8."),
        ),
        Refusal::Xml(XmlFault::TooLong) | Refusal::TooMuch => (
            Text("The file holds more than is read."),
            Text("Save only the part that is needed."),
        ),
        Refusal::TooManyRows => (
            Text("The table has more than 100,000 rows, which is more than is read."),
            Text("Save only the rows that are needed."),
        ),
        Refusal::TooManyCharacters => (
            Text("The text is longer than 20 million characters, which is more than is read."),
            Text("Save only the part that is needed."),
        ),
        Refusal::Xml(_) => (
            Text("The file is XML, but built unlike any that RevMan or a spreadsheet writes."),
            SAVE_AGAIN,
        ),
        Refusal::ForeignXml => (
            Text("The file is XML, but not a review of RevMan."),
            Text("Save its table as CSV."),
        ),
        Refusal::Archive(ArchiveFault::Damaged) => {
            (Text("The zip file is damaged or cut off."), DOWNLOAD_AGAIN)
        }
        Refusal::Archive(ArchiveFault::Encrypted) | Refusal::EncryptedWorkbook => (
            Text("The file is locked by a password."),
            Text("Open it, remove the password, and save it."),
        ),
        Refusal::Archive(ArchiveFault::Swollen) => (
            Text("The zip file says of itself that it unpacks to more than it can."),
            DOWNLOAD_AGAIN,
        ),
        Refusal::Archive(ArchiveFault::TooLarge | ArchiveFault::TooManyEntries) => (
            Text("The zip file is larger than is read."),
            Text("Unpack it, and choose the file with the data."),
        ),
        Refusal::Archive(ArchiveFault::UnknownMethod) => (
            Text("The zip file is packed in a way that is not known here."),
            Text("Unpack it, and choose the file with the data."),
        ),
        Refusal::OtherArchive | Refusal::ArchivesTooDeep => (
            Text("The file is an archive, and it cannot be told which of its files is meant."),
            Text("Unpack it, and choose the file with the data."),
        ),
        Refusal::IncompletePackage => (
            Text(
                "A file that belongs to it is missing: the workbook or data package is not whole.",
            ),
            DOWNLOAD_AGAIN,
        ),
        Refusal::EmptyWorkbook => (
            Text("No sheet of the workbook that is shown has a filled cell."),
            Text("Choose another file, or show the sheet and save it."),
        ),
        Refusal::DiagnosticReview => (
            Text("It is a review of diagnostic tests, whose tables are not those of two arms."),
            Text("Choose a review of interventions."),
        ),
        Refusal::OldWorkbook => (
            Text("It is a file of Excel before 2007, or of another old program."),
            SAVE_AS_WORKBOOK,
        ),
        Refusal::BinaryWorkbook => (
            Text("It is a workbook in Excel’s binary form."),
            SAVE_AS_WORKBOOK,
        ),
        Refusal::WordDocument => (Text("It is a document of Word."), COPY_TABLE),
        Refusal::Presentation => (Text("It is a presentation."), COPY_TABLE),
        Refusal::OtherOffice => (
            Text("It is a document of LibreOffice or of Apple’s programs."),
            SAVE_AS_WORKBOOK,
        ),
        Refusal::Pdf => (
            Text("It is a PDF, in which a table is only drawn."),
            COPY_TABLE,
        ),
        Refusal::Image => (
            Text("It is a picture."),
            Text("Type the numbers, or paste them as text."),
        ),
        Refusal::WebPage => (Text("It is a page of the web."), COPY_TABLE),
        Refusal::RichText => (Text("It is text with formats."), COPY_TABLE),
        Refusal::Unknown => (
            Text("It is no text, and no file of a kind that is known here."),
            Text("Save its table as a workbook (.xlsx) or as CSV."),
        ),
    }
}
