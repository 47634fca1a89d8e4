//! Writes what was found: the tables of the documentation, and every cell for other programs.

use std::fmt::Write;

use crate::cell::Cell;
use crate::judge::{Judged, Tally, Way};

type Results = [(Cell, Judged)];

/// Share, in percent.
fn share(count: u64, of: u64) -> f64 {
    100.0 * count as f64 / of as f64
}

/// The Monte-Carlo standard error of a share, in percent.
fn error(count: u64, of: u64) -> f64 {
    let p = count as f64 / of as f64;
    100.0 * (p * (1.0 - p) / of as f64).sqrt()
}

fn median(widths: &[f64]) -> f64 {
    let mut widths = widths.to_vec();
    widths.sort_by(f64::total_cmp);
    widths.get(widths.len() / 2).copied().unwrap_or(f64::NAN)
}

fn of_way(judged: &Judged, way: Way) -> &Tally {
    let index = Way::ALL.iter().position(|other| *other == way);
    &judged[index.unwrap_or_default()]
}

/// The tallies of several cells together.
fn together<'a>(judged: impl Iterator<Item = &'a Judged>, way: Way) -> Tally {
    judged.fold(Tally::default(), |sum, judged| {
        sum.joined(of_way(judged, way))
    })
}

/// Coverage and the rest of one way as a cell of a table; a dash where it was not asked.
fn coverage(tally: &Tally) -> String {
    if tally.intervals == 0 {
        return "—".to_owned();
    }
    format!("{:.1}", share(tally.covered, tally.intervals))
}

/// All tables of the documentation, as Markdown.
pub(crate) fn tables(results: &Results, repetitions: usize) -> String {
    let mut text = format!(
        "{repetitions} reviews a cell, {} in all.\n\n",
        repetitions * results.len()
    );
    summary(&mut text, results);
    by_heterogeneity(&mut text, results);
    by_arms(&mut text, results);
    below(&mut text, results);
    text
}

/// A share with its Monte-Carlo standard error; a dash where there is nothing to share.
fn with_error(count: u64, of: u64) -> String {
    if of == 0 {
        return "—".to_owned();
    }
    format!("{:.1} ({:.1})", share(count, of), error(count, of))
}

fn share_or_dash(count: u64, of: u64) -> String {
    if of == 0 {
        return "—".to_owned();
    }
    format!("{:.1}", share(count, of))
}

/// All cells together, a row a way.
fn summary(text: &mut String, results: &Results) {
    text.push_str(
        "| way | intervals | no interval | coverage, % (±) | truth above, % | finds the doubling, % | bias, log | limits 100-fold apart, % | 1,000-fold, % | above 3 × bound, % |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for way in Way::ALL {
        let tally = together(results.iter().map(|(_, judged)| judged), way);
        let n = tally.intervals;
        if n == 0 {
            continue;
        }
        let doubled = results.iter().filter(|(cell, _)| cell.ratio > 1.0);
        let power = together(doubled.map(|(_, judged)| judged), way);
        let [_, hundred, thousand] = tally.folds;
        let [.., three, _] = tally.excesses;
        let _ = writeln!(
            text,
            "| {} | {n} | {} | {} | {:.1} | {:.0} | {:.2} | {:.1} | {:.1} | {:.1} |",
            way.title(),
            tally.undefined,
            with_error(tally.covered, n),
            share(tally.reassured, n),
            share(power.found, power.intervals),
            tally.bias / n as f64,
            share(hundred, n),
            share(thousand, n),
            share(three, n)
        );
    }
    text.push('\n');
}

/// The ways that stand beside the rule in the tables of groups.
const BESIDE: [Way; 5] = [
    Way::FormerRule,
    Way::MantelHaenszel,
    Way::RobustMantelHaenszel,
    Way::HartungKnapp,
    Way::Bayesian,
];

/// The cells by what they have in common, in the order of their first cells.
fn groups<K: PartialEq>(results: &Results, key: impl Fn(&Cell) -> K) -> Vec<(K, Vec<&Judged>)> {
    let mut groups: Vec<(K, Vec<&Judged>)> = Vec::new();
    for (cell, judged) in results {
        let own = key(cell);
        match groups.iter_mut().find(|(key, _)| *key == own) {
            Some((_, members)) => members.push(judged),
            None => groups.push((own, vec![judged])),
        }
    }
    groups
}

fn by_heterogeneity(text: &mut String, results: &Results) {
    text.push_str(
        "| τ | k | the rule (±) | truth above | former rule | truth above | M–H, model | M–H, robust | REML + HK | Bayes |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    let mut groups = groups(results, |cell| (cell.tau, cell.trials));
    groups.sort_by(|(a, _), (b, _)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for ((tau, trials), members) in groups {
        let of = |way| together(members.iter().copied(), way);
        let rule = of(Way::Rule);
        let [former, others @ ..] = BESIDE.map(of);
        let _ = writeln!(
            text,
            "| {tau} | {trials} | {} | {} | {} | {} | {} |",
            with_error(rule.covered, rule.intervals),
            share_or_dash(rule.reassured, rule.intervals),
            coverage(&former),
            share_or_dash(former.reassured, former.intervals),
            others.each_ref().map(coverage).join(" | ")
        );
    }
    text.push('\n');
}

fn by_arms(text: &mut String, results: &Results) {
    text.push_str(
        "| arms | risk, % | k | the rule: coverage (±) | truth above | 100-fold | former rule: coverage | truth above | 100-fold | M–H, model | M–H, robust | REML + HK | Bayes |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    let mut groups = groups(results, |cell| (cell.arms.0, cell.risk, cell.trials));
    groups.sort_by(|(a, _), (b, _)| {
        let arms = a.0.cmp(&b.0);
        arms.then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
    });
    for ((arms, risk, trials), members) in groups {
        let of = |way| together(members.iter().copied(), way);
        let rule = of(Way::Rule);
        let [former, others @ ..] = BESIDE.map(of);
        let arms = if arms < 100 { "10–60" } else { "500–3,000" };
        let _ = writeln!(
            text,
            "| {arms} | {} | {trials} | {} | {} | {} | {} | {} | {} | {} |",
            100.0 * risk,
            with_error(rule.covered, rule.intervals),
            share_or_dash(rule.reassured, rule.intervals),
            share_or_dash(rule.folds[1], rule.intervals),
            coverage(&former),
            share_or_dash(former.reassured, former.intervals),
            share_or_dash(former.folds[1], former.intervals),
            others.each_ref().map(coverage).join(" | ")
        );
    }
    text.push('\n');
}

/// Where the rule covers less than 94 % by more than two Monte-Carlo errors, ratio and allocation together.
fn below(text: &mut String, results: &Results) {
    text.push_str("| arms | risk, % | k | τ | the rule: coverage (±) | truth above | former rule | REML + HK | Bayes, wide |\n|---|---|---|---|---|---|---|---|---|\n");
    let groups = groups(results, |cell| {
        (cell.arms.0, cell.risk, cell.trials, cell.tau)
    });
    let all = groups.len();
    let mut short = 0;
    for ((arms, risk, trials, tau), members) in groups {
        let of = |way| together(members.iter().copied(), way);
        let rule = of(Way::Rule);
        let n = rule.intervals;
        // The error of a share of 94 % where the share itself has less.
        let chance = error(rule.covered, n).max(100.0 * (0.94 * 0.06 / n as f64).sqrt());
        if n == 0 || share(rule.covered, n) + 2.0 * chance >= 94.0 {
            continue;
        }
        short += 1;
        let arms = if arms < 100 { "10–60" } else { "500–3,000" };
        let _ = writeln!(
            text,
            "| {arms} | {} | {trials} | {tau} | {} | {} | {} | {} | {} |",
            100.0 * risk,
            with_error(rule.covered, n),
            share_or_dash(rule.reassured, n),
            coverage(&of(Way::FormerRule)),
            coverage(&of(Way::HartungKnapp)),
            coverage(&of(Way::BayesianWide))
        );
    }
    let _ = writeln!(
        text,
        "\n{short} of {all} combinations of arms, risk, trials and τ cover less than 94 % by more than two Monte-Carlo errors."
    );
}

/// Every cell and way, for other programs.
pub(crate) fn every_cell(results: &Results) -> String {
    let mut text = String::from(
        "risk,arms,k,tau,ratio,allocation,way,intervals,undefined,covered,above,found,useless,fold10,fold100,fold1000,x1,x1.5,x2,x3,x5,bias,width\n",
    );
    for (cell, judged) in results {
        for (way, tally) in Way::ALL.iter().zip(judged) {
            if tally.intervals + tally.undefined == 0 {
                continue;
            }
            let counts = [
                tally.intervals,
                tally.undefined,
                tally.covered,
                tally.reassured,
                tally.found,
                tally.useless,
            ];
            let all = counts.iter().chain(&tally.folds).chain(&tally.excesses);
            let all: Vec<String> = all.map(u64::to_string).collect();
            let _ = writeln!(
                text,
                "{},{},{},{},{},{},{},{},{},{}",
                cell.risk,
                cell.arms.0,
                cell.trials,
                cell.tau,
                cell.ratio,
                cell.allocation,
                way.name(),
                all.join(","),
                tally.bias / tally.intervals as f64,
                median(&tally.widths)
            );
        }
    }
    text
}
