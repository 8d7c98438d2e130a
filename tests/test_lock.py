"""requirements.lock: every release that the app needs, by its hash, and of the kinds that requirements.txt allows."""

import re
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
WANTED = [
    Requirement(line.partition("#")[0])
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    if line.partition("#")[0].strip()
]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
ENTRIES = [
    (Requirement(head.rstrip(" \\")), re.findall(r"--hash=sha256:([0-9a-f]{64})\b", hashes))
    for head, hashes in re.findall(r"^([a-z][^\n]*)\n((?:    [^\n]*\n?)*)", LOCK, re.MULTILINE)
]
ENVIRONMENTS = [
    {**default_environment(), "python_version": f"3.{minor}", "python_full_version": f"3.{minor}.0"}
    for minor in (11, 12, 13, 14)
]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_release_is_named_exactly_with_its_hashes_and_no_host():
    assert len(ENTRIES) >= len(WANTED)
    for locked, hashes in ENTRIES:
        assert [spec.operator for spec in locked.specifier] == ["=="], locked
        assert locked.url is None
        assert hashes, locked
    lines = [line for line in LOCK.splitlines() if not line.startswith("#")]
    assert not [line for line in lines if "://" in line or line.lstrip().startswith("--index")]


def test_it_holds_all_that_is_asked_for_on_every_python():
    for environment in ENVIRONMENTS:
        locked = {
            canonical(entry.name): next(iter(entry.specifier)).version
            for entry, _ in ENTRIES
            if entry.marker is None or entry.marker.evaluate(environment)
        }
        for wanted in WANTED:
            if wanted.marker is None or wanted.marker.evaluate(environment):
                assert wanted.specifier.contains(locked[canonical(wanted.name)]), wanted


def test_streamlit_is_held_to_the_minor_version_that_was_tried():
    (streamlit,) = (wanted for wanted in WANTED if wanted.name == "streamlit")
    assert not streamlit.specifier.contains("1.68.0")
