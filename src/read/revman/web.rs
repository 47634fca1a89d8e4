//! Reads RevMan Web's data packages: CSV files with names that end alike, in a zip file and often in another within it.
//!
//! `…-overall-estimates-and-settings.csv` has one row an analysis, with how it is pooled and what came out;
//! `…-data-rows.csv` one row a study in it; `…-subgroup-estimates.csv` what came out in each subgroup;
//! `…-risk-of-bias.csv` one row a study. Columns are found by their heads, so that both versions of the package are read:
//! the second, since September 2024, names the estimator of τ² and the method of the interval. Numbers that an analysis
//! does not use are filled with zeros, and what is not known is `#N/A`.

use super::analyses::{
    Analyses, Analysis, DataRow, DomainJudged, Kind, Setting, Stored, Subgroup, stored,
};
use super::csv::{Line, Table};
use super::review::{Import, review};
use crate::read::archive::Archive;
use crate::read::bytes;
use crate::read::files::Refusal;
use crate::read::head::plain;
use std::collections::BTreeMap;

const SETTINGS: &str = "-overall-estimates-and-settings.csv";
const DATA_ROWS: &str = "-data-rows.csv";
const SUBGROUPS: &str = "-subgroup-estimates.csv";
const RISK_OF_BIAS: &str = "-risk-of-bias.csv";
/// The file of a package about diagnostic tests.
const DIAGNOSTIC: &str = "-parameters.csv";

/// The numbers of a stored result by their columns; logarithms are not stored.
const STORED: [&str; 12] = [
    "Mean",
    "CI start",
    "CI end",
    "",
    "",
    "",
    "Heterogeneity Chi²",
    "Heterogeneity df",
    "Heterogeneity I²",
    "Heterogeneity Tau²",
    "Effect Z",
    "Effect P",
];

/// The columns of a study's numbers, by kind.
const COUNTS: [&str; 4] = [
    "Experimental cases",
    "Experimental N",
    "Control cases",
    "Control N",
];
const MEANS: [&str; 6] = [
    "Experimental mean",
    "Experimental SD",
    "Experimental N",
    "Control mean",
    "Control SD",
    "Control N",
];
const ESTIMATES: [&str; 2] = ["GIV Mean", "GIV SE"];
const OBSERVED_MINUS_EXPECTED: [&str; 2] = ["O-E", "Variance"];

/// Whether a file of an archive is that by which a data package is known.
pub(in crate::read) fn is_settings(name: &str) -> bool {
    name.ends_with(SETTINGS)
}

/// Whether a file of an archive is that by which a data package about diagnostic tests is known.
pub(in crate::read) fn is_diagnostic(name: &str) -> bool {
    name.ends_with(DIAGNOSTIC)
}

/// Reads the files of a data package.
///
/// # Errors
/// If the settings or the data rows are missing, or hold no table; if a file is damaged.
pub(in crate::read) fn web(archive: &mut Archive<'_>) -> Result<Import, Refusal> {
    let mut table = |ending: &str| -> Result<Option<Table>, Refusal> {
        let file = archive.unpack(|name| name.ends_with(ending))?;
        Ok(file.and_then(|bytes| Table::of(&bytes::text(&bytes).0)))
    };
    let [settings, data_rows] = [table(SETTINGS)?, table(DATA_ROWS)?];
    let [subgroups, risk_of_bias] = [table(SUBGROUPS)?, table(RISK_OF_BIAS)?];
    let (Some(settings), Some(data_rows)) = (settings, data_rows) else {
        return Err(Refusal::IncompletePackage);
    };
    let mut package = Package::default();
    for line in settings.lines() {
        package.take_setting(&line);
        package.found.bounded()?;
    }
    for line in data_rows.lines() {
        package.take_row(&line);
        package.found.bounded()?;
    }
    for line in subgroups.iter().flat_map(Table::lines) {
        package.take_subgroup(&line);
    }
    for line in risk_of_bias.iter().flat_map(Table::lines) {
        package.take_judgements(&line);
    }
    package.forget_empty_judgements();
    Ok(review(package.found))
}

impl Line<'_> {
    /// The analysis of the row: its comparison and its number.
    fn analysis(&self) -> String {
        let [group, number] = ["Analysis group", "Analysis number"].map(|head| self.text(head));
        format!("{group}.{number}")
    }

    fn stored(&self) -> Stored {
        stored(&STORED, &|head| self.text(head).to_owned())
    }

    /// The first of these that is filled.
    fn first_of(&self, heads: [&str; 2]) -> String {
        let mut texts = heads.into_iter().map(|head| self.text(head));
        let filled = texts.find(|text| !text.is_empty());
        filled.unwrap_or_default().to_owned()
    }
}

/// What has been read of a package so far.
#[derive(Default)]
struct Package {
    found: Analyses,
    /// The index of each analysis, by its comparison and number.
    by_number: BTreeMap<String, usize>,
}

impl Package {
    fn take_setting(&mut self, line: &Line<'_>) {
        let kind = match plain(line.text("Data type")).as_str() {
            "dichotomous" => Kind::Counts,
            "continuous" => Kind::Means,
            "contrastlevel" | "genericinversevariance" => Kind::Estimates,
            "oeandvariance" => Kind::ObservedMinusExpected,
            _ => {
                let name = line.text("Analysis name").to_owned();
                self.found.not_read.push(name);
                return;
            }
        };
        let model = plain(line.text("Analysis model"));
        self.by_number
            .insert(line.analysis(), self.found.outcomes.len());
        self.found.outcomes.push(Analysis {
            comparison: line.text("Analysis group name").to_owned(),
            name: line.text("Analysis name").to_owned(),
            kind,
            labels: [
                line.first_of(["Experimental group label", "Experimental intervention"]),
                line.first_of(["Control group label", "Control intervention"]),
            ],
            setting: Setting {
                method: line.text("Statistical method").to_owned(),
                measure: line.text("Effect measure").to_owned(),
                random: model.starts_with("random"),
                estimator: line.text("Heterogeneity estimator").to_owned(),
                interval: line.text("CI method").to_owned(),
                swapped: kind == Kind::Counts && line.is_true("Swap event and non-event"),
                logarithms: (!line.text("Log-scale data").is_empty())
                    .then(|| line.is_true("Log-scale data")),
                level: line.first_of(["CI/PI level", "Estimate CI"]),
                total: !line.text("Overall estimates").eq_ignore_ascii_case("false"),
            },
            subgroups_by: line.text("Subgroup by").to_owned(),
            stored: line.stored(),
            ..Analysis::default()
        });
    }

    fn analysis(&mut self, line: &Line<'_>) -> Option<&mut Analysis> {
        let index = *self.by_number.get(&line.analysis())?;
        self.found.outcomes.get_mut(index)
    }

    fn take_row(&mut self, line: &Line<'_>) {
        let name = line.text("Study").to_owned();
        let year = line.text("Study year").to_owned();
        let subgroup = line.text("Subgroup").to_owned();
        let applies = plain(line.text("Applicability"));
        let Some(analysis) = self.analysis(line) else {
            return;
        };
        let heads: &[&str] = match analysis.kind {
            Kind::Counts => &COUNTS,
            Kind::Means => &MEANS,
            Kind::Estimates => &ESTIMATES,
            Kind::ObservedMinusExpected => &OBSERVED_MINUS_EXPECTED,
        };
        let subgroup = (!subgroup.is_empty()).then(|| {
            let known = analysis.subgroups.iter();
            let known = known
                .map(|known| &known.name)
                .position(|known| *known == subgroup);
            known.unwrap_or_else(|| {
                analysis.subgroups.push(Subgroup {
                    name: subgroup,
                    stored: Stored::new(),
                });
                analysis.subgroups.len() - 1
            })
        });
        analysis.rows.push(DataRow {
            study: name.clone(),
            subgroup,
            in_total: applies.is_empty() || applies.contains("overall"),
            in_subgroup: applies.is_empty() || applies.contains("subgroup"),
            numbers: heads
                .iter()
                .map(|head| line.text(head).to_owned())
                .collect(),
        });
        self.found.add_study(&name, &name, &year);
    }

    fn take_subgroup(&mut self, line: &Line<'_>) {
        let name = line.text("Subgroup").to_owned();
        let stored = line.stored();
        if let Some(analysis) = self.analysis(line)
            && let Some(subgroup) = analysis
                .subgroups
                .iter_mut()
                .find(|known| known.name == name)
        {
            subgroup.stored = stored;
        }
    }

    fn take_judgements(&mut self, line: &Line<'_>) {
        let judged: Vec<DomainJudged> = line
            .table
            .heads()
            .filter_map(|head| {
                let domain = head.strip_prefix("Domain (judgement):")?.trim();
                Some(DomainJudged {
                    judgement: line.text(head).to_owned(),
                    support: without_tags(line.text(&format!("Domain (support): {domain}"))),
                    domain: domain.to_owned(),
                })
            })
            .collect();
        let name = line.text("Study");
        self.found.add_study(name, name, "");
        if let Some(study) = self.found.study(name) {
            for judged in judged {
                study.judge(judged);
            }
        }
    }

    /// A package without judgements says "not applicable" of every study and domain.
    fn forget_empty_judgements(&mut self) {
        let said = |judged: &DomainJudged| {
            !matches!(plain(&judged.judgement).as_str(), "" | "notapplicable")
        };
        let studies = &mut self.found.studies;
        if !studies
            .iter()
            .any(|study| study.judgements.iter().any(said))
        {
            for study in studies {
                study.judgements.clear();
            }
        }
    }
}

/// A text without the tags of HTML.
fn without_tags(text: &str) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        written.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    written.push_str(rest);
    written.trim().to_owned()
}
