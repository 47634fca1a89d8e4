//! The quality of the trials: what follows from answers to RoB 2, how much weight rests on which judgement, and how many trials
//! meet the items of a checklist.
#![cfg(test)]

#[path = "quality/risk_of_bias_2.rs"]
mod risk_of_bias_2;
#[path = "quality/shares.rs"]
mod shares;
#[path = "quality/tables.rs"]
mod tables;
#[path = "quality/weights.rs"]
mod weights;
