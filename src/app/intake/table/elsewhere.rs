//! Reads a long table again in a worker, as something was decided about it or typed into it.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::platform::file_worker::{FileReading, NotRead};
use crate::read::{Choices, ReadAway, ReadTable, read_text_away};

/// What reads a table in a worker: what is asked later takes the place of what was asked before.
#[derive(Clone, Copy)]
pub struct ReadingElsewhere {
    going: StoredValue<Option<FileReading>, LocalStorage>,
}

impl ReadingElsewhere {
    /// Nothing is read yet; what is being read ends with the component that makes this.
    pub fn new() -> Self {
        let reading = Self {
            going: StoredValue::new_local(None),
        };
        on_cleanup(move || reading.stop());
        reading
    }

    /// Reads a text by these choices, then does something with what was read, unless it was stopped. Where there is no
    /// worker, the page reads.
    pub fn read(self, text: String, choices: Choices, then: impl FnOnce(ReadTable) + 'static) {
        self.stop();
        let reading = FileReading::begin_text(&text, &choices);
        self.going.set_value(reading.clone());
        spawn_local(async move {
            let read = match reading {
                Some(reading) => reading.done().await,
                None => Err(NotRead::Broken),
            };
            let read = match read {
                Err(NotRead::Stopped) => return,
                Ok(read) => read,
                Err(NotRead::Broken) => read_text_away(text, choices),
            };
            if let ReadAway::Table(table) = read {
                then(*table);
            }
        });
    }

    /// Ends what is being read.
    pub fn stop(self) {
        if let Some(going) = self.going.try_update_value(Option::take).flatten() {
            going.stop();
        }
    }
}

impl Default for ReadingElsewhere {
    fn default() -> Self {
        Self::new()
    }
}
