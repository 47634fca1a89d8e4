//! Reads a table of pooled results that other reviews published: one row a result, columns by their heads.

use std::collections::BTreeMap;

use super::delimited;
use super::entry;
use super::number::Decimal;
use crate::data::{EarlierResult, EarlierReview, Entry, ProblemKind, State};

/// Why a text is no table of published results.
#[derive(Clone, Debug, PartialEq)]
pub enum NoEarlier {
    /// It is no table, or larger than what is read.
    NoTable(ProblemKind),
    /// No column says what was pooled.
    NoOutcome,
    /// No column holds estimates.
    NoEstimate,
    /// There is nothing beneath the heads.
    NoRows,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Review,
    Source,
    Outcome,
    Measure,
    Trials,
    Included,
    Estimate,
    Lower,
    Upper,
    ISquared,
    Note,
}

impl Part {
    /// What a head means, spaces and punctuation aside.
    fn of(head: &str) -> Option<Self> {
        let letters: String = head
            .chars()
            .filter(|character| character.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        Some(match letters.as_str() {
            "review" | "study" | "author" | "metaanalysis" => Self::Review,
            "source" | "reference" | "seenat" | "journal" => Self::Source,
            "outcome" | "event" | "adverseevent" | "term" => Self::Outcome,
            "measure" | "effectmeasure" | "sm" => Self::Measure,
            "trials" | "koutcome" | "k" | "studies" | "trialsreporting" => Self::Trials,
            "included" | "kreview" | "trialsincluded" | "of" => Self::Included,
            "estimate" | "est" | "effect" | "rr" | "or" | "pooled" | "rr95ci" | "or95ci"
            | "estimate95ci" | "effect95ci" => Self::Estimate,
            "lower" | "cilo" | "cilower" | "lowerlimit" | "lci" | "cilow" => Self::Lower,
            "upper" | "cihi" | "ciupper" | "upperlimit" | "uci" | "cihigh" => Self::Upper,
            "i2" | "i2pct" | "i²" | "isquared" => Self::ISquared,
            "note" | "remark" | "comment" => Self::Note,
            _ => return None,
        })
    }

    /// The measure that the head of the estimates names itself.
    fn measure_in(head: &str) -> Option<&'static str> {
        let letters = head.trim().to_lowercase();
        ["rr", "or"].into_iter().find_map(|measure| {
            let rest = letters.strip_prefix(measure)?;
            let is_whole = !rest.starts_with(char::is_alphanumeric);
            is_whole.then_some(if measure == "rr" { "RR" } else { "OR" })
        })
    }
}

/// The reviews of a table, in the order in which they first stand there. A cell of estimates may hold the interval as well:
/// "2.48 (1.27 to 4.86)". Rows without the name of a review belong to the one above, or to a review without a name.
///
/// ```
/// use trialpool::read::{Decimal, earlier};
///
/// let reviews = earlier("Review,Outcome,RR (95% CI)\nThompson 2020,Fever,2.48 (1.27 to 4.86)\n", Decimal::Point)?;
/// assert_eq!(reviews[0].name, "Thompson 2020");
/// assert_eq!(reviews[0].results[0].upper.value(), Some(4.86));
/// # Ok::<(), trialpool::read::NoEarlier>(())
/// ```
///
/// # Errors
/// When a column is missing without which there are no results.
pub fn earlier(text: &str, decimal: Decimal) -> Result<Vec<EarlierReview>, NoEarlier> {
    let (_, rows) = delimited::rows(text, None).map_err(NoEarlier::NoTable)?;
    let mut rows = rows.iter();
    let heads = rows.next().ok_or(NoEarlier::NoRows)?;
    let mut columns = BTreeMap::new();
    for (column, head) in heads.cells.iter().enumerate() {
        if let Some(part) = Part::of(head) {
            columns.entry(part).or_insert(column);
        }
    }
    if !columns.contains_key(&Part::Outcome) {
        return Err(NoEarlier::NoOutcome);
    }
    let estimates = columns.get(&Part::Estimate).ok_or(NoEarlier::NoEstimate)?;
    let measure_in_head = Part::measure_in(heads.cell(*estimates)).unwrap_or_default();
    let mut reviews: Vec<EarlierReview> = Vec::new();
    let mut name = String::new();
    for row in rows {
        let cell = |part: Part| columns.get(&part).map_or("", |column| row.cell(*column));
        if !cell(Part::Review).trim().is_empty() {
            cell(Part::Review).trim().clone_into(&mut name);
        }
        let result = result(&cell, measure_in_head, decimal);
        let at = reviews.iter().position(|review| review.name == name);
        let at = at.unwrap_or_else(|| {
            reviews.push(EarlierReview {
                name: name.clone(),
                source: cell(Part::Source).trim().to_owned(),
                results: Vec::new(),
            });
            reviews.len() - 1
        });
        if let Some(review) = reviews.get_mut(at) {
            review.results.push(result);
        }
    }
    if reviews.is_empty() {
        Err(NoEarlier::NoRows)
    } else {
        Ok(reviews)
    }
}

fn result<'row>(
    cell: &impl Fn(Part) -> &'row str,
    measure_in_head: &str,
    decimal: Decimal,
) -> EarlierResult {
    let number = |part: Part| entry::number(cell(part), decimal);
    let estimate = entry::estimate(cell(Part::Estimate), decimal);
    let (lower, upper) = estimate
        .limits
        .unwrap_or_else(|| (number(Part::Lower), number(Part::Upper)));
    let measure = match cell(Part::Measure).trim() {
        "" => measure_in_head,
        typed => typed,
    };
    EarlierResult {
        wording: cell(Part::Outcome).trim().to_owned(),
        outcome: None,
        measure: measure.to_owned(),
        estimate: estimate.estimate,
        lower,
        upper,
        i_squared: percent(cell(Part::ISquared), decimal),
        trials: entry::count(cell(Part::Trials), decimal),
        included: entry::count(cell(Part::Included), decimal),
        prior_weight: None,
        note: cell(Part::Note).trim().to_owned(),
    }
}

/// A number of percent, with its sign or without.
fn percent(text: &str, decimal: Decimal) -> Entry<f64> {
    let typed = text.trim();
    let bare = typed.strip_suffix('%').unwrap_or(typed);
    let state: State<f64> = entry::number(bare, decimal).state;
    Entry {
        typed: typed.to_owned(),
        state,
    }
}

#[cfg(test)]
mod tests {
    use super::{NoEarlier, earlier};
    use crate::data::EarlierFault;
    use crate::read::{Decimal, examples};

    #[test]
    fn a_table_as_people_keep_it_is_read_by_its_heads() {
        let text = "review,outcome,measure,method_as_stated,k_outcome,k_review,est,ci_lo,ci_hi,I2_pct,seen_at,note\n\
                    Thompson 2020,fever,RR,IV,19,55,2.48,1.27,4.86,0,Table 3,\n\
                    ,death,RR,IV,40,55,0.78,0.65,0.94,0,Table 3,\n\
                    Wang 2024,fatigue,OR,,,152,0.18,0.61,1.07,,abstract,as printed\n";
        let reviews = earlier(text, Decimal::Point).unwrap();
        let names: Vec<&str> = reviews.iter().map(|review| review.name.as_str()).collect();
        assert_eq!(names, ["Thompson 2020", "Wang 2024"]);
        let death = &reviews[0].results[1];
        assert_eq!(death.wording, "death");
        assert_eq!(
            (death.trials.value(), death.included.value()),
            (Some(40), Some(55))
        );
        let fatigue = &reviews[1].results[0];
        assert_eq!(fatigue.faults(), [EarlierFault::EstimateOutside]);
        assert_eq!(fatigue.trials.value(), None);
    }

    #[test]
    fn a_table_without_outcomes_or_estimates_is_refused() {
        let of = |text| earlier(text, Decimal::Point).err();
        assert_eq!(of("review,est\nA,1\n"), Some(NoEarlier::NoOutcome));
        assert_eq!(of("review,outcome\nA,b\n"), Some(NoEarlier::NoEstimate));
        assert_eq!(of("outcome,est\n"), Some(NoEarlier::NoRows));
        assert_eq!(of(""), Some(NoEarlier::NoRows));
    }

    #[test]
    fn a_decimal_comma_is_read_where_the_review_has_it() {
        let text = "Outcome;RR;Lower;Upper\nFieber;2,48;1,27;4,86\n";
        let reviews = earlier(text, Decimal::Comma).unwrap();
        let fever = &reviews[0].results[0];
        assert_eq!(
            (fever.measure.as_str(), fever.estimate.value()),
            ("RR", Some(2.48))
        );
    }

    #[test]
    fn the_published_reviews_of_the_sample_are_read_whole() {
        let published = examples::published_reviews();
        assert_eq!(published.len(), 5);
        let results: Vec<_> = published
            .iter()
            .flat_map(|review| &review.results)
            .collect();
        assert_eq!(results.len(), 22);
        let faulty: Vec<&str> = results
            .iter()
            .filter(|result| !result.faults().is_empty())
            .map(|result| result.wording.as_str())
            .collect();
        assert_eq!(faulty, ["Fatigue"]);
        assert!(
            results
                .iter()
                .all(|result| result.known_measure().is_some())
        );
    }
}
