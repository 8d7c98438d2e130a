"""The embedded catalogue and stages, and every fault a TOML file can have, told by file, entry and field."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from criteria.catalogue import GROUP_FILES, STAGES_FILE, read_catalogue, read_stage_parts
from criteria.errors import AppError, CatalogueError, Finding
from criteria.model import Catalogue, Criterion, Group, Scale
from criteria.text import Text

CATALOGUE, READ_STAGES = read_catalogue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the embedded TOML files, to break."""
    for name in (*GROUP_FILES, STAGES_FILE):
        shutil.copy(str(files("criteria").joinpath(name)), tmp_path / name)
    return tmp_path


def broken(folder: Path, file: str, old: str, new: str, after: str = "") -> tuple[Finding, ...]:
    """The findings once the first `old` behind `after` reads `new`."""
    path = folder / file
    text = path.read_text("utf-8")
    at = text.index(old, text.index(after))
    path.write_text(text[:at] + new + text[at + len(old) :], "utf-8")
    with pytest.raises(CatalogueError) as raised:
        read_catalogue(folder)
    return raised.value.findings


def places(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.in_("en").place for finding in findings]


def test_the_embedded_catalogue_has_three_groups_in_order() -> None:
    groups = [group.key for group in CATALOGUE.groups]
    assert groups == ["ecology", "poverty_alleviation", "connectivity"]
    assert {criterion.group for criterion in CATALOGUE.criteria} == set(groups)


def test_the_embedded_stages_stand_in_the_order_of_transmission() -> None:
    assert [stage.key for stage in READ_STAGES] == ["primary", "secondary", "tertiary", "links"]
    assert [stage.level for stage in READ_STAGES] == ["city", "county", "town", "link"]


@pytest.mark.parametrize("stage", READ_STAGES, ids=lambda stage: stage.key)
def test_a_stage_shares_out_a_hundred_points(stage) -> None:
    assert sum(stage.groups.values()) == 100
    for group in stage.groups:
        inside = [use.points for use in stage.criteria if CATALOGUE[use.key].group == group]
        assert sum(inside) > 0, group


def test_each_criterion_names_its_sources_and_one_of_five_relations_or_none() -> None:
    for criterion in CATALOGUE.criteria:
        assert criterion.relation in (None, 1, 2, 3, 4, 5)
        assert criterion.sources, criterion.key
        assert criterion.caveat is not None, criterion.key


@pytest.mark.parametrize(
    ("line", "expected"), [("relation = 5", 5), ("relation = 0", None), ("", 1)]
)
def test_the_relation_of_a_criterion_belongs_to_the_stage(
    folder: Path, line: str, expected: int | None
) -> None:
    text = (folder / "stages.toml").read_text("utf-8")
    text = text.replace('key = "tree_cover"\n', f'key = "tree_cover"\n{line}\n', 1)
    (folder / "stages.toml").write_text(text, "utf-8")
    catalogue, stages = read_catalogue(folder)
    assert [s.relation_of(catalogue["tree_cover"]) for s in stages[:2]] == [expected, 1]


def test_each_criterion_is_used_by_a_stage() -> None:
    used = {use.key for stage in READ_STAGES for use in (*stage.criteria, *stage.offered)}
    assert {criterion.key for criterion in CATALOGUE.criteria} == used


def test_schooling_faces_the_other_way_in_the_third_stage() -> None:
    _, second, third, _ = READ_STAGES
    assert second["schooling"].scale == Scale(10, 7)
    assert third["schooling"].scale == Scale(7, 10)


@pytest.mark.parametrize(
    ("file", "old", "new", "after", "place"),
    [
        (
            "stages.toml",
            '"linear"',
            '"lineer"',
            "secondary",
            "stages.toml, secondary, tree_cover, curve",
        ),
        (
            "stages.toml",
            "worst = 15",
            "worst = 95",
            "secondary",
            "stages.toml, secondary, tree_cover, worst, best",
        ),
        (
            "stages.toml",
            "worst = 10\nbest = 0.2",
            "worst = 0\nbest = 0.2",
            "secondary",
            "stages.toml, secondary, human_pressure, worst, best",
        ),
        (
            "stages.toml",
            "worst = 15",
            'worst = "15"',
            "secondary",
            "stages.toml, secondary, tree_cover, worst",
        ),
        (
            "stages.toml",
            "worst = 15",
            "worst = nan",
            "secondary",
            "stages.toml, secondary, tree_cover, worst",
        ),
        (
            "stages.toml",
            "best = 95",
            "best = inf",
            "secondary",
            "stages.toml, secondary, tree_cover, best",
        ),
        (
            "stages.toml",
            "worst = 15",
            "worst = true",
            "secondary",
            "stages.toml, secondary, tree_cover, worst",
        ),
        (
            "stages.toml",
            "points = 40\n",
            "",
            "secondary",
            "stages.toml, secondary, tree_cover, points",
        ),
        (
            "stages.toml",
            "points = 40\n",
            "points = -1\n",
            "secondary",
            "stages.toml, secondary, tree_cover, points",
        ),
        (
            "stages.toml",
            '"worth"',
            '"worthy"',
            "secondary",
            "stages.toml, secondary, tree_cover, kind",
        ),
        ("stages.toml", '"county"', '"parish"', "secondary", "stages.toml, secondary, level"),
        (
            "stages.toml",
            "points = 40\n",
            "points = 40\nweight = 3\n",
            "secondary",
            "stages.toml, secondary, tree_cover, weight",
        ),
        (
            "stages.toml",
            "title = { en =",
            'titel = { en = "x", zh = "y" }\ntitle = { en =',
            "secondary",
            "stages.toml, secondary, titel",
        ),
        (
            "stages.toml",
            "at_least = 8\n",
            "at_least = 8\nat_most = 9\n",
            "secondary",
            "stages.toml, secondary, eligibility seat_km, at_most",
        ),
        (
            "stages.toml",
            "at_least = 8\n",
            "",
            "secondary",
            "stages.toml, secondary, eligibility seat_km, at_least",
        ),
        (
            "stages.toml",
            'flipped = ["designations"]',
            'flipped = ["designation"]',
            "",
            "stages.toml, tertiary, scenario no_large_town, flipped",
        ),
        (
            "stages.toml",
            'takes_in = ["human_pressure"]',
            'takes_in = ["relief"]',
            "secondary",
            "stages.toml, secondary, scenario default_1_0, takes_in",
        ),
        (
            "stages.toml",
            'takes_in = ["human_pressure"]\n',
            "",
            "secondary",
            "stages.toml, secondary, scenario default_1_0, points",
        ),
        (
            "stages.toml",
            'left_out = ["relief", ',
            'left_out = ["human_pressure", ',
            "secondary",
            "stages.toml, secondary, scenario default_1_0, left_out",
        ),
        (
            "stages.toml",
            'lifts = ["county_town"]',
            'lifts = ["town"]',
            "tertiary",
            "stages.toml, tertiary, scenario default_1_0, lifts",
        ),
        (
            "stages.toml",
            "hs_trains = { worst = 0, best = 300 }",
            "hs_trains = { worst = 0, best = 0 }",
            "",
            "stages.toml, primary, scenario default_1_0, scales.hs_trains, worst, best",
        ),
        (
            "stages.toml",
            "hs_trains = { worst = 0, best = 300 }",
            "hs_trains = 300",
            "",
            "stages.toml, primary, scenario default_1_0, scales.hs_trains",
        ),
        (
            "stages.toml",
            'flipped = ["designations"]',
            'flipt = ["designations"]',
            "",
            "stages.toml, tertiary, scenario no_large_town, flipt",
        ),
        (
            "stages.toml",
            'key = "tree_cover"',
            'key = "tree_cove"',
            "secondary",
            "stages.toml, secondary, tree_cove, key",
        ),
        (
            "stages.toml",
            "ecology = 45",
            "ecolgy = 45",
            "",
            "stages.toml, secondary, tree_cover, key",
        ),
        ("stages.toml", "ecology = 45", "ecology = inf", "", "stages.toml, secondary, groups"),
        ("ecology.toml", "relation = 1", "relation = 6", "", "ecology.toml, tree_cover, relation"),
        (
            "ecology.toml",
            "relation = 1",
            "relation = 1.5",
            "",
            "ecology.toml, tree_cover, relation",
        ),
        (
            "ecology.toml",
            'zh = "林木覆盖率"',
            'zh = ""',
            "",
            "ecology.toml, tree_cover, name",
        ),
        (
            "ecology.toml",
            ', zh = "林木覆盖率"',
            "",
            "",
            "ecology.toml, tree_cover, name",
        ),
        ("ecology.toml", 'variable = "tree_cover"\n', "", "", "ecology.toml, tree_cover, variable"),
        (
            "ecology.toml",
            'variable = "tree_cover"\n',
            'variable = "tree_cover"\ncolour = "green"\n',
            "",
            "ecology.toml, tree_cover, colour",
        ),
        (
            "ecology.toml",
            'key = "tree_cover"',
            'key = "tree cover"',
            "",
            "ecology.toml, tree cover, key",
        ),
        (
            "ecology.toml",
            'sources = ["forest_share_2019"',
            "sources = [3",
            "",
            "ecology.toml, tree_cover, sources",
        ),
        (
            "ecology.toml",
            'key = "ecology"',
            'key = "ecology"\ncolour = "green"',
            "",
            "ecology.toml, [group], colour",
        ),
        ("ecology.toml", "[[criterion]]", "[[criterium]]", "", "ecology.toml, criterium"),
    ],
)
def test_a_fault_is_told_by_file_entry_and_field(folder, file, old, new, after, place) -> None:
    findings = broken(folder, file, old, new, after)
    assert f"criteria/{place}" in places(findings)
    assert all(finding.severity == "error" for finding in findings)


def test_single_brackets_are_told_and_not_stumbled_over(folder: Path) -> None:
    (folder / "ecology.toml").write_text(
        '[group]\nkey = "ecology"\nname = { en = "a", zh = "b" }\n'
        'description = { en = "a", zh = "b" }\n[criterion]\nkey = "tree_cover"\n',
        "utf-8",
    )
    with pytest.raises(CatalogueError) as raised:
        read_catalogue(folder)
    assert "criteria/ecology.toml, criterion" in places(raised.value.findings)


def test_a_criterion_twice_in_one_stage_is_told(folder: Path) -> None:
    findings = broken(
        folder, "stages.toml", 'key = "human_pressure"', 'key = "tree_cover"', "secondary"
    )
    assert "criteria/stages.toml, secondary, criterion" in places(findings)


def test_a_group_without_any_points_is_told(folder: Path) -> None:
    path = folder / "stages.toml"
    head, tail = path.read_text("utf-8").split('key = "links"')
    tail = tail.replace("points = 40", "points = 0").replace("points = 35", "points = 0")
    path.write_text(head + 'key = "links"' + tail.replace("points = 25", "points = 0"), "utf-8")
    with pytest.raises(CatalogueError) as raised:
        read_catalogue(folder)
    assert places(raised.value.findings) == ["criteria/stages.toml, links, points"]


def test_two_faults_in_two_files_are_told_at_once(folder: Path) -> None:
    text = (folder / "ecology.toml").read_text("utf-8")
    (folder / "ecology.toml").write_text(text.replace("relation = 4", "relation = 0"), "utf-8")
    findings = broken(folder, "stages.toml", '"log"', '"logg"', "secondary")
    assert places(findings) == [
        "criteria/ecology.toml, designations, relation",
        "criteria/stages.toml, secondary, human_pressure, curve",
    ]


def test_a_missing_file_is_one_finding(folder: Path) -> None:
    (folder / "connectivity.toml").unlink()
    with pytest.raises(CatalogueError) as raised:
        read_catalogue(folder)
    assert [f.code for f in raised.value.findings] == ["toml.missing"]
    assert places(raised.value.findings) == ["criteria/connectivity.toml"]


def test_unreadable_toml_names_the_line(folder: Path) -> None:
    findings = broken(folder, "ecology.toml", "relation = 1", "relation = = 1")
    assert [f.code for f in findings] == ["toml.syntax"]
    assert "line" in findings[0].in_("en").problem


def test_a_key_in_two_files_is_told(folder: Path) -> None:
    path = folder / "connectivity.toml"
    text = path.read_text("utf-8")
    entry = (folder / "ecology.toml").read_text("utf-8").split("[[criterion]]")[1]
    path.write_text(text + "\n[[criterion]]" + entry, "utf-8")
    with pytest.raises(CatalogueError) as raised:
        read_catalogue(folder)
    assert "tree_cover" in str(raised.value)


def test_a_fault_is_spoken_in_chinese_without_english_words(folder: Path) -> None:
    (finding,) = broken(folder, "stages.toml", "points = 40\n", "", "secondary")
    assert finding.in_("zh").remedy == "应为数字"


@pytest.mark.parametrize(
    ("worst", "best", "curve", "code"),
    [
        (1.0, 1.0, "linear", "scale.equal"),
        (0.0, 1.0, "log", "scale.log"),
        (-1.0, 1.0, "log", "scale.log"),
        (float("nan"), 1.0, "linear", "scale.finite"),
        (0.0, float("inf"), "linear", "scale.finite"),
        (0.0, 1.0, "cubic", "scale.curve"),
    ],
)
def test_a_scale_is_valid_if_it_exists(worst, best, curve, code) -> None:
    with pytest.raises(CatalogueError) as raised:
        Scale(worst, best, curve)
    assert [finding.code for finding in raised.value.findings] == [code]


def test_the_order_of_worst_and_best_is_the_direction() -> None:
    scale = Scale(90, 0)
    assert (scale.direction, scale.low, scale.high) == (-1, 0, 90)
    assert scale.flipped() == Scale(0, 90)
    assert scale.flipped().direction == 1


def test_a_catalogue_refuses_doubled_keys_and_unknown_groups() -> None:
    text = Text.same("x")
    one = Criterion("a", text, text, "g", text, "worth", "a")
    with pytest.raises(CatalogueError, match="repeated"):
        Catalogue((Group("g", text, text),), (one, one))
    with pytest.raises(CatalogueError, match="Choose: h"):
        Catalogue((Group("h", text, text),), (one,))


@pytest.mark.parametrize("key", ["", " ", " a", "a "])
def test_a_criterion_key_has_no_blanks_round_it(key: str) -> None:
    text = Text.same("x")
    with pytest.raises(AppError):
        Criterion(key, text, text, "g", text, "worth", "a")


def test_unknown_keys_are_answered_with_those_known() -> None:
    with pytest.raises(CatalogueError, match="tree_cover"):
        CATALOGUE["forest"]
    with pytest.raises(CatalogueError, match="hs_trains"):
        READ_STAGES[0]["forest"]


def test_without_leaves_a_criterion_out_of_its_stage() -> None:
    stage = READ_STAGES[0].without("income", "hs_trains")
    assert stage.keys == (
        *("tree_cover", "mountain_area", "water_share", "hinterland_share", "outside_plan"),
        *("mountain_hsr_km", "central_km"),
    )


def test_what_the_stages_are_to_each_other_stands_with_them(folder: Path) -> None:
    parts = read_stage_parts(folder)
    assert parts.every == ("primary", "secondary", "tertiary", "links")
    assert (parts.opens, parts.chain, parts.network) == ("secondary", parts.every[:3], "links")


@pytest.mark.parametrize(
    ("was", "now", "field"),
    [
        ("opens = true\n", "", "opens"),
        ('level = "town"\npart = "chain"\n', 'level = "town"\n', "part, town"),
        ('part = "network"\n', "", "part, link"),
    ],
)
def test_a_part_that_no_stage_takes_is_told(folder: Path, was: str, now: str, field: str) -> None:
    path = folder / "stages.toml"
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now), "utf-8")
    with pytest.raises(CatalogueError) as told:
        read_stage_parts(folder)
    assert [finding.values["field"] for finding in told.value.findings] == [field]
