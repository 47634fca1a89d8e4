//! What the state of the page is made of.

use leptos::prelude::*;
use trialpool::app::state::{LastingMemo, LastingSignal};
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::settle;

/// More than are kept before it is looked which are gone.
const MANY: i32 = 200;

#[wasm_bindgen_test]
async fn a_lasting_memo_goes_on_to_tell_those_that_are_there_after_many_have_gone() {
    let page = Owner::new();
    let (typed, memo, seen) = page.with(|| {
        let typed = RwSignal::new(0);
        let memo = LastingMemo::new(move |_| typed.get() * 2);
        let seen = RwSignal::new(Vec::new());
        Effect::new(move |_| seen.update(|seen| seen.push(memo.get())));
        (typed, memo, seen)
    });
    settle().await;
    for now in 1..=MANY {
        let view = page.with(|| Owner::current().expect("the page").child());
        view.with(|| {
            let follower = Memo::new(move |_| memo.get() + 1);
            assert_eq!(follower.get_untracked(), memo.get_untracked() + 1);
        });
        view.cleanup();
        drop(view);
        if now % 50 == 0 {
            typed.set(now);
            settle().await;
        }
    }
    assert_eq!(seen.get_untracked(), [0, 100, 200, 300, 400]);
    // Somebody who comes late is told as well.
    let late = page.with(|| Memo::new(move |_| memo.get() + 1));
    assert_eq!(late.get_untracked(), 401);
    typed.set(7);
    settle().await;
    assert_eq!(late.get_untracked(), 15);
    assert_eq!(seen.with_untracked(|seen| seen.last().copied()), Some(14));
}

#[wasm_bindgen_test]
async fn a_lasting_signal_goes_on_to_tell_those_that_are_there_after_many_have_gone() {
    let page = Owner::new();
    let (signal, seen) = page.with(|| {
        let signal = LastingSignal::new(0);
        let seen = RwSignal::new(Vec::new());
        Effect::new(move |_| seen.update(|seen| seen.push(signal.get())));
        (signal, seen)
    });
    settle().await;
    for now in 1..=MANY {
        let view = page.with(|| Owner::current().expect("the page").child());
        let follower = view.with(|| Memo::new(move |_| signal.get() + 1));
        assert_eq!(follower.get_untracked(), signal.get_untracked() + 1);
        view.cleanup();
        drop(view);
        if now % 50 == 0 {
            signal.update(|signal| *signal = now);
            settle().await;
        }
    }
    assert_eq!(seen.get_untracked(), [0, 50, 100, 150, 200]);
    // What is changed silently is told with the next change.
    signal.update_untracked(|signal| *signal = 5);
    let late = page.with(|| Memo::new(move |_| signal.get()));
    assert_eq!(late.get_untracked(), 5);
    signal.set(7);
    settle().await;
    assert_eq!(late.get_untracked(), 7);
    assert_eq!(seen.with_untracked(|seen| seen.last().copied()), Some(7));
}
