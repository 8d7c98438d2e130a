"""A study as a Frictionless data package: tables with every column described, sources, the study, a script to recompute.

https://specs.frictionlessdata.io/tabular-data-package/
"""

import json
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np

from inputs.files.written_csv import csv_bytes
from mcda.methods.engine import Call
from mcda.model.ranking import Ranking
from mcda.report.open_data.about import Document, about, recomputed
from mcda.report.open_data.layers import geojson, has_positions
from mcda.report.open_data.record import (
    Field,
    Record,
    criteria_record,
    ranking_record,
    record_of,
    values_record,
)
from mcda.report.open_data.styles import qml, ranking_style, sld
from mcda.study.io import to_json
from mcda.study.study import Study
from mcda.words import Translator


def data_package(study: Study, t: Translator) -> bytes:
    """The package as a zip; the same bytes for the same study, language and versions."""
    records = {
        "ranking": ranking_record(study, t),
        "criteria": criteria_record(study, t),
        "values": values_record(study, t),
    }
    found = recomputed(study.ranking)
    held: dict[str, bytes] = {}
    if found is not None:
        call, sign = found
        records["method_input"] = _input_record(study.ranking, call, t)
        held["method.json"] = _json(_question(call, sign))
        held["recompute.py"] = _script().encode()
    held |= {f"{name}.csv": _csv(record) for name, record in records.items()}
    if has_positions(study):
        held |= _layer("ranking", study, t)
    held["study.json"] = to_json(study).encode()
    resources = [_table(name, record, t) for name, record in records.items()]
    resources += [_file(name, t) for name in held if not name.endswith(".csv")]
    description = {**about(study, t), "resources": resources}
    return _zipped({"datapackage.json": _json(description), **held}, study.date)


def _layer(name: str, study: Study, t: Translator) -> dict[str, bytes]:
    """A map layer with its styles: a program that opens the layer finds them by its name."""
    style = ranking_style(study, t)
    return {
        f"{name}.geojson": geojson(study, t),
        f"{name}.qml": qml(style).encode(),
        f"{name}.sld": sld(name, style).encode(),
    }


def _input_record(found: Ranking, call: Call, t: Translator) -> Record:
    """The table as pymcdm takes it: clipped, transformed or normalised as the method asks."""
    criteria: Sequence[str] = found.matrix.criteria
    if call.table.shape[1] != len(
        criteria
    ):  # some do not differ, and a method that refuses them is not given them
        differs = found.matrix.lowest < found.matrix.highest
        criteria = [key for key, kept in zip(criteria, differs, strict=True) if kept]
    fields = [Field("code", "string", t("open_data.column_code"))]
    fields += [Field(key, "number", t("open_data.method_value", criterion=key)) for key in criteria]
    rows = zip(found.alternatives, call.table.tolist(), strict=True)
    return record_of([(key, *values) for key, values in rows], fields)


def _question(call: Call, sign: int) -> Document:
    settings = {
        key: value.tolist() if isinstance(value, np.ndarray) else value
        for key, value in call.settings.items()
    }
    return {
        "class": call.name,
        "settings": settings,
        "weights": call.weights.tolist(),
        "types": call.directions.tolist(),
        "sign": sign,
    }


def _script() -> str:
    words = files(__package__).joinpath("package.toml").read_text("utf-8")
    script: str = tomllib.loads(words)["recompute"]
    return script


def _table(name: str, record: Record, t: Translator) -> Document:
    fields = [
        {"name": field.name, "type": field.kind, "description": field.meaning}
        for field in record.fields
    ]
    keys = ["code", "criterion"] if name == "values" else [record.fields[0].name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "description": t(f"open_data.table_{name}"),
        "schema": {"fields": fields, "primaryKey": keys, "missingValues": [""]},
    }


def _file(name: str, t: Translator) -> Document:
    key = name.replace(".", "_")
    told = t(f"open_data.file_{key}")
    return {"name": key, "path": name, "format": name.partition(".")[2], "description": told}


def _csv(record: Record) -> bytes:
    def cell(value: object) -> Any:
        return str(value).lower() if isinstance(value, bool) else value

    heads = [field.name for field in record.fields]
    return csv_bytes([heads, *([cell(value) for value in row] for row in record.rows)])


def _json(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _zipped(held: Mapping[str, bytes], date: str) -> bytes:
    """One date on every file, so that the same study gives the same bytes."""
    result, stamp = BytesIO(), datetime.fromisoformat(date).timetuple()[:6]
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in held.items():
            target.writestr(zipfile.ZipInfo(name, stamp), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
