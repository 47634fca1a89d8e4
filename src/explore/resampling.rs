//! The same pool with each of the trials left out in turn.

/// The answer without each of the trials, in their order.
pub fn leave_one_out<T: Clone, A>(trials: &[T], pool: impl Fn(&[T]) -> A) -> Vec<A> {
    (0..trials.len())
        .map(|left_out| {
            let others = trials.iter().enumerate();
            let others = others.filter(|(place, _)| *place != left_out);
            let others: Vec<T> = others.map(|(_, trial)| trial.clone()).collect();
            pool(&others)
        })
        .collect()
}
