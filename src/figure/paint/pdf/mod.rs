//! Scenes as the pages of a PDF document (ISO 32000-1): vectors, and text in an embedded font that can be selected,
//! searched and copied.
//!
//! The pages are drawn by the same calls as the SVG, at [`UNITS`] units to a point. A page is one figure of a tagged
//! document, with the scene's description for those who cannot see it. The bytes follow from the scenes alone: there is no
//! date in them.

mod lettering;
mod surface;

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::types::StructRole;
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

use self::lettering::Letters;
use self::surface::Surface;
use super::{Grid, UNITS, onto};
use crate::figure::font::printable;
use crate::figure::{Scene, Theme};
use crate::wording::language;

/// A document that was painted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The file.
    pub bytes: Vec<u8>,
    /// The characters that are drawn as boxes because the font lacks them, each once, in the order in which they appear.
    /// Copied from the document they are themselves again.
    pub boxes: Vec<char>,
    /// Whether there are Chinese characters: the document does not hold a font for them, and a reader takes one of its own.
    pub borrows_font: bool,
}

/// What the document says made it.
const CREATOR: &str = "Trialpool";
/// The strongest compression that is still quick.
const COMPRESSION: u8 = 9;
/// The name of the only piece of marked content of a page.
const FIGURE: Name<'static> = Name(b"Figure");

/// The objects that the document has once; those of the pages and fonts follow.
struct Objects {
    catalog: Ref,
    pages: Ref,
    information: Ref,
    structure: Ref,
    next: Ref,
}

/// The objects of one page.
#[derive(Clone, Copy)]
struct PageObjects {
    page: Ref,
    content: Ref,
    figure: Ref,
    parents: Ref,
}

/// The scenes, each on a page of its own size; title and language are those of the first.
#[must_use]
pub fn document(scenes: &[Scene], theme: &Theme) -> Document {
    let mut next = Ref::new(1);
    let mut objects = Objects {
        catalog: next.bump(),
        pages: next.bump(),
        information: next.bump(),
        structure: next.bump(),
        next,
    };
    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    let mut letters = Letters::default();
    let pages: Vec<PageObjects> = scenes
        .iter()
        .map(|scene| {
            let page = PageObjects {
                page: objects.next.bump(),
                content: objects.next.bump(),
                figure: objects.next.bump(),
                parents: objects.next.bump(),
            };
            let content = content(scene, theme, &mut letters);
            pdf.stream(page.content, &compressed(&content))
                .filter(Filter::FlateDecode);
            page
        })
        .collect();
    for (index, (scene, page)) in (0..).zip(scenes.iter().zip(&pages)) {
        write_page(&mut pdf, &objects, scene, *page, index);
    }
    let mut tree = pdf.pages(objects.pages);
    tree.kids(pages.iter().map(|page| page.page))
        .count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    let fonts = letters.declare(&mut tree.resources().fonts(), &mut objects.next);
    tree.finish();
    letters.write(&mut pdf, &fonts);
    write_structure(&mut pdf, &objects, &pages);
    write_catalog(&mut pdf, &objects, scenes);
    Document {
        bytes: pdf.finish(),
        boxes: letters.boxes().to_vec(),
        borrows_font: letters.has_chinese(),
    }
}

/// What is drawn on a page.
fn content(scene: &Scene, theme: &Theme, letters: &mut Letters) -> Vec<u8> {
    let grid = Grid {
        units_per_point: UNITS,
        pixel: None,
        font_scale: UNITS,
        part: None,
    };
    let mut surface = Surface::new(units(scene.height), letters);
    // Writing into memory cannot fail; an empty page would be seen at once.
    let painted = onto(&mut surface, scene, theme, grid);
    debug_assert!(painted.is_ok());
    surface.finish()
}

fn write_page(pdf: &mut Pdf, objects: &Objects, scene: &Scene, page: PageObjects, index: i32) {
    let bounds = Rect::new(0.0, 0.0, points(scene.width), points(scene.height));
    pdf.page(page.page)
        .parent(objects.pages)
        .media_box(bounds)
        .contents(page.content)
        .struct_parents(index);
    let mut figure = pdf.struct_element(page.figure);
    figure
        .kind(StructRole::Figure)
        .parent(objects.structure)
        .page(page.page)
        .title(TextStr(&printable(&scene.title)))
        .alt(TextStr(&printable(&scene.description)));
    figure.children().marked_content_id(0);
    figure.attributes().push().layout().bbox(bounds);
    figure.finish();
    pdf.indirect(page.parents).array().item(page.figure);
}

fn write_structure(pdf: &mut Pdf, objects: &Objects, pages: &[PageObjects]) {
    let mut root = pdf
        .indirect(objects.structure)
        .start::<pdf_writer::writers::StructTreeRoot>();
    root.children().items(pages.iter().map(|page| page.figure));
    let mut parents = root.parent_tree();
    let mut numbers = parents.nums();
    for (index, page) in (0..).zip(pages) {
        numbers.insert(index, page.parents);
    }
}

fn write_catalog(pdf: &mut Pdf, objects: &Objects, scenes: &[Scene]) {
    let title = printable(scenes.first().map_or("", |scene| &scene.title));
    let mut catalog = pdf.catalog(objects.catalog);
    catalog
        .pages(objects.pages)
        .lang(TextStr(language::chosen().tag()));
    catalog.mark_info().marked(true);
    catalog.pair(Name(b"StructTreeRoot"), objects.structure);
    catalog.viewer_preferences().display_doc_title(true);
    catalog.finish();
    pdf.document_info(objects.information)
        .title(TextStr(&title))
        .creator(TextStr(CREATOR));
}

/// The bytes as a zlib stream. Not by `flate2`, whose way of compressing another library may choose, and which then depends on
/// the processor: a figure has the same bytes on the desk and in the browser.
fn compressed(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, COMPRESSION)
}

/// Length of a side in whole units, as the SVG has it.
fn units(length: f64) -> f32 {
    single((length * UNITS).ceil())
}

/// The same in points.
fn points(length: f64) -> f32 {
    single((length * UNITS).ceil() / UNITS)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "seven digits are more than a page needs"
)]
fn single(number: f64) -> f32 {
    number as f32
}
