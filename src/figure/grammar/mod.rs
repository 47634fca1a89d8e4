//! The pieces that figures are composed of; a figure is one file that says which it uses and where they stand.
//!
//! | piece | what it draws |
//! |---|---|
//! | [`head`] | the heads of the columns on their two lines, and the rule under them |
//! | [`row`] | where the lines of text of a row stand |
//! | [`column`] | cells: text, numbers, counts of an arm, effects, risk of bias |
//! | [`plot`] | a horizontal scale in its place on the page: from a value to an x |
//! | [`mark`] | what stands for a value on the plot: interval, square, diamond, bars, arrow, guide; lights; boxes of text and the arrows between them |
//! | [`axis`] | the line of an axis with its ticks and their labels |
//! | [`directions`] | what lies left and right of no difference |
//! | [`footer`] | paragraphs beneath |
//! | [`legend`] | what symbols stand for |
//! | [`labels`] | names beside points, where they lie over nothing |
//! | [`layers`] | guides under text and marks |
//! | [`sheet`] | a page of rows with one graph: what goes on from the page before, the axis and the footer under the rows |
//!
//! [`scale`] chooses how far an axis reaches and [`ticks`] where its ticks stand. Lengths in em are multiples of the size
//! of the text of the rows.

pub(super) mod axis;
pub(super) mod column;
pub(super) mod directions;
pub(super) mod footer;
pub(super) mod grouped;
pub(super) mod head;
pub(super) mod labels;
pub(super) mod layers;
pub(super) mod legend;
pub(super) mod mark;
pub(super) mod pagination;
pub(super) mod plot;
pub(super) mod row;
pub(super) mod scale;
pub(super) mod sheet;
pub(super) mod slot;
pub(super) mod text;
pub(super) mod ticks;
