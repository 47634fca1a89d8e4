//! How certain the result of an outcome is: where the evidence starts, what rates it down and up, and what follows.

mod article;
mod domain;
mod judging;
mod needed;
mod raising;
mod rated;
mod start;
mod view;

pub use self::view::CertaintyView;
