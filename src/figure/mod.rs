//! Figures: from results to a [`Scene`], and from a scene to paper or screen.
//!
//! A layout ([`forest`], [`profile`]) places everything once, in points, and returns a [`Scene`]: a list of lines,
//! rectangles, polygons and texts whose colours are roles. A painter ([`paint`]) resolves the roles by a [`Theme`] and
//! hands the list to a backend of plotters: the canvas for the screen and for PNG, SVG and PDF for download. Texts are measured
//! with the advances of the one font that is shipped ([`font`]), so that what is laid out here is what is seen there.

mod axis;
pub mod bundle;
mod fit;
pub mod font;
mod footer;
pub mod forest;
mod page;
pub mod paint;
mod plot;
pub mod png;
mod preset;
pub mod profile;
pub mod safety;
mod scene;
mod table;
mod theme;

pub use axis::{Axis, Kind, Span, Tick};
pub use page::{Page, SMALLEST_TEXT, text_size_for};
pub use preset::Preset;
pub use scene::{Anchor, Item, Point, Rectangle, Region, RegionKind, Role, Scene, Text};
pub use theme::{Colour, Theme};

/// Points (1/72 inch) in a millimetre.
pub const POINTS_PER_MILLIMETRE: f64 = 72.0 / 25.4;

/// Points in a CSS pixel (1/96 inch).
pub const POINTS_PER_PIXEL: f64 = 0.75;
