"""Robustness means weights close to the current ones everywhere: one rank range and one share of a county, to the digit."""

import json
import math

import pytest

from mcda.__main__ import main
from mcda.app.state import result_cache
from mcda.report import published_page
from mcda.report.tables import county_profile, robustness
from mcda.report.workbook.sheets.robustness import robustness as robustness_sheet
from mcda.report.workbook.sheets.robustness import robustness_of
from mcda.robustness import Sampling, acceptability_of, variance_shares_of
from mcda.study.factory import embedded_study
from mcda.words import Translator

EN = Translator("en")


@pytest.mark.parametrize("stage", ["primary", "secondary", "tertiary"])
def test_each_page_the_brief_the_shell_and_the_published_page_tell_the_same(stage, capsys):
    study = embedded_study(stage)
    page = acceptability_of(study, result_cache.sampling())
    brief = robustness_of(study)
    assert brief is not None
    drawn = {
        "Ranking, published": acceptability_of(study, result_cache.near(study)),
        "County profile": county_profile.near_acceptability(study),
        "brief": brief.near,
        "Python": acceptability_of(study, Sampling()),
    }
    assert main(["robust", "--stage", stage, "--json"]) == 0
    shell = json.loads(capsys.readouterr().out)
    assert (shell["region"], shell["samples"], shell["digest"]) == ("near", 10_000, page.digest())
    assert {name: found.digest() for name, found in drawn.items()} == dict.fromkeys(
        drawn, page.digest()
    )
    for line in list(study.ranking)[: published_page.SURE]:
        on_page = robustness.sentence(study, page, EN, line.key)
        assert on_page.startswith(f"{EN.text(study.evidence[line.key].name)}: ")
        assert shell["sentence"][line.key] == on_page
        assert brief.sentence(line.key, EN) == on_page
        assert county_profile.robustness_sentence(study, line.key, EN) == on_page
        assert on_page in published_page.how_sure(study, drawn["Ranking, published"], EN)
        low, high = brief.interval(line.key)
        assert shell["rank_interval"][line.key] == [low, high]
        assert f"{low}–{high}" in on_page or f"rank {low}" in on_page


def test_the_brief_tells_the_shares_that_the_page_tells():
    study = embedded_study("secondary")
    found = robustness_sheet(study, EN)
    table = next(table for table in found.tables if table.title == EN("brief.table_variance"))
    parts = variance_shares_of(study, result_cache.sampling())
    names = [EN.text(study.catalogue[key].name) for key in parts.criteria]
    assert [column.title for column in table.columns[2:-1]] == ["Weights", *names]
    for line, row in zip(list(study.ranking)[:30], table.rows, strict=True):
        shares, errors = parts.shares[line.row], parts.errors[line.row]
        assert row[0] == EN.text(study.evidence[line.key].name)
        assert row[2:-1] == pytest.approx(shares.clip(0, 1))
        assert row[-1] == math.ceil(100 * errors.max())
    assert found.tables.index(table) == found.printed_tables + 1  # behind what is on paper
