//! What a figure shows, compared: an edit that it shows makes another value, any other edit leaves the value equal.

use super::chosen::{DOMAINS, DOSE, SOURCE, with_columns, with_judgements};
use super::*;
use trialpool::data::{Covariate, CovariateId, Judged, Lights, OutcomeFigure, Tool, TrialOrder};
use trialpool::figure::forest::{self, Forest};
use trialpool::figure::safety::{self, SafetyProfile};
use trialpool::read::examples;

/// A review, what was chosen about its figures, and how large they are.
#[derive(Clone)]
struct Page {
    review: Review,
    settings: FigureSettings,
    options: Options,
}

/// A column that the figure does not have.
const HIDDEN: CovariateId = CovariateId(902);

fn page() -> Page {
    let review = examples::review("mesenchymal-stromal-cells").unwrap();
    let review = with_columns(review, &["Bone marrow", "Cord"], &["1", "2"]);
    let mut review = with_judgements(review, Tool::RiskOfBias2, &DOMAINS);
    review.covariates.push(Covariate {
        id: HIDDEN,
        name: "Country".into(),
    });
    Page {
        review,
        settings: FigureSettings {
            columns: vec![DOSE],
            lights: Lights::Traffic,
            ..FigureSettings::default()
        },
        options: journal(),
    }
}

impl Page {
    fn after(&self, edit: impl FnOnce(&mut Self)) -> Self {
        let mut page = self.clone();
        edit(&mut page);
        page
    }

    fn outcome(&mut self, index: usize) -> &mut Outcome {
        Arc::make_mut(&mut self.review.outcomes[index])
    }

    /// The trials of the first outcome.
    fn rows(&self) -> Vec<TrialId> {
        let answered = answered(&self.review, &self.review.outcomes[0], None, None);
        answered.prepared.rows.clone()
    }

    /// The trial of a row of the first outcome.
    fn trial(&mut self, row: usize) -> &mut Trial {
        let id = self.rows()[row];
        let mut trials = self.review.trials.iter_mut();
        Arc::make_mut(trials.find(|trial| trial.id == id).unwrap())
    }

    fn record(&mut self, row: usize, outcome: usize) -> &mut Record {
        let id = self.review.outcomes[outcome].id;
        self.trial(row).records.get_mut(&id).unwrap()
    }

    /// A trial that does not report the first outcome.
    fn silent_trial(&mut self) -> &mut Trial {
        let id = self.review.outcomes[0].id;
        let mut trials = self.review.trials.iter_mut();
        let silent = trials.find(|trial| !trial.records.contains_key(&id));
        Arc::make_mut(silent.unwrap())
    }

    /// The overall judgement of a trial of the first outcome.
    fn judged(&mut self) -> &mut Judged {
        let rows = self.rows();
        let table = Arc::make_mut(self.review.risk_of_bias.as_mut().unwrap());
        let mut judged = rows.iter().filter(|row| table.trials.contains_key(*row));
        let first = *judged.next().unwrap();
        &mut table.trials.get_mut(&first).unwrap().overall
    }

    /// What the forest plot of the first outcome shows.
    fn forest(&self) -> Inputs {
        let answered = answered(&self.review, &self.review.outcomes[0], None, None);
        let settings = Arc::new(self.settings.clone());
        Inputs::new(&self.review, &answered, None, &settings, &self.options)
    }

    fn profile(&self) -> safety::Inputs {
        let outcomes = self.review.outcomes.iter();
        let answers = outcomes.map(|outcome| answered(&self.review, outcome, None, None));
        let options = safety::Options::landscape(Locale::DecimalPoint);
        safety::Inputs::new(&self.review, answers.collect(), &options)
    }
}

type Edit = (&'static str, fn(&mut Page));

fn swap_events(record: &mut Record) {
    let Values::Counts(arms) = &mut record.values else {
        panic!("no counts");
    };
    let [first, second] = [ArmId(0), ArmId(1)].map(|arm| arms.get(&arm).unwrap().clone());
    arms.insert(ArmId(0), second);
    arms.insert(ArmId(1), first);
}

#[test]
fn an_edit_that_a_forest_plot_shows_makes_other_inputs_and_another_figure() {
    let page = page();
    let before = page.forest();
    let edits: [Edit; 17] = [
        ("title", |page| page.review.title.push('!')),
        ("arm", |page| page.review.control_label.push('!')),
        ("outcome", |page| page.outcome(0).name.push('!')),
        ("name", |page| page.trial(1).name.push('!')),
        ("numbers", |page| swap_events(page.record(0, 0))),
        ("cell of a column", |page| {
            page.trial(0).covariates.insert(DOSE, "3".into());
        }),
        ("head of a column", |page| {
            let mut known = page.review.covariates.iter_mut();
            known.find(|known| known.id == DOSE).unwrap().name.push('!');
        }),
        ("judgement", |page| page.judged().judgement = None),
        ("domain", |page| {
            let table = page.review.risk_of_bias.as_mut().unwrap();
            Arc::make_mut(table).domains[0].name.push('!');
        }),
        ("another time point", |page| {
            let record = page.record(0, 0);
            let other = Record {
                time_point: "1 d".into(),
                ..record.clone()
            };
            record.add_time(other);
        }),
        ("preset", |page| page.settings.preset = Preset::RevMan),
        ("order", |page| page.settings.order = TrialOrder::Name),
        ("lights", |page| page.settings.lights = Lights::Hidden),
        ("columns", |page| page.settings.columns.push(SOURCE)),
        ("own title", |page| {
            let figure = OutcomeFigure {
                title: "Deaths".into(),
                ..OutcomeFigure::default()
            };
            let id = page.review.outcomes[0].id;
            page.settings.outcomes.insert(id, figure);
        }),
        ("locale", |page| page.options.locale = Locale::DecimalComma),
        ("width", |page| page.options.width += 9.0),
    ];
    for (what, edit) in edits {
        let after = page.after(edit).forest();
        assert!(after != before, "{what}");
        assert!(Forest::of(&after) != Forest::of(&before), "{what}");
    }
}

#[test]
fn an_edit_that_a_forest_plot_does_not_show_leaves_its_inputs_equal() {
    let page = page();
    let before = page.forest();
    let edits: [Edit; 14] = [
        ("nothing", |_| {}),
        ("subtitle", |page| page.review.subtitle.push('!')),
        ("numbers of another outcome", |page| {
            for outcome in page.review.outcomes.clone().iter().skip(1) {
                page.trial(0).records.remove(&outcome.id);
            }
        }),
        ("another outcome", |page| page.outcome(1).name.push('!')),
        ("note of the outcome", |page| page.outcome(0).note.push('!')),
        ("group", |page| page.outcome(0).group = Some("Other".into())),
        ("source", |page| page.record(0, 0).source.push('!')),
        ("note", |page| page.record(0, 0).note.push('!')),
        ("hidden column", |page| {
            page.trial(0).covariates.insert(HIDDEN, "Malta".into());
        }),
        ("year", |page| page.trial(0).year = Entry::reported(1901)),
        ("silent trial", |page| {
            page.silent_trial().covariates.insert(DOSE, "9".into());
        }),
        ("support", |page| page.judged().support.push('!')),
        ("title of another figure", |page| {
            let figure = OutcomeFigure {
                title: "Fever".into(),
                ..OutcomeFigure::default()
            };
            let id = page.review.outcomes[1].id;
            page.settings.outcomes.insert(id, figure);
        }),
        ("colours of the lights", |page| {
            page.settings.lights = Lights::ForEverySight;
        }),
    ];
    for (what, edit) in edits {
        let after = page.after(edit).forest();
        assert!(after == before, "{what}");
        assert!(Forest::of(&after) == Forest::of(&before), "{what}");
    }
}

#[test]
fn a_narrow_forest_plot_is_the_same_whatever_stands_in_the_columns_that_gave_way() {
    let narrow = page().after(|page| {
        page.options = Options::screen(358.0, Locale::DecimalPoint);
    });
    let edited = narrow.after(|page| {
        page.trial(0).covariates.insert(DOSE, "9".into());
        page.judged().judgement = None;
    });
    assert_eq!(
        forest::scene(&edited.forest()),
        forest::scene(&narrow.forest())
    );
}

#[test]
fn a_safety_profile_follows_its_outcomes_and_no_fact_of_a_trial() {
    let page = page();
    let before = page.profile();
    let shown: [Edit; 5] = [
        ("title", |page| page.review.title.push('!')),
        ("arm", |page| page.review.experimental_label.push('!')),
        ("outcome", |page| page.outcome(1).name.push('!')),
        ("group", |page| page.outcome(1).group = Some("Other".into())),
        ("numbers", |page| swap_events(page.record(0, 0))),
    ];
    for (what, edit) in shown {
        let after = page.after(edit).profile();
        assert!(after != before, "{what}");
        let same = SafetyProfile::of(&after) == SafetyProfile::of(&before);
        assert!(!same, "{what}");
    }
    let hidden: [Edit; 5] = [
        ("nothing", |_| {}),
        ("name", |page| page.trial(0).name.push('!')),
        ("source", |page| page.record(0, 0).source.push('!')),
        ("column", |page| {
            page.trial(0).covariates.insert(DOSE, "9".into());
        }),
        ("judgement", |page| page.judged().judgement = None),
    ];
    for (what, edit) in hidden {
        let after = page.after(edit).profile();
        assert!(after == before, "{what}");
        let same = SafetyProfile::of(&after) == SafetyProfile::of(&before);
        assert!(same, "{what}");
    }
}
