//! Reading the data sets that records refer to.

use std::collections::BTreeMap;

use trialpool::analysis::{ArmMean, TwoByTwo, TwoMeans};
use trialpool::effect::{Effect, Proportion};

use super::files::Files;

/// The rows of one data set.
#[derive(Clone, Debug)]
pub(super) enum Dataset {
    /// Counts in two arms.
    Tables(Vec<TwoByTwo>),
    /// Means in two arms.
    Means(Vec<TwoMeans>),
    /// Counts in one arm.
    Proportions(Vec<Proportion>),
    /// Estimates with their variances.
    Effects(Vec<Effect>),
}

/// What a data set says of its trials beside their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// Numeric columns by name; `None` in a cell without a number.
    pub(super) numbers: BTreeMap<&'static str, Vec<Option<f64>>>,
    /// The text of the column `group`; empty where there is none.
    pub(super) groups: Vec<String>,
}

/// The data sets of a reference, read when they are first asked for.
pub(super) struct Datasets<'files> {
    files: &'files Files,
    kinds: BTreeMap<String, String>,
    read: BTreeMap<String, Option<Dataset>>,
}

impl<'files> Datasets<'files> {
    pub(super) fn new(files: &'files Files, kinds: BTreeMap<String, String>) -> Self {
        Self {
            files,
            kinds,
            read: BTreeMap::new(),
        }
    }

    /// The data set of this name; `None` where its kind is not one the core pools yet.
    pub(super) fn get(&mut self, name: &str) -> Result<Option<&Dataset>, String> {
        if !self.read.contains_key(name) {
            let dataset = self.load(name)?;
            self.read.insert(name.to_string(), dataset);
        }
        Ok(self.read.get(name).and_then(Option::as_ref))
    }

    /// The columns beside the numbers of a data set.
    pub(super) fn columns(&self, name: &str) -> Result<Columns, String> {
        let file = format!("data/{name}.csv");
        let text = self.files.text(&file);
        let text = text.ok_or_else(|| format!("{file} is missing"))??;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let heads = reader.headers().map_err(|error| error.to_string())?.clone();
        let mut columns = Columns::default();
        for line in reader.records() {
            let line = line.map_err(|error| error.to_string())?;
            for known in ["year", "x", "ni"] {
                if let Some(place) = heads.iter().position(|head| head == known) {
                    let cell = line.get(place).and_then(|cell| cell.parse().ok());
                    columns.numbers.entry(known).or_default().push(cell);
                }
            }
            if let Some(place) = heads.iter().position(|head| head == "group") {
                let cell = line.get(place).unwrap_or_default();
                columns.groups.push(cell.to_owned());
            }
        }
        Ok(columns)
    }

    fn load(&self, name: &str) -> Result<Option<Dataset>, String> {
        let kind = self
            .kinds
            .get(name)
            .ok_or_else(|| format!("the data set {name} is not listed"))?;
        let columns = |names: &[&str]| -> Result<Vec<Vec<f64>>, String> {
            let file = format!("data/{name}.csv");
            let text = self.files.text(&file);
            let text = text.ok_or_else(|| format!("{file} is missing"))??;
            columns(&text, names).map_err(|error| format!("{file}: {error}"))
        };
        let count = |number: f64| -> Result<u64, String> {
            format!("{number}")
                .parse()
                .map_err(|_| format!("{name}: {number} is not a count"))
        };
        match kind.as_str() {
            "2x2" => {
                let rows = columns(&["ai", "n1i", "ci", "n2i"])?;
                let tables = rows.iter().map(|row| {
                    Ok(TwoByTwo {
                        experimental_events: count(row[0])?,
                        experimental_total: count(row[1])?,
                        control_events: count(row[2])?,
                        control_total: count(row[3])?,
                    })
                });
                Ok(Some(Dataset::Tables(
                    tables.collect::<Result<_, String>>()?,
                )))
            }
            "cont" => {
                let arm = |row: &[f64]| -> Result<ArmMean, String> {
                    Ok(ArmMean {
                        total: count(row[0])?,
                        mean: row[1],
                        standard_deviation: row[2],
                    })
                };
                let names = ["n1i", "m1i", "sd1i", "n2i", "m2i", "sd2i"];
                let rows = columns(&names)?;
                let means = rows.iter().map(|row| {
                    Ok(TwoMeans {
                        experimental: arm(&row[..3])?,
                        control: arm(&row[3..])?,
                    })
                });
                Ok(Some(Dataset::Means(means.collect::<Result<_, String>>()?)))
            }
            "prop" => {
                let rows = columns(&["xi", "ni"])?;
                let proportions = rows.iter().map(|row| {
                    Ok(Proportion {
                        events: count(row[0])?,
                        total: count(row[1])?,
                    })
                });
                Ok(Some(Dataset::Proportions(
                    proportions.collect::<Result<_, String>>()?,
                )))
            }
            "gen" => {
                let rows = columns(&["yi", "sei"])?;
                let effects = rows.iter().map(|row| Effect {
                    estimate: row[0],
                    variance: row[1] * row[1],
                });
                Ok(Some(Dataset::Effects(effects.collect())))
            }
            _ => Ok(None),
        }
    }
}

/// The named columns of a text in CSV, row by row.
fn columns(text: &str, names: &[&str]) -> Result<Vec<Vec<f64>>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let fail = |error: csv::Error| error.to_string();
    let heads = reader.headers().map_err(fail)?.clone();
    let mut places = Vec::new();
    for name in names {
        let place = heads.iter().position(|head| head == *name);
        places.push(place.ok_or_else(|| format!("no column {name}"))?);
    }
    let mut rows = Vec::new();
    for line in reader.records() {
        let line = line.map_err(fail)?;
        let mut row = Vec::new();
        for place in &places {
            let field = line.get(*place).unwrap_or_default();
            row.push(
                field
                    .parse()
                    .map_err(|_| format!("{field:?} is not a number"))?,
            );
        }
        rows.push(row);
    }
    Ok(rows)
}
