"""A study for other people's programs: the package recomputes itself, and its addresses answer as they should."""

import csv
import io
import json
import re
import runpy
import zipfile

import numpy as np
import pytest
from starlette.applications import Starlette

from criteria.text import LANGS
from mcda.__main__ import main
from mcda.app.entry.published_data import KINDS, PUBLISHED_DATA
from mcda.methods.engine import call_of
from mcda.methods.registry import METHODS, rank
from mcda.model.decision_matrix import DecisionMatrix
from mcda.report.html.print import ranking_csv
from mcda.report.open_data.data_package import data_package, recomputed
from mcda.report.workbook.sheets.robustness import robustness_of
from mcda.study.factory import embedded_study
from mcda.study.io import digest, from_json, to_json
from mcda.study.study import Study
from mcda.words import Translator
from tests.drivers.event_loop import run


def members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def primary() -> Study:
    return embedded_study("primary")


@pytest.fixture(scope="module", params=LANGS)
def held(request: pytest.FixtureRequest, primary: Study) -> dict[str, bytes]:
    return members(data_package(primary, Translator(request.param)))


def test_each_column_and_file_of_the_package_is_described(held):
    description = json.loads(held["datapackage.json"])
    assert {each["path"] for each in description["resources"]} == set(held) - {"datapackage.json"}
    for resource in description["resources"]:
        assert resource["description"]
        if resource["format"] == "csv":
            fields = resource["schema"]["fields"]
            assert all(field["description"] for field in fields)
            read = csv.reader(io.StringIO(held[resource["path"]].decode("utf-8-sig")))
            assert [field["name"] for field in fields] == next(read)


def test_headings_of_a_users_table_become_names_that_every_program_takes(tmp_path):
    table, file = tmp_path / "own.csv", tmp_path / "own.zip"
    table.write_text("name,=cmd (max),A-b (max),a b (max),code (max)\n=X,1,2,3,4\nY,3,1,2,1\n")
    assert main(["layers", "--table", str(table), "-o", str(file)]) == 0
    held = members(file.read_bytes())
    test_each_column_and_file_of_the_package_is_described(held)
    assert "ranking.geojson" not in held  # nothing of it has a position
    for name in ("ranking.csv", "method_input.csv"):
        heads = [head.lower() for head in rows_of(held[name])[0]]
        assert len(set(heads)) == len(heads)
        assert all(re.fullmatch(r"\w+", head) for head in heads)


def test_the_package_names_each_source_with_its_licence_and_doubt(held, primary):
    sources = json.loads(held["datapackage.json"])["sources"]
    columns = {each["column"] for each in sources}
    used = {c for key in primary.stage.keys for c in primary.catalogue[key].sources}
    assert columns == used & set(primary.evidence.sources)
    assert all(each["licence"] and each["doubt"] for each in sources)


def test_the_package_holds_the_ranks_scores_and_ranges_of_the_brief(held, primary):
    sure = robustness_of(primary)
    for line, row in zip(primary.ranking, rows_of(held["ranking.csv"]), strict=True):
        assert (row["code"], int(row["rank"])) == (line.key, line.rank)
        assert float(row["score"]) == line.score
        assert (int(row["rank_from"]), int(row["rank_to"])) == sure.interval(line.key)
        parts = [float(cell) for name, cell in row.items() if name.startswith("contribution_")]
        assert sum(parts) == pytest.approx(line.score, abs=1e-12)
    assert digest(from_json(held["study.json"].decode())) == digest(primary)


def test_the_same_study_gives_the_same_bytes(primary):
    t = Translator("en")
    assert data_package(primary, t) == data_package(from_json(to_json(primary)), t)


def test_its_script_recomputes_the_ranks_and_fails_on_others(
    primary, tmp_path, monkeypatch, capsys
):
    held = members(data_package(primary, Translator("en")))
    for name, data in held.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    imported = re.findall(r"^import (.*)", held["recompute.py"].decode(), re.MULTILINE)
    assert imported == ["csv, io, json, numpy, pathlib, pymcdm"]
    runpy.run_path("recompute.py")
    told = capsys.readouterr().out.splitlines()
    first = primary.evidence[next(iter(primary.ranking)).key].name
    assert told[0] == f"   1 {first.zh} {first.en}"
    assert len(told) == len(primary.ranking)
    changed = held["ranking.csv"].replace(b'"1"', b'"2"', 1)
    (tmp_path / "ranking.csv").write_bytes(changed)
    with pytest.raises(AssertionError, match=r"ranking\.csv"):
        runpy.run_path("recompute.py")


@pytest.mark.parametrize("method", METHODS)
def test_pymcdm_alone_gives_the_ranks_or_the_package_says_that_it_does_not(method):
    rng = np.random.default_rng(3)
    values, weights = rng.uniform(1, 9, (12, 4)), rng.dirichlet(np.ones(4))
    found = rank(DecisionMatrix.of(values, [1, -1, 1, 1]), weights, method)
    asked = recomputed(found)
    if method == "copras":
        assert call_of(found) is None
        assert asked is None
        return
    call, sign = asked
    order = np.argsort(-sign * call.scores(), kind="stable")
    assert [found.alternatives[i] for i in order] == [line.key for line in found]


def test_where_pymcdm_alone_does_not_give_the_ranks_the_package_says_so(primary):
    t = Translator("en")
    held = members(data_package(primary.with_changes(method="copras"), t))
    assert "recompute.py" not in held
    told = t("open_data.not_recomputed", method=METHODS["copras"].name)
    assert told in json.loads(held["datapackage.json"])["description"]


# the addresses


def asked(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a request to the routes alone."""
    app, sent = Starlette(routes=[PUBLISHED_DATA]), []
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }

    async def receive() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def send(message: dict) -> None:
        sent.append(message)

    run(app(scope, receive, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(each.get("body", b"") for each in sent)


@pytest.fixture
def link(store, primary) -> str:
    return store.publish(to_json(primary), "One").link


def test_each_file_has_its_kind_a_tag_and_is_asked_for_anew(link, primary):
    bodies = {}
    for kind in sorted(set(KINDS) - {"xlsx"}):  # a brief takes seconds, and has tests of its own
        status, headers, bodies[kind] = asked(f"/published/{link}.{kind}")
        assert (status, headers["content-type"]) == (200, KINDS[kind].mime)
        assert headers["cache-control"] == "private, no-cache"
        is_shown = "content-disposition" not in headers
        assert is_shown == (kind == "json")
        tag = headers["etag"]
        again = asked(f"/published/{link}.{kind}", if_none_match=f'"x", W/{tag}')
        assert (again[0], again[1]["etag"], again[2]) == (304, tag, b"")
        assert asked(f"/published/{link}.{kind}", if_none_match='"other"')[0] == 200
    assert digest(from_json(bodies["json"].decode())) == digest(primary)
    assert bodies["csv"] == ranking_csv(primary, Translator("en"))
    assert bodies["zip"] == data_package(primary, Translator("en"))


def test_the_language_is_that_of_the_address_or_of_the_browser(link, primary):
    chinese = ranking_csv(primary, Translator("zh"))
    assert asked(f"/published/{link}.csv", accept_language="zh-CN,en")[2] == chinese
    assert asked(f"/published/{link}.csv?lang=zh")[2] == chinese
    assert asked(f"/published/{link}.csv?lang=en", accept_language="zh")[2] != chinese


def test_a_withdrawn_study_is_gone_even_where_its_file_was_made_before(store, primary):
    shelved = store.publish(to_json(primary), "Two")
    address = f"/published/{shelved.link}.csv"
    tag = asked(address)[1]["etag"]
    store.withdraw(shelved.link, shelved.planner_key)
    for lang in LANGS:
        status, headers, body = asked(f"{address}?lang={lang}", if_none_match=tag)
        assert (status, headers["cache-control"]) == (410, "no-store")
        words = Translator(lang)("publications.withdrawn_on", title="Two", date="|").split("|")
        assert all(part in body.decode() for part in words)


def test_an_older_version_names_the_newer_one_and_an_unknown_link_is_not_found(store, primary):
    old = store.publish(to_json(primary), "Three")
    new = store.replace(old.link, to_json(primary), "Three", old.planner_key)
    headers = asked(f"/published/{old.link}.csv")[1]
    assert headers["link"] == f'<{new.link}.csv>; rel="successor-version"'
    assert "link" not in asked(f"/published/{new.link}.csv")[1]
    status, _, body = asked("/published/nothing.zip?lang=zh")
    assert (status, body.decode().count("链接")) == (404, 2)
