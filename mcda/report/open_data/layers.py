"""The ranking and the pilots as layers of a map, in WGS84: a GeoPackage that brings its style, and GeoJSON.

A GeoPackage is an SQLite database whose tables OGC 12-128r18 names; a geometry is well-known binary behind eight bytes.
The terms of the installed boundaries are not known: candidates are points, links lines, nothing is an area.
"""

import json
import sqlite3
import struct
from contextlib import closing
from typing import Any

from inputs.embedded import evidence_of
from mcda.report.open_data.about import about
from mcda.report.open_data.record import Kind, Record, ranking_record
from mcda.report.open_data.styles import Style, pilots_style, qml, ranking_style, sld
from mcda.study.study import Study
from mcda.words import Translator

Points = tuple[
    tuple[float, float], ...
]  # (longitude, latitude): one of a point, two of a line, none of what has none
WGS84 = 4326  # EPSG
GEOJSON = "application/geo+json"
GEOPACKAGE = "application/geopackage+sqlite3"
SQL: dict[Kind, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
}
SPECIFICATION = "http://www.geopackage.org/spec121/#extension_"
DEFINITION = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
TABLES = """
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name),
  column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL
  REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
  description TEXT, mime_type TEXT, constraint_name TEXT, PRIMARY KEY (table_name, column_name),
  UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
  min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE gpkg_metadata (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
  row_id_value INTEGER, timestamp DATETIME NOT NULL, md_file_id INTEGER NOT NULL REFERENCES gpkg_metadata(id),
  md_parent_id INTEGER REFERENCES gpkg_metadata(id));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
"""


def has_positions(study: Study) -> bool:
    """Whether anything that is ranked can be put on a map."""
    return any(points_of(study, line.key) for line in study.ranking)


def points_of(study: Study, key: str) -> Points:
    """Where a candidate is; of a link between embedded cities its two ends."""
    alternative = study.evidence[key]
    if alternative.level == "link" and study.stage.level != "own":
        cities = evidence_of("city")
        ends = [cities[str(alternative.attributes[end])].seat for end in ("city_a", "city_b")]
        return tuple(seat for seat in ends if seat is not None) if None not in ends else ()
    return () if alternative.seat is None else (alternative.seat,)


def geojson(study: Study, t: Translator) -> bytes:
    """The ranking as RFC 7946, which knows no other coordinates than WGS84; pilots are those that are `selected`."""
    record = ranking_record(study, t)
    names, code = [field.name for field in record.fields], record.column("code")
    features = [
        {
            "type": "Feature",
            "id": row[code],
            "geometry": _geometry(points_of(study, str(row[code]))),
            "properties": dict(zip(names, row, strict=True)),
        }
        for row in record.rows
    ]
    document = {"type": "FeatureCollection", **_metadata(study, record, t), "features": features}
    return json.dumps(document, ensure_ascii=False).encode()


def geopackage(study: Study, t: Translator) -> bytes:
    """Layers `ranking` and, where a set of pilots is found, `pilots`; the same bytes for the same study and language."""
    record, moment = ranking_record(study, t), f"{study.date[:10]}T00:00:00.000Z"
    layers = [("ranking", t("app.ranking"), record, ranking_style(study, t))]
    names = [field.name for field in record.fields]
    if "selected" in names:
        chosen = tuple(row for row in record.rows if row[names.index("selected")])
        pilots = Record(record.fields, chosen)
        layers.append(("pilots", t("app.pilots"), pilots, pilots_style(study, t)))
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(TABLES)
        _frame(db, moment)
        told = json.dumps(_metadata(study, record, t), ensure_ascii=False)
        standard = "https://specs.frictionlessdata.io/data-package/"
        db.execute(
            "INSERT INTO gpkg_metadata VALUES (1, 'dataset', ?, 'application/json', ?)",
            (standard, told),
        )
        db.execute(
            "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)",
            (moment,),
        )
        for name, title, rows, style in layers:
            _layer(db, study, name, title, rows, style, moment)
        db.commit()
        return db.serialize()


def _metadata(study: Study, record: Record, t: Translator) -> dict[str, Any]:
    fields = [
        {"name": field.name, "type": field.kind, "description": field.meaning}
        for field in record.fields
    ]
    told = {key: value for key, value in about(study, t).items() if key != "profile"}
    return {**told, "coordinates": f"EPSG:{WGS84}", "schema": {"fields": fields}}


def _geometry(points: Points) -> dict[str, Any] | None:
    if not points:
        return None
    is_line = len(points) > 1
    return {
        "type": "LineString" if is_line else "Point",
        "coordinates": list(map(list, points)) if is_line else list(points[0]),
    }


def _frame(db: sqlite3.Connection, moment: str) -> None:
    """What every GeoPackage has: three reference systems, the extensions in use, the styles as a table of their own."""
    systems = [
        ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", None),
        ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
        ("WGS 84 geodetic", WGS84, "EPSG", WGS84, DEFINITION, None),
    ]
    db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", systems)
    extensions = [
        (table, f"gpkg_{what}", f"{SPECIFICATION}{what}")
        for table, what in (
            ("gpkg_data_columns", "schema"),
            ("gpkg_data_column_constraints", "schema"),
            ("gpkg_metadata", "metadata"),
            ("gpkg_metadata_reference", "metadata"),
        )
    ]
    db.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, 'read-write')",
        extensions,
    )
    db.execute(
        "INSERT INTO gpkg_contents VALUES"
        " ('layer_styles', 'attributes', 'layer_styles', '', ?, NULL, NULL, NULL, NULL, NULL)",
        (moment,),
    )


def _layer(
    db: sqlite3.Connection,
    study: Study,
    name: str,
    title: str,
    record: Record,
    style: Style,
    moment: str,
) -> None:
    code = record.column("code")
    shapes = [points_of(study, str(row[code])) for row in record.rows]
    x, y = ([point[axis] for points in shapes for point in points] for axis in (0, 1))
    box = (min(x), min(y), max(x), max(y)) if x else (None,) * 4
    kind = "LINESTRING" if style.is_line else "POINT"
    columns = "".join(f", {_quoted(field.name)} {SQL[field.kind]}" for field in record.fields)
    db.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY NOT NULL, geom {kind}{columns})")
    db.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, name, f"{study.title.en} / {study.title.zh}", moment, *box, WGS84),
    )
    db.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (name, kind, WGS84)
    )
    db.executemany(
        "INSERT INTO gpkg_data_columns VALUES (?, ?, ?, NULL, ?, NULL, NULL)",
        [(name, field.name, field.name, field.meaning) for field in record.fields],
    )
    signs = ", ".join("?" * (2 + len(record.fields)))
    db.executemany(
        f"INSERT INTO {name} VALUES ({signs})",  # noqa: S608 - the name is one of our two
        [
            (number, _binary(points), *row)
            for number, (points, row) in enumerate(zip(shapes, record.rows, strict=True), 1)
        ],
    )
    db.execute(
        "INSERT INTO layer_styles VALUES (NULL, '', '', ?, 'geom', ?, ?, ?, 1, ?, '', NULL, ?)",
        (name, name, qml(style), sld(name, style), title, moment),
    )


def _binary(points: Points) -> bytes | None:
    """Header without an envelope, little-endian, then the geometry as well-known binary."""
    if not points:
        return None
    head = struct.pack("<2sBBi", b"GP", 0, 1, WGS84)
    flat = [number for point in points for number in point]
    if len(points) == 1:
        return head + struct.pack("<BI2d", 1, 1, *flat)
    return head + struct.pack(f"<BII{len(flat)}d", 1, 2, len(points), *flat)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
