//! What is said of an outcome as a sequential test: what it takes, where it stands, what others say of such tests.

use super::effects::{self, Written};
use super::names::{self, Length};
use super::subject::Subject;
use super::{Locale, Text, number, tr, translate};
use crate::analysis::{
    LEAST_SHARE, Look, LookKind, NoSequential, RequiredInformation, Sequential, SoughtFrom,
    TestStanding,
};
use crate::data::{Measure, SequentialDesign, SpendingFunction};

/// What the section is called.
pub const SEQUENTIAL: Text = Text("Sequential analysis: how much information the question takes");
/// Opens the table.
pub const AS_TABLE: Text = Text("The figure as a table");
/// What the file of the table is called beside the title of the review.
pub const FILE: &str = "sequential-analysis";
/// The head over what others say.
pub const CRITICS: Text = Text("What others say of such analyses");
/// What others say of such analyses.
pub const CRITICISM: [Text; 3] = [
    Text(
        "The Cochrane Handbook (Thomas and others, chapter 22) discourages formal sequential methods for updated meta-analyses in most circumstances: they should not be used for the main analyses, or to draw main conclusions. It sees a place for them in a series of trials that was planned together.",
    ),
    Text(
        "Kulinskaya and Wood 2014 (Research Synthesis Methods 5:212): with random effects it is not sufficient to inflate the size of one trial. How many trials there are counts as well, and several smaller ones can need fewer people.",
    ),
    Text(
        "Imberger and others 2016 (BMJ Open 6:e011890), among them authors of the method: in 100 Cochrane meta-analyses that ended without a significant result, 7 had had one on the way; of 14 such results the boundaries prevented 13.",
    ),
];
/// What is assumed, whatever the numbers.
pub const ASSUMED: Text = Text(
    "Trials are taken by year, each as a look. Nobody planned those looks, and which trials were made may have followed from the results before; information is counted in people.",
);
/// What was typed and is no setting.
pub const NOT_A_SETTING: Text = Text(
    "That is none of the numbers that can stand there: control risk above 0 and below 99.9%, ratio 0.01 to 100 and not 1, diversity 0 to 99%, α 0.1 to 20%, power 50 to 99%.",
);
/// The labels of the fields.
pub const FIELDS: [Text; 5] = [
    Text("Control risk, %"),
    Text("Ratio to be found"),
    Text("Diversity, %"),
    Text("α two-sided, %"),
    Text("Power, %"),
];
/// The label of the choice of the spending function.
pub const SPENDING: Text = Text("Boundaries");
/// The label of the box for futility.
pub const FUTILITY: Text = Text("Futility");

/// What a spending function is called.
#[must_use]
pub fn spending(function: SpendingFunction) -> &'static str {
    match function {
        SpendingFunction::OBrienFleming => translate("O’Brien–Fleming’s kind"),
        SpendingFunction::Pocock => translate("Pocock’s kind"),
    }
}

/// A setting as it stands in its field; empty where nobody typed one.
#[must_use]
pub fn field(design: &SequentialDesign, place: usize, locale: Locale) -> String {
    let percent = |share: f64| number::quantity(share * 100.0, locale);
    let usual = SequentialDesign::default();
    let other = |value: f64, usual: f64| (value.to_bits() != usual.to_bits()).then_some(value);
    let text = match place {
        0 => design.control_risk.map(percent),
        1 => design.ratio.map(|ratio| number::quantity(ratio, locale)),
        2 => design.diversity.map(percent),
        3 => other(design.alpha, usual.alpha).map(percent),
        _ => other(design.power, usual.power).map(percent),
    };
    text.unwrap_or_default()
}

/// What holds where a field is empty.
#[must_use]
pub fn placeholder(place: usize) -> &'static str {
    match place {
        0 | 2 => translate("of the trials"),
        1 => translate("the margin"),
        3 => "5",
        _ => "80",
    }
}

/// Why there is no sequential analysis.
#[must_use]
pub fn no_sequential(why: NoSequential) -> &'static str {
    match why {
        NoSequential::NotCounts => {
            translate("Not available: it counts people with the event, and this outcome does not.")
        }
        NoSequential::LongMethod => translate(
            "Not available by this method: its fits take too long to be repeated after each trial, or have no P of their own.",
        ),
        NoSequential::NoTrials => translate("Not available: no trial is pooled."),
        NoSequential::TooManyTrials => translate("Not available for more than 200 trials."),
        NoSequential::NoControlRisk => translate(
            "Not available: the control risk of the trials is 0 or 100%. Type one to see what it takes.",
        ),
        NoSequential::NoRisk => translate(
            "Not available: with this ratio the control risk would become 100% or more. Type a smaller ratio or risk.",
        ),
    }
}

/// How many people the question takes, and why so many.
#[must_use]
pub fn required(found: &Sequential, locale: Locale) -> String {
    let RequiredInformation {
        control_risk,
        is_risk_typed,
        ratio,
        ratio_from,
        experimental_risk,
        single,
        diversity,
        diversity_by,
        people,
    } = found.required;
    let design = &found.design;
    let percent = |share| number::percent(share, locale);
    let from = match ratio_from {
        SoughtFrom::Typed => "",
        SoughtFrom::Margin => translate(", the margin of concern,"),
        SoughtFrom::Usual => translate(", the usual margin,"),
    };
    let risk = if is_risk_typed {
        translate("a control risk of")
    } else {
        translate("the control risk of the trials,")
    };
    let quarter = |share: f64| number::quantity(share * 100.0, locale);
    let measure = names::measure_inside(ratio_of(found.plan.measure));
    let asked = tr!(
        "To tell a {measure} of {}{from} from no difference at {risk} {} ({} against {}) takes {} people in two arms of one size, with α {}% two-sided and power {}%.",
        number::ratio(ratio, locale),
        percent(control_risk),
        percent(experimental_risk),
        percent(control_risk),
        whole(single, locale),
        quarter(design.alpha),
        quarter(design.power),
        measure,
        from,
        risk
    );
    let by = match diversity_by {
        Some(estimator) => tr!(
            "of the trials, with τ² by {}",
            names::estimator(estimator, Length::Short)
        ),
        None => translate("as typed").to_owned(),
    };
    let share = number::i_squared(diversity * 100.0, locale);
    let all = if diversity > 0.0 {
        tr!(
            "Trials that differ need more: with diversity D² {share} ({by}) {} people.",
            whole(people, locale),
            share,
            by
        )
    } else {
        tr!(
            "Nothing is added for trials that differ: diversity D² is 0% ({by}).",
            by
        )
    };
    format!("{asked} {all}")
}

/// The measure whose ratio is looked for: of differences that of the risks.
fn ratio_of(measure: Measure) -> Measure {
    if measure.is_ratio() {
        measure
    } else {
        Measure::RiskRatio
    }
}

/// People, rounded up; of more than a person can read, a power of ten.
fn whole(people: f64, locale: Locale) -> String {
    if people < 1e6 {
        number::fixed(libm::ceil(people), 0, locale)
    } else {
        number::fold(people, locale)
    }
}

/// What is there of what is required: "1,430 of 3,000 people, 48%".
#[must_use]
pub fn so_far(found: &Sequential, look: &Look, locale: Locale) -> String {
    tr!(
        "{} of {} people, {}",
        number::count(look.people, locale),
        whole(found.required.people, locale),
        number::i_squared(look.share * 100.0, locale)
    )
}

/// Where the test stands, and what the interval is that allows for the looks.
#[must_use]
pub fn sentence(found: &Sequential, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    let statistic = |z: f64| number::statistic(z, locale);
    let Some(last) = found.looks.last() else {
        return no_sequential(NoSequential::NoTrials).to_owned();
    };
    let at = |look: usize| found.looks.get(look).unwrap_or(last);
    let with = |look: &Look| {
        tr!(
            "With {} ({})",
            names::trial(&look.name),
            so_far(found, look, locale)
        )
    };
    let limit = |look: &Look| {
        let limit = look.boundary.and_then(|boundary| boundary.efficacy);
        limit.map_or_else(|| translate("beyond 7").to_owned(), statistic)
    };
    let z = |look: &Look| {
        look.z
            .map_or_else(|| translate("not known").to_owned(), statistic)
    };
    let told = match found.standing {
        TestStanding::TooEarly => tr!(
            "The trials together bring {}: below {} nothing is tested, and there are no boundaries.",
            so_far(found, last, locale),
            number::i_squared(LEAST_SHARE * 100.0, locale)
        ),
        TestStanding::Crossed(look) => {
            let look = at(look);
            let more = if look.z.is_some_and(|z| z > 0.0) {
                translate("more")
            } else {
                translate("less")
            };
            let after = if !last.crosses() && last.kind == LookKind::OnTheWay {
                tr!(" With all trials it is inside again: Z is {}.", z(last))
            } else {
                String::new()
            };
            tr!(
                "{} Z is {}, beyond the boundary of {} to either side, towards {more} of the outcome with {}.{after}",
                with(look),
                z(look),
                limit(look),
                subject.experimental,
                more,
                after
            )
        }
        TestStanding::Reached(look) => {
            let look = at(look);
            tr!(
                "{} the required size is reached, and the boundary ({} to either side) was not crossed: Z is {}. That is no evidence that the arms are alike.",
                with(look),
                limit(look),
                z(look)
            )
        }
        TestStanding::Futile(look) => {
            let look = at(look);
            let wedge = look.boundary.and_then(|boundary| boundary.futility);
            let after = if last.is_futile() {
                String::new()
            } else {
                tr!(" With all trials it is outside again: Z is {}.", z(last))
            };
            tr!(
                "{} Z is {}, within the wedge of futility ({} to either side): the test gives up the ratio that it looks for, which it does in at most {} of cases in which that is the true one. It is no evidence that the arms are alike.{after}",
                with(look),
                z(look),
                wedge.map_or_else(String::new, statistic),
                number::i_squared((1.0 - found.design.power) * 100.0, locale),
                after
            )
        }
        TestStanding::Open => tr!(
            "The trials together bring {}. Z is {}, and the boundary ({} to either side) was not crossed: the test is open.",
            so_far(found, last, locale),
            z(last),
            limit(last)
        ),
    };
    let conventional = conventional(found, last);
    let after = found.looks.iter().any(|look| look.kind == LookKind::After);
    let after = if after {
        translate(" What came after the required size was reached is drawn and not tested.")
    } else {
        ""
    };
    let interval = adjusted(found, locale).map_or_else(String::new, |said| format!(" {said}"));
    format!("{told}{conventional}{after}{interval}")
}

/// Says it where the last look is significant by itself and not by the boundaries.
fn conventional(found: &Sequential, last: &Look) -> &'static str {
    let excludes = last
        .interval
        .is_some_and(|interval| interval.lower > 0.0 || interval.upper < 0.0);
    match found.standing {
        TestStanding::Open | TestStanding::Futile(_) | TestStanding::Reached(_) if excludes => {
            translate(
                " The interval of a single analysis of all trials excludes no difference; a boundary of this test was not crossed.",
            )
        }
        TestStanding::Open
        | TestStanding::Futile(_)
        | TestStanding::Reached(_)
        | TestStanding::Crossed(_)
        | TestStanding::TooEarly => "",
    }
}

/// The interval that allows for the looks, at the look that decides: the one at which the boundary was crossed, or the last
/// that is tested; `None` where there is none.
fn adjusted(found: &Sequential, locale: Locale) -> Option<String> {
    let look = match found.standing {
        TestStanding::Crossed(look) | TestStanding::Reached(look) => found.looks.get(look)?,
        TestStanding::Futile(_) | TestStanding::Open => found.looks.last()?,
        TestStanding::TooEarly => return None,
    };
    let measure = found.plan.measure;
    let (own, wide) = (look.interval?, look.adjusted?);
    let written = Written::of(measure, &wide, locale);
    Some(tr!(
        "The {} there is {}, {} when the looks are allowed for and {} when they are not.",
        names::measure_inside(measure),
        written.effect(own.estimate),
        written.interval(&wide),
        effects::interval(measure, &own, locale)
    ))
}

/// What the looks cost, and how the boundaries are made.
#[must_use]
pub fn how(found: &Sequential, locale: Locale) -> String {
    let design = &found.design;
    let by = spending(design.spending);
    let has_opened = found.looks.iter().any(|look| {
        look.boundary
            .is_some_and(|boundary| boundary.futility.is_some())
    });
    let wedge = match (design.futility, has_opened) {
        (true, true) => {
            translate("; the wedge of futility spends β the same way, and nobody has to stop there")
        }
        (true, false) => translate(
            "; the wedge of futility spends β the same way and has not opened at these looks",
        ),
        (false, _) => "",
    };
    let cost = found.inflation.map_or_else(String::new, |inflation| {
        tr!(
            " With these looks it takes {} times as many people to keep a power of {}%; the required size above does not count that, as Copenhagen’s program does not.",
            number::fixed(inflation, 2, locale),
            number::quantity(design.power * 100.0, locale)
        )
    });
    tr!(
        "Every pool is by the outcome’s own method: {}; Z is the normal deviate of its P. The boundaries spend α as a function of {by} (Lan and DeMets 1983){wedge}.{cost} Looks below {} of the required size are not tested.",
        names::plan_inside(found.plan),
        number::i_squared(LEAST_SHARE * 100.0, locale),
        by,
        wedge,
        cost
    )
}

/// The head of the column of intervals that allow for the looks.
pub const ADJUSTED: Text = Text("Allowing for the looks");

/// What a look is to the test.
#[must_use]
pub fn tested(look: &Look) -> &'static str {
    match look.kind {
        LookKind::TooEarly => translate("too early"),
        LookKind::After => translate("after the required size"),
        LookKind::OnTheWay | LookKind::Last if look.crosses() => translate("beyond the boundary"),
        LookKind::OnTheWay if look.is_futile() => translate("within the wedge"),
        LookKind::OnTheWay => translate("between"),
        LookKind::Last => translate("required size reached"),
    }
}

/// What the figure is called.
#[must_use]
pub fn figure_name(outcome: &str) -> String {
    tr!("{outcome}: sequential analysis", outcome)
}

/// The name of the axis below.
pub const ACROSS: Text = Text("People in all trials so far");

/// The name of the vertical axis.
#[must_use]
pub fn up(experimental: &str) -> String {
    tr!(
        "Cumulative Z: above 0 more with {experimental}, below 0 fewer",
        experimental
    )
}

/// What stands in the legend for Z.
pub const Z_LINE: Text = Text("Z after each trial");
/// What stands in the legend for looks that are not tested.
pub const NOT_TESTED: Text = Text("Not tested");
/// What stands in the legend for the boundaries.
pub const BOUNDARY_LINE: Text = Text("Boundary");
/// What stands in the legend for the wedge.
pub const WEDGE: Text = Text("Futility");

/// What stands in the legend for a single test.
#[must_use]
pub fn single_test(z: f64, locale: Locale) -> String {
    tr!("±{}: a single test", number::statistic(z, locale))
}

/// What stands in the legend for the required size.
#[must_use]
pub fn required_line(found: &Sequential, locale: Locale) -> String {
    tr!("Required: {} people", whole(found.required.people, locale))
}

/// Says that points or boundaries lie beyond the figure.
#[must_use]
pub fn beyond(z: f64, locale: Locale) -> String {
    tr!(
        "What lies beyond Z = {} to either side stands at the edge, boundaries are not drawn there.",
        number::tick(z, locale)
    )
}

/// Says that the required size lies beyond the figure.
pub const FAR_AWAY: Text =
    Text("The required size lies far beyond the trials and outside the figure.");
