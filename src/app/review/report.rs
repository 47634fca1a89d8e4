//! The report as the parts of its view share it.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::app::state::Shared;
use crate::data::{OutcomeId, Topic};
use crate::wording::paragraphs::Paragraph;
use crate::wording::references::Reference;

/// The report of the review as it is now.
#[derive(Clone, Copy)]
pub struct Report {
    /// Its paragraphs.
    pub paragraphs: Memo<Shared<Vec<Paragraph>>>,
    /// The works that what is shown of it cites, in the order of their numbers.
    pub works: Memo<Vec<Reference>>,
    /// The addresses of the outcomes.
    pub addresses: Memo<BTreeMap<OutcomeId, String>>,
}

impl Report {
    /// The paragraph of a topic.
    pub fn of(self, topic: Topic) -> Option<Paragraph> {
        self.paragraphs
            .with(|all| all.iter().find(|one| one.topic == topic).cloned())
    }
}
