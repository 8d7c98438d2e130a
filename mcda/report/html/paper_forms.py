"""Paper forms as a page to print from the browser: one sheet of paper or two each."""

from collections.abc import Sequence

from markupsafe import Markup

from mcda.group.model.paper_forms import PaperForm, payload
from mcda.group.model.workshop import GROUPS, Workshop
from mcda.report import theme
from mcda.report.html.qr import qr_svg
from mcda.report.html.templates import fill
from mcda.report.tables import formatting
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator

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
    method = WEIGHTING_METHODS[workshop.method_key]

    def square(paper_form: PaperForm) -> Markup:
        label = t("paper_forms.number", number=paper_form.number)
        drawn = qr_svg(payload(code, paper_form.number, address), label)
        return Markup(drawn)  # noqa: S704 - segno escapes the label

    return fill(
        "paper_forms",
        t=t,
        lang="zh-Hans" if t.lang == "zh" else "en",
        style=Markup(STYLE),  # noqa: S704 - written above
        nine=NINE,
        workshop=workshop,
        code=code,
        instructions=t(f"weighting.{method.key}_paper"),
        marks=method.marks,
        forms=paper_forms,
        groups_block=GROUPS,
        square=square,
        subjects=lambda form, block: method.subjects(_in_order(form, workshop, block)),
        range_of=lambda key: _range(workshop, key, t),
    )


def _in_order(paper_form: PaperForm, workshop: Workshop, block: str) -> list[str]:
    """The block's items in the order of this paper form; groups as their first criterion comes."""
    keys = workshop.blocks[block]
    if block != GROUPS:
        return sorted(keys, key=paper_form.order.index)
    return sorted(
        keys, key=lambda group: min(map(paper_form.order.index, workshop.criteria[group]))
    )


def _range(workshop: Workshop, key: str, t: Translator) -> str:
    """A criterion's worst and best; of a group, its criteria."""
    if key in workshop.criteria:
        inside = [t.text(workshop.names[of]) for of in workshop.criteria[key]]
        return t.join(inside, last=False)
    study = workshop.opened_study
    return formatting.span(t, study.catalogue[key], study.scales[key])
