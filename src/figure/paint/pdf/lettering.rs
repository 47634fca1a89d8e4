//! Text: which codes its characters have, and the fonts that know them.
//!
//! The code of a character of the shipped font is its number in Unicode, so that a line is its own text in UTF-16. A
//! character that the font lacks is drawn as a box and has a code from [`FIRST_BOX`] on; the font's table of what codes mean
//! (`ToUnicode`) gives the character back to whoever copies the text.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::writers::FontDescriptor;
use pdf_writer::{Dict, Filter, Finish, Name, Pdf, Rect, Ref, Str};

use super::{compressed, single};
use crate::figure::font::embedded::{Embedded, Shape, UNITS_PER_EM, composed, embedded, shape};
use crate::figure::font::{CAP_HEIGHT, DESCENT, Weight};

/// The first code of a box. The codes of these blocks (Cyrillic to Greek Extended) have no glyph in the shipped font.
const FIRST_BOX: u16 = 0x0400;
/// The last one; should a document lack more characters than there are codes, the others share it.
const LAST_BOX: u16 = 0x1fff;
/// Lengths in fonts of a PDF are thousandths of an em.
const THOUSANDTHS: f64 = 1000.0;
/// Height of the highest letter of the font, in em.
const ASCENT: f64 = 1854.0 / 2048.0;

/// What codes mean: a character and its advance in units of the font.
type Codes = BTreeMap<u16, (char, u16)>;

/// The letters of a document.
#[derive(Default)]
pub(super) struct Letters {
    regular: Codes,
    bold: Codes,
    boxes: Vec<char>,
}

/// A line of text, ready to be shown.
pub(super) struct Line {
    /// The name of its font among those of the page.
    pub(super) font: Name<'static>,
    /// Its codes, two bytes each.
    pub(super) codes: Vec<u8>,
    /// How wide it is drawn.
    pub(super) width: f64,
}

/// The objects of one font.
pub(super) struct FontObjects {
    weight: Weight,
    font: Ref,
    descendant: Ref,
    descriptor: Ref,
    program: Ref,
    glyphs: Ref,
    unicode: Ref,
}

fn system_information() -> SystemInfo<'static> {
    SystemInfo {
        registry: Str(b"Adobe"),
        ordering: Str(b"Identity"),
        supplement: 0,
    }
}

impl Letters {
    /// A text in codes; its width is in the unit of `size`.
    pub(super) fn line(&mut self, text: &str, weight: Weight, size: f64) -> Line {
        let mut codes = Vec::with_capacity(2 * text.len());
        let mut units = 0.0;
        for character in composed(text).chars() {
            let (shape, advance) = shape(character, weight);
            let code = match shape {
                Shape::Nothing => continue,
                Shape::Own => u16::try_from(u32::from(character)).unwrap_or(LAST_BOX),
                Shape::Box => self.code_of_box(character),
            };
            self.codes_mut(weight).insert(code, (character, advance));
            codes.extend_from_slice(&code.to_be_bytes());
            units += f64::from(advance);
        }
        Line {
            font: resource(weight),
            codes,
            width: units * size / f64::from(UNITS_PER_EM),
        }
    }

    /// The characters that are boxes.
    pub(super) fn boxes(self) -> Vec<char> {
        self.boxes
    }

    fn code_of_box(&mut self, character: char) -> u16 {
        let known = self.boxes.iter().position(|known| *known == character);
        let place = known.unwrap_or_else(|| {
            self.boxes.push(character);
            self.boxes.len() - 1
        });
        u16::try_from(place)
            .map_or(LAST_BOX, |place| FIRST_BOX.saturating_add(place))
            .min(LAST_BOX)
    }

    fn codes(&self, weight: Weight) -> &Codes {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    fn codes_mut(&mut self, weight: Weight) -> &mut Codes {
        match weight {
            Weight::Regular => &mut self.regular,
            Weight::Bold => &mut self.bold,
        }
    }

    /// Names the fonts that are used among the resources of the pages.
    pub(super) fn declare(&self, resources: &mut Dict<'_>, next: &mut Ref) -> Vec<FontObjects> {
        let mut fonts = Vec::new();
        for weight in [Weight::Regular, Weight::Bold] {
            if !self.codes(weight).is_empty() {
                let font = FontObjects {
                    weight,
                    font: next.bump(),
                    descendant: next.bump(),
                    descriptor: next.bump(),
                    program: next.bump(),
                    glyphs: next.bump(),
                    unicode: next.bump(),
                };
                resources.pair(resource(weight), font.font);
                fonts.push(font);
            }
        }
        fonts
    }

    /// Writes the fonts.
    pub(super) fn write(&self, pdf: &mut Pdf, fonts: &[FontObjects]) {
        for objects in fonts {
            write_font(pdf, objects, self.codes(objects.weight));
        }
    }
}

/// The name of a font among those of the pages.
fn resource(weight: Weight) -> Name<'static> {
    match weight {
        Weight::Regular => Name(b"Regular"),
        Weight::Bold => Name(b"Bold"),
    }
}

/// Writes one font: a composite one (ISO 32000-1, 9.7) of the shipped TrueType file.
fn write_font(pdf: &mut Pdf, objects: &FontObjects, codes: &Codes) {
    let font = embedded(objects.weight);
    // Six letters say that it is a part of the font that has this name.
    let tag = match objects.weight {
        Weight::Regular => "TRIALR+",
        Weight::Bold => "TRIALB+",
    };
    let name = format!("{tag}{}", font.name);
    let name = Name(name.as_bytes());
    pdf.type0_font(objects.font)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(objects.descendant)
        .to_unicode(objects.unicode);
    let mut descendant = pdf.cid_font(objects.descendant);
    descendant
        .subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(system_information())
        .font_descriptor(objects.descriptor)
        .cid_to_gid_map_stream(objects.glyphs);
    let mut widths = descendant.widths();
    for (code, (_, advance)) in codes {
        widths.consecutive(
            *code,
            [thousandths(f64::from(*advance) / f64::from(UNITS_PER_EM))],
        );
    }
    widths.finish();
    descendant.finish();
    describe(
        &mut pdf.font_descriptor(objects.descriptor),
        name,
        objects,
        font,
    );
    pdf.stream(objects.program, font.program)
        .filter(Filter::FlateDecode)
        .pair(Name(b"Length1"), font.program_length);
    pdf.stream(objects.glyphs, font.glyphs)
        .filter(Filter::FlateDecode);
    let mut unicode = UnicodeCmap::new(Name(b"Trialpool-UTF16"), system_information());
    for (code, (character, _)) in codes {
        unicode.pair(*code, *character);
    }
    pdf.stream(objects.unicode, &compressed(&unicode.finish()))
        .filter(Filter::FlateDecode);
}

fn describe(
    descriptor: &mut FontDescriptor<'_>,
    name: Name<'_>,
    objects: &FontObjects,
    font: &Embedded,
) {
    let em = |units: i16| thousandths(f64::from(units) / f64::from(UNITS_PER_EM));
    let [left, lower, right, upper] = font.bounds.map(em);
    descriptor
        .name(name)
        // It holds characters beside those of Latin alphabets.
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(left, lower, right, upper))
        .italic_angle(0.0)
        .ascent(thousandths(ASCENT))
        .descent(thousandths(-DESCENT))
        .cap_height(thousandths(CAP_HEIGHT))
        .stem_v(em(font.stem))
        .font_file2(objects.program);
}

fn thousandths(em: f64) -> f32 {
    single(em * THOUSANDTHS)
}
