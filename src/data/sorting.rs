//! The one sort of the program.
//!
//! Each kind of list that the standard library sorts brings several kilobytes of sorting into the page. Here the work is
//! done on the places of the values, once for all kinds, and each kind adds a few instructions.

use std::cmp::Ordering;

/// Sorts by an order; values that are equal in it keep their places among each other.
pub fn sort_by<T>(values: &mut [T], mut order: impl FnMut(&T, &T) -> Ordering) {
    let places = sorted_places(values.len(), &mut |one, other| {
        order(&values[one], &values[other])
    });
    arrange(places, &mut |one, other| values.swap(one, other));
}

/// Sorts by a key; values of one key keep their places among each other.
pub fn sort_by_key<T, K: Ord>(values: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(values, |one, other| key(one).cmp(&key(other)));
}

/// The places of so many values in the order of the values, by merging ever longer runs.
fn sorted_places(count: usize, order: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut run = 1;
    while run < count {
        merged.clear();
        for pair in sorted.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let ([first, left_rest @ ..], [second, right_rest @ ..]) = (left, right) {
                // Equal values stay in their order: the right one goes first only where it is less.
                if order(*second, *first) == Ordering::Less {
                    merged.push(*second);
                    right = right_rest;
                } else {
                    merged.push(*first);
                    left = left_rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut sorted, &mut merged);
        run *= 2;
    }
    sorted
}

/// Brings to each place the value that stood at `places[place]`, by swaps along the cycles of the arrangement.
fn arrange(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn equal_values_keep_their_order(values in prop::collection::vec((0_u8..10, any::<u16>()), 0..200)) {
            let (mut ours, mut theirs) = (values.clone(), values);
            sort_by_key(&mut ours, |value| value.0);
            theirs.sort_by_key(|value| value.0);
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn numbers_that_are_none_have_a_place_too(values in prop::collection::vec(any::<f64>(), 0..200)) {
            let (mut ours, mut theirs) = (values.clone(), values);
            sort_by(&mut ours, f64::total_cmp);
            theirs.sort_by(f64::total_cmp);
            let bits = |values: Vec<f64>| values.into_iter().map(f64::to_bits).collect::<Vec<_>>();
            prop_assert_eq!(bits(ours), bits(theirs));
        }

        #[test]
        fn an_order_that_contradicts_itself_loses_no_value(
            values in prop::collection::vec(any::<u8>(), 0..100),
            answers in prop::collection::vec(any::<bool>(), 1..50),
        ) {
            let mut answers = answers.into_iter().cycle();
            let mut ours = values.clone();
            sort_by(&mut ours, |_, _| match answers.next() {
                Some(true) => Ordering::Less,
                _ => Ordering::Greater,
            });
            let sorted = |mut values: Vec<u8>| {
                values.sort_unstable();
                values
            };
            prop_assert_eq!(sorted(ours), sorted(values));
        }
    }
}
