//! Names that stay the same while the things they name are renamed, moved and sorted.

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, Value, WriteJson, Wrong};

macro_rules! identifier {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl From<u32> for $name {
            fn from(number: u32) -> Self {
                Self(number)
            }
        }

        impl From<$name> for u32 {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl ReadJson for $name {
            fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
                u32::read_json(value).map(Self)
            }
        }

        impl WriteJson for $name {
            fn write_json(&self, text: &mut String) {
                self.0.write_json(text);
            }
        }
    };
}

identifier! {
    /// Names a trial for the life of the review; never given twice, even after the trial was deleted.
    TrialId
}
identifier! {
    /// Names an outcome for the life of the review.
    OutcomeId
}
identifier! {
    /// Names an arm within its trial.
    ArmId
}
identifier! {
    /// Names a covariate column for the life of the review.
    CovariateId
}
