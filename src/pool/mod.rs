//! Many trials, one answer: common-effect and random-effects estimates, their intervals, and how much the trials differ.
//!
//! One file holds one family of methods, with its formula and source at the head.

pub mod bayesian;
pub mod beta_binomial;
pub mod breslow_day;
pub mod cluster_robust;
pub mod cochran_mantel_haenszel;
pub mod exact_conditional;
pub mod firth;
pub mod generalised_q;
pub mod hartung_knapp;
pub mod heterogeneity;
pub mod inverse_variance;
pub mod mantel_haenszel;
pub mod mantel_haenszel_rates;
pub mod miettinen_nurminen;
pub mod mixed_model;
pub mod noncentral_hypergeometric;
pub mod peto;
pub mod prediction;
pub mod profile_likelihood;
pub mod q_profile;
pub mod random_effects;
mod result;
pub mod robust;
pub mod sums;
pub mod tau_squared;
pub mod three_level;

pub use cochran_mantel_haenszel::ChiSquaredTest;
pub use result::{CommonEffect, Heterogeneity, Pooled, Undefined};
