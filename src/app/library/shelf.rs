//! The reviews that this browser keeps, and the versions of the one on the screen.

use js_sys::{Array, Date};
use web_sys::HtmlInputElement;

use crate::app::element::{Element, button, html};
use crate::app::state::{Arrival, SaveState, Saving};
use crate::app::state::State;
use crate::app::platform::database::{Documents, Drawer, Place, pairs};
use crate::project::{self, Project};
use crate::wording::interface;

/// What lies in the drawer: a review by its id, or a version by its time, and what people call it.
type Titled = (String, String);

/// What a button of the shelf does.
type Act = Box<dyn Fn(Shelf, &Drawer)>;

/// What the drawer holds, as far as it is shown. One for the page.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    page: StoredLocal<(State, Saving)>,
    reviews: RwSignal<Vec<Titled>>,
    versions: RwSignal<Vec<Titled>>,
    /// What is deleted if the same button is pressed again.
    doomed: RwSignal<String>,
}

impl Shelf {
    pub(super) fn new(state: State, saving: Saving) -> Self {
        Self {
            page: StoredValue::new_local((state, saving)),
            reviews: RwSignal::new(Vec::new()),
            versions: RwSignal::new(Vec::new()),
            doomed: RwSignal::new(String::new()),
        }
    }

    pub(super) fn expect() -> Self {
        expect_context()
    }

    fn state(self) -> State {
        self.page.get().0
    }

    fn saving(self) -> Saving {
        self.page.get().1
    }

    /// Begins with a project in a place of its own; what was on the screen stays on the shelf. The sample that nobody
    /// touched makes room.
    pub(super) fn begin(self, project: Project, arrival: Arrival) {
        let untouched = self.saving().state_untracked() == SaveState::Untouched;
        let place = match self.saving().drawer() {
            Some(drawer) if !untouched => {
                self.state().notices.say(interface::KEPT_ON_THE_SHELF);
                drawer.fresh()
            }
            _ => self.saving().place(),
        };
        self.saving().turn_to(place, project, arrival);
    }

    /// The drawer, and the place of the review on the screen.
    fn here(self) -> Option<(Drawer, Place)> {
        Some((self.saving().drawer()?, self.saving().place()?))
    }

    /// Looks what the drawer holds.
    fn look(self) {
        self.doomed.set(String::new());
        let Some((drawer, place)) = self.here() else {
            return;
        };
        drawer.ask("look", &place.id(), move |found| {
            if let Ok(found) = found {
                let found = Array::from(&found);
                self.reviews.set(pairs(&found.get(0)));
                self.versions.set(pairs(&found.get(1)));
            }
        });
    }

    /// Turns to a review of the shelf.
    fn open(self, drawer: &Drawer, id: &str) {
        drawer.place(id, move |found| match found {
            Some((place, document)) => {
                let taken = self.take_in(document, &mut |project| {
                    self.saving()
                        .turn_to(Some(place.clone()), project, Arrival::Kept);
                });
                if !taken {
                    place.give_back();
                }
            }
            None => self.state().notices.say(interface::IN_ANOTHER_TAB),
        });
    }

    /// Turns to a review that came with the page: to what became of it in this browser, or to the document that came.
    pub(super) fn open_brought(self, id: &str, document: String) {
        let is_here = |place: Place| place.id() == id;
        if self.saving().place().is_some_and(is_here) {
            return;
        }
        let begin = move |document| {
            self.take_in(Some(document), &mut |project| {
                self.begin(project, Arrival::Brought);
            });
        };
        let Some(drawer) = self.saving().drawer() else {
            return begin(document);
        };
        drawer.place(id, move |found| {
            let Some((place, kept)) = found else {
                return begin(document);
            };
            let arrival = if kept.is_some() {
                Arrival::Kept
            } else {
                Arrival::Brought
            };
            let taken = self.take_in(kept.or(Some(document)), &mut |project| {
                self.saving().turn_to(Some(place.clone()), project, arrival);
            });
            if !taken {
                place.give_back();
            }
        });
    }

    /// Does something with the project of a document, if there is one that can be opened.
    fn take_in(self, document: Option<String>, take: &mut dyn FnMut(Project)) -> bool {
        document.is_some_and(|document| self.state().take_in(project::restore(&document), take))
    }

    fn duplicate(self, drawer: &Drawer, id: &str, title: &str) {
        let (keeping, title) = (drawer.clone(), interface::copy_of(title));
        drawer.ask("read", id, move |document| {
            let document = document.ok().and_then(|document| document.as_string());
            let copy = now();
            let documents = vec![(format!("title/{copy}"), Some(title)), (copy, document)];
            self.keep(&keeping, &documents);
        });
    }

    fn delete(self, drawer: &Drawer, id: &str) {
        drawer.ask("remove", id, move |removed| {
            if removed.is_ok_and(|removed| removed.is_truthy()) {
                self.look();
            } else {
                self.state().notices.say(interface::IN_ANOTHER_TAB);
            }
        });
    }

    fn keep_version(self, drawer: &Drawer, name: String) {
        let present = self.state().document.project.get_untracked();
        let document = Some(project::save(&present));
        self.change_version(drawer, &now(), Some(name), document);
    }

    fn change_version(
        self,
        drawer: &Drawer,
        time: &str,
        name: Option<String>,
        document: Option<String>,
    ) {
        if let Some(place) = self.saving().place() {
            let id = place.id();
            let documents = vec![
                (format!("version-name/{id}/{time}"), name),
                (format!("version/{id}/{time}"), document),
            ];
            self.keep(drawer, &documents);
        }
    }

    /// Puts a version in the place of what is on the screen, as a step that can be undone.
    fn go_back_to(self, drawer: &Drawer, time: &str) {
        if let Some(place) = self.saving().place() {
            let name = format!("version/{}/{time}", place.id());
            drawer.ask("read", &name, move |document| {
                let document = document.ok().and_then(|document| document.as_string());
                self.take_in(document, &mut |project| {
                    self.state().open_project(project);
                });
            });
        }
    }

    fn keep(self, drawer: &Drawer, documents: &Documents) {
        drawer.write(documents, move |written| {
            if let Err(failure) = written {
                self.state().notices.say(interface::not_kept(&failure.0));
            }
            self.look();
        });
    }

    /// A button that does something with the drawer.
    fn act(
        self,
        class: &'static str,
        words: &str,
        act: impl Fn(Self, &Drawer) + 'static,
    ) -> Element {
        self.boxed_act(class, words, Box::new(act))
    }

    /// Compiled once.
    fn boxed_act(self, class: &'static str, words: &str, act: Act) -> Element {
        button(class, words, move || {
            if let Some(drawer) = self.saving().drawer() {
                act(self, &drawer);
            }
        })
    }

    /// A button that deletes when it is pressed twice.
    fn deleting(self, name: &str, title: &str, act: fn(Self, &Drawer, &str)) -> Element {
        let (doomed, deleted) = (name.to_owned(), name.to_owned());
        let words = move || {
            let meant = self.doomed.with(|before| *before == doomed);
            String::from(if meant { "Really delete?" } else { "Delete" })
        };
        self.act("button quiet", "", move |shelf, drawer| {
            if shelf.doomed.with_untracked(|before| *before == deleted) {
                act(shelf, drawer, &deleted);
            }
            shelf.doomed.set(deleted.clone());
        })
        .attribute("title", &format!("Delete {title}"))
        .text_from(words)
    }
}

/// The time, to the millisecond: no two things are kept in the same one by one person.
fn now() -> String {
    String::from(Date::new_0().to_iso_string())
}

/// The reviews of this browser and the versions of the one on the screen, for the dialog that opens things.
pub(super) fn shelf(open: RwSignal<bool>) -> [Element; 2] {
    let shelf = Shelf::expect();
    shelf.look();
    [reviews(shelf, open), versions(shelf, open)]
}

fn reviews(shelf: Shelf, open: RwSignal<bool>) -> Element {
    let row = move |(id, title): Titled| {
        let title = if title.is_empty() {
            interface::UNTITLED.to_owned()
        } else {
            title
        };
        let here = shelf.saving().place().is_some_and(|place| place.id() == id);
        let (opened, copied, named) = (id.clone(), id.clone(), title.clone());
        let duplicate = shelf
            .act("button quiet", "Duplicate", move |shelf, drawer| {
                shelf.duplicate(drawer, &copied, &named);
            })
            .attribute("title", &format!("Duplicate {title}"));
        let turn = shelf.act("button shelved", &title, move |shelf, drawer| {
            open.set(false);
            if !here {
                shelf.open(drawer, &opened);
            }
        });
        let row = html("li");
        if here {
            row.child(turn.attribute("aria-current", "true"))
                .child(duplicate)
        } else {
            row.child(turn)
                .child(duplicate)
                .child(shelf.deleting(&id, &title, Shelf::delete))
        }
    };
    html("section")
        .flag_while("hidden", move || shelf.reviews.with(Vec::is_empty))
        .child(html("h3").text("Your reviews in this browser"))
        .child(
            html("ul")
                .class("shelf")
                .parts(move || shelf.reviews.get().into_iter().map(row).collect()),
        )
}

fn versions(shelf: Shelf, open: RwSignal<bool>) -> Element {
    let row = move |(time, name): Titled| {
        let back = time.clone();
        let go_back = shelf
            .act("button shelved", &name, move |shelf, drawer| {
                open.set(false);
                shelf.go_back_to(drawer, &back);
            })
            .attribute("title", "Go back to this version; undo leads forward again");
        let delete = |shelf: Shelf, drawer: &Drawer, time: &str| {
            shelf.change_version(drawer, time, None, None);
        };
        html("li")
            .child(go_back)
            .child(shelf.deleting(&time, &name, delete))
    };
    let field = html("input")
        .class("text-input")
        .label("Name of the version")
        .attribute("placeholder", "As submitted")
        .attribute("maxlength", "200");
    let input = StoredValue::new_local(field.known_as::<HtmlInputElement>().clone());
    let keep = shelf.act("button", "Keep this version", move |shelf, drawer| {
        let input = input.get();
        let name = input.value();
        let name = if name.is_empty() { now() } else { name };
        shelf.keep_version(drawer, name);
        input.set_value("");
    });
    html("section")
        .child(html("h3").text("Versions of this review"))
        .child(html("div").class("file-row").child(field).child(keep))
        .child(
            html("ul")
                .class("shelf")
                .parts(move || shelf.versions.get().into_iter().rev().map(row).collect()),
        )
}
