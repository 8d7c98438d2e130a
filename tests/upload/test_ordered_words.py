"""Words as values: which columns are ordered scales, in what order; what is asked; how the words stay."""

import pytest

from criteria.text import Text
from inputs.files import open_file
from inputs.own_study.criteria_file import criteria_rows, own_criteria, read_own_criteria
from inputs.own_study.files import load
from inputs.tables.questions.findings import findings_of
from mcda.app.widgets.upload_questions import levels_answers
from mcda.report.tables import data, ranking
from mcda.study.factory import own_study
from mcda.study.io import digest, from_json, to_json
from mcda.words import Translator
from tests.drivers.app_pages import opened
from tests.upload.test_rows import proposed, told

# The words of a column as they stand in real tables, the order in which they are read, whether they say what is better.
REAL = [
    ("生态区位重要性", "高 中 低 高 中", "低 中 高", False),
    ("交通条件", "好 一般 差 好 一般", "差 一般 好", True),
    ("水质等级评价", "优 良 中 差 良", "差 中 良 优", True),
    ("产业基础", "强 一般 弱 强", "弱 一般 强", False),
    ("地质灾害易发程度", "高易发 高 中 低 极低", "极低 低 中 高", False),
    ("开发强度", "较低 低 中等 较高 高", "低 较低 中等 较高 高", False),
    ("基础设施", "较好 好 一般 较差 差", "差 较差 一般 较好 好", True),
    ("考核结果", "优秀 良好 合格 不合格", "不合格 合格 良好 优秀", True),
    ("土地适宜性", "适宜 较适宜 不适宜 适宜", "不适宜 较适宜 适宜", True),
    ("水土流失", "轻度 中度 重度 轻度", "轻度 中度 重度", False),
    ("侵蚀强度", "微度 轻度 中度 强度 极强度", "微度 轻度 中度 强度 极强度", False),
    ("群众满意度", "满意 非常满意 一般 不满意", "不满意 一般 满意 非常满意", True),
    ("赞成程度", "同意 非常同意 中立 不同意 非常不同意", "非常不同意 不同意 中立 同意 非常同意", False),
    ("公路等级", "一级 二级 三级 四级 二级", "一级 二级 三级 四级", False),
    ("风险等级", "Ⅰ级 Ⅱ级 Ⅲ级 Ⅱ级", "Ⅰ级 Ⅱ级 Ⅲ级", False),
    ("称号级别", "国家级 省级 市级 省级", "市级 省级 国家级", False),
    ("距高铁站", "近 远 较近 近", "近 较近 远", False),
    ("游客量", "多 少 一般 很多", "少 一般 多 很多", False),
    ("有无景区", "有 无 有 无", "无 有", False),
    ("规划是否完成", "是 否 部分 是", "否 部分 是", False),
    ("评分", "甲 乙 丙 甲", "丙 乙 甲", True),
    ("Condition", "Good poor FAIR good", "poor FAIR Good", True),
    ("Housing", "excellent;good;fair;poor;very good", "poor;fair;good;very good;excellent", True),
    ("Flood risk", "low Medium HIGH high", "low Medium HIGH", False),
    ("Vulnerability", "very low;low;moderate;high;very high", "very low;low;moderate;high;very high", False),
    ("Support", "agree;strongly agree;neutral;disagree", "disagree;neutral;agree;strongly agree", False),
    ("Use", "often sometimes never rarely always", "never rarely sometimes often always", False),
    ("Erosion", "none slight severe moderate", "none slight moderate severe", False),
    ("Tourism", "+ ++ +++ ++", "+ ++ +++", False),
    ("Scenery", "★★★ ★ ★★ ★★★", "★ ★★ ★★★", False),
    ("Access", "easy difficult moderate easy", "easy moderate difficult", False),
    ("Suitability", "suitable;highly suitable;unsuitable;moderately suitable", "unsuitable;moderately suitable;suitable;highly suitable", True),
]  # fmt: skip


def words(text: str) -> list[str]:
    return text.split(";" if ";" in text else " ")


@pytest.mark.parametrize(("heading", "cells", "order", "better"), REAL, ids=[r[0] for r in REAL])
def test_real_columns_are_read_in_their_order(heading, cells, order, better):
    """With blanks, marks for not known and blanks round words between them; equal steps from 0 to 1."""
    body = [*words(cells), "", "n/a", f" {words(cells)[1]} "]
    text = f"Name,{heading},Trees\n" + "".join(f"P{i},{w},{i}\n" for i, w in enumerate(body))
    read = proposed(text)
    column = read.criteria[0]
    steps = len(words(order)) - 1
    assert {word: round(value * steps) for word, value in column.words.values.items()} == {
        word: k for k, word in enumerate(words(order))
    }
    assert (column.name, column.direction) == (heading, 1 if better else None)
    kinds = [figure.kind for figure in read.figures[column.key].values()]
    known = [w for w in body[:-3] if column.words.value(w) is not None]
    assert kinds.count("number") == len(known) + 1
    assert kinds.count("missing") == 2
    assert kinds.count("asked") == len(body) - 3 - len(known)  # 高易发 is no word of the scale


UNKNOWN = "Site,Type,State,Trees (max)\nA,ridge,good,1\nB,plain,see note,2\nC,ridge,poor,3\nD,hill,fair,4\n"


def test_words_of_no_known_order_are_asked_and_never_guessed():
    read = proposed(UNKNOWN)
    assert [c.name for c in read.criteria] == ["State", "Trees"]
    asked = {q.key: (q.about, q.needed) for q in read.questions}
    assert asked == {"levels/B": ("order", False), "C3": ("cell", False)}
    assert "ridge, plain, hill" in told(read, "table.words")
    settled = read.answered({"levels/B": "plain<hill=0.9", "C3": "Good"})
    assert "answer.unusable" in {f.code for f in findings_of(settled)}  # a value for one word alone
    settled = read.answered(
        {"levels/B": "plain < hill < ridge", "C3": "Good", "direction/B": "min"}
    )
    assert settled.questions == ()
    assert [o.value for o in settled.evidence.observations["Type"].values()] == [1, 0, 1, 0.5]
    assert [o.value for o in settled.evidence.observations["State"].values()] == [1, 1, 0, 0.5]
    assert [c.typed for c in settled.corrections] == ["Good"]


def test_a_criterion_whose_words_have_no_order_needs_one():
    read = proposed(UNKNOWN, **{"use/B": "criterion"})
    assert [q.key for q in read.questions if q.needed] == ["levels/B", "direction/B"]
    assert "error" in {f.severity for f in findings_of(read) if f.code == "table.order"}


def test_two_words_for_one_level_and_signs_beside_a_dash_are_asked():
    text = "Site,Risk,Water,Trees (max)\n"
    text += "A,medium,+,1\nB,moderate,-,2\nC,medium,++,3\nD,high,+,4\n"
    read = proposed(text)
    assert {q.key for q in read.questions} == {"levels/B", "direction/C", "C3"}


def test_ten_words_are_no_scale_and_say_so():
    rows = "".join(f"P{i},w{'abcdefghij'[i % 10]}x,{i}\n" for i in range(20))
    read = proposed("Name,Grade,Trees (max)\n" + rows, **{"use/B": "criterion"})
    finding = next(f for f in findings_of(read) if f.code == "table.many_words")
    assert "10 different words" in finding.in_("en").line()


@pytest.mark.parametrize(
    ("text", "named", "criteria"),
    [
        ("县,基础,风险\n甲县,良,高\n乙县,优,中\n丙县,差,低\n丁县,良,高\n", 4, ["基础", "风险"]),
        ("Site,Condition,Access\nA,Good,easy\nB,poor,hard\nC,fair,easy\n", 3, ["Condition", "Access"]),
        ("Title of the table\n\nSite,Type,Condition\nA,hill,Good\nB,hill,poor\nC,plain,n/a\n", 3, ["Condition"]),
    ],
)  # fmt: skip
def test_a_table_may_hold_no_number_at_all(text, named, criteria):
    read = proposed(text)
    assert len(read.evidence.alternatives) == named
    assert [c.name for c in read.criteria] == criteria
    assert all(c.words.values for c in read.criteria)


def test_a_province_or_a_name_is_no_scale():
    read = proposed("县,省,Name,Trees\n甲县,陕西,a,1\n乙县,陕西,b,2\n丙县,甘肃,a,3\n")
    assert not [q for q in read.questions if q.about == "order"]


@pytest.mark.parametrize(
    "answer", ["good", "a<b<a", "a=1<b=1", "a=2<b=1", "a=1<b", "<a", "a<b<c<d<e<f<g<h<i<j"]
)
def test_an_order_that_cannot_be_used_says_what_can(answer):
    finding = next(
        f
        for f in findings_of(proposed(UNKNOWN, **{"levels/B": answer}))
        if f.code == "answer.unusable"
    )
    assert "poor<fair<good" in finding.in_("en").line()


def test_an_order_for_a_column_of_numbers_is_not_passed_over():
    assert "Trees" in told(proposed(UNKNOWN, **{"levels/D": "a<b"}), "answer.unusable")


def test_values_typed_beside_words_on_the_page_are_that_answer():
    read = proposed(UNKNOWN)
    column = next(c for c in read.columns if c.letter == "B")
    rows = [(column, word) for word in ("ridge", "plain", "hill")]
    assert levels_answers(rows, {0: {"Value": 3.0}}, "Value") == {}
    typed_in = {0: {"Value": 3.0}, 2: {"Value": 1.5}}
    assert levels_answers(rows, typed_in, "Value") == {"levels/B": "hill=1.5<ridge=3"}


TABLE = "县,人口 (max),基础,风险 (min)\n甲县,3,良,高\n乙县,4,优,中\n丙县,5,差,低\n丁县,6, 良 ,高\n戊县,7,n/a,\n"


@pytest.fixture(scope="module")
def study():
    loaded = load(proposed(TABLE))
    return own_study(read_own_criteria(None, loaded), loaded, Text.same("t"), "2026-01-01")


def test_words_stay_on_the_screen_and_in_a_saved_study(study):
    t = Translator("zh")
    rows = {row[0]: row[1:] for row in data.values(study, t).rows}
    assert rows["甲县"] == (3.0, "良", "高")
    assert rows["戊县"] == (7.0, None, None)
    assert [row[1:3] for row in ranking.card(study, t, "甲县").rows][1:] == [
        ("良", "差 → 优"),
        ("高", "高 → 低"),
    ]
    again = from_json(to_json(study))
    assert digest(again) == digest(study)
    assert again.catalogue["基础"].levels == study.catalogue["基础"].levels


def test_a_file_of_criteria_speaks_in_the_words_too():
    loaded = load(proposed(TABLE))
    text = "key,direction,worst,best,cutoff\n基础,max,差,优,良\n风险,min,,,\n"
    own = own_criteria(criteria_rows(open_file("c.csv", text.encode()).sheet()), loaded)
    assert own.cutoffs == {"基础": 0.5}
    assert own.stage["基础"].scale.best == 1


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh"])
def test_the_page_shows_words_and_counties_and_ranks_the_table(lang):
    table = "代码,县名,人口 (max),基础 (max),类型\n610703,南郑区,3,良,山区\n610724,西乡县,4,优,平原\n610721,某县,5,差,山区\n"
    app = opened("data", lang).file_uploader(key="_upload").upload("t.csv", table.encode()).run()
    assert not app.exception
    t = Translator(lang)
    words = " ".join(element.value for element in app.markdown)
    assert t("upload.words") in words
    asked = next(box for box in app.text_input if "某县" in box.label)
    app = asked.set_value("陕西省镇巴县").run()
    assert not [box for box in app.text_input if "某县" in box.label]
    next(button for button in app.button if button.label == t("upload.use_table")).click().run()
    assert not app.exception
    made = app.session_state["own"]["own"]
    assert [a.prefecture.zh for a in made.evidence.alternatives] == ["汉中市"] * 3
    assert made.catalogue["基础 (max)"].levels
