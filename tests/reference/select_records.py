"""Makes the selection in this folder from the full reference, record by record, without touching a number.

    python3 tests/reference/select_records.py FULL_FOLDER tests/reference

The data sets below are kept with every record of the analyses below, in one packed file.
"""
import gzip
import json
import pathlib
import sys

DATASETS = [
    "bcg", "nielweise2007", "collins1985b_stillbirth", "hine1989", "pagliaro1992_beta", "sim_malignancy",
    "deg_one_study", "deg_one_study_zero", "deg_two_studies", "deg_all_double_zero", "deg_trt_all_zero",
    "deg_all_events_arm", "deg_identical", "deg_one_huge", "gen_molloy2014", "cont_normand1999", "cont_curtis1998",
    "prop_pritz1997", "prop_sim_malignancy_trt",
]
ANALYSES = [
    "per_study", "common_iv", "common_mh", "common_peto", "random", "generalised_q", "glmm", "betabinomial",
    "prop_ci", "proportion", "proportion_glmm", "leave1out", "cumulative", "influence", "baujat", "metareg",
    "subgroup_pooled_tau2", "subgroup_separate_tau2", "regtest", "ranktest_begg", "failsafe_n", "trimfill", "harbord",
    "peters", "rucker_as",
]
# Of the analyses that retell others for each trial, the data sets that differ most in kind.
DIAGNOSED = ["bcg", "nielweise2007", "deg_two_studies", "deg_identical", "deg_one_huge", "cont_normand1999", "gen_molloy2014"]
DIAGNOSTICS = ["leave1out", "cumulative", "influence", "baujat", "metareg", "trimfill", "regtest", "subgroup_pooled_tau2"]

full, here = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
records, head, datasets = [], {}, {}
for path in sorted(full.glob("reference*.json.gz")):
    top = json.load(gzip.open(path))
    head = {name: top[name] for name in ("schema", "R", "metafor", "metadat", "lme4", "blas", "lapack")}
    datasets.update({name: about for name, about in top["datasets"].items() if name in DATASETS})
    records += [
        r for r in top["records"]
        if r["dataset"] in (DIAGNOSED if r["analysis"] in DIAGNOSTICS else DATASETS) and r["analysis"] in ANALYSES
    ]
text = json.dumps({**head, "datasets": datasets, "records": records}, separators=(",", ":"))
with open(here / "reference_selection.json.gz", "wb") as raw, gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as file:
    file.write(text.encode())
(here / "data").mkdir(exist_ok=True)
for name in datasets:
    (here / "data" / f"{name}.csv").write_bytes((full / "data" / f"{name}.csv").read_bytes())
print(len(records), "records", (here / "reference_selection.json.gz").stat().st_size, "bytes")
