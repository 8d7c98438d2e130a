"""Finds a Chromium for the browser tests; run as a program, it installs one where none is found."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

SHORT = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}  # milliseconds, where nothing answers
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def installed() -> str | None:
    """The path of a Chromium on this machine: the system's, or the one that Playwright brought."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    from playwright.sync_api import sync_playwright

    try:
        with sync_playwright() as play:
            own = play.chromium.executable_path
    except Exception:  # its driver does not start where a library of the system is missing
        return None
    return own if Path(own).exists() else None


def install() -> str:
    """Playwright's own download where it can be reached, else the distribution's package."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(command, check=False, timeout=300, env={**os.environ, **SHORT})
    found = installed()
    if found is None and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        packages = ["chromium", "fonts-noto-cjk", "libatomic1"]  # the last for Playwright's driver
        subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=False)
        found = installed()
    if found is None:
        sys.exit("no Chromium found and none could be installed; install Chromium and run again")
    return found


if __name__ == "__main__":
    print(installed() or install())
