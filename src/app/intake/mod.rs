//! Everything that comes in.

pub(in crate::app) mod import;
pub(in crate::app) mod paste;
pub(in crate::app) mod taking;
