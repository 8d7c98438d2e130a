"""What an installed Green Heart has: each file of the packages, Streamlit's options, and nothing imported before it is needed.

That a wheel is built, installed and started is tried by `make installed` (tests/drivers/installed.py).
"""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import PurePath

import pytest

import mcda
from mcda.__main__ import main
from mcda.cli.commands import app
from tests.drivers.app_server import ROOT

PACKAGES = ("criteria", "inputs", "mcda")
LATER = {"altair", "numpy", "pandas", "pymcdm", "scipy", "streamlit"}
CONFIG = ".streamlit/config.toml"
# In one process, from an empty folder, in this order.
ASKED = """
import contextlib, io, json, sys
later = set(json.loads(sys.argv[1]))
import mcda
told = {"mcda": sorted(later & sys.modules.keys())}
from mcda.__main__ import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(["--help"])
told["help"] = sorted(later & sys.modules.keys())
with contextlib.redirect_stdout(io.StringIO()):
    main(["rank"])
told["rank"] = sorted(later & sys.modules.keys())
from mcda.app.entry import FRONT_DOOR
from streamlit import config
config._main_script_path = str(FRONT_DOOR)  # as `streamlit run` does it
told["options"] = {key: option.value for key, option in config.get_config_options().items()}
json.dump(told, sys.stdout, default=str)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    done = subprocess.run(
        [sys.executable, "-c", ASKED, json.dumps(sorted(LATER))],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_nothing_large_is_imported_before_it_is_needed(told):
    assert told["mcda"] == []
    assert told["help"] == []
    assert not {"altair", "streamlit"} & set(told["rank"])


def test_streamlit_sees_in_an_empty_folder_what_it_sees_in_a_clone(told):
    written = tomllib.loads((ROOT / CONFIG).read_text("utf-8"))
    flat = {
        f"{section}.{key}": value
        for section, keys in written.items()
        for key, value in keys.items()
    }
    for side in ("theme.light", "theme.dark"):
        flat |= {f"{side}.{key}": value for key, value in flat.pop(side).items()}
    assert {"theme.light.primaryColor", "server.maxUploadSize"} < flat.keys()
    assert {"client.disableDataExport", "client.allowedOrigins"} < flat.keys()
    assert {key: told["options"][key] for key in flat} == flat
    assert (ROOT / "mcda/app/entry" / CONFIG).read_bytes() == (ROOT / CONFIG).read_bytes()


def test_every_file_of_the_packages_is_taken_into_a_wheel():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    endings = {PurePath(pattern).suffix for pattern in project["package-data"]["*"]}
    tracked = subprocess.run(
        ["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert len(tracked) > 500
    others = [path for path in tracked if PurePath(path).suffix not in endings | {".py"}]
    assert [path for path in others if PurePath(path).name != "py.typed"] == []
    assert [path for path in tracked if path.endswith("py.typed")] == [
        f"{package}/py.typed" for package in PACKAGES
    ]


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ((), ()),
        (("--port", "8600"), ("--server.port=8600",)),
        (("--address", "::1", "--port", "1"), ("--server.port=1", "--server.address=::1")),
    ],
)
def test_app_is_the_program_of_the_pages_with_the_options_that_were_given(
    words, given, monkeypatch
):
    started = []
    monkeypatch.setattr(sys, "argv", ["green-heart", "app"])
    monkeypatch.setattr(
        app, "run_module", lambda name, **how: started.append((name, how["run_name"], sys.argv[1:]))
    )
    assert main(["app", *words]) == 0
    assert started == [("mcda.app", "__main__", [*given, "--server.headless=true"])]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "x", "8501.0"])
def test_a_port_that_is_none_is_wrong_usage(port, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["app", f"--port={port}"])
    assert stop.value.code == 2
    assert f"“{port}” is no port. Give 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("name", mcda.__all__)
def test_each_public_name_is_there_when_it_is_asked_for(name):
    assert getattr(mcda, name) is not None
    assert name in dir(mcda)


def test_a_name_that_is_not_public_is_told_as_python_does():
    with pytest.raises(AttributeError, match="module 'mcda' has no attribute 'rankings'"):
        _ = mcda.rankings
