//! A report as a part of a page that is read without its program: headings, paragraphs, tables and figures, without scripts and
//! without styles of its own.

use super::html::{element, escaped};
use super::{Align, Block, Manuscript, RowKind, Table};

/// A figure as the text of an SVG element, with its caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// What it shows.
    pub caption: String,
    /// The element.
    pub svg: String,
}

/// The class of the element, by which the style sheets of the page know it.
pub const CLASS: &str = "static-report";

/// The report with its figures behind it; `remark` stands under its title. Everything that came from outside is escaped.
#[must_use]
pub fn page_part(manuscript: &Manuscript, figures: &[Drawn], remark: &str) -> String {
    let mut text = format!("<main class=\"{CLASS}\">");
    for block in &manuscript.blocks {
        match block {
            Block::Title(title) => {
                plain(&mut text, "h1", title);
                plain(&mut text, "p", remark);
            }
            Block::Subtitle(words) | Block::Paragraph(words) | Block::Remark(words) => {
                plain(&mut text, "p", words);
            }
            Block::Heading(level, words) => {
                plain(&mut text, if *level < 2 { "h2" } else { "h3" }, words);
            }
            Block::Table(_, table) => write_table(&mut text, table),
            // Pixels stay out: the figures stand behind, as vectors.
            Block::Figure(_, _) => {}
            Block::Reference(work) => plain(&mut text, "p", work),
        }
    }
    for figure in figures {
        text.push_str("<figure>");
        text.push_str(&figure.svg);
        plain(&mut text, "figcaption", &figure.caption);
        text.push_str("</figure>");
    }
    text.push_str("</main>");
    text
}

fn plain(text: &mut String, name: &str, words: &str) {
    element(text, name, "", words);
}

fn write_table(text: &mut String, table: &Table) {
    text.push_str("<table class=\"table\">");
    plain(text, "caption", &table.caption);
    text.push_str("<thead><tr>");
    for column in &table.columns {
        let head = match &column.group {
            Some(group) => format!("{group}: {}", column.head),
            None => column.head.clone(),
        };
        text.push_str("<th scope=\"col\">");
        text.push_str(&escaped(&head));
        text.push_str("</th>");
    }
    text.push_str("</tr></thead><tbody>");
    for row in &table.rows {
        text.push_str(match row.kind {
            RowKind::Plain => "<tr>",
            RowKind::Total => "<tr class=\"primary\">",
        });
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            text.push_str(match column.align {
                Align::Left => "<td class=\"words\">",
                Align::Right => "<td>",
            });
            text.push_str(&escaped(&cell.shown));
            text.push_str("</td>");
        }
        text.push_str("</tr>");
    }
    text.push_str("</tbody></table>");
    for note in &table.notes {
        plain(text, "p", note);
    }
}
