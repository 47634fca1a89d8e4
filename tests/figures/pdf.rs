//! The same figures as PDF. What they look like, and the text that readers find in them, is compared with the SVG by the
//! project's commands, which have readers for both.

use super::*;
use trialpool::figure::paint::pdf::Document;
use trialpool::figure::{Anchor, Item, Point, Role, Text, font};
use trialpool::read::examples;

fn bcg() -> Scene {
    scene(
        &examples::review("bcg-vaccine").unwrap(),
        None,
        None,
        &journal(),
    )
}

/// A few figures of the gallery, as one document.
fn gallery() -> Vec<Scene> {
    let sample = examples::review("mesenchymal-stromal-cells").unwrap();
    let named = |name: &str| {
        let mut outcomes = sample.outcomes.iter();
        let outcome = outcomes.find(|outcome| outcome.name == name).unwrap();
        scene_of(&sample, outcome, None, None, &journal())
    };
    vec![
        cases::safety_profile(&sample),
        named("Death"),
        named("Infection"),
        bcg(),
    ]
}

#[test]
fn the_pdf_of_the_gallery_is_what_is_painted_now() {
    assert_is_the_file("gallery.pdf", painted(&gallery()).bytes);
}

fn painted(scenes: &[Scene]) -> Document {
    paint::pdf::document(scenes, &Theme::PRINT)
}

/// How often a part stands in the file.
fn count(bytes: &[u8], part: &str) -> usize {
    bytes
        .windows(part.len())
        .filter(|window| *window == part.as_bytes())
        .count()
}

fn with_text(content: &str) -> Scene {
    Scene {
        width: 200.0,
        height: 20.0,
        title: String::from("Names"),
        items: vec![Item::Text(Text {
            content: content.to_owned(),
            position: Point { x: 10.0, y: 15.0 },
            anchor: Anchor::Start,
            size: 9.0,
            weight: font::Weight::Regular,
            role: Role::Ink,
        })],
        ..Scene::default()
    }
}

#[test]
fn a_pdf_has_a_page_of_its_own_size_for_each_figure() {
    let small = with_text("Fever");
    let document = painted(&[bcg(), small]);
    assert!(document.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(document.boxes, []);
    assert_eq!(count(&document.bytes, "/Type /Page\n"), 2);
    assert_eq!(count(&document.bytes, "/MediaBox [0 0 200 20]"), 1);
    assert_eq!(count(&document.bytes, "/S /Figure"), 2);
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    assert_eq!(painted(&[bcg()]), painted(&[bcg()]));
    let bytes = painted(&[bcg()]).bytes;
    assert_eq!(count(&bytes, "Date"), 0);
    assert!(bytes.len() < 60_000, "{}", bytes.len());
}

#[test]
fn only_the_fonts_that_are_used_are_embedded() {
    let both = painted(&[bcg()]).bytes;
    assert_eq!(count(&both, "/FontFile2"), 2);
    let regular = painted(&[with_text("Fever")]).bytes;
    assert_eq!(count(&regular, "/FontFile2"), 1);
    assert_eq!(count(&regular, "Arimo-Bold"), 0);
}

#[test]
fn characters_that_the_font_lacks_are_named() {
    let document = painted(&[with_text("한글 of 한 and 🙂: ק I² ≤ −1")]);
    assert_eq!(document.boxes, ['한', '글', '🙂', 'ק']);
    assert_eq!(painted(&[with_text("Jose\u{301} Łódź\u{200d}")]).boxes, []);
}

#[test]
fn a_document_of_no_figure_is_empty_and_no_page_of_thousands_of_signs_breaks_it() {
    assert_eq!(count(&painted(&[]).bytes, "/Type /Page\n"), 0);
    let signs: String = (0xac00..0xd7a3).filter_map(char::from_u32).collect();
    assert_eq!(painted(&[with_text(&signs)]).boxes.len(), 0x2ba3);
    let signs: String = (0x4e00..0x8000).filter_map(char::from_u32).collect();
    let document = painted(&[with_text(&signs)]);
    assert_eq!(document.boxes, []);
    assert!(document.borrows_font);
}

#[test]
fn chinese_characters_are_left_to_a_font_of_the_reader() {
    let document = painted(&[with_text("发热：MSC组 2/20（漢字）")]);
    assert_eq!(document.boxes, []);
    assert!(document.borrows_font);
    assert_eq!(count(&document.bytes, "/UniGB-UTF16-H"), 1);
    assert_eq!(count(&document.bytes, "/Ordering (GB1)"), 1);
    let latin = painted(&[with_text("Fever")]);
    assert!(!latin.borrows_font);
    assert_eq!(count(&latin.bytes, "GB1"), 0);
}
