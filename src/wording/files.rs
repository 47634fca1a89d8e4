//! Files that are not read: what they are, and what to do instead.

use crate::read::Refusal;
use crate::read::archive::Fault as ArchiveFault;
use crate::read::xml::Fault as XmlFault;
use crate::wording::{Text, translate};
use tr::tr;

/// What a file is, or what is wrong with it.
#[must_use]
pub fn sentence(refusal: Refusal) -> String {
    if let Refusal::Xml(XmlFault::NotWellFormed { line }) = refusal {
        return tr!(
            "The file is damaged: its line {line} is not XML as it should be.",
            line
        );
    }
    words(refusal).0.to_owned()
}

/// What to do about it.
#[must_use]
pub fn remedy(refusal: Refusal) -> &'static str {
    words(refusal).1
}

const SAVE_AGAIN: Text = Text("Save it again from the program that made it.");
const DOWNLOAD_AGAIN: Text = Text("Download or copy it again, whole.");
const SAVE_AS_WORKBOOK: Text = Text("Open it and save it as a workbook (.xlsx) or as CSV.");
const COPY_TABLE: Text = Text("Copy the table out of it and paste it here.");

fn words(refusal: Refusal) -> (&'static str, &'static str) {
    match refusal {
        Refusal::Empty => (
            translate("The file is empty."),
            translate("Choose another file."),
        ),
        Refusal::Xml(XmlFault::CutOff) => (
            translate("The file is cut off: its end is missing."),
            DOWNLOAD_AGAIN.text(),
        ),
        Refusal::Xml(XmlFault::DocumentType) => (
            translate(
                "The file declares a document type or entities of its own, which are not read.",
            ),
            SAVE_AGAIN.text(),
        ),
        Refusal::Xml(XmlFault::UnknownEncoding) => (
            translate("The file is written in a character encoding that is not known here."),
            translate("Save it again as UTF-8."),
        ),
        Refusal::Xml(XmlFault::TooLong) | Refusal::TooMuch => (
            translate("The file holds more than is read."),
            translate("Save only the part that is needed."),
        ),
        Refusal::TooManyRows => (
            translate("The table has more than 100,000 rows, which is more than is read."),
            translate("Save only the rows that are needed."),
        ),
        Refusal::TooManyCharacters => (
            translate("The text is longer than 20 million characters, which is more than is read."),
            translate("Save only the part that is needed."),
        ),
        Refusal::Xml(_) => (
            translate("The file is XML, but built unlike any that RevMan or a spreadsheet writes."),
            SAVE_AGAIN.text(),
        ),
        Refusal::ForeignXml => (
            translate("The file is XML, but not a review of RevMan."),
            translate("Save its table as CSV."),
        ),
        Refusal::Archive(ArchiveFault::Damaged) => (
            translate("The zip file is damaged or cut off."),
            DOWNLOAD_AGAIN.text(),
        ),
        Refusal::Archive(ArchiveFault::Encrypted) | Refusal::EncryptedWorkbook => (
            translate("The file is locked by a password."),
            translate("Open it, remove the password, and save it."),
        ),
        Refusal::Archive(ArchiveFault::Swollen) => (
            translate("The zip file says of itself that it unpacks to more than it can."),
            DOWNLOAD_AGAIN.text(),
        ),
        Refusal::Archive(ArchiveFault::TooLarge | ArchiveFault::TooManyEntries) => (
            translate("The zip file is larger than is read."),
            translate("Unpack it, and choose the file with the data."),
        ),
        Refusal::Archive(ArchiveFault::UnknownMethod) => (
            translate("The zip file is packed in a way that is not known here."),
            translate("Unpack it, and choose the file with the data."),
        ),
        Refusal::OtherArchive | Refusal::ArchivesTooDeep => (
            translate("The file is an archive, and it cannot be told which of its files is meant."),
            translate("Unpack it, and choose the file with the data."),
        ),
        Refusal::IncompletePackage => (
            translate(
                "A file that belongs to it is missing: the workbook or data package is not whole.",
            ),
            DOWNLOAD_AGAIN.text(),
        ),
        Refusal::EmptyWorkbook => (
            translate("No sheet of the workbook that is shown has a filled cell."),
            translate("Choose another file, or show the sheet and save it."),
        ),
        Refusal::DiagnosticReview => (
            translate(
                "It is a review of diagnostic tests, whose tables are not those of two arms.",
            ),
            translate("Choose a review of interventions."),
        ),
        Refusal::OldWorkbook => (
            translate("It is a file of Excel before 2007, or of another old program."),
            SAVE_AS_WORKBOOK.text(),
        ),
        Refusal::BinaryWorkbook => (
            translate("It is a workbook in Excel’s binary form."),
            SAVE_AS_WORKBOOK.text(),
        ),
        Refusal::WordDocument => (translate("It is a document of Word."), COPY_TABLE.text()),
        Refusal::Presentation => (translate("It is a presentation."), COPY_TABLE.text()),
        Refusal::OtherOffice => (
            translate("It is a document of LibreOffice or of Apple’s programs."),
            SAVE_AS_WORKBOOK.text(),
        ),
        Refusal::Pdf => (
            translate("It is a PDF, in which a table is only drawn."),
            COPY_TABLE.text(),
        ),
        Refusal::Image => (
            translate("It is a picture."),
            translate("Type the numbers, or paste them as text."),
        ),
        Refusal::WebPage => (translate("It is a page of the web."), COPY_TABLE.text()),
        Refusal::RichText => (translate("It is text with formats."), COPY_TABLE.text()),
        Refusal::Unknown => (
            translate("It is no text, and no file of a kind that is known here."),
            translate("Save its table as a workbook (.xlsx) or as CSV."),
        ),
    }
}
