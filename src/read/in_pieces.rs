//! Looks at a file while it comes in, so that what is not read is refused before the whole of it is there.

use super::archive;
use super::bytes::is_utf16;
use super::delimited::{MOST_CHARACTERS, MOST_ROWS};
use super::files::{self, Refusal};

/// What is known of a file of which a beginning has come in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileInPieces {
    bytes: usize,
    /// Ends of lines outside quotation marks: no more than there are rows.
    lines: usize,
    is_quoted: bool,
    /// Whether it is a text of lines; `None` before the first piece.
    is_lines: Option<bool>,
}

impl FileInPieces {
    /// Takes the next piece; the first must hold some bytes of the file's beginning.
    ///
    /// # Errors
    /// As soon as it is certain that the file will not be read: it is of a kind that is not, or longer than is read.
    pub fn take(&mut self, piece: &[u8]) -> Result<(), Refusal> {
        if piece.is_empty() {
            return Ok(());
        }
        let is_lines = if let Some(known) = self.is_lines {
            known
        } else {
            if let Some(refusal) = files::refused_at_once(piece) {
                return Err(refusal);
            }
            *self.is_lines.insert(holds_lines(piece))
        };
        if !is_lines {
            return Ok(());
        }
        self.bytes += piece.len();
        if self.bytes > MOST_CHARACTERS {
            return Err(Refusal::TooManyCharacters);
        }
        for byte in piece {
            match byte {
                b'"' => self.is_quoted = !self.is_quoted,
                b'\n' if !self.is_quoted => self.lines += 1,
                _ => {}
            }
        }
        // A last line without an end, heads over two rows, a title: a few lines more than rows are no reason.
        if self.lines > MOST_ROWS + 1 {
            return Err(Refusal::TooManyRows);
        }
        Ok(())
    }
}

/// Whether a file that begins like this is a text with a row on each line: no archive, XML, JSON, or UTF-16, whose bytes
/// are not those of its characters.
fn holds_lines(beginning: &[u8]) -> bool {
    let first = beginning
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF));
    !archive::is_archive(beginning)
        && !is_utf16(beginning)
        && !matches!(first, None | Some(b'{' | b'[' | b'<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str, piece: usize) -> Result<(), Refusal> {
        let mut file = FileInPieces::default();
        text.as_bytes()
            .chunks(piece)
            .try_for_each(|piece| file.take(piece))
    }

    #[test]
    fn a_table_of_too_many_rows_is_refused_before_its_end_has_come_in() {
        let mut file = FileInPieces::default();
        let piece = "Ash 2001,1,10,2,11\n".repeat(10_000);
        let pieces = (0..100).map(|_| file.take(piece.as_bytes()));
        assert_eq!(pieces.take_while(Result::is_ok).count(), 10);
    }

    #[test]
    fn lines_within_quotation_marks_markup_and_json_are_no_rows() {
        let cell = format!("Study,note\nAsh,\"{}\"\n", "word\n".repeat(200_000));
        let markup = format!("<a>{}</a>", "\n".repeat(200_000));
        let json = format!("  {{{}}}", "\n".repeat(200_000));
        for text in [cell, markup, json] {
            for piece in [1_000, 65_536, usize::MAX] {
                assert_eq!(taken(&text, piece), Ok(()));
            }
        }
    }

    #[test]
    fn as_many_rows_as_are_read_come_in() {
        let text = "a,b\n".repeat(MOST_ROWS);
        assert_eq!(taken(&text, 4_096), Ok(()));
        assert_eq!(
            taken(&"x".repeat(MOST_CHARACTERS + 1), 1 << 20),
            Err(Refusal::TooManyCharacters)
        );
    }

    #[test]
    fn a_picture_is_refused_at_its_first_piece() {
        assert_eq!(taken("GIF89a…", 6), Err(Refusal::Image));
    }
}
