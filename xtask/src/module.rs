//! The binary format of WebAssembly modules, as far as these commands change modules.

/// The section of what is made for the tools, behind its name.
pub(crate) const CUSTOM: u8 = 0;
/// The section of what a module takes from outside.
pub(crate) const IMPORTS: u8 = 2;
/// The section of what a module gives.
pub(crate) const EXPORTS: u8 = 7;

/// The module with the body of each section as `body` makes it, without those of which nothing is left; nothing for what is
/// no module.
pub(crate) fn rewritten(
    module: &[u8],
    mut body: impl FnMut(u8, &[u8]) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let (preamble, mut rest) = module.split_at_checked(8)?;
    let mut written = preamble.to_vec();
    while let [section, after @ ..] = rest {
        let mut reader = Reader(after);
        let length = reader.number()?;
        let body = body(*section, reader.bytes(length)?)?;
        rest = reader.0;
        if body.is_empty() {
            continue;
        }
        written.push(*section);
        write_number(body.len(), &mut written);
        written.extend(body);
    }
    Some(written)
}

/// Reads the binary format of modules (WebAssembly Core Specification, chapter 5).
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    /// As many bytes; nothing where there are fewer.
    pub(crate) fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number without a sign, in LEB128.
    pub(crate) fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for place in 0..5 {
            let byte = *self.bytes(1)?.first()?;
            number |= usize::from(byte & 0x7F) << (7 * place);
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A text behind its length.
    pub(crate) fn name(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }
}

pub(crate) fn write_number(mut number: usize, written: &mut Vec<u8>) {
    loop {
        let low = u8::try_from(number & 0x7F).unwrap_or(0);
        number >>= 7;
        if number == 0 {
            written.push(low);
            return;
        }
        written.push(low | 0x80);
    }
}

pub(crate) fn write_name(name: &str, written: &mut Vec<u8>) {
    write_number(name.len(), written);
    written.extend(name.as_bytes());
}
