//! The numbers of citations, which go through a whole report: a work has one number, given where it is cited first.

use crate::wording::references::Reference;
use crate::wording::tr;

/// The works that a report cites, in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbered {
    works: Vec<Reference>,
}

impl Numbered {
    /// The mark of a citation: "[1, 4]". Works that were not cited before get the next numbers.
    pub fn mark(&mut self, cited: &[Reference]) -> String {
        let numbers: Vec<String> = cited
            .iter()
            .map(|work| {
                let known = self.works.iter().position(|known| known == work);
                let place = known.unwrap_or_else(|| {
                    self.works.push(*work);
                    self.works.len() - 1
                });
                (place + 1).to_string()
            })
            .collect();
        format!("[{}]", numbers.join(", "))
    }

    /// The works with these numbers: the first has number 1.
    #[must_use]
    pub fn of(works: Vec<Reference>) -> Self {
        Self { works }
    }

    /// The works that were cited, in the order of their numbers.
    #[must_use]
    pub fn works(&self) -> &[Reference] {
        &self.works
    }

    /// The list of works, a line each: "1. Mantel N, Haenszel W. …".
    #[must_use]
    pub fn list(&self) -> Vec<String> {
        let works = (1..).zip(&self.works);
        works
            .map(|(number, work): (usize, _)| tr!("{number}. {}", work.work().text(), number))
            .collect()
    }
}
