//! The small components that the views are made of. Each has one job and typed props; none changes the review.

pub mod action_button;
pub mod button;
pub mod canvas_figure;
pub mod checkbox;
pub mod dialog;
pub mod file_button;
pub mod finding_item;
pub mod icon;
pub mod menu;
pub mod number_field;
pub mod one_of;
pub mod popover;
pub mod select;
pub mod sides_table;
pub mod tabs;
pub mod text_field;

pub use self::action_button::{ActionButton, ActionIconButton, ActionItem};
pub use self::button::Button;
pub use self::canvas_figure::{CanvasFigure, FigureSize};
pub use self::checkbox::Checkbox;
pub use self::dialog::DialogFrame;
pub use self::file_button::FileButton;
pub use self::finding_item::FindingItem;
pub use self::icon::{Icon, Mark, Shape};
pub use self::menu::{Menu, MenuCheck, MenuItem};
pub use self::number_field::NumberField;
pub use self::one_of::OneOf;
pub use self::popover::{Anchor, AnchoredPopover, Popover};
pub use self::select::Select;
pub use self::sides_table::{ArmLine, SidesTable, side_mark};
pub use self::tabs::{Tab, Tabs};
pub use self::text_field::TextField;
