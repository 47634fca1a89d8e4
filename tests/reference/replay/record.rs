//! Reading the records.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use serde_json::Value;

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

/// The records of all `reference*.json[.gz]` of the folder in the order of their names, and the kind of each data set.
pub(super) fn read_folder(
    folder: &Path,
) -> Result<(Vec<Record>, BTreeMap<String, String>), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("reference") && is_json(Path::new(name)))
        .collect();
    names.sort();
    if names.is_empty() {
        return Err(format!(
            "{} holds no reference*.json or reference*.json.gz",
            folder.display()
        ));
    }
    let mut records = Vec::new();
    let mut kinds = BTreeMap::new();
    for name in names {
        let text = read_text(&folder.join(&name))?;
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
            records.push(record(value).ok_or_else(|| format!("{name}: not a record: {value}"))?);
        }
    }
    Ok((records, kinds))
}

/// Whether the name ends in `.json` or `.json.gz`.
fn is_json(name: &Path) -> bool {
    let unpacked = if name.extension().is_some_and(|extension| extension == "gz") {
        name.file_stem().map_or(name, Path::new)
    } else {
        name
    };
    unpacked
        .extension()
        .is_some_and(|extension| extension == "json")
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
    })
}

/// The text of a file, unpacked if its name ends in `.gz`.
pub(super) fn read_text(path: &Path) -> Result<String, String> {
    let fail = |error: std::io::Error| format!("{}: {error}", path.display());
    let bytes = fs::read(path).map_err(fail)?;
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(bytes.as_slice())
            .read_to_string(&mut text)
            .map_err(fail)?;
    } else {
        text = String::from_utf8(bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(text)
}
