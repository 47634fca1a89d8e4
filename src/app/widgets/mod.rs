//! The small components that the views are made of. Each has one job and typed props; none knows what a trial is.

mod action_button;
mod button;
mod canvas_figure;
mod checkbox;
mod dialog;
mod icon;
mod menu;
mod number_field;
mod select;
mod tabs;
mod text_field;

pub(in crate::app) use self::action_button::{ActionButton, ActionIconButton, ActionItem};
pub(in crate::app) use self::button::Button;
pub(in crate::app) use self::canvas_figure::{CanvasFigure, FigureSize};
pub(in crate::app) use self::checkbox::Checkbox;
pub(in crate::app) use self::dialog::DialogFrame;
pub(in crate::app) use self::icon::{Icon, Mark, Shape};
pub(in crate::app) use self::menu::{Menu, MenuItem};
pub(in crate::app) use self::number_field::NumberField;
pub(in crate::app) use self::select::Select;
pub(in crate::app) use self::tabs::{Tab, Tabs};
pub(in crate::app) use self::text_field::TextField;
