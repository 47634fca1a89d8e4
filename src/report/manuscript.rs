//! The report as one document: headings, paragraphs with numbered citations, tables, figures with their captions, and the
//! works that are cited.

use std::collections::BTreeMap;

use super::Table;
use crate::data::{EditedParagraph, OutcomeId, Topic};
use crate::wording::paragraphs::edited::{self, Shown};
use crate::wording::paragraphs::{
    METHODS, Numbered, PLAIN, Paragraph, Piece, REFERENCES, RESULTS, ReviewAnswers, all, heading,
};
use crate::wording::references::Reference;
use crate::wording::{earlier, flow, harms_report, translate};

/// A figure as pixels, made by the browser.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What it shows; its caption.
    pub caption: String,
    /// The PNG.
    pub png: Vec<u8>,
    /// How wide it is on paper, in points.
    pub width: f64,
    /// How high.
    pub height: f64,
}

/// What a report is written from, beside the review and its answers.
#[derive(Clone, Debug, Default)]
pub struct Contents<'a> {
    /// The paragraphs that were written by hand.
    pub edited: &'a [EditedParagraph],
    /// How trials came into the review, as a sentence; empty where that was not typed.
    pub flow: String,
    /// The same as a diagram.
    pub flow_figure: Vec<Picture>,
    /// The safety profile, on as many pictures as it has pages.
    pub profile: Vec<Picture>,
    /// The figures of outcomes.
    pub figures: BTreeMap<OutcomeId, Vec<Picture>>,
    /// The profile of all outcomes as a table.
    pub profile_table: Option<Table>,
    /// The summary of findings as a table.
    pub summary_table: Option<Table>,
    /// The trials of each outcome as a table.
    pub tables: BTreeMap<OutcomeId, Table>,
    /// The sensitivity analyses as a table.
    pub sensitivity_table: Option<Table>,
    /// Results of other reviews and ours, one under the other.
    pub old_and_new: Option<Table>,
    /// The checklist for harms, where the reviewers typed anything into it.
    pub harms_checklist: Option<Table>,
    /// What is said of what is left out of the document; nothing where all is in it.
    pub remarks: Vec<String>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The title of the review.
    Title(String),
    /// The line beneath it.
    Subtitle(String),
    /// A heading of the first or a lower level.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A remark about what stands before it.
    Remark(String),
    /// A table with its number.
    Table(usize, Table),
    /// A figure with its number.
    Figure(usize, Picture),
    /// A work of the list, with its number.
    Reference(String),
}

/// The report as one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manuscript {
    /// The title of the review.
    pub title: String,
    /// Its parts in their order.
    pub blocks: Vec<Block>,
}

/// Writes the report of a review.
#[must_use]
pub fn manuscript(review: &ReviewAnswers<'_>, contents: Contents<'_>) -> Manuscript {
    let title = review.review.title.trim();
    let title = if title.is_empty() {
        translate("Review")
    } else {
        title
    };
    let paragraphs = all(review);
    let mut writer = Writer {
        review,
        edited: contents.edited,
        numbered: Numbered::default(),
        blocks: vec![Block::Title(title.to_owned())],
        tables: 0,
        figures: 0,
    };
    let subtitle = review.review.subtitle.trim();
    if !subtitle.is_empty() {
        writer.blocks.push(Block::Subtitle(subtitle.to_owned()));
    }
    writer.heading(1, PLAIN.text());
    writer.paragraphs(&paragraphs, |topic| topic == Topic::Plain, false);
    writer.heading(1, METHODS.text());
    let of_methods = |topic| matches!(topic, Topic::Trials | Topic::Pooling | Topic::Checks);
    if !contents.flow.is_empty() {
        writer.heading(2, flow::TITLE.text());
        writer.blocks.push(Block::Paragraph(contents.flow));
        writer.pictures(contents.flow_figure);
    }
    writer.paragraphs(&paragraphs, of_methods, true);
    writer.heading(1, RESULTS.text());
    writer.paragraphs(&paragraphs, |topic| topic == Topic::Overview, true);
    writer.table(contents.summary_table);
    writer.table(contents.profile_table);
    writer.pictures(contents.profile);
    let (mut figures, mut tables) = (contents.figures, contents.tables);
    for paragraph in &paragraphs {
        if let Topic::Outcome(outcome) = paragraph.topic {
            writer.paragraph(paragraph, true);
            writer.pictures(figures.remove(&outcome).unwrap_or_default());
            writer.table(tables.remove(&outcome));
        }
    }
    if let Some(table) = contents.sensitivity_table {
        let name = table.caption.clone();
        writer.heading(2, &name);
        writer.table(Some(table));
    }
    if let Some(table) = contents.old_and_new {
        writer.heading(2, earlier::OLD_AND_NEW.text());
        writer.table(Some(table));
    }
    if let Some(table) = contents.harms_checklist {
        writer.heading(1, harms_report::TITLE.text());
        writer.table(Some(table));
    }
    for remark in contents.remarks {
        writer.blocks.push(Block::Remark(remark));
    }
    if !writer.numbered.works().is_empty() {
        writer.heading(1, REFERENCES.text());
        let works = writer.numbered.list();
        writer
            .blocks
            .extend(works.into_iter().map(Block::Reference));
    }
    Manuscript {
        title: title.to_owned(),
        blocks: writer.blocks,
    }
}

struct Writer<'a> {
    review: &'a ReviewAnswers<'a>,
    edited: &'a [EditedParagraph],
    numbered: Numbered,
    blocks: Vec<Block>,
    tables: usize,
    figures: usize,
}

impl Writer<'_> {
    fn heading(&mut self, level: u8, words: &str) {
        self.blocks.push(Block::Heading(level, words.to_owned()));
    }

    fn paragraphs(&mut self, all: &[Paragraph], is_meant: impl Fn(Topic) -> bool, headed: bool) {
        for paragraph in all.iter().filter(|one| is_meant(one.topic)) {
            self.paragraph(paragraph, headed);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, headed: bool) {
        if headed {
            let words = heading(paragraph.topic, self.review.review);
            self.heading(2, &words);
        }
        let edited = written_by_hand(paragraph, self.edited);
        let text = with_numbers(&edited::shown(paragraph, edited), &mut self.numbered);
        // What was typed on lines of its own is a paragraph of its own.
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        self.blocks
            .extend(lines.map(|line| Block::Paragraph(line.to_owned())));
        let remark = edited.and_then(|edited| edited::remark(paragraph, edited));
        self.blocks.extend(remark.map(Block::Remark));
    }

    fn table(&mut self, table: Option<Table>) {
        if let Some(table) = table {
            self.tables += 1;
            self.blocks.push(Block::Table(self.tables, table));
        }
    }

    fn pictures(&mut self, pictures: Vec<Picture>) {
        for picture in pictures {
            self.figures += 1;
            self.blocks.push(Block::Figure(self.figures, picture));
        }
    }
}

fn written_by_hand<'a>(
    paragraph: &Paragraph,
    edited: &'a [EditedParagraph],
) -> Option<&'a EditedParagraph> {
    edited.iter().find(|one| one.topic == paragraph.topic)
}

/// The text of a paragraph with the numbers of its citations.
fn with_numbers(pieces: &[Shown], numbered: &mut Numbered) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Shown::Piece(Piece::Text(words)) => text.push_str(words),
            Shown::Piece(Piece::Number(number)) => text.push_str(&number.shown),
            Shown::Piece(Piece::Cited(works)) => text.push_str(&numbered.mark(works)),
            Shown::Moved { old, .. } => text.push_str(old),
        }
    }
    text
}

/// The works that a report cites, in the order of their numbers.
#[must_use]
pub fn cited(review: &ReviewAnswers<'_>, edited: &[EditedParagraph]) -> Vec<Reference> {
    let contents = Contents {
        edited,
        ..Contents::default()
    };
    let mut numbered = Numbered::default();
    for paragraph in in_order(&all(review)) {
        let edited = written_by_hand(paragraph, contents.edited);
        with_numbers(&edited::shown(paragraph, edited), &mut numbered);
    }
    numbered.works().to_vec()
}

/// The paragraphs in the order of a manuscript: the plain summary stands first.
fn in_order(paragraphs: &[Paragraph]) -> impl Iterator<Item = &Paragraph> {
    let is_plain = |paragraph: &&Paragraph| paragraph.topic == Topic::Plain;
    let plain = paragraphs.iter().filter(is_plain);
    plain.chain(
        paragraphs
            .iter()
            .filter(move |paragraph| !is_plain(paragraph)),
    )
}

/// Paragraphs as text, each under its heading, with the works that they cite at the end: for the clipboard.
#[must_use]
pub fn plain_text(
    review: &ReviewAnswers<'_>,
    edited: &[EditedParagraph],
    is_meant: impl Fn(Topic) -> bool,
) -> String {
    let mut numbered = Numbered::default();
    let mut parts = Vec::new();
    for paragraph in all(review).iter().filter(|one| is_meant(one.topic)) {
        let by_hand = written_by_hand(paragraph, edited);
        let text = with_numbers(&edited::shown(paragraph, by_hand), &mut numbered);
        parts.push(format!(
            "{}\n{text}",
            heading(paragraph.topic, review.review)
        ));
    }
    if !numbered.works().is_empty() {
        parts.push(format!("{REFERENCES}\n{}", numbered.list().join("\n")));
    }
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}
