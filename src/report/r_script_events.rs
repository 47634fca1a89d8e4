//! The part of the script for R on all events of a review in their groups (Berry & Berry 2004): the same model drawn by Metropolis
//! within Gibbs in plain R, with the same priors, and held against what was drawn here.

use std::fmt::Write as _;

use super::profile::Answered;
use super::r_script::text;
use super::r_script_explored::vector;
use super::results_long::LongResults;
use crate::analysis::{EventMixture, GroupedEvents, Prepared, TwoByTwo, grouped_events};
use crate::data::{ConfidenceLevel, Outcome, Review};
use crate::safety::event_mixture::{MOST_EVENTS, MOST_TABLES};

/// What stands before the events. It comes to what JAGS draws of the vaccine trial of Mehrotra and Heyse 2004, which is among the tests
/// of [`event_mixture`](crate::safety::event_mixture).
const SAMPLER: &str = r"
# Many events in groups (Berry & Berry 2004, Biometrics 60:418), drawn by Metropolis within Gibbs: a row a table of an event (a of n1
# with the treatment, c of n2 without). A column of draws an event: its log odds ratio, 0 where there is no difference.
grouped <- function(d, sweeps = 20000, warm = 2000) {
  e <- d$event; b <- d$group[!duplicated(e)]; bt <- d$group; E <- length(b); B <- max(b); K <- nrow(d)
  by_event <- function(x) as.vector(rowsum(x, e)); by_group <- function(x, g) as.vector(rowsum(c(x, numeric(B)), c(g, seq_len(B))))
  size <- by_group(rep(1, K), bt)
  p <- (d$a + d$c + 0.5) / (d$n1 + d$n2 + 1)
  info <- cbind(d$n1, d$n2) * p * (1 - p); share <- info[, 1] / rowSums(info)
  woolf <- 1 / (1 / (d$a + .5) + 1 / (d$n1 - d$a + .5) + 1 / (d$c + .5) + 1 / (d$n2 - d$c + .5))
  iw <- by_event(woolf); lor <- by_event(woolf * log((d$a + .5) * (d$n2 - d$c + .5) / ((d$c + .5) * (d$n1 - d$a + .5)))) / iw
  l1 <- function(x) pmax(x, 0) + log1p(exp(-abs(x)))
  ll <- function(g, t) d$c * g - d$n2 * l1(g) + d$a * (g + t[e]) - d$n1 * l1(g + t[e])
  g <- qlogis(p); t <- numeric(E)
  mg <- by_group(g, bt) / size; sg <- rep(0.5, B); mt <- numeric(B); st <- rep(0.5, B); pi <- rep(0.5, B)
  mg0 <- mean(mg); tg <- 0.5; mt0 <- 0; tt <- 0.5; ab <- c(2, 2)
  ig <- function(shape, rate) 1 / rgamma(length(rate), shape, rate)
  draws <- matrix(0, sweeps, E)
  for (i in seq_len(warm + sweeps)) {
    h <- g + rnorm(K) * 2.4 / sqrt(info[, 1] + info[, 2] + 1 / sg[bt])
    ok <- log(runif(K)) < ll(h, t) - ll(g, t) + dnorm(h, mg[bt], sqrt(sg[bt]), TRUE) - dnorm(g, mg[bt], sqrt(sg[bt]), TRUE)
    g[ok] <- h[ok]
    # An event goes between no difference and some, and its baseline gives way.
    v <- 1 / (iw + 1 / st[b]); m <- v * (iw * lor + mt[b] / st[b])
    for (step in 1:2) {
      from <- t
      to <- if (step == 1) ifelse(t == 0, rnorm(E, m, sqrt(v)), 0) else t + (t != 0) * rnorm(E) * 2.4 * sqrt(v)
      h <- g - share * (to - from)[e]
      some <- function(t) ifelse(t == 0, log(pi[b]), log1p(-pi[b]) + dnorm(t, mt[b], sqrt(st[b]), TRUE))
      drawn <- function(t) if (step == 1) ifelse(t == 0, 0, dnorm(t, m, sqrt(v), TRUE)) else 0
      r <- by_event(ll(h, to) - ll(g, from) + dnorm(h, mg[bt], sqrt(sg[bt]), TRUE) - dnorm(g, mg[bt], sqrt(sg[bt]), TRUE)) +
        some(to) - some(from) + drawn(from) - drawn(to)
      ok <- log(runif(E)) < r
      t[ok] <- to[ok]; g[ok[e]] <- h[ok[e]]
    }
    v <- 1 / (size / sg + 1 / tg); mg <- rnorm(B, v * (by_group(g, bt) / sg + mg0 / tg), sqrt(v))
    sg <- ig(3 + size / 2, 1 + by_group((g - mg[bt])^2, bt) / 2)
    n <- by_group(as.numeric(t != 0), b)
    v <- 1 / (n / st + 1 / tt); mt <- rnorm(B, v * (by_group(t, b) / st + mt0 / tt), sqrt(v))
    st <- ig(3 + n / 2, 1 + by_group((t != 0) * (t - mt[b])^2, b) / 2)
    pi <- rbeta(B, ab[1] + by_group(as.numeric(t == 0), b), ab[2] + n); pi <- pmin(pmax(pi, 1e-12), 1 - 1e-12)
    v <- 1 / (B / tg + 1 / 10); mg0 <- rnorm(1, v * sum(mg) / tg, sqrt(v)); tg <- ig(3 + B / 2, 1 + sum((mg - mg0)^2) / 2)
    v <- 1 / (B / tt + 1 / 10); mt0 <- rnorm(1, v * sum(mt) / tt, sqrt(v)); tt <- ig(3 + B / 2, 1 + sum((mt - mt0)^2) / 2)
    for (j in 1:2) {
      to <- ab; to[j] <- 1 + (ab[j] - 1) * exp(rnorm(1))
      at <- function(x) sum(dbeta(pi, x[1], x[2], log = TRUE)) - x[j] + log(x[j] - 1)
      if (log(runif(1)) < at(to) - at(ab)) ab <- to
    }
    if (i > warm) draws[i - warm, ] <- t
  }
  draws
}
# Monte Carlo errors by batches.
batches <- function(x, n = 20) { m <- apply(matrix(x[seq_len(length(x) %/% n * n)], ncol = n), 2, mean); c(mean(m), sd(m) / sqrt(n)) }
set.seed(20040418)
";

/// The script for all events of a review in the model of groups, to follow [`r_script`](super::r_script()). Where the posterior was drawn
/// of the review as it is, both are compared to Monte Carlo error. Empty where no event enters, and where there are too many.
#[must_use]
pub fn r_script_events(
    review: &Review,
    answers: &[Answered<'_>],
    level: ConfidenceLevel,
    long: &LongResults<'_>,
) -> String {
    let outcomes: Vec<(&Outcome, &Prepared)> = answers
        .iter()
        .map(|answered| (answered.outcome, answered.prepared))
        .collect();
    let asked = grouped_events(review, &outcomes, level);
    let tables: Vec<(usize, usize, &TwoByTwo)> = asked
        .events
        .iter()
        .enumerate()
        .flat_map(|(place, event)| {
            let tables = event.event.tables.iter();
            tables.map(move |table| (place + 1, event.event.group + 1, table))
        })
        .collect();
    if tables.is_empty() || asked.events.len() > MOST_EVENTS || tables.len() > MOST_TABLES {
        return String::new();
    }
    let mut script = SAMPLER.to_owned();
    let column = |of: &dyn Fn(&(usize, usize, &TwoByTwo)) -> u64| {
        vector(tables.iter().map(|table| of(table) as f64))
    };
    let names: Vec<String> = asked.events.iter().map(|event| text(&event.name)).collect();
    let _ = writeln!(
        script,
        "events <- c({})\ntables <- data.frame(\n  event = {},\n  group = {},\n  a = {},\n  n1 = {},\n  c = {},\n  n2 = {}\n)",
        names.join(", "),
        column(&|(event, _, _)| *event as u64),
        column(&|(_, group, _)| *group as u64),
        column(&|(_, _, table)| table.experimental_events),
        column(&|(_, _, table)| table.experimental_total),
        column(&|(_, _, table)| table.control_events),
        column(&|(_, _, table)| table.control_total),
    );
    let _ = writeln!(
        script,
        "draws <- grouped(tables)\nr <- cbind(t(apply(draws > 0, 2, batches)), t(apply(draws == 0, 2, batches)))\nrownames(r) <- events\ncolnames(r) <- c(\"more\", \"its error\", \"no difference\", \"its error\")\nprint(round(r, 3))"
    );
    let drawn = long.events.filter(|(of, _)| **of == asked);
    if let Some((_, Ok(found))) = drawn
        && found.converged()
    {
        compared(&mut script, &asked, found);
    }
    script
}

/// Both posteriors beside each other.
fn compared(script: &mut String, asked: &GroupedEvents, found: &EventMixture) {
    let of = |value: &dyn Fn(&crate::analysis::EventPosterior) -> f64| {
        vector(found.events.iter().map(value))
    };
    let _ = writeln!(
        script,
        "near <- function(what, r, error, trialpool, other) for (j in seq_along(r)) cat(if (abs(r[j] - trialpool[j]) < 4 * sqrt(error[j]^2 + other[j]^2) + 0.01) \"the same to Monte Carlo error:\" else \"DIFFERENT:\", events[j], what, \"\\n\")\nnear(\"more\", r[, 1], r[, 2], {}, {})\nnear(\"no difference\", r[, 3], r[, 4], {}, {})",
        of(&|one| one.more),
        of(&|one| one.errors[0]),
        of(&|one| one.none),
        of(&|one| one.errors[1]),
    );
    debug_assert_eq!(
        asked.events.len(),
        found.events.len(),
        "one posterior an event"
    );
}
