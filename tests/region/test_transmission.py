"""The chain cluster, city, county, town on the embedded studies."""

import pickle

import numpy as np
import pytest

from criteria.errors import StudyError
from mcda.region.chain import City, Cluster, chain, cluster_of, named_note, named_places, profile
from mcda.report.tables import chain as tables
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import embedded_study
from mcda.words import Translator

PRIMARY, SECONDARY, TERTIARY = (
    embedded_study(stage) for stage in ("primary", "secondary", "tertiary")
)
CHAIN = chain(PRIMARY, SECONDARY, TERTIARY)


def cities(clusters: tuple[Cluster, ...]) -> dict[str, City]:
    return {city.name.en: city for cluster in clusters for city in cluster.cities}


def test_every_county_and_town_hangs_in_the_chain_once() -> None:
    found = cities(CHAIN)
    assert len(found) == 22  # twenty ranked, Xi'an and Chongqing
    keys = [county.key for city in found.values() for county in city.counties]
    assert sorted(keys) == sorted(SECONDARY.ranking.alternatives)
    towns = [c.town.key for city in found.values() for c in city.counties if c.town]
    assert sorted(towns) == sorted(set(TERTIARY.ranking.alternatives) & set(keys))
    assert all(c.town is None or c.town.key == c.key for x in found.values() for c in x.counties)


def test_lead_cities() -> None:
    found = cities(CHAIN)
    assert found["Xi'an"].rank is None
    assert len(found["Xi'an"].counties) == 4
    assert len(found["Chongqing"].counties) == 6
    assert "Shennongjia" in [county.name.en for county in found["Shiyan"].counties]
    nearest = cities(chain(PRIMARY, SECONDARY, TERTIARY, lead="nearest_ranked"))
    assert nearest["Xi'an"].counties == ()
    assert sum(len(city.counties) for city in nearest.values()) == 107


def test_clusters() -> None:
    of = {city.name.en: cluster.key for cluster in CHAIN for city in cluster.cities}
    assert [cluster.key for cluster in CHAIN] == [
        "chengdu_chongqing",
        "guanzhong",
        "central_plains",
        "middle_yangtze",
        "outside",
    ]
    assert {name for name, cluster in of.items() if cluster == "outside"} == {"Dingxi", "Gannan"}
    assert of["Hanzhong"] == of["Xi'an"] == "guanzhong"
    linked, why = cluster_of(PRIMARY.evidence["410300"], PRIMARY, "strongest_link")
    assert linked == "central_plains"
    assert "interaction" in why.en


def test_best_comes_first_everywhere() -> None:
    for cluster in CHAIN:
        places = [city.rank for city in cluster.cities if city.rank is not None]
        assert places == sorted(places)
        for city in cluster.cities:
            assert [c.rank for c in city.counties] == sorted(c.rank for c in city.counties)


def test_profile_is_the_top_third() -> None:
    hanzhong = profile(PRIMARY, "610700")
    assert hanzhong
    for key in PRIMARY.ranking.alternatives:
        assert all(3 * strength.rank <= 20 for strength in profile(PRIMARY, key))
    # Shangluo, Shiyan, Ankang and Hanzhong feed the middle route with every county: they share the first place
    first = [k for k in PRIMARY.ranking.alternatives if ("water_share", 1) in _pairs(k)]
    assert len(first) == 4


def _pairs(key: str) -> list[tuple[str, int]]:
    return [(strength.criterion, strength.rank) for strength in profile(PRIMARY, key)]


def test_towns_know_their_place_in_the_network() -> None:
    town = next(c.town for c in cities(CHAIN)["Xi'an"].counties if c.key == "610124")
    assert town is not None
    assert town.rank == 3
    assert town.betweenness == pytest.approx(13, abs=0.5)
    assert "610118" in town.neighbours


def test_the_papers_places_and_how_they_rank() -> None:
    named = named_places({"primary": PRIMARY, "secondary": SECONDARY, "tertiary": TERTIARY})
    of = {(n.stage, n.name.en.removesuffix(" county town")): n for n in named}
    assert len(named) == 5 + 9 + 9
    primary = {
        name: of["primary", name].rank for name in ("Shangluo", "Ankang", "Shiyan", "Longnan")
    }
    assert primary == {"Shangluo": 3, "Ankang": 2, "Shiyan": 5, "Longnan": 9}
    secondary = {
        "Zhen'an": 7,
        "Shanyang": 11,
        "Zhashui": 16,
        "Taibai": 19,
        "Zhouzhi": 6,
        "Shangnan": 65,
        "Fengxian": 49,
        "Lantian": 55,
        "Meixian": 58,
    }
    assert {name: of["secondary", name].rank for name in secondary} == secondary
    assert of["secondary", "Zhen'an"].agrees
    assert not of["secondary", "Meixian"].agrees
    assert "Longnan twice" in named_note("primary").en


def test_the_tree_can_be_sent_elsewhere() -> None:
    assert pickle.loads(pickle.dumps(CHAIN)) == CHAIN


def test_a_choice_that_is_none() -> None:
    with pytest.raises(StudyError, match="own_prefecture"):
        chain(PRIMARY, SECONDARY, TERTIARY, lead="any")


def test_a_city_that_a_line_shuts_out_neither_leads_as_the_nearest_ranked_nor_is_always_in() -> (
    None
):
    """Xi'an and Chongqing are always in; one of the twenty that fails a cut-off is only not ranked."""
    t = Translator("en")
    criterion, column = PRIMARY.filled.matrix.criteria[0], PRIMARY.filled.matrix.values[:, 0]
    fewer = PRIMARY.with_changes(
        cutoffs=(Cutoff(criterion, "at_least", float(np.sort(column)[3]), "exclude"),)
    )
    out = set(PRIMARY.ranking.alternatives) - set(fewer.ranking.alternatives)
    assert out
    tree = chain(fewer, SECONDARY, TERTIARY, "nearest_ranked")
    leading = {city.key for cluster in tree for city in cluster.cities if city.counties}
    assert not leading & out
    table = tables.cities(chain(fewer, SECONDARY, TERTIARY), fewer, t)
    told = {row[1]: row[4] for row in table.rows}
    shut = [PRIMARY.evidence[key].name.en for key in out]
    assert {told[name] for name in shut if name in told} == {t("chain.shut_out")}
    assert told[PRIMARY.evidence["610100"].name.en] == t("chain.always_in")


def test_the_mark_stands_at_whom_the_paper_names() -> None:
    stages = {"primary": PRIMARY, "secondary": SECONDARY, "tertiary": TERTIARY}
    named = {
        stage: [place.key for place in named_places(stages) if place.stage == stage]
        for stage in stages
    }
    table = tables.tree(CHAIN, named, Translator("en"))
    (luonan,) = [
        row for row in table.rows if row[3] == "Luonan"
    ]  # of a named city, itself not named
    assert luonan[1] == "Shangluo (in the CAE paper)"
    (shanyang,) = [row for row in table.rows if row[3] == "Shanyang (in the CAE paper)"]
    assert shanyang[5] == "Shanyang county town (in the CAE paper)"
    marked = {row[3] for row in table.rows if "CAE paper" in str(row[3])}
    assert len(marked) == len(named["secondary"]) == 9
