//! The frame of the page: header, navigation, banners, status line.

mod frame;
mod header;

pub(in crate::app) use self::frame::Shell;
