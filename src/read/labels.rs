//! Tells what the arms of a table are called.

use super::head::plain;
use crate::data::{capitalized, is_usual_experimental, names_control};

/// "T" and "exp" are the experimental arm; "Treatment", "Drug", "MSC" and "rosiglitazone" are names.
pub(super) fn experimental_label(head: String) -> String {
    let short = plain(&head);
    if is_usual_experimental(&short) && (short.len() < 4 || short.starts_with("exper")) {
        "Experimental".to_owned()
    } else if is_usual_experimental(&short) {
        capitalized(&head)
    } else {
        head
    }
}

pub(super) fn control_label(head: String) -> String {
    let short = plain(&head);
    let names_control = names_control(&short);
    let abbreviates = short.len() < 4 || short.starts_with("cont") || short.starts_with("ctr");
    if names_control && abbreviates {
        "Control".to_owned()
    } else if names_control {
        capitalized(&head)
    } else {
        head
    }
}
