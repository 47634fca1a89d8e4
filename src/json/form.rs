//! The JSON forms of the types that every program has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use super::write::{write_list, write_name, write_named, write_text};
use super::{Content, ReadJson, Value, WriteJson, Wrong};

impl ReadJson for bool {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        match value.written() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(value.wrong("true or false is expected")),
        }
    }
}

impl WriteJson for bool {
    fn write_json(&self, text: &mut String) {
        text.push_str(if *self { "true" } else { "false" });
    }
}

/// Whole numbers.
macro_rules! whole {
    ($($number:ty),*) => {$(
        impl ReadJson for $number {
            fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
                value.written().parse().map_err(|_| value.wrong("a whole number is expected"))
            }
        }

        impl WriteJson for $number {
            fn write_json(&self, text: &mut String) {
                // Writing to a string does not fail.
                let _ = write!(text, "{self}");
            }
        }
    )*};
}

whole!(u32, u64, usize, i32);

impl ReadJson for f64 {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        let expected = value.wrong("a number is expected");
        let written = value.written();
        if !written.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
            return Err(expected);
        }
        let number = written.parse::<f64>().map_err(|_| expected)?;
        if number.is_finite() {
            Ok(number)
        } else {
            Err(value.wrong("the number is too large"))
        }
    }
}

impl WriteJson for f64 {
    /// The shortest digits that read back to the same bits; `null` for what is no number.
    fn write_json(&self, text: &mut String) {
        let size = self.abs();
        let _ = if !self.is_finite() {
            text.write_str("null")
        } else if size != 0.0 && !(1e-5..1e16).contains(&size) {
            // As serde writes it, with the sign of the exponent.
            let written = format!("{self:e}");
            let (digits, exponent) = written.split_once('e').unwrap_or((&written, "0"));
            let sign = if size < 1.0 { "" } else { "+" };
            write!(text, "{digits}e{sign}{exponent}")
        } else {
            let whole = if self.fract() == 0.0 { ".0" } else { "" };
            write!(text, "{self}{whole}")
        };
    }
}

impl ReadJson for String {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        Ok(value.text()?.into_owned())
    }
}

impl WriteJson for String {
    fn write_json(&self, text: &mut String) {
        write_text(self, text);
    }
}

impl WriteJson for &str {
    fn write_json(&self, text: &mut String) {
        write_text(self, text);
    }
}

impl<T: ReadJson> ReadJson for Option<T> {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        if value.is_null() {
            Ok(None)
        } else {
            T::read_json(value).map(Some)
        }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: WriteJson> WriteJson for Option<T> {
    fn write_json(&self, text: &mut String) {
        match self {
            Some(value) => value.write_json(text),
            None => text.push_str("null"),
        }
    }
}

impl<T: ReadJson, E: ReadJson> ReadJson for Result<T, E> {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        let found = value.variant()?;
        if found.is_exactly("Ok") {
            found.content().map(Ok)
        } else if found.is_exactly("Err") {
            found.content().map(Err)
        } else {
            Err(found.unknown())
        }
    }
}

impl<T: WriteJson, E: WriteJson> WriteJson for Result<T, E> {
    fn write_json(&self, text: &mut String) {
        match self {
            Ok(value) => write_named("Ok", Content::Value(value), text),
            Err(error) => write_named("Err", Content::Value(error), text),
        }
    }
}

impl<T: ReadJson> ReadJson for Vec<T> {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        let mut list = Self::new();
        for item in value.items()? {
            list.push(T::read_json(item)?);
        }
        Ok(list)
    }
}

impl<T: WriteJson> WriteJson for Vec<T> {
    fn write_json(&self, text: &mut String) {
        write_list(&mut self.iter().map(|item| item as &dyn WriteJson), text);
    }
}

/// Tuples are lists of so many values.
macro_rules! tuple {
    ($($part:ident: $place:tt),*) => {
        impl<$($part: ReadJson),*> ReadJson for ($($part,)*) {
            fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
                let mut items = value.items()?;
                let tuple = ($(
                    match items.next() {
                        Some(item) => $part::read_json(item)?,
                        None => return Err(value.wrong("a value is missing")),
                    },
                )*);
                match items.next() {
                    Some(item) => Err(item.wrong("one value too many")),
                    None => Ok(tuple),
                }
            }
        }

        impl<$($part: WriteJson),*> WriteJson for ($($part,)*) {
            fn write_json(&self, text: &mut String) {
                let items: [&dyn WriteJson; _] = [$(&self.$place),*];
                write_list(&mut items.into_iter(), text);
            }
        }
    };
}

tuple!(T: 0, U: 1);
tuple!(T: 0, U: 1, V: 2);

impl<T: ReadJson> ReadJson for Arc<T> {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        T::read_json(value).map(Self::new)
    }
}

impl<T: WriteJson> WriteJson for Arc<T> {
    fn write_json(&self, text: &mut String) {
        self.as_ref().write_json(text);
    }
}

impl<T: WriteJson> WriteJson for &T {
    fn write_json(&self, text: &mut String) {
        (*self).write_json(text);
    }
}

/// An object whose names are the numbers of the keys.
impl<K: Ord + From<u32>, V: ReadJson> ReadJson for BTreeMap<K, V> {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        let mut map = Self::new();
        let mut pairs = value.pairs()?;
        while let (Some(name), Some(value)) = (pairs.next(), pairs.next()) {
            let number: u32 = name
                .text()?
                .parse()
                .map_err(|_| name.wrong("a whole number is expected"))?;
            map.insert(K::from(number), V::read_json(value)?);
        }
        Ok(map)
    }
}

impl<K: Copy + Into<u32>, V: WriteJson> WriteJson for BTreeMap<K, V> {
    fn write_json(&self, text: &mut String) {
        text.push('{');
        for (key, value) in self {
            let number: u32 = (*key).into();
            write_name(&number.to_string(), text);
            value.write_json(text);
        }
        text.push('}');
    }
}

impl<T: Ord + ReadJson> ReadJson for BTreeSet<T> {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        let mut set = Self::new();
        for item in value.items()? {
            set.insert(T::read_json(item)?);
        }
        Ok(set)
    }
}

impl<T: WriteJson> WriteJson for BTreeSet<T> {
    fn write_json(&self, text: &mut String) {
        write_list(&mut self.iter().map(|value| value as &dyn WriteJson), text);
    }
}
