//! The works that a report cites, for programs that keep references.

use std::fmt::Write as _;

use crate::wording::references::{Reference, Source};

/// The works as RIS, one record after the other, as programs for references read them.
#[must_use]
pub fn ris(works: &[Reference]) -> String {
    let mut text = String::new();
    for reference in works {
        let work = reference.work();
        let mut field = |tag: &str, value: &str| {
            if !value.is_empty() {
                text.push_str(tag);
                text.push_str("  - ");
                text.push_str(value);
                text.push_str("\r\n");
            }
        };
        let kind = match work.source {
            Source::Journal { .. } => "JOUR",
            Source::Book { .. } => "BOOK",
            Source::EditedBook { .. } => "EDBOOK",
        };
        field("TY", kind);
        // The named ones of an edited book stand as its main authors: the type says that they edited it.
        for author in work.authors {
            field("AU", &comma_behind_family_name(author));
        }
        if work.and_others {
            field("AU", "others");
        }
        field("TI", work.title);
        match work.source {
            Source::Journal {
                name,
                volume,
                issue,
                pages,
            } => {
                let (first, last) = pages.split_once('–').unwrap_or((pages, ""));
                field("JO", name);
                field("VL", volume);
                field("IS", issue);
                field("SP", first);
                field("EP", last);
            }
            Source::Book { publisher, edition } | Source::EditedBook { publisher, edition } => {
                let (place, by) = publisher.split_once(": ").unwrap_or(("", publisher));
                field("CY", place);
                field("PB", by);
                field("ET", edition);
            }
        }
        field("PY", &work.year.to_string());
        field("DO", work.doi);
        text.push_str("ER  - \r\n\r\n");
    }
    text
}

/// The works as BibTeX, letters in UTF-8 as biber and today's BibTeX read them.
#[must_use]
pub fn bibtex(works: &[Reference]) -> String {
    let mut text = String::new();
    for reference in works {
        let work = reference.work();
        let mut authors: Vec<String> = work
            .authors
            .iter()
            .map(|author| comma_behind_family_name(author))
            .collect();
        if work.and_others {
            authors.push("others".to_owned());
        }
        let year = work.year.to_string();
        // Braces keep the capitals of the title.
        let title = format!("{{{}}}", work.title);
        let by = if work.is_edited() { "editor" } else { "author" };
        let mut fields = vec![(by, authors.join(" and ")), ("title", title)];
        let kind = match work.source {
            Source::Journal {
                name,
                volume,
                issue,
                pages,
            } => {
                fields.extend([
                    ("journal", name.to_owned()),
                    ("volume", volume.to_owned()),
                    ("number", issue.to_owned()),
                    ("pages", pages.replace('–', "--")),
                ]);
                "article"
            }
            Source::Book { publisher, edition } | Source::EditedBook { publisher, edition } => {
                let (place, by) = publisher.split_once(": ").unwrap_or(("", publisher));
                fields.extend([
                    ("address", place.to_owned()),
                    ("publisher", by.to_owned()),
                    ("edition", edition.to_owned()),
                ]);
                "book"
            }
        };
        fields.extend([("year", year), ("doi", work.doi.to_owned())]);
        let fields: Vec<String> = fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("  {name} = {{{value}}}"))
            .collect();
        let fields = fields.join(",\n");
        let _ = write!(text, "@{kind}{{{},\n{fields}\n}}\n\n", work.key);
    }
    text
}

/// "van der Windt, DA", as both forms part family and given names.
fn comma_behind_family_name(author: &str) -> String {
    match author.rsplit_once(' ') {
        Some((family, given)) => format!("{family}, {given}"),
        None => author.to_owned(),
    }
}
