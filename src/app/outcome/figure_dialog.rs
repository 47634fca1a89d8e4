//! The dialog that makes files of figures: which ones, of what kind, how large, and with what inside.

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use web_sys::Event;

use crate::app::platform::clipboard;
use crate::app::widgets::dialog::dialog;
use crate::app::actions::downloads::{PRINT_DPI, SCREEN_DPI, menu_item};
use crate::app::element::{Element, button, checked, html, value};
use crate::app::actions::figure_files::{
    Choices, Format, Outlook, RESOLUTIONS, Size, WIDTHS, Which, figures, make, outlook,
};
use crate::app::platform::files;
use crate::app::outcome::choice;
use crate::app::state::State;
use crate::data::State;
use crate::project::carried_sentence;
use crate::read::{Decimal, entry};
use crate::wording::downloads;

/// The dialog: whether it is open, and what was chosen in it since the page was opened.
#[derive(Clone, Copy)]
pub(super) struct FigureDialog {
    state: State,
    open: RwSignal<bool>,
    choices: RwSignal<Choices>,
    /// Whether files are being made.
    busy: RwSignal<bool>,
}

impl FigureDialog {
    pub(super) fn new(state: State) -> Self {
        Self {
            state,
            open: RwSignal::new(false),
            choices: RwSignal::new(Choices::default()),
            busy: RwSignal::new(false),
        }
    }

    /// The lines of the menu: the figure at once as it is wanted most, and this dialog.
    pub(super) fn menu_items(self) -> Vec<Element> {
        let at_once = move |words: &str, more: &str, format: Format, dpi: f64| {
            menu_item(words, more, move || {
                self.download(Choices {
                    format,
                    dpi: Some(dpi),
                    carries: self.choices.with_untracked(|choices| choices.carries),
                    ..Choices::default()
                });
            })
        };
        vec![
            at_once("SVG", "Vector graphic for journals", Format::Svg, PRINT_DPI),
            at_once(
                "PDF",
                "Vector graphic with its font inside",
                Format::Pdf,
                PRINT_DPI,
            ),
            at_once(
                "PNG for screens",
                "Twice the size of the screen",
                Format::Png,
                SCREEN_DPI,
            ),
            at_once(
                "PNG, 300 dpi",
                "Two columns wide, for print",
                Format::Png,
                PRINT_DPI,
            ),
            menu_item(
                "Sizes, all figures, clipboard…",
                "And whether the review goes with the figure",
                move || self.open.set(true),
            ),
        ]
    }

    /// The dialog itself.
    pub(super) fn element(self) -> Element {
        let title = || String::from("Figures as files");
        dialog(self.open, title, move || self.content()).class("narrow")
    }

    fn content(self) -> Vec<Element> {
        let state = self.state;
        let outlook = Memo::new(move |_| {
            self.choices
                .with(|choices| outlook(&figures(state, choices), choices, state.document.locale()))
        });
        let is_png = move || self.choices.with(|choices| choices.format == Format::Png);
        let is_own = move || self.choices.with(|choices| choices.size == Size::Own);
        let controls = html("div")
            .class("controls")
            .child(self.one_of("Figure", &Which::ALL, Which::name, |choices| {
                &mut choices.which
            }))
            .child(self.one_of("File", &Format::ALL, Format::name, |choices| {
                &mut choices.format
            }))
            .child(self.one_of("Size", &Size::all(), Size::name, |choices| {
                &mut choices.size
            }))
            .part_while(is_own, move || {
                self.number("Width, mm", WIDTHS, |choices| &mut choices.millimetres)
            })
            .part_while(is_png, move || {
                self.number("Resolution, dpi", RESOLUTIONS, |choices| &mut choices.dpi)
            });
        let about = html("div")
            .attribute("role", "status")
            .child(
                html("p")
                    .class("muted")
                    .text_from(move || outlook.with(|outlook| outlook.size.clone())),
            )
            .parts(move || outlook.with(remarks));
        let body = html("div")
            .class("dialog-body")
            .child(controls)
            .child(about)
            .part_while(
                move || self.choices.with(|choices| choices.format.can_carry()),
                move || self.inside(),
            );
        vec![body, self.foot(outlook)]
    }

    /// Whether the review is inside, and what that means.
    fn inside(self) -> Element {
        let state = self.state;
        let carries = move || self.choices.with(|choices| choices.carries);
        let tick = html("input")
            .attribute("type", "checkbox")
            .state_while("checked", carries)
            .on("change", move |event: Event| {
                let carries = checked(&event);
                self.choices.update(|choices| choices.carries = carries);
            });
        let words = move || {
            if carries() {
                state
                    .document.project
                    .with(|project| carried_sentence(project, state.document.locale()))
            } else {
                downloads::NOTHING_INSIDE.to_owned()
            }
        };
        html("section")
            .child(
                html("label")
                    .class("control check")
                    .child(tick)
                    .text("The review goes with the figure"),
            )
            .child(html("p").class("muted").text_from(words))
    }

    fn foot(self, outlook: Memo<Outlook>) -> Element {
        let impossible =
            move || self.busy.get() || outlook.with(|outlook| !outlook.obstacles.is_empty());
        let copied_whole = move || {
            self.choices
                .with(|choices| choices.which != Which::All && choices.format == Format::Png)
        };
        html("div")
            .class("dialog-foot")
            .part_while(copied_whole, move || {
                button("button", "Copy as an image", move || self.copy())
                    .flag_while("disabled", impossible)
            })
            .child(button("button", "Cancel", move || self.open.set(false)))
            .child(
                button("button primary", "", move || {
                    self.download(self.choices.get_untracked());
                })
                .flag_while("disabled", impossible)
                .text_from(move || {
                    String::from(if self.busy.get() {
                        "Making the files…"
                    } else {
                        "Download"
                    })
                }),
            )
    }

    /// Makes the files and hands them to the browser.
    fn download(self, choices: Choices) {
        let state = self.state;
        let figures = untrack(|| figures(state, &choices));
        self.busy.set(true);
        spawn_local(async move {
            let made = make(state, figures, choices).await;
            self.busy.set(false);
            let said = match made {
                Ok(made) => {
                    let file = &made.file;
                    match files::download(&file.name, made.media_type, &file.bytes) {
                        Ok(()) => {
                            self.open.set(false);
                            made.remark
                        }
                        Err(_) => Some(String::from("The browser refused the download.")),
                    }
                }
                Err(words) => Some(words),
            };
            if let Some(said) = said {
                state.notices.say(said);
            }
        });
    }

    /// Puts the figure on the clipboard as an image. The browser takes it only while it knows of the click: it is
    /// promised there and then, and made afterwards.
    fn copy(self) {
        let (state, choices) = (self.state, self.choices.get_untracked());
        let figures = untrack(|| figures(state, &choices));
        let bare = Choices {
            carries: false,
            ..choices
        };
        let image = async move {
            // Of several pages the first.
            let first = figures
                .into_iter()
                .map(crate::app::actions::figure_files::Figure::first_page);
            let made = make(state, first.collect(), bare).await?;
            Ok(made.file.bytes)
        };
        clipboard::copy_png(
            image,
            Box::new(move |copied| match copied {
                Ok(()) => {
                    self.open.set(false);
                    state.notices.say("Copied: paste the figure where you write.");
                }
                Err(reason) => state.notices.say(downloads::not_copied(&reason)),
            }),
        );
    }

    /// A choice of one from a few.
    fn one_of<T: Copy + PartialEq + Send + Sync + 'static>(
        self,
        label: &str,
        all: &[T],
        name: fn(T) -> &'static str,
        part: fn(&mut Choices) -> &mut T,
    ) -> Element {
        let names: Vec<&'static str> = all.iter().map(|one| name(*one)).collect();
        let all = all.to_vec();
        let chosen_of = all.clone();
        let chosen = move || {
            let mut choices = self.choices.get();
            let chosen = *part(&mut choices);
            chosen_of.iter().position(|one| *one == chosen)
        };
        let choose = move |place: usize| {
            if let Some(one) = all.get(place) {
                self.choices.update(|choices| *part(choices) = *one);
            }
        };
        choice(label, move || names.clone(), chosen, choose)
    }

    /// A number within limits.
    fn number(
        self,
        label: &str,
        [least, most]: [f64; 2],
        part: fn(&mut Choices) -> &mut Option<f64>,
    ) -> Element {
        let mut choices = self.choices.get_untracked();
        let shown = part(&mut choices).unwrap_or(least);
        let field = html("input")
            .class("text-input")
            .attribute("type", "number")
            .attribute("min", &least.to_string())
            .attribute("max", &most.to_string())
            .attribute("value", &shown.to_string())
            .on("input", move |event: Event| {
                let typed = match entry::number(&value(&event), Decimal::Point).state {
                    State::Reported(number) if (least..=most).contains(&number) => Some(number),
                    _ => None,
                };
                self.choices.update(|choices| *part(choices) = typed);
            });
        html("label")
            .class("control")
            .child(html("span").class("control-label").text(label))
            .child(field)
    }
}

/// What is wrong with what was chosen.
fn remarks(outlook: &Outlook) -> Vec<Element> {
    let line = |class: &'static str| move |words: &String| html("p").class(class).text(words);
    let obstacles = outlook.obstacles.iter().map(line("banner bad"));
    let warnings = outlook.warnings.iter().map(line("banner"));
    obstacles.chain(warnings).collect()
}
