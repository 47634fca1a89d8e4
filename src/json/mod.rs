//! JSON: texts to values and back, for the saved document and for what the page and its worker tell each other.
//!
//! The model's types also have serde's traits, for other programs and for the tests, and both agree on every byte. What
//! the page itself reads and writes goes through this room, which is there for the page's weight: serde's derived code is
//! made anew for every type and weighed a sixth of the program, while here a type adds little more than the names of its
//! fields. Nothing is copied on the way in: a [`Value`] is a place in the text.
//!
//! [`json!`] says which names a type has:
//!
//! ```text
//! json!(struct Arm { id, label, role });
//! json!(struct Record { values, time_point, source, note = default });
//! json!(enum OutcomeKind { Counts, PersonTime, Means, Estimates(scale) });
//! ```

mod form;
mod read;
mod syntax;
mod write;

pub use read::{Fields, ReadJson, Value, Variant, Wrong, read, value};
pub use write::{Content, WriteJson, write, write_fields, write_list, write_name, write_variant};

/// Gives a type its JSON form: fields and variants by name, in the order in which they are written.
///
/// A struct is an object of its fields; `= default` after a field lets it be missing in texts of earlier versions (a
/// field that is an `Option` always may). An enum is as serde writes it: the name of the variant in `snake_case` where it
/// holds nothing, else an object of that name alone with what it holds. Each type is read and written by functions of its
/// own: inlined into each other they compress less well.
macro_rules! json {
    (struct $name:ident $(<$parameter:ident>)? { $($field:ident $(= $default:ident)?),* $(,)? }) => {
        impl $(<$parameter: $crate::json::ReadJson>)? $crate::json::ReadJson for $name $(<$parameter>)? {
            #[inline(never)]
            fn read_json(value: $crate::json::Value<'_>) -> Result<Self, $crate::json::Wrong> {
                let mut fields = value.fields()?;
                Ok(Self { $($field: $crate::json::json!(@field fields $field $($default)?)?),* })
            }
        }

        impl $(<$parameter: $crate::json::WriteJson>)? $crate::json::WriteJson for $name $(<$parameter>)? {
            #[inline(never)]
            fn write_json(&self, text: &mut String) {
                $crate::json::write_fields(&[$((stringify!($field), &self.$field)),*], text);
            }
        }
    };
    (enum $name:ident $(<$parameter:ident>)? {
        $($variant:ident $(($inner:ident))? $({ $($field:ident),* $(,)? })?),* $(,)?
    }) => {
        impl $(<$parameter: $crate::json::ReadJson>)? $crate::json::ReadJson for $name $(<$parameter>)? {
            #[inline(never)]
            fn read_json(value: $crate::json::Value<'_>) -> Result<Self, $crate::json::Wrong> {
                let found = value.variant()?;
                $($crate::json::json!(@variant found $variant $(($inner))? $({ $($field),* })?);)*
                Err(found.unknown())
            }
        }

        impl $(<$parameter: $crate::json::WriteJson>)? $crate::json::WriteJson for $name $(<$parameter>)? {
            #[inline(never)]
            fn write_json(&self, text: &mut String) {
                match self {
                    $(Self::$variant $(($inner))? $({ $($field),* })? => $crate::json::write_variant(
                        stringify!($variant),
                        $crate::json::json!(@content $(($inner))? $({ $($field),* })?),
                        text,
                    )),*
                }
            }
        }
    };
    (@field $fields:ident $field:ident) => { $fields.read(stringify!($field)) };
    (@field $fields:ident $field:ident default) => { $fields.read_or_default(stringify!($field)) };
    (@variant $found:ident $variant:ident) => {
        if $found.is(stringify!($variant)) {
            return $found.alone(Self::$variant);
        }
    };
    (@variant $found:ident $variant:ident ($inner:ident)) => {
        if $found.is(stringify!($variant)) {
            return $found.content().map(Self::$variant);
        }
    };
    (@variant $found:ident $variant:ident { $($field:ident),* }) => {
        if $found.is(stringify!($variant)) {
            let mut fields = $found.fields()?;
            return Ok(Self::$variant { $($field: fields.read(stringify!($field))?),* });
        }
    };
    (@content) => { $crate::json::Content::Nothing };
    (@content ($inner:ident)) => { $crate::json::Content::Value($inner) };
    (@content { $($field:ident),* }) => { $crate::json::Content::Fields(&[$((stringify!($field), $field)),*]) };
}

pub(crate) use json;
