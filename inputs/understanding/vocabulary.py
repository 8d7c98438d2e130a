"""The words by which tables say what a row or column is, in English and Chinese."""

import re

from inputs.understanding.figure import WIDE, tidy

BETTER_HIGH = (
    "max|maximi[sz]e|benefit|positive|higher|high|more|larger|up|"
    "(the )?(higher|more|larger|greater|bigger)( is|,)?( the)? better|higher=better|"
    "越大越好|越高越好|越多越好|越强越好|正向|正向指标|正|正指标|效益型|极大型|望大|高优|↑|▲|⬆"
)
BETTER_LOW = (
    "min|minimi[sz]e|cost|negative|lower|low|less|smaller|down|"
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

DIRECTION_LABELS = frozenset(
    [
        "direction",
        "directions",
        "dir",
        "objective",
        "goal",
        "sense",
        "type",
        "polarity",
        "impact",
        "better",
        "preference",
        "criteria_type",
        "方向",
        "指标方向",
        "属性",
        "指标属性",
        "极性",
        "正负向",
        "正负性",
        "指标类型",
        "类型",
        "优劣方向",
        "指标性质",
        "性质",
    ]
)
WEIGHT_LABELS = frozenset(["weight", "weights", "wt", "w", "权重", "指标权重", "比重", "权数"])
UNIT_LABELS = frozenset(["unit", "units", "uom", "单位", "计量单位", "数据单位"])
TOTALS = frozenset(
    [
        "average",
        "mean",
        "avg",
        "total",
        "totals",
        "subtotal",
        "sum",
        "median",
        "minimum",
        "maximum",
        "min",
        "max",
        "std",
        "stdev",
        "overall",
        "合计",
        "总计",
        "小计",
        "平均",
        "平均值",
        "均值",
        "总和",
        "总数",
        "中位数",
        "最大值",
        "最小值",
        "最大",
        "最小",
        "标准差",
        "全国",
        "全省",
        "全市",
        "全区域",
        "全区平均",
        "全省平均",
        "全国平均",
    ]
) | {
    "grand total",
    "all areas",
    "region total",
    "weighted average",
    "standard deviation",
    "simple average",
}
NAMES = frozenset(
    [
        "name",
        "names",
        "alternative",
        "alternatives",
        "option",
        "options",
        "candidate",
        "county",
        "counties",
        "country",
        "countries",
        "city",
        "cities",
        "town",
        "towns",
        "township",
        "district",
        "region",
        "area",
        "place",
        "municipality",
        "village",
        "project",
        "site",
        "unit",
        "object",
        "item",
        "state",
        "province",
        "名称",
        "县",
        "县区",
        "县名",
        "县(市、区)",
        "县(市,区)",
        "县市区",
        "县市",
        "区县",
        "市县",
        "城市",
        "市",
        "地区",
        "区域",
        "乡镇",
        "镇",
        "村",
        "单位名称",
        "对象",
        "候选对象",
        "方案",
        "备选方案",
        "项目",
        "地名",
        "城镇",
        "国家",
        "国家名称",
        "行政区",
        "地点",
        "区县名称",
        "县域",
        "省份",
        "省",
    ]
) | {"county name", "city name", "country name", "name_en", "name_zh", "英文名", "中文名"}
SERIALS = frozenset(
    [
        "no",
        "no.",
        "#",
        "s/n",
        "sn",
        "id",
        "index",
        "rank",
        "ranking",
        "code",
        "codes",
        "iso",
        "iso2",
        "iso3",
        "adcode",
        "fips",
        "gb",
        "key",
        "serial",
        "number",
        "序号",
        "编号",
        "代码",
        "编码",
        "行政区划代码",
        "区划代码",
        "行政代码",
        "邮编",
        "排名",
        "名次",
        "位次",
        "排序",
        "序",
    ]
) | {"iso code", "country code", "area code", "row number"}
YEARS = frozenset(["year", "years", "年份", "年度", "年"])
LON = frozenset(["lon", "long", "lng", "longitude", "经度", "东经", "x坐标"])
LAT = frozenset(["lat", "latitude", "纬度", "北纬", "y坐标"])
FILLERS = frozenset(
    ["value", "values", "figure", "figures", "data", "数值", "值", "数据", "指标值"]
)
UNITS = frozenset(
    [
        "%",
        "‰",
        "km",
        "m",
        "mm",
        "cm",
        "ha",
        "t",
        "kg",
        "g",
        "mt",
        "km²",
        "km2",
        "m²",
        "m2",
        "m³",
        "m3",
        "mw",
        "gw",
        "kwh",
        "gwh",
        "twh",
        "°c",
        "℃",
        "min",
        "h",
        "hours",
        "minutes",
        "days",
        "years",
        "usd",
        "eur",
        "cny",
        "rmb",
        "yuan",
        "persons",
        "people",
        "index",
        "score",
        "ratio",
        "count",
        "number",
        "percent",
        "points",
        "units",
        "households",
        "dollars",
        "mbps",
        "元",
        "万元",
        "亿元",
        "千元",
        "美元",
        "人",
        "万人",
        "千人",
        "户",
        "个",
        "家",
        "所",
        "座",
        "辆",
        "次",
        "千米",
        "公里",
        "米",
        "毫米",
        "平方公里",
        "平方千米",
        "公顷",
        "亩",
        "万亩",
        "吨",
        "万吨",
        "千克",
        "度",
        "千瓦时",
        "万千瓦",
        "天",
        "年",
        "小时",
        "分钟",
        "岁",
        "张",
        "床",
        "床位",
        "项",
        "级",
        "分",
        "指数",
        "元/人",
        "人/平方公里",
        "人/km²",
        "元/平方米",
        "万元/人",
        "亿立方米",
        "立方米",
        "百分比",
        "百分点",
        "公里/小时",
        "班",
        "班次",
        "趟",
        "列",
        "μg/m³",
        "微克/立方米",
    ]
)
TABLE_UNIT = re.compile(r"^[(（]?(?:单位|unit|units)\s*[:：]\s*(.{1,20}?)[)）]?$", re.IGNORECASE)
GROUP_COLUMNS = frozenset(
    [
        "province",
        "prefecture",
        "state",
        "region",
        "group",
        "zone",
        "area",
        "district",
        "county",
        "city",
        "省",
        "省份",
        "省区",
        "市",
        "地市",
        "地级市",
        "所属地市",
        "所属省份",
        "片区",
        "分区",
        "区域",
        "组别",
        "类别",
        "所在地市",
        "所在省份",
    ]
)
PROVINCE = frozenset(["province", "state", "省", "省份", "省区", "所属省份", "所在省份"])
PREFECTURE = frozenset(
    ["prefecture", "地市", "地级市", "所属地市", "所在地市", "市", "市州", "地级市(州)"]
)


def bare(text: object) -> str:
    """A label in small letters, without brackets round it, colons and stars behind it."""
    plain = tidy(str(text)).translate(WIDE).lower().strip("*†:：. ")
    if len(plain) > 2 and plain[0] in "([【" and plain[-1] in ")]】":
        plain = plain[1:-1].strip()
    return plain


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
