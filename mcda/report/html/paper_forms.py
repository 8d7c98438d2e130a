"""Ballots as a page to print from the browser: one sheet of paper or two each, every word of a user escaped."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import combinations

from mcda.group.model.paper_forms import Ballot, payload
from mcda.group.model.workshop import GROUPS, Workshop
from mcda.report import theme
from mcda.report.html.qr import square
from mcda.report.tables import formatting
from mcda.study.study import Study
from mcda.words import Say

INSTRUCTIONS = {
    "points": "ballots.points",
    "swing": "ballots.swing",
    "ranking": "ballots.ranking",
    "ahp": "ballots.ahp",
    "best_worst": "ballots.best_worst",
}
NINE = (9, 7, 5, 3, 1, 3, 5, 7, 9)
STYLE = f"""
@page {{ size: A4; margin: 14mm 16mm; }}
* {{ box-sizing: border-box; }}
body {{ font-family: {theme.FONT}; color: {theme.INK}; font-size: 11pt; line-height: 1.4; margin: 0 auto; max-width: 178mm; }}
article {{ break-after: page; padding: 6mm 0; }}
article:last-of-type {{ break-after: auto; }}
header {{ display: flex; justify-content: space-between; align-items: flex-start; gap: 8mm; }}
h1 {{ font-size: 17pt; margin: 0 0 1mm; line-height: 1.2; overflow-wrap: anywhere; }}
h2 {{ font-size: 12pt; margin: 5mm 0 1mm; }}
p {{ margin: 1.5mm 0; }}
.quiet {{ color: {theme.QUIET}; }}
.code {{ text-align: center; font-size: 10pt; }}
.code svg {{ width: 26mm; height: 26mm; display: block; margin: 0 auto; }}
.code b {{ font-size: 13pt; letter-spacing: .06em; }}
section {{ break-inside: avoid; }}
table {{ border-collapse: collapse; width: 100%; }}
th {{ text-align: left; font-weight: 600; font-size: 9pt; color: {theme.QUIET}; padding: 1mm 2mm; }}
td {{ border-top: .3mm solid {theme.LINE}; padding: 1.6mm 2mm; vertical-align: middle; }}
td.box, th.box {{ width: 19mm; text-align: center; }}
th.wide {{ width: 30mm; text-align: center; }}
td.box span {{ display: inline-block; width: 14mm; height: 8mm; border: .3mm solid {theme.INK}; border-radius: 1mm; }}
td.tick span, .groups span {{ display: inline-block; width: 4.4mm; height: 4.4mm; border: .3mm solid {theme.INK}; border-radius: 1mm; vertical-align: -.6mm; }}
td.scale {{ text-align: center; white-space: nowrap; width: 64mm; }}
td.scale i {{ font-style: normal; font-size: 8pt; display: inline-block; width: 6.6mm; line-height: 5mm; border: .3mm solid {theme.LINE}; border-radius: 1mm; color: {theme.QUIET}; }}
td.right {{ text-align: right; }}
td small {{ color: {theme.QUIET}; display: block; }}
.groups label {{ display: inline-block; margin-right: 7mm; white-space: nowrap; }}
button {{ font: inherit; padding: 2mm 5mm; margin: 5mm 0; }}
@media print {{ button {{ display: none; }} }}
"""


def ballot_sheets(
    workshop: Workshop, code: str, ballots: Sequence[Ballot], say: Say, address: str = ""
) -> str:
    """A whole HTML page in one language, without scripts from elsewhere; `address` is where the app is reached."""
    study = workshop.opened_study
    pages = [_ballot(workshop, study, code, ballot, say, address) for ballot in ballots]
    title = escape(say("ballots.page_title", title=workshop.title))
    button = f'<button onclick="window.print()">{escape(say("ballots.print"))}</button>'
    lang = "zh-Hans" if say.lang == "zh" else "en"
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body>{button}{''.join(pages)}</body></html>"
    )


def _ballot(
    workshop: Workshop, study: Study, code: str, ballot: Ballot, say: Say, address: str
) -> str:
    number = say("ballots.number", number=ballot.number)
    says = square(payload(code, ballot.number, address), number)
    groups = "".join(
        f"<label><span></span> {escape(say.of(group.name))}</label>" for group in workshop.groups
    )
    blocks = [
        _block(workshop, study, block, _in_order(ballot, workshop, block), say)
        for block in workshop.blocks
    ]
    return (
        f"<article><header><div><h1>{escape(workshop.title)}</h1>"
        f'<p class="quiet">{escape(say.of(study.stage.question))}</p></div>'
        f'<div class="code">{says}<b>{escape(ballot.number)}</b><br>{escape(say("ballots.code", code=code))}</div></header>'
        f"<p>{escape(say('ballots.intro'))}</p><p>{escape(say(INSTRUCTIONS[workshop.way]))}</p>"
        f'<p class="groups"><strong>{escape(say("ballots.group"))}</strong>&ensp;{groups}</p>'
        f"{''.join(blocks)}"
        f"<p>{escape(say('ballots.keep', number=ballot.number))}</p>"
        f"<p>{escape(say('ballots.thanks'))}</p></article>"
    )


def _in_order(ballot: Ballot, workshop: Workshop, block: str) -> list[str]:
    """The block's items in the order of this ballot; groups as their first criterion comes."""
    keys = workshop.blocks[block]
    if block != GROUPS:
        return sorted(keys, key=ballot.order.index)
    return sorted(keys, key=lambda group: min(map(ballot.order.index, workshop.criteria[group])))


def _block(workshop: Workshop, study: Study, block: str, keys: Sequence[str], say: Say) -> str:
    if block == GROUPS:
        title, note = say("ballots.groups"), f"<p>{escape(say('ballots.groups_step'))}</p>"
    else:
        title, note = say("ballots.inside", name=workshop.names[block]), ""
    draw: Callable[..., str] = {"ahp": _pairs, "best_worst": _ends}.get(workshop.way, _boxes)
    rows = draw([(_item(workshop, study, key, say)) for key in keys], say)
    return f"<section><h2>{escape(title)}</h2>{note}<table>{rows}</table></section>"


def _item(workshop: Workshop, study: Study, key: str, say: Say) -> str:
    """The name of a criterion with its worst and best beneath; of a group, its criteria."""
    name = f"<b>{escape(say.of(workshop.names[key]))}</b>"
    if key in workshop.criteria:
        inside = [say.of(workshop.names[of]) for of in workshop.criteria[key]]
        return f"{name}<small>{escape(say.join(inside, last=False))}</small>"
    scale = study.scales[key]
    words = formatting.span(say, study.catalogue[key], scale)
    return f"{name}<small>{escape(words)}</small>"


def _boxes(items: Sequence[str], say: Say) -> str:
    head = f'<tr><th></th><th class="box">{escape(say("ballots.column_answer"))}</th></tr>'
    rows = [f'<tr><td>{item}</td><td class="box"><span></span></td></tr>' for item in items]
    return head + "".join(rows)


def _pairs(items: Sequence[str], _say: Say) -> str:
    steps = "".join(f"<i>{step}</i>" for step in NINE)
    return "".join(
        f'<tr><td>{one}</td><td class="scale">{steps}</td><td class="right">{other}</td></tr>'
        for one, other in combinations(items, 2)
    )


def _ends(items: Sequence[str], say: Say) -> str:
    ticked = ("ballots.column_best", "ballots.column_worst")
    written = ("ballots.column_over", "ballots.column_under")
    head = "".join(f'<th class="box">{escape(say(name))}</th>' for name in ticked)
    head += "".join(f'<th class="wide">{escape(say(name))}</th>' for name in written)
    tick, box = '<td class="box tick"><span></span></td>', '<td class="box"><span></span></td>'
    rows = [f"<tr><td>{item}</td>{tick * 2}{box * 2}</tr>" for item in items]
    return f"<tr><th></th>{head}</tr>{''.join(rows)}"
