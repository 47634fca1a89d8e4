//! The state of the page: values that are set, and values that follow from others.
//!
//! Both are Leptos's signals and memos over one type of value. Leptos compiles a signal and a memo once for each type of
//! value, some kilobytes each; here only the reading of the value is compiled again.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::UnwrapThrowExt;

/// A value of any type, shared.
type Value = Arc<dyn Any + Send + Sync>;

fn value_of<T: 'static>(value: &Value) -> &T {
    // Whoever keeps a value reads it as the type it was kept as: the type stands in the handle.
    value.downcast_ref().unwrap_throw()
}

/// A value that is set; what reads it is done again when it is.
pub(super) struct Held<T> {
    signal: RwSignal<Value>,
    of: PhantomData<fn(T) -> T>,
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Held<T> {}

impl<T: Send + Sync + 'static> Held<T> {
    /// Holds a value.
    pub(super) fn new(value: T) -> Self {
        Self {
            signal: RwSignal::new(Arc::new(value)),
            of: PhantomData,
        }
    }

    /// Reads the value, and hears of its changes.
    pub(super) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(value_of(&heard(self.signal)))
    }

    /// Reads the value without hearing of changes.
    pub(super) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(value_of(&unheard(self.signal)))
    }

    /// Sets the value.
    pub(super) fn set(self, value: T) {
        set(self.signal, Arc::new(value));
    }
}

impl<T: Clone + Send + Sync + 'static> Held<T> {
    /// The value; hears of its changes.
    pub(super) fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub(super) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// Changes the value, and gives what the change gives.
    pub(super) fn update<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        let given = self.update_unheard(change);
        self.signal.notify();
        given
    }

    /// Changes the value in a way that nobody needs to hear of.
    pub(super) fn update_unheard<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        // Taken out while it is changed, so that it is changed in place and not copied.
        let mut value = taken(self.signal);
        let unshared = Arc::get_mut(&mut value).and_then(|value| value.downcast_mut());
        let given = if let Some(value) = unshared {
            change(value)
        } else {
            // Somebody is reading it: it is theirs, and a copy is changed.
            let mut copy = value_of::<T>(&value).clone();
            let given = change(&mut copy);
            value = Arc::new(copy);
            given
        };
        self.signal.update_untracked(|held| *held = value);
        given
    }
}

// Where a part of the page is gone, its values are: nothing that lives may read them. Leptos's own panics say where the
// value came from, with tables of Unicode behind their words; the stack says the same.

fn heard(signal: RwSignal<Value>) -> Value {
    signal.try_get().unwrap_throw()
}

fn unheard(signal: RwSignal<Value>) -> Value {
    signal.try_get_untracked().unwrap_throw()
}

fn set(signal: RwSignal<Value>, value: Value) {
    // An answer that comes in late may find its part of the page gone.
    signal.try_set(value);
}

fn taken(signal: RwSignal<Value>) -> Value {
    let nothing: Value = Arc::new(());
    signal
        .try_update_untracked(|held| std::mem::replace(held, nothing))
        .unwrap_throw()
}

/// A value that nothing follows from, kept as long as its part of the page.
pub(super) struct Stored<T>(StoredValue<T, LocalStorage>);

impl<T> Clone for Stored<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Stored<T> {}

impl<T: 'static> Stored<T> {
    /// Keeps a value.
    pub(super) fn new(value: T) -> Self {
        Self(StoredValue::new_local(value))
    }

    /// Reads the value.
    pub(super) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.0.try_with_value(read).unwrap_throw()
    }

    /// Puts another in its place and gives back the one before, or none where the part of the page is gone.
    pub(super) fn replace(self, value: T) -> Option<T> {
        self.0
            .try_update_value(|kept| std::mem::replace(kept, value))
    }

    /// Puts another in its place.
    pub(super) fn set(self, value: T) {
        self.replace(value);
    }
}

impl<T: Clone + 'static> Stored<T> {
    /// The value.
    pub(super) fn get(self) -> T {
        self.with(T::clone)
    }
}

/// A value that follows from others; what reads it is done again when it becomes another one.
pub(super) struct Derived<T> {
    memo: Memo<Value>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: PartialEq + Send + Sync + 'static> Derived<T> {
    /// What `follow` makes of what it reads.
    pub(super) fn new(follow: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::after(move |_| follow())
    }

    /// What `follow` makes of what it reads and of the value before.
    pub(super) fn after(follow: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let follow = move |before: Option<Value>| {
            let next = follow(before.as_ref().map(value_of));
            match before {
                Some(before) if *value_of::<T>(&before) == next => (before, false),
                _ => (Arc::new(next) as Value, true),
            }
        };
        Self {
            memo: derived(Box::new(follow)),
            of: PhantomData,
        }
    }

    /// Reads the value, and hears of its changes.
    pub(super) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(value_of(&heard_derived(self.memo)))
    }

    /// Reads the value without hearing of changes.
    pub(super) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(value_of(&unheard_derived(self.memo)))
    }

    /// Hears of changes without reading the value.
    pub(super) fn track(self) {
        self.memo.track();
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Derived<T> {
    /// The value; hears of its changes.
    pub(super) fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub(super) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value as it is now, or none where the part of the page is gone.
    pub(super) fn try_get_untracked(self) -> Option<T> {
        self.memo
            .try_get_untracked()
            .map(|value| value_of::<T>(&value).clone())
    }
}

type Follow = Box<dyn Fn(Option<Value>) -> (Value, bool) + Send + Sync>;

/// Compiled once.
fn derived(follow: Follow) -> Memo<Value> {
    Memo::new_owning(follow)
}

fn heard_derived(memo: Memo<Value>) -> Value {
    memo.try_get().unwrap_throw()
}

fn unheard_derived(memo: Memo<Value>) -> Value {
    memo.try_get_untracked().unwrap_throw()
}

/// What the page provides to all its parts.
pub(super) fn provided<T: Clone + 'static>() -> T {
    use_context().unwrap_throw()
}
