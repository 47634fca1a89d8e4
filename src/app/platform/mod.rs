//! The browser behind plain functions and types: storage, locks, the worker, the clipboard, files, colours, timers.

pub mod bitmap;
pub mod clipboard;
pub mod database;
pub mod debounce;
pub mod files;
pub mod locks;
pub mod promise;
pub mod theme;
pub mod timing;
pub mod worker;
