"""layers: the ranking for other programs, as a GeoPackage, GeoJSON or data package by the ending of the file."""

from argparse import Namespace
from pathlib import Path

from criteria.errors import StudyError
from mcda.cli.answer import Answer, finding_documents, finding_lines, translator, written
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import opened


def add_options(verb: Verb) -> None:
    examples = ("--lang zh", "--stage links -o links.geojson", "--study brief.xlsx -o data.zip")
    add_common(verb, "", *examples, writes="layers.gpkg")


def run(options: Namespace) -> Answer:
    """The file; standard output gets a GeoPackage."""
    from mcda.report.open_data.data_package import data_package
    from mcda.report.open_data.layers import geojson, geopackage
    from mcda.study.io import digest

    makes = {".gpkg": geopackage, ".geojson": geojson, ".zip": data_package}
    t = translator(options)
    ending = ".gpkg" if options.output == "-" else Path(options.output).suffix.lower()
    if ending not in makes:
        raise StudyError.of("layers.ending", file=options.output, known=list(makes))
    found = opened(options)
    document = {
        "checksum": digest(found.study),
        "findings": finding_documents((*found.findings, *found.notes), t),
    }
    data = makes[ending](found.study, t)
    return written(options.output, data, t, document, *finding_lines(found.findings, t))
