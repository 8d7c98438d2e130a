"""Each hostile file gets the finding that docs/upload.md states, in both languages, and never a traceback."""

import re
import time
import tracemalloc
from pathlib import Path

import pytest

from criteria.errors import AppError
from inputs.files import open_file
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import propose
from mcda.__main__ import main
from tests.drivers.hostile_tables import KINDS, bomb

pytestmark = pytest.mark.slow


ROOT = Path(__file__).parents[2]


def told(kind):
    """Every finding about a hostile file, and whether a table could be read."""
    hostile = KINDS[kind]
    try:
        proposal = propose(open_file(hostile.file, hostile.data()))
    except AppError as trouble:
        return list(trouble.findings), None
    return list(findings_of(proposal)), proposal


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_gets_its_finding(kind):
    hostile = KINDS[kind]
    findings, proposal = told(kind)
    about = [finding for finding in findings if finding.code == hostile.finding]
    assert about, [str(finding) for finding in findings]
    assert any(hostile.place in finding.in_("en").place for finding in about)
    errors = [finding for finding in findings if finding.severity == "error"]
    if hostile.read:
        assert errors == []
        assert len(proposal.evidence.alternatives) > 1
    else:
        assert {finding.code for finding in errors} == {hostile.finding}
        assert len(errors) == 1, [str(finding) for finding in errors]


@pytest.mark.parametrize("kind", KINDS)
def test_the_shell_tells_it_in_one_line_and_never_a_traceback(kind, tmp_path, capsys):
    hostile = KINDS[kind]
    path = tmp_path / hostile.file
    path.write_bytes(hostile.data())
    status = main(["check", str(path), "--lang", "zh"])
    out, err = capsys.readouterr()
    assert status == (0 if hostile.read else 1)
    assert "Traceback" not in out + err
    if not hostile.read:
        assert len(err.strip().splitlines()) == 1
        assert hostile.file in err
        assert re.search("[\u4e00-\u9fff]", err)


def test_the_zip_bomb_is_refused_before_it_is_unpacked():
    data = bomb()
    tracemalloc.start()
    start = time.process_time()
    with pytest.raises(AppError):
        open_file("bomb.xlsx", data)
    took, peak = time.process_time() - start, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert took < 1
    assert peak < 50 * 2**20


def test_the_table_in_the_documentation_names_each_kind_and_its_finding():
    text = (ROOT / "docs" / "upload.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| ([^|]+?) \| `([a-z_.]+)`", text, re.MULTILINE))
    assert rows == {kind: hostile.finding for kind, hostile in KINDS.items()}
