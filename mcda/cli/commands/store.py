"""store: what the workshops' database keeps, for its operator: listed, deleted after half a year, deleted by name."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.parser import Verb, add_common
from mcda.words import Translator

if TYPE_CHECKING:  # which take a moment that no other command need wait for
    from mcda.group.store.retention import StoredStudy, StoredWorkshop
    from mcda.group.store.workshops import Store

DAYS = 180


def add_options(verb: Verb) -> None:
    examples = ("list", "expire --days 365 --dry-run", "delete KLMN-PQRS")
    add_common(verb, "list|expire|delete [NAME]", *examples, of_study=False)
    acts = ("list", "expire", "delete")
    verb.option("act", words="options.act", choices=acts, metavar="|".join(acts))
    verb.option("name", words="options.name", metavar="NAME", nargs="?", default="")
    verb.option(
        "--days", words="options.days", number=int, least=1, default=DAYS, metavar="N",
        values=[DAYS],
    )  # fmt: skip
    verb.option("--dry-run", words="options.dry_run", action="store_true")


def run(options: Namespace) -> Answer:
    from mcda.group.store import retention
    from mcda.group.store.database import placed_in_code

    t = translator(options)
    with _opened() as store:
        told = [*placed_in_code(store.database.url)]
        if options.act == "list":
            document, lines = _listed(retention.stored(store), t)
        elif options.act == "expire":
            gone = retention.expired(store, options.days)
            if not options.dry_run:
                for workshop in gone:
                    retention.delete(store, workshop.code)
            words = "cli.store_would" if options.dry_run else "cli.store_gone"
            lines = [t(words, what=_workshop(t, workshop)) for workshop in gone]
            lines = lines or [t("cli.store_nothing_old", days=options.days)]
            document = {
                "days": options.days,
                "dry_run": options.dry_run,
                "deleted": [asdict(workshop) for workshop in gone],
            }
        else:
            one = retention.delete(store, options.name)
            shown = _study(t, one) if isinstance(one, retention.StoredStudy) else _workshop(t, one)
            lines, document = [t("cli.store_gone", what=shown)], {"deleted": [asdict(one)]}
        left = retention.erase_traces(store) if options.act != "list" else None
        told += left.findings if left else ()
    document["database"] = store.database.url.render_as_string(hide_password=True)
    document["warnings"] = finding_documents(told, t)
    return Answer(document, "\n".join([*lines, *finding_lines(told, t)]))


@contextmanager
def _opened() -> Iterator["Store"]:
    from mcda.group.store.workshops import Store

    store = Store.open()
    try:
        yield store
    finally:
        store.close()


def _listed(found: Any, t: Translator) -> tuple[dict[str, Any], list[str]]:
    document = {
        "workshops": [asdict(workshop) for workshop in found.workshops],
        "studies": [asdict(study) for study in found.studies],
        "drafts": found.drafts,
    }
    lines = [
        *(_workshop(t, workshop) for workshop in found.workshops),
        *(_study(t, study) for study in found.studies),
        t("cli.store_drafts", count=found.drafts),
    ]
    return document, lines


def _workshop(t: Translator, workshop: "StoredWorkshop") -> str:
    return t(
        "cli.store_workshop_open" if workshop.is_open else "cli.store_workshop",
        code=workshop.code,
        title=workshop.title,
        day=workshop.last_at[:10],
        number=workshop.rounds,
        seats=workshop.seats,
    )


def _study(t: Translator, study: "StoredStudy") -> str:
    return t(
        "cli.store_study_withdrawn" if study.is_withdrawn else "cli.store_study",
        link=study.link,
        title=study.title,
        day=study.published_at[:10],
        characters=study.characters,
    )
