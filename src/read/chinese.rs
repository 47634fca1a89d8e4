//! The words of Chinese heads and cells, as papers in Chinese and the Chinese manuals of `RevMan` and Stata have them.
//!
//! Chinese has no spaces: 对照组事件数 is one run of characters. [`cut`] cuts a run at the terms that it knows, the longest
//! first, and gives each the English word that the reader understands; what lies between, and the names of arms, stay as
//! they were typed. 例数 ("number of cases") and 人数 ("number of people") are those with the event beside a total, and the
//! total beside events: [`settle_counts`] decides by the heads that stand beside them, and leaves open what these do not
//! tell.

use std::collections::BTreeSet;

use super::delimited::Row;
use super::entry;
use super::head::{Head, quantified};
use super::meaning::Quantity;
use super::number::Decimal;
use crate::data::{is_chinese, is_usual_experimental, names_control};

/// Heads of columns that say what a row is about, and others that count only as whole heads; letters and digits alone.
const HEADS: [(&str, &[&str]); 31] = [
    (
        "study",
        &[
            "研究",
            "试验",
            "文献",
            "纳入研究",
            "纳入文献",
            "纳入试验",
            "研究者",
            "研究年",
            "研究年份",
            "试验年份",
            "文献年份",
            "研究编号",
        ],
    ),
    (
        "studyname",
        &["研究名称", "试验名称", "文献名称", "研究名", "试验名"],
    ),
    ("author", &["作者", "研究作者", "作者姓名"]),
    ("firstauthor", &["第一作者", "首位作者"]),
    (
        "authoryear",
        &[
            "作者年份",
            "第一作者年份",
            "第一作者及年份",
            "作者及年份",
            "作者及发表年份",
            "第一作者及发表年份",
            "作者发表年份",
        ],
    ),
    ("id", &["编号", "序号", "注册号"]),
    ("year", &["年份", "年", "发表年", "年度", "发表时间"]),
    ("publicationyear", &["发表年份", "出版年份", "发表年代"]),
    (
        "outcome",
        &[
            "结局",
            "结局指标",
            "结果指标",
            "结局名称",
            "观察指标",
            "指标",
        ],
    ),
    (
        "adverseevent",
        &["不良事件", "不良反应", "不良事件名称", "不良反应名称"],
    ),
    ("symptom", &["症状"]),
    ("complication", &["并发症"]),
    ("endpoint", &["终点", "终点指标"]),
    ("group", &["组别", "分组", "组", "组名"]),
    (
        "treatment",
        &["治疗组", "治疗", "处理", "治疗措施", "治疗方案"],
    ),
    ("intervention", &["干预组", "干预", "干预措施", "干预方法"]),
    ("control", &["对照", "对照组", "对照措施"]),
    ("experimental", &["试验组", "实验组", "观察组"]),
    (
        "randomized",
        &["随机", "是否随机", "随机化", "是否随机对照"],
    ),
    ("timepoint", &["时间点", "测量时间点", "随访时间点"]),
    ("followup", &["随访", "随访时间", "随访期", "随访时长"]),
    ("dose", &["剂量", "药物剂量"]),
    ("source", &["来源", "数据来源", "出处"]),
    ("note", &["备注", "注", "注释", "说明"]),
    ("subgroup", &["亚组"]),
    ("age", &["年龄", "平均年龄", "年龄岁"]),
    ("weight", &["权重", "体重", "权重%"]),
    ("duration", &["疗程", "持续时间"]),
    (
        "lower",
        &[
            "下限",
            "95%ci下限",
            "ci下限",
            "95%置信区间下限",
            "95%可信区间下限",
            "置信区间下限",
            "可信区间下限",
            "置信下限",
            "可信下限",
        ],
    ),
    (
        "upper",
        &[
            "上限",
            "95%ci上限",
            "ci上限",
            "95%置信区间上限",
            "95%可信区间上限",
            "置信区间上限",
            "可信区间上限",
            "置信上限",
            "可信上限",
        ],
    ),
    ("p", &["p值"]),
];

/// Terms within heads, by the word that the reader knows.
const TERMS: [(&str, &[&str]); 25] = [
    ("event", &["事件"]),
    (
        "events",
        &[
            "事件数",
            "事件例数",
            "事件人数",
            "事件总数",
            "总事件数",
            "发生数",
            "发生例数",
            "发生人数",
            "发生总数",
            "发生事件数",
            "事件发生数",
            "事件发生例数",
            "事件发生人数",
        ],
    ),
    ("non", &["未发生", "无事件", "非事件", "未发生事件"]),
    (
        "total",
        &[
            "总数",
            "总例数",
            "总人数",
            "总样本量",
            "总病例数",
            "样本量",
            "样本数",
            "样本例数",
            "合计",
            "总计",
        ],
    ),
    (
        "randomized",
        &[
            "随机例数",
            "随机人数",
            "随机化例数",
            "随机化人数",
            "入组例数",
            "入组人数",
            "纳入例数",
            "纳入人数",
        ],
    ),
    (
        "participants",
        &["分析例数", "分析人数", "完成例数", "完成人数"],
    ),
    ("lost", &["失访", "失访数", "失访例数", "失访人数"]),
    ("missing", &["缺失", "缺失例数", "缺失人数", "缺失数"]),
    (
        "dropout",
        &[
            "脱落",
            "脱落数",
            "脱落例数",
            "脱落人数",
            "退出例数",
            "退出人数",
        ],
    ),
    (
        "personyears",
        &[
            "人年",
            "人年数",
            "总人年",
            "随访人年",
            "观察人年",
            "暴露人年",
            "患者年",
            "人月",
            "人日",
        ],
    ),
    ("mean", &["均数", "均值", "平均值", "平均数"]),
    ("sd", &["标准差"]),
    ("se", &["标准误", "标准误差"]),
    // 风险比 is written for the risk ratio and the hazard ratio alike; both are ratios.
    ("ratio", &["风险比"]),
    ("rr", &["相对危险度", "相对风险", "危险度比"]),
    ("hr", &["危险比"]),
    ("or", &["比值比", "优势比"]),
    ("rateratio", &["率比", "发病率比", "发生率比"]),
    ("md", &["均数差", "均差", "均值差"]),
    ("smd", &["标准化均数差", "标准化均差"]),
    ("rd", &["率差", "风险差", "危险差"]),
    ("ci", &["置信区间", "可信区间"]),
    ("lower", &["下限"]),
    ("upper", &["上限"]),
    ("followup", &["随访时间"]),
];

/// Words for the arms, which stay as they were typed.
const ARMS: [&str; 23] = [
    "试验组",
    "实验组",
    "治疗组",
    "干预组",
    "观察组",
    "研究组",
    "对照组",
    "对照",
    "安慰剂组",
    "安慰剂",
    "空白对照组",
    "空白对照",
    "阳性对照组",
    "阴性对照组",
    "安慰剂对照组",
    "常规治疗组",
    "标准治疗组",
    "常规护理组",
    "假手术组",
    "参照组",
    "单药组",
    "联合组",
    "联合治疗组",
];

/// Names of what is counted that hold a shorter term, and stay as they were typed.
const NAMES: [&str; 5] = [
    "不良事件",
    "不良反应",
    "严重不良事件",
    "严重不良反应",
    "终点事件",
];

/// "Number of cases": nobody can tell by it alone whether of those with the event, or of all.
const CASES: [&str; 3] = ["例数", "病例数", "例"];
/// "Number of people": all of them, where no head beside it says otherwise.
const PEOPLE: [&str; 4] = ["人数", "患者数", "病人数", "受试者数"];
/// Shares, and how often something happened to any number of people: no counts of people.
const NO_COUNTS: [&str; 10] = [
    "例次",
    "人次",
    "次数",
    "发生率",
    "百分比",
    "百分率",
    "比例",
    "构成比",
    "发病率",
    "率",
];

/// What follows 组 in words that name no arm: 组织 is tissue.
const NOT_AN_ARM: [char; 6] = ['织', '成', '合', '分', '间', '胺'];

/// The longest term, in characters.
const LONGEST: usize = 8;

/// The English head that a whole head stands for, if it is a usual one; `plain` is in letters and digits.
pub(super) fn head_in_english(plain: &str) -> Option<&'static str> {
    if let Some(followed) = ["随访时间", "随访"]
        .iter()
        .find_map(|stem| plain.strip_prefix(stem))
    {
        let unit = match followed {
            "年" => Some("followupyears"),
            "月" | "个月" => Some("followupmonths"),
            "周" | "星期" => Some("followupweeks"),
            "天" | "日" | "d" => Some("followupdays"),
            _ => None,
        };
        if unit.is_some() {
            return unit;
        }
    }
    in_english(&HEADS, plain)
}

fn in_english(list: &[(&'static str, &[&str])], chinese: &str) -> Option<&'static str> {
    let mut entries = list.iter();
    let found = entries.find(|(_, terms)| terms.contains(&chinese));
    found.map(|(english, _)| *english)
}

/// What a term within a run stands for, or nothing where it is none. Names of arms and of what is counted stand for
/// themselves.
fn term(text: &str) -> Option<&str> {
    // A single 例 or 率 is a term only as a whole run.
    let stands_for_itself = ARMS.contains(&text)
        || NAMES.contains(&text)
        || CASES.contains(&text) && text != "例"
        || PEOPLE.contains(&text)
        || NO_COUNTS.contains(&text) && text != "率";
    if stands_for_itself {
        return Some(text);
    }
    in_english(&TERMS, text)
}

/// Cuts a run of Chinese characters: of each piece its length in bytes, and its text or the English word for it.
pub(super) fn cut(run: &str) -> Vec<(usize, String)> {
    let mut pieces: Vec<(usize, String)> = Vec::new();
    let mut rest = run;
    let mut is_open = false;
    while let Some(first) = rest.chars().next() {
        let known = number_of_events(&pieces, rest).or_else(|| longest_term(rest));
        if let Some((length, text)) = known {
            pieces.push((length, text));
            rest = rest.get(length..).unwrap_or_default();
            is_open = false;
            continue;
        }
        let length = first.len_utf8();
        let follows = rest.get(length..).unwrap_or_default();
        match pieces.last_mut() {
            Some((known, text)) if is_open => {
                *known += length;
                text.push(first);
            }
            _ => pieces.push((length, first.to_string())),
        }
        // 阿司匹林组发热 names an arm first; 组织 is tissue.
        is_open = !(first == '组' && is_open && !follows.starts_with(NOT_AN_ARM));
        rest = follows;
    }
    pieces
}

fn longest_term(rest: &str) -> Option<(usize, String)> {
    let ends: Vec<usize> = rest
        .char_indices()
        .take(LONGEST)
        .map(|(start, sign)| start + sign.len_utf8())
        .collect();
    ends.into_iter().rev().find_map(|end| {
        let text = rest.get(..end)?;
        Some((end, term(text)?.to_owned()))
    })
}

/// The number of what did not happen (未发生例数), or of what is named (不良事件数), at the end of a run.
fn number_of_events(pieces: &[(usize, String)], rest: &str) -> Option<(usize, String)> {
    let (_, before) = pieces.last()?;
    let counts = match before.as_str() {
        "non" => ["数", "例数", "人数", "事件数"].contains(&rest),
        name => NAMES.contains(&name) && rest == "数",
    };
    counts.then(|| (rest.len(), "events".to_owned()))
}

/// Whether a word of a head counts cases or people, of whom it is not yet told which.
pub(super) fn counts_some(word: &str) -> bool {
    CASES.contains(&word) || PEOPLE.contains(&word)
}

/// What says nothing after a letter: OR值.
pub(super) const VALUE: char = '值';

/// The first character of a run that belongs to the letters or digits before it: A组, OR值.
pub(super) fn belongs_to_what_is_before(run: &str) -> Option<char> {
    let follows = run.strip_prefix('组');
    if follows.is_some_and(|follows| !follows.starts_with(NOT_AN_ARM)) {
        return Some('组');
    }
    (run.starts_with(VALUE) && run.chars().count() == 1).then_some(VALUE)
}

/// Whether a word is a unit in which people are counted.
pub(super) fn is_unit(word: &str) -> bool {
    matches!(word, "例" | "人")
}

/// Whether one of these words counts cases or people, of whom it is not yet told which.
pub(super) fn may_count(words: &[super::head::Word]) -> bool {
    words.iter().any(|word| counts_some(&word.text))
}

/// Whether a head holds a word for a count of which nothing tells what is counted, or for a share: no outcome is called so.
pub(super) fn is_no_outcome(words: &[super::head::Word]) -> bool {
    let shares = |word: &super::head::Word| NO_COUNTS.contains(&word.text.as_str());
    may_count(words) || words.iter().any(shares)
}

/// Whether a word is what an arm is called.
pub(super) fn names_arm(word: &str) -> bool {
    ARMS.contains(&word)
        || names_control(word)
        || is_usual_experimental(word)
        || (word.ends_with('组') && word.chars().count() > 1)
}

/// A head that counts cases or people.
struct Count {
    head: usize,
    word: usize,
    is_people: bool,
    /// The other words of the head: outcome and arm.
    stem: BTreeSet<String>,
}

impl Count {
    fn of(place: usize, head: &Head) -> Option<Self> {
        let word = head
            .words
            .iter()
            .rposition(|word| counts_some(&word.text))?;
        let counted = head.words.get(word)?;
        let others = head.words.iter().enumerate();
        Some(Self {
            head: place,
            word,
            is_people: PEOPLE.contains(&counted.text.as_str()),
            stem: others
                .filter(|(other, _)| *other != word)
                .map(|(_, word)| word.text.clone())
                .collect(),
        })
    }

    /// Whether another head says the same and names an outcome besides.
    fn is_widened_by(&self, wider: &BTreeSet<String>) -> bool {
        self.stem.len() < wider.len()
            && self.stem.is_subset(wider)
            && !wider.difference(&self.stem).any(|word| names_arm(word))
    }

    /// Whether its head names an arm in Chinese.
    fn names_chinese_arm(&self) -> bool {
        let mut words = self.stem.iter();
        words.any(|word| ARMS.contains(&word.as_str()) || word.ends_with('组'))
    }

    fn is_of_arm_alone(&self) -> bool {
        !self.stem.is_empty() && self.stem.iter().all(|word| names_arm(word))
    }
}

/// Decides what heads count that say "number of cases" or "number of people", by the heads beside them: those with the
/// event beside a total of the same name, or where the head of the total names no outcome and they do; else all people,
/// where events or a mean stand beside them. What is not told stays open.
pub(super) fn settle_counts(heads: &mut [Head], body: &[Row], decimal: Decimal) {
    part_arms(heads);
    let counts: Vec<Count> = heads
        .iter()
        .enumerate()
        .filter(|(_, head)| quantified(head).is_none())
        .filter_map(|(place, head)| Count::of(place, head))
        .collect();
    if counts.is_empty() {
        return;
    }
    let firm: Vec<(Quantity, BTreeSet<String>)> = heads
        .iter()
        .filter_map(|head| {
            let parts = quantified(head)?;
            let words = parts.before.iter().chain(parts.after);
            Some((
                parts.quantity,
                words.map(|word| word.text.clone()).collect(),
            ))
        })
        .collect();
    let table = Beside {
        counts: &counts,
        firm: &firm,
        body,
        decimal,
    };
    let decided: Vec<(usize, usize, &'static str)> = counts
        .iter()
        .filter_map(|count| Some((count.head, count.word, table.decides(count)?)))
        .collect();
    for (head, word, english) in decided {
        if let Some(head) = heads.get_mut(head) {
            head.say(word, english);
        }
    }
}

/// Cuts outcomes from the names of arms that are written without anything between them, where another head has the same
/// outcome before an arm that is known: 发热他汀组 beside 发热安慰剂组.
fn part_arms(heads: &mut [Head]) {
    let mut outcomes: BTreeSet<String> = BTreeSet::new();
    for head in heads.iter() {
        for (outcome, arm) in head.words.iter().zip(head.words.iter().skip(1)) {
            let is_arm = names_control(&arm.text) || is_usual_experimental(&arm.text);
            let follows = is_arm && Head::adjoin(outcome, arm);
            if follows && outcome.text.chars().all(is_chinese) && !names_arm(&outcome.text) {
                outcomes.insert(outcome.text.clone());
            }
        }
    }
    for head in heads.iter_mut() {
        let parted = head.words.iter().enumerate().find_map(|(place, word)| {
            let is_arm = word.text.ends_with('组') && !ARMS.contains(&word.text.as_str());
            let mut outcomes = outcomes.iter();
            let outcome = outcomes.find(|outcome| {
                let arm = word.text.strip_prefix(outcome.as_str());
                arm.is_some_and(|arm| arm.chars().count() > 1)
            });
            outcome
                .filter(|_| is_arm)
                .map(|outcome| (place, outcome.len()))
        });
        if let Some((place, length)) = parted {
            head.cut_word(place, length);
        }
    }
}

/// The heads that stand beside one another, and what is under them.
struct Beside<'table> {
    counts: &'table [Count],
    /// The heads that say what they hold, with their other words.
    firm: &'table [(Quantity, BTreeSet<String>)],
    body: &'table [Row],
    decimal: Decimal,
}

impl Beside<'_> {
    fn decides(&self, count: &Count) -> Option<&'static str> {
        const EVENTS: Option<&str> = Some("events");
        const TOTAL: Option<&str> = Some("total");
        let beside = |wanted: &[Quantity]| {
            let mut firm = self.firm.iter();
            firm.any(|(quantity, stem)| wanted.contains(quantity) && *stem == count.stem)
        };
        // 例数 over 48/50 may be the people of either arm.
        if count.names_chinese_arm() && self.holds_fractions(count.head) {
            return EVENTS;
        }
        let has_total = beside(&[Quantity::Total, Quantity::NonEvents]);
        let has_events = beside(&[Quantity::Events]);
        let has_mean = beside(&[Quantity::Mean, Quantity::StandardDeviation]);
        let others: Vec<&Count> = self
            .counts
            .iter()
            .filter(|other| other.head != count.head && other.stem == count.stem)
            .collect();
        match (has_total, has_events || has_mean, others.as_slice()) {
            (true, false, []) => return EVENTS,
            (false, true, []) => return TOTAL,
            (false, false, [other]) if other.is_people != count.is_people => {
                let (cases, people) = if count.is_people {
                    (*other, count)
                } else {
                    (count, *other)
                };
                if !self.fits(cases.head, people.head) {
                    return None;
                }
                return if count.is_people { TOTAL } else { EVENTS };
            }
            (false, false, []) => {}
            _ => return None,
        }
        if self.names_outcome(count) {
            EVENTS
        } else if self.serves_outcomes(count) || (count.is_people && self.is_all_people(count)) {
            TOTAL
        } else {
            None
        }
    }

    /// Whether a head of totals stands beside it that says the same but for the outcome.
    fn names_outcome(&self, count: &Count) -> bool {
        let of_arms = self.counts.iter().any(Count::is_of_arm_alone);
        let widens = |stem: &BTreeSet<String>| {
            let total = Count {
                head: 0,
                word: 0,
                is_people: false,
                stem: stem.clone(),
            };
            total.is_widened_by(&count.stem) && !(stem.is_empty() && of_arms)
        };
        let mut firm = self.firm.iter();
        firm.any(|(quantity, stem)| *quantity == Quantity::Total && widens(stem))
            || self.counts.iter().any(|other| {
                other.head != count.head
                    && other.stem.iter().all(|word| names_arm(word))
                    && widens(&other.stem)
            })
    }

    /// Whether heads of events stand beside it that say the same and an outcome besides.
    fn serves_outcomes(&self, count: &Count) -> bool {
        let of_arms = self.counts.iter().any(Count::is_of_arm_alone);
        let is_wider = |stem: &BTreeSet<String>| {
            count.is_widened_by(stem) && !(count.stem.is_empty() && of_arms)
        };
        let mut firm = self.firm.iter();
        firm.any(|(quantity, stem)| *quantity == Quantity::Events && is_wider(stem))
            || (count.stem.iter().all(|word| names_arm(word))
                && self.counts.iter().any(|other| is_wider(&other.stem)))
    }

    /// Whether people are counted of an arm or of a row, and of no outcome.
    fn is_all_people(&self, count: &Count) -> bool {
        let of_arms = self.counts.iter().any(Count::is_of_arm_alone);
        count.is_of_arm_alone() || (count.stem.is_empty() && !of_arms)
    }

    fn holds_fractions(&self, column: usize) -> bool {
        let cells = self.body.iter().map(|row| row.cell(column));
        let filled = cells.filter(|cell| !super::number::is_not_reported(cell));
        let (mut all, mut fractions) = (0_usize, 0_usize);
        for cell in filled {
            all += 1;
            fractions += usize::from(entry::events(cell, self.decimal).total.is_some());
        }
        all > 0 && 2 * fractions > all
    }

    /// Whether one column nowhere counts more than the other.
    fn fits(&self, cases: usize, people: usize) -> bool {
        self.body.iter().all(|row| {
            let count = |column| entry::count(row.cell(column), self.decimal).value();
            match (count(cases), count(people)) {
                (Some(cases), Some(people)) => cases <= people,
                _ => true,
            }
        })
    }
}

/// Whether a name says that it is one of those with which others are compared: 阿司匹林+安慰剂 does.
pub(super) fn has_control_word(label: &str) -> bool {
    label.contains("对照") || label.contains("安慰剂")
}

/// What the answer to a question stands for, where it is plain.
pub(super) fn is_yes(cell: &str) -> Option<bool> {
    match cell {
        "是" | "随机" | "随机对照" | "随机对照试验" | "随机数字表" | "随机数字表法" => {
            Some(true)
        }
        "否"
        | "非随机"
        | "未随机"
        | "非随机对照"
        | "非随机对照试验"
        | "队列研究"
        | "观察性研究" => Some(false),
        _ => None,
    }
}

/// The unit of time that a head names in brackets or at its end: 随访时间（月）.
pub(super) fn unit_in(head: &str) -> Option<&'static str> {
    let head = head.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    let units = [
        ("小时", "hours"),
        ("天", "days"),
        ("日", "days"),
        ("周", "weeks"),
        ("星期", "weeks"),
        ("月", "months"),
        ("年", "years"),
    ];
    let mut units = units.iter();
    let found = units.find(|(chinese, _)| head.ends_with(chinese));
    found.map(|(_, english)| *english)
}

/// The judgement that a cell gives, by the word that it stands for.
pub(super) fn judgement(cell: &str) -> Option<&'static str> {
    let bare = ["偏倚风险", "风险偏倚", "风险", "偏倚"]
        .iter()
        .find_map(|end| cell.strip_suffix(end));
    match bare.unwrap_or(cell) {
        "低" => Some("low"),
        "高" => Some("high"),
        "不清楚" | "不明确" | "不清" | "未知" | "不确定" => Some("unclear"),
        "有一些顾虑" | "有一定顾虑" | "一些顾虑" | "一定顾虑" | "有些顾虑" | "有一定" | "一定" => {
            Some("some concerns")
        }
        _ => None,
    }
}

/// The domain of a tool that a head names, in the letters by which the tool is told.
pub(super) fn domain(plain: &str) -> Option<&'static str> {
    let domains = [
        ("随机序列", "sequencegeneration"),
        ("分配隐藏", "allocationconcealment"),
        ("分配方案隐藏", "allocationconcealment"),
        ("随机化过程", "randomizationprocess"),
        ("随机过程", "randomizationprocess"),
    ];
    let mut domains = domains.iter();
    let found = domains.find(|(chinese, _)| plain.contains(chinese));
    found.map(|(_, english)| *english)
}
