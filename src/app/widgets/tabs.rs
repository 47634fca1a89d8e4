//! The places of one level, as links: each has an address, so that Back, a reload and a bookmark work.

use leptos::prelude::*;

/// A place of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What it is called.
    pub label: &'static str,
    /// Its address within the page, with its `#`.
    pub address: String,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// The places of one level.
#[component]
pub fn Tabs(
    /// What the level is called, for those who do not see it.
    label: &'static str,
    /// The places that have content.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The classes of the bar.
    #[prop(default = "tabs")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <nav class=class aria-label=label>
            {move || {
                tabs.get()
                    .into_iter()
                    .map(|tab| {
                        view! {
                            <a
                                class="tab"
                                href=tab.address
                                aria-current=tab.current.then_some("page")
                            >
                                {tab.label}
                            </a>
                        }
                    })
                    .collect_view()
            }}
        </nav>
    }
}
