"""Words: every key spoken is written, every key written is spoken, in both languages with the same placeholders."""

import re
import string
import tomllib
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from criteria.model import CURVES, KINDS
from criteria.text import Text
from inputs.embedded import rows_of
from inputs.evidence import MARKS, UNCERTAINTIES
from inputs.plan_membership import EVIDENCE, MEMBER, UNKNOWN
from inputs.stations import DATA_YEARS
from inputs.tables.interpretation.column_roles import USES
from mcda import app
from mcda.app.pages.workshop import control_panel
from mcda.app.pages.workshop.results import CHANGE, VIEWS
from mcda.app.state import address
from mcda.cli.commands import COMMANDS
from mcda.group.analysis.movement import Step
from mcda.group.analysis.second_round import Why
from mcda.group.analysis.summary import VOICES
from mcda.group.analysis.verdict import Degree
from mcda.group.model.disputes import Answer
from mcda.group.model.projector import SCENE_KEYS
from mcda.group.model.statements import PROPOSED, STATEMENT_KINDS
from mcda.methods.normalisation import NORMALISATIONS
from mcda.methods.promethee_ii import SHAPES
from mcda.methods.registry import METHODS
from mcda.region.chain import CLUSTERINGS, LEADS
from mcda.region.designations import named_in_paper
from mcda.region.instruments import Side
from mcda.region.town_types import LEVELS
from mcda.report.html.one_minute import PARTS
from mcda.report.maps.layers import LAYERS
from mcda.report.open_data.record import COLUMNS
from mcda.report.tables import areas
from mcda.report.tables.statements import NAMES
from mcda.report.workbook.contents import SHEETS
from mcda.report.workbook.sheets.audit import DEFINITIONS
from mcda.report.workbook.whatif import layout
from mcda.robustness import REGIONS
from mcda.study.comparison import CHOICES
from mcda.study.cutoffs import SIDES
from mcda.study.missing_values import LEFT_OUT_WEIGHTS, MISSING_VALUE_POLICIES
from mcda.study.pilot_constraints import BY, VALUE_PER
from mcda.study.plan_choice import PLAN_CHOICES
from mcda.study.town_type_rules import TownTypeRules
from mcda.study.zone_rules import ZoneRules
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator, phrases

ROOT = Path(str(files("mcda"))).parent
FILES = sorted((ROOT / "mcda" / "words").glob("*.toml"))
PAGES = [path.stem for path in FILES]
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in [
        *sorted((ROOT / "mcda").rglob("*.py")),
        *sorted((ROOT / "mcda").rglob("*.html")),
        ROOT / "streamlit_app.py",
    ]
}
# What an f-string may say, by its fixed beginning.
SPOKEN_SETS = {
    "app.address_": (
        *address.OF_STUDY,
        *(name for of_page in address.VIEWS.values() for name in of_page),
    ),
    "app.since_": ("default", "opened"),
    "upload.": (
        *("point", "comma", "max", "min", "sheet", "names"),
        *("column", "heading", "use", "unit", "group", "direction", "weight"),
    ),
    "disputes.status_": get_args(Answer),
    "live.cell_": ("weight", "worst", "best", "value", *SIDES),
    "upload.use_": ("name", *USES),
    "upload.rest_": ("max", "min"),
    "phone.again_": (*get_args(Why), "answers"),
    "group.on_weights_": get_args(Degree),
    "group.on_ranks_": get_args(Degree),
    "kinds.": (
        *KINDS,
        *CURVES,
        *MISSING_VALUE_POLICIES,
        *MARKS,
        "gap",
        *{m.family for m in METHODS.values()},
    ),
    "kinds.beyond_": ("end", "raw"),
    "kinds.left_out_": LEFT_OUT_WEIGHTS,
    "data.": ("end", "raw"),
    "data.drawn_": UNCERTAINTIES,
    "brief.tab_": tuple(SHEETS),
    "brief.title_": set(SHEETS)
    - {
        "cover",
        "workshop",
        "claims",
        "heritage",
        "types",
        "learn",
        "what_if",
        "steps",
        "instruments",
    },
    "brief.": (
        "at_least_exclude",
        "at_most_exclude",
        "at_least_flag",
        "at_most_flag",
    ),
    "brief.term_": DEFINITIONS,
    "brief.means_": DEFINITIONS,
    "compare.": SIDES,
    "compare.field_": CHOICES,
    "cli.verb_": COMMANDS,
    "live.steps_": tuple(layout.LINES),
    "live.line_": {line for lines in layout.LINES.values() for line in lines},
    "live.block_": {block for blocks in layout.BLOCKS.values() for block in blocks},
    "live.end_": {end for ends in layout.ENDS.values() for end in ends},
    "weighting.": tuple(
        key + end
        for key in WEIGHTING_METHODS
        for end in ("", "_says", "_form", "_how", "_paper", "_table")
    ),
    "forms.nine_": tuple("123456789"),
    "settings.": ("normalisation",),
    "settings.by_": NORMALISATIONS,
    "settings.shape_": SHAPES,
    "data.year_": tuple(map(str, DATA_YEARS)),
    "weights.compared_": ("first", "second"),
    "region.": ("idea_2", "idea_3", "idea_4", "idea_5"),
    "phone.nine_": tuple("23456789"),
    "workshop.view_": control_panel.VIEWS,
    "workshop.scene_": (*SCENE_KEYS, "before", "next"),
    "results.view_": (*VIEWS, CHANGE),
    "results.aggregation_": VOICES,
    "results.degree_": get_args(Degree),
    "results.": tuple(
        f"{name}{end}"
        for name in ("distance", "w", "spearman", "consensus", "overlap", "w_places", "ws")
        for end in ("", "_says")
    ),
    "publications.status_": ("current", "replaced", "withdrawn"),
    "robustness.region_": REGIONS,
    "robustness.view_": ("places", "weights", "why", "reading", "company", "methods", "room"),
    "region.view_": (
        *("stages", "levels", "heart", "chain", "criterion", "badges", "types", "elsewhere"),
        *("away", "plans", "relations"),
    ),
    "county.figure_": ("rural_income_2016", "rural_income_2022", "gdp_2022", "savings_2022"),
    "county.flag_": areas.FLAGS,
    "region.item_kind_": tuple({item.kind for item in named_in_paper()}),
    "region.measure_": tuple(areas.UNITS),
    "region.limit_": tuple(field.name for field in fields(ZoneRules)),
    "townships.basis_": tuple({row["position_basis"] for row in rows_of("townships")} - {""}),
    "town_types.limit_": tuple(field.name for field in fields(TownTypeRules)),
    "town_types.within_": LEVELS,
    "town_types.rank_": LEVELS,
    "region.relation_": tuple("12345"),
    "region.relation_unknown_": tuple("12345"),
    "plans.": (*MEMBER, UNKNOWN, *EVIDENCE),
    "plans.city_": MEMBER,
    "plans.choice_": PLAN_CHOICES,
    "relations.short_": tuple("12345"),
    "relations.verb_": tuple("12345"),
    "relations.": get_args(Side),
    "minute.": PARTS,
    "minute.step_": get_args(Step),
    "statement.polis_": ("comments", "votes"),
    "statement.": (
        *("open", "hide", *STATEMENT_KINDS),
        *(
            f"{kind}_{name}"
            for kind in STATEMENT_KINDS
            for name in (*NAMES.values(), "asked", "example")
        ),
        *(f"{kind}_write" for kind in PROPOSED),
    ),
    "chain.": ("agrees", "disagrees", "shut_out"),
    "chain.table_": ("named", "cities", "tree"),
    "chain.lead_": LEADS,
    "chain.clustering_": CLUSTERINGS,
    "app.": app.PAGES,
    "cutoffs.": ("at_least", "at_most", "exclude", "flag", "at_least_words", "at_most_words"),
    "county.rank_": ("county", "town"),
    "county.out_": ("county", "town"),
    "county.alike_": ("county", "town"),
    "network.": ("to_strengthen", "backbone", "holds", "does_not_hold", "proxy", "cannot_be_told"),
    "network.view_": ("links", "years", "cities", "claims", "own"),
    "picture.": ("png", "svg"),
    "rating.": ("higher", "lower"),
    "rating.anchor_": tuple("12345"),
    "pilots.": ("must", "never"),
    "pilots.by_": ("province", "prefecture", "zone"),
    "pilots.chain_": ("county", "town"),
    "pilots.value_per_": VALUE_PER,
    "residents.measure_": ("all", "town"),
    "residents.basis_": ("all", "town"),
    "residents.column_": ("all", "town"),
    "residents.by_": (*BY, "type"),
    "pilots.view_": ("price", "firm", "near", "left"),
    "open_data.column_": tuple(COLUMNS),
    "open_data.table_": ("ranking", "criteria", "values", "method_input"),
    "open_data.file_": (
        *("study_json", "method_json", "recompute_py"),
        *("ranking_geojson", "ranking_qml", "ranking_sld"),
    ),
}
OWN_WORDS = ("types",)  # layers beside which their rules stand
PLAIN = re.compile(rf"""(?<!f)["']((?:{"|".join(PAGES)})\.[a-z0-9_]+)["']""")
COMPUTED = re.compile(rf"""f["']((?:{"|".join(PAGES)})\.[a-z0-9_]*)\{{""")


def spoken() -> set[str]:
    plain = {key for source in SOURCES.values() for key in PLAIN.findall(source)}
    computed = {start + end for start, ends in SPOKEN_SETS.items() for end in ends}
    layers = {f"region.{name}_words" for name in LAYERS if name not in OWN_WORDS}
    return plain | computed | layers


def written() -> set[str]:
    return {
        f"{path.stem}.{name}" for path in FILES for name in tomllib.loads(path.read_text("utf-8"))
    }


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_computed_key_is_a_known_set() -> None:
    starts = {start for source in SOURCES.values() for start in COMPUTED.findall(source)}
    assert starts - set(SPOKEN_SETS) == set()
    assert set(SPOKEN_SETS) - starts == set()


def test_every_key_spoken_is_written() -> None:
    findings = {
        code
        for file in (ROOT / "criteria" / "findings").glob("*.toml")
        for code in tomllib.loads(file.read_text("utf-8"))
    }
    others = {
        *findings,
        "brief.xlsx",
        "study.xlsx",
        "study.json",
        "workshop.db",
    }  # quoted words with a dot that nobody speaks
    assert spoken() - written() - others == set()


def test_every_key_written_is_spoken() -> None:
    assert written() - spoken() == set()


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_are_written_with_the_same_placeholders(page: str) -> None:
    for name, text in phrases(page).items():
        assert placeholders(text.en) == placeholders(text.zh), name


@pytest.mark.parametrize("page", PAGES)
def test_chinese_is_chinese(page: str) -> None:
    """Only words that are names, or nothing but placeholders, may lack Chinese characters."""
    for name, text in phrases(page).items():
        bare = re.sub(r"\{[^}]*\}", "", text.zh)
        assert re.search(r"[\u4e00-\u9fff]", bare) or not re.search("[A-Za-z]", bare), name


@pytest.mark.parametrize("page", PAGES)
def test_english_has_no_chinese(page: str) -> None:
    for name, text in phrases(page).items():
        assert not re.search(r"[\u4e00-\u9fff]", text.en), name


def test_a_county_that_left_the_poverty_list_is_never_called_poor() -> None:
    texts = [text.zh for page in PAGES for text in phrases(page).values()]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "criteria").glob("*.toml"))]
    assert not [text for text in texts if "贫困县" in text.replace("脱贫县", "")]
    assert not [text for text in texts if "红线" in text]


def test_a_list_is_joined_as_each_language_does() -> None:
    assert Translator("en").join(["a", "b", "c"]) == "a, b and c"
    assert Translator("zh").join(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert Translator("en").join(["a", "b"], last=False) == "a, b"
    assert Translator("en").join(["a"]) == "a"
    assert Translator("en").join([]) == ""


def test_say_fills_names_in_its_own_language() -> None:
    name = Text("Ningshan", "宁陕县")
    assert "Ningshan" in Translator("en")("weights.typed", name=name)
    assert "宁陕县" in Translator("zh")("weights.typed", name=name)
