//! A scene as an SVG document, by plotters' SVG backend at [`UNITS`] units to a point.

use plotters::prelude::SVGBackend;

use super::{Grid, UNITS, onto};
use crate::figure::font::{self, printable};
use crate::figure::{POINTS_PER_MILLIMETRE, Scene, Theme};

/// The backend divides font sizes by this number; they are multiplied by it beforehand.
const BACKEND_FONT_DIVISOR: f64 = 1.24;

/// The document: as wide as the scene in millimetres, with its title and description, and text as text. Kerning is
/// switched off, so that every line of text is as wide as it was laid out.
#[must_use]
pub fn document(scene: &Scene, theme: &Theme) -> String {
    write(scene, theme, None)
}

/// The same document carrying the project it was made from, as JSON in its `<metadata>`.
#[must_use]
pub fn document_with_project(scene: &Scene, theme: &Theme, project: &str) -> String {
    write(scene, theme, Some(project))
}

/// The same document as an element of a page. The policy of the page lets no element bring a style of its own: its style sheet
/// names the fonts and switches kerning off.
#[must_use]
pub fn element(scene: &Scene, theme: &Theme) -> String {
    let with_style = format!(" font-family=\"{}\" {STYLE}", font::FAMILIES_IN_FILES);
    document(scene, theme).replacen(&with_style, "", 1)
}

/// The project that a document of [`document_with_project`] carries, if it carries one.
#[must_use]
pub fn project(document: &str) -> Option<String> {
    // Other programs write the tag in their own way when they save the figure: with line breaks, further attributes.
    let (_, tag) = document.split_once(IDENTIFIER)?;
    let (_, after) = tag.split_once('>')?;
    let (project, _) = after.split_once("</")?;
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    Some(
        signs
            .iter()
            .fold(project.to_owned(), |text, (escaped, sign)| {
                text.replace(escaped, sign)
            }),
    )
}

/// Kerning off, so that every line of text is as wide as it was laid out.
const STYLE: &str = "style=\"font-kerning:none;font-variant-ligatures:none\"";

/// By what the element that holds a project is found.
const IDENTIFIER: &str = "id=\"trialpool-project\"";

fn write(scene: &Scene, theme: &Theme, project: Option<&str>) -> String {
    let grid = Grid {
        units_per_point: UNITS,
        pixel: None,
        font_scale: UNITS * BACKEND_FONT_DIVISOR,
        part: None,
    };
    let mut drawn = String::new();
    let size = (units(scene.width), units(scene.height));
    // Writing into a string cannot fail; an empty page would be seen at once.
    let painted = onto(
        &mut SVGBackend::with_string(&mut drawn, size),
        scene,
        theme,
        grid,
    );
    debug_assert!(painted.is_ok());
    let mut document = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {} {}\" role=\"img\" \
         font-family=\"{}\" {STYLE}>\n<title>{}</title>\n<desc>{}</desc>\n",
        millimetres(scene.width),
        millimetres(scene.height),
        size.0,
        size.1,
        font::FAMILIES_IN_FILES,
        escaped(&printable(&scene.title)),
        escaped(&printable(&scene.description)),
    );
    if let Some(project) = project {
        document.push_str("<metadata ");
        document.push_str(IDENTIFIER);
        document.push('>');
        document.push_str(&escaped(&without_forbidden(project)));
        document.push_str("</metadata>\n");
    }
    body(&drawn, &mut document);
    document.push_str("</svg>\n");
    document
}

/// JSON with the two characters that XML forbids and JSON allows written as JSON's escapes. (Of control characters JSON
/// allows only white space outside of its texts; a carriage return would come back as a line feed, which means the same.)
fn without_forbidden(json: &str) -> String {
    json.replace('\u{fffe}', "\\ufffe")
        .replace('\u{ffff}', "\\uffff")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of this kind saturates; no page is that large"
)]
fn units(length: f64) -> u32 {
    (length * UNITS).ceil() as u32
}

fn millimetres(length: f64) -> String {
    let hundredths = (length.max(0.0) * UNITS).ceil() / UNITS / POINTS_PER_MILLIMETRE * 100.0;
    format!("{:.2}", hundredths.round() / 100.0)
}

/// What the backend drew, without its root tag. Texts come on one line and stand on their baseline: the backend moves
/// them by shares of their font (`dy`), which no two programs read alike, and puts line breaks around their content.
/// Quotes inside a content are escaped, so that what is taken out here is only ever an attribute.
fn body(drawn: &str, document: &mut String) {
    let mut in_text = false;
    for line in drawn.lines() {
        if line.starts_with("<svg ") || line == "</svg>" {
            continue;
        }
        let starts_text = line.starts_with("<text ");
        if starts_text || line.starts_with('<') && !in_text {
            let family = format!(" font-family=\"{}\"", font::FAMILIES);
            let usual = [
                " dy=\"0.76em\"",
                " opacity=\"1\"",
                " text-anchor=\"start\"",
                &family,
            ];
            let plain = usual
                .iter()
                .fold(line.to_owned(), |line, usual| line.replace(usual, ""));
            document.push_str(&plain);
        } else {
            document.push_str(line);
        }
        in_text = starts_text || in_text && line != "</text>";
        if !in_text {
            document.push('\n');
        }
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::font::Weight;
    use crate::figure::{Anchor, Item, Point, Role, Text};

    fn scene_with(content: &str) -> Scene {
        Scene {
            width: 72.0,
            height: 36.0,
            title: content.to_owned(),
            items: vec![Item::Text(Text {
                content: content.to_owned(),
                position: Point { x: 10.0, y: 20.0 },
                anchor: Anchor::Middle,
                size: 9.0,
                weight: Weight::Bold,
                role: Role::Ink,
            })],
            ..Scene::default()
        }
    }

    #[test]
    fn the_page_has_its_size_in_millimetres() {
        let document = document(&scene_with("Fever"), &Theme::PRINT);
        assert!(document.contains("width=\"25.40mm\" height=\"12.70mm\" viewBox=\"0 0 1152 576\""));
        assert!(document.contains("<title>Fever</title>"));
    }

    #[test]
    fn text_stands_on_its_baseline_in_its_size() {
        let document = document(&scene_with("Fever"), &Theme::PRINT);
        assert!(document.contains(
            "<text x=\"160\" y=\"320\" text-anchor=\"middle\" font-size=\"144\" fill=\"#000000\" font-weight=\"bold\">Fever</text>"
        ), "{document}");
    }

    #[test]
    fn the_project_comes_back_out_of_the_document_to_the_letter() {
        let json = "{\"title\": \"a < b & \\\"c\\\" &lt; </metadata> Łódź\",\n \"n\": 1}";
        let document = document_with_project(&scene_with("Fever"), &Theme::PRINT, json);
        assert_eq!(project(&document).as_deref(), Some(json));
        assert_eq!(
            project(&super::document(&scene_with("Fever"), &Theme::PRINT)),
            None
        );
    }

    #[test]
    fn an_element_of_a_page_has_no_style_of_its_own_and_is_otherwise_the_document() {
        let scene = scene_with("Fever \u{3c}b\u{3e}");
        let element = element(&scene, &Theme::PRINT);
        assert!(!element.contains("style=") && !element.contains("font-family"));
        assert!(element.starts_with("<svg ") && element.ends_with("</svg>\n"));
        assert_eq!(
            element.split_once("<title>").unwrap().1,
            document(&scene, &Theme::PRINT)
                .split_once("<title>")
                .unwrap()
                .1
        );
    }

    #[test]
    fn names_are_text_and_never_markup() {
        let document = document(
            &scene_with("<script>alert(\" dy=\"0.76em\"\")</script>&"),
            &Theme::PRINT,
        );
        assert!(!document.contains("<script"));
        assert!(document.contains(
            ">&lt;script&gt;alert(&quot; dy=&quot;0.76em&quot;&quot;)&lt;/script&gt;&amp;</text>"
        ));
    }
}
