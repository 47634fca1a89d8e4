//! Reads a large file or a long text in a worker of its own, so that the page goes on, and can stop it.
//!
//! The page hands the worker the bytes of a file, or a text with the choices by which it is read; the worker answers with
//! the JSON of one [`Piece`] after the other, each of which the page takes in by itself. A worker reads once and ends.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent, Worker};

use super::spawn::spawned;
use crate::read::{Arriving, Choices, Piece, ReadAway, read_away, read_text_away};

/// The worker's side: answers a file or a text with what it holds; says whether the message was one.
pub fn answer(scope: &DedicatedWorkerGlobalScope, message: &JsValue) -> bool {
    let Some(read) = read(message) else {
        return false;
    };
    read.in_pieces(&mut |piece| {
        if let Ok(text) = serde_json::to_string(&piece) {
            let _ = scope.post_message(&JsValue::from_str(&text));
        }
    });
    true
}

/// What a message holds: the bytes of a file, or a text and the JSON of its choices.
fn read(message: &JsValue) -> Option<ReadAway> {
    if let Some(bytes) = message.dyn_ref::<Uint8Array>() {
        return Some(read_away(&bytes.to_vec()));
    }
    let parts = message.dyn_ref::<Array>()?;
    let choices = serde_json::from_str(&parts.get(1).as_string()?).ok()?;
    Some(read_text_away(parts.get(0).as_string()?, choices))
}

/// Why nothing came of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// It was stopped.
    Stopped,
    /// The worker broke, or what it answered cannot be understood.
    Broken,
}

/// What came of a reading, once something did.
type Whole = Rc<RefCell<Option<Result<ReadAway, NotRead>>>>;

/// Something that is being read in a worker.
#[derive(Clone)]
pub struct FileReading {
    worker: Worker,
    /// Resolved once it ended.
    ended: Promise,
    end: Rc<RefCell<Option<Function>>>,
    whole: Whole,
    /// Hears the worker as long as somebody waits for it.
    _listener: Rc<Closure<dyn FnMut(MessageEvent)>>,
}

impl FileReading {
    /// Begins to read a file; `None` where the browser gives no worker.
    pub fn begin(bytes: &[u8]) -> Option<Self> {
        let bytes = Uint8Array::from(bytes);
        let handed_over = Array::of1(&bytes.buffer());
        Self::begin_with(|worker| worker.post_message_with_transfer(&bytes, &handed_over))
    }

    /// Begins to read a text that is a table, by these choices; `None` where the browser gives no worker.
    pub fn begin_text(text: &str, choices: &Choices) -> Option<Self> {
        let choices = serde_json::to_string(choices).ok()?;
        let message = Array::of2(&JsValue::from_str(text), &JsValue::from_str(&choices));
        Self::begin_with(|worker| worker.post_message(&message))
    }

    fn begin_with(post: impl FnOnce(&Worker) -> Result<(), JsValue>) -> Option<Self> {
        let worker = spawned()?;
        let end = Rc::new(RefCell::new(None));
        let ended = Promise::new(&mut |resolve, _| {
            end.borrow_mut().replace(resolve);
        });
        let whole = Whole::default();
        let listener = listener(&worker, &end, &whole);
        post(&worker).ok()?;
        Some(Self {
            worker,
            ended,
            end,
            whole,
            _listener: Rc::new(listener),
        })
    }

    /// What the file or the text holds.
    ///
    /// # Errors
    /// When the worker broke, or was stopped.
    pub async fn done(self) -> Result<ReadAway, NotRead> {
        let _ = JsFuture::from(self.ended.clone()).await;
        self.worker.set_onmessage(None);
        self.worker.terminate();
        let whole = self.whole.borrow_mut().take();
        whole.unwrap_or(Err(NotRead::Stopped))
    }

    /// Ends the reading.
    pub fn stop(&self) {
        self.worker.terminate();
        finish(&self.end, &self.whole, Err(NotRead::Stopped));
    }
}

/// Puts the pieces that the worker sends together. Each message is a task of its own: between two the page goes on.
fn listener(
    worker: &Worker,
    end: &Rc<RefCell<Option<Function>>>,
    whole: &Whole,
) -> Closure<dyn FnMut(MessageEvent)> {
    let mut arriving = Arriving::default();
    let (ended, read) = (Rc::clone(end), Rc::clone(whole));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        match serde_json::from_str::<Piece>(&text) {
            Ok(piece) => {
                if let Some(all) = arriving.take(piece) {
                    finish(&ended, &read, Ok(all));
                }
            }
            Err(_) => finish(&ended, &read, Err(NotRead::Broken)),
        }
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let (ended, read) = (Rc::clone(end), Rc::clone(whole));
    let on_error = Closure::once_into_js(move |_: Event| {
        finish(&ended, &read, Err(NotRead::Broken));
    });
    worker.set_onerror(Some(on_error.unchecked_ref()));
    on_message
}

/// Says what came of the reading, unless that was said before.
fn finish(end: &Rc<RefCell<Option<Function>>>, whole: &Whole, result: Result<ReadAway, NotRead>) {
    if let Some(end) = end.borrow_mut().take() {
        whole.borrow_mut().replace(result);
        let _ = end.call0(&JsValue::NULL);
    }
}
