//! The worker: the same program in a second thread, which answers what may take longer than a frame.
//!
//! `public/boot.js` starts one worker when the page stands; no request is needed for it. The page sends the JSON of a
//! numbered [`Question`], the worker answers with the JSON of a [`Reply`] of the same number; or the bytes of a file, which
//! [`file_worker`] answers. A worker is stopped by ending it; the next question takes a new one.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent, Worker};

use serde::{Deserialize, Serialize};

use super::file_worker;
use super::promise::property;
use super::spawn::spawned;
use crate::analysis::{
    self, Fit, GroupedEvents, LongFound, LongWork, MethodResult, Progress, Request,
};

/// A numbered question of the page.
#[derive(Serialize, Deserialize)]
struct Question {
    number: u64,
    asked: Asked,
}

/// What the page asks.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Asked {
    /// Of one outcome: long work where some is named, the comparison with other methods where the request wants it, or else the
    /// fit of its plan.
    Outcome(Request, Option<LongWork>),
    /// The posterior of all events of the review.
    GroupedEvents(GroupedEvents),
}

/// What the worker answers: how far it is, or in the end the part of the response that the page does not have yet.
#[derive(Default, Serialize, Deserialize)]
struct Reply {
    number: u64,
    progress: Option<Progress>,
    comparison: Option<Vec<MethodResult>>,
    fit: Option<Fit>,
    found: Option<LongFound>,
}

/// The worker's side: answers every question that comes in.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let answering = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if file_worker::answer(&answering, &event.data()) {
            return;
        }
        let Some(question) = event
            .data()
            .as_string()
            .and_then(|text| serde_json::from_str::<Question>(&text).ok())
        else {
            return;
        };
        let say = |reply: Reply| {
            let reply = Reply {
                number: question.number,
                ..reply
            };
            if let Ok(text) = serde_json::to_string(&reply) {
                let _ = answering.post_message(&JsValue::from_str(&text));
            }
        };
        say(last_reply(&question.asked, &mut |progress| {
            say(Reply {
                progress: Some(progress),
                ..Reply::default()
            });
        }));
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // Lives as long as the worker.
    on_message.forget();
}

fn last_reply(asked: &Asked, watch: &mut dyn FnMut(Progress)) -> Reply {
    let (request, work) = match asked {
        Asked::Outcome(request, work) => (request, *work),
        Asked::GroupedEvents(events) => {
            return Reply {
                found: Some(LongFound::GroupedEvents(events.posterior(watch))),
                ..Reply::default()
            };
        }
    };
    if let Some(work) = work {
        Reply {
            found: work.found(request, watch),
            ..Reply::default()
        }
    } else if request.compare {
        Reply {
            comparison: Some(analysis::answer_watched(request, watch).comparison),
            ..Reply::default()
        }
    } else {
        Reply {
            fit: Fit::of(request),
            ..Reply::default()
        }
    }
}

/// What came of the latest question.
pub enum WorkerEvent {
    /// It is being worked at.
    Progressed(Progress),
    /// The outcome by every other method.
    Compared(Vec<MethodResult>),
    /// The plan carried out.
    Fitted(Box<Fit>),
    /// The long work that was asked for.
    Worked(Box<LongFound>),
    /// The browser gives the page no worker.
    Unavailable,
    /// The worker broke.
    Failed,
}

type Listener = Rc<dyn Fn(WorkerEvent)>;

/// The page's side of the client. One question is open at a time: a new one takes the place of the one before.
#[derive(Clone)]
pub struct WorkerClient {
    inner: Rc<RefCell<Inner>>,
    listener: Listener,
}

#[derive(Default)]
struct Inner {
    worker: Option<Worker>,
    number: u64,
}

impl WorkerClient {
    /// A client that tells `listener` what came of each question that was not overtaken by another.
    pub fn new(listener: impl Fn(WorkerEvent) + 'static) -> Self {
        Self {
            inner: Rc::default(),
            listener: Rc::new(listener),
        }
    }

    /// Asks; the answer goes to the listener, later.
    pub fn ask(&self, request: &Request) {
        self.ask_for(Asked::Outcome(request.clone(), None));
    }

    /// Asks for long work on a request; the answer goes to the listener, later.
    pub fn ask_to(&self, work: LongWork, request: &Request) {
        self.ask_for(Asked::Outcome(request.clone(), Some(work)));
    }

    /// Asks for the posterior of all events of a review; the answer goes to the listener, later.
    pub fn ask_of_events(&self, events: &GroupedEvents) {
        self.ask_for(Asked::GroupedEvents(events.clone()));
    }

    fn ask_for(&self, asked: Asked) {
        let number = {
            let mut inner = self.inner.borrow_mut();
            inner.number += 1;
            inner.number
        };
        let question = Question { number, asked };
        let Some(worker) = self.worker() else {
            return (self.listener)(WorkerEvent::Unavailable);
        };
        let sent = serde_json::to_string(&question)
            .ok()
            .and_then(|text| worker.post_message(&JsValue::from_str(&text)).ok());
        if sent.is_none() {
            (self.listener)(WorkerEvent::Failed);
        }
    }

    /// Ends the computation that is going on, if there is one.
    pub fn stop(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.number += 1;
        if let Some(worker) = inner.worker.take() {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }

    fn worker(&self) -> Option<Worker> {
        if let Some(worker) = &self.inner.borrow().worker {
            return Some(worker.clone());
        }
        let worker = spawned()?;
        self.listen(&worker);
        self.inner.borrow_mut().worker = Some(worker.clone());
        Some(worker)
    }

    fn listen(&self, worker: &Worker) {
        let client = self.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let reply = event
                .data()
                .as_string()
                .and_then(|text| serde_json::from_str::<Reply>(&text).ok());
            match reply {
                Some(reply) if reply.number == client.inner.borrow().number => {
                    (client.listener)(event_of(reply));
                }
                Some(_) => {}
                None => (client.listener)(WorkerEvent::Failed),
            }
        });
        let client = self.clone();
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            client.stop();
            // What breaks in a worker comes with a message; a worker that the browser blocks fails without one.
            let is_broken = property(&event, "message").is_string();
            (client.listener)(if is_broken {
                WorkerEvent::Failed
            } else {
                WorkerEvent::Unavailable
            });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        // A page takes a handful of workers in its life, each with these two listeners.
        on_message.forget();
        on_error.forget();
    }
}

fn event_of(reply: Reply) -> WorkerEvent {
    match (reply.progress, reply.comparison, reply.fit, reply.found) {
        (Some(progress), ..) => WorkerEvent::Progressed(progress),
        (_, Some(comparison), ..) => WorkerEvent::Compared(comparison),
        (_, _, Some(fit), _) => WorkerEvent::Fitted(Box::new(fit)),
        (.., Some(found)) => WorkerEvent::Worked(Box::new(found)),
        _ => WorkerEvent::Failed,
    }
}
