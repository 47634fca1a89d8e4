//! Marks: what stands on a plot for a value or an interval. Each is a value that draws itself at a height of a plot.

pub(crate) mod arrow;
pub(crate) mod bar;
pub(crate) mod beside;
pub(crate) mod certainty;
pub(crate) mod circle;
pub(crate) mod diamond;
pub(crate) mod guide;
pub(crate) mod interval;
pub(crate) mod light;
pub(crate) mod margin;
pub(crate) mod path_arrow;
pub(crate) mod reported;
pub(crate) mod share_bar;
pub(crate) mod square;
pub(crate) mod stack;
pub(crate) mod text_box;
