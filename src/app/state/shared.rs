//! Values behind a pointer, compared by the pointer.

use std::ops::Deref;
use std::sync::Arc;

/// A large value that a memo holds: a clone is another pointer to it, and two are equal where they point to the same value.
///
/// Equal values that were computed apart are not equal here, and a value that holds NaN equals itself.
#[derive(Debug, Default)]
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Puts a value behind a pointer.
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }

    /// The pointer itself, for what keeps it beyond the page's state.
    pub fn arc(&self) -> &Arc<T> {
        &self.0
    }
}

impl<T> From<Arc<T>> for Shared<T> {
    fn from(value: Arc<T>) -> Self {
        Self(value)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
