//! Locks between the tabs of one browser (Web Locks): what one tab has claimed no other tab writes.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

use super::promise::{call, property};

/// A name that this tab alone has. A clone is another handle on the same lock.
#[derive(Clone, Default)]
pub struct Lock {
    /// Ends the promise for whose life the browser holds the lock; none where the browser has no locks.
    release: Rc<RefCell<Option<Function>>>,
}

impl Lock {
    /// Claims a name; `None` while another tab has it. Where there are no locks (a page opened from `file://` has no
    /// origin) every tab gets it.
    pub async fn claim(name: &str) -> Option<Self> {
        let locks = property(&window().navigator(), "locks");
        if locks.is_falsy() {
            return Some(Self::default());
        }
        match JsFuture::from(requested(&locks, name)).await {
            Ok(release) if release.is_null() => None,
            // A browser that refuses its locks to the page is one without locks.
            Err(_) => Some(Self::default()),
            Ok(release) => Some(Self {
                release: Rc::new(RefCell::new(Some(release.into()))),
            }),
        }
    }

    /// Lets other tabs have the name.
    pub fn release(&self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// A promise of the function that releases the lock, or of null while another tab has it.
fn requested(locks: &JsValue, name: &str) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let options = Object::new();
        let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
        // The browser holds the lock until the promise that is returned here resolves.
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            Promise::new(&mut |release, _| {
                let _ = resolve.call1(&JsValue::NULL, &release);
            })
            .into()
        });
        let request = call(locks, "request", &[name.into(), options.into(), granted]);
        match request {
            Ok(request) => {
                let refused = Closure::once_into_js(move |error: JsValue| {
                    let _ = reject.call1(&JsValue::NULL, &error);
                });
                let _ = call(&request, "catch", &[refused]);
            }
            Err(failure) => {
                let _ = reject.call1(&JsValue::NULL, &failure.0.into());
            }
        }
    })
}
