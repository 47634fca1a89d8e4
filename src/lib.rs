//! Trialpool pools adverse events across randomized trials and draws the figures, in the browser, with no server.
//!
//! The rooms stand in the order in which data flows through them; a room imports only rooms above it in this list.
//! `tests/architecture.rs` holds them to it.

pub mod math;

pub mod data;

pub mod read;

pub mod effect;

pub mod pool;

pub mod explore;

pub mod bias;

pub mod safety;

pub mod analysis;

pub mod wording;

pub mod figure;

pub mod report;

pub mod project;

#[cfg(target_arch = "wasm32")]
pub mod app;
