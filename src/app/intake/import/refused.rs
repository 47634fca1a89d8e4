//! Files that are not read: what each is, and what to do instead.

use super::{Importing, Refusing};
use crate::app::element::{Element, button, html};

pub(super) fn content(importing: Importing, refused: &[Refusing]) -> Vec<Element> {
    let lines = refused.iter().map(|refusing| {
        html("li")
            .child(html("strong").text(&refusing.name))
            .child(html("p").text(&refusing.sentence))
            .child(html("p").class("remedy").text(refusing.remedy))
    });
    let list = html("ul").class("refused").children(lines);
    let foot =
        html("div")
            .class("dialog-foot")
            .child(button("button primary", "Close", move || {
                importing.open.set(false);
            }));
    vec![html("div").class("dialog-body").child(list), foot]
}
