//! Replays reference records: computes every analysis the core can do and compares number by number.
//!
//! Shared by `examples/replay_reference.rs`, which reads a whole folder, and by `tests/reference.rs` and `tests/web.rs`,
//! which replay the selection committed beside this folder on the desk and in a browser; no part of the library.

mod asymmetry;
mod common_effect;
mod comparison;
mod dataset;
mod door;
mod files;
mod generalised_q;
mod likelihood;
mod per_study;
mod policy;
mod proportion;
mod random;
mod record;
mod regression;
mod report;
mod robustness;
mod tolerance;

use comparison::Verdict;
use dataset::Datasets;
pub(crate) use files::Files;
use record::Record;
pub(crate) use report::Report;

/// Replays every record of every `reference*.json` (or `.json.gz`) among the files.
///
/// # Errors
///
/// A sentence that says which file could not be read, and why.
pub(crate) fn replay(files: &Files) -> Result<Report, String> {
    let (records, kinds) = record::read(files)?;
    let mut datasets = Datasets::new(files, kinds);
    let mut report = Report::default();
    for record in &records {
        let verdict = judge(record, &mut datasets)?;
        report.add(record, verdict);
    }
    Ok(report)
}

/// What the core says to one record.
fn judge(record: &Record, datasets: &mut Datasets) -> Result<Verdict, String> {
    if record.was_not_computed() {
        return Ok(Verdict::NotComputed);
    }
    let columns = datasets.columns(&record.dataset)?;
    let Some(dataset) = datasets.get(&record.dataset)? else {
        return Ok(Verdict::Unsupported);
    };
    Ok(match record.analysis.as_str() {
        "per_study" => per_study::judge(record, dataset),
        "common_iv" => common_effect::inverse_variance(record, dataset),
        "common_mh" => common_effect::mantel_haenszel(record, dataset),
        "common_peto" => common_effect::peto(record, dataset),
        "generalised_q" => generalised_q::judge(record, dataset),
        "random" => random::judge(record, dataset),
        "glmm" => likelihood::mixed_model(record, dataset),
        "betabinomial" => likelihood::beta_binomial(record, dataset),
        "prop_ci" => proportion::intervals(record, dataset),
        "proportion_glmm" => likelihood::proportion(record, dataset),
        "proportion" => proportion::pooled(record, dataset),
        "leave1out" => robustness::leave_one_out(record, dataset),
        "cumulative" => robustness::cumulative(record, dataset),
        "influence" => robustness::influence(record, dataset),
        "baujat" => robustness::baujat(record, dataset),
        "metareg" => regression::covariate(record, dataset, &columns),
        "subgroup_pooled_tau2" => regression::subgroups(record, dataset, &columns),
        "subgroup_separate_tau2" => regression::subgroups_apart(record, dataset, &columns),
        "regtest" => asymmetry::egger(record, dataset, &columns),
        "ranktest_begg" => asymmetry::begg(record, dataset),
        "failsafe_n" => asymmetry::file_drawer(record, dataset),
        "trimfill" => asymmetry::trim_and_fill(record, dataset),
        "harbord" => asymmetry::harbord(record, dataset),
        "peters" => asymmetry::peters(record, dataset),
        "rucker_as" => asymmetry::arcsine(record, dataset),
        _ => Verdict::Unsupported,
    })
}
