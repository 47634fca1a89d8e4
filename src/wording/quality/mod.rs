//! What the quality of the trials is said in: [`items`] names the items of the checklists, [`shares`] says how many trials
//! meet them, [`interface`] has the labels of the two views.

pub mod interface;
pub mod items;
pub mod shares;
