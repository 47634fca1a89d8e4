//! The works that the text of a report cites: the one list of them.
//!
//! Only what is cited is listed. [`Reference::work`] says what a work is, [`Work::text`] writes it as medical journals do,
//! [`Reference::label`] is its short form in a text that is edited. RIS and BibTeX are written from the same list by
//! [`crate::report`].

/// A work that can be cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "each is named after its authors and year; the work itself says the rest"
)]
pub enum Reference {
    Bradburn2007,
    Bender2018,
    ClopperPearson1934,
    DerSimonianLaird1986,
    Firth1993,
    Friede2017,
    GreenlandRobins1985,
    Guyatt2011,
    Guyatt2013,
    Handbook2019,
    HanleyLippmanHand1983,
    HardyThompson1996,
    HartungKnapp2001,
    Hayden2013,
    Hedges1981,
    HedgesGurevitchCurtis1999,
    HedgesOlkin1985,
    HeinzeSchemper2002,
    Higgins2009,
    Higgins2011,
    Higgins2024,
    HigginsThompson2002,
    HunterSchmidt1990,
    IntHout2014,
    Jackson2018,
    Kuss2015,
    Lancaster1961,
    LiangZeger1986,
    MantelHaenszel1959,
    Mehta1985,
    MiettinenNurminen1985,
    Morris1983,
    PauleMandel1982,
    RobinsBreslowGreenland1986,
    Rover2015,
    Rover2020,
    Rucker2009,
    Santesso2020,
    SatoGreenlandRobins1989,
    Schmidli2014,
    SidikJonkman2002,
    SidikJonkman2005,
    Sterne2016,
    Sterne2019,
    Stijnen2010,
    Sweeting2004,
    Viechtbauer2005,
    Viechtbauer2007,
    Whiting2011,
    Xu2021,
    Yusuf1985,
}

/// Where a work appeared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In a journal.
    Journal {
        /// The journal, in its usual abbreviation.
        name: &'static str,
        /// The volume.
        volume: &'static str,
        /// The issue; empty where there is none.
        issue: &'static str,
        /// First and last page, or the number of the article.
        pages: &'static str,
    },
    /// As a book.
    Book {
        /// Where and by whom: "Chichester: Wiley".
        publisher: &'static str,
        /// The edition; empty for the first.
        edition: &'static str,
    },
    /// As a book whose chapters are by others than those who are named: they edited it.
    EditedBook {
        /// Where and by whom: "Chichester: Wiley".
        publisher: &'static str,
        /// The edition; empty for the first.
        edition: &'static str,
    },
}

/// What a work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// A name without blanks, as programs that keep references need.
    pub key: &'static str,
    /// Its authors or editors, family name first: "Mantel N".
    pub authors: &'static [&'static str],
    /// Whether there are more authors than are named.
    pub and_others: bool,
    /// When it appeared.
    pub year: u16,
    /// Its title.
    pub title: &'static str,
    /// Where.
    pub source: Source,
    /// Its digital object identifier; empty where it has none.
    pub doi: &'static str,
}

const fn article(
    key: &'static str,
    authors: &'static [&'static str],
    title: &'static str,
    [name, volume, issue, pages]: [&'static str; 4],
    year: u16,
    doi: &'static str,
) -> Work {
    Work {
        key,
        authors,
        and_others: false,
        year,
        title,
        source: Source::Journal {
            name,
            volume,
            issue,
            pages,
        },
        doi,
    }
}

const fn by_more(work: Work) -> Work {
    Work {
        and_others: true,
        ..work
    }
}

const STAT_MED: &str = "Stat Med";

impl Reference {
    /// All of them, by name and year.
    pub const ALL: [Self; 51] = [
        Self::Bender2018,
        Self::Bradburn2007,
        Self::ClopperPearson1934,
        Self::DerSimonianLaird1986,
        Self::Firth1993,
        Self::Friede2017,
        Self::GreenlandRobins1985,
        Self::Guyatt2011,
        Self::Guyatt2013,
        Self::Handbook2019,
        Self::HanleyLippmanHand1983,
        Self::HardyThompson1996,
        Self::HartungKnapp2001,
        Self::Hayden2013,
        Self::Hedges1981,
        Self::HedgesGurevitchCurtis1999,
        Self::HedgesOlkin1985,
        Self::HeinzeSchemper2002,
        Self::Higgins2009,
        Self::Higgins2011,
        Self::Higgins2024,
        Self::HigginsThompson2002,
        Self::HunterSchmidt1990,
        Self::IntHout2014,
        Self::Jackson2018,
        Self::Kuss2015,
        Self::Lancaster1961,
        Self::LiangZeger1986,
        Self::MantelHaenszel1959,
        Self::Mehta1985,
        Self::MiettinenNurminen1985,
        Self::Morris1983,
        Self::PauleMandel1982,
        Self::RobinsBreslowGreenland1986,
        Self::Rover2015,
        Self::Rover2020,
        Self::Rucker2009,
        Self::Santesso2020,
        Self::SatoGreenlandRobins1989,
        Self::Schmidli2014,
        Self::SidikJonkman2002,
        Self::SidikJonkman2005,
        Self::Sterne2016,
        Self::Sterne2019,
        Self::Stijnen2010,
        Self::Sweeting2004,
        Self::Viechtbauer2005,
        Self::Viechtbauer2007,
        Self::Whiting2011,
        Self::Xu2021,
        Self::Yusuf1985,
    ];

    /// The work.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one list, an entry for each work")]
    pub const fn work(self) -> Work {
        match self {
            Self::Bender2018 => article(
                "bender2018",
                &[
                    "Bender R",
                    "Friede T",
                    "Koch A",
                    "Kuss O",
                    "Schlattmann P",
                    "Schwarzer G",
                    "Skipka G",
                ],
                "Methods for evidence synthesis in the case of very few studies",
                ["Res Synth Methods", "9", "3", "382–392"],
                2018,
                "10.1002/jrsm.1297",
            ),
            Self::Bradburn2007 => article(
                "bradburn2007",
                &["Bradburn MJ", "Deeks JJ", "Berlin JA", "Localio AR"],
                "Much ado about nothing: a comparison of the performance of meta-analytical methods with rare events",
                [STAT_MED, "26", "1", "53–77"],
                2007,
                "10.1002/sim.2528",
            ),
            Self::ClopperPearson1934 => article(
                "clopper1934",
                &["Clopper CJ", "Pearson ES"],
                "The use of confidence or fiducial limits illustrated in the case of the binomial",
                ["Biometrika", "26", "4", "404–413"],
                1934,
                "10.1093/biomet/26.4.404",
            ),
            Self::DerSimonianLaird1986 => article(
                "dersimonian1986",
                &["DerSimonian R", "Laird N"],
                "Meta-analysis in clinical trials",
                ["Control Clin Trials", "7", "3", "177–188"],
                1986,
                "10.1016/0197-2456(86)90046-2",
            ),
            Self::Firth1993 => article(
                "firth1993",
                &["Firth D"],
                "Bias reduction of maximum likelihood estimates",
                ["Biometrika", "80", "1", "27–38"],
                1993,
                "10.1093/biomet/80.1.27",
            ),
            Self::Friede2017 => article(
                "friede2017",
                &["Friede T", "Röver C", "Wandel S", "Neuenschwander B"],
                "Meta-analysis of few small studies in orphan diseases",
                ["Res Synth Methods", "8", "1", "79–91"],
                2017,
                "10.1002/jrsm.1217",
            ),
            Self::GreenlandRobins1985 => article(
                "greenland1985",
                &["Greenland S", "Robins JM"],
                "Estimation of a common effect parameter from sparse follow-up data",
                ["Biometrics", "41", "1", "55–68"],
                1985,
                "10.2307/2530643",
            ),
            Self::Guyatt2011 => by_more(article(
                "guyatt2011",
                &["Guyatt G", "Oxman AD", "Akl EA"],
                "GRADE guidelines: 1. Introduction—GRADE evidence profiles and summary of findings tables",
                ["J Clin Epidemiol", "64", "4", "383–394"],
                2011,
                "10.1016/j.jclinepi.2010.04.026",
            )),
            Self::Guyatt2013 => by_more(article(
                "guyatt2013",
                &["Guyatt GH", "Oxman AD", "Santesso N"],
                "GRADE guidelines: 12. Preparing Summary of Findings tables—binary outcomes",
                ["J Clin Epidemiol", "66", "2", "158–172"],
                2013,
                "10.1016/j.jclinepi.2012.01.012",
            )),
            Self::Handbook2019 => Work {
                key: "handbook2019",
                authors: &[
                    "Higgins JPT",
                    "Thomas J",
                    "Chandler J",
                    "Cumpston M",
                    "Li T",
                    "Page MJ",
                    "Welch VA",
                ],
                and_others: false,
                year: 2019,
                title: "Cochrane Handbook for Systematic Reviews of Interventions",
                source: Source::EditedBook {
                    publisher: "Chichester: Wiley",
                    edition: "2nd ed",
                },
                doi: "10.1002/9781119536604",
            },
            Self::HanleyLippmanHand1983 => article(
                "hanley1983",
                &["Hanley JA", "Lippman-Hand A"],
                "If nothing goes wrong, is everything all right? Interpreting zero numerators",
                ["JAMA", "249", "13", "1743–1745"],
                1983,
                "10.1001/jama.1983.03330370053031",
            ),
            Self::HardyThompson1996 => article(
                "hardy1996",
                &["Hardy RJ", "Thompson SG"],
                "A likelihood approach to meta-analysis with random effects",
                [STAT_MED, "15", "6", "619–629"],
                1996,
                "10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A",
            ),
            Self::HartungKnapp2001 => article(
                "hartung2001",
                &["Hartung J", "Knapp G"],
                "A refined method for the meta-analysis of controlled clinical trials with binary outcome",
                [STAT_MED, "20", "24", "3875–3889"],
                2001,
                "10.1002/sim.1009",
            ),
            Self::Hayden2013 => article(
                "hayden2013",
                &[
                    "Hayden JA",
                    "van der Windt DA",
                    "Cartwright JL",
                    "Côté P",
                    "Bombardier C",
                ],
                "Assessing bias in studies of prognostic factors",
                ["Ann Intern Med", "158", "4", "280–286"],
                2013,
                "10.7326/0003-4819-158-4-201302190-00009",
            ),
            Self::Hedges1981 => article(
                "hedges1981",
                &["Hedges LV"],
                "Distribution theory for Glass’s estimator of effect size and related estimators",
                ["J Educ Stat", "6", "2", "107–128"],
                1981,
                "10.3102/10769986006002107",
            ),
            Self::HedgesGurevitchCurtis1999 => article(
                "hedges1999",
                &["Hedges LV", "Gurevitch J", "Curtis PS"],
                "The meta-analysis of response ratios in experimental ecology",
                ["Ecology", "80", "4", "1150–1156"],
                1999,
                "10.1890/0012-9658(1999)080[1150:TMAORR]2.0.CO;2",
            ),
            Self::HedgesOlkin1985 => Work {
                key: "hedges1985",
                authors: &["Hedges LV", "Olkin I"],
                and_others: false,
                year: 1985,
                title: "Statistical Methods for Meta-Analysis",
                source: Source::Book {
                    publisher: "Orlando: Academic Press",
                    edition: "",
                },
                doi: "",
            },
            Self::HeinzeSchemper2002 => article(
                "heinze2002",
                &["Heinze G", "Schemper M"],
                "A solution to the problem of separation in logistic regression",
                [STAT_MED, "21", "16", "2409–2419"],
                2002,
                "10.1002/sim.1047",
            ),
            Self::Higgins2009 => article(
                "higgins2009",
                &["Higgins JPT", "Thompson SG", "Spiegelhalter DJ"],
                "A re-evaluation of random-effects meta-analysis",
                ["J R Stat Soc Ser A Stat Soc", "172", "1", "137–159"],
                2009,
                "10.1111/j.1467-985X.2008.00552.x",
            ),
            Self::Higgins2011 => by_more(article(
                "higgins2011",
                &["Higgins JPT", "Altman DG", "Gøtzsche PC"],
                "The Cochrane Collaboration’s tool for assessing risk of bias in randomised trials",
                ["BMJ", "343", "", "d5928"],
                2011,
                "10.1136/bmj.d5928",
            )),
            Self::Higgins2024 => by_more(article(
                "higgins2024",
                &["Higgins JPT", "Morgan RL", "Rooney AA"],
                "A tool to assess risk of bias in non-randomized follow-up studies of exposure effects (ROBINS-E)",
                ["Environ Int", "186", "", "108602"],
                2024,
                "10.1016/j.envint.2024.108602",
            )),
            Self::HigginsThompson2002 => article(
                "higgins2002",
                &["Higgins JPT", "Thompson SG"],
                "Quantifying heterogeneity in a meta-analysis",
                [STAT_MED, "21", "11", "1539–1558"],
                2002,
                "10.1002/sim.1186",
            ),
            Self::HunterSchmidt1990 => Work {
                key: "hunter1990",
                authors: &["Hunter JE", "Schmidt FL"],
                and_others: false,
                year: 1990,
                title: "Methods of Meta-Analysis: Correcting Error and Bias in Research Findings",
                source: Source::Book {
                    publisher: "Newbury Park: Sage",
                    edition: "",
                },
                doi: "",
            },
            Self::IntHout2014 => article(
                "inthout2014",
                &["IntHout J", "Ioannidis JPA", "Borm GF"],
                "The Hartung-Knapp-Sidik-Jonkman method for random effects meta-analysis is straightforward and considerably outperforms the standard DerSimonian-Laird method",
                ["BMC Med Res Methodol", "14", "", "25"],
                2014,
                "10.1186/1471-2288-14-25",
            ),
            Self::Jackson2018 => article(
                "jackson2018",
                &[
                    "Jackson D",
                    "Law M",
                    "Stijnen T",
                    "Viechtbauer W",
                    "White IR",
                ],
                "A comparison of seven random-effects models for meta-analyses that estimate the summary odds ratio",
                [STAT_MED, "37", "7", "1059–1085"],
                2018,
                "10.1002/sim.7588",
            ),
            Self::Kuss2015 => article(
                "kuss2015",
                &["Kuss O"],
                "Statistical methods for meta-analyses including information from studies without any events—add nothing to nothing and succeed nevertheless",
                [STAT_MED, "34", "7", "1097–1116"],
                2015,
                "10.1002/sim.6383",
            ),
            Self::Lancaster1961 => article(
                "lancaster1961",
                &["Lancaster HO"],
                "Significance tests in discrete distributions",
                ["J Am Stat Assoc", "56", "294", "223–234"],
                1961,
                "10.1080/01621459.1961.10482105",
            ),
            Self::LiangZeger1986 => article(
                "liang1986",
                &["Liang KY", "Zeger SL"],
                "Longitudinal data analysis using generalized linear models",
                ["Biometrika", "73", "1", "13–22"],
                1986,
                "10.1093/biomet/73.1.13",
            ),
            Self::MantelHaenszel1959 => article(
                "mantel1959",
                &["Mantel N", "Haenszel W"],
                "Statistical aspects of the analysis of data from retrospective studies of disease",
                ["J Natl Cancer Inst", "22", "4", "719–748"],
                1959,
                "10.1093/jnci/22.4.719",
            ),
            Self::Mehta1985 => article(
                "mehta1985",
                &["Mehta CR", "Patel NR", "Gray R"],
                "Computing an exact confidence interval for the common odds ratio in several 2 × 2 contingency tables",
                ["J Am Stat Assoc", "80", "392", "969–973"],
                1985,
                "10.1080/01621459.1985.10478212",
            ),
            Self::MiettinenNurminen1985 => article(
                "miettinen1985",
                &["Miettinen O", "Nurminen M"],
                "Comparative analysis of two rates",
                [STAT_MED, "4", "2", "213–226"],
                1985,
                "10.1002/sim.4780040211",
            ),
            Self::Morris1983 => article(
                "morris1983",
                &["Morris CN"],
                "Parametric empirical Bayes inference: theory and applications",
                ["J Am Stat Assoc", "78", "381", "47–55"],
                1983,
                "10.1080/01621459.1983.10477920",
            ),
            Self::PauleMandel1982 => article(
                "paule1982",
                &["Paule RC", "Mandel J"],
                "Consensus values and weighting factors",
                ["J Res Natl Bur Stand", "87", "5", "377–385"],
                1982,
                "10.6028/jres.087.022",
            ),
            Self::RobinsBreslowGreenland1986 => article(
                "robins1986",
                &["Robins J", "Breslow N", "Greenland S"],
                "Estimators of the Mantel-Haenszel variance consistent in both sparse data and large-strata limiting models",
                ["Biometrics", "42", "2", "311–323"],
                1986,
                "10.2307/2531052",
            ),
            Self::Rover2015 => article(
                "rover2015",
                &["Röver C", "Knapp G", "Friede T"],
                "Hartung-Knapp-Sidik-Jonkman approach and its modification for random-effects meta-analysis with few studies",
                ["BMC Med Res Methodol", "15", "", "99"],
                2015,
                "10.1186/s12874-015-0091-1",
            ),
            Self::Rover2020 => article(
                "rover2020",
                &["Röver C"],
                "Bayesian random-effects meta-analysis using the bayesmeta R package",
                ["J Stat Softw", "93", "6", "1–51"],
                2020,
                "10.18637/jss.v093.i06",
            ),
            Self::Rucker2009 => article(
                "rucker2009",
                &["Rücker G", "Schwarzer G", "Carpenter J", "Olkin I"],
                "Why add anything to nothing? The arcsine difference as a measure of treatment effect in meta-analysis with zero cells",
                [STAT_MED, "28", "5", "721–738"],
                2009,
                "10.1002/sim.3511",
            ),
            Self::Santesso2020 => by_more(article(
                "santesso2020",
                &["Santesso N", "Glenton C", "Dahm P"],
                "GRADE guidelines 26: informative statements to communicate the findings of systematic reviews of interventions",
                ["J Clin Epidemiol", "119", "", "126–135"],
                2020,
                "10.1016/j.jclinepi.2019.10.014",
            )),
            Self::SatoGreenlandRobins1989 => article(
                "sato1989",
                &["Sato T", "Greenland S", "Robins JM"],
                "On the variance estimator for the Mantel-Haenszel risk difference",
                ["Biometrics", "45", "4", "1323–1324"],
                1989,
                "",
            ),
            Self::Schmidli2014 => by_more(article(
                "schmidli2014",
                &["Schmidli H", "Gsteiger S", "Roychoudhury S"],
                "Robust meta-analytic-predictive priors in clinical trials with historical control information",
                ["Biometrics", "70", "4", "1023–1032"],
                2014,
                "10.1111/biom.12242",
            )),
            Self::SidikJonkman2002 => article(
                "sidik2002",
                &["Sidik K", "Jonkman JN"],
                "A simple confidence interval for meta-analysis",
                [STAT_MED, "21", "21", "3153–3159"],
                2002,
                "10.1002/sim.1262",
            ),
            Self::SidikJonkman2005 => article(
                "sidik2005",
                &["Sidik K", "Jonkman JN"],
                "Simple heterogeneity variance estimation for meta-analysis",
                ["J R Stat Soc Ser C Appl Stat", "54", "2", "367–384"],
                2005,
                "10.1111/j.1467-9876.2005.00489.x",
            ),
            Self::Sterne2016 => by_more(article(
                "sterne2016",
                &["Sterne JA", "Hernán MA", "Reeves BC"],
                "ROBINS-I: a tool for assessing risk of bias in non-randomised studies of interventions",
                ["BMJ", "355", "", "i4919"],
                2016,
                "10.1136/bmj.i4919",
            )),
            Self::Sterne2019 => by_more(article(
                "sterne2019",
                &["Sterne JAC", "Savović J", "Page MJ"],
                "RoB 2: a revised tool for assessing risk of bias in randomised trials",
                ["BMJ", "366", "", "l4898"],
                2019,
                "10.1136/bmj.l4898",
            )),
            Self::Stijnen2010 => article(
                "stijnen2010",
                &["Stijnen T", "Hamza TH", "Özdemir P"],
                "Random effects meta-analysis of event outcome in the framework of the generalized linear mixed model with applications in sparse data",
                [STAT_MED, "29", "29", "3046–3067"],
                2010,
                "10.1002/sim.4040",
            ),
            Self::Sweeting2004 => article(
                "sweeting2004",
                &["Sweeting MJ", "Sutton AJ", "Lambert PC"],
                "What to add to nothing? Use and avoidance of continuity corrections in meta-analysis of sparse data",
                [STAT_MED, "23", "9", "1351–1375"],
                2004,
                "10.1002/sim.1761",
            ),
            Self::Viechtbauer2005 => article(
                "viechtbauer2005",
                &["Viechtbauer W"],
                "Bias and efficiency of meta-analytic variance estimators in the random-effects model",
                ["J Educ Behav Stat", "30", "3", "261–293"],
                2005,
                "10.3102/10769986030003261",
            ),
            Self::Viechtbauer2007 => article(
                "viechtbauer2007",
                &["Viechtbauer W"],
                "Confidence intervals for the amount of heterogeneity in meta-analysis",
                [STAT_MED, "26", "1", "37–52"],
                2007,
                "10.1002/sim.2514",
            ),
            Self::Whiting2011 => by_more(article(
                "whiting2011",
                &["Whiting PF", "Rutjes AWS", "Westwood ME"],
                "QUADAS-2: a revised tool for the quality assessment of diagnostic accuracy studies",
                ["Ann Intern Med", "155", "8", "529–536"],
                2011,
                "10.7326/0003-4819-155-8-201110180-00009",
            )),
            Self::Xu2021 => article(
                "xu2021",
                &["Xu C", "Furuya-Kanamori L", "Zorzela L", "Lin L", "Vohra S"],
                "A proposed framework to guide evidence synthesis practice for meta-analysis with zero-events studies",
                ["J Clin Epidemiol", "135", "", "70–78"],
                2021,
                "10.1016/j.jclinepi.2021.02.012",
            ),
            Self::Yusuf1985 => article(
                "yusuf1985",
                &["Yusuf S", "Peto R", "Lewis J", "Collins R", "Sleight P"],
                "Beta blockade during and after myocardial infarction: an overview of the randomized trials",
                ["Prog Cardiovasc Dis", "27", "5", "335–371"],
                1985,
                "10.1016/S0033-0620(85)80003-7",
            ),
        }
    }

    /// Its short form within a text that is edited: "Mantel and Haenszel 1959", "Yusuf and others 1985".
    #[must_use]
    pub fn label(self) -> String {
        let work = self.work();
        let mut names = work.authors.iter().map(|author| family_name(author));
        let first = names.next().unwrap_or_default();
        let year = work.year;
        match (names.next(), names.next().is_some() || work.and_others) {
            (None, false) => format!("{first} {year}"),
            (Some(second), false) => format!("{first} and {second} {year}"),
            (_, true) => format!("{first} and others {year}"),
        }
    }
}

/// "van der Windt DA" without the letters of the given names.
fn family_name(author: &str) -> &str {
    author.rsplit_once(' ').map_or(author, |(family, _)| family)
}

/// How many authors a list of references names before it says that there are others.
const MOST_AUTHORS: usize = 6;

impl Work {
    /// Whether those who are named edited it rather than wrote it.
    #[must_use]
    pub const fn is_edited(&self) -> bool {
        match self.source {
            Source::EditedBook { .. } => true,
            Source::Journal { .. } | Source::Book { .. } => false,
        }
    }

    /// The work in a list of references, as medical journals write it: "Mantel N, Haenszel W. Statistical aspects of … J
    /// Natl Cancer Inst 1959;22(4):719–748. doi:10.1093/jnci/22.4.719".
    #[must_use]
    pub fn text(&self) -> String {
        let mut authors: Vec<&str> = self.authors.to_vec();
        if self.authors.len() > MOST_AUTHORS {
            authors.truncate(MOST_AUTHORS);
        }
        if self.and_others || self.authors.len() > MOST_AUTHORS {
            authors.push("et al");
        }
        let mut by = authors.join(", ");
        if self.is_edited() {
            by.push_str(", editors");
        }
        let title = self.title;
        let stop = if title.ends_with('?') { "" } else { "." };
        let year = self.year;
        let source = match self.source {
            Source::Journal {
                name,
                volume,
                issue,
                pages,
            } => {
                let issue = if issue.is_empty() {
                    String::new()
                } else {
                    format!("({issue})")
                };
                format!("{name} {year};{volume}{issue}:{pages}.")
            }
            Source::Book {
                publisher,
                edition: "",
            }
            | Source::EditedBook {
                publisher,
                edition: "",
            } => format!("{publisher}; {year}."),
            Source::Book { publisher, edition } | Source::EditedBook { publisher, edition } => {
                format!("{edition}. {publisher}; {year}.")
            }
        };
        if self.doi.is_empty() {
            format!("{by}. {title}{stop} {source}")
        } else {
            format!("{by}. {title}{stop} {source} doi:{}", self.doi)
        }
    }
}
