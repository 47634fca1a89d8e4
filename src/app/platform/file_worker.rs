//! Reads a large file in a worker of its own, so that the page goes on, and can stop it.
//!
//! The page hands the worker the bytes; the worker answers with the JSON of a [`ReadAway`]. A worker reads one file and
//! ends.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent, Worker};

use super::spawn::spawned;
use crate::read::{ReadAway, read_away};

/// The worker's side: answers the bytes of a file with what it holds; says whether the message was a file.
pub fn answer(scope: &DedicatedWorkerGlobalScope, message: &JsValue) -> bool {
    let Some(bytes) = message.dyn_ref::<Uint8Array>() else {
        return false;
    };
    if let Ok(text) = serde_json::to_string(&read_away(&bytes.to_vec())) {
        let _ = scope.post_message(&JsValue::from_str(&text));
    }
    true
}

/// A file that is being read in a worker.
#[derive(Clone)]
pub struct FileReading {
    worker: Worker,
    answer: Promise,
    stop: Rc<RefCell<Option<Function>>>,
}

impl FileReading {
    /// Begins to read a file; `None` where the browser gives no worker.
    pub fn begin(bytes: &[u8]) -> Option<Self> {
        let worker = spawned()?;
        let stop = Rc::new(RefCell::new(None));
        let answer = Promise::new(&mut |resolve, _| {
            let answered = resolve.clone();
            let on_message = Closure::once_into_js(move |event: MessageEvent| {
                let _ = answered.call1(&JsValue::NULL, &event.data());
            });
            worker.set_onmessage(Some(on_message.unchecked_ref()));
            let failed = resolve.clone();
            let on_error = Closure::once_into_js(move |_: Event| {
                let _ = failed.call0(&JsValue::NULL);
            });
            worker.set_onerror(Some(on_error.unchecked_ref()));
            stop.borrow_mut().replace(resolve);
        });
        let bytes = Uint8Array::from(bytes);
        let handed_over = Array::of1(&bytes.buffer());
        worker
            .post_message_with_transfer(&bytes, &handed_over)
            .ok()?;
        Some(Self {
            worker,
            answer,
            stop,
        })
    }

    /// What the file holds; `None` where the worker broke, or was stopped.
    pub async fn done(self) -> Option<ReadAway> {
        let answer = JsFuture::from(self.answer.clone()).await.ok()?;
        self.worker.terminate();
        serde_json::from_str(&answer.as_string()?).ok()
    }

    /// Ends the reading.
    pub fn stop(&self) {
        self.worker.terminate();
        if let Some(stop) = self.stop.borrow_mut().take() {
            let _ = stop.call0(&JsValue::NULL);
        }
    }
}
