//! The fonts as files hold them that nothing can stand in for: the whole of both subsets, as TrueType, compressed.

use super::{Weight, compositions::COMPOSITIONS, estimated_advance, own_advance};

/// Units in an em, in which advances are counted.
pub(in crate::figure) const UNITS_PER_EM: u16 = 2048;

/// Advance of the box that stands for a character the font lacks.
const BOX: u16 = 1536;

/// One font.
pub(in crate::figure) struct Embedded {
    /// Its name.
    pub(in crate::figure) name: &'static str,
    /// The TrueType file, as zlib compressed it.
    pub(in crate::figure) program: &'static [u8],
    /// How long that file is before it is compressed, in bytes.
    pub(in crate::figure) program_length: i32,
    /// The number of the glyph of each character, two bytes for each code from 0 to the last of the font, as zlib
    /// compressed it. A code that the font lacks has the glyph 0, a box.
    pub(in crate::figure) glyphs: &'static [u8],
    /// Corners of the box that holds every glyph: left, lower, right, upper; in units.
    pub(in crate::figure) bounds: [i16; 4],
    /// Thickness of an upright stem, in units.
    pub(in crate::figure) stem: i16,
}

static REGULAR: Embedded = Embedded {
    name: "Arimo",
    program: include_bytes!("arimo-regular.ttf.zlib"),
    program_length: 28_412,
    glyphs: include_bytes!("arimo-regular.glyphs.zlib"),
    bounds: [-1114, -797, 5728, 2136],
    stem: 180,
};

static BOLD: Embedded = Embedded {
    name: "Arimo-Bold",
    program: include_bytes!("arimo-bold.ttf.zlib"),
    program_length: 28_460,
    glyphs: include_bytes!("arimo-bold.glyphs.zlib"),
    bounds: [-987, -797, 5728, 2136],
    stem: 281,
};

/// The font of a weight.
pub(in crate::figure) fn embedded(weight: Weight) -> &'static Embedded {
    match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    }
}

/// How a character is drawn with nothing but the shipped font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::figure) enum Shape {
    /// By its own glyph.
    Own,
    /// As a box: the font lacks it.
    Box,
    /// Not at all: it only joins or separates its neighbours.
    Nothing,
}

/// How a character is drawn, and how far it moves on, in units.
pub(in crate::figure) fn shape(character: char, weight: Weight) -> (Shape, u16) {
    if let Some(advance) = own_advance(character, weight) {
        return (Shape::Own, advance);
    }
    match (
        u32::from(character),
        estimated_advance(u32::from(character)),
    ) {
        (0x0300..=0x036f, 0) => (Shape::Box, BOX),
        (_, 0) => (Shape::Nothing, 0),
        (_, advance) => (Shape::Box, advance),
    }
}

/// The text with each letter and mark behind it as one character where the font has that.
pub(in crate::figure) fn composed(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for character in text.chars() {
        let whole = composed.chars().next_back().and_then(|letter| {
            let place = COMPOSITIONS
                .binary_search_by_key(&(letter, character), |(letter, mark, _)| (*letter, *mark))
                .ok()?;
            COMPOSITIONS.get(place)
        });
        if let Some((_, _, whole)) = whole {
            composed.pop();
            composed.push(*whole);
        } else {
            composed.push(character);
        }
    }
    composed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfolded(compressed: &[u8]) -> Vec<u8> {
        let mut unfolded = Vec::new();
        let mut decoder = flate2::read::ZlibDecoder::new(compressed);
        std::io::Read::read_to_end(&mut decoder, &mut unfolded).unwrap();
        unfolded
    }

    #[test]
    fn the_fonts_hold_every_character_that_the_layout_has_an_advance_for() {
        for weight in [Weight::Regular, Weight::Bold] {
            let glyphs = unfolded(embedded(weight).glyphs);
            let with_glyph = glyphs.chunks_exact(2).map(|number| number != [0, 0]);
            let characters = (0..).map(char::from_u32);
            for (has_glyph, character) in with_glyph.zip(characters) {
                let advance = character.and_then(|character| own_advance(character, weight));
                assert_eq!(has_glyph, advance.is_some(), "{character:?}");
            }
            let last = char::from_u32(u32::try_from(glyphs.len() / 2).unwrap() - 1).unwrap();
            assert_eq!(last, '≥');
        }
    }

    #[test]
    fn the_advances_of_the_fonts_are_those_of_the_layout() {
        for weight in [Weight::Regular, Weight::Bold] {
            let font = embedded(weight);
            let program = unfolded(font.program);
            assert_eq!(program.len(), usize::try_from(font.program_length).unwrap());
            let table = |tag: &[u8; 4]| {
                let records = program[12..].chunks_exact(16);
                let record = { records }.find(|record| record.starts_with(tag)).unwrap();
                let offset = u32::from_be_bytes(record[8..12].try_into().unwrap());
                &program[usize::try_from(offset).unwrap()..]
            };
            let word =
                |table: &[u8], index: usize| u16::from_be_bytes([table[index], table[index + 1]]);
            assert_eq!(word(table(b"head"), 18), UNITS_PER_EM);
            let (advances, count) = (table(b"hmtx"), usize::from(word(table(b"hhea"), 34)));
            let advance_of = |glyph: usize| word(advances, 4 * glyph.min(count - 1));
            assert_eq!(advance_of(0), BOX);
            let glyphs = unfolded(font.glyphs);
            for (code, number) in (0..).zip(glyphs.chunks_exact(2)) {
                let character = char::from_u32(code).unwrap();
                if let Some(advance) = own_advance(character, weight) {
                    let glyph = usize::from(u16::from_be_bytes([number[0], number[1]]));
                    assert_eq!(advance_of(glyph), advance, "{character:?}");
                }
            }
        }
    }

    #[test]
    fn letters_with_marks_behind_them_become_one_character() {
        assert_eq!(
            composed("Jose\u{301} A\u{30a}ngstro\u{308}m"),
            "José Ångström"
        );
        assert_eq!(composed("q\u{301}"), "q\u{301}");
        assert_eq!(shape('\u{301}', Weight::Regular), (Shape::Box, BOX));
        assert_eq!(shape('\u{200d}', Weight::Regular), (Shape::Nothing, 0));
        assert_eq!(shape('漢', Weight::Bold).0, Shape::Box);
        assert_eq!(shape('²', Weight::Bold).0, Shape::Own);
    }
}
