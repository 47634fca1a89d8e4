//! What can be chosen about the figure, beside the figure.

mod all_figures;
mod axis;
mod choices;
mod covariate_columns;
mod subgroups;
mod this_figure;
mod typed_field;
mod view;

pub use self::view::FigurePanel;
