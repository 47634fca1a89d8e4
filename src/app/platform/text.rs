//! Texts of the program where Leptos wants something to show: they are read in the language that was chosen.

use leptos::prelude::{IntoAttributeValue, IntoRender, Signal};

use crate::wording::Text;

impl IntoRender for Text {
    type Output = &'static str;

    fn into_render(self) -> Self::Output {
        self.text()
    }
}

impl IntoAttributeValue for Text {
    type Output = &'static str;

    fn into_attribute_value(self) -> Self::Output {
        self.text()
    }
}

impl From<Text> for Signal<String> {
    fn from(text: Text) -> Self {
        Self::from(text.text())
    }
}
