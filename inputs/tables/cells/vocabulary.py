"""The words by which tables say what a row or column is, in English and Chinese."""

import re
from functools import lru_cache

from inputs.tables.cells.number import REMEMBERED, WIDE, WORDS, normalise_text

BETTER_HIGH = (
    "max|maximi[sz]ed?|maximum|benefit|positive|higher|high|more|larger|"
    "(the )?(higher|more|larger|greater|bigger)( is|,)?( the)? better|higher=better|"
    "越大越好|越高越好|越多越好|越强越好|越(?:大|高|多|强)越优|正向型?(?:指标)?|正(?:指标)?|效益型?(?:指标)?|极大型(?:指标)?|望大型?(?:指标)?|高优(?:指标)?|↑|▲|⬆"
)
BETTER_LOW = (
    "min|minimi[sz]ed?|minimum|cost|negative|lower|low|less|smaller|"
    "(the )?(lower|less|smaller|fewer)( is|,)?( the)? better|lower=better|"
    "越小越好|越低越好|越少越好|越短越好|越近越好|越(?:小|低|少|短|近)越优|[负逆]向型?(?:指标)?|[负逆](?:指标)?|成本型?(?:指标)?|极小型(?:指标)?|望小型?(?:指标)?|低优(?:指标)?|↓|▼|⬇"
)
HIGH = re.compile(f"(?:{BETTER_HIGH})", re.IGNORECASE)
LOW = re.compile(f"(?:{BETTER_LOW})", re.IGNORECASE)
SIGNS = {"+": 1, "1": 1, "+1": 1, "-": -1, "-1": -1, "1.0": 1, "-1.0": -1}
# Inside a heading only whole sayings count: "High school" says nothing of a direction.
# A run of marks in front is looked at once, from its first mark on.
IN_HEADING = re.compile(
    r"(?<![\s,;:，；：、(\[（【|/-])[\s,;:，；：、(\[（【|/-]*+(?:((?:the )?(?:higher|more|larger|greater)(?: is|,)?(?: the)? better|越大越好|越高越好|越多越好|正向指标|正向|效益型|极大型|[↑▲⬆])"
    r"|((?:the )?(?:lower|less|smaller|fewer)(?: is|,)?(?: the)? better|越小越好|越低越好|越少越好|越短越好|越近越好|负向指标|逆向指标|负向|逆向|成本型|极小型|[↓▼⬇]))[)\]）】]*+\s*+$",
    re.IGNORECASE,
)

DIRECTION_LABELS = WORDS["direction_labels"]
WEIGHT_LABELS = WORDS["weight_labels"]
UNIT_LABELS = WORDS["unit_labels"]
TOTALS = WORDS["totals"]
NAMES = WORDS["names"]
SERIALS = WORDS["serials"]
YEARS = WORDS["years"]
LON = WORDS["lon"]
LAT = WORDS["lat"]
FILLERS = WORDS["fillers"]
UNITS = WORDS["units"]
PROVINCE = WORDS["province"]
PREFECTURE = WORDS["prefecture"]
TABLE_UNIT = re.compile(r"^[(（]?(?:单位|unit|units)\s*[:：]\s*(.{1,20}?)[)）]?$", re.IGNORECASE)


def normalise_label(text: object) -> str:
    """A label in small letters, without brackets round it, colons and stars behind it."""
    plain = normalise_text(str(text)).translate(WIDE).lower().strip("*†:：. ")
    if len(plain) > 2 and plain[0] in "([【" and plain[-1] in ")]】":
        plain = plain[1:-1].strip()
    return plain


BEHIND_LABEL = re.compile(r"(?<!\s)\s*+[(\[【][^()\[\]【】]*+[)\]】]$")
BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])\s++(?=[\u4e00-\u9fff])")
# 汉中市合计, 全市平均, Average of counties, Std. Dev., Sum total: beside the words that stand alone.
TOTAL_BEHIND = re.compile(
    r"(?:合计|总计|小计|共计|总和|平均|平均值|平均数|均值|中位值|中位数|中值|标准差|标准偏差|方差|变异系数|极差|最大值|最小值)$"
)
TOTAL_WORD = (
    r"(?:sub[ -]?totals?|totals?|sum|averages?|avg|mean|median|minimum|maximum|st(?:d|andard) dev(?:iation)?s?"
    r"|st dev|sd|stdev|std error|standard error|variance|coefficient of variation|cv)"
)
TOTAL = re.compile(
    rf"(?:{TOTAL_WORD} )*{TOTAL_WORD}(?: (?:of|for|over|across|in|per|all|excluding|including|without|values?)\b.*)?"
    rf"|.+ (?:sub-?totals?|totals?|averages?|mean|median|standard deviation)"
)
# Lines about the table itself: who made it, when, from what.
REMARK = re.compile(
    r"(?:制表|填表|打印|审核|统计|更新|发布|截止|截至)(?:日期|时间|人|单位)?|(?:资料|数据)?来源|日期|备注|说明|注\d*"
    r"|(?:printed|compiled|prepared|updated|retrieved|accessed|downloaded|exported|created|published|date|version|sources?|notes?)"
    r"(?: (?:on|by|at|from|of|date))?"
)


def label_of(text: object) -> str:
    """A label without what stands in brackets behind it, and without blanks between Chinese letters: 合 计 （万元）."""
    plain = normalise_label(text)
    short = BEHIND_LABEL.sub("", plain)
    return BETWEEN_HAN.sub("", short or plain).strip("*†:：. ")


def is_total(cell: object) -> bool:
    """Whether the label is one of a total, an average or the like."""
    return _remembered_total(cell) if _is_short(cell) else _is_total(cell)


def _is_total(cell: object) -> bool:
    label = label_of(cell)
    if label in TOTALS or normalise_label(cell) in TOTALS:
        return True
    plain = label.replace(".", "").replace("  ", " ")
    return TOTAL_BEHIND.search(label) is not None or TOTAL.fullmatch(plain) is not None


_remembered_total = lru_cache(maxsize=2**14)(_is_total)


def _is_short(cell: object) -> bool:
    return isinstance(cell, float) or len(str(cell)) <= REMEMBERED


def is_remark(cell: object) -> bool:
    """Whether a cell speaks of the table itself: 制表日期, Printed, Source: yearbook."""
    head = re.split(r"[:：]", normalise_label(cell), maxsplit=1)[0].strip()
    return REMARK.fullmatch(BETWEEN_HAN.sub("", head)) is not None


BOTH_WAYS = re.compile(
    r"(?=.*(?:benefit|max|higher|positive|正|效益|越大|\+))(?=.*(?:cost|min|lower|negative|负|逆|成本|越小|-))"
)


def is_direction_label(cell: object) -> bool:
    """Whether a cell labels a row of directions; one that names both ways does: 正/负, Benefit (1) / cost (-1)."""
    plain = normalise_label(cell).replace("−", "-").replace("–", "-")
    if plain in DIRECTION_LABELS or label_of(cell) in DIRECTION_LABELS:
        return True
    return len(plain) <= 60 and direction_of(cell) is None and BOTH_WAYS.match(plain) is not None


def direction_of(cell: object) -> int | None:
    """1 if the cell says that more is better, -1 if less is, else None."""
    return _remembered_direction(cell) if _is_short(cell) else _direction_of(cell)


def _direction_of(cell: object) -> int | None:
    text = (
        normalise_label(f"{cell:g}" if isinstance(cell, float) else cell)
        or normalise_label(str(cell).strip(" "))
        or str(cell)
    )
    text = text.replace("−", "-").replace("–", "-").replace("—", "-")
    if text in SIGNS:
        return SIGNS[text]
    if HIGH.fullmatch(text):
        return 1
    return -1 if LOW.fullmatch(text) else None


_remembered_direction = lru_cache(maxsize=2**14)(_direction_of)
