//! Tables with Chinese heads, and cells as Chinese keyboards write them: each is read like the same table in English.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use trialpool::data::{Judgement, ProblemKind, Randomized, Tool, follow_up_in, length_in_days};
use trialpool::read::{Choices, Decimal, Layout, entry, is_not_reported, robvis, table};

use super::brief;

fn read(text: &str) -> String {
    brief(&table(text, &Choices::default()))
}

/// Reads a Chinese table, and the same in English with these names given back in Chinese.
fn reads_like(chinese: &str, english: &str, names: &[(&str, &str)]) {
    let mut expected = read(english);
    assert!(expected.contains('v'), "{english}\n{expected}");
    for (english, chinese) in names {
        expected = expected.replace(english, chinese);
    }
    assert_eq!(read(chinese), expected, "{chinese}");
}

const ARMS: [(&str, &str); 2] = [("MSC", "试验组"), ("Control group", "对照组")];

#[test]
fn a_wide_table_is_read_like_the_same_in_english() {
    let english = "Study\tFever events MSC\tFever total MSC\tFever events control group\tFever total control group\n\
        王 2019\t4\t50\t2\t48\n李 2020\t6\t61\t3\t60\n";
    let names = [("MSC", "试验组"), ("control", "对照组"), ("Fever", "发热")];
    for heads in [
        "研究\t发热 试验组 事件数\t发热 试验组 总数\t发热 对照组 事件数\t发热 对照组 总数",
        "研究名称\t发热（试验组）事件\t发热（试验组）总数\t发热（对照组）事件\t发热（对照组）总数",
        "纳入研究\t试验组发热例数\t试验组发热总例数\t对照组发热例数\t对照组发热总例数",
        "文献\t发热试验组事件数\t发热试验组样本量\t发热对照组事件数\t发热对照组样本量",
        "第一作者\t发热事件数（试验组）\t发热总人数（试验组）\t发热事件数（对照组）\t发热总人数（对照组）",
        "作者\t试验组发热发生例数\t试验组发热例数\t对照组发热发生例数\t对照组发热例数",
        "作者\t试验组_发热_发生数\t试验组_发热_合计\t对照组_发热_发生数\t对照组_发热_合计",
    ] {
        let chinese = format!("{heads}\n王 2019\t4\t50\t2\t48\n李 2020\t6\t61\t3\t60\n");
        reads_like(&chinese, english, &names);
    }
}

#[test]
fn heads_of_arms_alone_are_read_like_the_same_in_english() {
    let english =
        "Study,MSC events,MSC total,Control group events,Control group total\nA,4,50,2,48\n";
    for heads in [
        "研究,试验组事件数,试验组总数,对照组事件数,对照组总数",
        "研究,试验组发生例数,试验组例数,对照组发生例数,对照组例数",
        "研究,试验组例数,试验组人数,对照组例数,对照组人数",
        "研究,试验组 n,试验组 N,对照组 n,对照组 N",
        "研究,试验组n,试验组N,对照组n,对照组N",
    ] {
        reads_like(&format!("{heads}\nA,4,50,2,48\n"), english, &ARMS);
    }
    reads_like(
        "研究,阿司匹林组事件数,阿司匹林组总数,安慰剂组事件数,安慰剂组总数\nA,4,50,2,48\n",
        "study,Aspirin events,Aspirin total,Placebo group events,Placebo group total\nA,4,50,2,48\n",
        &[("Aspirin", "阿司匹林组"), ("Placebo group", "安慰剂组")],
    );
}

#[test]
fn totals_that_outcomes_share_are_found_beside_numbers_of_cases() {
    reads_like(
        "研究\t试验组例数\t试验组发热例数\t试验组死亡人数\t对照组例数\t对照组发热例数\t对照组死亡人数\n\
         A\t50\t4\t1\t48\t2\t0\n",
        "Study\tMSC total\tMSC fever events\tMSC death events\tControl group total\tControl group fever events\t\
         Control group death events\nA\t50\t4\t1\t48\t2\t0\n",
        &[ARMS[0], ARMS[1], ("fever", "发热"), ("death", "死亡")],
    );
}

#[test]
fn a_long_table_is_read_like_the_same_in_english() {
    let english =
        "Study\tYear\tArm\tEvents\tTotal\n王\t2019\tDrug\t4\t50\n王\t2019\tControl group\t2\t48\n";
    for heads in [
        "研究\t年份\t组别\t事件数\t总数",
        "研究\t发表年份\t分组\t例数\t总例数",
        "研究\t年\t组\t发生人数\t人数",
        "研究\t年份\t组别\t例数（%）\t样本量",
    ] {
        let chinese = format!("{heads}\n王\t2019\t试验组\t4\t50\n王\t2019\t对照组\t2\t48\n");
        reads_like(
            &chinese,
            english,
            &[("Drug", "试验组"), ("Control group", "对照组")],
        );
    }
}

#[test]
fn rows_by_outcome_are_read_like_the_same_in_english() {
    reads_like(
        "研究\t结局指标\t试验组事件数\t试验组总数\t对照组事件数\t对照组总数\n\
         王 2019\t发热\t4\t50\t2\t48\n王 2019\t皮疹\t0\t50\t1\t48\n",
        "Study\tOutcome\tMSC events\tMSC total\tControl group events\tControl group total\n\
         王 2019\t发热\t4\t50\t2\t48\n王 2019\t皮疹\t0\t50\t1\t48\n",
        &ARMS,
    );
    reads_like(
        "研究\t不良反应\t组别\t例数\t总例数\n王\t发热\t试验组\t4\t50\n王\t发热\t安慰剂\t2\t48\n",
        "Study\tAdverse event\tArm\tEvents\tTotal\n王\t发热\t试验组\t4\t50\n王\t发热\tPlacebo\t2\t48\n",
        &[("Placebo", "安慰剂")],
    );
}

#[test]
fn heads_over_two_rows_are_read_like_the_same_in_english() {
    for second in [
        "\t事件\t总数\t事件\t总数",
        "\t例数\t总例数\t例数\t总例数",
        "\t发生例数\t例数\t发生例数\t例数",
    ] {
        reads_like(
            &format!(
                "研究\t试验组\t\t对照组\t\n{second}\nA 2001\t4\t50\t2\t48\nB 2002\t5\t50\t3\t49\n"
            ),
            "Study\tMSC\t\tControl group\t\n\tEvents\tTotal\tEvents\tTotal\nA 2001\t4\t50\t2\t48\nB 2002\t5\t50\t3\t49\n",
            &ARMS,
        );
    }
}

#[test]
fn means_person_time_and_estimates_are_read_like_the_same_in_english() {
    reads_like(
        "研究\t试验组例数\t试验组均数\t试验组标准差\t对照组例数\t对照组均数\t对照组标准差\nA\t50\t4.1\t1.2\t48\t3.9\t1.1\n",
        "Study\tMSC n\tMSC mean\tMSC SD\tControl group n\tControl group mean\tControl group SD\nA\t50\t4.1\t1.2\t48\t3.9\t1.1\n",
        &ARMS,
    );
    reads_like(
        "研究\t试验组事件数\t试验组人年\t对照组事件数\t对照组人年\nA\t4\t120.5\t2\t118\n",
        "Study\tMSC events\tMSC person-years\tControl group events\tControl group person-years\nA\t4\t120.5\t2\t118\n",
        &ARMS,
    );
    for (chinese, english) in [
        ("研究,风险比,下限,上限", "study,HR,lower,upper"),
        ("研究,RR值,95%CI下限,95%CI上限", "study,RR,lower,upper"),
        (
            "研究,比值比,95%置信区间下限,95%置信区间上限",
            "study,OR,lower,upper",
        ),
    ] {
        let rows = "A,0.85,0.60,1.20\nB,0.7,0.5,0.98\n";
        let [chinese, english] = [chinese, english].map(|heads| read(&format!("{heads}\n{rows}")));
        assert_eq!(chinese, english);
        assert!(chinese.contains("0.85"), "{chinese}");
    }
    assert_eq!(
        read("研究\tOR值（95%CI）\nA\t0.85（0.60～1.20）\nB\t0.70（0.50，0.98）\n"),
        read("Study\tOR (95% CI)\nA\t0.85 (0.60 to 1.20)\nB\t0.70 (0.50, 0.98)\n"),
    );
    assert_eq!(
        read("研究\t危险比\t95%可信区间\nA\t0.85\t0.60～1.20\nB\t0.70\t0.50至0.98\n"),
        read("Study\tHR\t95% CI\nA\t0.85\t0.60 to 1.20\nB\t0.70\t0.50 to 0.98\n"),
    );
}

#[test]
fn a_table_in_chinese_and_english_is_read_like_the_same_in_english() {
    let english = "Study\tYear\tFever events MSC\tFever total MSC\tFever events control group\tFever total control group\n\
        Gu\t2020\t3\t19\t0\t20\n";
    let names = [("MSC", "试验组"), ("control", "对照组")];
    for heads in [
        "Study\t年份\tFever 试验组 events\tFever 试验组 total\tFever 对照组 events\tFever 对照组 total",
        "研究\tYear\tFever 事件数 试验组\tFever N 试验组\tFever 事件数 对照组\tFever N 对照组",
    ] {
        reads_like(
            &format!("{heads}\nGu\t2020\t3\t19\t0\t20\n"),
            english,
            &names,
        );
    }
}

#[test]
fn full_width_cells_are_read_like_those_of_usual_width() {
    reads_like(
        "研究\t试验组\t对照组\n王 2019\t１２／４０\t9／41\n李 2020\t12例/40例\t9/41（22.0％）\n",
        "Study\tMSC\tControl group\n王 2019\t12/40\t9/41\n李 2020\t12/40\t9/41 (22.0%)\n",
        &ARMS,
    );
    for (typed, count) in [
        ("１２", Some(12)),
        ("12（30%）", Some(12)),
        ("１２（３０．０％）", Some(12)),
        ("30%（12）", Some(12)),
        ("12例（30%）", Some(12)),
        ("12例", Some(12)),
        ("0例", Some(0)),
        ("40人", Some(40)),
        ("1，250", Some(1250)),
        ("n＝12", Some(12)),
        ("无", None),
        ("12次", None),
        ("12例次", None),
        ("40人年", None),
    ] {
        let read = entry::count(typed, Decimal::Point);
        assert_eq!((read.value(), read.typed.as_str()), (count, typed));
    }
    assert_eq!(
        entry::number("－１．５", Decimal::Point).value(),
        Some(-1.5)
    );
    assert_eq!(entry::year("２０１９年").value(), Some(2019));
}

#[test]
fn a_full_width_comma_cuts_no_cell() {
    let reading = table(
        "研究,备注,试验组事件,试验组总数,对照组事件,对照组总数\n王，2019,单中心，开放，小样本,4,50,2,48\n",
        &Choices::default(),
    );
    assert_eq!(
        brief(&reading).trim(),
        "compares 试验组 with 对照组\nOutcome: 王，2019 4/50 v 2/48"
    );
}

#[test]
fn words_for_not_reported_say_so_and_none_does_not() {
    for text in ["未报告", "未报道", "无数据", "不详", "—", "——", "－"] {
        assert!(is_not_reported(text), "{text}");
    }
    for text in ["无", "0例", "无事件", "０"] {
        assert!(!is_not_reported(text), "{text}");
    }
}

#[test]
fn whether_a_trial_was_randomized_is_answered_in_chinese() {
    let reading = table(
        "研究\t是否随机\t试验组事件\t试验组总数\t对照组事件\t对照组总数\nA\t是\t4\t50\t2\t48\nB\t否\t4\t50\t2\t48\nC\t半随机\t4\t50\t2\t48\n",
        &Choices::default(),
    );
    let said: Vec<Randomized> = reading
        .review
        .trials
        .iter()
        .map(|trial| trial.randomized)
        .collect();
    assert_eq!(said, [Randomized::Yes, Randomized::No, Randomized::Unclear]);
}

#[test]
fn a_number_of_cases_of_which_nothing_tells_what_it_counts_is_asked_about() {
    for heads in [
        "试验组例数\t对照组例数",
        "例数\t试验组例数\t对照组例数",
        "总例数\t试验组例数\t对照组例数",
    ] {
        let count = heads.split('\t').count();
        let cells = ["50", "26", "24"]
            .get(3 - count..)
            .expect("three cells")
            .join("\t");
        let reading = table(
            &format!("研究\t{heads}\n王\t{cells}\n李\t{cells}\n"),
            &Choices::default(),
        );
        assert_eq!(reading.layout, Layout::Unknown, "{heads}");
        assert!(
            reading.problems.iter().any(|problem| matches!(
                &problem.kind,
                ProblemKind::AmbiguousHead { head } if head.ends_with("例数")
            )),
            "{heads}"
        );
    }
    // Fewer people than cases: the columns are not what their heads seem to say.
    let reading = table(
        "研究\t组别\t例数\t人数\n王\t试验组\t50\t4\n王\t对照组\t48\t2\n",
        &Choices::default(),
    );
    assert!(!reading.holds_outcomes());
}

#[test]
fn which_of_two_drugs_is_the_control_is_a_guess_that_is_said() {
    let text = "研究\t甲药组事件数\t甲药组总数\t乙药组事件数\t乙药组总数\nA\t4\t50\t2\t48\n";
    let reading = table(text, &Choices::default());
    assert!(brief(&reading).starts_with("compares 甲药组 with 乙药组, a guess"));
    assert!(
        reading
            .problems
            .iter()
            .any(|problem| matches!(problem.kind, ProblemKind::AmbiguousHead { .. }))
    );
}

#[test]
fn shares_are_no_outcomes() {
    reads_like(
        "研究\t试验组总数\t试验组发热例数\t试验组发生率\t对照组总数\t对照组发热例数\t对照组发生率\nA\t50\t4\t8\t50\t2\t4\n",
        "Study\tMSC total\tMSC fever events\tControl group total\tControl group fever events\nA\t50\t4\t50\t2\n",
        &[ARMS[0], ARMS[1], ("fever", "发热")],
    );
}

#[test]
fn times_are_told_in_chinese() {
    for (text, days) in [
        ("30天", 30.0),
        ("第3日", 3.0),
        ("４周", 28.0),
        ("6个月", 6.0 * 30.4375),
        ("术后6月", 6.0 * 30.4375),
        ("1年", 365.25),
        ("24小时", 1.0),
    ] {
        assert_eq!(length_in_days(text), Some(days), "{text}");
    }
    for text in ["2019年3月", "3月5日", "出院时", "年", "随访结束"] {
        assert_eq!(length_in_days(text), None, "{text}");
    }
    assert_eq!(follow_up_in("随访时间（月）", "12"), Some(365.25));
    let times = |head: &str, cells: [&str; 2]| {
        let [early, late] = cells;
        let rows = format!("A\t死亡\t{early}\t1\t50\t2\t48\nA\t死亡\t{late}\t4\t50\t5\t48\n");
        read(&format!(
            "研究\t结局\t{head}\t试验组事件\t试验组总数\t对照组事件\t对照组总数\n{rows}"
        ))
    };
    let expected = times("Follow-up", ["1 month", "1 year"]);
    assert!(expected.contains("A 4/50 v 5/48"), "{expected}");
    assert_eq!(times("随访时间", ["1个月", "1年"]), expected);
    assert_eq!(times("随访时间（月）", ["1", "12"]), expected);
}

#[test]
fn judgements_of_the_risk_of_bias_are_read_in_chinese() {
    let judged = robvis::recognise(
        "研究\t随机序列的产生\t分配隐藏\t盲法\t总体偏倚\n王 2019\t低风险\t不清楚\t高\t有一些顾虑\n",
    )
    .expect("judgements");
    assert_eq!(judged.tool, Tool::RiskOfBias1);
    let [row] = judged.rows.as_slice() else {
        panic!("one trial");
    };
    let given: Vec<Option<Judgement>> = row
        .assessment
        .domains
        .iter()
        .map(|judged| judged.judgement)
        .collect();
    assert_eq!(
        given,
        [Judgement::Low, Judgement::SomeConcerns, Judgement::High].map(Some)
    );
}

#[test]
fn sums_under_a_table_are_no_trials() {
    let reading = table(
        "研究\t试验组事件\t试验组总数\t对照组事件\t对照组总数\nA\t4\t50\t2\t48\n合计\t4\t50\t2\t48\n",
        &Choices::default(),
    );
    assert_eq!(reading.review.trials.len(), 1);
}

const PIECES: [&str; 36] = [
    "研究",
    "年份",
    "组别",
    "例数",
    "人数",
    "总数",
    "事件数",
    "试验组",
    "对照组",
    "试验组例数",
    "发热",
    "A组发热例数",
    "不良事件数",
    "未发生例数",
    "例",
    "率",
    "值",
    "组",
    "OR值",
    "95%CI",
    "（",
    "）",
    "／",
    "％",
    "１２",
    "12例",
    "40人",
    "１２／４０",
    "0.85（0.60～1.20）",
    "未报告",
    "无",
    "6个月",
    "2019年",
    "低风险",
    "",
    "，",
];

proptest! {
    #[test]
    fn any_table_of_chinese_pieces_is_read_without_panic(
        rows in vec(vec((select(&PIECES[..]), select(&PIECES[..])), 0..7), 0..7),
    ) {
        let lines: Vec<String> = rows
            .iter()
            .map(|row| {
                let cells: Vec<String> = row.iter().map(|(one, other)| format!("{one}{other}")).collect();
                cells.join("\t")
            })
            .collect();
        let text = lines.join("\n");
        let _ = table(&text, &Choices::default());
        let _ = robvis::recognise(&text);
    }

    #[test]
    fn any_cell_of_chinese_signs_is_kept_as_typed(pieces in vec(select(&PIECES[..]), 0..6)) {
        let text = pieces.concat();
        prop_assert_eq!(entry::count(&text, Decimal::Point).typed, text.trim());
        let _ = (entry::events(&text, Decimal::Comma), entry::estimate(&text, Decimal::Point), entry::year(&text));
        let _ = length_in_days(&text);
    }
}

/// A Chinese table, and in few words what must come of it.
#[test]
fn names_of_outcomes_and_arms_stay_as_they_were_typed() {
    for (text, expected) in [
        (
            "研究\t心血管事件（试验组）例数\t心血管事件（试验组）总数\t心血管事件（对照组）例数\t心血管事件（对照组）总数\nA\t4\t50\t2\t48\n",
            "compares 试验组 with 对照组\n心血管事件: A 4/50 v 2/48",
        ),
        (
            "研究\t发热他汀组例数\t发热他汀组总数\t发热安慰剂组例数\t发热安慰剂组总数\nA\t4\t50\t2\t48\n",
            "compares 他汀组 with 安慰剂组\n发热: A 4/50 v 2/48",
        ),
        (
            "研究\tMSC组发热例数\tMSC组总例数\t对照组发热例数\t对照组总例数\nA\t4\t50\t2\t48\n",
            "compares MSC组 with 对照组\n发热: A 4/50 v 2/48",
        ),
        (
            "研究\t试验组肌肉组织损伤例数\t试验组总数（人）\t对照组肌肉组织损伤例数\t对照组总数（人）\nA\t4\t50\t2\t48\n",
            "compares 试验组 with 对照组\n肌肉组织损伤: A 4/50 v 2/48",
        ),
        (
            "研究\t治疗组\t对照组\t治疗组事件\t治疗组总数\t对照组事件\t对照组总数\nA\t他汀\t安慰剂\t4\t50\t2\t48\n",
            "compares 他汀 with 安慰剂\nOutcome: A 4/50 v 2/48",
        ),
        (
            "研究\t试验组未发生例数\t试验组发生例数\t对照组未发生例数\t对照组发生例数\nA\t46\t4\t46\t2\n",
            "compares 试验组 with 对照组\nOutcome: A 4/50 v 2/48",
        ),
        (
            "研究\t结局\t试验组（例数/总例数）\t对照组（例数/总例数）\nA\t发热\t4/50\t2/48\n",
            "compares 试验组 with 对照组\n发热: A 4/50 v 2/48",
        ),
        (
            "研究\t试验组 随机例数\t试验组 失访例数\t试验组 发热例数\t对照组 随机例数\t对照组 失访例数\t对照组 发热例数\n\
             A\t50\t2\t4\t50\t3\t2\n",
            "compares 试验组 with 对照组\n发热: A 4/50/2 v 2/50/3",
        ),
        (
            "研究\t组别\t发热例数\t皮疹例数\t总例数\nA\t试验组\t4\t3\t50\nA\t对照组\t2\t1\t48\n",
            "compares 试验组 with 对照组\n发热: A 4/50 v 2/48\n皮疹: A 3/50 v 1/48",
        ),
    ] {
        assert_eq!(read(text).trim(), expected, "{text}");
    }
}

#[test]
fn totals_that_stand_in_chinese_heads_serve_every_outcome_of_the_one_trial_that_is_named() {
    for arms in [
        ["试验组（n=50）", "对照组（n=48）"],
        ["试验组（50例）", "对照组（48例）"],
        ["试验组n＝50", "对照组，n＝４８"],
    ] {
        let text = format!(
            "不良反应\t{}\n发热\t4（8.0%）\t2（4.2%）\n皮疹\t3（6.0%）\t1（2.1%）\n",
            arms.join("\t")
        );
        let choices = Choices {
            single_trial: Some("王 2019".to_owned()),
            ..Choices::default()
        };
        assert_eq!(read(&text), "asks");
        assert_eq!(
            brief(&table(&text, &choices)).trim(),
            "compares 试验组 with 对照组\n发热: 王 2019 4/50 v 2/48\n皮疹: 王 2019 3/50 v 1/48"
        );
    }
}

#[test]
fn the_people_of_either_arm_in_one_cell_and_how_often_it_happened_are_not_pooled() {
    for text in [
        "研究\t例数（T/C）\t年龄\n王\t48/50\t45\n李\t30/31\t50\n",
        "研究\t病例数\t随访\n王\t48/50\t6个月\n李\t30/31\t1年\n",
        "研究\t试验组发热例次\t试验组总数\t对照组发热例次\t对照组总数\nA\t4\t50\t2\t48\n",
        "研究\t试验组发生率\t试验组总数\t对照组发生率\t对照组总数\nA\t4\t50\t2\t48\n",
    ] {
        let reading = table(text, &Choices::default());
        assert!(!reading.holds_outcomes(), "{text}\n{}", brief(&reading));
    }
}
