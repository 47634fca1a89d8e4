//! The posterior against programs that were not written here, and what must hold of it whatever the data.

use super::{EventMixture, GroupedEvent, NoPosterior, Prior, event_mixture};
use crate::effect::TwoByTwo;

/// A table from events and people, experimental first.
fn table([y, m, x, n]: [u64; 4]) -> TwoByTwo {
    TwoByTwo {
        experimental_events: y,
        experimental_total: m,
        control_events: x,
        control_total: n,
    }
}

fn event(group: usize, tables: &[[u64; 4]]) -> GroupedEvent {
    GroupedEvent {
        group,
        tables: tables.iter().copied().map(table).collect(),
    }
}

fn of(events: &[GroupedEvent]) -> EventMixture {
    let found = event_mixture(events, &Prior::default(), 0.95, &mut |_, _| ()).unwrap();
    assert!(found.converged(), "{found:#?}");
    found
}

/// Within four Monte Carlo errors of either program.
#[track_caller]
fn close(found: f64, error: f64, expected: f64, its_error: f64) {
    let allowed = 4.0 * (error * error + its_error * its_error).sqrt();
    assert!(
        (found - expected).abs() < allowed,
        "{found} ± {error} is not {expected} ± {its_error}"
    );
}

/// Python, scipy: θ and γ integrated by `quad` and Simpson's rule under γ ~ N(−2, 0.5), θ 0 or N(0, 0.5) with a half each.
#[test]
fn one_event_with_its_parameters_fixed_is_what_quadrature_says() {
    type Case = (&'static [[u64; 4]], f64, f64, f64);
    let prior = Prior {
        baseline: [-2.0, 1e-6],
        effect: [0.0, 1e-6],
        within: [1e9, 0.5e9],
        between: [1e9, 1e4],
        rate: 1e6,
    };
    let cases: [Case; 3] = [
        (&[[24, 148, 10, 132]], 0.258_757_5, 0.721_080_8, 0.457_500_4),
        (&[[9, 148, 0, 132]], 0.410_641_1, 0.531_886_1, 0.333_510_2),
        (
            &[[20, 100, 5, 50], [22, 200, 12, 200], [6, 60, 1, 30]],
            0.215_591_7,
            0.773_061_7,
            0.407_853_1,
        ),
    ];
    for (tables, none, more, mean) in cases {
        let found = event_mixture(&[event(0, tables)], &prior, 0.95, &mut |_, _| ()).unwrap();
        let found = found.events[0];
        assert!(found.converged(), "{found:?}");
        close(found.none, found.errors[1], none, 0.0);
        close(found.more, found.errors[0], more, 0.0);
        assert!((found.mean - mean).abs() < 0.02, "{found:?}");
    }
}

/// The group, events under treatment and control, and two probabilities with their Monte Carlo errors.
type VaccineEvent = (usize, u64, u64, [f64; 2], [f64; 2]);

/// The vaccine trial of Mehrotra & Heyse 2004 (table 1) that Berry & Berry 2004 analyse: body system, events of 148 with the
/// vaccine and of 132 without, and what JAGS 4.3.1 draws of the same model (4 chains of 200,000 after 15,000): P(θ > 0) and
/// P(θ = 0), each with its Monte Carlo error. The package c212 1.0.1, `c212.BB(d, burnin = 20000, iter = 220000)`, agrees with it:
/// 0.854, 0.976, 0.978 and 0.915 for diarrhoea, irritability, rash and the measles-like rash.
#[rustfmt::skip]
const VACCINE: [VaccineEvent; 40] = [
    (1, 57, 40, [0.42659, 0.0021], [0.55552, 0.0021]),
    (1, 34, 26, [0.25727, 0.0016], [0.69578, 0.0017]),
    (1, 2, 0, [0.31219, 0.0014], [0.59371, 0.0016]),
    (1, 3, 1, [0.30235, 0.0015], [0.60859, 0.0017]),
    (1, 27, 20, [0.26944, 0.0016], [0.68237, 0.0017]),
    (2, 7, 2, [0.5582, 0.0017], [0.4002, 0.0017]),
    (2, 2, 0, [0.35171, 0.0014], [0.53716, 0.0016]),
    (2, 2, 0, [0.35121, 0.0014], [0.536, 0.0016]),
    (2, 24, 10, [0.85319, 0.0016], [0.14146, 0.0016]),
    (2, 3, 1, [0.35678, 0.0015], [0.54146, 0.0016]),
    (2, 2, 7, [0.096_662, 0.00078], [0.5901, 0.0019]),
    (2, 19, 19, [0.19353, 0.0012], [0.69488, 0.0016]),
    (3, 3, 2, [0.24366, 0.0012], [0.62787, 0.0014]),
    (4, 0, 2, [0.0982, 0.00077], [0.54263, 0.0018]),
    (5, 2, 0, [0.45897, 0.0014], [0.44114, 0.0014]),
    (5, 2, 2, [0.31408, 0.0013], [0.53216, 0.0015]),
    (5, 75, 43, [0.97747, 0.00066], [0.022_094, 0.00066]),
    (6, 4, 1, [0.31181, 0.0017], [0.62262, 0.0019]),
    (6, 4, 2, [0.26269, 0.0015], [0.65758, 0.0018]),
    (6, 1, 2, [0.14735, 0.0011], [0.68836, 0.0017]),
    (6, 13, 8, [0.33737, 0.0019], [0.62204, 0.002]),
    (6, 28, 20, [0.32744, 0.002], [0.64216, 0.0021]),
    (6, 2, 1, [0.21491, 0.0014], [0.67548, 0.0018]),
    (6, 13, 8, [0.33812, 0.0019], [0.62121, 0.002]),
    (6, 15, 14, [0.18072, 0.0013], [0.73966, 0.0017]),
    (6, 3, 1, [0.26106, 0.0015], [0.65466, 0.0018]),
    (6, 2, 1, [0.21477, 0.0014], [0.67544, 0.0018]),
    (6, 3, 1, [0.26038, 0.0015], [0.65489, 0.0018]),
    (7, 4, 0, [0.68634, 0.0015], [0.28037, 0.0014]),
    (7, 2, 0, [0.46236, 0.0015], [0.4553, 0.0016]),
    (7, 2, 1, [0.41458, 0.0014], [0.49099, 0.0016]),
    (7, 13, 3, [0.97844, 0.00055], [0.02055, 0.00053]),
    (7, 6, 2, [0.74544, 0.0014], [0.23116, 0.0014]),
    (7, 8, 1, [0.91656, 0.00094], [0.078_125, 0.0009]),
    (7, 4, 2, [0.55915, 0.0016], [0.38764, 0.0015]),
    (7, 0, 2, [0.20926, 0.0011], [0.57694, 0.0017]),
    (7, 1, 2, [0.28105, 0.0013], [0.56512, 0.0017]),
    (8, 0, 2, [0.095_613, 0.00077], [0.57714, 0.0018]),
    (8, 18, 14, [0.26814, 0.0014], [0.66841, 0.0016]),
    (8, 2, 1, [0.20351, 0.0011], [0.63055, 0.0015]),
];

fn vaccine() -> Vec<GroupedEvent> {
    let rows = VACCINE.iter();
    rows.map(|(group, y, x, ..)| event(*group, &[[*y, 148, *x, 132]]))
        .collect()
}

#[test]
fn the_vaccine_trial_is_what_jags_says() {
    let found = of(&vaccine());
    for (event, (_, _, _, more, none)) in found.events.iter().zip(VACCINE) {
        close(event.more, event.errors[0], more[0], more[1]);
        close(event.none, event.errors[1], none[0], none[1]);
    }
    // Medians and limits of diarrhoea, irritability, rash and the measles-like rash.
    let expected = [
        (8, 0.0, 0.7956, 1.5773),
        (16, 0.1330, 0.7802, 1.2592),
        (31, 0.2024, 1.3412, 2.2696),
        (33, 0.0, 1.161, 2.184),
    ];
    for (place, lower, median, upper) in expected {
        let event = found.events[place];
        assert!((event.median - median).abs() < 0.03, "{event:?}");
        assert!((event.limits[0] - lower).abs() < 0.08, "{event:?}");
        assert!((event.limits[1] - upper).abs() < 0.05, "{event:?}");
    }
}

/// Three trials, one of them without any of an event: JAGS 4.3.1 of the model with a γ for every event and trial (4 chains of
/// 400,000), P(θ > 0) and P(θ = 0) with their Monte Carlo errors.
#[test]
fn several_trials_are_what_jags_says() {
    let events = [
        event(0, &[[20, 100, 5, 50], [22, 200, 12, 200], [6, 60, 1, 30]]),
        event(0, &[[17, 100, 8, 50], [19, 200, 20, 200]]),
        event(0, &[[3, 200, 0, 200], [1, 60, 0, 30], [0, 100, 0, 50]]),
        event(1, &[[3, 100, 2, 50], [2, 200, 7, 200], [5, 60, 3, 30]]),
        event(1, &[[28, 100, 15, 50], [20, 60, 9, 30]]),
    ];
    let expected = [
        [0.82071, 0.0032, 0.17705, 0.0032],
        [0.17767, 0.00099, 0.742, 0.0013],
        [0.16963, 0.00092, 0.63912, 0.0015],
        [0.022_509, 0.00027, 0.53167, 0.0021],
        [0.16849, 0.001, 0.76443, 0.0013],
    ];
    let found = of(&events);
    for (event, [more, its, none, other]) in found.events.iter().zip(expected) {
        close(event.more, event.errors[0], more, its);
        close(event.none, event.errors[1], none, other);
    }
}

/// The model does not treat arms alike: risks with control are alike within a group, and those with treatment follow. So the vaccine
/// trial turned round is no mirror image (for the second event of the list, fewer events are far likelier than more were), which
/// JAGS 4.3.1 says as well (4 chains of 40,000 after 15,000): P(θ > 0) and P(θ = 0) with their Monte Carlo errors.
#[test]
fn arms_swapped_are_what_jags_says_and_no_mirror_image() {
    let swapped = VACCINE.iter();
    let swapped: Vec<GroupedEvent> = swapped
        .map(|(group, y, x, ..)| event(*group, &[[*x, 132, *y, 148]]))
        .collect();
    let found = of(&swapped);
    let expected: [(usize, [f64; 4]); 12] = [
        (0, [0.020_063, 0.0008, 0.68569, 0.0043]),
        (2, [0.029_781, 0.001, 0.38172, 0.0031]),
        (6, [0.024_344, 0.0009, 0.23466, 0.0027]),
        (8, [0.009_218_7, 0.00057, 0.25616, 0.0036]),
        (10, [0.22522, 0.0036, 0.66925, 0.0042]),
        (13, [0.11747, 0.0021, 0.63887, 0.0032]),
        (16, [0.001_156_2, 0.00019, 0.060_406, 0.0029]),
        (22, [0.041_281, 0.0012, 0.52647, 0.0038]),
        (31, [0.005_906_3, 0.00046, 0.12406, 0.0021]),
        (33, [0.005_156_3, 0.00043, 0.091_625, 0.0018]),
        (37, [0.10669, 0.002, 0.67341, 0.0034]),
        (39, [0.054_406, 0.0014, 0.53891, 0.0031]),
    ];
    for (place, [more, its, none, other]) in expected {
        let event = found.events[place];
        close(event.more, event.errors[0], more, its);
        close(event.none, event.errors[1], none, other);
    }
}

#[test]
fn the_order_of_the_events_and_the_numbers_of_the_groups_change_nothing_but_chance() {
    let there = of(&vaccine());
    let mut reversed: Vec<GroupedEvent> = vaccine();
    reversed.reverse();
    for event in &mut reversed {
        event.group = 100 - event.group;
    }
    let back = of(&reversed);
    for (one, other) in there.events.iter().zip(back.events.iter().rev()) {
        close(one.more, one.errors[0], other.more, other.errors[0]);
        close(one.none, one.errors[1], other.none, other.errors[1]);
    }
}

#[test]
fn the_same_events_give_the_same_bits_and_progress_ends_where_it_said() {
    let events = [event(0, &[[3, 50, 1, 50]]), event(1, &[[4, 50, 9, 50]])];
    let mut told = Vec::new();
    let watched = event_mixture(&events, &Prior::default(), 0.95, &mut |done, most| {
        told.push((done, most));
    });
    assert_eq!(watched.unwrap(), of(&events));
    assert!(told.len() > 10 && told.iter().all(|(done, most)| done < most));
    assert!(told.is_sorted());
}

#[test]
fn where_nobody_had_an_event_or_there_are_too_many_there_is_no_posterior() {
    let fit = |events: &[GroupedEvent]| {
        event_mixture(events, &Prior::default(), 0.95, &mut |_, _| ()).unwrap_err()
    };
    assert_eq!(fit(&[]), NoPosterior::NoEvents);
    assert_eq!(fit(&[event(0, &[[0, 50, 0, 50]])]), NoPosterior::NoEvents);
    // More events than people are no table.
    assert_eq!(fit(&[event(0, &[[51, 50, 0, 50]])]), NoPosterior::NoEvents);
    let many = vec![event(0, &[[1, 50, 0, 50]]); super::MOST_EVENTS + 1];
    assert_eq!(fit(&many), NoPosterior::TooMany);
}

#[test]
fn everybody_in_one_arm_or_a_million_people_leave_the_numbers_finite() {
    let events = [
        event(0, &[[30, 30, 0, 30]]),
        event(0, &[[33, 33, 33, 33]]),
        event(0, &[[0, 20, 0, 20]]),
        event(1, &[[1_000_000, 1_000_000_000, 1_000_000, 1_000_000_000]]),
    ];
    let found = event_mixture(&events, &Prior::default(), 0.95, &mut |_, _| ()).unwrap();
    for event in &found.events {
        let numbers = [
            event.more,
            event.none,
            event.median,
            event.mean,
            event.less(),
        ];
        assert!(numbers.iter().all(|number| number.is_finite()), "{event:?}");
        assert!(event.limits[0] <= event.median && event.median <= event.limits[1]);
    }
    assert!(found.events[0].more > 0.9, "{:?}", found.events[0]);
    assert!(found.events[3].none > 0.9, "{:?}", found.events[3]);
}
