"""Are the figures still those of 1.0? `dump OUT.json` computes them with the tree at hand; `compare OLD NEW` differs.

    python -m tests.drivers.figures_of_1_0 dump old.json [--tables FOLDER] [--only SUBJECT …]   # in a checkout of 1.0.0
    python -m tests.drivers.figures_of_1_0 dump new.json
    python -m tests.drivers.figures_of_1_0 compare old.json new.json

Only `figures` and `computed` know the program's names: a renamed one is changed there. Numbers differ beyond their
ninth digit; words (of keys, labels, sentences) are counted apart, for they may be meant to change.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from criteria.text import LANGS
from tests.drivers import computed
from tests.drivers.figures import Json, differences, in_present_names

WEIGHTING_METHODS = ("points", "swing", "ranking", "ahp", "best_worst")
SHOWN = 40  # differences printed of each subject


def subjects(tables: Path | None) -> Iterator[tuple[str, Callable[[], Json]]]:
    """Each subject's name and how it is computed."""
    for stage in computed.STAGES:
        yield f"rankings/{stage}", partial(computed.rankings, stage)
        yield f"objective/{stage}", partial(computed.objective, stage)
        yield f"smaa/{stage}", partial(computed.sampled, stage)
        yield f"sentences/{stage}", partial(computed.told, stage)
        yield f"sensitivity/{stage}", partial(computed.sensitivity, stage)
        yield f"pilots/{stage}", partial(computed.pilots, stage)
    yield "network", computed.links
    yield "chain", computed.transmission
    yield "elicitation", computed.elicited
    yield "comparison", computed.compared
    for way in WEIGHTING_METHODS:
        yield f"workshop/{way}", partial(_workshop, way)
    for stage in computed.STAGES:
        for lang in LANGS:
            yield f"brief/{stage}/{lang}", partial(computed.written, stage, lang)
    for name, text in computed.TEXTS.items():
        yield f"table/{name}", partial(computed.read_text, text)
    own = Path(__file__).parents[1] / "saved" / "1.0" / "own"
    for folder in filter(None, (own, tables)):
        for path in sorted((*folder.glob("*.csv"), *folder.glob("*.xlsx"))):
            yield f"table/{path.name}", partial(computed.read_file, path)


def _workshop(way: str) -> Json:
    with tempfile.TemporaryDirectory() as folder:
        return computed.workshop(way, Path(folder))


def dump(out: Path, tables: Path | None, only: list[str]) -> None:
    found: dict[str, Json] = json.loads(out.read_text("utf-8")) if only and out.exists() else {}
    try:
        for name, work in subjects(tables):
            if only and not any(name.startswith(each) for each in only):
                continue
            begun = perf_counter()
            found[name] = work()
            print(f"{perf_counter() - begun:7.1f} s  {name}", file=sys.stderr, flush=True)
    finally:  # what is computed is kept, also where a later subject fails
        out.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), "utf-8")


def compare(old: Path, new: Path, shown: int) -> int:
    """Print what is equal and what is not; 1 if a number differs, or something has gone."""
    before: dict[str, Any] = in_present_names(json.loads(old.read_text("utf-8")))
    after: dict[str, Any] = in_present_names(json.loads(new.read_text("utf-8")))
    bad = 0
    total: Counter[str] = Counter()
    for name in [*before, *(name for name in after if name not in before)]:
        equal: Counter[str] = Counter()
        if name not in after or name not in before:
            print(f"{name}: only in the {'old' if name in before else 'new'}")
            bad += name in before
            continue
        found = list(differences(before[name], after[name], equal))
        kinds = Counter(kind for kind, *_ in found)
        total += equal
        differing = ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "nothing"
        print(
            f"{name}: equal {equal['numbers']} numbers and {equal['words']} words; "
            f"different: {differing}"
        )
        for kind, place, one, other in found[:shown]:
            print(f"    {kind} {place}: {one!r} → {other!r}")
        if len(found) > shown:
            print(f"    and {len(found) - shown} more")
        bad += sum(count for kind, count in kinds.items() if kind not in ("words", "come"))
    print(f"in all equal: {total['numbers']} numbers, {total['words']} words; not equal: {bad}")
    return 1 if bad else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("dump")
    verb.add_argument("out", type=Path)
    verb.add_argument("--tables", type=Path, help="a folder of tables to read as well")
    verb.add_argument("--only", nargs="*", default=[], help="subjects to compute anew")
    verb = verbs.add_parser("compare")
    verb.add_argument("old", type=Path)
    verb.add_argument("new", type=Path)
    verb.add_argument("--shown", type=int, default=SHOWN, help="differences of a subject")
    options = parser.parse_args()
    if options.verb == "dump":
        dump(options.out, options.tables, options.only)
        return 0
    return compare(options.old, options.new, options.shown)


if __name__ == "__main__":
    sys.exit(main())
