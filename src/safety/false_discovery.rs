//! Which of many outcomes would be taken for signals at a rate of false discoveries: P of many tests adjusted for their number.
//!
//! One family: Benjamini & Hochberg 1995 (J R Stat Soc B 57:289), the adjusted P of R's `p.adjust(method = "BH")`. Outcomes in
//! groups: the double false discovery rate of Mehrotra & Heyse 2004 (Stat Methods Med Res 13:227) as Mehrotra & Adewale 2012
//! (Stat Med 31:1918, section 3) changed it: groups are tested first, the outcomes of those that pass then make one family.
//!
//! Both suppose that the tests are independent or depend on each other positively; adverse events of the same people mostly do
//! the latter. No sum here runs over more than one number, so that nothing depends on the order of the outcomes.

/// The adjusted P of each test of one family, in their order: the smallest rate of false discoveries at which it would be
/// taken for one (Benjamini & Hochberg 1995). Never below its P, and never above 1.
///
/// ```
/// use trialpool::safety::benjamini_hochberg;
///
/// let adjusted = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.5]);
/// assert!((adjusted[1] - 0.16 / 3.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let tests = p_values.len() as f64;
    let mut order: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    // The largest first: each is no larger than that of any larger P.
    order.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let mut adjusted = vec![1.0_f64; p_values.len()];
    let mut least: f64 = 1.0;
    for (rank, (place, p)) in order.into_iter().enumerate() {
        least = least.min(p * (tests / (tests - rank as f64)));
        if let Some(slot) = adjusted.get_mut(place) {
            *slot = least;
        }
    }
    adjusted
}

/// The P up to which tests of one family are discoveries at a rate; where none is, what the smallest would have to reach.
/// `None` for an empty family.
#[must_use]
pub fn discovery_threshold(p_values: &[f64], rate: f64) -> Option<f64> {
    if p_values.is_empty() {
        return None;
    }
    let adjusted = benjamini_hochberg(p_values);
    let found = adjusted.iter().filter(|q| **q <= rate).count().max(1);
    Some(found as f64 * rate / p_values.len() as f64)
}

/// What the double false discovery rate says of a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupedDiscovery {
    /// The adjusted P of its group among the groups.
    pub group: f64,
    /// Its adjusted P among all tests of the groups that passed; `None` where its own group did not.
    pub within: Option<f64>,
}

/// What the double false discovery rate (Mehrotra & Adewale 2012) says of each test, in their order, at a rate that holds for
/// both steps. `groups` names the group of each test.
///
/// First step: each group has the smallest adjusted P of its own tests, and these are adjusted for the number of groups. Second
/// step: the tests of all groups at or below the rate are adjusted as one family.
#[must_use]
pub fn double_false_discovery(
    p_values: &[f64],
    groups: &[usize],
    rate: f64,
) -> Vec<GroupedDiscovery> {
    let mut names: Vec<usize> = groups.to_vec();
    names.sort_unstable();
    names.dedup();
    let smallest: Vec<f64> = names
        .iter()
        .map(|name| {
            let tests = p_values.iter().zip(groups);
            let own: Vec<f64> = tests
                .filter(|(_, group)| *group == name)
                .map(|(p, _)| *p)
                .collect();
            benjamini_hochberg(&own).into_iter().fold(1.0, f64::min)
        })
        .collect();
    let of_groups = benjamini_hochberg(&smallest);
    let group_of = |group: &usize| {
        let place = names.binary_search(group).ok();
        place
            .and_then(|place| of_groups.get(place).copied())
            .unwrap_or(1.0)
    };
    let passed: Vec<f64> = p_values
        .iter()
        .zip(groups)
        .filter(|(_, group)| group_of(group) <= rate)
        .map(|(p, _)| *p)
        .collect();
    let mut family = benjamini_hochberg(&passed).into_iter();
    groups
        .iter()
        .map(|group| {
            let group = group_of(group);
            GroupedDiscovery {
                group,
                within: if group <= rate { family.next() } else { None },
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{benjamini_hochberg, discovery_threshold, double_false_discovery};
    use proptest::prelude::*;

    /// R: `p.adjust(c(0.01, 0.04, 0.03, 0.5, 0.002, 0.04, 1), method = "BH")`.
    #[test]
    fn adjusted_p_are_those_of_r() {
        let p = [0.01, 0.04, 0.03, 0.5, 0.002, 0.04, 1.0];
        let expected = [
            0.035,
            0.056,
            0.056,
            0.583_333_333_333_333_3,
            0.014,
            0.056,
            1.0,
        ];
        for (found, expected) in benjamini_hochberg(&p).into_iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-15,
                "{found} is not {expected}"
            );
        }
    }

    /// The tests that Mehrotra & Adewale 2012 print as their example 4.1: adverse experiences of a vaccine trial in six body
    /// systems.
    const VACCINE: [&[f64]; 6] = [
        &[
            0.031, 0.023, 0.029, 0.005, 0.031, 0.000, 0.874, 0.399, 0.293, 0.077,
        ],
        &[0.216, 0.843, 0.864],
        &[1.0, 0.878, 0.766, 0.598, 0.011, 0.864],
        &[0.889, 0.557, 0.767, 0.009, 0.644],
        &[
            1.0, 0.583, 0.147, 0.789, 0.217, 1.0, 0.02, 0.784, 0.579, 0.439,
        ],
        &[0.898, 0.619, 0.193, 0.806, 0.611, 0.526, 0.702, 0.196],
    ];

    fn flat(groups: &[&[f64]]) -> (Vec<f64>, Vec<usize>) {
        let numbered = groups.iter().enumerate();
        let tests = numbered.flat_map(|(group, tests)| tests.iter().map(move |p| (*p, group)));
        tests.unzip()
    }

    /// An independent script of R, `tests/reference/double_fdr.R`, on the printed example at a rate of 0.1: of the six groups the
    /// first passes, and 6 of its 10 tests are at or below the rate.
    #[test]
    fn the_vaccine_of_mehrotra_and_adewale_is_that_of_an_independent_script() {
        let (p, groups) = flat(&VACCINE);
        let found = double_false_discovery(&p, &groups, 0.1);
        let of_group = |group: usize| {
            let place = groups.iter().position(|one| *one == group).unwrap();
            found[place].group
        };
        let expected = [0.0, 0.7776, 0.132, 0.132, 0.3, 0.784];
        for (group, expected) in expected.into_iter().enumerate() {
            assert!(
                (of_group(group) - expected).abs() < 1e-12,
                "{}",
                of_group(group)
            );
        }
        let within: Vec<f64> = found.iter().filter_map(|one| one.within).collect();
        let family = [
            0.051_666_666_666_666_67,
            0.051_666_666_666_666_67,
            0.051_666_666_666_666_67,
            0.025,
            0.051_666_666_666_666_67,
            0.0,
            0.874,
            0.443_333_333_333_333_36,
            0.366_25,
            0.11,
        ];
        assert_eq!(within.len(), family.len());
        assert_eq!(within.iter().filter(|q| **q <= 0.1).count(), 6);
        for (found, expected) in within.iter().zip(family) {
            assert!(
                (found - expected).abs() < 1e-12,
                "{found} is not {expected}"
            );
        }
    }

    /// The ten tests that the manual of the package c212 (`c212.DFDR`) prints as flagged of its example at 0.05.
    #[test]
    fn the_example_of_another_package_flags_the_same_tests() {
        let (p, groups) = flat(&[
            &[0.135_005],
            &[0.01, 0.001, 0.005, 0.153_501],
            &[0.02, 0.0013, 0.0023, 0.011, 0.023, 0.016, 0.0109],
            &[0.559_111, 0.751_986, 0.308_339, 0.837_154, 0.325_882],
        ]);
        let found = double_false_discovery(&p, &groups, 0.05);
        let tests = p.iter().zip(&found);
        let mut flagged: Vec<f64> = tests
            .filter(|(_, one)| one.within.is_some_and(|q| q <= 0.05))
            .map(|(p, _)| *p)
            .collect();
        flagged.sort_by(f64::total_cmp);
        let printed = [
            0.001, 0.0013, 0.0023, 0.005, 0.01, 0.0109, 0.011, 0.016, 0.02, 0.023,
        ];
        assert_eq!(flagged, printed);
    }

    #[test]
    fn of_no_test_there_is_nothing_to_say() {
        assert!(benjamini_hochberg(&[]).is_empty());
        assert!(double_false_discovery(&[], &[], 0.05).is_empty());
        assert_eq!(discovery_threshold(&[], 0.05), None);
    }

    proptest! {
        #[test]
        fn a_smaller_p_never_has_a_larger_adjusted_one_and_the_threshold_parts_them(
            tests in proptest::collection::vec((0.0..=1.0_f64, 0..4_usize), 1..40),
            rate in 0.01..0.3_f64,
        ) {
            let (p, groups): (Vec<f64>, Vec<usize>) = tests.into_iter().unzip();
            let adjusted = benjamini_hochberg(&p);
            let threshold = discovery_threshold(&p, rate).unwrap();
            for (one, q) in p.iter().zip(&adjusted) {
                prop_assert!(q >= one && *q <= 1.0);
                for (other, other_q) in p.iter().zip(&adjusted) {
                    prop_assert!(one > other || q <= other_q);
                }
                // Numbers that differ by rounding alone are on either side of nothing.
                if (one - threshold).abs() > 1e-12 && (q - rate).abs() > 1e-12 {
                    prop_assert_eq!(*q <= rate, *one <= threshold);
                }
            }
            // In one group alone, both steps are those of one family.
            let one_group = vec![0; p.len()];
            for (found, q) in double_false_discovery(&p, &one_group, rate).iter().zip(&adjusted) {
                prop_assert!(found.within.is_none_or(|within| (within - q).abs() < 1e-12));
                prop_assert!(*q > rate || found.within.is_some());
            }
            let found = double_false_discovery(&p, &groups, rate);
            for (one, p) in found.iter().zip(&p) {
                prop_assert!(one.within.is_none_or(|q| q >= *p));
                prop_assert_eq!(one.within.is_some(), one.group <= rate);
            }
        }
    }
}
