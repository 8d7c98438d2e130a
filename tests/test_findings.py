"""Findings: every code used is written, every code written is used, in both languages alike."""

import pickle
import re
import string
import tomllib
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest

from criteria.errors import (
    PARTS,
    AppError,
    CatalogueError,
    EvidenceError,
    Finding,
    MethodError,
    StudyError,
    WeightsError,
    raise_errors,
)
from criteria.text import LANGS, Text, wording

ROOT = Path(str(files("criteria"))).parent
FILES = sorted((ROOT / "criteria" / "findings").glob("*.toml"))
BY_FILE = {file: tomllib.loads(file.read_text("utf-8")) for file in FILES}
WRITTEN = {code: entry for findings in BY_FILE.values() for code, entry in findings.items()}
SOURCES = [
    path.read_text("utf-8")
    for room in ("criteria", "inputs", "mcda")
    for path in sorted((ROOT / room).rglob("*.py"))
] + [(ROOT / "streamlit_app.py").read_text("utf-8")]
CODE = re.compile(r"\"([a-z_]+\.[a-z0-9_]+)\"")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def used_codes() -> set[str]:
    """Codes handed to Finding.of and XTrouble.of: each quoted word with a dot soon behind the call."""
    calls = re.compile(r"(?:Finding|\w*Trouble)\.of\(")
    found = set()
    for source in SOURCES:
        for call in calls.finditer(source):
            argument = source[call.end() :].lstrip()
            first = re.match(
                r'"([a-z_]+\.[a-z_]+)"(?:\s+if[^,]+else\s+"([a-z_]+\.[a-z_]+)")?', argument
            )
            if first:
                found |= {code for code in first.groups() if code}
    return found


def test_the_scan_sees_most_calls() -> None:
    assert len(used_codes()) > 40


def test_every_code_used_is_written() -> None:
    assert used_codes() - set(WRITTEN) == set()


def test_every_code_written_is_used() -> None:
    quoted = {code for source in SOURCES for code in CODE.findall(source)}
    assert set(WRITTEN) - quoted == set()


# A file of findings a test: 332 codes three times over would cost more to run than to read.
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@each_file
def test_findings_are_written_whole(file: Path) -> None:
    assert BY_FILE[file]
    for code, entry in BY_FILE[file].items():
        assert set(entry) == {"severity", *PARTS}, code
        assert entry["severity"] in ("error", "warning", "note"), code
        for part in PARTS:
            assert set(entry[part]) == set(LANGS), (code, part)
            assert all(entry[part][lang].strip() for lang in LANGS), (code, part)


@each_file
def test_both_languages_fill_in_the_same_values(file: Path) -> None:
    for code, entry in BY_FILE[file].items():
        for part in PARTS:
            assert placeholders(entry[part]["en"]) == placeholders(entry[part]["zh"]), (code, part)


@each_file
def test_a_finding_reads_as_one_line_in_both_languages(file: Path) -> None:
    for code, entry in BY_FILE[file].items():
        names = {name for part in PARTS for name in placeholders(entry[part]["en"])}
        finding = Finding.of(code, **dict.fromkeys(names, "X"))
        en, zh = finding.in_("en").line(), finding.in_("zh").line()
        # where, what is wrong, what to do
        assert re.fullmatch(r"[^:]+: .+[.?] [A-Z`{X-].*\.", en), code
        assert "; " not in en, code
        assert re.fullmatch(r"[^：]+：.+。.+。", zh), code
        assert "\n" not in en + zh, code
        assert "{" not in en.replace('{"a"', ""), code
        assert str(finding) == en, code


@pytest.mark.parametrize(
    "kind",
    [AppError, CatalogueError, EvidenceError, WeightsError, MethodError, StudyError],
)
def test_trouble_survives_pickling_with_every_finding(kind: type[AppError]) -> None:
    trouble = kind(Finding.of("weights.zero"), Finding.of("method.unknown", key="x", known=["a"]))
    again = pickle.loads(pickle.dumps(trouble))
    assert type(again) is kind
    assert again.findings == trouble.findings
    assert str(again) == str(trouble)


def fail(_: int) -> None:
    raise WeightsError.of("weights.zero")


def test_trouble_crosses_a_process() -> None:
    with ProcessPoolExecutor(1) as pool, pytest.raises(WeightsError, match="all are zero"):
        list(pool.map(fail, [1]))


def test_trouble_is_a_value_error_that_tells_everything() -> None:
    trouble = AppError(Finding.of("weights.zero"), Finding.of("scale.equal", value=3.0))
    assert isinstance(trouble, ValueError)
    assert str(trouble).splitlines() == [
        "Weights: all are zero. Give at least one criterion a weight above zero.",
        "Scale: both ends are 3. Change one. Worst to best gives the direction.",
    ]


def test_names_are_spoken_in_the_language_of_the_finding() -> None:
    finding = Finding.of("check.constant", criterion=Text("Tree cover", "林木覆盖率"))
    assert finding.in_("en").place == "Tree cover"
    assert finding.in_("zh").place == "林木覆盖率"


def test_lists_and_numbers_are_worded_for_readers() -> None:
    texts = [Text("a", "甲"), Text("b", "乙")]
    assert wording(texts, "en") == "a, b"
    assert wording(texts, "zh") == "甲、乙"
    assert wording(0.1 + 0.2, "en") == "0.3"
    assert wording(12, "en") == "12"


def test_only_errors_are_raised() -> None:
    raise_errors([Finding.of("table.gap", place="A1")], EvidenceError)
    with pytest.raises(EvidenceError) as raised:
        raise_errors(
            [Finding.of("table.gap", place="A1"), Finding.of("table.name", place="A2")],
            EvidenceError,
        )
    assert [finding.code for finding in raised.value.findings] == ["table.name"]


@pytest.mark.parametrize(("en", "zh"), [("", "甲"), ("a", ""), (" ", "甲")])
def test_a_text_has_both_languages(en: str, zh: str) -> None:
    with pytest.raises(ValueError, match="write the missing one"):
        Text(en, zh)


def test_a_code_stands_in_one_file():
    codes = [code for file in FILES for code in tomllib.loads(file.read_text("utf-8"))]
    assert len(codes) == len(set(codes)) == len(WRITTEN)
    assert codes
