//! Figures as files: which, of what kind, how large; and how they are made.

mod choices;
mod drawn;
mod explored;
mod files;

pub use self::choices::{Choices, Format, RESOLUTIONS, Size, WIDTHS, Which};
pub use self::drawn::{Figure, figures};
pub(super) use self::drawn::{
    analyses_drawn, findings_figure, flow_figure, forest_plot, safety_profile,
};
pub use self::explored::ExploredFigure;
pub use self::files::{Made, Outlook, copy, download, make, outlook};
pub(super) use self::files::{download_at_once, pngs};
