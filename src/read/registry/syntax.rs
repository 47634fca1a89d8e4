//! The JSON of ClinicalTrials.gov, as it is downloaded now and as it was until 2024.
//!
//! The present form (`protocolSection`, `eventGroups`) and the earlier one (`ProtocolSection`, `EventGroupList` with an
//! `EventGroup` in it, every number a text) have the same structure. The earlier names are the present ones with the name
//! of the object put before (`SeriousEventTerm` is the `term` of a serious event), so both are read by the present names.

use serde_json::Value;

use super::text::unescaped;
use super::{AdverseEvents, Affected, DesignArm, Group, Record, Seriousness, Term, Unread};
use crate::data::Entry;
use crate::read::Decimal;
use crate::read::entry;
use crate::read::json::{self, Fault};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;
/// The most records that are read.
pub const MOST_RECORDS: usize = 2_000;
/// The most groups of one record.
pub const MOST_GROUPS: usize = 200;
/// The most terms of all records together.
pub const MOST_TERMS: usize = 500_000;

/// How far below the top of the file a record may stand.
const DEEPEST_RECORD: usize = 6;

/// Reads one record, a list of them, or what a search gave (`studies`, or `FullStudiesResponse` in earlier files).
///
/// # Errors
/// When the text is not JSON, holds no record, or holds too much.
pub fn records(text: &str) -> Result<Vec<Record>, Unread> {
    if text.len() > MOST_BYTES {
        return Err(too_much("bytes", MOST_BYTES));
    }
    let text = text.trim_start_matches('\u{feff}');
    let file: Value = json::parse(text).map_err(|fault| match fault {
        Fault::Syntax { line, column, .. } | Fault::Value { line, column, .. } => {
            Unread::NotJson { line, column }
        }
    })?;
    let mut reader = Reader::default();
    reader.look_for_records(&file, 0)?;
    if reader.records.is_empty() {
        return Err(Unread::NoRecord);
    }
    Ok(reader.records)
}

fn too_much(what: &'static str, limit: usize) -> Unread {
    Unread::TooMuch { what, limit }
}

#[derive(Default)]
struct Reader {
    records: Vec<Record>,
    terms: usize,
}

impl Reader {
    /// Takes a record, or looks for records in the parts of what is none.
    fn look_for_records(&mut self, value: &Value, depth: usize) -> Result<(), Unread> {
        if let Some(protocol) = field(Some(value), "protocolSection") {
            if self.records.len() >= MOST_RECORDS {
                return Err(too_much("records", MOST_RECORDS));
            }
            let mut record = record(protocol);
            let results = field(Some(value), "resultsSection");
            if let Some(events) = field(results, "adverseEventsModule") {
                record.adverse_events = Some(self.adverse_events(events)?);
            }
            self.records.push(record);
        } else if depth < DEEPEST_RECORD {
            let items = value.as_array().into_iter().flatten();
            let fields = value
                .as_object()
                .into_iter()
                .flat_map(|fields| fields.values());
            for part in items.chain(fields) {
                self.look_for_records(part, depth + 1)?;
            }
        }
        Ok(())
    }

    fn adverse_events(&mut self, module: &Value) -> Result<AdverseEvents, Unread> {
        let module = Some(module);
        let mut events = AdverseEvents {
            time_frame: text(field(module, "timeFrame")),
            description: text(field(module, "description")),
            frequency_threshold: text(field(module, "frequencyThreshold")),
            ..AdverseEvents::default()
        };
        for value in list(module, "eventGroups") {
            if events.groups.len() >= MOST_GROUPS {
                return Err(too_much("groups in a record", MOST_GROUPS));
            }
            events.groups.push(group(Some(value)));
        }
        for (name, seriousness) in [
            ("seriousEvents", Seriousness::Serious),
            ("otherEvents", Seriousness::Other),
        ] {
            for value in list(module, name) {
                self.terms += 1;
                if self.terms > MOST_TERMS {
                    return Err(too_much("terms", MOST_TERMS));
                }
                let term = term(value, seriousness, &events.groups);
                if !term.term.is_empty() {
                    events.terms.push(term);
                }
            }
        }
        Ok(events)
    }
}

fn record(protocol: &Value) -> Record {
    let protocol = Some(protocol);
    let identification = field(protocol, "identificationModule");
    let design = field(protocol, "designModule");
    let info = field(design, "designInfo");
    let arms = list(field(protocol, "armsInterventionsModule"), "armGroups");
    Record {
        id: text(field(identification, "nctId")),
        title: text(field(identification, "briefTitle")),
        acronym: text(field(identification, "acronym")),
        allocation: text(field(info, "allocation")),
        intervention_model: text(field(info, "interventionModel")),
        masking: text(field(field(info, "maskingInfo"), "masking")),
        enrolment: count(field(field(design, "enrollmentInfo"), "count")),
        arms: arms
            .map(|arm| DesignArm {
                label: text(field(Some(arm), "label")),
                kind: text(field(Some(arm), "type")),
            })
            .collect(),
        adverse_events: None,
    }
}

fn group(group: Option<&Value>) -> Group {
    let affected = |affected, at_risk| Affected {
        affected: count(field(group, affected)),
        at_risk: count(field(group, at_risk)),
    };
    Group {
        id: text(field(group, "id")),
        title: text(field(group, "title")),
        description: text(field(group, "description")),
        deaths: affected("deathsNumAffected", "deathsNumAtRisk"),
        serious: affected("seriousNumAffected", "seriousNumAtRisk"),
        other: affected("otherNumAffected", "otherNumAtRisk"),
    }
}

fn term(value: &Value, seriousness: Seriousness, groups: &[Group]) -> Term {
    let value = Some(value);
    let stats = list(value, "stats").filter_map(|stat| {
        let id = text(field(Some(stat), "groupId"));
        let place = groups.iter().position(|group| group.id == id)?;
        // People, not events: `numEvents` beside it counts the events.
        let affected = Affected {
            affected: count(field(Some(stat), "numAffected")),
            at_risk: count(field(Some(stat), "numAtRisk")),
        };
        Some((place, affected))
    });
    Term {
        seriousness,
        term: text(field(value, "term")),
        organ_system: text(field(value, "organSystem")),
        vocabulary: text(field(value, "sourceVocabulary")),
        by_group: stats.collect(),
    }
}

/// A field of an object by its present name.
fn field<'a>(object: Option<&'a Value>, name: &str) -> Option<&'a Value> {
    let fields = object?.as_object()?;
    let found = fields.get(name).or_else(|| {
        let mut fields = fields.iter();
        let (_, value) = fields.find(|(known, _)| is_called(known, name))?;
        Some(value)
    });
    found.filter(|value| !value.is_null())
}

/// Whether a field bears this name, or bore it: `SeriousEventList` was `seriousEvents`, `EventGroupTitle` was `title`.
fn is_called(known: &str, name: &str) -> bool {
    if known == name {
        return true;
    }
    if !known.starts_with(|first: char| first.is_ascii_uppercase()) {
        return false;
    }
    let (known, name) = match known.strip_suffix("List") {
        // "StatsList" is a list of "Stats", "EventGroupList" one of "EventGroup".
        Some(known) if !known.ends_with('s') => (known, name.strip_suffix('s').unwrap_or(name)),
        Some(known) => (known, name),
        None => (known, name),
    };
    let from = known.len().checked_sub(name.len());
    let end = from.and_then(|from| known.get(from..));
    end.is_some_and(|end| {
        end.eq_ignore_ascii_case(name)
            && (from == Some(0) || end.starts_with(|first: char| first.is_ascii_uppercase()))
    })
}

/// The values of a list. In earlier files it stands in an object of its own: `{"EventGroup": […]}`.
fn list<'a>(object: Option<&'a Value>, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    let value = field(object, name);
    let items = value.and_then(|value| {
        let within = || value.as_object()?.values().next()?.as_array();
        value.as_array().or_else(within)
    });
    items.into_iter().flatten()
}

/// A text, or a number as it is written; empty where there is neither.
fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => unescaped(text),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(said)) => said.to_string(),
        None | Some(Value::Null | Value::Array(_) | Value::Object(_)) => String::new(),
    }
}

/// A number of people, written as a number or as a text.
fn count(value: Option<&Value>) -> Entry<u64> {
    entry::count(&text(value), Decimal::Point)
}
