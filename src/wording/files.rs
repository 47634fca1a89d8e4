//! Files that are not read: what they are, and what to do instead.

use crate::read::Refusal;
use crate::read::xml::Fault;

/// What a file is, or what is wrong with it.
#[must_use]
pub fn sentence(refusal: Refusal) -> String {
    let text = match refusal {
        Refusal::Xml(Fault::NotWellFormed { line }) => {
            return format!("The file is damaged: line {line} breaks a rule of XML.");
        }
        Refusal::Xml(Fault::CutOff) => "The file is cut off: its end is missing.",
        Refusal::Xml(Fault::DocumentType) => {
            "The file declares a document type or entities of its own, which are not read."
        }
        Refusal::Xml(Fault::UnknownEncoding) => {
            "The file is written in a character encoding that is not known here."
        }
        Refusal::Xml(Fault::TooDeep | Fault::TooManyAttributes) => {
            "The file is built unlike any that RevMan or a spreadsheet writes."
        }
        Refusal::Xml(Fault::TooLong) => "The file is larger than is read.",
        Refusal::ForeignXml => "The file is XML, but not of RevMan.",
        Refusal::DiagnosticReview => {
            "The file holds a review of diagnostic tests, whose tables are not those of two arms."
        }
    };
    text.to_owned()
}

/// What to do about it.
#[must_use]
pub fn remedy(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Xml(Fault::CutOff) => "Download or copy it again, whole.",
        Refusal::Xml(Fault::UnknownEncoding) => "Save it again as UTF-8.",
        Refusal::Xml(Fault::TooLong) => "Save only the part that is needed.",
        Refusal::Xml(_) => "Save it again from the program that made it.",
        Refusal::ForeignXml => "Save its table as CSV, or copy it from a spreadsheet and paste it.",
        Refusal::DiagnosticReview => "Open a review of interventions.",
    }
}
