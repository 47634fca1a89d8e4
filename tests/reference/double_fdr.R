# The double false discovery rate of Mehrotra & Adewale 2012 (Stat Med 31:1918) on their example 4.1, from R's own p.adjust.
# Run: Rscript tests/reference/double_fdr.R
groups <- list(c(0.031, 0.023, 0.029, 0.005, 0.031, 0.000, 0.874, 0.399, 0.293, 0.077),
               c(0.216, 0.843, 0.864),
               c(1, 0.878, 0.766, 0.598, 0.011, 0.864),
               c(0.889, 0.557, 0.767, 0.009, 0.644),
               c(1, 0.583, 0.147, 0.789, 0.217, 1, 0.02, 0.784, 0.579, 0.439),
               c(0.898, 0.619, 0.193, 0.806, 0.611, 0.526, 0.702, 0.196))
rate <- 0.1
smallest <- sapply(groups, function(p) min(p.adjust(p, "BH")))
of_groups <- p.adjust(smallest, "BH")
print(of_groups, digits = 16)
family <- unlist(groups[of_groups <= rate])
print(p.adjust(family, "BH"), digits = 16)
cat(sum(p.adjust(family, "BH") <= rate), "of", length(family), "\n")
print(p.adjust(c(0.01, 0.04, 0.03, 0.5, 0.002, 0.04, 1), method = "BH"), digits = 16)
