//! Everything that is said: numbers, names of methods, notes, problems, sentences. The locale is an argument.

pub mod number;

/// How numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// 1.25 and 1,250.
    #[default]
    DecimalPoint,
    /// 1,25 and 1 250.
    DecimalComma,
}
