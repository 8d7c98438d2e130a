"""An empty study workbook to fill in: sheets for the study, its criteria, alternatives, readings and sources."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from criteria.model import CURVES, KINDS

ROWS = 2000  # down to which the drop-downs reach
# Each sheet: its headings with what they mean, and its example rows.
SHEETS: dict[str, tuple[dict[str, str], tuple[tuple[float | str | None, ...], ...]]] = {
    "study": (
        {
            "stage": "a short word; one row a stage, one row alone needs none\n一个短词；每个层级一行，只有一个层级时可不填",
            "title_en": "title in English\n英文标题",
            "title_zh": "title in Chinese\n中文标题",
            "question_en": "what is asked\n要回答的问题（英文）",
            "question_zh": "what is asked\n要回答的问题（中文）",
            "competitors_en": "who competes\n参与比较的对象（英文）",
            "competitors_zh": "who competes\n参与比较的对象（中文）",
            "unknown_en": "what the figures do not show\n数据没有反映的情况（英文）",
            "unknown_zh": "what the figures do not show\n数据没有反映的情况（中文）",
            "date": "2026-09-30",
        },
        (
            (
                "",
                "Example study",
                "示例评价项目",
                "Which county should come first?",
                "哪些县(市、区)应当优先？",
                "three example counties",
                "三个示例县",
                "Everything here is made up.",
                "本表数据均为虚构。",
                "2026-09-30",
            ),
        ),
    ),
    "criteria": (
        {
            "stage": "of which stage; leave empty for every stage\n属于哪个层级；留空表示各层级均用",
            "key": "the heading of its column on the sheet readings\n与 readings 表中的列标题一致",
            "direction": "max: more is better, min: less is better\nmax 越大越好，min 越小越好",
            "weight": "points; shares are computed\n分值，占比自动计算",
            "name_en": "name in English\n英文名称",
            "name_zh": "name in Chinese\n中文名称",
            "group": "criteria of one group are weighed together\n准则层：同组指标一并赋权",
            "unit": "yuan, %, km …\n元、%、千米……",
            "kind": "worth: what there is; need: what is lacking; means: what helps\nworth 价值，need 需求，means 条件，unsorted 未分类",
            "worst": "the worst end of the scale; leave empty for the column's own range\n标尺最差端；留空则取该列极值",
            "best": "the best end of the scale\n标尺最好端",
            "curve": "linear or log\nlinear 线性，log 对数",
            "bottom_line": "at least so much (at most, where less is better) or the place is not ranked\n底线：越大越好的指标不低于此值，越小越好的指标不高于此值，否则不参与排序",
            "reason_en": "why it faces this way\n方向的理由（英文）",
            "reason_zh": "why it faces this way\n方向的理由（中文）",
        },
        (
            (
                "",
                "income",
                "min",
                60,
                "GDP per person",
                "人均地区生产总值",
                "poverty",
                "yuan",
                "need",
                80000,
                20000,
                "linear",
                "",
                "Less comes first: the need is greater.",
                "低者优先：需求更迫切。",
            ),
            (
                "",
                "forest",
                "max",
                40,
                "Tree cover",
                "林木覆盖率",
                "ecology",
                "%",
                "worth",
                15,
                95,
                "linear",
                "",
                "More comes first: there is more to protect.",
                "高者优先：需要保护的更多。",
            ),
        ),
    ),
    "alternatives": (
        {
            "key": "a code or name, the same on the sheet readings\n代码或名称，与 readings 表一致",
            "name_en": "name in English\n英文名称",
            "name_zh": "name in Chinese\n中文名称",
            "stage": "stages in which it competes, with commas; empty for every stage\n参与的层级，用逗号分隔；留空表示各层级",
            "province": "for quotas\n所在省份，用于名额",
            "prefecture": "for quotas, and for filling gaps\n所在地市，用于名额和缺值处理",
            "lon": "degrees east, for the map and rules about distance\n东经（度），用于地图和间距要求",
            "lat": "degrees north\n北纬（度）",
        },
        (
            ("example_1", "Example county", "示例县", "", "Shaanxi", "Ankang", 108.9, 32.7),
            ("example_2", "Second county", "第二县", "", "Shaanxi", "Hanzhong", 107.0, 33.1),
            ("example_3", "Third county", "第三县", "", "Sichuan", "Bazhong", 106.8, 31.9),
        ),
    ),
    "readings": (
        {
            "key": "as on the sheet alternatives\n与 alternatives 表一致",
            "income": "one column a criterion; a cell without a figure stays empty\n每个指标一列；没有数据的单元格请留空",
            "forest": "",
        },
        (("example_1", 21500, 68.2), ("example_2", 34800, 41.5), ("example_3", 28100, None)),
    ),
    "sources": (
        {
            "column": "the key of the criterion\n指标的 key",
            "title_en": "where the figures come from\n数据来源（英文）",
            "title_zh": "where the figures come from\n数据来源（中文）",
            "year": "",
            "licence": "who may use them, and how\n使用许可",
            "doubt_en": "what to doubt\n存疑之处（英文）",
            "doubt_zh": "what to doubt\n存疑之处（中文）",
        },
        (
            ("income", "Statistical yearbook", "统计年鉴", 2021, "public", "none known", "暂无"),
            ("forest", "Satellite images", "卫星影像", 2019, "public", "coarse", "分辨率较粗"),
        ),
    ),
}
# Sheet, column and what may be chosen there; a range names another sheet's column.
CHOICES = (
    ("criteria", "direction", '"max,min"'),
    ("criteria", "curve", f'"{",".join(CURVES)}"'),
    ("criteria", "kind", f'"{",".join(KINDS)}"'),
    ("criteria", "stage", "study!$A$2:$A$50"),
    ("readings", "key", f"alternatives!$A$2:$A${ROWS}"),
    ("sources", "column", "criteria!$B$2:$B$200"),
)


def template() -> bytes:
    """The bytes of the workbook; example rows show how each sheet is meant, and rank as they stand."""
    book = Workbook()
    for name, (headings, rows) in SHEETS.items():
        sheet = book.worksheets[0] if name == "study" else book.create_sheet()
        sheet.title = name
        _fill(sheet, headings, rows)
    for name, heading, choices in CHOICES:
        sheet = book[name]
        letter = get_column_letter(list(SHEETS[name][0]).index(heading) + 1)
        rule = DataValidation("list", formula1=choices, allow_blank=True)
        # what a range of another sheet offers may be added to; a closed list may not
        rule.showErrorMessage = choices.startswith('"')
        sheet.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{ROWS}")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(
    sheet: Worksheet, headings: dict[str, str], rows: tuple[tuple[float | str | None, ...], ...]
) -> None:
    sheet.append(list(headings))
    for row in rows:
        sheet.append(row)
    for j, (title, note) in enumerate(headings.items(), start=1):
        cell = sheet.cell(1, j)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E5F2E5")
        cell.alignment = Alignment(wrap_text=True)
        if note:
            cell.comment = Comment(note, "Green Heart", height=90, width=320)
        longest = max((len(str(row[j - 1] or "")) for row in rows), default=0)
        sheet.column_dimensions[get_column_letter(j)].width = min(
            max(12, longest + 2, len(title) + 4), 44
        )
    for examples in sheet.iter_rows(min_row=2):
        for example in examples:
            example.font = Font(italic=True, color="5B665F")  # examples, to be written over
    sheet.freeze_panes = "B2"
