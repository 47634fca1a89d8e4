//! What a file is, told by its content.

use serde::{Deserialize, Serialize};

use super::xml::Fault;

/// Why a file is not read. `wording` says what it is and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// XML that cannot be read.
    Xml(Fault),
    /// XML of no program that is known.
    ForeignXml,
    /// A review of diagnostic tests: its tables are not those of two arms.
    DiagnosticReview,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Xml(fault)
    }
}
