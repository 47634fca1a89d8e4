//! The browser behind plain functions and types: the address, storage, locks, the worker, the clipboard, files, fields, colours, timers.

pub mod address;
pub mod bitmap;
pub mod clipboard;
pub mod database;
pub mod debounce;
pub mod file_worker;
pub mod files;
pub mod handbook;
pub mod language;
pub mod locks;
pub mod media;
pub mod newer_version;
pub mod pace;
pub mod pieces;
pub mod print;
pub mod promise;
pub mod spawn;
pub mod text;
pub mod text_entry;
pub mod theme;
pub mod timing;
pub mod worker;
