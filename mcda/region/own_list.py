"""A user's own list of names, matched to the candidates of a study; what fits none or several is told, never guessed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from criteria.errors import EvidenceError, Finding
from criteria.text import Text
from inputs.embedded import rows_of
from inputs.evidence import Alternative
from inputs.files.sheet import Sheet
from mcda.region.official_lists import OfficialList, words
from mcda.study.study import Study

MOST = 5000  # names of a list
NEAR = 4  # candidates told for a name that fits none
LONG = 80  # characters of a name that are told
BRACKETS = re.compile(r"^(.*\S)\s*[(\uff08]([^()\uff08\uff09]*)[)\uff09]$")


@dataclass(frozen=True)
class OwnNames:
    """The keys of the names that fit one alternative each, and a finding for each that does not."""

    keys: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def is_complete(self) -> bool:
        """Whether no name is left out."""
        return all(finding.severity == "note" for finding in self.findings)

    def as_list(self, name: Text) -> OfficialList:
        return OfficialList("own", name, frozenset(self.keys))


def split(text: str) -> list[tuple[int, str]]:
    """(line, name) of each name in a text: one a line, or parted by commas or semicolons of either language."""
    parts = re.compile(f"[{re.escape(words()['reading']['separators'])}]")
    return [
        (number, name.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        for name in parts.split(line)
        if name.strip()
    ]


def names_in(sheet: Sheet) -> list[tuple[int, str]]:
    """(line, name) of each name in a sheet of one column, without its heading.

    Raises EvidenceError if there are more columns, or nothing.
    """
    rows = [[_cell(cell) for cell in row] for row in sheet.rows]
    full = {j for row in rows for j, cell in enumerate(row) if cell}
    if len(full) > 1:
        raise EvidenceError.of("lists.columns", place=sheet.whole, count=len(full))
    names = [(sheet.line(i), cell) for i, row in enumerate(rows) for cell in row if cell]
    if names and names[0][1].casefold() in words()["reading"]["headings"]:
        names = names[1:]
    if not names:
        raise EvidenceError.of("lists.empty", place=sheet.whole)
    return names


def _cell(cell: object) -> str:
    is_code = isinstance(cell, float) and cell.is_integer()
    return str(int(cell) if isinstance(cell, float) and is_code else cell or "").strip()


def matched(study: Study, names: Sequence[tuple[int, str]]) -> OwnNames:
    """Each name by code, English or Chinese name; a prefecture in brackets or before it tells two of one name apart."""
    if len(names) > MOST:
        return OwnNames((), (Finding.of("lists.long", count=len(names), limit=MOST),))
    known = _known(study.evidence.alternatives)
    found: dict[str, int] = {}
    findings: list[Finding] = []
    for line, name in names:
        keys = _keys(name, known, study)
        if len(keys) == 1:
            if keys[0] in found:
                findings.append(
                    Finding.of("lists.twice", line=line, found=_told(name), earlier=found[keys[0]])
                )
            found.setdefault(keys[0], line)
        elif keys:
            several = [told_apart(study, key) for key in keys]
            findings.append(
                Finding.of("lists.several", line=line, found=_told(name), names=several)
            )
        else:
            findings.append(_unknown(study, line, name, known))
    return OwnNames(tuple(found), tuple(findings))


def told_apart(study: Study, key: str) -> Text:
    """A candidate's name with its code, which no other has."""
    name = study.evidence[key].name
    return name if name.en == name.zh == key else Text(f"{name.en} {key}", f"{name.zh} {key}")


def keys_named(study: Study, name: str) -> list[str]:
    """The keys of the candidates that a name fits, by code or in any of the forms in which a list may give it."""
    return _keys(name, _known(study.evidence.alternatives), study)


def near(study: Study, name: str) -> list[Text]:
    """The candidates whose names are spelt most like this one."""
    known = _known(study.evidence.alternatives)
    return _near(study, name, known) or _named_by(study, _plain(name), known, 0.6)


def _told(name: str) -> str:
    return name if len(name) <= LONG else f"{name[:LONG]}…"


def _unknown(study: Study, line: int, name: str, known: Mapping[str, Sequence[str]]) -> Finding:
    names = _near(study, name, known)
    if not names:
        return Finding.of("lists.unknown", line=line, found=_told(name))
    return Finding.of("lists.near", line=line, found=_told(name), names=names)


def _near(study: Study, name: str, known: Mapping[str, Sequence[str]]) -> list[Text]:
    outer = BRACKETS.match(name)
    return _named_by(study, _stripped(_plain(outer[1] if outer else name)), known, 0.75)


def _named_by(
    study: Study, name: str, known: Mapping[str, Sequence[str]], likeness: float
) -> list[Text]:
    close = get_close_matches(name[:LONG], known, NEAR, likeness)
    keys = dict.fromkeys(key for form in close for key in known[form])
    return [told_apart(study, key) for key in list(keys)[:NEAR]]


def _keys(name: str, known: Mapping[str, Sequence[str]], study: Study) -> list[str]:
    exact = known.get(_plain(name), [])
    inside = BRACKETS.match(name)
    if exact or not inside:
        return list(exact)
    where = _bare_prefecture(_plain(inside[2]))
    return [
        key
        for key in known.get(_plain(inside[1]), [])
        if where and where.endswith(tuple(_places(study.evidence[key])))  # a province may go before
    ]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _stripped(name: str) -> str:
    """A name without county, district or city after it; a Chinese one keeps at least two characters."""
    endings = words()["endings"]
    for ending in endings["en"]:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    for ending in endings["zh"]:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name


def _bare_prefecture(name: str) -> str:
    for ending in words()["endings"]["prefecture"]:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name.removesuffix(" city").removesuffix(" prefecture")


def _places(alternative: Alternative) -> set[str]:
    """Province and prefecture in both languages, as people write them."""
    names = [text for text in (alternative.prefecture, alternative.province) if text is not None]
    return {_bare_prefecture(_plain(word)) for text in names for word in (text.en, text.zh)} | {
        _plain(text.zh)[:-1] for text in names if len(text.zh) > 2
    }


def _forms(alternative: Alternative, names: Iterable[str]) -> set[str]:
    forms = set()
    for name in map(_plain, names):
        inside = BRACKETS.match(name)
        for form in (name, *([inside[1]] if inside else [])):
            forms |= {form, _stripped(form)}
            # as a Chinese address writes it: prefecture, or province and prefecture, before the name
            before = [t.zh for t in (alternative.prefecture, alternative.province) if t is not None]
            if before and not form.isascii():
                forms |= {f"{before[0]}{form}", f"{''.join(before[::-1])}{form}"}
            if form.isascii():
                forms.add(f"{form}{words()['reading']['county']}")
    return forms


def _known(alternatives: Sequence[Alternative]) -> dict[str, list[str]]:
    """Form of a name → keys of the alternatives that it fits."""
    counties = {row["key"]: row for row in rows_of("counties")}
    known: dict[str, list[str]] = {}
    for each in alternatives:
        names = [each.name.en, each.name.zh]
        if each.level in ("county", "town") and each.key in counties:
            names += [counties[each.key]["name_en"], counties[each.key]["name_zh"]]
        for form in {_plain(each.key), *_forms(each, names)}:
            known.setdefault(form, []).append(each.key)
    return known
