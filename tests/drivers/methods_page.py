"""Writes docs/methods.md from METHODS: run `python -m tests.drivers.methods_page` after changing a method."""

from unittest.mock import patch

import numpy as np

from criteria.text import Text
from mcda.methods import engine
from mcda.methods.families import ALIKE
from mcda.methods.limitations import read_counts
from mcda.methods.normalisation import NORMALISATIONS
from mcda.methods.registry import METHODS, NOT_OFFERED, Method, rank
from mcda.model.decision_matrix import DecisionMatrix
from mcda.model.method import Need
from mcda.model.parameter import Parameter
from mcda.weighting.ahp import LIMIT, LIMITS, RANDOM_INDEX
from mcda.weighting.registry import WEIGHTING_METHODS
from tests.drivers.app_server import ROOT

FILE = ROOT / "docs" / "methods.md"
COUNTED = (
    (
        "Limitations are counted by `python -m benchmarks.limitations` on random tables of 8 alternatives and 4 criteria: values "
        "uniform from 1 to 100, random directions, weights uniform over all that sum to one, default settings, the same tables for all methods "
        "(`mcda/methods/limitations.csv`). In brackets stands the 95% interval (Wilson 1927) of the share in tables of this kind; "
        "real tables may be of another kind. What happens in fewer than 1 in 1,000 tables is not told, except where its cause is. "
        "A table of a user's whose criteria have no worst and best takes its columns' own ranges as scales. To methods that do not "
        "name fixed scales a scale is only where values stop: their figures hold with and without."
    ),
    (
        "局限由 `python -m benchmarks.limitations` 在随机表上统计得出（8个对象、4个指标，取值在1～100间均匀分布，方向与权重随机，参数取默认值，"
        "各方法使用相同的表）；括号内为95%区间。发生率低于千分之一的现象不列出（说明其成因者除外）。数据表未给出最差值、最好值时，以各列自身取值范围为标尺。"
    ),
)
ENGINE = (
    (
        "pymcdm 1.4.0 computes a single ranking by {through} of {of} methods on an ordinary table. Where it refuses a table or is "
        "wrong our own kernel does, as each entry says (*Computed by us*). Many weight sets at once (robustness, pilots, workshop) "
        "are always computed by our kernels, which tests hold equal to pymcdm.  "
    ),
    (
        "普通数据表上，{of}种方法中有{through}种的单次排序由pymcdm 1.4.0计算。pymcdm不接受数据表或结果有误时，改由本工具的内核计算，"
        "见各方法的“由本工具计算”。大批权重组合（稳健性、试点、研讨会）一律由本工具的内核计算，测试保证与pymcdm一致。"
    ),
)
FORM = {
    "point": "one value a criterion",
    "intervals": "[low, high] a criterion",
    "per_criterion": "one number a criterion, or one for all",
    "shapes": "one word, or one a criterion",
}


def parameter(one: Parameter) -> str:
    if one.kind == "number":
        return f"`{one.key}` = {one.default:g} ({one.range})"
    if one.key == "normalisation":
        others = "any" if one.choices == NORMALISATIONS else ", ".join(one.choices)
        return f"`normalisation` = `{one.default}` ({others})"
    if one.kind == "shapes":
        return f"`{one.key}` = `{one.default}` ({FORM[one.kind]}: {', '.join(one.choices)})"
    return f"`{one.key}` ({FORM[one.kind]}; not given: {one.unset})"


def need_in_words(need: Need) -> str:
    """The first line of its docstring, inside a sentence."""
    first = str(need.__doc__).splitlines()[0].rstrip(".")
    return f"{first[0].lower()}{first[1:]}"


def entry(method: Method) -> list[str]:
    lines = [
        f"### `{method.key}`: {method.name.en} / {method.name.zh}",
        "",
        f"{method.gloss.en[0].upper()}{method.gloss.en[1:]}.  ",
        f"{method.gloss.zh}。",
        "",
        f"- Family: {method.family}. {'High' if method.higher_is_better else 'Low'} scores are good.",
        f"- Formula: {method.formula}",
        f"- Source: {method.reference}",
    ]
    if method.parameters:
        lines.append("- Parameters: " + "; ".join(parameter(one) for one in method.parameters))
    needs = [need_in_words(need) for need in method.needs]
    if method.most:
        needs.append(f"at most {method.most:,} alternatives")
    lines.append(f"- Needs: {'; '.join(needs) or 'nothing more than a complete table'}")
    if method.ours:
        lines += [f"- Computed by us {method.ours.en}.  ", f"  由本工具计算：{method.ours.zh}。"]
    lines += [
        f"- Limitations: {method.limitations.en}.  ",
        f"  局限：{method.limitations.zh}。",
        "",
    ]
    return lines


def alike() -> list[str]:
    where = {
        "any": "on any table",
        "bare": "on a table without scales",
        "scaled": "where every criterion has a linear scale",
    }
    lines = []
    for group in ALIKE:
        members = [
            f"`{member.method}`"
            + "".join(f" {key}={value}" for key, value in member.parameters.items())
            for member in group.members
        ]
        lines.append(f"- {where[group.where]}: {', '.join(members)}")
    return lines


def reason(key: str, why: Text) -> list[str]:
    return [f"- `{key}`: {why.en}.  ", f"  {why.zh}。"]


# ways of weighing that are not offered, and why
OTHER_WAYS = {
    "swara": Text(
        "it asks for an order and for percentages between neighbours; swing asks the same with the ranges in view",
        "它要求先排序、再给出相邻两项的差幅；摆幅赋权在看到各指标范围的情况下问的是同样的问题",
    ),
    "rancom": Text(
        "it asks for the same order with ties as the order of importance, and counts wins instead of taking the centre",
        "它与重要性排序一样只需可并列的次序，但按胜出次数计权，而非取中心",
    ),
    "best_worst, nonlinear": Text(
        "its answer need not be unique; that of the linear model is",
        "其最优解可能不唯一，线性模型的解唯一",
    ),
}


def ways() -> list[str]:
    lines = []
    for way in WEIGHTING_METHODS.values():
        gloss = f"{way.gloss.en[0].upper()}{way.gloss.en[1:]}"
        lines += [
            f"- `{way.key}`: {way.name.en} / {way.name.zh}. {gloss}. {way.reference}.  ",
            f"  {way.gloss.zh}。",
        ]
    return lines


# what `python -m benchmarks sampling_errors` prints; its figures are put in by hand
ACCEPTABILITY = """\
Rank acceptability is the share of draws in which an alternative takes a rank (or is among the first k). Weights are drawn
independently of values. A value follows its kind of uncertainty:

| kind / 类型 | how it is drawn | 如何抽取 | in the embedded data / 内置数据 |
|---|---|---|---|
| `own` | uniform between its ends, whatever others do (of the logarithm on a logarithmic scale) | 在上下限之间均匀抽取，与其他取值无关（对数标尺上对数均匀） | distance to high-speed rail / 高铁站距离 |
| `common` | all values of the column at one share of their intervals | 整列取值按同一比例落在各自区间内 | tree cover, strict forest to all woody cover / 林木覆盖率（严格森林至全部林木） |
| `list` | yes or no, with the stated probability or one half | 是或否，按给定概率或各一半 | designations and lists that could not be read / 未能查到的名单 |
| `bounds` | never: the value stays, and its ranks at both ends are told | 不抽取：取值不变，另给出取上下限时的名次 | stations of unknown position / 位置未知的车站 |

On a table without scales, the ends stay those of the table as given; a method's needs are to be met all over the intervals.
A study saved by 1.0 carries its own values and keeps their kinds: tree cover each by itself. Values of a user's own table
have no intervals but those of missing values, which are `own`.

*Leaders.* The headline names, with the first, all whose score is lower than its own by no more than the error of the data: one
standard deviation of the difference of the two scores, as the uncertain values that differ between them move within their
intervals as above; weights stay. It is computed at 32 points of each interval, nothing is drawn. A value that has bounds alone is
taken at the bound that brings the two together. Where scores are no sum over criteria, and where nothing is uncertain, the first
three are named. 居首各对象：与第一名得分之差不超过数据误差（两者得分之差在不确定取值变动下的一个标准差，权重不变）的对象一并列出。

What the spread of a rank comes from (weighted sum): the share by which its variance shrinks on average once one source
alone is settled, the weights or the uncertain values of one criterion: the first-order index (Sobol' 1993). Pairs of draws
that have one source in common give it as the correlation of their ranks (Janon et al. 2014). The rest to 100% is what
sources do together. 4,096 pairs for each source, error by a jackknife of 32 groups.

Under the additive method each draw of weights has values of its own, and the error of a share is binomial. Other methods
have to be prepared anew for other values: 32 draws of weights (fewer below 4,096 draws) share one draw of values; one each
would take some ten times as long. Their error is that of the spread between groups of draws that share none: the variance
between groups gives an effective number of draws (Kish 1965), with Student's t for the number of groups (Korn & Graubard
1998). Intervals are Wilson's (1927), at 95%: a share of 0 or 100% has one too, of as many draws as there were draws of values.

How often the interval holds the true share (of 200,000 draws; for PROMETHEE II 100,000), secondary stage, weights near the
study's, 3,200 draws: shares of coming first and of being among the first ten that lie between 2 and 98%; ± in points.

| method | seeds | 95% intervals that hold it | the largest ± printed, mean | the largest real one (1.96 root mean square) | ± 98 / √S holds it |
|---|---|---|---|---|---|
{figures}

名次可接受度是某对象取得某名次（或进入前k名）的抽样占比。权重与取值相互独立抽取，各取值按其不确定性类型抽取（见上表）。无标尺的表沿用原表的端点；方法的要求须在整个区间内满足。1.0版保存的评价项目自带取值，沿用当时的类型（林木覆盖率各自独立抽取）。用户自己的表除缺失值外没有区间，缺失值为`own`。

名次离散的来源（加权求和）：只确定权重或某一指标的不确定取值时，名次方差平均下降的比例，即一阶敏感度指数。其余部分为各来源的共同作用。

加权求和每次抽样各有取值，占比误差为二项误差；其他方法每32组权重（总数少于4096时更少）共用一次抽取的取值，误差由互不共用取值的各组之间的离散程度估计，区间为95%的威尔逊区间；占比为0或100%时同样给出区间。"""

FIGURES = (
    "| additive | 200 | 94.5% | 1.7 | 1.9 | 98.4% |",
    "| TOPSIS | 200 | 94.3% | 5.2 | 4.2 | 90.0% |",
    "| PROMETHEE II | 200 | 94.7% | 5.0 | 4.4 | 91.2% |",
)


def dominance() -> list[str]:
    """Which methods keep to dominance in every random table, from the counts."""
    found = {key: own["none_dominated"] for key, own in read_counts().items()}
    tables = max(one.tables for one in found.values())
    breaking = ", ".join(f"`{key}`" for key, one in found.items() if one.happened)
    return [
        (
            f"{tables:,} of these tables hold an alternative that is worse than another on every criterion. In some of them it ranks "
            f"before the other under {breaking}; under no other method does it in any.  "
        ),
        f"其中{tables:,}张表含有各指标均劣于另一对象的对象，仅{breaking}在部分表中将其排在另一对象之前。",
    ]


def consistency() -> list[str]:
    """What AHP holds its judgements against."""
    sizes = range(3, len(RANDOM_INDEX) + 1)
    limits = ", ".join(f"{limit:.2f} with {n}" for n, limit in LIMITS.items())
    restated = "、".join(f"{n}个指标为{limit:.2f}" for n, limit in LIMITS.items())
    return [
        (
            "The consistency ratio of `ahp` is CR = (λ - n) / (n - 1) / RI. RI is the mean consistency index of random matrices by "
            "Alonso & Lamata (2006), Int. J. of Uncertainty, Fuzziness and Knowledge-Based Systems 14(4), 445-459 (for three "
            "criteria the mean of all 4,913 matrices of the scale 1/9 … 9 is 0.5245 as well), beyond 15 criteria their line "
            "RI = (1.7699 n - 4.3513) / (n - 1). Where k judgements are missing it is RI (1 - 2 k / ((n - 1) (n - 2))), the "
            "approximation of Ágoston & Csató (2022), Omega 108, 102576.  "
        ),
        (
            f"Acceptable is a CR of at most {limits} and {LIMIT:.2f} with more criteria (Saaty 2000, Fundamentals of Decision Making "
            "and Priority Theory, RWS Publications).  "
        ),
        (
            "一致性比例 CR = (λ - n) / (n - 1) / RI，随机一致性指标 RI 取自 Alonso & Lamata（2006），有缺失判断时按 Ágoston & Csató"
            f"（2022）折减；可接受的上限（Saaty 2000）：{restated}，更多指标为{LIMIT:.2f}。"
        ),
        "",
        "| n | " + " | ".join(map(str, sizes)) + " |",
        "|---" * (len(sizes) + 1) + "|",
        "| RI | " + " | ".join(f"{RANDOM_INDEX[n - 1]:.4f}" for n in sizes) + " |",
    ]


def through_pymcdm() -> tuple[str, ...]:
    """The methods that pymcdm answers on an ordinary table, of gains and costs above zero: counted, not told."""
    values = np.random.default_rng(1).uniform(1, 9, (8, 4))
    matrix, found = DecisionMatrix.of(values, [1, -1, 1, -1]), []
    for key in METHODS:
        with patch.object(engine, "library", wraps=engine.library) as asked:
            rank(matrix, [4, 3, 2, 1], key)
        found += [key] * asked.called
    return tuple(found)


def page() -> str:
    menu = [method for method in METHODS.values() if method.in_default_menu]
    rest = [method for method in METHODS.values() if not method.in_default_menu]
    lines = [
        "# Ranking methods / 排序方法",
        "",
        "Written by `python -m tests.drivers.methods_page` from `mcda/methods/methods.toml` and the files of the methods beside it: do not edit.",
        "w_j are weights that sum to one; x_ij values, clipped at the ends of their scales; r_ij normalised values.",
        "The default of `normalisation` is the publication's own; one may also choose, where it says any, "
        + ", ".join(f"`{name}`" for name in NORMALISATIONS)
        + ".",
        "",
        *(line.format(through=len(through_pymcdm()), of=len(METHODS)) for line in ENGINE),
        "",
        *COUNTED,
        "",
        *dominance(),
        "",
        "## The menu: one method a family / 默认菜单",
        "",
        *(line for method in menu for line in entry(method)),
        "## All other methods / 其他方法",
        "",
        *(line for method in rest for line in entry(method)),
        "## Alike: to show two of one group is to show one twice / 名次必然相同的方法",
        "",
        *alike(),
        "",
        "## Not offered / 未提供的方法",
        "",
        *(line for key, why in NOT_OFFERED.items() for line in reason(key, why)),
        "",
        "## Ways of weighing / 赋权方式",
        "",
        *ways(),
        "",
        *consistency(),
        "",
        "Not offered / 未提供:",
        "",
        *(line for key, why in OTHER_WAYS.items() for line in reason(key, why)),
        "",
        "## How sure a rank is / 名次的稳定性",
        "",
        ACCEPTABILITY.format(figures="\n".join(FIGURES)),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
