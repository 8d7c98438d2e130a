"""The fifteen links and their steps, and a verdict on each claim of the paper."""

import pytest

from criteria.errors import StudyError
from criteria.text import LANGS
from mcda.region.claims import claims, verdict, verdicts
from mcda.region.link_years import Observation, embedded_observations, link_cities
from mcda.region.network import all_links, network, sectors, step_of


def test_links_of_the_steps() -> None:
    assert [len(network(step).links) for step in (1, 2, 3)] == [3, 5, 14]
    assert step_of("420100-620100") is None  # Wuhan-Lanzhou is in no sector of the paper
    assert len(all_links()) == 15
    assert {sector.step for sector in sectors()} == {1, 2, 3}
    assert next(s for s in sectors() if s.key == "core").cities == ("610100", "510100", "500000")
    with pytest.raises(StudyError, match="step 4"):
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
            assert v.sentence.en.startswith("Rail shows")


def test_the_numbers_that_the_proxies_show() -> None:
    shows = {v.claim.key: v.shows.en for v in verdicts() if v.shows}
    assert "2016 8.12 h, 2018 4.15 h" in shows["xian_chengdu"]
    assert "Zhengzhou (2019), Xi'an (2021), Zhengzhou (2024)" in shows["chengdu"]
    assert "Xi'an–Chengdu) by 96 %" in shows["axis"]
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
    assert found.silent is None


def test_a_year_too_few_gives_no_verdict() -> None:
    own = firms(2014, {}) + firms(2019, dict.fromkeys(AXIS, 30.0))
    claim = next(c for c in claims() if c.key == "axis")
    assert verdict(claim, (*embedded_observations(), *own)).answer == "proxy"
