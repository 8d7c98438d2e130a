"""The sheet to try weights on, and the sheet of steps behind it."""

from dataclasses import replace

from mcda.report import theme
from mcda.report.tables.model import Bars, Column, Formula, Input, Rule, Sheet, Table, Value, sheet
from mcda.report.theme import criterion_colours
from mcda.report.workbook import addresses
from mcda.report.workbook.whatif import (
    alternative_formulas,
    cached_values,
    criterion_formulas,
    layout,
)
from mcda.report.workbook.whatif.layout import Ground
from mcda.report.workbook.whatif.model import Trial
from mcda.study.study import Study
from mcda.words import Translator

AGREES = 1e-9  # scores of sheet and engine may differ by so much
WHOLE = ("rank", "as_decided", "order", "row")  # ends that are whole numbers


def what_if(study: Study, t: Translator) -> Sheet:
    """Weights, scales and cut-offs as cells to change, and the ranking that answers."""
    g = Ground(Trial(study), t)
    method = study.ranking.method.name
    sentences = [
        t("live.how"),
        t("live.own_model" if g.trial.is_own else "live.other_model", method=method),
        t("live.what_check_means"),
    ]
    tables = (_settings(g), _inputs(g), _sorted(g), _before(g), _results(g))
    made = sheet("what_if", t, sentences, *tables, title=t("live.title"))
    return replace(made, printed=layout.RESULT - 2)


def _settings(g: Ground) -> Table:
    t = g.t
    total = addresses.block(
        layout.INPUTS_HEAD + 1, layout.WEIGHT, layout.INPUTS_HEAD + g.m, layout.WEIGHT
    )
    apart = (
        f"SUMPRODUCT(MAX(ABS({g.on_steps(g.down(g.end_column('checked')))}"
        f"-{g.on_steps(g.down(g.end_column('engine')))})))"
    )
    agrees, differs = t("live.agrees"), t("live.differs")
    check = (
        f"IF({apart}<=1E-9,{addresses.text(agrees)},{addresses.text(differs)}&ROUND({apart},12))"
    )
    words = (t("live.as_typed"), t("live.as_decided"))
    some = f"IF(SUM({total})>0,SUM({total}),{addresses.text(t('live.no_weight'))})"
    blank = ("", "")
    return Table(
        (Column(t("live.settings"), "note"), *(Column("", "key"),) * 2, Column("", "note")),
        (
            (t("live.count"), *blank, Input(words[0], words, "switch", t("live.advice_count"))),
            (t("live.total"), *blank, Formula(some, 100.0)),
            (t("live.check"), *blank, Formula(check, agrees, "check")),
        ),
        at=(layout.SETTINGS_HEAD, 1),
    )


def _inputs(g: Ground) -> Table:
    t, study = g.t, g.trial.study
    criteria = g.trial.criteria
    called = {
        prefix: addresses.names_of(prefix, criteria)
        for prefix in ("weight", "worst", "best", "at_least", "at_most")
    }
    table = []
    for j, key in enumerate(criteria):
        criterion, scale = study.catalogue[key], study.scales[key]
        share, (least, most) = float(g.trial.weights[j]), g.trial.limits[key]
        end: Rule = "positive_end" if scale.curve == "log" else "end"
        advice = t("live.advice_end" if end == "end" else "live.advice_positive")
        unit = t.text(criterion.unit)
        table.append(
            (
                t.text(study.catalogue.group(criterion.group).name),
                t.text(criterion.name),
                t("live.log_unit", unit=unit) if scale.curve == "log" else unit,
                Input(
                    round(100 * share, 12), "weight", called["weight"][key], t("live.advice_weight")
                ),
                Formula(g.on_steps(g.line("share", j)), share),
                share,
                Input(scale.worst, end, called["worst"][key], advice),
                Input(scale.best, end, called["best"][key], advice),
                Input(least, "limit", called["at_least"][key], t("live.advice_limit")),
                Input(most, "limit", called["at_most"][key], t("live.advice_limit")),
                Formula(_trouble(g, j, scale.curve == "log"), ""),
            )
        )
    columns = (
        Column(t("brief.group"), "key"),
        Column(t("chart.criterion"), "name"),
        Column(t("brief.unit"), "key"),
        Column(t("live.weight"), "points"),
        Column(t("live.share_now"), "share"),
        Column(t("live.share_decided"), "share"),
        Column(t("brief.worst"), "value"),
        Column(t("brief.best"), "value"),
        Column(t("live.at_least"), "value"),
        Column(t("live.at_most"), "value"),
        Column(t("live.trouble"), "message"),
    )
    return Table(columns, tuple(table), at=(layout.INPUTS_HEAD, 1))


def _trouble(g: Ground, j: int, log: bool) -> str:
    """What is wrong with a line of inputs, or nothing."""
    row = layout.INPUTS_HEAD + 1 + j
    weight, worst, best = (
        addresses.cell(row, column) for column in (layout.WEIGHT, layout.WORST, layout.BEST)
    )
    told = [
        (f"NOT(ISNUMBER({weight}))", "live.weight_missing"),
        (f"{weight}<0", "live.weight_negative"),
        (f"NOT(AND(ISNUMBER({worst}),ISNUMBER({best})))", "live.end_missing"),
        (f"{worst}={best}", "live.ends_equal"),
    ]
    if log:
        told.append((f"MIN({worst},{best})<=0", "live.ends_log"))
    formula = '""'
    for when, phrase in reversed(told):
        formula = f"IF({when},{addresses.text(g.t(phrase))},{formula})"
    return formula


def _answer_columns(t: Translator) -> tuple[Column, ...]:
    """The headings that machines read stand behind those for people."""
    return (
        Column(t("live.key"), "key", stored="key"),
        Column(t("chart.name"), "name", stored="name"),
        Column(t("brief.score"), "score", stored="score"),
        Column(t("chart.rank"), "rank", stored="rank"),
    )


def _sorted(g: Ground) -> Table:
    """The ranking as it answers now, best first."""
    alternatives, names, ends = g.trial.everyone.alternatives, _names(g), cached_values.of_ends(g)
    columns = (1, 2, g.end_column("score"), g.end_column("rank"))
    table = []
    for k, i in enumerate(g.trial.order):
        at = g.on_steps(g.end("row", k))
        shown = (alternatives[i], names[i], ends["score"][i], ends["rank"][i])
        table.append(
            tuple(
                Formula(f"INDEX({g.on_steps(g.down(column))},{at})", value)
                for column, value in zip(columns, shown, strict=True)
            )
        )
    return Table(
        _answer_columns(g.t),
        tuple(table),
        g.t("live.sorted"),
        at=(g.results_head, 1),
        name="whatif_sorted",
    )


def _before(g: Ground) -> Table:
    """Beside each line of the sorted ranking, the rank it has as decided."""
    decided = g.on_steps(g.down(g.end_column("as_decided")))
    ranks = g.trial.ranks
    table = tuple(
        (Formula(f"INDEX({decided},{g.on_steps(g.end('row', k))})", _or_empty(ranks[i])),)
        for k, i in enumerate(g.trial.order)
    )
    column = Column(g.t("live.rank_decided"), "rank")
    return Table((column,), table, at=(g.results_head, 5))


def _results(g: Ground) -> Table:
    """One row an alternative in the study's order, for machines and auditors."""
    ends = cached_values.of_ends(g)
    table = tuple(
        (
            key,
            name,
            Formula(g.on_steps(g.end("score", i)), ends["score"][i]),
            Formula(g.on_steps(g.end("rank", i)), ends["rank"][i]),
        )
        for i, (key, name) in enumerate(zip(g.trial.everyone.alternatives, _names(g), strict=True))
    )
    return Table(
        _answer_columns(g.t),
        table,
        g.t("live.results"),
        at=(g.results_head, layout.RESULT),
        name="whatif_table",
    )


def steps(study: Study, t: Translator) -> Sheet:
    """Every step from values to ranks; a line over the criteria is used by all rows under it."""
    g = Ground(Trial(study), t)
    over = cached_values.of_lines(g)
    return sheet(
        "steps",
        t,
        [t("live.steps_how"), t(f"live.steps_{g.trial.model}"), t("live.steps_ties")],
        _lines(g, over),
        _first(g),
        _rows(g, over),
        title=t("live.title_steps"),
    )


def _lines(g: Ground, over: dict[str, list[float]]) -> Table:
    t, catalogue, criteria = g.t, g.trial.study.catalogue, g.trial.criteria
    groups = [t.text(catalogue.group(catalogue[key].group).name) for key in criteria]
    table: list[tuple[Value, ...]] = [("", t("live.line_group"), "", *groups)]
    for name in layout.LINES[g.trial.model][1:]:
        formulas = (
            Formula(criterion_formulas.LINES[name](g, j), over[name][j]) for j in range(g.m)
        )
        table.append(("", t(f"live.line_{name}"), "", *formulas))
    colours = criterion_colours(g.trial.study)
    columns = (
        Column("", "key"),
        Column(t("live.line"), "name"),
        Column("", "rank"),
        *(Column(t.text(catalogue[key].name), "step", colour=colours[key]) for key in criteria),
    )
    return Table(columns, tuple(table), at=(layout.LINES_HEAD, 1))


def _first(g: Ground) -> Table:
    """What the chart shows: the best-ranked, split by group where scores add up."""
    trial, t = g.trial, g.t
    study, order, names = trial.study, trial.order, _names(g)
    palette = [group.key for group in study.catalogue.groups]
    if trial.model == "additive":
        groups = list(dict.fromkeys(study.catalogue[key].group for key in trial.criteria))
        heads = [t.text(study.catalogue.group(key).name) for key in groups]
        colours = [theme.group_colour(key, palette) for key in groups]
        parts = cached_values.of_blocks(g)["part"]
        of_group = [
            parts[:, [study.catalogue[key].group == group for key in trial.criteria]].sum(axis=1)
            for group in groups
        ]
    else:
        heads, colours, of_group = [t("brief.score")], [theme.RAMP[-2]], [trial.scores]
    table: list[tuple[Value, ...]] = []
    for k in range(g.few):
        name = f"INDEX({g.down(2)},{g.end('row', k)})"
        if trial.model == "additive":
            texts = [
                alternative_formulas.group_part(
                    g, k, addresses.cell(g.chart_head, layout.FIRST + h, "both")
                )
                for h in range(len(heads))
            ]
        else:
            texts = [f"INDEX({g.down(g.end_column('score'))},{g.end('row', k)})"]
        numbers = (
            Formula(text, float(v[order[k]])) for text, v in zip(texts, of_group, strict=True)
        )
        table.append((k + 1, Formula(name, names[order[k]]), "", *numbers))
    columns = (
        Column("", "rank"),
        Column(t("chart.name"), "name"),
        Column("", "rank"),
        *(Column(head, "step", colour=colour) for head, colour in zip(heads, colours, strict=True)),
    )
    bars = Bars(
        names=1,
        first=3,
        last=2 + len(heads),
        rows=g.few,
        colours=tuple(colours),
        at=(layout.INPUTS_HEAD, layout.CHART),
        legend=len(heads) > 1,
        size=(20, 4 + 0.65 * g.few),
        sheet="what_if",
    )
    return Table(columns, tuple(table), t("live.first"), at=(g.chart_head, 1), charts=(bars,))


def _rows(g: Ground, over: dict[str, list[float]]) -> Table:
    trial, t, study = g.trial, g.t, g.trial.study
    blocks, ends = cached_values.of_blocks(g), cached_values.of_ends(g, over)
    colours = criterion_colours(study)
    columns = [
        Column(t("live.key"), "key"),
        Column(t("chart.name"), "name"),
        Column(t("live.holds"), "rank"),
    ]
    for block in layout.BLOCKS[trial.model]:
        columns += [
            Column(
                t.text(study.catalogue[key].name),
                "step",
                unit=t(f"live.block_{block}"),
                colour=colours[key],
            )
            for key in trial.criteria
        ]
    columns += [
        Column(t(f"live.end_{name}"), "rank" if name in WHOLE else "step")
        for name in layout.ENDS[trial.model]
    ]
    formulas = alternative_formulas.ENDS[trial.model]
    numbers = {name: table.tolist() for name, table in blocks.items()}
    table = []
    for i, (key, name) in enumerate(zip(trial.everyone.alternatives, _names(g), strict=True)):
        line: list[Value] = [
            key,
            name,
            Formula(alternative_formulas.holds(g, i), int(trial.holds[i])),
        ]
        for block, formula in alternative_formulas.BLOCKS[trial.model].items():
            line += [Formula(formula(g, i, j), numbers[block][i][j]) for j in range(g.m)]
        for end in layout.ENDS[trial.model]:
            value = ends[end][i]
            line.append(Formula(formulas[end](g, i), value) if end in formulas else value)
        table.append(tuple(line))
    return Table(tuple(columns), tuple(table), t("live.all_rows"), at=(g.head, 1))


def _names(g: Ground) -> list[str]:
    evidence = {a.key: a.name for a in g.trial.study.evidence.alternatives}
    return [g.t.text(evidence[key]) for key in g.trial.everyone.alternatives]


def _or_empty(rank: int | None) -> int | str:
    return "" if rank is None else rank
