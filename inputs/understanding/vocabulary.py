"""The words by which tables say what a row or column is, in English and Chinese."""

import re
from functools import lru_cache

from inputs.understanding.figure import WIDE, WORDS, tidy

BETTER_HIGH = (
    "max|maximi[sz]e|benefit|positive|higher|high|more|larger|"
    "(the )?(higher|more|larger|greater|bigger)( is|,)?( the)? better|higher=better|"
    "越大越好|越高越好|越多越好|越强越好|正向|正向指标|正|正指标|效益型|极大型|望大|高优|↑|▲|⬆"
)
BETTER_LOW = (
    "min|minimi[sz]e|cost|negative|lower|low|less|smaller|"
    "(the )?(lower|less|smaller|fewer)( is|,)?( the)? better|lower=better|"
    "越小越好|越低越好|越少越好|越短越好|越近越好|负向|逆向|负向指标|逆向指标|负|逆|负指标|逆指标|成本型|极小型|望小|低优|↓|▼|⬇"
)
HIGH = re.compile(f"(?:{BETTER_HIGH})", re.IGNORECASE)
LOW = re.compile(f"(?:{BETTER_LOW})", re.IGNORECASE)
SIGNS = {"+": 1, "1": 1, "+1": 1, "-": -1, "-1": -1, "1.0": 1, "-1.0": -1}
# Inside a heading only whole sayings count: "High school" says nothing of a direction.
IN_HEADING = re.compile(
    r"[\s,;:，；：、(\[（【|/-]*(?:((?:the )?(?:higher|more|larger|greater)(?: is|,)?(?: the)? better|越大越好|越高越好|越多越好|正向指标|正向|效益型|极大型|[↑▲⬆])"
    r"|((?:the )?(?:lower|less|smaller|fewer)(?: is|,)?(?: the)? better|越小越好|越低越好|越少越好|越短越好|越近越好|负向指标|逆向指标|负向|逆向|成本型|极小型|[↓▼⬇]))[)\]）】]*\s*$",
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


def bare(text: object) -> str:
    """A label in small letters, without brackets round it, colons and stars behind it."""
    plain = tidy(str(text)).translate(WIDE).lower().strip("*†:：. ")
    if len(plain) > 2 and plain[0] in "([【" and plain[-1] in ")]】":
        plain = plain[1:-1].strip()
    return plain


@lru_cache(maxsize=2**14)
def direction_of(cell: object) -> int | None:
    """1 if the cell says that more is better, -1 if less is, else None."""
    text = (
        bare(f"{cell:g}" if isinstance(cell, float) else cell)
        or bare(str(cell).strip(" "))
        or str(cell)
    )
    text = text.replace("−", "-").replace("–", "-").replace("—", "-")
    if text in SIGNS:
        return SIGNS[text]
    if HIGH.fullmatch(text):
        return 1
    return -1 if LOW.fullmatch(text) else None
