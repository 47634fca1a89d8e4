//! The one door to the pooling core: a [`Request`] goes in, a [`Response`] comes out.
//!
//! The app, the worker, the examples and the exported `pool(json)` all use it, and it does not know who is asking.
//! Both types are plain data with a version and a JSON form.

mod again;
mod agreement;
mod allowances;
mod answer;
mod arm_risks;
mod background;
mod certainty;
mod checklists;
mod compare;
mod copas;
mod door;
mod dose_names;
mod dose_response;
mod earlier_prior;
mod exposure;
mod fit;
mod follow_up_rates;
mod fragility;
mod grouped_events;
mod influence;
mod likelihood;
mod lost;
mod mean;
mod next_trial;
mod notes;
mod own;
mod own_effects;
mod p_value_functions;
mod prepare;
mod proposal;
mod quantities;
mod radial;
mod regression;
mod reported;
mod reporting;
mod request;
mod response;
mod risk_of_bias;
mod rows;
mod score;
mod sensitivity;
mod sequential;
mod series;
mod several_numbers;
mod silent;
mod small_study;
mod stratified;
mod subgroups;
mod subsets;
mod tests_and_intervals;
mod versions;

pub use crate::effect::{ArmMean, IntervalEstimate, PersonTime, Proportion, TwoByTwo, TwoMeans};
pub use crate::explore::dose_response::{Shape, Stages};
pub use crate::explore::next_trial::Run;
pub use crate::pool::bayesian::{Exceedance, MeanPrior, Posterior, RobustMixture};
pub use crate::pool::{ChiSquaredTest, Heterogeneity, Pooled, Undefined};
pub use crate::safety::event_mixture::{EventMixture, EventPosterior, NoPosterior};
pub use crate::safety::{
    Absolute, AbsoluteRisk, AtRisk, BaselineSource, ExactBound, ImpliedRisk, RuledOut,
    TellsNothing, ZeroEventClass,
};
pub use agreement::{Agreement, Check, Reason, agreement};
pub use allowances::{
    Allowances, FEWEST_IN_INTERVAL, Favoured, LimitMetaAnalysis, NoModel, SelectionCuts,
    SelectionFit, SelectionModel, allowances, limit_of,
};
pub use answer::{answer, answer_alone, answer_around, answer_watched, pooled, proposed};
pub use arm_risks::{ArmRisks, TrialRisks, arm_risks};
pub use background::{LongFound, LongWork, Progress, is_by_likelihood, is_long};
pub use certainty::{
    BiasBasis, CertaintySuggested, FEWEST_FOR_FUNNEL, FunnelBasis, FunnelTest, ImprecisionBasis,
    LENIENT_P, ScatterBasis, Starting, StillNeeded, Suggestion, USUAL_MARGIN, certainty_of,
    certainty_suggested, starting, still_needed,
};
pub use checklists::{ItemShare, Share, item_shares, listed_trials};
pub use compare::{methods_for, plan_for};
pub use copas::{
    CopasAt, CopasFit, CopasGrid, FEWEST_FOR_COPAS, KnownTrials, NO_SIGN_LEFT, WhyNoCopas,
    copas_grid,
};
pub use door::pool_json;
pub use dose_response::{
    DosableArm, DosableTrial, DosedTrial, DosesWithin, FEW_TRIALS, NoDoseResponse, NotDosed,
    dosable_trials, doses_within, with_proposed,
};
pub use earlier_prior::{EarlierPrior, NoEarlierPrior, earlier_prior, prior_of};
pub use exposure::{DAYS_IN_A_YEAR, Exposure, TrialExposure, exposure};
pub use fit::Fit;
pub use follow_up_rates::{FollowUpRates, FollowedTrial, HazardRatio, follow_up_rates};
pub use fragility::{Fragility, FragilityEnd, FragilityStep, NoFragility, fragility};
pub use grouped_events::{EventInGroup, GroupedEvents, NotAnEvent, grouped_events};
pub use influence::{Influence, Influences, TrialInfluence, influences};
pub use lost::{PeopleLost, lost_assumptions, lost_tables, people_lost};
pub use next_trial::{
    Conclusion, Excluding, HYPOTHETICAL, LARGEST_ARM, MOST_TRIED, NextTrial, NoNextTrial,
    conclusions_by_events, excluding, usual_next_trial, with_next_trial,
};
pub use own_effects::{InverseVarianceModel, OwnEffect, has_tied_error, own_effects};
pub use p_value_functions::{PValueFunction, PValueFunctions, p_value_functions};
pub use prepare::{ExcludedTrial, LeftOut, Prepared, prepare};
pub use quantities::{groupings, middle, number_of, quantities};
pub use radial::{RADIAL_BAND, Radial, RadialTrial, radial};
pub use regression::{
    ENOUGH_A_MODERATOR, NoRegression, Permutations, Regressed, RegressedTrial, Term, regress,
};
pub use reported::{applied_design_effect, reported_and_entering};
pub use reporting::{
    ReportedAs, ReportedOutcomes, ReportingRows, ReportingTrial, has_comparisons,
    reported_by_comparison, reported_outcomes,
};
pub use request::{Request, TrialData, TrialRow, VERSION};
pub use response::{
    MethodResult, PooledProportion, Proposal, ProposalReason, Response, StratifiedTests,
    TauSquaredInterval, TauSquaredIntervalMethod, Totals, TrialResult, TrialUse,
};
pub use risk_of_bias::{JudgedAlike, JudgedTrial, JudgedTrials, Standing, judged_trials};
pub use sensitivity::{
    MainAnalysis, NoSelection, SensitivityAnswer, SensitivityAsked, SensitivityFound,
    SensitivityResult, sensitivity_answers, sensitivity_asked, sensitivity_result, series_answers,
};
pub use sequential::{
    LEAST_SHARE, Look, LookKind, NoSequential, RequiredInformation, Sequential, SoughtFrom,
    TestStanding, sequential,
};
pub use series::{MOST_IN_SERIES, Series, SeriesOrder, series, trials_of_series};
pub use several_numbers::{
    Nested, NestedTrial, NoSeveralNumbers, NumberStanding, SamplingErrors, SeveralNumbers,
    TrialNumber, several_numbers,
};
pub use silent::{
    BiasBound, NotSupposed, PeopleOfSides, SilentTrial, SilentTrials, Supposed, SupposedBy,
    silent_trials,
};
pub use small_study::{
    ASYMMETRY_SEEN, AsymmetryMethod, AsymmetryResult, AsymmetryStatistic, AsymmetryTest,
    ENOUGH_FOR_TESTS, FileDrawers, FillEstimator, FillSide, Filled, Fitness, SmallStudy,
    small_study,
};
pub use subgroups::{
    GroupTauSquared, Level, Subgroup, SubgroupName, Subgroups, can_share_tau_squared, is_stated,
    levels, subgroups, subgroups_by, without,
};
pub use subsets::{SUBSETS_SEED, SubsetPools, SubsetSummary, model_of_subsets, subset_pools};
pub use versions::{
    AnsweredOutcome, ChangedTrial, ComparedOutcome, NamedTrial, WithoutAdded, compared, frozen,
    numbers_of_comparison,
};
