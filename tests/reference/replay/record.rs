//! Reading the records.

use std::collections::BTreeMap;

use serde_json::Value;

use super::files::Files;

/// One record: which analysis of which data with which settings, and what came out.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// Its number in the whole reference.
    pub(super) id: u64,
    /// Data set.
    pub(super) dataset: String,
    /// Analysis.
    pub(super) analysis: String,
    /// Who computed it: `metafor`, or `own` from the published formula.
    pub(super) source: String,
    /// `ok`, `warning`, `undefined` or `error`.
    pub(super) status: String,
    /// Why there is no result.
    pub(super) reason: String,
    /// Everything else: settings, warnings.
    pub(super) fields: BTreeMap<String, Value>,
    /// The numbers; null where undefined.
    pub(super) result: Value,
    /// Version of metafor, major and minor, where the folder says it.
    pub(super) metafor: Option<(u32, u32)>,
}

impl Record {
    /// A setting as text, empty where the record has none.
    pub(super) fn setting(&self, name: &str) -> &str {
        self.fields
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Whether R was not asked, or was stopped by the clock: there is nothing to compare with.
    pub(super) fn was_not_computed(&self) -> bool {
        self.reason.starts_with("skipped") || self.reason.contains("wall-clock limit")
    }

    /// Whether R gave a number but said that it may not have converged.
    pub(super) fn is_doubtful(&self) -> bool {
        self.status == "warning"
    }

    /// Whether R's formula ran beyond its 32-bit integers and lost its result.
    pub(super) fn overflowed(&self) -> bool {
        self.fields
            .get("warnings")
            .is_some_and(|warnings| warnings.to_string().contains("integer overflow"))
    }

    /// Whether its variances of SMDH carry the square of the small-sample factor, which metafor dropped in version 4.6.
    pub(super) fn has_variances_with_factor(&self) -> bool {
        self.setting("measure") == "SMDH" && self.metafor.is_some_and(|version| version < (4, 6))
    }

    /// What the record is, for a message.
    pub(super) fn name(&self) -> String {
        let settings: Vec<String> = self
            .fields
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "warnings" | "elapsed_s"))
            .map(|(name, value)| {
                format!(
                    "{name}={}",
                    value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_string)
                )
            })
            .collect();
        format!(
            "#{} {} {} ({}) {}",
            self.id,
            self.dataset,
            self.analysis,
            self.source,
            settings.join(" ")
        )
    }
}

/// The records of all files in the order of their names, and the kind of each data set.
pub(super) fn read(files: &Files) -> Result<(Vec<Record>, BTreeMap<String, String>), String> {
    let metafor = files
        .text("sessionInfo.txt")
        .transpose()?
        .as_deref()
        .and_then(metafor_version);
    let mut records = Vec::new();
    let mut kinds = BTreeMap::new();
    for name in files.with_records() {
        let Some(text) = files.text(name) else {
            continue;
        };
        let text = text?;
        let top: Value = serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        for (dataset, about) in top["datasets"].as_object().into_iter().flatten() {
            kinds.insert(
                dataset.clone(),
                about["kind"].as_str().unwrap_or_default().to_string(),
            );
        }
        let list = top["records"]
            .as_array()
            .ok_or_else(|| format!("{name}: no records"))?;
        for value in list {
            let read = record(value).ok_or_else(|| format!("{name}: not a record: {value}"))?;
            records.push(Record { metafor, ..read });
        }
    }
    if records.is_empty() {
        return Err("no reference*.json or reference*.json.gz holds a record".to_string());
    }
    Ok((records, kinds))
}

/// Major and minor version from R's `sessionInfo()`: "metafor_3.8-1".
fn metafor_version(session: &str) -> Option<(u32, u32)> {
    let (_, rest) = session.split_once("metafor_")?;
    let mut numbers = rest.split(|sign: char| !sign.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn record(value: &Value) -> Option<Record> {
    const OWN_PLACE: [&str; 7] = [
        "id", "dataset", "analysis", "source", "status", "reason", "result",
    ];
    let object = value.as_object()?;
    let text = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_string);
    Some(Record {
        id: object.get("id")?.as_u64()?,
        dataset: text("dataset")?,
        analysis: text("analysis")?,
        source: text("source")?,
        status: text("status")?,
        reason: text("reason").unwrap_or_default(),
        fields: object
            .iter()
            .filter(|(name, _)| !OWN_PLACE.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        result: object.get("result").cloned().unwrap_or(Value::Null),
        metafor: None,
    })
}
