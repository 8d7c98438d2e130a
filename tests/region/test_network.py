"""The fifteen links and their steps, and a verdict on each claim of the paper."""

from dataclasses import replace

import numpy as np
import pytest

from criteria.errors import StudyError
from criteria.text import LANGS
from mcda.methods.registry import rank
from mcda.region import network as network_module
from mcda.region.claims import claims, verdict, verdicts
from mcda.region.link_years import Observation, embedded_observations, link_cities
from mcda.region.network import (
    all_links,
    network,
    orders_agree,
    sectors,
    step_of,
    surely_first,
)
from mcda.report.charts.network import rank_slopes
from mcda.report.maps.pilots_and_network import network_map
from mcda.report.tables import network as network_tables
from mcda.robustness.weight_regions import Near
from mcda.study.study import Study
from mcda.words import Translator


def test_links_of_the_steps() -> None:
    assert [len(network(step).links) for step in (1, 2, 3)] == [3, 5, 14]
    assert step_of("420100-620100") is None  # Wuhan-Lanzhou is in no sector of the paper
    assert len(all_links()) == 15
    assert {sector.step for sector in sectors()} == {1, 2, 3}
    assert next(s for s in sectors() if s.key == "core").cities == ("610100", "510100", "500000")
    with pytest.raises(StudyError, match="phase 4"):
        network(4)


def test_the_missing_side_of_the_core_is_strengthened_first() -> None:
    whole = network(3)
    assert [step.strengthen for step in whole.steps] == [
        "610100-500000",
        "420100-410100",
        "510100-620100",
    ]
    xian_chongqing = next(link for link in whole.links if link.key == "610100-500000")
    assert xian_chongqing.strengthen_rank == 1
    best = sorted(all_links(), key=lambda link: link.backbone_rank)
    assert [link.name.en for link in best[:5]] == [
        "Chengdu–Chongqing",
        "Wuhan–Zhengzhou",
        "Xi'an–Zhengzhou",
        "Xi'an–Chengdu",
        "Xi'an–Lanzhou",
    ]


def test_growth_and_echelons_come_with_the_network() -> None:
    whole = network(3)
    assert len(whole.growth) == 15
    assert whole.growth[0].link == "500000-410100"
    assert sorted(city for echelon in whole.echelons for city in echelon) == sorted(whole.totals)
    assert whole.echelons[-1] == ("620100",)


def firms(year: int, extra: dict[str, float]) -> list[Observation]:
    return [
        Observation(link, str(year), year, "enterprise_contact", extra.get(link, 10.0), "", "own")
        for link in link_cities()
    ]


AXIS = ("610100-410100", "610100-620100")


def test_a_users_own_table_takes_the_place_of_rail() -> None:
    own = firms(2014, {}) + firms(2019, dict.fromkeys(AXIS, 30.0))
    found = network(3, own)
    assert found.growth_measure == "enterprise_contact"
    assert {g.link for g in found.growth[:2]} == set(AXIS)


def test_verdicts_on_what_the_tool_holds() -> None:
    answers = {v.claim.key: v.answer for v in verdicts()}
    assert answers == {
        "density": "proxy",
        "chengdu": "proxy",
        "axis": "proxy",
        "investment": "cannot_be_told",
        "second_echelon": "cannot_be_told",
        "people": "holds",
        "six_and_three": "cannot_be_told",
        "xian_chengdu": "proxy",
    }
    for v in verdicts():
        assert all(v.sentence.in_(lang) for lang in LANGS)
        if v.answer == "proxy":
            assert "nothing about" in v.sentence.en
            assert v.sentence.en.startswith("Rail data")


def test_the_numbers_that_the_proxies_show() -> None:
    shows = {v.claim.key: v.shows.en for v in verdicts() if v.shows}
    assert "2016 8.12 h, 2018 4.15 h" in shows["xian_chengdu"]
    assert "Zhengzhou (2019), Xi'an (2021), Zhengzhou (2024)" in shows["chengdu"]
    assert "Xi'an–Chengdu) by 96%" in shows["axis"]
    assert "Chengdu 5.8" in shows["people"]


@pytest.mark.parametrize(
    ("key", "final", "answer"),
    [
        ("axis", dict.fromkeys(AXIS, 30.0), "holds"),
        ("axis", {"610100-410100": 30.0}, "does_not_hold"),
        ("density", {"610100-410100": 11.0}, "holds"),
        ("density", {"610100-410100": 9.0}, "does_not_hold"),
        ("chengdu", {"610100-410100": 30.0}, "does_not_hold"),
    ],
)
def test_a_verdict_on_the_claims_own_measure(
    key: str, final: dict[str, float], answer: str
) -> None:
    strong = {link: 12.0 for link in link_cities() if "510100" in link}
    middle = {link: value / 2 + 5 for link, value in final.items()}
    own = firms(2014, strong) + firms(2017, strong | middle) + firms(2019, strong | final)
    if key == "axis":
        own = firms(2014, {}) + firms(2017, middle) + firms(2019, final)
    claim = next(c for c in claims() if c.key == key)
    found = verdict(claim, own)
    assert found.answer == answer
    assert found.silent == claim.judged  # what the test leaves open, where it leaves anything


def test_a_year_too_few_gives_no_verdict() -> None:
    own = firms(2014, {}) + firms(2019, dict.fromkeys(AXIS, 30.0))
    claim = next(c for c in claims() if c.key == "axis")
    assert verdict(claim, (*embedded_observations(), *own)).answer == "proxy"


def minutes(year: str, values: dict[str, float]) -> tuple[Observation, ...]:
    """A user's own figures of rail hours, fewer is closer."""
    return tuple(
        Observation(link, year, int(year), "rail_model_hours", value, "h", "own")
        for link, value in values.items()
    )


def test_links_that_are_not_observed_in_every_year_make_nothing_closer() -> None:
    """Ten links of 5 hours each, then nine of them: the sum fell from 50 to 45, and nothing changed."""
    ten = dict.fromkeys([link for link in link_cities() if "500000" not in link], 5.0)
    nine = dict(list(ten.items())[1:])
    claim = next(c for c in claims() if c.key == "density")
    own = minutes("2014", ten) + minutes("2017", nine) + minutes("2019", nine)
    told = verdict(claim, own).shows
    assert told is not None
    assert "observed in every year (9 of 15)" in told.en
    assert "changed by +0%" in told.en


def test_two_cities_that_are_level_both_lead() -> None:
    claim = next(c for c in claims() if c.key == "chengdu")
    own = firms(2014, {}) + firms(2017, {}) + firms(2019, {})  # every link the same
    found = verdict(claim, own)
    assert found.answer == "does_not_hold"
    assert found.shows is not None
    assert "Chengdu" in found.shows.en
    assert "Lanzhou" in found.shows.en


def test_growth_is_told_only_where_something_grew(links: Study) -> None:
    t = Translator("en")

    def told(*figures: tuple[str, dict[str, float]], measure: str = "firms") -> str:
        own = [
            Observation(link, year, int(year), measure, value, "", "own")
            for year, values in figures
            for link, value in values.items()
        ]
        return network_tables.leaders(own, measure, links, t)

    a, b, c = list(link_cities())[:3]
    names = [links.evidence[key].name.en for key in (a, b, c)]
    # one time alone: it grew by 0% since that time
    assert told(("2020", {a: 1, b: 2})) == f"Closest at 2020: {names[1]} (2 as given). " + t(
        "network.no_growth"
    )
    # the leader at the last time has no figure at the first
    grown = told(("2019", {a: 1, b: 2}), ("2020", {a: 2, b: 2, c: 9}))
    assert grown.startswith(f"Closest at 2020: {names[2]} (9 as given).")
    assert f"{names[0]} grew closer fastest: 100% since 2019" in grown
    assert "No link with data at both times grew closer" in told(
        ("2019", {a: 4, b: 2}), ("2020", {a: 3, b: 2})
    )
    assert "No link has comparable data" in told(("2019", {a: 4}), ("2020", {b: 2}))
    level = told(("2020", {a: 2, b: 2}))
    assert level.startswith(f"Closest at 2020: {names[0]}, {names[1]} (2 as given).")
    fewer = told(("2019", {a: 4}), ("2020", {a: 2}), measure="rail_model_hours")
    assert "100% since 2019 (half the h = 100%)" in fewer


def test_of_one_time_no_growth_is_shown(links: Study) -> None:
    a = next(iter(link_cities()))
    own = [Observation(a, "2020", 2020, "firms", 1.0, "", "own")]
    table = network_tables.grown(own, "firms", links, Translator("en"))
    assert [column.title for column in table.columns] == ["Link", "2020"]


def test_how_far_the_two_orders_agree_is_computed(links: Study) -> None:
    """Backbone and to strengthen were called opposite: over the fifteen links their τ is −0.16."""
    found = all_links(links)
    n = len(found)
    pairs = [
        (x.backbone_rank - y.backbone_rank) * (x.strengthen_rank - y.strengthen_rank)
        for i, x in enumerate(found)
        for y in found[i + 1 :]
    ]
    tau = sum((pair > 0) - (pair < 0) for pair in pairs) / (n * (n - 1) / 2)
    assert orders_agree(links) == pytest.approx(tau)
    assert f"{tau:.2f}".replace("-", "−") in network_tables.orders(links, Translator("en"))
    assert "opposite" not in network_tables.orders(links, Translator("en"))


@pytest.mark.parametrize("method", ["topsis", "vikor"])
def test_how_surely_a_link_comes_first_is_asked_of_the_studys_own_method(
    links: Study, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_module, "DRAWS", 40)
    study = links.activated("to_strengthen").with_changes(method=method)
    weights = Near.of(study.weights.array).draw(np.random.default_rng(network_module.SEED), 40)
    found = all_links(study)
    for step in network_module.steps(found):
        first = 0
        for one in weights:
            ranks = rank(study.filled.matrix, one, method)
            first += min(step.adds, key=ranks.rank) == step.strengthen
        assert surely_first(study, found)[step.number] == pytest.approx(first / 40)


def ends_of(links, step: int, lang: str = "en") -> list[dict[str, object]]:
    spec = rank_slopes(links, step, Translator(lang)).to_dict()
    return [row for data in spec["datasets"].values() for row in data if "added" in row]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_link_runs_from_its_backbone_rank_to_its_strengthening_rank(links, lang) -> None:
    known = all_links(links)
    ends = ends_of(known, 2, lang)
    assert len(ends) == 2 * len(known) == 30
    for link in known:
        left, right = sorted(
            (end for end in ends if end["key"] == link.key), key=lambda end: str(end["at"])
        )
        name = Translator(lang).text(link.name)
        assert left["label"] == f"{name}  {link.backbone_rank}"
        assert right["label"] == f"{link.strengthen_rank}  {name}"
        assert left["added"] == right["added"] == (link.step == 2)
    assert sum(bool(end["added"]) for end in ends) == 4  # two links, two ends


def test_links_of_one_rank_stand_below_each_other(links) -> None:
    level = [replace(link, backbone_rank=1) for link in all_links(links)]
    rows = [end["row"] for end in ends_of(level, 1) if end["at"] == 0]
    assert sorted(rows) == list(range(1, 16))


def test_the_network_map_says_what_dark_and_pale_mean(links) -> None:
    for step, said in ((1, {"added"}), (3, {"added", "earlier"})):
        spec = network_map(network(step, None, links), "backbone", links, Translator("en"))
        legends = [
            layer["encoding"]["color"]
            for layer in spec["layer"]
            if layer.get("encoding", {}).get("color", {}).get("field") == "phase"
        ]
        assert {*legends[0]["scale"]["domain"]} == {
            Translator("en")(f"network.{key}") for key in said
        }
        assert legends[0]["legend"]["title"] == "Width: current backbone role"
