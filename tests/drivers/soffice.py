"""Finds a LibreOffice that recalculates workbooks for the tests; run as a program, it installs one where none is found."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

NAMES = ("soffice", "libreoffice")
WORKBOOK = "xlsx:Calc MS Excel 2007 XML"
# Without this LibreOffice believes the values that stand beside the formulas.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def installed() -> str | None:
    """The path of a LibreOffice on this machine."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def install() -> str:
    if shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        packages = ["libreoffice-calc", "fonts-noto-cjk"]
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        subprocess.run(command, check=False)
    found = installed()
    if found is None:
        print(
            "no LibreOffice: the brief's formulas will be checked by the `formulas` package alone"
        )
        return ""
    return found


def convert(files: Sequence[Path], folder: Path, kind: str = WORKBOOK) -> list[Path]:
    """Every file opened, recalculated and saved as another kind, all in one run of the program."""
    program = installed()
    assert program is not None
    home = folder / "profile"
    (home / "user").mkdir(parents=True, exist_ok=True)
    (home / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, "utf-8")
    out = folder / "out"
    command = [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, kind, "--outdir", str(out), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=600,
    )
    ending = kind.split(":", maxsplit=1)[0]
    return [out / f"{file.stem}.{ending}" for file in files]


if __name__ == "__main__":
    print(installed() or install())
