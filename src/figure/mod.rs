//! Draws figures: from an answer to a [`Scene`], and from a scene to screen or file.
//!
//! A figure is one folder or file ([`forest`], [`safety`], [`findings`], [`sensitivity`], [`risk_of_bias`], [`checklist`], [`funnel`], [`subgroups`],
//! [`dots`], [`volcano`], [`reporting`], [`bubble`], [`dose_response`], [`influence`], [`baujat`], [`labbe`], [`radial`], [`drapery`], [`subsets`], [`sequential`], [`old_and_new`], [`flow`]). Its `Inputs` hold exactly what it shows and compare cheaply, its
//! `scene` places everything once, in points. It is composed of the pieces in `grammar`: columns, marks, axis, head,
//! footer, legend. A [`Scene`] is a list of lines, rectangles, polygons and texts whose colours are roles.
//!
//! A painter ([`paint`]) resolves the roles by a [`Theme`] and hands the list to a backend of plotters: the canvas for the
//! screen and for PNG, SVG and PDF for download. Texts are measured with the advances of the one font that is shipped
//! ([`font`]), so that what is laid out here is what is seen there.
//!
//! ```
//! use std::sync::Arc;
//! use trialpool::analysis::{answer, prepare};
//! use trialpool::data::Settings;
//! use trialpool::figure::{Answered, Theme, forest, paint::svg};
//! use trialpool::read::examples;
//! use trialpool::wording::Locale;
//!
//! let review = examples::review("bcg-vaccine").ok_or("no such example")?;
//! let outcome = &review.outcomes[0];
//! let prepared = prepare(&review, &Settings::default(), outcome.id).ok_or("no such outcome")?;
//! let response = answer(&prepared.request);
//! let answered = Answered::new(outcome, prepared, response);
//!
//! let options = forest::Options::two_columns(Locale::DecimalPoint);
//! let inputs = forest::Inputs::new(&review, &answered, None, &Arc::default(), &options);
//! let document = svg::document(&forest::scene(&inputs), &Theme::PRINT);
//! assert!(document.starts_with("<svg ") && document.contains("Aronson 1948"));
//! # Ok::<(), &str>(())
//! ```

mod against_number;
mod answered;
pub mod baujat;
pub mod bubble;
pub mod bundle;
pub mod checklist;
pub mod dose_response;
pub mod dots;
pub mod drapery;
mod effect_scale;
pub mod findings;
pub mod flow;
pub mod font;
pub mod forest;
pub mod funnel;
mod grammar;
pub mod influence;
pub mod labbe;
pub mod old_and_new;
mod options;
mod page;
pub mod paint;
pub mod paper;
pub mod png;
mod preset;
pub mod profile;
pub mod radial;
pub mod reporting;
pub mod risk_of_bias;
pub mod safety;
mod scaling;
pub mod scatter;
mod scene;
pub mod sensitivity;
pub mod sequential;
pub mod subgroups;
pub mod subsets;
mod theme;
pub mod volcano;

pub use answered::Answered;
pub use grammar::grouped::GroupedLine;
pub use grammar::scale::{Axis, Kind, Span, Tick};
pub use options::Options;
pub use page::{Page, SMALLEST_TEXT, text_size_for};
pub use preset::Preset;
pub use scene::{Anchor, Item, Point, Rectangle, Region, RegionKind, Role, Scene, Text};
pub use theme::{Colour, Theme};

/// Points (1/72 inch) in a millimetre.
pub const POINTS_PER_MILLIMETRE: f64 = 72.0 / 25.4;

/// Points in a CSS pixel (1/96 inch).
pub const POINTS_PER_PIXEL: f64 = 0.75;
