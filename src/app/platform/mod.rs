//! The browser behind plain functions and types: storage, locks, the worker, the clipboard, files, colours, timers.

pub(in crate::app) mod bitmap;
pub(in crate::app) mod clipboard;
pub(in crate::app) mod database;
pub(in crate::app) mod debounce;
pub(in crate::app) mod files;
pub(in crate::app) mod locks;
pub(in crate::app) mod promise;
pub(in crate::app) mod theme;
pub(in crate::app) mod timing;
pub(in crate::app) mod worker;
