//! What only the complete page holds.

use std::any::Any;
use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::{ReadJson, Value, WriteJson, Wrong};

/// Something that may be there in the complete page. The page that opens at once opens no document in which it is, so that
/// there it never is, and nothing that is done with it weighs anything: its type is named where it is put in and taken
/// out, not where it is dropped.
pub struct Further<T>(Option<Box<dyn Any + Send + Sync>>, PhantomData<T>);

impl<T: Any + Send + Sync> Further<T> {
    /// Nothing, as everywhere in the page that opens at once.
    pub const NONE: Self = Self(None, PhantomData);

    /// What is there.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        if crate::COMPLETE {
            self.0.as_ref()?.downcast_ref()
        } else {
            None
        }
    }

    /// What is there, to be changed.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        if crate::COMPLETE {
            self.0.as_mut()?.downcast_mut()
        } else {
            None
        }
    }

    /// Takes out what is there.
    pub fn take(&mut self) -> Option<T> {
        if crate::COMPLETE {
            Some(*self.0.take()?.downcast().ok()?)
        } else {
            None
        }
    }

    /// Puts something in the place of what is there.
    pub fn set(&mut self, it: Option<T>) {
        if crate::COMPLETE {
            self.0 = it.map(|it| -> Box<dyn Any + Send + Sync> { Box::new(it) });
        }
    }
}

impl<T: Any + Send + Sync + Debug> Debug for Further<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.get().fmt(formatter)
    }
}

impl<T: Any + Send + Sync> From<Option<T>> for Further<T> {
    fn from(it: Option<T>) -> Self {
        let mut further = Self::NONE;
        further.set(it);
        further
    }
}

impl<T: Any + Send + Sync> Default for Further<T> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<T: Any + Send + Sync + Clone> Clone for Further<T> {
    fn clone(&self) -> Self {
        self.get().cloned().into()
    }
}

impl<T: Any + Send + Sync + PartialEq> PartialEq for Further<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Any + Send + Sync + Serialize> Serialize for Further<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

impl<'de, T: Any + Send + Sync + Deserialize<'de>> Deserialize<'de> for Further<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Any + Send + Sync + ReadJson> ReadJson for Further<T> {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        if crate::COMPLETE {
            return Option::<T>::read_json(value).map(Self::from);
        }
        nothing(value).map(|()| Self::NONE)
    }

    fn missing() -> Option<Self> {
        Some(Self::NONE)
    }
}

impl<T: Any + Send + Sync + WriteJson> WriteJson for Further<T> {
    fn write_json(&self, text: &mut String) {
        match self.get() {
            Some(it) => it.write_json(text),
            None => text.push_str("null"),
        }
    }
}

/// What the page that opens at once reads in such a place.
fn nothing(value: Value<'_>) -> Result<(), Wrong> {
    if value.is_null() {
        Ok(())
    } else {
        Err(value.wrong("the complete page reads this"))
    }
}
