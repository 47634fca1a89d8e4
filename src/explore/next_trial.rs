//! Searches for the trial that would change an answer, whatever pools it: the fewest people, and how an answer goes along with a
//! count.

/// The fewest of something, from 1 on, that does, found by doubling and halving as if what does for some number did for more.
/// `None` where `most` and what was tried below it do not.
pub fn fewest(most: u64, does: impl Fn(u64) -> bool) -> Option<u64> {
    let mut high = 1;
    while !does(high) {
        high *= 2;
        if high > most {
            return None;
        }
    }
    let mut low = high / 2;
    while low + 1 < high {
        let middle = u64::midpoint(low, high);
        if does(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

/// Neighbouring counts that come to the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<T> {
    /// What they come to.
    pub comes_to: T,
    /// The least of them.
    pub from: u64,
    /// The largest of them.
    pub to: u64,
}

/// What each count from 0 to `most` comes to, neighbours that come to the same together. Every count is tried.
pub fn runs<T: Copy + PartialEq>(most: u64, comes_to: impl Fn(u64) -> T) -> Vec<Run<T>> {
    let mut runs: Vec<Run<T>> = Vec::new();
    for count in 0..=most {
        let found = comes_to(count);
        match runs.last_mut() {
            Some(last) if last.comes_to == found => last.to = count,
            Some(_) | None => runs.push(Run {
                comes_to: found,
                from: count,
                to: count,
            }),
        }
    }
    runs
}
