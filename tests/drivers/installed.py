"""A wheel of this folder, installed where nothing else is, and started from an empty folder: make installed

`green-heart rank` ranks as the clone does, and the first page of `green-heart app` is read as a browser would.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

from tests.drivers.app_server import ROOT, free_port, wait_until_healthy
from tests.drivers.event_loop import run as awaited
from tests.drivers.phone.client import Phone

PACKAGES = ("criteria", "inputs", "mcda")


def run(*command: str, folder: Path) -> str:
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True).stdout


def built(folder: Path) -> Path:
    """The wheel, from a copy of what git knows, so that nothing left lying about comes in; it has all of it."""
    names = run("git", "ls-files", *PACKAGES, folder=ROOT).split()
    more = ["pyproject.toml", "requirements.txt", "README.md", "LICENSE"]
    source = folder / "source"
    for name in [*names, *more]:
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    wheels = folder / "wheels"
    asked = (*(sys.executable, "-m", "pip", "wheel", "--quiet"), "--no-deps", "-w", str(wheels))
    run(*asked, str(source), folder=folder)
    (wheel,) = wheels.iterdir()
    missing = set(names) - set(zipfile.ZipFile(wheel).namelist())
    assert not missing, f"not in the wheel: {sorted(missing)}"
    return wheel


def installed(wheel: Path, folder: Path) -> Path:
    """The folder of programs of a new environment with the wheel, and the releases of requirements.lock."""
    venv.create(folder / "environment", with_pip=True)
    programs = folder / "environment" / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(programs / "python")
    # uv reads the same file with the same hashes, in a tenth of pip's time
    uv = (*(sys.executable, "-m", "uv", "pip", "install"), "--quiet", "--python", python)
    run(*uv, "--require-hashes", "-r", str(ROOT / "requirements.lock"), folder=folder)
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", str(wheel), folder=folder)
    run(python, "-m", "pip", "check", folder=folder)
    return programs


async def first_page(url: str) -> str:
    visitor = Phone(url, locale="en-GB")
    try:
        await visitor.open("/")
        return visitor.screen.text
    finally:
        await visitor.close()


def serves(program: str, folder: Path) -> str:
    """The text of the first page that the program serves."""
    port = free_port()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [program, "app", "--port", str(port), "--address", "127.0.0.1"],
            cwd=folder / "empty",
            stdout=log,
            stderr=log,
            env={"GREENHEART_DATA": str(folder), "HOME": str(folder), "PATH": os.defpath},
        )
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}")
            return awaited(first_page(f"http://127.0.0.1:{port}"))
        finally:
            server.terminate()
            server.wait(timeout=20)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty").mkdir()
        programs = installed(built(folder), folder)
        program = str(programs / "green-heart")
        print(run(program, "--version", folder=folder / "empty").strip())
        asked = ("rank", "--json")
        found = json.loads(run(program, *asked, folder=folder / "empty"))
        own = json.loads(run(sys.executable, "-m", "mcda", *asked, folder=ROOT))
        assert found == own, "the installed program ranks otherwise"
        print(len(found["ranking"]), "candidates ranked as here")
        page = serves(program, folder)
        assert "Region overview" in page, page
        print("first page served:", len(page), "letters")
        assert not list((folder / "empty").iterdir()), (
            "something was written into the working folder"
        )


if __name__ == "__main__":
    main()
