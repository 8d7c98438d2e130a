"""Ballots as a page to print from the browser: one sheet of paper or two each, every word of a user escaped."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import combinations

from mcda.group.model.paper_forms import PaperForm, payload
from mcda.group.model.workshop import GROUPS, Workshop
from mcda.report import theme
from mcda.report.html.qr import qr_svg
from mcda.report.tables import formatting
from mcda.study.study import Study
from mcda.words import Translator

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


def paper_form_pages(
    workshop: Workshop,
    code: str,
    paper_forms: Sequence[PaperForm],
    t: Translator,
    address: str = "",
) -> str:
    """A whole HTML page in one language, without scripts from elsewhere; `address` is where the app is reached."""
    study = workshop.opened_study
    pages = [_ballot(workshop, study, code, paper_form, t, address) for paper_form in paper_forms]
    title = escape(t("ballots.page_title", title=workshop.title))
    button = f'<button onclick="window.print()">{escape(t("ballots.print"))}</button>'
    lang = "zh-Hans" if t.lang == "zh" else "en"
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body>{button}{''.join(pages)}</body></html>"
    )


def _ballot(
    workshop: Workshop, study: Study, code: str, paper_form: PaperForm, t: Translator, address: str
) -> str:
    number = t("ballots.number", number=paper_form.number)
    says = qr_svg(payload(code, paper_form.number, address), number)
    groups = "".join(
        f"<label><span></span> {escape(t.text(group.name))}</label>" for group in workshop.groups
    )
    blocks = [
        _block(workshop, study, block, _in_order(paper_form, workshop, block), t)
        for block in workshop.blocks
    ]
    return (
        f"<article><header><div><h1>{escape(workshop.title)}</h1>"
        f'<p class="quiet">{escape(t.text(study.stage.question))}</p></div>'
        f'<div class="code">{says}<b>{escape(paper_form.number)}</b><br>{escape(t("ballots.code", code=code))}</div></header>'
        f"<p>{escape(t('ballots.intro'))}</p><p>{escape(t(INSTRUCTIONS[workshop.method_key]))}</p>"
        f'<p class="groups"><strong>{escape(t("ballots.group"))}</strong>&ensp;{groups}</p>'
        f"{''.join(blocks)}"
        f"<p>{escape(t('ballots.keep', number=paper_form.number))}</p>"
        f"<p>{escape(t('ballots.thanks'))}</p></article>"
    )


def _in_order(paper_form: PaperForm, workshop: Workshop, block: str) -> list[str]:
    """The block's items in the order of this ballot; groups as their first criterion comes."""
    keys = workshop.blocks[block]
    if block != GROUPS:
        return sorted(keys, key=paper_form.order.index)
    return sorted(
        keys, key=lambda group: min(map(paper_form.order.index, workshop.criteria[group]))
    )


def _block(workshop: Workshop, study: Study, block: str, keys: Sequence[str], t: Translator) -> str:
    if block == GROUPS:
        title, note = t("ballots.groups"), f"<p>{escape(t('ballots.groups_step'))}</p>"
    else:
        title, note = t("ballots.inside", name=workshop.names[block]), ""
    draw: Callable[..., str] = {"ahp": _pairs, "best_worst": _ends}.get(workshop.method_key, _boxes)
    rows = draw([(_item(workshop, study, key, t)) for key in keys], t)
    return f"<section><h2>{escape(title)}</h2>{note}<table>{rows}</table></section>"


def _item(workshop: Workshop, study: Study, key: str, t: Translator) -> str:
    """The name of a criterion with its worst and best beneath; of a group, its criteria."""
    name = f"<b>{escape(t.text(workshop.names[key]))}</b>"
    if key in workshop.criteria:
        inside = [t.text(workshop.names[of]) for of in workshop.criteria[key]]
        return f"{name}<small>{escape(t.join(inside, last=False))}</small>"
    scale = study.scales[key]
    words = formatting.span(t, study.catalogue[key], scale)
    return f"{name}<small>{escape(words)}</small>"


def _boxes(items: Sequence[str], t: Translator) -> str:
    head = f'<tr><th></th><th class="box">{escape(t("ballots.column_answer"))}</th></tr>'
    rows = [f'<tr><td>{item}</td><td class="box"><span></span></td></tr>' for item in items]
    return head + "".join(rows)


def _pairs(items: Sequence[str], _say: Translator) -> str:
    steps = "".join(f"<i>{step}</i>" for step in NINE)
    return "".join(
        f'<tr><td>{one}</td><td class="scale">{steps}</td><td class="right">{other}</td></tr>'
        for one, other in combinations(items, 2)
    )


def _ends(items: Sequence[str], t: Translator) -> str:
    ticked = ("ballots.column_best", "ballots.column_worst")
    written = ("ballots.column_over", "ballots.column_under")
    head = "".join(f'<th class="box">{escape(t(name))}</th>' for name in ticked)
    head += "".join(f'<th class="wide">{escape(t(name))}</th>' for name in written)
    tick, box = '<td class="box tick"><span></span></td>', '<td class="box"><span></span></td>'
    rows = [f"<tr><td>{item}</td>{tick * 2}{box * 2}</tr>" for item in items]
    return f"<tr><th></th>{head}</tr>{''.join(rows)}"
