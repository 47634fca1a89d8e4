//! Identifiers, which stay the same while the things they name are renamed, moved and sorted.

use serde::{Deserialize, Serialize};

macro_rules! identifier {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);
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
