//! Reads RevMan 5's own files (`.rm5`): XML, often in ISO 8859-1.
//!
//! Studies stand under `STUDIES_AND_REFERENCES`, with identifiers that write signs as `_x002d_`; the risk of bias under
//! `QUALITY_ITEMS`; the analyses under `ANALYSES_AND_DATA`, as comparisons of outcomes of four kinds, with or without
//! subgroups. Each outcome has its settings and its stored result as attributes, `LOG_…` being common logarithms.

use super::analyses::{Analyses, Analysis, DataRow, DomainJudged, Kind, Setting, Subgroup, stored};
use super::plan::effect_as_entered;
use super::review::{Import, review};
use crate::read::files::Refusal;
use crate::read::xml::{self, Element, Event, Reader};

/// The numbers of a stored result by their attributes.
const STORED: [&str; 12] = [
    "EFFECT_SIZE",
    "CI_START",
    "CI_END",
    "LOG_EFFECT_SIZE",
    "LOG_CI_START",
    "LOG_CI_END",
    "CHI2",
    "DF",
    "I2",
    "TAU2",
    "Z",
    "P_Z",
];

/// The attributes of a study's numbers, by kind.
const COUNTS: [&str; 4] = ["EVENTS_1", "TOTAL_1", "EVENTS_2", "TOTAL_2"];
const MEANS: [&str; 6] = ["MEAN_1", "SD_1", "TOTAL_1", "MEAN_2", "SD_2", "TOTAL_2"];
const ESTIMATES: [&str; 2] = ["ESTIMATE", "SE"];
const OBSERVED_MINUS_EXPECTED: [&str; 2] = ["O_E", "VAR"];

/// Reads a file of RevMan 5.
///
/// # Errors
/// If it is no XML, is of another program, or is a review of diagnostic tests.
pub(in crate::read) fn rm5(bytes: &[u8]) -> Result<Import, Refusal> {
    let text = xml::text(bytes)?;
    let mut file = File::default();
    let mut reader = Reader::new(&text);
    while let Some(event) = reader.read()? {
        match event {
            Event::Start(element) => {
                file.text.clear();
                file.begin(&reader, &element)?;
                file.found.bounded()?;
            }
            Event::Text(text) => {
                file.text.push_str(&text);
                if let Some(support) = &mut file.support {
                    support.push_str(&text);
                }
            }
            Event::End(name) => file.end(name, reader.enclosing(0)),
        }
    }
    Ok(review(file.found))
}

/// What has been read of a file so far.
#[derive(Default)]
struct File {
    found: Analyses,
    comparison: String,
    /// The name of the risk-of-bias item that is being read.
    domain: String,
    /// The reasons of the judgement that is being read.
    support: Option<String>,
    /// The study that is judged, and how.
    judged: (String, &'static str),
    /// The text since the last tag.
    text: String,
}

impl File {
    fn begin(&mut self, reader: &Reader<'_>, element: &Element<'_>) -> Result<(), Refusal> {
        let outer = reader.enclosing(1);
        match element.name {
            _ if outer.is_empty() => return is_review(element),
            "STUDY" if outer == "INCLUDED_STUDIES" => self.found.add_study(
                &unescaped(&element.attribute("ID")),
                &element.attribute("NAME"),
                &element.attribute("YEAR"),
            ),
            "QUALITY_ITEM_DATA_ENTRY" => self.begin_judgement(element),
            "COMPARISON" => self.comparison.clear(),
            name => {
                if let Some((kind, part)) = kind_and_part(name) {
                    self.begin_part(kind, part, element);
                }
            }
        }
        Ok(())
    }

    fn begin_part(&mut self, kind: Kind, part: &str, element: &Element<'_>) {
        let value = |name: &str| element.attribute(name).into_owned();
        if part == "OUTCOME" {
            self.found.outcomes.push(Analysis {
                comparison: self.comparison.clone(),
                kind,
                setting: setting(kind, element),
                stored: stored(&STORED, &value),
                ..Analysis::default()
            });
        }
        let Some(analysis) = self.found.outcomes.last_mut() else {
            return;
        };
        match part {
            "SUBGROUP" => analysis.subgroups.push(Subgroup {
                name: String::new(),
                stored: stored(&STORED, &value),
            }),
            "DATA" => {
                let names: &[&str] = match kind {
                    Kind::Counts => &COUNTS,
                    Kind::Means => &MEANS,
                    Kind::Estimates => &ESTIMATES,
                    Kind::ObservedMinusExpected => &OBSERVED_MINUS_EXPECTED,
                };
                let mut numbers: Vec<String> = names.iter().map(|name| value(name)).collect();
                if let (Kind::Estimates, Some(estimate)) = (kind, numbers.first_mut())
                    && estimate.is_empty()
                {
                    *estimate = effect_as_entered(&analysis.setting, &value("EFFECT_SIZE"));
                }
                analysis.rows.push(DataRow {
                    study: unescaped(&element.attribute("STUDY_ID")),
                    subgroup: analysis.subgroups.len().checked_sub(1),
                    in_total: true,
                    in_subgroup: true,
                    numbers,
                });
            }
            _ => {}
        }
    }

    fn begin_judgement(&mut self, element: &Element<'_>) {
        let judgement = match element.attribute("RESULT").as_ref() {
            "YES" => "Low",
            "NO" => "High",
            "UNKNOWN" => "Unclear",
            _ => "",
        };
        self.judged = (unescaped(&element.attribute("STUDY_ID")), judgement);
        self.support = Some(String::new());
    }

    fn end_judgement(&mut self) {
        let support = self.support.take().unwrap_or_default();
        let (key, judgement) = std::mem::take(&mut self.judged);
        let domain = self.domain.clone();
        if let Some(study) = self.found.study(&key) {
            study.judge(DomainJudged {
                domain,
                judgement: judgement.to_owned(),
                support: support.trim().to_owned(),
            });
        }
    }

    /// Takes the text of an element that ends within `outer`.
    fn end(&mut self, name: &str, outer: &str) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        match (name, outer) {
            ("TITLE", "COVER_SHEET") => text.clone_into(&mut self.found.title),
            ("NAME", "QUALITY_ITEM") => text.clone_into(&mut self.domain),
            ("QUALITY_ITEM_DATA_ENTRY", _) => self.end_judgement(),
            ("NAME", "COMPARISON") => text.clone_into(&mut self.comparison),
            ("NAME", "OTHER_OUTCOME") => self.found.not_read.push(text.to_owned()),
            (_, outer) => {
                let part = kind_and_part(outer).map(|(_, part)| part);
                let Some(analysis) = self.found.outcomes.last_mut() else {
                    return;
                };
                let [experimental, control] = &mut analysis.labels;
                let field = match (name, part) {
                    ("NAME", Some("OUTCOME")) => &mut analysis.name,
                    ("NAME", Some("SUBGROUP")) => match analysis.subgroups.last_mut() {
                        Some(subgroup) => &mut subgroup.name,
                        None => return,
                    },
                    ("GROUP_LABEL_1", Some("OUTCOME")) => experimental,
                    ("GROUP_LABEL_2", Some("OUTCOME")) => control,
                    ("EFFECT_MEASURE", Some("OUTCOME")) => &mut analysis.setting.measure,
                    _ => return,
                };
                text.clone_into(field);
            }
        }
    }
}

/// Whether the root is that of a review of interventions.
fn is_review(root: &Element<'_>) -> Result<(), Refusal> {
    match (root.name, root.attribute("TYPE").as_ref()) {
        ("COCHRANE_REVIEW", "DIAGNOSTIC") => Err(Refusal::DiagnosticReview),
        ("COCHRANE_REVIEW", _) => Ok(()),
        _ => Err(Refusal::ForeignXml),
    }
}

/// `DICH_SUBGROUP` as counts and `SUBGROUP`.
fn kind_and_part(name: &str) -> Option<(Kind, &str)> {
    let (kind, part) = name.split_once('_')?;
    let kind = match kind {
        "DICH" => Kind::Counts,
        "CONT" => Kind::Means,
        "IV" => Kind::Estimates,
        "IPD" => Kind::ObservedMinusExpected,
        _ => return None,
    };
    matches!(part, "OUTCOME" | "SUBGROUP" | "DATA").then_some((kind, part))
}

fn setting(kind: Kind, element: &Element<'_>) -> Setting {
    let yes = |name: &str| element.attribute(name) == "YES";
    Setting {
        method: element.attribute("METHOD").into_owned(),
        measure: element.attribute("EFFECT_MEASURE").into_owned(),
        random: yes("RANDOM"),
        swapped: kind == Kind::Counts && yes("SWAP_EVENTS"),
        logarithms: match element.attribute("LOG_DATA").as_ref() {
            "" => None,
            said => Some(said == "YES"),
        },
        total: !matches!(element.attribute("TOTALS").as_ref(), "SUB" | "NO"),
        level: element.attribute("CI_TOTAL").into_owned(),
        ..Setting::default()
    }
}

/// An identifier with its signs: `ISIS_x002d_2` is ISIS-2.
fn unescaped(identifier: &str) -> String {
    let mut written = String::new();
    let mut rest = identifier;
    while let Some((before, after)) = rest.split_once("_x") {
        let sign = after
            .get(..5)
            .and_then(|escape| escape.strip_suffix('_'))
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?));
        written.push_str(before);
        if let Some(sign) = sign {
            written.push(sign);
            rest = after.get(5..).unwrap_or_default();
        } else {
            written.push_str("_x");
            rest = after;
        }
    }
    written.push_str(rest);
    written
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn identifiers_write_signs_by_their_codes() {
        assert_eq!(unescaped("STD-ISIS_x002d_2"), "STD-ISIS-2");
        assert_eq!(unescaped("STD-M_x00fc_ller_x0020_2001"), "STD-Müller 2001");
        for plain in ["STD-A_x", "STD-A_x00", "STD-_xyz_", "_xd800_", ""] {
            assert_eq!(unescaped(plain), plain);
        }
    }
}
