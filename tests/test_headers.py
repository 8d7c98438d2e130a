"""What a server says on every answer, what it keeps to itself, and whether it can do its work."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
import streamlit as st

from mcda.app.entry.headers import HEADERS, POLICY
from tests.drivers.app_server import ROOT, served

pytestmark = pytest.mark.slow


@dataclass
class Answer:
    status: int
    headers: Message
    body: bytes


def get(url: str) -> Answer:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with served(data / "log", GREENHEART_DATA=str(data)) as url:
        yield url


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ranking?lang=zh",
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/metrics",
        "/media/nothing.xlsx",
        "/healthz",
        "/static/nothing.js",
    ],
)
def test_every_answer_says_it(address, path):
    headers = get(f"{address}{path}").headers
    for name, value in HEADERS.items():
        assert headers.get_all(name) == [value]


def test_nobody_else_may_frame_it_and_pictures_are_its_own():
    assert POLICY["frame-ancestors"] == "'self'"
    assert POLICY["img-src"] == "'self' data: blob:"
    assert HEADERS["Referrer-Policy"] == "no-referrer"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"


def test_what_the_server_holds_is_not_told(address):
    assert get(f"{address}/_stcore/metrics").status == 404


def test_no_page_elsewhere_may_steer_it_and_no_table_is_exported_by_streamlit(address):
    told = json.loads(get(f"{address}/_stcore/host-config").body)
    assert told["allowedOrigins"] == []
    assert st.get_option("client.disableDataExport") is True
    assert "disableDataExport = true" in (ROOT / ".streamlit" / "config.toml").read_text("utf-8")


def test_secrets_are_not_committed():
    assert ".streamlit/secrets.toml" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_health_asks_the_store_and_tells_when_it_is_gone_and_back(address, data):
    assert get(f"{address}/healthz").status == 200
    file, away = data / "workshop.db", data / "elsewhere.db"
    file.rename(away)
    gone = get(f"{address}/healthz")
    assert gone.status == 503
    assert json.loads(gone.body) == {"status": "store.gone"}
    assert get(f"{address}/_stcore/health").status == 200
    away.rename(file)
    assert get(f"{address}/healthz").status == 200
