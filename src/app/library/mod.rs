//! The reviews that this browser keeps.

pub(in crate::app) mod open;
pub(in crate::app) mod shelf;
