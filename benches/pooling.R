# The work of benches/workload/mod.rs in R's metafor, from the same tables: Rscript benches/pooling.R FOLDER
# Prints `time`, name, trials and microseconds between tabs. What takes longer than a minute, or than four where it is slow in R, is given up.
suppressMessages(library(metafor))

folder <- commandArgs(trailingOnly = TRUE)[1]

fastest <- function(work) {
  begin <- proc.time()[["elapsed"]]
  best <- Inf
  repeat {
    start <- Sys.time()
    work()
    best <- min(best, as.numeric(Sys.time() - start, units = "secs"))
    if (proc.time()[["elapsed"]] - begin > 0.5) return(best)
  }
}

# Effects with the treatment-arm correction, as the core's plans have them.
tacc <- function(d) {
  empty <- d$ai == 0 | d$ci == 0 | d$ai == d$n1i | d$ci == d$n2i
  both <- d$ai == 0 & d$ci == 0 | d$ai == d$n1i & d$ci == d$n2i
  d <- d[!both, ]
  empty <- empty[!both]
  k1 <- empty * d$n1i / (d$n1i + d$n2i)
  k2 <- empty * d$n2i / (d$n1i + d$n2i)
  escalc("RR", ai = d$ai + k1, bi = d$n1i - d$ai + k1, ci = d$ci + k2, di = d$n2i - d$ci + k2)
}

random <- function(d, method, test = "knha") {
  r <- rma(yi, vi, data = tacc(d), method = method, test = test)
  if (method != "EE") list(confint(r), predict(r)) else r
}

glmm <- function(d, model) {
  rma.glmm(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d, model = model)
}

mh <- function(d, measure) rma.mh(measure = measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d)

work <- list(
  "Mantel–Haenszel RR" = function(d) mh(d, "RR"),
  "Mantel–Haenszel OR" = function(d) mh(d, "OR"),
  "Mantel–Haenszel RD" = function(d) mh(d, "RD"),
  "Peto OR" = function(d) rma.peto(ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d),
  "inverse variance RR" = function(d) random(d, "EE", "z"),
  "DerSimonian–Laird RR" = function(d) random(d, "DL"),
  "Paule–Mandel RR" = function(d) random(d, "PM"),
  "REML RR, HKSJ, Q-profile" = function(d) random(d, "REML"),
  "GLMM CM.AL" = function(d) glmm(d, "CM.AL"),
  "GLMM UM.FS" = function(d) glmm(d, "UM.FS"),
  "GLMM UM.RS" = function(d) glmm(d, "UM.RS"),
  "GLMM CM.EL" = function(d) glmm(d, "CM.EL")
)

# An outcome pooled again and again.
by_mh <- function(d) mh(d, "RR")
by_reml <- function(d) rma(yi, vi, data = tacc(d), method = "REML", test = "knha")
moving <- function(fit) function(d) {
  # The greedy search for the fewest people whose event turns the result.
  first <- fit(d)
  turn <- if (first$ci.lb > 0) function(f) f$ci.lb else if (first$ci.ub < 0) function(f) -f$ci.ub else
    if (first$beta < 0) function(f) f$ci.ub else function(f) -f$ci.lb
  excludes <- function(f) f$ci.lb > 0 || f$ci.ub < 0
  limit <- turn(first)
  repeat {
    best <- NULL
    for (i in seq_len(nrow(d))) for (arm in c("ai", "ci")) for (by in c(-1, 1)) {
      e <- d
      e[i, arm] <- e[i, arm] + by
      if (e[i, arm] < 0 || e[i, arm] > e[i, if (arm == "ai") "n1i" else "n2i"]) next
      f <- fit(e)
      if (turn(f) < limit - 1e-12) { limit <- turn(f); best <- e; at <- f }
    }
    if (is.null(best) || excludes(at) != excludes(first)) return(at)
    d <- best
  }
}
together <- function(fit) function(d) {
  f <- fit(d)
  list(leave1out(f), cumul(f), influence(random(d, "EE", "z")), moving(fit)(d))
}
work <- c(work, list(
  "leave-one-out, MH RR" = function(d) leave1out(by_mh(d)),
  "cumulative, MH RR" = function(d) cumul(by_mh(d)),
  "influence, common RR" = function(d) influence(random(d, "EE", "z")),
  "fragility, MH RR" = moving(by_mh),
  "all four together, MH RR" = together(by_mh),
  "leave-one-out, REML RR" = function(d) leave1out(by_reml(d)),
  "influence, REML RR" = function(d) influence(rma(yi, vi, data = tacc(d), method = "REML")),
  "10,000 subsets, MH RR" = function(d) gosh(by_mh(d), subsets = 10000, progbar = FALSE),
  "10,000 subsets, DL RR" = function(d) gosh(rma(yi, vi, data = tacc(d), method = "DL"), subsets = 10000, progbar = FALSE),
  "10,000 subsets, REML RR" = function(d) gosh(by_reml(d), subsets = 10000, progbar = FALSE)
))
again <- setdiff(names(work), c("Mantel–Haenszel RR", "Mantel–Haenszel OR", "Mantel–Haenszel RD", "Peto OR", "inverse variance RR",
  "DerSimonian–Laird RR", "Paule–Mandel RR", "REML RR, HKSJ, Q-profile", "GLMM CM.AL", "GLMM UM.FS", "GLMM UM.RS", "GLMM CM.EL"))

# The slow ones for the smallest review only.
slow <- c("GLMM CM.AL", "GLMM UM.FS", "GLMM UM.RS", "GLMM CM.EL")

for (name in names(work)) {
  for (k in if (name %in% again) 55 else c(55, 1000)) {
    if (k > 55 && name %in% slow) next
    d <- read.csv(file.path(folder, sprintf("trials-%d.csv", k)))
    took <- tryCatch({
      setTimeLimit(elapsed = if (name %in% c(slow, again)) 240 else 60, transient = TRUE)
      suppressWarnings(fastest(function() work[[name]](d)))
    }, error = function(e) NA)
    setTimeLimit()
    if (is.na(took)) {
      cat(sprintf("none\t%s\t%d\n", name, k))
      break
    }
    cat(sprintf("time\t%s\t%d\t%.1f\n", name, k, 1e6 * took))
  }
}
