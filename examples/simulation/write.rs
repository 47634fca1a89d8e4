//! Writes what was found: the tables of the documentation, and every cell for other programs.

use std::fmt::Write;

use crate::cell::Cell;
use crate::judge::{Judged, Tally, Way};

/// The cells that differ in ratio and allocation alone stand behind each other.
const OF_ONE_ROW: usize = 4;

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

/// All tables as Markdown.
pub(crate) fn tables(results: &Results, repetitions: usize) -> String {
    let mut text = String::new();
    summary(&mut text, results);
    by_row(&mut text, results, repetitions);
    below(&mut text, results);
    useless(&mut text, results);
    text
}

/// All cells together, a row a way.
fn summary(text: &mut String, results: &Results) {
    text.push_str(
        "| way | intervals | none | coverage, % | truth above the upper limit, % | finds a doubling, % | useless, % | bias, log | width, log |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for way in Way::ALL {
        let tally = together(results.iter().map(|(_, judged)| judged), way);
        let doubled = results.iter().filter(|(cell, _)| cell.ratio > 1.0);
        let power = together(doubled.map(|(_, judged)| judged), way);
        let n = tally.intervals;
        let _ = writeln!(
            text,
            "| {} | {n} | {} | {:.1} | {:.1} | {:.0} | {:.1} | {:.3} | {:.2} |",
            way.name(),
            tally.undefined,
            share(tally.covered, n),
            share(tally.reassured, n),
            share(power.found, power.intervals),
            share(tally.useless, n),
            tally.bias / n as f64,
            median(&tally.widths)
        );
    }
    text.push('\n');
}

/// Ratio and allocation together, a row for each of the other combinations.
fn by_row(text: &mut String, results: &Results, repetitions: usize) {
    let ways = [
        Way::Rule,
        Way::FormerRule,
        Way::MantelHaenszel,
        Way::RobustMantelHaenszel,
        Way::HartungKnapp,
        Way::Bayesian,
    ];
    let _ = writeln!(
        text,
        "| risk | arms | k | τ | rule: cover | ± | above | useless | width | bias | former: cover | above | useless | width | M–H | robust | REML + HK | Bayes |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
    );
    for row in results.chunks(OF_ONE_ROW) {
        let Some((cell, _)) = row.first() else {
            continue;
        };
        let tallies = ways.map(|way| together(row.iter().map(|(_, judged)| judged), way));
        let [rule, former, others @ ..] = &tallies;
        let n = rule.intervals;
        let _ = writeln!(
            text,
            "| {}% | {}–{} | {} | {} | {} | {:.1} | {:.1} | {:.1} | {:.2} | {:.2} | {} | {:.1} | {:.1} | {:.2} | {} |",
            100.0 * cell.risk,
            cell.arms.0,
            cell.arms.1,
            cell.trials,
            cell.tau,
            coverage(rule),
            error(rule.covered, n),
            share(rule.reassured, n),
            share(rule.useless, n),
            median(&rule.widths),
            rule.bias / n as f64,
            coverage(former),
            share(former.reassured, former.intervals),
            share(former.useless, former.intervals),
            median(&former.widths),
            others.iter().map(coverage).collect::<Vec<_>>().join(" | ")
        );
    }
    let _ = writeln!(
        text,
        "\n{} reviews a row ({repetitions} a cell).\n",
        repetitions * OF_ONE_ROW
    );
}

/// The cells in which the rule covers less than 94 %, by more than chance.
fn below(text: &mut String, results: &Results) {
    text.push_str("| risk | arms | k | τ | ratio | allocation | coverage, % | ± |\n|---|---|---|---|---|---|---|---|\n");
    let mut cells = 0;
    for (cell, judged) in results {
        let tally = of_way(judged, Way::Rule);
        let n = tally.intervals;
        let chance = 2.0 * error(tally.covered, n).max(error(94, 100) * (100.0 / n as f64).sqrt());
        if n == 0 || share(tally.covered, n) + chance >= 94.0 {
            continue;
        }
        cells += 1;
        let _ = writeln!(
            text,
            "| {}% | {}–{} | {} | {} | {} | {}:1 | {:.1} | {:.1} |",
            100.0 * cell.risk,
            cell.arms.0,
            cell.arms.1,
            cell.trials,
            cell.tau,
            cell.ratio,
            cell.allocation,
            share(tally.covered, n),
            error(tally.covered, n)
        );
    }
    let _ = writeln!(
        text,
        "\n{cells} of {} cells cover less than 94% by more than two Monte-Carlo errors.\n",
        results.len()
    );
}

/// How often each way would be called useless at several limits.
fn useless(text: &mut String, results: &Results) {
    text.push_str("| way | 10-fold | 100-fold | 1,000-fold | 1 × bound | 1.5 × | 2 × | 3 × | 5 × | most in a cell |\n|---|---|---|---|---|---|---|---|---|---|\n");
    for way in Way::ALL {
        let tally = together(results.iter().map(|(_, judged)| judged), way);
        let most = results
            .iter()
            .map(|(_, judged)| of_way(judged, way))
            .filter(|tally| tally.intervals > 0)
            .map(|tally| share(tally.useless, tally.intervals))
            .fold(0.0, f64::max);
        let shares: Vec<String> = tally
            .folds
            .iter()
            .chain(&tally.excesses)
            .map(|count| format!("{:.2}", share(*count, tally.intervals)))
            .collect();
        let _ = writeln!(
            text,
            "| {} | {} | {most:.1} |",
            way.name(),
            shares.join(" | ")
        );
    }
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
