//! How far the trials can be trusted: the risk of bias, judged cell by cell, and checklists, answered trial by trial.

pub mod checklists;
pub mod choose_tool;
pub mod earlier_reviews;
pub mod fill_in;
pub mod judge_panel;
pub mod judging;
pub mod light_mark;
pub mod matrix;
pub mod matrix_keys;
pub mod overriding;
pub mod own_items;
pub mod questions;
pub mod risk_of_bias;
pub mod view;
pub mod weight_bars;

pub use self::fill_in::FillInDialog;
pub use self::view::QualityView;
