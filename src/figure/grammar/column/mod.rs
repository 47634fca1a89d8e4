//! Columns of figures that are tables with a graph: each measures its cells, is given a slot, and writes head and cells.

pub(crate) mod certainty;
pub(crate) mod counts;
pub(crate) mod effect;
pub(crate) mod lights;
pub(crate) mod number;
pub(crate) mod text;
