//! Yusuf S, Peto R, Lewis J, Collins R, Sleight P. Beta blockade during and after myocardial infarction: an overview of
//! the randomized trials. Progress in Cardiovascular Diseases 1985;27:335–371, table 6 (deaths, short-term oral
//! treatment; the row of Snow 1 has no counts). Counts as in R's metadat, `dat.yusuf1985`.

use super::{assert_prints, natural, plan, pool};
use trialpool::analysis::TrialUse;
use trialpool::data::{Measure, Method};

const TABLE_6: [(&str, u64, u64, u64, u64); 21] = [
    ("Balcon", 14, 56, 15, 58),
    ("Clausen", 18, 66, 19, 64),
    ("Multicentre", 15, 100, 12, 95),
    ("Barber", 10, 52, 12, 47),
    ("Norris", 21, 226, 24, 228),
    ("Kahler", 3, 38, 6, 31),
    ("Ledwich", 2, 20, 3, 20),
    ("Snow 2", 19, 76, 15, 67),
    ("Fuccella", 15, 106, 9, 114),
    ("Briant", 5, 62, 4, 57),
    ("Pitt", 0, 9, 0, 8),
    ("Lombardo", 8, 133, 11, 127),
    ("Thompson", 3, 48, 3, 49),
    ("Hutton", 0, 16, 0, 13),
    ("Tonkin", 1, 42, 1, 46),
    ("Gupta", 0, 25, 3, 25),
    ("Barber (2)", 14, 221, 15, 228),
    ("Yusuf", 0, 11, 0, 11),
    ("Wilcox 1", 8, 259, 7, 129),
    ("Wilcox 2", 6, 157, 4, 158),
    ("CPRG", 3, 177, 2, 136),
];

#[test]
fn the_total_of_table_6_is_the_printed_one() {
    let response = pool(&TABLE_6, plan(Measure::PetoOddsRatio, Method::Peto));
    assert_prints(natural(&response), ["0.9332", "0.7385", "1.1792"], 4);
}

#[test]
fn trials_without_a_death_say_nothing_to_peto() {
    let response = pool(&TABLE_6, plan(Measure::PetoOddsRatio, Method::Peto));
    let silent = response
        .trials
        .iter()
        .filter(|trial| trial.used == TrialUse::DoubleZero)
        .count();
    assert_eq!(silent, 3);
    let pooled = response.pooled.unwrap();
    assert_eq!(pooled.trials, 18);
    assert_eq!(
        pooled.heterogeneity.unwrap().degrees_of_freedom.to_bits(),
        17.0_f64.to_bits()
    );
}
